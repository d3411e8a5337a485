"""One fault is told once, however many readers of its file meet it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aquanaut.check import check
from aquanaut.content import Problem

ROOT = Path(__file__).parents[2]
STEM = "03_words_that_judge"


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    """The questions of one lesson, in a content folder of their own."""
    for name in ("articles/drone-mission", f"lessons/{STEM}"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path / "lessons" / STEM / "quiz.yaml"


def told(quiz: Path, before: str, after: str) -> list[Problem]:
    """The problems that name the file of questions, once `before` in it has become `after`."""
    text = quiz.read_text(encoding="utf-8")
    assert before in text
    quiz.write_text(text.replace(before, after, 1), encoding="utf-8")
    return [problem for problem in check(quiz.parents[2]).problems if problem.path == quiz]


def test_a_typo_is_told_once(quiz: Path) -> None:
    unknown, missing = told(quiz, "\n    prompt:", "\n    promt:")
    assert {"promt", "prompt"} == {p.found.split("'")[1] for p in (unknown, missing)}


def test_a_quotation_that_is_not_in_the_article_is_told_once(quiz: Path) -> None:
    problems = told(quiz, "from: The U.S. government has crossed", "from: The government of Mars")
    assert len(problems) == 1
