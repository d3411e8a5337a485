"""The rules of a teacher's guide: its headings in their order, and the least that each section must hold.

The structure is told in the docstring of `guide.py`. A rule takes a section, the guide and the lesson's bank, and gives
each problem with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from aquanaut.content import ContentError, Problem
from aquanaut.questions.bank import Bank
from aquanaut.questions.guide.key import BEGIN, END, key_problems
from aquanaut.questions.guide.text import Guide, Section
from aquanaut.words import say

TITLE = "{title}: teacher’s guide"
STRUCTURE: Mapping[str, tuple[str, ...]] = {
    "At a glance": (),
    "Objectives": (),
    "Standards": (),
    "Materials": (),
    "Timetable": ("In 20 minutes", "In 90 minutes"),
    "Vocabulary": (),
    "Discussion": (),
    "Answer key": (),
    "Misconceptions": (),
    "Differentiation": ("Support", "Stretch", "English learners"),
    "Extension": (),
    "Rubric": ("Sample A", "Sample B", "Sample C"),
    "Without internet or computers": (),
    "Content note and opt-out": (),
    "Note to parents and administrators": (),
    "How this lesson stays fair": (),
}
"""The headings of level 2, and those of level 3 that each must have below it, in order."""

STANDARDS = (
    r"Common Core RI\.9-10\.[1468]",
    r"C3 D3\.[12]\.9-12",
    r"ISTE 1\.3(\.[a-d])?",
    r"ACRL: Authority Is Constructed and Contextual",
    r"ACRL: Searching as Strategic Exploration",
    r"UNESCO MIL module ([1-9]|1[0-4])",
)
"""What a standard's code may look like: Common Core (reading informational text, grades 9–10), C3 Framework (dimension
3), ISTE Standards for Students (knowledge constructor), ACRL Framework, UNESCO MIL curriculum (2nd edition, 2021)."""

LEVELS = ("3", "2", "1")
WRITER = "written by a language model"
"""The samples are not students' work, and say so in these words."""

Rule = Callable[[Section, Guide, Bank], Iterator[Problem]]


def order(guide: Guide, bank: Bank) -> Iterator[Problem]:
    """The headings: the title, every section once and in its place, nothing unknown on level 2."""
    wanted = TITLE.format(title=bank.title)
    titles = [s for s in guide.sections if s.level == 1]
    if [s.title for s in titles] != [wanted]:
        if titles:
            yield Problem.of(guide.path, titles[0].line, "guide.title", title=titles[0].title, wanted=wanted)
        else:
            yield Problem.of(guide.path, 1, "guide.no_title", wanted=wanted)
    yield from _heads(guide, [s for s in guide.sections if s.level == 2], list(STRUCTURE), "##", exact=True)
    for parent, children in STRUCTURE.items():
        if children and guide.section(parent):
            below = [s for s in guide.sections if s.level == 3 and s is guide.section(s.title, parent)]
            yield from _heads(guide, below, list(children), "###", exact=False)


def _heads(guide: Guide, there: list[Section], wanted: list[str], sign: str, exact: bool) -> Iterator[Problem]:
    for title in wanted:
        if title not in {s.title for s in there}:
            yield Problem.of(guide.path, 0, "guide.no_section", heading=f"{sign} {title}")
    place = -1
    for section in there:
        if section.title not in wanted:
            if exact:
                values = {"heading": f"{sign} {section.title}", "known": ", ".join(wanted)}
                yield Problem.of(guide.path, section.line, "guide.unknown_section", **values)
            continue
        if wanted.index(section.title) <= place:
            yield Problem.of(guide.path, section.line, "guide.out_of_place", title=section.title)
        place = wanted.index(section.title)


def _few(section: Section, guide: Guide, count: int, least: int, what: str) -> Iterator[Problem]:
    if count < least:
        values = {"count": count, "least": least, "title": section.title}
        yield Problem.of(guide.path, section.line, "guide.too_few", what=say(what, title=section.title), **values)


def _words(least: int, section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    yield from _few(section, guide, section.words(), least, "guide.what.words")


def _items(least: int, section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    yield from _few(section, guide, len(section.items()), least, "guide.what.items")


def _table(least: int, columns: int, section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    yield from _few(section, guide, len(section.rows()), least, "guide.what.rows")
    for line, parts in section.rows():
        if len(parts) != columns or not all(parts):
            values = {"filled": sum(map(bool, parts)), "cells": len(parts), "columns": columns}
            yield Problem.of(guide.path, line, "guide.row", **values)


def _quotes(least: int, words: int, section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    quotes = section.quotes()
    yield from _few(section, guide, len(quotes), least, "guide.what.quotes")
    said = sum(len(text.split()) for _, text in quotes)
    yield from _few(section, guide, said, words, "guide.what.quoted_words")


def _objectives(section: Section, guide: Guide, bank: Bank) -> Iterator[Problem]:
    found = {}
    for line, item in section.items():
        match = re.match(r"\*\*(.+?)\*\*: *(.+)", item)
        if not match or bank.objectives.get(match[1]) != match[2]:
            if match and match[1] in bank.objectives:
                wanted = f"- **{match[1]}**: {bank.objectives[match[1]]}"
                yield Problem.of(guide.path, line, "guide.objective", item=item, wanted=wanted)
            else:
                known = ", ".join(bank.objectives)
                yield Problem.of(guide.path, line, "guide.unknown_objective", item=item, known=known)
        if match:
            found[match[1]] = line
    for name in bank.objectives:
        if name not in found:
            yield Problem.of(guide.path, section.line, "guide.no_objective", name=name)


def _standards(section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    for line, item in section.items():
        match = re.match(r"\*\*(.+?)\*\*: *(\S+ ){4,}", item)
        if not match or not any(re.fullmatch(code, match[1]) for code in STANDARDS):
            yield Problem.of(guide.path, line, "guide.standard", item=item)


def _minutes(total: int | None, section: Section, guide: Guide, bank: Bank) -> Iterator[Problem]:
    """The table's spans join from 0 to the total: no gap, no overlap."""
    total = bank.minutes if total is None else total
    rows = _own_rows(section)
    yield from _few(section, guide, len(rows), 2, "guide.what.times")
    at = 0
    for line, parts in rows:
        match = re.fullmatch(r"(\d+)[–-](\d+)", parts[0])
        if not match or len(parts) != 3 or not all(parts):
            yield Problem.of(guide.path, line, "guide.times_row", row=" | ".join(parts))
            return
        if int(match[1]) != at or int(match[2]) <= at:
            yield Problem.of(guide.path, line, "guide.span", span=parts[0], start=at)
            return
        at = int(match[2])
    if rows and at != total:
        yield Problem.of(guide.path, rows[-1][0], "guide.sum", end=at, total=total)


def _own_rows(section: Section) -> list[tuple[int, list[str]]]:
    """The rows above the first heading inside the section."""
    own = [i for i, line in enumerate(section.body) if line.startswith("### ")]
    return Section(section.level, section.title, section.line, section.body[: own[0]] if own else section.body).rows()


def _discussion(section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    for line, item in section.items():
        before, _, after = item.partition("Expect:")
        if len(after.split()) < 8 or len(before.split()) < 4:
            yield Problem.of(guide.path, line, "guide.prompt", item=item[:60])


def _key(section: Section, guide: Guide, bank: Bank) -> Iterator[Problem]:
    if not {BEGIN, END} <= {line.strip() for line in section.body}:
        yield Problem.of(guide.path, section.line, "guide.no_key", begin=BEGIN, end=END)
        return
    try:
        yield from key_problems(guide.text, bank, guide.path)
    except ContentError as error:
        yield from error.problems


def _samples(section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    if WRITER not in " ".join(section.body):
        yield Problem.of(guide.path, section.line, "guide.no_writer", writer=WRITER)
    scores = []
    for title in STRUCTURE["Rubric"]:
        sample = guide.section(title, "Rubric")
        if sample is None:
            continue
        yield from _quotes(1, 5, sample, guide, _bank)
        match = re.search(r"Score: ([123])\b(.*)", "\n".join(sample.body), re.DOTALL)
        if not match or len(match[2].split()) < 8:
            yield Problem.of(guide.path, sample.line, "guide.no_score")
        scores.append(match[1] if match else "")
    if sorted(scores, reverse=True) != list(LEVELS) and all(scores):
        yield Problem.of(guide.path, section.line, "guide.scores", scores=", ".join(scores))


_RULES: Mapping[str, Sequence[Rule]] = {
    "At a glance": [partial(_words, 40)],
    "Objectives": [_objectives],
    "Standards": [partial(_items, 3), _standards],
    "Materials": [partial(_items, 3)],
    "Timetable": [partial(_minutes, None)],
    "In 20 minutes": [partial(_minutes, 20)],
    "In 90 minutes": [partial(_minutes, 90)],
    "Vocabulary": [partial(_table, 5, 2)],
    "Discussion": [partial(_items, 5), _discussion],
    "Answer key": [_key],
    "Misconceptions": [partial(_table, 3, 2)],
    "Support": [partial(_words, 25)],
    "Stretch": [partial(_words, 25)],
    "English learners": [partial(_words, 25)],
    "Extension": [partial(_words, 20)],
    "Rubric": [partial(_table, 3, 4), _samples],
    "Without internet or computers": [partial(_words, 40)],
    "Content note and opt-out": [partial(_quotes, 2, 80)],
    "Note to parents and administrators": [partial(_quotes, 1, 60)],
    "How this lesson stays fair": [partial(_words, 40)],
}


def sections(guide: Guide, bank: Bank) -> Iterator[Problem]:
    for title, rules in _RULES.items():
        section = guide.section(title)
        if section:
            for rule in rules:
                yield from rule(section, guide, bank)
