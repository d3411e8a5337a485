"""How far a test, or a class of readers, agrees with itself: KR-20, Cronbach's alpha, Krippendorff's alpha."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from typing import TYPE_CHECKING

from aquanaut.records.stats.estimates import TIMES, Estimate, bootstrap
from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.records.stats.estimates import Array

Matrix = Sequence[Sequence[float | None]]
"""A row for each student, a column for each item; None or NaN where a student has no score."""


def cronbach(matrix: Matrix | Array, *, level: float = 0.95, times: int = TIMES, seed: int = 1) -> Estimate:
    """Cronbach's alpha with a bootstrap interval over students; `n` counts those with a score on every item.

    alpha = k / (k - 1) (1 - sum of item variances / variance of totals) (Cronbach 1951, Coefficient alpha and the
    internal structure of tests). The interval is the basic bootstrap one of ln(1 - alpha), turned back: it asks for no
    distribution of the scores (Davison & Hinkley 1997, Bootstrap Methods and their Application, 5.2; on that scale by
    Bonett 2002, Sample size requirements for testing and estimating coefficient alpha). Students with a gap are left
    out. None with a reason: fewer than two items or students, or equal totals.
    """
    import numpy as np

    table = _complete(matrix)
    n, k = table.shape
    if k < 2:
        return Estimate(None, n=n, reason=say("stats.few_items"))
    if n < 2:
        return Estimate(None, n=n, reason=say("stats.few_students"))
    whole = float(np.var(table.sum(axis=1), ddof=1))
    if whole <= 1e-12 * max(1.0, float(np.abs(table).max()) ** 2):
        return Estimate(None, n=n, reason=say("stats.equal_totals"))
    value = k / (k - 1) * (1 - float(np.var(table, axis=0, ddof=1).sum()) / whole)
    drawn = bootstrap(_sums(table), lambda sums: _log_rest(sums, n, k), level=level, times=times, seed=seed)
    if drawn.value is None or drawn.low is None or drawn.high is None:
        return Estimate(value, n=n, reason=drawn.reason)
    return Estimate(value, 1 - exp(2 * drawn.value - drawn.low), 1 - exp(2 * drawn.value - drawn.high), n)


def kr20(matrix: Matrix, *, level: float = 0.95) -> Estimate:
    """Kuder and Richardson's formula 20 for items scored 0 or 1, with its interval.

    It is Cronbach's alpha of such items (Kuder & Richardson 1937, The theory of the estimation of test reliability).
    None with a reason where a score is neither 0 nor 1, and as `cronbach` says.
    """
    table = _complete(matrix)
    if not all(value in (0, 1) for value in set(table.ravel().tolist())):
        return Estimate(None, n=len(table), reason=say("stats.part_points"))
    return cronbach(table, level=level)


def _complete(matrix: Matrix | Array) -> Array:
    """The rows without a gap as an array, shape (students, items)."""
    import numpy as np

    table = np.asarray(matrix, dtype=float)
    if table.ndim != 2:
        table = table.reshape(0, 0)
    complete: Array = table[np.isfinite(table).all(axis=1)]
    return complete


def _sums(table: Array) -> Array:
    """For each student what alpha needs as sums: scores, their squares, the total and its square, about the means."""
    import numpy as np

    scores = table - table.mean(axis=0)
    total = scores.sum(axis=1, keepdims=True)
    return np.hstack([scores, scores**2, total, total**2])


def _log_rest(sums: Array, n: int, k: int) -> Array:
    """ln(1 - alpha) from column sums over `n` students, shape (m, 2 k + 2); no number where all totals are equal."""
    import numpy as np

    spread = (sums[:, k : 2 * k] - sums[:, :k] ** 2 / n).sum(axis=1)
    whole = sums[:, -1] - sums[:, -2] ** 2 / n
    known = whole > 1e-12 * np.maximum(1.0, sums[:, -1])
    return np.where(known, np.log(1 - k / (k - 1) * (1 - spread / whole)), np.nan)


def krippendorff(units: Sequence[Mapping[str, int]]) -> Estimate:
    """Nominal Krippendorff's alpha from counts: for each unit how many readers gave each value.

    The same figure as `marks.agreement.alpha`, which compares every pair of readers; from counts a class of 10,000
    costs no more than one of ten. A unit with fewer than two readers does not count. `n` is the most readers on a unit.
    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C. None where nothing varied.
    """
    totals: dict[str, float] = {}
    readers, pairable, differing = 0, 0, 0.0
    for unit in units:
        held = {value: count for value, count in unit.items() if count > 0}
        m = sum(held.values())
        readers = max(readers, m)
        if m < 2:
            continue
        pairable += m
        differing += (m * m - sum(count * count for count in held.values())) / (m - 1)
        for value, count in held.items():
            totals[value] = totals.get(value, 0) + count
    expected = pairable * pairable - sum(count * count for count in totals.values())
    if not expected:
        reason = say("stats.few_marked") if pairable == 0 else say("stats.marked_alike")
        return Estimate(None, n=readers, reason=reason)
    return Estimate(1 - (pairable - 1) * differing / expected, n=readers)
