"""The planned analysis as a sheet in a notebook: tables, a picture of the change, and what it does not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from aquanaut.pages.html import Html
from aquanaut.records.stats.estimates import Estimate
from aquanaut.studies.analysis import Change, Round, Study, analyze, treated
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.plain.sheet import heading, para, points, sheet

NAMES = {"first": "First round", "second": "Second round", "delayed": "Four weeks later"}
WIDE, TOP, STEP = 520, 24, 34
LOW, HIGH = -1.0, 2.0
"""The ends of the picture's scale, in units of d′."""


@kindly
def study(folder: str) -> None:
    """Run the planned analysis over a folder of exported results, and show it."""
    from IPython.display import display

    display(
        {"text/html": str(sheet(map(Html, parts(analyze(Path(folder)))))), "text/plain": "The planned analysis."},
        raw=True,
    )


def parts(found: Study) -> Iterator[str]:
    """The sheet, piece by piece, as HTML."""
    if found.simulated:
        yield f"<p><strong>{escape(SIMULATED)}</strong></p>"
    yield heading("How well sound and flawed texts were told apart")
    yield rounds_table(found.rounds)
    left = [f"{NAMES[one.name]}: {', '.join(one.left_out)}" for one in found.rounds if one.left_out]
    if left:
        yield para("Left out, for fewer than ten of twelve judgments:")
        yield points(left)
    yield heading("Change from the first round to the second")
    yield picture(found)
    yield change_table(found)
    yield heading("What this does and does not show")
    yield points(_limits(found))


SIMULATED = "SIMULATED DATA. A program made these answers from a stated model. They say nothing about the lessons."


def rounds_table(rounds: Iterable[Round]) -> str:
    """Counts, rates, d′, criterion and calibration, a row for each round."""
    head = (
        "Round",
        "Students",
        "Flawed texts caught",
        "Sound texts flagged",
        "d′ (95 %)",
        "c (95 %)",
        "Confidence minus right",
    )
    rows = [
        (
            NAMES[one.name],
            str(len(one.students)),
            f"{one.pooled.hits} of {one.pooled.signals} ({_share(one.pooled.hit_rate)})",
            f"{one.pooled.false_alarms} of {one.pooled.noises} ({_share(one.pooled.false_alarm_rate)})",
            said(one.d),
            said(one.c),
            _signed(one.calibration.over),
        )
        for one in rounds
    ]
    return _table(head, rows)


def change_table(found: Study) -> str:
    """The changes of everybody, and of each group, with the difference of the groups."""
    head = ("Who", "Students", "d′", "Flawed texts caught", "Sound texts flagged", "Normalized gain")
    rows = [_change("Everybody", found.change)]
    rows += [_change(name, one) for name, one in found.groups.items()]
    table = _table(head, rows)
    lines = [f"After four weeks, against the first round, d′ had changed by {said(found.kept)}."]
    if found.difference is not None:
        name = treated(dict.fromkeys(found.groups, "") | {n: n for n in found.groups})
        lines.insert(
            0, f"The result: d′ of “{name}” changed by {said(found.difference)} more than that of the other group."
        )
    return table + "".join(para(line) for line in lines)


def _change(name: str, one: Change) -> tuple[str, ...]:
    return (name, str(one.d.n), said(one.d), said(one.hits), said(one.false_alarms), said(one.gain))


def said(estimate: Estimate) -> str:
    """An estimate in words: `0.60 (0.31 to 0.88)`, or why there is none."""
    if estimate.value is None:
        return f"not known: {estimate.reason}" if estimate.reason else "not known"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.2f} (no interval: {estimate.reason})"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:+.0f} points"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
    body = ""
    for row in rows:
        first, *rest = row
        body += f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(t)}</td>" for t in rest) + "</tr>"
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def picture(found: Study) -> str:
    """The changes in d′ with their intervals, a line for each group, against no change."""
    named = [("everybody", found.change.d), *((name, one.d) for name, one in found.groups.items())]
    if found.difference is not None:
        named.append(("difference", found.difference))
    known = [(name, one) for name, one in named if one.value is not None]
    tall = TOP + STEP * len(known) + 34
    label = "; ".join(f"{name}: {said(one)}" for name, one in known) or "nothing to draw"
    drawn = "".join(_row(at, name, one) for at, (name, one) in enumerate(known))
    axis = "".join(
        f'<text x="{_x(v):.0f}" y="{tall - 8}" text-anchor="middle" font-size="12" fill="currentColor">{v:g}</text>'
        for v in (-1, -0.5, 0, 0.5, 1, 1.5, 2)
    )
    zero = f'<path d="M{_x(0):.0f} 6V{tall - 24}" stroke="currentColor" stroke-dasharray="3 3"/>'
    return (
        f'<svg viewBox="0 0 {WIDE} {tall}" role="img" style="max-width:100%" '
        f'aria-label="Change in d′ with 95 % intervals. {escape(label)}">{zero}{drawn}{axis}</svg>'
    )


def _x(value: float) -> float:
    return 120 + (WIDE - 140) * (min(HIGH, max(LOW, value)) - LOW) / (HIGH - LOW)


def _row(at: int, name: str, one: Estimate) -> str:
    y = TOP + STEP * at
    text = f'<text x="0" y="{y + 4}" font-size="13" fill="currentColor">{escape(name[:16])}</text>'
    bar = ""
    if one.low is not None and one.high is not None:
        bar = f'<path d="M{_x(one.low):.1f} {y}H{_x(one.high):.1f}" stroke="currentColor" stroke-width="3"/>'
    return text + bar + f'<circle cx="{_x(one.value or 0):.1f}" cy="{y}" r="6" fill="currentColor"/>'


def _limits(found: Study) -> Iterator[str]:
    if found.difference is None:
        yield "There is no comparison group. Something changed, or did not; why, these data cannot say."
    yield "If more sound texts were flagged in the second round, the lessons did harm, whatever else rose."
    yield "An interval that holds 0 means: we do not know. It does not mean that nothing changed."
    yield "No student’s own figure is shown: from twelve judgments it would be noise."
