"""The report's pictures: SVG inside the page, each with a title and a description, each beside a table."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from aquanaut.classroom.report.words import figure, percent, points, sure_step
from aquanaut.pages.html import Html, el
from aquanaut.records.stats.signal import Calibration
from aquanaut.words import say

WIDE, HIGH = 460, 230
LEFT, FOOT, TOP = 44, 40, 14


def _svg(name: str, title: str, about: str, parts: Sequence[Html]) -> Html:
    return el(
        "svg", el("title", title, id=f"{name}-t"), el("desc", about, id=f"{name}-d"), parts,
        viewBox=f"0 0 {WIDE} {HIGH}", role="img", aria_labelledby=f"{name}-t {name}-d",
    )  # fmt: skip


def _text(x: float, y: float, words: str, anchor: str = "middle") -> Html:
    return el("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)


def _axes() -> Html:
    return el("path", cls="rp-axis", d=f"M{LEFT} {TOP}V{HIGH - FOOT}H{WIDE - 4}")


def histogram(totals: Sequence[float], possible: float, bins: int = 10) -> tuple[Html, list[tuple[str, int]]]:
    """How the points spread: the picture, and (from – to, students) for its table. Bins are tenths of the points."""
    counts = [0] * bins
    for total in totals:
        counts[min(bins - 1, max(0, floor(bins * total / possible)))] += 1
    names = [f"{points(possible * i / bins)}–{points(possible * (i + 1) / bins)}" for i in range(bins)]
    step, top = (WIDE - LEFT - 8) / bins, max(counts)
    tall = [floor(10 * n / len(totals) + 0.5) for n in counts]
    parts = [_axes(), *(_column(LEFT + i * step + 2, step, n, max(*tall, 1)) for i, n in enumerate(tall))]
    parts += [_text(LEFT + i * step, HIGH - FOOT + 16, points(possible * i / bins)) for i in range(0, bins + 1, 2)]
    parts.append(_text((WIDE + LEFT) / 2, HIGH - 6, say("class.chart.points")))
    about = say("class.chart.spread.about", most=names[counts.index(top)])
    return _svg("spread", say("class.chart.spread"), about, parts), list(zip(names, counts, strict=True))


def _column(x: float, step: float, n: int, top: int) -> Html:
    """A column of the histogram, as tall as its share in steps of ten per cent."""
    tall = (HIGH - FOOT - TOP - 14) * n / top
    y = HIGH - FOOT - tall
    return el("rect", cls="rp-fill", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{step - 4:.1f}", height=f"{tall:.1f}")


def sure(found: Calibration, least: int) -> Html:
    """How sure against how right: a dot for each step with at least `least` answers, and the line of good judges."""
    (x0, y0), (x1, y1) = _place(0.5, 0.5), _place(1, 1)
    parts = [_axes(), el("path", cls="rp-even", d=f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}")]
    parts += [_text(LEFT - 6, _place(0.5, right)[1] + 4, percent(right), "end") for right in (0, 0.5, 1)]
    steps = [step for step in found.bins if step.said >= 0.5]
    parts += [_text(_place(step.said, 0)[0], HIGH - FOOT + 16, sure_step(step.said)) for step in steps]
    shown = [step for step in steps if step.n >= least]
    for step in shown:
        x, y = _place(step.said, floor(10 * step.share + 0.5) / 10)
        parts.append(el("circle", cls="rp-fill", cx=f"{x:.1f}", cy=f"{y:.1f}", r="7"))
    parts.append(_text((WIDE + LEFT) / 2, HIGH - 6, say("class.chart.sure.x")))
    about = " ".join(say("class.chart.sure.point", said=sure_step(b.said), share=percent(b.share)) for b in shown)
    return _svg("sure", say("class.chart.sure"), about or say("class.small.bin"), parts)


def _place(said: float, right: float) -> tuple[float, float]:
    """Where a share said and a share right lie in the picture of `sure`."""
    return LEFT + (WIDE - LEFT - 24) * (2 * said - 1), HIGH - FOOT - (HIGH - FOOT - TOP) * right


def interval(value: float | None, low: float | None, high: float | None) -> str:
    """A figure with its interval in words."""
    if value is None:
        return "–"
    if low is None or high is None:
        return figure(value)
    return say("class.interval", value=figure(value), low=figure(low), high=figure(high))


def with_table(picture: Html, beside: Html) -> Html:
    """A picture with its table."""
    return el("div", el("figure", picture), beside, cls="rp-pair")
