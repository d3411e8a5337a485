"""The house in figures: how large folders, files and functions are, and how often the code says `Any`.

    python benchmarks/house.py           the figures, with what is largest
    python benchmarks/house.py --rooms   `Any` and sentences by room

Functions are counted from `def` to their last line, decorators apart. JavaScript functions are counted by the linter
(`max-lines-per-function` in `eslint.config.js`).
"""

from __future__ import annotations

import ast
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "aquanaut"
SENTENCE = re.compile(r"[A-Za-z’']{2,}[ ,]+[a-z’']{2,} [a-z’']{2,} [a-z’']{2,}")
"""Four words in a row: what looks like a sentence."""


def modules() -> list[Path]:
    """All Python files of the package."""
    return sorted(SOURCE.rglob("*.py"))


def functions() -> Iterator[tuple[int, str]]:
    """(lines, where) of every function and method."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield lines, f"{path.relative_to(SOURCE).as_posix()}:{node.lineno} {node.name}"


def anys(path: Path) -> int:
    """How often a file says `Any` in its code, imports apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return sum(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(tree))


def sentences(path: Path) -> list[tuple[int, str]]:
    """(line, text) of what looks like a sentence in a file's code, docstrings apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [(one.lineno, one.value) for one in spoken if id(one) not in silent and SENTENCE.search(str(one.value))]


def room(path: Path) -> str:
    """The room of a file: its folder, or its own name where it stands alone."""
    inside = path.relative_to(SOURCE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.name


def main() -> int:
    """Print the figures."""
    folders = Counter(path.parent.relative_to(SOURCE).as_posix() for path in modules())
    sizes = sorted(((len(p.read_text(encoding="utf-8").splitlines()), p) for p in modules()), reverse=True)
    found = sorted(functions(), reverse=True)
    lengths = sorted(lines for lines, _ in found)
    print(f"Python files     {len(sizes):6,}   lines {sum(n for n, _ in sizes):,}")
    print(f"largest folder   {max(folders.values()):6,}   {max(folders, key=lambda one: folders[one])}")
    for lines, path in sizes[:8]:
        print(f"  file of        {lines:6,}   {path.relative_to(SOURCE).as_posix()}")
    middle, high = statistics.median(lengths), lengths[int(0.95 * len(lengths))]
    print(f"functions        {len(found):6,}   median {middle:g}, 95 % at most {high}, longest {lengths[-1]}")
    for lines, where in found[:5]:
        print(f"  function of    {lines:6,}   {where}")
    print(f"Any              {sum(map(anys, modules())):6,}")
    print(f"sentences        {sum(len(sentences(path)) for path in modules()):6,}   in Python files, docstrings apart")
    if "--rooms" in sys.argv:
        names = sorted({room(path) for path in modules()})
        for name in names:
            mine = [path for path in modules() if room(path) == name]
            print(f"  {name:16}{sum(map(anys, mine)):5} Any {sum(len(sentences(p)) for p in mine):5} sentences")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
