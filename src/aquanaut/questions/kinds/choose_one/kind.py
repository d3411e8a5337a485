"""Choose one: one right option among several. Guessing is worth at most one in the number of options."""

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
    return options_body(data, "one")


def _compile(data: Mapping[str, Any], source: Source) -> Key:
    right = right_ids(data)
    expect(
        len(right) == 1,
        data,
        source,
        f"{len(right)} right options",
        "exactly one",
        "Mark one with `right: true`.",
    )
    return option_key(
        data,
        {"form": "one", "weights": {o["id"]: int(o["id"] in right) for o in data["options"]}, "points": 1},
    )


def _random(question: Question, chance: Random) -> Any:
    return chance.choice(question.body["options"])["id"]


TYPE = QuestionType(
    kind="choose_one",
    control="choice",
    required={"options": ListOf(OPTION, least=2, most=6)},
    optional={"fixed": Flag()},
    secret=SECRET,
    ask=_ask,
    compile=_compile,
    respond=option_result,
    right=lambda _question, key: key.data["right"][0],
    random=_random,
    everything=None,
)
