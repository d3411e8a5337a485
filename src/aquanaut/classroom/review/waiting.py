"""What there is to read: every written answer of an exercise, who scored it, and what learners dispute.

Read straight from the tables in one go, so that a class of thousands opens at once; nothing here writes.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from aquanaut.classroom.gradebook import tables as t
from aquanaut.classroom.gradebook.book import OVERRIDE, Gradebook
from aquanaut.classroom.gradebook.bound import fingerprint, marks_given, text_of
from aquanaut.classroom.gradebook.engine import reading
from aquanaut.classroom.results import stem_of
from aquanaut.classroom.review.readings import MODERATED
from aquanaut.questions.model import is_written

Place = tuple[str, str]
"""(student, question)."""


@dataclass(frozen=True)
class WrittenAnswer:
    """One answer as it stands. `points` are those that count now, None while it waits; `by` gave them.

    `machine` is the computed score, None for a written answer. `version` and `fingerprint` go back into
    `Gradebook.score`. `readings` are each grader's own points as (name, points) in the order of time; `moderated`: a
    third score settled them. `earlier`: points that were given to another text, as (name, points, its fingerprint).
    """

    student: str
    question: str
    answer: object
    possible: float
    machine: float | None
    points: float | None
    by: str
    version: int
    fingerprint: str
    readings: tuple[tuple[str, float], ...] = ()
    moderated: bool = False
    earlier: tuple[str, float, str] | None = None
    why: str = ""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.student, self.question

    @property
    def differ(self) -> bool:
        """Whether two graders gave different points and nobody has settled it."""
        return len({points for _, points in self.readings}) > 1 and not self.moderated


def same_words(text: object) -> str:
    """An answer as it is compared with others: no capitals, no punctuation, single spaces, compatible letters alike."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold()
    kept = "".join(" " if unicodedata.category(one)[0] in "PZCS" else one for one in plain)
    return " ".join(kept.split())


def written_answers(book: Gradebook, exercise: str) -> list[WrittenAnswer]:
    """Every written answer of the latest handings-in, in the order of the questions and then of the codes."""
    bank = book.bank(exercise)
    asked = [one.id for one in bank.questions if is_written(bank.keys[one.id])]
    stem = stem_of(bank.lesson)
    found = reading(book.engine, lambda c: _standings(c, stem, asked, ""))
    return sorted((one for one in found if one.answer), key=lambda one: (asked.index(one.question), one.student))


def written_answer(book: Gradebook, exercise: str, student: str, question: str) -> WrittenAnswer | None:
    """One answer as it stands at this moment; None where the student has handed in nothing for it."""
    stem = stem_of(book.bank(exercise).lesson)
    found = reading(book.engine, lambda c: _standings(c, stem, [question], student))
    return found[0] if found else None


def _standings(c: Connection, stem: str, asked: list[str], student: str) -> list[WrittenAnswer]:
    a, r, s, o = t.attempts, t.results, t.answers, t.overrides
    query = (
        select(
            a.c.student,
            r.c.question,
            s.c.answer,
            r.c.possible,
            r.c.earned,
            o.c.points,
            o.c.by,
            o.c.version,
            o.c.fingerprint,
            o.c.why,
        )
        .join(r, r.c.attempt == a.c.id)
        .outerjoin(s, and_(s.c.attempt == a.c.id, s.c.question == r.c.question))
        .outerjoin(o, and_(o.c.student == a.c.student, o.c.exercise == a.c.exercise, o.c.question == r.c.question))
        .where(a.c.exercise == stem, a.c.current, r.c.question.in_(asked))
    )
    query = query.where(a.c.student == student) if student else query
    rows = c.execute(query).all()
    readings, moderated = _readings(c, stem, student), _moderated(c, stem, student)
    return [_standing(w, tuple(readings[w.student, w.question]), (w.student, w.question) in moderated) for w in rows]


def _standing(row: Row[*tuple[Any, ...]], read: tuple[tuple[str, float], ...], moderated: bool) -> WrittenAnswer:
    """One answer from its row. Points that belong to another text are `earlier`, and count for nothing."""
    answer = json.loads(row.answer) if row.answer else None
    text, given = fingerprint(answer), row.version is not None
    holds = given and row.fingerprint == text
    return WrittenAnswer(
        row.student, row.question, answer, row.possible, row.earned, row.points if holds else None,
        row.by if holds else "", row.version or 0, text, read, moderated and holds,
        (row.by, row.points, row.fingerprint) if given and not holds else None, row.why if holds else "",
    )  # fmt: skip


def _readings(c: Connection, stem: str, student: str) -> dict[Place, list[tuple[str, float]]]:
    """What each grader gave to the answers as they are now."""
    found: dict[Place, list[tuple[str, float]]] = defaultdict(list)
    for row, holds in marks_given(c, t.readings, stem, students=[student] if student else None):
        if holds:
            found[row.student, row.question].append((row.by, row.points))
    return found


def _moderated(c: Connection, stem: str, student: str) -> set[Place]:
    """Places that a third score settled, and that nobody has read again since."""
    u = t.audit
    query = select(u.c.student, u.c.question, u.c.what).where(
        u.c.exercise == stem, u.c.what.in_((MODERATED, "score", "second reading", "withdraw", OVERRIDE))
    )
    query = (query.where(u.c.student == student) if student else query).order_by(u.c.id)
    last = {(one.student, one.question): one.what for one in c.execute(query)}
    return {place for place, what in last.items() if what == MODERATED}


def comments(book: Gradebook, exercise: str, by: str) -> dict[Place, str]:
    """What this grader has said to students about the answers as they are now, by place."""
    stem = stem_of(book.bank(exercise).lesson)
    found = reading(book.engine, lambda c: list(marks_given(c, t.comments, stem, t.comments.c.by == by)))
    return {(row.student, row.question): row.text for row, holds in found if holds}


def earlier_text(book: Gradebook, exercise: str, place: Place, mark: str) -> tuple[object, list[str]]:
    """The answer that earlier points were given to (None where it is not kept), and what was said about it."""
    stem, (student, question) = stem_of(book.bank(exercise).lesson), place

    def work(c: Connection) -> tuple[object, list[str]]:
        k = t.comments
        here = (k.c.student == student, k.c.question == question, k.c.fingerprint == mark)
        said = [row.text for row, _ in marks_given(c, k, stem, *here)]
        return text_of(c, student, stem, question, mark), said

    return reading(book.engine, work)


def handed_in(book: Gradebook, exercise: str) -> list[tuple[str, str]]:
    """Who has handed in, as (code, name), by name and then by code; the name is "" where no roster gives one."""
    a, n = t.attempts, t.roster
    query = (
        select(a.c.student, n.c.name)
        .outerjoin(n, and_(n.c.student == a.c.student, n.c.origin == "roster"))
        .where(a.c.exercise == exercise, a.c.current)
    )
    rows = reading(book.engine, lambda c: c.execute(query).all())
    return sorted(((code, name or "") for code, name in rows), key=lambda one: (one[1].casefold(), one[0]))
