"""The check as a picture: a dot for each text, full where the judgement held. Dots, for they can be counted.

The picture is one SVG without a script. It takes the color of the page around it, says in its label what it shows, and
is not needed: the same counts stand beside it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aquanaut.pages.html import Html, el
from aquanaut.records.report import Count
from aquanaut.words import say

WIDTH = 244
NAMES, STEP, RADIUS, ROW = 92, 17, 6, 26
"""Pixels: where the dots begin, from dot to dot, a dot's radius, the height of a row. It fits a phone unscaled."""


@dataclass(frozen=True)
class FormCounts:
    """One form: when it was done, and its two counts."""

    when: str
    caught: Count
    trusted: Count


def chart(forms: Sequence[FormCounts]) -> Html:
    """An SVG with the flawed texts caught and the sound texts trusted, a row for each form."""
    parts: list[Html] = []
    top = 0
    for name, counts in (
        ("trusted", [(form.when, form.trusted) for form in forms]),
        ("caught", [(form.when, form.caught) for form in forms]),
    ):
        top += 22
        parts.append(el("text", say(f"checkup.chart.{name}"), x=0, y=top, font_weight=600))
        for when, count in counts:
            top += ROW
            parts += _row(when, count, top)
        top += 14
    label = "; ".join(
        say("checkup.chart.said", when=form.when, trusted=_of(form.trusted), caught=_of(form.caught)) for form in forms
    )
    style = "display:block;max-width:100%;height:auto;margin:.5rem 0"
    return el(
        "svg",
        parts,
        viewBox=f"0 0 {WIDTH} {top}",
        width=WIDTH,
        height=top,
        role="img",
        aria_label=label,
        font_family="inherit",
        font_size=13,
        fill="currentColor",
        style=style,
    )


def _row(when: str, count: Count, y: int) -> list[Html]:
    after = NAMES + count.of * STEP + 6
    dots = [_dot(at, y, full=at < count.got) for at in range(count.of)]
    return [el("text", when, x=0, y=y), *dots, el("text", _of(count), x=after, y=y)]


def _dot(at: int, y: int, full: bool) -> Html:
    x, fill = NAMES + RADIUS + at * STEP, "currentColor" if full else "none"
    return el("circle", cx=x, cy=y - 5, r=RADIUS - 1, stroke="currentColor", stroke_width=2, fill=fill)


def _of(count: Count) -> str:
    return say("report.of", got=count.got, of=count.of)
