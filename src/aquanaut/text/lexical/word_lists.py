"""Word lists beside the modules that read them: plain text, each read once.

A file `words/<name>.txt` of a package holds comments (`# …`), heads (`[months]`) and words, parted by white space.
Words above the first head stand under the empty name. A table gives each word some others: `begin: began begun`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files


@cache
def word_lists(package: str, name: str) -> Mapping[str, frozenset[str]]:
    """The lists of a file by their heads."""
    found: dict[str, set[str]] = {"": set()}
    head = ""
    for line in _lines(package, name):
        if line.startswith("["):
            head = line.strip("[] ")
            found[head] = set()
        else:
            found[head].update(line.split())
    return {head: frozenset(words) for head, words in found.items()}


@cache
def word_table(package: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """A file's words, each with those that stand behind its colon."""
    rows = (line.partition(":") for line in _lines(package, name))
    return {word.strip(): tuple(others.split()) for word, _, others in rows}


def _lines(package: str, name: str) -> Iterator[str]:
    text = files(package).joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
