"""What a lens is, and how lenses are found: each is a room of this package, and nothing is registered anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from aquanaut.lenses.rules import Finding, Rule, Rulebook, rulebook
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document

__all__ = ["Finding", "Lens", "Rule", "Strength", "lenses"]

Strength = Callable[[Document, Span], float]
"""How much there is of something in a sentence of a document, from 0 to 1."""


@dataclass(frozen=True)
class Lens:
    """One way of looking. `find` takes a document and returns findings in order of place.

    `room` is the package that holds the lens, with its `rules.toml`. `strengths` gives numbers of a sentence by name
    (see `look.NUMBERS`), for a lens that can rank sentences.
    """

    room: str
    find: Callable[[Document], Iterable[Finding]]
    strengths: Mapping[str, Strength] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the room's folder is called."""
        return self.room.rpartition(".")[2]

    @property
    def book(self) -> Rulebook:
        """What the lens says; read when first asked for."""
        return rulebook(self.room)

    @property
    def title(self) -> str:
        """A heading, for students."""
        return self.book.title

    @property
    def about(self) -> str:
        """One sentence on what the lens looks for."""
        return self.book.about

    @property
    def limits(self) -> str:
        """In plain words, what the lens cannot see and where it is wrong."""
        return self.book.limits

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the reference marks that the lens looks for; none where readers marked nothing of the kind."""
        return self.book.codes

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Its rules, in the order of the file."""
        return self.book.rules

    def rule(self, name: str) -> Rule:
        """The rule called `name`. Raises KeyError."""
        return self.book.rule(name)


@cache
def lenses() -> dict[str, Lens]:
    """Every lens by name: each room of this package has one, in `lens.py`."""
    package = import_module("aquanaut.lenses")
    rooms = sorted(room.name for room in iter_modules(package.__path__) if room.ispkg)
    return {room: import_module(f"{package.__name__}.{room}.lens").LENS for room in rooms}
