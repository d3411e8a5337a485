"""The desk's button for a learning platform: the scores as a file that its gradebook takes.

Where the class list came from the platform itself, the file is that list with one column more: then the platform finds
every student again. What the class list is, its own headings say; a list of another origin is left alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.classroom.desk.work import Done, Stop, Told, Wishes, results_folder
from aquanaut.classroom.lms.base import Platform, Sheet, platforms
from aquanaut.content import ContentError
from aquanaut.questions.exercise import find_exercise
from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.classroom.gradebook.book import Gradebook


def choices() -> list[dict[str, str]]:
    """The platforms to choose from: `value` and `text`."""
    return [{"value": platform.form, "text": platform.name} for platform in platforms()]


def column(wish: Wishes, told: Told, root: Path | None = None) -> Done:
    """Write the file, beside the other results. Raises `Stop` where nothing is graded yet."""
    from aquanaut.classroom.gradebook.book import Gradebook
    from aquanaut.classroom.grading.run import GRADEBOOK

    stem = find_exercise(wish.exercise, root).name
    folder = results_folder(wish, stem)
    if not (folder / GRADEBOOK).exists():
        raise Stop(say("class_desk.not_graded", folder=folder.as_posix()))
    platform = next((one for one in platforms() if one.form == wish.platform), None)
    if platform is None:
        raise Stop(say("class_desk.platform.needed"))
    out = folder / f"{platform.form}.csv"
    if out.exists() and not wish.yes:
        return Done(ask=say("class_desk.renew", files=out.name, folder=folder.as_posix()))
    told(say("class_desk.working"))
    book = Gradebook(str(folder / GRADEBOOK), root)
    try:
        sheet, theirs = _sheet(book, stem, platform, wish.roster_path)
    finally:
        book.close()
    draft = out.with_name(f"{out.name}.tmp")
    draft.write_text(sheet.text(), encoding="utf-8", newline="")
    draft.replace(out)
    lines = [say("class_desk.column.done", platform=platform.name, file=out.as_posix())]
    if wish.roster and not theirs:
        lines.append(say("class_desk.column.own", platform=platform.name))
    return Done([*lines, *sheet.said], [out])


def _sheet(book: Gradebook, stem: str, platform: Platform, roster: Path | None) -> tuple[Sheet, bool]:
    """The platform's own list with our column where the class list is one, else a list of ours; and which it is."""
    from aquanaut.classroom.lms.columns import scores

    if stem not in book.exercises():
        raise Stop(say("class_desk.not_graded", folder=stem))
    results = book.results(stem)
    found = scores(results, book.roster())
    if roster and roster.suffix.lower() == ".csv" and roster.exists():
        try:
            return platform.sheet(results, found, roster), True
        except ContentError:  # a list of another origin: no platform's headings are in it
            pass
    return platform.sheet(results, found, None), False
