"""The projector view: large type, one passage or question at a time; the class guesses, then the teacher reveals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict

from aquanaut.marks.labels import LABELS, LENS_VIEWS, LensView
from aquanaut.marks.reference import Mark, load_marks
from aquanaut.pages.html import el, join
from aquanaut.pages.leaf import Leaf, html
from aquanaut.questions.bank import Bank, view
from aquanaut.questions.model import Question, type_of
from aquanaut.questions.parts import Slide
from aquanaut.text.article import Article, Block, load_article
from aquanaut.widgets.reader import mark_view, shows
from aquanaut.words import say

SCRIPT = "exports/lessons/static/projector"
STYLES = ("widgets/static/quiz", "pages/static/leaf", "exports/lessons/static/projector")

TOGETHER = ("sources",)
"""Kinds of blocks that stand on one slide when they follow one another."""


class Deck(TypedDict, total=False):
    """Slides that belong together, under a title; `notice` says whose text it is."""

    title: str
    notice: str
    slides: list[Slide]


def projector(banks: Sequence[Bank], root: Path) -> str:
    """The page: each article of the lessons through each lens, and each lesson's must-do questions."""
    decks = [deck for slug in dict.fromkeys(b.article for b in banks if b.article) for deck in _article(slug, root)]
    for bank in banks:
        slides = [_question(bank, question) for question in bank.questions if question.must]
        number = say("leaf.lesson", number=int(bank.lesson[:2]))
        decks.append({"title": f"{number}: {bank.title}", "slides": slides})
    noscript = el("noscript", el("p", say("show.script")))
    main = join((el("h1", say("show.title")), noscript, el("div", id="aq-show")))
    footer = el("p", say("show.key"))
    header = join((el("p", el("strong", "Aquanaut")), el("a", say("leaf.home"), href="index.html")))
    title = f"{say('show.title')} · Aquanaut"
    leaf = Leaf(title, main, {"decks": decks}, SCRIPT, STYLES, header, footer, "show.skip")
    return html(leaf)


def _article(slug: str, root: Path) -> Iterator[Deck]:
    article = load_article(slug, root)
    marks = load_marks(article)
    groups = list(_passages(article))
    for lens in LENS_VIEWS[1:] + LENS_VIEWS[:1]:
        slides = [_passage(article, blocks, [m for m in marks if shows(lens, m)], lens) for blocks in groups]
        about = say("show.lens", lens=lens.title)
        yield {"title": about, "notice": article.notice, "slides": [one for one in slides if one["blocks"]]}


def _passages(article: Article) -> Iterator[list[Block]]:
    """Paragraphs one by one, with the heading above them; lists of sources whole."""
    held: list[Block] = []
    for block in article.layout:
        if held and not (held[-1].kind == "section" or (block.kind in TOGETHER and block.kind == held[-1].kind)):
            yield held
            held = []
        held.append(block)
    if held:
        yield held


def _passage(article: Article, blocks: Sequence[Block], marks: Sequence[Mark], lens: LensView) -> Slide:
    start, end = blocks[0].span.start, blocks[-1].span.end
    inside = [mark_view(m) for m in marks if m.span is not None and start <= m.span.start < end]
    kept = ("start", "end", "links", "label", "why", "ask", "polarity", "certainty", "by")
    return {
        "kind": "passage",
        "ask": say("show.ask", lens=lens.title),
        "language": article.language,
        "blocks": [{"kind": b.kind, "start": b.span.start, "text": b.span.of(article.text)} for b in blocks],
        "marks": [{name: value for name, value in mark.items() if name in kept} for mark in inside],
        "labels": [label.text for label in LABELS.values() if set(label.codes) & set(lens.codes)],
    }


def _question(bank: Bank, question: Question) -> Slide:
    """A question with its key: how it looks, its kind says."""
    shown = view(question, bank.lesson)
    drawn = type_of(question).gesture.slide(shown, bank.keys[question.id])
    return {"kind": "question", "ask": shown["prompt"], "context": shown["context"], **drawn}
