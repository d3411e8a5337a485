"""Two graders on one answer: the second reads blind, both are compared, and a third score settles where they differ.

The first grader's points count until somebody settles, so that a class is never left without scores. Agreement is told
as the exact share and as quadratic weighted kappa.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, insert, select, update

from aquanaut.classroom.gradebook import tables as t
from aquanaut.classroom.gradebook.book import Conflict, Gradebook, GradebookError, check_points, trail
from aquanaut.classroom.gradebook.bound import answer_now
from aquanaut.classroom.gradebook.engine import writing
from aquanaut.classroom.results import stem_of
from aquanaut.records.session import now
from aquanaut.words import say

SECOND, MODERATED = "second reading", "moderated"
"""What the audit trail calls the two."""


@dataclass(frozen=True)
class Agreement:
    """How far two graders agree on `n` answers: the share of equal points, and quadratic weighted kappa.

    `kappa` is None where it says nothing: no answers, or all points alike.
    """

    first: str
    second: str
    n: int
    equal: int
    kappa: float | None


def weighted_kappa(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Cohen's kappa with quadratic weights for two graders' points on the same answers.

    1 - (mean squared difference seen) / (mean squared difference that their own distributions would give by chance):
    Cohen 1968, Weighted kappa, Psychological Bulletin 70. Raises ValueError for lists of different length.
    """
    n = len(one)
    if n != len(other):
        raise ValueError(f"{n} points from one grader and {len(other)} from the other")
    # Over all pairs, (a - b)² adds up to n Σa² + n Σb² - 2 Σa Σb: no table of categories is needed.
    chance = n * math.fsum(a * a for a in one) + n * math.fsum(b * b for b in other)
    chance -= 2 * math.fsum(one) * math.fsum(other)
    if chance <= 1e-9:
        return None
    return 1 - n * math.fsum((a - b) ** 2 for a, b in zip(one, other, strict=True)) / chance


def agreements(pairs: Sequence[Sequence[tuple[str, float]]]) -> list[Agreement]:
    """For every two graders who read the same answers, how far they agree. `pairs`: (name, points) by answer."""
    shared: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for readings in pairs:
        mine = sorted(readings)
        for at, (first, a) in enumerate(mine):
            for second, b in mine[at + 1 :]:
                shared.setdefault((first, second), []).append((a, b))
    return [
        Agreement(first, second, len(both), sum(a == b for a, b in both), weighted_kappa(*zip(*both, strict=True)))
        for (first, second), both in sorted(shared.items())
    ]


def second_reading(
    book: Gradebook, student: str, question: str, points: float, by: str, exercise: str, answer: str
) -> None:  # fmt: skip
    """Keep a second grader's points beside the first's, which go on counting.

    `answer`: the fingerprint of the text that was read. Raises `Conflict` where another has come since,
    `GradebookError`.
    """
    stem, most = _worth(book, question, exercise)
    check_points(points, most, question)

    def work(c: Connection) -> None:
        r = t.readings
        here = and_(r.c.student == student, r.c.exercise == stem, r.c.question == question)
        _same_text(c, student, stem, question, answer)
        known = c.execute(select(r.c.by, r.c.points, r.c.fingerprint).where(here)).all()
        if not [one for one in known if one.by != by and one.fingerprint == answer]:
            raise GradebookError(say("book.first_reading"))
        given = {"points": float(points), "at": now(), "fingerprint": answer}
        mine = next((one.points for one in known if one.by == by), None)
        if mine is None:
            place = {"student": student, "exercise": stem, "question": question, "by": by}
            c.execute(insert(r), {**place, **given})
        else:
            c.execute(update(r).where(here, r.c.by == by).values(**given))
        trail(c, by, SECOND, student, stem, question, mine, float(points))

    writing(book.engine, work)


def moderate(
    book: Gradebook, student: str, question: str, points: float, by: str, exercise: str, version: int, answer: str
) -> int:  # fmt: skip
    """Settle what two graders saw differently: these points count. Both readings stay as they are.

    Returns the new version. Raises `Conflict` where another changed the points since `version`, or the student the text
    since `answer` (its fingerprint), and `GradebookError`.
    """
    stem, most = _worth(book, question, exercise)
    check_points(points, most, question)

    def work(c: Connection) -> int:
        o = t.overrides
        here = and_(o.c.student == student, o.c.exercise == stem, o.c.question == question)
        known = c.execute(select(o).where(here).with_for_update()).one_or_none()
        if known is None or known.version != version:
            who = known.by if known else say("book.someone")
            raise Conflict(say("book.conflict", who=who))
        _same_text(c, student, stem, question, answer)
        values = {"points": float(points), "by": by, "at": now(), "version": version + 1, "fingerprint": answer}
        c.execute(update(o).where(here).values(**values))
        trail(c, by, MODERATED, student, stem, question, known.points, float(points))
        return version + 1

    return writing(book.engine, work)


def _same_text(c: Connection, student: str, stem: str, question: str, answer: str) -> None:
    if answer_now(c, student, stem, question) != answer:
        raise Conflict(say("book.conflict.text"))


def _worth(book: Gradebook, question: str, exercise: str) -> tuple[str, float]:
    bank = book.bank(exercise)
    found = next((one for one in bank.questions if one.id == question), None)
    if found is None:
        raise GradebookError(say("book.no_question", question=question, where=bank.title))
    return stem_of(bank.lesson), float(found.points)
