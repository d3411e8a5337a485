"""`aquanaut override`: change one score for a reason that the student reads."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from aquanaut.content import content_root
from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.classroom.gradebook.book import Gradebook
    from aquanaut.questions.bank import Bank

EXAMPLE = (
    'aquanaut override 03_words_that_judge s05 2 1 --why "Your reading of it holds, too." --db results/gradebook.sqlite'
)

KEY = "key"
"""In place of points: let the key's count again."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("exercise", metavar="EXERCISE", help=say("commands.override.exercise"))
    parser.add_argument("student", metavar="STUDENT", help=say("commands.override.student"))
    parser.add_argument("question", metavar="QUESTION", help=say("commands.override.question"))
    parser.add_argument("points", metavar="POINTS", help=say("commands.override.points"))
    parser.add_argument("--why", metavar="TEXT", required=True, help=say("commands.override.why"))
    parser.add_argument("--db", metavar="URL", required=True, help=say("commands.override.db"))
    parser.add_argument("--by", metavar="NAME", default="", help=say("commands.override.by"))


def run(given: argparse.Namespace) -> int:
    """Change the score, and say what it was. 1 where something is not there, or the points cannot be."""
    from aquanaut.classroom.gradebook.book import Gradebook, GradebookError
    from aquanaut.classroom.report.run import Missing, class_of

    root = content_root(given.content)
    try:
        bank = class_of(given.exercise, given.db, root).bank
        book = Gradebook(given.db, root)
        try:
            print(_change(book, bank, given))
        finally:
            book.close()
    except (Missing, GradebookError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _change(book: Gradebook, bank: Bank, given: argparse.Namespace) -> str:
    """Do it; what was done, in words. Raises `GradebookError`."""
    from aquanaut.classroom.report.words import points as in_points
    from aquanaut.classroom.review.widget import login

    question, by = _question(bank, given.question), given.by or login()
    before = _now(book, bank, given.student, question)
    if given.points == KEY:
        book.withdraw(given.student, question, by, bank.lesson, given.why)
    else:
        book.score(given.student, question, _points(given.points), by, exercise=bank.lesson, why=_reason(given.why))
    after = _now(book, bank, given.student, question)
    told = [in_points(one) if one is not None else say("commands.override.none") for one in (before, after)]
    return say("commands.override.done", student=given.student, question=question, before=told[0], after=told[1])


def _now(book: Gradebook, bank: Bank, student: str, question: str) -> float | None:
    """The points that count; None while nobody has scored the answer, or nobody of that code is there."""
    results = next((one.results for one in book.results(bank).students if one.student == student), {})
    return results[question].earned if question in results else None


def _question(bank: Bank, text: str) -> str:
    """A question by its number in the exercise or by its id."""
    from aquanaut.classroom.gradebook.book import GradebookError

    ids = [one.id for one in bank.questions]
    if text.isdecimal() and 1 <= int(text) <= len(ids):
        return ids[int(text) - 1]
    if text in ids:
        return text
    raise GradebookError(say("commands.override.no_question", text=text, n=len(ids), ids=", ".join(ids)))


def _points(text: str) -> float:
    from aquanaut.classroom.gradebook.book import GradebookError

    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise GradebookError(say("commands.override.no_points", text=text)) from None


def _reason(text: str) -> str:
    from aquanaut.classroom.gradebook.book import GradebookError

    if not text.strip():
        raise GradebookError(say("review.why.needed"))
    return text.strip()
