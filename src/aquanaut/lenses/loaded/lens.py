"""Loaded language: words that carry approval, blame, fear or size along with the facts.

The lens looks words up in families (`words/loaded_*.txt`), then asks the context: names and terms of art
are spared, quoted speech is left to its speaker, what is denied, or reported as somebody's label, counts for
less. `strength_parts` shows how a sentence's strength comes about: a plain sum of a few features, with
weights set by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from aquanaut.lenses.base import Finding, Lens
from aquanaut.lenses.lexicon import Family
from aquanaut.lenses.rules import rule_of
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical.word_lists import word_lists

from .reading import LABELLING, REPORTING, Hit, Reading, reading
from .tone import loaded_strength
from .weights import COMPANY, NEAR

_WORDS = word_lists(__package__, "loaded")

_FUNCTION = _WORDS["function"]
"""Words that never join a mark at its end."""


@dataclass
class _Stretch:
    """Words to be marked as one: `first` to `last` (exclusive), under the rule of the heaviest among them."""

    first: int
    last: int
    rule: str
    weight: float
    family: Family
    quoted: bool


def _marked(read: Reading) -> Iterator[Hit]:
    """The hits worth showing: the clear ones, and the mild ones where other loaded words stand near."""
    before = [0.0]
    for hit in read.hits:
        before.append(before[-1] + hit.weight)
    whole = before[-1] / max(len(read.words), 200) * 10
    for hit in read.hits:
        if not hit.marked:
            continue
        if hit.family.mild:
            near = bisect_left(read.hit_words, hit.first - NEAR), bisect_left(read.hit_words, hit.last + NEAR)
            company = before[near[1]] - before[near[0]] - hit.weight
            if min(company, 2.0) + whole < COMPANY:
                continue
        yield hit


def _stretches(doc: Document, read: Reading) -> list[_Stretch]:
    """Marked words, joined where they touch or one small word stands between: "vicious and deliberate"."""
    text = doc.text
    found: list[_Stretch] = []
    for hit in _marked(read):
        last = _carried(text, read, hit)
        one = _Stretch(_driven(text, read, hit), last, hit.family.sense, hit.weight, hit.family, hit.quoted)
        if found and _joined(text, read, found[-1], one):
            known = found[-1]
            known.last = max(known.last, one.last)
            if one.weight > known.weight:
                known.rule, known.weight, known.family = one.rule, one.weight, one.family
        else:
            found.append(one)
    return found


def _carried(text: str, read: Reading, hit: Hit) -> int:
    """Where a mark ends: a loaded adjective carries the word it colours ("brutal regime")."""
    after = hit.last
    if hit.family.mild or after >= len(read.words) or not _COLOURS.search(read.words[after - 1]):
        return after
    word = read.words[after]
    if text[read.ends[after - 1] : read.starts[after]] != " " or word in _FUNCTION or word.endswith(_NOT_CARRIED):
        return after
    return after + 1 if word[0].isalpha() else after


def _driven(text: str, read: Reading, hit: Hit) -> int:
    """Where a mark begins: an adverb of degree right before belongs to it ("so very vile")."""
    one = hit.first - 1
    if one < 0 or text[read.ends[one] : read.starts[hit.first]] != " ":
        return hit.first
    word = read.words[one]
    return one if word in _DEGREE or (word.endswith("ly") and len(word) > 4) else hit.first


_NOT_CARRIED = ("ly", "'s")
_DEGREE = _WORDS["degree"]
_COLOURS = re.compile(r"(?:ous|ful|less|ish|ive|able|ible|ic|al|ed|ing|ant|ent|y|ist)\Z")


def _joined(text: str, read: Reading, one: _Stretch, other: _Stretch) -> bool:
    if other.first < one.last:
        return True
    gap = text[read.ends[one.last - 1] : read.starts[other.first]]
    if one.quoted != other.quoted:
        return False
    if other.first == one.last:
        return gap == " "
    return other.first == one.last + 1 and read.words[one.last] in _JOINS and not _STOPS.search(gap)


_JOINS = _WORDS["joins"]
_STOPS = re.compile(r"[^\w\s'’-]|\n")


# A question in a heading that offers the worse answer: "Surveillance or prelude to strike?"
_QUESTION = re.compile(r"[^.!?:;—–\n“”\"]{3,120}\?\Z")
_CHOICE = re.compile(r"\b(?:or|and)\b|^\s*(?:could|can|did|does|do|is|are|was|were|will|would|should|has|have)\b", re.I)
MOST_HEADING = 16
"""Words: a longer paragraph is no heading."""

# One or two plain words between quotation marks, right after "a", "the", "their" and the like.
_SCARE = re.compile(
    r"(?<=[^\W\d_] )(?:“[a-z][\w’'-]*(?: [a-z][\w’'-]*)?”|\"[a-z][\w'-]*(?: [a-z][\w'-]*)?\")(?= [a-z])"
)
_SETS_OFF = _WORDS["sets_off"]
_HANDS_OVER = REPORTING | LABELLING | _WORDS["hands_over"]


def find(doc: Document) -> Iterator[Finding]:
    """What the lens marks in `doc`, in order of place."""
    read = reading(doc)
    found = [_finding(read, one) for one in _stretches(doc, read)]
    found += _questions(doc, read)
    found += _scare_quotes(doc, read, {f.span.start for f in found})
    return iter(sorted(found, key=lambda f: (f.span, f.rule)))


def _finding(read: Reading, one: _Stretch) -> Finding:
    rule = "quoted" if one.quoted else one.rule
    span = Span(read.starts[one.first], read.ends[one.last - 1])
    return _found(rule, span, min(1.0, one.weight / 1.2))


def _found(rule: str, span: Span, strength: float) -> Finding:
    return rule_of(__package__, rule).finding(span, round(strength, 3))


def _questions(doc: Document, read: Reading) -> Iterator[Finding]:
    for paragraph in doc.paragraphs:
        if doc.text[paragraph.end - 1] != "?":
            continue
        count = bisect_left(read.starts, paragraph.end) - bisect_left(read.starts, paragraph.start)
        if count > MOST_HEADING:
            continue
        asked = _QUESTION.search(doc.text, max(paragraph.start, paragraph.end - 120), paragraph.end)
        if asked and _CHOICE.search(asked.group()):
            start = asked.end() - len(asked.group().lstrip())
            yield _found("question", Span(start, asked.end()), 0.6)


def _scare_quotes(doc: Document, read: Reading, taken: set[int]) -> Iterator[Finding]:
    for match in _SCARE.finditer(doc.text):
        at = bisect_left(read.starts, match.start())
        before = read.words[max(0, at - 4) : at]
        if not before or before[-1] not in _SETS_OFF or not _HANDS_OVER.isdisjoint(before):
            continue
        if match.start() + 1 not in taken:
            yield _found("scare-quotes", Span(*match.span()), 0.4)


LENS = Lens(__package__, find, {"loaded": loaded_strength})
