"""Choose one: one right option among several. Guessing is worth at most one in the number of options."""

from __future__ import annotations

from aquanaut.content import Flag, ListOf
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


def _ask(entry: Entry, _source: Source) -> Body:
    return options_body(entry, "one")


def _compile(entry: Entry, source: Source) -> Key:
    right = len(right_ids(entry))
    expect(right == 1, entry, source, "fault.options.one_right", right=right)
    return option_key(entry, one_right(entry), ONE)


TYPE = QuestionType(
    kind="choose_one",
    control="choice",
    required={"options": ListOf(OPTION, least=2, most=6)},
    optional={"fixed": Flag()},
    secret=SECRET,
    ask=_ask,
    compile=_compile,
    gesture=CHOICE,
    ids=IDS,
)
