"""The planned analysis as a sheet in a notebook: tables, a picture of the change, and what it does not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from aquanaut.content import complaint
from aquanaut.pages.html import Html, el, join
from aquanaut.records.stats.estimates import Estimate
from aquanaut.studies.analysis import Change, Round, Study, analyze, treated
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.plain.sheet import heading, para, points, sheet
from aquanaut.words import say

WIDE, TOP, STEP = 520, 24, 34
LOW, HIGH = -1.0, 2.0
"""The ends of the picture's scale, in units of d′."""

LONGEST_NAME = 16
"""Code points of a group's name in the picture."""


@kindly
def study(folder: str = "") -> None:
    """Run the planned analysis over a folder of exported results, and show it."""
    from IPython.display import display

    if not folder:
        raise complaint(Path("study"), 0, "study.needed")
    display({"text/html": str(sheet(parts(analyze(Path(folder))))), "text/plain": say("study.plain")}, raw=True)


def parts(found: Study) -> Iterator[Html]:
    """The sheet, piece by piece."""
    if found.simulated:
        yield el("p", el("strong", say("study.simulated")))
    yield heading(say("study.rounds"))
    yield rounds_table(found.rounds)
    left = [
        say("study.left_out.round", round=_name(one), students=", ".join(one.left_out))
        for one in found.rounds
        if one.left_out
    ]
    if left:
        yield para(say("study.left_out"))
        yield points(left)
    yield heading(say("study.change"))
    yield picture(found)
    yield change_table(found)
    yield heading(say("study.limits"))
    yield points(_limits(found))


def _name(one: Round) -> str:
    return say(f"study.round.{one.name}")


def rounds_table(rounds: Iterable[Round]) -> Html:
    """Counts, rates, d′, criterion and calibration, a row for each round."""
    return _table(("round", "students", "caught", "flagged", "d", "c", "sure"), map(_round, rounds))


def _round(one: Round) -> Sequence[str]:
    pooled = one.pooled
    caught = say("study.of", n=pooled.hits, of=pooled.signals, share=_share(pooled.hit_rate))
    flagged = say("study.of", n=pooled.false_alarms, of=pooled.noises, share=_share(pooled.false_alarm_rate))
    return (_name(one), str(len(one.students)), caught, flagged, said(one.d), said(one.c),
            _signed(one.calibration.over))  # fmt: skip


def change_table(found: Study) -> Html:
    """The changes of everybody, and of each group, with the difference of the groups."""
    rows = [_change(say("study.everybody"), found.change)]
    rows += [_change(name, one) for name, one in found.groups.items()]
    lines = [say("study.kept", change=said(found.kept))]
    if found.difference is not None:
        name = treated(dict.fromkeys(found.groups, "") | {n: n for n in found.groups})
        lines.insert(0, say("study.result", name=name, change=said(found.difference)))
    return join([_table(("who", "students", "d_change", "caught", "flagged", "gain"), rows), *map(para, lines)])


def _change(name: str, one: Change) -> Sequence[str]:
    return (name, str(one.d.n), said(one.d), said(one.hits), said(one.false_alarms), said(one.gain))


def said(estimate: Estimate) -> str:
    """An estimate in words: `0.60 (0.31 to 0.88)`, or why there is none."""
    if estimate.value is None:
        return say("study.unknown.why", reason=estimate.reason) if estimate.reason else say("study.unknown")
    value = f"{estimate.value:.2f}"
    if estimate.low is None or estimate.high is None:
        return say("study.no_interval", value=value, reason=estimate.reason)
    return say("study.interval", value=value, low=f"{estimate.low:.2f}", high=f"{estimate.high:.2f}")


def _share(value: float | None) -> str:
    return "–" if value is None else say("study.percent", n=f"{100 * value:.0f}")


def _signed(value: float | None) -> str:
    return "–" if value is None else say("study.points", value=f"{100 * value:+.0f}")


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> Html:
    top = el("tr", (el("th", say(f"study.head.{name}"), scope="col") for name in heads))
    body = (el("tr", el("th", row[0], scope="row"), (el("td", text) for text in row[1:])) for row in rows)
    return el("table", el("thead", top), el("tbody", body))


def picture(found: Study) -> Html:
    """The changes in d′ with their intervals, a line for each group, against no change."""
    named = [(say("study.picture.everybody"), found.change.d), *((name, one.d) for name, one in found.groups.items())]
    if found.difference is not None:
        named.append((say("study.picture.difference"), found.difference))
    known = [(name, one) for name, one in named if one.value is not None]
    tall = TOP + STEP * len(known) + 34
    label = "; ".join(say("study.picture.row", name=name, change=said(one)) for name, one in known)
    zero = el("path", d=f"M{_x(0):.0f} 6V{tall - 24}", stroke="currentColor", stroke_dasharray="3 3")
    rows = (_row(place, name, one) for place, (name, one) in enumerate(known))
    return el(
        "svg", zero, rows, (_tick(value, tall) for value in (-1, -0.5, 0, 0.5, 1, 1.5, 2)),
        viewBox=f"0 0 {WIDE} {tall}", role="img", style="max-width:100%",
        aria_label=say("study.picture", label=label or say("study.picture.none")),
    )  # fmt: skip


def _x(value: float) -> float:
    return 120 + (WIDE - 140) * (min(HIGH, max(LOW, value)) - LOW) / (HIGH - LOW)


def _tick(value: float, tall: int) -> Html:
    return el("text", f"{value:g}", x=f"{_x(value):.0f}", y=tall - 8, text_anchor="middle", font_size=12,
              fill="currentColor")  # fmt: skip


def _row(place: int, name: str, one: Estimate) -> Html:
    y = TOP + STEP * place
    parts = [el("text", name[:LONGEST_NAME], x=0, y=y + 4, font_size=13, fill="currentColor")]
    if one.low is not None and one.high is not None:
        line = f"M{_x(one.low):.1f} {y}H{_x(one.high):.1f}"
        parts.append(el("path", d=line, stroke="currentColor", stroke_width=3))
    return join([*parts, el("circle", cx=f"{_x(one.value or 0):.1f}", cy=y, r=6, fill="currentColor")])


def _limits(found: Study) -> Iterator[str]:
    if found.difference is None:
        yield say("study.limit.alone")
    for name in ("harm", "zero", "students"):
        yield say(f"study.limit.{name}")
