"""Nothing that this project ships may assert what was not established about an article.

`articles/<slug>/forbidden.yaml` says what must never be asserted, as patterns over single sentences of prose. Here
the rules are tried on their own examples, and then on every content file, notebook and page of the project.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from aquanaut.content import Fields, ListOf, Text, read_yaml

ROOT = Path(__file__).parents[2]

EXPRESSIONS = ListOf(Text())
FORBIDDEN = Fields(
    {
        "allowed": EXPRESSIONS,
        "rules": ListOf(
            Fields(
                {
                    "id": Text(),
                    "statement": Text(words=4),
                    "facts": ListOf(Text(), least=1),
                    "patterns": ListOf(Text(), least=1),
                    "bad": ListOf(Text(words=3), least=1),
                    "good": ListOf(Text(words=3), least=1),
                },
                {"allowed": EXPRESSIONS},
                identity="id",
            ),
            least=1,
        ),
    }
)

NOT_PROSE = {"exact", "prefix", "suffix", "address", "id", "layout", "passage", "context"}
"""Keys whose values are a text to be judged, names or web addresses: nothing that the project asserts."""

PROSE = {".md", ".txt", ".html"}
SENTENCE_END = re.compile(r"(?<=[.!?])[’”\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9¿¡])|\n\s*\n|\n(?=\s*(?:[-*#>|]|\d+\.)\s)")
LONG_DOTS = re.compile(r"\b(?:[A-Za-z]\.){2,}$|\b(?:Mr|Mrs|Dr|St|vs|etc|No)\.$")


class Rule(NamedTuple):
    """One thing that must not be asserted, compiled."""

    article: str
    id: str
    statement: str
    patterns: tuple[re.Pattern[str], ...]
    allowed: tuple[re.Pattern[str], ...]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    facts: tuple[str, ...]


class Prose(NamedTuple):
    """A stretch of prose in a file, and where it begins."""

    where: str
    line: int
    text: str


# --- rules -------------------------------------------------------------------------------------------------


def compiled(expression: str) -> re.Pattern[str]:
    """The expression as written; sentences have single spaces by the time it meets them."""
    return re.compile(expression, re.IGNORECASE)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of every article."""
    found = []
    for path in sorted((ROOT / "articles").glob("*/forbidden.yaml")):
        data = read_yaml(path, FORBIDDEN)
        common = data["allowed"]
        for rule in data["rules"]:
            allowed = tuple(compiled(a) for a in [*common, *rule.get("allowed", [])])
            found.append(
                Rule(
                    path.parent.name,
                    rule["id"],
                    rule["statement"],
                    tuple(compiled(p) for p in rule["patterns"]),
                    allowed,
                    tuple(rule["bad"]),
                    tuple(rule["good"]),
                    tuple(rule["facts"]),
                )
            )
    return tuple(found)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence of `text` with its offset, in single spaces. Initials (“U.S.”) do not end a sentence."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        piece = text[start : match.start()]
        if "\n" not in match[0].strip(" ") and LONG_DOTS.search(piece):
            continue
        yield start, " ".join(piece.split())
        start = match.end()
    yield start, " ".join(text[start:].split())


def breaches(rule: Rule, text: str) -> Iterator[tuple[int, str]]:
    """The sentences of `text` that assert what `rule` forbids, with their offsets."""
    for offset, sentence in sentences(text):
        # Markdown's emphasis must not hide a word from a pattern, and a web address asserts nothing.
        plain = re.sub(r"[*_`]+", "", re.sub(r"https?://\S+", "", sentence))
        if any(p.search(plain) for p in rule.patterns) and not any(a.search(plain) for a in rule.allowed):
            yield offset, sentence


# --- prose in files ----------------------------------------------------------------------------------------


def project_files() -> Iterator[Path]:
    """Every file with prose that the project ships. Folders that do not exist yet hold none."""
    yield from sorted(ROOT.glob("*.md"))
    for folder in ("articles", "lessons", "exercises", "notebooks"):
        for path in sorted((ROOT / folder).rglob("*")):
            parts = path.relative_to(ROOT).parts
            if path.is_file() and "passes" not in parts and path.name != "forbidden.yaml":
                yield path


def prose_of(path: Path) -> Iterator[Prose]:
    """The prose of one file. The text of an article (`article.txt`) is not ours."""
    name = str(path.relative_to(ROOT))
    if path.suffix in {".yaml", ".yml"}:
        yield from yaml_prose(name, path.read_text(encoding="utf-8"))
    elif path.suffix == ".ipynb":
        yield from notebook_prose(name, path.read_text(encoding="utf-8"))
    elif path.suffix in PROSE and path.name != "article.txt":
        yield Prose(name, 1, path.read_text(encoding="utf-8"))


def yaml_prose(name: str, text: str) -> Iterator[Prose]:
    """Every string of a YAML file that is prose."""
    try:
        data = YAML(typ="rt", pure=True).load(text)
    except YAMLError:
        # Other tests complain about the YAML; its words are looked at all the same.
        yield Prose(name, 1, text)
        return
    yield from walk(name, data, 1)


def walk(name: str, node: Any, line: int) -> Iterator[Prose]:
    """The prose below one node of a YAML file."""
    if isinstance(node, str):
        yield Prose(name, line, str(node))
    elif isinstance(node, dict):
        for key, value in node.items():
            at = line_of(node, key, line)
            if key in NOT_PROSE:
                continue
            if key == "options" and isinstance(value, list):
                yield from options(name, value, at)
            else:
                yield from walk(name, value, at)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from walk(name, value, line_of(node, index, line))


def line_of(node: Any, key: Any, default: int) -> int:
    """The line of a key or an item; `default` where the YAML reader kept none (merged keys)."""
    try:
        place = node.lc.key(key) if isinstance(node, dict) else node.lc.item(key)
        return int(place[0]) + 1
    except (AttributeError, KeyError, TypeError, IndexError):
        return default


def options(name: str, node: list[Any], line: int) -> Iterator[Prose]:
    """The options of a question. The text of a wrong one is there to be refused; its feedback is ours."""
    for option in node:
        if isinstance(option, dict) and "feedback" in option and not option.get("right"):
            yield from walk(name, option["feedback"], line_of(option, "feedback", line))
        else:
            yield from walk(name, option, line)


def notebook_prose(name: str, text: str) -> Iterator[Prose]:
    """The Markdown cells of a notebook; the line is the line in the cell."""
    for number, cell in enumerate(json.loads(text).get("cells", []), start=1):
        if cell.get("cell_type") == "markdown":
            source = cell.get("source", "")
            yield Prose(f"{name}, cell {number}", 1, source if isinstance(source, str) else "".join(source))


def applies(rule: Rule, path: Path) -> bool:
    """False for the folder of another article: what is open about one may be known about the other."""
    parts = path.relative_to(ROOT).parts
    return parts[0] != "articles" or parts[1] == rule.article


# --- tests -------------------------------------------------------------------------------------------------

PATTERNS = [(f"{rule.id}-{n}", rule, pattern) for rule in rules() for n, pattern in enumerate(rule.patterns)]


def test_each_pattern_catches_a_bad_example(subtests: pytest.Subtests) -> None:
    for name, rule, pattern in PATTERNS:
        with subtests.test(name):
            assert any(pattern.search(example) for example in rule.bad), pattern.pattern


def test_every_bad_example_is_caught(subtests: pytest.Subtests) -> None:
    for rule in rules():
        with subtests.test(rule.id):
            missed = [example for example in rule.bad if not list(breaches(rule, example))]
            assert not missed


def test_every_good_example_passes_every_rule(subtests: pytest.Subtests) -> None:
    for rule in rules():
        with subtests.test(rule.id):
            caught = [(r.id, s) for example in rule.good for r in rules() for _, s in breaches(r, example)]
            assert not caught


def test_every_allowed_expression_saves_a_good_example() -> None:
    idle = {a.pattern for r in rules() for a in r.allowed}
    for rule in rules():
        for example in rule.good:
            if any(p.search(example) for p in rule.patterns):
                idle -= {a.pattern for a in rule.allowed if a.search(example)}
    assert not idle


def test_the_article_itself_breaks_no_rule() -> None:
    # Content quotes the article all the time; a rule that its own words set off would be useless.
    for rule in rules():
        text = (ROOT / "articles" / rule.article / "article.txt").read_text(encoding="utf-8")
        assert not [(rule.id, s) for _, s in breaches(rule, text)]


def test_each_rule_names_facts_that_exist() -> None:
    for rule in rules():
        ids = set(re.findall(r"^  - id: (F\d+)$", facts_text(rule.article), re.MULTILINE))
        assert set(rule.facts) <= ids, rule.id


@cache
def facts_text(slug: str) -> str:
    """The claims of an article, as written."""
    return (ROOT / "articles" / slug / "facts.yaml").read_text(encoding="utf-8")


def test_nothing_forbidden_is_asserted(subtests: pytest.Subtests) -> None:
    for path in project_files():
        with subtests.test(str(path.relative_to(ROOT))):
            faults = []
            for prose in prose_of(path):
                for rule in rules():
                    if applies(rule, path):
                        for offset, sentence in breaches(rule, prose.text):
                            line = prose.line + prose.text.count("\n", 0, offset)
                            faults.append(f"{prose.where}:{line}: “{sentence}” Never assert: {rule.statement}")
            assert not faults, "\n".join(faults)


def test_a_wrong_option_may_say_what_its_feedback_may_not() -> None:
    wrong = "questions:\n- options:\n  - text: The quotation was invented.\n    feedback: {}\n"
    prose = [p.text for p in yaml_prose("x.yaml", wrong.format("We could not find it."))]
    assert prose == ["We could not find it."]
    right = wrong.format("Yes.") + "    right: true\n"
    assert "The quotation was invented." in [p.text for p in yaml_prose("x.yaml", right)]


def test_lines_are_those_of_the_file() -> None:
    prose = list(yaml_prose("x.yaml", "a: one\nb:\n  - two\n  - c: three\n"))
    assert [(p.line, p.text) for p in prose] == [(1, "one"), (3, "two"), (4, "three")]


def test_initials_do_not_end_a_sentence() -> None:
    assert [s for _, s in sentences("The U.S. Army came. It left.")] == ["The U.S. Army came.", "It left."]
