"""`aquanaut halves`: which half of a class begins the check with form A, and which with form B."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aquanaut.sheets.roster import Entry

ABOUT = "Draw two halves of a class for the check: one begins with form A, the other with form B."
EXAMPLE = "aquanaut halves roster.csv --seed 7 --out halves"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("roster", help="the class as a CSV file with the columns code, name, group")
    parser.add_argument("--seed", default="1", help="the same seed draws the same halves (default 1); write it down")
    parser.add_argument("--out", metavar="DIR", required=True, help="folder for the two rosters")


def run(given: argparse.Namespace) -> int:
    """Write a roster for each half, ready for `aquanaut assign form_a --students …`."""
    from aquanaut.exports.model import write
    from aquanaut.records.checkup import FORMS, halves
    from aquanaut.sheets.roster import read_roster

    students = read_roster(Path(given.roster))
    drawn = halves([one.code for one in students], given.seed)
    files = {f"{form}_first.csv": _csv([one for one in students if drawn[one.code] == form]) for form in FORMS}
    taken = [name for name in files if (Path(given.out) / name).exists()]
    if taken:
        print(f"{Path(given.out) / taken[0]} is there already. Choose another folder with --out.", file=sys.stderr)
        return 1
    for path in write(files, Path(given.out)):
        print(f"{len(path.read_text(encoding='utf-8').splitlines()) - 1:3} students  {path}")
    print(f"Next: aquanaut assign form_a --students {Path(given.out) / 'form_a_first.csv'} --out before_a")
    return 0


def _csv(students: Sequence[Entry]) -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(["code", "name", "group"])
    writer.writerows([one.code, one.name, one.group] for one in students)
    return held.getvalue()
