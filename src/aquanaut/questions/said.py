"""The sentences that answer a learner: one catalogue, `said.en.json`, for Python and for pages that score alone.

A page takes the whole catalogue along, and `static/respond.js` says with it what the question types say here.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def sentences() -> dict[str, str]:
    """Every sentence by key."""
    text = files("aquanaut.questions").joinpath("said.en.json").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in json.loads(text).items()}


def say(key: str, **values: object) -> str:
    """The sentence `answer.<key>` with its {slots} filled; with `n=1` the form for one comes first. Raises KeyError."""
    known = sentences()
    one = known.get(f"answer.{key}.one") if values.get("n") == 1 else None
    return _SLOT.sub(lambda slot: str(values.get(slot[1], slot[0])), one or known[f"answer.{key}"])
