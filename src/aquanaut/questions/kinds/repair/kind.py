"""Repair this sentence: rewrite it, and see what was kept and what is still there.

The checks coach, they do not score: each looks for words (in small letters, with plain quotation marks), so a good
repair in other words can fail one, and the feedback says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypedDict, cast

from aquanaut.content import Fields, ListOf, Text, Whole
from aquanaut.questions.controls.faults import expect
from aquanaut.questions.controls.written import (
    RUBRIC_LINE,
    SAMPLE,
    SECRET,
    WRITTEN,
    written_item,
    written_key,
    written_paper,
)
from aquanaut.questions.item import Item, loss
from aquanaut.questions.model import Body, Entry, Key, Question, QuestionType, Source, View
from aquanaut.questions.parts import Paper, Quoted
from aquanaut.questions.said import Check, Rule, plain

CHECK = Fields({"any": ListOf(Text(), least=1), "say": Text(words=4)})

SUMMARY: list[Rule] = [{"say": "answer.repair.none", "when": ["!given"]}, {"say": "answer.repair"}]


class Looked(TypedDict):
    """Words to look for, and what is said of them."""

    any: list[str]
    say: str


class Repairing(TypedDict, total=False):
    """A content entry of this kind."""

    start: str
    keep: list[Looked]
    lose: list[Looked]
    rows: int
    words: int


def _ask(entry: Entry, _source: Source) -> Body:
    data = cast(Repairing, entry)
    words = len(data["start"].split())
    return {"start": data["start"].strip(), "rows": data.get("rows", 5), "words": data.get("words", words)}


def _compile(entry: Entry, source: Source) -> Key:
    data = cast(Repairing, entry)
    start, keep, lose = plain(data["start"]), data["keep"], data.get("lose", [])
    for fault, listed in (("fault.repair.keep", keep), ("fault.repair.lose", lose)):
        for one in listed:
            there = any(plain(part) in start for part in one["any"])
            expect(there, entry, source, fault, words=" / ".join(one["any"]))
    checks = [*(_check(one, "keep") for one in keep), *(_check(one, "lose") for one in lose)]
    return written_key(entry, SUMMARY, start, checks)


def _check(one: Looked, sort: str) -> Check:
    return {"any": [plain(part) for part in one["any"]], "want": sort == "keep", "text": one["say"], "sort": sort}


def _paper(view: View) -> Iterator[Paper]:
    yield Quoted(view["start"])
    yield from written_paper(view)


def _item(base: Item, question: Question, key: Key) -> Item:
    return written_item(base, question, key).but(loss("coaching", "bank.repair"))


TYPE = QuestionType(
    kind="repair",
    control="repair",
    required={
        "start": Text(words=4),
        "keep": ListOf(CHECK, least=1, most=8),
        "rubric": ListOf(RUBRIC_LINE, least=1, most=6),
        "samples": ListOf(SAMPLE, least=1, most=4),
    },
    optional={"lose": ListOf(CHECK, most=8), "rows": Whole(1, 20), "words": Whole(5, 400)},
    secret=("keep", "lose", *SECRET),
    ask=_ask,
    compile=_compile,
    gesture=replace(WRITTEN, paper=_paper, item=_item),
)
