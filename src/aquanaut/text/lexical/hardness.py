"""What a reader stumbles over in a single word: how many syllables it has, and whether it is on a list of easy words.

textstat counts, and knows the easy words. It is asked in parts: `high-value` as `high` and `value`; initials (`U.S.`,
`CBP`) letter by letter; figures as one syllable each and never hard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aquanaut.text.lexical.syllables import WordCounts, english

_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?|[B-DF-HJ-NP-TV-XZ]{2,6}s?")
_JOINTS = re.compile(r"[-./&_]+")
_PLAIN = str.maketrans("’‘‑", "''-")
_LONGEST = 60


@dataclass(frozen=True)
class WordHardness:
    """One word: its syllables, whether it is complex (three or more, and not easy), whether it is not easy."""

    syllables: int
    complex: bool
    unfamiliar: bool


class Hardness:
    """What textstat says about single words. Each is asked for once."""

    def __init__(self, known_words: WordCounts) -> None:
        self._words = known_words
        self._known: dict[str, WordHardness] = {}

    def word(self, word: str) -> WordHardness:
        """Syllables and hardness of one token of a `Document`."""
        if word not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[word] = self._looked_up(word)
        return self._known[word]

    def _looked_up(self, word: str) -> WordHardness:
        # What is longer than this is no word but an address or a slip; its rest would only cost time.
        plain = word[:_LONGEST].translate(_PLAIN)
        base = plain.removesuffix("'s").removesuffix("'")
        if _INITIALS.fullmatch(base):
            return WordHardness(_spelled(base), complex=False, unfamiliar=False)
        syllables = 0
        longest = 0
        unfamiliar = False
        for part in filter(None, _JOINTS.split(plain)):
            stem = part.removesuffix("'s").removesuffix("'")
            if _INITIALS.fullmatch(stem):
                syllables += _spelled(stem)
                continue
            here = self._words.syllable_count(part)
            syllables += here
            if any(sign.isalpha() for sign in stem) and self._words.is_difficult_word(stem.lower(), 0):
                unfamiliar = True
                longest = max(longest, here)
        return WordHardness(max(syllables, 1), complex=longest >= 3, unfamiliar=unfamiliar)


def _spelled(initials: str) -> int:
    """Syllables of initials read letter by letter: one each, three for the W."""
    return sum(3 if letter in "wW" else 1 for letter in initials if letter.isalpha() and letter != "s")


_loaded: Hardness | None = None


def hardness() -> Hardness | None:
    """The dictionary, none where the data cannot be had.

    Kept once loaded: from then on nothing on the disk matters any more.
    """
    global _loaded
    if _loaded is None:
        known = english()
        _loaded = Hardness(known) if known else None
    return _loaded
