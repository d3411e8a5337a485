"""Scores in the form of Google Classroom's own download (Grades, Download all grades as CSV).

Google Classroom reads no file of grades: teachers copy a column from a sheet. This one has Classroom's columns and the
order of Classroom's own file, so that the column can be copied as it is, without sorting.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aquanaut.classroom.lms.columns import Sheet, Standing, held_back, merged, points_cell, possible, read_theirs
from aquanaut.classroom.results import ClassResults
from aquanaut.sheets.cells import cell

HEADINGS = ("Last Name", "First Name", "Email Address")
NOTES = ("date", "points", "class average")
"""Rows of a Classroom file that are no students; they stand in its first column."""


def sheet(results: ClassResults, found: Sequence[Standing], theirs: Path | None = None) -> Sheet:
    """The file. With `theirs`, a file that Classroom exported: its students in its order."""
    top = [[*HEADINGS, cell(" ".join(results.bank.title.split()))], ["Points", "", "", possible(results)]]
    if theirs is None:
        rows = [[*_names(one.name), cell(one.email), points_cell(one.points)] for one in found]
        return Sheet([*top, *rows], held_back(found))
    given = read_theirs(theirs, ("Email Address",), "Google Classroom")
    kept = [row for row in given.rows if not (row and row[0].strip().lower() in NOTES)]
    known = [
        {
            "email": given.value(row, "Email Address"),
            "name": f"{given.value(row, 'First Name')} {given.value(row, 'Last Name')}".strip(),
        }
        for row in kept
    ]
    picked, said = merged(known, found, "Google Classroom")
    rows = [
        [*(cell(given.value(row, head)) for head in HEADINGS), points_cell(one.points if one else None)]
        for row, one in zip(kept, picked, strict=True)
    ]
    return Sheet([*top, *rows], [*held_back(found), *said])


def _names(name: str) -> tuple[str, str]:
    last, comma, first = name.partition(",")
    if comma:
        return cell(last.strip()), cell(first.strip())
    first, _, last = name.rpartition(" ")
    return cell(last), cell(first)
