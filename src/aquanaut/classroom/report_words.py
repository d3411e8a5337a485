"""The words of the class report and of the feedback pages, by key: `static/report.en.json`."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

_SLOT = re.compile(r"\{(\w+)\}")


def static(name: str) -> str:
    """The text of a file in `classroom/static/`."""
    return files("aquanaut.classroom").joinpath("static", name).read_text(encoding="utf-8")


@cache
def catalogue() -> dict[str, str]:
    """Every sentence by key."""
    return {str(key): str(value) for key, value in json.loads(static("report.en.json")).items()}


def say(key: str, **values: object) -> str:
    """The sentence `key` with its {slots} filled; with `n=1` the form for one comes first. Raises KeyError."""
    known = catalogue()
    one = known.get(f"{key}.one") if values.get("n") == 1 else None
    return _SLOT.sub(lambda slot: str(values.get(slot[1], slot[0])), one or known[key])


def percent(share: float | None) -> str:
    """A share from 0 to 1 in whole per cent, or a dash."""
    return "–" if share is None else f"{100 * share:.0f}%"


def figure(value: float | None, signs: int = 2) -> str:
    """A figure with a true minus sign, or a dash."""
    if value is None:
        return "–"
    text = f"{value:.{signs}f}"
    return text.replace("-", "" if float(text) == 0 else "−")


def points(value: float) -> str:
    """Points, without a needless fraction."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
