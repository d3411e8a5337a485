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
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import NormalDist
from typing import Any

from aquanaut.classroom.collect.parts import ANSWERS
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import Key, Question, question_types
from aquanaut.records.report import SURE

NOTE = "SIMULATED: made by aquanaut demo-class, not the work of a person"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When the simulated lesson begins."""

EVERY = 5
"""Each fifth student hands in a notebook, the others a log."""

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_NORMAL = NormalDist()
_WRITTEN = (
    "SIMULATED answer: the writer names who counted, so I can ask them.",
    "SIMULATED answer: I would ask for the source of the second number.",
    "SIMULATED answer: this line is fair, it says what is not known yet.",
    "SIMULATED answer: I would write how many, and who counted them.",
)


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
            self.attraction[question.id] = {
                one["id"]: chance.expovariate(1) for one in question.body.get("options", ())
            }


@dataclass(frozen=True)
class _Event:
    question: str
    event: str
    answer: Any
    confidence: int | None
    at: str


def _events(bank: Bank, traits: _Questions, chance: Random, who: tuple[float, float, float]) -> Iterator[_Event]:
    ability, _, careless = who
    clock = START + timedelta(seconds=chance.uniform(0, 600))

    def moment(seconds: float) -> str:
        nonlocal clock
        clock += timedelta(seconds=seconds)
        return clock.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    for question in bank.questions:
        if chance.random() < 0.01 + careless / 6:
            continue
        key, hard = bank.keys[question.id], traits.difficulty[question.id]
        answer = _answer(question, key, traits, chance, who)
        if answer is None:
            continue
        sure = None
        if question.confidence:
            felt = 50 + 45 * _logistic(ability - hard) + chance.gauss(8, 10)
            sure = min(SURE, key=lambda step: abs(step - felt))
        yield _Event(question.id, "draft", answer, sure, moment(chance.uniform(10, 60)))
        if chance.random() < 0.1:
            first = question_types()[question.kind].random(question, chance)
            first = _WRITTEN[0] if question.control in ("short", "repair") else first
            yield _Event(question.id, "check", first, sure, moment(chance.uniform(5, 30)))
        yield _Event(question.id, "check", answer, sure, moment(chance.uniform(5, 90)))


def _answer(question: Question, key: Key, traits: _Questions, chance: Random, who: tuple[float, float, float]) -> Any:
    ability, _bias, careless = who
    hard = traits.difficulty[question.id]
    match key.table["form"]:
        case "one":
            return _one(question, key, traits, chance, who)
        case "many":
            return _many(question, key, chance, who, hard)
        case "map":
            known = _logistic(1.3 * (ability - hard))
            stray = question_types()[question.kind].random(question, chance)
            right = question_types()[question.kind].right(question, key)
            return {item: right[item] if chance.random() < known else stray[item] for item in right}
        case "spans":
            return _marks(key, question, chance, who, hard)
        case "links":
            right = question_types()[question.kind].right(question, key)
            stray = question_types()[question.kind].random(question, chance)
            return right if chance.random() < _logistic(ability - hard) else [right[0], stray[1]]
    return None if chance.random() < 0.03 + careless / 2 else chance.choice(_WRITTEN)


def _one(question: Question, key: Key, traits: _Questions, chance: Random, who: tuple[float, float, float]) -> str:
    ability, bias, careless = who
    weights = key.table["weights"]
    right = next((option for option, weight in weights.items() if weight > 0), "")
    pull = dict(traits.attraction[question.id])
    if not right:
        return chance.choices(list(pull), list(pull.values()))[0]
    lean = {"sound": -0.5, "flawed": 0.5}.get(question.material, 0.0) * bias
    if chance.random() < _logistic(1.3 * (ability - traits.difficulty[question.id] + lean)):
        if chance.random() >= careless:
            return right
        return chance.choice([option for option in pull if option != right])
    pull[right] = sum(pull.values()) / len(pull)
    return chance.choices(list(pull), list(pull.values()))[0]


def _sensitivity(ability: float, hard: float) -> float:
    return max(0.1, 1.5 + 0.9 * ability - 0.5 * hard)


def _many(
    question: Question, key: Key, chance: Random, who: tuple[float, float, float], hard: float
) -> list[str] | None:
    ability, bias, careless = who
    half = _sensitivity(ability, hard) / 2
    chosen = []
    for option in (one["id"] for one in question.body["options"]):
        evidence = chance.gauss(half if key.table["weights"][option] > 0 else -half, 1)
        if evidence > -bias / 2:
            chosen.append(option)
    if chance.random() < careless:
        slip = chance.choice(question.body["options"])["id"]
        chosen = [one for one in chosen if one != slip] if slip in chosen else [*chosen, slip]
    return chosen or None


def _marks(
    key: Key, question: Question, chance: Random, who: tuple[float, float, float], hard: float
) -> list[dict[str, Any]] | None:
    ability, bias, _ = who
    half, labels = _sensitivity(ability, hard) / 2, [label["id"] for label in question.body["labels"]]
    table = key.table
    found: list[tuple[int, str]] = []
    for target in table["targets"]:
        if chance.random() < _NORMAL.cdf(half + bias / 2):
            right = chance.random() < _logistic(0.8 + ability)
            found.append((_token(table, target["keys"][0][0]), target["label"] if right else chance.choice(labels)))
    for passage in table["sound"]:
        if chance.random() < _NORMAL.cdf(-half - 0.8 + bias / 2):
            found.append((_token(table, passage["spans"][0][0]), chance.choice(labels)))
    found += [
        (chance.randrange(len(table["tokens"])), chance.choice(labels))
        for _ in range(_poisson(0.5 * math.exp(bias), chance))
    ]
    marks: list[dict[str, Any]] = []
    for first, label in sorted(found):
        last = min(first + min(chance.randrange(3), table["longest"] - 1), len(table["tokens"]) - 1)
        start, end = table["tokens"][first][0], table["tokens"][last][1]
        if not marks or start >= marks[-1]["end"]:
            marks.append({"start": start, "end": end, "label": label})
    return marks[: table["most"]] or None


def _token(table: Mapping[str, Any], offset: int) -> int:
    return next((n for n, (_, end) in enumerate(table["tokens"]) if end > offset), len(table["tokens"]) - 1)


def _poisson(mean: float, chance: Random) -> int:
    """Knuth's way: products of uniform numbers until they fall below exp(-mean)."""
    floor, product, count = math.exp(-mean), chance.random(), 0
    while product > floor:
        product, count = product * chance.random(), count + 1
    return count


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


# --- files -------------------------------------------------------------------------------------------------


def _log(bank: Bank, code: str, events: list[_Event]) -> bytes:
    lines = []
    for one in events:
        record: dict[str, Any] = {
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
