"""What the report and the page of `aquanaut look` say in words: counts, figures, openings."""

from __future__ import annotations

from aquanaut.lenses.look import Look
from aquanaut.lenses.readability.lens import side_by_side, why_they_disagree
from aquanaut.text.document import Document
from aquanaut.words import say


def counts(seen: Look) -> list[str]:
    """The text's counts, a sentence each: its size, who speaks, on whom sentences rest, quotations, signs of origin."""
    doc = seen.doc
    rests = {kind: sum(s.attribution == kind for s in seen.sentences) for kind in ("named", "unnamed", "none")}
    origin = seen.of("sources")
    nameless = sum(one.rule == "nameless_quote" for one in origin)
    return [
        say("look.size", words=f"{len(doc.words):,}", sentences=f"{len(doc.sentences):,}"),
        say("look.voices", voices=seen.voices.in_words()),
        say("look.rests", **rests),
        say("look.quotes", quotes=len(seen.quotes), nameless=nameless),
        say(
            "look.origin",
            sound=sum(one.polarity == "sound" for one in origin),
            flaw=sum(one.polarity != "sound" and not one.absent for one in origin),
            absent=sum(one.absent for one in origin),
        ),
    ]


def figures(doc: Document) -> list[str]:
    """The measures of readability, a line each, why they disagree, and how far to trust them."""
    whole, rows = side_by_side(doc)
    lines = [
        f"{row.measure.label}: {row.figure:.1f} ({say('look.counts', counts=row.counts)})"
        for row in rows
        if row.figure is not None
    ]
    return [*lines, *filter(None, (why_they_disagree(whole), whole.note))]


def opening(text: str, longest: int) -> str:
    """A text on one line, cut at a word in its middle where it is longer, so that its end can be seen."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    half = longest // 2
    return f"{line[:half].rpartition(' ')[0] or line[:half]} … {line[-half:].partition(' ')[2] or line[-half:]}"
