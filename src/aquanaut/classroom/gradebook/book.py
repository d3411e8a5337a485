"""The gradebook: what a class handed in, how it was scored, and what teachers decided.

Students are opaque codes; the roster is a table of its own. Every change is in the audit trail: who, what, when, before
and after. A teacher's points (`score`) stand above the machine's and outlive new keys and new handings-in. Two graders
at once: each change is one transaction on what is there at that moment, nothing is read early and written late; whoever
wants to be told that another was faster passes the `version` seen before.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, select, update

from aquanaut.classroom.gradebook import tables as t
from aquanaut.classroom.gradebook.bound import answer_now, marks_given, stored
from aquanaut.classroom.gradebook.engine import GradebookError, open_engine, reading, writing
from aquanaut.classroom.gradebook.read import class_results, known_students
from aquanaut.classroom.results import ClassResults, stem_of
from aquanaut.questions.bank import Bank
from aquanaut.questions.exercise import find_exercise, load_exercise
from aquanaut.questions.model import possible_points
from aquanaut.records.session import now
from aquanaut.sheets.roster import Student
from aquanaut.words import say

__all__ = ["Change", "Conflict", "Dispute", "Gradebook", "GradebookError", "Pending", "Reading"]

MOST_COMMENT = 10_000

OVERRIDE = "override"
"""What the audit trail calls a score that was changed for a reason."""


class Conflict(GradebookError):
    """Another grader changed the same answer in the meantime. Nothing was written; look again, then decide."""


@dataclass(frozen=True)
class Pending:
    """A written answer that waits for a person. `version` is for `Gradebook.score(…, version=…)`: 0 while unscored."""

    student: str
    exercise: str
    question: str
    answer: str
    possible: float
    at: str
    version: int = 0


@dataclass(frozen=True)
class Reading:
    """What one grader gave. Several graders' readings of one answer are what agreement is computed from."""

    student: str
    exercise: str
    question: str
    by: str
    points: float
    at: str


@dataclass(frozen=True)
class Dispute:
    """A learner (or teacher) disagrees with a key or a score. `state` is open or settled."""

    student: str
    exercise: str
    question: str
    at: str
    text: str
    state: str
    by: str
    reply: str


@dataclass(frozen=True)
class Change:
    """One line of the audit trail. `before` and `after` are JSON text, "" where there was nothing."""

    at: str
    who: str
    what: str
    student: str
    exercise: str
    question: str
    before: str
    after: str


class Gradebook:
    """A gradebook at a database URL, or at a path (SQLite). Raises `GradebookError` in words.

    `root` is the folder that holds the exercises, where it is not the usual one.
    """

    def __init__(self, url: str | Path, root: Path | None = None) -> None:
        self.engine = open_engine(str(url))
        self.root = root
        self._banks: dict[str, tuple[tuple[int, ...], Bank]] = {}

    def close(self) -> None:
        """Let all connections go."""
        self.engine.dispose()

    def exercises(self) -> list[str]:
        """The stems of the exercises that were graded, in order."""
        return reading(
            self.engine, lambda c: list(c.execute(select(t.exercises.c.stem).order_by(t.exercises.c.stem)).scalars())
        )

    def bank(self, exercise: str | Bank) -> Bank:
        """An exercise with its key as it is now; read again only when one of its files changed."""
        if isinstance(exercise, Bank):
            return exercise
        folder = find_exercise(stem_of(exercise), self.root)
        times = tuple(
            (folder / name).stat().st_mtime_ns for name in ("exercise.yaml", "key.yaml") if (folder / name).exists()
        )
        known = self._banks.get(folder.name)
        if known is None or known[0] != times:
            known = self._banks[folder.name] = (times, load_exercise(folder.name, self.root))
        return known[1]

    def results(self, exercise: str | Bank) -> ClassResults:
        """The class as it stands: the latest handing-in of each, scored with the key of the last grading run."""
        bank = self.bank(exercise)
        return reading(self.engine, lambda c: class_results(c, bank))

    def roster(self) -> list[Student]:
        """Everyone whose name or numbers the gradebook knows."""
        return reading(self.engine, known_students)

    # --- written answers and overrides ---------------------------------------------------------------------

    def pending(self, exercise: str | None = None) -> list[Pending]:
        """Written answers whose text no one has scored yet, in the order of exercise, question and student."""
        a, r, s, o = t.attempts, t.results, t.answers, t.overrides
        query = (
            select(
                a.c.student, a.c.exercise, r.c.question, s.c.answer, r.c.possible, s.c.at, o.c.version, o.c.fingerprint
            )
            .join(r, r.c.attempt == a.c.id)
            .join(s, and_(s.c.attempt == a.c.id, s.c.question == r.c.question))
            .outerjoin(o, and_(o.c.student == a.c.student, o.c.exercise == a.c.exercise, o.c.question == r.c.question))
            .where(a.c.current, r.c.status == "pending")
            .order_by(a.c.exercise, r.c.question, a.c.student)
        )
        if exercise:
            query = query.where(a.c.exercise == stem_of(exercise))
        rows = reading(self.engine, lambda c: c.execute(query).all())
        return [
            Pending(w.student, w.exercise, w.question, json.loads(w.answer), w.possible, w.at, w.version or 0)
            for w in rows
            if w.version is None or w.fingerprint != stored(w.answer)
        ]

    def score(
        self, student: str, question: str, points: float, by: str, comment: str = "",
        exercise: str = "", version: int | None = None, answer: str | None = None, why: str = "",
    ) -> int:  # fmt: skip
        """Give `points` for an answer, a written one or against the machine, and return the new version.

        The points belong to the answer that is there now. `version` and `answer` (its fingerprint): what the grader
        saw; if another grader or the student was faster, `Conflict` is raised and nothing written. `why`: the reason
        for a change, which the student reads. Raises `GradebookError` for an unknown student or question, and for
        points outside 0 and what the question is worth.
        """
        stem, most = self._asked(question, exercise)
        check_points(points, most, question)

        def work(c: Connection) -> int:
            _know(c, student)
            where = _where(t.overrides, student, stem, question)
            known = c.execute(select(t.overrides).where(where).with_for_update()).one_or_none()
            if version is not None and version != (known.version if known else 0):
                if known is None:
                    raise Conflict(say("book.conflict", who=say("book.someone")))
                raise Conflict(say("book.conflict.to", who=known.by, points=f"{known.points:g}"))
            text = answer_now(c, student, stem, question)
            if answer is not None and answer != text:
                raise Conflict(say("book.conflict.text"))
            given = {"points": float(points), "at": now(), "fingerprint": text}
            place = {"student": student, "exercise": stem, "question": question}
            new = (known.version if known else 0) + 1
            decided = {**given, "by": by, "version": new, "why": why[:MOST_COMMENT]}
            _put(c, t.overrides, where, place, decided, bool(known))
            who = and_(_where(t.readings, student, stem, question), t.readings.c.by == by)
            _put(c, t.readings, who, {**place, "by": by}, given, _there(c, t.readings, who))
            before, after = known.points if known else None, float(points)
            what, told = (OVERRIDE, {"points": after, "why": why[:MOST_COMMENT]}) if why else ("score", after)
            trail(c, by, what, student, stem, question, before, told)
            if comment:
                _comment(c, student, stem, question, comment, by)
            return new

        return writing(self.engine, work)

    def withdraw(self, student: str, question: str, by: str, exercise: str = "", why: str = "") -> None:
        """Take a teacher's points back: the machine's count again, and a written answer is pending again."""
        stem, _ = self._asked(question, exercise)

        def work(c: Connection) -> None:
            _know(c, student)
            where = _where(t.overrides, student, stem, question)
            known = c.execute(select(t.overrides).where(where).with_for_update()).one_or_none()
            if known:
                c.execute(delete(t.overrides).where(where))
                trail(c, by, "withdraw", student, stem, question, known.points, {"why": why} if why else None)

        writing(self.engine, work)

    def comment(self, student: str, question: str, text: str, by: str, exercise: str = "") -> None:
        """Say something to a student about an answer. One of each grader; a new one takes the old one's place."""
        stem, _ = self._asked(question, exercise)

        def work(c: Connection) -> None:
            _know(c, student)
            _comment(c, student, stem, question, text, by)

        writing(self.engine, work)

    def readings(self, exercise: str) -> list[Reading]:
        """Every grader's last points for every answer as it is now, for moderation."""
        stem = stem_of(exercise)
        found = reading(self.engine, lambda c: list(marks_given(c, t.readings, stem)))
        rows = sorted((row for row, holds in found if holds), key=lambda row: (row.question, row.student, row.by))
        return [Reading(r.student, r.exercise, r.question, r.by, r.points, r.at) for r in rows]

    # --- disputes ------------------------------------------------------------------------------------------

    def dispute(
        self, student: str, question: str, text: str, by: str = "", exercise: str = "", at: str = ""
    ) -> Dispute:
        """Open a dispute about an answer. Those that learners raise come in with their answers."""
        stem, _ = self._asked(question, exercise)
        at = at or now()

        def work(c: Connection) -> Dispute:
            _know(c, student)
            add_dispute(c, student, stem, question, text[:MOST_COMMENT], at, by or student)
            one = c.execute(
                select(t.disputes).where(_where(t.disputes, student, stem, question), t.disputes.c.at == at)
            ).one()
            return Dispute(**one._mapping)

        return writing(self.engine, work)

    def settle(self, dispute: Dispute, reply: str, by: str) -> None:
        """Close a dispute with a reply. A change of points is a `score` of its own."""

        def work(c: Connection) -> None:
            where = and_(
                _where(t.disputes, dispute.student, dispute.exercise, dispute.question), t.disputes.c.at == dispute.at
            )
            done = c.execute(update(t.disputes).where(where).values(state="settled", reply=reply[:MOST_COMMENT], by=by))
            if not done.rowcount:
                raise GradebookError(say("book.no_dispute"))
            trail(c, by, "settle", dispute.student, dispute.exercise, dispute.question, dispute.state, reply)

        writing(self.engine, work)

    def disputes(self, exercise: str | None = None, state: str = "open") -> list[Dispute]:
        """Disputes, oldest first; `state` "" gives all."""
        query = select(t.disputes).order_by(t.disputes.c.at, t.disputes.c.student, t.disputes.c.question)
        query = query.where(t.disputes.c.exercise == stem_of(exercise)) if exercise else query
        query = query.where(t.disputes.c.state == state) if state else query
        return [Dispute(**row._mapping) for row in reading(self.engine, lambda c: c.execute(query).all())]

    def history(self, student: str = "", question: str = "", exercise: str = "") -> list[Change]:
        """The audit trail, oldest first, of a student, a question or an exercise, or the whole."""
        query = select(t.audit).order_by(t.audit.c.id)
        for column, wanted in (("student", student), ("question", question), ("exercise", stem_of(exercise))):
            query = query.where(t.audit.c[column] == wanted) if wanted else query
        rows = reading(self.engine, lambda c: c.execute(query).all())
        return [Change(r.at, r.who, r.what, r.student, r.exercise, r.question, r.before, r.after) for r in rows]

    def _asked(self, question: str, exercise: str) -> tuple[str, float]:
        """The stem of the exercise that asks this question, and what it is worth."""
        stems = [stem_of(exercise)] if exercise else self.exercises()
        for stem in stems:
            bank = self.bank(stem)
            found = next((q for q in bank.questions if q.id == question), None)
            if found:
                return stem, possible_points(found, bank.keys[question])
        where = ", ".join(stems) or say("book.this")
        raise GradebookError(say("book.no_question", question=question, where=where))


def check_points(points: object, most: float, question: str) -> None:
    """Raise `GradebookError` for points outside 0 and `most`, and for what is no number."""
    if not (isinstance(points, int | float) and math.isfinite(points) and 0 <= points <= most):
        raise GradebookError(say("book.points", points=points, question=question, most=f"{most:g}"))


def trail(
    c: Connection, who: str, what: str, student: str, exercise: str, question: str, before: object, after: object
) -> None:
    """Add a line to the audit trail; `before` and `after` are JSON data, None for nothing."""
    c.execute(insert(t.audit), audit_line(who, what, student, exercise, question, before, after))


def audit_line(
    who: str, what: str, student: str, exercise: str, question: str, before: object, after: object
) -> dict[str, object]:
    """A line of the audit trail as values."""
    old, new = ("" if one is None else json.dumps(one) for one in (before, after))
    return {"at": now(), "who": who, "what": what, "student": student, "exercise": exercise, "question": question,
            "before": old, "after": new}  # fmt: skip


def add_dispute(c: Connection, student: str, stem: str, question: str, text: str, at: str, by: str) -> None:
    """Open a dispute, unless the same one is there already."""
    where = and_(_where(t.disputes, student, stem, question), t.disputes.c.at == at)
    if not _there(c, t.disputes, where):
        values = {"student": student, "exercise": stem, "question": question, "at": at, "text": text}
        c.execute(insert(t.disputes), {**values, "state": "open", "by": "", "reply": ""})
        trail(c, by, "dispute", student, stem, question, None, text)


def _where(table: Table, student: str, stem: str, question: str) -> ColumnElement[bool]:
    return and_(table.c.student == student, table.c.exercise == stem, table.c.question == question)


def _there(c: Connection, table: Table, where: ColumnElement[bool]) -> bool:
    return c.execute(select(table.c.student).where(where)).first() is not None


def _put(
    c: Connection,
    table: Table,
    where: ColumnElement[bool],
    place: Mapping[str, object],
    values: Mapping[str, object],
    known: bool,
) -> None:
    c.execute(update(table).where(where).values(**values) if known else insert(table).values(**place, **values))


def _comment(c: Connection, student: str, stem: str, question: str, text: str, by: str) -> None:
    where = and_(_where(t.comments, student, stem, question), t.comments.c.by == by)
    known = c.execute(select(t.comments.c.text).where(where)).scalar()
    place = {"student": student, "exercise": stem, "question": question, "by": by}
    values = {"text": text[:MOST_COMMENT], "at": now(), "fingerprint": answer_now(c, student, stem, question)}
    _put(c, t.comments, where, place, values, known is not None)
    trail(c, by, "comment", student, stem, question, known, text[:MOST_COMMENT])


def _know(c: Connection, student: str) -> None:
    if c.execute(select(t.students.c.code).where(t.students.c.code == student)).first() is None:
        raise GradebookError(say("book.no_student", student=student))


def add_students(c: Connection, codes: Sequence[str]) -> None:
    """Make sure that these codes are known."""
    known = set()
    for start in range(0, len(codes), 500):
        some = codes[start : start + 500]
        known |= set(c.execute(select(t.students.c.code).where(t.students.c.code.in_(some))).scalars())
    new = [{"code": code, "since": now()} for code in dict.fromkeys(codes) if code not in known]
    if new:
        c.execute(insert(t.students), new)
