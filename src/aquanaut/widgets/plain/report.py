"""The learner's own report: caught, rightly trusted, look again at, how sure. For the learner, never for a mark.

It is plain HTML without a script, so that it prints and travels with the notebook; while the kernel runs, it is
written anew after each checked answer.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from aquanaut.content import content_root
from aquanaut.pages.html import Html, el
from aquanaut.questions.bank import find_stem, lesson_stems, load_bank
from aquanaut.records.report import Again, Count, LessonReport, Report, report_of
from aquanaut.records.session import Session
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.plain.sheet import dots, heading, para, points, sheet
from aquanaut.widgets.show import output, session, watch
from aquanaut.words import say

MOST_AGAIN = 6
"""Objectives listed under “look again at”: a list that nobody finishes helps nobody."""


@kindly
def report(lesson: str | int | None = None) -> None:
    """Show what your answers say so far, in one lesson or in all. It is written anew while you work."""
    from IPython.display import DisplayHandle

    stems = lesson_stems() if lesson is None else [find_stem(str(lesson))]
    handle = DisplayHandle(f"aquanaut-{secrets.token_hex(6)}")
    handle.display(bundle(stems, session()), raw=True)
    watch(f"report {lesson}", lambda: handle.update(bundle(stems, session()), raw=True))


def bundle(stems: list[str], kept: Session) -> dict[str, str]:
    """The report as a notebook output: HTML, and one line of plain text."""
    figures = report_of((load_bank(stem), kept.standings(stem)) for stem in stems)
    problems = [problem for stem in stems for problem in kept.read(stem).problems] + kept.problems
    plain = say("report.plain", caught=_of(figures.caught), trusted=_of(figures.trusted))
    return output(page(figures, problems), plain)


def page(figures: Report, problems: list[str]) -> Html:
    """The report as HTML, everything escaped."""
    only = figures.lessons[0].title if len(figures.lessons) == 1 else ""
    title = say("report.title.lesson", lesson=only) if only else say("report.title")
    parts = [heading(title, 3), *(para(problem) for problem in problems)]
    parts += [para(say("report.empty"))] if figures.empty else list(_filled(figures))
    return sheet(parts)


def _filled(figures: Report) -> Iterator[Html]:
    n = figures.first.of
    yield para(say("report.what", n=n))
    yield picture(figures)
    yield from map(para, _praise(figures))
    if figures.sure:
        yield _sure(figures)
    yield from _again(figures)
    yield heading(say("report.next")) + points(what_next(figures))
    yield para(say("report.few", n=n))
    if figures.total("gone"):
        yield para(say("report.gone", n=figures.total("gone")))


def picture(figures: Report) -> Html:
    """Caught and rightly trusted side by side, a row for each lesson: a dot for each judgement, full where it held."""
    shown = [lesson for lesson in figures.lessons if lesson.caught.of or lesson.trusted.of]
    if not shown:
        return Html()
    heads = [say(f"report.{name}") for name in ("lesson", "caught", "trusted")]
    rows = [_row(lesson.title, lesson.caught, lesson.trusted) for lesson in shown]
    total = _row(say("report.all"), figures.caught, figures.trusted, drawn=False)
    head = el("thead", el("tr", [el("th", name, scope="col") for name in heads]))
    foot = el("tfoot", total) if len(shown) > 1 else ""
    return el("table", el("caption", say("report.dots")), head, el("tbody", rows), foot)


def _row(name: str, *counts: Count, drawn: bool = True) -> Html:
    cells = [el("td", _of(count), dots(count.got, count.of) if drawn else "") for count in counts]
    return el("tr", el("th", name, scope="row"), cells)


def _of(count: Count) -> str:
    return say("report.of", got=count.got, of=count.of) if count.of else say("report.none")


def _praise(figures: Report) -> Iterator[str]:
    """What was done well. Right trust and right doubt weigh the same."""
    if figures.trusted.got:
        yield say("report.praise.trusted", n=figures.trusted.got)
    if figures.caught.got:
        yield say("report.praise.caught", n=figures.caught.got)
    if figures.caught.of and figures.trusted.of:
        yield say("report.both")
    if figures.stray.of:
        key = "report.stray" if figures.stray.got else "report.stray.none"
        yield say(key, got=figures.stray.got, n=figures.stray.of)
    yield say("report.first", got=figures.first.got, n=figures.first.of)
    if figures.total("written"):
        yield say("report.written", n=figures.total("written"))
    if figures.total("disputes"):
        yield say("report.disputes", n=figures.total("disputes"))


def _sure(figures: Report) -> Html:
    lines = [say(f"report.sure.{step}", got=count.got, n=count.of) for step, count in figures.sure.items()]
    missed = sum(count.of - count.got for step, count in figures.sure.items() if step >= 90)
    if missed:
        lines.append(say("report.sure.missed", n=missed))
    return heading(say("report.sure")) + points(lines)


def _again(figures: Report) -> Iterator[Html]:
    yield heading(say("report.again"))
    if not figures.again:
        yield para(say("report.again.none"))
        return
    listed = figures.again[:MOST_AGAIN]
    yield el("ul", [el("li", again.objective, el("small", where(again))) for again in listed])
    rest = len(figures.again) - len(listed)
    if rest:
        yield para(say("report.again.more", n=rest))


def where(again: Again) -> str:
    """The lesson and the steps of its notebook to return to."""
    bank, steps = load_bank(again.lesson), steps_of(again.lesson)
    named = dict.fromkeys(steps.get(name) or bank.set(name).title for name in again.sets)
    return say(
        "report.again.where",
        n=again.questions,
        number=int(again.lesson[:2]) if again.lesson[:2].isdigit() else again.lesson,
        lesson=bank.title,
        steps="; ".join(named),
    )


def what_next(figures: Report) -> Iterator[str]:
    """One or two things to do: something to look at again, and where must-do questions wait."""
    if figures.again:
        yield say("report.next.again")
    waiting = _begun_first(figures)
    if waiting:
        yield say("report.next.waiting", n=waiting.waiting, lesson=waiting.title)
    if not figures.again and not waiting:
        yield say("report.next.none")


def _begun_first(figures: Report) -> LessonReport | None:
    """The lesson to go on with: one that was begun, else the first with must-do questions left."""
    left = [lesson for lesson in figures.lessons if lesson.waiting]
    return next((lesson for lesson in left if lesson.waiting < lesson.must), left[0] if left else None)


def steps_of(stem: str, root: Path | None = None) -> dict[str, str]:
    """The heading in the lesson's notebook under which each set stands ("Step 3: in pairs, mark two texts").

    Without a notebook, or with one that cannot be read, there are none; the sets' own titles do then.
    """
    try:
        text = ((root or content_root()) / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8")
        cells = json.loads(text)["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    heading, steps = "", dict[str, str]()
    for cell in cells if isinstance(cells, list) else []:
        for line in _lines(cell):
            if line.startswith("## "):
                heading = re.sub(r"\s*\([^)]*\)$", "", line.removeprefix("## ").strip())
            asked = _ASKED.match(line)
            if asked and heading and (asked["lesson"] == stem or asked["lesson"].zfill(2) == stem[:2]):
                steps.setdefault(asked["set"], heading)
    return steps


_ASKED = re.compile(r"""quiz\(\s*['"]?(?P<lesson>\w+)['"]?\s*,\s*['"](?P<set>[\w-]+)['"]""")


def _lines(cell: object) -> list[str]:
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    return ("".join(map(str, source)) if isinstance(source, list) else str(source)).split("\n")
