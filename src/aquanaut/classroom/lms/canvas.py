"""A column for Canvas's gradebook (Grades, Import), with the header rows that Canvas wants.

Canvas finds students by the column `ID`, else by its `SIS` columns, and an assignment by its name with its number in
brackets; a new name makes a new assignment. The second row, which begins with "Points Possible", is required. Format:
Instructure Community, "How do I import grades in the Gradebook?".
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aquanaut.classroom.lms.columns import (
    Sheet,
    Standing,
    Theirs,
    held_back,
    merged,
    points_cell,
    possible,
    read_theirs,
)
from aquanaut.classroom.results import ClassResults
from aquanaut.sheets.cells import cell

HEADINGS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = "Points Possible"
NOTES = ("points possible", "manual posting", "student, test", "test student")
"""Rows of a Canvas file that are no students."""


def sheet(results: ClassResults, found: Sequence[Standing], theirs: Path | None = None) -> Sheet:
    """The file. With `theirs`, a gradebook that Canvas exported: its students, its numbers, and our one column."""
    if theirs is None:
        rows = [[cell(one.name), cell(one.ids.get("canvas", "")), cell(one.ids.get("sis", "")), "", "",
                 points_cell(one.points)] for one in found]  # fmt: skip
        said = held_back(found)
        nameless = [one.code for one in found if not (one.ids.get("canvas") or one.ids.get("sis"))]
        if nameless:
            said.append(
                f"{len(nameless)} have no Canvas number, so Canvas will not find them. Export the gradebook in Canvas, "
                "then add: --into THEIR.csv"
            )
        return Sheet([[*HEADINGS, _name(results.bank.title)], _possible(results), *rows], said)
    given = read_theirs(theirs, ("ID", "SIS User ID", "SIS Login ID"), "Canvas")
    kept = [row for row in given.rows if _is_student(given, row)]
    known = [
        {
            "name": given.value(row, "Student"),
            "canvas": given.value(row, "ID"),
            "sis": given.value(row, "SIS User ID") or given.value(row, "SIS Login ID"),
        }
        for row in kept
    ]
    picked, said = merged(known, found, "Canvas")
    rows = [
        [*(cell(given.value(row, head)) for head in HEADINGS), points_cell(one.points if one else None)]
        for row, one in zip(kept, picked, strict=True)
    ]
    heading = _known(given.headings, results.bank.title)
    return Sheet([[*HEADINGS, heading], _possible(results), *rows], [*held_back(found), *said])


def _is_student(given: Theirs, row: Sequence[str]) -> bool:
    """Not a second heading ("Points Possible", "Manual Posting") and not Canvas's test student."""
    name = given.value(row, "Student").strip(' "').lower()
    return name not in NOTES and any(
        given.value(row, head) for head in ("Student", "ID", "SIS User ID", "SIS Login ID")
    )


def _possible(results: ClassResults) -> list[str]:
    return [f"    {POINTS}", *[""] * (len(HEADINGS) - 1), possible(results)]


def _name(title: str) -> str:
    return cell(" ".join(title.split()))


def _known(headings: Sequence[str], title: str) -> str:
    """The heading under which Canvas knows this assignment, `Title (12345)`; without one its title alone."""
    plain = " ".join(title.split())
    for heading in headings:
        name, _, number = heading.strip().rpartition(" (")
        if name == plain and number.endswith(")") and number[:-1].isdigit():
            return heading.strip()
    return _name(title)
