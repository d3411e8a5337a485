"""`aquanaut review`: what waits for a person to read, and the page to read it on."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.content import content_root

if TYPE_CHECKING:
    from aquanaut.classroom.review.page import Review

ABOUT = "List the written answers and disputes that wait for you, and open the page to read them on."
EXAMPLE = "aquanaut review 03_words_that_judge --db results/gradebook.sqlite --by Ada --open"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("exercise", metavar="EXERCISE", help="the exercise's number or stem")
    parser.add_argument("--db", metavar="URL", required=True, help="the gradebook: its file, or a database URL")
    parser.add_argument("--by", metavar="NAME", default="", help="your name, as other graders see it; else your login")
    parser.add_argument("--open", action="store_true", help="write a notebook with the page here, and open JupyterLab")
    parser.add_argument("--json", action="store_true", help="print what waits as JSON")


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
    print(f"{found.bank.title}, as {found.by}:")
    for mode, text in (
        ("score", "written answers wait to be scored"),
        ("second", "could get a second reading from you"),
        ("compare", "were scored differently by two graders"),
        ("disputes", "disputes are open"),
    ):
        print(f"{counts[mode]:6,} {text}")
    for name, n in asked.items():
        print(f"       {n:,} × {name}")
    if not given.open:
        print("To read them: add --open, or write this into a cell of notebooks/for_teachers/03_written_answers.ipynb:")
        print(f"  {line(found.stem, given.db, found.by)}")


def line(stem: str, db: str, by: str) -> str:
    """The one line that shows the page in a notebook."""
    return f"review({json.dumps(stem)}, {json.dumps(db, ensure_ascii=False)}, {json.dumps(by, ensure_ascii=False)})"


def _open(given: argparse.Namespace, by: str, root: Path) -> int:
    """Write the notebook, unless one of that name is there, and open JupyterLab on it. Returns Jupyter's exit code."""
    import os
    import subprocess

    from aquanaut.content import CONTENT_VARIABLE
    from aquanaut.learn import FIRST, lab_command

    stem = _stem(given.exercise, root)
    file = Path(f"review-{stem}.ipynb")
    code = f"from aquanaut import review\n{line(stem, _findable(given.db), by)}"
    try:
        if file.exists():
            print(f"{file} is there already and stays as it is. If it names another gradebook, change its line:")
            print(f"  {line(stem, _findable(given.db), by)}")
        else:
            file.write_text(json.dumps(notebook(code), indent=1, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        print(f"{file}: {error.strerror or error}. Go to a folder of your own, then try again", file=sys.stderr)
        return 1
    command = [part.replace(FIRST, file.name) for part in lab_command(Path.cwd(), True)]
    return subprocess.run(command, env={**os.environ, CONTENT_VARIABLE: str(root)}, check=False).returncode


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
