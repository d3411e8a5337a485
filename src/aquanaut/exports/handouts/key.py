"""The teacher's key to a handout: the questions that stand on it, their right answers and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from aquanaut.exports.handouts.blocks import LETTERS, SEED, Handout, Heading, Rich, Rows
from aquanaut.questions.answer_words import answer_in_words, why_in_words
from aquanaut.questions.bank import Bank, load_bank, view
from aquanaut.questions.lines import short
from aquanaut.questions.model import Question
from aquanaut.words import say

_ASKED = re.compile(r"^\{(ask|ticket) ([\w-]+)\}\s*$", re.MULTILINE)


def lesson_key(stem: str, root: Path) -> Handout:
    """The key to a lesson's handout, in the order of the paper. Raises `ContentError`."""
    bank = load_bank(stem, root)
    text = (root / "lessons" / stem / "handout.md").read_text(encoding="utf-8")
    rows = tuple(_row(bank, question) for question in _asked(bank, text))
    head = tuple(say(f"handout.key.{name}") for name in ("question", "right", "why"))
    title = f"{say('handout.key')}: {bank.title}"
    foot = say("handout.foot.key", lesson=int(stem[:2]), title=bank.title)
    blocks = (Heading(title, 1), Rich(((say("handout.key.note"), ""),)), Rows(head, rows))
    return Handout(f"{stem}-key", title, foot, blocks)


def _asked(bank: Bank, text: str) -> Iterator[Question]:
    for kind, name in _ASKED.findall(text):
        yield from bank.of(name) if kind == "ticket" else [bank.question(name)]


def _row(bank: Bank, question: Question) -> tuple[str, ...]:
    key = bank.keys[question.id]
    right = answer_in_words(question, key).replace("**", "")
    letters = [
        LETTERS[at]
        for at, option in enumerate(view(question, SEED).get("options", []))
        if option["id"] in key.data.get("right", ())
    ]
    return (
        short(question.prompt, 90),
        f"{', '.join(letters)}: {right}" if letters else right,
        why_in_words(question, key).replace("**", ""),
    )
