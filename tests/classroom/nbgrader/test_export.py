"""The nbgrader assignment by itself: what it releases, and what its cells give. The real nbgrader: tests/packaging."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from aquanaut.classroom.nbgrader import export as nbgrader
from aquanaut.classroom.nbgrader import score as nbgrader_score
from aquanaut.classroom.opaque import names
from aquanaut.classroom.scorer import Grader
from aquanaut.questions.exercise import load_exercise
from aquanaut.questions.model import is_written, question_types
from aquanaut.records.session import Session

ROOT = Path(__file__).parents[3]
STEM = "02_who_says_so"
REGION = re.compile(
    r"(### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS|=== BEGIN MARK SCHEME.*?END MARK SCHEME ===)", re.S
)
BANK = load_exercise(STEM, ROOT)


@pytest.fixture(scope="module")
def cells():
    files = nbgrader.make(STEM, ROOT)
    return json.loads(files[f"source/{STEM}/{STEM}.ipynb"])["cells"]


def test_only_the_regions_that_nbgrader_strips_hold_the_key(cells):
    files = nbgrader.make(STEM, ROOT)
    assert not any("key.yaml" in name or name.endswith(".html") for name in files)
    held = [text for name, text in files.items() if name.startswith("source/")]
    public = "\n".join(text if isinstance(text, str) else text.decode() for text in held)
    source = json.loads(files[f"source/{STEM}/{STEM}.ipynb"])
    for cell in source["cells"]:
        cell["source"] = REGION.sub("", "".join(cell["source"]))
    released = public.replace(files[f"source/{STEM}/{STEM}.ipynb"], json.dumps(source, ensure_ascii=False))
    secrets = [text for key in BANK.keys.values() for text in texts(key.data) if len(text) > 30]
    assert len(secrets) > 40
    assert [text for text in secrets if " ".join(text.split()) in " ".join(released.split())] == []
    assert not re.search(r"[A-Za-z0-9+/]{200}", released)
    real = {name for q in BANK.questions for name in names(q)}
    assert real and not re.search(rf"\bid: ({'|'.join(map(re.escape, real))})\b", released)


def texts(value):
    if isinstance(value, str):
        return [value]
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for one in held for text in texts(one)]


def test_cells(cells):
    graded = {c["metadata"]["nbgrader"]["grade_id"]: c for c in cells if "nbgrader" in c["metadata"]}
    for question in BANK.questions:
        about = graded[question.id]["metadata"]["nbgrader"]
        assert about["points"] == question.points and about["locked"]
        assert about["task" if is_written(BANK.keys[question.id]) else "grade"] is True
    assert len({c["id"] for c in cells}) == len(cells)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", c["id"]) for c in cells), "as the notebook format wants"


def opaque(value, ids):
    if isinstance(value, list):
        return [opaque(one, ids) for one in value]
    return ids.get(value, value) if isinstance(value, str) else value


def answer(folder, learner, answers):
    session = Session(folder / "answers")
    session.learner = learner
    (folder / "answers" / "learner.json").write_text(json.dumps({"learner": learner}))
    for name, one in answers.items():
        session.record(BANK.lesson, name, "check", answer=opaque(one, names(BANK.question(name))))


def run(cells, folder, monkeypatch):
    """What the cells give when they run in `folder`, by question."""
    monkeypatch.chdir(folder)
    nbgrader_score.answers.cache_clear()
    found = {}
    for cell in cells:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("grade"):
            *lines, last = [line for line in "".join(cell["source"]).splitlines() if line and not line.startswith("#")]
            scope = {}
            exec("\n".join(lines), scope)
            found[about["grade_id"]] = eval(last, scope)
    return found


@pytest.mark.parametrize("share", [1.0, 0.5, 0.0])
def test_points_are_ours(cells, tmp_path, monkeypatch, share):
    answers = {}
    for question in BANK.questions:
        right = question_types()[question.kind].right(question, BANK.keys[question.id])
        if isinstance(right, list):
            answers[question.id] = right[: round(len(right) * share)]
        elif share:
            answers[question.id] = right
    answer(tmp_path, "abc", answers)
    given = run(cells, tmp_path, monkeypatch)
    grader = Grader(BANK)
    wanted = {
        q.id: grader.grade(q.id, answers.get(q.id)).earned for q in BANK.questions if not is_written(BANK.keys[q.id])
    }
    assert given == pytest.approx(wanted, abs=1e-5)
    text = nbgrader_score.written(BANK.lesson, "ex02-merrow-letter", tmp_path)
    assert text == answers.get("ex02-merrow-letter", "(no answer)")


def test_whose_answers(cells, tmp_path, monkeypatch):
    """Of several learners' answers those of the folder's learner count; without a learner none, and it is said."""
    space = BANK.question("ex02-pell-space")
    answer(tmp_path, "first", {space.id: "limit"})
    answer(tmp_path, "second", {space.id: "gap"})
    assert run(cells, tmp_path, monkeypatch)[space.id] == 0
    (tmp_path / "answers" / "learner.json").write_text('{"learner": "first"}')
    assert run(cells, tmp_path, monkeypatch)[space.id] == 1
    (tmp_path / "answers" / "learner.json").unlink()
    with pytest.raises(ValueError, match=r"2 learners.*Ask the student"):
        run(cells, tmp_path, monkeypatch)


def test_nothing_and_rubbish_are_worth_nothing(cells, tmp_path, monkeypatch):
    assert set(run(cells, tmp_path, monkeypatch).values()) == {0.0}
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / f"{BANK.lesson}.jsonl").write_bytes(b"\xff\x00{]\n" * 50)
    (tmp_path / f"{STEM}.ipynb").write_text('{"cells": [null, {"outputs": 3}]}')
    assert set(run(cells, tmp_path, monkeypatch).values()) == {0.0}
