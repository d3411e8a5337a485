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

if TYPE_CHECKING:
    from aquanaut.classroom.grading.run import Grading

ABOUT = "Score what a class handed in: notebooks and answer logs, in a folder or in the zip that your LMS made."
EXAMPLE = "aquanaut grade 03_words_that_judge submissions.zip --out results --roster roster.csv --due 2026-11-20"

SHOWN = 12
"""Problems and moved scores that are printed; all of them stand in the files."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "exercise", metavar="EXERCISE", help="the exercise's number or stem, such as 03_words_that_judge"
    )
    parser.add_argument("submissions", metavar="SUBMISSIONS", help="a folder, or the zip that your LMS made")
    parser.add_argument("--out", metavar="DIR", required=True, help="folder for the results; made where it is missing")
    parser.add_argument(
        "--db",
        metavar="URL",
        default="",
        help="the gradebook: a file, or an address such as postgresql+psycopg://host/db (default DIR/gradebook.sqlite)",
    )
    parser.add_argument(
        "--roster", metavar="CSV", help="who is in the class: `code` or `name`, and LMS ids if you have them"
    )
    parser.add_argument(
        "--due", metavar="DATE", default="", help="what comes later is late: 2026-11-20 or 2026-11-20T17:00"
    )
    parser.add_argument(
        "--assignment", metavar="JSON", help="the assignment.json of `aquanaut assign`, if wording changed since"
    )
    parser.add_argument("--by", metavar="NAME", default="", help="your name for the audit trail; without it your login")
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")


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
        print(
            f"{place}: {error.strerror or error}. Choose another folder with --out, or free some space", file=sys.stderr
        )
        return 1
    print(json.dumps(_as_json(done), ensure_ascii=False)) if given.json else _say(done)
    return 0 if done.results.students else 1


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "teacher"


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
        tasks = {"read": bar.add_task("Reading", total=None), "graded": bar.add_task("Grading", total=None)}
        tasks["report"] = bar.add_task("Report", total=None)

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
        "late": [one.student for one in results.students if one.late],
        "problems": [{"file": file, "reason": reason} for file, reason in results.problems],
        "moved": [vars(one) for one in done.moved],
        "read": done.read,
        "new": done.new,
        "key_version": done.key_version,
        "files": [str(path) for path in done.files],
        "db": done.db,
    }


def _say(done: Grading) -> None:
    from aquanaut.sheets.cells import cell

    results = done.results
    print(f"{results.bank.title}: {len(results.students):,} students, {done.read:,} files read, {done.new:,} new.")
    pending = sum(one.pending for one in results.students)
    late, flagged = (sum(map(bool, (getattr(one, name) for one in results.students))) for name in ("late", "flags"))
    for count, text in (
        (pending, "written answers wait to be read: aquanaut review"),
        (late, "late"),
        (flagged, "with something to look at: the column `flags` in scores.csv"),
        (len(results.missing), "on the roster handed nothing in: " + ", ".join(results.missing[:SHOWN])),
    ):
        if count:
            print(f"{count:6,} {text}")
    if results.students:
        mean = sum(one.earned for one in results.students) / len(results.students)
        print(f"Mean so far: {mean:.1f} of {results.possible:g} points.")
    _list("could not be read or placed", [f"{file}: {reason}" for file, reason in results.problems], "problems.csv")
    moved = [
        f"{m.student} {m.question}: {cell(m.before) or 'pending'} → {cell(m.after) or 'pending'} ({m.why})"
        for m in done.moved
    ]
    _list("scores moved", moved, "moved.csv")
    print("\n".join(str(path) for path in done.files))


def _list(what: str, lines: list[str], file: str) -> None:
    if lines:
        print(f"{len(lines):6,} {what}:")
        print("\n".join(f"       {line}" for line in lines[:SHOWN]))
        if len(lines) > SHOWN:
            print(f"       … and {len(lines) - SHOWN:,} more in {file}")
