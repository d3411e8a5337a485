"""Syllables and easy words as textstat counts them, from the same data, without loading textstat.

textstat imports NLTK, which imports SciPy where that is installed: over a second and a hundred megabytes before the
first word is counted, too much for a command that is to answer at once. What the measures need of it is two questions
about single words, and the data for both lie in this package and in textstat's own folder. A test holds every answer
to textstat's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from aquanaut.text.lexical import nltk_data

_EASY_WORDS = "resources/en/easy_words.txt"
_STRAY_APOSTROPHE = re.compile(r"'(?![tsd]|ve|ll|re)")
"""textstat drops these: all but those of n't, 's, 'd, 've, 'll and 're."""
_SIGNS = re.compile(r"[^\w\s']")
_STRESSES = re.compile(rb"\d\b")


class Dictionary:
    """The two questions about single words that the measures ask. Build it with `english()`."""

    def __init__(self, lines: list[bytes], easy: frozenset[str]) -> None:
        # "DRONE 1 D R OW1 N": sorted, a word is found by halving, and 126,000 of them need not be taken apart.
        self._lines = sorted(lines)
        self._easy = easy

    @cached_property
    def _hyphens(self) -> Any:
        # textstat brings it along; it has no types.
        return import_module("pyphen").Pyphen(lang="en_US")

    def syllable_count(self, text: str) -> int:
        """The syllables of a word: by the pronouncing dictionary, else by where it may be hyphenated."""
        return sum(map(self._of_word, _SIGNS.sub("", _STRAY_APOSTROPHE.sub("", text)).lower().split()))

    def is_difficult_word(self, word: str, least: int = 2) -> bool:
        """True for one word of at least `least` syllables that is not on the list of easy words."""
        if len(word.split()) != 1 or word.lower() in self._easy:
            return False
        return least <= 0 or self.syllable_count(word.lower()) >= least

    def _of_word(self, word: str) -> int:
        # NLTK keeps the dictionary's words lower-case, in what they are written with.
        key = word.upper().encode("utf-8", "replace") + b" "
        at = bisect_left(self._lines, key)
        if at < len(self._lines) and self._lines[at].startswith(key) and word.upper().lower() == word:
            return len(_STRESSES.findall(self._lines[at][len(key) + 1 :]))
        return len(self._hyphens.positions(word)) + 1


def english() -> Dictionary | None:
    """The dictionary in memory; none where the package's data are damaged or textstat's list is not there."""
    try:
        with nltk_data._archive() as archive:
            lines = archive.read(f"{nltk_data.DICTIONARY}/cmudict").splitlines()
        # The spec alone: it tells where a package lies without running it.
        spec = find_spec("textstat")
        folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
        easy = folder.joinpath(_EASY_WORDS).read_text(encoding="utf-8")
    except (*nltk_data._DAMAGED, StopIteration):
        return None
    return Dictionary(lines, frozenset(line.strip() for line in easy.splitlines()))
