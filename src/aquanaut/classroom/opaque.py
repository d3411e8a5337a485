"""Ids that say nothing: what a bundle writes in place of an author's ids, and the way back.

An author calls an option `honest` or `rumour`, and a student who opens the file reads the key in it. So a bundle for a
grade (`aquanaut assign --mode graded`) holds other ids. The rule needs neither the key nor a seed nor a table:

    opaque id = "o" + the first 10 hexadecimal digits of SHA-256("<question id>\\n<the public text>")

over the text that the student sees anyway, with single spaces. It says nothing that the text does not say, is the same
for every student, seed and bundle, and can be worked out again from the exercise alone. Two options of one question
with the same text get "-2", "-3" behind the digits, in the order of their real ids.

Mapped are the ids of options, of items, and of the places that items go to. Question ids, mark labels (`named`, `body`:
the students' own words), the positions of an order ("1", "2") and offsets stay as they are.

**For whoever grades**: pass every recorded answer through `restore(question, answer)` before scoring. An answer that
already has real ids (from a practice notebook) comes through unchanged, and so does anything strange, which scoring
then counts as nothing. If an option's wording was changed after the exercise was handed out, its id changes too: the
ids as they were stand in `assignment.json`, which `aquanaut assign` leaves beside the bundles (never inside one);
give its `ids[question id]` as `recorded`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import cast

from aquanaut.questions.model import Named, Question, type_of

DIGITS = 10
"""Of the hash. Options of one question collide by chance once in some 10^10."""

MOST_DEPTH = 4
"""Answers are lists or mappings of words; what is nested deeper is no answer and is left alone."""


def names(question: Question) -> dict[str, str]:
    """The opaque id of each of the author's ids in one question: `{real: opaque}`. Real ids are what `Bank` holds."""
    body = cast(Mapping[str, list[Named]], question.body)
    found: dict[str, str] = {}
    for part in type_of(question).ids.values():
        found |= opaque_ids(question.id, body.get(part, []))  # a notebook's cell has the question without its body
    return found


def opaque_ids(question_id: str, listed: Iterable[Named]) -> dict[str, str]:
    """The same for one list of `{"id", "text"}`."""
    found: dict[str, str] = {}
    for one in sorted(listed, key=lambda entry: entry["id"]):
        text = " ".join(one["text"].split())
        name = "o" + hashlib.sha256(f"{question_id}\n{text}".encode()).hexdigest()[:DIGITS]
        taken = sum(1 for other in found.values() if other.partition("-")[0] == name)
        found[one["id"]] = f"{name}-{taken + 1}" if taken else name
    return found


def restore(question: Question, answer: object, recorded: Mapping[str, str] | None = None) -> object:
    """`answer` (JSON data as logged) with the author's ids again; what is no opaque id stays as it is.

    `question` comes from the teacher's exercise (`load_exercise`). `recorded` is `ids[question.id]` of
    `assignment.json` (`{opaque: real}`), for exercises whose wording changed since. Never raises on a strange answer.
    """
    back = dict(recorded or {}) | {opaque: real for real, opaque in names(question).items()}
    return _restored(answer, back, 0) if back else answer


def _restored(value: object, back: Mapping[str, str], depth: int) -> object:
    if isinstance(value, str):
        return back.get(value, value)
    if depth >= MOST_DEPTH:
        return value
    if isinstance(value, list):
        return [_restored(one, back, depth + 1) for one in value]
    if isinstance(value, dict):
        return {back.get(str(key), key): _restored(one, back, depth + 1) for key, one in value.items()}
    return value
