"""Put in order: each item has its own position. A random order is worth nothing on average."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from aquanaut.content import Fields, ListOf, Text
from aquanaut.questions.controls.places import place_key, place_result, right_places
from aquanaut.questions.model import FEEDBACK_WORDS, Key, Question, QuestionType, Source

ITEM = Fields({"id": Text(), "text": Text(), "feedback": Text(words=FEEDBACK_WORDS)}, {}, "id")


def _ask(data: Mapping[str, Any], _source: Source) -> dict[str, Any]:
    items = sorted(({"id": i["id"], "text": i["text"]} for i in data["items"]), key=lambda i: i["id"])
    places = [{"id": str(n), "text": str(n), "help": ""} for n in range(1, len(items) + 1)]
    return {"places": places, "items": items}


def _compile(data: Mapping[str, Any], _source: Source) -> Key:
    right = {i["id"]: str(n) for n, i in enumerate(data["items"], start=1)}
    feedback = {i["id"]: i["feedback"] for i in data["items"]}
    return place_key(data["id"], right, list(right.values()), feedback, data.get("next", ""))


def _random(question: Question, chance: Random) -> dict[str, str]:
    items = [i["id"] for i in question.body["items"]]
    chance.shuffle(items)
    return {item: str(n) for n, item in enumerate(items, start=1)}


TYPE = QuestionType(
    kind="put_in_order",
    control="order",
    required={"items": ListOf(ITEM, least=3, most=8)},
    optional={},
    secret=("items.feedback", "next"),
    ask=_ask,
    compile=_compile,
    respond=place_result,
    right=right_places,
    random=_random,
    everything=None,
)
