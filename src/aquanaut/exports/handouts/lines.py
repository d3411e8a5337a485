"""A text in numbered lines for pencil marks, broken once, so that every copy has the same numbers.

"Look at line 27" only works when line 27 is the same on A4, on Letter and on a screen. So lines are not broken by
whoever draws them but here, by the widths of the letters of Times (the standard PDF font, whose widths are in Adobe's
published metrics), for one width of column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COLUMN = 222.0
"""Width of a line of text, in points: two columns with their numbers fit A4 and Letter."""

SIZES = {"headline": 15.0, "section": 12.0}
"""Points of letters by kind of block; everything else is `BODY`."""

BODY = 10.5
FONTS = {"headline": "Times-Bold", "section": "Times-Bold"}


@dataclass(frozen=True)
class NumberedLine:
    """One line: its number from 1, its text, its block's kind; `last` of its block."""

    number: int
    text: str
    kind: str
    last: bool


@dataclass(frozen=True)
class NumberedText:
    """All lines of a text, in order."""

    lines: tuple[NumberedLine, ...]


def numbered(blocks: Sequence[tuple[str, str]]) -> NumberedText:
    """Break `blocks` (kind, text) into lines, numbered from 1; headings count, for they are marked as well."""
    lines: list[NumberedLine] = []
    for kind, text in blocks:
        broken = broken_lines(text, FONTS.get(kind, "Times-Roman"), SIZES.get(kind, BODY))
        for at, piece in enumerate(broken, start=1):
            lines.append(NumberedLine(len(lines) + 1, piece, kind, at == len(broken)))
    return NumberedText(tuple(lines))


def broken_lines(text: str, font: str, size: float, width: float = COLUMN) -> list[str]:
    """`text` in lines no wider than `width` points; a word wider than that is cut."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if stringWidth(longer, font, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while stringWidth(word, font, size) > width:
            fits = next(n for n in range(len(word), 0, -1) if n == 1 or stringWidth(word[:n], font, size) <= width)
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line] if line else lines
