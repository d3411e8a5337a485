"""Rate: a judgement on a short scale, usually with confidence.

Without a right option it is an opinion (a first look, a plan): recorded, coached, never scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from aquanaut.content import ListOf
from aquanaut.questions.controls.choice import (
    OPTION,
    SECRET,
    expect,
    option_key,
    option_result,
    options_body,
    right_ids,
)
from aquanaut.questions.model import Key, Question, QuestionType, Source
from aquanaut.words import say


def _ask(data: Mapping[str, Any], _source: Source) -> dict[str, Any]:
    return options_body(data, "scale")


def _compile(data: Mapping[str, Any], source: Source) -> Key:
    right = right_ids(data)
    expect(
        len(right) <= 1,
        data,
        source,
        f"{len(right)} right options",
        "one, or none for an opinion",
        "Keep one.",
    )
    weights = {o["id"]: int(o["id"] in right) for o in data["options"]}
    return option_key(data, {"form": "one", "weights": weights, "points": len(right)})


def _respond(question: Question, key: Key, answer: Any, revealed: bool) -> dict[str, Any]:
    result = option_result(question, key, answer, revealed)
    if key.data["right"]:
        return result
    said = {o: {"mark": "", "text": r["text"]} for o, r in result["options"].items()}
    return {
        **result,
        "status": "recorded",
        "verdict": "recorded",
        "summary": say("answer.opinion" if said else "answer.choose"),
        "options": said,
        "next": key.data["next"],
    }


def _random(question: Question, chance: Random) -> Any:
    return chance.choice(question.body["options"])["id"]


TYPE = QuestionType(
    kind="rate",
    control="choice",
    required={"options": ListOf(OPTION, least=2, most=5)},
    optional={},
    secret=SECRET,
    ask=_ask,
    compile=_compile,
    respond=_respond,
    right=lambda _question, key: key.data["right"][0] if key.data["right"] else None,
    random=_random,
    everything=None,
)
