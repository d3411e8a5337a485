"""The pictures of `aquanaut look --html`: inline SVG, each with its words beside it, in the colors of the page."""

from __future__ import annotations

from aquanaut.exports.looks.words import opening
from aquanaut.lenses.look import NUMBERS, Look
from aquanaut.lenses.readability.lens import Row, side_by_side, why_they_disagree
from aquanaut.pages.html import Html, el, join
from aquanaut.text.document import Document
from aquanaut.words import say

MOST_BARS = 400
"""More sentences are drawn in groups, each as tall as its tallest."""

TALLEST = 3


def first_look(seen: Look) -> Html:
    """For each number of the sentences a strip of bars, and the sentences with the tallest in words."""
    listed = [_tallest(seen, number) for number in NUMBERS]
    return join((
        el("h2", say("look.first")),
        el("p", say("look.first.about")),
        [_strip(seen, number) for number in NUMBERS],
        el("details", el("summary", say("look.first.list")), listed),
    ))  # fmt: skip


def _strip(seen: Look, number: str) -> Html:
    values = _grouped([float(getattr(sentence, number)) for sentence in seen.sentences])
    title = say(f"look.first.{number}")
    top = max(values, default=0.0)
    if top <= 0:
        return join((el("h3", title), el("p", say("look.first.none"))))
    bars = [_bar(n, 40 * value / max(top, 0.5)) for n, value in enumerate(values)]
    box = f"0 0 {len(values)} 40"
    kind = f"aq-strip aq-bar-{number}"
    picture = el("svg", bars, cls=kind, viewBox=box, preserveAspectRatio="none", role="img", aria_label=title)
    return join((el("h3", title), picture))


def _bar(at: int, height: float) -> Html:
    return el("rect", x=f"{at + 0.1:g}", y=f"{40 - height:.1f}", width=".8", height=f"{height:.1f}")


def _grouped(values: list[float]) -> list[float]:
    size = -(-len(values) // MOST_BARS) or 1
    return [max(values[at : at + size]) for at in range(0, len(values), size)]


def _tallest(seen: Look, number: str) -> Html:
    ranked = sorted(seen.sentences, key=lambda sentence: -getattr(sentence, number))[:TALLEST]
    chosen = [sentence.span.of(seen.doc.text) for sentence in ranked if getattr(sentence, number) > 0]
    items = [el("li", opening(text, 240)) for text in chosen]
    head = el("h3", say(f"look.first.{number}"))
    return join((head, el("ol", items) if items else el("p", say("look.first.none"))))


def resting(seen: Look) -> Html:
    """A box for each sentence: somebody named, somebody nameless, nobody."""
    kinds = [sentence.attribution for sentence in seen.sentences]
    said = {kind: say(f"look.rest.{kind}", n=kinds.count(kind)) for kind in ("named", "unnamed", "none")}
    swatches = el(
        "ul", [_swatch(*pair) for pair in said.items()], cls="aq-swatches", style="list-style: none; padding: 0"
    )
    boxes = [
        el("rect", cls=f"aq-box-{kind}", x=20 * n + 2, y=2, width=16, height=24)
        for n, kind in enumerate(kinds[:MOST_BARS])
    ]
    box = f"0 0 {20 * max(1, min(len(kinds), MOST_BARS))} 28"
    spoken = {"role": "img", "aria_label": "; ".join(said.values())}
    picture = el("svg", _STRIPES, boxes, cls="aq-rests", viewBox=box, preserveAspectRatio="none", **spoken)
    return join((el("h2", say("look.rest")), el("p", say("look.rest.about")), picture, swatches))


def _swatch(kind: str, text: str) -> Html:
    square = el("rect", cls=f"aq-box-{kind}", x=1, y=1, width=18, height=18)
    return el("li", el("svg", square, cls="aq-swatch aq-rests", viewBox="0 0 20 20", aria_hidden="true"), text)


_TILE = (el("rect", width=6, height=6), el("path", d="M0 0V6"))
_STRIPES = el("defs", el("pattern", _TILE, id="aq-striped", width=6, height=6, patternUnits="userSpaceOnUse",
                         patternTransform="rotate(45)"))  # fmt: skip
"""Stripes for the boxes of nameless speakers, told apart without a color."""


def scales(doc: Document) -> Html:
    """Every measure of readability: its figure on its usual range, what it counts and says."""
    whole, rows = side_by_side(doc)
    body = [_scale(row) for row in rows if row.figure is not None]
    names = [el("th", say(f"look.hard.{key}"), scope="col") for key in ("measure", "figure", "about")]
    table = el("table", el("thead", el("tr", names)), el("tbody", body), cls="aq-hard") if body else ""
    said = " ".join(filter(None, (why_they_disagree(whole), whole.note)))
    return join((el("h2", say("look.hard")), el("p", said), table))


def _scale(row: Row) -> Html:
    measure, figure = row.measure, row.figure or 0.0
    at = 5 + 90 * min(1.0, max(0.0, (figure - measure.low) / (measure.high - measure.low)))
    told = say("look.hard.range", low=f"{measure.low:g}", high=f"{measure.high:g}")
    line, dot = el("line", x1=5, y1=7, x2=95, y2=7), el("circle", cx=f"{at:.1f}", cy=7, r=5)
    picture = el("svg", line, dot, viewBox="0 0 100 14", role="img", aria_label=told)
    about = f"{say('look.counts', counts=row.counts).capitalize()}. {measure.says}"
    return el("tr", el("th", measure.label, scope="row"), el("td", f"{figure:.1f}", picture), el("td", about))
