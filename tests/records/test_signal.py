"""Signal detection, calibration and gain: against published figures, other programs' arithmetic, and known truth."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.records.stats.estimates import Estimate, bootstrap
from aquanaut.records.stats.signal import calibration, detection, gain, group_detection

COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)).map(
    lambda t: (min(t[0], t[1]), t[1], min(t[2], t[3]), t[3])
)


def test_a_published_example_with_the_log_linear_correction() -> None:
    """The R package statpsych (Bonett), `signal(82, 46, 100, 100)`, prints d′ 1.002793 and bias -0.4019603."""
    found = detection(82, 100, 46, 100)
    assert found.d == pytest.approx(1.002793, abs=5e-7)
    assert found.c == pytest.approx(-0.4019603, abs=5e-8)
    assert (found.hit_rate, found.false_alarm_rate) == (0.82, 0.46)


@given(COUNTS)
def test_d_and_c_are_where_the_normal_curve_holds_the_rates(counts: tuple[int, int, int, int]) -> None:
    hits, signals, false, noises = counts
    found = detection(*counts)
    if not signals or not noises:
        assert found.d is None and found.c is None and "passage was judged" in found.reason
        return
    below = [math.erfc(-z / math.sqrt(2)) / 2 for z in (found.d / 2 - found.c, -found.d / 2 - found.c)]
    assert below == pytest.approx([(hits + 0.5) / (signals + 1), (false + 0.5) / (noises + 1)], abs=1e-9)


def test_swapping_sound_and_flawed_turns_both_signs() -> None:
    one, other = detection(9, 12, 3, 20), detection(3, 20, 9, 12)
    assert one.d == pytest.approx(-other.d, abs=1e-12)
    assert one.c == pytest.approx(other.c, abs=1e-12)
    flags_all, trusts_all = detection(10, 10, 10, 10), detection(0, 10, 0, 10)
    assert flags_all.d == trusts_all.d == 0
    assert flags_all.c == pytest.approx(-trusts_all.c)
    assert flags_all.c < 0 < trusts_all.c


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="5 of 4"):
        detection(5, 4, 0, 1)


def simulated(d: float, c: float, students: int, items: int, seed: int) -> list[tuple[int, int, int, int]]:
    """Students who all have this d′ and c, by the model itself: a normal impression against a criterion."""
    chance = np.random.default_rng(seed)
    hits = (chance.normal(d / 2, 1, (students, items)) > c).sum(axis=1)
    false = (chance.normal(-d / 2, 1, (students, items)) > c).sum(axis=1)
    return [(int(h), items, int(f), items) for h, f in zip(hits, false, strict=True)]


@pytest.mark.parametrize(("d", "c"), [(0.0, 0.0), (1.0, -0.5), (2.0, 0.3)])
def test_a_class_of_known_truth_is_found_again(d: float, c: float) -> None:
    _, d_found, c_found = group_detection(simulated(d, c, 400, 12, 3))
    assert d_found.value == pytest.approx(d, abs=0.1)
    assert c_found.value == pytest.approx(c, abs=0.06)
    assert d_found.low < d_found.value < d_found.high


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    held = [
        low <= 1 <= high
        for seed in range(120)
        for _, d, _ in [group_detection(simulated(1, 0.2, 30, 12, seed), times=400, seed=seed)]
        for low, high in [(d.low, d.high)]
    ]
    assert 0.86 <= fmean(held) <= 1  # 95 %, give or take three standard errors and the percentile method's bias


def test_a_class_that_says_the_same_has_an_interval_of_no_width() -> None:
    _, d, c = group_detection([(6, 8, 1, 8)] * 12)
    assert d.low == pytest.approx(d.high) == pytest.approx(detection(72, 96, 12, 96).d)
    assert c.n == 12


@pytest.mark.parametrize(
    ("students", "reason"),
    [([], "no flawed passage"), ([(1, 2, 0, 0)] * 3, "no sound passage"), ([(0, 0, 1, 2)], "no flawed passage")],
)
def test_what_cannot_be_computed_says_why(students: list[tuple[int, int, int, int]], reason: str) -> None:
    _, d, c = group_detection(students)
    assert d.value is None and d.low is None and reason in d.reason
    assert c.value is None and reason in c.reason


def test_one_student_has_a_value_and_no_interval() -> None:
    _, d, _ = group_detection([(8, 8, 0, 8)])
    assert d.value is not None and math.isfinite(d.value)
    assert d.low is None and d.reason == "one student has no interval"


def test_the_same_seed_gives_the_same_interval() -> None:
    rows = simulated(1, 0, 20, 8, 1)
    assert group_detection(rows, seed=4) == group_detection(rows, seed=4) != group_detection(rows, seed=5)


# --- calibration -------------------------------------------------------------------------------------------


def test_a_published_brier_score() -> None:
    """scikit-learn's guide to `brier_score_loss`: forecasts .1 .9 .8 .3 of outcomes 0 1 1 0 give 0.0375."""
    assert calibration([10, 90, 80, 30], [False, True, True, False]).brier == pytest.approx(0.0375, abs=1e-12)


@given(st.lists(st.tuples(st.sampled_from((50, 60, 75, 90, 100)), st.booleans()), min_size=1, max_size=50))
def test_calibration_is_that_of_fractions(answers: list[tuple[int, bool]]) -> None:
    found = calibration([c for c, _ in answers], [r for _, r in answers])
    exact = sum((Fraction(c, 100) - r) ** 2 for c, r in answers) / len(answers)
    over = sum(Fraction(c, 100) - r for c, r in answers) / len(answers)
    assert found.brier == pytest.approx(float(exact), abs=1e-9)
    assert found.over == pytest.approx(float(over), abs=1e-9)
    assert sum(b.n for b in found.bins) == found.n == len(answers)
    for one in found.bins:
        held = [r for c, r in answers if c == round(100 * one.said)]
        assert one.share == pytest.approx(sum(held) / len(held))


def test_a_calibrated_class_is_neither_over_nor_under() -> None:
    chance = random.Random(5)
    said = [chance.choice((50, 60, 75, 90, 100)) for _ in range(40_000)]
    found = calibration(said, [chance.random() < c / 100 for c in said])
    assert found.over == pytest.approx(0, abs=0.01)
    assert all(abs(b.share - b.said) < 0.02 for b in found.bins)
    sure = calibration([100] * 10, [True] * 5 + [False] * 5)
    assert (sure.over, sure.brier) == (0.5, 0.5)


def test_without_confidence_there_is_a_reason() -> None:
    found = calibration([], [])
    assert (found.brier, found.over, found.bins) == (None, None, ()) and found.reason
    for bad in ([math.nan], [101]):
        with pytest.raises(ValueError, match="outside"):
            calibration(bad, [True])


# --- gain --------------------------------------------------------------------------------------------------


def test_gain_is_hakes() -> None:
    """Hake 1998, eq. 1: a class that goes from 44 to 61 per cent gained 17 of the 56 that were left."""
    assert gain([44.0] * 5, [61.0] * 5, 100).value == pytest.approx(17 / 56, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 24)), min_size=2, max_size=30))
def test_gain_is_that_of_fractions_and_lies_in_its_interval(pairs: list[tuple[int, int]]) -> None:
    found = gain([b for b, _ in pairs], [a for _, a in pairs], 24, times=200)
    before, after = (Fraction(sum(p[i] for p in pairs), len(pairs)) for i in (0, 1))
    assert found.value == pytest.approx(float((after - before) / (24 - before)), abs=1e-9)
    assert found.low <= found.high and math.isfinite(found.low) and math.isfinite(found.high)


def test_the_gain_of_a_simulated_class_is_found_again() -> None:
    chance = np.random.default_rng(2)
    ability = chance.beta(4, 5, 800)
    before, after = chance.binomial(24, ability), chance.binomial(24, ability + 0.48 * (1 - ability))
    found = gain(before.tolist(), after.tolist(), 24)
    assert found.low < 0.48 < found.high and found.high - found.low < 0.1


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [([24, 24], [24, 20], "all points before"), ([], [], "nobody did both"), ([1], [2], "one student")],
)
def test_a_gain_that_cannot_be_says_why(before: list[float], after: list[float], reason: str) -> None:
    found = gain(before, after, 24)
    assert reason in found.reason and found.low is None
    with pytest.raises(ValueError, match="2 students before"):
        gain([1, 2], [1], 24)


def test_the_bootstrap_of_a_mean_is_near_the_normal_interval() -> None:
    """Of a mean of 60: mean ± 1.96 standard errors, within what the draws leave open."""
    values = np.random.default_rng(8).normal(3, 2, 60)
    own = bootstrap([[v, 1] for v in values], lambda s: s[:, 0] / s[:, 1], times=20_000)
    half = 1.959964 * values.std() / math.sqrt(60)
    assert own.low == pytest.approx(values.mean() - half, abs=0.04)
    assert own.high == pytest.approx(values.mean() + half, abs=0.04)
    assert bootstrap([], lambda s: s[:, 0]) == Estimate(None, reason="nobody answered")
