"""Choose many: any number of right options.

With R right and W wrong options a right one weighs +W and a wrong one -R, so ticking everything, or ticking at
random, comes to nothing.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from aquanaut.content import Flag, ListOf
from aquanaut.questions.controls.choice import (
    CHOICE,
    IDS,
    OPTION,
    SECRET,
    many_item,
    option_key,
    options_body,
    right_ids,
    tick,
)
from aquanaut.questions.controls.faults import expect
from aquanaut.questions.model import Body, Entry, Key, Question, QuestionType, Source
from aquanaut.questions.said import Rule
from aquanaut.questions.scoring import Table

SUMMARY: list[Rule] = [
    {"say": "answer.choose", "when": ["!given"]},
    {"say": "answer.right", "when": ["full"]},
    {"say": "answer.choose_many", "when": ["wrong"]},
    {"say": "answer.choose_many.clean"},
]


def _ask(entry: Entry, _source: Source) -> Body:
    return options_body(entry, "many")


def _compile(entry: Entry, source: Source) -> Key:
    right, names = right_ids(entry), [option["id"] for option in _ask(entry, source)["options"]]
    wrong = len(names) - len(right)
    expect(bool(right) and wrong > 0, entry, source, "fault.choose_many", right=len(right), wrong=wrong)
    weights = {name: wrong if name in right else -len(right) for name in names}
    table: Table = {"form": "many", "weights": weights, "points": wrong * len(right)}
    return option_key(entry, table, SUMMARY)


def _right(_question: Question, key: Key) -> list[str]:
    return list(key.data["right"])


def _random(question: Question, chance: Random) -> list[str]:
    return [o["id"] for o in question.body["options"] if chance.random() < 0.5]


def _everything(question: Question, _chance: Random) -> list[str]:
    return [o["id"] for o in question.body["options"]]


TYPE = QuestionType(
    kind="choose_many",
    control="choice",
    required={"options": ListOf(OPTION, least=3, most=9)},
    optional={"fixed": Flag()},
    secret=SECRET,
    ask=_ask,
    compile=_compile,
    gesture=replace(CHOICE, right=_right, random=_random, everything=_everything, simulate=tick, item=many_item),
    ids=IDS,
)
