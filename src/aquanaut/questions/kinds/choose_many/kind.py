"""Choose many: any number of right options.

With R right and W wrong options a right one weighs +W and a wrong one -R, so ticking everything, or ticking at
random, comes to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from aquanaut.content import Flag, ListOf
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


def _ask(data: Mapping[str, Any], _source: Source) -> dict[str, Any]:
    return options_body(data, "many")


def _compile(data: Mapping[str, Any], source: Source) -> Key:
    right = right_ids(data)
    wrong = len(data["options"]) - len(right)
    found = f"{len(right)} right and {wrong} wrong options"
    expect(
        bool(right) and wrong > 0,
        data,
        source,
        found,
        "at least one of each",
        "Add an option of the other sort.",
    )
    weights = {o["id"]: wrong if o["id"] in right else -len(right) for o in data["options"]}
    return option_key(data, {"form": "many", "weights": weights, "points": wrong * len(right)})


def _random(question: Question, chance: Random) -> Any:
    return [o["id"] for o in question.body["options"] if chance.random() < 0.5]


TYPE = QuestionType(
    kind="choose_many",
    control="choice",
    required={"options": ListOf(OPTION, least=3, most=9)},
    optional={"fixed": Flag()},
    secret=SECRET,
    ask=_ask,
    compile=_compile,
    respond=option_result,
    right=lambda _question, key: list(key.data["right"]),
    random=_random,
    everything=lambda question, _chance: [o["id"] for o in question.body["options"]],
)
