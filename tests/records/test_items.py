"""Item analysis and reliability: against published figures, other programs' arithmetic, and classes of known truth."""

from __future__ import annotations

import math
import random
from collections import Counter
from fractions import Fraction
from statistics import correlation, fmean, pstdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from aquanaut.marks.agreement import alpha
from aquanaut.records.stats.items import analyse, distractors
from aquanaut.records.stats.reliability import cronbach, kr20, krippendorff

WUENSCH = [[int(c) for c in row] for row in (
    "1111110110", "1011011101", "1111011001", "0010001000", "0000010010",
    "1110111111", "1101110111", "1111111101", "0101111101", "1101101110",
)]  # fmt: skip
"""K. Wuensch, KR20.txt, East Carolina University: ten students, ten questions."""

PINGOUIN = [
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0], [None, 0, 1, 1, None, 1, 1, 1, 1, 0, 0],
    [1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0], [1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0], [0, 1, None, 0, 1, 1, 1, 1, 0, 0, 0],
    [1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0], [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0], [0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0],
    [1, 0, 0, 1, 0, 1, 0, 0, None, 0, 0], [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
]  # fmt: skip
"""The data set `cronbach_wide_missing` of the Python package pingouin; its guide gives the results below."""

SCORES = st.integers(3, 12).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 4), min_size=k, max_size=k), min_size=3, max_size=25)
)


def test_published_kr20() -> None:
    """Wuensch's sum of pq is 2.18 and his variance of totals 5.84."""
    found = kr20(WUENSCH)
    assert found.value == pytest.approx(10 / 9 * (1 - 2.18 / 5.84), abs=1e-9)
    assert found.n == 10


def test_published_alpha_of_students_without_a_gap() -> None:
    """pingouin, `cronbach_alpha(nan_policy="listwise")`: 0.8016949152542373; R's psych gives the same."""
    found = cronbach(PINGOUIN)
    assert found.value == pytest.approx(0.8016949152542373, abs=1e-12)
    assert found.n == 9


def test_published_alpha_with_its_interval() -> None:
    """pingouin, the same data with the median in the gaps: 0.7380191693290734, [0.447, 0.911] (Feldt's F there)."""
    medians = [np.median([row[i] for row in PINGOUIN if row[i] is not None]) for i in range(11)]
    found = cronbach([[m if v is None else v for v, m in zip(row, medians, strict=True)] for row in PINGOUIN])
    assert found.value == pytest.approx(0.7380191693290734, abs=1e-12)
    assert (found.low, found.high) == pytest.approx((0.447, 0.911), abs=0.02)


def test_the_interval_nears_the_one_of_theory_in_a_large_class() -> None:
    """van Zyl, Neudecker & Nel 2000, On the distribution of the maximum likelihood estimator of Cronbach's alpha: for
    parallel normal items sqrt(n) (alpha - true) has the variance 2 k (1 - true)^2 / (k - 1)."""
    chance, n, k = np.random.default_rng(11), 4000, 6
    found = cronbach((chance.normal(size=(n, 1)) + chance.normal(size=(n, k))).tolist())
    half = 1.959964 * (1 - found.value) * math.sqrt(2 * k / ((k - 1) * n))
    assert (found.high - found.low) / 2 == pytest.approx(half, rel=0.08)


@given(SCORES)
def test_alpha_is_that_of_fractions(rows: list[list[int]]) -> None:
    found = cronbach(rows)
    n, k = len(rows), len(rows[0])

    def variance(values: list[int]) -> Fraction:
        mean = Fraction(sum(values), n)
        return sum((v - mean) ** 2 for v in values) / (n - 1)

    whole = variance([sum(row) for row in rows])
    if not whole:
        assert found.value is None and "same points" in found.reason
        return
    exact = Fraction(k, k - 1) * (1 - sum(variance([row[i] for row in rows]) for i in range(k)) / whole)
    assert found.value == pytest.approx(float(exact), abs=1e-9)
    if found.low is not None:
        assert found.low <= found.high <= 1 + 1e-9


def test_alpha_of_a_class_of_known_truth() -> None:
    """Parallel items that share half their variance: alpha is k r / (1 + (k - 1) r) (Spearman-Brown)."""
    chance = np.random.default_rng(4)
    rows = chance.normal(size=(3000, 1)) + chance.normal(size=(3000, 6))
    found = cronbach(rows.tolist())
    assert found.value == pytest.approx(6 * 0.5 / (1 + 5 * 0.5), abs=0.02)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    chance, truth, held = np.random.default_rng(9), 5 * 0.5 / 3, 0
    for _ in range(300):
        rows = chance.normal(size=(30, 1)) + chance.normal(size=(30, 5))
        found = cronbach(rows.tolist(), times=600)
        held += found.low <= truth <= found.high
    assert held / 300 == pytest.approx(0.95, abs=0.04)


def test_the_same_class_gives_the_same_interval() -> None:
    assert cronbach(WUENSCH) == cronbach([list(row) for row in WUENSCH])


@pytest.mark.parametrize(
    ("rows", "reason"),
    [([], "two questions"), ([[1], [0]], "two questions"), ([[1, 0]], "two students"), ([[1, 1]] * 5, "same points"),
     ([[1, None], [None, 1], [0, math.nan]], "two students")],
)  # fmt: skip
def test_no_reliability_says_why(rows: list[list[float | None]], reason: str) -> None:
    found = cronbach(rows)
    assert found.value is None and reason in found.reason
    assert kr20([[0.5, 1], [1, 0]]).reason == "some questions give part of their points"


# --- items -------------------------------------------------------------------------------------------------


@given(SCORES)
def test_discrimination_is_the_correlation_with_the_rest(rows: list[list[int]]) -> None:
    k = len(rows[0])
    for at, item in enumerate(analyse(rows, [4] * k)):
        own, rest = [row[at] for row in rows], [sum(row) - row[at] for row in rows]
        assert item.difficulty == pytest.approx(sum(own) / 4 / len(rows), abs=1e-9)
        if len(set(own)) == 1 or len(set(rest)) == 1:
            assert item.discrimination is None and "the same points" in item.reason
        else:
            assert item.discrimination == pytest.approx(correlation(own, rest), abs=1e-9)


def test_for_right_and_wrong_it_is_the_point_biserial() -> None:
    for at, item in enumerate(analyse(WUENSCH, [1] * 10)):
        own, rest = [row[at] for row in WUENSCH], [sum(row) - row[at] for row in WUENSCH]
        right = [r for r, ok in zip(rest, own, strict=True) if ok]
        wrong = [r for r, ok in zip(rest, own, strict=True) if not ok]
        p = len(right) / len(own)
        expected = (fmean(right) - fmean(wrong)) / pstdev(rest) * math.sqrt(p * (1 - p))
        assert item.discrimination == pytest.approx(expected, abs=1e-9)
    shown = [item.difficulty for item in analyse(WUENSCH, [1] * 10)]
    assert shown == pytest.approx([0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6])  # p, as Wuensch prints it


def test_a_gap_is_no_zero() -> None:
    item, other = analyse([[1, 1], [None, 1], [1, 0]], [1, 1])
    assert (item.n, item.difficulty, other.n) == (2, 1, 3)


def test_small_and_strange_classes_have_reasons() -> None:
    assert [i.reason for i in analyse([], [1, 1])] == ["nobody answered"] * 2
    assert analyse([[1, 0]], [1, 1])[0].reason == "one student cannot show it"
    assert analyse([[1], [0]], [1])[0].reason == "there is no other question to go with"
    assert analyse([[None, 1], [None, 1]], [1, 1])[0].difficulty is None
    with pytest.raises(ValueError, match="3 questions"):
        analyse([[1, 2]], [1, 1, 1])


def test_distractors_by_hand() -> None:
    found = distractors([["a"], ["b"], ["b"], [], ["a", "c"]], [10, 4, 6, 1, 8], ["a", "b", "c", "d"], {"a"})
    assert [(o.id, o.right, o.n, o.of, o.mean) for o in found] == [
        ("a", True, 2, 5, 9.0), ("b", False, 2, 5, 5.0), ("c", False, 1, 5, 8.0), ("d", False, 0, 5, None)]  # fmt: skip
    assert [o.share for o in found] == [0.4, 0.4, 0.2, 0.0]


# --- agreement of a class ----------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abc"), max_size=6), min_size=1, max_size=30))
def test_alpha_from_counts_is_that_of_every_pair(units: list[list[str]]) -> None:
    found = krippendorff([Counter(unit) for unit in units])
    other = alpha(units)
    assert (found.value is None) == (other is None)
    if other is not None:
        assert found.value == pytest.approx(other, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_alpha_from_counts_is_nltks(seed: int) -> None:
    chance = random.Random(seed)
    units = [[chance.choice("abcd") for _ in range(5)] for _ in range(40)]
    task = AnnotationTask([(f"r{r}", str(i), v) for i, unit in enumerate(units) for r, v in enumerate(unit)])
    assert krippendorff([Counter(unit) for unit in units]).value == pytest.approx(task.alpha(), abs=1e-9)


def test_alpha_of_nobody_and_of_one_mind_says_why() -> None:
    assert "fewer than two" in krippendorff([{"a": 1}]).reason
    assert "the same" in krippendorff([{"a": 3}, {"a": 3}]).reason
