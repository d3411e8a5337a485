"""Simulated answers to the check, to try the analysis with before any class answers. They say nothing about lessons.

The model: a student reads a text as a number on a scale, flawed texts d′ above sound ones, with normal noise of spread
1, and flags what lies above a criterion of their own (Green and Swets 1966, Signal Detection Theory and Psychophysics).
d′ differs between students with a spread of 0.4. It is 0.9 in the first round for all. In the group "lessons" it is 1.5
in the second round and 1.3 in the delayed one; in the group "comparison" 1.0 and 1.0. The criterion lies 0.1 above the
middle between the two means, with a spread of 0.3, in every round. Confidence rises with the distance from the
criterion. Out of twenty judgments one is left out.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

from aquanaut.content import content_root
from aquanaut.questions.exercise import load_exercise
from aquanaut.records.checkup import FORMS, ROUNDS, halves, judgements
from aquanaut.studies.analysis import COLUMNS
from aquanaut.words import say

ABILITY = {
    "lessons": {"first": 0.9, "second": 1.5, "delayed": 1.3},
    "comparison": {"first": 0.9, "second": 1.0, "delayed": 1.0},
}
STEPS = (50, 60, 75, 90, 100)


def simulated(students: int = 64, seed: int = 1, root: Path | None = None) -> dict[str, str]:
    """The files of a study by name; the same seed gives the same bytes."""
    base = root or content_root()
    chance = Random(seed)
    codes = [f"sim{at:03d}" for at in range(1, students + 1)]
    group = {code: ("lessons", "comparison")[at % 2] for at, code in enumerate(codes)}
    start = halves(codes, str(seed))
    flawed = {form: {q.id: q.material == "flawed" for q in judgements(load_exercise(form, base))} for form in FORMS}
    rows: dict[str, list[tuple[str, ...]]] = {}
    for code in codes:
        ability, shift = chance.gauss(0, 0.4), chance.gauss(0.1, 0.3)
        for name in ROUNDS:
            form = start[code] if name != "second" else next(f for f in FORMS if f != start[code])
            d = ABILITY[group[code]][name] + ability
            held = rows.setdefault(f"{name}_{form}.csv", [])
            asked = [(q, bad) for q, bad in flawed[form].items() if chance.random() > 0.05]
            held += [(code, q, *_judged(chance, d, shift, bad)) for q, bad in asked]
    files = {name: _csv(COLUMNS, held) for name, held in sorted(rows.items())}
    files["groups.csv"] = _csv(("student", "group"), [(code, group[code]) for code in codes])
    return files | {"SIMULATED.txt": say("study.simulated.notice") + "\n"}


def _judged(chance: Random, d: float, shift: float, flawed: bool) -> tuple[str, str, str]:
    seen = chance.gauss(d if flawed else 0, 1)
    apart = seen - (d / 2 + shift)
    sure = min(len(STEPS) - 1, int(abs(apart) * 1.8 + chance.random()))
    return "graded", "no" if apart > 0 else "yes", str(STEPS[sure])


def _csv(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows([head, *rows])
    return held.getvalue()
