"""`aquanaut gradebook`: scores for a learning platform, or as tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.content import content_root

if TYPE_CHECKING:
    from aquanaut.classroom.gradebook.book import Gradebook
    from aquanaut.classroom.results import ClassResults
    from aquanaut.sheets.class_list import RosterStudent

ABOUT = "Write an exercise's scores as a column for Canvas, Moodle or Google Classroom, or as plain tables."
EXAMPLE = "aquanaut gradebook 03 --db results/gradebook.sqlite --to canvas --into canvas-export.csv --out scores.csv"

FORMS = ("canvas", "moodle", "classroom", "wide", "long")
TABLES = {"wide": "scores.csv", "long": "scores_long.csv"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "exercise", metavar="EXERCISE", help="the exercise's number or stem, such as 03_words_that_judge"
    )
    parser.add_argument("--db", metavar="URL", required=True, help="the gradebook that `aquanaut grade` filled")
    parser.add_argument(
        "--to", choices=FORMS, required=True, help="whose columns (wide: a line a student; long: an answer)"
    )
    parser.add_argument("--into", metavar="THEIR.csv", help="the platform's own exported file, to find its rows by")
    parser.add_argument("--out", metavar="FILE", required=True, help="the CSV file to write")


def run(given: argparse.Namespace) -> int:
    """Write the file, and say who is not in it."""
    from aquanaut.classroom.gradebook.book import Gradebook
    from aquanaut.classroom.gradebook.engine import GradebookError
    from aquanaut.questions.exercise import find_exercise

    out = Path(given.out)
    if given.into and given.to in TABLES:
        print(f"--into goes with canvas, moodle and classroom, not with {given.to}", file=sys.stderr)
        return 2
    if given.into and _same(out, Path(given.into)):
        print(f"{out}: the file to write is the platform's own file. Choose another name with --out", file=sys.stderr)
        return 2
    root = content_root(given.content)
    stem = find_exercise(given.exercise, root).name
    if "://" not in given.db and not Path(given.db).exists():
        print(f"{given.db}: found no gradebook; expected one that `aquanaut grade` made. Check --db", file=sys.stderr)
        return 1
    try:
        book = Gradebook(given.db, root)
        try:
            return _write(book, stem, given.to, Path(given.into) if given.into else None, out)
        finally:
            book.close()
    except GradebookError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{out}: {error.strerror or error}. Choose another file with --out, or free some space", file=sys.stderr)
        return 1


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _write(book: Gradebook, stem: str, form: str, into: Path | None, out: Path) -> int:
    from aquanaut.classroom.lms import canvas, classroom, moodle
    from aquanaut.classroom.lms.columns import standings

    if stem not in book.exercises():
        names = ", ".join(book.exercises()) or "none yet"
        print(f"found no scores of {stem}; the gradebook has: {names}. Run `aquanaut grade` first", file=sys.stderr)
        return 1
    results = book.results(stem)
    out.parent.mkdir(parents=True, exist_ok=True)
    if form in TABLES:
        _table(results, TABLES[form], out)
        print(f"{out}: {len(results.students):,} students")
        return 0
    makers = {"canvas": canvas.sheet, "moodle": moodle.sheet, "classroom": classroom.sheet}
    sheet = makers[form](results, standings(results, _roster(book)), into)
    draft = out.with_name(f"{out.name}.tmp")
    draft.write_text(sheet.text(), encoding="utf-8", newline="")
    draft.replace(out)
    print(f"{out}: {len(sheet.rows) - 1:,} lines under the headings")
    for line in sheet.said:
        print(f"  {line}")
    return 0


def _table(results: ClassResults, name: str, out: Path) -> None:
    """The same tables that grading writes, by the same code."""
    from tempfile import TemporaryDirectory

    from aquanaut.classroom.grading.files import write_files

    with TemporaryDirectory(dir=out.parent) as scratch:
        write_files(results, (), Path(scratch))
        (Path(scratch) / name).replace(out)


def _roster(book: Gradebook) -> list[RosterStudent]:
    """Everyone whose name or numbers the gradebook knows."""
    import json

    from sqlalchemy import select

    from aquanaut.classroom.gradebook import tables as t
    from aquanaut.classroom.gradebook.engine import reading
    from aquanaut.sheets.class_list import RosterStudent

    rows = reading(book.engine, lambda c: c.execute(select(t.roster)).all())
    return [RosterStudent(one.student, one.name, one.email, json.loads(one.ids or "{}")) for one in rows]
