"""Sort into groups: each item belongs to one of a few groups."""

from __future__ import annotations

from typing import TypedDict, cast

from aquanaut.content import Fields, ListOf, Text
from aquanaut.questions.controls.faults import expect
from aquanaut.questions.controls.places import PLACES, place_key
from aquanaut.questions.model import FEEDBACK_WORDS, Body, Entry, Key, Named, QuestionType, Source

GROUP = Fields({"id": Text(), "text": Text()}, {"help": Text()}, "id")
ITEM = Fields({"id": Text(), "text": Text(), "group": Text(), "feedback": Text(words=FEEDBACK_WORDS)}, {}, "id")


class Grouped(Named, total=False):
    """An item in a content entry."""

    group: str
    feedback: str


class Sorting(TypedDict, total=False):
    """A content entry of this kind."""

    id: str
    groups: list[Named]
    items: list[Grouped]
    next: str


def _ask(entry: Entry, _source: Source) -> Body:
    data = cast(Sorting, entry)
    return {
        "places": [{"id": g["id"], "text": g["text"], "help": g.get("help", "")} for g in data["groups"]],
        "items": [{"id": i["id"], "text": i["text"]} for i in data["items"]],
    }


def _compile(entry: Entry, source: Source) -> Key:
    data = cast(Sorting, entry)
    groups = [g["id"] for g in data["groups"]]
    for item in data["items"]:
        known = item["group"] in groups
        expect(known, entry, source, "fault.sort_groups", group=item["group"], groups=", ".join(groups))
    right = {i["id"]: i["group"] for i in data["items"]}
    expect(len(set(right.values())) > 1, entry, source, "fault.sort_groups.same")
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
    gesture=PLACES,
    ids={"items": "items", "groups": "places"},
    meant=("groups",),
)
