"""The projector view: large type, one passage or question at a time; the class guesses, then the teacher reveals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from aquanaut.marks.labels import LABELS, LENS_VIEWS, LensView
from aquanaut.marks.reference import Mark, load_marks
from aquanaut.pages.html import el, join
from aquanaut.pages.leaf import Leaf, html
from aquanaut.questions.bank import Bank, view
from aquanaut.questions.model import Question
from aquanaut.text.article import Article, Block, load_article
from aquanaut.widgets.reader import mark_view, shows
from aquanaut.words import say

SCRIPT = "exports/lessons/static/projector"
STYLES = ("widgets/static/quiz", "pages/static/leaf", "exports/lessons/static/projector")

TOGETHER = ("sources",)
"""Kinds of blocks that stand on one slide when they follow one another."""


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


def _article(slug: str, root: Path) -> Iterator[dict[str, Any]]:
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


def _passage(article: Article, blocks: Sequence[Block], marks: Sequence[Mark], lens: LensView) -> dict[str, Any]:
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


def _question(bank: Bank, question: Question) -> dict[str, Any]:
    one = view(question, bank.lesson)
    key = bank.keys[question.id].data
    slide = {"kind": "question", "ask": one["prompt"], "context": one["context"]}
    return slide | _BODIES[one["control"]](one, key)


def _choice(one: Mapping[str, Any], key: Mapping[str, Any]) -> dict[str, Any]:
    # An opinion (a rating without a right option) has no mark.
    right = key["right"]
    mark = {o["id"]: ("right" if o["id"] in right else "wrong") if right else "" for o in one["options"]}
    rows = [{"text": o["text"], "mark": mark[o["id"]], "why": key["feedback"][o["id"]]} for o in one["options"]]
    return {"hands": True, "rows": rows, "cards": one.get("cards", [])}


def _marked(one: Mapping[str, Any], key: Mapping[str, Any]) -> dict[str, Any]:
    passage = one["passage"]
    text, start = passage["text"], passage["start"]
    blocks = [
        {"kind": b["kind"], "start": b["start"], "text": text[b["start"] - start : b["end"] - start]}
        for b in passage["blocks"]
    ]
    marks = [mark for target in key["targets"] for mark in _target(target)]
    shown = {"kind": "passage", "language": "", "blocks": blocks, "marks": marks}
    return shown | {"labels": [label["text"] for label in one["labels"]]}


def _target(target: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    spans = [target["span"]] if "span" in target else [end[0] for end in target["ends"]]
    common = {"label": target["title"], "why": target["text"], "ask": "", "polarity": "flaw"}
    certainty = {"certainty": target.get("certainty", ""), "by": target.get("by", "")}
    yield {
        "start": spans[0][0],
        "end": spans[0][1],
        "links": [list(span) for span in spans[1:]],
        **common,
        **certainty,
    }


def _places(one: Mapping[str, Any], key: Mapping[str, Any]) -> dict[str, Any]:
    places = {place["id"]: place["text"] for place in one["places"]}
    right, why = key["right"], key["feedback"]
    rows = [
        {"text": item["text"], "place": places[right[item["id"]]], "why": why[item["id"]], "mark": ""}
        for item in one["items"]
    ]
    return {"hands": False, "rows": rows, "places": list(places.values())}


def _written(one: Mapping[str, Any], key: Mapping[str, Any]) -> dict[str, Any]:
    samples = [{"text": s["title"], "place": s["text"], "why": s["comment"], "mark": ""} for s in key["samples"]]
    return {"hands": False, "rows": [], "after": samples, "sentence": one.get("start", "")}


_BODIES = {
    "choice": _choice,
    "cards": _choice,
    "mark": _marked,
    "sort": _places,
    "match": _places,
    "order": _places,
    "short": _written,
    "repair": _written,
}
