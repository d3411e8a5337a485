"""A fault of a content entry, in the catalogue's words."""

from __future__ import annotations

from aquanaut.content import LINE, ContentError, fault
from aquanaut.questions.model import Entry, Source
from aquanaut.words import say


def expect(condition: bool, entry: Entry, source: Source, key: str, **values: object) -> None:
    """Raise a `ContentError` for this entry unless `condition` holds.

    `key` names three sentences: what was found (`key.found`), what was expected and how to mend it.
    """
    if not condition:
        found = say("fault.in_question", found=say(f"{key}.found", **values), id=entry["id"])
        raise fault(source.path, source.line, found, say(f"{key}.expected", **values), say(f"{key}.fix", **values))


def wrong_at(part: object, source: Source, key: str, **values: object) -> ContentError:
    """The same for one part of an entry, with that part's own line."""
    line = part.get(LINE, source.line) if isinstance(part, dict) else source.line
    return fault(source.path, line, say(f"{key}.found", **values), say(f"{key}.expected", **values),
                 say(f"{key}.fix", **values))  # fmt: skip
