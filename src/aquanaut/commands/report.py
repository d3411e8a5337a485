"""`aquanaut report`: what a class understood, and feedback for each student, from the gradebook."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from aquanaut.content import content_root

ABOUT = "Write the class report from the gradebook and, if you like, each student's feedback."
EXAMPLE = "aquanaut report 03_words_that_judge --db results/gradebook.sqlite --out results --feedback results"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("exercise", metavar="EXERCISE", help="the exercise's number or stem")
    parser.add_argument("--db", metavar="URL", required=True, help="the gradebook: its file, or a database URL")
    parser.add_argument("--out", metavar="DIR", required=True, help="folder for report.html; made where it is missing")
    parser.add_argument("--before", metavar="EXERCISE", default="", help="a parallel form done before, for the gain")
    parser.add_argument("--feedback", metavar="DIR", default="", help="write feedback.zip there: a page and a PDF each")
    parser.add_argument("--no-pdf", action="store_true", help="feedback as pages only, which is ten times as fast")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(given: argparse.Namespace) -> int:
    """Write the files and name them. 1 when the gradebook cannot be read or does not hold the exercise."""
    from aquanaut.classroom.gradebook.engine import GradebookError
    from aquanaut.classroom.report.run import Missing, run_report

    try:
        done = run_report(
            given.exercise, given.db, Path(given.out), before=given.before,
            feedback=Path(given.feedback) if given.feedback else None, pdf=not given.no_pdf,
            root=content_root(given.content),
        )  # fmt: skip
    except (Missing, GradebookError) as error:
        print(error, file=sys.stderr)
        return 1
    if given.json:
        print(json.dumps({"students": done.students, "files": [str(f) for f in done.files]}, ensure_ascii=False))
    else:
        print(f"{done.students:,} students.")
        print("\n".join(f"{path.stat().st_size:11,} bytes  {path}" for path in done.files))
    return 0
