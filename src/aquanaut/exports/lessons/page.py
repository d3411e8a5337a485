"""A lesson as one HTML page: `aquanaut export lesson NAME|all --to html --out DIR`.

The notebook's prose, and a living part for each of its calls. The calls are read, never run. A page scores by itself,
so it holds the keys: for practice only, and the page says so.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

import aquanaut
from aquanaut.content import complaint
from aquanaut.exports.lessons.living import SCRIPT, STYLES
from aquanaut.exports.lessons.notebook import cells
from aquanaut.exports.lessons.projector import projector
from aquanaut.exports.lessons.prose import page_text, render
from aquanaut.exports.lessons.start_page import about_lesson, start_page
from aquanaut.exports.model import Export
from aquanaut.marks.labels import LABELS
from aquanaut.marks.reference import load_marks
from aquanaut.pages.html import Html, el, join
from aquanaut.pages.leaf import Leaf, html
from aquanaut.questions.bank import Bank, find_stem, key_view, lesson_stems, load_bank, view
from aquanaut.questions.lab import load_lab
from aquanaut.questions.mirror import load_mirror
from aquanaut.questions.model import Key, Question, is_marked, kind_scripts, kind_styles
from aquanaut.questions.paper import paper_set
from aquanaut.records.report import sought
from aquanaut.text.article import load_article
from aquanaut.widgets.lab.widget import lab_paper
from aquanaut.widgets.mirror import mirror_paper
from aquanaut.widgets.plain.glossary import cards
from aquanaut.widgets.plain.readability import bars
from aquanaut.widgets.plain.report import steps_of
from aquanaut.widgets.reader import (
    about,
    asked_first,
    block_view,
    label_words,
    lens_of,
    lens_view,
    lenses_for,
    mark_view,
    section_blocks,
    shown,
    static_page,
    whole_stem,
)
from aquanaut.widgets.views import ArticleView, BlockView, MarkView
from aquanaut.words import say

START, PROJECTOR = "index.html", "projector.html"


@dataclass(frozen=True)
class Call:
    """One call of a notebook: its name, and its arguments by the names of the function's own."""

    name: str
    values: dict[str, object]


@dataclass(frozen=True)
class LivePart:
    """A part of a page: what the script gets (nothing, where it is only HTML), and the HTML for paper."""

    data: Mapping[str, object] | None
    paper: Html


class ReadArticle(TypedDict):
    """An article that parts of a page show: its words, all marks that any of them needs, and whose tasks are in it."""

    about: ArticleView
    blocks: list[BlockView]
    glossary: Mapping[str, str]
    marks: dict[str, MarkView]
    own: list[str]


class LabelWords(TypedDict):
    """A label as students know it, and the lens that shows its marks."""

    text: str
    lens: str


class LessonPage:
    """One lesson on its way to a page; `articles` and `labels` are what several of its parts use."""

    def __init__(self, stem: str, root: Path) -> None:
        self.root = root
        self.bank = load_bank(stem, root)
        self.path = root / "notebooks" / f"{stem}.ipynb"
        self.articles: dict[str, ReadArticle] = {}
        self.labels: dict[str, LabelWords] = {}
        self.parts: list[Mapping[str, object]] = []
        self.printed: set[str] = set()

    def main(self) -> Html:
        """The page's HTML, in the order of the notebook."""
        return join(self._cells(), "\n")

    def _cells(self) -> Iterator[Html]:
        for cell in cells(self.path):
            if cell.kind == "markdown":
                text = page_text(cell, self.path)
                if text:
                    yield el("div", render(text, cell.pictures, self.path), cls="aq-words")
            elif cell.kind == "code" and cell.page:
                for call in calls(cell.text, self.path, cell.id):
                    yield self._place(_PARTS[call.name](self, **call.values))

    def _place(self, part: LivePart) -> Html:
        if part.data is None:
            return el("div", part.paper, cls="aq-picture")
        self.parts.append(part.data)
        kind, number = part.data["kind"], len(self.parts) - 1
        paper = el("div", part.paper, cls=f"aq-paper aq-paper-{kind}")
        return el("section", paper, cls="aq-part", data_part=number)


# --- reading a notebook ------------------------------------------------------------------------------------


def calls(code: str, path: Path, cell: str) -> list[Call]:
    """The calls of a code cell, which may also import from `aquanaut`. Nothing is run. Raises `ContentError`."""
    try:
        statements = ast.parse(code).body
    except SyntaxError as error:
        raise _strange(path, cell, error.text or str(error)) from None
    found = []
    for statement in statements:
        match statement:
            case ast.ImportFrom(module="aquanaut", level=0):
                continue
            case ast.Expr(value=ast.Call(func=ast.Name(id=name)) as call) if name in _PARTS:
                found.append(_bound(name, call, path, cell))
            case _:
                raise _strange(path, cell, ast.unparse(statement))
    return found


def _bound(name: str, call: ast.Call, path: Path, cell: str) -> Call:
    written = ast.unparse(call)
    try:
        args = [ast.literal_eval(value) for value in call.args]
        named = {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}
        bound = inspect.signature(getattr(aquanaut, name)).bind(*args, **named)
    except (ValueError, TypeError) as error:
        raise complaint(path, 0, "export.fault.values", call=written, cell=cell, error=error) from None
    bound.apply_defaults()
    return Call(name, dict(bound.arguments))


def _strange(path: Path, cell: str, code: str) -> Exception:
    known = ", ".join(f"{name}()" for name in _PARTS)
    return complaint(path, 0, "export.fault.call", call=code.strip(), cell=cell, known=known)


# --- the parts ---------------------------------------------------------------------------------------------


def _quiz(page: LessonPage, lesson: str | int, set: str) -> LivePart:
    bank = load_bank(str(lesson), page.root)
    title = bank.set(set).title
    views = [view(question, bank.lesson) for question in bank.of(set)]
    keys = {one["id"]: key_view(bank.keys[one["id"]]) for one in views}
    data = {"kind": "quiz", "lesson": bank.lesson, "set": set, "title": title, "mode": "practice"}
    return LivePart(data | {"questions": views, "keys": keys}, paper_set(title, views, page.printed))


def _read(page: LessonPage, article: str, section: int | None, lens: str, after: str) -> LivePart:
    loaded = load_article(article, page.root)
    blocks = section_blocks(loaded, section)
    if article not in page.articles:
        page.articles[article] = _article(article, page.root)
    lenses = []
    for wanted in lenses_for(lens):
        marks = shown(wanted, load_marks(loaded), loaded, blocks)
        page.articles[article]["marks"] |= {mark.id: mark_view(mark) for mark in marks}
        way = lens_view(wanted, len(marks))
        way["ids"] = [mark.id for mark in marks]
        lenses.append(way)
    if lenses:
        page.labels = {name: {"text": label_words(name), "lens": lens_of(name)} for name in LABELS}
    first = loaded.layout.index(blocks[0])
    asked = asked_first(whole_stem(after, page.root), page.root)[1] if after else []
    data = {
        "kind": "read",
        "article": article,
        "blocks": [first, first + len(blocks)],
        "lenses": lenses,
        "after": [{"question": q.id, "prompt": q.prompt} for q in asked],
    }
    return LivePart(data, static_page(loaded, blocks))


def _article(slug: str, root: Path) -> ReadArticle:
    loaded = load_article(slug, root)
    banks = [load_bank(stem, root) for stem in lesson_stems(root)]
    return {
        "about": about(loaded, whole=True),
        "blocks": [block_view(loaded, block) for block in loaded.layout],
        "glossary": loaded.glossary,
        "marks": {},
        "own": [q.id for bank in banks for q in bank.questions if q.body.get("article") == slug],
    }


def _progress(page: LessonPage, lesson: str | int | None) -> LivePart:
    stems = lesson_stems(page.root) if lesson is None else [find_stem(str(lesson), page.root)]
    data = {"kind": "progress", "lessons": [outline(load_bank(stem, page.root)) for stem in stems]}
    return LivePart(data, el("p", say("paper.progress"), cls="aq-small"))


def _readability(page: LessonPage, article: str) -> LivePart:
    return LivePart(None, bars(article, page.root))


def _mirror(page: LessonPage, lesson: str | int) -> LivePart:
    # On a page, as on paper, the mirror is for two: nothing has to run, and nothing can be kept.
    return LivePart(None, mirror_paper(load_mirror(str(lesson), page.root)))


def _lab(page: LessonPage, lens: str) -> LivePart:
    # A lens runs in Python alone: on a page, a lab is for two people with pencils.
    return LivePart(None, Html(lab_paper(load_lab(lens, page.root))))


def _look(page: LessonPage, article: str, lens: str, after: str, section: int | None) -> LivePart:
    return LivePart(None, el("p", say("paper.look_garble" if lens == "garble" else "paper.look")))


def _partner(page: LessonPage, lesson: str | int) -> LivePart:
    return LivePart(None, el("p", say("paper.partner")))


def _glossary(page: LessonPage, lesson: str | int) -> LivePart:
    return LivePart(None, cards(lesson, page.root))


def _report(page: LessonPage, lesson: str | int | None) -> LivePart:
    stems = lesson_stems(page.root) if lesson is None else [find_stem(str(lesson), page.root)]
    lessons = [_named(load_bank(stem, page.root)) for stem in stems]
    return LivePart({"kind": "report", "lessons": lessons}, el("p", say("paper.report"), cls="aq-small"))


def _named(bank: Bank) -> dict[str, object]:
    must = sum(question.must for question in bank.questions)
    return {"stem": bank.lesson, "number": int(bank.lesson[:2]), "title": bank.title, "must": must}


def reported(bank: Bank, root: Path) -> dict[str, object]:
    """What the report needs to know of a lesson, besides its keys."""
    steps = steps_of(bank.lesson, root)
    return _named(bank) | {
        "objectives": bank.objectives,
        "steps": {one.id: steps.get(one.id) or one.title for one in bank.sets},
        "questions": [
            {name: getattr(q, name) for name in ("id", "material", "objective", "set", "must", "confidence")}
            | _sought(q, bank.keys[q.id])
            for q in bank.questions
        ],
    }


def _sought(question: Question, key: Key) -> dict[str, object]:
    find, good = sought(question, key) if is_marked(key) else (0, True)
    return {"find": find, "good": good}


_PARTS: Mapping[str, Callable[..., LivePart]] = {
    "glossary": _glossary,
    "quiz": _quiz,
    "read": _read,
    "lab": _lab,
    "look": _look,
    "mirror": _mirror,
    "partner": _partner,
    "progress": _progress,
    "readability": _readability,
    "report": _report,
}


def outline(bank: Bank) -> dict[str, object]:
    """What counting needs of a lesson: its sets, and its questions as [id, set, must-do or not]."""
    return {
        "stem": bank.lesson,
        "title": bank.title,
        "minutes": bank.minutes,
        "sets": {one.id: one.title for one in bank.sets},
        "questions": [[q.id, q.set, int(q.must)] for q in bank.questions],
    }


# --- pages -------------------------------------------------------------------------------------------------


def lesson_page(stem: str, root: Path, stems: list[str]) -> str:
    """One lesson's page. `stems` are the lessons that are exported together: only they are linked."""
    page = LessonPage(stem, root)
    main = page.main()
    bank = page.bank
    here = {"lesson": bank.lesson, "known": [q.id for q in bank.questions], "report": reported(bank, root)}
    data = {"parts": page.parts, "shared": {"articles": page.articles, "labels": page.labels}, "here": here}
    leaf = Leaf(
        f"{bank.title} · Aquanaut", main, data, SCRIPT, STYLES, _header(bank, stems), _footer(bank, stems, root)
    )
    return html(replace(leaf, scripts=kind_scripts(), sheets=kind_styles()))


def _header(bank: Bank, stems: list[str]) -> Html:
    home = el("a", say("leaf.home"), href=START, data_page=True) if len(stems) > 1 else ""
    number, minutes = say("leaf.lesson", number=int(bank.lesson[:2])), say("leaf.minutes", n=bank.minutes)
    return join((el("p", el("strong", "Aquanaut"), f" {number} · {minutes}"), home))


def _footer(bank: Bank, stems: list[str], root: Path) -> Html:
    links = []
    here = stems.index(bank.lesson)
    for key, other in (("before", here - 1), ("next", here + 1)):
        if 0 <= other < len(stems):
            title = say(f"leaf.{key}", title=load_bank(stems[other], root).title)
            links.append(el("a", title, href=f"{stems[other]}.html", data_page=True))
    nav = el("nav", links, aria_label=say("leaf.nav")) if links else ""
    return join((nav, el("p", say("leaf.practice")), el("p", say("leaf.rights"))))


def lesson_pages(name: str, root: Path) -> dict[str, str]:
    """The page of one lesson; for "all" every lesson with a start page and the projector view."""
    if name != "all":
        stem = find_stem(name, root)
        return {f"{stem}.html": lesson_page(stem, root, [stem])}
    stems = lesson_stems(root)
    files = {f"{stem}.html": lesson_page(stem, root, stems) for stem in stems}
    banks = [load_bank(stem, root) for stem in stems]
    abouts = [about_lesson(cells(root / "notebooks" / f"{stem}.ipynb")) for stem in stems]
    files[START] = start_page(banks, [outline(bank) for bank in banks], abouts, PROJECTOR)
    files[PROJECTOR] = projector(banks, root)
    return files


EXPORT = Export(
    what="lesson",
    form="html",
    sentence="export.about.lesson.html",
    make=lesson_pages,
)
