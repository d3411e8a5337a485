"""Reading a notebook that was handed in: the outputs that hold answers as data. Its code is text and stays text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from aquanaut.classroom.collect.parts import (
    ANSWERS,
    EARLIEST,
    FLAG_FUTURE,
    FLAG_NO_TIME,
    FLAG_SCORES,
    FLAG_TIMES,
    FLAG_TRIES,
    FLAG_VERSION,
    FORGED,
    MOST_LEARNERS,
    MOST_NAMES,
    MOST_PARTS,
    Given,
    Part,
    Submission,
    code_of,
    from_standing,
    hours_between,
    lesson_named,
    loads,
    moment,
    right_lesson,
)
from aquanaut.questions.model import Response
from aquanaut.records.log import VERSION
from aquanaut.records.state import Standing


def read_notebook(whole: dict[str, Any], lesson: str, latest: str) -> Submission:
    """A notebook's JSON as a submission. `latest` is the time after which an answer is one from the future."""
    found = Submission()
    parts: dict[str, Part] = {}
    seen = 0
    for data in _outputs(whole["cells"]):
        seen += 1
        if not right_lesson(data.get("lesson"), lesson):
            found.others.append(lesson_named(data.get("lesson")))
            continue
        learner = code_of(data.get("learner"))
        part = parts.setdefault(learner, Part(learner, "notebook"))
        if data.get("version") != VERSION:
            part.flags.append(FLAG_VERSION)
        if not FORGED.isdisjoint(data):
            part.flags.append(FLAG_SCORES)
        answers = data.get("answers")
        for name, one in list(answers.items())[:MOST_NAMES] if isinstance(answers, dict) else ():
            if isinstance(one, dict) and len(name) <= 200:
                given = _from_copy(one, part.flags, latest)
                # A cell that was copied holds the same answers twice, or older ones: the newest counts.
                if given is not None and given.at >= part.answers.get(name, Given(None)).at:
                    part.answers[name] = given
    found.others = sorted(set(found.others))[:5]
    found.parts = list(parts.values())
    for part in found.parts:
        part.flags = list(dict.fromkeys(part.flags))
    if not parts and found.others:
        named = ", ".join(found.others)
        found.problems.append(f"answers to {named}, not to {lesson}. Ask for the right file, or grade that exercise")
        found.beside = True
    elif not seen:
        found.beside = True
        found.problems.append(
            "a notebook without saved answers. Ask for the answers folder, or for the notebook saved after answering"
        )
    if len(parts) > MOST_LEARNERS:
        return Submission(
            problems=[f"answers of {len(parts):,} learners in one file; at most {MOST_LEARNERS} are read"]
        )
    return found


def _outputs(cells: list[Any]) -> Iterable[dict[str, Any]]:
    """The data of every output that holds answers."""
    for cell in cells:
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else ():
            bundle = output.get("data") if isinstance(output, dict) else None
            data = bundle.get(ANSWERS) if isinstance(bundle, dict) else None
            if isinstance(data, list) and all(isinstance(line, str) for line in data):
                data = "".join(data)  # some tools split every output into lines
            if isinstance(data, str):
                data = loads(data.encode("utf-8", "replace"))
            if isinstance(data, dict):
                yield data


def _from_copy(one: dict[str, Any], flags: list[str], latest: str) -> Given | None:
    """One question of a notebook's copy, as the log would give it."""
    standing = Standing(answer=one.get("answer"), confidence=one.get("confidence"))
    standing.state = one["state"] if isinstance(one.get("state"), str) else ""
    at = one.get("at")
    standing.at = at if isinstance(at, str) else ""
    tries = [t for t in one["tries"] if isinstance(t, dict)][:MOST_PARTS] if isinstance(one.get("tries"), list) else []
    standing.tries = [
        Response("", t.get("answer"), n, t.get("at", ""), t.get("confidence")) for n, t in enumerate(tries, 1)
    ]
    standing.disputes = one["disputes"] if isinstance(one.get("disputes"), list) else []
    if not tries and standing.state == "checked":
        # An older copy lists no tries: its answer is the one that was handed in.
        standing.tries = [Response("", standing.answer, 1, standing.at, one.get("confidence"))]
    if not FORGED.isdisjoint(one):
        flags.append(FLAG_SCORES)
    numbers = [t.get("attempt") for t in tries]
    if tries and (numbers != list(range(1, len(tries) + 1)) or one.get("attempt") != len(tries)):
        flags.append(FLAG_TRIES)
    times = [t.get("at") for t in tries] if tries else [at] if standing.state == "checked" else []
    proper = [str(t) for t in times if moment(t) and str(t) > EARLIEST]
    if len(proper) < len(times):
        flags.append(FLAG_NO_TIME)
    if any(hours_between(late, early) > 1 for early, late in pairwise(proper)):
        flags.append(FLAG_TIMES)
    if any(t > latest for t in proper):
        flags.append(FLAG_FUTURE)
    return from_standing(standing)
