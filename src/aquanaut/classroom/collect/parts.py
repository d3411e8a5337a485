"""What one handed-in file comes to: the answers of a learner, within bounds, and what there is to say about them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aquanaut.classroom.assign.ticket import TICKET
from aquanaut.classroom.lms.base import reserved_prefixes
from aquanaut.classroom.results import stem_of
from aquanaut.records.state import Standing
from aquanaut.words import say

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

MOST_DISPUTE = 2_000
"""Code points of a dispute."""

MOST_PARTS = 300
"""Marks, options or pairs in one answer; tasks allow 26. More would only cost time."""

MOST_NAMES = 2_000
"""Questions in one file."""

MOST_OTHERS = 5
"""Names of other lessons that are told."""

LONGEST_VERSION = 40
LONGEST_QUESTION = 200
"""Code points of a question's id; those of exercises are far shorter."""

FORGED = frozenset(
    {"earned", "score", "scores", "possible", "points", "result", "results", "correct", "grade", "verdict"}
)
AT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,9})?Z")
EARLIEST = "2020"

# What does not fit together, as keys of the catalogue; they are kept so and said when a person reads them.
FLAG_SCORES = "flag.scores"
FLAG_TIMES = "flag.times"
FLAG_FUTURE = "flag.future"
FLAG_NO_TIME = "flag.no_time"
FLAG_TWICE = "flag.twice"
FLAG_TRIES = "flag.tries"
FLAG_OTHER_LESSON = "flag.other_lesson"
FLAG_VERSION = "flag.version"
FLAG_DRAFT = "flag.draft"
FLAG_SHOWN = "flag.shown"
FLAG_LONG = "flag.long"
FLAG_CUT = "flag.cut"


@dataclass(frozen=True)
class Given:
    """One answer as handed in: JSON data, how many tries, when, how sure, what to say about it, and a dispute."""

    answer: object
    attempt: int = 1
    at: str = ""
    confidence: int | None = None
    flags: tuple[str, ...] = ()
    dispute: str = ""
    disputed_at: str = ""


@dataclass
class LearnerPart:
    """What one file holds of one learner (`learner` is "" where it states no proper code).

    `version`: the wording of the exercise that the answers were given to, where the records tell. `tickets`: what the
    bundle that made the file says about whose it is; the teacher's secret tells whether it is so.
    """

    learner: str
    form: str
    version: str = ""
    tickets: frozenset[str] = frozenset()
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

    parts: list[LearnerPart] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    beside: bool = False


def right_lesson(value: object, lesson: str) -> bool:
    """Whether a record's lesson is this exercise, with or without `exercise_` in front."""
    return isinstance(value, str) and stem_of(value) == stem_of(lesson)


_decode: Callable[[str], object] = json.JSONDecoder(parse_constant=lambda _name: None).decode


def loads(text: bytes) -> object:
    """JSON, or None for what is none. NaN and Infinity, which JSON does not have, become None."""
    try:
        return _decode(text.decode("utf-8", "replace"))
    except (ValueError, RecursionError, MemoryError):
        return None


def lesson_named(lesson: object) -> str:
    """A lesson's name as it may be shown."""
    return lesson[:60] if isinstance(lesson, str) and lesson.isprintable() else say("collect.another_lesson")


def code_of(value: object) -> str:
    """A learner's code, "" for what is none or stands for a platform's number."""
    if (
        isinstance(value, str)
        and CODE.fullmatch(value)
        and not value.lower().startswith((*RESERVED, *reserved_prefixes()))
    ):
        return value
    return ""


def hours_between(early: str, late: str) -> float:
    """Hours from one time to another; 0 where one of them is no time."""
    try:
        return (datetime.fromisoformat(late[:19]) - datetime.fromisoformat(early[:19])).total_seconds() / 3600
    except ValueError:
        return 0


def given_of(standings: Mapping[str, Standing]) -> dict[str, Given]:
    """What was handed in, by question."""
    read = ((name, from_standing(standing)) for name, standing in list(standings.items())[:MOST_NAMES])
    return {name: given for name, given in read if given is not None and len(name) <= LONGEST_QUESTION}


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


def _dispute(disputes: Iterable[object]) -> tuple[str, str]:
    """The last dispute that says something, and when it was raised."""
    texts = [(one.get("text"), one.get("at")) for one in disputes if isinstance(one, dict)]
    said = [(text, at) for text, at in texts if isinstance(text, str) and text.strip()]
    return (whole_text(said[-1][0][:MOST_DISPUTE]), moment(said[-1][1])) if said else ("", "")


def _clean(
    answer: object, attempt: int, at: object, confidence: object, flags: tuple[str, ...], dispute: str, disputed_at: str
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


def _within(answer: list[object] | dict[str, object]) -> tuple[object, bool]:
    long = len(answer) > MOST_PARTS
    if long and isinstance(answer, list):
        answer = answer[:MOST_PARTS]
    elif long and isinstance(answer, dict):
        answer = dict(list(answer.items())[:MOST_PARTS])
    try:
        size = len(json.dumps(answer))
    except (ValueError, RecursionError):
        return None, True
    if size > MOST_WRITTEN:
        return None, True
    return (answer or None), long


def tickets_of(values: Iterable[object]) -> frozenset[str]:
    """The tickets among these values; whatever has not the form of one is left out."""
    return frozenset(value for value in values if isinstance(value, str) and TICKET.fullmatch(value))


def moment(at: object) -> str:
    """A time as records write it, "" for what is none."""
    return at if isinstance(at, str) and AT.fullmatch(at) else ""


def whole_text(text: str) -> str:
    """`text` without half code points and NUL, which no file and no database takes."""
    if text.isascii():
        return text.replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
