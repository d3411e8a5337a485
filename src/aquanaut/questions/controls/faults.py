"""A fault of a content entry, in the catalogue's words."""

from __future__ import annotations

from aquanaut.content import LINE, ContentError, Problem, complaint
from aquanaut.questions.model import Entry, Source
from aquanaut.words import say


def expect(condition: bool, entry: Entry, source: Source, key: str, **values: object) -> None:
    """Raise a `ContentError` for this entry unless `condition` holds; `key` as `Problem.of` takes it."""
    if not condition:
        told = Problem.of(source.path, source.line, key, **values)
        found = say("fault.in_question", found=told.found, id=entry["id"])
        raise ContentError([Problem(told.path, told.line, found, told.expected, told.fix)])


def wrong_at(part: object, source: Source, key: str, **values: object) -> ContentError:
    """A fault of one part of an entry, with that part's own line."""
    line = part.get(LINE, source.line) if isinstance(part, dict) else source.line
    return complaint(source.path, line, key, **values)
