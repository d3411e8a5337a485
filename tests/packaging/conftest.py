"""An environment with nbgrader and JupyterHub, for the tests that drive the real ones.

AQUANAUT_HUB names it: the folder of a virtual environment made from requirements-hub.lock (with configurable-http-proxy
below it or on the PATH), or 1 for the environment that runs the tests. Without it these tests skip.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MISSING = (
    "set AQUANAUT_HUB to the folder of a virtual environment with requirements-hub.lock installed, or to 1 where "
    "nbgrader and JupyterHub are installed beside the tests (deploy/README.md says how)"
)


class Hub:
    """Programs of that environment, run with this checkout's `aquanaut` and nothing of the tester's own settings."""

    def __init__(self, bin_folder: Path, home: Path):
        self.bin = bin_folder
        self.python = bin_folder / "python"
        self.home = home
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))},
            "HOME": str(home),
            "JUPYTER_NO_CONFIG": "",
            "JUPYTER_PLATFORM_DIRS": "1",
            "XDG_CACHE_HOME": str(home / "cache"),
            "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "AQUANAUT_CONTENT": str(ROOT),
        }

    def run(self, folder, *words, code=0):
        """Run a program of that environment in `folder`; returns all that it printed."""
        done = subprocess.run(
            [str(self.bin / words[0]), *map(str, words[1:])],
            cwd=folder, env=self.environment, capture_output=True, text=True, timeout=280,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == code, f"{' '.join(map(str, words))} gave {done.returncode}:\n{said[-3000:]}"
        return said

    def proxy(self):
        """configurable-http-proxy, or None."""
        below = sorted(self.bin.parent.glob("*/node_modules/.bin/configurable-http-proxy"))
        return str(below[0]) if below else shutil.which("configurable-http-proxy", path=self.environment["PATH"])


@pytest.fixture
def hub(tmp_path):
    """The environment; skips where there is none, fails where it was named and is not whole."""
    named = os.environ.get("AQUANAUT_HUB", "")
    if not named:
        pytest.skip(MISSING)
    folder = Path(sys.executable).parent if named == "1" else Path(named) / "bin"
    home = tmp_path / "home"
    home.mkdir()
    found = Hub(folder, home)
    if not found.python.exists() or not (folder / "nbgrader").exists():
        pytest.fail(f"AQUANAUT_HUB={named} has no nbgrader: {MISSING}", pytrace=False)
    return found


def answered(folder, root, stem, answers, learner, lone=False):
    """Answer an assigned exercise in `folder` as a student would, through the same session that the page writes to.

    `answers` holds answers with the author's ids; what is recorded are the ids of the student's own copy. With `lone`
    the log is lost afterwards, and only the notebook's copy of the answers is left.
    """
    from aquanaut.classroom.opaque import names
    from aquanaut.questions.exercise import load_exercise
    from aquanaut.records.session import Session
    from aquanaut.widgets.quiz import _shown, _tries
    from aquanaut.widgets.show import ANSWERS

    bank = load_exercise(stem, root)
    session = Session(folder / "answers")
    session.learner = learner
    (folder / "answers" / "learner.json").write_text(json.dumps({"learner": learner}))
    for name, answer in answers.items():
        session.record(bank.lesson, name, "check", answer=opaque(answer, names(bank.question(name))))
    if lone:
        notebook = folder / f"{stem}.ipynb"
        held = json.loads(notebook.read_text())
        kept = {n: {**_shown(s), "tries": _tries(s)} for n, s in session.standings(bank.lesson).items()}
        data = {ANSWERS: {"version": 1, "lesson": bank.lesson, "learner": learner, "answers": kept}, "text/plain": ""}
        cell = next(c for c in held["cells"] if "assignment()" in "".join(c["source"]))
        cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]
        notebook.write_text(json.dumps(held))
        shutil.rmtree(folder / "answers")


def opaque(value, ids):
    """An answer with the opaque ids of a student's copy in place of the author's."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [opaque(one, ids) for one in value]
    if isinstance(value, dict):
        return {ids.get(key, key): opaque(one, ids) for key, one in value.items()}
    return value


@pytest.fixture
def answer():
    return answered
