"""Many texts in one process: a line of JSON in, a line of JSON out. A bad line is told, and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from aquanaut.lenses.look import NotALookableText, look, record

_FORM = '{"id": "a1", "text": "…", "sentences": [[0, 12], …]}'
_FIX = "Mend this line; sentences may be left out."


def answers(lines: Iterable[bytes]) -> Iterator[tuple[int, str, str]]:
    """For each line that holds anything: its number, the answer as JSON, and what is wrong with it ("" for nothing).

    The answer to a bad line is {"id", "line", "error"}. Signs that UTF-8 cannot hold stay escaped.
    """
    for number, raw in enumerate(lines, start=1):
        bare = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
        if not bare:
            continue
        name: Any = None
        try:
            name, text, sentences = _asked(bare)
            answer, wrong = record(name, look(text, sentences)), ""
        except NotALookableText as error:
            wrong = str(error)
            name = getattr(error, "name_of_text", None) or name
            answer = {"id": name, "line": number, "error": wrong}
        except Exception as error:
            # A fault of ours. It is told, and must not cost the other lines their answers.
            wrong = (
                f"found a fault in Aquanaut ({type(error).__name__}: {error}); expected none. Please report the text."
            )
            answer = {"id": name, "line": number, "error": wrong}
        yield number, json.dumps(answer, separators=(",", ":")), wrong


def _asked(line: bytes) -> tuple[Any, str, Any]:
    """The id, the text and the sentences of a line. Raises ValueError in one sentence."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise NotALookableText(f"no JSON ({error})", _FORM, _FIX) from None
    if not isinstance(asked, dict):
        raise NotALookableText(f"{type(asked).__name__} instead of an object", _FORM, _FIX)
    name, text, sentences = asked.get("id"), asked.get("text"), asked.get("sentences")
    wrong = ""
    if not isinstance(name, str | int):
        wrong = "no id"
    elif not isinstance(text, str):
        wrong = "no text" if text is None else f"a text that is {type(text).__name__}"
    elif sentences is not None and not isinstance(sentences, list):
        wrong = f"sentences that are {type(sentences).__name__}"
    if wrong:
        raise NotALookableText(wrong, _FORM, _FIX, name if isinstance(name, str | int) else None)
    assert isinstance(text, str)
    return name, text, sentences
