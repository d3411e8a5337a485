"""`aquanaut halves`: which half of a class begins the check with form A, and which with form B."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.sheets.roster import Entry

EXAMPLE = "aquanaut halves roster.csv --seed 7 --out halves"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("roster", help=say("commands.halves.roster"))
    parser.add_argument("--seed", default="1", help=say("commands.halves.seed"))
    parser.add_argument("--out", metavar="DIR", required=True, help=say("commands.halves.out"))


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
        print(say("commands.halves.there", path=Path(given.out) / taken[0]), file=sys.stderr)
        return 1
    for path in write(files, Path(given.out)):
        count = len(path.read_text(encoding="utf-8").splitlines()) - 1
        print(say("commands.halves.students", n=count, count=f"{count:3}", path=path))
    line = f"aquanaut assign form_a --students {Path(given.out) / 'form_a_first.csv'} --out before_a"
    print(say("commands.halves.next", line=line))
    return 0


def _csv(students: Sequence[Entry]) -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(["code", "name", "group"])
    writer.writerows([one.code, one.name, one.group] for one in students)
    return held.getvalue()
