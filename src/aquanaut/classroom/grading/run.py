"""Grading a class from end to end: read what was handed in, bring it into the gradebook, write the files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from aquanaut.classroom.collect.students import hand_in
from aquanaut.classroom.collect.zips import Refused
from aquanaut.classroom.gradebook.book import Gradebook
from aquanaut.classroom.gradebook.take import Moved, finish, take
from aquanaut.classroom.grading.files import write_files
from aquanaut.classroom.lms.base import read_class
from aquanaut.classroom.results import ClassResults
from aquanaut.classroom.scorer import Grader
from aquanaut.questions.exercise import load_exercise
from aquanaut.sheets.roster import Roster
from aquanaut.words import say

GRADEBOOK = "gradebook.sqlite"
"""The gradebook's file in the results folder, where no other was named."""

Told = Callable[[str, int], None]
"""Told what is going on and how many more are done: ("read", 1), ("attempts", all there are), ("graded", 250)."""


@dataclass(frozen=True)
class Grading:
    """What one run did. `results` is the whole class as the gradebook now has it."""

    results: ClassResults
    moved: tuple[Moved, ...]
    files: tuple[Path, ...]
    read: int
    new: int
    key_version: int
    db: str


def grade_class(
    exercise: str, submissions: Path, out: Path, *, db: str = "", roster: Path | None = None, due: str = "",
    by: str = "teacher", assignment: Path | None = None, root: Path | None = None, told: Told = lambda _what, _n: None,
    report: bool = True,
) -> Grading:  # fmt: skip
    """Grade `submissions` into `out`. Raises `ContentError`, `Refused`, `GradebookError`, all in words.

    `due` is a date (the whole day counts, in this computer's time) or a time; `assignment` the `assignment.json` that
    `aquanaut assign` left, for exercises whose wording changed since.
    """
    bank = load_exercise(exercise, root)
    recorded, version = _recorded(assignment)
    grader = Grader(bank, recorded)
    known = read_class(roster) if roster else Roster()
    handed = hand_in(submissions, bank.lesson, known, _due(due), version=version, tick=lambda: told("read", 1))
    if not handed.files:
        raise Refused(say("grading.nothing", folder=submissions))
    out.mkdir(parents=True, exist_ok=True)
    address = db or f"sqlite:///{(out / GRADEBOOK).resolve()}"
    book = Gradebook(address, root)
    told("attempts", len(handed.attempts))
    try:
        taken = take(book, grader, handed.attempts, known, handed.problems, by, lambda n: told("graded", n))
        results = book.results(bank)
        files = write_files(results, taken.ever, out)
        if report:
            told("report", 0)
            from aquanaut.classroom.report.whole import write_report

            files.append(write_report(results, out / "report.html"))
        finish(book, grader, taken, by)
    finally:
        book.close()
    return Grading(results, taken.moved, tuple(files), handed.files, taken.new, taken.version, address)


def _due(text: str) -> str:
    """The last moment in UTC, as text that sorts; "" for none. Raises `Refused`."""
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(say("grading.no_date", text=text)) from None
    if len(text) <= 10:
        moment = datetime.combine(moment.date(), time(23, 59, 59))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _recorded(path: Path | None) -> tuple[Mapping[str, Mapping[str, str]], str]:
    """What `aquanaut assign` wrote down: opaque ids as {question: {opaque: real}}, and the version; or `Refused`."""
    if path is None:
        return {}, ""
    try:
        data = json.loads(path.read_bytes())
        ids = {str(q): {str(k): str(v) for k, v in names.items()} for q, names in data["ids"].items()}
        return ids, str(data.get("version", ""))
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise Refused(say("grading.no_assignment", path=path)) from None
