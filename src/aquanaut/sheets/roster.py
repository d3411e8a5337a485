"""The roster: which codes a class has. A CSV file with the columns `code`, `name` (optional) and `group` (optional).

The roster stays with the teacher: no name and no group ever enters a bundle. It is read as spreadsheets write it: with
a byte order mark, with semicolons or tabs for commas, with empty lines.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from aquanaut.content import ContentError, Problem, fault

MOST_BYTES = 20_000_000
MOST_NAME = 200

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
RESERVED = re.compile(r"(?i)class|con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that a folder cannot have on Windows, and the one of the bundle for a whole class."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run by a spreadsheet (OWASP, CSV injection)."""

COLUMNS = ("code", "name", "group")


@dataclass(frozen=True)
class Entry:
    """One student: the opaque code, and what only the teacher knows."""

    code: str
    name: str = ""
    group: str = ""


def read_roster(path: Path) -> tuple[Entry, ...]:
    """The students in the order of the file. Raises `ContentError` with every fault, by line."""
    text = _text(path)
    lines = list(_rows(path, text))
    if not lines:
        raise fault(path, 0, "an empty file", "a line with the column names", "Begin with the line: code,name,group")
    columns = _columns(path, *lines[0])
    problems: list[Problem] = []
    found: list[Entry] = []
    taken: dict[str, int] = {}
    for line, row in lines[1:]:
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        wrong = _wrong(cells, taken)
        if wrong:
            problems.append(Problem(path, line, *wrong))
            continue
        taken[cells["code"].lower()] = line
        found.append(Entry(**cells))
    if problems:
        raise ContentError(problems)
    if not found:
        raise fault(path, 0, "no student", "a line for each student", "Write one code in each line.")
    return tuple(found)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            found = f"{path.stat().st_size:,} bytes"
            raise fault(path, 0, found, f"at most {MOST_BYTES:,}", "Check that this is the roster.")
        data = path.read_bytes()
    except OSError as error:
        raise fault(path, 0, error.strerror or "unreadable", "a CSV file", "Check the name.") from None
    code = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(code)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fix = "In your spreadsheet, save it as “CSV UTF-8”."
        raise fault(path, line, "letters that are not UTF-8", "a CSV file in UTF-8", fix) from None
    if "\0" in text:
        raise fault(path, 0, "a NUL byte", "a CSV file", "In your spreadsheet, save it as “CSV UTF-8”.")
    return text


def _rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """(line, cells) of every line that is not empty. The sign between cells is the one the first line uses most."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.lower().startswith("sep="):
        text = text.replace(first, "", 1)  # a spreadsheet's own note
        first = next((line for line in text.splitlines() if line.strip()), "")
    between = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    found = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((reader.line_num, row))
    except csv.Error as error:
        fix = "Look for a quotation mark that is opened and not closed."
        raise fault(path, reader.line_num, str(error), "cells between commas", fix) from None
    return found


def _columns(path: Path, line: int, row: list[str]) -> dict[str, int]:
    """Where each known column stands. Others are left alone."""
    heads = [cell.strip().lower() for cell in row]
    found = f"the columns {', '.join(head or '(empty)' for head in heads)}"[:200]
    if "code" not in heads:
        fix = "Write code,name,group in the first line. Give each student a code that says nothing, such as s01."
        raise fault(path, line, found, "a column 'code'", fix)
    for name in COLUMNS:
        if heads.count(name) > 1:
            raise fault(path, line, f"the column '{name}' twice", "each column once", "Take one of them out.")
    return {name: heads.index(name) for name in COLUMNS if name in heads}


def _wrong(cells: dict[str, str], taken: dict[str, int]) -> tuple[str, str, str] | None:
    """What is wrong with one line, as (found, expected, fix)."""
    code = cells["code"]
    if not code:
        return "no code", "a code in each line", "Give this student a code, such as s01."
    for name in COLUMNS:
        if cells.get(name, "").startswith(FORMULA):
            found = f"a {name} that begins with “{cells[name][0]}”"
            return found, "plain words", "A spreadsheet would run it as a formula. Take the sign away."
        if len(cells.get(name, "")) > MOST_NAME:
            return f"a {name} of {len(cells[name]):,} letters", f"at most {MOST_NAME}", "Shorten it."
    if not CODE.fullmatch(code) or RESERVED.fullmatch(code):
        expected = "letters A to Z, digits, - and _, at most 40, and no name that Windows keeps for itself"
        return f"the code “{code[:60]}”", expected, "Choose a plain code, such as s01."
    if code.lower() in taken:
        found = f"the code “{code}” again, first in line {taken[code.lower()]}"
        return found, "a code of one's own for each student", "Change one of the two."
    return None
