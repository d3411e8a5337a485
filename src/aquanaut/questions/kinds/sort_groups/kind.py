"""Sort into groups: each item belongs to one of a few groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aquanaut.content import Fields, ListOf, Text
from aquanaut.questions.controls.choice import expect
from aquanaut.questions.controls.places import one_place, place_key, place_result, random_places, right_places
from aquanaut.questions.model import FEEDBACK_WORDS, Key, QuestionType, Source

GROUP = Fields({"id": Text(), "text": Text()}, {"help": Text()}, "id")
ITEM = Fields({"id": Text(), "text": Text(), "group": Text(), "feedback": Text(words=FEEDBACK_WORDS)}, {}, "id")


def _ask(data: Mapping[str, Any], _source: Source) -> dict[str, Any]:
    return {
        "places": [{"id": g["id"], "text": g["text"], "help": g.get("help", "")} for g in data["groups"]],
        "items": [{"id": i["id"], "text": i["text"]} for i in data["items"]],
    }


def _compile(data: Mapping[str, Any], source: Source) -> Key:
    groups = [g["id"] for g in data["groups"]]
    for item in data["items"]:
        fix = "Name one of them in `group:`."
        expect(
            item["group"] in groups, data, source, f"the group '{item['group']}'", "one of " + ", ".join(groups), fix
        )
    used = {i["group"] for i in data["items"]}
    expect(len(used) > 1, data, source, "items of one group only", "items of two groups or more", "Add others.")
    right = {i["id"]: i["group"] for i in data["items"]}
    feedback = {i["id"]: i["feedback"] for i in data["items"]}
    return place_key(data["id"], right, groups, feedback, data.get("next", ""))


TYPE = QuestionType(
    kind="sort_groups",
    control="sort",
    required={"groups": ListOf(GROUP, least=2, most=4), "items": ListOf(ITEM, least=3, most=12)},
    optional={},
    secret=("items.group", "items.feedback", "next"),
    ask=_ask,
    compile=_compile,
    respond=place_result,
    right=right_places,
    random=random_places,
    everything=one_place,
)
