"""Match: each item on the left belongs to one on the right. The right side may hold more than is needed."""

from __future__ import annotations

from typing import TypedDict, cast

from aquanaut.content import Fields, ListOf, Text
from aquanaut.questions.controls.faults import expect
from aquanaut.questions.controls.places import PLACES, place_key
from aquanaut.questions.model import FEEDBACK_WORDS, Body, Entry, Key, Named, QuestionType, Source

PARTNER = Fields({"id": Text(), "text": Text()}, {}, "id")
ITEM = Fields({"id": Text(), "text": Text(), "partner": Text(), "feedback": Text(words=FEEDBACK_WORDS)}, {}, "id")


class Partnered(Named, total=False):
    """An item in a content entry."""

    partner: str
    feedback: str


class Matching(TypedDict, total=False):
    """A content entry of this kind."""

    id: str
    partners: list[Named]
    items: list[Partnered]
    next: str


def _ask(entry: Entry, _source: Source) -> Body:
    data = cast(Matching, entry)
    return {
        "places": [{"id": p["id"], "text": p["text"], "help": ""} for p in data["partners"]],
        "items": [{"id": i["id"], "text": i["text"]} for i in data["items"]],
    }


def _compile(entry: Entry, source: Source) -> Key:
    data = cast(Matching, entry)
    partners = [p["id"] for p in data["partners"]]
    for item in data["items"]:
        known = item["partner"] in partners
        expect(known, entry, source, "fault.match", partner=item["partner"], partners=", ".join(partners))
    right = {i["id"]: i["partner"] for i in data["items"]}
    expect(len(set(right.values())) > 1, entry, source, "fault.match.same")
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
    gesture=PLACES,
    ids={"items": "items", "partners": "places"},
)
