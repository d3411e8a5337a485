"""Two linked marks: find two places in one text that cannot both be true.

Touching both ends of a listed pair earns everything, one end a quarter. The answer costs a little, computed so
that two marks of any length laid by chance are worth nothing or less on average.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import TypedDict, cast

from aquanaut.content import LINE, Fields, ListOf, Text, Whole
from aquanaut.marks.labels import LABELS
from aquanaut.pages.html import el
from aquanaut.questions.controls.faults import expect
from aquanaut.questions.controls.passage import (
    PASSAGE,
    cut_passage,
    locate_shown,
    passage_paper,
    passage_slide,
    passage_text,
    reference,
    shown_parts,
    words_at,
)
from aquanaut.questions.controls.simulated import logistic
from aquanaut.questions.item import Item, loss
from aquanaut.questions.lines import BETWEEN, on_one_line
from aquanaut.questions.model import (
    FEEDBACK_WORDS,
    Body,
    Entry,
    Gesture,
    Key,
    KeyTarget,
    Question,
    QuestionType,
    Source,
    View,
)
from aquanaut.questions.parts import Paper, Pupil, Remark, Told
from aquanaut.questions.said import Said
from aquanaut.questions.scoring import Mark, Stretch, Table, atoms, marks_of, overlap
from aquanaut.text.anchors import QUOTE, Quote
from aquanaut.words import say

PAIR = 120
HALF = 30

LABEL = "clashes"
"""The label of both marks."""

TARGET = Fields({"one": QUOTE, "other": QUOTE, "title": Text(), "feedback": Text(words=FEEDBACK_WORDS)})


class Linking(TypedDict, total=False):
    """A content entry of this kind."""

    id: str
    longest: int
    pairs: list[dict[str, str]]
    next: str


# --- the question and its key ------------------------------------------------------------------------------


def _ask(entry: Entry, source: Source) -> Body:
    label = LABELS[LABEL]
    return {
        **cut_passage(entry, source),
        "labels": [{"id": label.id, "text": label.text, "help": label.help}],
        "linked": True,
        "find": 2,
        "most": 2,
        "longest": cast(Linking, entry)["longest"],
    }


def _compile(entry: Entry, source: Source) -> Key:
    data = cast(Linking, entry)
    tokens: list[Stretch] = [*cut_passage(entry, source)["passage"]["tokens"]]
    targets = _targets(entry, data, source)
    cost = _least_cost(targets, tokens, data["longest"])
    expect(2 * cost <= PAIR, entry, source, "fault.link_marks", cost=cost, pair=PAIR)
    weights = {f"pair:{t['id']}": PAIR for t in targets} | {f"half:{t['id']}": HALF for t in targets}
    table: Table = {
        "form": "links",
        "targets": [{"id": t["id"], "ends": t["ends"]} for t in targets],
        "tokens": tokens,
        "longest": data["longest"],
        "weights": weights | {"cost": -cost},
        "points": PAIR - cost,
    }
    after = data.get("next", "")
    return Key(data["id"], table, {"targets": targets, "next": after}, _said(targets, after))


def _targets(entry: Entry, data: Linking, source: Source) -> list[KeyTarget]:
    text, span, _ = passage_text(entry, source)
    parts = shown_parts(entry, source, text, span)
    targets: list[KeyTarget] = []
    for number, pair in enumerate(data["pairs"], start=1):
        quotes = [Quote.from_content(cast(dict[str, str], pair[end])) for end in ("one", "other")]
        ends = [locate_shown(text, quote, source.path, cast(int, pair[LINE]), parts) for quote in quotes]
        places: list[list[Stretch]] = [[[end.start, end.end]] for end in ends]
        told: KeyTarget = {"id": f"p{number}", "ends": places, "title": pair["title"], "text": pair["feedback"]}
        targets.append({**told, "label": LABEL})
    return targets


def _least_cost(targets: Sequence[KeyTarget], tokens: Sequence[Stretch], longest: int) -> int:
    """An upper bound of what two chance marks earn, rounded up: both ends of some pair, or one end of it."""
    worth = 0.0
    for target in targets:
        a, b = (max(_touch(end, tokens, length) for length in range(1, longest + 1)) for end in target["ends"])
        worth += PAIR * 2 * a * b + HALF * 2 * (a + b)
    return -int(-worth // 1)


def _touch(end: Sequence[Stretch], tokens: Sequence[Stretch], length: int) -> float:
    """The chance that a mark of `length` words, laid anywhere, touches `end`."""
    places = range(len(tokens) - length + 1)
    touched = sum(any(overlap((tokens[i][0], tokens[i + length - 1][1]), s) for s in end) for i in places)
    return touched / max(1, len(places))


def _said(targets: Sequence[KeyTarget], after: str) -> Said:
    shown = [reference(target, end[0]) for target in targets for end in target["ends"]]
    return {
        "status": "graded",
        "atoms": {f"{sort}:{t['id']}": (t["id"], sort, 1) for t in targets for sort in ("pair", "half")},
        "summary": [
            {"say": "answer.link_marks", "when": ["!given"]},
            {"say": "answer.link_marks.pair", "when": ["pair"]},
            {"say": "answer.link_marks.half", "when": ["half"]},
            {"say": "answer.link_marks.none"},
        ],
        "feedback": {f"pair:{t['id']}": t["text"] for t in targets},
        "next": {"text": after, "when": ["full", "revealed"]},
        "shows": [
            {"field": "marks", "when": [], "value": []},
            {"field": "reference", "when": ["revealed"], "value": shown},
        ],
    }


# --- answers -----------------------------------------------------------------------------------------------


def _right(_question: Question, key: Key) -> list[Mark]:
    marks: list[Mark] = []
    for end in key.table["targets"][0]["ends"]:
        token = next(t for t in key.table["tokens"] if any(overlap(t, s) for s in end))
        marks.append({"start": token[0], "end": token[1], "label": LABEL})
    return marks


def _random(question: Question, chance: Random) -> list[Mark]:
    tokens, marks = question.body["passage"]["tokens"], list[Mark]()
    for _ in range(2):
        length = min(chance.randint(1, question.body["longest"]), len(tokens))
        first = chance.randrange(len(tokens) - length + 1)
        marks.append({"start": tokens[first][0], "end": tokens[first + length - 1][1], "label": LABEL})
    return marks


def _simulate(question: Question, key: Key, pupil: Pupil, chance: Random) -> list[Mark]:
    """The pair, or one right end and a stray one."""
    right, stray = _right(question, key), _random(question, chance)
    return right if chance.random() < logistic(pupil.ability - pupil.difficulty) else [right[0], stray[1]]


# --- in other rooms ----------------------------------------------------------------------------------------


def _words(question: Question, key: Key) -> tuple[str, str]:
    pairs = []
    for target in key.data["targets"]:
        one, other = (words_at(question, end[0]) for end in target["ends"])
        pairs.append(say("key.link_marks", one=one, other=other, title=target["title"]))
    pairs = list(dict.fromkeys(pairs))  # The same words in other sentences read the same here.
    count = "" if len(pairs) == 1 else say("key.link_marks.any", all=len(pairs))
    return count + BETWEEN.join(pairs), BETWEEN.join(f"{t['title']}: {t['text']}" for t in key.data["targets"])


def _paper(view: View) -> Iterator[Paper]:
    yield Told(say("paper.link_marks"))
    yield from passage_paper(view)


def _remarks(question: Question, key: Key, answer: object) -> Iterator[Remark]:
    given = answer if isinstance(answer, list) else []
    ends = marks_of([{"label": "", **mark} for mark in given if isinstance(mark, dict)])  # they carry no label
    mine = tuple((mark["start"], mark["end"], "hit", str(n)) for n, mark in enumerate(ends, start=1))
    yield Remark("passage", lead=say("class.fb.mine"), marked=mine)
    found = {atom.split(":", 1)[1] for atom in atoms(key.table, answer) if atom.startswith("pair:")}
    for target in key.data["targets"]:
        one, other = (words_at(question, end[0]) for end in target["ends"])
        lead = say("class.fb.pair", one=one, other=other, title=target["title"])
        yield Remark("good" if target["id"] in found else "para", target["text"], lead)


def _item(base: Item, question: Question, key: Key) -> Item:
    rubric = str(el("p", on_one_line(_words(question, key)[0])))
    made = replace(base, form="written", rubric=rubric, rows=3).asking(say("bank.link_marks.ask"))
    return made.but(loss("gesture", "bank.link_marks"), fate="not scored")


TYPE = QuestionType(
    kind="link_marks",
    control="mark",
    required={"passage": PASSAGE, "longest": Whole(1, 12), "pairs": ListOf(TARGET, least=1, most=6)},
    optional={},
    secret=("pairs", "next"),
    ask=_ask,
    compile=_compile,
    gesture=Gesture(
        right=_right,
        random=_random,
        words=_words,
        paper=_paper,
        slide=passage_slide,
        remarks=_remarks,
        simulate=_simulate,
        item=_item,
    ),
)
