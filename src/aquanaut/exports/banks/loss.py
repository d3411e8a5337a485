"""The loss report: what a form could not carry of an exercise, and what stands there in its place.

Every form but our own loses something. Whoever imports a question bank must know what, question by question, before a
class meets it: so each such export comes with the same report twice, to read (`….loss.md`) and for programs
(`….loss.json`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from aquanaut.questions.item import LEFT_OUT, Loss

FATES = ("carried", "approximated", "not scored", LEFT_OUT)
"""The same question; another that asks much the same; asked, but a person scores it; not there."""


@dataclass(frozen=True)
class Fate:
    """How one question fares in a form: `fate` is one of `FATES`, `becomes` the form's name for it."""

    question: str
    kind: str
    points: int
    fate: str
    becomes: str
    losses: tuple[Loss, ...] = ()


def reports(stem: str, title: str, form: str, fates: Sequence[Fate], notes: Iterable[str]) -> dict[str, str | bytes]:
    """The two files of one report, by name. `notes` hold for the whole exercise, one sentence or two each."""
    told = list(notes)
    return {
        f"{stem}.loss.md": _words(title, form, fates, told),
        f"{stem}.loss.json": json.dumps(
            {"v": 1, "exercise": stem, "form": form, "notes": told, "questions": [asdict(one) for one in fates]},
            ensure_ascii=False,
            indent=1,
        )
        + "\n",
    }


def _words(title: str, form: str, fates: Sequence[Fate], notes: Sequence[str]) -> str:
    counts = {fate: sum(one.fate == fate for one in fates) for fate in FATES}
    points = {fate: sum(one.points for one in fates if one.fate == fate) for fate in FATES}
    lines = [f"# What {form} could not carry: {title}", ""]
    lines += [
        f"- {counts[fate]} {_noun(counts[fate])} {fate} ({_worth(points[fate])})" for fate in FATES if counts[fate]
    ]
    lines += ["", "## For the whole exercise", "", *(f"- {note}" for note in notes), "", "## Question by question"]
    for one in fates:
        told = f"`{one.kind}`, {_worth(one.points)}: {one.fate}, as {one.becomes}."
        lines += ["", f"### {one.question}", "", told, ""]
        lines += [f"- {loss.part}: {loss.lost} {loss.instead}" for loss in one.losses] or ["- Nothing is lost."]
    return "\n".join(lines) + "\n"


def _noun(count: int) -> str:
    return "question" if count == 1 else "questions"


def _worth(points: int) -> str:
    return f"{points} point" if points == 1 else f"{points} points"
