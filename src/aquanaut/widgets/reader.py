"""The article in a notebook: unmarked first, and the reference marks only after the learner's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import anywidget
import traitlets

from aquanaut.content import complaint
from aquanaut.marks.labels import LABELS, LENS_VIEWS, LensView, label_of
from aquanaut.marks.reference import Mark, load_marks
from aquanaut.pages.html import Html, el
from aquanaut.pages.joiner import module, style
from aquanaut.questions.bank import Bank, find_stem, lesson_stems, load_bank
from aquanaut.questions.model import Question
from aquanaut.questions.scoring import marks_of
from aquanaut.records.session import Session
from aquanaut.text.article import Article, Block, load_article
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.show import session, show
from aquanaut.widgets.views import ArticleView, BlockView, MarkView, OwnMark, Receipt, WayView
from aquanaut.words import say
from aquanaut.words.browser import strings


class ReaderWidget(anywidget.AnyWidget):  # type: ignore[misc]
    """One article on the page. The traits are the view that `static/reader.js` draws; see ARCHITECTURE.md."""

    article = traitlets.Dict().tag(sync=True)
    blocks = traitlets.List().tag(sync=True)
    lenses = traitlets.List().tag(sync=True)
    marks = traitlets.Dict().tag(sync=True)
    mine = traitlets.Dict().tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)
    lock_note = traitlets.Unicode().tag(sync=True)
    glossary = traitlets.Dict().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)

    @property
    def _esm(self) -> str:
        return module("widgets/static/reader_widget")

    @property
    def _css(self) -> str:
        return style("widgets/static/reader")

    def __init__(
        self, article: Article, blocks: list[Block], lenses: list[LensView], after: str, kept: Session
    ) -> None:
        self._article, self._blocks, self._wanted = article, blocks, lenses
        self._after, self._session = after, kept
        super().__init__(
            article=about(article, whole=len(blocks) == len(article.layout)),
            blocks=[block_view(article, b) for b in blocks],
            glossary=article.glossary,
            strings=strings(),
        )
        if lenses:
            self.unlock()
        self.on_msg(self._on_message)

    def _on_message(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict) or message.get("type") != "unlock":
            return
        receipt: Receipt = {"type": "receipt", "seq": message.get("seq"), "saved": False, "why": ""}
        try:
            self.unlock()
            receipt["saved"], receipt["why"] = not self.locked, self.lock_note
        except Exception as error:
            receipt["why"] = say("said.wrong", kind=type(error).__name__, error=error)
        self.send(receipt)

    def unlock(self) -> None:
        """Show the reference marks if the learner has committed to their own, else say what is missing."""
        missing = uncommitted(self._after, self._session) if self._after else []
        with self.hold_sync():
            self.locked = bool(missing)
            self.lock_note = _lock_note(missing)
            if not missing:
                marks = load_marks(self._article)
                self.marks = {
                    v.id: [mark_view(m) for m in shown(v, marks, self._article, self._blocks)] for v in self._wanted
                }
                self.lenses = [lens_view(v, len(self.marks[v.id])) for v in self._wanted]
                self.mine = own_marks(self._article, self._session)


def shown(lens: LensView, marks: Iterable[Mark], article: Article, blocks: Sequence[Block]) -> list[Mark]:
    """The marks of a lens that stand in these blocks; what the text lacks shows only beside the whole of it."""
    start, end = blocks[0].span.start, blocks[-1].span.end
    whole = len(blocks) == len(article.layout)
    return [m for m in marks if shows(lens, m) and (start <= m.span.start < end if m.span is not None else whole)]


def shows(lens: LensView, mark: Mark) -> bool:
    """Whether a lens shows a mark: "done well" shows all sound ones, the others their codes."""
    return mark.code in lens.codes if lens.codes else mark.polarity == "sound"


def mark_view(mark: Mark) -> MarkView:
    """A reference mark as the reader draws it."""
    return {
        "id": mark.id,
        "start": mark.span.start if mark.span else None,
        "end": mark.span.end if mark.span else None,
        "links": [[s.start, s.end] for s in mark.links],
        "label": label_of(mark.code),
        "polarity": mark.polarity,
        "certainty": mark.certainty,
        "why": mark.rationale,
        "ask": say(f"ask.{mark.code}") if mark.polarity == "flaw" else "",
        "alternative": mark.alternative,
        "by": mark.who,
    }


def lens_view(lens: LensView, count: int) -> WayView:
    """A lens as the reader offers it, with the number of marks it shows."""
    labels = _order(lens)
    return {"id": lens.id, "title": lens.title, "about": lens.about, "limits": "", "count": count, "labels": labels}


def _order(lens: LensView) -> list[str]:
    """The labels of a lens in the order in which tasks offer them, so that each keeps its colour."""
    return [label.text for label in LABELS.values() if set(label.codes) & set(lens.codes)]


def about(article: Article, whole: bool) -> ArticleView:
    """What the reader says about an article, around its text."""
    return {
        "title": article.title,
        "language": article.language,
        "dir": "rtl" if article.language.split("-")[0] in ("ar", "he", "fa", "ur") else "ltr",
        "byline": article.byline,
        "outlet": article.outlet,
        "published": article.published,
        "notice": article.notice,
        # A lesson that shows one section has its own words before it.
        "summary": article.summary if whole else "",
        "content_note": article.content_note if whole else "",
        "invented": article.invented,
    }


def block_view(article: Article, block: Block) -> BlockView:
    """A block as the reader draws it."""
    return {"kind": block.kind, "start": block.span.start, "text": block.span.of(article.text)}


def _lock_note(missing: list[str]) -> str:
    if not missing:
        return ""
    return say("said.locked", n=len(missing), task=missing[0], more=len(missing) - 1)


def uncommitted(after: str, kept: Session) -> list[str]:
    """The prompts of the marking tasks that the learner has not checked yet."""
    bank, asked = asked_first(after)
    done = kept.standings(bank.lesson)
    return [q.prompt for q in asked if not (q.id in done and done[q.id].tries)]


def asked_first(after: str, root: Path | None = None) -> tuple[Bank, list[Question]]:
    """The marking tasks that come before the reference marks, and their lesson.

    `after` is a lesson (all its must-do marking tasks) or `lesson/question`.
    """
    lesson, _, wanted = after.partition("/")
    bank = load_bank(lesson, root)
    asked = [q for q in bank.questions if (q.id == wanted if wanted else q.must and "passage" in q.body)]
    if not asked:
        path = bank.folder / "quiz.yaml"
        raise complaint(path, 0, "reader.fault.after", after=after)
    return bank, asked


def own_marks(article: Article, kept: Session) -> dict[str, list[OwnMark]]:
    """The learner's checked marks in this article, over all lessons, by the reader's lens."""
    found: dict[str, list[OwnMark]] = {}
    for stem in lesson_stems():
        asked = {q.id: q for q in load_bank(stem).questions if q.body.get("article") == article.slug}
        for name, standing in kept.standings(stem).items():
            if name in asked:
                for mark in marks_of(standing.checked):
                    lens = lens_of(mark["label"])
                    own: OwnMark = {"start": mark["start"], "end": mark["end"], "label": label_words(mark["label"])}
                    found.setdefault(lens, []).append(own)
    return found


def label_words(name: str) -> str:
    """A label as students know it."""
    return LABELS[name].text if name in LABELS else name


def lens_of(name: str) -> str:
    """The id of the lens that shows marks of this label."""
    codes = LABELS[name].codes if name in LABELS else ()
    return next((v.id for v in LENS_VIEWS if set(codes) & set(v.codes)), LENS_VIEWS[0].id)


def section_blocks(article: Article, section: int | None) -> list[Block]:
    """The blocks of one section: 0 is everything above the first heading, then one for each heading."""
    if section is None:
        return list(article.layout)
    groups: list[list[Block]] = [[]]
    for block in article.layout:
        if block.kind == "section":
            groups.append([])
        groups[-1].append(block)
    if not 0 <= section < len(groups):
        path = Path("articles") / article.slug
        raise complaint(path, 0, "reader.fault.section", section=section, last=len(groups) - 1)
    return groups[section]


def lenses_for(lens: str) -> list[LensView]:
    """What `read(lens=…)` offers: "done well" and the lens named, all of them, or none."""
    known = [v.id for v in LENS_VIEWS]
    if lens and lens != "all" and lens not in known:
        raise complaint(Path("lens"), 0, "reader.fault.lens", lens=lens, known=", ".join([*known, "all"]))
    return [v for v in LENS_VIEWS if lens == "all" or (lens and v.id in (known[0], lens))]


def whole_stem(after: str, root: Path | None = None) -> str:
    """`after` with the lesson's stem in place of its number."""
    return "/".join([find_stem(after.partition("/")[0], root), *after.split("/")[1:]]) if after else ""


@kindly
def read(article: str = "drone-mission", section: int | None = None, lens: str = "", after: str = "") -> None:
    """Show an article, or one section of it, as a page to read.

    With `lens` ("loaded", "attribution", "together", "sources", or "all") it carries the reference marks of that
    lens, beside "done well". With `after` (a lesson's number) these stay hidden until the learner has checked
    the lesson's own marking tasks.
    """
    wanted = lenses_for(lens)
    loaded = load_article(article)
    widget = ReaderWidget(loaded, section_blocks(loaded, section), wanted, whole_stem(after), session())
    show(widget, static_page(loaded, widget._blocks))


_TAGS = {"headline": "h2", "section": "h3", "bullet": "li"}


def _without_bullet(text: str) -> str:
    return text.removeprefix("•").lstrip()


def static_page(article: Article, blocks: list[Block], listed: bool = False) -> Html:
    """The article as plain HTML without any marks, for pages where no widget can run. `listed`: bullets in lists."""
    text: list[Html] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        tag = _TAGS.get(kind, "p")
        drawn = [el(tag, _without_bullet(block.span.of(article.text))) for block in group]
        text += [el("ul", drawn)] if listed and tag == "li" else drawn
    notice = el("p", el("small", article.notice)) if article.notice else ""
    return el("div", text, notice, lang=article.language)
