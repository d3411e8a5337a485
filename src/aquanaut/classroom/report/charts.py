"""The report's pictures: SVG inside the page, each with a title and a description, each beside a table."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from aquanaut.classroom.report.words import figure, percent, points
from aquanaut.pages.html import Html, el, safe
from aquanaut.records.stats.signal import Calibration
from aquanaut.words import say

WIDE, HIGH = 460, 230
LEFT, FOOT, TOP = 44, 40, 14


def _svg(name: str, title: str, about: str, parts: Sequence[str]) -> Html:
    inner = "".join(parts)
    return Html(
        f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{safe(title)}</title><desc id="{name}-d">{safe(about)}</desc>{inner}</svg>'
    )


def _text(x: float, y: float, words: str, anchor: str = "middle", cls: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{cls}">{safe(words)}</text>'


def histogram(totals: Sequence[float], possible: float, bins: int = 10) -> tuple[Html, list[tuple[str, int]]]:
    """How the points spread: the picture, and (from – to, students) for its table. Bins are tenths of the points."""
    counts = [0] * bins
    for total in totals:
        counts[min(bins - 1, max(0, floor(bins * total / possible)))] += 1
    names = [f"{points(possible * i / bins)}–{points(possible * (i + 1) / bins)}" for i in range(bins)]
    step, top = (WIDE - LEFT - 8) / bins, max(counts)
    parts = [f'<path class="rp-axis" d="M{LEFT} {TOP}V{HIGH - FOOT}H{WIDE - 4}"/>']
    for i, n in enumerate(counts):
        tall = (HIGH - FOOT - TOP - 14) * n / top
        x, y = LEFT + i * step + 2, HIGH - FOOT - tall
        parts.append(f'<rect class="rp-fill" x="{x:.1f}" y="{y:.1f}" width="{step - 4:.1f}" height="{tall:.1f}"/>')
        if n:
            parts.append(_text(x + step / 2 - 2, y - 4, str(n)))
    for i in range(0, bins + 1, 2):
        parts.append(_text(LEFT + i * step, HIGH - FOOT + 16, points(possible * i / bins)))
    parts.append(_text((WIDE + LEFT) / 2, HIGH - 6, say("class.chart.points")))
    about = say("class.chart.spread.about", n=len(totals), most=names[counts.index(top)], top=top)
    return _svg("spread", say("class.chart.spread"), about, parts), list(zip(names, counts, strict=True))


def sure(found: Calibration, least: int) -> Html:
    """How sure against how right: a dot for each step with at least `least` answers, and the line of good judges."""
    span_x, span_y = WIDE - LEFT - 24, HIGH - FOOT - TOP

    def at(said: float, right: float) -> tuple[float, float]:
        return LEFT + span_x * (2 * said - 1), HIGH - FOOT - span_y * right

    parts = [f'<path class="rp-axis" d="M{LEFT} {TOP}V{HIGH - FOOT}H{WIDE - 4}"/>']
    (x0, y0), (x1, y1) = at(0.5, 0.5), at(1, 1)
    parts.append(f'<path class="rp-even" d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"/>')
    for right in (0, 0.5, 1):
        parts.append(_text(LEFT - 6, at(0.5, right)[1] + 4, percent(right), "end"))
    shown = [b for b in found.bins if b.n >= least and b.said >= 0.5]
    for one in found.bins:
        if one.said >= 0.5:
            parts.append(_text(at(one.said, 0)[0], HIGH - FOOT + 16, percent(one.said)))
    for one in shown:
        x, y = at(one.said, one.share)
        size = 4 + 8 * (one.n / max(b.n for b in shown)) ** 0.5
        parts.append(f'<circle class="rp-fill" cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"/>')
    parts.append(_text((WIDE + LEFT) / 2, HIGH - 6, say("class.chart.sure.x")))
    about = " ".join(say("class.chart.sure.point", said=percent(b.said), share=percent(b.share), n=b.n) for b in shown)
    return _svg("sure", say("class.chart.sure"), about or say("class.small.bin"), parts)


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
