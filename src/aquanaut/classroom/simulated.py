"""A class that never was: submissions made from a stated model, for demonstrations, tests and benchmarks.

**The model.** Each student has three traits:

- *ability* θ ~ N(0, 1);
- *bias* b ~ N(0, 0.6): above 0 flags too much, below 0 too little;
- *carelessness* c ~ Beta(1.3, 12), about one answer in ten.

Each question has a difficulty δ ~ N(−0.4, 0.7), and each of its wrong options an attraction drawn from Exp(1); both
come from the seed. With σ the logistic function and Φ the normal distribution:

- *Choosing one* (also cards and scales): known with σ(1.3 (θ − δ + m b)), where m is −0.5 on sound material (who flags
  too much finds fault with it), +0.5 on flawed, else 0. Known: the right option, but with c a slip. Not known: an
  option by its attraction, the right one counting as much as an average one.
- *Choosing many*: equal-variance signal detection. Each option gives evidence N(±d′/2, 1), d′ = max(0.1, 1.5 + 0.9 θ −
  0.5 δ); it is chosen above the criterion −b/2. Then with c one option is flipped.
- *Marking text*: each target is marked with Φ(d′/2 + b/2), with the right label with σ(0.8 + θ), else with any; each
  listed sound passage with Φ(−d′/2 − 0.8 + b/2); and stray marks are Poisson(0.5 exp(b)). Edges are loose by up to two
  words. In the order of the text, up to the number allowed.
- *Links*: the pair with σ(θ − δ), else one right end and a stray one. *Sorting, matching, ordering*: each item right
  with σ(1.3 (θ − δ)), else anywhere.
- *Written answers*: a sentence that says it is simulated; left out with 0.03 + c/2. Any question is left out with
  0.01 + c/6.
- *Confidence*: 50 + 45 σ(θ − δ) + N(8, 10), to the step that the widget offers: the class is somewhat too sure.

One in ten changes an answer after a first check. The same seed gives the same bytes. No real person is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from aquanaut.classroom.collect.parts import ANSWERS
from aquanaut.questions.bank import Bank
from aquanaut.questions.controls.simulated import logistic
from aquanaut.questions.controls.written import simulated_texts
from aquanaut.questions.model import type_of
from aquanaut.questions.parts import Pupil
from aquanaut.records.report import SURE

NOTE = "SIMULATED: made by aquanaut demo-class, not the work of a person"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When the simulated lesson begins."""

EVERY = 5
"""Each fifth student hands in a notebook, the others a log."""

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Simulated:
    """One simulated student: the code, the three traits, and the file handed in."""

    code: str
    ability: float
    bias: float
    carelessness: float
    file: str
    data: bytes


def simulate(bank: Bank, students: int, seed: int) -> Iterator[Simulated]:
    """A class of `students` doing the exercise. A larger one of the same seed begins with the same."""
    traits = _Questions(bank, Random(f"{seed}/questions"))
    for number in range(1, students + 1):
        chance = Random(f"{seed}/student/{number}")
        code = "sim" + "".join(chance.choice(_SIGNS) for _ in range(9))
        ability, bias, careless = chance.gauss(0, 1), chance.gauss(0, 0.6), chance.betavariate(1.3, 12)
        events = list(_events(bank, traits, chance, (ability, bias, careless)))
        book = number % EVERY == 0
        data = _notebook(bank, code, events) if book else _log(bank, code, events)
        file = f"SIMULATED-{number:05}.{'ipynb' if book else 'jsonl'}"
        yield Simulated(code, ability, bias, careless, file, data)


class _Questions:
    """What the model draws for each question: a difficulty, and an attraction for each option."""

    def __init__(self, bank: Bank, chance: Random) -> None:
        self.difficulty: dict[str, float] = {}
        self.attraction: dict[str, dict[str, float]] = {}
        for question in bank.questions:
            self.difficulty[question.id] = chance.gauss(-0.4, 0.7)
            options = question.body.get("options", [])
            self.attraction[question.id] = {one["id"]: chance.expovariate(1) for one in options}

    def before(self, question: str, traits: tuple[float, float, float]) -> Pupil:
        """Somebody with these traits before a question."""
        return Pupil(*traits, self.difficulty[question], self.attraction[question])


@dataclass(frozen=True)
class _Event:
    question: str
    event: str
    answer: object
    confidence: int | None
    at: str


def _events(bank: Bank, traits: _Questions, chance: Random, who: tuple[float, float, float]) -> Iterator[_Event]:
    careless = who[2]
    clock = START + timedelta(seconds=chance.uniform(0, 600))

    def moment(seconds: float) -> str:
        nonlocal clock
        clock += timedelta(seconds=seconds)
        return clock.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    for question in bank.questions:
        if chance.random() < 0.01 + careless / 6:
            continue
        pupil, gesture = traits.before(question.id, who), type_of(question).gesture
        answer = gesture.simulate(question, bank.keys[question.id], pupil, chance)
        if answer is None:
            continue
        sure = None
        if question.confidence:
            felt = 50 + 45 * logistic(pupil.ability - pupil.difficulty) + chance.gauss(8, 10)
            sure = min(SURE, key=lambda step: abs(step - felt))
        yield _Event(question.id, "draft", answer, sure, moment(chance.uniform(10, 60)))
        if chance.random() < 0.1:
            guess = gesture.random(question, chance)
            first = simulated_texts()[0] if gesture.typed else guess
            yield _Event(question.id, "check", first, sure, moment(chance.uniform(5, 30)))
        yield _Event(question.id, "check", answer, sure, moment(chance.uniform(5, 90)))


# --- files -------------------------------------------------------------------------------------------------


def _log(bank: Bank, code: str, events: list[_Event]) -> bytes:
    lines = []
    for one in events:
        record: dict[str, object] = {
            "v": 1, "learner": code, "lesson": bank.lesson, "question": one.question, "event": one.event, "at": one.at,
            "answer": one.answer,
        }  # fmt: skip
        if one.confidence is not None:
            record["confidence"] = one.confidence
        lines.append(json.dumps({**record, "note": NOTE}, ensure_ascii=False, separators=(",", ":")))
    return ("\n".join(lines) + "\n").encode() if lines else b""


def _notebook(bank: Bank, code: str, events: list[_Event]) -> bytes:
    answers: dict[str, Any] = {}
    for one in events:
        entry = answers.setdefault(one.question, {"tries": [], "hints": 0, "ticked": [], "opened": [], "disputes": []})
        if one.event == "check":
            number = len(entry["tries"]) + 1
            entry["tries"].append({"answer": one.answer, "attempt": number, "at": one.at, "confidence": one.confidence})
        state = "draft" if one.event == "draft" else "checked"
        entry |= {
            "answer": one.answer,
            "confidence": one.confidence,
            "attempt": len(entry["tries"]),
            "state": state,
            "at": one.at,
        }
    data = {"version": 1, "lesson": bank.lesson, "learner": code, "answers": answers}
    output = {"output_type": "display_data", "data": {ANSWERS: data, "text/plain": NOTE}, "metadata": {}}
    cells = [
        {"cell_type": "markdown", "id": "note", "metadata": {}, "source": f"**{NOTE}**"},
        {
            "cell_type": "code",
            "id": "work",
            "metadata": {},
            "execution_count": 1,
            "source": "exercise()",
            "outputs": [output],
        },
    ]
    book = {"cells": cells, "metadata": {"aquanaut": {"note": NOTE}}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1).encode()
