"""Classes made by hand, of known truth: answers are scored by the same `score` that grading uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

from aquanaut.classroom.results import ClassResults, QuestionResult, StudentResult
from aquanaut.questions.bank import Bank
from aquanaut.questions.exercise import load_exercise
from aquanaut.questions.model import Question, question_types
from aquanaut.questions.scoring import score

ROOT = Path(__file__).parents[2]
Answers = Callable[[int, Question], Any]


def bank(stem: str = "03") -> Bank:
    return load_exercise(stem, ROOT)


def right(known: Bank) -> dict[str, Any]:
    """The full answer to every question."""
    types = question_types()
    return {q.id: types[q.kind].right(q, known.keys[q.id]) for q in known.questions}


def one(known: Bank, question: Question, answer: Any, **more: Any) -> QuestionResult:
    """One answer, scored. None is absent; a written one waits."""
    key, points = known.keys[question.id], float(question.points)
    if answer is None:
        return QuestionResult(question.id, "absent", None, points)
    if key.table["form"] == "none":
        return QuestionResult(question.id, "pending", None, points, answer, **more)
    found = score(key.table, answer)
    if not found["possible"]:
        return QuestionResult(question.id, "graded", 0.0, 0.0, answer, tuple(found["atoms"]), **more)
    earned = points * found["earned"] / found["possible"]
    return QuestionResult(question.id, "graded", earned, points, answer, tuple(found["atoms"]), **more)


def made(
    known: Bank, students: int, answers: Answers, sure: Callable[[int], int] | None = None, **more: Any
) -> ClassResults:
    """A class of `students` with the answers that `answers(number, question)` gives."""
    found = []
    for number in range(students):
        results: Mapping[str, QuestionResult] = {
            q.id: one(known, q, answers(number, q), confidence=sure(number) if sure and q.confidence else None)
            for q in known.questions
        }
        found.append(StudentResult(f"code{number:03}", results))
    return ClassResults(known, tuple(found), **more)


def chance_class(known: Bank, students: int, seed: int = 1, **more: Any) -> ClassResults:
    """A class that guesses, leaves things out, and is right now and then."""
    chance, types, full = Random(seed), question_types(), right(known)

    def answer(_number: int, question: Question) -> Any:
        draw = chance.random()
        if draw < 0.1:
            return None
        return full[question.id] if draw < 0.5 else types[question.kind].random(question, chance)

    return made(known, students, answer, lambda _n: chance.choice((50, 60, 75, 90, 100)), **more)


# --- pages ---------------------------------------------------------------------------------------------------

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick='x' &lt; \u202e ‮"


class Read(HTMLParser):
    """The page's elements, its attributes, and its text outside style and script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.skipped = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in ("style", "script"):
            self.skipped = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.skipped:
            self.skipped = ""

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())
