"""A clone as Git for Windows makes it, and one whose line ends something else changed: lessons stay whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTENT = ("articles", "lessons", "exercises", "notebooks")
BINARY = (".gz", ".zip", ".png", ".sqlite")


def aquanaut(content: Path, *words: str, code: int = 0) -> str:
    """Run a command over a content folder; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "aquanaut.cli", "--content", str(content), *words],
        capture_output=True, text=True, encoding="utf-8", cwd=content, timeout=280,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content with CRLF in every text file, as a clone or a zip tool may leave it."""
    folder = tmp_path_factory.mktemp("windows")
    for name in CONTENT:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("passes", "__pycache__"))
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in BINARY:
            data = path.read_bytes().replace(b"\r\n", b"\n")
            path.write_bytes(data.replace(b"\n", b"\r\n"))
    return folder


def test_git_itself_keeps_the_line_ends(tmp_path: Path) -> None:
    """`core.autocrlf=true` and `core.eol=crlf`, Git for Windows' choice: `.gitattributes` outweighs both."""
    clone = tmp_path / "clone"
    settings = ["-c", "core.autocrlf=true", "-c", "core.eol=crlf"]
    made = subprocess.run(["git", *settings, "clone", "-q", "--depth", "1", ROOT.as_uri(), str(clone)], check=False)
    if made.returncode:
        pytest.skip("not a Git checkout")
    if not (clone / ".gitattributes").exists():
        pytest.skip("the commit that is checked out is older than .gitattributes")
    files = (path for path in clone.rglob("*") if path.is_file() and ".git" not in path.parts)
    texts = (path for path in files if path.suffix not in (*BINARY, ".bat"))
    changed = [path.relative_to(clone).as_posix() for path in texts if b"\r\n" in path.read_bytes()]
    assert changed == []


def test_all_content_is_valid(windows: Path) -> None:
    assert "problem" not in aquanaut(windows, "check").replace("no problem", "")


def test_every_lesson_comes_out_as_it_does_elsewhere(windows: Path, tmp_path: Path) -> None:
    for content, out in ((windows, "windows"), (ROOT, "here")):
        aquanaut(content, "export", "lesson", "all", "--to", "html", "--out", str(tmp_path / out))
    here = {path.name: path.read_bytes() for path in (tmp_path / "here").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "windows").iterdir()} == here
    assert len(here) >= 10


@pytest.mark.slow
def test_every_notebook_runs(windows: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    for path in sorted((windows / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
        said = "".join(str(output) for cell in notebook.cells for output in cell.get("outputs", []))
        assert "cannot be shown" not in said, path.name
