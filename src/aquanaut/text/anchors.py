"""Anchoring by quotation.

Content files never hold offsets. They quote the words they mean, with a little context where the words occur
more than once, as the TextQuoteSelector of the W3C Web Annotation Data Model does. Offsets are computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired

from aquanaut.content import Entry, Fields, Text, complaint


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a text: `start` to `end`, end exclusive, in Unicode code points of the untouched text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words this span stands for."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end


QUOTE = Fields({"exact": Text()}, {"prefix": Text(), "suffix": Text()})
"""Schema of a quotation in a content file."""


class QuoteEntry(Entry):
    """A quotation as a content file holds it."""

    exact: str
    prefix: NotRequired[str]
    suffix: NotRequired[str]


@dataclass(frozen=True)
class Quote:
    """Words of a text (`exact`), and what stands right before and after them where that is needed."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def from_content(cls, data: Mapping[str, object]) -> Quote:
        """A quote from a checked mapping that follows `QUOTE`."""
        return cls(str(data["exact"]), str(data.get("prefix", "")), str(data.get("suffix", "")))


def occurrences(text: str, quote: Quote, within: Span | None = None) -> list[Span]:
    """Every place where `quote` stands in `text` (inside `within`, if given), first to last."""
    whole = quote.prefix + quote.exact + quote.suffix
    start, end = (within.start, within.end) if within else (0, len(text))
    found: list[Span] = []
    if not quote.exact:
        return found
    # The context may lie outside `within`; the quoted words themselves may not.
    at = text.find(whole, max(0, start - len(quote.prefix)))
    while at != -1:
        first = at + len(quote.prefix)
        if first + len(quote.exact) > end:
            break
        if first >= start:
            found.append(Span(first, first + len(quote.exact)))
        at = text.find(whole, at + 1)
    return found


def locate(text: str, quote: Quote, path: Path, line: int, within: Span | None = None) -> Span:
    """The one place where `quote` stands. Raises `ContentError` when there is none, or more than one."""
    found = occurrences(text, quote, within)
    if len(found) == 1:
        return found[0]
    shown = quote.exact if len(quote.exact) <= 60 else quote.exact[:59] + "…"
    if found:
        raise complaint(path, line, "anchors.twice", quotation=shown, times=len(found))
    if occurrences(text, Quote(quote.exact)):
        raise complaint(path, line, "anchors.elsewhere", quotation=shown)
    raise complaint(path, line, "anchors.nowhere", quotation=shown)
