"""The words: questions without their keys, keys, and what a question type is.

A `Question` holds only what a student may see, a `Key` all the rest; they are two objects so that a question can
travel without its key. A question type says how a content entry becomes the two, and what is said to an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from typing import Any

from aquanaut.content import Fields, Flag, ListOf, OneOf, Schema, Text, Whole
from aquanaut.questions.scoring import Table

MATERIALS = ("sound", "flawed", "mixed", "none")
"""What a question asks to judge: sound or flawed text, both, or nothing (an opinion, a plan)."""

FEEDBACK_WORDS = 8
"""Feedback says why, which takes at least this many words (Van der Kleij et al. 2015: explanations teach, bare
right-or-wrong does not)."""

CONTEXT = Fields({}, {"text": Text(), "article": Text(), "exact": Text(), "prefix": Text(), "from": Text()})


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
    context: Mapping[str, str] | None
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Key:
    """What scores and answers a question. `table` is the compiled key, `data` the feedback by atom or part."""

    question_id: str
    table: Table
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Response:
    """One answer as given. `answer` is JSON data; `confidence` is in per cent, or None where it was not asked."""

    question_id: str
    answer: Any
    attempt: int
    at: str
    confidence: int | None = None


@dataclass(frozen=True)
class Score:
    """`earned` of `possible` units. `status`: graded, pending (a person must read it) or absent (no answer)."""

    question_id: str
    earned: int
    possible: int
    status: str


@dataclass(frozen=True)
class Source:
    """Where a content entry stands, and what its quotations refer to."""

    path: Path
    line: int
    root: Path
    article: str = ""


@dataclass(frozen=True)
class QuestionType:
    """One kind of question.

    `required` and `optional` are its own content keys; `secret` names those (dotted for parts of a list) that a
    student in graded mode must not receive. `ask` gives the public body, `compile` the key, `respond` what is
    said to an answer, `random` an answer by somebody who guesses, `everything` the answer that selects all.
    """

    kind: str
    control: str
    required: Mapping[str, Schema]
    optional: Mapping[str, Schema]
    secret: tuple[str, ...]
    ask: Callable[[Mapping[str, Any], Source], dict[str, Any]]
    compile: Callable[[Mapping[str, Any], Source], Key]
    respond: Callable[[Question, Key, Any, bool], dict[str, Any]]
    right: Callable[[Question, Key], Any]
    random: Callable[[Question, Random], Any]
    everything: Callable[[Question, Random], Any] | None

    def fields(self) -> Fields:
        """The whole content entry: what all questions share, and this kind's own keys."""
        return Fields({**SHARED_REQUIRED, **self.required}, {**SHARED_OPTIONAL, **self.optional}, identity="id")


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


@cache
def question_types() -> dict[str, QuestionType]:
    """Every kind of question by name: a folder in `kinds/` each, with the type in `kind.py`."""
    package = import_module("aquanaut.questions.kinds")
    rooms = (room.name for room in iter_modules(package.__path__) if room.ispkg)
    found = (import_module(f"{package.__name__}.{room}.kind").TYPE for room in rooms)
    return {t.kind: t for t in sorted(found, key=lambda one: one.kind)}


def verdict(earned: int, possible: int) -> str:
    """`right`, `part` or `wrong`, from units."""
    if earned >= possible > 0:
        return "right"
    return "part" if earned > 0 else "wrong"


def is_written(key: Key) -> bool:
    """Whether a person has to read the answer."""
    return bool(key.table["form"] == "none")


def possible_points(question: Question, key: Key) -> float:
    """What a question is worth. An opinion (a scale without a right end) is never scored, so it is worth nothing."""
    return float(question.points) if is_written(key) or key.table["points"] > 0 else 0.0
