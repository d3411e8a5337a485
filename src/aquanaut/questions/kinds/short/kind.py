"""A short written answer. No machine scores it: after writing, the learner holds it against a rubric and samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aquanaut.content import Fields, ListOf, Text, Whole
from aquanaut.questions.model import FEEDBACK_WORDS, Key, Question, QuestionType, Source
from aquanaut.words import say

RUBRIC_LINE = Fields({"id": Text(), "text": Text(words=4)}, {}, "id")
SAMPLE = Fields({"title": Text(), "text": Text(words=4), "comment": Text(words=FEEDBACK_WORDS)}, {"by": Text()})


def _ask(data: Mapping[str, Any], _source: Source) -> dict[str, Any]:
    return {"rows": data.get("rows", 4), "words": data.get("words", 40)}


def _compile(data: Mapping[str, Any], _source: Source) -> Key:
    parts = {
        "rubric": [{"id": r["id"], "text": r["text"]} for r in data["rubric"]],
        "samples": [
            {
                "title": s["title"],
                "text": s["text"],
                "comment": s["comment"],
                "by": s.get("by", "written for this lesson"),
            }
            for s in data["samples"]
        ],
        "next": data.get("next", ""),
    }
    return Key(data["id"], {"form": "none", "weights": {}, "points": 0}, parts)


def _respond(_question: Question, key: Key, answer: Any, revealed: bool) -> dict[str, Any]:
    written = isinstance(answer, str) and bool(answer.strip())
    result: dict[str, Any] = {
        "status": "pending",
        "verdict": "recorded",
        "summary": say("answer.written" if written else "answer.write"),
        "earned": 0,
        "possible": 0,
        "revealed": revealed,
        "next": key.data["next"] if written else "",
    }
    if written or revealed:
        result |= {"rubric": key.data["rubric"], "samples": key.data["samples"]}
    return result


TYPE = QuestionType(
    kind="short",
    control="short",
    required={"rubric": ListOf(RUBRIC_LINE, least=1, most=6), "samples": ListOf(SAMPLE, least=1, most=4)},
    optional={"rows": Whole(1, 20), "words": Whole(5, 400)},
    secret=("rubric", "samples", "next"),
    ask=_ask,
    compile=_compile,
    respond=_respond,
    right=lambda _question, key: key.data["samples"][0]["text"],
    random=lambda _question, chance: "".join(chance.choice("abc ") for _ in range(20)),
    everything=None,
)
