"""Taking a class's answers into the gradebook and scoring them, so that a crash at any moment leaves it whole.

Each batch of students is one transaction: their attempts, answers and scores go in together or not at all. A run that
was cut off is simply done again: attempts are known by what they hold, so nothing comes in twice.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from aquanaut.classroom.collect.students import Attempt
from aquanaut.classroom.gradebook import tables as t
from aquanaut.classroom.gradebook.book import Gradebook, add_dispute, add_students, audit_line, trail
from aquanaut.classroom.gradebook.bound import marks_given
from aquanaut.classroom.gradebook.current import choose, known_due, late_moved, late_ones, mark_current
from aquanaut.classroom.gradebook.engine import insert_many, reading, writing
from aquanaut.classroom.results import stem_of
from aquanaut.classroom.scorer import Graded, Grader
from aquanaut.records.session import now
from aquanaut.sheets.roster import Roster
from aquanaut.words import say

BATCH = 250
"""Attempts in one transaction: some tenths of a second, in which other graders wait."""

MOVED = "moved by "

Rows = dict[str, list[dict[str, object]]]
"""Rows on their way into the gradebook, by table."""

__all__ = ["Moved", "Taken", "finish", "known_due", "take"]

Tick = Callable[[int], None]


@dataclass(frozen=True)
class Moved:
    """A score that a run changed, at `at` (UTC).

    `why` is `key`, `answers`, `override` (the teacher's points stand above the score that changed) or `text` (the
    teacher's points belong to another text, or to this one again).
    """

    student: str
    question: str
    before: float | None
    after: float | None
    why: str
    at: str = ""


@dataclass(frozen=True)
class Taken:
    """What a run did: new attempts, scores that moved, the key's version; `ever` is all that moved in any run.

    `set_aside`: files that do not count because others are surer to be the student's. `late`: who is late by this run
    and was not, or the other way round.
    """

    new: int
    moved: tuple[Moved, ...]
    version: int
    ever: tuple[Moved, ...] = ()
    set_aside: tuple[tuple[str, str], ...] = ()
    late: tuple[str, ...] = ()


def take(
    book: Gradebook, grader: Grader, attempts: Sequence[Attempt], roster: Roster,
    problems: Sequence[tuple[str, str]], by: str, tick: Tick = lambda _done: None, due: str = "",
) -> Taken:  # fmt: skip
    """Bring `attempts` in, score them, and score again what an earlier key scored."""
    stem = stem_of(grader.bank.lesson)
    writing(book.engine, lambda c: _open(c, grader, stem, roster, by))
    late_before = reading(book.engine, lambda c: late_ones(c, stem))
    new = 0
    by_student: dict[str, list[Attempt]] = defaultdict(list)
    for one in attempts:
        by_student[one.student].append(one)
    for batch in _batches(by_student.values()):
        scored = [(one, one.digest, _score(grader, one)) for one in batch]
        new += writing(book.engine, lambda c, s=scored: _take(c, grader, stem, s, by))  # type: ignore[misc]
        tick(len(batch))
    again = reading(book.engine, lambda c: _outdated(c, stem, grader.key_hash))
    for start in range(0, len(again), BATCH):
        some = again[start : start + BATCH]
        writing(book.engine, lambda c, s=some: _rescore(c, grader, stem, s, by))  # type: ignore[misc]
    marks = [attempt.digest for attempt in attempts]
    set_aside = reading(book.engine, lambda c: choose(c, stem, marks, list(by_student)))
    told = [*problems, *set_aside]
    taken = writing(book.engine, lambda c: _close(c, grader, stem, told, new))
    late = writing(book.engine, lambda c: late_moved(c, stem, late_before, due, by))
    return replace(taken, set_aside=tuple(set_aside), late=late)


def finish(book: Gradebook, grader: Grader, taken: Taken, by: str) -> None:
    """End a run, once what it did has been told. Until then the next run tells it again."""
    stem = stem_of(grader.bank.lesson)
    said = {"new": taken.new, "moved": len(taken.moved), "key": taken.version}
    writing(book.engine, lambda c: trail(c, by, "graded", "", stem, "", None, said))


def _batches(students: Iterable[list[Attempt]]) -> Iterable[list[Attempt]]:
    """Attempts by the `BATCH`, those of one student never apart."""
    batch: list[Attempt] = []
    for mine in students:
        batch += mine
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _score(grader: Grader, attempt: Attempt) -> dict[str, Graded]:
    return {
        name: grader.grade(name, attempt.answers[name].answer if name in attempt.answers else None)
        for name in grader.questions
    }


def _open(c: Connection, grader: Grader, stem: str, roster: Roster, by: str) -> None:
    if c.execute(select(t.exercises.c.stem).where(t.exercises.c.stem == stem)).first() is None:
        c.execute(insert(t.exercises), {"stem": stem, "title": grader.bank.title, "graded_at": ""})
    known = and_(t.keys.c.exercise == stem, t.keys.c.hash == grader.key_hash)
    if c.execute(select(t.keys.c.hash).where(known)).first() is None:
        last = c.execute(select(func.max(t.keys.c.version)).where(t.keys.c.exercise == stem)).scalar() or 0
        values = {"exercise": stem, "hash": grader.key_hash, "version": last + 1, "possible": grader.possible}
        c.execute(insert(t.keys), {**values, "since": now()})
        trail(c, by, "key", "", stem, "", last or None, last + 1)
    _take_roster(c, roster)


def _take_roster(c: Connection, roster: Roster) -> None:
    if not roster:
        return
    add_students(c, [one.code for one in roster.students])
    c.execute(delete(t.roster).where(t.roster.c.origin == "roster"))
    codes = [one.code for one in roster.students]
    for start in range(0, len(codes), 500):
        c.execute(delete(t.roster).where(t.roster.c.student.in_(codes[start : start + 500])))
    rows = [
        {
            "student": one.code,
            "name": one.name,
            "email": one.email,
            "ids": json.dumps(dict(one.ids)),
            "origin": "roster",
        }
        for one in roster.students
    ]
    c.execute(insert(t.roster), rows)


def _take(
    c: Connection, grader: Grader, stem: str, scored: Sequence[tuple[Attempt, str, Mapping[str, Graded]]], by: str
) -> int:
    students = list(dict.fromkeys(one.student for one, _, _ in scored))
    add_students(c, students)
    a = t.attempts
    there = c.execute(select(a.c.id, a.c.student).where(a.c.exercise == stem, a.c.student.in_(students))).all()
    known, returning = {one.id for one in there}, sorted({one.student for one in there})
    before = _machine(c, stem, returning)
    new = {mark: (one, graded) for one, mark, graded in scored if mark not in known}
    rows: Rows = defaultdict(list)
    for mark, (one, graded) in new.items():
        _rows(rows, grader, stem, mark, one, graded)
        rows["audit"].append(audit_line(by, "received", one.student, stem, "", None, one.source[:300]))
    for name in ("attempts", "evidence", "answers", "results", "option_results", "audit"):
        insert_many(c, t.tables.tables[name], rows[name])
    for one, mark, _ in scored:
        if mark in known:  # a file that came again may be known to be late only now, or by a clearer name
            c.execute(
                update(a).where(a.c.id == mark).values(late=one.late, flags=_flags(one, grader), source=one.source)
            )
        for question, given in one.answers.items():
            if given.dispute and question in grader.questions:
                add_dispute(c, one.student, stem, question, given.dispute, given.disputed_at, one.student)
    _names(c, scored)
    if new:
        mark_current(c, stem, students, returning)
        _say_moved(c, stem, before, _machine(c, stem, returning), by)
    return len(new)


def _rows(
    rows: Rows,
    grader: Grader,
    stem: str,
    mark: str,
    one: Attempt,
    graded: Mapping[str, Graded],
) -> None:
    """All rows of one attempt."""
    rows["attempts"].append({
        "id": mark, "student": one.student, "exercise": stem, "source": one.source, "submitted": one.submitted,
        "time": one.time, "late": one.late, "received": now(), "current": False, "graded_with": grader.key_hash,
        "flags": _flags(one, grader),
    })  # fmt: skip
    rows["evidence"].append({"attempt": mark, "trust": one.trust})
    for name, given in one.answers.items():
        rows["answers"].append({
            "attempt": mark, "question": name, "answer": "" if given.answer is None else json.dumps(given.answer),
            "tries": given.attempt, "at": given.at, "confidence": given.confidence, "flags": json.dumps(given.flags),
        })  # fmt: skip
    _result_rows(rows, grader, mark, graded)


def _flags(one: Attempt, grader: Grader) -> str:
    """What the teacher is told about an attempt, as JSON text."""
    strangers = [name[:40] for name in one.answers if name not in grader.questions][:3]
    said = say("collect.strangers", names=", ".join(strangers))
    return json.dumps([*one.flags, *([said] if strangers else [])])


def _result_rows(rows: Rows, grader: Grader, mark: str, graded: Mapping[str, Graded]) -> None:
    for name, one in graded.items():
        rows["results"].append({
            "attempt": mark, "question": name, "status": one.status, "earned": one.earned, "possible": one.possible,
            "flags": json.dumps(one.flags),
        })  # fmt: skip
        for place, (atom, times) in enumerate(Counter(one.chosen).items()):
            rows["option_results"].append({
                "attempt": mark, "question": name, "atom": atom, "place": place, "times": times,
                "weight": grader.weight(name, atom),
            })  # fmt: skip


def _names(c: Connection, scored: Iterable[tuple[Attempt, str, Mapping[str, Graded]]]) -> None:
    """Keep the LMS's names beside the codes, where no roster says better."""
    named = {one.student: one.name for one, _, _ in scored if one.name}
    if not named:
        return
    known = set(c.execute(select(t.roster.c.student).where(t.roster.c.student.in_(list(named)))).scalars())
    rows = [
        {"student": code, "name": name, "email": "", "ids": "{}", "origin": "file name"}
        for code, name in named.items()
        if code not in known
    ]
    if rows:
        c.execute(insert(t.roster), rows)


def _outdated(c: Connection, stem: str, key: str) -> list[str]:
    a = t.attempts
    query = select(a.c.id).where(a.c.exercise == stem, a.c.current, a.c.graded_with != key).order_by(a.c.id)
    return list(c.execute(query).scalars())


def _rescore(c: Connection, grader: Grader, stem: str, marks: Sequence[str], by: str) -> None:
    """Score attempts again from their stored answers, and write down in the same transaction what moved."""
    students = list(c.execute(select(t.attempts.c.student).where(t.attempts.c.id.in_(marks))).scalars())
    before = _machine(c, stem, students)
    held: dict[str, dict[str, object]] = {mark: {} for mark in marks}
    s = t.answers
    for mark, name, answer in c.execute(select(s.c.attempt, s.c.question, s.c.answer).where(s.c.attempt.in_(marks))):
        held[mark][name] = json.loads(answer) if answer else None
    c.execute(delete(t.option_results).where(t.option_results.c.attempt.in_(marks)))
    c.execute(delete(t.results).where(t.results.c.attempt.in_(marks)))
    rows: Rows = defaultdict(list)
    for mark, answers in held.items():
        _result_rows(rows, grader, mark, {name: grader.grade(name, answers.get(name)) for name in grader.questions})
    for name in ("results", "option_results"):
        insert_many(c, t.tables.tables[name], rows[name])
    c.execute(update(t.attempts).where(t.attempts.c.id.in_(marks)).values(graded_with=grader.key_hash))
    _say_moved(c, stem, before, _machine(c, stem, students), by)


Machine = dict[tuple[str, str], tuple[str, float | None, float | None]]
"""By (student, question): the attempt, the machine's points, and a teacher's points that stand above them."""


def _machine(c: Connection, stem: str, students: Sequence[str]) -> Machine:
    if not students:
        return {}
    a, r = t.attempts, t.results
    query = (
        select(a.c.student, r.c.question, a.c.id, r.c.earned)
        .join(r, r.c.attempt == a.c.id)
        .where(a.c.exercise == stem, a.c.current, a.c.student.in_(students))
    )
    given = marks_given(c, t.overrides, stem, students=students)
    above = {(row.student, row.question): row.points for row, holds in given if holds}
    return {(s, q): (mark, earned, above.get((s, q))) for s, q, mark, earned in c.execute(query)}


def _say_moved(c: Connection, stem: str, before: Machine, after: Machine, by: str) -> None:
    lines = []
    for (student, question), (mark, earned, stood) in sorted(before.items()):
        now_mark, now_earned, above = after.get((student, question), (mark, None, None))
        if stood != above:  # the teacher's points belong to another text, or to this one again
            before_it, after_it = (earned if stood is None else stood), (now_earned if above is None else above)
            lines.append(audit_line(by, MOVED + "text", student, stem, question, before_it, after_it))
        elif now_earned != earned:
            why = "override" if above is not None else "key" if now_mark == mark else "answers"
            lines.append(audit_line(by, MOVED + why, student, stem, question, earned, now_earned))
    if lines:
        c.execute(insert(t.audit), lines)


def _close(c: Connection, grader: Grader, stem: str, problems: Sequence[tuple[str, str]], new: int) -> Taken:
    """This run's problems, and all that moved since the last run that was finished (a crashed one's too)."""
    c.execute(delete(t.problems).where(t.problems.c.exercise == stem))
    rows = [{"exercise": stem, "number": n, "file": f, "reason": r} for n, (f, r) in enumerate(problems)]
    if rows:
        c.execute(insert(t.problems), rows)
    c.execute(update(t.exercises).where(t.exercises.c.stem == stem).values(graded_at=now(), title=grader.bank.title))
    u = t.audit
    last = c.execute(select(func.max(u.c.id)).where(u.c.exercise == stem, u.c.what == "graded")).scalar() or 0
    query = (
        select(u).where(u.c.exercise == stem, u.c.what.startswith(MOVED)).order_by(u.c.student, u.c.question, u.c.id)
    )
    lines = [
        (
            one.id > last,
            Moved(one.student, one.question, _number(one.before), _number(one.after), _why(one.what), one.at),
        )
        for one in c.execute(query)
    ]
    moved, ever = tuple(one for fresh, one in lines if fresh), tuple(one for _, one in lines)
    known = and_(t.keys.c.exercise == stem, t.keys.c.hash == grader.key_hash)
    return Taken(new, moved, int(c.execute(select(t.keys.c.version).where(known)).scalar_one()), ever)


def _why(what: str) -> str:
    return what.removeprefix(MOVED)


def _number(text: str) -> float | None:
    return float(json.loads(text)) if text else None
