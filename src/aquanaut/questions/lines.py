"""Words on one line: what a printed key, a bank and a report need of every text."""

from __future__ import annotations

BETWEEN = " · "
"""Stands between the parts of one answer, in a table cell that has no lines."""

SHORT = 64
"""An item longer than this many letters is cut at a word: a key needs to name it, not to hold it."""


def on_one_line(text: str) -> str:
    """`text` with single blanks and no line ends."""
    return " ".join(text.split())


def blocks(text: str) -> list[str]:
    """The paragraphs of `text`, which an empty line divides, each on one line."""
    return [line for line in map(on_one_line, text.split("\n\n")) if line]


def short(text: str, most: int = SHORT) -> str:
    """`text` in one line, cut at a word with an ellipsis where it is longer than `most` letters."""
    line = on_one_line(text)
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(" ,;:.–—") + " …"
