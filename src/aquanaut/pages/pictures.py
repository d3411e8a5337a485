"""Small pictures of figures, as HTML.

A bar picture is a real table: a screen reader meets every label and figure in order, a phone gets text of full
size (a drawing that shrinks to 360 px would not give that), and where styles are stripped a plain table is left.
The bars are drawn as borders, which survive printing and forced colours; text and lines take the colour of the
page around them, so nothing has to know whether the page is light or dark. No script, no identifiers.
"""

from __future__ import annotations

from collections.abc import Sequence

from aquanaut.pages.html import Html, el, join
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.readability import HOPELESS_WORDS, MEASURES, Readability, by_paragraph, readability
from aquanaut.words import say

BAR = "#4a7fd0"
"""Stands out from white (3.9 : 1) and from near-black (4.5 : 1) alike. A page may set `--aq-bar` instead."""

# Thrice, to outweigh what notebooks say about tables.
_ALL = ".aq-bars" * 3

_STYLE = f"""
{_ALL} {{ width: 100%; max-width: 52rem; margin: 0.75rem 0; table-layout: auto; border: 0;
  border-collapse: collapse; color: inherit; font: inherit; font-size: max(0.875rem, 14px); line-height: 1.4;
  text-align: start; }}
{_ALL} caption {{ padding: 0 0 0.5rem; text-align: start; font-weight: 600; color: inherit; }}
{_ALL} caption span {{ display: block; font-weight: 400; }}
{_ALL} tr {{ background: none; break-inside: avoid; }}
{_ALL} th, {_ALL} td {{ padding: 0.3rem 0; border: 0; background: none; color: inherit;
  font-size: inherit; font-weight: 400; vertical-align: top; text-align: start; white-space: normal; }}
{_ALL} tbody tr {{ border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }}
{_ALL} thead th {{ font-weight: 600; }}
{_ALL} td, {_ALL} thead th:last-child {{ width: 1%; padding-inline-start: 0.75rem;
  text-align: end; font-variant-numeric: tabular-nums; }}
{_ALL} td {{ white-space: nowrap; }}
{_ALL} .aq-row {{ display: flex; flex-wrap: wrap; align-items: flex-start; gap: 0.1rem 1rem; }}
{_ALL} .aq-label {{ flex: 3 1 16rem; min-width: 0; overflow-wrap: anywhere; }}
{_ALL} .aq-track {{ flex: 4 1 12rem; position: relative; height: 1.4em; }}
{_ALL} .aq-bar {{ box-sizing: border-box; position: absolute; inset-block: 0.3em; inset-inline-start: 0;
  height: 0.8em; border: 0 solid var(--aq-bar, {BAR}); border-top-width: 0.8em; }}
{_ALL} .aq-shaky {{ border-width: 2px; }}
{_ALL} .aq-line {{ position: absolute; inset-block: 0; border-inline-start: 2px solid currentColor; }}
"""


def bars(
    values: Sequence[float | str],
    labels: Sequence[str],
    *,
    title: str,
    note: str = "",
    label_name: str = "",
    value_name: str = "",
    low: float = 0.0,
    high: float | None = None,
    line: float | None = None,
    shaky: Sequence[bool] = (),
    places: int = 1,
) -> Html:
    """A table of horizontal bars, one row for each value.

    `values` are drawn from `low` to `high` (the largest value, if not given); what lies beyond is cut off in the
    bar and written in full. A value that is text ("too short") is written as it is, without a bar. `line` draws a
    thin upright line at that value in every row with a bar: say in `note` what it stands for. Rows named `shaky`
    have a mere outline for a bar. Everything is escaped; numbers get `places` decimals. Raises `ValueError` when
    the lists differ in length.
    """
    if len(labels) != len(values) or (shaky and len(shaky) != len(values)):
        raise ValueError(f"{len(values)} values, {len(labels)} labels and {len(shaky)} shaky marks do not go together")
    if high is None:
        high = max([low if line is None else line, *(value for value in values if not isinstance(value, str))])
    hollow = shaky or [False] * len(values)
    upright = _share(line, low, high)
    rows = [
        _row(label, _number(value, places), _track(_share(value, low, high), outline, upright))
        for value, label, outline in zip(values, labels, hollow, strict=True)
    ]
    caption = el("caption", title, el("span", note) if note else "")
    head: Html | str = ""
    if label_name or value_name:
        head = el("thead", el("tr", [el("th", name, scope="col") for name in (label_name, value_name)]))
    return join((el("style", Html(_STYLE)), el("table", caption, head, el("tbody", rows), cls="aq-bars")), "\n")


def readability_bars(doc: Document, measure: str = "grade_level") -> Html:
    """The readability of a text by paragraph, as a picture. `measure` is the key of one of `MEASURES`.

    Paragraphs of fewer than 20 words get no bar; those too short to be steady get a mere outline.
    """
    known = next((one for one in MEASURES if one.key == measure), None)
    if known is None:
        raise ValueError(f"no measure called '{measure}'; there are {', '.join(one.key for one in MEASURES)}")
    paragraphs = by_paragraph(doc)
    values = [_shown(figures, measure) for _, figures in paragraphs]
    whole = readability(doc)
    line: float | None = getattr(whole, measure)
    drawn_hollow = any(
        not isinstance(value, str) and not figures.steady
        for value, (_, figures) in zip(values, paragraphs, strict=True)
    )
    note = [
        say("bars.harder" if known.harder == "higher" else "bars.easier"),
        whole.note if line is None else say("bars.line", figure=_number(line, 1)),
        say("bars.shaky") if drawn_hollow else "",
        say("bars.truth"),
    ]
    return bars(
        values,
        [f"{number}. {_opening(doc, span)}" for number, (span, _) in enumerate(paragraphs, start=1)],
        title=say("bars.title", measure=known.label),
        note=" ".join(filter(None, note)),
        label_name=say("bars.label"),
        value_name=say("bars.value"),
        line=line,
        shaky=[not figures.steady for _, figures in paragraphs],
    )


def _shown(figures: Readability, measure: str) -> float | str:
    value: float | None = getattr(figures, measure)
    if value is None:
        return say("bars.none")
    return say("bars.short") if figures.words < HOPELESS_WORDS else value


def _opening(doc: Document, span: Span, longest: int = 44) -> str:
    """The first words of a paragraph, cut at a word."""
    text = " ".join(span.of(doc.text).split()).lstrip("•●▪* ")
    if len(text) <= longest:
        return text
    words = text[: longest + 1].rpartition(" ")[0] or text[:longest]
    return words.rstrip(" ,;:—–-") + "\u00a0…"


def _share(value: float | str | None, low: float, high: float) -> float | None:
    """Where `value` lies between `low` and `high`, in per cent, cut off at both ends."""
    if value is None or isinstance(value, str):
        return None
    if high <= low:
        return 0.0
    return max(0.0, min(100.0, 100 * (value - low) / (high - low)))


def _row(label: str, figure: str, track: Html | str) -> Html:
    drawn = el("div", el("span", label, cls="aq-label"), track, cls="aq-row")
    return el("tr", el("th", drawn, scope="row"), el("td", figure))


def _track(share: float | None, hollow: bool, line: float | None) -> Html | str:
    """A bar of `share` per cent, and the upright line where it is wanted; nothing for a value without a bar."""
    if share is None:
        return ""
    bar = el("span", cls="aq-bar aq-shaky" if hollow else "aq-bar", style=f"width: {share:.2f}%")
    upright = el("span", cls="aq-line", style=f"inset-inline-start: {line:.2f}%") if line is not None else ""
    return el("span", bar, upright, cls="aq-track", aria_hidden="true")


def _number(value: float | str, places: int) -> str:
    """With a real minus sign, and no minus zero; a text as it is."""
    if isinstance(value, str):
        return value
    shown = f"{value:.{places}f}"
    return shown.removeprefix("-") if float(shown) == 0 else shown.replace("-", "−")
