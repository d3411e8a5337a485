"""What each question tells about a class: how hard it was, whether it goes with the rest, which options drew whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from aquanaut.records.stats.estimates import finite
from aquanaut.records.stats.reliability import Matrix
from aquanaut.words import say

EASY, HARD, WEAK = 0.8, 0.2, 0.3
"""Where a question says little: nearly all have it, nearly none has it, or it hardly goes with the rest (Ebel 1972,
Essentials of Educational Measurement)."""


@dataclass(frozen=True)
class Item:
    """A question. `difficulty`: the mean share of its points (so high is easy). `discrimination`: its correlation with
    the points on all other questions. None with a `reason`."""

    n: int
    difficulty: float | None
    discrimination: float | None
    reason: str = ""


@dataclass(frozen=True)
class Option:
    """An option: how many chose it, of how many who answered, and the mean of all their points (None for nobody)."""

    id: str
    right: bool
    n: int
    of: int
    mean: float | None

    @property
    def share(self) -> float:
        """The share of those who answered."""
        return self.n / self.of if self.of else 0.0


def analyse(matrix: Matrix, possible: Sequence[float]) -> list[Item]:
    """An `Item` for each column of `matrix` (students by items, in points, None for no score).

    `possible`: each item's points. Discrimination is the corrected point-biserial (the Pearson correlation with the
    total *without* this item; Henrysson 1963, Correction of item-total correlations in item analysis), over students
    with a score on it. Where an item gives part points it is the same correlation. Raises ValueError on a row of
    another length.
    """
    import numpy as np

    table = np.asarray(matrix, dtype=float)
    if not table.size:
        return [Item(0, None, None, say("stats.nobody")) for _ in possible]
    if table.ndim != 2 or table.shape[1] != len(possible):
        raise ValueError(f"{len(possible)} questions, but rows of {table.shape[-1]}")
    scored = np.isfinite(table)
    totals = np.where(scored, table, 0.0).sum(axis=1)
    found = []
    for at, points in enumerate(possible):
        here = scored[:, at]
        own, rest = table[here, at], totals[here] - table[here, at]
        n = int(here.sum())
        if not n or not points:
            found.append(Item(n, None, None, say("stats.no_points" if n else "stats.no_score")))
            continue
        if len(possible) < 2:
            found.append(Item(n, float(own.mean() / points), None, say("stats.alone")))
            continue
        found.append(Item(n, float(own.mean() / points), *_correlation(own, rest)))
    return found


def _correlation(own: Sequence[float], rest: Sequence[float]) -> tuple[float | None, str]:
    import numpy as np

    x, y = np.asarray(own, dtype=float), np.asarray(rest, dtype=float)
    if len(x) < 2:
        return None, say("stats.one_student")
    dx, dy = x - x.mean(), y - y.mean()
    spread = float(np.sqrt((dx * dx).sum() * (dy * dy).sum()))
    if spread <= 1e-12 * len(x) * max(1.0, float(np.abs(x).max())) * max(1.0, float(np.abs(y).max())):
        return None, say("stats.equal_item" if float((dx * dx).sum()) < 1e-12 else "stats.equal_rest")
    return finite(float((dx * dy).sum()) / spread), ""


def distractors(
    chosen: Sequence[Collection[str]], totals: Sequence[float], options: Sequence[str], right: Collection[str]
) -> list[Option]:
    """For each of `options` who chose it.

    `chosen`: the option ids that each student who answered chose; `totals`: their points, in any unit, in the same
    order. A distractor that draws the strongest students says that the question, not the class, may be at fault
    (Haladyna & Rodriguez 2013, Developing and Validating Test Items). Raises ValueError on different lengths.
    """
    if len(chosen) != len(totals):
        raise ValueError(f"{len(chosen)} answers and {len(totals)} totals")
    count, points = dict.fromkeys(options, 0), dict.fromkeys(options, 0.0)
    for picked, total in zip(chosen, totals, strict=True):
        for one in set(picked):
            if one in count:
                count[one] += 1
                points[one] += total
    return [Option(o, o in right, n, len(chosen), points[o] / n if n else None) for o, n in count.items()]
