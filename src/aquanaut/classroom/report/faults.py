"""What went wrong most in a question, in words a teacher can use, and what the key says to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aquanaut.classroom.report.figures import FEW, LEAST, Asked, Figures
from aquanaut.classroom.report.heatmap import Heat, Stretch
from aquanaut.questions.lines import short
from aquanaut.words import say

LOW, HARD = 0.75, 0.5
"""An objective is worth teaching again when the class earned less than `LOW` of its points, or less than `HARD` of
those of one of its questions."""

MOST = 3
"""A list that nobody teaches helps nobody."""


@dataclass(frozen=True)
class Fault:
    """The most frequent slip in one question: `n` of `of` students; `what` happened, and `why` it is one (the key)."""

    asked: Asked
    what: str
    why: str
    n: int
    of: int


@dataclass(frozen=True)
class Again:
    """An objective to teach again: the share of its points that the class earned, and its most telling slip."""

    objective: str
    share: float
    questions: tuple[int, ...]
    fault: Fault | None
    answered: int
    """How many answered the question of it that fewest answered."""

    @property
    def shown(self) -> bool:
        """Whether it rests on answers enough for a figure."""
        return self.answered >= LEAST


def fault(asked: Asked, found: Heat | None) -> Fault | None:
    """The most frequent slip in a question; None where nobody slipped or no machine can tell."""
    if asked.answered < FEW:
        return None
    if found:
        return _in_marks(asked, found)
    if asked.options:
        return _in_options(asked)
    if "places" in asked.question.body:
        return _in_places(asked)
    return None


def _in_options(asked: Asked) -> Fault | None:
    right = set(asked.key.data["right"])
    if not right:
        return None
    texts = {o["id"]: o["text"] for o in asked.question.body["options"]}
    many = asked.question.body["choose"] == "many"
    slips = [(o.n, "chose", o) for o in asked.options if not o.right]
    slips += [(o.of - o.n, "left", o) for o in asked.options if o.right and many]
    n, sort, option = max(slips, key=lambda slip: slip[0])
    if not n:
        return None
    what = say(f"class.fault.{sort}", option=texts[option.id])
    return Fault(asked, what, asked.key.data["feedback"][option.id], n, option.of)


def _in_places(asked: Asked) -> Fault | None:
    right: Mapping[str, str] = asked.key.data["right"]
    pairs = Counter(a for atoms in asked.chosen for a in atoms)
    placed = [(n, *pair.partition("=")[::2]) for pair, n in pairs.items()]
    wrong = [(n, item, place) for n, item, place in placed if right[item] != place]
    if not wrong:
        return None
    n, item, place = max(wrong)
    items = {i["id"]: i["text"] for i in asked.question.body["items"]}
    places = {p["id"]: p["text"] for p in asked.question.body["places"]}
    what = say("class.fault.place", item=short(items[item]), place=places[place])
    return Fault(asked, what, asked.key.data["feedback"][item], n, asked.answered)


def _in_marks(asked: Asked, found: Heat) -> Fault | None:
    slips: list[tuple[int, str, Stretch]] = [(s.of - s.met, "missed", s) for s in found.of("target")]
    slips += [(s.met, "over", s) for s in found.of("sound")]
    if not slips:
        return None
    n, sort, one = max(slips, key=lambda slip: slip[0])
    if not n:
        return None
    return Fault(asked, say(f"class.fault.{sort}", words=one.words), one.why, n, found.answered)


def to_teach(figures: Figures, faults: Mapping[str, Fault | None], objectives: Mapping[str, str]) -> list[Again]:
    """Three objectives at most: those with the lowest share of points, the lowest first."""
    groups: dict[str, list[Asked]] = {}
    for one in figures.asked:
        if one.share is not None:
            groups.setdefault(one.question.objective, []).append(one)
    found = []
    for name, members in groups.items():  # a question that many missed counts, even where the rest went well
        worth = sum(max(r.possible for r in one.results) for one in members)
        share = sum((one.share or 0) * max(r.possible for r in one.results) for one in members) / worth
        ranked = sorted(members, key=lambda one: one.share or 0)
        if share >= LOW and (ranked[0].share or 0) >= HARD:
            continue
        telling = next((f for f in (faults[one.question.id] for one in ranked) if f), None)
        found.append(Again(objectives[name], share, tuple(one.number for one in members), telling,
                           min(one.answered for one in members)))  # fmt: skip
    return sorted(found, key=lambda one: one.share)[:MOST]


# --- two passages to project -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slide:
    """A passage to show the class: `sort` missed, over, or hard (a question's own passage)."""

    sort: str
    before: str
    words: str
    after: str
    n: int
    of: int
    why: str
    title: str


def slides(figures: Figures, found: Sequence[Heat]) -> list[Slide]:
    """The flaw most missed and the sound words most often flagged; else the passages of the hardest questions."""
    found = [h for h in found if h.answered >= FEW]
    missed = [(s.share, h, s) for h in found for s in h.of("target") if s.of and s.share < 0.7]
    over = [(s.share, h, s) for h in found for s in h.of("sound", "stray") if s.share >= 0.1]
    chosen = []
    if missed:
        _, h, s = min(missed, key=lambda one: one[0])
        chosen.append(_slide("missed", h, s, s.of - s.met))
    if over:
        _, h, s = max(over, key=lambda one: one[0])
        chosen.append(_slide("over", h, s, s.met))
    quoted = (o for o in figures.asked if o.share is not None and o.question.context and o.answered >= FEW)
    hard = sorted(quoted, key=lambda o: o.share or 0)
    for one in hard[: 2 - len(chosen)]:
        assert one.question.context is not None
        n = one.answered
        chosen.append(Slide("hard", "", one.question.context["text"], "", n, n, "", one.question.prompt))
    return chosen


def _slide(sort: str, found: Heat, one: Stretch, n: int) -> Slide:
    start, end = _sentence(found, one.span)
    return Slide(
        sort, found.words(start, one.span[0]), one.words, found.words(one.span[1], end), n, one.of,
        one.why, one.title,
    )  # fmt: skip


def _sentence(found: Heat, span: tuple[int, int]) -> tuple[int, int]:
    """The sentences that `span` stands in, within the passage."""
    from aquanaut.text.document import document

    text, first = found.passage["text"], found.passage["start"]
    around = [s for s in document(text).sentences if s.start < span[1] - first and span[0] - first < s.end]
    if not around:
        return span
    return min(around[0].start + first, span[0]), max(around[-1].end + first, span[1])
