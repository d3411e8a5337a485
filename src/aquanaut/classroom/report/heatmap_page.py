"""The heat map as HTML: the class's marks on the left, the reference on the right, and a table that says the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from aquanaut.classroom.report.heatmap import STEPS, Heat, Stretch, level
from aquanaut.classroom.report.html import bar, details, table
from aquanaut.classroom.report.words import in_fives, percent
from aquanaut.pages.html import Html, el, join, safe
from aquanaut.words import say


def map_section(found: Heat, notice: str = "") -> Html:
    """One marking task: its text twice, and who met what."""
    asked = found.asked
    title = say("class.question", k=asked.number)
    left = el(
        "div",
        el("h4", say("class.map.class", answered=in_fives(found.answered))),
        _text(found, _class_marks),
        cls="rp-text",
    )
    right = el("div", el("h4", say("class.map.reference")), _text(found, _reference), cls="rp-text")
    return el(
        "section", el("h3", f"{title} {asked.question.prompt}"), _legend(),
        el("div", left, right, cls="rp-maps"),
        el("p", notice, cls="aq-small") if notice else "",
        _stretches(found), details(say("class.map.words", k=asked.number), _word_table(found)),
    )  # fmt: skip


def _legend() -> Html:
    steps = join(el("span", say(f"class.heat.{n}"), cls=f"rp-h rp-h{n}") for n in range(1, 6))
    signs = join(el("span", el("b", sign, cls=f"rp-sign rp-{sort}"), " ", say(f"class.sign.{sort}"))
                 for sort, sign in (("target", "1"), ("sound", "a"), ("open", "?"), ("stray", "+")))  # fmt: skip
    return el("div", steps, signs, cls="rp-legend")


def _text(found: Heat, mark: Callable[[Heat], Iterator[Marked]]) -> Html:
    """The passage block by block, each cut at the edges of marks."""
    text, first = found.passage["text"], found.passage["start"]
    marked = list(mark(found))
    blocks = []
    for block in found.passage["blocks"]:
        inside = marks_in(marked, block["start"], block["end"])
        blocks.append(el("p", join(_pieces(text, first, block["start"], block["end"], inside))))
    return join(blocks)


Marked = tuple[int, int, str, str, str]
"""start, end, the element's class, the sign before and the words after."""


def marks_in(marked: Sequence[Marked], start: int, end: int) -> list[Marked]:
    """Marks cut to a block; where two overlap, the first in order of place wins the shared words."""
    found: list[Marked] = []
    at = start
    for a, b, cls, sign, after in sorted(marked, key=lambda m: (m[0], m[1])):
        a, b = max(a, at), min(b, end)
        if a < b:
            found.append((a, b, cls, sign, after))
            at = b
    return found


def _pieces(text: str, first: int, start: int, end: int, marked: Sequence[Marked]) -> Iterator[str]:
    at = start
    for a, b, cls, sign, after in marked:
        yield safe(text[at - first : a - first])
        chip = el("b", sign, cls=f"rp-sign {cls.split()[-1]}") if sign else ""
        words = text[a - first : b - first]
        yield join([chip, el("span", words, cls=cls), el("sup", after) if after else ""])
        at = b
    yield safe(text[at - first : end - first])


def _class_marks(found: Heat) -> Iterator[Marked]:
    """Runs of words of one heat. Their per cent stands after them from 20 % on."""
    run: list[int] = []
    for at in range(len(found.tokens) + 1):
        heat = level(found.shares[at]) if at < len(found.tokens) else -1
        if run and heat != level(found.shares[run[0]]):
            before = level(found.shares[run[0]])
            if before:
                start, end = found.tokens[run[0]][0], found.tokens[run[-1]][1]
                most = max(found.shares[i] for i in run)
                yield start, end, f"rp-h rp-h{before}", "", percent(most) if before >= 2 else ""
            run = []
        if at < len(found.tokens):
            run.append(at)


def _reference(found: Heat) -> Iterator[Marked]:
    for one in found.of("target", "sound", "open"):
        yield *one.span, f"rp-m rp-{one.sort}", one.sign, ""


def _stretches(found: Heat) -> Html:
    k = found.asked.number
    heads = [say(f"class.map.{n}") for n in ("sign", "text", "label", "caught", "other", "why")]
    missed = table(say("class.map.missed", k=k), heads, [_target(s) for s in found.of("target")])
    flagged = sorted(found.of("sound", "open", "stray"), key=lambda s: -s.share)
    over = el("p", say("class.map.over.none"))
    if flagged:
        heads = [say(f"class.map.{n}") for n in ("sign", "text", "flagged", "why")]
        over = table(say("class.map.over", k=k), heads, [_flagged(s) for s in flagged])
    by = list(dict.fromkeys(s.by for s in found.stretches if s.by))
    who = el("p", say("class.map.by", names="; ".join(by)), cls="aq-small") if by else ""
    find, listed = found.asked.question.body["find"], len(found.of("target"))
    some = el("p", say("class.map.find", find=find, all=listed), cls="aq-small") if find < listed else ""
    return join([missed, some, over, who])


def _sign(one: Stretch) -> Html:
    return el("b", one.sign, cls=f"rp-sign rp-{one.sort}")


def _target(one: Stretch) -> list[object]:
    near = one.met - one.right
    return [_sign(one), one.words, one.title, bar(one.right / one.of if one.of else 0, "rp-good"),
            percent(near / one.of) if near else "–", one.why]  # fmt: skip


def _flagged(one: Stretch) -> list[object]:
    why = one.why or say(f"class.map.why.{one.sort}")
    return [_sign(one), one.words, bar(one.share, "rp-bad" if one.sort == "sound" else ""), why]


def _word_table(found: Heat) -> Html:
    """Each run of words that somebody marked: the heat map in a table."""
    rows = []
    at = 0
    while at < len(found.tokens):
        last = at
        while last + 1 < len(found.tokens) and abs(found.shares[last + 1] - found.shares[at]) < 0.005:
            last += 1
        if found.shares[at] >= STEPS[0]:
            start, end = found.tokens[at][0], found.tokens[last][1]
            rows.append([found.words(start, end), percent(found.shares[at]), found.labels[at]])
        at = last + 1
    heads = [say("class.map.text"), say("class.map.share"), say("class.map.label.most")]
    return table(say("class.map.words", k=found.asked.number), heads, rows, [1])
