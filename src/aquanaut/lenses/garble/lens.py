"""Garbled passages: phrases and sentences that came out wrong, found by their form alone.

The rules look with the functions of `patterns`; where several speak of one place, each finding there grows stronger.
What a speaker says is left to the speaker: passages between quotation marks are not marked. `garbled_strength` ranks
sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from aquanaut.lenses.base import Finding, Lens
from aquanaut.lenses.rules import rule_of
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document

from . import patterns
from .strength import strength, tortured

_QUOTED = re.compile(r"“[^“”\n]{20,2000}”|\"[^\"\n]{20,2000}\"")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def find(doc: Document) -> Iterator[Finding]:
    """What the lens marks in `doc`, in order of place."""
    quoted = [m.span() for m in _QUOTED.finditer(doc.text)]
    hits: list[tuple[Span, float, str]] = []
    for name, look in _LOOKS.items():
        best: dict[Span, float] = {}
        for span, value in look(doc.text):
            if not _inside(quoted, span):
                best[span] = max(value, best.get(span, 0.0))
        hits += [(span, value, name) for span, value in best.items()]
    hits.sort()
    return iter([_finding(name, span, _together(hits, at)) for at, (span, _, name) in enumerate(hits)])


def _together(hits: list[tuple[Span, float, str]], at: int) -> float:
    """How strong the hit at `at` is with what other rules say of the same words."""
    span, value, name = hits[at]
    left, said = 1 - value, {name}
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(hits) and abs(other - at) <= 8:
            if hits[other][0].overlaps(span) and hits[other][2] not in said:
                said.add(hits[other][2])
                left *= 1 - hits[other][1]
            other += step
    return (1 - left) * (RARE_ALONE if name == "rare" else 1)


RARE_ALONE = 0.95
"""What rarity keeps of its strength: the longer passage that holds the rare word comes first."""


def garbled_strength(doc: Document, span: Span) -> float:
    """0 to 1 for the sentence (or phrase) `span` of `doc`: how much it looks garbled."""
    text = span.of(doc.text)
    left = 1 - strength(text)
    for name in ("dash-restart", "category-clash", "unlike-things", "dangling", "doubled", "disagree"):
        worst = max((value for _, value in _LOOKS[name](text)), default=0.0)
        left *= 1 - 0.6 * worst
    return round(1 - left, 4)


def _tortured(text: str) -> Iterator[tuple[Span, float]]:
    """Phrases of the list, longest first, wherever they stand."""
    phrases = _by_first()
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    low = [text[a:b].lower().replace("’", "'") for a, b in words]
    taken = -1
    for at, word in enumerate(low):
        if at <= taken:
            continue
        for rest in phrases.get(word, ()):
            last = at + len(rest)
            if tuple(low[at + 1 : last + 1]) == rest and "\n" not in text[words[at][0] : words[last][1]]:
                yield Span(words[at][0], words[last][1]), 0.75
                taken = last
                break


_PHRASES: dict[str, list[tuple[str, ...]]] = {}


def _by_first() -> dict[str, list[tuple[str, ...]]]:
    if not _PHRASES:
        for phrase in sorted(tortured()[0], key=lambda p: (-len(p), p)):
            words = [w.lower() for w in _WORD.findall(phrase)]
            if len(words) > 1:
                _PHRASES.setdefault(words[0], []).append(tuple(words[1:]))
    return _PHRASES


def _inside(spans: list[tuple[int, int]], one: Span) -> bool:
    at = bisect_right(spans, (one.start, 1 << 62)) - 1
    return at >= 0 and one.end <= spans[at][1]


def _finding(name: str, span: Span, value: float) -> Finding:
    return rule_of(__package__, name).finding(span, round(value, 3))


_LOOKS: dict[str, Callable[[str], Iterator[tuple[Span, float]]]] = {
    "dash-restart": patterns.dash_restart,
    "category-clash": patterns.category_clash,
    "unlike-things": patterns.unlike_things,
    "dangling": patterns.dangling,
    "doubled": patterns.doubled,
    "disagree": patterns.disagree,
    "rare": patterns.rare,
    "tortured": _tortured,
}

LENS = Lens(__package__, find, {"garbled": garbled_strength})
