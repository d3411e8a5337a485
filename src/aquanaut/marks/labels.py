"""The words that students see instead of codes, and which codes stand behind each.

No task offers more than four. The codes are for those who mark; they are explained in `CODEBOOK.md` beside the
article's marks.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    """A word that a student picks, what it asks, and the codes it stands for."""

    id: str
    text: str
    help: str
    codes: tuple[str, ...]


LABELS = {
    label.id: label
    for label in (
        Label("named", "named person", "A person you could look up from the text.", ("A4",)),
        Label("body", "body or record", "An office, a document, a data service.", ("A3",)),
        Label("nameless", "nameless", "“Experts”, “critics”, “one analyst”: nobody you could ask.", ("A1", "A2")),
        Label("no_source", "no source", "The writer just says it.", ("A0",)),
        Label("loaded", "loaded", "Swap in a plain word: the facts stay, the feeling changes.", ("L1",)),
        Label("too_big", "too big", "A “first” or “historic” that nothing in the text measures.", ("L2",)),
        Label(
            "judges_or_hints",
            "judges or hints",
            "A verdict told as fact, or a claim hidden in a hint.",
            ("L4", "L5"),
        ),
        Label("garbled", "garbled", "The words do not fit together.", ("G1", "G2", "G3")),
        Label("clashes", "clashes with itself", "Two places that cannot both be true.", ("X1", "X2", "X3", "X4")),
        Label("stretch", "a stretch", "The reason given does not carry the claim.", ("X5",)),
        Label("look_up", "look it up", "Only a source outside the text can settle it.", ("X6",)),
    )
}
"""Every student label by id."""


@dataclass(frozen=True)
class LensView:
    """One way of looking at reference marks in the reader: its name, and the families of codes it shows."""

    id: str
    title: str
    about: str
    codes: tuple[str, ...]


LENS_VIEWS = (
    LensView("well", "Done well", "What the writer got right. Start here: a fair reader does.", ()),
    LensView(
        "loaded", "Words that judge", "Loaded, too big, or a verdict told as fact.", ("L1", "L2", "L3", "L4", "L5")
    ),
    LensView("attribution", "Who says so", "Who stands behind each claim.", ("A0", "A1", "A2", "A3", "A4", "A5")),
    LensView(
        "together", "Does it hold together", "Garbled, at odds with itself, or a stretch.",
        ("G1", "G2", "G3", "X1", "X2", "X3", "X4", "X5"),
    ),
    LensView(
        "sources", "Sources", "Who, when, where from; and what needs a look-up.",
        ("S1", "S2", "S3", "S4", "S5", "X6"),
    ),
)  # fmt: skip
"""The reader's lenses over reference marks. The first one shows every sound mark."""


READER_WORDS = {
    "L3": "a label that takes a side",
    "A5": "can you check it?",
    "S1": "who and when",
    "S2": "can you get there?",
    "S3": "first-hand or passed on",
    "S4": "what others say, what is left out",
    "S5": "track record",
}
"""What the reader says for codes that no task offers as a label."""


def label_of(code: str) -> str:
    """The student's word for a code: its label, or for a code no task offers, the reader's."""
    return next((label.text for label in LABELS.values() if code in label.codes), READER_WORDS.get(code, CODES[code]))
