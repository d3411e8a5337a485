"""The labs in a notebook: what a lens cannot see, found out by trying.

The lens runs in Python each time it is asked. Finds and rounds are kept in a log of their own
(`answers/lab_<lens>.jsonl`), as one record each time, so that the latest holds them all; they belong to no question and
no grade.
"""

from __future__ import annotations

from html import escape
from typing import TypedDict

import anywidget
import traitlets

from aquanaut.lenses.base import Lens, lenses
from aquanaut.pages.joiner import module, style
from aquanaut.questions.lab import ROUND, Lab, load_lab
from aquanaut.records.log import NotSaved
from aquanaut.records.session import Session
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.lab.lens import MOST_SIGNS, MOST_TEXTS, ask, clean
from aquanaut.widgets.show import session, show
from aquanaut.widgets.views import Message
from aquanaut.words import say
from aquanaut.words.browser import own_strings

FINDS = "finds"
"""What a lab's records call their question."""

MOST_FINDS, MOST_ROUNDS, MOST_REASON = 60, 200, 600


class Find(TypedDict):
    """One find: the sentence, what its writer said of it, what the lens marked, and why the writer thinks so."""

    text: str
    rated: str
    id: str
    was: str
    now: str
    marked: list[str]
    reason: str
    at: int


class Kept(TypedDict):
    """What a lab keeps. A round is counts of sentences, by name, and its mode."""

    finds: list[Find]
    rounds: list[dict[str, str | int]]


class LabWidget(anywidget.AnyWidget):  # type: ignore[misc]
    """What `static/lab.js` draws. `kept` is what the log holds: {finds, rounds, at}."""

    lab = traitlets.Dict().tag(sync=True)
    lesson = traitlets.Unicode().tag(sync=True)
    learner = traitlets.Unicode().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)
    notices = traitlets.List().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)

    @property
    def _esm(self) -> str:
        return module("widgets/lab/static/lab_widget")

    @property
    def _css(self) -> str:
        return style("widgets/lab/static/lab")

    def __init__(self, lab: Lab, kept: Session) -> None:
        self._lens, self._session = lenses()[lab.lens], kept
        lesson = f"lab_{lab.lens}"
        super().__init__(
            lab=lab_view(lab, self._lens),
            lesson=lesson,
            learner=kept.learner,
            notices=kept.read(lesson).problems + kept.problems,
            strings=own_strings("lab.") | own_strings("save."),
        )
        self.kept = self._standing()
        self.on_msg(self._on_message)

    def _standing(self) -> dict[str, object]:
        one = self._session.standings(self.lesson).get(FINDS)
        return {**kept_view(None), "at": ""} if one is None else {**kept_view(one.answer), "at": one.at}

    def _on_message(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict):
            return
        if message.get("type") == "look":
            self.send(self._look(message.get("texts")))
        elif message.get("type") == "answer":
            self.send(self._keep(message))

    def _look(self, texts: object) -> dict[str, object]:
        said: dict[str, object] = {"type": "done", "what": "look", "ok": False, "text": ""}
        if not isinstance(texts, list) or not 0 < len(texts) <= MOST_TEXTS:
            return said | {"text": say("said.misfit")}
        try:
            return said | {"ok": True, "seen": [ask(self._lens, text) for text in texts]}
        except Exception as error:
            return said | {"text": say("said.wrong", kind=type(error).__name__, error=error)}

    def _keep(self, message: Message) -> dict[str, object]:
        receipt: dict[str, object] = {"type": "receipt", "seq": message.get("seq"), "saved": False, "why": ""}
        try:
            if message.get("question") != FINDS or not isinstance(message.get("answer"), dict):
                raise NotSaved(say("said.misfit"))
            if self.learner != self._session.learner:
                raise NotSaved(say("said.new_person"))
            answer = kept_view(message["answer"])
            told = message.get("at")
            at = told if isinstance(told, str) else None
            self._session.record(self.lesson, FINDS, "draft", answer=answer, at=at)
            self.kept = self._standing()
        except NotSaved as error:
            return receipt | {"why": str(error)}
        except Exception as error:
            return receipt | {"why": say("said.wrong", kind=type(error).__name__, error=error)}
        return receipt | {"saved": True}


def kept_view(answer: object) -> Kept:
    """Finds and rounds as a lab keeps them, whatever a page or a log holds: known fields, cut to size."""
    data = answer if isinstance(answer, dict) else {}
    finds = [_find(one) for one in _listed(data.get("finds")) if isinstance(one, dict)]
    rounds = [_round(one) for one in _listed(data.get("rounds")) if isinstance(one, dict)]
    return {"finds": [one for one in finds if one["text"]][-MOST_FINDS:], "rounds": rounds[-MOST_ROUNDS:]}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _find(one: Message) -> Find:
    at = one.get("at")
    marked = [clean(word)[:80] for word in _listed(one.get("marked"))[:20]]
    return Find(
        text=clean(one.get("text"))[:MOST_SIGNS],
        rated=clean(one.get("rated"))[:80],
        id=clean(one.get("id"))[:80],
        was=clean(one.get("was"))[:80],
        now=clean(one.get("now"))[:80],
        marked=[word for word in marked if word],
        reason=clean(one.get("reason"))[:MOST_REASON],
        at=at if isinstance(at, int) and not isinstance(at, bool) and 0 <= at < MOST_SIGNS else -1,
    )


_ROUND_NUMBERS = ("swaps", "found", "near", "alarms", "lens_found", "lens_near", "lens_alarms")


def _round(one: Message) -> dict[str, str | int]:
    """One round in counts of sentences, 0 to `ROUND`."""
    numbers = {name: one.get(name) for name in _ROUND_NUMBERS}
    whole = {name: value if type(value) is int and 0 <= value <= ROUND else 0 for name, value in numbers.items()}
    return {"mode": "duel" if one.get("mode") == "duel" else "alone", **whole}


def lab_view(lab: Lab, lens: Lens) -> dict[str, object]:
    """The lab as data for the page."""
    return {
        "kind": lab.kind,
        "title": lab.title,
        "about": lab.about,
        "blind": list(lab.blind),
        "limits": lens.limits,
        "most": MOST_SIGNS,
        "round": ROUND,
        "finds": MOST_FINDS,
        "starters": list(lab.starters),
        "sentences": list(lab.sentences),
    }


@kindly
def lab(lens: str = "loaded") -> None:
    """Show the lab of a lens: `lab("loaded")` to break the detector, `lab("garble")` to find out who notices."""
    found = load_lab(lens)
    show(LabWidget(found, session()), lab_paper(found))


def lab_paper(found: Lab) -> str:
    """The lab for two people with pencils; also what a page without Python shows."""
    parts = [f"<p><strong>{escape(found.title)}</strong> {escape(found.paper)}</p>"]
    if found.machine_words:
        line = say("paper.machine", words=", ".join(found.machine_words))
        parts.append(f"<p>{escape(line)}</p>")
    lines = [one["text"] for one in found.starters]
    lines += ["".join(text for text, _ in one["parts"]) for one in found.sentences]
    listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
    blind = "".join(f"<li>{escape(line)}</li>" for line in found.blind)
    parts += [f"<ol>{listed}</ol>", f"<p>{escape(say('paper.blind'))}</p><ul>{blind}</ul>"]
    return "".join(parts)
