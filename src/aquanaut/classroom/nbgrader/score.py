"""What an nbgrader notebook calls when it is graded: this question's points, from the answers that lie beside it.

`nbgrader autograde` runs a copy of the student's notebook in `autograded/<student>/<assignment>/`, with the files that
were handed in beside it, and takes the number that an autograded cell gives as its points. The cells that the export
`nbgrader` writes call `earned` between nbgrader's marks for hidden tests, so that neither the call nor the key in it is
in what a student receives. The answers are data: read, compared with the key, never run.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from aquanaut.classroom.collect.submission import Given, LearnerPart, read_submission
from aquanaut.classroom.scorer import Grader
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import Body, Key, Question, question_types
from aquanaut.words import say

MOST_BYTES = 50_000_000
"""A larger file is not read: answers take some kilobytes."""


def packed(bank: Bank, name: str, ids: Mapping[str, str]) -> str:
    """One question's key as a word for a cell: compressed, which hides nothing. `ids` are the opaque ids it went by."""
    question = bank.question(name)
    held = {
        "lesson": bank.lesson,
        "question": [name, question.kind, question.control, question.points],
        "table": bank.keys[name].table,
        "ids": ids,
    }
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def earned(key: str, folder: Path | None = None) -> float:
    """The points for the question that `key` (see `packed`) belongs to, by the answers in `folder`; 0 without one.

    `folder` is the working folder where it is not given. Raises `ValueError` where it cannot be told whose answers
    these are.
    """
    packed_key = json.loads(zlib.decompress(base64.b64decode(key)))
    name, lesson = packed_key["question"][0], packed_key["lesson"]
    given = answers(folder or Path.cwd(), lesson).get(name)
    if given is None:
        return 0.0
    grader = Grader(_bank(packed_key), {name: packed_key["ids"]})
    return round(grader.grade(name, given.answer).earned or 0.0, 6)


def _bank(packed_key: Mapping[str, Any]) -> Bank:
    """As much of an exercise as scoring one question needs."""
    name, kind, control, points = packed_key["question"]
    unseen: dict[str, list[str]] = {
        part: [] for part in question_types()[kind].ids.values()
    }  # the opaque ids came with the key
    question = Question(
        id=name, kind=kind, control=control, prompt="", set="", objective="", points=points, must=False,
        confidence=False, material="none", hints=(), context=None, body=cast(Body, unseen),
    )  # fmt: skip
    return Bank(
        lesson=packed_key["lesson"], title="", minutes=0, article="", objectives={}, sets=(), questions=(question,),
        keys={name: Key(name, packed_key["table"])}, folder=Path(),
    )  # fmt: skip


def written(lesson: str, name: str, folder: Path | None = None) -> str:
    """The text that was written as an answer, for the person who reads it."""
    given = answers(folder or Path.cwd(), lesson).get(name)
    return given.answer if given is not None and isinstance(given.answer, str) else say("nbgrader.no_answer")


@cache
def answers(folder: Path, lesson: str) -> dict[str, Given]:
    """What was answered, by question: of the log and the notebook's own copy the newer, the log's where equal.

    Raises `ValueError` in words where the files hold several learners and nothing says whose folder it is.
    """
    found: dict[str, Given] = {}
    for path in _files(folder, lesson):
        part = _mine(_parts(path, lesson), folder, path)
        for name, given in part.answers.items() if part else ():
            if name not in found or _rank(given) > _rank(found[name]):
                found[name] = given
    return found


def _rank(given: Given) -> tuple[bool, bool, str]:
    return given.answer is not None, given.attempt > 0, given.at


def _files(folder: Path, lesson: str) -> Iterable[Path]:
    """The log first; then the notebooks as they were handed in, for nbgrader empties those that it runs."""
    yield folder / "answers" / f"{lesson}.jsonl"
    if len(folder.parents) > 2:
        student, base = folder.parent.name, folder.parents[2]
        yield from sorted((base / "submitted" / student / folder.name).glob("*.ipynb"))
    yield from sorted(folder.glob("*.ipynb"))


def _parts(path: Path, lesson: str) -> list[LearnerPart]:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_BYTES:
            return []
        return read_submission(path.read_bytes(), lesson).parts
    except OSError:
        return []


def _mine(parts: list[LearnerPart], folder: Path, path: Path) -> LearnerPart | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    code = _owner(folder)
    for part in parts:
        if part.learner == code:
            return part
    raise ValueError(say("nbgrader.whose", file=path.name, n=len(parts)))


def _owner(folder: Path) -> str:
    try:
        return str(json.loads((folder / "answers" / "learner.json").read_text(encoding="utf-8"))["learner"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
