"""Handouts as PDF: `aquanaut export handout NAME --to pdf`. Each comes twice, for A4 and for Letter.

Black on white, with the fonts that every PDF reader has (Times, Helvetica): nothing to embed, and nothing that a copier
swallows. These fonts hold the letters of Western European languages; a sheet in another script is refused in words, and
the HTML form takes it. The PDF carries no tags for screen readers: the HTML form does, and is the one to give there.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from aquanaut.content import fault
from aquanaut.exports.handouts.blocks import (
    LETTERS,
    Block,
    Choices,
    Columns,
    Fields,
    Group,
    Handout,
    Heading,
    NewPage,
    Quote,
    Rich,
    Rules,
    Table,
    Terms,
    Tickets,
)
from aquanaut.exports.handouts.names import handouts
from aquanaut.exports.model import Export
from aquanaut.words import language, say

MOST_SHRUNK = 1.35
"""How much taller than half a sheet a ticket may be before its letters would come out too small."""

PAPERS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points."""

MARGIN = 46.0
FOOT = 30.0
HALF_WIDTH, HALF_HEIGHT = 491.0, 310.0
"""Of a sheet cut in two, in points: what both sizes of paper have."""


def pdf(handout: Handout, paper: str) -> bytes:
    """One handout on one size of paper; the same handout gives the same bytes.

    Raises `ContentError` for signs that the standard fonts do not have.
    """
    from reportlab.platypus import SimpleDocTemplate

    _check_signs(handout)
    held = io.BytesIO()
    made = SimpleDocTemplate(
        held, pagesize=PAPERS[paper], leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
        bottomMargin=MARGIN + FOOT / 2,
        title=handout.title, author="Aquanaut", subject=handout.foot, lang=language().tag, invariant=1,
    )  # fmt: skip
    made.build(list(_flow(handout.blocks)), onFirstPage=_footer(handout), onLaterPages=_footer(handout))
    return held.getvalue()


def _footer(handout: Handout) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, made: Any) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(MARGIN, FOOT, handout.foot)
        canvas.drawRightString(made.pagesize[0] - MARGIN, FOOT, say("handout.page", n=made.page))
        canvas.restoreState()

    return draw


def _check_signs(handout: Handout) -> None:
    text = str(handout.blocks) + handout.title
    strange = sorted({sign for sign in text if sign.encode("cp1252", "ignore") == b""})
    if strange:
        found = f"signs that PDF's standard fonts lack: {' '.join(strange[:8])}"
        raise fault(Path(handout.name), 0, found, "Western European letters", "Use --to html for this one.")


# --- blocks ------------------------------------------------------------------------------------------------


def _style(name: str, **values: Any) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    given: dict[str, Any] = {"fontName": "Times-Roman", "fontSize": 11.5, "leading": 15.5, "spaceAfter": 5}
    return ParagraphStyle(name, **{**given, **values})


def _para(text: str, **values: Any) -> Any:
    """A paragraph of ready markup."""
    from reportlab.platypus import Paragraph

    return Paragraph(text, _style("text", **values))


def _flow(blocks: Iterable[Block]) -> Iterable[Any]:
    for block in blocks:
        yield from _DRAWN[type(block)](block)


def _heading(block: Heading) -> Iterable[Any]:
    from reportlab.platypus import CondPageBreak

    size = {1: 19, 2: 14}.get(block.level, 11.5)
    yield CondPageBreak(150 if block.level > 1 else 0)  # a heading stays with what follows
    above = 0 if block.level == 1 else 10
    yield _para(escape(block.text), fontName="Helvetica-Bold", fontSize=size, leading=size * 1.25, spaceBefore=above,
                spaceAfter=6, keepWithNext=1)  # fmt: skip


def _rich(block: Rich) -> Iterable[Any]:
    text = "".join(f"<{s}>{escape(t)}</{s}>" if s else escape(t) for t, s in block.pieces)
    if block.small:
        yield _para(text, fontSize=9.5, leading=12.5, fontName="Helvetica", keepWithNext=1)
    elif block.bullet:
        yield _para(f"<bullet>•</bullet>{text}", leftIndent=14, bulletIndent=2, spaceAfter=3)
    else:
        yield _para(text)


def _quote(block: Quote) -> Iterable[Any]:
    yield _boxed([[[_para(escape(text), spaceAfter=2) for text in block.paragraphs]]], [None])


def _boxed(
    rows: list[list[Any]], widths: list[float | None], head: int = 0, heights: list[float | None] | None = None
) -> Any:
    from reportlab.platypus import Table as Grid

    style = [
        ("BOX", (0, 0), (-1, -1), 0.7, "black"),
        ("INNERGRID", (0, 0), (-1, -1), 0.4, "black"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    return Grid(
        rows,
        colWidths=widths,
        rowHeights=heights,
        repeatRows=head,
        style=style,
        spaceBefore=3,
        spaceAfter=8,
        hAlign="LEFT",
    )


def _choices(block: Choices) -> Iterable[Any]:
    from reportlab.platypus import Table as Grid

    names = [f"<b>{LETTERS[at]}</b>&nbsp;&nbsp;" if block.letters else "" for at in range(len(block.lines))]
    sign = _shape("Box" if block.box else "Blank")
    rows = [[sign, _para(name + escape(text), spaceAfter=0)] for name, text in zip(names, block.lines, strict=True)]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    yield Grid(rows, colWidths=[22 if block.box else 92, None], style=style, spaceAfter=6, hAlign="LEFT")


def _rules(block: Rules) -> Iterable[Any]:
    for _ in range(block.count):
        yield _shape("RuleLine")


def _fields(block: Fields) -> Iterable[Any]:
    yield _shape("FieldRow", block.labels)


def _terms(block: Terms) -> Iterable[Any]:
    from reportlab.platypus import BalancedColumns

    shown = [_para(f"<b>{escape(a)}</b>: {escape(b)}", fontSize=10, leading=12.5, spaceAfter=3) for a, b in block.pairs]
    yield BalancedColumns(shown, nCols=2, innerPadding=16, spaceAfter=6)


def _columns(block: Columns) -> Iterable[Any]:
    if block.notice:
        yield _para(escape(block.notice), fontSize=8.5, leading=11, fontName="Helvetica")
    yield _shape("NumberedColumns", block.text.lines)


def _table(block: Table) -> Iterable[Any]:
    cell = {"fontSize": 10, "leading": 12.5, "spaceAfter": 0}
    rows = [[_para(f"<b>{escape(text)}</b>", **cell) for text in block.head]]
    for row in block.rows:
        rows.append([_para(f"<b>{escape(row[0])}</b>", **cell), *(_para(escape(text), **cell) for text in row[1:])])
    widths = [105.0, 165.0, None] if block.write else [125.0, 160.0, None]
    heights = [None, *([46.0] * len(block.rows))] if block.write else None
    yield _boxed(rows, widths, head=1, heights=heights)


def _tickets(block: Tickets) -> Iterable[Any]:
    from reportlab.platypus import KeepInFrame, PageBreak

    # A frame that shrinks takes no groups: it is one itself.
    flat = [part for one in block.blocks for part in (one.blocks if isinstance(one, Group) else [one])]
    yield PageBreak()
    if sum(part.wrap(HALF_WIDTH, HALF_HEIGHT)[1] for part in _flow(flat)) > MOST_SHRUNK * HALF_HEIGHT:
        yield from _flow(flat)  # a ticket with much to read takes the sheet for itself
        return
    yield KeepInFrame(HALF_WIDTH, HALF_HEIGHT, list(_flow(flat)), mode="shrink")
    yield _shape("Cut", say("handout.cut"))
    yield KeepInFrame(HALF_WIDTH, HALF_HEIGHT, list(_flow(flat)), mode="shrink")


def _group(block: Group) -> Iterable[Any]:
    from reportlab.platypus import KeepTogether

    yield KeepTogether(list(_flow(block.blocks)))


def _new(_block: NewPage) -> Iterable[Any]:
    from reportlab.platypus import PageBreak

    yield PageBreak()


_DRAWN: Mapping[type, Callable[[Any], Iterable[Any]]] = {
    Heading: _heading,
    Rich: _rich,
    Quote: _quote,
    Choices: _choices,
    Rules: _rules,
    Fields: _fields,
    Terms: _terms,
    Columns: _columns,
    Table: _table,
    Tickets: _tickets,
    Group: _group,
    NewPage: _new,
}


def _shape(name: str, *values: Any) -> Any:
    """Something that is drawn by hand. The PDF library loads with it."""
    from aquanaut.exports.handouts import _shapes as shapes

    return getattr(shapes, name)(*values)


def pdf_handouts(name: str, root: Path) -> dict[str, bytes]:
    """The handouts called `name`, each for A4 and for Letter, by file name."""
    return {f"{one.name}-{paper}.pdf": pdf(one, paper) for one in handouts(name, root) for paper in PAPERS}


EXPORT = Export(
    what="handout",
    form="pdf",
    about="the same sheets as PDF, for A4 and for Letter",
    make=pdf_handouts,
)
