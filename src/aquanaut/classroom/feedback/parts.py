"""What one student's feedback says, part by part, before it becomes a page or a PDF.

It is made from one `StudentResult` and the exercise alone: no other student's answers are within reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aquanaut.classroom.opaque import restore
from aquanaut.classroom.report.heatmap_page import marks_in
from aquanaut.classroom.report.words import points
from aquanaut.classroom.results import QuestionResult, StudentResult
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import Key, Question, type_of
from aquanaut.questions.parts import Marked
from aquanaut.words import say

Piece = tuple[str, str, str]
"""Words of a passage, the class of their mark ("" for none), and the sign before them."""


@dataclass(frozen=True)
class Part:
    """One piece of feedback. `kind`: head, small, para, quote, good, bad, note, or passage (then `pieces`).

    `lead` is said first, in bold.
    """

    kind: str
    text: str = ""
    lead: str = ""
    pieces: tuple[tuple[Piece, ...], ...] = ()


def feedback_parts(bank: Bank, student: StudentResult) -> list[list[Part]]:
    """The feedback of one student, a list of parts for each question, in the order of the exercise."""
    return [
        list(_question(number, question, bank, student.results.get(question.id)))
        for number, question in enumerate(bank.questions, start=1)
    ]


def total(bank: Bank, student: StudentResult) -> str:
    """Points so far, and what still waits, in one sentence."""
    possible = sum(r.possible for r in student.results.values())
    waiting = student.pending
    key = "class.fb.total.waiting" if waiting else "class.fb.total"
    return say(key, n=waiting, earned=points(student.earned), possible=points(possible))


def _question(number: int, question: Question, bank: Bank, result: QuestionResult | None) -> Iterator[Part]:
    yield Part("head", say("class.fb.question", k=number, said=_earned(result)))
    if question.context:
        yield Part("quote", question.context["text"])
    yield Part("para", question.prompt)
    key = bank.keys[question.id]
    if result is None or result.status == "absent":
        yield Part("note", say("class.fb.absent"))
    else:
        answer = restore(question, result.answer)
        yield from _remarks(question, key, answer)
    if result is not None:
        yield from _teacher(result)


def _remarks(question: Question, key: Key, answer: object) -> Iterator[Part]:
    """What the question's kind says to the answer, and how to go on."""
    for one in type_of(question).gesture.remarks(question, key, answer):
        pieces = _pieces(question, one.marked) if one.sort == "passage" else ()
        yield Part(one.sort, one.text, one.lead, pieces)
    if key.data.get("next"):
        yield Part("small", key.data["next"])


def _earned(result: QuestionResult | None) -> str:
    if result is None or result.status == "absent":
        return say("class.fb.none")
    if result.status == "pending" or result.earned is None:
        return say("class.fb.waits")
    if not result.possible:
        return say("class.fb.opinion")
    return say("class.fb.points", n=result.possible, earned=points(result.earned), possible=points(result.possible))


def _teacher(result: QuestionResult) -> Iterator[Part]:
    if result.override is not None:
        key = "class.fb.changed" if result.why else "class.fb.override"
        given = {"earned": points(result.override), "possible": points(result.possible)}
        yield Part("note", say(key, **given, why=result.why))
    if result.comment:
        yield Part("note", result.comment, say("class.fb.comment"))
    if result.dispute:
        yield Part("note", result.dispute, say("class.fb.dispute"))


def _pieces(question: Question, marks: Sequence[Marked]) -> tuple[tuple[Piece, ...], ...]:
    """The passage by paragraphs, cut at the edges of the marks. Marks outside the passage are left out."""
    passage = question.body["passage"]
    text, first = passage["text"], passage["start"]
    marked = [(start, end, f"fb-{look}", sign, "") for start, end, look, sign in marks]
    paragraphs = []
    for block in passage["blocks"]:
        at, pieces = block["start"], []
        for start, end, cls, sign, _ in marks_in(marked, block["start"], block["end"]):
            pieces += [(text[at - first : start - first], "", ""), (text[start - first : end - first], cls, sign)]
            at = end
        pieces.append((text[at - first : block["end"] - first], "", ""))
        paragraphs.append(tuple(p for p in pieces if p[0]))
    return tuple(paragraphs)
