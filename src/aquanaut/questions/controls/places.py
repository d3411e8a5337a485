"""Items that go to places (groups, an order, partners): what the kinds that do so share, in every room.

With N items and m the most items that share one right place, a right place weighs N - m and a wrong one -m. Then
putting everything in one place, or everything at random, comes to nothing or less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from aquanaut.questions.controls.simulated import logistic
from aquanaut.questions.item import Item, Pair, loss
from aquanaut.questions.lines import BETWEEN, short
from aquanaut.questions.model import Gesture, Key, Question, View, type_of
from aquanaut.questions.parts import Blanks, Paper, Places, Pupil, Remark, Row, Slide
from aquanaut.questions.said import Said
from aquanaut.questions.scoring import Table, atoms
from aquanaut.words import say


def place_key(
    name: str, right: Mapping[str, str], places: Sequence[str], feedback: Mapping[str, str], after: str
) -> Key:
    """A key for items (`right`: item → place) that may go to any of `places`."""
    shared = max(Counter(right.values()).values())
    gain = len(right) - shared
    weights = {f"{item}={place}": gain if place == right[item] else -shared for item in right for place in places}
    table: Table = {"form": "map", "items": list(right), "weights": weights, "points": gain * len(right)}
    data = {"right": dict(right), "feedback": dict(feedback), "next": after}
    return Key(name, table, {**data}, _said(right, places, feedback, after))  # type: ignore[typeddict-item]


def _said(right: Mapping[str, str], places: Sequence[str], feedback: Mapping[str, str], after: str) -> Said:
    # Why an item stands wrong would give its place away; that comes with the right place, or when shown.
    return {
        "status": "graded",
        "field": "items",
        "atoms": {
            f"{item}={place}": (item, "right", 1) if place == right[item] else (item, "wrong", 0)
            for item in right
            for place in places
        },
        "parts": {item: ("wrong", feedback[item]) for item in right},
        "values": {"stand": "right", "all": len(right), "open": "open"},
        "summary": [
            {"say": "answer.place", "when": ["!given"]},
            {"say": "answer.places.all", "when": ["!open", "!wrong"]},
            {"say": "answer.places.open", "when": ["open"]},
            {"say": "answer.places"},
        ],
        "next": {"text": after, "when": ["full", "revealed"]},
        "shows": [{"field": "right", "when": ["revealed"], "value": dict(right)}],
    }


# --- answers -----------------------------------------------------------------------------------------------


def _right(_question: Question, key: Key) -> dict[str, str]:
    return dict(key.data["right"])


def _random(question: Question, chance: Random) -> dict[str, str]:
    """Every item in a place by chance."""
    places = [p["id"] for p in question.body["places"]]
    return {item["id"]: chance.choice(places) for item in question.body["items"]}


def _one_place(question: Question, chance: Random) -> dict[str, str]:
    """Every item in the same place."""
    place = chance.choice(question.body["places"])["id"]
    return {item["id"]: place for item in question.body["items"]}


def _simulate(question: Question, key: Key, pupil: Pupil, chance: Random) -> dict[str, str]:
    """Each item right where it is known, else anywhere."""
    known = logistic(1.3 * (pupil.ability - pupil.difficulty))
    stray = type_of(question).random(question, chance)
    right = key.data["right"]
    return {item: right[item] if chance.random() < known else stray[item] for item in right}


# --- in other rooms ----------------------------------------------------------------------------------------


def in_places(question: Question, key: Key, twins: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Each place with what belongs there, and why. `twins`: what to call items that begin alike."""
    right: Mapping[str, str] = key.data["right"]
    texts = {i["id"]: i["text"] for i in question.body["items"]}
    groups = []
    for place in question.body["places"]:
        held = [short(texts[item]) for item, where in right.items() if where == place["id"]]
        if held:
            groups.append(f"**{place['text']}**: " + "; ".join(held))
    names: Mapping[str, str] = {i: short(texts[i], 32) for i in right}
    if len(set(names.values())) < len(names):
        names = texts if twins is None else twins
    return BETWEEN.join(groups), BETWEEN.join(f"{names[i]}: {key.data['feedback'][i]}" for i in right)


def _paper(view: View) -> Iterator[Paper]:
    yield Places(tuple((place["text"], place.get("help", "")) for place in view["places"]))
    yield Blanks(tuple(item["text"] for item in view["items"]))


def _slide(view: View, key: Key) -> Slide:
    places = {place["id"]: place["text"] for place in view["places"]}
    right, why = key.data["right"], key.data["feedback"]
    rows: list[Row] = [
        {"text": item["text"], "place": places[right[item["id"]]], "why": why[item["id"]], "mark": ""}
        for item in view["items"]
    ]
    return {"hands": False, "rows": rows, "places": list(places.values())}


def _remarks(question: Question, key: Key, answer: object) -> Iterator[Remark]:
    placed = dict(atom.split("=", 1) for atom in atoms(key.table, answer))
    items = {i["id"]: i["text"] for i in question.body["items"]}
    places = {p["id"]: p["text"] for p in question.body["places"]}
    for item, place in key.data["right"].items():
        mine = placed.get(item)
        sort = "right" if mine == place else "open" if mine is None else "wrong"
        lead = say(f"class.fb.place.{sort}", item=items[item], mine=places.get(mine or "", ""), place=places[place])
        yield Remark("good" if mine == place else "bad", key.data["feedback"][item], lead)


def places_item(base: Item, question: Question, key: Key) -> Item:
    """Items to be matched with their places."""
    right, feedback = key.data["right"], key.data["feedback"]
    pairs = tuple(Pair(i["id"], i["text"], right[i["id"]], feedback[i["id"]]) for i in question.body["items"])
    places = tuple((p["id"], p["text"]) for p in question.body["places"])
    made = replace(base, form="match", pairs=pairs, places=places)
    return made.but(loss("scoring", "bank.places"))


PLACES = Gesture(
    right=_right,
    random=_random,
    everything=_one_place,
    words=in_places,
    paper=_paper,
    slide=_slide,
    remarks=_remarks,
    simulate=_simulate,
    item=places_item,
)
"""Items to places that they may share."""
