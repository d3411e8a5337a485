"""Reading an answer log that was handed in, changed by hand or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from aquanaut.classroom.collect.budget import MOST_STUDENT_LINES, Budget
from aquanaut.classroom.collect.parts import (
    AT,
    EARLIEST,
    FLAG_FUTURE,
    FLAG_NO_TIME,
    FLAG_OTHER_LESSON,
    FLAG_SCORES,
    FLAG_TIMES,
    FLAG_TRIES,
    FLAG_TWICE,
    FLAG_VERSION,
    FORGED,
    LONGEST_VERSION,
    MOST_LEARNERS,
    MOST_OTHERS,
    LearnerPart,
    Submission,
    code_of,
    given_of,
    hours_between,
    lesson_named,
    loads,
    right_lesson,
    tickets_of,
)
from aquanaut.records.log import MOST_LINE, VERSION
from aquanaut.records.state import standings
from aquanaut.words import say

Record = Mapping[str, object]
"""One line of a log: JSON data of any shape."""


@dataclass
class _Lines:
    """The lines of a log, sorted: whole records by learner, and how many of each kind cannot count."""

    by_learner: dict[str, list[Record]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    damaged: int = 0
    foreign: int = 0
    newer: int = 0

    def take(self, line: bytes, lesson: str) -> None:
        """Sort one line."""
        record = loads(line) if 0 < len(line) <= MOST_LINE else None
        if not isinstance(record, dict):
            self.damaged += bool(line.strip())
        elif "question" not in record or "event" not in record:
            self.damaged += 1
        elif not right_lesson(record.get("lesson"), lesson):
            self.foreign += 1
            self.others.add(lesson_named(record.get("lesson")))
        elif isinstance(record.get("v"), int) and record["v"] > VERSION:
            self.newer += 1
        else:
            learner = code_of(record.get("learner"))
            self.by_learner.setdefault(learner, []).append({**record, "learner": learner})


def read_log(text: bytes, lesson: str, latest: str, budget: Budget) -> Submission:
    """A log's bytes as a submission. `latest` is the time after which an answer is one from the future."""
    sorted_lines, more = _Lines(), False
    for line in lines_of(text):
        if more := not budget.line():
            break
        sorted_lines.take(line, lesson)
    cut = not text.endswith(b"\n") and loads(text[text.rfind(b"\n") + 1 :]) is None
    found = Submission(others=sorted(sorted_lines.others)[:MOST_OTHERS])
    _tell(found, sorted_lines, cut, lesson)
    if more:
        found.problems.append(say("collect.long_log", most=f"{MOST_STUDENT_LINES:,}"))
    learners = len(sorted_lines.by_learner)
    if learners > MOST_LEARNERS:
        found.problems = [say("collect.learners.log", n=learners, most=MOST_LEARNERS)]
        return found
    found.parts = [_part(learner, records, sorted_lines, latest)
                   for learner, records in sorted_lines.by_learner.items()]  # fmt: skip
    return found


def lines_of(text: bytes) -> Iterator[bytes]:
    """The lines one by one: millions of them are never held at once."""
    start = 0
    while start <= len(text):
        end = text.find(b"\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def _part(learner: str, records: list[Record], lines: _Lines, latest: str) -> LearnerPart:
    flags = record_flags(records, latest)
    flags += [FLAG_OTHER_LESSON] if lines.foreign else []
    flags += [FLAG_VERSION] if lines.newer else []
    versions = [version for version in (record.get("version") for record in records) if isinstance(version, str)]
    version = versions[-1][:LONGEST_VERSION] if versions else ""
    tickets = tickets_of(record.get("ticket") for record in records)
    return LearnerPart(learner, "log", version, tickets, given_of(standings(records, learner)), flags)


def _tell(found: Submission, lines: _Lines, cut: bool, lesson: str) -> None:
    """Say what of a log could not be read."""
    kept = bool(lines.by_learner)
    if lines.damaged and (kept or lines.foreign or lines.newer):
        key = "collect.damaged.cut" if cut else "collect.damaged"
        found.problems.append(say(key, n=lines.damaged, count=f"{lines.damaged:,}"))
    if lines.newer and not kept:
        found.problems.append(say("collect.newer"))
    if lines.foreign and not kept:
        found.beside = True
        found.problems.append(say("collect.other_lesson", others=", ".join(found.others), lesson=lesson))
    elif not kept and not lines.newer:
        found.problems.append(say("collect.no_answers"))


# --- what does not fit together ----------------------------------------------------------------------------


def record_flags(records: Iterable[Record], latest: str) -> list[str]:
    """What does not fit together in a learner's records."""
    watch = _Watch(latest)
    for record in records:
        watch.see(record)
    return [flag for flag in _IN_ORDER if flag in watch.seen]


_IN_ORDER = (FLAG_SCORES, FLAG_TIMES, FLAG_FUTURE, FLAG_NO_TIME, FLAG_TWICE, FLAG_TRIES, FLAG_VERSION)


class _Watch:
    """Goes through a learner's records in their order, and notes in `seen` what is wrong with them."""

    def __init__(self, latest: str) -> None:
        self.latest, self.newest = latest, ""
        self.seen: set[str] = set()
        self._answers: dict[tuple[str, str], object] = {}
        self._tries: Counter[str] = Counter()

    def see(self, record: Record) -> None:
        """Look at the next record."""
        self._note(FLAG_SCORES, not FORGED.isdisjoint(record))
        self._note(FLAG_VERSION, record.get("v", VERSION) != VERSION)
        at = record.get("at")
        if not (isinstance(at, str) and AT.fullmatch(at) and at > EARLIEST):
            self.seen.add(FLAG_NO_TIME)
            return
        self._note(FLAG_FUTURE, at > self.latest)
        # Browsers send an answer again that got no receipt, so a small step back is nothing.
        self._note(FLAG_TIMES, at[:13] < self.newest[:13] and hours_between(at, self.newest) > 1)
        self.newest = max(self.newest, at)
        question = record["question"]
        if record["event"] == "check" and isinstance(question, str):
            self._check(record, question, at)

    def _check(self, record: Record, question: str, at: str) -> None:
        answer = record.get("answer")
        known = self._answers.setdefault((question, at), answer)
        if known != answer:
            self.seen.add(FLAG_TWICE)
        elif known is answer:  # the same record sent again is no new try
            self._tries[question] += 1
            self._note(FLAG_TRIES, record.get("attempt", self._tries[question]) != self._tries[question])

    def _note(self, flag: str, wrong: bool) -> None:
        if wrong:
            self.seen.add(flag)
