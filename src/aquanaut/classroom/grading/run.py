"""Grading a class from end to end: read what was handed in, bring it into the gradebook, write the files."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from aquanaut.classroom.collect.students import hand_in
from aquanaut.classroom.collect.zips import Refused
from aquanaut.classroom.gradebook.book import Gradebook
from aquanaut.classroom.gradebook.take import Moved, finish, known_due, take
from aquanaut.classroom.grading.accounts import handed_in_table, in_a_sentence, write_handed_in
from aquanaut.classroom.grading.files import write_files
from aquanaut.classroom.grading.handed_out import found_beside, read_handed_out
from aquanaut.classroom.lms.base import read_class
from aquanaut.classroom.results import ClassResults, stem_of
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
    """What one run did. `results` is the whole class as the gradebook now has it.

    `accounted` says in a sentence what came of every student. `due` is the last moment (UTC), `due_before` that of the
    run before; `own_clock` counts the handings-in whose lateness rests on the student's own clock, and `late_moved`
    names those who are late, or no longer, by this run.
    """

    results: ClassResults
    moved: tuple[Moved, ...]
    files: tuple[Path, ...]
    read: int
    new: int
    key_version: int
    db: str
    accounted: str = ""
    due: str = ""
    due_before: str = ""
    own_clock: int = 0
    late_moved: tuple[str, ...] = ()


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
    stem = stem_of(bank.lesson)
    handed_out = read_handed_out(assignment) if assignment else found_beside(submissions, out, stem)
    grader = Grader(bank, handed_out.ids)
    known = read_class(roster) if roster else Roster()
    address = db or f"sqlite:///{(out / GRADEBOOK).resolve()}"
    there = bool(db) or (out / GRADEBOOK).exists()
    before = known_due(address, stem) if there else ""
    last = _due(due or handed_out.due) or before
    handed = hand_in(submissions, bank.lesson, known, last, version=handed_out.version,
                     tick=lambda: told("read", 1), tickets=handed_out.tickets)  # fmt: skip
    if not handed.files:
        raise Refused(say("grading.nothing", folder=submissions))
    _private_folder(out, [] if db else [out / GRADEBOOK])
    book = Gradebook(address, root)
    told("attempts", len(handed.attempts))
    try:
        taken = take(book, grader, handed.attempts, known, handed.problems, by, lambda n: told("graded", n), last)
        results = book.results(bank)
        table = handed_in_table(handed, results, dict(taken.set_aside))
        files = [*write_files(results, taken.ever, out), write_handed_in(table, out)]
        if report:
            told("report", 0)
            from aquanaut.classroom.report.whole import write_report

            files.append(write_report(results, out / "report.html"))
        finish(book, grader, taken, by)
    finally:
        book.close()
    for path in files:
        with contextlib.suppress(OSError):
            path.chmod(0o600)
    own_clock = sum(attempt.own_clock for attempt in handed.attempts) if last else 0
    return Grading(results, taken.moved, tuple(files), handed.files, taken.new, taken.version, address,
                   in_a_sentence(table), last, before, own_clock, taken.late)  # fmt: skip


def _private_folder(folder: Path, files: Sequence[Path]) -> None:
    """Make a folder, and in it empty files, that their owner alone can read. What is there already stays."""
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
    for path in files:
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


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
