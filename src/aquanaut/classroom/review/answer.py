"""An answer as a grader reads it: a written one as it is, any other with what the key says to it."""

from __future__ import annotations

from aquanaut.classroom.feedback.parts import Part, feedback_parts
from aquanaut.classroom.results import QuestionResult, StudentResult
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import is_written


def answer_lines(bank: Bank, question: str, answer: object) -> list[str]:
    """The answer in lines of plain text; empty where there is none."""
    key = bank.keys.get(question)
    if answer in (None, "", [], {}) or key is None:
        return []
    if is_written(key):
        return [answer] if isinstance(answer, str) else []
    asked = [one.id for one in bank.questions]
    result = QuestionResult(question, "graded", 0, 0, answer)
    parts = feedback_parts(bank, StudentResult("", {question: result}))[asked.index(question)]
    shown = [part for part in parts if part.kind not in ("head", "quote")]
    return [line for line in map(_line, shown[1:]) if line]  # the first is the prompt


def _line(part: Part) -> str:
    if part.pieces:
        text = " ".join(_marked(paragraph) for paragraph in part.pieces)
        return f"{part.lead} {text}".strip()
    return " ".join(f"{part.lead} {part.text}".split())


def _marked(paragraph: tuple[tuple[str, str, str], ...]) -> str:
    """A paragraph with its marks in brackets, each with its sign: `[1: greedy]`."""
    return "".join(f"[{sign}: {text}]" if sign else f"[{text}]" if cls else text for text, cls, sign in paragraph)
