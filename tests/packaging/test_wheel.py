"""The wheel: it carries the content and no key, and runs without the checkout."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from aquanaut.commands import command_names

ROOT = Path(__file__).parents[2]
ARTICLE = "53be77f111bfe712984806ba5f139f674827ebf997d69df40ceb7ee2be4a34e0"

TEACHERS = re.compile(r"lessons/study/|articles/[ab]\d\d-[^/]+/(marks\.yaml|passes/)")
"""What stays with the teacher: how the unseen texts were planned, and what readers marked in those of the check."""

SENTENCE = "This installation has the exercises without their keys, on purpose"

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
        here = {name for name in here if not TEACHERS.match(name)}
        assert {f"aquanaut/_content/{name}" for name in here} <= set(names)
    assert any(name.startswith("aquanaut/widgets/static/") and name.endswith(".js") for name in names)
    assert "aquanaut/text/lexical/data/nltk_data.zip" in names
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


def test_it_does_not_say_which_of_the_checks_texts_is_flawed(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.startswith("aquanaut/_content/")]
        told = {name: archive.read(name).decode() for name in names if re.search(r"articles/[ab]\d\d-", name)}
    assert [name for name in names if TEACHERS.match(name.removeprefix("aquanaut/_content/"))] == []
    texts = {path.name for path in (ROOT / "articles").glob("[ab][0-9][0-9]-*")}
    assert len(texts) == 24 and {name.split("/")[3] for name in told} == texts
    secret = re.compile(r"^\s*(verdict|truth|flaw|cell|polarity|material):", re.MULTILINE)
    assert [name for name, text in told.items() if secret.search(text)] == []
    for folder in texts:
        here = ROOT / "articles" / folder / "facts.yaml"
        packed = told.get(f"aquanaut/_content/articles/{folder}/facts.yaml")
        assert here.exists() == (packed is not None)
        if packed:
            assert packed.partition("\ncards:")[2] == here.read_text(encoding="utf-8").partition("\ncards:")[2]


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A folder that holds the wheel's files and nothing else: the packages come from the tests' environment."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def aquanaut(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the unpacked wheel, in an empty folder."""
    own = {name: value for name, value in os.environ.items() if name not in ("AQUANAUT_CONTENT", "PYTHONHOME")}
    return subprocess.run(
        [sys.executable, "-m", "aquanaut.cli", *words],
        capture_output=True, text=True, cwd=folder, env=own | {"PYTHONPATH": str(installed)}, timeout=200,
    )  # fmt: skip


def test_every_command_runs_or_refuses_in_words(installed, tmp_path):
    (tmp_path / "class").mkdir()
    (tmp_path / "roster.csv").write_text("code,name\ns1,Ann\ns2,Bo\n")
    refused = [
        "assign 3 --out a", "assign form_a --out a", "demo-class 3 --students 3 --out d", "grade 3 class --out g",
        "report 3 --db b.sqlite --out r", "review 3 --db b.sqlite", "gradebook 3 --db b.sqlite --to wide --out b.csv",
        "export exercise 3 --to nbgrader --out n", "export exercise all --to qti --out q",
    ]  # fmt: skip
    runs = [
        "--help", "check --coverage", "look roster.csv", "marks drone-mission", "halves roster.csv --out h",
        "export lesson 3 --to html --out p", "export handout 3 --to pdf --out p",
        "export annotations drone-mission --to w3c --out p", "learn --help",
    ]  # fmt: skip
    for line in refused:
        done = aquanaut(installed, tmp_path, *line.split())
        assert (done.returncode, done.stdout) == (1, ""), line
        assert done.stderr.startswith(SENTENCE) and done.stderr.count("\n") == 1, line
    for line in runs:
        done = aquanaut(installed, tmp_path, *line.split())
        assert done.returncode == 0, (line, done.stderr)
        assert not line.startswith("check") or "keys were not checked" in done.stdout
    named = {line.split()[0] for line in [*refused, *runs]} - {"--help"}
    assert named == set(command_names())


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
