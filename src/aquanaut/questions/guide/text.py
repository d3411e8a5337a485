"""The Markdown of a teacher's guide as sections, tables and quotations, each with its line.

Only what a guide needs is read: headings of three levels, pipe tables, lists and block quotations. Nothing here knows
what a guide must hold; that is `guide.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEADING = re.compile(r"(#{1,3}) +(.+?) *#* *$")
CELL = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[\s|:-]+$")
ITEM = re.compile(r"(?:[-*]|\d+\.) +")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, down to the next heading of the same or a higher level.

    `line` is the heading's, 1-based; `body` the lines below it, so `body[0]` is line `line + 1`.
    """

    level: int
    title: str
    line: int
    body: tuple[str, ...]

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines below the heading with their numbers."""
        return enumerate(self.body, start=self.line + 1)

    def words(self) -> int:
        """How many words stand below the heading; headings, table rules and comments are none."""
        text = COMMENT.sub(" ", "\n".join(line for line in self.body if not HEADING.match(line)))
        return len(re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", text))

    def rows(self) -> list[tuple[int, list[str]]]:
        """The rows of the section's tables, without each table's head and rule, with their lines."""
        found = []
        before = ""
        for number, line in self.lines():
            inside = line.lstrip().startswith("|")
            if inside and before.lstrip().startswith("|") and not RULE.match(line):
                found.append((number, cells(line)))
            before = line
        return found

    def items(self) -> list[tuple[int, str]]:
        """The items of the section's lists, each as one line of text with what is indented below it."""
        found: list[tuple[int, list[str]]] = []
        for number, line in self.lines():
            if ITEM.match(line):
                found.append((number, [ITEM.sub("", line, count=1)]))
            elif found and line.startswith((" ", "\t")):
                found[-1][1].append(line)
            elif line.strip():
                found.append((number, []))  # Running text ends a list item.
        return [(number, " ".join(" ".join(parts).split())) for number, parts in found if parts]

    def quotes(self) -> list[tuple[int, str]]:
        """The block quotations: what is said to a class or given to someone to read, each as one text."""
        found: list[tuple[int, list[str]]] = []
        quoted = False
        for number, line in self.lines():
            if line.startswith(">"):
                if not quoted:
                    found.append((number, []))
                found[-1][1].append(line.lstrip("> "))
            quoted = line.startswith(">")
        return [(number, "\n".join(parts).strip()) for number, parts in found]


@dataclass(frozen=True)
class Guide:
    """A guide's text and its sections, in order; a section of level 2 holds those of level 3 below it as well."""

    path: Path
    text: str
    sections: tuple[Section, ...]

    def section(self, title: str, parent: str = "") -> Section | None:
        """The first section with this title; with `parent`, the one below that heading of level 2."""
        above = ""
        for one in self.sections:
            above = one.title if one.level == 2 else above
            if one.title == title and (not parent or (one.level == 3 and above == parent)):
                return one
        return None


def parse(path: Path, text: str) -> Guide:
    """The guide in `text`. Headings inside code fences are text."""
    lines = text.splitlines()
    heads: list[tuple[int, int, str]] = []
    fenced = False
    for number, line in enumerate(lines, start=1):
        fenced ^= line.lstrip().startswith("```")
        match = None if fenced else HEADING.match(line)
        if match:
            heads.append((number, len(match[1]), match[2]))
    sections = []
    for place, (number, level, title) in enumerate(heads):
        end = next((n for n, other, _ in heads[place + 1 :] if other <= level), len(lines) + 1)
        sections.append(Section(level, title, number, tuple(lines[number : end - 1])))
    return Guide(path, text, tuple(sections))


def cells(line: str) -> list[str]:
    """The cells of one table row, with `\\|` as a bar."""
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip().replace("\\|", "|") for cell in CELL.split(inner)]


def row(parts: list[str]) -> str:
    """One table row of these cells."""
    return "| " + " | ".join(" ".join(part.split()).replace("|", "\\|") for part in parts) + " |"
