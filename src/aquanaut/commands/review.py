"""`aquanaut review`: what waits for a person to read, and the page to read it on."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.content import content_root
from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.classroom.review.page import Review

EXAMPLE = "aquanaut review 03_words_that_judge --db results/gradebook.sqlite --by Ada --open"
NEEDS_KEYS = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("exercise", metavar="EXERCISE", help=say("commands.review.exercise"))
    parser.add_argument("--db", metavar="URL", required=True, help=say("commands.review.db"))
    parser.add_argument("--by", metavar="NAME", default="", help=say("commands.review.by"))
    parser.add_argument("--open", action="store_true", help=say("commands.review.open"))
    parser.add_argument("--json", action="store_true", help=say("commands.review.json"))


def run(given: argparse.Namespace) -> int:
    """Say what waits. 1 when the gradebook cannot be read or does not hold the exercise."""
    from aquanaut.classroom.gradebook.book import Gradebook, GradebookError
    from aquanaut.classroom.report.run import Missing, class_of
    from aquanaut.classroom.review.page import Review
    from aquanaut.classroom.review.widget import login

    root = content_root(given.content)
    by = given.by or login()
    try:
        class_of(given.exercise, given.db, root)
        book = Gradebook(given.db, root)
        try:
            found = Review(book, _stem(given.exercise, root), by)
            _tell(found, given)
        finally:
            book.close()
    except (Missing, GradebookError) as error:
        print(error, file=sys.stderr)
        return 1
    return _open(given, by, root) if given.open else 0


def _stem(exercise: str, root: Path) -> str:
    from aquanaut.questions.exercise import find_exercise

    return find_exercise(exercise, root).name


def _tell(found: Review, given: argparse.Namespace) -> None:
    counts = found.counts()
    waiting = [one for one in found.standings.values() if one.points is None]
    asked = {q.id: sum(one.question == q.id for one in waiting) for q in found.bank.questions}
    asked = {name: n for name, n in asked.items() if n}
    if given.json:
        print(json.dumps({"exercise": found.stem, "by": found.by, **counts, "questions": asked}, ensure_ascii=False))
        return
    print(say("commands.review.heading", title=found.bank.title, by=found.by))
    for mode in ("score", "second", "compare", "disputes"):
        print(f"{counts[mode]:6,} {say(f'commands.review.{mode}', n=counts[mode])}")
    for name, n in asked.items():
        print(f"       {n:,} × {name}")
    if not given.open:
        print(say("commands.review.how"))
        print(f"  {line(found.stem, given.db, found.by)}")


def line(stem: str, db: str, by: str) -> str:
    """The one line that shows the page in a notebook."""
    return f"review({json.dumps(stem)}, {json.dumps(db, ensure_ascii=False)}, {json.dumps(by, ensure_ascii=False)})"


def _open(given: argparse.Namespace, by: str, root: Path) -> int:
    """Write the notebook, unless one of that name is there, and open JupyterLab on it. Returns Jupyter's exit code."""
    import subprocess

    from aquanaut.learn import FIRST, environment, lab_command

    stem = _stem(given.exercise, root)
    file = Path(f"review-{stem}.ipynb")
    code = f"from aquanaut import review\n{line(stem, _findable(given.db), by)}"
    try:
        if file.exists():
            print(say("commands.review.stays", file=file))
            print(f"  {line(stem, _findable(given.db), by)}")
        else:
            file.write_text(json.dumps(notebook(code), indent=1, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        print(say("commands.review.no_notebook", file=file, reason=error.strerror or error), file=sys.stderr)
        return 1
    command = [part.replace(FIRST, file.name) for part in lab_command(Path.cwd(), True)]
    return subprocess.run(command, env=environment(root), check=False).returncode


def _findable(db: str) -> str:
    """A gradebook's address as it is; a file with its whole path, since the notebook may be opened elsewhere."""
    return db if "://" in db else str(Path(db).resolve())


def notebook(code: str) -> dict[str, object]:
    """A notebook of one cell."""
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    cell: dict[str, object]
    cell = {"cell_type": "code", "id": "review", "metadata": {}, "execution_count": None, "outputs": [], "source": code}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": [cell], "metadata": about, "nbformat": 4, "nbformat_minor": 5}
