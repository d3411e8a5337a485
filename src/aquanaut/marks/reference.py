"""Reference marks: what two readers marked in an article, in `articles/<slug>/marks.yaml`.

They are called reference marks and not editors' marks: `by` says who marked, a person or a program, and nothing
here claims an editor. `core` means that both readers marked it before they compared notes; the rest is
`debatable`: shown and discussed, never scored.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NotRequired, TypedDict

from aquanaut.content import LINE, ContentError, Entry, Fields, Flag, ListOf, OneOf, Problem, Text, complaint, read_yaml
from aquanaut.marks.labels import CODES
from aquanaut.text.anchors import QUOTE, Quote, QuoteEntry, Span, locate
from aquanaut.text.article import Article

PARTS = ("source", "cue", "content")

MARK = Fields(
    {
        "id": Text(),
        "code": OneOf(tuple(CODES)),
        "polarity": OneOf(("flaw", "sound")),
        "certainty": OneOf(("core", "debatable")),
        "by": ListOf(Text(), least=1),
        "rationale": Text(words=4),
    },
    {
        "exact": Text(),  # required unless `absent`
        **QUOTE.optional,
        "absent": Flag(),
        "links": ListOf(QUOTE),
        "parts": Fields({}, dict.fromkeys(PARTS, QUOTE)),
        "alternative": Text(),
        "discussion": Text(),
    },
    identity="id",
)
MARKS = Fields({"readers": ListOf(Fields({"id": Text(), "who": Text()}), least=1), "marks": ListOf(MARK)})


class PartsEntry(Entry):
    """The parts of an attribution."""

    source: NotRequired[QuoteEntry]
    cue: NotRequired[QuoteEntry]
    content: NotRequired[QuoteEntry]


class MarkEntry(Entry):
    """A mark as the file holds it."""

    id: str
    code: str
    polarity: str
    certainty: str
    by: list[str]
    rationale: str
    exact: NotRequired[str]
    prefix: NotRequired[str]
    suffix: NotRequired[str]
    absent: NotRequired[bool]
    links: NotRequired[list[QuoteEntry]]
    parts: NotRequired[PartsEntry]
    alternative: NotRequired[str]
    discussion: NotRequired[str]


class ReaderEntry(Entry):
    """One who marked."""

    id: str
    who: str


class MarksFile(Entry):
    """`marks.yaml` as a whole."""

    readers: list[ReaderEntry]
    marks: list[MarkEntry]


@dataclass(frozen=True)
class Mark:
    """One reference mark. `span` is None where the thing marked is absent from the text (a missing date).

    `by` holds the ids of the readers who made it, `who` says in words who they are, so that nobody takes a program for
    a person.
    """

    id: str
    code: str
    span: Span | None
    links: tuple[Span, ...]
    parts: dict[str, Span]
    polarity: str
    certainty: str
    by: tuple[str, ...]
    rationale: str
    alternative: str = ""
    who: str = ""


def load_marks(article: Article) -> tuple[Mark, ...]:
    """The reference marks of `article`, in order of place; absent ones last. Empty when it has no marks file.

    Raises `ContentError` with every quotation that is not found exactly once, and every mark that is both absent and
    quoted or neither.
    """
    path = article.folder / "marks.yaml"
    if not path.exists():
        return ()
    return _load(path, article.text, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _load(path: Path, text: str, _changed: int) -> tuple[Mark, ...]:
    data = read_yaml(path, MARKS, MarksFile)
    readers = {reader["id"]: reader["who"] for reader in data["readers"]}
    problems: list[Problem] = []
    marks = []
    for entry in data["marks"]:
        try:
            marks.append(replace(_mark(path, text, entry), who=_in_words(path, entry, readers)))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return tuple(sorted(marks, key=_place))


def _in_words(path: Path, entry: MarkEntry, readers: dict[str, str]) -> str:
    for name in entry["by"]:
        if name not in readers:
            raise complaint(path, entry[LINE], "marks.reader", name=name, known=", ".join(readers))
    return "; ".join(f"{name} ({readers[name]})" for name in entry["by"])


def _place(mark: Mark) -> tuple[int, int, str]:
    return (mark.span.start, mark.span.end, mark.id) if mark.span else (sys.maxsize, 0, mark.id)


def _mark(path: Path, text: str, entry: MarkEntry) -> Mark:
    line = entry[LINE]
    absent = entry.get("absent", False)
    if absent == ("exact" in entry):
        raise complaint(path, line, "marks.both" if absent else "marks.neither", id=entry["id"])

    def at(quote: Mapping[str, object]) -> Span:
        own = quote.get(LINE)
        return locate(text, Quote.from_content(quote), path, own if isinstance(own, int) else line)

    return Mark(
        id=entry["id"],
        code=entry["code"],
        span=None if absent else at(entry),
        links=tuple(at(q) for q in entry.get("links", [])),
        parts=placed_parts(entry.get("parts"), at),
        polarity=entry["polarity"],
        certainty=entry["certainty"],
        by=tuple(entry["by"]),
        rationale=entry["rationale"],
        alternative=entry.get("alternative", ""),
    )


def placed_parts(parts: PartsEntry | None, at: Callable[[Mapping[str, object]], Span]) -> dict[str, Span]:
    """The parts of an attribution, each where `at` says that it stands."""
    return {name: at(quote) for name, quote in (parts or {}).items() if isinstance(quote, dict)}


class MarkRow(TypedDict):
    """A mark in the command line's contract."""

    id: str
    code: str
    start: int | None
    end: int | None
    links: list[list[int]]
    polarity: str
    certainty: str
    by: list[str]


class MarksRecord(TypedDict):
    """All marks of a text in the command line's contract."""

    text: str
    marks: list[MarkRow]


def marks_json(article: Article) -> MarksRecord:
    """The marks as the command line's contract gives them: text, and marks with offsets in code points."""
    return {
        "text": article.text,
        "marks": [
            {
                "id": m.id,
                "code": m.code,
                "start": m.span.start if m.span else None,
                "end": m.span.end if m.span else None,
                "links": [[s.start, s.end] for s in m.links],
                "polarity": m.polarity,
                "certainty": m.certainty,
                "by": list(m.by),
            }
            for m in load_marks(article)
        ],
    }
