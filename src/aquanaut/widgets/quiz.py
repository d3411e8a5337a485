"""Questions in a notebook.

The raw answer travels from the page to Python, is written to the log, scored, and the feedback for that answer
alone travels back. The key never leaves Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import anywidget
import traitlets

from aquanaut.pages.html import Html, el, join, paragraphs
from aquanaut.pages.joiner import module, style
from aquanaut.questions.bank import Bank, load_bank, respond, view
from aquanaut.questions.exercise import load_exercise
from aquanaut.questions.model import Body, Named, Question, kind_scripts, kind_styles, type_of
from aquanaut.questions.said import Result
from aquanaut.records.log import EVENTS, NotSaved
from aquanaut.records.session import Session
from aquanaut.records.state import Standing
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.show import StaticCopy, changed, session, show
from aquanaut.widgets.views import KeptAnswer, ShownAnswer, Try
from aquanaut.words import say
from aquanaut.words.browser import strings


class QuizWidget(anywidget.AnyWidget):  # type: ignore[misc]
    """One set of questions. The traits are the view that `static/quiz.js` draws; see ARCHITECTURE.md."""

    lesson = traitlets.Unicode().tag(sync=True)
    set = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    mode = traitlets.Unicode("practice").tag(sync=True)
    learner = traitlets.Unicode().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)
    questions = traitlets.List().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    results = traitlets.Dict().tag(sync=True)
    notices = traitlets.List().tag(sync=True)

    @property
    def _esm(self) -> str:
        return module("widgets/static/quiz_widget", kind_scripts())

    @property
    def _css(self) -> str:
        return style("widgets/static/quiz", more=kind_styles())

    def __init__(self, bank: Bank, name: str, kept: Session, mode: str = "practice") -> None:
        self._bank = bank
        self._asked = {q.id: q for q in bank.of(name)}
        self._session = kept
        self._standings: dict[str, Standing] = {}
        self._copy = StaticCopy(bank.lesson, kept.learner)
        reading = kept.read(bank.lesson)
        super().__init__(
            lesson=bank.lesson,
            set=name,
            title=bank.set(name).title,
            mode=mode,
            learner=kept.learner,
            strings=strings(),
            questions=[view(q, kept.learner) for q in self._asked.values()],
            notices=reading.problems + kept.problems,
        )
        self._refresh()
        self.on_msg(self._on_message)

    def _refresh(self) -> None:
        """Take the learner's standing from the log into the view."""
        found = self._session.standings(self.lesson)
        self._standings = {name: one for name, one in found.items() if name in self._asked}
        self.answers = {name: _shown(one) for name, one in self._standings.items()}
        self.results = {
            name: self._result(name, one.checked, one.state == "revealed")
            for name, one in self._standings.items()
            if one.state in ("checked", "revealed")
        }

    def _on_message(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if not isinstance(message, dict) or message.get("type") != "answer":
            return
        receipt = {
            "type": "receipt",
            "seq": message.get("seq"),
            "saved": False,
            "why": "",
            "attempt": 0,
            "result": None,
        }
        try:
            receipt |= self._receive(message)
        except NotSaved as error:
            receipt["why"] = str(error)
        except Exception as error:
            receipt["why"] = say("said.wrong", kind=type(error).__name__, error=error)
        self.send(receipt)

    def _receive(self, message: dict[str, Any]) -> dict[str, Any]:
        name, event = message.get("question"), message.get("event")
        if name not in self._asked or event not in EVENTS:
            raise NotSaved(say("said.misfit"))
        if self.learner != self._session.learner:
            raise NotSaved(say("said.new_person"))
        values = {key: message.get(key) for key in ("answer", "confidence", "text", "marks", "at")}
        self._session.record(self.lesson, name, event, **values)
        self._refresh()
        standing = self._standings[name]
        if event != "draft" or type_of(self._asked[name]).gesture.typed:
            self.renew_copy()
        if event != "draft":
            changed()
        result = self.results.get(name) if event in ("check", "reveal") else None
        return {"saved": True, "attempt": standing.attempt, "result": result}

    def _result(self, name: str, answer: object, revealed: bool) -> Result:
        if self.mode != "practice":
            return {"status": "recorded", "verdict": "recorded", "summary": say("said.recorded")}
        return respond(self._bank, self._asked[name], answer, revealed)

    def renew_copy(self) -> None:
        """Bring the notebook's own copy of the answers up to date."""
        kept: dict[str, KeptAnswer] = {
            name: {**_shown(standing), "tries": _tries(standing)}
            for name, standing in self._standings.items()
            if standing.state
        }
        self._copy.update(kept, {q.id: q.prompt for q in self._asked.values()})


def _shown(one: Standing) -> ShownAnswer:
    return {
        "answer": one.answer if one.answer is not None else one.checked,
        "confidence": one.confidence,
        "attempt": one.attempt,
        "state": one.state,
        "at": one.at,
        "hints": one.hints,
        "ticked": one.ticked,
        "opened": one.opened,
        "disputes": one.disputes,
        "saved": True,
    }


def _tries(one: Standing) -> list[Try]:
    return [{"answer": r.answer, "attempt": r.attempt, "at": r.at, "confidence": r.confidence} for r in one.tries]


@kindly
def exercise(name: str | int) -> None:
    """Show a whole exercise, by its number or stem. Its key is read from beside it: for practice, never for stakes."""
    bank = load_exercise(str(name))
    for one in bank.sets:
        _show(bank, one.id)


@kindly
def quiz(lesson: str | int, set: str) -> None:
    """Show one set of a lesson's questions, with the answers given so far.

    `lesson` is its number or stem (`3`, `"03_words_that_judge"`), `set` the name of a group of its questions.
    """
    _show(load_bank(str(lesson)), set)


def _show(bank: Bank, name: str) -> None:
    widget = QuizWidget(bank, name, session())
    show(widget, _fallback(widget.title, list(bank.of(name))))
    widget.renew_copy()


def _fallback(title: str, questions: Sequence[Question]) -> Html:
    """The questions as plain text, for paper and for pages where nothing runs."""
    parts = [el("p", el("strong", title), " ", say("copy.quiz"))]
    for question in questions:
        body = question.body
        given = [question.context["text"] if question.context else "", _shown_passage(body), body.get("start", "")]
        parts += [el("blockquote", paragraphs(text)) for text in given if text]
        parts.append(el("p", question.prompt))
        parts += [el("ul", [el("li", line) for line in lines]) for lines in _lists(body) if lines]
    return join(parts)


def _lists(body: Body) -> Iterator[list[str]]:
    """What there is to open, to place, to choose: one list after the other."""
    yield [_line(card["title"], card["says"]) for card in body.get("cards", [])]
    for listed in (body.get(name, []) for name in ("items", "options", "places", "labels")):
        yield [_line(one.get("text", ""), one.get("help", "")) for one in cast(list[Named], listed)]


def _shown_passage(body: Body) -> str:
    """The words to mark, block by block."""
    passage = body.get("passage")
    if not passage:
        return ""
    start, text = passage["start"], passage["text"]
    return "\n".join(text[b["start"] - start : b["end"] - start] for b in passage["blocks"])


def _line(*texts: str) -> str:
    """One option, item or card as a line."""
    return " – ".join(text for text in texts if text)
