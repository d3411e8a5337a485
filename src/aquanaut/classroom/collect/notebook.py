"""Reading a notebook that was handed in: the outputs that hold answers as data. Its code is text and stays text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

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
    LONGEST_QUESTION,
    MOST_LEARNERS,
    MOST_NAMES,
    MOST_OTHERS,
    MOST_PARTS,
    Given,
    LearnerPart,
    Submission,
    code_of,
    from_standing,
    hours_between,
    lesson_named,
    loads,
    moment,
    right_lesson,
    tickets_of,
)
from aquanaut.questions.model import Response
from aquanaut.records.log import VERSION
from aquanaut.records.state import Standing
from aquanaut.words import say

Copy = Mapping[str, object]
"""What an output of a notebook holds of a learner, or of one question: JSON data of any shape."""


def read_notebook(cells: Sequence[object], lesson: str, latest: str) -> Submission:
    """A notebook's cells as a submission. `latest` is the time after which an answer is one from the future."""
    copies = list(_outputs(cells))
    mine = [copy for copy in copies if right_lesson(copy.get("lesson"), lesson)]
    others = {lesson_named(copy.get("lesson")) for copy in copies if not right_lesson(copy.get("lesson"), lesson)}
    parts: dict[str, LearnerPart] = {}
    for copy in mine:
        learner = code_of(copy.get("learner"))
        part = parts.setdefault(learner, LearnerPart(learner, "notebook"))
        part.tickets |= tickets_of([copy.get("ticket")])
        _take(part, copy, latest)
    if len(parts) > MOST_LEARNERS:
        return Submission(problems=[say("collect.learners.notebook", n=len(parts), most=MOST_LEARNERS)])
    for part in parts.values():
        part.flags = list(dict.fromkeys(part.flags))
    found = Submission(list(parts.values()), others=sorted(others)[:MOST_OTHERS])
    if not parts:
        found.beside = True
        told = say("collect.other_lesson", others=", ".join(found.others), lesson=lesson)
        found.problems.append(told if found.others else say("collect.no_saved_answers"))
    return found


def _take(part: LearnerPart, copy: Copy, latest: str) -> None:
    """Add what one output holds."""
    if copy.get("version") != VERSION:
        part.flags.append(FLAG_VERSION)
    if not FORGED.isdisjoint(copy):
        part.flags.append(FLAG_SCORES)
    answers = copy.get("answers")
    for name, one in list(answers.items())[:MOST_NAMES] if isinstance(answers, dict) else ():
        if isinstance(one, dict) and len(name) <= LONGEST_QUESTION:
            given = _from_copy(one, part.flags, latest)
            # A cell that was copied holds the same answers twice, or older ones: the newest counts.
            if given is not None and given.at >= part.answers.get(name, Given(None)).at:
                part.answers[name] = given


def _outputs(cells: Sequence[object]) -> Iterator[Copy]:
    """The data of every output that holds answers."""
    for cell in cells:
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else ():
            copy = _copy(output.get("data") if isinstance(output, dict) else None)
            if copy is not None:
                yield copy


def _copy(bundle: object) -> Copy | None:
    """An output's answers; some tools split every output into lines."""
    data = bundle.get(ANSWERS) if isinstance(bundle, dict) else None
    if isinstance(data, list) and all(isinstance(line, str) for line in data):
        data = "".join(data)
    if isinstance(data, str):
        data = loads(data.encode("utf-8", "replace"))
    return data if isinstance(data, dict) else None


def _from_copy(copy: Copy, flags: list[str], latest: str) -> Given | None:
    """One question of a notebook's copy, as the log would give it."""
    tries = [one for one in _listed(copy, "tries") if isinstance(one, dict)][:MOST_PARTS]
    standing = _standing(copy, tries)
    if not FORGED.isdisjoint(copy):
        flags.append(FLAG_SCORES)
    if tries and not _counts(copy, tries):
        flags.append(FLAG_TRIES)
    times = [one.get("at") for one in tries] if tries else [copy.get("at")] if standing.state == "checked" else []
    flags += _time_flags(times, latest)
    return from_standing(standing)


def _standing(copy: Copy, tries: Sequence[Copy]) -> Standing:
    state, at, sure = copy.get("state"), copy.get("at"), copy.get("confidence")
    standing = Standing(copy.get("answer"), _whole(sure))
    standing.state = state if isinstance(state, str) else ""
    standing.at = at if isinstance(at, str) else ""
    standing.tries = [
        Response("", one.get("answer"), number, _text(one.get("at")), _whole(one.get("confidence")))
        for number, one in enumerate(tries, 1)
    ]
    standing.disputes = [one for one in _listed(copy, "disputes") if isinstance(one, dict)]
    if not tries and standing.state == "checked":
        # An older copy lists no tries: its answer is the one that was handed in.
        standing.tries = [Response("", standing.answer, 1, standing.at, _whole(sure))]
    return standing


def _listed(copy: Copy, name: str) -> list[object]:
    value = copy.get(name)
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _counts(copy: Copy, tries: Sequence[Copy]) -> bool:
    """Whether the numbers of the tries are 1, 2 … up to the number that the copy states."""
    numbers = [one.get("attempt") for one in tries]
    return numbers == list(range(1, len(tries) + 1)) and copy.get("attempt") == len(tries)


def _time_flags(times: Sequence[object], latest: str) -> Iterator[str]:
    proper = [str(time) for time in times if moment(time) and str(time) > EARLIEST]
    if len(proper) < len(times):
        yield FLAG_NO_TIME
    if any(hours_between(late, early) > 1 for early, late in pairwise(proper)):
        yield FLAG_TIMES
    if any(time > latest for time in proper):
        yield FLAG_FUTURE
