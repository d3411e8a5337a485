"""Match: each item on the left belongs to one on the right. The right side may hold more than is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aquanaut.content import Fields, ListOf, Text
from aquanaut.questions.controls.choice import expect
from aquanaut.questions.controls.places import one_place, place_key, place_result, random_places, right_places
from aquanaut.questions.model import FEEDBACK_WORDS, Key, QuestionType, Source

PARTNER = Fields({"id": Text(), "text": Text()}, {}, "id")
ITEM = Fields({"id": Text(), "text": Text(), "partner": Text(), "feedback": Text(words=FEEDBACK_WORDS)}, {}, "id")


def _ask(data: Mapping[str, Any], _source: Source) -> dict[str, Any]:
    return {
        "places": [{"id": p["id"], "text": p["text"], "help": ""} for p in data["partners"]],
        "items": [{"id": i["id"], "text": i["text"]} for i in data["items"]],
    }


def _compile(data: Mapping[str, Any], source: Source) -> Key:
    partners = [p["id"] for p in data["partners"]]
    for item in data["items"]:
        found, fix = f"the partner '{item['partner']}'", "Name one of them in `partner:`."
        expect(item["partner"] in partners, data, source, found, "one of " + ", ".join(partners), fix)
    right = {i["id"]: i["partner"] for i in data["items"]}
    expect(len(set(right.values())) > 1, data, source, "one partner for all", "two partners or more", "Add others.")
    feedback = {i["id"]: i["feedback"] for i in data["items"]}
    return place_key(data["id"], right, partners, feedback, data.get("next", ""))


TYPE = QuestionType(
    kind="match",
    control="match",
    required={"partners": ListOf(PARTNER, least=2, most=8), "items": ListOf(ITEM, least=2, most=8)},
    optional={},
    secret=("items.partner", "items.feedback", "next"),
    ask=_ask,
    compile=_compile,
    respond=place_result,
    right=right_places,
    random=random_places,
    everything=one_place,
)
