"""The check as a picture: a dot for each text, full where the judgement held. Dots, for they can be counted.

The picture is one SVG without a script. It takes the color of the page around it, says in its label what it shows, and
is not needed: the same counts stand beside it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from aquanaut.records.report import Count
from aquanaut.words import say

WIDTH = 244
NAMES, STEP, RADIUS, ROW = 92, 17, 6, 26
"""Pixels: where the dots begin, from dot to dot, a dot's radius, the height of a row. It fits a phone unscaled."""


@dataclass(frozen=True)
class Line:
    """One form: when it was done, and its two counts."""

    when: str
    caught: Count
    trusted: Count


def chart(lines: Sequence[Line]) -> str:
    """An SVG with the flawed texts caught and the sound texts trusted, a row for each form."""
    parts, top = [], 0
    for name, counts in (
        ("trusted", [(line.when, line.trusted) for line in lines]),
        ("caught", [(line.when, line.caught) for line in lines]),
    ):
        top += 22
        parts.append(f'<text x="0" y="{top}" font-weight="600">{escape(say(f"checkup.chart.{name}"))}</text>')
        for when, count in counts:
            top += ROW
            parts.append(_row(when, count, top))
        top += 14
    label = "; ".join(
        say("checkup.chart.said", when=line.when, trusted=_of(line.trusted), caught=_of(line.caught)) for line in lines
    )
    style = "display:block;max-width:100%;height:auto;margin:.5rem 0"
    return (
        f'<svg viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" height="{top}" role="img" aria-label="{escape(label)}" '
        f'font-family="inherit" font-size="13" fill="currentColor" style="{style}">{"".join(parts)}</svg>'
    )


def _row(when: str, count: Count, y: int) -> str:
    dots = "".join(
        f'<circle cx="{NAMES + RADIUS + at * STEP}" cy="{y - 5}" r="{RADIUS - 1}" stroke="currentColor" '
        f'stroke-width="2" fill="{"currentColor" if at < count.got else "none"}"/>'
        for at in range(count.of)
    )
    after = NAMES + count.of * STEP + 6
    return f'<text x="0" y="{y}">{escape(when)}</text>{dots}<text x="{after}" y="{y}">{escape(_of(count))}</text>'


def _of(count: Count) -> str:
    return say("report.of", got=count.got, of=count.of)
