"""The analysis that `lessons/study/preregistration.md` plans, over exported results of the check.

A study is a folder with the `scores_long.csv` of each grading, named by round and form: `first_form_a.csv`,
`first_form_b.csv`, `second_form_a.csv`, … `delayed_form_b.csv`. A file `groups.csv` (student, group) is optional. Only
the judgments count here: has the writer shown enough? `answer` no flags a text.

What is computed was fixed before any class answered: rates, d′ and criterion by round; each student's change from the
first round to the second, with a bootstrap interval over students; the difference of two groups; normalized gain;
calibration. Nothing is tested twice, and no p-value is given: an interval says more.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aquanaut.content import complaint, content_root
from aquanaut.questions.exercise import load_exercise
from aquanaut.records.checkup import FORMS, NO, ROUNDS, judgements
from aquanaut.records.stats.estimates import Estimate, bootstrap, why
from aquanaut.records.stats.signal import Calibration, Detection, calibration, detection, gain, group_detection
from aquanaut.words import say

COLUMNS = ("student", "question", "status", "answer", "confidence")
LEAST = 10
"""Judgments of twelve that a student must have answered for a round to count."""

MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class Judgment:
    """One answer: was the text flagged, was it flawed, and how sure was the student (per cent, None if not asked)."""

    flagged: bool
    flawed: bool
    confidence: float | None


@dataclass(frozen=True)
class Round:
    """One round: who counts, who was left out, and the class's figures. `pooled` holds the counts and rates."""

    name: str
    students: dict[str, Detection]
    left_out: tuple[str, ...]
    pooled: Detection
    d: Estimate
    c: Estimate
    calibration: Calibration


@dataclass(frozen=True)
class Change:
    """How students changed between two rounds: means of differences, with intervals. Rates are shares from 0 to 1."""

    d: Estimate
    hits: Estimate
    false_alarms: Estimate
    gain: Estimate


@dataclass(frozen=True)
class Study:
    """The whole analysis. `groups`: each group's change by name; `difference`: that with lessons minus the other."""

    rounds: tuple[Round, ...]
    change: Change
    kept: Estimate
    groups: dict[str, Change]
    difference: Estimate | None
    simulated: bool


# --- reading -----------------------------------------------------------------------------------------------


def read_round(folder: Path, name: str, root: Path) -> dict[str, list[Judgment]]:
    """All judgments of one round by student, from the one or two files of its forms. Raises `ContentError`."""
    found: dict[str, list[Judgment]] = {}
    for form in FORMS:
        path = folder / f"{name}_{form}.csv"
        if path.exists():
            flawed = {q.id: q.material == "flawed" for q in judgements(load_exercise(form, root))}
            for student, judged in _rows(path, flawed):
                found.setdefault(student, []).append(judged)
    return found


def _rows(path: Path, flawed: dict[str, bool]) -> Iterable[tuple[str, Judgment]]:
    if path.stat().st_size > MOST_BYTES:
        raise complaint(path, 0, "study.large", size=f"{path.stat().st_size:,}", most=f"{MOST_BYTES:,}")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise complaint(path, 1, "study.column", name=missing[0], columns=", ".join(COLUMNS))
            for row in reader:
                if row["question"] in flawed and row["status"] == "graded" and row["answer"] in ("yes", NO):
                    sure = _sure(path, reader.line_num, row["confidence"])
                    yield str(row["student"]), Judgment(row["answer"] == NO, flawed[row["question"]], sure)
    except (UnicodeDecodeError, csv.Error) as error:
        raise complaint(path, 0, "study.csv", why=error) from None


def _sure(path: Path, line: int, text: str | None) -> float | None:
    if not text:
        return None
    try:
        sure = float(text)
    except ValueError:
        sure = -1
    if not 0 <= sure <= 100:
        raise complaint(path, line, "study.confidence", text=text)
    return sure


def read_groups(folder: Path) -> dict[str, str]:
    """The group of each student, from `groups.csv`; empty where there is none. Raises `ContentError`."""
    path = folder / "groups.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows or not {"student", "group"} <= set(rows[0]):
        raise complaint(path, 1, "study.groups")
    names = sorted({row["group"] for row in rows})
    if len(names) != 2:
        raise complaint(path, 0, "study.two_groups", n=len(names), names=", ".join(names[:5]))
    return {row["student"]: row["group"] for row in rows}


# --- the analysis ------------------------------------------------------------------------------------------


def analyze(folder: Path, root: Path | None = None) -> Study:
    """Everything that the plan asks for. Raises `ContentError` where a file cannot be read or no round is there."""
    base = root or content_root()
    if not folder.is_dir():
        raise complaint(folder, 0, "study.folder")
    read = {name: read_round(folder, name, base) for name in ROUNDS}
    rounds = tuple(one_round(name, judged) for name, judged in read.items() if judged)
    if not rounds:
        raise complaint(folder, 0, "study.results", example=f"{ROUNDS[0]}_{FORMS[0]}.csv")
    by_name = {one.name: one for one in rounds}
    empty = Round("", {}, (), detection(0, 0, 0, 0), Estimate(None), Estimate(None), calibration([], []))
    first, second, delayed = (by_name.get(name, empty) for name in ROUNDS)
    groups = read_groups(folder)
    changes = {name: change(first, second, _members(groups, name)) for name in sorted(set(groups.values()))}
    return Study(
        rounds=rounds,
        change=change(first, second),
        kept=mean_change(first, delayed, lambda one: one.d),
        groups=changes,
        difference=difference(first, second, groups) if groups else None,
        simulated=(folder / "SIMULATED.txt").exists(),
    )


def one_round(name: str, judged: dict[str, list[Judgment]]) -> Round:
    """The figures of one round over the students who answered enough."""
    kept = {student: own for student, own in sorted(judged.items()) if len(own) >= LEAST}
    students = {student: _detection(own) for student, own in kept.items()}
    rows = [(d.hits, d.signals, d.false_alarms, d.noises) for d in students.values()]
    pooled, d, c = group_detection(rows) if rows else (detection(0, 0, 0, 0), Estimate(None), Estimate(None))
    sure = [(j.confidence, j.flagged == j.flawed) for own in kept.values() for j in own if j.confidence is not None]
    known = calibration([s for s, _ in sure], [right for _, right in sure])
    return Round(name, students, tuple(sorted(set(judged) - set(kept))), pooled, d, c, known)


def _detection(own: Sequence[Judgment]) -> Detection:
    counts = Counter((j.flagged, j.flawed) for j in own)
    signals = counts[True, True] + counts[False, True]
    return detection(counts[True, True], signals, counts[True, False], len(own) - signals)


def treated(groups: dict[str, str]) -> str:
    """The group with lessons: the one that is not called `comparison`; without that name, the first by alphabet."""
    return min(set(groups.values()) - {"comparison"} or {""})


def _members(groups: dict[str, str], name: str) -> set[str]:
    return {student for student, group in groups.items() if group == name}


def change(first: Round, second: Round, members: set[str] | None = None) -> Change:
    """How those who took both rounds changed; `members` narrows it to a group."""
    both = [s for s in first.students if s in second.students and (members is None or s in members)]
    right = [[_right(one.students[s]) for s in both] for one in (first, second)]
    return Change(
        d=mean_change(first, second, lambda one: one.d, both),
        hits=mean_change(first, second, lambda one: one.hit_rate, both),
        false_alarms=mean_change(first, second, lambda one: one.false_alarm_rate, both),
        gain=gain(right[0], right[1], 1.0),
    )


def _right(one: Detection) -> float:
    return (one.hits + one.noises - one.false_alarms) / (one.signals + one.noises)


Value = Callable[[Detection], float | None]


def mean_change(first: Round, second: Round, value: Value, both: Sequence[str] | None = None) -> Estimate:
    """The mean of each student's second value minus their first, with a bootstrap interval over students."""
    chosen = [s for s in first.students if s in second.students] if both is None else both
    pairs = [(value(first.students[s]), value(second.students[s])) for s in chosen]
    rows = [(b - a, 1.0) for a, b in pairs if a is not None and b is not None]
    return why(bootstrap(rows, lambda sums: sums[:, 0] / sums[:, 1]), say("study.nobody_took_both"))


def difference(first: Round, second: Round, groups: dict[str, str]) -> Estimate:
    """The change in d′ of the group with lessons minus that of the other, with an interval over students."""
    one = treated(groups)
    rows = []
    for student, group in groups.items():
        before, after = first.students.get(student), second.students.get(student)
        if before and after and before.d is not None and after.d is not None:
            moved, here = after.d - before.d, float(group == one)
            rows.append((moved * here, here, moved * (1 - here), 1 - here))
    return why(
        bootstrap(rows, lambda sums: sums[:, 0] / sums[:, 1] - sums[:, 2] / sums[:, 3]), say("study.nobody_took_both")
    )
