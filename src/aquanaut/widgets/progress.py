"""How far a learner is, and what belongs to them: download, a new person on this computer, erase."""

from __future__ import annotations

import base64

import anywidget
import traitlets

from aquanaut.pages.html import el
from aquanaut.pages.joiner import module, style
from aquanaut.questions.bank import Bank, find_stem, lesson_stems, load_bank
from aquanaut.records.log import NotSaved
from aquanaut.records.session import Session
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.show import changed, session, show
from aquanaut.widgets.views import Done, LessonProgress
from aquanaut.words import say
from aquanaut.words.browser import strings


class ProgressWidget(anywidget.AnyWidget):  # type: ignore[misc]
    """The learner's way through the lessons. The traits are the view that `static/progress.js` draws."""

    lessons = traitlets.List().tag(sync=True)
    learner = traitlets.Unicode().tag(sync=True)
    folder = traitlets.Unicode().tag(sync=True)
    notices = traitlets.List().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)

    @property
    def _esm(self) -> str:
        return module("widgets/static/progress_widget")

    @property
    def _css(self) -> str:
        return style("widgets/static/progress")

    def __init__(self, stems: list[str], kept: Session) -> None:
        self._stems, self._session = stems, kept
        super().__init__(strings=strings(), folder=kept.folder.name)
        self.refresh()
        self.on_msg(self._on_message)

    def refresh(self) -> None:
        """Work the counts out again from the logs."""
        with self.hold_sync():
            self.learner = self._session.learner
            self.notices = list(self._session.problems)
            self.lessons = [lesson_progress(load_bank(stem), self._session) for stem in self._stems]

    def _on_message(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict):
            return
        answer: Done = {"type": "done", "what": str(message.get("type")), "ok": True, "text": ""}
        try:
            match message.get("type"):
                case "download":
                    name, data = self._session.download()
                    answer["name"], answer["data"] = name, base64.b64encode(data).decode("ascii")
                case "new_person":
                    self._session.new_person()
                case "erase":
                    self._session.erase()
                case "refresh":
                    pass
                case _:
                    return
            self.refresh()
            changed()
        except (NotSaved, OSError) as error:
            answer["ok"], answer["text"] = False, str(error)
        self.send(answer)


def lesson_progress(bank: Bank, kept: Session) -> LessonProgress:
    """Where the learner stands in one lesson, as counts of questions.

    `done` counts questions with a checked answer, `right` those that were right in the end, `look_again` the sets
    where something is not right yet. Depth grows with what was worked through, never with speed.
    """
    found = kept.standings(bank.lesson)
    done = {name for name, one in found.items() if one.tries or one.state == "revealed"}
    questions = [q for q in bank.questions if q.id in bank.keys]
    must = [q for q in questions if q.must]
    again = {q.set for q in questions if q.id in found and found[q.id].state == "draft" and not found[q.id].tries}
    return {
        "stem": bank.lesson,
        "title": bank.title,
        "minutes": bank.minutes,
        "done": sum(q.id in done for q in questions),
        "total": len(questions),
        "must_done": sum(q.id in done for q in must),
        "must": len(must),
        "unchecked": [bank.set(name).title for name in sorted(again)],
    }


@kindly
def progress(lesson: str | int | None = None) -> None:
    """Show how far you are, in one lesson or in all, with the buttons for your own answers."""
    stems = lesson_stems() if lesson is None else [find_stem(str(lesson))]
    widget = ProgressWidget(stems, session())
    show(widget, el("ul", [el("li", say("copy.progress", **lesson)) for lesson in widget.lessons]))
