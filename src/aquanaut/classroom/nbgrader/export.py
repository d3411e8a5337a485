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
from pathlib import Path
from typing import Any

from aquanaut.classroom.nbgrader.score import packed
from aquanaut.exports.banks.loss import Fate, reports
from aquanaut.exports.model import Export
from aquanaut.questions.bank import Bank
from aquanaut.questions.exercise import exercise_stems, load_exercise
from aquanaut.questions.item import Loss
from aquanaut.questions.model import Key, Question, is_written, possible_points

SCHEMA = 3
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
SCHEME = "=== BEGIN MARK SCHEME ===\n{}\n=== END MARK SCHEME ==="

NOTES = (
    "The source folder holds the key, in the notebook's hidden tests. Students get what nbgrader generates from it.",
    "Aquanaut must be installed for every student and where `nbgrader autograde` runs.",
    "nbgrader runs a student's notebook, and code that a student added with it. `aquanaut grade` runs nothing.",
    "nbgrader's own export counts an unread written answer as 0; in `aquanaut gradebook` its cell is empty.",
)
WRITTEN = Loss("scoring", "No program scores a written answer.", "It is a manually graded task in nbgrader.")
SHOWN = Loss("confidence", "How sure a learner was.", "It is in the answers file; nbgrader does not show it.")
OPINION = Loss("scoring", "An opinion has no right answer.", "It is asked and recorded, and has no cell.")


def make(name: str, root: Path) -> dict[str, str | bytes]:
    """The source folder of each exercise, and a loss report beside it. Raises `ContentError`."""
    files: dict[str, str | bytes] = {}
    for stem in exercise_stems(root) if name == "all" else [name]:
        files |= _one(stem, root)
    return files


EXPORT = Export("exercise", "nbgrader", "an nbgrader assignment (its source folder), with a loss report", make)


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
    return files | reports(f"{stem}.nbgrader", bank.title, "nbgrader", fates, NOTES)


def _opening(cells: list[dict[str, Any]], stem: str) -> list[dict[str, Any]]:
    """The bundle's own cells, without its words on handing in, which is nbgrader's part here."""
    shown = [cell for cell in cells if cell["id"] == "questions"]
    title = next("".join(cell["source"]).splitlines()[0] for cell in cells if cell["id"] == "opening")
    text = (
        f"{title}\n\nRun the cell below, then answer. Each answer is saved when you press its button.\n\n"
        "When you are done, save the notebook and submit it with the **Assignments** page, or with "
        f"`nbgrader submit {stem}`. The cells at the end are for grading: leave them alone."
    )
    return [_markdown("opening", text), *shown]


def _cells(bank: Bank, question: Question, ids: dict[str, str]) -> list[dict[str, Any]]:
    key = bank.keys[question.id]
    points = round(possible_points(question, key))
    worth = f"{points} point" + ("" if points == 1 else "s")
    if not points:
        return []
    if is_written(key):
        shown = (
            f"# {question.id}: what you wrote, as the person who reads it will see it.\n"
            f"from aquanaut.classroom.nbgrader.score import written\n\n"
            f"print(written({bank.lesson!r}, {question.id!r}))"
        )
        rubric = "\n".join(f"- {line['text']}" for line in key.data["rubric"])
        task = f"**{question.id}** ({worth}): a person reads what you wrote above.\n\n{SCHEME.format(rubric)}"
        return [
            _code(f"{question.id}-text", shown, {"grade": False, "locked": True}),
            _markdown(question.id, task, {"task": True, "locked": True, "points": points}),
        ]
    call = f"from aquanaut.classroom.nbgrader.score import earned\nearned({packed(bank, question.id, ids)!r})"
    shown = f"# {question.id}: {worth}, filled in when it is graded. Leave this cell alone.\n"
    return [_code(question.id, shown + HIDDEN.format(call), {"grade": True, "locked": True, "points": points})]


def _code(name: str, text: str, about: dict[str, Any]) -> dict[str, Any]:
    held = _cell("code", name, text, about)
    return {**held, "execution_count": None, "outputs": []}


def _markdown(name: str, text: str, about: dict[str, Any] | None = None) -> dict[str, Any]:
    return _cell("markdown", name, text, about)


def _cell(kind: str, name: str, text: str, about: dict[str, Any] | None) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if about is not None:
        base = {"schema_version": SCHEMA, "grade_id": name, "grade": False, "solution": False, "locked": False,
                "task": False}  # fmt: skip
        metadata = {"nbgrader": {**base, **about}, "deletable": False, "editable": False}
    safe = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in name)[:64]
    return {"cell_type": kind, "id": safe, "metadata": metadata, "source": text.splitlines(keepends=True)}


def _fate(question: Question, key: Key) -> Fate:
    shown = (SHOWN,) if question.confidence else ()
    points = round(possible_points(question, key))
    if not points:
        return Fate(question.id, question.kind, 0, "carried", "a question without a cell", (OPINION, *shown))
    if is_written(key):
        return Fate(question.id, question.kind, points, "not scored", "a manually graded task", (WRITTEN, *shown))
    return Fate(question.id, question.kind, points, "carried", "an autograded cell with our points", shown)
