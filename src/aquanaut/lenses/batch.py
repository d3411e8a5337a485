"""Many texts in one process: a line of JSON in, a line of JSON out. A bad line is told, and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aquanaut.lenses.look import Name, NotALookableText, look, record
from aquanaut.words import say

_FORM = '{"id": "a1", "text": "…", "sentences": [[0, 12], …]}'


@dataclass(frozen=True)
class _Asked:
    """What a line asks for. `sentences` are looked at by whoever looks at the text."""

    name: str | int
    text: str
    sentences: Sequence[Sequence[int]] | None


def answers(lines: Iterable[bytes]) -> Iterator[tuple[int, str, str]]:
    """For each line that holds anything: its number, the answer as JSON, and what is wrong with it ("" for nothing).

    The answer to a bad line is {"id", "line", "error"}. Signs that UTF-8 cannot hold stay escaped.
    """
    for number, raw in enumerate(lines, start=1):
        bare = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
        if not bare:
            continue
        name: Name = None
        try:
            asked = _asked(bare)
            name = asked.name
            answer, wrong = record(name, look(asked.text, asked.sentences)), ""
        except NotALookableText as error:
            wrong = str(error)
            answer = {"id": error.name_of_text or name, "line": number, "error": wrong}
        except Exception as error:
            # A fault of ours. It is told, and must not cost the other lines their answers.
            wrong = say("lenses.fault", kind=type(error).__name__, error=error)
            answer = {"id": name, "line": number, "error": wrong}
        yield number, json.dumps(answer, separators=(",", ":")), wrong


def _asked(line: bytes) -> _Asked:
    """The id, the text and the sentences of a line. Raises `NotALookableText` in one sentence."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _refused(say("lenses.no_json", error=error)) from None
    if not isinstance(asked, dict):
        raise _refused(say("lenses.no_object", kind=type(asked).__name__))
    name, text, sentences = asked.get("id"), asked.get("text"), asked.get("sentences")
    if not isinstance(name, str | int):
        raise _refused(say("lenses.no_id"))
    if not isinstance(text, str):
        raise _refused(say("lenses.no_text") if text is None else say("lenses.odd_text", kind=_kind(text)), name)
    if sentences is not None and not isinstance(sentences, list):
        raise _refused(say("lenses.odd_sentences", kind=_kind(sentences)), name)
    return _Asked(name, text, sentences)


def _kind(value: object) -> str:
    return type(value).__name__


def _refused(found: str, name: Name = None) -> NotALookableText:
    return NotALookableText(found, _FORM, say("lenses.mend"), name)
