"""Shared parts of the question types on the `choice` control: options, their feedback, and what is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aquanaut.content import Fields, Flag, Text, fault
from aquanaut.questions.model import FEEDBACK_WORDS, Key, Question, Source, verdict
from aquanaut.questions.scoring import score
from aquanaut.words import say

OPTION = Fields({"id": Text(), "text": Text(), "feedback": Text(words=FEEDBACK_WORDS)}, {"right": Flag()}, "id")
SECRET = ("options.right", "options.feedback", "next")


def options_body(data: Mapping[str, Any], choose: str) -> dict[str, Any]:
    """The public options of a content entry."""
    return {
        "choose": choose,
        "fixed": bool(data.get("fixed", choose == "scale")),
        "options": [{"id": o["id"], "text": o["text"]} for o in data["options"]],
    }


def right_ids(data: Mapping[str, Any]) -> list[str]:
    """The ids of the options marked `right: true`."""
    return [o["id"] for o in data["options"] if o.get("right")]


def expect(condition: bool, data: Mapping[str, Any], source: Source, found: str, expected: str, fix: str) -> None:
    """Raise a `ContentError` for this entry unless `condition` holds."""
    if not condition:
        raise fault(source.path, source.line, f"{found} in question '{data['id']}'", expected, fix)


def option_key(data: Mapping[str, Any], table: Mapping[str, Any]) -> Key:
    """A key with each option's feedback."""
    feedback = {o["id"]: o["feedback"] for o in data["options"]}
    return Key(data["id"], table, {"feedback": feedback, "right": right_ids(data), "next": data.get("next", "")})


def option_result(question: Question, key: Key, answer: Any, revealed: bool) -> dict[str, Any]:
    """What is said to an answer: feedback for the chosen options alone, for all of them when revealed."""
    scored = score(key.table, answer)
    right = set(key.data["right"])
    chosen = scored["atoms"]
    shown = list(key.data["feedback"]) if revealed else chosen
    said = verdict(scored["earned"], scored["possible"])
    return {
        "status": "graded",
        "verdict": said,
        "summary": _summary(question, chosen, right, said),
        "earned": scored["earned"],
        "possible": scored["possible"],
        "options": {o: {"mark": "right" if o in right else "wrong", "text": key.data["feedback"][o]} for o in shown},
        "revealed": revealed,
        "next": key.data.get("next", "") if said == "right" or revealed else "",
    }


def _summary(question: Question, chosen: list[str], right: set[str], said: str) -> str:
    if not chosen:
        return say("answer.choose")
    if said == "right":
        return say("answer.right")
    if question.body["choose"] != "many":
        return say("answer.another")
    caught = len(right & set(chosen))
    extra = len(set(chosen) - right)
    return say("answer.many" if extra else "answer.many.clean", caught=caught, all=len(right), n=extra)
