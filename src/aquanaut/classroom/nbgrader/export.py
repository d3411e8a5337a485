"""An exercise as an nbgrader assignment, for a school that already runs nbgrader.

`aquanaut export exercise 03 --to nbgrader --out COURSE` writes `COURSE/source/<stem>/`, ready for
`nbgrader generate_assignment <stem>`. The notebook shows the questions as always and records answers beside itself.
Behind them stands one locked cell for each scored question, so that nbgrader's gradebook has a column for each; when
nbgrader grades, the cell gives our points (`nbgrader_score`). A written answer gets a task, which a person scores in
nbgrader, with the rubric as its mark scheme.

The key stands in the hidden tests of the source notebook alone: nbgrader takes these out of what it releases.
Format: nbgrader's notebook metadata, schema version 3 (nbgrader 0.9).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aquanaut.classroom.nbgrader.score import packed
from aquanaut.exports.banks.loss import Fate, reports
from aquanaut.exports.model import Export
from aquanaut.questions.bank import Bank
from aquanaut.questions.exercise import exercise_stems, load_exercise
from aquanaut.questions.item import Loss
from aquanaut.questions.model import Key, Question, is_written, possible_points
from aquanaut.words import say

SCHEMA = 3
LONGEST_ID = 64
"""Signs of a cell's id, by nbformat."""

IMPORT = "from aquanaut.classroom.nbgrader.score import"
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
SCHEME = "=== BEGIN MARK SCHEME ===\n{}\n=== END MARK SCHEME ==="

NOTES = ("key", "installed", "runs", "unread")
"""What holds for the whole exercise, as keys of the catalogue."""

Cell = dict[str, object]
"""A cell of a notebook, as nbformat 4 writes it."""


def make(name: str, root: Path) -> dict[str, str | bytes]:
    """The source folder of each exercise, and a loss report beside it. Raises `ContentError`."""
    files: dict[str, str | bytes] = {}
    for stem in exercise_stems(root) if name == "all" else [name]:
        files |= _one(stem, root)
    return files


EXPORT = Export("exercise", "nbgrader", "export.about.exercise.nbgrader", make)


def _one(name: str, root: Path) -> dict[str, str | bytes]:
    from aquanaut.classroom.assign.bundle import Wish, bundle, plan
    from aquanaut.classroom.assign.files import recorded_ids

    bank = load_exercise(name, root)
    made = plan(Wish(name), root)
    ids = recorded_ids(made.bank)
    given = bundle(made, "")
    stem = made.stem
    notebook = json.loads(given.pop(f"{stem}.ipynb"))
    cells = [cell for question in bank.questions for cell in _cells(bank, question, ids.get(question.id, {}))]
    notebook["cells"] = [*_opening(notebook["cells"], stem), *cells]
    files: dict[str, str | bytes] = {
        f"source/{stem}/{file}": held for file, held in given.items() if file not in (f"{stem}.html", "README.txt")
    }
    files[f"source/{stem}/{stem}.ipynb"] = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    fates = [_fate(question, bank.keys[question.id]) for question in bank.questions]
    notes = [say(f"nbgrader.note.{name}") for name in NOTES]
    return files | reports(f"{stem}.nbgrader", bank.title, "nbgrader", fates, notes)


def _opening(cells: Sequence[Mapping[str, Any]], stem: str) -> list[Cell]:
    """The bundle's own cells, without its words on handing in, which is nbgrader's part here."""
    shown = [dict(cell) for cell in cells if cell["id"] == "questions"]
    title = next("".join(cell["source"]).splitlines()[0] for cell in cells if cell["id"] == "opening")
    return [_cell("markdown", "opening", say("nbgrader.opening", title=title, stem=stem)), *shown]


def _cells(bank: Bank, question: Question, ids: Mapping[str, str]) -> list[Cell]:
    """The cells for grading one question; none for an opinion."""
    key = bank.keys[question.id]
    points = round(possible_points(question, key))
    if not points:
        return []
    place = {"id": question.id, "worth": say("nbgrader.points", n=points)}
    return _written(bank, key, place, points) if is_written(key) else [_scored(bank, ids, place, points)]


def _written(bank: Bank, key: Key, place: Mapping[str, str], points: int) -> list[Cell]:
    """What was written, and a task with the rubric for the person who reads it."""
    name = place["id"]
    call = f"{IMPORT} written\n\nprint(written({bank.lesson!r}, {name!r}))"
    rubric = "\n".join(f"- {line['text']}" for line in key.data["rubric"])
    return [
        _code(f"{name}-text", f"{say('nbgrader.cell.written', **place)}\n{call}", grade=False, locked=True),
        _cell("markdown", name, f"{say('nbgrader.cell.task', **place)}\n\n{SCHEME.format(rubric)}",
              _about(name, task=True, locked=True, points=points)),
    ]  # fmt: skip


def _scored(bank: Bank, ids: Mapping[str, str], place: Mapping[str, str], points: int) -> Cell:
    """A cell that gives our points."""
    name = place["id"]
    call = f"{IMPORT} earned\nearned({packed(bank, name, ids)!r})"
    text = f"{say('nbgrader.cell.scored', **place)}\n{HIDDEN.format(call)}"
    return _code(name, text, grade=True, locked=True, points=points)


def _code(name: str, text: str, **about: object) -> Cell:
    return {**_cell("code", name, text, _about(name, **about)), "execution_count": None, "outputs": []}


def _about(name: str, **about: object) -> Mapping[str, object]:
    """What nbgrader knows of a cell, and that nobody may delete or change it."""
    base = {"schema_version": SCHEMA, "grade_id": name, "grade": False, "solution": False, "locked": False,
            "task": False}  # fmt: skip
    return {"nbgrader": {**base, **about}, "deletable": False, "editable": False}


def _cell(kind: str, name: str, text: str, metadata: Mapping[str, object] | None = None) -> Cell:
    safe = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in name)[:LONGEST_ID]
    return {"cell_type": kind, "id": safe, "metadata": dict(metadata or {}), "source": text.splitlines(keepends=True)}


def _loss(what: str, part: str) -> Loss:
    return Loss(part, say(f"nbgrader.{what}.lost"), say(f"nbgrader.{what}.instead"))


def _fate(question: Question, key: Key) -> Fate:
    """What becomes of a question in nbgrader."""
    points = round(possible_points(question, key))
    sure = [_loss("sure", "confidence")] if question.confidence else []
    fate, becomes = "carried", "scored"
    if not points:
        becomes, sure = "opinion", [_loss("opinion", "scoring"), *sure]
    elif is_written(key):
        fate, becomes, sure = "not scored", "written", [_loss("written", "scoring"), *sure]
    return Fate(question.id, question.kind, points, fate, say(f"nbgrader.becomes.{becomes}"), tuple(sure))
