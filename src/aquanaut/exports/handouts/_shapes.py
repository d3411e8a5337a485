"""What a PDF handout draws by hand: boxes, lines to write on, and numbered text in two columns.

Only `pdf` imports this, when it draws: the PDF library loads with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from aquanaut.exports.handouts.lines import BODY, COLUMN, SIZES, NumberedLine
from aquanaut.pages.fonts import Fonts

GUTTER = 18.0
"""Room for a line's number, in points."""

LEADING = 15.6
"""From line to line: room for a pencil between them."""

AFTER = 4.0
"""More room after a paragraph."""


LEAST = 6
"""Lines that are worth beginning on a page."""


class Box(Flowable):  # type: ignore[misc]
    """A box to tick."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 12, 14

    def draw(self) -> None:
        self.canv.setLineWidth(0.9)
        self.canv.rect(1, 0, 10, 10)


class Blank(Flowable):  # type: ignore[misc]
    """A blank to write one word on."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 86, 14

    def draw(self) -> None:
        self.canv.setLineWidth(0.5)
        self.canv.line(0, 0, 80, 0)


class RuleLine(Flowable):  # type: ignore[misc]
    """A line to write on, over the whole width."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self._width = width
        return width, 24

    def draw(self) -> None:
        self.canv.setLineWidth(0.5)
        self.canv.line(0, 2, self._width, 2)


class FieldRow(Flowable):  # type: ignore[misc]
    """Labels in a row, each with a line behind it."""

    def __init__(self, labels: Sequence[str], fonts: Fonts) -> None:
        super().__init__()
        self._labels, self._font = labels, fonts.normal

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self._width = width
        return width, 26

    def draw(self) -> None:
        step = self._width / len(self._labels)
        self.canv.setFont(self._font, 10)
        self.canv.setLineWidth(0.5)
        for at, label in enumerate(self._labels):
            self.canv.drawString(at * step, 8, label)
            start = at * step + self.canv.stringWidth(label, self._font, 10) + 6
            self.canv.line(start, 6, (at + 1) * step - 10, 6)


class Cut(Flowable):  # type: ignore[misc]
    """A dashed line to cut along."""

    def __init__(self, text: str, fonts: Fonts) -> None:
        super().__init__()
        self._text, self._font = text, fonts.normal

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self._width = width
        return width, 44

    def draw(self) -> None:
        self.canv.setDash(4, 3)
        self.canv.line(0, 22, self._width, 22)
        self.canv.setDash()
        self.canv.setFont(self._font, 7)
        self.canv.drawRightString(self._width, 25, self._text)


class NumberedColumns(Flowable):  # type: ignore[misc]
    """Numbered lines in two columns of one height, over as many pages as they need."""

    def __init__(self, lines: Sequence[NumberedLine], fonts: Fonts) -> None:
        super().__init__()
        self._lines, self._fonts = tuple(lines), fonts

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self._width = width
        return width, _tallest(_halves(self._lines)) + 6

    def split(self, _width: float, height: float) -> list[NumberedColumns]:
        """As many lines as two columns of this height take, and the rest for the next page."""
        fits = len(self._lines) - 1
        while fits and _tallest(_halves(self._lines[:fits])) > height - 6:
            fits -= 1
        fits = _whole(self._lines, fits)
        if fits < LEAST:
            return []  # a new page is better than a scrap
        return [NumberedColumns(self._lines[:fits], self._fonts), NumberedColumns(self._lines[fits:], self._fonts)]

    def draw(self) -> None:
        halves = _halves(self._lines)
        top = _tallest(halves)
        for at, half in enumerate(halves):
            x = at * (self._width - GUTTER - COLUMN)
            y = top
            for line in half:
                y -= _tall(line, after=False)
                self.canv.setFont("Helvetica", 6.5)
                self.canv.drawRightString(x + GUTTER - 5, y + 4, str(line.number))
                self._draw_text(line, x + GUTTER, y + 4)
                y -= AFTER if line.last else 0

    def _draw_text(self, line: NumberedLine, x: float, y: float) -> None:
        """A line's words. It was broken by the widths of Times: in a wider font it is set smaller, and fits."""
        font = self._fonts.bold if line.kind in SIZES else self._fonts.normal
        text, size = self._fonts.clean(line.text), SIZES.get(line.kind, BODY)
        self.canv.setFont(font, size * min(1.0, COLUMN / max(COLUMN, stringWidth(text, font, size))))
        self.canv.drawString(x, y, text)


def _tall(line: NumberedLine, after: bool = True) -> float:
    own = LEADING * max(1.0, SIZES.get(line.kind, BODY) / 12.5)
    return own + (AFTER if line.last and after else 0)


def _height(lines: Sequence[NumberedLine]) -> float:
    return sum(_tall(line) for line in lines)


def _tallest(halves: tuple[tuple[NumberedLine, ...], ...]) -> float:
    return max(_height(half) for half in halves)


def _halves(lines: tuple[NumberedLine, ...]) -> tuple[tuple[NumberedLine, ...], tuple[NumberedLine, ...]]:
    """The lines cut where the two columns come out most alike; headings stay with what follows."""
    total, so_far = _height(lines), 0.0
    for at, line in enumerate(lines):
        if so_far >= total / 2:
            at = _whole(lines, at)
            return lines[:at], lines[at:]
        so_far += _tall(line)
    return lines, ()


def _whole(lines: tuple[NumberedLine, ...], at: int) -> int:
    """A place to cut at or before `at` that leaves no heading behind at the foot of a column."""
    while at > 1 and lines[at - 1].kind in SIZES:
        at -= 1
    return at
