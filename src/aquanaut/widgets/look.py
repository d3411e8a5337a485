"""A lens's own reading of an article in a notebook, beside the reference marks and the learner's.

It stays hidden until the learner has committed to marks of their own, as the reference marks of `read()` do. What is
found and missed is counted in words: nobody is scored, and neither is the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import traitlets

from aquanaut.content import complaint
from aquanaut.lenses.base import Finding, Lens, lenses
from aquanaut.marks.reference import Mark, load_marks
from aquanaut.pages.joiner import module, style
from aquanaut.records.seeing import OwnMarks, Seeing, codes_of, compare, own_marks_of, shared_alone, touches, trio
from aquanaut.records.session import Session
from aquanaut.text.article import Article, Block, load_article
from aquanaut.text.document import document
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.reader import (
    ReaderWidget,
    label_words,
    mark_view,
    section_blocks,
    static_page,
    uncommitted,
    whole_stem,
)
from aquanaut.widgets.show import session, show
from aquanaut.widgets.views import MarkView, OwnMark, WayView
from aquanaut.words import say
from aquanaut.words.browser import strings

OUTCOMES = ("both", "missed", "open", "alone")
"""The labels of the view that lays lens and readers side by side, in the order of their colours."""


class LookWidget(ReaderWidget):
    """The reader with three ways of looking: side by side, the lens alone, the readers alone."""

    heading = traitlets.Unicode().tag(sync=True)
    counts = traitlets.List().tag(sync=True)

    @property
    def _esm(self) -> str:
        return module("widgets/static/look_widget")

    @property
    def _css(self) -> str:
        return style("widgets/static/reader", "widgets/static/look")

    def __init__(self, article: Article, blocks: list[Block], lens: Lens, after: str, kept: Session) -> None:
        self._lens = lens
        super().__init__(article, blocks, [], after, kept)
        self.heading = say("machine.heading", lens=lens.title)
        self.strings = strings() | _own_words()
        self.unlock()

    def unlock(self) -> None:
        """Run the lens and show what it found, if the learner has committed; else say what is missing."""
        missing = uncommitted(self._after, self._session) if self._after else []
        with self.hold_sync():
            self.locked = bool(missing)
            self.lock_note = (
                say("said.locked", n=len(missing), task=missing[0], more=len(missing) - 1) if missing else ""
            )
            if not missing:
                self._lay_out()

    def _lay_out(self) -> None:
        findings, marks = self._found(), self._marks()
        seen = compare(findings, marks)
        own = own_marks_of(self._lens.name, self._article, self._session)
        self.counts = list(told(self._lens, seen, own, known=bool(codes_of(self._lens.name))))
        views = {"lens": [finding_view(finding, n, self._lens) for n, finding in enumerate(findings)]}
        if marks:
            views = {"compare": list(_side_by_side(seen, self._lens, findings, marks)), **views}
            views["readers"] = [_with(mark_view(mark), by=say("by", by=mark.who)) for mark in marks]
        mine: list[OwnMark] = [
            {"start": span.start, "end": span.end, "label": label_words(label)} for span, label in own.marks
        ]
        self.marks = views
        self.mine = dict.fromkeys(views, mine) if mine else {}
        self.lenses = [self._way(name, views[name]) for name in views]

    def _way(self, name: str, shown: list[MarkView]) -> WayView:
        """One way of looking, as the reader offers it."""
        labels = [say(f"machine.{outcome}") for outcome in OUTCOMES]
        if name != "compare":
            labels = list(dict.fromkeys([*(rule.label for rule in self._lens.rules), *(m["label"] for m in shown)]))
        limits = "" if name == "readers" else say("machine.limits", text=self._lens.limits)
        about = self._lens.about if name == "lens" else say(f"machine.{name}.about")
        title = say(f"machine.{name}.title")
        return {"id": name, "title": title, "about": about, "limits": limits, "count": len(shown), "labels": labels}

    def _found(self) -> list[Finding]:
        """What the lens finds in the blocks that are shown; it always reads the whole article."""
        findings = sorted(self._lens.find(document(self._article.text)), key=lambda finding: finding.span)
        return [
            finding for finding in findings if self._here(finding.span.start) and (self._whole or not finding.absent)
        ]

    def _marks(self) -> list[Mark]:
        wanted = codes_of(self._lens.name)
        marks = [mark for mark in load_marks(self._article) if mark.code in wanted]
        return [mark for mark in marks if (self._here(mark.span.start) if mark.span else self._whole)]

    def _here(self, place: int) -> bool:
        return self._blocks[0].span.start <= place < self._blocks[-1].span.end

    @property
    def _whole(self) -> bool:
        return len(self._blocks) == len(self._article.layout)


def _own_words() -> dict[str, str]:
    """What the reader says in other words here: its two sides are the learner's marks and all others."""
    names = ("by", "reader.lenses", "reader.none", "reader.reference", "reader.unlock", "reader.unlocked")
    return {name: say(f"machine.say.{name}") for name in names}


def finding_view(finding: Finding, number: int, lens: Lens, label: str = "", note: str = "") -> MarkView:
    """A finding as the reader draws it: why in one sentence, the question, and where its rule comes from."""
    return {
        "id": f"{finding.lens}-{number}",
        "start": None if finding.absent else finding.span.start,
        "end": None if finding.absent else finding.span.end,
        "links": [] if finding.absent else [[link.start, link.end] for link in finding.links],
        "label": label or finding.label,
        "polarity": finding.polarity,
        "why": " ".join(part for part in (note, finding.why) if part),
        "ask": finding.ask,
        "by": say("machine.source", source=lens.rule(finding.rule).source),
    }


def _side_by_side(seen: Seeing, lens: Lens, findings: list[Finding], marks: list[Mark]) -> Iterator[MarkView]:
    for mark in (*seen.found, *seen.missed):
        caught = [finding for finding in findings if not finding.absent and touches(finding, mark)]
        said = [say("machine.why.readers", label=mark_view(mark)["label"], why=mark.rationale)]
        said += [say("machine.why.lens", label=finding.label, why=finding.why) for finding in caught[:1]]
        by, ask = say("by", by=mark.who), ""
        if caught:
            source = say("machine.source", source=lens.rule(caught[0].rule).source)
            by, ask = f"{by} · {source}", caught[0].ask
        label = say("machine.both" if caught else "machine.missed")
        yield _with(mark_view(mark), why=" ".join(said), by=by, ask=ask, label=label)
    number = {id(finding): n for n, finding in enumerate(findings)}
    for outcome, group in (("open", seen.open), ("alone", seen.alone), ("sound", seen.sound)):
        for finding in group:
            label = say("machine.alone" if outcome == "sound" else f"machine.{outcome}")
            note = say("machine.note.sound") if outcome == "sound" else ""
            yield finding_view(finding, number[id(finding)], lens, label, note)


def _with(view: MarkView, **values: str) -> MarkView:
    """The same mark with other words."""
    return cast(MarkView, {**view, **values})


def told(lens: Lens, seen: Seeing, own: OwnMarks, known: bool) -> Iterator[str]:
    """What is counted, in sentences."""
    placed = len(seen.open) + len(seen.sound) + len(seen.alone)
    if not known:
        yield say("machine.only", n=placed, lens=lens.title)
        return
    with_me = len(shared_alone(seen, own))
    nobody = len(seen.alone) - with_me
    yield say("machine.found", found=len(seen.found), all=seen.core, missed=len(seen.missed), nobody=nobody)
    if with_me:
        yield say("machine.with_you", n=with_me)
    if seen.open:
        yield say("machine.differ", n=len(seen.open))
    if seen.sound:
        yield say("machine.praised", n=len(seen.sound))
    if seen.absent:
        yield say("machine.absent", n=len(seen.absent))
    here = trio(seen, own)
    if here.core:
        yield say("machine.trio", all=here.core, mine=here.learner, lens=here.lens)
        yield say("machine.neither", n=here.nobody)
    yield say("machine.honest")


def lens_called(name: str) -> Lens:
    """The lens of this name. Raises `ContentError` with the names there are."""
    known = lenses()
    if not isinstance(name, str) or name not in known:
        raise complaint(Path("lens"), 0, "reader.fault.lens", lens=name, known=", ".join(known))
    return known[name]


@kindly
def look(article: str = "drone-mission", lens: str = "loaded", after: str = "", section: int | None = None) -> None:
    """Show what a lens sees in an article, beside the reference marks and your own.

    `lens`: "loaded", "attribution", "garble", "contradiction", "sources" or "readability". With `after` (a lesson's
    number) all marks stay hidden until the learner has checked the lesson's own marking tasks. `section` shows one part
    of the article: 0 is everything above the first heading.
    """
    chosen = lens_called(lens)
    loaded = load_article(article)
    widget = LookWidget(loaded, section_blocks(loaded, section), chosen, whole_stem(str(after)), session())
    show(widget, static_page(loaded, widget._blocks))
