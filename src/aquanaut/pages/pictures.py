"""Small pictures of figures, as HTML.

A bar picture is a real table: a screen reader meets every label and figure in order, a phone gets text of full
size (a drawing that shrinks to 360 px would not give that), and where styles are stripped a plain table is left.
The bars are drawn as borders, which survive printing and forced colours; text and lines take the colour of the
page around them, so nothing has to know whether the page is light or dark. No script, no identifiers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.readability import HOPELESS_WORDS, MEASURES, Readability, by_paragraph, readability

BAR = "#4a7fd0"
"""Stands out from white (3.9 : 1) and from near-black (4.5 : 1) alike. A page may set `--aq-bar` instead."""

WORDS = {
    "title": "{measure}, paragraph by paragraph",
    "harder": "Longer bars are harder to read.",
    "easier": "Longer bars are easier to read.",
    "line": "The upright line is the whole text: {figure}.",
    "shaky": "A hollow bar is shaky: the paragraph has too few words to trust its figure.",
    "truth": "It says nothing about whether a paragraph is true.",
    "label": "Paragraph",
    "value": "Figure",
    "none": "no figure",
    "short": "too short",
}
"""What the picture of readability says. A notebook gives the words of its own catalogue (`bars.title` …)."""

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
) -> str:
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
    rows = "\n".join(
        _row(value, label, _share(value, low, high), hollow, _share(line, low, high), places)
        for value, label, hollow in zip(values, labels, shaky or [False] * len(values), strict=True)
    )
    under = f"<span>{escape(note)}</span>" if note else ""
    names = ""
    if label_name or value_name:
        heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in (label_name, value_name))
        names = f"<thead><tr>{heads}</tr></thead>\n"
    return (
        f"<style>{_STYLE}</style>\n"
        f'<table class="aq-bars">\n<caption>{escape(title)}{under}</caption>\n'
        f"{names}<tbody>\n{rows}\n</tbody>\n</table>"
    )


def readability_bars(doc: Document, measure: str = "grade_level", words: Mapping[str, str] = WORDS) -> str:
    """The readability of a text by paragraph, as a picture. `measure` is the key of one of `MEASURES`.

    Paragraphs of fewer than 20 words get no bar; those too short to be steady get a mere outline.
    """
    known = next((m for m in MEASURES if m.key == measure), None)
    if known is None:
        raise ValueError(f"no measure called '{measure}'; there are {', '.join(m.key for m in MEASURES)}")
    found = by_paragraph(doc)
    values = [_shown(r, measure, words) for _, r in found]
    whole = readability(doc)
    line: float | None = getattr(whole, measure)
    note = [words["harder" if known.harder == "higher" else "easier"]]
    if line is None:
        note.append(whole.note)
    else:
        note.append(words["line"].format(figure=_number(line, 1)))
    if any(not isinstance(value, str) and not r.steady for value, (_, r) in zip(values, found, strict=True)):
        note.append(words["shaky"])
    note.append(words["truth"])
    return bars(
        values,
        [f"{number}. {_opening(doc, span)}" for number, (span, _) in enumerate(found, start=1)],
        title=words["title"].format(measure=known.label),
        note=" ".join(note),
        label_name=words["label"],
        value_name=words["value"],
        line=line,
        shaky=[not r.steady for _, r in found],
    )


def _shown(found: Readability, measure: str, words: Mapping[str, str]) -> float | str:
    value: float | None = getattr(found, measure)
    if value is None:
        return words["none"]
    return words["short"] if found.words < HOPELESS_WORDS else value


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


def _row(
    value: float | str,
    label: str,
    share: float | None,
    hollow: bool,
    line: float | None,
    places: int,
) -> str:
    track = ""
    if share is not None:
        kind = "aq-bar aq-shaky" if hollow else "aq-bar"
        track = f'<span class="{kind}" style="width: {share:.2f}%"></span>'
        if line is not None:
            track += f'<span class="aq-line" style="inset-inline-start: {line:.2f}%"></span>'
        track = f'<span class="aq-track" aria-hidden="true">{track}</span>'
    shown = escape(value) if isinstance(value, str) else _number(value, places)
    return (
        f'<tr><th scope="row"><div class="aq-row"><span class="aq-label">{escape(label)}</span>'
        f"{track}</div></th><td>{shown}</td></tr>"
    )


def _number(value: float, places: int) -> str:
    """With a real minus sign, and no minus zero."""
    shown = f"{value:.{places}f}"
    return shown.removeprefix("-") if float(shown) == 0 else shown.replace("-", "−")
