"""`aquanaut halves`: which half of a class begins the check with form A, and which with form B."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from aquanaut.words import say

EXAMPLE = "aquanaut halves roster.csv --seed 7 --out halves"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("roster", help=say("commands.halves.roster"))
    parser.add_argument("--seed", default="1", help=say("commands.halves.seed"))
    parser.add_argument("--out", metavar="DIR", required=True, help=say("commands.halves.out"))


def run(given: argparse.Namespace) -> int:
    """Write a roster for each half, ready for `aquanaut assign form_a --students …`."""
    from aquanaut.classroom.lms.base import read_class
    from aquanaut.exports.model import write
    from aquanaut.records.checkup import FORMS, halves
    from aquanaut.sheets.cells import csv_text

    students = read_class(Path(given.roster)).students
    drawn = halves([one.code for one in students], given.seed)
    files = {
        f"{form}_first.csv": csv_text(
            ("code", "name", "group"),
            [(one.code, one.name, one.group) for one in students if drawn[one.code] == form],
        )
        for form in FORMS
    }
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
