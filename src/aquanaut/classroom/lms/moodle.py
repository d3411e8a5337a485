"""A column for Moodle's gradebook (Grades, Import, CSV file), or Moodle's own grading worksheet filled in.

Moodle lets the teacher choose which column finds a student ("Map from") and which holds the grade; the e-mail address
and the ID number can. The grading worksheet of an assignment (`Identifier`, …, `Grade`) must come back as it was
given, with nothing but the grades changed, so every other cell of it stays. Format: docs.moodle.org, "Grade import" and
"Using Assignment".
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
from aquanaut.content import fault
from aquanaut.sheets.cells import cell

HEADINGS = ("First name", "Last name", "ID number", "Email address")
OTHER = {"Last name": ("Last name", "Surname"), "First name": ("First name",)}


def sheet(results: ClassResults, found: Sequence[Standing], theirs: Path | None = None) -> Sheet:
    """The file. With `theirs`, a gradebook or a grading worksheet that Moodle exported. Raises `ContentError`."""
    heading = f"{' '.join(results.bank.title.split())} ({possible(results)} points)"
    if theirs is None:
        rows = [[*_parts(one.name), cell(one.ids.get("sis", "")), cell(one.email), points_cell(one.points)]
                for one in found]  # fmt: skip
        said = held_back(found)
        lost = [one.code for one in found if not (one.email or one.ids.get("sis"))]
        if lost:
            said.append(
                f"{len(lost)} have neither e-mail nor ID number, so Moodle will not find them. Put one into your "
                "roster, or add Moodle's own file: --into THEIR.csv"
            )
        return Sheet([[*HEADINGS, cell(heading)], *rows], said)
    given = read_theirs(theirs, ("Identifier", "Email address", "ID number"), "Moodle")
    if given.at("Identifier") >= 0:
        return _worksheet(given, found, results)
    picked, said = merged([_row(given, row) for row in given.rows], found, "Moodle")
    rows = [
        [
            *(cell(given.value(row, *OTHER.get(head, (head,)))) for head in HEADINGS),
            points_cell(one.points if one else None),
        ]
        for row, one in zip(given.rows, picked, strict=True)
    ]
    return Sheet([[*HEADINGS, cell(heading)], *rows], [*held_back(found), *said])


def _worksheet(given: Theirs, found: Sequence[Standing], results: ClassResults) -> Sheet:
    place = given.at("Grade")
    if place < 0:
        fix = "In Moodle: Assignment, Actions, Download grading worksheet."
        raise fault(given.path, 1, "no column 'Grade'", "Moodle's grading worksheet", fix)
    said = []
    most = {given.value(row, "Maximum Grade") for row in given.rows} - {""}
    if any(_number(one) != _number(possible(results)) for one in most):
        said.append(
            f"Moodle's assignment is out of {', '.join(sorted(most))}, this exercise out of {possible(results)}. "
            "Set the same in Moodle first, or the points will mean something else."
        )
    picked, unmatched = merged([_row(given, row) for row in given.rows], found, "Moodle")
    rows = []
    for row, one in zip(given.rows, picked, strict=True):
        whole = [*row, *[""] * (len(given.headings) - len(row))]
        if one and one.points is not None:
            whole[place] = points_cell(one.points)
        rows.append([part if at == place else cell(part) for at, part in enumerate(whole)])
    return Sheet([[cell(head) for head in given.headings], *rows], [*held_back(found), *said, *unmatched])


def _row(given: Theirs, row: Sequence[str]) -> dict[str, str]:
    whole = given.value(row, "Full name")
    parts = (given.value(row, "First name"), given.value(row, "Last name", "Surname"))
    return {
        "moodle": given.value(row, "Identifier").removeprefix("Participant "),
        "sis": given.value(row, "ID number"),
        "email": given.value(row, "Email address"),
        "name": whole or " ".join(part for part in parts if part),
    }


def _parts(name: str) -> tuple[str, str]:
    """A name's first and last name. One with a comma has the last name first."""
    last, comma, first = name.partition(",")
    if comma:
        return cell(first.strip()), cell(last.strip())
    first, _, last = name.rpartition(" ")
    return cell(first), cell(last)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return -1.0
