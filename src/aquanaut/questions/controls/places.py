"""Shared parts of the types that put items in places (groups, an order, partners): their weights, and what is said.

With N items and m the most items that share one right place, a right place weighs N - m and a wrong one -m. Then
putting everything in one place, or everything at random, comes to nothing or less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from aquanaut.questions.model import Key, Question, verdict
from aquanaut.questions.scoring import atoms, score
from aquanaut.words import say


def place_key(
    name: str, right: Mapping[str, str], places: Sequence[str], feedback: Mapping[str, str], after: str
) -> Key:
    """A key for items (`right`: item → place) that may go to any of `places`."""
    shared = max(Counter(right.values()).values())
    gain = len(right) - shared
    weights = {f"{item}={place}": gain if place == right[item] else -shared for item in right for place in places}
    table = {"form": "map", "items": list(right), "weights": weights, "points": gain * len(right)}
    return Key(name, table, {"right": dict(right), "feedback": dict(feedback), "next": after})


def place_result(question: Question, key: Key, answer: Any, revealed: bool) -> dict[str, Any]:
    """What is said: for each placed item whether it stands right, and why; when revealed, for all."""
    scored = score(key.table, answer)
    right = key.data["right"]
    placed = dict(atom.split("=", 1) for atom in atoms(key.table, answer))
    items = {
        item: {
            "mark": "right" if placed.get(item) == right[item] else "wrong",
            # Why an item stands wrong would give its place away; that comes with the right place, or when shown.
            "text": key.data["feedback"][item] if revealed or placed.get(item) == right[item] else "",
        }
        for item in right
        if revealed or item in placed
    }
    said = verdict(scored["earned"], scored["possible"])
    return {
        "status": "graded",
        "verdict": said if placed else "wrong",
        "summary": _summary(placed, right),
        "earned": scored["earned"],
        "possible": scored["possible"],
        "items": items,
        "revealed": revealed,
        **({"right": right} if revealed else {}),
        "next": key.data["next"] if said == "right" or revealed else "",
    }


def _summary(placed: Mapping[str, str], right: Mapping[str, str]) -> str:
    if not placed:
        return say("answer.place")
    stand = sum(right[item] == place for item, place in placed.items())
    open_ones = len(right) - len(placed)
    if stand == len(right):
        return say("answer.places.all")
    return say("answer.places.open" if open_ones else "answer.places", stand=stand, all=len(right), open=open_ones)


def right_places(_question: Question, key: Key) -> dict[str, str]:
    """The full answer."""
    return dict(key.data["right"])


def random_places(question: Question, chance: Random) -> dict[str, str]:
    """Every item in a place by chance."""
    places = [p["id"] for p in question.body["places"]]
    return {item["id"]: chance.choice(places) for item in question.body["items"]}


def one_place(question: Question, chance: Random) -> dict[str, str]:
    """Every item in the same place."""
    place = chance.choice(question.body["places"])["id"]
    return {item["id"]: place for item in question.body["items"]}
