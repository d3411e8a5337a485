"""What stands behind the first page: each question with what was chosen, and the statistics of the test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from aquanaut.classroom.report import charts as charts
from aquanaut.classroom.report.figures import ABSENT, LEAST, Asked, Figures, Judging
from aquanaut.classroom.report.first import student
from aquanaut.classroom.report.heatmap import Heat
from aquanaut.classroom.report.html import bar, details, table
from aquanaut.classroom.report.words import figure, in_fives, percent, points, sure_step
from aquanaut.classroom.results import ClassResults
from aquanaut.pages.html import Html, el, join
from aquanaut.questions.lines import short
from aquanaut.records.stats.items import EASY, HARD, WEAK, Option
from aquanaut.words import say

MOST_STUDENTS = 100
"""Students listed one by one; a longer list is a table for a spreadsheet, and `scores.csv` is one."""


def chosen(figures: Figures) -> Html:
    """Every question with options or places, and who chose what."""
    parts = [part for one in figures.asked for part in _question(one)]
    return join(parts) if parts else el("p", say("class.chosen.none"))


def _question(one: Asked) -> Iterator[Html]:
    if not (one.options or "places" in one.question.body):
        return
    title = f"{say('class.question', k=one.number)} {one.question.prompt}"
    if one.answered < LEAST:
        body = el("p", say("class.small.question", least=LEAST))
    else:
        body = _options(one) if one.options else _places(one)
    yield el("section", el("h3", title), body)


def _options(one: Asked) -> Html:
    texts = {o["id"]: o["text"] for o in one.question.body["options"]}
    why: Mapping[str, str] = one.key.data["feedback"]
    opinion = not one.key.data["right"]
    rows = []
    for option in one.options:
        mark = "" if opinion else say("class.option.right" if option.right else "class.option.wrong")
        cls = "rp-good" if option.right else ""
        rows.append([texts[option.id], mark, bar(option.share, cls), why[option.id]])
    heads = [say(f"class.option.{n}") for n in ("text", "mark", "share", "why")]
    return table(say("class.option.caption", k=one.number, answered=in_fives(one.answered)), heads, rows)


def _places(one: Asked) -> Html:
    right: Mapping[str, str] = one.key.data["right"]
    texts = {i["id"]: i["text"] for i in one.question.body["items"]}
    places = {p["id"]: p["text"] for p in one.question.body["places"]}
    pairs = Counter(atom for atoms in one.chosen for atom in atoms)
    rows = []
    for item, place in right.items():
        wrong = {p: pairs[f"{item}={p}"] for p in places if p != place}
        most = max(wrong, key=lambda p: wrong[p])
        n = pairs[f"{item}={place}"]
        often = (
            say("class.place.often", place=places[most], share=percent(wrong[most] / one.answered))
            if wrong[most]
            else "–"
        )
        rows.append([short(texts[item], 90), places[place], bar(n / one.answered, "rp-good"), often])
    heads = [say(f"class.place.{n}") for n in ("item", "right", "share", "wrong")]
    return table(say("class.option.caption", k=one.number, answered=in_fives(one.answered)), heads, rows)


# --- statistics --------------------------------------------------------------------------------------------


def statistics(figures: Figures, found: Sequence[Heat]) -> Html:
    """Everything a colleague who knows statistics may ask for, each figure with what it says in plain words."""
    parts = [
        el("p", say("class.details.about")),
        *_spread(figures),
        *_items(figures),
        *_drawn(figures),
        *_reliable(figures),
        *_judging(figures.judging),
        *_gain(figures),
        *_sure(figures),
        *_agreement(found),
    ]
    return join(parts)


def _head(name: str) -> list[Html]:
    return [el("h3", say(f"class.details.{name}")), el("p", say(f"class.details.{name}.about"))]


def _spread(figures: Figures) -> Iterator[Html]:
    if not figures.possible:
        return
    yield from _head("spread")
    picture, counts = charts.histogram(figures.totals, figures.possible)
    heads = [say("class.chart.points"), say("class.chart.students")]
    shares = [(name, percent(n / figures.students)) for name, n in counts]
    yield charts.with_table(picture, table(say("class.chart.spread"), heads, shares, [1]))


def _items(figures: Figures) -> Iterator[Html]:
    scored = [one for one in figures.asked if one.share is not None]
    if not scored:
        return
    yield from _head("items")
    rows = []
    for one in scored:
        small = one.answered < LEAST
        share = "–" if small else percent(one.share)
        with_rest = "–" if small else figure(one.item.discrimination)
        note = say("class.small.question", least=LEAST) if small else _note(one)
        rows.append(
            [
                one.number,
                short(one.question.prompt, 70),
                "–" if small else in_fives(one.answered),
                share,
                with_rest,
                note,
            ]
        )
    heads = [say(f"class.item.{n}") for n in ("number", "prompt", "n", "difficulty", "discrimination", "note")]
    yield table(say("class.details.items"), heads, rows, [2, 3, 4])


def _note(one: Asked) -> str:
    item = one.item
    found = []
    if item.discrimination is None:
        found.append(item.reason)
    elif item.discrimination < 0:
        found.append(say("class.item.against"))
    elif item.discrimination < WEAK:
        found.append(say("class.item.weak"))
    if item.difficulty is not None and not HARD <= item.difficulty <= EASY:
        found.append(say("class.item.easy" if item.difficulty > EASY else "class.item.hard"))
    return "; ".join(found) or "–"


def _drawn(figures: Figures) -> Iterator[Html]:
    """Which options drew the stronger and the weaker students."""
    rows = [row for one in figures.asked for row in _drawn_by(one, figures.possible)]
    if rows:
        yield from _head("drawn")
        heads = [say(f"class.drawn.{n}") for n in ("number", "option", "n", "mean")]
        yield table(say("class.details.drawn"), heads, rows, [2, 3])


def _drawn_by(one: Asked, possible: float) -> Iterator[list[object]]:
    if one.answered < LEAST or not possible:
        return
    texts = {o["id"]: o["text"] for o in one.question.body["options"]} if one.options else {}
    for option in one.options:
        words = f"{short(texts[option.id], 60)}{' ✓' if option.right else ''}"
        yield [one.number, words, percent(option.share), _mean(option, possible)]


def _mean(option: Option, possible: float) -> str:
    if option.n < LEAST or option.mean is None:
        return say("class.small.cell", least=LEAST)
    return percent(option.mean / possible)


def _reliable(figures: Figures) -> Iterator[Html]:
    yield from _head("reliable")
    found = figures.reliability
    if found.value is None:
        yield el("p", say("class.none", reason=found.reason))
        return
    name = say(f"class.reliable.{figures.reliability_name}")
    yield el("p", el("strong", name), " ", charts.interval(found.value, found.low, found.high))
    size = "high" if found.value >= 0.7 else "low"
    yield el("p", say(f"class.reliable.{size}", answered=in_fives(found.n)))


def _judging(found: Sequence[Judging]) -> Iterator[Html]:
    yield from _head("judging")
    if not found:
        yield el("p", say("class.judging.none"))
        return
    rows = []
    for one in found:
        p = one.pooled
        rows.append([
            say(f"class.judging.{one.sort}"), percent(p.hit_rate),
            percent(p.false_alarm_rate),
            charts.interval(one.d.value, one.d.low, one.d.high) if one.d.value is not None else one.d.reason,
            charts.interval(one.c.value, one.c.low, one.c.high) if one.c.value is not None else one.c.reason,
        ])  # fmt: skip
    heads = [say(f"class.judging.{n}") for n in ("what", "hits", "false", "d", "c")]
    yield table(say("class.details.judging"), heads, rows)
    yield el("p", say("class.judging.words", level=_discerns(found[0])), cls="aq-note")


def _discerns(one: Judging) -> str:
    d, c = one.d.value, one.c.value
    if d is None or c is None:
        return one.d.reason
    told = say("class.d.none" if d < 0.5 else "class.d.some" if d < 1.5 else "class.d.well")
    if one.sort == "marks":  # how many marks there may be is the task's choice, so the lean is not the class's alone
        return told
    lean = say("class.c.flag" if c < -0.25 else "class.c.trust" if c > 0.25 else "class.c.even")
    return f"{told} {lean}"


def _gain(figures: Figures) -> Iterator[Html]:
    if figures.gain is None:
        return
    yield from _head("gain")
    found = figures.gain
    if found.n < LEAST:
        yield el("p", say("class.small.gain", least=LEAST))
    elif found.value is None:
        yield el("p", say("class.none", reason=found.reason))
    else:
        shown = charts.interval(found.value, found.low, found.high)
        yield el(
            "p", el("strong", say("class.gain.name")), " ", shown, " ", say("class.gain.n", answered=in_fives(found.n))
        )


def _sure(figures: Figures) -> Iterator[Html]:
    found = figures.calibration
    yield from _head("sure")
    if sum(b.n for b in found.bins) < LEAST:
        yield el("p", say("class.small.question", least=LEAST))
        return
    if found.brier is None or found.over is None:
        yield el("p", say("class.none", reason=found.reason))
        return
    rows = [[sure_step(b.said), percent(b.share) if b.n >= LEAST else say("class.small.cell", least=LEAST)]
            for b in found.bins]  # fmt: skip
    heads = [say(f"class.sure.{n}") for n in ("said", "right")]
    yield charts.with_table(charts.sure(found, LEAST), table(say("class.details.sure"), heads, rows, [1]))
    lean = "even" if abs(found.over) < 0.05 else "over" if found.over > 0 else "under"
    by = f"{round(20 * abs(found.over)) * 5}"
    yield el("p", say(f"class.sure.{lean}", by=by), " ", say("class.sure.brier", brier=figure(found.brier)))


def _agreement(found: Sequence[Heat]) -> Iterator[Html]:
    yield from _head("agree")
    if not found:
        yield el("p", say("class.agree.none"))
        return
    rows = []
    for one in found:
        shown = figure(one.agreement.value) if one.agreement.value is not None else one.agreement.reason
        rows.append([one.asked.number, in_fives(one.answered), shown])
    heads = [say(f"class.agree.{n}") for n in ("number", "n", "alpha")]
    yield table(say("class.details.agree"), heads, rows, [1, 2])


# --- students ----------------------------------------------------------------------------------------------


def students(results: ClassResults, figures: Figures) -> Html:
    """Each student's points so far, by code. Closed until it is wanted."""
    if len(results.students) > MOST_STUDENTS:
        return details(say("class.students"), el("p", say("class.students.too_many", n=len(results.students))))
    rows = []
    for one, total in zip(results.students, figures.totals, strict=True):
        flags = [*([say("class.students.late")] if one.late else []), *one.flags]
        flags += [f"{say('class.question', k=a.number)}: {flag}" for a in figures.asked
                  for flag in one.results.get(a.question.id, ABSENT).flags]  # fmt: skip
        rows.append([student(one.student, results.names), points(total), one.pending, "; ".join(flags) or "–"])
    heads = [say(f"class.students.{n}") for n in ("code", "points", "waiting", "flags")]
    caption = say("class.students.caption", of=points(figures.possible))
    return details(say("class.students"), table(caption, heads, rows, [1, 2]))
