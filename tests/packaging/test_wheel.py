"""The wheel: it carries the content and no key, and runs without the checkout."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = "53be77f111bfe712984806ba5f139f674827ebf997d69df40ceb7ee2be4a34e0"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built with the locked build tool and no network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("*.whl")
    return built


def test_it_carries_the_content(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        article = archive.read("aquanaut/_content/articles/drone-mission/article.txt")
    assert hashlib.sha256(article).hexdigest() == ARTICLE
    for folder in ("articles", "lessons", "notebooks"):
        here = {str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*") if path.is_file()}
        here = {name for name in here if "__pycache__" not in name and ".ipynb_checkpoints" not in name}
        assert {f"aquanaut/_content/{name}" for name in here} <= set(names)
    assert any(name.startswith("aquanaut/widgets/static/") and name.endswith(".js") for name in names)
    assert "aquanaut/text/data/nltk_data.zip" in names
    licences = {"LICENSE", "LICENSE-CONTENT", "NOTICE"}
    assert licences == {Path(name).name for name in names if ".dist-info/licenses/" in name}


def test_it_carries_the_public_half_of_every_exercise(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if "/exercises/" in name}
    here = {str(path.relative_to(ROOT)) for path in (ROOT / "exercises").glob("*/exercise.yaml")}
    assert held == {f"aquanaut/_content/{name}" for name in here}


def test_it_carries_no_key_and_nobodys_work(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    private = ("key.yaml", "my-work", "my_exercises", "answers/", ".venv", "__pycache__", "tests/")
    assert [name for name in names if any(part in name for part in private)] == []


def test_it_runs_in_a_clean_environment(wheel, tmp_path):
    """A new virtual environment with the wheel alone; the locked packages are lent by path, the checkout is not."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    strays = ("AQUANAUT_CONTENT", "PYTHONPATH", "PYTHONHOME")
    environment = {name: value for name, value in os.environ.items() if name not in strays}
    # Through PYTHONPATH the .pth file of the editable install has no effect, so the checkout stays out of sight.
    environment["PYTHONPATH"] = sysconfig.get_path("purelib")
    probe = "import aquanaut, aquanaut.content as c; print(aquanaut.__file__); print(c.content_root())"
    done = subprocess.run([str(python), "-c", probe], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    code, content = (Path(line) for line in done.stdout.split())
    assert (tmp_path / "venv") in code.parents
    assert content == code.parent / "_content"
