"""Canvas: its downloads, its class lists, and a column for its gradebook (Grades, Import).

Downloads: `lastfirst_LATE_12345_67890_file.ipynb`: name, `LATE` where it was, the user's number, the file's number. The
name is the sortable one in small letters, in any script, without spaces. Anonymous: `anon_x7f2_…`.

Canvas finds students by the column `ID`, else by its `SIS` columns, and an assignment by its name with its number in
brackets; a new name makes a new assignment. The second row, which begins with "Points Possible", is required. Format:
Instructure Community, "How do I import grades in the Gradebook?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.classroom.lms.base import OwnerPattern, Platform, Score, Sheet
from aquanaut.classroom.lms.columns import Column, Person, Theirs, possible, title
from aquanaut.sheets.cells import cell
from aquanaut.sheets.roster import Source
from aquanaut.sheets.table import Row
from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.classroom.results import ClassResults

_ANONYMOUS = re.compile(r"anon_(?P<user>[A-Za-z0-9]{3,12})(?P<late>_LATE)?_(?P<file>\d{1,18})_.", re.DOTALL)
_NAMED = re.compile(r"(?P<name>.{1,500}?)(?P<late>_LATE)?_(?P<user>\d{1,18})_(?P<file>\d{1,18})_.", re.DOTALL)

HEADINGS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = "Points Possible"
NOTES = ("points possible", "manual posting", "student, test", "test student")
"""Rows of a gradebook that are no students."""


def sheet(results: ClassResults, found: Sequence[Score], into: Path | None = None) -> Sheet:
    """The file. With `into`, a gradebook that Canvas exported: its students, its numbers, and our one column."""
    points = [f"    {POINTS}", *[""] * (len(HEADINGS) - 1), possible(results)]
    column = Column("Canvas", HEADINGS, HEADINGS[1:4], _own, _person, top=[points])
    if into is not None:
        theirs = column.read(into)
        return column.into(_known(theirs.headings, title(results)), found, theirs)
    made = column.alone(title(results), found)
    unknown = [score for score in found if not (score.ids.get("canvas") or score.ids.get("sis"))]
    return replace(made, said=[*made.said, say("lms.canvas.unknown", n=len(unknown))]) if unknown else made


def _own(score: Score) -> list[str]:
    return [cell(score.name), cell(score.ids.get("canvas", "")), cell(score.ids.get("sis", "")), "", ""]


def _person(theirs: Theirs, row: Row) -> Person | None:
    """Nobody for a second heading ("Points Possible", "Manual Posting") and for Canvas's test student."""
    name = theirs.value(row, "Student")
    canvas, sis, login = (theirs.value(row, heading) for heading in HEADINGS[1:4])
    if name.strip(' "').lower() in NOTES or not (name or canvas or sis or login):
        return None
    return Person({"canvas": canvas, "sis": sis or login}, name=name)


def _known(headings: Sequence[str], ours: str) -> str:
    """The heading under which Canvas knows this assignment, `Title (12345)`; without one its title alone."""
    for heading in headings:
        name, _, number = heading.strip().rpartition(" (")
        if cell(name) == ours and number.endswith(")") and number[:-1].isdigit():
            return heading.strip()
    return ours


PLATFORM = Platform(
    form="canvas",
    name="Canvas",
    owners=(OwnerPattern(_ANONYMOUS, "canvas-anon-"), OwnerPattern(_NAMED, "canvas-")),
    class_list=Source(
        headings={
            "name": ("student",),
            "canvas": ("canvasid", "id", "canvasuserid"),
            "sis": ("sisuserid", "sisloginid"),
        },
        no_students=("pointspossible", "studenttest", "teststudent"),
    ),
    sheet=sheet,
    rank=20,
)
