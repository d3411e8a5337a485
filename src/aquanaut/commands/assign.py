"""`aquanaut assign`: a bundle of an exercise for each student, or one for the class."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from aquanaut.content import content_root
from aquanaut.words import say

EXAMPLE = "aquanaut assign 3 --students roster.csv --due 2026-12-01 --out handed-out"
NEEDS_KEYS = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("exercise", help=say("commands.assign.exercise"))
    parser.add_argument("--out", metavar="DIR", required=True, help=say("commands.assign.out"))
    parser.add_argument("--article", metavar="SLUG", default="", help=say("commands.assign.article"))
    parser.add_argument(
        "--mode", choices=("graded", "practice"), default="graded",
        help=say("commands.assign.mode"),
    )  # fmt: skip
    parser.add_argument("--students", metavar="ROSTER", help=say("commands.assign.students"))
    parser.add_argument("--due", metavar="DATE", default="", help=say("commands.assign.due"))
    parser.add_argument("--seed", type=int, default=0, metavar="N", help=say("commands.assign.seed"))
    parser.add_argument("--json", action="store_true", help=say("commands.assign.json"))


def run(given: argparse.Namespace) -> int:
    """Write the bundles, and say what to hand out and what to beware of."""
    from aquanaut.classroom.assign.bundle import MANIFEST, Wish, due_in_words, plan, warnings, write_assignment
    from aquanaut.classroom.lms.base import read_class
    from aquanaut.sheets.roster import Roster
    from aquanaut.sheets.told import told as understood

    roster = read_class(Path(given.students)) if given.students else Roster()
    for line in understood(roster):
        print(line, file=sys.stderr)
    codes = tuple(roster.by_code)
    due = due_in_words(given.due) if given.due else ""
    wish = Wish(given.exercise, given.mode, given.article, codes, due, given.seed)
    made = plan(wish, content_root(given.content))
    out = Path(given.out)
    done = 0
    many = len(made.students()) >= 100 and sys.stderr.isatty()
    for done, _ in enumerate(write_assignment(made, out), start=1):
        if many:
            shown = say("commands.assign.progress", done=f"{done:,}", all=f"{len(made.students()):,}")
            print(f"\r{shown}", end="", file=sys.stderr)
    if many:
        print(file=sys.stderr)
    if due and due[:10] < date.today().isoformat():
        print(say("commands.assign.past", due=due), file=sys.stderr)
    for line in warnings(made):
        print(say("commands.assign.note", text=line), file=sys.stderr)
    if given.json:
        told = {"folder": given.out, "assignment": made.id, "exercise": made.stem, "mode": given.mode, "bundles": done}
        print(json.dumps(told, ensure_ascii=False))
    else:
        key = "commands.assign.zips" if codes else "commands.assign.one_zip"
        print(say(key, n=done, count=f"{done:,}", title=made.bank.title, out=given.out, manifest=MANIFEST))
    return 0
