"""How far a test, or a class of readers, agrees with itself: KR-20, Cronbach's alpha, Krippendorff's alpha."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aquanaut.records.stats.estimates import Estimate

Matrix = Sequence[Sequence[float | None]]
"""A row for each student, a column for each item; None or NaN where a student has no score."""


def cronbach(matrix: Matrix, *, level: float = 0.95) -> Estimate:
    """Cronbach's alpha with Feldt's interval; `n` counts the students with a score on every item.

    alpha = k / (k - 1) (1 - sum of item variances / variance of totals) (Cronbach 1951, Coefficient alpha and the
    internal structure of tests). The interval comes from F with n - 1 and (n - 1)(k - 1) degrees of freedom (Feldt
    1965, The approximate sampling distribution of Kuder-Richardson reliability coefficient twenty). Students with a
    gap are left out. None with a reason: fewer than two items or students, or equal totals.
    """
    import numpy as np

    table = _complete(matrix)
    n, k = table.shape
    if k < 2:
        return Estimate(None, n=n, reason="fewer than two questions with points")
    if n < 2:
        return Estimate(None, n=n, reason="fewer than two students with a score on every question")
    whole = float(np.var(table.sum(axis=1), ddof=1))
    if whole <= 1e-12 * max(1.0, float(np.abs(table).max()) ** 2):
        return Estimate(None, n=n, reason="all students have the same points")
    value = k / (k - 1) * (1 - float(np.var(table, axis=0, ddof=1).sum()) / whole)
    low, high = _feldt(value, n, k, level)
    return Estimate(value, low, high, n)


def kr20(matrix: Matrix, *, level: float = 0.95) -> Estimate:
    """Kuder and Richardson's formula 20 for items scored 0 or 1, with Feldt's interval.

    It is Cronbach's alpha of such items (Kuder & Richardson 1937, The theory of the estimation of test reliability).
    None with a reason where a score is neither 0 nor 1, and as `cronbach` says.
    """
    table = _complete(matrix)
    if not all(value in (0, 1) for value in set(table.ravel().tolist())):
        return Estimate(None, n=len(table), reason="some questions give part of their points")
    return cronbach(table, level=level)


def _complete(matrix: Matrix) -> Any:
    """The rows without a gap as an array, shape (students, items)."""
    import numpy as np

    table = np.asarray(matrix, dtype=float)
    if table.ndim != 2:
        table = table.reshape(0, 0)
    return table[np.isfinite(table).all(axis=1)]


def _feldt(alpha: float, n: int, k: int, level: float) -> tuple[float, float]:
    from scipy.special import fdtri

    first, second = n - 1, (n - 1) * (k - 1)
    low = 1 - (1 - alpha) * float(fdtri(first, second, (1 + level) / 2))
    high = 1 - (1 - alpha) * float(fdtri(first, second, (1 - level) / 2))
    return low, high


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
        reason = "fewer than two students marked" if pairable == 0 else "all students marked the same"
        return Estimate(None, n=readers, reason=reason)
    return Estimate(1 - (pairable - 1) * differing / expected, n=readers)
