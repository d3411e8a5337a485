"""The words: questions without their keys, keys, and what a question type is.

A `Question` holds only what a student may see, a `Key` all the rest; they are two objects so that a question can
travel without its key. A question type says how a content entry becomes the two, its gesture how it is answered, shown
and told of in every room of the house.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from typing import Any, Protocol, TypedDict, TypeVar

from aquanaut import words
from aquanaut.content import Fields, Flag, ListOf, OneOf, Schema, Text, Whole
from aquanaut.questions.item import Item
from aquanaut.questions.parts import Card, Paper, Passage, Pupil, Remark, Slide
from aquanaut.questions.said import Said
from aquanaut.questions.scoring import Sound, Stretch, Table

MATERIALS = ("sound", "flawed", "mixed", "none")
"""What a question asks to judge: sound or flawed text, both, or nothing (an opinion, a plan)."""

FEEDBACK_WORDS = 8
"""Feedback says why, which takes at least this many words (Van der Kleij et al. 2015: explanations teach, bare
right-or-wrong does not)."""

CONTEXT = Fields({}, {"text": Text(), "article": Text(), "exact": Text(), "prefix": Text(), "from": Text()})

Entry = Mapping[str, object]
"""A checked content entry. A kind knows its own keys: it reads them through a TypedDict of its own."""

Context = TypedDict("Context", {"text": str, "from": str})
"""What is read before the task, and where it is from."""


class Named(TypedDict, total=False):
    """An option, item, place or label: its id, its text, and for some what it means."""

    id: str
    text: str
    help: str


class Body(TypedDict, total=False):
    """The part of a question that only some kinds have, by what they have in common."""

    choose: str
    fixed: bool
    options: list[Named]
    items: list[Named]
    places: list[Named]
    labels: list[Named]
    cards: list[Card]
    open_first: int
    article: str
    passage: Passage
    linked: bool
    find: int
    most: int
    longest: int
    rows: int
    words: int
    start: str


class View(Body, total=False):
    """A question as plain data for a browser or a sheet of paper."""

    id: str
    kind: str
    control: str
    prompt: str
    must: bool
    points: int
    objective: str
    confidence: bool
    context: Context | None
    hints: list[str]


class KeyTarget(TypedDict, total=False):
    """What a key says of one thing to find."""

    id: str
    span: list[int]
    keys: list[Stretch]
    ends: list[list[Stretch]]
    label: str
    title: str
    text: str
    alternative: str
    by: str
    certainty: str


class KeySound(Sound):
    """A sound passage, and why it is one."""

    text: str


class Sample(TypedDict):
    """A written answer to compare one's own with."""

    title: str
    text: str
    comment: str
    by: str


class KeyData(TypedDict, total=False):
    """What a key says besides its scores, by what kinds have in common."""

    right: Any
    """The ids of the right options, or the right place of each item."""
    feedback: dict[str, str]
    targets: list[KeyTarget]
    sound: list[KeySound]
    rubric: list[Named]
    samples: list[Sample]
    next: str


@dataclass(frozen=True)
class Question:
    """What a student is asked. `body` is the part that only this kind of question has (options, a passage …)."""

    id: str
    kind: str
    control: str
    prompt: str
    set: str
    objective: str
    points: int
    must: bool
    confidence: bool
    material: str
    hints: tuple[str, ...]
    context: Context | None
    body: Body


UNSAID: Said = {"status": "recorded", "summary": [], "next": {"text": "", "when": []}, "shows": []}
"""Nothing is said."""


@dataclass(frozen=True)
class Key:
    """What scores and answers a question.

    `table` is the compiled key, `data` the feedback by option, item or target, `said` what is said to each answer.
    """

    question_id: str
    table: Table
    data: KeyData = field(default_factory=KeyData)
    said: Said = field(default_factory=lambda: UNSAID)


@dataclass(frozen=True)
class Response:
    """One answer as given. `answer` is JSON data; `confidence` is in per cent, or None where it was not asked."""

    question_id: str
    answer: object
    attempt: int
    at: str
    confidence: int | None = None


@dataclass(frozen=True)
class Source:
    """Where a content entry stands, and what its quotations refer to."""

    path: Path
    line: int
    root: Path
    article: str = ""


class ToItem(Protocol):
    """How a question goes into other programs' banks: from what all items share to the item."""

    def __call__(self, base: Item, question: Question, key: Key, /) -> Item: ...


class Simulate(Protocol):
    """How somebody answers who is only a model; None for an answer left out."""

    def __call__(self, question: Question, key: Key, pupil: Pupil, chance: Random, /) -> object: ...


@dataclass(frozen=True)
class Gesture:
    """A way to answer, in every room where a question is met. Kinds share one, or change parts of it (`replace`).

    `right` is a full answer, `random` one by somebody who guesses, `everything` the one that selects all. `words` puts
    the right answer and its reason into words, for a teacher's key. `typed` answers are written letter by letter.
    """

    right: Callable[[Question, Key], Any]
    random: Callable[[Question, Random], Any]
    words: Callable[[Question, Key], tuple[str, str]]
    paper: Callable[[View], Iterator[Paper]]
    slide: Callable[[View, Key], Slide]
    remarks: Callable[[Question, Key, object], Iterator[Remark]]
    simulate: Simulate
    item: ToItem
    everything: Callable[[Question, Random], Any] | None = None
    typed: bool = False


def _as_it_is(entry: dict[str, object], _question: Question) -> dict[str, object]:
    return entry


@dataclass(frozen=True)
class QuestionType:
    """One kind of question: its content, its key and its gesture.

    `required` and `optional` are its own content keys; `secret` names those (dotted for parts of a list) that a
    student in graded mode must not receive. `ask` gives the public body, `compile` the key. `ids` are the content keys
    that hold an author's ids, with the part of the body that they become; `meant` those whose order says something even
    to a student. `hand_out` changes a public entry before it goes into a bundle.
    """

    kind: str
    control: str
    required: Mapping[str, Schema]
    optional: Mapping[str, Schema]
    secret: tuple[str, ...]
    ask: Callable[[Entry, Source], Body]
    compile: Callable[[Entry, Source], Key]
    gesture: Gesture
    ids: Mapping[str, str] = field(default_factory=dict)
    meant: tuple[str, ...] = ()
    hand_out: Callable[[dict[str, object], Question], dict[str, object]] = _as_it_is

    def fields(self) -> Fields:
        """The whole content entry: what all questions share, and this kind's own keys."""
        return Fields({**SHARED_REQUIRED, **self.required}, {**SHARED_OPTIONAL, **self.optional}, identity="id")

    def right(self, question: Question, key: Key) -> Any:
        """A full answer."""
        return self.gesture.right(question, key)

    def random(self, question: Question, chance: Random) -> Any:
        """An answer by somebody who guesses."""
        return self.gesture.random(question, chance)

    @property
    def everything(self) -> Callable[[Question, Random], Any] | None:
        """The answer that selects all, where there is one."""
        return self.gesture.everything


SHARED_REQUIRED: Mapping[str, Schema] = {
    "id": Text(),
    "kind": Text(),
    "set": Text(),
    "objective": Text(),
    "prompt": Text(words=3),
    "material": OneOf(MATERIALS),
}
SHARED_OPTIONAL: Mapping[str, Schema] = {
    "points": Whole(1, 20),
    "must": Flag(),
    "confidence": Flag(),
    "hints": ListOf(Text(words=4), most=4),
    "context": CONTEXT,
    "next": Text(),
}

KINDS = "aquanaut.questions.kinds"

_T = TypeVar("_T")


@cache
def question_types() -> dict[str, QuestionType]:
    """Every kind of question by name: a folder in `kinds/` each, with the type in `kind.py`."""
    for room in kind_rooms().values():
        own = room / "words.json"
        if own.is_file():
            words.add(json.loads(own.read_text(encoding="utf-8")))
    types: list[QuestionType] = [import_module(f"{KINDS}.{room}.kind").TYPE for room in kind_rooms()]
    return {one.kind: one for one in sorted(types, key=lambda one: one.kind)}


@cache
def kind_rooms() -> dict[str, Traversable]:
    """The folder of each kind of question, by its name."""
    package = import_module(KINDS)
    names = sorted(room.name for room in iter_modules(package.__path__) if room.ispkg)
    return {name: resources.files(f"{KINDS}.{name}") for name in names}


@cache
def kind_scripts() -> dict[str, str]:
    """The browser's modules that the kinds bring, by their path in the package: they register the kinds' controls."""
    return {
        f"questions/kinds/{name}/{file.name.removesuffix('.js')}": file.read_text(encoding="utf-8")
        for name, room in kind_rooms().items()
        for file in room.iterdir()
        if file.name.endswith(".js")
    }


@cache
def kind_styles() -> tuple[str, ...]:
    """The style sheets that the kinds bring."""
    sheets = (room / "style.css" for room in kind_rooms().values())
    return tuple(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file())


def type_of(question: Question) -> QuestionType:
    """The kind of a question."""
    return question_types()[question.kind]


def is_written(key: Key) -> bool:
    """Whether a person has to read the answer."""
    return key.table["form"] == "none"


def is_marked(key: Key) -> bool:
    """Whether labelled marks in a text are the answer, so that each mark and each target can be told of."""
    return key.table["form"] == "spans"


def possible_points(question: Question, key: Key) -> float:
    """What a question is worth. An opinion (a scale without a right end) is never scored, so it is worth nothing."""
    return float(question.points) if is_written(key) or key.table["points"] > 0 else 0.0
