"""The answer key inside a teacher's guide: computed columns, and one that a person writes.

Between `<!-- key -->` and `<!-- /key -->` stands a table with a row for each question of the lesson. `refreshed` fills
in the question, the answer and the reason from the bank and keeps the last column, “also defensible”, as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from aquanaut.content import Problem, complaint
from aquanaut.questions.answer_words import answer_in_words, why_in_words
from aquanaut.questions.bank import Bank
from aquanaut.questions.guide.text import RULE, cells, row
from aquanaut.questions.lines import short
from aquanaut.questions.model import Question

BEGIN = "<!-- key -->"
END = "<!-- /key -->"
HEAD = ["question", "right answer", "why", "also defensible"]
MUST = " ★"
"""Behind the id of a question that everyone should do."""

DEFENSIBLE_WORDS = 3
PROMPT = 48
"""So many letters of a prompt are enough to find the question on the page."""

COMMAND = "python -m aquanaut.questions.guide.problems --write"


def expected_row(bank: Bank, question: Question) -> list[str]:
    """The first three cells of a question's row.

    Students never see an id, so the first cell also says where on the page the question stands, and how it begins.
    """
    key = bank.keys[question.id]
    group = bank.of(question.set)
    place = f"{bank.set(question.set).title}, {group.index(question) + 1} of {len(group)}"
    name = f"`{question.id}`" + (MUST if question.must else "")
    return [
        f"{name} {place}: {short(question.prompt, PROMPT)}",
        answer_in_words(question, key),
        why_in_words(question, key),
    ]


def question_id(cell: str) -> str:
    """The id in the first cell of a row: what stands between backticks."""
    match = re.search(r"`([^`]*)`", cell)
    return match[1] if match else cell


def key_rows(text: str, path: Path) -> list[tuple[int, list[str]]]:
    """The rows between the markers, with their lines. Raises `ContentError` when the markers are not there."""
    lines = text.splitlines()
    first, last = _markers(lines, path)
    inside = [(n + 1, lines[n]) for n in range(first + 1, last) if lines[n].lstrip().startswith("|")]
    rows = [(number, cells(line)) for number, line in inside if not RULE.match(line)]
    return rows[1:] if rows and rows[0][1] == HEAD else rows


def refreshed(text: str, bank: Bank, path: Path) -> str:
    """`text` with its key computed anew; what stood under “also defensible” stays with its question."""
    written = {question_id(c[0]): c[-1] for _, c in key_rows(text, path) if len(c) == len(HEAD)}
    unknown = sorted(name for name in written if name not in bank.keys and written[name])
    if unknown:
        raise complaint(path, 0, "guide.lost_words", heading=HEAD[-1], names=", ".join(unknown))
    table = [row(HEAD), "|" + "---|" * len(HEAD)]
    table += [row([*expected_row(bank, q), written.get(q.id, "")]) for q in bank.questions]
    lines = text.splitlines()
    first, last = _markers(lines, path)
    return "\n".join([*lines[: first + 1], *table, *lines[last:]]) + "\n"


def key_problems(text: str, bank: Bank, path: Path) -> Iterator[Problem]:
    """Each way in which the key in `text` differs from the bank, and each question without a word on alternatives."""
    seen = []
    for line, parts in key_rows(text, path):
        if len(parts) != len(HEAD):
            values = {"cells": len(parts), "columns": len(HEAD), "names": ", ".join(HEAD)}
            yield Problem.of(path, line, "guide.key_row", **values)
            continue
        name = question_id(parts[0])
        if name not in bank.keys:
            yield Problem.of(path, line, "guide.unknown_question", question=name, lesson=bank.lesson)
            continue
        seen.append(name)
        for title, said, wanted in zip(HEAD[:-1], parts, expected_row(bank, bank.question(name)), strict=False):
            if said != wanted:
                values = {"heading": title, "question": name, "there": said, "wanted": wanted}
                yield Problem.of(path, line, "guide.differs", command=f"{COMMAND} {path}", **values)
        if len(parts[-1].split()) < DEFENSIBLE_WORDS:
            yield Problem.of(path, line, "guide.not_defensible", question=name)
    wanted_order = [q.id for q in bank.questions]
    missing = [name for name in wanted_order if name not in seen]
    if missing:
        yield Problem.of(path, 0, "guide.no_rows", names=", ".join(missing), command=f"{COMMAND} {path}")
    elif seen != wanted_order:
        yield Problem.of(path, 0, "guide.row_order", command=f"{COMMAND} {path}")


def _markers(lines: list[str], path: Path) -> tuple[int, int]:
    stripped = [line.strip() for line in lines]
    if stripped.count(BEGIN) == 1 and stripped.count(END) == 1 and stripped.index(BEGIN) < stripped.index(END):
        return stripped.index(BEGIN), stripped.index(END)
    raise complaint(path, 0, "guide.no_markers", begin=BEGIN, end=END)
