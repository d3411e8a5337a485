"""What one handed-in file comes to: the answers of a learner, within bounds, and what there is to say about them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aquanaut.classroom.lms.base import reserved_prefixes
from aquanaut.records.state import Standing

ANSWERS = "application/vnd.aquanaut.answers+json"
"""The output of a notebook that holds answers; `widgets.show` writes it (and is slow to import)."""

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
"""A learner's code as a file may state it. Codes that stand for an LMS's numbers are not a file's to claim."""

RESERVED = ("class-", "file-")
"""How codes begin that are made here, for files that state none; those of platforms are the platforms'."""

MOST_LEARNERS = 60
"""Learners in one file: a class on one computer, at most."""

MOST_WRITTEN = 20_000
"""Code points of a written answer that are kept, and of a whole answer as JSON."""

MOST_PARTS = 300
"""Marks, options or pairs in one answer; tasks allow 26. More would only cost time."""

MOST_NAMES = 2_000
"""Questions in one file."""

FORGED = frozenset(
    {"earned", "score", "scores", "possible", "points", "result", "results", "correct", "grade", "verdict"}
)
AT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,9})?Z")
EARLIEST = "2020"

FLAG_SCORES = "It carries scores of its own. They were not used."
FLAG_TIMES = "Its times run backward by more than an hour."
FLAG_FUTURE = "It has answers from the future."
FLAG_NO_TIME = "Some answers have no proper time."
FLAG_TWICE = "It holds two different answers of the same moment."
FLAG_TRIES = "Its numbers of tries do not add up."
FLAG_OTHER_LESSON = "Some records name another exercise. They were left out."
FLAG_VERSION = "Some records are of another format."
FLAG_DRAFT = "Typed, but the button was not pressed."
FLAG_SHOWN = "The answer was shown before any try."
FLAG_LONG = "Far more parts than the task allows. Only the first were read."
FLAG_CUT = "The text was longer than can be kept. Its end is missing here."


@dataclass(frozen=True)
class Given:
    """One answer as handed in: JSON data, how many tries, when, how sure, what to say about it, and a dispute."""

    answer: Any
    attempt: int = 1
    at: str = ""
    confidence: int | None = None
    flags: tuple[str, ...] = ()
    dispute: str = ""
    disputed_at: str = ""


@dataclass
class Part:
    """What one file holds of one learner (`learner` is "" where it states no proper code).

    `version`: the wording of the exercise that the answers were given to, where the records tell.
    """

    learner: str
    form: str
    version: str = ""
    answers: dict[str, Given] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)

    @property
    def newest(self) -> str:
        """The latest time of an answer in it, as text."""
        return max((one.at for one in self.answers.values()), default="")


@dataclass
class Submission:
    """What one file holds: a part for each learner, and what could not be read (`problems`, in words).

    `beside` says that the file is whole and only holds nothing of this exercise: another lesson's answers, or a
    notebook that was never saved, as students hand them in beside the right file.
    """

    parts: list[Part] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    beside: bool = False


def right_lesson(value: Any, lesson: str) -> bool:
    """Whether a record's lesson is this exercise, with or without `exercise_` in front."""
    return isinstance(value, str) and value.removeprefix("exercise_") == lesson.removeprefix("exercise_")


_decode = json.JSONDecoder(parse_constant=lambda _name: None).decode


def loads(text: bytes) -> Any:
    """JSON, or None for what is none. NaN and Infinity, which JSON does not have, become None."""
    try:
        return _decode(text.decode("utf-8", "replace"))
    except (ValueError, RecursionError, MemoryError):
        return None


def lesson_named(lesson: Any) -> str:
    return lesson[:60] if isinstance(lesson, str) and lesson.isprintable() else "something else"


def code_of(value: Any) -> str:
    if (
        isinstance(value, str)
        and CODE.fullmatch(value)
        and not value.lower().startswith((*RESERVED, *reserved_prefixes()))
    ):
        return value
    return ""


def hours_between(early: str, late: str) -> float:
    try:
        return (datetime.fromisoformat(late[:19]) - datetime.fromisoformat(early[:19])).total_seconds() / 3600
    except ValueError:
        return 0


def given_of(found: Mapping[str, Standing]) -> dict[str, Given]:
    given: dict[str, Given] = {}
    for name, one in list(found.items())[:MOST_NAMES]:
        one_given = from_standing(one)
        if one_given is not None and len(name) <= 200:
            given[name] = one_given
    return given


def from_standing(one: Standing) -> Given | None:
    """The last answer that was handed in with the button; without one what was typed; None for neither."""
    dispute, disputed_at = _dispute(one.disputes)
    if one.tries:
        last = one.tries[-1]
        return _clean(last.answer, len(one.tries), last.at, last.confidence, (), dispute, disputed_at)
    if one.state == "draft":
        return _clean(one.answer, 0, one.at, one.confidence, (FLAG_DRAFT,), dispute, disputed_at)
    if one.state == "revealed":
        return Given(None, 0, moment(one.at), None, (FLAG_SHOWN,), dispute, disputed_at)
    return Given(None, 0, "", None, (), dispute, disputed_at) if dispute else None


def _dispute(disputes: Any) -> tuple[str, str]:
    if not isinstance(disputes, list):
        return "", ""
    said = [
        one for one in disputes if isinstance(one, dict) and isinstance(one.get("text"), str) and one["text"].strip()
    ]
    return (whole_text(said[-1]["text"][:2_000]), moment(said[-1].get("at"))) if said else ("", "")


def _clean(
    answer: Any, attempt: int, at: Any, confidence: Any, flags: tuple[str, ...], dispute: str, disputed_at: str
) -> Given:
    """An answer within bounds, and None where nothing was answered."""
    if isinstance(answer, str):
        answer = whole_text(answer)
        if len(answer) > MOST_WRITTEN:
            answer, flags = answer[:MOST_WRITTEN], (*flags, FLAG_CUT)
        answer = answer if answer.strip() else None
    elif isinstance(answer, list | dict):
        answer, long = _within(answer)
        flags = (*flags, FLAG_LONG) if long else flags
    if answer is None:
        return Given(None, attempt, moment(at), None, tuple(f for f in flags if f != FLAG_DRAFT), dispute, disputed_at)
    sure = confidence if isinstance(confidence, int) and not isinstance(confidence, bool) else None
    sure = sure if sure is not None and 0 <= sure <= 100 else None
    return Given(answer, attempt, moment(at), sure, flags, dispute, disputed_at)


def _within(answer: Any) -> tuple[Any, bool]:
    long = len(answer) > MOST_PARTS
    if long and isinstance(answer, list):
        answer = answer[:MOST_PARTS]
    elif long:
        answer = dict(list(answer.items())[:MOST_PARTS])
    try:
        size = len(json.dumps(answer))
    except (ValueError, RecursionError):
        return None, True
    if size > MOST_WRITTEN:
        return None, True
    return (answer or None), long


def moment(at: Any) -> str:
    return at if isinstance(at, str) and AT.fullmatch(at) else ""


def whole_text(text: str) -> str:
    """`text` without half code points and NUL, which no file and no database takes."""
    if text.isascii():
        return text.replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
