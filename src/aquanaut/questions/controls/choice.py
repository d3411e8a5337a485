"""Choosing among options: what the kinds that do so share, in every room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import TypedDict, cast

from aquanaut.content import Fields, Flag, Text
from aquanaut.questions.controls.simulated import logistic, sensitivity
from aquanaut.questions.item import Choice, Item, loss
from aquanaut.questions.lines import BETWEEN, short
from aquanaut.questions.model import FEEDBACK_WORDS, Body, Entry, Gesture, Key, KeyData, Question, View
from aquanaut.questions.parts import Paper, Pupil, Remark, Row, Slide, Ticks, Told
from aquanaut.questions.said import Rule, Said
from aquanaut.questions.scoring import Table, atoms
from aquanaut.words import say

OPTION = Fields({"id": Text(), "text": Text(), "feedback": Text(words=FEEDBACK_WORDS)}, {"right": Flag()}, "id")
SECRET = ("options.right", "options.feedback", "next")
IDS = {"options": "options"}


class Option(TypedDict, total=False):
    """An option in a content entry."""

    id: str
    text: str
    feedback: str
    right: bool


class Choosing(TypedDict, total=False):
    """A content entry with options."""

    id: str
    options: list[Option]
    fixed: bool
    next: str


# --- the question and its key ------------------------------------------------------------------------------


def options_body(entry: Entry, choose: str) -> Body:
    """The public options of a content entry. `choose`: one, many, or scale."""
    data = cast(Choosing, entry)
    return {
        "choose": choose,
        "fixed": data.get("fixed", choose == "scale"),
        "options": [{"id": o["id"], "text": o["text"]} for o in data["options"]],
    }


def right_ids(entry: Entry) -> list[str]:
    """The ids of the options marked `right: true`."""
    return [o["id"] for o in cast(Choosing, entry)["options"] if o.get("right")]


def one_right(entry: Entry) -> Table:
    """The table of a question with one right option, or none."""
    right = right_ids(entry)
    weights = {o["id"]: int(o["id"] in right) for o in cast(Choosing, entry)["options"]}
    return {"form": "one", "weights": weights, "points": len(right)}


ONE: list[Rule] = [
    {"say": "answer.choose", "when": ["!given"]},
    {"say": "answer.right", "when": ["full"]},
    {"say": "answer.another"},
]


def option_key(entry: Entry, table: Table, summary: list[Rule]) -> Key:
    """A key with each option's feedback: given for the chosen ones, for all when the solution is shown."""
    data, right = cast(Choosing, entry), right_ids(entry)
    feedback = {o["id"]: o["feedback"] for o in data["options"]}
    kept: KeyData = {"feedback": feedback, "right": right, "next": data.get("next", "")}
    marks = {name: "right" if name in right else "wrong" for name in feedback}
    said: Said = {
        "status": "graded",
        "field": "options",
        "parts": {name: (mark, feedback[name]) for name, mark in marks.items()},
        "values": {"caught": "right", "n": "wrong", "all": len(right)},
        "summary": summary,
        "next": {"text": kept["next"], "when": ["full", "revealed"]},
        "shows": [],
    }
    return Key(data["id"], table, kept, said)


# --- answers -----------------------------------------------------------------------------------------------


def any_option(question: Question, chance: Random) -> str:
    """One option by chance."""
    return str(chance.choice(question.body["options"])["id"])


def _right(_question: Question, key: Key) -> str | None:
    return key.data["right"][0] if key.data["right"] else None


def pick(question: Question, key: Key, pupil: Pupil, chance: Random) -> str:
    """The right option where it is known, but for a slip; else one by its attraction."""
    right = next((option for option, weight in key.table["weights"].items() if weight > 0), "")
    pull = dict(pupil.attraction)
    if not right:
        return chance.choices(list(pull), list(pull.values()))[0]
    lean = {"sound": -0.5, "flawed": 0.5}.get(question.material, 0.0) * pupil.bias
    if chance.random() < logistic(1.3 * (pupil.ability - pupil.difficulty + lean)):
        if chance.random() >= pupil.carelessness:
            return right
        return chance.choice([option for option in pull if option != right])
    pull[right] = sum(pull.values()) / len(pull)
    return chance.choices(list(pull), list(pull.values()))[0]


def tick(question: Question, key: Key, pupil: Pupil, chance: Random) -> list[str] | None:
    """Each option whose evidence is above the pupil's criterion; then by carelessness one of them flipped."""
    half = sensitivity(pupil) / 2
    chosen = []
    for option in (one["id"] for one in question.body["options"]):
        evidence = chance.gauss(half if key.table["weights"][option] > 0 else -half, 1)
        if evidence > -pupil.bias / 2:
            chosen.append(option)
    if chance.random() < pupil.carelessness:
        slip = any_option(question, chance)
        chosen = [one for one in chosen if one != slip] if slip in chosen else [*chosen, slip]
    return chosen or None


# --- in other rooms ----------------------------------------------------------------------------------------


def _words(question: Question, key: Key) -> tuple[str, str]:
    right = [o for o in question.body["options"] if o["id"] in key.data["right"]]
    if not right:
        return say("key.opinion"), say("key.opinion.why")
    feedback = key.data["feedback"]
    if len(right) == 1:
        return right[0]["text"], feedback[right[0]["id"]]
    why = (f"{short(o['text'], 40)}: {feedback[o['id']]}" for o in right)
    return BETWEEN.join(o["text"] for o in right), BETWEEN.join(why)


def options_paper(view: View) -> Iterator[Paper]:
    """The options to tick."""
    yield Told(say("paper.ticks" if view["choose"] == "many" else "paper.tick"))
    yield Ticks(tuple(option["text"] for option in view["options"]))


def _slide(view: View, key: Key) -> Slide:
    # An opinion (a rating without a right option) has no mark.
    right, why = key.data["right"], key.data["feedback"]
    marks = {o["id"]: ("right" if o["id"] in right else "wrong") if right else "" for o in view["options"]}
    rows: list[Row] = [{"text": o["text"], "mark": marks[o["id"]], "why": why[o["id"]]} for o in view["options"]]
    return {"hands": True, "rows": rows, "cards": view.get("cards", [])}


def _remarks(question: Question, key: Key, answer: object) -> Iterator[Remark]:
    chosen, right = atoms(key.table, answer), key.data["right"]
    texts = {o["id"]: o["text"] for o in question.body["options"]}
    for name in chosen:
        sort = "para" if not right else "good" if name in right else "bad"
        yield Remark(sort, key.data["feedback"][name], say(f"class.fb.chose.{sort}", option=texts[name]))
    for name in right:
        if name not in chosen:
            yield Remark("para", key.data["feedback"][name], say("class.fb.key", option=texts[name]))


def _item(base: Item, question: Question, key: Key) -> Item:
    right = key.data["right"]
    shares = {o["id"]: float(o["id"] in right or not right) for o in question.body["options"]}
    made = _with_choices(base, question, key, shares)
    return made if right else made.but(loss("scoring", "bank.opinion"))


def _with_choices(base: Item, question: Question, key: Key, shares: dict[str, float]) -> Item:
    feedback = key.data["feedback"]
    choices = tuple(Choice(o["id"], o["text"], shares[o["id"]], feedback[o["id"]]) for o in question.body["options"])
    return replace(base, form="one", choices=choices, fixed=question.body.get("fixed", False))


def many_item(base: Item, question: Question, key: Key) -> Item:
    """Options of which each right one earns its share, and each wrong one costs."""
    shares = {name: weight / key.table["points"] for name, weight in key.table["weights"].items()}
    return replace(_with_choices(base, question, key, shares), form="many")


CHOICE = Gesture(
    right=_right,
    random=any_option,
    words=_words,
    paper=options_paper,
    slide=_slide,
    remarks=_remarks,
    simulate=pick,
    item=_item,
)
"""One option."""
