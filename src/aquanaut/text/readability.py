"""How hard a text is to read, by the formulas that newspapers and schools use.

Every formula here weighs two things only: how long the sentences are, and how long or how rare the words are.
None knows whether a sentence is true, fair or even makes sense: "aquanaut of its time" costs nothing. So a
figure from here describes the page, never the writer, and decides nothing.

Sentences and words are those of our own `Document` (textstat on the untouched text glues words across dashes and
takes the dots of "U.S." for sentence ends). The syllables of a word, and whether it is on the list of easy words,
come from textstat's data, in parts: `high-value` as `high` and `value`; initials (`U.S.`, `CBP`) letter by letter;
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
from aquanaut.text.lexical.syllables import Dictionary, english

STEADY_WORDS = 100
STEADY_SENTENCES = 3
HOPELESS_WORDS = 20

ENGLISH_ONLY = "These measures are made for English; most letters here are of another script."
NO_WORDS = "There are no words here."
NO_LETTERS = "There are only figures here."


@dataclass(frozen=True)
class Measure:
    """What one measure is. `key` is the name of its field in `Readability`."""

    key: str
    label: str
    formula: str
    low: float
    high: float
    harder: str
    """Either `higher` or `lower`: where the figure goes when a text gets harder."""
    says: str
    paper: str


MEASURES: tuple[Measure, ...] = (
    Measure(
        "reading_ease",
        "Flesch reading ease",
        "206.835 − 1.015 × words per sentence − 84.6 × syllables per word",
        0,
        100,
        "lower",
        "0 to 100 for most texts, and beyond at both ends; 60 to 70 is called plain English.",
        "Flesch 1948, A new readability yardstick, Journal of Applied Psychology 32(3), 221–233",
    ),
    Measure(
        "grade_level",
        "Flesch–Kincaid grade",
        "0.39 × words per sentence + 11.8 × syllables per word − 15.59",
        0,
        18,
        "higher",
        "A U.S. school grade: 9 means about age 14. Can fall below 0, and has no upper end.",
        "Kincaid, Fishburne, Rogers & Chissom 1975, Derivation of new readability formulas for Navy enlisted "
        "personnel, Research Branch Report 8-75",
    ),
    Measure(
        "fog",
        "Gunning fog",
        "0.4 × (words per sentence + 100 × complex words / words)",
        0,
        20,
        "higher",
        "Years of schooling. A complex word has three or more syllables and is not on the list of easy words; "
        "unlike Gunning's own rule, names count.",
        "Gunning 1952, The Technique of Clear Writing, McGraw-Hill",
    ),
    Measure(
        "smog",
        "SMOG",
        "1.0430 × √(30 × words of three or more syllables / sentences) + 3.1291",
        3,
        18,
        "higher",
        "A U.S. school grade, for understanding everything; made for samples of 30 sentences. Never below 3.1.",
        "McLaughlin 1969, SMOG grading: a new readability formula, Journal of Reading 12(8), 639–646",
    ),
    Measure(
        "dale_chall",
        "Dale–Chall",
        "0.1579 × 100 × unfamiliar words / words + 0.0496 × words per sentence, and 3.6365 more where over 5 % of "
        "the words are unfamiliar",
        0,
        12,
        "higher",
        "4.9 and below: grade 4; 9 to 9.9: college. Unfamiliar means not on a list of 3,000 words; names and most "
        "inflected forms count as unfamiliar here, so it reads high for news.",
        "Dale & Chall 1948, A formula for predicting readability, Educational Research Bulletin 27, 11–20 and 37–54",
    ),
    Measure(
        "ari",
        "Automated readability index",
        "4.71 × letters and digits per word + 0.5 × words per sentence − 21.43",
        0,
        18,
        "higher",
        "A U.S. school grade, without counting syllables.",
        "Smith & Senter 1967, Automated Readability Index, AMRL-TR-66-220",
    ),
    Measure(
        "coleman_liau",
        "Coleman–Liau",
        "0.0588 × letters per 100 words − 0.296 × sentences per 100 words − 15.8",
        0,
        18,
        "higher",
        "A U.S. school grade, without counting syllables.",
        "Coleman & Liau 1975, A computer readability formula designed for machine scoring, Journal of Applied "
        "Psychology 60(2), 283–284",
    ),
    Measure(
        "lix",
        "LIX",
        "words per sentence + 100 × words of more than six letters / words",
        20,
        70,
        "higher",
        "Below 30 a children's book, 40 to 50 a newspaper, above 60 dense; made in Sweden for several languages.",
        "Björnsson 1968, Läsbarhet, Liber",
    ),
)
"""What the figures of `Readability` are: formula, usual range, which way is harder, and who made it."""


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
    note: str = ""


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
        return replace(found, note=unfit)
    return _with_syllables(_without_syllables(found), words)


def _unfit(words: Sequence[str]) -> str:
    """Why these words cannot be measured at all; empty when they can."""
    if not words:
        return NO_WORDS
    letters = sum(len(word) if word.isalpha() else sum(map(str.isalpha, word)) for word in words)
    if not letters:
        return NO_LETTERS
    plain = (word.isascii() and word.isalpha() for word in words)
    latin = sum(len(word) if all_ else len(_LATIN.findall(word)) for word, all_ in zip(words, plain, strict=True))
    return ENGLISH_ONLY if 2 * latin < letters else ""


def _without_syllables(found: Readability) -> Readability:
    """The measures that need no dictionary, and how far to trust any of them."""
    length = found.words / found.sentences
    steady = found.words >= STEADY_WORDS and found.sentences >= STEADY_SENTENCES
    size = _number(found.words, "word") + " in " + _number(found.sentences, "sentence")
    note = f"Only {size}: a grade more or less means nothing here."
    if found.words < HOPELESS_WORDS:
        note = f"Only {size}: too little to say anything."
    return replace(
        found,
        ari=4.71 * found.letters / found.words + 0.5 * length - 21.43,
        coleman_liau=0.0588 * 100 * found.letters / found.words - 0.296 * 100 / length - 15.8,
        lix=length + 100 * found.long_words / found.words,
        steady=steady,
        note="" if steady else note,
    )


def _with_syllables(found: Readability, words: Sequence[str]) -> Readability:
    dictionary = _dictionary()
    if dictionary is None:
        note = nltk_data.prepare().note or "Without its dictionary Aquanaut counts no syllables."
        return replace(found, note=f"{found.note} {note}".strip())
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


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


# --- words -------------------------------------------------------------------------------------------------

_LATIN = re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?|[B-DF-HJ-NP-TV-XZ]{2,6}s?")
_JOINTS = re.compile(r"[-./&_]+")
_PLAIN = str.maketrans("’‘‑", "''-")
_LONGEST = 60


@dataclass(frozen=True)
class _Word:
    syllables: int
    complex: bool
    unfamiliar: bool


class _Dictionary:
    """What textstat's data say about single words. Each is asked for once."""

    def __init__(self, known_words: Dictionary) -> None:
        self._words = known_words
        self._known: dict[str, _Word] = {}

    def word(self, word: str) -> _Word:
        """Syllables and hardness of one token of a `Document`."""
        if word not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[word] = self._looked_up(word)
        return self._known[word]

    def _looked_up(self, word: str) -> _Word:
        # What is longer than this is no word but an address or a slip; its rest would only cost time.
        plain = word[:_LONGEST].translate(_PLAIN)
        base = plain.removesuffix("'s").removesuffix("'")
        if _INITIALS.fullmatch(base):
            return _Word(_spelled(base), complex=False, unfamiliar=False)
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
        return _Word(max(syllables, 1), complex=longest >= 3, unfamiliar=unfamiliar)


def _spelled(initials: str) -> int:
    """Syllables of initials read letter by letter: one each, three for the W."""
    return sum(3 if letter in "wW" else 1 for letter in initials if letter.isalpha() and letter != "s")


_loaded: _Dictionary | None = None


def _dictionary() -> _Dictionary | None:
    """Kept once loaded: from then on nothing on the disk matters any more."""
    global _loaded
    if _loaded is None:
        known = english()
        _loaded = _Dictionary(known) if known else None
    return _loaded
