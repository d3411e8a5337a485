"""Answers in one's own words: no machine scores them; the learner holds them against a rubric and samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import TypedDict, cast

from aquanaut.content import Fields, Text
from aquanaut.pages.html import Html, el, join
from aquanaut.questions.item import Item
from aquanaut.questions.lines import BETWEEN, blocks
from aquanaut.questions.model import FEEDBACK_WORDS, Entry, Gesture, Key, KeyData, Named, Question, Sample, View
from aquanaut.questions.parts import Paper, Pupil, Remark, Rules, Slide, Told
from aquanaut.questions.said import Check, Rule, Said
from aquanaut.words import say

RUBRIC_LINE = Fields({"id": Text(), "text": Text(words=4)}, {}, "id")
SAMPLE = Fields({"title": Text(), "text": Text(words=4), "comment": Text(words=FEEDBACK_WORDS)}, {"by": Text()})
SECRET = ("rubric", "samples", "next")

SIMULATED = 4
"""So many answers there are for pupils who are only a model."""


class Written(TypedDict, total=False):
    """A content entry with a rubric and samples."""

    id: str
    rubric: list[Named]
    samples: list[Sample]
    rows: int
    words: int
    next: str


def written_key(entry: Entry, summary: list[Rule], start: str = "", checks: list[Check] | None = None) -> Key:
    """A key that scores nothing. `start`, plain, is no answer yet; rubric and samples come with any other."""
    data = cast(Written, entry)
    rubric: list[Named] = [{"id": line["id"], "text": line["text"]} for line in data["rubric"]]
    samples: list[Sample] = [
        {"title": s["title"], "text": s["text"], "comment": s["comment"], "by": s.get("by", say("key.sample.by"))}
        for s in data["samples"]
    ]
    kept: KeyData = {"rubric": rubric, "samples": samples, "next": data.get("next", "")}
    checked = checks or []
    said: Said = {
        "status": "pending",
        "start": start,
        "checks": checked,
        "values": {"good": "holds", "all": len(checked)},
        "summary": summary,
        "next": {"text": kept["next"], "when": ["given"]},
        "shows": [
            {"field": "rubric", "when": ["given", "revealed"], "value": rubric},
            {"field": "samples", "when": ["given", "revealed"], "value": samples},
        ],
    }
    return Key(data["id"], {"form": "none", "weights": {}, "points": 0}, kept, said)


# --- answers -----------------------------------------------------------------------------------------------


def _right(_question: Question, key: Key) -> str:
    return key.data["samples"][0]["text"]


def _random(_question: Question, chance: Random) -> str:
    return "".join(chance.choice("abc ") for _ in range(20))


def _simulate(_question: Question, _key: Key, pupil: Pupil, chance: Random) -> str | None:
    """A sentence that says it is simulated, or nothing."""
    if chance.random() < 0.03 + pupil.carelessness / 2:
        return None
    return chance.choice(simulated_texts())


def simulated_texts() -> tuple[str, ...]:
    """What a simulated pupil writes; each says that it is simulated."""
    return tuple(say(f"simulated.written.{number}") for number in range(1, SIMULATED + 1))


# --- in other rooms ----------------------------------------------------------------------------------------


def _words(_question: Question, key: Key) -> tuple[str, str]:
    example = say("key.written", text=key.data["samples"][0]["text"])
    return example, say("key.written.why", lines=BETWEEN.join(line["text"] for line in key.data["rubric"]))


def written_paper(view: View) -> Iterator[Paper]:
    """Room to write."""
    yield Told(say("paper.words", n=view["words"]))
    yield Rules(view["rows"])


def _slide(view: View, key: Key) -> Slide:
    samples = key.data["samples"]
    after = [{"text": s["title"], "place": s["text"], "why": s["comment"], "mark": ""} for s in samples]
    return {"hands": False, "rows": [], "after": after, "sentence": view.get("start", "")}  # type: ignore[typeddict-item]


def _remarks(_question: Question, key: Key, answer: object) -> Iterator[Remark]:
    yield Remark("quote", answer if isinstance(answer, str) else "", say("class.fb.wrote"))
    if key.data.get("rubric"):
        yield Remark("para", say("class.fb.rubric"))
        for line in key.data["rubric"]:
            yield Remark("small", line["text"])


def written_item(base: Item, question: Question, key: Key) -> Item:
    """An essay, with rubric and samples for whoever reads it."""
    body, data = question.body, key.data
    rubric = el("ul", [el("li", line["text"]) for line in data["rubric"]])
    shown = str(join([rubric, *(_sample(one) for one in data["samples"])]))
    return replace(base, form="written", rubric=shown, start=body.get("start", ""), rows=body["rows"])


def _sample(sample: Sample) -> Html:
    by = el("p", el("strong", sample["title"]), f" ({sample['by']})")
    return join([by, el("blockquote", [el("p", part) for part in blocks(sample["text"])]), el("p", sample["comment"])])


WRITTEN = Gesture(
    right=_right,
    random=_random,
    words=_words,
    paper=written_paper,
    slide=_slide,
    remarks=_remarks,
    simulate=_simulate,
    item=written_item,
    typed=True,
)
"""A short text."""
