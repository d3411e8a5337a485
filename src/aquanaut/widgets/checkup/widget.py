"""The check in a notebook: `checkup()` shows the form that is due, a question on a page, and in the end what it showed.

The word is not `check()`, for `aquanaut.check` is the module behind `aquanaut check`. Answers are recorded as
everywhere; nothing is said to one before the last form is done.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import traitlets

from aquanaut.content import complaint
from aquanaut.pages.joiner import module
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import Question, kind_scripts
from aquanaut.questions.said import Result
from aquanaut.records.checkup import (
    CLOSER,
    FINISHED,
    JUDGE,
    PART_TWO,
    SHOWN,
    Sitting,
    asked_bank,
    due,
    laid_out,
    sittings,
    told,
)
from aquanaut.records.log import NotSaved
from aquanaut.records.session import Session
from aquanaut.widgets.checkup.report import status
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.quiz import QuizWidget, _fallback
from aquanaut.widgets.show import changed, session, show, watch
from aquanaut.widgets.views import Done
from aquanaut.words import say
from aquanaut.words.browser import strings

MARKERS = {JUDGE: PART_TWO, CLOSER: FINISHED, "closed": SHOWN}
"""What the log says when a learner goes on from a stage."""

ONLY = ("", "first")


class CheckWidget(QuizWidget):
    """One sitting. `stage` and `pages` say what is on the page now; `offer`: whether the answers may be asked for."""

    stage = traitlets.Unicode(JUDGE).tag(sync=True)
    pages = traitlets.List().tag(sync=True)
    offer = traitlets.Bool(False).tag(sync=True)

    @property
    def _esm(self) -> str:
        return module("widgets/checkup/static/check_widget", kind_scripts())

    def __init__(self, bank: Bank, sitting: Sitting, kept: Session) -> None:
        self._sitting = sitting
        super().__init__(laid_out(bank, sitting, kept.learner), "check", kept, mode="graded")
        self.strings = strings() | {"quiz.graded": say("checkup.graded")}
        self._stand()

    def _stand(self) -> None:
        """Take from the log how far the sitting is."""
        rounds = sittings(self._session.standings, self._session.learner)
        now = next(sitting for sitting in rounds if sitting.round == self._sitting.round)
        wanted = {JUDGE: True, CLOSER: False}.get(now.stage)
        with self.hold_sync():
            self.pages = [q.id for q in self._asked.values() if (q.objective == JUDGE) is wanted]
            self.stage = now.stage
            self.offer = offers(rounds)

    def on_page(self) -> list[Question]:
        """The questions of the present stage, in this learner's order."""
        return [self._asked[name] for name in self.pages]

    def _on_message(self, widget: object, message: object, buffers: object) -> None:
        if not (isinstance(message, dict) and message.get("type") == "step"):
            super()._on_message(widget, message, buffers)
            return
        answer: Done = {"type": "done", "what": "step", "ok": True, "text": ""}
        try:
            self._step(str(message.get("step")))
        except NotSaved as error:
            answer["ok"], answer["text"] = False, str(error)
        self.send(answer)

    def _step(self, stage: str) -> None:
        """Go on from `stage`. What is written now closes it for good. Raises `NotSaved`."""
        self._same_person()
        if stage == self.stage and stage in MARKERS:
            if stage == JUDGE and not set(self.pages) <= set(self.results):
                raise NotSaved(say("checkup.open"))
            if stage != "closed" or self.offer:
                log = "check_delayed" if stage == "closed" else self.lesson
                self._session.record(log, MARKERS[stage], "check", answer=self._sitting.form)
        self._stand()
        changed()

    def _receive(self, message: dict[str, Any]) -> dict[str, Any]:
        self._stand()  # another notebook may have gone on
        if message.get("question") in self._asked and message.get("question") not in self.pages:
            raise NotSaved(say("checkup.shut"))
        return super()._receive(message)

    def _same_person(self) -> None:
        if self.learner != self._session.learner:
            raise NotSaved(say("said.new_person"))

    def _result(self, name: str, answer: object, revealed: bool) -> Result:
        return {"status": "recorded", "verdict": "recorded", "summary": say("checkup.recorded")}


def offers(rounds: tuple[Sitting, Sitting, Sitting]) -> bool:
    """Whether the learner may end the check and see the answers: both forms are done, and the last one waits."""
    return bool(rounds[1].finished) and not told(rounds) and due(rounds, datetime.now(UTC)) is None


@kindly
def checkup(only: str = "") -> None:
    """Show the form of the check that is due, or what both forms showed.

    `checkup("first")` never goes on to the second form: it stands in the first notebook.
    """
    from IPython.display import DisplayHandle

    if only not in ONLY:
        raise complaint(Path("checkup"), 0, "checkup.fault.only", only=only)
    kept = session()
    rounds = sittings(kept.standings, kept.learner)
    here = _wanted(rounds, only)
    handle = DisplayHandle(f"aquanaut-{secrets.token_hex(6)}")
    handle.display(status(kept, here.round if here else "", only), raw=True)
    watch(f"checkup {only}", lambda: handle.update(status(kept, here.round if here else "", only), raw=True))
    if here is None and not (offers(rounds) and not only):
        return
    sitting = here or rounds[1]
    widget = CheckWidget(asked_bank(sitting.form), sitting, kept)
    show(widget, _fallback(say(f"checkup.title.{sitting.round}"), widget.on_page()))
    widget.renew_copy()


def _wanted(rounds: tuple[Sitting, Sitting, Sitting], only: str) -> Sitting | None:
    """The sitting to show now."""
    sitting = due(rounds, datetime.now(UTC))
    return None if only and sitting is not rounds[0] else sitting
