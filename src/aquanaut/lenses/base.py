"""What a lens is, what it finds, and how lenses are discovered.

A lens never gives a verdict: every finding ends in a question to the reader, and every lens says where it fails.
Each rule carries sentences that it must find (`hits`) and sentences that it must leave alone (`misses`); the
tests run them all, and a rule without both fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document


@dataclass(frozen=True)
class Rule:
    """One rule of a lens.

    `why` says in one sentence what the rule sees, `ask` is the question to the reader, `source` the guide or paper
    the rule comes from. `hits` and `misses` are short texts; in a hit, the words that must be marked stand between
    ⟦ and ⟧.
    """

    name: str
    label: str
    why: str
    ask: str
    source: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """Words that a rule marked. `links` are other places that belong to it; `strength` (0 to 1) only ranks.

    `polarity` is "sound" for what is well done, else "flaw". Where something is `absent`, `span` is the place where a
    reader would look for it.
    """

    lens: str
    rule: str
    span: Span
    label: str
    why: str
    ask: str
    links: tuple[Span, ...] = ()
    strength: float = 0.5
    polarity: str = "flaw"
    absent: bool = False


@dataclass(frozen=True)
class Lens:
    """One way of looking. `find` takes a document and returns findings in order of place.

    `limits` says in plain words what the lens cannot see and where it is wrong.
    """

    name: str
    title: str
    about: str
    limits: str
    rules: tuple[Rule, ...]
    find: Callable[[Document], Iterable[Finding]]

    def rule(self, name: str) -> Rule:
        """The rule called `name`. Raises KeyError."""
        return next(r for r in self.rules if r.name == name)


@cache
def lenses() -> dict[str, Lens]:
    """Every lens by name: each room of this package has one, in `lens.py`."""
    package = import_module("aquanaut.lenses")
    rooms = (room.name for room in iter_modules(package.__path__) if room.ispkg)
    found = (import_module(f"{package.__name__}.{room}.lens").LENS for room in rooms)
    return {lens.name: lens for lens in sorted(found, key=lambda one: one.name)}


def findings(doc: Document, names: Iterable[str] | None = None) -> list[Finding]:
    """What the lenses (all of them, or those named) find in `doc`, in order of place."""
    chosen = [lenses()[n] for n in names] if names is not None else list(lenses().values())
    return sorted((f for lens in chosen for f in lens.find(doc)), key=lambda f: (f.span, f.lens, f.rule))
