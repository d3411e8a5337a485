"""`aquanaut learn`: a working folder with one's own copies of the notebooks, and JupyterLab opened on them.

For those who installed the package. From a checkout, `start.py` does the same and sets everything up besides.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from aquanaut.content import CONTENT_VARIABLE, complaint
from aquanaut.words import VARIABLE, chosen

FIRST = "00_start_here.ipynb"


def learn(root: Path, folder: Path, browser: bool = True) -> int:
    """Copy the notebooks of `root` to `folder` and run JupyterLab there; returns its exit code.

    A notebook that is there already is the learner's own and stays as it is. Raises `ContentError` when `root` has
    no notebooks or the folder cannot be written.
    """
    sources = sorted((root / "notebooks").glob("*.ipynb"))
    if not sources:
        raise complaint(root / "notebooks", 0, "learn.no_notebooks")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for source in sources:
            copy = folder / source.name
            if not copy.exists():
                copy.write_bytes(source.read_bytes())
    except OSError as error:
        raise complaint(folder, 0, "learn.no_folder", reason=error.strerror or "OSError") from None
    return subprocess.run(lab_command(folder, browser), cwd=folder, env=environment(root), check=False).returncode


def environment(root: Path) -> dict[str, str]:
    """What JupyterLab and its notebooks are told: where the content is, and which language to speak.

    And that a file `json.py` in the working folder is not imported in place of Python's own.
    """
    return {**os.environ, "PYTHONSAFEPATH": "1", CONTENT_VARIABLE: str(root), VARIABLE: chosen()}


def lab_command(folder: Path, browser: bool) -> list[str]:
    """The command that opens JupyterLab on the first notebook; without `browser` it prints the address."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder.resolve()}"]
    command += [f"--LabApp.default_url=/lab/tree/{FIRST}", "--LabApp.extension_manager=readonly"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command if browser else [*command, "--no-browser"]
