"""`aquanaut report`: what a class understood, and feedback for each student, from the gradebook."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from aquanaut.content import content_root
from aquanaut.words import say

EXAMPLE = "aquanaut report 03_words_that_judge --db results/gradebook.sqlite --out results --feedback results"
NEEDS_KEYS = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("exercise", metavar="EXERCISE", help=say("commands.report.exercise"))
    parser.add_argument("--db", metavar="URL", required=True, help=say("commands.report.db"))
    parser.add_argument("--out", metavar="DIR", required=True, help=say("commands.report.out"))
    parser.add_argument("--before", metavar="EXERCISE", default="", help=say("commands.report.before"))
    parser.add_argument("--feedback", metavar="DIR", default="", help=say("commands.report.feedback"))
    parser.add_argument("--names", action="store_true", help=say("commands.report.names"))
    parser.add_argument("--no-pdf", action="store_true", help=say("commands.report.no_pdf"))
    parser.add_argument("--json", action="store_true", help=say("commands.report.json"))


def run(given: argparse.Namespace) -> int:
    """Write the files and name them. 1 when the gradebook cannot be read or does not hold the exercise."""
    from aquanaut.classroom.gradebook.engine import GradebookError
    from aquanaut.classroom.report.run import Missing, run_report

    try:
        done = run_report(
            given.exercise, given.db, Path(given.out), before=given.before,
            feedback=Path(given.feedback) if given.feedback else None, pdf=not given.no_pdf,
            root=content_root(given.content), names=given.names,
        )  # fmt: skip
    except (Missing, GradebookError) as error:
        print(error, file=sys.stderr)
        return 1
    if given.json:
        print(json.dumps({"students": done.students, "files": [str(f) for f in done.files]}, ensure_ascii=False))
    else:
        print(say("commands.report.students", n=done.students, count=f"{done.students:,}"))
        for path in done.files:
            print(say("commands.file_size", size=f"{path.stat().st_size:11,}", path=path))
    return 0
