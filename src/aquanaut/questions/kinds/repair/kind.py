"""Repair this sentence: rewrite it, and see what was kept and what is still there.

The checks coach, they do not score: each looks for words (in small letters, with plain quotation marks), so a good
repair in other words can fail one, and the feedback says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aquanaut.content import Fields, ListOf, Text, Whole
from aquanaut.questions.controls.choice import expect
from aquanaut.questions.kinds.short.kind import RUBRIC_LINE, SAMPLE
from aquanaut.questions.model import Key, Question, QuestionType, Source
from aquanaut.words import say

CHECK = Fields({"any": ListOf(Text(), least=1), "say": Text(words=4)})

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "})


def plain(text: str) -> str:
    """`text` in small letters, with plain quotation marks, dashes and single spaces."""
    return " ".join(text.translate(_PLAIN).lower().split())


def _ask(data: Mapping[str, Any], _source: Source) -> dict[str, Any]:
    words = len(data["start"].split())
    return {"start": data["start"].strip(), "rows": data.get("rows", 5), "words": data.get("words", words)}


def _compile(data: Mapping[str, Any], source: Source) -> Key:
    start = plain(data["start"])
    for check in data["keep"]:
        found = any(plain(w) in start for w in check["any"])
        shown = " / ".join(check["any"])
        expect(
            found,
            data,
            source,
            f"“{shown}” to keep, not in the sentence",
            "words of the sentence",
            "Check the spelling.",
        )
    for check in data.get("lose", []):
        found = any(plain(w) in start for w in check["any"])
        shown = " / ".join(check["any"])
        expect(
            found,
            data,
            source,
            f"“{shown}” to lose, not in the sentence",
            "words of the sentence",
            "Check the spelling.",
        )
    samples = [
        {"title": s["title"], "text": s["text"], "comment": s["comment"], "by": s.get("by", "written for this lesson")}
        for s in data["samples"]
    ]
    parts = {
        "keep": [{"any": [plain(w) for w in c["any"]], "say": c["say"]} for c in data["keep"]],
        "lose": [{"any": [plain(w) for w in c["any"]], "say": c["say"]} for c in data.get("lose", [])],
        "start": start,
        "rubric": [{"id": r["id"], "text": r["text"]} for r in data["rubric"]],
        "samples": samples,
        "next": data.get("next", ""),
    }
    return Key(data["id"], {"form": "none", "weights": {}, "points": 0}, parts)


def _respond(_question: Question, key: Key, answer: Any, revealed: bool) -> dict[str, Any]:
    written = plain(answer) if isinstance(answer, str) else ""
    changed = bool(written) and written != key.data["start"]
    result: dict[str, Any] = {
        "status": "pending",
        "verdict": "recorded",
        "summary": say("answer.repair"),
        "earned": 0,
        "possible": 0,
        "revealed": revealed,
        "next": key.data["next"] if changed else "",
    }
    if changed:
        kept = [{"ok": any(w in written for w in c["any"]), "text": c["say"], "sort": "keep"} for c in key.data["keep"]]
        lost = [
            {"ok": not any(w in written for w in c["any"]), "text": c["say"], "sort": "lose"} for c in key.data["lose"]
        ]
        good = sum(c["ok"] for c in kept + lost)
        result["checks"] = kept + lost
        result["summary"] = say("answer.repaired", good=good, all=len(kept + lost))
    if changed or revealed:
        result |= {"rubric": key.data["rubric"], "samples": key.data["samples"]}
    return result


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
    secret=("keep", "lose", "rubric", "samples", "next"),
    ask=_ask,
    compile=_compile,
    respond=_respond,
    right=lambda _question, key: key.data["samples"][0]["text"],
    random=lambda _question, chance: "".join(chance.choice("abc ") for _ in range(20)),
    everything=None,
)
