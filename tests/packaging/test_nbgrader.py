"""An exported exercise through the real nbgrader: release, fetch, submit, collect, autograde, feedback, export."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from aquanaut.classroom.nbgrader.export import make
from aquanaut.classroom.scorer import Grader
from aquanaut.exports.model import write
from aquanaut.questions.exercise import load_exercise
from aquanaut.questions.model import is_written, question_types

ROOT = Path(__file__).parents[2]
STEM = "02_who_says_so"
COURSE = "media"


@pytest.fixture(scope="module")
def bank():
    return load_exercise(STEM, ROOT)


def right(bank):
    """Everything right, with the author's ids."""
    return {q.id: question_types()[q.kind].right(q, bank.keys[q.id]) for q in bank.questions}


def half(bank):
    """Right and wrong answers in turn, marks and several choices in part: points between nothing and all."""
    found = {}
    for place, (name, answer) in enumerate(right(bank).items()):
        question = bank.question(name)
        if question.kind in ("mark_text", "choose_many"):
            found[name] = answer[: len(answer) // 2 + 1]
        elif is_written(bank.keys[name]):
            found[name] = "=2+5 I would ask for <b>one</b> source."
        elif place % 2:
            found[name] = next(o["id"] for o in question.body["options"] if o["id"] != answer)
        else:
            found[name] = answer
    return found


def expected(bank, answers):
    """Points by question from this project's own grading; None for what a person must read."""
    grader = Grader(bank)
    return {q.id: grader.grade(q.id, answers.get(q.id)).earned for q in bank.questions}


def config(folder, root, exchange, student=""):
    """nbgrader's settings for one person."""
    lines = [
        "c = get_config()",
        f"c.CourseDirectory.course_id = {COURSE!r}",
        f"c.CourseDirectory.root = {str(root)!r}",
        f"c.Exchange.root = {str(exchange)!r}",
    ]
    lines += [f"c.CourseDirectory.student_id = {student!r}"] if student else []
    (folder / "nbgrader_config.py").write_text("\n".join(lines) + "\n")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_term(hub, tmp_path, bank, answer):
    course, exchange = tmp_path / "course", tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    write(make(STEM, ROOT), course)
    config(course, course, exchange)
    hub.run(course, "nbgrader", "generate_assignment", STEM, "--create")
    no_key_in(course / "release" / STEM, bank)
    hub.run(course, "nbgrader", "release_assignment", STEM)

    people = {"ada": right(bank), "bo": half(bank), "cy": right(bank), "dee": {}}
    for student, answers in people.items():
        own = tmp_path / student
        own.mkdir()
        config(own, own, exchange, student)
        hub.run(own, "nbgrader", "fetch_assignment", STEM)
        if answers:
            answer(own / STEM, ROOT, STEM, answers, f"code{student}", lone=student == "cy")
        hub.run(own, "nbgrader", "submit", STEM)
        if student == "ada":
            hub.run(own, "nbgrader", "validate", f"{STEM}/{STEM}.ipynb")
    hub.run(course, "nbgrader", "collect", STEM)
    hub.run(course, "nbgrader", "autograde", STEM, "--create")

    scores, waiting = gradebook(hub, course)
    written = {q.id for q in bank.questions if is_written(bank.keys[q.id])}
    for student, answers in people.items():
        for name, points in expected(bank, answers).items():
            if name in written:
                assert name in waiting[student], "a written answer waits for a person"
            else:
                assert scores[student][name] == pytest.approx(points, abs=1e-6), (student, name)
    assert 0 < sum(v or 0 for v in expected(bank, people["bo"]).values()) < len(bank.questions) - 1

    hub.run(course, "nbgrader", "generate_feedback", STEM)
    page = (course / "feedback" / "bo" / STEM / f"{STEM}.html").read_text()
    assert "=2+5 I would ask for" in page and "<b>one</b>" not in page
    hub.run(course, "nbgrader", "release_feedback", STEM)
    hub.run(tmp_path / "bo", "nbgrader", "fetch_feedback", STEM)
    assert list((tmp_path / "bo" / STEM / "feedback").rglob("*.html"))

    hub.run(course, "nbgrader", "export", "--to", "grades.csv")
    rows = {row["student_id"]: row for row in csv.DictReader((course / "grades.csv").open())}
    for student, answers in people.items():
        total = sum(points for points in expected(bank, answers).values() if points is not None)
        assert float(rows[student]["score"]) == pytest.approx(total, abs=1e-4)
    assert float(rows["ada"]["max_score"]) == sum(q.points for q in bank.questions)


def no_key_in(folder, bank):
    """What nbgrader released holds nothing of the key: no call, no table, no feedback, no rubric, no author's id."""
    text = "\n".join(path.read_text() for path in folder.rglob("*") if path.is_file())
    assert "earned(" not in text and "HIDDEN TESTS" not in text and "MARK SCHEME" not in text
    secrets = [line for key in bank.keys.values() for line in strings(key.data) if len(line) > 30]
    assert len(secrets) > 40
    shown = " ".join(text.split())
    assert [line for line in secrets if " ".join(line.split()) in shown] == []
    assert not re.search(r"[A-Za-z0-9+/]{200}", text), "a packed key"


def strings(value):
    """Every text in nested data."""
    if isinstance(value, str):
        return [value]
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for one in held for text in strings(one)]


QUERY = """
import json, sys
from nbgrader.api import Gradebook
found = {}
with Gradebook("sqlite:///gradebook.db") as book:
    for one in book.assignment_submissions(sys.argv[1]):
        for sheet in one.notebooks:
            found[one.student.id] = {
                "scores": {g.name: g.score for g in sheet.grades},
                "waiting": [g.name for g in sheet.grades if g.needs_manual_grade],
            }
print("RESULT" + json.dumps(found))
"""


def gradebook(hub, course):
    """nbgrader's own gradebook: points by student and cell, and the cells that wait for a person."""
    said = hub.run(course, "python", "-c", QUERY, STEM)
    found = json.loads(said.split("RESULT")[1].splitlines()[0])
    return {s: one["scores"] for s, one in found.items()}, {s: one["waiting"] for s, one in found.items()}
