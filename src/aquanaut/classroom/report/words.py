"""Figures as the class report and the feedback pages write them."""

from __future__ import annotations


def percent(share: float | None) -> str:
    """A share from 0 to 1 in whole per cent, or a dash."""
    return "–" if share is None else f"{100 * share:.0f}%"


def figure(value: float | None, signs: int = 2) -> str:
    """A figure with a true minus sign, or a dash."""
    if value is None:
        return "–"
    text = f"{value:.{signs}f}"
    return text.replace("-", "" if float(text) == 0 else "−")


def points(value: float) -> str:
    """Points, without a needless fraction."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
