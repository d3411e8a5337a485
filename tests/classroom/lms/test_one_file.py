"""A learning platform is one file: this test writes one for a platform that Aquanaut does not know, and uses it."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import aquanaut.classroom.lms
from aquanaut.classroom.collect.parts import code_of
from aquanaut.classroom.gradebook.book import Gradebook
from aquanaut.classroom.lms.base import owner_of, platforms, read_class
from aquanaut.cli import main

ROOT = Path(__file__).parents[3]
STEM = "03_words_that_judge"

BRIGHTSPACE = '''
"""Brightspace: its downloads (`12345-678 - Ann Lee - 29 Nov, 2026 105 PM - file.ipynb`), lists and column."""

import re

from aquanaut.classroom.lms.base import OwnerPattern, Platform, Sheet
from aquanaut.classroom.lms.columns import held_back, points_cell, title
from aquanaut.sheets.cells import cell
from aquanaut.sheets.roster import Source


def sheet(results, found, into=None):
    head = ["OrgDefinedId", f"{title(results)} Points Grade", "End-of-Line Indicator"]
    rows = [[cell("#" + score.ids.get("brightspace", "")), points_cell(score), "#"] for score in found]
    return Sheet([head, *rows], held_back(found))


PLATFORM = Platform(
    form="brightspace",
    name="Brightspace",
    owners=(OwnerPattern(re.compile(r"(?P<user>\\d+)-\\d+ - (?P<name>.+?) - .+ - ."), "brightspace-"),),
    class_list=Source({"brightspace": ("orgdefinedid",), "name": ("displayname",)}, before_numbers="#"),
    sheet=sheet,
)
'''


@pytest.fixture
def brightspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "platforms"
    folder.mkdir()
    (folder / "brightspace.py").write_text(BRIGHTSPACE, "utf-8")
    monkeypatch.setattr(aquanaut.classroom.lms, "__path__", [*aquanaut.classroom.lms.__path__, str(folder)])
    yield


def test_those_that_ship_are_found_in_order() -> None:
    assert [platform.form for platform in platforms()] == ["moodle", "canvas", "classroom"]


@pytest.mark.usefixtures("brightspace")
def test_its_names_give_owners_and_its_codes_are_kept_for_it() -> None:
    found = owner_of("4711-99 - Ann Lee - 29 Nov, 2026 105 PM - 03.ipynb")
    assert (found.id, found.name) == ("brightspace-4711", "Ann Lee")
    assert owner_of("Ann Lee - 03.ipynb").name == "Ann Lee", "the weak form of another is asked later"
    assert code_of("brightspace-4711") == "" and code_of("s01") == "s01"


def test_without_the_file_nothing_of_it_is_known() -> None:
    assert owner_of("4711-99 - Ann Lee - 29 Nov, 2026 105 PM - 03.ipynb").id == ""
    assert code_of("brightspace-4711") == "brightspace-4711"


@pytest.mark.usefixtures("brightspace")
def test_from_its_class_list_and_its_zip_to_its_column(tmp_path: Path) -> None:
    base = ["--content", str(ROOT)]
    assert main([*base, "demo-class", "3", "--students", "2", "--out", str(tmp_path / "in"), "--seed", "3"]) == 0
    works = sorted((tmp_path / "in").glob("SIMULATED-*"))
    named = "{}-5 - {} - 29 Nov, 2026 105 PM - {}"
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        packed.write(works[0], named.format(4711, "Ann Lee", works[0].name))
        packed.write(works[1], named.format(4712, "Bo Orr", works[1].name))
    roster = tmp_path / "class.csv"
    roster.write_text("OrgDefinedId,Display Name\n#4711,Ann Lee\n#4712,Bo Orr\n#4713,Cy Poe\n", "utf-8")
    assert next(student.ids for student in read_class(roster).students) == {"brightspace": "4711"}
    out, db = tmp_path / "out", str(tmp_path / "book.sqlite")
    words = ["grade", "3", str(tmp_path / "export.zip"), "--out", str(out), "--db", db, "--roster", str(roster)]
    assert main([*base, *words]) == 0
    book = Gradebook(db, ROOT)
    for written in book.pending(STEM):
        book.score(written.student, written.question, 1, "Ada")
    results = book.results(STEM)
    book.close()
    codes = {student.name: student.code for student in read_class(roster).students}
    assert {student.student for student in results.students} == {codes["Ann Lee"], codes["Bo Orr"]}
    target = tmp_path / "column.csv"
    assert main([*base, "gradebook", "3", "--db", db, "--to", "brightspace", "--out", str(target)]) == 0
    rows = list(csv.reader(target.read_text("utf-8").splitlines()))
    earned = {one.student: f"{round(one.earned, 2):g}" for one in results.students}
    expected = [("#4711", earned[codes["Ann Lee"]]), ("#4712", earned[codes["Bo Orr"]]), ("#4713", "")]
    assert sorted((number, points) for number, points, _ in rows[1:]) == expected
    assert all(row[2] == "#" for row in rows[1:])
