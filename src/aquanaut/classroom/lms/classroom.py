"""Google Classroom: its downloads through Drive, and scores in the form of its own download of grades.

Files: `Full Name - file.ipynb`. This is weak: anyone's own file may look like it.

Classroom reads no file of grades: teachers copy a column from a sheet. Ours has Classroom's columns and the order of
Classroom's own file (Grades, Download all grades as CSV), so that the column can be copied as it is, without sorting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.classroom.lms.base import OwnerPattern, Platform, Score, Sheet
from aquanaut.classroom.lms.columns import Column, Person, Theirs, first_and_last, possible, title
from aquanaut.sheets.cells import cell
from aquanaut.sheets.roster import Source
from aquanaut.sheets.table import Row

if TYPE_CHECKING:
    from aquanaut.classroom.results import ClassResults

NAME = "Google Classroom"
_FILE = re.compile(r"(?P<name>.{1,300}?) - .{1,500}\.\w{1,12}$", re.DOTALL | re.IGNORECASE)

HEADINGS = ("Last Name", "First Name", "Email Address")
NOTES = ("date", "points", "class average")
"""Rows of a Classroom file that are no students; they stand in its first column."""


def sheet(results: ClassResults, found: Sequence[Score], into: Path | None = None) -> Sheet:
    """The file. With `into`, a file that Classroom exported: its students in its order."""
    top = [["Points", "", "", possible(results)]]
    column = Column(NAME, HEADINGS, HEADINGS[2:], _own, _person, top=top)
    if into is not None:
        return column.into(title(results), found, column.read(into))
    return column.alone(title(results), found)


def _own(score: Score) -> list[str]:
    first, last = first_and_last(score.name)
    return [last, first, cell(score.email)]


def _person(theirs: Theirs, row: Row) -> Person | None:
    if row.cell(0).lower() in NOTES:
        return None
    name = f"{theirs.value(row, 'First Name')} {theirs.value(row, 'Last Name')}".strip()
    return Person({}, theirs.value(row, "Email Address"), name)


PLATFORM = Platform(
    form="classroom",
    name=NAME,
    owners=(OwnerPattern(_FILE),),
    class_list=Source(headings={}, no_students=("date", "points", "classaverage")),
    sheet=sheet,
    rank=90,
)
