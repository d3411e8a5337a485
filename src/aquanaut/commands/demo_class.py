"""`aquanaut demo-class`: a simulated class, to try grading and reports before there is a real one.

The model of ability, bias and carelessness is stated in `aquanaut.classroom.simulated`. Every file says that
it is simulated. `truth.csv` holds each student's traits; `grade` does not read it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from aquanaut.content import content_root
from aquanaut.words import say

EXAMPLE = "aquanaut demo-class 03_words_that_judge --students 30 --out demo --seed 7"
NEEDS_KEYS = True
MOST = 100_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("exercise", metavar="EXERCISE", help=say("commands.demo_class.exercise"))
    parser.add_argument(
        "--students", metavar="N", type=int, required=True, help=say("commands.demo_class.students", most=f"{MOST:,}")
    )
    parser.add_argument("--out", metavar="DIR", required=True, help=say("commands.demo_class.out"))
    parser.add_argument("--seed", metavar="N", type=int, default=1, help=say("commands.demo_class.seed"))


def run(given: argparse.Namespace) -> int:
    """Write the files and say what to do with them."""
    if not 1 <= given.students <= MOST:
        print(say("commands.demo_class.how_many", students=given.students, most=f"{MOST:,}"), file=sys.stderr)
        return 2
    from aquanaut.questions.exercise import load_exercise

    bank = load_exercise(given.exercise, content_root(given.content))
    out = Path(given.out)
    try:
        if out.exists() and any(out.iterdir()):
            print(say("commands.demo_class.not_empty", out=out), file=sys.stderr)
            return 2
        out.mkdir(parents=True, exist_ok=True)
        _write(bank, given.students, given.seed, out)
    except OSError as error:
        print(say("commands.demo_class.no_folder", out=out, reason=error.strerror or error), file=sys.stderr)
        return 1
    stem = bank.lesson.removeprefix("exercise_")
    print(say("commands.demo_class.done", n=given.students, count=f"{given.students:,}", out=out))
    line = f"aquanaut grade {stem} {out} --out results --roster {out / 'roster.csv'}"
    print(say("commands.demo_class.next", line=line))
    return 0


def _write(bank: object, students: int, seed: int, out: Path) -> None:
    from aquanaut.classroom.simulated import simulate
    from aquanaut.sheets.cells import write_csv

    truth, roster = [], []
    for number, one in enumerate(simulate(bank, students, seed), start=1):  # type: ignore[arg-type]
        (out / one.file).write_bytes(one.data)
        truth.append([one.code, one.ability, one.bias, one.carelessness, one.file])
        roster.append([one.code, say("commands.demo_class.student", number=f"{number:05}")])
    write_csv(out / "truth.csv", ("student", "ability", "bias", "carelessness", "file"), truth)
    write_csv(out / "roster.csv", ("code", "name"), roster)
