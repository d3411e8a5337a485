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
        found = f"the title “{titles[0].title}”" if titles else "no title"
        line = titles[0].line if titles else 1
        yield Problem(guide.path, line, found, f"one heading “# {wanted}”", "Write it so.")
    yield from _heads(guide, [s for s in guide.sections if s.level == 2], list(STRUCTURE), "##", exact=True)
    for parent, children in STRUCTURE.items():
        if children and guide.section(parent):
            below = [s for s in guide.sections if s.level == 3 and s is guide.section(s.title, parent)]
            yield from _heads(guide, below, list(children), "###", exact=False)


def _heads(guide: Guide, there: list[Section], wanted: list[str], sign: str, exact: bool) -> Iterator[Problem]:
    for title in wanted:
        if title not in {s.title for s in there}:
            yield Problem(guide.path, 0, f"no “{sign} {title}”", "every section of a guide", "Add it in its place.")
    place = -1
    for section in there:
        if section.title not in wanted:
            if exact:
                known = ", ".join(wanted)
                yield Problem(guide.path, section.line, f"“{sign} {section.title}”", f"one of: {known}", "Rename it.")
            continue
        if wanted.index(section.title) <= place:
            expected = "each section once, in the order of the structure"
            yield Problem(guide.path, section.line, f"“{section.title}” out of place", expected, "Move it.")
        place = wanted.index(section.title)


def _few(section: Section, guide: Guide, count: int, least: int, what: str) -> Iterator[Problem]:
    if count < least:
        fix = f"Add to “{section.title}”."
        yield Problem(guide.path, section.line, f"{count} {what}", f"{least} or more", fix)


def _words(least: int, section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    yield from _few(section, guide, section.words(), least, f"words under “{section.title}”")


def _items(least: int, section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    yield from _few(section, guide, len(section.items()), least, f"list items under “{section.title}”")


def _table(least: int, columns: int, section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    yield from _few(section, guide, len(section.rows()), least, f"table rows under “{section.title}”")
    for line, parts in section.rows():
        if len(parts) != columns or not all(parts):
            found = f"a row with {sum(map(bool, parts))} filled cells of {len(parts)}"
            yield Problem(guide.path, line, found, f"{columns}, all filled", "Mend the row.")


def _quotes(least: int, words: int, section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    quotes = section.quotes()
    yield from _few(section, guide, len(quotes), least, f"block quotations (`>`) under “{section.title}”")
    said = sum(len(text.split()) for _, text in quotes)
    yield from _few(section, guide, said, words, f"words in the quotations under “{section.title}”")


def _objectives(section: Section, guide: Guide, bank: Bank) -> Iterator[Problem]:
    found = {}
    for line, item in section.items():
        match = re.match(r"\*\*(.+?)\*\*: *(.+)", item)
        if not match or bank.objectives.get(match[1]) != match[2]:
            wanted = f"- **{match[1]}**: {bank.objectives[match[1]]}" if match and match[1] in bank.objectives else ""
            expected = f"“{wanted}”" if wanted else "`- **id**: text` of one of: " + ", ".join(bank.objectives)
            yield Problem(guide.path, line, f"“{item}”", expected, "Copy it from quiz.yaml.")
        if match:
            found[match[1]] = line
    for name in bank.objectives:
        if name not in found:
            yield Problem(guide.path, section.line, f"no objective '{name}'", "every objective", "Copy it here.")


def _standards(section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    for line, item in section.items():
        match = re.match(r"\*\*(.+?)\*\*: *(\S+ ){4,}", item)
        if not match or not any(re.fullmatch(code, match[1]) for code in STANDARDS):
            expected = "`- **code**: what it asks, in five words or more`, with a code that STANDARDS knows"
            yield Problem(
                guide.path, line, f"“{item}”", expected, "Quote the code exactly, as “Common Core RI.9-10.4”."
            )


def _minutes(total: int | None, section: Section, guide: Guide, bank: Bank) -> Iterator[Problem]:
    """The table's spans join from 0 to the total: no gap, no overlap."""
    total = bank.minutes if total is None else total
    rows = _own_rows(section)
    yield from _few(section, guide, len(rows), 2, f"rows of the timetable “{section.title}”")
    at = 0
    for line, parts in rows:
        match = re.fullmatch(r"(\d+)[–-](\d+)", parts[0])
        if not match or len(parts) != 3 or not all(parts):
            expected = "three filled cells: `0–4`, what you do, what students do"
            yield Problem(guide.path, line, f"the row “{' | '.join(parts)}”", expected, "Mend the row.")
            return
        if int(match[1]) != at or int(match[2]) <= at:
            yield Problem(guide.path, line, f"minutes {parts[0]}", f"a span from minute {at} on", "Join the spans.")
            return
        at = int(match[2])
    if rows and at != total:
        yield Problem(guide.path, rows[-1][0], f"an end at minute {at}", f"{total}", "Make the spans add up.")


def _own_rows(section: Section) -> list[tuple[int, list[str]]]:
    """The rows above the first heading inside the section."""
    own = [i for i, line in enumerate(section.body) if line.startswith("### ")]
    return Section(section.level, section.title, section.line, section.body[: own[0]] if own else section.body).rows()


def _discussion(section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    for line, item in section.items():
        before, _, after = item.partition("Expect:")
        if len(after.split()) < 8 or len(before.split()) < 4:
            yield Problem(guide.path, line, f"“{item[:60]}”", "a prompt, then `Expect:` and eight words", "Add them.")


def _key(section: Section, guide: Guide, bank: Bank) -> Iterator[Problem]:
    if not {BEGIN, END} <= {line.strip() for line in section.body}:
        yield Problem(guide.path, section.line, "no key", f"a table between {BEGIN} and {END}", "Add the two lines.")
        return
    try:
        yield from key_problems(guide.text, bank, guide.path)
    except ContentError as error:
        yield from error.problems


def _samples(section: Section, guide: Guide, _bank: Bank) -> Iterator[Problem]:
    if WRITER not in " ".join(section.body):
        fix = "Say above the samples who wrote them, and that they are not student work."
        yield Problem(guide.path, section.line, "samples by nobody", f"the words “{WRITER}”", fix)
    scores = []
    for title in STRUCTURE["Rubric"]:
        sample = guide.section(title, "Rubric")
        if sample is None:
            continue
        yield from _quotes(1, 5, sample, guide, _bank)
        match = re.search(r"Score: ([123])\b(.*)", "\n".join(sample.body), re.DOTALL)
        if not match or len(match[2].split()) < 8:
            yield Problem(guide.path, sample.line, "no score", "`Score: 3` (2, 1) and why", "Score the sample.")
        scores.append(match[1] if match else "")
    if sorted(scores, reverse=True) != list(LEVELS) and all(scores):
        found = f"scores {', '.join(scores)}"
        yield Problem(guide.path, section.line, found, "each of the three levels once", "Change a sample.")


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
