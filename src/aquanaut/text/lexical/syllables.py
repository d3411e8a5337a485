"""textstat for single words: without a network, and quick to answer.

textstat asks NLTK for the whole pronouncing dictionary, half a second's work of which a text needs a few hundred words,
and asks NLTK's downloader where it finds none. So it is handed the dictionary of this package, in which a word is found
by halving. Everything that is counted is counted by textstat; tests hold the dictionary to NLTK's reading of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Protocol

from aquanaut.text.lexical import nltk_data

Sounds = list[list[str]]
"""The ways to say one word, each a list of sounds: `[["D", "R", "OW1", "N"]]`."""

_NAME = re.compile(rb"\S+")


class WordCounts(Protocol):
    """What the measures ask of textstat about single words."""

    def syllable_count(self, text: str) -> int:
        """The syllables of a word: by the pronouncing dictionary, else by where it may be hyphenated."""

    def is_difficult_word(self, word: str, syllable_threshold: int = 2) -> bool:
        """True for one word of at least so many syllables that is not on the list of easy words."""


class Pronunciations(Mapping[str, Sounds]):
    """CMU's pronouncing dictionary as NLTK gives it, without taking 126,000 entries apart first."""

    def __init__(self, lines: list[bytes]) -> None:
        # "DRONE 1 D R OW1 N": a word, the number of the variant, its sounds.
        self._lines = sorted(lines)

    def __getitem__(self, word: str) -> Sounds:
        # NLTK keeps the words lower-case, in what they are written with.
        name = word.upper().encode("utf-8", "replace") + b" "
        place = bisect_left(self._lines, name)
        sounds = []
        while place < len(self._lines) and self._lines[place].startswith(name):
            sounds.append(self._lines[place].decode().split()[2:])
            place += 1
        if not sounds or word.upper().lower() != word:
            raise KeyError(word)
        return sounds

    def __iter__(self) -> Iterator[str]:
        names = (match.group() for match in map(_NAME.match, self._lines) if match)
        return iter(dict.fromkeys(name.decode().lower() for name in names))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def pronunciations() -> Pronunciations | None:
    """The package's dictionary; none where its data are damaged."""
    try:
        with nltk_data.opened_archive() as archive:
            return Pronunciations(archive.read(f"{nltk_data.DICTIONARY}/cmudict").splitlines())
    except nltk_data.DAMAGED:
        return None


def english() -> WordCounts | None:
    """textstat for English with the package's dictionary; none where the data are damaged.

    The object is our own, so that a notebook that sets textstat to another language changes nothing here.
    """
    known = pronunciations()
    if known is None:
        return None
    from textstat.textstat import textstatistics

    _hand_over(known)
    counts: WordCounts = textstatistics()
    return counts


def _hand_over(known: Pronunciations) -> None:
    """Let textstat look English words up in `known`. It has no setting for that, so its own question is answered."""
    counting = import_module("textstat.backend.counts._count_syllables")
    whole = counting.get_cmudict

    def asked(language: str) -> Mapping[str, Sounds] | None:
        if language.startswith("en"):
            return known
        others: Mapping[str, Sounds] | None = whole(language)
        return others

    counting.get_cmudict = asked  # type: ignore[attr-defined]
