"""The same class graded by the real nbgrader and by us, in one run.

    AQUANAUT_HUB=VENV python benchmarks/nbgrader_side_by_side.py [--students 30] [--json]

VENV is an environment with requirements-hub.lock (deploy/README.md). The exercise is exported as an assignment;
every simulated student answers it by chance, through the session that a notebook writes to. `nbgrader autograde` and
`aquanaut grade` then read the same folder of submissions, and must come to the same points. What one more submission
costs is measured between a class of 1 and the whole class for nbgrader, and between the class and one of 1,000 for us.
Exit code 1 when a figure is missed or the points differ.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

from aquanaut.classroom.nbgrader.export import make
from aquanaut.classroom.opaque import names
from aquanaut.exports.model import write
from aquanaut.questions.exercise import load_exercise
from aquanaut.questions.model import question_types
from aquanaut.records.session import Session

ROOT = Path(__file__).resolve().parents[1]
STEM = "02_who_says_so"
WHOLE, RATIO, MARGINAL = 2.5, 12, 400
MANY = 1000
RUNS = 5

POINTS = """
import json, sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    found = {one.student.id: one.score for one in book.assignment_submissions(sys.argv[1])}
print("RESULT" + json.dumps(found))
"""


def main() -> int:
    """Grade, compare, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    programs = Path(os.environ.get("AQUANAUT_HUB", "")) / "bin"
    if not (programs / "nbgrader").exists():
        print("found no nbgrader; expected AQUANAUT_HUB=VENV. See deploy/README.md", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        found = measured(Path(scratch), programs, given.students)
    print(json.dumps(found) if given.json else table(found))
    return 0 if found["same_points"] and not found["missed"] else 1


def measured(folder: Path, programs: Path, students: int) -> dict[str, object]:
    """Every figure, in seconds."""
    course = folder / "course"
    write(make(STEM, ROOT), course)
    (course / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = 'bench'\nc.CourseDirectory.root = {str(course)!r}\n"
    )
    timed(course, programs / "nbgrader", "generate_assignment", STEM, "--create")
    hand_in(course, range(1))
    nbgrader = [programs / "nbgrader", "autograde", STEM, "--create"]
    one = timed(course, *nbgrader)
    hand_in(course, range(1, students))
    # Graded already and unchanged, the first is left alone: this is the time of the others and of starting.
    rest = timed(course, *nbgrader)
    theirs = points_of_theirs(course, programs)
    ours = [grade(course / "submitted", folder / f"out-{n}") for n in range(RUNS)]
    same = agree(theirs, folder / "out-0" / "scores.csv", students)
    hand_in(course, range(students, MANY))
    many = median(grade(course / "submitted", folder / f"many-{n}") for n in range(2))
    whole = median(ours)
    each_ours = max(0.0, (many - whole) / (MANY - students))
    # Of one run of n - 1 and one of 1: what starting costs is in both.
    each_theirs = max(0.0, (rest - one) / (students - 2)) if students > 2 else one
    theirs_whole = rest + each_theirs
    found: dict[str, object] = {
        "students": students,
        "nbgrader_autograde_s": round(theirs_whole, 2),
        "aquanaut_grade_s": round(whole, 3),
        "ratio": round(theirs_whole / whole, 1),
        "nbgrader_each_s": round(each_theirs, 3),
        "aquanaut_each_s": round(each_ours, 5),
        "ratio_each": round(each_theirs / each_ours) if each_ours else None,
        "same_points": same,
    }
    found["missed"] = [
        name
        for name, missed in (
            (f"whole command within {WHOLE} s", whole > WHOLE),
            (f"{RATIO} times faster", theirs_whole / whole < RATIO),
            (f"each {MARGINAL} times less", each_ours > 0 and each_theirs / each_ours < MARGINAL),
        )
        if missed
    ]
    return found


def hand_in(course: Path, numbers: range) -> None:
    """Submissions as nbgrader collects them: what was released, and the answers beside it."""
    bank = load_exercise(STEM, ROOT)
    for number in numbers:
        code, chance = f"s{number:04}", Random(number)
        folder = course / "submitted" / code / STEM
        shutil.copytree(course / "release" / STEM, folder)
        session = Session(folder / "answers")
        session.learner = code
        (folder / "answers" / "learner.json").write_text(json.dumps({"learner": code}))
        log = []
        for question in bank.questions:
            kind = question_types()[question.kind]
            right = chance.random() < 0.6
            answer = kind.right(question, bank.keys[question.id]) if right else kind.random(question, chance)
            log.append((question.id, opaque(answer, names(question))))
        for name, answer in log:
            session.record(bank.lesson, name, "check", answer=answer)


def opaque(value: object, ids: dict[str, str]) -> object:
    """An answer with the ids of a student's copy."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [opaque(one, ids) for one in value]
    return {ids.get(k, k): opaque(v, ids) for k, v in value.items()} if isinstance(value, dict) else value


def grade(submissions: Path, out: Path) -> float:
    """Our whole command, from its start to its end, with gradebook and report."""
    command = [sys.executable, "-m", "aquanaut.cli", "grade", STEM, submissions, "--out", out]
    return timed(ROOT, *command)


def timed(folder: Path, *command: object) -> float:
    """Wall time of a command; its output is shown where it fails."""
    begun = time.perf_counter()
    done = subprocess.run(
        [str(c) for c in command], cwd=folder, env=environment(command[0]), capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} gave {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}")
    return time.perf_counter() - begun


def environment(program: object) -> dict[str, str]:
    """This process's variables, with the programs beside `program` first: nbgrader calls its own by name."""
    path = f"{Path(str(program)).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "src"), "AQUANAUT_CONTENT": str(ROOT)}


def points_of_theirs(course: Path, programs: Path) -> dict[str, float]:
    """Each student's points in nbgrader's gradebook."""
    said = subprocess.run(
        [str(programs / "python"), "-c", POINTS, STEM], cwd=course, env=environment(programs / "python"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(said.stdout.split("RESULT")[1])
    return found


def agree(theirs: dict[str, float], scores: Path, students: int) -> bool:
    """Whether both gave everyone the same points."""
    with scores.open(encoding="utf-8-sig", newline="") as file:
        ours = {row["student"]: float(row["earned"]) for row in csv.DictReader(file)}
    return len(ours) == len(theirs) == students and all(abs(ours[s] - p) < 1e-3 for s, p in theirs.items())


def table(found: dict[str, object]) -> str:
    """The figures for people."""
    return "\n".join(f"{name:22} {value}" for name, value in found.items())


if __name__ == "__main__":
    sys.exit(main())
