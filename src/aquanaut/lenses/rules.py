"""What a lens says: its rules and their sentences, from the data file `rules.toml` of its room.

A lens never gives a verdict: every finding ends in a question to the reader, and every lens says where it fails.
Each rule carries sentences that it must find (`hits`) and sentences that it must leave alone (`misses`); the
tests run them all, and a rule without both is refused.

    title = "Loaded language"
    about = "…"
    limits = "…"                  what the lens cannot see, and where it is wrong
    codes = ["L1"]                the reference marks that it looks for; may be left out

    [shared]                      texts that a source, a hit or a miss may name in braces; may be left out
    [phrases]                     sentences with slots for what is found; may be left out

    [[rule]]
    name, label, why, ask, source, hits, misses; polarity = "sound" for what is well done, absent = true for
    what the rule misses in a text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from aquanaut.content import ContentError, Problem
from aquanaut.text.anchors import Span
from aquanaut.words import say

FLAW, SOUND = "flaw", "sound"

Table = Mapping[str, object]


@dataclass(frozen=True)
class Finding:
    """Words that a rule marked. `links` are other places that belong to it; `strength` (0 to 1) only ranks.

    `polarity` is "sound" for what is well done, else "flaw". Where something is `absent`, `span` is the place where a
    reader would look for it.
    """

    lens: str
    rule: str
    span: Span
    label: str
    why: str
    ask: str
    links: tuple[Span, ...] = ()
    strength: float = 0.5
    polarity: str = FLAW
    absent: bool = False


@dataclass(frozen=True)
class Rule:
    """One rule of a lens.

    `why` says in one sentence what the rule sees, `ask` is the question to the reader, `source` the guide or paper
    the rule comes from. `hits` and `misses` are short texts; in a hit, the words that must be marked stand between
    ⟦ and ⟧. `polarity` and `absent` are those of its findings.
    """

    lens: str
    name: str
    label: str
    why: str
    ask: str
    source: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    polarity: str = FLAW
    absent: bool = False

    def finding(self, span: Span, strength: float = 0.5, links: Iterable[Span] = (), why: str = "") -> Finding:
        """What this rule says of the words in `span`; `why` in its own words unless others are given."""
        return Finding(
            self.lens, self.name, span, self.label, why or self.why, self.ask, tuple(links), strength,
            self.polarity, self.absent,
        )  # fmt: skip


@dataclass(frozen=True)
class Rulebook:
    """All that `rules.toml` of one room holds."""

    title: str
    about: str
    limits: str
    codes: tuple[str, ...]
    rules: tuple[Rule, ...]
    phrases: Mapping[str, str] = field(default_factory=dict)

    def rule(self, name: str) -> Rule:
        """The rule called `name`. Raises KeyError."""
        for rule in self.rules:
            if rule.name == name:
                return rule
        raise KeyError(name)

    def phrase(self, name: str, **values: object) -> str:
        """A sentence with its slots filled. Raises KeyError."""
        return self.phrases[name].format_map(values)


@cache
def rulebook(room: str) -> Rulebook:
    """The data file of a lens's room, given as a package's name. Raises `ContentError` with file and line."""
    with as_file(files(room).joinpath("rules.toml")) as path:
        return read_rules(path, room.rpartition(".")[2])


def rule_of(room: str, name: str) -> Rule:
    """The rule called `name` of a room."""
    return rulebook(room).rule(name)


def read_rules(path: Path, lens: str) -> Rulebook:
    """The rules of the lens called `lens` in a file. Raises `ContentError` with every fault, each with its line."""
    import tomllib  # late: only whoever reads a file needs it

    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ContentError(
            [
                Problem(
                    path,
                    int(line[1]) if line else 0,
                    say("lens_rules.not_toml", error=error),
                    "TOML",
                    say("lens_rules.not_toml.fix"),
                )
            ]
        ) from None
    check = _Check(path, text)
    book = _book(check, data, lens)
    if check.problems:
        raise ContentError(check.problems)
    return book


# --- checking --------------------------------------------------------------------------------------------------

_HEAD = ("title", "about", "limits")
_SENTENCES = ("name", "label", "why", "ask", "source")
_LISTS = ("hits", "misses")
_HEAD_KEYS = (*_HEAD, "codes", "shared", "phrases", "rule")
_RULE_KEYS = (*_SENTENCES, *_LISTS, "polarity", "absent")


class _Check:
    """Takes values out of a file's tables, and keeps what is wrong with them. `line` is where the table begins."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.lines = text.splitlines()
        self.rules = [n for n, line in enumerate(self.lines, start=1) if line.strip() == "[[rule]]"]

    def wrong(self, line: int, found: str, expected: str) -> None:
        """Keep a fault."""
        self.problems.append(Problem(self.path, line, found, expected, say("lens_rules.fix")))

    def line_of(self, key: str, start: int) -> int:
        """The line of a key in the table that begins at line `start`; that line itself where the key is missing."""
        for number, line in enumerate(self.lines[start:], start=start + 1):
            if line.startswith("["):
                break
            if re.match(rf"{re.escape(key)}\s*=", line):
                return number
        return start

    def known(self, table: Table, keys: tuple[str, ...], start: int) -> None:
        """Every key of a table must be among `keys`."""
        for key in table:
            if key not in keys:
                found = say("lens_rules.unknown", name=key)
                self.wrong(self.line_of(key, start), found, say("lens_rules.one_of", keys=", ".join(keys)))

    def text(self, table: Table, key: str, start: int) -> str:
        """A text that is not empty."""
        value = table.get(key)
        if isinstance(value, str) and value.strip():
            return value
        self.wrong(self.line_of(key, start), say("lens_rules.no_text", name=key), say("lens_rules.text"))
        return ""

    def texts(self, table: Table, key: str, start: int) -> tuple[str, ...]:
        """A list of one text or more."""
        value = table.get(key)
        if isinstance(value, list) and value and all(isinstance(one, str) and one for one in value):
            return tuple(value)
        self.wrong(self.line_of(key, start), say("lens_rules.no_list", name=key), say("lens_rules.list"))
        return ()

    def words(self, data: Table, key: str) -> dict[str, str]:
        """A table of texts that may be left out."""
        value = data.get(key, {})
        if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
            return value
        self.wrong(0, say("lens_rules.no_table", name=key), say("lens_rules.table"))
        return {}


def _book(check: _Check, data: Table, lens: str) -> Rulebook:
    check.known(data, _HEAD_KEYS, 0)
    title, about, limits = (check.text(data, key, 0) for key in _HEAD)
    codes = check.texts(data, "codes", 0) if "codes" in data else ()
    shared, phrases = check.words(data, "shared"), check.words(data, "phrases")
    tables = data.get("rule")
    if not isinstance(tables, list) or not tables or not all(isinstance(one, dict) for one in tables):
        check.wrong(0, say("lens_rules.no_rule"), "[[rule]]")
        tables = []
    starts = check.rules if len(check.rules) == len(tables) else [0] * len(tables)
    rules = tuple(_rule(check, table, start, lens, shared) for table, start in zip(tables, starts, strict=True))
    return Rulebook(title, about, limits, codes, rules, phrases)


def _rule(check: _Check, table: Table, start: int, lens: str, shared: Mapping[str, str]) -> Rule:
    check.known(table, _RULE_KEYS, start)
    name, label, why, ask, source = (check.text(table, key, start) for key in _SENTENCES)
    hits, misses = (check.texts(table, key, start) for key in _LISTS)
    polarity, absent = table.get("polarity", FLAW), table.get("absent", False)
    if polarity not in (FLAW, SOUND):
        check.wrong(check.line_of("polarity", start), f"polarity = {polarity!r}", f"{FLAW}, {SOUND}")
    if not isinstance(absent, bool):
        check.wrong(check.line_of("absent", start), f"absent = {absent!r}", "true, false")
    if ask and "?" not in ask:
        check.wrong(check.line_of("ask", start), say("lens_rules.no_question"), say("lens_rules.question"))
    if not all("⟦" in hit and "⟧" in hit for hit in hits):
        check.wrong(check.line_of("hits", start), say("lens_rules.unmarked"), "⟦…⟧")
    whole = (tuple(_filled(text, shared) for text in texts) for texts in ((source,), hits, misses))
    (source,), hits, misses = whole
    return Rule(lens, name, label, why, ask, source, hits, misses, str(polarity), absent is True)


def _filled(text: str, shared: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda slot: shared.get(slot[1], slot[0]), text)
