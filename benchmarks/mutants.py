"""Small breakages in the rules that decide a student's points: does a test notice each?

    python benchmarks/mutants.py                      every part, a sample of each, nearest tests
    python benchmarks/mutants.py scoring log          these parts alone
    python benchmarks/mutants.py --each 40 --seed 3   more of each, drawn otherwise
    python benchmarks/mutants.py --list               what would be broken

A mutant changes one thing in one file: a comparison, `and` for `or`, a number by one, a condition turned round, a sum
for a difference, a call whose result nobody uses left out. What is changed is a copy of the package.
A mutant that no test of its part notices is run against the wider tests of the part; what survives those is listed.
Equivalent mutants (no input can tell them apart) are named in `KNOWN` with the reason, and are not drawn.

Measured on 29 November 2026 with `--each 15 --seed 1`: anchors 15 of 15. The other parts have not been measured since
their files were moved.

The idea: DeMillo, Lipton & Sayward 1978, Hints on test data selection. The operators are those that Offutt et al. 1996,
An experimental determination of sufficient mutant operators, found enough, as far as Python has them.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import copy
import json
import os
import py_compile
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "aquanaut"
LIMIT = 150
"""Seconds for one mutant: a loop without end is noticed, too."""


@dataclass(frozen=True)
class Part:
    """Files of one part of the rules, the tests nearest to them, and the wider ones."""

    files: tuple[str, ...]
    near: tuple[str, ...]
    wide: tuple[str, ...] = ()


PARTS: dict[str, Part] = {
    "scoring": Part(
        ("questions/scoring.py", "questions/said.py", "questions/controls/places.py", "questions/controls/choice.py"),
        ("tests/questions/test_rules.py", "tests/questions/test_rules_options.py",
         "tests/questions/kinds/test_vectors.py", "tests/questions/test_scoring.py"),
        ("tests/questions/test_respond.py",),
    ),
    "marks": Part(
        ("questions/kinds/mark_text", "questions/kinds/link_marks", "questions/controls/passage.py",
         "marks/agreement.py"),
        ("tests/questions/test_rules.py", "tests/questions/kinds", "tests/marks/test_agreement.py"),
        ("tests/questions/test_respond.py",),
    ),
    "grading": Part(
        ("classroom/scorer.py", "classroom/results.py", "classroom/collect/students.py"),
        ("tests/classroom/grading", "tests/classroom/collect"),
        ("tests/classroom/gradebook",),
    ),
    "collecting": Part(
        ("classroom/collect/folder.py", "classroom/collect/zips.py", "classroom/collect/parts.py",
         "classroom/collect/log.py", "classroom/collect/notebook.py", "classroom/collect/submission.py"),
        ("tests/classroom/collect",),
        ("tests/classroom/grading",),
    ),
    "gradebook": Part(
        ("classroom/gradebook/book.py", "classroom/gradebook/take.py"),
        ("tests/classroom/gradebook",),
        ("tests/classroom/grading", "tests/classroom/review"),
    ),
    "log": Part(
        ("records/log.py", "records/state.py", "records/session.py"),
        ("tests/records/test_log.py", "tests/records/test_log_shared.py", "tests/records/test_standing_twin.py",
         "tests/records/test_state.py", "tests/records/test_session.py"),
        ("tests/records/test_report.py", "tests/records/test_partner.py"),
    ),
    "anchors": Part(
        ("text/anchors.py",),
        ("tests/text/test_anchors.py",),
        ("tests/marks/test_reference.py", "tests/text/test_quotations.py"),
    ),
    "leak gate": Part(
        ("questions/exercise.py", "classroom/opaque.py", "classroom/assign/files.py"),
        ("tests/questions/test_exercise.py", "tests/classroom/assign"),
        ("tests/classroom/grading/test_grade.py",),
    ),
}  # fmt: skip

KNOWN: dict[str, str] = {}
"""Mutants that no input can tell from the original, as `--list` writes them, with the reason."""

APART = ("_simulate", "_met", "_token", "_poisson", "pick", "tick")
"""Functions in these files that decide nobody's points: how pupils answer who are only a model."""

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Add,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: the file, the number of the place in it, what it does, and the changed source."""

    file: str
    line: int
    change: str
    source: str

    @property
    def name(self) -> str:
        """As it is listed."""
        return f"{self.file}:{self.line}: {self.change}"


def mutants_of(path: Path) -> Iterator[Mutant]:
    """All mutants of a file."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name in APART]
    apart = {id(node) for function in functions for node in ast.walk(function)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in apart:
            continue
        for change, broken in _broken(node):
            other = copy.deepcopy(tree)
            place = next(one for at, one in enumerate(ast.walk(other)) if at == number)
            _replace(other, place, broken)
            ast.fix_missing_locations(other)
            line = getattr(node, "lineno", 0)
            yield Mutant(path.relative_to(PACKAGE).as_posix(), line, change, ast.unparse(other))


def _broken(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """(what changed, the changed node) for each way to break one node."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARISONS:
        other = COMPARISONS[type(node.ops[0])]()
        yield _told(node, ast.Compare(node.left, [other], node.comparators))
    elif isinstance(node, ast.BoolOp):
        yield _told(node, ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values))
        for at in range(len(node.values)):
            rest = node.values[:at] + node.values[at + 1 :]
            yield _told(node, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _told(node, node.operand)
    elif (
        isinstance(node, ast.BinOp)
        and type(node.op) in SUMS
        and not isinstance(node.left, ast.Constant | ast.JoinedStr)
    ):
        yield _told(node, ast.BinOp(node.left, SUMS[type(node.op)](), node.right))
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield _told(node, ast.Constant(node.value + 1))
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield _told(node, ast.Constant(not node.value))
    elif isinstance(node, ast.IfExp):
        yield _told(node, ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield _told(node, ast.Pass())


def _told(node: ast.AST, broken: ast.AST) -> tuple[str, ast.AST]:
    return f"{_short(node)} → {_short(broken)}", broken


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _replace(tree: ast.AST, place: ast.AST, broken: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is place:
                setattr(parent, field, broken)
                return
            if isinstance(value, list):
                for at, item in enumerate(value):
                    if item is place:
                        value[at] = broken
                        return


def drawn(part: Part, each: int, seed: int) -> list[Mutant]:
    """A sample of a part's mutants, the same for the same seed; those that are known to be equivalent are left out."""
    files = [path for name in part.files for path in _files(PACKAGE / name)]
    found = [mutant for path in files for mutant in mutants_of(path) if mutant.name not in KNOWN]
    return random.Random(seed).sample(found, min(each, len(found)))


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []


SERVER = """
import json, os, signal, sys, time
import hypothesis.strategies, pytest  # seconds of importing that no mutant changes

def ended(child, limit):
    until = time.monotonic() + limit
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1

for line in sys.stdin:
    limit, arguments = json.loads(line)
    child = os.fork()
    if not child:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        os._exit(int(pytest.main(arguments)))
    print(ended(child, limit), flush=True)
"""
"""A process that forks for each run of tests (Linux, macOS). It knows nothing of the package before it forks."""


class Bench:
    """A copy of the package, in which one mutant at a time lives, for each worker."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "src"
        shutil.copytree(ROOT / "src", self.source, ignore=shutil.ignore_patterns("__pycache__"))
        # Told by its contents and not by its time: a mutant lives less than a second, and is as long as the original.
        compileall.compile_dir(self.source, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
        own = {"PYTHONPATH": str(self.source), "PYTHONDONTWRITEBYTECODE": "1", "AQUANAUT_CONTENT": str(ROOT)}
        self.server = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            cwd=ROOT, env=os.environ | own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def close(self) -> None:
        """End the process that runs the tests."""
        self.server.communicate("")

    def notices(self, mutant: Mutant, tests: tuple[str, ...]) -> bool:
        """Whether a test fails. The copy is whole again afterwards."""
        path = self.source / "aquanaut" / mutant.file
        whole = path.read_text(encoding="utf-8")
        path.write_text(mutant.source, encoding="utf-8")
        try:
            return self.fails(tests)
        finally:
            path.write_text(whole, encoding="utf-8")

    def fails(self, tests: tuple[str, ...]) -> bool:
        """Whether a test fails on the copy as it stands. No tests fail never."""
        there = [test for test in tests if (ROOT / test).exists()]
        if not there:
            return False
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        line = json.dumps([LIMIT, ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *there]])
        self.server.stdin.write(line + "\n")
        self.server.stdin.flush()
        return int(self.server.stdout.readline()) != 0


def run(name: str, part: Part, mutants: list[Mutant], workers: int) -> list[Mutant]:
    """The mutants of a part that no test noticed."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        benches = [Bench(Path(folder) / str(n)) for n in range(workers)]
        if benches[0].fails(part.near):
            raise SystemExit(f"{name}: the tests fail before anything is broken")
        free = benches.copy()

        def lives(mutant: Mutant) -> bool:
            bench = free.pop()
            try:
                return not bench.notices(mutant, part.near) and not bench.notices(mutant, part.wide)
            finally:
                free.append(bench)

        alive = list(pool.map(lives, mutants))
        for bench in benches:
            bench.close()
    return [mutant for mutant, lived in zip(mutants, alive, strict=True) if lived]


def main() -> int:
    """Break, test, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of: {', '.join(PARTS)}")
    parser.add_argument("--each", type=int, default=20, help="mutants of each part (20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--list", action="store_true", help="list them and stop")
    given = parser.parse_args()
    chosen = given.parts or list(PARTS)
    total = killed = 0
    for name in chosen:
        mutants = drawn(PARTS[name], given.each, given.seed)
        if given.list:
            print(*(f"{name}: {mutant.name}" for mutant in mutants), sep="\n")
            continue
        began = time.monotonic()
        alive = run(name, PARTS[name], mutants, given.workers)
        total, killed = total + len(mutants), killed + len(mutants) - len(alive)
        print(
            f"{name}: {len(mutants) - len(alive)} of {len(mutants)} noticed, {time.monotonic() - began:.0f} s",
            flush=True,
        )
        for mutant in alive:
            print(f"  lives: {mutant.name}", flush=True)
    if total:
        print(f"all: {killed} of {total} noticed, {killed / total:.1%}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
