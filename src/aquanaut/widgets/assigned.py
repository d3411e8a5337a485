"""An exercise that was assigned: `assignment()` in the notebook of a bundle.

The bundle's folder holds `assigned.json` (what this copy is) and `exercise.yaml`. For a grade there is no key in the
folder: answers are recorded, and what is said to them needs none. For practice `key.yaml` lies beside.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aquanaut.content import complaint
from aquanaut.pages.html import Html, el
from aquanaut.questions.bank import Bank, view
from aquanaut.questions.exercise import load_pair, load_public
from aquanaut.questions.model import Question
from aquanaut.records.session import Session
from aquanaut.text.article import Article, load_article
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.quiz import QuizWidget, _fallback
from aquanaut.widgets.reader import static_page
from aquanaut.widgets.show import output, show
from aquanaut.words import say

FILE = "assigned.json"
MODES = ("graded", "practice")


@dataclass(frozen=True)
class Assigned:
    """What one student's copy is. `student` is the roster's code, "" in a bundle for the whole class.

    `id` names the assignment, `version` the wording of its questions; every record of an answer carries both. `shuffle`
    orders the options on the page and says nothing of the key. `ticket` says whose copy it is, to the teacher alone.
    """

    id: str
    exercise: str
    mode: str
    student: str
    version: str
    shuffle: str
    article: str = ""
    due: str = ""
    ticket: str = ""

    def as_json(self) -> str:
        """The text of `assigned.json`."""
        return json.dumps({"v": 1, **vars(self)}, ensure_ascii=False, indent=2) + "\n"


class AssignedSession(Session):
    """The answers folder of a bundle: one learner, and records that say which assignment they answer."""

    def __init__(self, assigned: Assigned, folder: Path | None = None) -> None:
        self._assigned = assigned
        super().__init__(folder)

    def _learner(self) -> str:
        return self._assigned.student or super()._learner()

    def record(self, lesson: str, question: str, event: str, **values: object) -> None:
        """Append one record. Raises `NotSaved`."""
        about = {"assignment": self._assigned.id, "version": self._assigned.version}
        about |= {"ticket": self._assigned.ticket} if self._assigned.ticket else {}
        super().record(lesson, question, event, **values, **about)


class AssignedWidget(QuizWidget):
    """One set of an assigned exercise, its options in the order that this copy gives them."""

    def __init__(self, bank: Bank, name: str, kept: Session, assigned: Assigned) -> None:
        super().__init__(bank, name, kept, assigned.mode)
        self._copy.mark(assigned.ticket)
        self.questions = [view(question, assigned.shuffle) for question in bank.of(name)]


def read_assigned(folder: Path) -> Assigned:
    """The `assigned.json` of a bundle's folder. Raises `ContentError`."""
    path = folder / FILE
    unpack = say("note.unpack")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        data.setdefault("ticket", "")  # bundles made before there were tickets
        found = {name: data[name] for name in Assigned.__dataclass_fields__}
    except FileNotFoundError:
        raise complaint(path, 0, "note.assigned.missing", unpack=unpack) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise complaint(
            path, 0, "note.assigned.unread", error=f"{type(error).__name__}: {error}", unpack=unpack
        ) from None
    if found["mode"] not in MODES or not all(isinstance(value, str) for value in found.values()):
        raise complaint(path, 0, "note.assigned.values", unpack=unpack)
    return Assigned(**found)


def assigned_bank(folder: Path, assigned: Assigned) -> Bank:
    """The questions of a bundle; with their key only in one for practice. Raises `ContentError`."""
    if assigned.mode == "practice":
        return load_pair(folder, folder)
    return load_public(folder, folder, assigned.article)


@cache
def _session(folder: Path, assigned: Assigned) -> AssignedSession:
    return AssignedSession(assigned)


@kindly
def assignment() -> None:
    """Show the exercise that lies beside this notebook, with the answers given so far."""
    from IPython.display import display

    folder = Path.cwd()
    assigned = read_assigned(folder)
    bank = assigned_bank(folder, assigned)
    kept = _session(folder, assigned)
    if assigned.article:
        article = load_article(assigned.article, folder)
        display(output(article_sheet(article), article.title), raw=True)
    for one in bank.sets:
        widget = AssignedWidget(bank, one.id, kept, assigned)
        asked: list[Question] = list(bank.of(one.id))
        show(widget, _fallback(widget.title, asked))
        widget.renew_copy()


def article_sheet(article: Article) -> Html:
    """An article to read beside the questions, with its notice, as HTML that folds away."""
    note = el("p", el("em", article.content_note)) if article.content_note else ""
    title = el("summary", say("leaf.article", title=article.title))
    return el("details", title, note, static_page(article, list(article.layout), listed=True), open=True)
