"""All lenses at once over one text: what they find, and the batch record of the command line.

The lenses share the document's tokens and sentences, and what is read once (the wording, the quotations, who speaks) is
kept while the document is the last one asked for: so all of them run one after the other on each text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

from aquanaut.lenses.attribution.lens import Attribution, Voices, attributions, quotes, sentence_class, voices
from aquanaut.lenses.base import Finding, Lens, lenses
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document, document
from aquanaut.text.quotations import Quotation

MOST = 2_000_000
"""Code points: a longer text is refused. The lenses read a story, not a library."""

Strength = Callable[[Document, Span], float]

STRENGTHS = {
    "loaded": ("loaded_strength",),
    "hedged": ("hedged_strength", "weasel_strength"),
    "garbled": ("garbled_strength", "garble_strength"),
}
"""The numbers of a sentence, and what the function that gives each is called in the module of its lens."""


class NotALookableText(ValueError):
    """A text, or sentences, that the lenses cannot take. `told`: what was found, what is expected, what to do."""

    def __init__(self, found: str, expected: str, fix: str, name: str | int | None = None) -> None:
        super().__init__(f"found {found}; expected {expected}. {fix}")
        self.told = (found, expected, fix)
        self.name_of_text = name


@dataclass(frozen=True)
class Sentence:
    """One sentence with the numbers that rank what to look at first, each 0 to 1, and on whom it rests.

    `attribution` is none, named or unnamed. The numbers are no verdict and are shown to nobody as one.
    """

    span: Span
    loaded: float
    hedged: float
    garbled: float
    attribution: str


@dataclass(frozen=True)
class Look:
    """What all lenses see in one text. `sentences` come in the order in which they were given."""

    doc: Document
    findings: tuple[Finding, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    voices: Voices

    def of(self, lens: str) -> list[Finding]:
        """The findings of one lens, in order of place."""
        return [one for one in self.findings if one.lens == lens]


@cache
def _modules() -> tuple[ModuleType, ...]:
    package = import_module("aquanaut.lenses")
    return tuple(import_module(m.name) for m in walk_packages(package.__path__, f"{package.__name__}."))


@cache
def strength_of(number: str) -> Strength | None:
    """The function that gives one of the `STRENGTHS`, found by its name in the package; none where there is none."""
    for module in _modules():
        for name in STRENGTHS[number]:
            found: Strength | None = getattr(module, name, None)
            if callable(found) and getattr(found, "__module__", "") == module.__name__:
                return found
    return None


def look(text: str, sentences: Sequence[Sequence[int]] | None = None) -> Look:
    """Run every lens over `text`. `sentences` ([start, end] pairs), where given, are used exactly as given.

    Raises `NotALookableText` where the text is too long or a sentence does not lie in it.
    """
    if len(text) > MOST:
        raise NotALookableText(f"{len(text):,} code points", f"at most {MOST:,}", "Cut it into single stories.")
    if sentences is None:
        return look_at(document(text))
    given = _spans(text, sentences)
    # The lenses want them in order of place; whoever gave them wants them back as given.
    doc = document(text, tuple(sorted(given)))
    seen = look_at(doc)
    places: dict[Span, Sentence] = {one.span: one for one in seen.sentences}
    return Look(doc, seen.findings, tuple(places[s] for s in given), seen.quotes, seen.attributions, seen.voices)


def look_at(doc: Document, chosen: Sequence[Lens] | None = None) -> Look:
    """Run every lens (or those that are `chosen`) over a document."""
    found: list[Finding] = []
    for lens in lenses().values() if chosen is None else chosen:
        found += (one for one in lens.find(doc) if 0 <= one.span.start < one.span.end <= len(doc.text))
    found.sort(key=lambda f: (f.span, f.lens, f.rule))
    return Look(
        doc, tuple(found), tuple(_sentences(doc, found)), tuple(quotes(doc)), tuple(attributions(doc)), voices(doc)
    )  # fmt: skip


def _spans(text: str, sentences: Sequence[Sequence[int]]) -> list[Span]:
    found = []
    for number, pair in enumerate(sentences, start=1):
        fits = isinstance(pair, list | tuple) and len(pair) == 2 and all(type(x) is int for x in pair)
        if not fits or not 0 <= pair[0] <= pair[1] <= len(text):
            raise NotALookableText(
                f"{str(pair)[:60]} as sentence {number}",
                f"[start, end] with 0 ≤ start ≤ end ≤ {len(text)}",
                "Count in code points of the text.",
            )
        found.append(Span(pair[0], pair[1]))
    return found


def _sentences(doc: Document, found: Sequence[Finding]) -> Iterator[Sentence]:
    numbers = [_numbers(doc, number, found) for number in STRENGTHS]
    for sentence, *values, rests in zip(doc.sentences, *numbers, sentence_class(doc), strict=True):
        loaded, hedged, garbled = (min(1.0, max(0.0, value)) for value in values)
        yield Sentence(sentence, loaded, hedged, garbled, rests)


def _numbers(doc: Document, number: str, found: Sequence[Finding]) -> list[float]:
    strength = strength_of(number)
    if strength is not None:
        return [float(strength(doc, sentence)) for sentence in doc.sentences]
    return _strongest(doc, [one for one in found if one.lens == {"garbled": "garble"}.get(number, number)])


def _strongest(doc: Document, found: Sequence[Finding]) -> list[float]:
    """For each sentence the strongest finding in it; for a lens that has no number of its own."""
    starts = [one.span.start for one in found]
    return [
        max((one.strength for one in found[bisect_left(starts, s.start) : bisect_left(starts, s.end)]), default=0.0)
        for s in doc.sentences
    ]


# --- the record ------------------------------------------------------------------------------------------------


def record(name: Any, seen: Look) -> dict[str, Any]:
    """One line of the batch: see the contract of the command line in ARCHITECTURE.md. Offsets are code points."""
    return {
        "id": name,
        "findings": [
            {
                "lens": one.lens,
                "rule": one.rule,
                "start": one.span.start,
                "end": one.span.end,
                "links": [_pair(link) for link in one.links],
                "strength": round(one.strength, 4),
            }
            for one in seen.findings
        ],
        "sentences": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "loaded": round(one.loaded, 5),
                "hedged": round(one.hedged, 5),
                "garbled": round(one.garbled, 5),
                "attribution": one.attribution,
            }
            for one in seen.sentences
        ],
        "quotes": [_quote(one) for one in seen.quotes],
        "attributions": [
            {
                "source": _pair(one.source) if one.source else None,
                "cue": _pair(one.cue) if one.cue else None,
                "content": _pair(one.content),
            }
            for one in seen.attributions
        ],
    }


def full_record(name: Any, seen: Look) -> dict[str, Any]:
    """The batch record with what a person needs to read it: the words, the questions, the limits, the counts."""
    found = record(name, seen)
    for data, one in zip(found["findings"], seen.findings, strict=True):
        data |= {"quote": one.span.of(seen.doc.text), "label": one.label, "why": one.why, "ask": one.ask}
        data |= {"polarity": one.polarity, "absent": one.absent}
    heard = seen.voices
    return {
        **found,
        "text": seen.doc.text,
        "voices": {
            "people": heard.people,
            "bodies": heard.bodies,
            "records": heard.records,
            "choruses": heard.choruses,
            "anonymous": heard.anonymous,
            "in_words": heard.in_words(),
        },
        "lenses": {
            one.name: {"title": one.title, "about": one.about, "limits": one.limits} for one in lenses().values()
        },
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _quote(one: Quotation) -> dict[str, Any]:
    beside = one.speaker_span
    return {
        "start": one.span.start,
        "end": one.span.end,
        "speaker": one.speaker or None,
        "speaker_start": beside.start if beside else None,
        "speaker_end": beside.end if beside else None,
    }
