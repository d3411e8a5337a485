"""How hard a text is to read, by the formulas that newspapers and schools use.

Every formula here weighs two things only: how long the sentences are, and how long or how rare the words are.
None knows whether a sentence is true, fair or even makes sense: "aquanaut of its time" costs nothing. So a
figure from here describes the page, never the writer, and decides nothing.

Sentences and words are those of our own `Document` (textstat on the untouched text glues words across dashes and
takes the dots of "U.S." for sentence ends). The syllables of a word, and whether it is on the list of easy words,
come from textstat, in parts: `high-value` as `high` and `value`; initials (`U.S.`, `CBP`) letter by letter;
figures as one syllable each and never hard. The constants are those of the papers named in `MEASURES`, so a value
may differ a little from textstat's own, which has 0.058 for 0.0588 in Coleman–Liau and counts punctuation in ARI.

The formulas were made for running English prose, and checked on samples of 100 words and more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import sqrt

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document, document
from aquanaut.text.lexical import nltk_data
from aquanaut.text.lexical.hardness import hardness
from aquanaut.text.measures import MEASURES, Measure
from aquanaut.words import say

__all__ = [
    "HOPELESS_WORDS",
    "MEASURES",
    "Measure",
    "NotReadable",
    "Readability",
    "by_paragraph",
    "grade",
    "readability",
]

_LATIN = re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]")

STEADY_WORDS = 100
STEADY_SENTENCES = 3
HOPELESS_WORDS = 20


@dataclass(frozen=True)
class Readability:
    """Counts and measures of one text. What could not be measured is none, and `note` says why.

    `steady` is false for fewer than 100 words or three sentences: one word more or less then moves the figures by
    a grade or so, and comparing two such figures means little. `note` says that too. No figure is a verdict.
    """

    words: int
    sentences: int
    letters: int
    """Letters and digits."""
    long_words: int
    """Words of more than six letters."""
    syllables: int | None = None
    complex_words: int | None = None
    """Three or more syllables, and not on the list of easy words."""
    many_syllable_words: int | None = None
    """Three or more syllables."""
    unfamiliar_words: int | None = None
    """Not on the list of easy words."""
    reading_ease: float | None = None
    grade_level: float | None = None
    fog: float | None = None
    smog: float | None = None
    dale_chall: float | None = None
    ari: float | None = None
    coleman_liau: float | None = None
    lix: float | None = None
    steady: bool = False
    unfit: str = ""
    """The key of the sentence that says why nothing can be measured."""
    lacks: str = ""
    """What was missing to count syllables, in a sentence."""

    @property
    def note(self) -> str:
        """Why there are no figures, or why to mistrust them; empty for a text of some length."""
        if self.unfit:
            return say(self.unfit)
        return " ".join(filter(None, ("" if self.steady else self._short(), self.lacks)))

    def _short(self) -> str:
        size = {"words": say("readability.words", n=self.words), "sentences": say("readability.in", n=self.sentences)}
        key = "readability.hopeless" if self.words < HOPELESS_WORDS else "readability.unsteady"
        return say(key, **size)


class NotReadable(ValueError):
    """A text that has no grade: no words, no English, or no dictionary to count its syllables with."""


def readability(doc: Document, parts: Iterable[Span] | None = None) -> Readability:
    """The measures of a whole text, or of those of its paragraphs that are given as `parts`.

    Headings and lists of sources are sentences too, short ones, and pull every figure down: give the paragraphs of
    the body as `parts` where only its prose is meant.
    """
    if parts is None:
        return _measured(doc.text, doc.words, doc.sentences)
    chosen = set(parts)
    if not chosen <= set(doc.paragraphs):
        raise ValueError("the parts must be paragraphs of this text")

    def those(spans: Sequence[Span]) -> list[Span]:
        groups = zip(doc.paragraphs, _by_start(spans, doc.paragraphs), strict=True)
        return list(chain.from_iterable(group for paragraph, group in groups if paragraph in chosen))

    return _measured(doc.text, those(doc.words), those(doc.sentences))


def by_paragraph(doc: Document) -> tuple[tuple[Span, Readability], ...]:
    """Every paragraph, in reading order, with its measures."""
    words = _by_start(doc.words, doc.paragraphs)
    sentences = _by_start(doc.sentences, doc.paragraphs)
    return tuple(
        (paragraph, _measured(doc.text, *inside))
        for paragraph, *inside in zip(doc.paragraphs, words, sentences, strict=True)
    )


def grade(text: str) -> float:
    """The Flesch–Kincaid grade of `text`, on our own count of sentences. Raises `NotReadable`, in one sentence."""
    found = readability(document(text))
    if found.grade_level is None:
        raise NotReadable(found.note)
    return found.grade_level


# --- counting ----------------------------------------------------------------------------------------------


def _by_start(spans: Sequence[Span], paragraphs: Sequence[Span]) -> list[Sequence[Span]]:
    """For each paragraph the spans that begin in it. Both come in order, so this is quick however long the text."""
    starts = [span.start for span in spans]
    return [spans[bisect_left(starts, p.start) : bisect_left(starts, p.end)] for p in paragraphs]


def _measured(text: str, spans: Sequence[Span], sentences: Sequence[Span]) -> Readability:
    words = [span.of(text) for span in spans]
    # Most words hold nothing else, which is quickly seen.
    signs = [len(word) if word.isalnum() else sum(map(str.isalnum, word)) for word in words]
    starts = [span.start for span in spans]
    # A sentence without a word is a line of stars across the page.
    ends = sum(bisect_left(starts, s.end) > bisect_left(starts, s.start) for s in sentences)
    found = Readability(
        words=len(words),
        sentences=max(ends, min(1, len(words))),
        letters=sum(signs),
        long_words=sum(n > 6 for n in signs),
    )
    unfit = _unfit(words)
    if unfit:
        return replace(found, unfit=unfit)
    return _with_syllables(_without_syllables(found), words)


def _unfit(words: Sequence[str]) -> str:
    """The key that says why these words cannot be measured at all; empty when they can."""
    if not words:
        return "readability.no_words"
    letters = sum(len(word) if word.isalpha() else sum(map(str.isalpha, word)) for word in words)
    if not letters:
        return "readability.no_letters"
    plain = (word.isascii() and word.isalpha() for word in words)
    latin = sum(len(word) if all_ else len(_LATIN.findall(word)) for word, all_ in zip(words, plain, strict=True))
    return "readability.english_only" if 2 * latin < letters else ""


def _without_syllables(found: Readability) -> Readability:
    """The measures that need no dictionary, and how far to trust any of them."""
    length = found.words / found.sentences
    steady = found.words >= STEADY_WORDS and found.sentences >= STEADY_SENTENCES
    return replace(
        found,
        ari=4.71 * found.letters / found.words + 0.5 * length - 21.43,
        coleman_liau=0.0588 * 100 * found.letters / found.words - 0.296 * 100 / length - 15.8,
        lix=length + 100 * found.long_words / found.words,
        steady=steady,
    )


def _with_syllables(found: Readability, words: Sequence[str]) -> Readability:
    dictionary = hardness()
    if dictionary is None:
        return replace(found, lacks=nltk_data.prepare().note or say("readability.no_dictionary"))
    known = [dictionary.word(word) for word in words]
    syllables = sum(word.syllables for word in known)
    many = sum(word.syllables >= 3 for word in known)
    complex_words = sum(word.complex for word in known)
    unfamiliar = sum(word.unfamiliar for word in known)
    length = found.words / found.sentences
    share = 100 * unfamiliar / found.words
    return replace(
        found,
        syllables=syllables,
        complex_words=complex_words,
        many_syllable_words=many,
        unfamiliar_words=unfamiliar,
        reading_ease=206.835 - 1.015 * length - 84.6 * syllables / found.words,
        grade_level=0.39 * length + 11.8 * syllables / found.words - 15.59,
        fog=0.4 * (length + 100 * complex_words / found.words),
        smog=1.0430 * sqrt(30 * many / found.sentences) + 3.1291,
        dale_chall=0.1579 * share + 0.0496 * length + (3.6365 if share > 5 else 0.0),
    )
