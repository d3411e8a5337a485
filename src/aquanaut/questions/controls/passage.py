"""A text whose words are marked: where its words stand, and how it looks on paper and on a slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypedDict, cast

from aquanaut.content import LINE, Fields, ListOf, Text
from aquanaut.questions.controls.faults import expect
from aquanaut.questions.lines import on_one_line
from aquanaut.questions.model import Body, Entry, Key, KeyTarget, Question, Source, View
from aquanaut.questions.parts import Marking, Paper, Slide
from aquanaut.text.anchors import Quote, Span, locate, occurrences
from aquanaut.text.article import Article, load_article
from aquanaut.text.document import document

PART = Fields({"from": Text(), "to": Text()})
PASSAGE = Fields(
    {},
    {"from": Text(), "to": Text(), "text": Text(words=10), "article": Text(), "parts": ListOf(PART, least=2, most=6)},
)
"""A whole article, a stretch of it (`from`, `to`), several stretches (`parts`), or a text of the question's own."""

From = Mapping[str, str]
"""A stretch by its first and last words (`from`, `to`), with the line it stands on."""


class PassageEntry(TypedDict, total=False):
    """Where the text comes from."""

    text: str
    article: str
    parts: list[dict[str, str]]


def passage_text(entry: Entry, source: Source) -> tuple[str, Span, Article | None]:
    """The text that offsets refer to, the passage in it, and the article if it is one's."""
    passage = cast(PassageEntry, entry["passage"])
    if "text" in passage:
        return passage["text"], Span(0, len(passage["text"])), None
    article = load_article(passage.get("article", source.article), source.root)
    whole = cast(From, passage)
    first, last = (passage["parts"][0], passage["parts"][-1]) if "parts" in passage else (whole, whole)
    line = _line(whole)
    start = locate(article.text, Quote(first["from"]), source.path, line).start if "from" in first else 0
    end = locate(article.text, Quote(last["to"]), source.path, line).end if "to" in last else len(article.text)
    expect(start < end, entry, source, "fault.passage")
    return article.text, Span(start, end), article


def _line(part: Mapping[str, object]) -> int:
    return cast(int, part[LINE])


def cut_passage(entry: Entry, source: Source) -> Body:
    """The public passage: its text, its paragraphs and its words, all by code points of the whole text."""
    text, span, article = passage_text(entry, source)
    doc = document(text, sentences=())
    parts = shown_parts(entry, source, text, span)
    layout = [(b.kind, b.span) for b in article.layout] if article else [("paragraph", p) for p in doc.paragraphs]
    inside = [(kind, _cut(block, part)) for part in parts for kind, block in layout if block.overlaps(part)]
    return {
        "passage": {
            "start": span.start,
            "text": span.of(text),
            "blocks": [{"kind": kind, "start": b.start, "end": b.end} for kind, b in inside],
            "tokens": [[t.start, t.end] for part in parts for t in doc.inside(doc.words, part)],
        },
        "article": article.slug if article else "",
    }


def _cut(block: Span, span: Span) -> Span:
    return Span(max(block.start, span.start), min(block.end, span.end))


def shown_parts(entry: Entry, source: Source, text: str, span: Span) -> list[Span]:
    """The stretches of the passage that are shown; without `parts` all of it."""
    listed = cast(PassageEntry, entry["passage"]).get("parts", [])
    shown = []
    for part in listed:
        start = locate(text, Quote(part["from"]), source.path, _line(part))
        end = locate(text, Quote(part["to"]), source.path, _line(part))
        shown.append(Span(start.start, end.end))
    return shown or [span]


def locate_shown(text: str, quote: Quote, path: Path, line: int, parts: Sequence[Span]) -> Span:
    """The one place of `quote` in the stretches that are shown. Raises `ContentError` as `locate` does."""
    holding = [part for part in parts if occurrences(text, quote, part)]
    return locate(text, quote, path, line, holding[0] if len(holding) == 1 else Span(parts[0].start, parts[-1].end))


# --- in other rooms ----------------------------------------------------------------------------------------


def words_at(question: Question, span: Iterable[int]) -> str:
    """The words at `span`, which counts code points of the whole text, from the passage that the question shows."""
    start, end = span
    passage = question.body["passage"]
    return on_one_line(passage["text"][max(0, start - passage["start"]) : max(0, end - passage["start"])])


def passage_paper(view: View) -> Iterator[Paper]:
    """The text, to be marked with a pencil."""
    yield Marking(view["passage"])


def passage_slide(view: View, key: Key) -> Slide:
    """The text, and what there is to find in it."""
    passage = view["passage"]
    text, start = passage["text"], passage["start"]
    blocks: list[dict[str, object]] = [
        {"kind": b["kind"], "start": b["start"], "text": text[b["start"] - start : b["end"] - start]}
        for b in passage["blocks"]
    ]
    marks = [_on_slide(target) for target in key.data["targets"]]
    labels = [label["text"] for label in view["labels"]]
    return {"kind": "passage", "language": "", "blocks": blocks, "marks": marks, "labels": labels}


def _on_slide(target: KeyTarget) -> dict[str, object]:
    spans = [target["span"]] if "span" in target else [end[0] for end in target["ends"]]
    return {
        "start": spans[0][0],
        "end": spans[0][1],
        "links": [list(span) for span in spans[1:]],
        "label": target["title"],
        "why": target["text"],
        "ask": "",
        "polarity": "flaw",
        "certainty": target.get("certainty", ""),
        "by": target.get("by", ""),
    }


def reference(target: KeyTarget, span: Sequence[int]) -> dict[str, object]:
    """A mark of the reference, as a page shows it beside the learner's."""
    return {
        "start": span[0],
        "end": span[1],
        "label": target["label"],
        "title": target["title"],
        "text": target["text"],
        "alternative": target.get("alternative", ""),
        "certainty": target.get("certainty", ""),
        "by": target.get("by", ""),
    }
