"""The readability lens: how hard a text is to read, by several measures side by side, and why they disagree.

Every measure counts the length of sentences and the length or rareness of words, each in its own mixture. None knows
whether a sentence is true, fair or makes sense, so nothing here is a verdict: long sentences and hard words are a
choice, and the question is what they carry.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aquanaut.lenses.base import Finding, Lens
from aquanaut.lenses.rules import rule_of, rulebook
from aquanaut.text.document import Document
from aquanaut.text.readability import MEASURES, Measure, Readability, by_paragraph, readability

LONG = 40
"""Words: from here a sentence is marked. Guides advise against more than 25; news often goes beyond that."""

SOME_WORDS = 40
"""Words: a shorter paragraph tells nothing about its difficulty."""

APART, HARDER = 6.0, 4.0
"""Grades: measures of one paragraph that differ by so much; a paragraph above the whole text by so much."""

_GRADES = ("grade_level", "ari", "coleman_liau")
"""Measures on one scale, U.S. school grades, that make sense for a single paragraph."""


@dataclass(frozen=True)
class Row:
    """One measure of a text: what it is, its figure (none where it cannot be had), and what it mostly counts."""

    measure: Measure
    figure: float | None
    counts: str


def side_by_side(doc: Document) -> tuple[Readability, list[Row]]:
    """Every measure of the whole text, and the counts behind them."""
    whole = readability(doc)
    return whole, [Row(one, getattr(whole, one.key), one.counts) for one in MEASURES]


def why_they_disagree(whole: Readability) -> str:
    """In plain words, why the grades of one text differ; empty where there are none."""
    known = [(getattr(whole, one.key), one.label, one.counts) for one in MEASURES if one.key in _GRADES]
    known = [grade for grade in known if grade[0] is not None]
    if len(known) < 2:
        return ""
    (low, easy, easy_counts), (high, hard, hard_counts) = min(known), max(known)
    book = rulebook(__package__)
    if high - low < 1:
        return book.phrase("close")
    return book.phrase(
        "apart", easy=easy, low=f"{low:.0f}", hard=hard, high=f"{high:.0f}", easy_counts=easy_counts,
        hard_counts=hard_counts,
    )  # fmt: skip


def find(doc: Document) -> Iterable[Finding]:
    """What the lens sees in `doc`, in order of place."""
    found = [*_long_sentences(doc), *_paragraphs(doc)]
    return sorted(found, key=lambda f: (f.span, f.rule))


def _long_sentences(doc: Document) -> Iterator[Finding]:
    starts = [word.start for word in doc.words]
    for sentence in doc.sentences:
        words = bisect_left(starts, sentence.end) - bisect_left(starts, sentence.start)
        if words >= LONG:
            why = rulebook(__package__).phrase("long", words=words)
            yield rule_of(__package__, "long_sentence").finding(sentence, min(1.0, words / 100), why=why)


def _paragraphs(doc: Document) -> Iterator[Finding]:
    if len(doc.words) < SOME_WORDS:
        return
    found = by_paragraph(doc)
    whole = found[0][1] if len(found) == 1 else readability(doc)
    for paragraph, one in found:
        if one.words < SOME_WORDS or one.grade_level is None or one.ari is None or one.coleman_liau is None:
            continue
        grades = {key: getattr(one, key) for key in _GRADES}
        spread = max(grades.values()) - min(grades.values())
        if spread >= APART:
            rule = rule_of(__package__, "measures_disagree")
            yield rule.finding(paragraph, min(1.0, spread / 20), why=why_they_disagree(one))
        above = [grades[key] - (getattr(whole, key) or 0.0) for key in _GRADES]
        if whole.grade_level is not None and min(above) >= HARDER:
            why = rulebook(__package__).phrase("harder", least=f"{min(above):.0f}")
            yield rule_of(__package__, "harder_passage").finding(paragraph, min(1.0, min(above) / 20), why=why)


LENS = Lens(__package__, find)
