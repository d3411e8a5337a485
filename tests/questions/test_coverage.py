"""What the questions cover, over the shipped content and over content with a gap."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aquanaut.content import content_root
from aquanaut.marks.labels import LABELS
from aquanaut.questions.bank import Bank, lesson_stems, load_bank
from aquanaut.questions.coverage import LEAST, coverage_problems, label_counts, objectives, right_labels
from aquanaut.questions.exercise import exercise_stems, load_exercise


@pytest.fixture(scope="module")
def banks() -> list[Bank]:
    root = content_root()
    lessons = [load_bank(stem, root) for stem in lesson_stems(root)]
    return lessons + [load_exercise(stem, root) for stem in exercise_stems(root)]


def test_every_question_has_an_objective_of_its_lesson_and_every_objective_three(banks):
    for bank in banks:
        assert {q.objective for q in bank.questions} <= set(bank.objectives)
    assert min(len(questions) for questions in objectives(banks).values()) >= LEAST


def test_every_student_label_is_practised(banks):
    counts = label_counts(bank for bank in banks if not bank.lesson.startswith("exercise_"))
    assert {name for name in LABELS if not counts[name]} == set()


def test_nothing_is_missing_from_what_ships(banks):
    assert coverage_problems(banks) == []


def test_a_gap_is_named_with_its_file(banks):
    lesson = next(bank for bank in banks if bank.lesson == "02_who_says_so")
    thin = replace(lesson, questions=tuple(q for q in lesson.questions if q.objective != "parts"))
    (problem,) = [p for p in coverage_problems([thin]) if "parts" in p.found]
    assert "0 questions" in problem.found
    assert problem.path == lesson.folder


def test_a_label_that_nobody_practises_is_named(banks):
    lesson = next(bank for bank in banks if bank.lesson == "03_words_that_judge")
    unmarked = replace(lesson, questions=tuple(q for q in lesson.questions if "too_big" not in right_labels(lesson, q)))
    assert any("'too_big'" in p.found for p in coverage_problems([unmarked]))
