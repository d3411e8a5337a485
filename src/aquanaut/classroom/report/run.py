"""From a gradebook to the files of a report: what the command, the desk and the notebook all do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aquanaut.classroom.report.whole import write_report
from aquanaut.classroom.results import ClassResults, stem_of
from aquanaut.questions.exercise import load_exercise
from aquanaut.words import say


class Missing(Exception):
    """No such gradebook, or it does not hold the exercise. The message says what there is."""


@dataclass(frozen=True)
class Written:
    """The files that were written, and for how many students."""

    files: tuple[Path, ...]
    students: int


def class_of(exercise: str, db: str, root: Path | None = None) -> ClassResults:
    """What the gradebook at `db` (a file or a database URL) holds of an exercise. Raises `Missing`, `GradebookError`,
    and `ContentError` for an exercise that does not exist."""
    from aquanaut.classroom.gradebook.book import Gradebook

    bank = load_exercise(exercise, root)
    if "://" not in db and not Path(db).exists():
        # Opening would make an empty one, and a slip of the pen would look like a class that handed in nothing.
        raise Missing(say("class.missing_book", db=db))
    book = Gradebook(db, root)
    try:
        known = book.exercises()
        stem = stem_of(bank.lesson)
        if stem not in known:
            held = ", ".join(known) or say("class.missing_exercise.nothing")
            raise Missing(say("class.missing_exercise", db=db, stem=stem, held=held))
        return book.results(bank)
    finally:
        book.close()


def run_report(
    exercise: str, db: str, out: Path, *, before: str = "", feedback: Path | None = None, pdf: bool = True,
    root: Path | None = None, note: str = "", names: bool = False,
) -> Written:  # fmt: skip
    """Write `out/report.html` and, with `feedback`, a folder's `feedback.zip`. Raises as `class_of` does."""
    results = class_of(exercise, db, root)
    earlier = class_of(before, db, root) if before else None
    files = [write_report(results, out / "report.html", before=earlier, note=note, names=names)]
    if feedback:
        from aquanaut.classroom.feedback.write import write_feedback

        files.append(write_feedback(results, feedback, pdf=pdf))
    return Written(tuple(files), len(results.students))
