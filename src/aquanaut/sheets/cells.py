"""The one safe way to write a table: UTF-8 with a signature, so that Excel reads every script, and no cell a formula.

Spreadsheets run cells that begin as formulas do (OWASP, "CSV Injection"), so such a cell gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

LONGEST_CELL = 10_000
"""Code points; spreadsheets take 32,767 at most."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
"""A cell that begins so is run by a spreadsheet."""


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
    return f"'{text}" if text.lstrip(" \u00a0\ufeff\u200b").startswith(FORMULA) else text


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a table, whole or not at all: a reader never sees half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.write_text(csv_text(headings, rows), encoding="utf-8-sig", newline="")
    draft.replace(path)
    return path


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as text, every cell of it safe."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([cell(heading) for heading in headings])
    table.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()
