"""A figure with how sure it is: an estimate, its interval, and in words why there is none.

Nothing in the statistics of a class raises on a small or strange class, and nothing is ever infinite: what cannot be
computed is None, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from aquanaut.words import say

if TYPE_CHECKING:  # NumPy loads late
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
    """Numbers in rows and columns."""

TIMES = 2000
"""Resamples of a bootstrap: enough for the ends of a 95 % interval (Efron & Tibshirani 1993, An Introduction to the
Bootstrap)."""

CELLS = 1_000_000
"""Numbers held at once while resampling, so that a large class needs no more memory than a small one."""


@dataclass(frozen=True)
class Estimate:
    """`value` with the interval from `low` to `high`, from `n` students. `reason` says why a part of it is None."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    reason: str = ""


def finite(value: float) -> float | None:
    """`value` as a plain float, or None where it is no number."""
    return float(value) if isfinite(value) else None


def bootstrap(
    rows: Sequence[Sequence[float]] | Array,
    statistic: Callable[[Array], Array],
    *,
    level: float = 0.95,
    times: int = TIMES,
    seed: int = 1,
) -> Estimate:
    """A figure of column sums, with a percentile interval from students drawn again with replacement.

    `rows`: a row of numbers for each student. `statistic` takes an array of sums, shape (m, columns), and gives m
    values, NaN where there is none. The same seed gives the same interval. Efron 1979, Bootstrap Methods: Another Look
    at the Jackknife.
    """
    import numpy as np

    if not len(rows):
        return Estimate(None, reason=say("stats.nobody"))
    table = np.asarray(rows, dtype=float)
    n = len(table)
    with np.errstate(all="ignore"):
        value = finite(np.asarray(statistic(table.sum(axis=0, keepdims=True)))[0])
        if value is None:
            return Estimate(None, n=n, reason=say("stats.not_enough"))
        if n < 2:
            return Estimate(value, n=n, reason=say("stats.no_interval"))
        drawn = np.asarray(statistic(_resampled(table, times, seed)))
    drawn = drawn[np.isfinite(drawn)]
    if len(drawn) < times / 2:
        return Estimate(value, n=n, reason=say("stats.few_for_interval"))
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(value, float(low), float(high), n)


def _resampled(table: Array, times: int, seed: int) -> Array:
    """Column sums of `times` resamples, shape (times, columns)."""
    import numpy as np

    chance, n = np.random.default_rng(seed), len(table)
    at_once = max(1, CELLS // n)
    sums = [
        table[chance.integers(0, n, size=(min(at_once, times - done), n))].sum(axis=1)
        for done in range(0, times, at_once)
    ]
    return np.concatenate(sums)


def why(estimate: Estimate, reason: str) -> Estimate:
    """The same with a more exact reason, where it has none of its value."""
    return replace(estimate, reason=reason) if estimate.value is None else estimate
