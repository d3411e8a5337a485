"""The party-swap mirror of a lesson: the same sentences about two invented parties.

It shows a learner, and nobody else, whether they flag a sentence more readily when it is about one side. Readers judge
the same words by who is spoken of (Lord, Ross and Lepper 1979, "Biased assimilation and attitude polarization";
Vallone, Ross and Lepper 1985, "The hostile media phenomenon"). With six sentences a side the figure is no measure of a
person, so it is worked out on the page, never saved, never sent, and never called bias.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aquanaut.content import LINE, Fields, Flag, ListOf, Text, complaint, content_root, read_yaml
from aquanaut.questions.bank import find_stem

SLOT = "{party}"
SIDES = 2

MIRROR = Fields(
    {
        "title": Text(),
        "about": Text(words=8),
        "parties": ListOf(Fields({"id": Text(), "name": Text(), "wants": Text(words=4)}, {}, "id"), SIDES, SIDES),
        "lines": ListOf(Fields({"id": Text(), "text": Text(words=6), "pushes": Flag()}, {}, "id"), least=4, most=8),
    }
)


@dataclass(frozen=True)
class Party:
    """One of the two sides: how it is called in the sentences, and what it wants."""

    id: str
    name: str
    wants: str


@dataclass(frozen=True)
class MirrorLine:
    """A sentence with a slot for a party; `pushes`: it was written to push, and is not fair."""

    id: str
    text: str
    pushes: bool

    def about(self, party: Party) -> str:
        """The sentence about a party."""
        return self.text.replace(SLOT, party.name)


@dataclass(frozen=True)
class Mirror:
    """A mirror: two parties and the sentences that are said of both."""

    title: str
    about: str
    parties: tuple[Party, ...]
    lines: tuple[MirrorLine, ...]


def load_mirror(lesson: str, root: Path | None = None) -> Mirror:
    """The mirror beside a lesson's questions.

    Raises `ContentError`: no such file, a line without exactly one {party}, or fair and pushing lines out of balance.
    """
    base = root or content_root()
    path = base / "lessons" / find_stem(lesson, base) / "mirror.yaml"
    if not path.exists():
        raise complaint(path, 0, "note.mirror.file")
    data = read_yaml(path, MIRROR)
    for line in data["lines"]:
        count = line["text"].count(SLOT)
        if count != 1:
            raise complaint(path, line[LINE], "note.mirror.slot", slot=SLOT, times=count, line=line["id"])
    pushing = sum(line["pushes"] for line in data["lines"])
    if 2 * pushing != len(data["lines"]):
        raise complaint(path, data[LINE], "note.mirror.balance", pushing=pushing, lines=len(data["lines"]))
    parties = tuple(Party(party["id"], party["name"], party["wants"]) for party in data["parties"])
    lines = tuple(MirrorLine(line["id"], line["text"], line["pushes"]) for line in data["lines"])
    return Mirror(data["title"], data["about"], parties, lines)
