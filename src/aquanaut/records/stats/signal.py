"""Telling flawed from sound: signal detection, calibration, and gain, for a class.

Signal: a flawed passage. A hit flags it; a false alarm flags a sound one. d′ says how well the two are told apart,
the criterion c how willing somebody is to flag (below 0: flags freely; above 0: trusts freely). For one learner and a
dozen judgements both are noise, so they are figures of a class.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import NormalDist
from typing import TYPE_CHECKING

from aquanaut.records.stats.estimates import TIMES, Estimate, bootstrap, why
from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.records.stats.estimates import Array

NORMAL = NormalDist()


@dataclass(frozen=True)
class Detection:
    """One observer, or a class pooled.

    `hit_rate` and `false_alarm_rate` are plain shares. `d` and `c` come from rates with the log-linear correction.
    Each is None where there was nothing to judge, and `reason` says so.
    """

    hits: int
    signals: int
    false_alarms: int
    noises: int
    hit_rate: float | None
    false_alarm_rate: float | None
    d: float | None
    c: float | None
    reason: str = ""


def detection(hits: int, signals: int, false_alarms: int, noises: int) -> Detection:
    """d′ and criterion c from counts: `hits` of `signals`, `false_alarms` of `noises`.

    d′ = z(H) - z(F) and c = -(z(H) + z(F)) / 2 (Macmillan & Creelman 2005, Detection Theory, 2nd ed., eqs. 1.5, 2.1).
    H = (hits + .5) / (signals + 1), F likewise: the log-linear correction, for all alike and not only for rates of 0
    and 1 (Hautus 1995, Corrections for extreme proportions). Raises ValueError on counts that cannot be.
    """
    if not (0 <= hits <= signals and 0 <= false_alarms <= noises):
        raise ValueError(f"{hits} of {signals} hits and {false_alarms} of {noises} false alarms cannot be")
    hit_rate = hits / signals if signals else None
    false_rate = false_alarms / noises if noises else None
    if hit_rate is None or false_rate is None:
        reason = say("stats.no_flawed" if hit_rate is None else "stats.no_sound")
        return Detection(hits, signals, false_alarms, noises, hit_rate, false_rate, None, None, reason)
    high = NORMAL.inv_cdf((hits + 0.5) / (signals + 1))
    false = NORMAL.inv_cdf((false_alarms + 0.5) / (noises + 1))
    return Detection(hits, signals, false_alarms, noises, hit_rate, false_rate, high - false, -(high + false) / 2)


def group_detection(
    students: Sequence[tuple[int, int, int, int]], *, level: float = 0.95, times: int = TIMES, seed: int = 1
) -> tuple[Detection, Estimate, Estimate]:
    """A class: its pooled counts, d′ and c, each with a bootstrap interval over students.

    `students`: (hits, signals, false alarms, noises) for each. Counts are pooled before z is taken, for z of a few
    answers is biased; pooling understates d′ a little where students' criteria differ (Macmillan & Kaplan 1985,
    Detection theory analysis of group data).
    """
    pooled = detection(*(sum(int(row[at]) for row in students) for at in range(4)))
    if pooled.d is None:
        lacking = Estimate(None, n=len(students), reason=pooled.reason)
        return pooled, lacking, lacking

    def both(sums: Array) -> tuple[Array, Array]:
        import numpy as np

        usable = (sums[:, 1] > 0) & (sums[:, 3] > 0)
        high = _z((sums[:, 0] + 0.5) / (sums[:, 1] + 1))
        false = _z((sums[:, 2] + 0.5) / (sums[:, 3] + 1))
        return np.where(usable, high - false, np.nan), np.where(usable, -(high + false) / 2, np.nan)

    d = bootstrap(students, lambda sums: both(sums)[0], level=level, times=times, seed=seed)
    c = bootstrap(students, lambda sums: both(sums)[1], level=level, times=times, seed=seed)
    return pooled, d, c


def _z(rates: Array) -> Array:
    """z of each rate. The log-linear correction keeps every rate between 0 and 1."""
    import numpy as np

    known, where = np.unique(rates, return_inverse=True)
    return np.array([NORMAL.inv_cdf(rate) for rate in known.tolist()])[where]


# --- how sure, how right -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bin:
    """Answers given with one step of confidence: `said` (0 to 1, the step), how many, and the share that was right."""

    said: float
    n: int
    right: int

    @property
    def share(self) -> float:
        """The share of right answers."""
        return self.right / self.n


@dataclass(frozen=True)
class Calibration:
    """How far confidence matches success.

    `brier`: mean squared distance of confidence from the outcome, 0 best, 1 worst. `over`: mean confidence minus the
    share right; above 0 is over-confident. None with a `reason` where nobody said how sure they were.
    """

    bins: tuple[Bin, ...]
    n: int
    brier: float | None
    over: float | None
    reason: str = ""


def calibration(confidence: Sequence[float], right: Sequence[bool]) -> Calibration:
    """Calibration of answers: `confidence` in per cent (0 to 100), and whether each was `right`.

    A bin for each step that occurs. Brier 1950, Verification of forecasts expressed in terms of probability (the form
    for one outcome, so from 0 to 1); Lichtenstein & Fischhoff 1977, Do those who know more also know more about how
    much they know? Raises ValueError on lists of different lengths or a confidence outside 0 to 100.
    """
    if len(confidence) != len(right):
        raise ValueError(f"{len(confidence)} confidences for {len(right)} answers")
    if any(not (isfinite(c) and 0 <= c <= 100) for c in confidence):
        raise ValueError("a confidence outside 0 to 100 per cent")
    n = len(right)
    if not n:
        return Calibration((), 0, None, None, say("stats.not_asked"))
    counts: dict[float, list[int]] = {}
    for said, held in zip(confidence, right, strict=True):
        one = counts.setdefault(float(said), [0, 0])
        one[0] += 1
        one[1] += bool(held)
    bins = tuple(Bin(said / 100, *counts[said]) for said in sorted(counts))
    brier = sum(b.right * (1 - b.said) ** 2 + (b.n - b.right) * b.said**2 for b in bins) / n
    over = sum(b.n * b.said - b.right for b in bins) / n
    return Calibration(bins, n, brier, over)


# --- before and after --------------------------------------------------------------------------------------


def gain(
    before: Sequence[float],
    after: Sequence[float],
    possible: float,
    *,
    level: float = 0.95,
    times: int = TIMES,
    seed: int = 1,
) -> Estimate:
    """Normalized gain of a class: what it gained of what there was left to gain, with a bootstrap interval.

    g = (mean after - mean before) / (possible - mean before), of the same students in the same order, in points
    (Hake 1998, Interactive-engagement versus traditional methods). None where the class had nothing left to gain.
    Raises ValueError on lists of different lengths.
    """
    if len(before) != len(after):
        raise ValueError(f"{len(before)} students before and {len(after)} after")
    rows = [(b, a, possible) for b, a in zip(before, after, strict=True)]

    def ratio(sums: Array) -> Array:
        import numpy as np

        left = sums[:, 2] - sums[:, 0]
        return np.where(left > 1e-12 * possible, (sums[:, 1] - sums[:, 0]) / left, np.nan)

    found = bootstrap(rows, ratio, level=level, times=times, seed=seed)
    return why(found, say("stats.nothing_to_gain" if rows else "stats.no_pairs"))
