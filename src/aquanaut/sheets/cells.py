"""The one safe way to write a table: UTF-8 with a signature, so that Excel reads every script, and no cell a formula.

Spreadsheets run cells that begin as formulas do (OWASP, "CSV Injection"), so such a cell gets an apostrophe in front.
So does what would become a cell where a spreadsheet cuts at semicolons or tabs, as Excel does in half of Europe; and
every cell is quoted.
"""

from __future__ import annotations

import csv
import io
import math
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

LONGEST_CELL = 10_000
"""Code points; spreadsheets take 32,767 at most."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
"""A cell that begins so is run by a spreadsheet."""


INNER = re.compile(r"([;\t\r\n]+[ \u00a0\ufeff\u200b\"']*)([=+\-@＝＋－＠|%])")
"""Where another program may begin a cell within one of ours: behind its own separator, or on a new line."""


def cell(value: object) -> str:
    """A value as one safe cell. NaN and infinity, which are no points, are empty."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        rounded = round(value, 4)
        return str(int(rounded)) if rounded == int(rounded) else str(rounded)
    text = str(value).replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    text = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
    text = INNER.sub(r"\1'\2", text)
    return f"'{text}" if text.lstrip(" \u00a0\ufeff\u200b").startswith(FORMULA) else text


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a table, whole or not at all: a reader never sees half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.touch(mode=0o600)  # names and points are their owner's alone
    draft.write_text(csv_text(headings, rows), encoding="utf-8-sig", newline="")
    draft.replace(path)
    return path


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as text, every cell of it safe."""
    text = io.StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow([cell(heading) for heading in headings])
    table.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()
