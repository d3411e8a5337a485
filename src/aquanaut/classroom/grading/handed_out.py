"""What `aquanaut assign` wrote down at handing out: ids, wording, due date, and the secret of the tickets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aquanaut.classroom.assign.ticket import Tickets
from aquanaut.classroom.collect.zips import Refused
from aquanaut.words import say

MANIFEST = "assignment.json"
HANDED_OUT = "handed-out"
"""The folder that the documents name for what is handed out."""


@dataclass(frozen=True)
class HandedOut:
    """An assignment as handed out. `ids`: {question: {opaque: real}}; `due` as the teacher wrote it, "" for none."""

    exercise: str = ""
    ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    version: str = ""
    due: str = ""
    tickets: Tickets = field(default_factory=Tickets)


def read_handed_out(path: Path) -> HandedOut:
    """Read an `assignment.json`. Raises `Refused`."""
    try:
        data = json.loads(path.read_bytes())
        ids = {str(q): {str(k): str(v) for k, v in names.items()} for q, names in data["ids"].items()}
        exercise, students = str(data.get("exercise", "")), [str(code) for code in data.get("students", ())]
        secret, due = str(data.get("secret", "")), str(data.get("due", "")).replace(" ", "T")
        tickets = Tickets.of(secret, exercise, str(data.get("assignment", "")), students)
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise Refused(say("grading.no_assignment", path=path)) from None
    return HandedOut(exercise, ids, str(data.get("version", "")), due, tickets)


def found_beside(submissions: Path, out: Path, stem: str) -> HandedOut:
    """The record of this exercise that lies beside what came in. Never in it: students could have put one there."""
    folder = submissions.resolve().parent
    for place in (out, folder, folder / HANDED_OUT):
        path = place / MANIFEST
        inside = path.resolve().is_relative_to(submissions.resolve())
        if path.is_file() and not inside:
            try:
                found = read_handed_out(path)
            except Refused:
                continue
            if found.exercise == stem:
                return found
    return HandedOut()
