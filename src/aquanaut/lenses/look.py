"""All lenses at once over one text: what they find, and the batch record of the command line.

The lenses share the document's tokens and sentences, and what is read once (the wording, the quotations, who speaks) is
kept while the document is the last one asked for: so all of them run one after the other on each text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from aquanaut.lenses.attribution.lens import Attribution, Voices, attributions, quotes, sentence_class, voices
from aquanaut.lenses.base import Finding, Lens, lenses
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document, document
from aquanaut.text.quotations import Quotation
from aquanaut.words import say

MOST = 2_000_000
"""Code points: a longer text is refused. The lenses read a story, not a library."""

NUMBERS = ("loaded", "hedged", "garbled")
"""The numbers of a sentence. Each is given by the lens that has it among its `strengths`; without one it is 0."""


class NotALookableText(ValueError):
    """A text, or sentences, that the lenses cannot take. `told`: what was found, what is expected, what to do."""

    def __init__(self, found: str, expected: str, fix: str, name: str | int | None = None) -> None:
        super().__init__(say("lenses.refused", found=found, expected=expected, fix=fix))
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


def look(text: str, sentences: Sequence[Sequence[int]] | None = None) -> Look:
    """Run every lens over `text`. `sentences` ([start, end] pairs), where given, are used exactly as given.

    Raises `NotALookableText` where the text is too long or a sentence does not lie in it.
    """
    if len(text) > MOST:
        raise NotALookableText(
            say("lenses.long", size=f"{len(text):,}"), say("lenses.at_most", most=f"{MOST:,}"), say("lenses.cut")
        )
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
        doc, tuple(found), tuple(_sentences(doc)), tuple(quotes(doc)), tuple(attributions(doc)), voices(doc)
    )  # fmt: skip


def _spans(text: str, sentences: Sequence[Sequence[int]]) -> list[Span]:
    found = []
    for number, pair in enumerate(sentences, start=1):
        fits = isinstance(pair, list | tuple) and len(pair) == 2 and all(type(x) is int for x in pair)
        if not fits or not 0 <= pair[0] <= pair[1] <= len(text):
            raise NotALookableText(
                say("lenses.sentence", pair=str(pair)[:60], number=number),
                say("lenses.pair", most=len(text)),
                say("lenses.count"),
            )
        found.append(Span(pair[0], pair[1]))
    return found


def _sentences(doc: Document) -> Iterator[Sentence]:
    numbers = [_numbers(doc, number) for number in NUMBERS]
    for sentence, *values, rests in zip(doc.sentences, *numbers, sentence_class(doc), strict=True):
        loaded, hedged, garbled = (min(1.0, max(0.0, value)) for value in values)
        yield Sentence(sentence, loaded, hedged, garbled, rests)


def _numbers(doc: Document, number: str) -> list[float]:
    strength = next((lens.strengths[number] for lens in lenses().values() if number in lens.strengths), None)
    return [float(strength(doc, sentence)) if strength else 0.0 for sentence in doc.sentences]


Name = str | int | None
"""What a text is called in a batch."""

Record = dict[str, object]
"""What goes out as JSON."""


# --- the record ------------------------------------------------------------------------------------------------


def record(name: Name, seen: Look) -> Record:
    """One line of the batch: see the contract of the command line in ARCHITECTURE.md. Offsets are code points."""
    return {"id": name, "findings": [_finding(one) for one in seen.findings], **_read(seen)}


def full_record(name: Name, seen: Look) -> Record:
    """The batch record with what a person needs to read it: the words, the questions, the limits, the counts."""
    return {
        "id": name,
        "findings": [_finding(one) | _words(seen.doc, one) for one in seen.findings],
        **_read(seen),
        "text": seen.doc.text,
        "voices": {**asdict(seen.voices), "in_words": seen.voices.in_words()},
        "lenses": {
            one.name: {"title": one.title, "about": one.about, "limits": one.limits} for one in lenses().values()
        },
    }


def _finding(one: Finding) -> Record:
    return {
        "lens": one.lens,
        "rule": one.rule,
        "start": one.span.start,
        "end": one.span.end,
        "links": [_pair(link) for link in one.links],
        "strength": round(one.strength, 4),
    }


def _words(doc: Document, one: Finding) -> Record:
    told: Record = {"quote": one.span.of(doc.text), "label": one.label, "why": one.why, "ask": one.ask}
    return told | {"polarity": one.polarity, "absent": one.absent}


def _read(seen: Look) -> Record:
    """Sentences, quotations and attributions."""
    return {
        "sentences": [_sentence(one) for one in seen.sentences],
        "quotes": [_quote(one) for one in seen.quotes],
        "attributions": [_attribution(one) for one in seen.attributions],
    }


def _sentence(one: Sentence) -> Record:
    return {
        "start": one.span.start,
        "end": one.span.end,
        "loaded": round(one.loaded, 5),
        "hedged": round(one.hedged, 5),
        "garbled": round(one.garbled, 5),
        "attribution": one.attribution,
    }


def _attribution(one: Attribution) -> Record:
    return {
        "source": _pair(one.source) if one.source else None,
        "cue": _pair(one.cue) if one.cue else None,
        "content": _pair(one.content),
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _quote(one: Quotation) -> Record:
    beside = one.speaker_span
    return {
        "start": one.span.start,
        "end": one.span.end,
        "speaker": one.speaker or None,
        "speaker_start": beside.start if beside else None,
        "speaker_end": beside.end if beside else None,
    }
