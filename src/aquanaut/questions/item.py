"""A question as question banks of other programs know it, and what of ours such a form cannot hold.

Question banks of learning platforms know four things to ask: choose one, choose many, match, and write. An `Item` is a
question in one of these. Where ours is something else, its kind takes the nearest of the four that still asks for the
same judgement, and tells the loss; what a kind cannot turn into any of them is `LEFT_OUT`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from aquanaut.pages.html import el
from aquanaut.words import say

Form = Literal["one", "many", "match", "written", ""]

LEFT_OUT = "left out"
"""The fate of a question that does not go into the bank at all."""


@dataclass(frozen=True)
class Loss:
    """One thing of one question that the form cannot hold: what it was, and what was done about it."""

    part: str
    lost: str
    instead: str


def loss(part: str, key: str, **values: object) -> Loss:
    """A loss whose two halves are the sentences `key` and `key.instead`."""
    return Loss(part, say(key, **values), say(f"{key}.instead", **values))


@dataclass(frozen=True)
class Choice:
    """An option. `share` is the part of the points that it earns: 1 all of them, 0 none, negative where it costs."""

    id: str
    text: str
    share: float
    feedback: str


@dataclass(frozen=True)
class Pair:
    """An item and the id of the place where it belongs."""

    id: str
    text: str
    place: str
    feedback: str


@dataclass(frozen=True)
class Item:
    """A question in a bank.

    `asks` is HTML, everything else plain text. `points` is 0 for an opinion, in which every choice earns all there is.
    `rubric` (HTML) is for whoever reads a written answer, `start` stands in the box from the beginning, `after` is said
    to everyone afterwards. `fate`: see `exports.banks.loss.FATES`.
    """

    id: str
    kind: str
    form: Form
    title: str
    asks: str
    points: int
    fate: str
    choices: tuple[Choice, ...] = ()
    pairs: tuple[Pair, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    fixed: bool = False
    hints: tuple[str, ...] = ()
    after: str = ""
    rubric: str = ""
    start: str = ""
    rows: int = 5
    losses: tuple[Loss, ...] = ()

    def but(self, *losses: Loss, fate: str = "") -> Item:
        """The same with more losses, and with another fate where one is given."""
        return replace(self, losses=(*self.losses, *losses), fate=fate or self.fate)

    def asking(self, text: str) -> Item:
        """The same with another paragraph under what it asks."""
        return replace(self, asks=self.asks + str(el("p", text)))
