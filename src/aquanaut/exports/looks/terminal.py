"""What the lenses see, as a report in the terminal: counts in words, each mark in its sentence, each lens's limits.

Where there is no color (a pipe, a file, NO_COLOR) marked words stand between ⟦ and ⟧ instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from aquanaut.exports.looks.words import counts, figures, opening
from aquanaut.lenses.base import Finding, Lens, lenses
from aquanaut.lenses.look import Look
from aquanaut.text.anchors import Span
from aquanaut.words import say

AROUND = 60
"""Code points of context on either side of a mark."""

MOST_SHOWN = 12
"""Places of one rule that are printed; the rest is counted, and `--html` and `--json` hold them all."""

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control signs (a terminal would obey them), signs that turn the direction of writing, and halves of signs."""


def report(name: str, seen: Look, console: Console | None = None) -> None:
    """Print the report. Colors, width and NO_COLOR are the console's business."""
    out = console or Console(highlight=False, emoji=False, markup=False)
    if not out.is_terminal and console is None:
        out = Console(highlight=False, emoji=False, markup=False, width=100)
    plain = out.no_color or not out.is_terminal
    out.print(Text(say("look.heading", name=_clean(name)), style="bold"))
    for line in counts(seen):
        out.print(_in(Text(line), 2))
    for lens in lenses().values():
        out.print()
        for part in _lens(lens, seen, plain):
            out.print(part)
    out.print()
    out.print(Text(say("look.honest"), style="italic"))


def _lens(lens: Lens, seen: Look, plain: bool) -> Iterator[Text | Padding]:
    found = seen.of(lens.name)
    title = Text(lens.title, style="bold cyan")
    title.append(f"  {say('look.marks', n=len(found))}", style="dim" if not plain else "")
    yield title
    if lens.name == "readability":
        yield from (_in(Text(line), 2) for line in figures(seen.doc))
    by_rule = sorted(found, key=lambda one: (one.absent, one.polarity == "sound", one.rule))
    for _, group in groupby(by_rule, key=lambda one: (one.absent, one.rule)):
        yield from _rule(list(group), seen.doc.text, plain)
    yield _in(Text(say("look.limits", text=lens.limits), style="dim" if not plain else ""), 2)


def _rule(group: list[Finding], text: str, plain: bool) -> Iterator[Text | Padding]:
    first = group[0]
    sign, style = ("✓", "green") if first.polarity == "sound" else ("−", "red") if first.absent else ("?", "yellow")
    head = Text(f"  {sign} {first.label}", style=f"bold {style}")
    if len(group) > 1:
        head.append(f" ({len(group)})")
    yield head
    same = all(one.why == first.why for one in group)
    if same:
        yield _in(Text(first.why), 4)
    for one in group[:MOST_SHOWN]:
        if not one.absent:
            yield _in(_context(text, one.span, style, plain), 6)
        far = [link for link in one.links if link.start > one.span.end + AROUND or link.end < one.span.start - AROUND]
        for link in far[:3]:
            yield _in(Text.assemble("↔ ", _context(text, link, style, plain)), 8)
        if not same:
            yield _in(Text(one.why), 8)
    if len(group) > MOST_SHOWN:
        yield _in(Text(say("look.more", n=len(group) - MOST_SHOWN)), 6)
    yield _in(Text(say("look.ask", text=first.ask), style="italic"), 4)


def _context(text: str, span: Span, style: str, plain: bool) -> Text:
    """The marked words with what stands around them in their paragraph, on one line."""
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    before = text[start : span.start].rpartition("\n")[2]
    after = text[span.end : end].partition("\n")[0]
    cut_before = start > 0 and len(before) == span.start - start
    cut_after = end < len(text) and len(after) == end - span.end
    before = before.partition(" ")[2] if cut_before and " " in before else before
    after = after.rpartition(" ")[0] if cut_after and " " in after else after
    marked = opening(_clean(span.of(text)), 160)
    marked = f"⟦{marked}⟧" if plain else marked
    return Text.assemble(
        ("… " if cut_before else "") + _clean(before),
        (marked, "" if plain else f"bold underline {style}"),
        _clean(after) + (" …" if cut_after else ""),
    )


def _in(text: Text, by: int) -> Padding:
    return Padding(text, (0, 0, 0, by), expand=False)


def _clean(text: str) -> str:
    return _UNSHOWABLE.sub("�", text.replace("\n", " ").replace("\r", " ").replace("\t", " "))
