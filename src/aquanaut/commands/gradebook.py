"""`aquanaut gradebook`: scores for a learning platform, or as tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.classroom.lms.base import platforms
from aquanaut.content import content_root
from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.classroom.gradebook.book import Gradebook

EXAMPLE = "aquanaut gradebook 03 --db results/gradebook.sqlite --to canvas --into canvas-export.csv --out scores.csv"
NEEDS_KEYS = True

PLAIN = ("wide", "long")
"""Tables for nobody's platform."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("exercise", metavar="EXERCISE", help=say("commands.gradebook.exercise"))
    parser.add_argument("--db", metavar="URL", required=True, help=say("commands.gradebook.db"))
    forms = [*(platform.form for platform in platforms()), *PLAIN]
    parser.add_argument("--to", choices=forms, required=True, help=say("commands.gradebook.to"))
    parser.add_argument("--into", metavar="THEIR.csv", help=say("commands.gradebook.into"))
    parser.add_argument("--out", metavar="FILE", required=True, help=say("commands.gradebook.out"))


def run(given: argparse.Namespace) -> int:
    """Write the file, and say who is not in it."""
    from aquanaut.classroom.gradebook.book import Gradebook
    from aquanaut.classroom.gradebook.engine import GradebookError
    from aquanaut.questions.exercise import find_exercise

    out = Path(given.out)
    if given.into and given.to in PLAIN:
        forms = ", ".join(platform.form for platform in platforms())
        print(say("commands.gradebook.into_what", forms=forms, form=given.to), file=sys.stderr)
        return 2
    if given.into and _same(out, Path(given.into)):
        print(say("commands.gradebook.own_file", out=out), file=sys.stderr)
        return 2
    root = content_root(given.content)
    stem = find_exercise(given.exercise, root).name
    if "://" not in given.db and not Path(given.db).exists():
        print(say("commands.gradebook.no_gradebook", db=given.db), file=sys.stderr)
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
        print(say("commands.failed_file", place=out, reason=error.strerror or error), file=sys.stderr)
        return 1


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _write(book: Gradebook, stem: str, form: str, into: Path | None, out: Path) -> int:
    from aquanaut.classroom.grading.files import TABLES, write_table
    from aquanaut.classroom.lms.columns import scores

    if stem not in book.exercises():
        names = ", ".join(book.exercises()) or say("commands.gradebook.none_yet")
        print(say("commands.gradebook.no_scores", exercise=stem, names=names), file=sys.stderr)
        return 1
    results = book.results(stem)
    out.parent.mkdir(parents=True, exist_ok=True)
    if form in TABLES:
        write_table(results, form, out)
        print(say("commands.gradebook.students", n=len(results.students), count=f"{len(results.students):,}", out=out))
        return 0
    platform = next(platform for platform in platforms() if platform.form == form)
    sheet = platform.sheet(results, scores(results, book.roster()), into)
    draft = out.with_name(f"{out.name}.tmp")
    draft.write_text(sheet.text(), encoding="utf-8", newline="")
    draft.replace(out)
    lines = len(sheet.rows) - 1
    print(say("commands.gradebook.lines", n=lines, count=f"{lines:,}", out=out))
    for line in sheet.said:
        print(f"  {line}")
    return 0
