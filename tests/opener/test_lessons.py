"""What runs by itself is exactly what ships, or shipped once; no cell of a lesson is deleted or changed by a slip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aquanaut.opener.building import HERE, KERNEL, SHARE, SWITCH, code_of, extension, known, lay_out, lessons
from aquanaut.opener.lessons import LOCK, locked

ROOT = Path(__file__).parents[2]
RENEW = "run: python -m aquanaut.opener.lessons"
KNOWN = json.loads((ROOT / HERE / "known.json").read_text(encoding="utf-8"))


def test_the_list_holds_every_lesson_as_it_is_now():
    now = {stem: code_of(json.loads(data)) for stem, data in lessons(ROOT).items()}
    assert [stem for stem, code in now.items() if code not in KNOWN.get(stem, [])] == [], RENEW
    assert set(KNOWN) == set(now)


def test_what_stands_in_the_list_is_calls_of_ours_alone():
    """Past versions too: an import from aquanaut, and calls of what it names with plain values."""
    import ast

    for codes in KNOWN.values():
        for code in codes:
            tree = ast.parse(code.replace("\f", "\n"))
            calls = [node.value for node in tree.body if isinstance(node, ast.Expr)]
            imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
            assert len(calls) + len(imports) == len(tree.body)
            assert {node.module for node in imports} == {"aquanaut"}
            ours = {name.name for node in imports for name in node.names}
            for call in calls:
                assert isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ours
                assert all(isinstance(one, ast.Constant) for one in [*call.args, *(k.value for k in call.keywords)])


@pytest.mark.parametrize("stem", sorted(KNOWN))
def test_every_cell_is_locked(stem):
    notebook = json.loads(lessons(ROOT)[stem])
    assert notebook == locked(notebook, stem), RENEW
    assert all(cell["metadata"].items() >= LOCK.items() for cell in notebook["cells"])


def test_an_empty_cell_is_no_change_and_any_other_is():
    notebook = json.loads(lessons(ROOT)["00_start_here"])
    code = code_of(notebook)
    more = {"cell_type": "code", "source": [" \n"]}
    assert code_of({"cells": [*notebook["cells"], more]}) == code
    assert code_of({"cells": [*notebook["cells"], {**more, "source": "1"}]}) != code


def test_the_same_checkout_gives_the_same_bytes_and_a_loadable_package():
    files = extension(ROOT)
    assert files == extension(ROOT)
    about = json.loads(files["package.json"])
    script = files[about["jupyterlab"]["_build"]["load"]].decode()
    assert all(json.dumps(code, ensure_ascii=False) in script for codes in known(ROOT).values() for code in codes)
    assert files["static/00_start_here.ipynb"] == lessons(ROOT)["00_start_here"]


def test_it_is_laid_out_renewed_and_switched_off(tmp_path, monkeypatch):
    monkeypatch.delenv(SWITCH, raising=False)
    stray = tmp_path / SHARE / "static" / "remoteEntry.old.js"
    stray.parent.mkdir(parents=True)
    stray.write_text("old")
    lay_out(ROOT, tmp_path)
    there = {path.relative_to(tmp_path / SHARE).as_posix() for path in (tmp_path / SHARE).rglob("*") if path.is_file()}
    assert there == set(extension(ROOT))
    monkeypatch.setenv(SWITCH, "off")
    lay_out(ROOT, tmp_path)
    assert not (tmp_path / SHARE).exists()
    assert (tmp_path / KERNEL).exists(), "the guard against stray files stays"
