"""The words that students see instead of codes, and which codes stand behind each.

No task offers more than four. The codes are for those who mark; they are explained in `CODEBOOK.md` beside the
article's marks.
"""

from __future__ import annotations

from dataclasses import dataclass

from aquanaut.words import say

CODES = {
    "L1": "loaded word",
    "L2": "exaggerated novelty",
    "L3": "contentious label",
    "L4": "insinuation",
    "L5": "verdict as fact",
    "A0": "no source",
    "A1": "vague plural",
    "A2": "anonymous individual",
    "A3": "institution or dataset",
    "A4": "named person",
    "A5": "untraceable or over-strong cue",
    "G1": "tortured phrase",
    "G2": "near-miss term",
    "G3": "broken syntax or reference",
    "X1": "figures disagree",
    "X2": "category error",
    "X3": "stance flips",
    "X4": "novelty against precedent",
    "X5": "non sequitur",
    "X6": "external error",
    "S1": "who and when",
    "S2": "traceable",
    "S3": "derivative",
    "S4": "corroborated or omitted",
    "S5": "track record",
}
"""The codes of the codebook, by name."""


@dataclass(frozen=True)
class Label:
    """A word that a student picks, and the codes it stands for."""

    id: str
    codes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The word itself."""
        return say(f"label.{self.id}.text")

    @property
    def help(self) -> str:
        """What it asks."""
        return say(f"label.{self.id}.help")


LABELS = {
    label.id: label
    for label in (
        Label("named", ("A4",)),
        Label("body", ("A3",)),
        Label("nameless", ("A1", "A2")),
        Label("no_source", ("A0",)),
        Label("loaded", ("L1",)),
        Label("too_big", ("L2",)),
        Label("judges_or_hints", ("L4", "L5")),
        Label("garbled", ("G1", "G2", "G3")),
        Label("clashes", ("X1", "X2", "X3", "X4")),
        Label("stretch", ("X5",)),
        Label("look_up", ("X6",)),
    )
}
"""Every student label by id."""


@dataclass(frozen=True)
class LensView:
    """One way of looking at reference marks in the reader: the families of codes it shows."""

    id: str
    codes: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its name."""
        return say(f"label.lens.{self.id}.title")

    @property
    def about(self) -> str:
        """What it shows, in a sentence."""
        return say(f"label.lens.{self.id}.about")


LENS_VIEWS = (
    LensView("well", ()),
    LensView("loaded", ("L1", "L2", "L3", "L4", "L5")),
    LensView("attribution", ("A0", "A1", "A2", "A3", "A4", "A5")),
    LensView("together", ("G1", "G2", "G3", "X1", "X2", "X3", "X4", "X5")),
    LensView("sources", ("S1", "S2", "S3", "S4", "S5", "X6")),
)
"""The reader's lenses over reference marks. The first one shows every sound mark."""

READER_CODES = ("L3", "A5", "S1", "S2", "S3", "S4", "S5")
"""Codes that no task offers as a label, and for which the reader has words of its own."""


def label_of(code: str) -> str:
    """The student's word for a code: its label, or for a code no task offers, the reader's."""
    own = next((label.text for label in LABELS.values() if code in label.codes), "")
    return own or (say(f"label.code.{code}") if code in READER_CODES else CODES[code])
