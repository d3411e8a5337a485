"""What a lens found in an article, beside what the reference readers marked and what the learner marked.

Only places are compared, never people: a place that both readers marked before they compared notes is *found* when a
finding of the lens touches it, else *missed*. A finding that touches no mark of anybody stands *alone*: it may be
wrong, or all readers may have missed it. All of it is counted in words; no rate is worked out, since one article is too
little for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aquanaut.lenses.base import Finding, lenses
from aquanaut.lenses.rules import FLAW, SOUND
from aquanaut.marks.labels import LABELS
from aquanaut.marks.reference import Mark
from aquanaut.questions.bank import lesson_stems, load_bank
from aquanaut.questions.scoring import marks_of
from aquanaut.records.session import Session
from aquanaut.text.anchors import Span
from aquanaut.text.article import Article


def codes_of(lens: str) -> tuple[str, ...]:
    """The codes of the reference marks that a lens looks for; none where the readers marked nothing of the kind."""
    known = lenses().get(lens)
    return known.codes if known else ()


@dataclass(frozen=True)
class OwnMarks:
    """The learner's checked marks (spans with the label's id), and the passages in which they were asked for them."""

    marks: tuple[tuple[Span, str], ...] = ()
    passages: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Seeing:
    """One lens against the readers. `found` and `missed` are reference marks, the others findings.

    `open`: touches only a mark on which readers may differ. `sound`: touches only words that the readers call
    well done. `alone`: touches no mark of the readers. `absent`: something the lens did not find anywhere in the text.
    """

    found: tuple[Mark, ...]
    missed: tuple[Mark, ...]
    open: tuple[Finding, ...]
    sound: tuple[Finding, ...]
    alone: tuple[Finding, ...]
    absent: tuple[Finding, ...]

    @property
    def core(self) -> int:
        """How many places both readers marked."""
        return len(self.found) + len(self.missed)


def places(one: Mark | Finding) -> list[Span]:
    """Where a mark or a finding stands: its own place, and those that belong to it."""
    return [*([one.span] if one.span is not None else []), *one.links]


def touches(finding: Finding, mark: Mark) -> bool:
    """Whether a finding hits a mark; where both have two ends, both ends must meet."""
    there = places(mark)
    ends = [any(end.overlaps(other) for other in there) for end in places(finding)]
    if finding.links and mark.links:
        return ends[0] and any(ends[1:])
    return any(ends)


def compare(findings: Iterable[Finding], marks: Sequence[Mark]) -> Seeing:
    """Lay what a lens found beside the reference marks of its kind."""
    findings = tuple(findings)
    placed = tuple(one for one in findings if not one.absent and one.polarity != SOUND)
    here = [mark for mark in marks if mark.span is not None]
    flaws = [mark for mark in here if mark.polarity == FLAW]
    core = [mark for mark in flaws if mark.certainty == "core"]
    found = tuple(mark for mark in core if _met(mark, placed))
    _, rest = _parted(placed, core)
    unsure, rest = _parted(rest, flaws)
    sound, alone = _parted(rest, [mark for mark in here if mark.polarity == SOUND])
    missed = tuple(mark for mark in core if mark not in found)
    return Seeing(found, missed, unsure, sound, alone, tuple(one for one in findings if one.absent))


def _met(mark: Mark, findings: Iterable[Finding]) -> bool:
    return any(touches(finding, mark) for finding in findings)


def _parted(findings: Iterable[Finding], marks: Sequence[Mark]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that touch one of the marks, and those that touch none."""
    hits: list[Finding] = []
    others: list[Finding] = []
    for finding in findings:
        (hits if any(touches(finding, mark) for mark in marks) else others).append(finding)
    return tuple(hits), tuple(others)


def own_marks_of(lens: str, article: Article, kept: Session) -> OwnMarks:
    """The learner's checked marks of a lens's kind in this article, over all lessons."""
    wanted = {name for name, label in LABELS.items() if set(label.codes) & set(codes_of(lens))}
    marks: list[tuple[Span, str]] = []
    passages: list[Span] = []
    for stem in lesson_stems():
        standings = kept.standings(stem)
        for question in load_bank(stem).questions:
            standing = standings.get(question.id)
            if standing is None or not standing.tries or not _asks_for(question.body, article, wanted):
                continue
            passages += [Span(block["start"], block["end"]) for block in question.body["passage"]["blocks"]]
            marked = ((Span(mark["start"], mark["end"]), mark["label"]) for mark in marks_of(standing.checked))
            marks += [(span, label) for span, label in marked if label in wanted]
    return OwnMarks(tuple(marks), tuple(passages))


def _asks_for(body: Mapping[str, Any], article: Article, labels: Iterable[str]) -> bool:
    """Whether a question asks for marks with one of these labels in this article."""
    offered = {label["id"] for label in body.get("labels", [])}
    return body.get("article") == article.slug and not offered.isdisjoint(labels)


@dataclass(frozen=True)
class Trio:
    """In the passages that the learner marked: places of both readers, and who found how many of them."""

    core: int
    learner: int
    lens: int
    nobody: int


def trio(seen: Seeing, own: OwnMarks) -> Trio:
    """Count learner and lens on the same ground."""
    here = [m for m in (*seen.found, *seen.missed) if _meets(m, own.passages)]
    by_lens = [mark for mark in here if mark in seen.found]
    by_learner = [mark for mark in here if _meets(mark, [span for span, _ in own.marks])]
    nobody = [mark for mark in here if mark not in by_lens and mark not in by_learner]
    return Trio(len(here), len(by_learner), len(by_lens), len(nobody))


def shared_alone(seen: Seeing, own: OwnMarks) -> tuple[Finding, ...]:
    """Findings that no reader marked, and the learner did."""
    return tuple(one for one in seen.alone if _meets(one, [span for span, _ in own.marks]))


def _meets(one: Mark | Finding, spans: Iterable[Span]) -> bool:
    there = places(one)
    return any(place.overlaps(span) for span in spans for place in there)
