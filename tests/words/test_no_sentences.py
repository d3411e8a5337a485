"""No English sentence for people stands in Python: it could not be translated. Sentences are fetched with `say`."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "aquanaut"

SENTENCE = re.compile(r"(?<![\w-])[A-Za-z][a-z’']*[,;]? [a-z’']+[,;]? [a-z’']{2,}(?![\w=-])")
"""Three words in a row, in running letters."""

NOT_FOR_PEOPLE = (
    "ValueError",
    "RuntimeError",
    "KeyError",
    "TypeError",
    "AssertionError",
    "AttributeError",
    "NotImplementedError",
)
"""Errors that only a programmer meets."""

PATTERNS = ("compile", "search", "match", "fullmatch", "sub", "findall", "finditer", "split")
"""The functions that take a regular expression."""

STYLE = re.compile(r"[{};]|^\s*(?:--?\w|@|\.)|: *[\d.]+(?:px|em|rem|%)|(?:solid|auto|none|inherit)\b")
"""What a style sheet is made of."""

STILL = {
    "classroom": 2,  # the notice in simulated files, which `grade` looks for; what an export is about
    "exports": 8,  # what an export is about, read before a language is chosen; headings of a loss report
    "lenses": 1,  # a rule's own words, in English by nature
    "marks": 9,  # the codebook's names, and what stands in marks.yaml: content
    "questions": 11,  # the headings of a teacher's guide, by which it is read: content
    "widgets": 1,  # what is said when not even the catalogue can be read
}
"""What is left, by room, and why. These numbers may only fall."""


def calls_to(tree: ast.AST, names: tuple[str, ...]) -> Iterator[ast.AST]:
    """Everything inside a call of one of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names:
                yield from ast.walk(node)


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of every string of a module that looks like a sentence for people."""
    tree = ast.parse(source)
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    silent |= {id(node) for node in calls_to(tree, (*NOT_FOR_PEOPLE, *PATTERNS))}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            text = re.sub(r"<[^>]*>|\w+=\"[^\"]*\"", "", node.value)
            # What is typed at a command line or in a notebook is the same in every language.
            if (
                SENTENCE.search(text)
                and not text.startswith(("aquanaut ", "from aquanaut "))
                and not STYLE.search(text)
            ):
                yield node.lineno, node.value


def room(path: Path) -> str:
    """The room of a file: its folder, or its own name where it stands alone."""
    inside = path.relative_to(SOURCE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.name


def test_no_sentence_stands_in_python() -> None:
    places: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for line, text in sentences(path.read_text(encoding="utf-8")):
            place = f"{path.relative_to(SOURCE).as_posix()}:{line}: {text[:70]!r}"
            places.setdefault(room(path), []).append(place)
    counts = Counter({name: len(found) for name, found in places.items()})
    assert counts <= Counter(STILL), "\n".join(
        line for name, found in places.items() if len(found) > STILL.get(name, 0) for line in found
    )


def test_the_search_finds_sentences_and_nothing_else() -> None:
    told = [
        'print("Name a new folder")', 'x = f"{n} of them are late"', 'raise ContentError("no such file here")',
        'el("p", "It’s a word, and then")', 'fault(p, 0, "a list of them", "", "")',
    ]  # fmt: skip
    quiet = [
        '"""What a module is for."""', 'raise ValueError("no such mark here")', 're.compile("one two three")',
        'x = "aquanaut export lesson all --out pages"', 'x = "{margin: 0 auto auto}"', 'x = "two words"',
        'say("content.no_such_key")', "x = 'class=\"one two three\"'", 'x = ".a .b .c"',
    ]  # fmt: skip
    assert [list(sentences(line)) == [] for line in told] == [False] * len(told)
    assert [line for line in quiet if list(sentences(line))] == []
