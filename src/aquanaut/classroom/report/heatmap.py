"""The class's marks on one text: for each word the share that marked it, for each listed stretch who met it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aquanaut.classroom.report.figures import Asked
from aquanaut.marks.reference import Mark
from aquanaut.questions.model import is_marked
from aquanaut.questions.scoring import marks_of, overlap
from aquanaut.records.stats.estimates import Estimate
from aquanaut.records.stats.reliability import krippendorff

STEPS = (0.05, 0.2, 0.4, 0.6, 0.8)
"""Where the heat of a word rises by one: level 0 is below 5 %, level 5 is 80 % and more."""

STRAY = 0.15
"""Words that nobody listed count as over-flagged from this share on …"""

LETTERS = 4
"""… where one of them has this many letters: “to” and “the” are the edges of somebody’s mark."""


@dataclass(frozen=True)
class Stretch:
    """A listed stretch of the text. `sort`: target, sound, open (readers differ) or stray (marked, never listed).

    `sign`: what stands beside it on the page. `met`: students who marked it, with the right label or another; `right`:
    those with the right label; both of `of` who answered.
    """

    sort: str
    id: str
    sign: str
    span: tuple[int, int]
    words: str
    title: str
    why: str
    met: int
    right: int
    of: int
    by: str = ""

    @property
    def share(self) -> float:
        """The share of those who answered that marked it."""
        return self.met / self.of if self.of else 0.0


@dataclass(frozen=True)
class Heat:
    """A marking task. `tokens`: [start, end) of each word, by code points of the whole text; `shares` and `labels`: for
    each word the share that marked it, and the label most used. `alone`: how many marked the word with a mark that
    touches no listed stretch; the loose edges of a mark on one are no marks of their own."""

    asked: Asked
    tokens: Sequence[Sequence[int]]
    shares: Sequence[float]
    alone: Sequence[int]
    labels: Sequence[str]
    stretches: tuple[Stretch, ...]
    agreement: Estimate
    answered: int

    @property
    def passage(self) -> Any:
        """The public passage of the question."""
        return self.asked.question.body["passage"]

    def words(self, start: int, end: int) -> str:
        """The words from `start` to `end`, in one line."""
        first = self.passage["start"]
        return " ".join(self.passage["text"][start - first : end - first].split())

    def of(self, *sorts: str) -> list[Stretch]:
        """The stretches of these sorts."""
        return [s for s in self.stretches if s.sort in sorts]


def level(share: float) -> int:
    """The heat of a word, from 0 to 5."""
    return bisect_right(STEPS, share)


def heat(asked: Asked, marks: Sequence[Mark] = ()) -> Heat:
    """Count a marking task. `marks`: the article's reference marks, to show beside the key's own."""
    body, table = asked.question.body, asked.key.table
    tokens = body["passage"]["tokens"]
    texts = {label["id"]: label["text"] for label in body["labels"]}
    units: list[Counter[str]] = [Counter() for _ in tokens]
    answered = 0
    starts, ends = [t[0] for t in tokens], [t[1] for t in tokens]
    alone: Counter[int] = Counter()
    listed_words = _listed_words(asked, starts, ends)
    for result in asked.results:
        if result.status == "absent" or not isinstance(result.answer, list):
            continue
        answered += 1
        runs = list(_runs(result.answer, starts, ends, table, texts))
        for at, label in {at: label for run, label in runs for at in run}.items():  # the last one is on top
            units[at][label] += 1
        alone.update({at for run, _ in runs if listed_words.isdisjoint(run) for at in run})
    shares = [sum(unit.values()) / answered if answered else 0.0 for unit in units]
    labels = [texts[max(unit, key=lambda name: (unit[name], name))] if unit else "" for unit in units]
    full = [{**unit, "": answered - sum(unit.values())} for unit in units]
    lone = [alone[at] for at in range(len(tokens))]
    found = Heat(asked, tokens, shares, lone, labels, (), krippendorff(full), answered)
    listed = [*_listed(found), *_debatable(found, marks)]
    stretches = (*listed, *_stray(found, listed))
    return Heat(asked, tokens, shares, lone, labels, stretches, found.agreement, answered)


def _listed_words(asked: Asked, starts: Sequence[int], ends: Sequence[int]) -> set[int]:
    """The words of all stretches that the key lists: targets, sound ones, and those on which readers differ."""
    data = asked.key.data
    spans = [t["span"] for t in data["targets"]] + [span for s in data["sound"] for span in s["spans"]]
    spans += list(asked.key.table["open"])
    return {at for start, end in spans for at in range(bisect_right(ends, start), bisect_left(starts, end))}


def _runs(
    answer: Any, starts: Sequence[int], ends: Sequence[int], table: Any, texts: Any
) -> Iterator[tuple[range, str]]:  # fmt: skip
    """The words of each mark of one student, and its label: only marks that the task allows."""
    for mark in marks_of(answer)[: table["most"]]:
        first, last = bisect_right(ends, mark["start"]), bisect_left(starts, mark["end"])
        if mark["label"] in texts and 0 < last - first <= table["longest"]:
            yield range(first, last), mark["label"]


def _listed(found: Heat) -> Iterator[Stretch]:
    asked = found.asked
    count = Counter(atom for atoms in asked.chosen for atom in set(atoms))
    for number, target in enumerate(sorted(asked.key.data["targets"], key=lambda t: t["span"]), start=1):
        right, near = count[f"hit:{target['id']}"], count[f"near:{target['id']}"]
        start, end = target["span"]
        yield Stretch("target", target["id"], str(number), (start, end), found.words(start, end), target["title"],
                      target["text"], right + near, right, found.answered, target.get("by", ""))  # fmt: skip
    for number, one in enumerate(sorted(asked.key.data["sound"], key=lambda s: s["spans"])):
        start, end = one["spans"][0][0], one["spans"][-1][1]
        n = count[f"sound:{one['id']}"]
        yield Stretch("sound", one["id"], _letter(number), (start, end), found.words(start, end), "", one["text"],
                      n, 0, found.answered)  # fmt: skip


def _letter(number: int) -> str:
    """a, b … z, then aa, ab …"""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def _debatable(found: Heat, marks: Sequence[Mark]) -> Iterator[Stretch]:
    """Stretches on which readers differ: the key's own, or the article's debatable marks with their reasons."""
    spans = {tuple(span): None for span in found.asked.key.table["open"]}
    reasons = {(m.span.start, m.span.end): m for m in marks if m.span and m.certainty == "debatable"}
    for start, end in spans:
        mark = reasons.get((start, end))
        shares = [s for t, s in zip(found.tokens, found.shares, strict=True) if overlap(t, (start, end))]
        n = round(max(shares, default=0) * found.answered)
        yield Stretch("open", "", "?", (start, end), found.words(start, end), "", mark.rationale if mark else "",
                      n, 0, found.answered, mark.who if mark else "")  # fmt: skip


def _stray(found: Heat, listed: Sequence[Stretch]) -> Iterator[Stretch]:
    """Runs of words outside all listed stretches that many marked for themselves."""
    run: list[int] = []
    for at in range(len(found.tokens) + 1):
        free = at < len(found.tokens) and not any(overlap(found.tokens[at], s.span) for s in listed)
        if free and found.alone[at] >= max(1, STRAY * found.answered):
            run.append(at)
        elif run:
            start, end = found.tokens[run[0]][0], found.tokens[run[-1]][1]
            n = max(found.alone[i] for i in run)
            if any(found.tokens[i][1] - found.tokens[i][0] >= LETTERS for i in run):
                yield Stretch("stray", "", "+", (start, end), found.words(start, end), "", "", n, 0, found.answered)
            run = []


def maps(asked: Sequence[Asked], marks: Sequence[Mark] = (), slug: str = "") -> list[Heat]:
    """Every marking task of an exercise. `marks` belong to the article `slug`."""
    return [
        heat(one, marks if slug and one.question.body.get("article") == slug else ())
        for one in asked
        if is_marked(one.key)
    ]
