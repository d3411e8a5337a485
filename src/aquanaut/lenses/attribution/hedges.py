"""Hedges and weasels: words that make a claim vaguer or lay it on nobody.

Functions only; the attribution lens asks them. A hedge is no fault: science hedges with good reason. A weasel
hides who says so or how many. Which it is, the reader decides.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import exp
from weakref import ref

from aquanaut.lenses.lexicon import WORD, lexicon, plain
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical.word_lists import word_lists

_WORDS = word_lists(__package__, "hedges")

KINDS = {
    "source": 1.2,
    "passive": 1.2,
    "likely": 1.6,
    "quantity": 1.3,
    "frequency": 0.7,
    "puff": 0.35,
    "modal": 0.3,
    "vague": 0.4,
    "approximate": 0.2,
    "mind": 0.25,
    "habit": 0.2,
    "people": 0.1,
}
"""Each kind of hedge and what it adds to its sentence; set by hand in round numbers.

`source` nameless people and studies · `passive` "is believed" · `likely` "perhaps" · `quantity` "some" ·
`frequency` "generally" · `puff` "famous" · `modal` "may", "is known" · `vague` "most" ·
`approximate` "nearly" · `mind` "suggest" · `habit` "often" · `people` "critics".
"""

AGAIN = 0.3
"""The share of its kind that each further hedge of the same kind adds."""

WEASELS = frozenset({"source", "passive", "quantity", "vague", "puff", "people", "frequency"})
"""The kinds that hide who, or how many. The others say how sure, which is often honest."""

# Beliefs that nobody holds when they stand after a form of "be", with at most two adverbs between.
_HELD = _WORDS["held"]
_BE = _WORDS["be"]
_BETWEEN = _WORDS["between"]


@dataclass
class _Reading:
    """One document read once: where its words and its hedges lie."""

    owner: ref[Document]
    starts: list[int]
    hedges: list[tuple[Span, str]]
    hedge_starts: list[int]


_last: _Reading | None = None


def hedges(doc: Document) -> list[tuple[Span, str]]:
    """Every hedge and weasel with its kind (see `KINDS`), in order of place; none overlap."""
    return list(_reading(doc).hedges)


def weasel_strength(doc: Document, sentence: Span) -> float:
    """How much a sentence hedges, from 0 to 1: a number to rank by, not a verdict."""
    read = _reading(doc)
    counts: dict[str, int] = {}
    for _, kind in read.hedges[
        bisect_left(read.hedge_starts, sentence.start) : bisect_left(read.hedge_starts, sentence.end)
    ]:
        counts[kind] = counts.get(kind, 0) + 1
    words = bisect_left(read.starts, sentence.end) - bisect_left(read.starts, sentence.start)
    raw = sum(KINDS[kind] * (1 + AGAIN * (count - 1)) for kind, count in counts.items())
    raw /= (max(words, 10) / 20) ** 0.5
    return 1 / (1 + exp(2.2 - 2 * raw))


def _reading(doc: Document) -> _Reading:
    """The reading of `doc`, made at most once while it is the last one asked for."""
    global _last
    known = _last
    if known is None or known.owner() is not doc:
        known = _last = _read(doc)
    return known


def _read(doc: Document) -> _Reading:
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in WORD.finditer(doc.text):
        starts.append(match.start())
        ends.append(match.end())
        word = match.group()
        # The month is no hedge.
        words.append(word if word == "May" else plain(word))
    book = lexicon(__package__, "hedge_")
    found: list[tuple[Span, str]] = []
    at, count = 0, len(words)
    while at < count:
        word = words[at]
        length, kind = 0, ""
        if word in book.trie:
            length, family = book.match(words, at)
            kind = family.sense if family else ""
        if not length and word in _BE:
            length = _held(words, at)
            kind = "passive"
        if kind and length:
            found.append((Span(starts[at], ends[at + length - 1]), kind))
        at += length or 1
    return _Reading(ref(doc), starts, found, [span.start for span, _ in found])


def _held(words: list[str], at: int) -> int:
    """How many words "is also widely thought" takes from its "is" on; 0 when it is none."""
    for last in range(at + 1, min(at + 4, len(words))):
        word = words[last]
        if word in _HELD:
            return last - at + 1
        if word not in _BETWEEN and not word.endswith("ly"):
            return 0
    return 0
