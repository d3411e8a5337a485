"""A file that lies beside a notebook and is named like a module is never imported in its place.

The kernel runs in a virtual environment of its own, started as Jupyter and VS Code start it, without PYTHONPATH: with
it, the installed package would come first by accident, and the fault would not show.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aquanaut.opener.building import lay_out

ROOT = Path(__file__).parents[2]
NAMES = (
    "aquanaut",
    "answers",
    "json",
    "random",
    "uuid",
    "anywidget",
    "nltk",
    "ruamel",
    "textstat",
    "markupsafe",
    "regex",
)


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the packages of the tests' own and this checkout, lent by a .pth file, as pip -e lends it."""
    made = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(made)], check=True)
    packages = next(made.glob("lib/python*/site-packages")) if os.name != "nt" else made / "Lib" / "site-packages"
    (packages / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n{ROOT / 'src'}\n", encoding="utf-8")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A notebook's folder with a trap for every name."""
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(f"open('CAUGHT_{name}', 'w')\n", encoding="utf-8")
    (tmp_path / "helper.py").write_text("HELPS = True\n", encoding="utf-8")
    return tmp_path


@contextmanager
def kernel(prefix: Path, folder: Path, **more: str) -> Iterator[object]:
    """A kernel in `folder`, as `python -m ipykernel_launcher` starts it."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import KernelManager

    python = prefix / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=[str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"])
    strays = ("PYTHONPATH", "PYTHONSAFEPATH", "AQUANAUT_CONTENT", "IPYTHONDIR")
    own = {name: value for name, value in os.environ.items() if name not in strays}
    own |= {"HOME": str(folder / "home"), "AQUANAUT_CONTENT": str(ROOT), **more}
    manager.start_kernel(cwd=str(folder), env=own)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def ran(client: object, code: str) -> str:
    """What a cell printed."""
    printed: list[str] = []

    def heard(message: dict) -> None:
        content = message["content"]
        printed.append(content.get("text") or "\n".join(content.get("traceback", [])))

    client.execute_interactive(code, timeout=120, output_hook=heard)
    return "".join(printed)


def caught(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("CAUGHT_*"))


LESSON = 'from aquanaut import look, quiz, read\nquiz(3, "mark")\nread(section=1)\nlook(section=0)'
WHERE = "import aquanaut, json; print(aquanaut.__file__)"


@pytest.mark.parametrize("more", [{}, {"PYTHONSAFEPATH": "1"}], ids=["as an editor starts it", "as start.py starts it"])
def test_installed_modules_come_first(prefix, folder, more):
    lay_out(ROOT, prefix)
    with kernel(prefix, folder, **more) as client:
        ran(client, LESSON)
        assert Path(ran(client, WHERE).strip()) == ROOT / "src" / "aquanaut" / "__init__.py"
        assert ran(client, "import helper; print(helper.HELPS)") == "True\n", "a file of one's own is still found"
        assert ran(client, "import os; print(os.environ.get('PYTHONSAFEPATH'))") == "None\n", "programs run as ever"
    assert caught(folder) == []


def test_without_the_setting_the_traps_would_catch(prefix, folder):
    """The traps are real: a plain kernel walks into them."""
    (prefix / "etc" / "ipython" / "ipython_kernel_config.json").unlink(missing_ok=True)
    with kernel(prefix, folder) as client:
        ran(client, LESSON)
    assert "CAUGHT_aquanaut" in caught(folder)
