"""Figures as the class report and the feedback pages write them."""

from __future__ import annotations

from math import floor


def percent(share: float | None) -> str:
    """A share from 0 to 1 in steps of ten per cent, or a dash.

    Ten, because one answer of the fewest that are shown (ten) is ten per cent: a finer figure, seen before and after
    one more student handed in, would say what that student did.
    """
    return "–" if share is None else f"{10 * floor(10 * share + 0.5)}%"


def in_fives(n: int) -> str:
    """A count of answers in steps of five, downward, so that two reports do not say who answered in between."""
    return f"{n - n % 5:,}"


def sure_step(said: float) -> str:
    """How sure an answer was said to be, exactly: it is one of five steps that everybody chooses from."""
    return f"{100 * said:.0f}%"


def figure(value: float | None, signs: int = 2) -> str:
    """A figure with a true minus sign, or a dash."""
    if value is None:
        return "–"
    text = f"{value:.{signs}f}"
    return text.replace("-", "" if float(text) == 0 else "−")


def points(value: float) -> str:
    """Points, without a needless fraction."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
