"""What travels between a widget and its page, as types: the views that JavaScript draws, messages and their answers.

`pages/static/PROTOCOL.md` says what each part means; the JSON of exported pages has the same forms. Places are code
points of the article's text, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired, TypedDict

Message = Mapping[str, object]
"""What a page sends. Nothing in it is believed before it was looked at."""


class Receipt(TypedDict):
    """The answer to a message that wants to know whether it was taken; `seq` is the message's own."""

    type: str
    seq: object
    saved: bool
    why: str


class Done(TypedDict):
    """The answer to a message that asked for something to be done: `what` is its type, `text` what went wrong."""

    type: str
    what: str
    ok: bool
    text: str
    name: NotRequired[str]
    data: NotRequired[str]


# --- the reader --------------------------------------------------------------------------------------------


class ArticleView(TypedDict):
    """What the reader says around a text."""

    title: str
    language: str
    dir: str
    byline: NotRequired[str]
    outlet: NotRequired[str]
    published: NotRequired[str]
    notice: NotRequired[str]
    summary: NotRequired[str]
    content_note: NotRequired[str]
    invented: NotRequired[bool]


class BlockView(TypedDict):
    """A paragraph, a heading or another part of a text."""

    kind: str
    start: int
    text: str


class MarkView(TypedDict):
    """A mark as the reader draws it. What is absent from the text has no place."""

    id: str
    start: int | None
    end: int | None
    links: list[list[int]]
    label: str
    polarity: str
    why: str
    ask: str
    by: NotRequired[str]
    certainty: NotRequired[str]
    alternative: NotRequired[str]


class OwnMark(TypedDict):
    """A mark of the learner's."""

    start: int
    end: int
    label: str


class WayView(TypedDict):
    """A way of looking, as the reader offers it, with the number of marks it shows."""

    id: str
    title: str
    about: str
    limits: str
    count: int
    labels: list[str]
    ids: NotRequired[list[str]]


# --- all others --------------------------------------------------------------------------------------------


class LessonProgress(TypedDict):
    """Where a learner stands in a lesson, as counts of questions."""

    stem: str
    title: str
    minutes: int
    done: int
    total: int
    must_done: int
    must: int
    unchecked: list[str]


class PlaceRow(TypedDict):
    """A stretch that somebody marked: its words, and what each of the three called it."""

    words: str
    mine: str
    theirs: str
    readers: str
    differ: bool


class PassageView(TypedDict):
    """Two learners' marks on one passage, side by side."""

    prompt: str
    rows: list[PlaceRow]
    counted: str
    measured: str


class SideView(TypedDict):
    """A party of the mirror."""

    id: str
    name: str
    wants: str


class LineView(TypedDict):
    """A sentence of the mirror; `pushes`: it was written to push."""

    id: str
    text: str
    pushes: bool


class MirrorView(TypedDict):
    """The mirror as data for the page."""

    title: str
    about: str
    parties: list[SideView]
    lines: list[LineView]


class ShownAnswer(TypedDict):
    """A learner's answer as a quiz restores it."""

    answer: object
    confidence: int | None
    attempt: int
    state: str
    at: str
    hints: int
    ticked: list[str]
    opened: list[str]
    disputes: list[dict[str, object]]
    saved: bool


class Try(TypedDict):
    """One checked answer in the notebook's own copy."""

    answer: object
    attempt: int
    at: str
    confidence: int | None


class KeptAnswer(ShownAnswer):
    """An answer in the notebook's own copy, with all its tries."""

    tries: list[Try]
