"""Put in order: each item has its own position. A random order is worth nothing on average."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import TypedDict, cast

from aquanaut.content import Fields, ListOf, Text
from aquanaut.questions.controls.places import PLACES, in_places, place_key, places_item
from aquanaut.questions.item import Item, loss
from aquanaut.questions.model import FEEDBACK_WORDS, Body, Entry, Key, Named, Question, QuestionType, Source, View
from aquanaut.questions.parts import Blanks, Paper, Told
from aquanaut.words import say

ITEM = Fields({"id": Text(), "text": Text(), "feedback": Text(words=FEEDBACK_WORDS)}, {}, "id")


class Ordered(Named, total=False):
    """An item in a content entry; the items stand there in their right order."""

    feedback: str


class Ordering(TypedDict, total=False):
    """A content entry of this kind."""

    id: str
    items: list[Ordered]
    next: str


def _ask(entry: Entry, _source: Source) -> Body:
    given = cast(Ordering, entry)["items"]
    items = sorted((Named(id=i["id"], text=i["text"]) for i in given), key=lambda i: i["id"])
    return {"places": [{"id": str(n), "text": str(n), "help": ""} for n in range(1, len(items) + 1)], "items": items}


def _compile(entry: Entry, _source: Source) -> Key:
    data = cast(Ordering, entry)
    right = {i["id"]: str(n) for n, i in enumerate(data["items"], start=1)}
    feedback = {i["id"]: i["feedback"] for i in data["items"]}
    return place_key(data["id"], right, list(right.values()), feedback, data.get("next", ""))


def _random(question: Question, chance: Random) -> dict[str, str]:
    items = [i["id"] for i in question.body["items"]]
    chance.shuffle(items)
    return {item: str(n) for n, item in enumerate(items, start=1)}


def _words(question: Question, key: Key) -> tuple[str, str]:
    return in_places(question, key, twins=key.data["right"])


def _paper(view: View) -> Iterator[Paper]:
    yield Told(say("paper.put_in_order", n=len(view["items"])))
    yield Blanks(tuple(item["text"] for item in view["items"]))


def _item(base: Item, question: Question, key: Key) -> Item:
    made = places_item(base, question, key).asking(say("bank.put_in_order.ask"))
    return made.but(loss("gesture", "bank.put_in_order"), fate="approximated")


TYPE = QuestionType(
    kind="put_in_order",
    control="order",
    required={"items": ListOf(ITEM, least=3, most=8)},
    optional={},
    secret=("items.feedback", "next"),
    ask=_ask,
    compile=_compile,
    gesture=replace(PLACES, random=_random, everything=None, words=_words, paper=_paper, item=_item),
    ids={"items": "items"},
)
