"""`aquanaut assign`: a bundle of an exercise for each student, or one for the class."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from aquanaut.content import content_root

ABOUT = "Hand out an exercise: a zip for each student, with a page, a notebook and a note; the key stays with you."
EXAMPLE = "aquanaut assign 3 --students roster.csv --due 2026-12-01 --out handed-out"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("exercise", help="the exercise's number or name, such as 3 or 03_words_that_judge")
    parser.add_argument("--out", metavar="DIR", required=True, help="a new or empty folder for the bundles")
    parser.add_argument("--article", metavar="SLUG", default="", help="the article, for an exercise that fits any")
    parser.add_argument(
        "--mode", choices=("graded", "practice"), default="graded",
        help="graded (default): no answer is in what students get; practice: feedback at once, so the key is inside",
    )  # fmt: skip
    parser.add_argument("--students", metavar="ROSTER", help="CSV with the columns code,name,group; without it one zip")
    parser.add_argument("--due", metavar="DATE", default="", help="the day it is due, such as 2026-12-01")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the order of options; the same, the same")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(given: argparse.Namespace) -> int:
    """Write the bundles, and say what to hand out and what to beware of."""
    from aquanaut.classroom.assign.bundle import MANIFEST, Wish, due_in_words, plan, warnings, write_assignment
    from aquanaut.sheets.roster import read_roster

    codes = tuple(entry.code for entry in read_roster(Path(given.students))) if given.students else ()
    due = due_in_words(given.due) if given.due else ""
    wish = Wish(given.exercise, given.mode, given.article, codes, due, given.seed)
    made = plan(wish, content_root(given.content))
    out = Path(given.out)
    done = 0
    many = len(made.students()) >= 100 and sys.stderr.isatty()
    for done, _ in enumerate(write_assignment(made, out), start=1):
        if many:
            print(f"\r{done:,} of {len(made.students()):,}", end="", file=sys.stderr)
    if many:
        print(file=sys.stderr)
    if due and due[:10] < date.today().isoformat():
        print(f"Note: {due} is past.", file=sys.stderr)
    for line in warnings(made):
        print(f"Note: {line}", file=sys.stderr)
    if given.json:
        told = {"folder": given.out, "assignment": made.id, "exercise": made.stem, "mode": given.mode, "bundles": done}
        print(json.dumps(told, ensure_ascii=False))
    else:
        what = "one zip for the whole class" if not codes else f"{done:,} zips, one for each student"
        print(f"{made.bank.title}: {what}, in {given.out}. Keep {MANIFEST} for yourself.")
    return 0
