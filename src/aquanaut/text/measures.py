"""What the measures of readability are, from `measures.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Measure:
    """What one measure is. `key` is the name of its field in `Readability`.

    `low` and `high` are its usual range, `harder` is either `higher` or `lower`: where the figure goes when a text gets
    harder. `counts` says in a few words what it mostly weighs, `says` how to read its figure, `paper` who made it.
    """

    key: str
    label: str
    formula: str
    low: float
    high: float
    harder: str
    counts: str
    says: str
    paper: str


def _read() -> tuple[Measure, ...]:
    text = files("aquanaut.text").joinpath("measures.toml").read_text(encoding="utf-8")
    return tuple(Measure(**row) for row in tomllib.loads(text)["measure"])


MEASURES = _read()
"""All measures, in the order in which they are shown."""
