"""Open evidence cards, then decide: choose one after looking at what sources say.

The cards come from the article's `facts.yaml` (by id) or are written in the question. `open_first` says how many must
be opened before an answer can be checked: the point is the looking.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from aquanaut.content import LINE, Fields, Flag, ListOf, Text, Whole, fault
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
from aquanaut.text.article import load_article
from aquanaut.text.facts import load_facts

CARD = Fields({"title": Text(), "says": Text(words=4)}, {"publisher": Text(), "date": Text(), "address": Text()})


def _ask(data: Mapping[str, Any], source: Source) -> dict[str, Any]:
    cards = _from_facts(data, source) + [
        {"id": f"own{n}", "note": "", **{k: c.get(k, "") for k in ("title", "says", "publisher", "date", "address")}}
        for n, c in enumerate(data.get("own_cards", []))
    ]
    wanted = data.get("open_first", 1)
    expect(
        len(cards) >= wanted,
        data,
        source,
        f"{len(cards)} cards",
        f"at least {wanted}",
        "Add cards, or lower `open_first`.",
    )
    return {**options_body(data, "one"), "cards": cards, "open_first": wanted}


def _from_facts(data: Mapping[str, Any], source: Source) -> list[dict[str, str]]:
    names = data.get("cards", [])
    if not names:
        return []
    known = load_facts(load_article(data.get("article", source.article), source.root)).cards
    for name in names:
        if name not in known:
            raise fault(source.path, data[LINE], f"the card '{name}'", "a card of facts.yaml", "Check its id there.")
    return [card_view(known[name]) for name in names]


def card_view(card: Any) -> dict[str, str]:
    """An evidence card as plain data for the page."""
    return {
        "id": card.id,
        "title": card.title,
        "publisher": card.publisher,
        "date": card.date,
        "address": card.address,
        "says": card.says,
        "note": card.note,
    }


def _compile(data: Mapping[str, Any], source: Source) -> Key:
    right = right_ids(data)
    expect(len(right) == 1, data, source, f"{len(right)} right options", "exactly one", "Mark one with `right: true`.")
    weights = {o["id"]: int(o["id"] in right) for o in data["options"]}
    return option_key(data, {"form": "one", "weights": weights, "points": 1})


def _random(question: Question, chance: Random) -> Any:
    return chance.choice(question.body["options"])["id"]


TYPE = QuestionType(
    kind="open_cards",
    control="cards",
    required={"options": ListOf(OPTION, least=2, most=6)},
    optional={
        "cards": ListOf(Text()),
        "own_cards": ListOf(CARD),
        "open_first": Whole(1, 6),
        "fixed": Flag(),
        "article": Text(),
    },
    secret=SECRET,
    ask=_ask,
    compile=_compile,
    respond=option_result,
    right=lambda _question, key: key.data["right"][0],
    random=_random,
    everything=None,
)
