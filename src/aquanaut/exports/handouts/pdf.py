"""Handouts as PDF: `aquanaut export handout NAME --to pdf`. Each comes twice, for A4 and for Letter.

Black on white, with the fonts that every PDF reader has (Times, Helvetica): nothing to embed, and nothing that a copier
swallows. A sheet in another script is set in a font of this machine, see `aquanaut.pages.fonts`. The PDF carries no
tags for screen readers: the HTML form does, and is the one to give there.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch
from pathlib import Path
from typing import Protocol

from aquanaut.exports.handouts.blocks import (
    LETTERS,
    Block,
    Choices,
    Columns,
    Group,
    Handout,
    Heading,
    NamedLines,
    NewPage,
    Quotation,
    Rich,
    Rows,
    Rules,
    Terms,
    Tickets,
)
from aquanaut.exports.handouts.names import handouts
from aquanaut.exports.model import Export
from aquanaut.pages.fonts import Fonts, fonts_for
from aquanaut.pages.html import Html, el, join, safe
from aquanaut.words import language, say

MOST_SHRUNK = 1.35
"""How much taller than half a sheet a ticket may be before its letters would come out too small."""

PAPERS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points."""

MARGIN = 46.0
FOOT = 30.0
HALF_WIDTH, HALF_HEIGHT = 491.0, 310.0
"""Of a sheet cut in two, in points: what both sizes of paper have."""


class Canvas(Protocol):
    """What is used of the PDF library's page."""

    def saveState(self) -> None: ...
    def restoreState(self) -> None: ...
    def setFont(self, name: str, size: float) -> None: ...
    def drawString(self, x: float, y: float, text: str) -> None: ...
    def drawRightString(self, x: float, y: float, text: str) -> None: ...


class Made(Protocol):
    """What is used of the PDF library's document while it is made."""

    page: int
    pagesize: tuple[float, float]


class Flowable(Protocol):
    """Something that takes its place on a page."""

    def wrap(self, width: float, height: float) -> tuple[float, float]: ...


@dataclass(frozen=True)
class Faces:
    """The fonts of one sheet: `serif` for what is read, `sans` for heads and small print."""

    serif: Fonts
    sans: Fonts

    @classmethod
    def of(cls, text: str) -> Faces:
        """Those that hold most of a text."""
        return cls(fonts_for(text, "serif"), fonts_for(text, "sans"))

    def text(self, words: str) -> Html:
        """Words as the PDF library's markup, with a mark for each sign that is missing."""
        return safe(self.serif.clean(words))

    def para(self, text: Html, *, sans: bool = False, **values: object) -> Flowable:
        """A paragraph of ready markup."""
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        font = self.sans.normal if sans else self.serif.normal
        given = {"fontName": font, "fontSize": 11.5, "leading": 15.5, "spaceAfter": 5, **values}
        made: Flowable = Paragraph(text, ParagraphStyle("text", **given))
        return made


def pdf(handout: Handout, paper: str) -> bytes:
    """One handout on one size of paper; the same handout gives the same bytes where the same fonts are.

    Signs that no font here has are marked, and the sheet says so on its top.
    """
    from reportlab.platypus import SimpleDocTemplate

    text = str(handout.blocks) + handout.title + handout.foot
    faces = Faces.of(text)
    written = io.BytesIO()
    made = SimpleDocTemplate(
        written, pagesize=PAPERS[paper], leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
        bottomMargin=MARGIN + FOOT / 2,
        title=handout.title, author="Aquanaut", subject=handout.foot, lang=language().tag, invariant=1,
    )  # fmt: skip
    missing = faces.serif.lacks(text) | faces.sans.lacks(text)
    told = [Rich(((say("handout.gap", gap=faces.serif.gap), ""),), small=True)] if missing else []
    footer = _footer(handout, faces)
    made.build(list(_flow([*told, *handout.blocks], faces)), onFirstPage=footer, onLaterPages=footer)
    return written.getvalue()


def _footer(handout: Handout, faces: Faces) -> Callable[[Canvas, Made], None]:
    def draw_footer(canvas: Canvas, made: Made) -> None:
        canvas.saveState()
        canvas.setFont(faces.sans.normal, 8)
        canvas.drawString(MARGIN, FOOT, faces.sans.clean(handout.foot))
        canvas.drawRightString(made.pagesize[0] - MARGIN, FOOT, faces.sans.clean(say("handout.page", n=made.page)))
        canvas.restoreState()

    return draw_footer


# --- blocks ------------------------------------------------------------------------------------------------


def _flow(blocks: Iterable[Block], faces: Faces) -> Iterator[Flowable]:
    for block in blocks:
        yield from draw(block, faces)


@singledispatch
def draw(block: Block, faces: Faces) -> Iterator[Flowable]:
    """A block as the pieces that the PDF library lays out."""
    raise TypeError(f"a block that nobody draws: {block!r}")


@draw.register
def _(block: Heading, faces: Faces) -> Iterator[Flowable]:
    from reportlab.platypus import CondPageBreak

    size = {1: 19, 2: 14}.get(block.level, 11.5)
    yield CondPageBreak(150 if block.level > 1 else 0)  # a heading stays with what follows
    above = 0 if block.level == 1 else 10
    yield faces.para(faces.text(block.text), fontName=faces.sans.bold, fontSize=size, leading=size * 1.25,
                     spaceBefore=above, spaceAfter=6, keepWithNext=1)  # fmt: skip


@draw.register
def _(block: Rich, faces: Faces) -> Iterator[Flowable]:
    text = join(el(style, faces.text(words)) if style else faces.text(words) for words, style in block.pieces)
    if block.small:
        yield faces.para(text, sans=True, fontSize=9.5, leading=12.5, keepWithNext=1)
    elif block.bullet:
        yield faces.para(el("bullet", "•") + text, leftIndent=14, bulletIndent=2, spaceAfter=3)
    else:
        yield faces.para(text)


@draw.register
def _(block: Quotation, faces: Faces) -> Iterator[Flowable]:
    yield _boxed([[[faces.para(faces.text(text), spaceAfter=2) for text in block.paragraphs]]], [None])


Cell = Flowable | list[Flowable]


def _boxed(
    rows: Sequence[Sequence[Cell]],
    widths: list[float | None],
    head: int = 0,
    heights: list[float | None] | None = None,
) -> Flowable:
    from reportlab.platypus import Table as Grid

    style = [
        ("BOX", (0, 0), (-1, -1), 0.7, "black"),
        ("INNERGRID", (0, 0), (-1, -1), 0.4, "black"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    made: Flowable = Grid(
        rows,
        colWidths=widths,
        rowHeights=heights,
        repeatRows=head,
        style=style,
        spaceBefore=3,
        spaceAfter=8,
        hAlign="LEFT",
    )
    return made


@draw.register
def _(block: Choices, faces: Faces) -> Iterator[Flowable]:
    from reportlab.platypus import Table as Grid

    names = [el("b", LETTERS[at]) + Html("&nbsp;&nbsp;") if block.letters else Html() for at in range(len(block.lines))]
    sign = _shape("Box" if block.box else "Blank")
    rows = [
        [sign, faces.para(name + faces.text(line), spaceAfter=0)] for name, line in zip(names, block.lines, strict=True)
    ]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    yield Grid(rows, colWidths=[22 if block.box else 92, None], style=style, spaceAfter=6, hAlign="LEFT")


@draw.register
def _(block: Rules, faces: Faces) -> Iterator[Flowable]:
    for _line in range(block.count):
        yield _shape("RuleLine")


@draw.register
def _(block: NamedLines, faces: Faces) -> Iterator[Flowable]:
    yield _shape("FieldRow", [faces.sans.clean(label) for label in block.labels], faces.sans)


@draw.register
def _(block: Terms, faces: Faces) -> Iterator[Flowable]:
    from reportlab.platypus import BalancedColumns

    pairs = [el("b", faces.text(term)) + ": " + faces.text(meaning) for term, meaning in block.pairs]
    shown = [faces.para(pair, fontSize=10, leading=12.5, spaceAfter=3) for pair in pairs]
    yield BalancedColumns(shown, nCols=2, innerPadding=16, spaceAfter=6)


@draw.register
def _(block: Columns, faces: Faces) -> Iterator[Flowable]:
    if block.notice:
        yield faces.para(faces.text(block.notice), sans=True, fontSize=8.5, leading=11)
    yield _shape("NumberedColumns", block.text.lines, faces.serif)


@draw.register
def _(block: Rows, faces: Faces) -> Iterator[Flowable]:
    def cell(text: Html) -> Flowable:
        return faces.para(text, fontSize=10, leading=12.5, spaceAfter=0)

    rows = [[cell(el("b", faces.text(text))) for text in block.head]]
    for row in block.rows:
        rows.append([cell(el("b", faces.text(row[0]))), *(cell(faces.text(text)) for text in row[1:])])
    widths = [105.0, 165.0, None] if block.write else [125.0, 160.0, None]
    heights = [None, *([46.0] * len(block.rows))] if block.write else None
    yield _boxed(rows, widths, head=1, heights=heights)


@draw.register
def _(block: Tickets, faces: Faces) -> Iterator[Flowable]:
    from reportlab.platypus import KeepInFrame, PageBreak

    # A frame that shrinks takes no groups: it is one itself.
    flat = [part for inner in block.blocks for part in (inner.blocks if isinstance(inner, Group) else [inner])]
    yield PageBreak()
    if sum(part.wrap(HALF_WIDTH, HALF_HEIGHT)[1] for part in _flow(flat, faces)) > MOST_SHRUNK * HALF_HEIGHT:
        yield from _flow(flat, faces)  # a ticket with much to read takes the sheet for itself
        return
    yield KeepInFrame(HALF_WIDTH, HALF_HEIGHT, list(_flow(flat, faces)), mode="shrink")
    yield _shape("Cut", faces.sans.clean(say("handout.cut")), faces.sans)
    yield KeepInFrame(HALF_WIDTH, HALF_HEIGHT, list(_flow(flat, faces)), mode="shrink")


@draw.register
def _(block: Group, faces: Faces) -> Iterator[Flowable]:
    from reportlab.platypus import KeepTogether

    yield KeepTogether(list(_flow(block.blocks, faces)))


@draw.register
def _(block: NewPage, faces: Faces) -> Iterator[Flowable]:
    from reportlab.platypus import PageBreak

    yield PageBreak()


def _shape(name: str, *values: object) -> Flowable:
    """Something that is drawn by hand. The PDF library loads with it."""
    from aquanaut.exports.handouts import _shapes as shapes

    made: Flowable = getattr(shapes, name)(*values)
    return made


def pdf_handouts(name: str, root: Path) -> dict[str, bytes]:
    """The handouts called `name`, each for A4 and for Letter, by file name."""
    return {f"{one.name}-{paper}.pdf": pdf(one, paper) for one in handouts(name, root) for paper in PAPERS}


EXPORT = Export(
    what="handout",
    form="pdf",
    sentence="export.about.handout.pdf",
    make=pdf_handouts,
)
