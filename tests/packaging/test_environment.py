"""`environment.yml`, the conda and Binder route, agrees with pyproject.toml and the lock.

Only its form is tested: whether conda finds packages to fit it, conda alone can tell.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
ENVIRONMENT = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMED = [entry for entry in ENVIRONMENT["dependencies"] if isinstance(entry, str)]
FROM_PIP = [entry for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict)]


def test_its_form():
    assert ENVIRONMENT["name"] == "aquanaut"
    assert ENVIRONMENT["channels"] == ["conda-forge", "nodefaults"]
    assert FROM_PIP == [{"pip": ["-r requirements.lock"]}], (
        "pip refuses a lock with hashes and any other entry together"
    )
    assert "pip" in NAMED, "conda warns when pip is used and not named"


def test_its_python_is_one_the_project_takes():
    (python,) = (entry for entry in NAMED if entry.startswith("python="))
    assert SpecifierSet(PROJECT["requires-python"]).contains(python.removeprefix("python="))


def test_what_it_names_is_what_the_project_asks_for():
    """With the same bounds, and the lock within them, so that pip has nothing to put back."""
    wanted = {Requirement(text).name: Requirement(text).specifier for text in PROJECT["dependencies"]}
    named = [Requirement(entry) for entry in NAMED if not entry.startswith(("python=", "pip"))]
    assert {"jupyter", "ipywidgets", "textstat", "nltk"} == {requirement.name for requirement in named}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for requirement in named:
        assert requirement.specifier == wanted[requirement.name]
        (pinned,) = re.findall(rf"(?m)^{requirement.name}==(\S+)", lock)
        assert requirement.specifier.contains(pinned)


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no executable bit")
def test_binders_second_step_installs_the_project():
    post_build = ROOT / "postBuild"
    assert post_build.stat().st_mode & 0o111
    assert "python start.py install --here" in post_build.read_text(encoding="utf-8").splitlines()
