"""Page one of the class report: what to teach again, what to show the class, who is missing, what waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aquanaut.classroom.report.faults import Again, Fault, Slide, slides, to_teach
from aquanaut.classroom.report.figures import LEAST, Figures
from aquanaut.classroom.report.heatmap import Heat
from aquanaut.classroom.report.html import points
from aquanaut.classroom.report.words import in_fives, percent
from aquanaut.classroom.report.words import points as in_points
from aquanaut.classroom.results import ClassResults, stem_of
from aquanaut.pages.html import Html, el, join
from aquanaut.questions.lines import short
from aquanaut.words import say

MOST_NAMED = 60
"""Students named in one list; the rest is counted, for the gradebook names them all."""

FORM = "form_"
"""How the names of the check's forms begin."""

BIASED = 0.15
"""Trust and doubt this far apart are worth a sentence."""


def first_page(
    results: ClassResults, figures: Figures, found: Sequence[Heat], faults: Mapping[str, Fault | None]
) -> Html:
    """The whole of page one."""
    parts: list[object] = [el("div", *_tiles(results, figures), cls="rp-tiles")]
    if figures.students and not figures.shown:
        parts.append(el("p", say("class.small.class", n=figures.students, least=LEAST), cls="aq-note"))
    if not figures.students:
        parts.append(el("p", say("class.first.nobody"), cls="aq-note"))
    else:
        parts.append(_section("teach", *_teach(results, figures, faults)))
        parts.append(_section("project", *_check_first(results), *_project(figures, found)))
    missing, waits = _section("missing", *_missing(results)), _section("waits", *_waits(results, figures))
    parts.append(el("div", missing, waits, cls="rp-two"))
    return el("div", *parts, cls="rp-first")


def _section(name: str, *parts: object) -> Html:
    return el("section", el("h2", say(f"class.first.{name}"), id=name), *parts)


def _tiles(results: ClassResults, figures: Figures) -> Iterator[Html]:
    due = figures.students + len(results.missing)
    late = sum(s.late for s in results.students)
    yield _tile(
        say("class.tile.of", n=figures.students, of=due),
        say("class.tile.in", late=late) if late else say("class.tile.in.time"),
    )
    yield _tile(str(figures.waiting), say("class.tile.waiting", n=figures.waiting))
    if figures.shown and figures.possible:
        middle = say("class.tile.of", n=in_points(round(2 * figures.middle) / 2), of=in_points(figures.possible))
        yield _tile(middle, say("class.tile.middle"))
    if figures.shows_told and figures.caught.of and figures.trusted.of:
        caught, trusted = (c.got / c.of for c in (figures.caught, figures.trusted))
        yield _tile(f"{percent(caught)} · {percent(trusted)}", say("class.tile.told"))


def _tile(value: str, words: str) -> Html:
    return el("div", el("strong", value), el("span", words))


def student(code: str, names: Mapping[str, str]) -> Html:
    """A student by code; the name is there only where a roster gave it, and hidden until the button is pressed."""
    name = names.get(code, "")
    shown = el("span", " ", name, cls="rp-name", hidden=True) if name else ""
    return join([el("span", code, cls="rp-code"), shown])


def _teach(results: ClassResults, figures: Figures, faults: Mapping[str, Fault | None]) -> Iterator[Html]:
    found = to_teach(figures, faults, results.bank.objectives)
    if not found:
        yield el(
            "p",
            say("class.teach.none") if any(one.share is not None for one in figures.asked) else say("class.teach.open"),
        )
    else:
        yield el("ol", *(el("li", _again(one, figures.shown)) for one in found), cls="rp-teach")
    lean = _lean(figures)
    if lean:
        yield el("p", lean, cls="aq-note")


def _again(one: Again, shown: bool) -> Html:
    share = f" {say('class.teach.share', share=percent(one.share))}" if shown and one.shown else ""
    parts = [el("h3", one.objective), *([el("p", share.strip())] if share else [])]
    if one.fault:
        parts.append(told(one.fault, shown))
    return join(parts)


def told(one: Fault, shown: bool) -> Html:
    """A slip: in which question, what happened, how often where figures are shown, and the key's words on it."""
    count = (
        say("class.fault.count", of=in_fives(one.of), share=percent(one.n / one.of))
        if shown and one.of >= LEAST
        else ""
    )
    number = say("class.fault.question", k=one.asked.number)
    return join([
        el("p", el("strong", number), " ", short(one.asked.question.prompt, 120), cls="aq-small"),
        el("p", one.what, " ", count),
        el("p", el("strong", say("class.fault.why")), " ", one.why, cls="rp-why") if one.why else "",
    ])  # fmt: skip


def _lean(figures: Figures) -> str:
    """Whether the class leans to doubt or to trust: both cost, and cynicism is the more usual harm."""
    if not (figures.shows_told and figures.caught.of and figures.trusted.of):
        return ""
    caught, trusted = (c.got / c.of for c in (figures.caught, figures.trusted))
    known = {"caught": percent(caught), "trusted": percent(trusted)}
    if trusted < caught - BIASED:
        return say("class.lean.doubt", **known)
    return say("class.lean.trust" if caught < trusted - BIASED else "class.lean.even", **known)


def _check_first(results: ClassResults) -> Iterator[Html]:
    """A form of the check comes back after weeks: whoever has talked about it cannot be measured with it again."""
    if stem_of(results.bank.lesson).startswith(FORM):
        yield el("p", say("class.project.check"), cls="aq-note")


def _project(figures: Figures, found: Sequence[Heat]) -> Iterator[Html]:
    chosen = slides(figures, found)
    if not chosen:
        yield el("p", say("class.project.none"))
    yield el("div", *(_slide(one, figures.shown) for one in chosen), cls="rp-slides")


def _slide(one: Slide, shown: bool) -> Html:
    words = el("mark", one.words, cls=f"rp-slide-{one.sort}") if one.sort != "hard" else one.words
    between = [" " if one.before else "", " " if one.after and one.after[0].isalnum() else ""]
    quote = el("blockquote", one.before, between[0], words, between[1], one.after)
    share = percent(one.n / one.of) if one.of else ""
    count = (
        say(f"class.project.{one.sort}", of=in_fives(one.of), share=share)
        if shown and one.of >= LEAST
        else say(f"class.project.{one.sort}.small")
    )
    why = (
        el("p", el("strong", say("class.project.why")), " ", f"{one.title}: " if one.title else "", one.why)
        if one.why
        else ""
    )
    ask = el("p", say(f"class.project.{one.sort}.ask"), cls="rp-ask")
    return el("div", quote, el("p", count), ask, why, cls="rp-slide")


def _missing(results: ClassResults) -> Iterator[Html]:
    codes = results.missing
    if not codes:
        yield el("p", say("class.missing.none" if results.students else "class.missing.unknown"))
        return
    yield points(student(code, results.names) for code in codes[:MOST_NAMED])
    if len(codes) > MOST_NAMED:
        yield el("p", say("class.more", n=len(codes) - MOST_NAMED))


def _waits(results: ClassResults, figures: Figures) -> Iterator[Html]:
    waiting = [one for one in figures.asked if one.waiting]
    if waiting:
        yield el("p", say("class.waits.some", n=figures.waiting))
        yield points(say("class.waits.one", k=one.number, n=one.waiting, prompt=one.question.prompt) for one in waiting)
    else:
        yield el("p", say("class.waits.none"))
    if results.problems:
        yield el("p", say("class.waits.problems", n=len(results.problems)))
        yield points(f"{file}: {reason}" for file, reason in results.problems[:10])
        if len(results.problems) > 10:
            yield el("p", say("class.more", n=len(results.problems) - 10))
    disputes = sum(bool(r.dispute) for one in figures.asked for r in one.results)
    if disputes:
        yield el("p", say("class.waits.disputes", n=disputes))
