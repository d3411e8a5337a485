"""Putting a widget on the page, with a static copy for where no widget can run."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from typing import Protocol

from aquanaut.pages.html import Html, el
from aquanaut.records.session import Session
from aquanaut.widgets.views import ShownAnswer
from aquanaut.words import ENGLISH, language, say


class Widget(Protocol):
    """What is used of a widget to show it."""

    model_id: str


class Handle(Protocol):
    """What is used of an output that can be written anew."""

    def display(self, bundle: Mapping[str, object], *, raw: bool) -> None: ...
    def update(self, bundle: Mapping[str, object], *, raw: bool) -> None: ...


VIEW = "application/vnd.jupyter.widget-view+json"
ANSWERS = "application/vnd.aquanaut.answers+json"


@cache
def session() -> Session:
    """The one session of this kernel: all widgets write to the same folder for the same learner."""
    return Session()


_watching: dict[str, Callable[[], None]] = {}


def watch(name: str, renew: Callable[[], None]) -> None:
    """Call `renew` whenever this learner's answers change; a later one of the same `name` takes its place."""
    _watching[name] = renew


def changed() -> None:
    """Tell those who watch that answers changed. An answer that is saved stays saved whatever they make of it."""
    for renew in list(_watching.values()):
        with suppress(Exception):
            renew()


def output(html: Html, plain: str) -> dict[str, str]:
    """What a notebook shows where it can, and the words in its place where it cannot."""
    return {"text/html": str(spoken(html)), "text/plain": plain}


def spoken(html: Html) -> Html:
    """HTML for a notebook, whose page is in English: what is said in another language names it, and its direction."""
    said = language()
    return html if said.tag == ENGLISH else el("div", html, lang=said.tag, dir=said.direction)


def show(widget: Widget, fallback: str) -> None:
    """Display `widget`; `fallback` is the HTML for a page without widgets (a printed or mailed notebook)."""
    from IPython.display import display

    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    display({VIEW: view, "text/html": str(spoken(Html(fallback))), "text/plain": say("copy.run")}, raw=True)


class StaticCopy:
    """A second output under a widget that holds the answers themselves.

    It is renewed after each saved answer, so that the notebook file alone can be read and graded when the log beside it
    is lost. It is its own output because renewing the widget's would throw the learner out of it.
    """

    def __init__(self, lesson: str, learner: str) -> None:
        self._about: dict[str, object] = {"version": 1, "lesson": lesson, "learner": learner}
        self._handle: Handle | None = None

    def mark(self, ticket: str) -> None:
        """Say from now on whose copy of an assigned exercise this is; "" for nobody's."""
        self._about |= {"ticket": ticket} if ticket else {}

    def update(self, answers: Mapping[str, ShownAnswer], prompts: dict[str, str]) -> None:
        """Show `answers` (by question id) in words, and hold them as data."""
        from IPython.display import DisplayHandle

        bundle = {
            ANSWERS: {**self._about, "answers": answers},
            **output(_as_html(answers, prompts), say("copy.kept", n=len(answers))),
        }
        if self._handle is None:
            self._handle = DisplayHandle(f"aquanaut-{secrets.token_hex(6)}")
            self._handle.display(bundle, raw=True)
        else:
            self._handle.update(bundle, raw=True)


def _as_html(answers: Mapping[str, ShownAnswer], prompts: dict[str, str]) -> Html:
    if not answers:
        return Html("<!-- no answers yet -->")
    rows = [(el("dt", prompts.get(name, name)), el("dd", _in_words(kept["answer"]))) for name, kept in answers.items()]
    return el("details", el("summary", say("copy.kept", n=len(answers))), el("dl", rows))


def _in_words(answer: object) -> str:
    if isinstance(answer, list):
        return "; ".join(_in_words(one) for one in answer)
    if isinstance(answer, dict):
        return ", ".join(f"{key} {value}" for key, value in answer.items())
    return str(answer)
