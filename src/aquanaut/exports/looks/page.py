"""What the lenses see, as one page that stands alone: counts, pictures, and the story through one lens at a time."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from aquanaut.exports.looks.plots import first_look, resting, scales
from aquanaut.exports.looks.words import counts, opening
from aquanaut.lenses.base import Finding, Lens, lenses
from aquanaut.lenses.look import Look
from aquanaut.pages.leaf import Leaf, html
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
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
        "marks": {lens.name: [_mark(one, n) for n, one in enumerate(seen.of(lens.name))] for lens in shown},
    }
    main = "\n".join(_main(name, seen, blocks, shown))
    footer = f"<p>{escape(say('look.end'))}</p>"
    header = "<p><strong>Aquanaut</strong></p>"
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


def _block(text: str, kind: str, span: Span) -> dict[str, Any]:
    return {"kind": kind, "start": span.start, "text": span.of(text)}


def _lens_view(lens: Lens, seen: Look) -> dict[str, Any]:
    """A lens as the reader offers it."""
    labels = list(dict.fromkeys(rule.label for rule in lens.rules))
    about = {"id": lens.name, "title": lens.title, "about": lens.about, "labels": labels}
    return about | {"limits": say("look.limits", text=lens.limits), "count": len(seen.of(lens.name))}


def _mark(one: Finding, number: int) -> dict[str, Any]:
    """A finding as the reader draws a mark."""
    return {
        "id": f"{one.lens}-{number}",
        "start": None if one.absent else one.span.start,
        "end": None if one.absent else one.span.end,
        "links": [[link.start, link.end] for link in one.links],
        "label": one.label,
        "polarity": one.polarity,
        "why": one.why,
        "ask": one.ask,
    }


# --- the page's own HTML ------------------------------------------------------------------------------------


def _main(name: str, seen: Look, blocks: list[tuple[str, Span]], shown: list[Lens]) -> Iterator[str]:
    lines = "".join(f"<li>{escape(line)}</li>" for line in counts(seen))
    yield (
        f'<section class="aq-look"><h1>{escape(say("look.heading", name=name))}</h1><ul>{lines}</ul>'
        f'<p class="aq-note">{escape(say("look.honest"))}</p></section>'
    )
    yield (
        f'<section class="aq-part" data-look><h2 class="aq-vh">{escape(say("look.story"))}</h2>'
        f'<div class="aq-paper"><div lang="">{_plain(seen, blocks)}</div></div></section>'
    )
    yield f'<section class="aq-look">{first_look(seen)}</section>'
    yield f'<section class="aq-look">{resting(seen)}</section>'
    yield f'<section class="aq-look">{scales(seen.doc)}</section>'
    listed = f"<details><summary>{escape(say('look.all'))}</summary>{_list(seen, shown)}</details>"
    yield f'<section class="aq-look">{listed}</section>'


def _plain(seen: Look, blocks: list[tuple[str, Span]]) -> str:
    tags = {"headline": "h2"}
    return "".join(
        f"<{tags.get(kind, 'p')}>{escape(_storable(span.of(seen.doc.text)))}</{tags.get(kind, 'p')}>"
        for kind, span in blocks
    )


def _list(seen: Look, shown: list[Lens]) -> str:
    """Every mark in words, for paper and for browsers that cannot start the page."""
    parts = []
    for lens in shown:
        items = "".join(_item(one, seen.doc.text) for one in seen.of(lens.name))
        limits = say("look.limits", text=lens.limits)
        parts.append(
            f"<h3>{escape(lens.title)}</h3><ol class='aq-marks'>{items}</ol><p class='aq-small'>{escape(limits)}</p>"
        )
    return "".join(parts)


def _item(one: Finding, text: str) -> str:
    quote = "" if one.absent else f" <q>{escape(opening(_storable(one.span.of(text)), 160))}</q>"
    ask = escape(say("look.ask", text=one.ask))
    return f"<li><strong>{escape(one.label)}</strong>{quote} {escape(one.why)} <em>{ask}</em></li>"


def _storable(text: str) -> str:
    """`text` without halves of signs, which no UTF-8 file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
