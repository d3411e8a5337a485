"""Where a learner stands, worked out from the log: the newest answer to each question, attempts, disputes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from aquanaut.questions.model import Response


@dataclass
class Standing:
    """One learner and one question.

    `state`: draft (typed, not checked), checked, or revealed; `at`: when the answer was last changed. `tries` are
    the checked answers, first to last; a try after the answer was shown is practice and not among them.
    """

    answer: Any = None
    confidence: int | None = None
    state: str = ""
    at: str = ""
    checked: Any = None
    tries: list[Response] = field(default_factory=list)
    hints: int = 0
    disputes: list[dict[str, Any]] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    @property
    def attempt(self) -> int:
        """How many times an answer was checked."""
        return len(self.tries)


def standings(records: Iterable[dict[str, Any]], learner: str) -> dict[str, Standing]:
    """Every question that `learner` did something with, by id. Records of other shapes or versions are passed over."""
    found: dict[str, Standing] = {}
    seen: set[tuple[str, str, str]] = set()
    for record in records:
        question, event, at = (record.get(k) for k in ("question", "event", "at"))
        if record.get("learner") != learner or not (isinstance(question, str) and isinstance(event, str)):
            continue
        # A record kept by the browser may be sent again after a lost receipt.
        if event == "check" and (question, event, str(at)) in seen:
            continue
        seen.add((question, event, str(at)))
        _apply(found.setdefault(question, Standing()), question, event, record)
    return found


def _apply(one: Standing, question: str, event: str, record: dict[str, Any]) -> None:
    answer, confidence = record.get("answer"), record.get("confidence")
    confidence = confidence if isinstance(confidence, int) and 0 <= confidence <= 100 else None
    match event:
        case "draft":
            one.answer, one.confidence, one.at = answer, confidence, str(record.get("at", ""))
            one.state = one.state if one.state == "revealed" else "draft"
        case "check":
            one.answer, one.confidence, one.checked = answer, confidence, answer
            one.at = str(record.get("at", ""))
            if one.state != "revealed":
                one.state = "checked"
                one.tries.append(Response(question, answer, len(one.tries) + 1, str(record.get("at", "")), confidence))
        case "reveal":
            one.state = "revealed"
        case "read" if isinstance(record.get("text"), str):
            one.opened.append(str(record["text"]))
        case "hint":
            one.hints += 1
        case "dispute":
            one.disputes.append({k: record.get(k) for k in ("text", "marks", "answer", "at")})
        case "selfcheck" if isinstance(answer, list):
            one.ticked = [a for a in answer if isinstance(a, str)]
