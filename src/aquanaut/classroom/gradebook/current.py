"""Which of a student's handings-in counts, and whether it is late.

Surer evidence of whose it is comes first, then the latest. Where a roster is known and only names and codes speak, two
handings-in that share no moment may be two people's: of these the better counts, so that nobody can lower another's
grade, and the teacher is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from aquanaut.classroom.collect.whose import AGREEING, STATED
from aquanaut.classroom.gradebook import tables as t
from aquanaut.classroom.gradebook.book import trail
from aquanaut.classroom.gradebook.engine import open_engine, reading
from aquanaut.words import say

SOME = 500
"""Students asked for in one query; databases take so many values at least."""


@dataclass
class Handing:
    """One handing-in of a student, as far as choosing goes. `moments`: (question, time) of its answers."""

    id: str
    student: str
    when: tuple[str, str, str]
    trust: int
    source: str
    received: str
    moments: frozenset[tuple[str, str]] = frozenset()
    points: float = 0.0


def mark_current(c: Connection, stem: str, students: Sequence[str], returning: Sequence[str]) -> None:
    """Mark the handing-in of each student that counts."""
    a = t.attempts
    newest = [chosen.id for chosen, _ in _chosen(c, stem, students).values()]
    if returning:
        c.execute(update(a).where(a.c.exercise == stem, a.c.student.in_(returning)).values(current=False))
    c.execute(update(a).where(a.c.id.in_(newest)).values(current=True))


def choose(c: Connection, stem: str, marks: Sequence[str], students: Sequence[str]) -> list[tuple[str, str]]:
    """Of this run's handings-in (`marks`) those that were set aside because of others, as (file, reason)."""
    told = []
    wanted = set(marks)
    for chosen, aside in _chosen(c, stem, students).values():
        for handing in aside:
            if handing.id in wanted and handing.source != chosen.source:
                key = "collect.set_aside" if handing.trust < chosen.trust else "collect.contested"
                told.append((handing.source, say(key, student=handing.student)))
    return sorted(told)


def _chosen(c: Connection, stem: str, students: Sequence[str]) -> dict[str, tuple[Handing, list[Handing]]]:
    """By student the handing-in that counts, and those that have nothing in common with it."""
    guarded = c.execute(select(t.roster.c.student).where(t.roster.c.origin == "roster").limit(1)).first() is not None
    found = {}
    unique = list(dict.fromkeys(students))
    for start in range(0, len(unique), SOME):
        for student, mine in _handings(c, stem, unique[start : start + SOME]).items():
            found[student] = _pick(mine, guarded)
    return found


def _handings(c: Connection, stem: str, students: Sequence[str]) -> dict[str, list[Handing]]:
    a, e = t.attempts, t.evidence
    query = (
        select(a.c.id, a.c.student, a.c.submitted, a.c.time, a.c.received, a.c.source, e.c.trust)
        .outerjoin(e, e.c.attempt == a.c.id)
        .where(a.c.exercise == stem, a.c.student.in_(students))
    )
    found: dict[str, list[Handing]] = defaultdict(list)
    for mark, student, submitted, time, received, source, trust in c.execute(query):
        when = (min(submitted, _day_after(received)), time, mark)
        found[student].append(Handing(mark, student, when, STATED if trust is None else trust, source, received))
    several = [handing for mine in found.values() if len(mine) > 1 for handing in mine]
    for start in range(0, len(several), SOME):
        _fill(c, several[start : start + SOME])
    return found


def _fill(c: Connection, handings: Sequence[Handing]) -> None:
    """Add moments and points, which matter only where a student has several."""
    marks = [handing.id for handing in handings]
    s, r = t.answers, t.results
    moments: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for mark, question, at in c.execute(select(s.c.attempt, s.c.question, s.c.at).where(s.c.attempt.in_(marks))):
        moments[mark] |= {(question, at)} if at else set()
    query = select(r.c.attempt, func.sum(r.c.earned)).where(r.c.attempt.in_(marks)).group_by(r.c.attempt)
    points = {mark: earned or 0.0 for mark, earned in c.execute(query)}
    for handing in handings:
        handing.moments, handing.points = frozenset(moments[handing.id]), points.get(handing.id, 0.0)


def _pick(mine: list[Handing], guarded: bool) -> tuple[Handing, list[Handing]]:
    best = max(handing.trust for handing in mine)
    sure = sorted((handing for handing in mine if handing.trust == best), key=lambda one: one.when)
    chosen = sure[-1]
    if guarded and best <= AGREEING and len(sure) > 1:
        newest = [threads[-1] for threads in _threads(sure)]
        chosen = max(newest, key=lambda one: one.points)
    suspects = mine if guarded and best <= AGREEING else [one for one in mine if one.trust < best]
    return chosen, [one for one in suspects if one is not chosen and not one.moments & chosen.moments]


def _threads(handings: Sequence[Handing]) -> list[list[Handing]]:
    """Handings-in that go on from one another, oldest first: they share an answer given at the same moment."""
    threads: list[list[Handing]] = []
    for handing in handings:
        of_it = [one for one in threads if any(handing.moments & other.moments for other in one)]
        joined = [other for one in of_it for other in one]
        threads = [one for one in threads if one not in of_it] + [[*joined, handing]]
    return threads


def _day_after(received: str) -> str:
    """The latest time that a clock may have named when this came in."""
    try:
        moment = datetime.fromisoformat(received.replace("Z", "+00:00")) + timedelta(days=1)
    except ValueError:
        return received or "9"
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


# --- late --------------------------------------------------------------------------------------------------


def known_due(address: str, stem: str) -> str:
    """The last moment that an earlier run went by, "" for none. Raises `GradebookError`."""
    engine = open_engine(address)
    try:
        return reading(engine, lambda c: _due_of(c, stem))
    finally:
        engine.dispose()


def _due_of(c: Connection, stem: str) -> str:
    return c.execute(select(t.dues.c.due).where(t.dues.c.exercise == stem)).scalar() or ""


def late_ones(c: Connection, stem: str) -> dict[str, bool]:
    """By student whether the handing-in that counts is late."""
    a = t.attempts
    query = select(a.c.student, a.c.late).where(a.c.exercise == stem, a.c.current)
    return {one.student: one.late for one in c.execute(query)}


def late_moved(c: Connection, stem: str, before: dict[str, bool], due: str, by: str) -> tuple[str, ...]:
    """Keep the due time, and note in the audit trail who is late by it now and was not, or no longer is."""
    known = _due_of(c, stem)
    if due and due != known:
        c.execute(delete(t.dues).where(t.dues.c.exercise == stem))
        c.execute(insert(t.dues), {"exercise": stem, "due": due})
        trail(c, by, "due", "", stem, "", known or None, due)
    after = late_ones(c, stem)
    moved = sorted(student for student, late in before.items() if after.get(student, late) != late)
    for student in moved:
        trail(c, by, "late", student, stem, "", before[student], after[student])
    return tuple(moved)
