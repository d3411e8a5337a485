"""The class as plain values: what the gradebook holds of one exercise, put together as `ClassResults`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, func, select

from aquanaut.classroom.gradebook import tables as t
from aquanaut.classroom.gradebook.bound import marks_given
from aquanaut.classroom.results import ClassResults, QuestionResult, StudentResult, stem_of
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import possible_points
from aquanaut.sheets.roster import Student
from aquanaut.words import say

Place = tuple[str, str]
"""(student, question)."""


def class_results(c: Connection, bank: Bank) -> ClassResults:
    """What the gradebook holds of this exercise, in the order of the students' codes."""
    stem = stem_of(bank.lesson)
    heads = c.execute(select(t.attempts).where(t.attempts.c.exercise == stem, t.attempts.c.current)).all()
    heads = sorted(heads, key=lambda one: one.student)
    found = _question_results(c, bank, stem, {one.id: one.student for one in heads})
    count: dict[str, int] = dict(
        c.execute(
            select(t.attempts.c.student, func.count())
            .where(t.attempts.c.exercise == stem)
            .group_by(t.attempts.c.student)
        ).all()
    )
    handed = {one.student for one in heads}
    students = [
        StudentResult(
            student=one.student, results=found[one.student], source=one.source, submitted=one.submitted, late=one.late,
            attempts=count[one.student], flags=said_flags(one.flags),
        )
        for one in heads
    ]  # fmt: skip
    # Points given to someone who handed nothing in (an oral answer) stand all the same.
    students += [StudentResult(code, found[code], attempts=0) for code in sorted(set(found) - handed)]
    listed = c.execute(
        select(t.roster.c.student, t.roster.c.name, t.roster.c.origin).order_by(t.roster.c.student)
    ).all()
    wrong = select(t.problems.c.file, t.problems.c.reason).where(t.problems.c.exercise == stem)
    return ClassResults(
        bank=bank,
        students=tuple(students),
        missing=tuple(one.student for one in listed if one.origin == "roster" and one.student not in found),
        names={one.student: one.name for one in listed if one.origin == "roster" and one.name},
        problems=tuple((file, reason) for file, reason in c.execute(wrong.order_by(t.problems.c.number))),
        graded_at=c.execute(select(t.exercises.c.graded_at).where(t.exercises.c.stem == stem)).scalar() or "",
    )


def known_students(c: Connection) -> list[Student]:
    """Everyone whose name or numbers the gradebook knows."""
    rows = c.execute(select(t.roster)).all()
    return [Student(row.student, row.name, row.email, json.loads(row.ids or "{}")) for row in rows]


def said_flags(text: str) -> tuple[str, ...]:
    """What was noted about an attempt or an answer, in words; notes are kept as keys of the catalogue."""
    return tuple(say(flag) for flag in json.loads(text))


def _question_results(
    c: Connection, bank: Bank, stem: str, whose: Mapping[str, str]
) -> dict[str, dict[str, QuestionResult]]:
    a, r, s = t.attempts, t.results, t.answers
    query = (
        select(r.c.attempt, r.c.question, r.c.status, r.c.earned, r.c.possible, r.c.flags, s.c.answer, s.c.tries,
               s.c.at, s.c.confidence, s.c.flags)
        .join(a, a.c.id == r.c.attempt)
        .outerjoin(s, and_(s.c.attempt == r.c.attempt, s.c.question == r.c.question))
        .where(a.c.exercise == stem, a.c.current)
    )  # fmt: skip
    chosen, given = _chosen(c, stem), _given(c, stem)
    comments, disputes = _comments(c, stem), _disputes(c, stem)
    rows: dict[str, dict[str, Sequence[Any]]] = defaultdict(dict)
    for one in c.execute(query):
        rows[whose[one[0]]][one[1]] = one
    for student, _ in given:
        rows.setdefault(student, {})
    found: dict[str, dict[str, QuestionResult]] = {student: {} for student in whose.values()}
    for student, mine in rows.items():
        found[student] = {}
        for question in bank.questions:
            place = (student, question.id)
            row = mine.get(question.id)
            atoms = chosen.get((row[0], question.id), ()) if row else ()
            nothing = QuestionResult(
                question.id, "absent", 0.0, possible_points(question, bank.keys[question.id]), chosen=atoms,
                comment=comments.get(place, ""), dispute=disputes.get(place, ""),
            )  # fmt: skip
            found[student][question.id] = _overridden(_filled(nothing, row), given.get(place))
    return found


def _filled(nothing: QuestionResult, row: Sequence[Any] | None) -> QuestionResult:
    """A result with what its row says (None where there is none)."""
    if row is None:
        return nothing
    _, _, status, earned, possible, flags, answer, tries, at, confidence, more = row
    return replace(
        nothing, status=status, earned=earned, possible=possible, answer=json.loads(answer) if answer else None,
        attempt=tries or 0, at=at or "", confidence=confidence,
        flags=(*said_flags(flags), *(said_flags(more) if more else ())),
    )  # fmt: skip


def _overridden(result: QuestionResult, given: tuple[float, str] | None) -> QuestionResult:
    """A result under the teacher's points, where there are any, with the reason for them."""
    if given is None:
        return result
    points, why = given
    return replace(result, status="graded", earned=points, override=points, why=why)


def _chosen(c: Connection, stem: str) -> dict[Place, tuple[str, ...]]:
    a, o = t.attempts, t.option_results
    query = (
        select(o.c.attempt, o.c.question, o.c.atom, o.c.times)
        .join(a, a.c.id == o.c.attempt)
        .where(a.c.exercise == stem, a.c.current)
        .order_by(o.c.attempt, o.c.question, o.c.place)
    )
    found: dict[Place, list[str]] = defaultdict(list)
    kept: dict[str, str] = {}
    for attempt, question, atom, times in c.execute(query):
        # The same few words come back a hundred thousand times: one copy of each will do.
        found[attempt, kept.setdefault(question, question)] += [kept.setdefault(atom, atom)] * times
    return {place: tuple(atoms) for place, atoms in found.items()}


def _given(c: Connection, stem: str) -> dict[Place, tuple[float, str]]:
    """Teachers' points and their reasons, where they were given to the answer as it is now."""
    return {
        (row.student, row.question): (row.points, row.why) for row, holds in marks_given(c, t.overrides, stem) if holds
    }


def _comments(c: Connection, stem: str) -> dict[Place, str]:
    found: dict[Place, list[str]] = defaultdict(list)
    for row, holds in marks_given(c, t.comments, stem):
        if holds:
            found[row.student, row.question].append(row.text)
    return {place: "\n".join(texts) for place, texts in found.items()}


def _disputes(c: Connection, stem: str) -> dict[Place, str]:
    query = select(t.disputes).where(t.disputes.c.exercise == stem, t.disputes.c.state == "open")
    return {(one.student, one.question): one.text for one in c.execute(query.order_by(t.disputes.c.at))}
