"""The one reader of tables: bytes in, rows with their line numbers out, in all the ways in which programs write CSV.

UTF-8 and UTF-16 with or without a mark, else the letters of Windows or an old Mac (`letters`); commas, semicolons, tabs
or bars between cells, or the sign that a first line `sep=…` names; any line ends. A workbook (.xlsx, .xls, .ods) gives
its first sheet that holds anything. What cannot be read for sure is refused with
its line, above all a quotation mark that is opened and not closed: it would make one row of two.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aquanaut.content import complaint
from aquanaut.sheets.letters import decoded

MOST_BYTES = 50_000_000
MOST_ROWS = 200_000

MOST_CELL = 100_000
"""Code points of one cell; what is longer is no cell of a list."""

SEPARATORS = (",", ";", "\t", "|")

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How the files of spreadsheets begin: .xlsx and .ods, and the old .xls."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR_LINE = re.compile(r"(?i)\ufeff?sep=(.)\s*")


@dataclass(frozen=True)
class Row:
    """One row and the line on which it begins, counted from 1."""

    line: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """The cell at a place, without blanks around it; "" where the row has none."""
        return self.cells[place].strip() if 0 <= place < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """A file's headings and the rows below them; rows without any text are left out.

    `encoding` and `separator` say how it was read; a workbook has no separator.
    """

    path: Path
    headings: Row
    rows: tuple[Row, ...]
    encoding: str = "UTF-8"
    separator: str = ","


def read_table(path: Path) -> Table:
    """Read a file. Raises `ContentError` with file and line."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise complaint(path, 0, "sheet.large", size=f"{size:,}", most=f"{MOST_BYTES:,}")
        data = path.read_bytes()
    except OSError as error:
        raise complaint(path, 0, "sheet.unreadable", why=error.strerror or error) from None
    return parse_table(data, path)


def parse_table(data: bytes, path: Path) -> Table:
    """The same for bytes; `path` is for what is said about faults."""
    if data.startswith(WORKBOOKS):
        return _workbook(data, path)
    text, encoding = _text(data, path)
    separator, skipped = _separator(text)
    rows = tuple(_rows(text, separator, skipped, path))
    if not rows:
        raise complaint(path, 0, "sheet.empty")
    return Table(path, rows[0], rows[1:], encoding, separator)


def _workbook(data: bytes, path: Path) -> Table:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise complaint(path, 0, "sheet.workbook_extra") from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        places = range(len(book.sheet_names))
        sheets = (book.get_sheet_by_index(place).to_python(skip_empty_area=False) for place in places)
        cells = next((rows for rows in sheets if any(map(any, rows))), [])
    except (CalamineError, ValueError, OSError) as error:
        raise complaint(path, 0, "sheet.workbook", why=error) from None
    texts = [tuple(map(_shown, row)) for row in cells[: MOST_ROWS + 1]]
    rows = tuple(Row(line, row) for line, row in enumerate(texts, start=1) if any(text.strip() for text in row))
    if not rows:
        raise complaint(path, 0, "sheet.empty")
    return Table(path, rows[0], rows[1:], "Excel", "")


def _shown(value: object) -> str:
    """A workbook's value as it reads in a list: whole numbers without a decimal point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _text(data: bytes, path: Path) -> tuple[str, str]:
    try:
        text, encoding = decoded(data)
    except UnicodeDecodeError as error:
        line = _line_of(data[: error.start].decode("latin-1"), error.start)
        raise complaint(path, line, "sheet.letters") from None
    nul = text.find("\0")
    if nul >= 0:
        raise complaint(path, _line_of(text, nul), "sheet.nul")
    return text, encoding


def _line_of(text: str, place: int) -> int:
    return len(_LINE_END.findall(text, 0, place)) + 1


def _separator(text: str) -> tuple[str, int]:
    """The sign between cells, and how many lines at the top only say so."""
    for number, line in enumerate(_LINE_END.split(text[:MOST_CELL]), start=1):
        if named := _SEPARATOR_LINE.fullmatch(line):
            return named[1], number
        if line.strip():
            return _commonest(text), 0
    return ",", 0


def _commonest(text: str) -> str:
    """The sign that cuts most of the first lines into several cells; of equals the one that cuts the first line most.

    A title or a note above the headings holds no separator, or another.
    """
    lines = [bare for line in _LINE_END.split(text[:MOST_CELL])[:40] if (bare := _QUOTED.sub("", line)).strip()]
    cuts = (sum(line.count(sign) for line in lines[:1]) for sign in SEPARATORS)
    first = dict(zip(SEPARATORS, cuts, strict=True))
    return max(SEPARATORS, key=lambda sign: (sum(sign in line for line in lines), first[sign]))


def _rows(text: str, separator: str, skipped: int, path: Path) -> Iterator[Row]:
    """Every row that holds something. Raises `ContentError` at the first that cannot be told from its neighbours."""
    lines = io.StringIO(text, newline="")
    for _ in range(skipped):
        lines.readline()
    reader = csv.reader(lines, delimiter=separator, strict=True)
    count, begins = 0, skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                count += 1
                yield _checked(Row(begins, tuple(cells)), separator, path)
            if count > MOST_ROWS:
                raise complaint(path, begins, "sheet.long", most=f"{MOST_ROWS:,}")
            begins = skipped + reader.line_num + 1
    except csv.Error as error:
        key = "sheet.cell" if "field limit" in str(error) else "sheet.quote"
        raise complaint(path, begins, key, most=f"{MOST_CELL:,}") from None


def _checked(row: Row, separator: str, path: Path) -> Row:
    if any(len(cell) > MOST_CELL for cell in row.cells):
        raise complaint(path, row.line, "sheet.cell", most=f"{MOST_CELL:,}")
    if swallows(row.cells, separator):
        raise complaint(path, row.line, "sheet.quote")
    return row


def swallows(cells: Sequence[str], separator: str) -> bool:
    """Whether a cell holds what looks like a whole row: a line with as many separators as stand in the row itself.

    So it is where a quotation mark that nobody closed meets another one further down.
    """
    between = max(1, len(cells) - 1)
    inner = (line for cell in cells for line in _LINE_END.split(cell)[1:])
    return any(line.count(separator) >= between for line in inner)
