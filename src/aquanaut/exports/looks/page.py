"""What the lenses see, as one page that stands alone: counts, pictures, and the story through one lens at a time."""

from __future__ import annotations

from collections.abc import Iterator

from aquanaut.exports.looks.plots import first_look, resting, scales
from aquanaut.exports.looks.words import counts, opening
from aquanaut.lenses.base import Finding, Lens, lenses
from aquanaut.lenses.look import Look
from aquanaut.pages.html import Html, el, join
from aquanaut.pages.leaf import Leaf, html
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.widgets.views import BlockView, MarkView, WayView
from aquanaut.words import say

HEADLINE_WORDS, WRAPPED = 30, 100
"""A longer first paragraph is no headline; lines shorter than this on average were wrapped by hand."""


def look_page(name: str, seen: Look) -> str:
    """The page as HTML; the same text gives the same bytes. `name` is shown as its title."""
    blocks = blocks_of(seen.doc)
    shown = [lens for lens in lenses().values() if seen.of(lens.name)]
    view = {
        "article": {"title": "", "language": "", "dir": "auto"},
        "blocks": [_block(seen.doc.text, kind, span) for kind, span in blocks],
        "lenses": [_lens_view(lens, seen) for lens in shown],
        "marks": {lens.name: [_mark(finding, n) for n, finding in enumerate(seen.of(lens.name))] for lens in shown},
    }
    main = join(_main(name, seen, blocks, shown), "\n")
    footer = el("p", say("look.end"))
    header = el("p", el("strong", "Aquanaut"))
    title = f"{say('look.heading', name=name)} · Aquanaut"
    return html(
        Leaf(title, main, {"view": view}, SCRIPT, STYLES, header, footer, "look.skip", "look.script", "look.script")
    )


SCRIPT = "exports/looks/static/look_page"
STYLES = ("widgets/static/reader", "pages/static/leaf", "exports/looks/static/look_page")


def blocks_of(doc: Document) -> list[tuple[str, Span]]:
    """The story as the reader's blocks: what looks like a headline, bullets, and paragraphs."""
    spans = [span for paragraph in doc.paragraphs for span in _lines(doc, paragraph)]
    return [(_kind(span.of(doc.text), n == 0), span) for n, span in enumerate(spans)]


def _lines(doc: Document, paragraph: Span) -> Iterator[Span]:
    """A paragraph whole, or its lines where each is a paragraph of its own, as many files are written."""
    text = paragraph.of(doc.text)
    parts = text.split("\n")
    if len(parts) == 1 or len(text) / len(parts) < WRAPPED:
        yield paragraph
        return
    at = paragraph.start
    for part in parts:
        bare = part.strip()
        if bare:
            start = at + part.index(bare[0])
            yield Span(start, start + len(bare))
        at += len(part) + 1


def _kind(text: str, first: bool) -> str:
    if text.startswith(("• ", "- ", "* ", "– ")):
        return "bullet"
    short = len(text) < 300 and len(text.split(None, HEADLINE_WORDS)) <= HEADLINE_WORDS
    return "headline" if first and short and not text.endswith(".") else "paragraph"


def _block(text: str, kind: str, span: Span) -> BlockView:
    return {"kind": kind, "start": span.start, "text": span.of(text)}


def _lens_view(lens: Lens, seen: Look) -> WayView:
    """A lens as the reader offers it."""
    labels = list(dict.fromkeys(rule.label for rule in lens.rules))
    return {
        "id": lens.name,
        "title": lens.title,
        "about": lens.about,
        "labels": labels,
        "limits": say("look.limits", text=lens.limits),
        "count": len(seen.of(lens.name)),
    }


def _mark(finding: Finding, number: int) -> MarkView:
    """A finding as the reader draws a mark."""
    return {
        "id": f"{finding.lens}-{number}",
        "start": None if finding.absent else finding.span.start,
        "end": None if finding.absent else finding.span.end,
        "links": [[link.start, link.end] for link in finding.links],
        "label": finding.label,
        "polarity": finding.polarity,
        "why": finding.why,
        "ask": finding.ask,
    }


# --- the page's own HTML ------------------------------------------------------------------------------------


def _main(name: str, seen: Look, blocks: list[tuple[str, Span]], shown: list[Lens]) -> Iterator[Html]:
    lines = [el("li", line) for line in counts(seen)]
    yield _part(el("h1", say("look.heading", name=name)), el("ul", lines), el("p", say("look.honest"), cls="aq-note"))
    paper = el("div", el("div", _plain(seen, blocks), lang=""), cls="aq-paper")
    yield el("section", el("h2", say("look.story"), cls="aq-vh"), paper, cls="aq-part", data_look=True)
    yield _part(first_look(seen))
    yield _part(resting(seen))
    yield _part(scales(seen.doc))
    yield _part(el("details", el("summary", say("look.all")), _list(seen, shown)))


def _part(*inside: Html) -> Html:
    return el("section", inside, cls="aq-look")


def _plain(seen: Look, blocks: list[tuple[str, Span]]) -> list[Html]:
    return [el("h2" if kind == "headline" else "p", span.of(seen.doc.text)) for kind, span in blocks]


def _list(seen: Look, shown: list[Lens]) -> Iterator[Html]:
    """Every mark in words, for paper and for browsers that cannot start the page."""
    for lens in shown:
        yield el("h3", lens.title)
        yield el("ol", [_item(finding, seen.doc.text) for finding in seen.of(lens.name)], cls="aq-marks")
        yield el("p", say("look.limits", text=lens.limits), cls="aq-small")


def _item(finding: Finding, text: str) -> Html:
    quote = "" if finding.absent else (" ", el("q", opening(finding.span.of(text), 160)))
    ask = el("em", say("look.ask", text=finding.ask))
    return el("li", el("strong", finding.label), quote, " ", finding.why, " ", ask)
