"""Grading simulated classes: seconds and memory of the whole command, and the cost of each submission.

    python benchmarks/grading.py [100 1000 10000]

Each size runs in a process of its own, `aquanaut grade` with its report, on submissions that lie on the disk. Memory is
that of the process at its highest. The marginal cost is the slope between two sizes.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXERCISE = "03_words_that_judge"
SIZES = (100, 1_000, 10_000)
COMMAND = [sys.executable, "-m", "aquanaut.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def measured(words: list[str]) -> tuple[float, float, float]:
    """Run a command: (wall seconds, processor seconds, megabytes at its highest)."""
    started = time.perf_counter()
    process = subprocess.Popen([*COMMAND, *words], env=ENVIRONMENT, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise SystemExit(f"{' '.join(words)} failed")
    memory = usage.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    return wall, usage.ru_utime + usage.ru_stime, memory


def graded(folder: Path, students: int) -> tuple[float, float, float]:
    """Make a class of this size and grade it."""
    made, out = folder / f"class{students}", folder / f"out{students}"
    measured(["demo-class", EXERCISE, "--students", str(students), "--out", str(made)])
    found = measured(["grade", EXERCISE, str(made), "--out", str(out), "--roster", str(made / "roster.csv")])
    report = (out / "report.html").stat().st_size / 1e6
    print(f"{students:9,}{found[0]:10.2f}{found[1]:10.2f}{found[2]:10.0f}{report:12.2f}", flush=True)
    return found


def said(what: str, value: float, target: float, unit: str) -> None:
    """A line with the target beside the figure."""
    print(f"{what:44}{value:10.2f} {unit:4} ≤ {target:g}   {'met' if value <= target else 'MISSED'}")


def main() -> int:
    """Print the table and the targets."""
    sizes = [int(one) for one in sys.argv[1:]] or list(SIZES)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, Python {sys.version.split()[0]}")
    print(f"{'students':>9}{'wall s':>10}{'cpu s':>10}{'MB':>10}{'report MB':>12}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        graded(folder / "warm", 2)
        found = {students: graded(folder, students) for students in (30, *sizes)}
    print()
    said("30 submissions, whole command, wall", found[30][0], 2.5, "s")
    pairs = list(pairwise(sizes))
    for few, many in pairs:
        for clock, name in ((0, "wall"), (1, "cpu")):
            cost = 1000 * (found[many][clock] - found[few][clock]) / (many - few)
            said(f"each submission from {few:,} to {many:,}, {name}", cost, 2, "ms")
    last = sizes[-1]
    said(f"{last:,} submissions with report, wall", found[last][0], 60, "s")
    said(f"{last:,} submissions with report, memory", found[last][2], 600, "MB")
    return 0


if __name__ == "__main__":
    assert resource  # not on Windows, where os.wait4 is missing too
    sys.exit(main())
