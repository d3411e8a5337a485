"""`aquanaut demo-class`: a simulated class, to try grading and reports before there is a real one.

The model of ability, bias and carelessness is stated in `aquanaut.classroom.simulated`. Every file says that
it is simulated. `truth.csv` holds each student's traits; `grade` does not read it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from aquanaut.content import content_root

ABOUT = "Make a simulated class's submissions, each labeled SIMULATED, to try grading and reports."
EXAMPLE = "aquanaut demo-class 03_words_that_judge --students 30 --out demo --seed 7"
MOST = 100_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "exercise", metavar="EXERCISE", help="the exercise's number or stem, such as 03_words_that_judge"
    )
    parser.add_argument("--students", metavar="N", type=int, required=True, help=f"how many, 1 to {MOST:,}")
    parser.add_argument("--out", metavar="DIR", required=True, help="folder for the submissions; new or empty")
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help="the same seed gives the same bytes (default 1)"
    )


def run(given: argparse.Namespace) -> int:
    """Write the files and say what to do with them."""
    if not 1 <= given.students <= MOST:
        print(f"--students {given.students}: expected 1 to {MOST:,}", file=sys.stderr)
        return 2
    from aquanaut.questions.exercise import load_exercise

    bank = load_exercise(given.exercise, content_root(given.content))
    out = Path(given.out)
    try:
        if out.exists() and any(out.iterdir()):
            print(
                f"{out} is not empty, and simulated work must not lie among real work. Name a new folder",
                file=sys.stderr,
            )
            return 2
        out.mkdir(parents=True, exist_ok=True)
        _write(bank, given.students, given.seed, out)
    except OSError as error:
        print(f"{out}: {error.strerror or error}. Choose another folder with --out", file=sys.stderr)
        return 1
    stem = bank.lesson.removeprefix("exercise_")
    print(f"{given.students:,} SIMULATED submissions in {out}, with truth.csv and roster.csv.")
    print(f"Next: aquanaut grade {stem} {out} --out results --roster {out / 'roster.csv'}")
    return 0


def _write(bank: object, students: int, seed: int, out: Path) -> None:
    from aquanaut.classroom.simulated import simulate
    from aquanaut.sheets.cells import write_csv

    truth, roster = [], []
    for number, one in enumerate(simulate(bank, students, seed), start=1):  # type: ignore[arg-type]
        (out / one.file).write_bytes(one.data)
        truth.append([one.code, one.ability, one.bias, one.carelessness, one.file])
        roster.append([one.code, f"Simulated student {number:05}"])
    write_csv(out / "truth.csv", ("student", "ability", "bias", "carelessness", "file"), truth)
    write_csv(out / "roster.csv", ("code", "name"), roster)
