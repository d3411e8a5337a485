"""What the class report counts: from `ClassResults` to plain figures, without a word of the page.

One pass over the answers; everything after it works on counts, so that 10,000 students cost seconds. Marks and choices
are read from the atoms that scoring named, never judged a second way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from aquanaut.classroom.results import ClassResults, QuestionResult
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import Key, Question, is_marked
from aquanaut.questions.scoring import atoms
from aquanaut.records.report import GOOD_LABELS, Count, told_apart
from aquanaut.records.stats.estimates import Estimate
from aquanaut.records.stats.items import Item, Option, analyse, distractors
from aquanaut.records.stats.reliability import cronbach, kr20
from aquanaut.records.stats.signal import Calibration, Detection, calibration, gain, group_detection

LEAST = 10
"""Figures that rest on fewer answers are not shown: they are mostly chance, and could point to one student."""

FEW = 3
"""Of fewer answers than this not even the most frequent slip is told: it would be one student's answer."""

ABSENT = QuestionResult("", "absent", None, 0)


@dataclass(frozen=True)
class Asked:
    """One question as the class answered it. `results` and `chosen` stand in the order of the students.

    `share`: points earned of those possible, over all who handed in; None where nothing is scored.
    """

    number: int
    question: Question
    key: Key
    results: Sequence[QuestionResult]
    chosen: Sequence[Sequence[str]]
    item: Item
    options: tuple[Option, ...] = ()

    @property
    def answered(self) -> int:
        """How many gave an answer."""
        return sum(r.status != "absent" for r in self.results)

    @property
    def waiting(self) -> int:
        """How many answers a person has still to read."""
        return sum(r.status == "pending" for r in self.results)

    @property
    def share(self) -> float | None:
        """The mean share of its points, from 0 to 1."""
        return self.item.difficulty


@dataclass(frozen=True)
class Judging:
    """How the class told flawed from sound in one sort of question (`texts` or `marks`)."""

    sort: str
    pooled: Detection
    d: Estimate
    c: Estimate


@dataclass(frozen=True)
class Figures:
    """All figures of a class. `totals` are the students' points on what is scored so far, of `possible`."""

    asked: tuple[Asked, ...]
    students: int
    totals: tuple[float, ...]
    possible: float
    caught: Count
    trusted: Count
    judging: tuple[Judging, ...]
    calibration: Calibration
    reliability: Estimate
    reliability_name: str
    gain: Estimate | None = None
    told_apart: tuple[int, int] = (0, 0)
    """How many answers `caught` and `trusted` rest on."""

    @property
    def shown(self) -> bool:
        """Whether the class is large enough for figures."""
        return self.students >= LEAST

    @property
    def shows_told(self) -> bool:
        """Whether caught and trusted rest on answers enough."""
        return self.shown and min(self.told_apart) >= LEAST

    @property
    def waiting(self) -> int:
        """All answers that a person has still to read."""
        return sum(one.waiting for one in self.asked)

    @property
    def middle(self) -> float:
        """The middle student's points (the median)."""
        return float(median(self.totals)) if self.totals else 0.0


def figures(results: ClassResults, before: ClassResults | None = None, seed: int = 1) -> Figures:
    """Count everything. `before`: the same class in a parallel form, for the gain."""
    bank, students = results.bank, results.students
    columns = [[student.results.get(question.id, ABSENT) for student in students] for question in bank.questions]
    worth = [_worth(question, column) for question, column in zip(bank.questions, columns, strict=True)]
    table = _point_table(columns, worth, len(students))
    totals = tuple(sum(points or 0 for points in row) for row in table)
    asked = _asked(bank, columns, analyse(table, worth), totals)
    caught, trusted, told_apart = _told_apart(asked)
    name, reliability = _reliability(table, worth)
    return Figures(
        asked=asked,
        students=len(students),
        totals=totals,
        possible=sum(worth),
        caught=caught,
        trusted=trusted,
        judging=tuple(_judging(asked, len(students), seed)),
        calibration=_sure(asked),
        reliability=reliability,
        reliability_name=name,
        gain=_gain(before, results, seed) if before else None,
        told_apart=told_apart,
    )


Points = Sequence[Sequence[float | None]]
"""A row for each student, a place for each question: points, None for what waits or is not scored."""


def _point_table(columns: Sequence[Sequence[QuestionResult]], worth: Sequence[float], students: int) -> Points:
    return [
        [_points(column[row], most) for column, most in zip(columns, worth, strict=True)] for row in range(students)
    ]


def _asked(
    bank: Bank, columns: Sequence[list[QuestionResult]], items: Sequence[Item], totals: Sequence[float]
) -> tuple[Asked, ...]:
    """Every question with what the class did with it."""
    found = []
    for number, (question, column, item) in enumerate(zip(bank.questions, columns, items, strict=True), start=1):
        key = bank.keys[question.id]
        chosen = _chosen(key, column)
        found.append(Asked(number, question, key, column, chosen, item,
                           _options(question, bank, chosen, totals, column)))  # fmt: skip
    return tuple(found)


def _reliability(table: Points, worth: Sequence[float]) -> tuple[str, Estimate]:
    """KR-20 where all answers are right or wrong, else alpha, over the questions that are scored for everybody."""
    full = [place for place, most in enumerate(worth) if most and not any(row[place] is None for row in table)]
    binary = kr20([[(row[place] or 0) / worth[place] for place in full] for row in table])
    if binary.value is not None:
        return "KR-20", binary
    return "alpha", cronbach([[row[place] for place in full] for row in table])


def _chosen(key: Key, column: Sequence[QuestionResult]) -> list[Sequence[str]]:
    """The atoms of each answer; worked out here where whoever made the results did not keep them."""
    return [r.chosen or (atoms(key.table, r.answer) if r.answer is not None else ()) for r in column]


def _worth(question: Question, column: Sequence[QuestionResult]) -> float:
    """The points a question counts with; 0 where no answer to it is scored, and while one waits to be read."""
    if any(r.status == "pending" for r in column):
        return 0.0
    return float(max((r.possible for r in column if r.status == "graded"), default=0.0))


def _points(result: QuestionResult, worth: float) -> float | None:
    """Points; none for what still waits, 0 for what was left out (as in the gradebook)."""
    if result.status == "pending" or not worth:
        return None
    return float(result.earned or 0)


def _options(
    question: Question, bank: Bank, chosen: Sequence[Sequence[str]], totals: Sequence[float],
    column: Sequence[QuestionResult],
) -> tuple[Option, ...]:  # fmt: skip
    if "options" not in question.body:
        return ()
    here = [at for at, r in enumerate(column) if r.status != "absent"]
    names = [o["id"] for o in question.body["options"]]
    right = bank.keys[question.id].data["right"]
    return tuple(distractors([chosen[at] for at in here], [totals[at] for at in here], names, right))


# --- flawed and sound --------------------------------------------------------------------------------------


def is_right(result: QuestionResult) -> bool:
    """Whether the answer earned everything."""
    return result.status == "graded" and result.possible > 0 and (result.earned or 0) >= result.possible


def _told_apart(asked: Sequence[Asked]) -> tuple[Count, Count, tuple[int, int]]:
    """Flaws caught and sound work trusted, counted as the learners' own report counts them (`records.report`), and on
    how many answers each rests."""
    caught = trusted = Count()
    rests = [0, 0]
    for one in asked:
        answers = [at for at, r in enumerate(one.results) if r.status == "graded" and r.answer is not None]
        if is_marked(one.key):
            more = _marks_told_apart(one, answers)
        elif one.key.table["points"] and one.question.material in ("flawed", "sound"):
            held = Count(sum(_all(one.key, one.chosen[at]) for at in answers), len(answers))
            more = (held, Count()) if one.question.material == "flawed" else (Count(), held)
        else:
            continue
        caught, trusted = caught + more[0], trusted + more[1]
        rests = [n + len(answers) * bool(count.of) for n, count in zip(rests, more, strict=True)]
    return caught, trusted, (rests[0], rests[1])


def _all(key: Key, chosen: Sequence[str]) -> bool:
    weights = key.table["weights"]
    return bool(sum(weights.get(atom, 0) for atom in chosen) >= key.table["points"] > 0)


def _marks_told_apart(one: Asked, answers: Sequence[int]) -> tuple[Count, Count]:
    caught = trusted = Count()
    for at in answers:
        met = set(one.chosen[at])
        hits, on_sound = (sum(a.startswith(sort) for a in met) for sort in ("hit:", "sound:"))
        more = told_apart(one.question, one.key, hits, on_sound)
        caught, trusted = caught + more[0], trusted + more[1]
    return caught, trusted


def _judging(asked: Sequence[Asked], students: int, seed: int) -> Iterator[Judging]:
    for sort, rows in (("texts", _text_judgements(asked, students)), ("marks", _mark_judgements(asked, students))):
        used = [row for row in rows if row[1] or row[3]]
        if len(used) >= LEAST:
            yield Judging(sort, *group_detection(used, seed=seed))


def _text_judgements(asked: Sequence[Asked], students: int) -> list[tuple[int, int, int, int]]:
    """Judgements of whole texts: questions that offer the same options about flawed and about sound material."""
    by_options: dict[tuple[str, ...], list[Asked]] = {}
    for one in asked:
        if one.options and one.key.data["right"] and one.question.material in ("flawed", "sound"):
            by_options.setdefault(tuple(sorted(o.id for o in one.options)), []).append(one)
    rows = [[0, 0, 0, 0] for _ in range(students)]
    for group in by_options.values():
        if len({one.question.material for one in group}) < 2:
            continue
        for one in group:
            flawed = one.question.material == "flawed"
            for row, atoms_ in zip(rows, one.chosen, strict=True):
                if atoms_:
                    right = _all(one.key, atoms_)
                    row[0 if flawed else 2] += right if flawed else not right
                    row[1 if flawed else 3] += 1
    return [(r[0], r[1], r[2], r[3]) for r in rows]


def _mark_judgements(asked: Sequence[Asked], students: int) -> list[tuple[int, int, int, int]]:
    """Marks: each flawed target and each listed sound passage, flagged or not, in tasks that look for flaws only."""
    rows = [[0, 0, 0, 0] for _ in range(students)]
    for one in asked:
        if not is_marked(one.key) or any(t["label"] in GOOD_LABELS for t in one.key.table["targets"]):
            continue
        flawed, sound = len(one.key.table["targets"]), len(one.key.table["sound"])
        for row, atoms_, result in zip(rows, one.chosen, one.results, strict=True):
            if result.status == "absent":
                continue
            row[0] += sum(a.startswith(("hit:", "near:")) for a in atoms_)
            row[1] += flawed
            row[2] += len({a for a in atoms_ if a.startswith("sound:")})
            row[3] += sound
    return [(r[0], r[1], r[2], r[3]) for r in rows]


def _sure(asked: Sequence[Asked]) -> Calibration:
    pairs = [
        (r.confidence, is_right(r))
        for one in asked
        if one.question.confidence
        for r in one.results
        if r.confidence is not None and 0 <= r.confidence <= 100 and r.status == "graded" and r.possible > 0
    ]
    return calibration([c for c, _ in pairs], [right for _, right in pairs])


def _gain(before: ClassResults, after: ClassResults, seed: int) -> Estimate:
    """The gain of those who did both forms, in shares of what each form's scored questions give."""

    def shares(results: ClassResults) -> dict[str, float]:
        found: dict[str, float] = {}
        for student in results.students:
            scored = [r for r in student.results.values() if r.status == "graded" and r.possible > 0]
            possible = sum(q.points for q in results.bank.questions if results.bank.keys[q.id].table["points"])
            found[student.student] = sum(r.earned or 0 for r in scored) / possible if possible else 0.0
        return found

    first, second = shares(before), shares(after)
    both = [code for code in first if code in second]
    return gain([first[c] for c in both], [second[c] for c in both], 1.0, seed=seed)
