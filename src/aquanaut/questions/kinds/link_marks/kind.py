"""Two linked marks: find two places in one text that cannot both be true.

Touching both ends of a listed pair earns everything, one end a quarter. The answer costs a little, computed so
that two marks of any length laid by chance are worth nothing or less on average.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from aquanaut.content import LINE, Fields, ListOf, Text, Whole
from aquanaut.marks.labels import LABELS
from aquanaut.questions.controls.choice import expect
from aquanaut.questions.kinds.mark_text.kind import PASSAGE, cut_passage, locate_shown, passage_text, shown_parts
from aquanaut.questions.model import FEEDBACK_WORDS, Key, Question, QuestionType, Source, verdict
from aquanaut.questions.scoring import overlap, score
from aquanaut.text.anchors import QUOTE, Quote
from aquanaut.words import say

PAIR = 120
HALF = 30

TARGET = Fields({"one": QUOTE, "other": QUOTE, "title": Text(), "feedback": Text(words=FEEDBACK_WORDS)})


def _ask(data: Mapping[str, Any], source: Source) -> dict[str, Any]:
    body = cut_passage(data, source)
    label = LABELS["clashes"]
    labels = [{"id": label.id, "text": label.text, "help": label.help}]
    return {**body, "labels": labels, "linked": True, "find": 2, "most": 2, "longest": data["longest"]}


def _compile(data: Mapping[str, Any], source: Source) -> Key:
    text, span, _ = passage_text(data, source)
    tokens = cut_passage(data, source)["passage"]["tokens"]
    parts = shown_parts(data, source, text, span)
    targets = []
    for number, entry in enumerate(data["pairs"]):
        quotes = [Quote.from_content(entry[end]) for end in ("one", "other")]
        ends = [locate_shown(text, quote, source.path, entry[LINE], parts) for quote in quotes]
        targets.append(
            {
                "id": f"p{number + 1}",
                "ends": [[[end.start, end.end]] for end in ends],
                "title": entry["title"],
                "text": entry["feedback"],
            }
        )
    cost = _least_cost(targets, tokens, data["longest"])
    expect(2 * cost <= PAIR, data, source, f"a cost of {cost} of {PAIR}", "at most half", "Shorten `longest`.")
    weights = {f"pair:{t['id']}": PAIR for t in targets} | {f"half:{t['id']}": HALF for t in targets}
    table = {
        "form": "links",
        "targets": [{"id": t["id"], "ends": t["ends"]} for t in targets],
        "tokens": tokens,
        "longest": data["longest"],
        "weights": weights | {"cost": -cost},
        "points": PAIR - cost,
    }
    return Key(data["id"], table, {"targets": targets, "next": data.get("next", "")})


def _least_cost(targets: Sequence[Mapping[str, Any]], tokens: Sequence[Sequence[int]], longest: int) -> int:
    """An upper bound of what two chance marks earn, rounded up: both ends of some pair, or one end of it."""
    worth = 0.0
    for target in targets:
        a, b = (max(_touch(end, tokens, length) for length in range(1, longest + 1)) for end in target["ends"])
        worth += PAIR * 2 * a * b + HALF * 2 * (a + b)
    return -int(-worth // 1)


def _touch(end: Sequence[Sequence[int]], tokens: Sequence[Sequence[int]], length: int) -> float:
    """The chance that a mark of `length` words, laid anywhere, touches `end`."""
    places = range(len(tokens) - length + 1)
    touched = sum(any(overlap((tokens[i][0], tokens[i + length - 1][1]), s) for s in end) for i in places)
    return touched / max(1, len(places))


def _respond(question: Question, key: Key, answer: Any, revealed: bool) -> dict[str, Any]:
    scored = score(key.table, answer)
    atom = next((a for a in scored["atoms"] if a != "cost"), "")
    sort, _, name = atom.partition(":")
    target = next((t for t in key.data["targets"] if t["id"] == name), None)
    marks = answer if isinstance(answer, list) else []
    text = target["text"] if target and sort == "pair" else ""
    result: dict[str, Any] = {
        "status": "graded",
        "verdict": verdict(scored["earned"], scored["possible"]),
        "summary": say(f"answer.link.{sort or 'none'}" if marks else "answer.link"),
        "earned": scored["earned"],
        "possible": scored["possible"],
        "marks": [],
        "feedback": text,
        "revealed": revealed,
        "next": key.data["next"] if sort == "pair" or revealed else "",
    }
    if revealed:
        result["reference"] = [
            {
                "start": end[0][0], "end": end[0][1], "label": "clashes", "title": t["title"],
                "text": t["text"], "alternative": "", "certainty": "", "by": "",
            }
            for t in key.data["targets"]
            for end in t["ends"]
        ]  # fmt: skip
    return result


def _right(_question: Question, key: Key) -> Any:
    tokens, made = key.table["tokens"], []
    for end in key.table["targets"][0]["ends"]:
        token = next(t for t in tokens if any(overlap(t, s) for s in end))
        made.append({"start": token[0], "end": token[1], "label": "clashes"})
    return made


def _random(question: Question, chance: Random) -> Any:
    tokens, marks = question.body["passage"]["tokens"], []
    for _ in range(2):
        length = min(chance.randint(1, question.body["longest"]), len(tokens))
        first = chance.randrange(len(tokens) - length + 1)
        marks.append({"start": tokens[first][0], "end": tokens[first + length - 1][1], "label": "clashes"})
    return marks


TYPE = QuestionType(
    kind="link_marks",
    control="mark",
    required={"passage": PASSAGE, "longest": Whole(1, 12), "pairs": ListOf(TARGET, least=1, most=6)},
    optional={},
    secret=("pairs", "next"),
    ask=_ask,
    compile=_compile,
    respond=_respond,
    right=_right,
    random=_random,
    everything=None,
)
