"""Every file and every student in one table, and in one sentence: who was graded, and what the others sent instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aquanaut.classroom.collect.account import Handed
from aquanaut.classroom.collect.kinds import KINDS
from aquanaut.classroom.results import ClassResults
from aquanaut.sheets.cells import write_csv
from aquanaut.words import say

FILE = "handed_in.csv"
GRADED, MISSING, KEPT, SET_ASIDE = "graded", "missing", "kept", "held"
ORDER = (GRADED, *KINDS, "older", MISSING)
"""In which order the sentence tells them."""


@dataclass(frozen=True)
class Line:
    """One file of a student, or a student without any; `state` is `graded`, `missing` or a kind of file."""

    student: str
    name: str
    file: str
    state: str
    reason: str = ""


def handed_in_table(handed: Handed, results: ClassResults, set_aside: Mapping[str, str]) -> list[Line]:
    """All lines: files that count, files that do not, and students of whom there is none."""
    names = results.names
    graded = {one.student for one in results.students if one.attempts}
    lines = [
        Line(one.student, names.get(one.student, one.name), one.source,
             SET_ASIDE if one.source in set_aside else GRADED, set_aside.get(one.source, ""))
        for one in handed.attempts
    ]  # fmt: skip
    lines += [Line(one.student, names.get(one.student, ""), one.file, one.kind, one.reason) for one in handed.accounts]
    seen = graded | {line.student for line in lines}
    lines += [Line(code, names.get(code, ""), "", MISSING) for code in results.missing if code not in seen]
    return lines


def _states(lines: Sequence[Line]) -> Counter[str]:
    """Students by what came of them, the best of their files; files of nobody known count one by one."""
    by_student: dict[str, set[str]] = {}
    for number, line in enumerate(lines):
        by_student.setdefault(line.student or f" {number}", set()).add(line.state)
    told = (next((state for state in ORDER if state in states), "") for states in by_student.values())
    return Counter(state for state in told if state)


def in_a_sentence(lines: Sequence[Line]) -> str:
    """“28 graded, 1 sent a screenshot, 1 has not handed in”."""
    states = _states(lines)
    return ", ".join(say(f"handed.state.{state}", n=states[state]) for state in ORDER if states[state])


def write_handed_in(lines: Sequence[Line], out: Path) -> Path:
    """Write the table, with a message to copy for each student who has still to hand in."""
    rows = [(line.student, line.name, line.file, say(f"handed.what.{line.state}"), line.reason, _message(line))
            for line in lines]  # fmt: skip
    headings = ("student", "name", "file", "what", "reason", "message")
    return write_csv(out / FILE, headings, rows)


def _message(line: Line) -> str:
    return "" if line.state in (GRADED, KEPT) else say(f"handed.message.{line.state}")
