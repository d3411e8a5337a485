"""Reading written answers in a notebook: `review("03", "results/gradebook.sqlite")`.

The page asks for one thing at a time and gets a receipt for it; what Python then knows comes back as the whole view, so
that the page never shows a score that is not in the gradebook.
"""

from __future__ import annotations

import getpass
from pathlib import Path

import anywidget
import traitlets
from sqlalchemy.exc import SQLAlchemyError

from aquanaut.classroom.gradebook.book import Conflict, Gradebook, GradebookError
from aquanaut.classroom.report.run import Missing, class_of
from aquanaut.classroom.review.page import Review
from aquanaut.pages.html import el
from aquanaut.pages.joiner import module, style
from aquanaut.questions.exercise import find_exercise
from aquanaut.questions.model import is_written
from aquanaut.widgets.kindly import kindly, note
from aquanaut.widgets.show import show
from aquanaut.words import say
from aquanaut.words.browser import own_strings

PRACTICE = Path("practice")
"""Where the gradebook of a simulated class lies, for whoever wants to try."""

MOST_NAME = 100


class ReviewWidget(anywidget.AnyWidget):  # type: ignore[misc]
    """What `static/review.js` draws: `state` is the whole view."""

    strings = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    @property
    def _esm(self) -> str:
        return module("classroom/review/static/review_widget")

    @property
    def _css(self) -> str:
        return style("classroom/review/static/review")

    def __init__(self, found: Review, simulated: bool = False) -> None:
        self._review, self._simulated = found, simulated
        super().__init__(strings=own_strings("review."), state=self._view())
        self.on_msg(self._on_message)

    def _view(self) -> dict[str, object]:
        return self._review.view() | {"simulated": self._simulated}

    def _on_message(self, _widget: object, message: object, _buffers: object) -> None:
        if not (isinstance(message, dict) and message.get("type") == "do"):
            return
        told: dict[str, object] = {"type": "done", "what": "do", "ok": True, "text": ""}
        try:
            self._same_entry(message)
            told["text"] = self._do(message)
        except Conflict as error:
            told |= {"ok": False, "conflict": True, "text": f"{error}."}
        except GradebookError as error:
            told |= {"ok": False, "text": f"{error}."}
        except (SQLAlchemyError, OSError) as error:
            told |= {"ok": False, "text": say("review.broken", why=str(getattr(error, "orig", None) or error))}
        try:
            self.state = self._view()
        except (SQLAlchemyError, OSError, GradebookError) as error:
            told |= {"ok": False, "text": say("review.broken", why=str(error))}
        self.send(told)

    def _same_entry(self, message: dict[str, object]) -> None:
        """Refuse points and words for an entry that is not on the page any more."""
        key, item = message.get("key"), self.state.get("item")
        if key is not None and (not isinstance(item, dict) or item.get("key") != key):
            raise Conflict(say("review.turned"))

    def _do(self, message: dict[str, object]) -> str:
        review, text = self._review, str(message.get("text", ""))
        match message.get("act"):
            case "give":
                return review.give(_number(message.get("points")), text)
            case "alike":
                return review.give_alike()
            case "say":
                review.say(text)
                return say("review.comment.saved")
            case "go":
                review.go(int(_number(message.get("to"))))
            case "mode":
                review.start(str(message.get("mode")))
            case "codes":
                review.show_codes(bool(message.get("shown")))
            case "find":
                review.find(str(message.get("student", "")), str(message.get("question", "")))
            case "change":
                return review.change(_number(message.get("points")), text)
            case "key":
                return review.key_again()
            case "settle":
                points = message.get("points")
                return review.settle(text, None if points is None else _number(points))
            case "name":
                self._name(text)
        return ""

    def _name(self, text: str) -> None:
        name = " ".join(text.split())[:MOST_NAME]
        if not name:
            raise GradebookError(say("review.name.needed"))
        self._review.by = name
        self._review.start(self._review.mode)


def _number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise GradebookError(say("review.no_number", what=str(value)[:40]))


def login() -> str:
    """The name by which this computer knows the grader."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "teacher"


@kindly
def review(exercise: str | int = "03", gradebook: str = "", by: str = "") -> None:
    """Read the written answers of an exercise, and score them. `gradebook` is the file that grading wrote.

    Without `gradebook`, a simulated class is there to try it on. `by`: your name, as other graders will see it.
    """
    try:
        stem = find_exercise(str(exercise)).name
        url = gradebook or practice(stem)
        class_of(stem, url)
        found = Review(Gradebook(url), stem, by or login())
    except (Missing, GradebookError) as error:
        note(say("review.missing"), str(error))
        return
    widget = ReviewWidget(found, simulated=not gradebook)
    show(widget, el("p", say("review.paper")))


def practice(stem: str, students: int = 12, seed: int = 11) -> str:
    """The gradebook of a small simulated class, made where there is none yet. Its answers all say that they are so."""
    import tempfile

    from aquanaut.classroom.grading.run import GRADEBOOK, grade_class
    from aquanaut.classroom.simulated import simulate
    from aquanaut.questions.exercise import load_exercise

    folder = PRACTICE / stem
    file = folder / GRADEBOOK
    if file.exists():
        return str(file)
    bank = load_exercise(stem)
    with tempfile.TemporaryDirectory() as scratch:
        given = Path(scratch, "submissions")
        given.mkdir()
        codes = []
        for one in simulate(bank, students, seed):
            (given / one.file).write_bytes(one.data)
            codes.append(one.code)
        grade_class(stem, given, folder, report=False)
    book = Gradebook(str(file))
    try:
        scored = next(q.id for q in bank.questions if not is_written(bank.keys[q.id]))
        found = {one.student for one in book.results(bank).students}
        for code in [one for one in codes if one in found][:2]:
            book.dispute(code, scored, say("review.practice.dispute"), exercise=stem)
    finally:
        book.close()
    return str(file)
