"""Moodle: its downloads, its class lists, and a column for its gradebook or its grading worksheet filled in.

Downloads: a folder `Full Name_12345_assignsubmission_file_` for each participant, or the same in front of each file's
name when folders were not asked for. Blind marking writes `Participant 12345` for the name.

On import (Grades, Import, CSV file) Moodle lets the teacher choose which column finds a student ("Map from") and which
holds the grade; the e-mail address and the ID number can. The grading worksheet of an assignment (`Identifier`, …,
`Grade`) must come back as it was given, with nothing but the grades changed, so every other cell of it stays. Format:
docs.moodle.org, "Grade import" and "Using Assignment".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.classroom.lms.base import OwnerPattern, Platform, Score, Sheet
from aquanaut.classroom.lms.columns import (
    Column,
    Person,
    Theirs,
    first_and_last,
    held_back,
    merged,
    points_cell,
    possible,
    title,
)
from aquanaut.content import complaint
from aquanaut.sheets.cells import cell
from aquanaut.sheets.roster import Source
from aquanaut.sheets.table import Row
from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.classroom.results import ClassResults

_FILE = re.compile(r"(?P<name>.{1,500}?)_(?P<user>\d{1,18})_assignsubmission_(?:file|onlinetext)(?:_|$)", re.DOTALL)

HEADINGS = ("First name", "Last name", "ID number", "Email address")
IDENTIFIER = (
    "moodleid", "identifier", "participant", "identifikator", "identificador", "identifiant", "identificativo",
    "identificatie", "identyfikator", "identifikátor", "azonosító", "tunniste", "identificator", "идентификатор",
    "ідентифікатор", "belirteç", "编号", "识别符", "識別子", "식별자",
)  # fmt: skip
"""What a worksheet calls a participant's number, in Moodle's languages, folded."""

NUMBERED = "Participant "
"""What a grading worksheet writes before a participant's number."""


def sheet(results: ClassResults, found: Sequence[Score], into: Path | None = None) -> Sheet:
    """The file. With `into`, a gradebook or a grading worksheet that Moodle exported. Raises `ContentError`."""
    heading = say("lms.moodle.heading", title=title(results), points=possible(results))
    needs = ("Identifier", "Email address", "ID number")
    column = Column("Moodle", HEADINGS, needs, _own, _person, also={"Last name": ("Surname",)})
    if into is not None:
        theirs = column.read(into)
        return _worksheet(theirs, found, results) if theirs.at("Identifier") >= 0 else column.into(
            heading, found, theirs)  # fmt: skip
    made = column.alone(heading, found)
    unknown = [score for score in found if not (score.email or score.ids.get("sis"))]
    return replace(made, said=[*made.said, say("lms.moodle.unknown", n=len(unknown))]) if unknown else made


def _own(score: Score) -> list[str]:
    return [*first_and_last(score.name), cell(score.ids.get("sis", "")), cell(score.email)]


def _worksheet(theirs: Theirs, found: Sequence[Score], results: ClassResults) -> Sheet:
    place = theirs.at("Grade")
    if place < 0:
        raise complaint(theirs.table.path, theirs.table.headings.line, "lms.moodle.no_grade")
    rows = theirs.table.rows
    picked, unmatched = merged([_person(theirs, row) for row in rows], found, "Moodle")
    filled = [_filled(theirs, row, score, place) for row, score in zip(rows, picked, strict=True)]
    said = [*held_back(found), *_other_points(theirs, results), *unmatched]
    return Sheet([[cell(heading) for heading in theirs.headings], *filled], said)


def _filled(theirs: Theirs, row: Row, score: Score | None, place: int) -> list[str]:
    whole = [*row.cells, *[""] * (len(theirs.headings) - len(row.cells))]
    if score and score.points is not None:
        whole[place] = points_cell(score)
    return [text if at == place else cell(text) for at, text in enumerate(whole)]


def _other_points(theirs: Theirs, results: ClassResults) -> list[str]:
    """What to tell where Moodle counts the exercise out of other points than we do."""
    most = {row.cell(theirs.at("Maximum Grade")) for row in theirs.table.rows} - {""}
    if all(_number(text) == _number(possible(results)) for text in most):
        return []
    return [say("lms.moodle.other_points", theirs=", ".join(sorted(most)), ours=possible(results))]


def _person(theirs: Theirs, row: Row) -> Person:
    parts = (theirs.value(row, "First name"), theirs.value(row, "Last name", "Surname"))
    ids = {
        "moodle": theirs.value(row, "Identifier").removeprefix(NUMBERED),
        "sis": theirs.value(row, "ID number"),
    }
    name = theirs.value(row, "Full name") or " ".join(filter(None, parts))
    return Person(ids, theirs.value(row, "Email address"), name)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return -1.0


PLATFORM = Platform(
    form="moodle",
    name="Moodle",
    owners=(OwnerPattern(_FILE, "moodle-"),),
    class_list=Source(headings={"moodle": IDENTIFIER, "sis": ("idnumber",)}, before_numbers=NUMBERED),
    sheet=sheet,
    rank=10,
)
