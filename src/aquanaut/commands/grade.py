"""`aquanaut grade`: score what a class handed in."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.content import content_root
from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.classroom.gradebook.take import Moved
    from aquanaut.classroom.grading.run import Grading
    from aquanaut.classroom.results import ClassResults

EXAMPLE = "aquanaut grade 03_words_that_judge submissions.zip --out results --roster roster.csv --due 2026-11-20"
NEEDS_KEYS = True

LEAST = 10
"""A mean of fewer students is not told (as in the report)."""

SHOWN = 12
"""Problems and moved scores that are printed; all of them stand in the files."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("exercise", metavar="EXERCISE", help=say("commands.grade.exercise"))
    parser.add_argument("submissions", metavar="SUBMISSIONS", help=say("commands.grade.submissions"))
    parser.add_argument("--out", metavar="DIR", required=True, help=say("commands.grade.out"))
    parser.add_argument(
        "--db",
        metavar="URL",
        default="",
        help=say("commands.grade.db"),
    )
    parser.add_argument("--roster", metavar="CSV", help=say("commands.grade.roster"))
    parser.add_argument("--due", metavar="DATE", default="", help=say("commands.grade.due"))
    parser.add_argument("--assignment", metavar="JSON", help=say("commands.grade.assignment"))
    parser.add_argument("--by", metavar="NAME", default="", help=say("commands.grade.by"))
    parser.add_argument("--json", action="store_true", help=say("commands.grade.json"))


def run(given: argparse.Namespace) -> int:
    """Grade, and say in a few lines what came out. 1 when nothing could be read."""
    from aquanaut.classroom.collect.zips import Refused
    from aquanaut.classroom.gradebook.engine import GradebookError
    from aquanaut.classroom.grading.run import grade_class

    try:
        with _bar(given.json) as told:
            done = grade_class(
                given.exercise, Path(given.submissions), Path(given.out), db=given.db,
                roster=Path(given.roster) if given.roster else None, due=given.due, by=given.by or _login(),
                assignment=Path(given.assignment) if given.assignment else None, root=content_root(given.content),
                told=told,
            )  # fmt: skip
    except (Refused, GradebookError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        place = error.filename or given.out
        print(say("commands.failed", place=place, reason=error.strerror or error), file=sys.stderr)
        return 1
    print(json.dumps(_as_json(done), ensure_ascii=False)) if given.json else _tell(done)
    return 0 if done.results.students else 1


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return say("commands.grade.teacher")


@contextlib.contextmanager
def _bar(quiet: bool) -> Iterator[Callable[[str, int], None]]:
    """A progress bar where a person looks on; nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield lambda _what, _n: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {
            "read": bar.add_task(say("commands.grade.reading"), total=None),
            "graded": bar.add_task(say("commands.grade.grading"), total=None),
        }
        tasks["report"] = bar.add_task(say("commands.grade.report"), total=None)

        def told(what: str, n: int) -> None:
            if what == "attempts":
                bar.update(tasks["graded"], total=n)
            else:
                bar.update(tasks[what], advance=n)

        yield told


def _as_json(done: Grading) -> dict[str, object]:
    results = done.results
    return {
        "exercise": results.bank.lesson.removeprefix("exercise_"),
        "students": len(results.students),
        "missing": list(results.missing),
        "pending": sum(one.pending for one in results.students),
        "accounted": done.accounted,
        "due": done.due,
        "own_clock": done.own_clock,
        "late_moved": list(done.late_moved),
        "late": [one.student for one in results.students if one.late],
        "problems": [{"file": file, "reason": reason} for file, reason in results.problems],
        "moved": [vars(one) for one in done.moved],
        "read": done.read,
        "new": done.new,
        "key_version": done.key_version,
        "files": [str(path) for path in done.files],
        "db": done.db,
    }


def _tell(done: Grading) -> None:
    results = done.results
    files = say("commands.grade.files", n=done.read, read=f"{done.read:,}")
    values = {"students": f"{len(results.students):,}", "files": files, "new": f"{done.new:,}"}
    print(say("commands.grade.done", n=len(results.students), title=results.bank.title, **values))
    _tell_whole(done)
    pending = sum(one.pending for one in results.students)
    late, flagged = (sum(map(bool, (getattr(one, name) for one in results.students))) for name in ("late", "flags"))
    names = ", ".join(results.missing[:SHOWN])
    for count, key in (
        (pending, "commands.grade.pending"),
        (late, "commands.grade.late"),
        (flagged, "commands.grade.flagged"),
        (len(results.missing), "commands.grade.missing"),
    ):
        if count:
            print(f"{count:6,} {say(key, n=count, names=names)}")
    if len(results.students) >= LEAST:
        print(_mean(results))
    problems = [say("commands.grade.problem", file=file, reason=reason) for file, reason in results.problems]
    _list("commands.grade.problems", problems, "problems.csv")
    _list("commands.grade.moved", [_move(one) for one in done.moved], "moved.csv")
    print("\n".join(str(path) for path in done.files))


def _mean(results: ClassResults) -> str:
    """The mean of what is scored, and of how many points: an answer that nobody has read is in neither."""
    scored = [r for one in results.students for r in one.results.values() if r.status != "pending"]
    mean, possible = (sum(points) / len(results.students) for points in ([r.earned or 0 for r in scored],
                                                                         [r.possible for r in scored]))  # fmt: skip
    waits = any(one.pending for one in results.students)
    key = "commands.grade.mean.read" if waits else "commands.grade.mean"
    return say(key, mean=f"{mean:.1f}", possible=f"{possible:.1f}".removesuffix(".0"))


def _tell_whole(done: Grading) -> None:
    """What came of everybody, and what being late rests on."""
    print(f"{done.accounted}.")
    if done.own_clock:
        print(say("commands.grade.own_clock", n=done.own_clock))
    if done.due_before and done.due != done.due_before:
        print(say("commands.grade.due_moved", before=done.due_before, after=done.due))
    if done.late_moved:
        print(say("commands.grade.late_moved", n=len(done.late_moved), names=", ".join(done.late_moved[:SHOWN])))


def _move(moved: Moved) -> str:
    """A score that moved, in a line."""
    from aquanaut.sheets.cells import cell

    none = say("commands.grade.no_score")
    before, after = cell(moved.before) or none, cell(moved.after) or none
    values = {"student": moved.student, "question": moved.question, "why": moved.why}
    return say("commands.grade.move", before=before, after=after, **values)


def _list(key: str, lines: list[str], file: str) -> None:
    if lines:
        print(f"{len(lines):6,} {say(key, n=len(lines))}")
        print("\n".join(f"       {line}" for line in lines[:SHOWN]))
        if len(lines) > SHOWN:
            print("       " + say("commands.grade.more", count=f"{len(lines) - SHOWN:,}", file=file))
