"""The house: every file stands in a room that ARCHITECTURE.md names, and no room, file or function outgrows it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "aquanaut"
FILES = sorted(SOURCE.rglob("*.py"))

FOLDER = 14
"""Python files in one folder, at most."""

LINES = 400
"""Lines of one file, at most."""

FUNCTION = 50
"""Lines of one function, at most."""

ALONE = {"__init__.py", "cli.py", "extras.py", "learn.py", "terminal.py"}
"""The files that stand on a floor of their own."""


def rooms() -> set[str]:
    """Every folder that holds Python files, by its path in the package."""
    return {path.parent.relative_to(SOURCE).as_posix() for path in FILES} - {"."}


def architecture() -> str:
    return (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_no_folder_is_crowded() -> None:
    files = Counter(path.parent.relative_to(SOURCE).as_posix() for path in FILES)
    assert {folder: count for folder, count in files.items() if count > FOLDER} == {}


def test_no_file_is_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {path.relative_to(SOURCE).as_posix(): n for path, n in lengths.items() if n > LINES} == {}


def test_no_function_is_long() -> None:
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > FUNCTION:
                    found.append(f"{path.relative_to(SOURCE).as_posix()}:{node.lineno} {node.name}, {lines} lines")
    assert found == []


def test_no_file_stands_outside_a_room() -> None:
    """What lies beside the rooms is named; every room is a floor of the contract."""
    assert {path.name for path in FILES if path.parent == SOURCE} <= ALONE
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    floors = {name.strip() for layer in layers for name in re.split("[:|]", layer)}
    assert {f"aquanaut.{room.split('/')[0]}" for room in rooms()} <= floors


def test_every_room_has_its_line() -> None:
    """A newcomer finds each room in ARCHITECTURE.md: `classroom/assign/` … The kinds are one line for all."""
    text = architecture()
    named = {room for room in rooms() if not room.startswith("questions/kinds/")}
    assert [room for room in sorted(named) if f"`{room}/`" not in text] == []


def test_every_room_that_is_named_stands() -> None:
    named = set(re.findall(r"^\| `([a-z_/]+)/` \|", architecture(), re.MULTILINE))
    assert sorted(named - rooms() - {"questions/kinds/<kind>"}) == []


def test_every_package_says_what_it_is_for() -> None:
    packages = [path for path in FILES if path.name == "__init__.py"]
    silent = [path for path in packages if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert [path.parent.relative_to(SOURCE).as_posix() for path in silent] == []
