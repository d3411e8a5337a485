"""Where a learner stands, worked out from the log: the newest answer to each question, attempts, disputes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from aquanaut.questions.model import Response

DISPUTE = ("text", "marks", "answer", "at")
"""What is kept of a dispute."""


@dataclass
class Standing:
    """One learner and one question.

    `state`: draft (typed, not checked), checked, or revealed; `at`: when the answer was last changed. `tries` are
    the checked answers, first to last; a try after the answer was shown is practice and not among them.
    """

    answer: object = None
    confidence: int | None = None
    state: str = ""
    at: str = ""
    checked: object = None
    tries: list[Response] = field(default_factory=list)
    hints: int = 0
    disputes: list[dict[str, object]] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    @property
    def attempt(self) -> int:
        """How many times an answer was checked."""
        return len(self.tries)

    def copy(self) -> Standing:
        """The same, with lists of its own."""
        disputes, ticked, opened = [*self.disputes], [*self.ticked], [*self.opened]
        return replace(self, tries=[*self.tries], disputes=disputes, ticked=ticked, opened=opened)


class Course:
    """What a learner did in one lesson, followed record by record: a long log need not be gone through again."""

    def __init__(self, learner: str) -> None:
        self.learner = learner
        self.taken = 0
        self._standings: dict[str, Standing] = {}
        self._checks: set[tuple[str, str]] = set()

    def take(self, records: Iterable[Mapping[str, object]]) -> None:
        """Go on with `records`. Those of other learners, shapes or versions are passed over."""
        for record in records:
            self.taken += 1
            question, event = record.get("question"), record.get("event")
            if record.get("learner") != self.learner or not (isinstance(question, str) and isinstance(event, str)):
                continue
            check = (question, str(record.get("at")))
            # A record kept by the browser may be sent again after a lost receipt.
            if event == "check" and check in self._checks:
                continue
            if event == "check":
                self._checks.add(check)
            _apply(self._standings.setdefault(question, Standing()), question, event, record)

    def standings(self) -> dict[str, Standing]:
        """Where the learner stands now, by question id; what comes later does not change it."""
        return {name: standing.copy() for name, standing in self._standings.items()}


def standings(records: Iterable[Mapping[str, object]], learner: str) -> dict[str, Standing]:
    """Every question that `learner` did something with, by id. Records of other shapes or versions are passed over."""
    course = Course(learner)
    course.take(records)
    return course.standings()


def _apply(standing: Standing, question: str, event: str, record: Mapping[str, object]) -> None:
    answer, confidence, at = record.get("answer"), record.get("confidence"), str(record.get("at", ""))
    confidence = confidence if isinstance(confidence, int) and 0 <= confidence <= 100 else None
    match event:
        case "draft":
            standing.answer, standing.confidence, standing.at = answer, confidence, at
            standing.state = standing.state if standing.state == "revealed" else "draft"
        case "check":
            standing.answer, standing.confidence, standing.checked = answer, confidence, answer
            standing.at = at
            if standing.state != "revealed":
                standing.state = "checked"
                standing.tries.append(Response(question, answer, len(standing.tries) + 1, at, confidence))
        case "reveal":
            standing.state = "revealed"
        case "read" if isinstance(record.get("text"), str):
            standing.opened.append(str(record["text"]))
        case "hint":
            standing.hints += 1
        case "dispute":
            standing.disputes.append({name: record.get(name) for name in DISPUTE})
        case "selfcheck" if isinstance(answer, list):
            standing.ticked = [line for line in answer if isinstance(line, str)]
