"""What one class did with one exercise, as every report and export sees it.

Plain values, no database and no file behind them: the gradebook makes them, tests make them by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aquanaut.questions.bank import Bank
from aquanaut.questions.model import possible_points


@dataclass(frozen=True)
class QuestionResult:
    """One student's final answer to one question.

    `answer` is the recorded answer (JSON values, None when absent). `status` is graded, pending (a person must read it)
    or absent. `earned` and `possible` are points; `earned` is None while pending. `chosen` holds the answer's atoms
    (option, pair, position, token span) as the scoring table names them. `override` is a teacher's score, already
    in `earned`, and `why` its reason. `confidence` is in per cent where it was asked.
    """

    question: str
    status: str
    earned: float | None
    possible: float
    answer: Any = None
    chosen: tuple[str, ...] = ()
    attempt: int = 1
    at: str = ""
    confidence: int | None = None
    override: float | None = None
    why: str = ""
    comment: str = ""
    dispute: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class StudentResult:
    """One student: the opaque code, the latest attempt's results by question id, and how it came in."""

    student: str
    results: Mapping[str, QuestionResult]
    source: str = ""
    submitted: str = ""
    late: bool = False
    attempts: int = 1
    flags: tuple[str, ...] = ()

    @property
    def earned(self) -> float:
        """Points so far; a pending answer counts as nothing yet, which is why `pending` stands beside it."""
        return sum(r.earned or 0 for r in self.results.values())

    @property
    def pending(self) -> int:
        """How many answers a person has still to read."""
        return sum(r.status == "pending" for r in self.results.values())


@dataclass(frozen=True)
class ClassResults:
    """A class: the exercise with its key, every student who handed in, and the codes of those who did not.

    `names` maps codes to names from the teacher's roster; empty where no roster was given. `problems` are
    (file, reason) pairs of what could not be read.
    """

    bank: Bank
    students: tuple[StudentResult, ...]
    missing: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()
    graded_at: str = ""

    @property
    def possible(self) -> float:
        """Points of the whole exercise; an opinion is worth none."""
        return sum(possible_points(q, self.bank.keys[q.id]) for q in self.bank.questions)


def status(one: StudentResult) -> str:
    """How far a student's work is: graded, pending (a person must read), partial (questions left out) or empty."""
    states = {result.status for result in one.results.values()}
    if states <= {"absent"}:
        return "empty"
    if "pending" in states:
        return "pending"
    return "partial" if "absent" in states else "graded"


def stem_of(lesson: str) -> str:
    """The stem in the name of an exercise's bank (`exercise_03_words`), or the name as it is."""
    return lesson.removeprefix("exercise_")
