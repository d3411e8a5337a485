"""The key of a text to mark: its targets, what a mark costs, and what is said to each mark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypedDict, cast

from aquanaut.content import LINE
from aquanaut.marks.labels import LABELS
from aquanaut.marks.reference import load_marks
from aquanaut.questions.controls.faults import expect, wrong_at
from aquanaut.questions.controls.passage import (
    cut_passage,
    locate_shown,
    passage_text,
    reference,
    shown_parts,
)
from aquanaut.questions.kinds.mark_text.cost import least_cost
from aquanaut.questions.model import Body, Entry, Key, KeySound, KeyTarget, Source
from aquanaut.questions.said import Line, Said
from aquanaut.questions.scoring import Stretch, Table
from aquanaut.text.anchors import Quote, Span
from aquanaut.text.article import Article
from aquanaut.text.document import Document, document

HIT = 120
"""Units for the right place with the right label. A round number with many divisors: halves and small costs stay
whole."""

TITLES = {
    "hit": "answer.mark_text.title.hit",
    "label": "answer.mark_text.title.label",
    "sound": "answer.mark_text.title.sound",
    "debatable": "answer.mark_text.title.debatable",
    "unmarked": "answer.mark_text.title.unmarked",
    "over": "answer.mark_text.title.over",
}
"""What each outcome is called."""


class Marking(TypedDict, total=False):
    """A content entry of this kind."""

    id: str
    labels: list[str]
    find: int
    most: int
    longest: int
    reference: bool
    targets: list[dict[str, str]]
    sound: list[dict[str, str]]
    open: list[dict[str, str]]
    next: str


_Found = tuple[list[KeyTarget], list[KeySound], list[Stretch]]
"""Targets, sound passages, and debatable stretches."""


def ask(entry: Entry, source: Source) -> Body:
    """The public half: the text, the labels, and how much to find."""
    data = cast(Marking, entry)
    return {
        "labels": [{"id": name, "text": LABELS[name].text, "help": LABELS[name].help} for name in data["labels"]],
        **cut_passage(entry, source),
        "find": data["find"],
        "most": data["most"],
        "longest": data["longest"],
    }


def compile_key(entry: Entry, source: Source) -> Key:
    """The key of a content entry. Raises `ContentError`."""
    data = cast(Marking, entry)
    text, span, article = passage_text(entry, source)
    doc = document(text, sentences=())
    parts = shown_parts(entry, source, text, span)
    targets, sound, debatable = _written(data, source, text, parts)
    if data.get("reference"):
        expect(article is not None, entry, source, "fault.mark_text.reference")
        assert article is not None
        more = _from_reference(article, doc, parts, data["labels"])
        targets, sound, debatable = targets + more[0], sound + more[1], debatable + more[2]
    table: Table = {
        "form": "spans",
        "targets": [{"id": t["id"], "keys": t["keys"], "label": t["label"]} for t in targets],
        "sound": [{"id": s["id"], "spans": s["spans"]} for s in sound],
        "open": debatable,
        "tokens": [*cut_passage(entry, source)["passage"]["tokens"]],
        "most": data["most"],
        "longest": data["longest"],
        "weights": {},
        "points": 0,
    }
    _check_numbers(entry, data, source, len(targets))
    _weigh(table, entry, data, source)
    after = data.get("next", "")
    said = _said(targets, sound, data["find"], after)
    return Key(data["id"], table, {"targets": targets, "sound": sound, "next": after}, said)


def _check_numbers(entry: Entry, data: Marking, source: Source, targets: int) -> None:
    find, most = data["find"], data["most"]
    expect(targets >= find, entry, source, "fault.mark_text.targets", targets=targets, find=find)
    expect(find <= most <= 2 * find + 2, entry, source, "fault.mark_text.most", most=most, find=find)


# --- targets -----------------------------------------------------------------------------------------------


def _written(data: Marking, source: Source, text: str, parts: Sequence[Span]) -> _Found:
    """What the entry itself lists."""

    def place(entry: Mapping[str, object]) -> list[int]:
        quote, line = Quote.from_content(dict(entry)), cast(int, entry[LINE])
        found = locate_shown(text, quote, source.path, line, parts)
        return [found.start, found.end]

    targets: list[KeyTarget] = []
    for number, one in enumerate(data.get("targets", []), start=1):
        span, label = place(one), one["label"]
        if label not in data["labels"]:
            raise wrong_at(one, source, "fault.mark_text.label", label=label)
        targets.append(
            {
                "id": f"t{number}", "span": span, "keys": [span], "label": label, "title": LABELS[label].text,
                "text": one["feedback"], "alternative": one.get("alternative", ""), "by": "", "certainty": "core",
            }
        )  # fmt: skip
    sound: list[KeySound] = [
        {"id": f"s{number}", "spans": [place(one)], "text": one["feedback"]}
        for number, one in enumerate(data.get("sound", []), start=1)
    ]
    return targets, sound, [place(one) for one in data.get("open", [])]


def _from_reference(article: Article, doc: Document, parts: Sequence[Span], labels: Sequence[str]) -> _Found:
    """Targets, sound passages and debatable spans from the article's reference marks within the passage."""
    wanted = {code: name for name in labels for code in LABELS[name].codes}
    families = {code[0] for code in wanted}
    targets: list[KeyTarget] = []
    sound: list[KeySound] = []
    debatable: list[Stretch] = []
    for mark in load_marks(article):
        if mark.span is None or not any(p.start <= mark.span.start and mark.span.end <= p.end for p in parts):
            continue
        place = [mark.span.start, mark.span.end]
        if mark.polarity == "flaw" and mark.certainty == "core" and mark.code in wanted:
            targets.append(
                {
                    "id": mark.id, "span": place, "keys": _key_words(doc, mark.span), "label": wanted[mark.code],
                    "title": LABELS[wanted[mark.code]].text, "text": mark.rationale,
                    "alternative": mark.alternative, "by": mark.who, "certainty": mark.certainty,
                }
            )  # fmt: skip
        elif mark.polarity == "sound" and mark.certainty == "core":
            sound.append({"id": mark.id, "spans": [place], "text": mark.rationale})
        elif mark.polarity == "flaw" and mark.code[0] in families:
            debatable.append(place)
    return targets, sound, debatable


_SMALL_WORDS = frozenset(
    re.findall(r"\w+", "a an the of in on at to for from by with and or but as its it is are was were this that")
)


def _key_words(doc: Document, span: Span) -> list[Stretch]:
    """The words of a mark that carry it: touching only “the” of a marked phrase is no find."""
    words = [w for w in doc.words if w.overlaps(span)]
    keys = [w for w in words if w.of(doc.text).lower() not in _SMALL_WORDS] or words
    return [[max(w.start, span.start), min(w.end, span.end)] for w in keys]


# --- weights -----------------------------------------------------------------------------------------------


def _weigh(table: Table, entry: Entry, data: Marking, source: Source) -> None:
    """Give `table` its weights and points; the cost of a mark is the least that makes chance worthless."""
    weights = {f"hit:{t['id']}": HIT for t in table["targets"]}
    weights |= {f"near:{t['id']}": HIT // 2 for t in table["targets"]}
    weights |= {f"sound:{s['id']}": -HIT // 2 for s in table["sound"]}
    cost = least_cost({**table, "weights": weights}, data["labels"])
    expect(2 * cost <= HIT, entry, source, "fault.mark_text.full", cost=cost, hit=HIT)
    table["weights"] = {**weights, "cost": -cost}
    table["points"] = data["find"] * (HIT - cost)


# --- what is said ------------------------------------------------------------------------------------------


def _said(targets: Sequence[KeyTarget], sound: Sequence[KeySound], find: int, after: str) -> Said:
    texts: dict[str, list[Line]] = {
        "label": [("answer.mark_text.relabel", {})],
        "debatable": [("answer.mark_text.text.debatable", {})],
        "unmarked": [("answer.mark_text.text.unmarked", {})],
        "over": [("answer.mark_text.text.over", {})],
        **{f"hit:{t['id']}": _to_hit(t) for t in targets},
        **{f"sound:{s['id']}": [s["text"]] for s in sound},
    }
    shown = [reference(target, target["span"]) for target in targets]
    return {
        "status": "graded",
        "titles": TITLES,
        "texts": texts,
        "values": {
            "caught": "hit:ids",
            "find": find,
            "near": "label:ids",
            "sound": "sound",
            "unmarked": "unmarked",
        },
        "summary": [
            {"say": "answer.mark_text", "when": ["!given"]},
            {"say": "answer.mark_text.caught", "more": True},
            {"say": "answer.mark_text.near", "when": ["label"], "more": True},
            {"say": "answer.mark_text.sound", "when": ["sound"], "more": True},
            {"say": "answer.mark_text.unmarked", "when": ["unmarked"], "more": True},
        ],
        "next": {"text": after, "when": ["full", "revealed"]},
        "shows": [{"field": "reference", "when": ["revealed"], "value": shown}],
    }


def _to_hit(target: KeyTarget) -> list[Line]:
    plainer = target["alternative"].strip("().")
    lines: list[Line] = [target["text"]]
    return [*lines, ("answer.mark_text.plainer", {"text": plainer})] if target["alternative"] else lines
