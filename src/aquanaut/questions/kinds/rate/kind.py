"""Rate: a judgement on a short scale, usually with confidence.

Without a right option it is an opinion (a first look, a plan): recorded, coached, never scored.
"""

from __future__ import annotations

from dataclasses import replace

from aquanaut.content import ListOf
from aquanaut.questions.controls.choice import (
    CHOICE,
    IDS,
    ONE,
    OPTION,
    SECRET,
    one_right,
    option_key,
    options_body,
    right_ids,
)
from aquanaut.questions.controls.faults import expect
from aquanaut.questions.model import Body, Entry, Key, QuestionType, Source
from aquanaut.questions.said import Rule, Said

OPINION: list[Rule] = [{"say": "answer.choose", "when": ["!given", "!revealed"]}, {"say": "answer.rate"}]


def _ask(entry: Entry, _source: Source) -> Body:
    return options_body(entry, "scale")


def _compile(entry: Entry, source: Source) -> Key:
    right = len(right_ids(entry))
    expect(right <= 1, entry, source, "fault.rate", right=right)
    key = option_key(entry, one_right(entry), ONE)
    return key if right else replace(key, said=_opinion(key))


def _opinion(key: Key) -> Said:
    """Each option is answered, and none is marked."""
    return {
        **key.said,
        "status": "recorded",
        "summary": OPINION,
        "parts": {name: ("", why) for name, why in key.data["feedback"].items()},
        "next": {"text": key.data["next"], "when": []},
    }


TYPE = QuestionType(
    kind="rate",
    control="choice",
    required={"options": ListOf(OPTION, least=2, most=5)},
    optional={},
    secret=SECRET,
    ask=_ask,
    compile=_compile,
    gesture=CHOICE,
    ids=IDS,
)
