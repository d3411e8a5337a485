"""Where a text quotes: typographic and straight marks, across paragraphs, nested, interrupted, left open.

One pass over the quotation marks of each paragraph with a short stack, so the cost grows in line with the length
whatever the text does. A mark that finds no partner is left alone, unless the next paragraph opens with a mark: then
the speech goes on, as books and newspapers set it, and the paragraph's quotation ends with the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document

DOUBLE, DOUBLED, SINGLE = "double", "doubled", "single"

_MARKS = re.compile(r"[“”„«»\"]|''|``|’’|‘‘")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[\w\[$£€(])(?:[^‘’'\n]|(?<=\w)[’'](?=\w)){1,400}?[’'](?![\w’'])")
_OPENERS, _CLOSERS = "“„«", "”»"
_BEFORE_OPENING = "([{—–-“‘'/…:"
_DEEPEST = 8


@dataclass(frozen=True)
class Quotation:
    """One stretch of quoted words. `span` includes the marks, `inner` does not.

    `mark` is double (“ ” "), doubled (two apostrophes, as old wire archives write) or single; `depth` counts the
    quotations around it; `closed` is False where the speech goes on in the next paragraph. `speaker` is the name as far
    as it can be told from the article, "" where it cannot; `speaker_span` the mention beside the quotation.
    """

    span: Span
    inner: Span
    mark: str = DOUBLE
    depth: int = 0
    closed: bool = True
    speaker: str = ""
    speaker_span: Span | None = None


def quoted(doc: Document) -> list[Quotation]:
    """Every quotation of `doc` in order of place, an outer one before those inside it. Speakers are left empty."""
    found: list[Quotation] = []
    lines = list(_lines(doc))
    for n, line in enumerate(lines):
        following = lines[n + 1].start if n + 1 < len(lines) else -1
        goes_on = following >= 0 and doc.text[following] in '“"„'
        found += _in_line(doc.text, line, goes_on)
    return sorted(found, key=lambda q: (q.span.start, -q.span.end))


def _lines(doc: Document) -> Iterator[Span]:
    """The paragraphs, cut again at single line breaks: no quotation runs over one unmarked."""
    for paragraph in doc.paragraphs:
        start = paragraph.start
        for part in paragraph.of(doc.text).splitlines(keepends=True):
            bare = part.strip()
            if bare:
                lead = start + part.index(bare[0])
                yield Span(lead, lead + len(bare))
            start += len(part)


def _in_line(text: str, line: Span, goes_on: bool) -> list[Quotation]:
    found: list[Quotation] = []
    stack: list[tuple[int, int, str]] = []  # where a mark opened, where its words begin, how it looks
    for match in _MARKS.finditer(text, line.start, line.end):
        sign = match.group()
        kind = DOUBLED if len(sign) == 2 else DOUBLE
        if _closes(text, match, stack, line):
            start, inner, _ = stack.pop()
            # Whatever opened inside and never closed is dropped with it.
            found.append(Quotation(Span(start, match.end()), Span(inner, match.start()), kind, len(stack)))
        elif _opens(text, match, line):
            if sign in ('"', "''") and stack and stack[-1][2] == sign:
                stack.pop()  # the same straight mark twice over: the first had no partner
            if len(stack) < _DEEPEST:
                stack.append((match.start(), match.end(), sign))
    if stack:
        return _left_open(line, stack, found, goes_on) + _singles(text, line)
    return found + _singles(text, line)


def _closes(text: str, match: re.Match[str], stack: list[tuple[int, int, str]], line: Span) -> bool:
    if not stack:
        return False
    sign, start, end = match.group(), match.start(), match.end()
    before = text[start - 1] if start > line.start else " "
    after = text[end] if end < line.end else " "
    if len(sign) == 2 or len(stack[-1][2]) == 2:
        return len(sign) == len(stack[-1][2]) and not (before.isspace() and after.isalnum())
    if sign in _CLOSERS:
        return True
    if sign in _OPENERS:
        return sign == "“" and not before.isspace() and not after.isalnum() and before not in "([—–-‘'"
    return not (before.isspace() and not after.isspace()) and not (before in "([—–" and after.isalnum())


def _opens(text: str, match: re.Match[str], line: Span) -> bool:
    sign, start, end = match.group(), match.start(), match.end()
    if sign in _CLOSERS or end >= line.end:
        return False
    if sign in _OPENERS:
        return True
    before = text[start - 1] if start > line.start else " "
    return (before.isspace() or before in _BEFORE_OPENING) and not text[end].isspace()


def _left_open(line: Span, stack: list[tuple[int, int, str]], found: list[Quotation], goes_on: bool) -> list[Quotation]:
    """What stands when marks were left open: the outermost runs to the end of the line if the speech goes on."""
    start, inner, sign = stack[0]
    if goes_on and inner < line.end:
        kind = DOUBLED if len(sign) == 2 else DOUBLE
        return [*found, Quotation(Span(start, line.end), Span(inner, line.end), kind, 0, closed=False)]
    shallow = [q for q in found if q.span.start < start]
    inside = [q for q in found if q.span.start > start]
    if not inside:
        return shallow
    lowest = min(q.depth for q in inside)
    return shallow + [Quotation(q.span, q.inner, q.mark, q.depth - lowest, q.closed) for q in inside]


def _singles(text: str, line: Span) -> list[Quotation]:
    matches = _SINGLE.finditer(text, line.start, line.end)
    spans = (Span(*m.span()) for m in matches)
    return [Quotation(s, Span(s.start + 1, s.end - 1), SINGLE) for s in spans]
