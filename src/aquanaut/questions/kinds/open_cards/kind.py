"""Open evidence cards, then decide: choose one after looking at what sources say.

The cards come from the article's `facts.yaml` (by id) or are written in the question. `open_first` says how many must
be opened before an answer can be checked: the point is the looking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypedDict, cast

from aquanaut.content import Fields, Flag, ListOf, Text, Whole
from aquanaut.questions.controls.choice import (
    CHOICE,
    IDS,
    ONE,
    OPTION,
    SECRET,
    one_right,
    option_key,
    options_body,
    options_paper,
    right_ids,
)
from aquanaut.questions.controls.faults import expect, wrong_at
from aquanaut.questions.item import Item, loss
from aquanaut.questions.model import Body, Entry, Key, Question, QuestionType, Source, View
from aquanaut.questions.parts import Card, Cards, Paper, Told
from aquanaut.text.article import load_article
from aquanaut.text.facts import load_facts
from aquanaut.words import say

CARD = Fields({"title": Text(), "says": Text(words=4)}, {"publisher": Text(), "date": Text(), "address": Text()})

HANDED_OUT = ("title", "says", "publisher", "date", "address")


class Opening(TypedDict, total=False):
    """A content entry with cards."""

    cards: list[str]
    own_cards: list[Mapping[str, str]]
    open_first: int
    article: str


def _ask(entry: Entry, source: Source) -> Body:
    data = cast(Opening, entry)
    own = [_own_card(number, card) for number, card in enumerate(data.get("own_cards", []))]
    cards, wanted = [*_from_facts(entry, data, source), *own], data.get("open_first", 1)
    expect(len(cards) >= wanted, entry, source, "fault.open_cards", cards=len(cards), wanted=wanted)
    return {**options_body(entry, "one"), "cards": cards, "open_first": wanted}


def _own_card(number: int, card: Mapping[str, str]) -> Card:
    written = {name: card.get(name, "") for name in HANDED_OUT}
    return cast(Card, {"id": f"own{number}", "note": "", **written})


def _from_facts(entry: Entry, data: Opening, source: Source) -> list[Card]:
    names = data.get("cards", [])
    if not names:
        return []
    known = load_facts(load_article(data.get("article", source.article), source.root)).cards
    for name in names:
        if name not in known:
            raise wrong_at(entry, source, "fault.open_cards.unknown", card=name)
    return [
        {
            "id": card.id,
            "title": card.title,
            "publisher": card.publisher,
            "date": card.date,
            "address": card.address,
            "says": card.says,
            "note": card.note,
        }
        for card in map(known.__getitem__, names)
    ]


def _compile(entry: Entry, source: Source) -> Key:
    right = len(right_ids(entry))
    expect(right == 1, entry, source, "fault.options.one_right", right=right)
    return option_key(entry, one_right(entry), ONE)


def _hand_out(entry: dict[str, object], question: Question) -> dict[str, object]:
    """Cards by name are written out: the file they come from holds verdicts, too."""
    if "cards" not in entry:
        return entry
    rest = {name: value for name, value in entry.items() if name != "cards"}
    return {**rest, "own_cards": [_written_out(card) for card in question.body["cards"]]}


def _written_out(card: Card) -> dict[str, str]:
    said = " ".join(filter(None, (card["says"], card["note"])))
    told = cast(dict[str, str], {**card, "says": said})
    return {name: text for name, text in told.items() if name in HANDED_OUT and text}


def _paper(view: View) -> Iterator[Paper]:
    yield Told(say("paper.open_cards", n=view["open_first"]))
    yield Cards(tuple(view["cards"]))
    yield from options_paper(view)


def _item(base: Item, question: Question, key: Key) -> Item:
    made = CHOICE.item(base, question, key)
    return made.but(loss("cards", "bank.open_cards", wanted=question.body["open_first"]))


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
    gesture=replace(CHOICE, paper=_paper, item=_item),
    ids=IDS,
    hand_out=_hand_out,
)
