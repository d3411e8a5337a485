"""A short written answer. No machine scores it: after writing, the learner holds it against a rubric and samples."""

from __future__ import annotations

from typing import cast

from aquanaut.content import ListOf, Whole
from aquanaut.questions.controls.written import RUBRIC_LINE, SAMPLE, SECRET, WRITTEN, Written, written_key
from aquanaut.questions.model import Body, Entry, Key, QuestionType, Source
from aquanaut.questions.said import Rule

SUMMARY: list[Rule] = [{"say": "answer.short", "when": ["given"]}, {"say": "answer.short.none"}]


def _ask(entry: Entry, _source: Source) -> Body:
    data = cast(Written, entry)
    return {"rows": data.get("rows", 4), "words": data.get("words", 40)}


def _compile(entry: Entry, _source: Source) -> Key:
    return written_key(entry, SUMMARY)


TYPE = QuestionType(
    kind="short",
    control="short",
    required={"rubric": ListOf(RUBRIC_LINE, least=1, most=6), "samples": ListOf(SAMPLE, least=1, most=4)},
    optional={"rows": Whole(1, 20), "words": Whole(5, 400)},
    secret=SECRET,
    ask=_ask,
    compile=_compile,
    gesture=WRITTEN,
)
