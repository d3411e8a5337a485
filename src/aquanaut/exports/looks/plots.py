"""The pictures of `aquanaut look --html`: inline SVG, each with its words beside it, in the colors of the page."""

from __future__ import annotations

from html import escape

from aquanaut.exports.looks.words import opening
from aquanaut.lenses.look import NUMBERS, Look
from aquanaut.lenses.readability.lens import Row, side_by_side, why_they_disagree
from aquanaut.text.document import Document
from aquanaut.words import say

MOST_BARS = 400
"""More sentences are drawn in groups, each as tall as its tallest."""

TALLEST = 3


def first_look(seen: Look) -> str:
    """For each number of the sentences a strip of bars, and the sentences with the tallest in words."""
    strips = "".join(_strip(seen, number) for number in NUMBERS)
    listed = "".join(_tallest(seen, number) for number in NUMBERS)
    return (
        f"<h2>{escape(say('look.first'))}</h2><p>{escape(say('look.first.about'))}</p>{strips}"
        f"<details><summary>{escape(say('look.first.list'))}</summary>{listed}</details>"
    )


def _strip(seen: Look, number: str) -> str:
    values = _grouped([float(getattr(one, number)) for one in seen.sentences])
    title = say(f"look.first.{number}")
    top = max(values, default=0.0)
    if top <= 0:
        return f"<h3>{escape(title)}</h3><p>{escape(say('look.first.none'))}</p>"
    bars = "".join(
        f'<rect x="{n + 0.1:g}" y="{40 - 40 * value / max(top, 0.5):.1f}" width=".8" '
        f'height="{40 * value / max(top, 0.5):.1f}"/>'
        for n, value in enumerate(values)
    )
    return (
        f'<h3>{escape(title)}</h3><svg class="aq-strip aq-bar-{number}" viewBox="0 0 {len(values)} 40" '
        f'preserveAspectRatio="none" role="img" aria-label="{escape(title)}">{bars}</svg>'
    )


def _grouped(values: list[float]) -> list[float]:
    size = -(-len(values) // MOST_BARS) or 1
    return [max(values[at : at + size]) for at in range(0, len(values), size)]


def _tallest(seen: Look, number: str) -> str:
    ranked = sorted(seen.sentences, key=lambda one: -getattr(one, number))[:TALLEST]
    chosen = [one for one in ranked if getattr(one, number) > 0]
    quoted = (one.span.of(seen.doc.text).encode("utf-8", "replace").decode("utf-8") for one in chosen)
    items = "".join(f"<li>{escape(opening(words_, 240))}</li>" for words_ in quoted)
    none = f"<p>{escape(say('look.first.none'))}</p>"
    return f"<h3>{escape(say(f'look.first.{number}'))}</h3>" + (f"<ol>{items}</ol>" if items else none)


def resting(seen: Look) -> str:
    """A box for each sentence: somebody named, somebody nameless, nobody."""
    kinds = [one.attribution for one in seen.sentences]
    counts = {kind: kinds.count(kind) for kind in ("named", "unnamed", "none")}
    legend = "".join(
        f'<li><svg class="aq-swatch aq-rests" viewBox="0 0 20 20" aria-hidden="true">'
        f'<rect class="aq-box-{kind}" x="1" y="1" width="18" height="18"/></svg>'
        f"{escape(say(f'look.rest.{kind}', n=n))}</li>"
        for kind, n in counts.items()
    )
    said = "; ".join(say(f"look.rest.{kind}", n=n) for kind, n in counts.items())
    boxes = "".join(
        f'<rect class="aq-box-{kind}" x="{20 * n + 2}" y="2" width="16" height="24"/>'
        for n, kind in enumerate(kinds[:MOST_BARS])
    )
    picture = (
        f'<svg class="aq-rests" viewBox="0 0 {20 * max(1, min(len(kinds), MOST_BARS))} 28" preserveAspectRatio="none" '
        f'role="img" aria-label="{escape(said)}"><defs><pattern id="aq-striped" width="6" height="6" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6"/>'
        f'<path d="M0 0V6"/></pattern></defs>{boxes}</svg>'
    )
    return (
        f"<h2>{escape(say('look.rest'))}</h2><p>{escape(say('look.rest.about'))}</p>{picture}"
        f'<ul class="aq-swatches" style="list-style: none; padding: 0">{legend}</ul>'
    )


def scales(doc: Document) -> str:
    """Every measure of readability: its figure on its usual range, what it counts and says."""
    whole, rows = side_by_side(doc)
    body = "".join(_scale(row) for row in rows if row.figure is not None)
    names = "".join(f'<th scope="col">{escape(say(f"look.hard.{key}"))}</th>' for key in ("measure", "figure", "about"))
    table = f'<table class="aq-hard"><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>' if body else ""
    said = " ".join(filter(None, (why_they_disagree(whole), whole.note)))
    return f"<h2>{escape(say('look.hard'))}</h2><p>{escape(said)}</p>{table}"


def _scale(row: Row) -> str:
    measure, figure = row.measure, row.figure or 0.0
    at = 5 + 90 * min(1.0, max(0.0, (figure - measure.low) / (measure.high - measure.low)))
    told = say("look.hard.range", low=f"{measure.low:g}", high=f"{measure.high:g}")
    return (
        f'<tr><th scope="row">{escape(measure.label)}</th><td>{figure:.1f}'
        f'<svg viewBox="0 0 100 14" role="img" aria-label="{escape(told)}"><line x1="5" y1="7" x2="95" y2="7"/>'
        f'<circle cx="{at:.1f}" cy="7" r="5"/></svg></td>'
        f"<td>{escape(say('look.counts', counts=row.counts).capitalize())}. {escape(measure.says)}</td></tr>"
    )
