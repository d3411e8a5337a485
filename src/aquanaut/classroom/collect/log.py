"""Reading an answer log that was handed in, changed by hand or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
    MOST_LEARNERS,
    Part,
    Submission,
    code_of,
    given_of,
    hours_between,
    lesson_named,
    loads,
    right_lesson,
)
from aquanaut.records.log import MOST_LINE, VERSION
from aquanaut.records.state import standings


def read_log(text: bytes, lesson: str, latest: str) -> Submission:
    """A log's bytes as a submission. `latest` is the time after which an answer is one from the future."""
    found = Submission()
    by_learner: dict[str, list[dict[str, Any]]] = {}
    bad = foreign = newer = nobody = 0
    lines = text.split(b"\n")
    for line in lines:
        record = loads(line) if 0 < len(line) <= MOST_LINE else None
        if not isinstance(record, dict):
            bad += bool(line.strip())
            continue
        if "question" not in record or "event" not in record:
            bad += 1
        elif not right_lesson(record.get("lesson"), lesson):
            foreign += 1
            found.others.append(lesson_named(record.get("lesson")))
        elif isinstance(record.get("v"), int) and record["v"] > VERSION:
            newer += 1
        else:
            learner = code_of(record.get("learner"))
            nobody += not learner
            record["learner"] = learner
            by_learner.setdefault(learner, []).append(record)
    found.others = sorted(set(found.others))[:5]
    _say_log(found, by_learner, bad, foreign, newer, _cut_off(text, lines), lesson)
    if len(by_learner) > MOST_LEARNERS:
        found.problems = [f"records of {len(by_learner):,} learners in one file; at most {MOST_LEARNERS} are read"]
        return found
    for learner, records in by_learner.items():
        part = Part(learner, "log", flags=_record_flags(records, latest))
        if foreign:
            part.flags.append(FLAG_OTHER_LESSON)
        if newer:
            part.flags.append(FLAG_VERSION)
        versions = [v for v in (record.get("version") for record in records) if isinstance(v, str)]
        part.version = versions[-1][:40] if versions else ""
        part.answers = given_of(standings(records, learner))
        found.parts.append(part)
    return found


def _cut_off(text: bytes, lines: list[bytes]) -> bool:
    return not text.endswith(b"\n") and loads(lines[-1]) is None


def _say_log(
    found: Submission, kept: Mapping[str, Any], bad: int, foreign: int, newer: int, cut: bool, lesson: str
) -> None:
    if bad and (kept or foreign or newer):
        end = "; the last was cut off" if cut else ""
        found.problems.append(f"{bad:,} damaged lines were left out{end}. The rest counts. Ask for the file again")
    if newer and not kept:
        found.problems.append("a newer format than this program knows. Update Aquanaut, then grade again")
    if kept:
        return
    if foreign:
        found.beside = True
        found.problems.append(
            f"answers to {', '.join(found.others)}, not to {lesson}. Ask for the right file, or grade that exercise"
        )
    elif not newer:
        found.problems.append("no answers in it; expected an answer log or a notebook. Ask for the file again")


def _record_flags(records: list[dict[str, Any]], latest: str) -> list[str]:
    flags: list[str] = []
    high = ""
    moments: dict[tuple[str, str], Any] = {}
    backward = twice = future = untimed = scored = other = tries = False
    count: dict[str, int] = {}
    for record in records:
        at, event, question = record.get("at"), record["event"], record["question"]
        scored = scored or not FORGED.isdisjoint(record)
        other = other or record.get("v", VERSION) != VERSION
        if not (isinstance(at, str) and AT.fullmatch(at) and at > EARLIEST):
            untimed = True
            continue
        future = future or at > latest
        # Browsers send an answer again that got no receipt, so a small step back is nothing.
        backward = backward or (at[:13] < high[:13] and hours_between(at, high) > 1)
        high = max(high, at)
        if event != "check" or not isinstance(question, str):
            continue
        known = moments.setdefault((question, at), record.get("answer"))
        if known != record.get("answer"):
            twice = True
        elif known is record.get("answer"):
            count[question] = count.get(question, 0) + 1
            tries = tries or record.get("attempt", count[question]) != count[question]
    for said, flag in (
        (scored, FLAG_SCORES), (backward, FLAG_TIMES), (future, FLAG_FUTURE), (untimed, FLAG_NO_TIME),
        (twice, FLAG_TWICE), (tries, FLAG_TRIES), (other, FLAG_VERSION),
    ):  # fmt: skip
        if said:
            flags.append(flag)
    return flags
