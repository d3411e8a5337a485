"""A learner's installation: what it leaves out, it says in words; what needs nothing of it runs."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from aquanaut.extras import EXTRAS

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WITHOUT = (
    "import sys\n"
    "class Gone:\n"
    "    def find_spec(self, name, path=None, target=None):\n"
    f"        if name.partition('.')[0] in {sorted(EXTRAS)!r}:\n"
    "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
    "sys.meta_path.insert(0, Gone())\n"
    "from aquanaut.cli import main\n"
    "raise SystemExit(main(sys.argv[1:]))\n"
)
"""The command line in a Python that has none of the extras' packages."""


def without(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    own = {"PYTHONPATH": str(ROOT / "src"), "AQUANAUT_CONTENT": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *words],
        capture_output=True, text=True, cwd=folder, env=os.environ | own, timeout=200,
    )  # fmt: skip


def test_the_table_is_that_of_the_project() -> None:
    asked = {
        Requirement(text).name: extra for extra, texts in PROJECT["optional-dependencies"].items() for text in texts
    }
    assert asked == EXTRAS
    assert not set(EXTRAS) & {Requirement(text).name for text in PROJECT["dependencies"]}


@pytest.mark.parametrize(
    ("command", "package"),
    [
        (("grade", "3", "class", "--out", "results"), "sqlalchemy"),
        (("report", "3", "--db", "book.sqlite", "--out", "report"), "sqlalchemy"),
        (("gradebook", "3", "--db", "book.sqlite", "--to", "wide", "--out", "book.csv"), "sqlalchemy"),
        (("export", "handout", "3", "--to", "pdf", "--out", "paper"), "reportlab"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else value,
)
def test_what_needs_the_teachers_part_says_so(tmp_path: Path, command: tuple[str, ...], package: str) -> None:
    (tmp_path / "class").mkdir()
    done = without(tmp_path, *command)
    assert done.returncode == 1
    assert f"it has no {package}" in done.stderr and "aquanaut[teacher]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("export", "lesson", "3", "--to", "html", "--out", "pages"),
        ("look", str(ROOT / "articles" / "drone-mission" / "article.txt")),
        ("marks", "drone-mission", "--json"),
        ("--help",),
    ],
    ids=lambda value: value[0],
)
def test_what_a_learner_uses_runs(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = without(tmp_path, *command)
    assert done.returncode == 0, done.stderr
