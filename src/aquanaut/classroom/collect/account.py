"""What came of everything that was handed in: of each file that gave no answers, whose it is and what it is instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aquanaut.classroom.collect.parts import LearnerPart
from aquanaut.classroom.collect.whose import Evidence, Held
from aquanaut.classroom.lms.base import Owner

if TYPE_CHECKING:
    from aquanaut.classroom.collect.students import Attempt

NOBODYS = LearnerPart("", "")
"""Stands for the answers of a file that has none."""


@dataclass(frozen=True)
class Account:
    """One file that gave no answers: the student where known ("" else), its kind (see `kinds`) and the reason."""

    file: str
    student: str
    kind: str
    reason: str


@dataclass
class Handed:
    """What a class handed in: attempts of all students, and (file, reason) of what could not be read or placed."""

    attempts: list[Attempt] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0
    accounts: list[Account] = field(default_factory=list)

    def tell(self, file: str, reason: str, student: str, kind: str) -> None:
        """Note a file that gave no answers, or not all of them."""
        self.problems.append((file, reason))
        self.accounts.append(Account(file, student, kind, reason))


@dataclass(frozen=True)
class Whose:
    """What is known of a file's owner before its answers are looked at."""

    label: str
    group: str
    owner: Owner
    names: tuple[str, ...]
    hub: str = ""

    @property
    def owned(self) -> bool:
        """Whether a platform or a hub says whose it is."""
        return bool(self.owner.id or self.owner.name or self.hub)

    @property
    def home(self) -> str:
        """What one student handed in together: by owner, else the outermost file or folder."""
        return self.owner.id or self.owner.name or self.hub or (self.names[0] if self.names else self.label)


@dataclass(frozen=True)
class Unplaced:
    """A file that gave no answers; `minor` where that matters only if its owner gave no other. `kept`: some count."""

    whose: Whose
    reason: str
    minor: bool
    kind: str
    kept: bool = False


def accounted(found: Handed, unplaced: Sequence[Unplaced], held: Iterable[Held], known: Evidence) -> None:
    """Note what gave no answers. A minor file is passed over where its owner's answers came with it."""
    homes = {Whose(part.label, part.group, part.owner, part.names, part.hub).home for part in held}
    groups = {(part.group, part.owner) for part in held}
    for one in unplaced:
        whose = one.whose
        inside = whose.owned or len(whose.names) > 1 or (whose.names and whose.label != whose.names[0])
        together = (whose.home in homes and bool(inside)) or (
            whose.group != "" and (whose.group, whose.owner) in groups
        )
        if not (one.minor and together):
            blank = Held(NOBODYS, whose.label, whose.group, whose.owner, "", whose.names, whose.hub)
            found.tell(whose.label, one.reason, known.suspected(blank), "kept" if one.kept else one.kind)
