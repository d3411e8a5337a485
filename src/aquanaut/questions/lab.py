"""A lab: an experiment with one lens, to find out what a machine cannot see (`lessons/<stem>/lab.yaml`).

Two kinds, by what the file holds. *Break the detector* (`starters`): write a sentence that fools the lens, one way or
the other. *Who notices?* (`sentences`): swap one word of a clean sentence for a near neighbor, and see whether a reader
or the lens notices. Nothing in a lab is scored: there is no key.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

from aquanaut.content import LINE, Entry, Fields, ListOf, Text, complaint, content_files, content_root, read_yaml
from aquanaut.lenses.base import lenses
from aquanaut.text.document import document
from aquanaut.words import say

ROUND = 6
"""Sentences in one round of "who notices?"."""

LAB = Fields(
    {
        "lens": Text(),
        "title": Text(),
        "about": Text(words=8),
        "paper": Text(words=8),
        "blind": ListOf(Text(words=5), least=2, most=8),
    },
    {
        "starters": ListOf(Fields({"id": Text(), "text": Text(words=4)}, {}, "id"), least=3, most=20),
        "machine_words": ListOf(Text(), least=5, most=30),
        "sentences": ListOf(
            Fields(
                {
                    "id": Text(),
                    "text": Text(words=6),
                    "swaps": ListOf(
                        Fields({"word": Text(), "near": ListOf(Text(), least=1, most=6)}, {}, "word"), 1, 6
                    ),
                },
                {},
                "id",
            ),
            least=ROUND,
            most=40,
        ),
    },
)


class StarterEntry(Entry):
    """A sentence to begin with, as the file holds it."""

    id: str
    text: str


class SwapEntry(Entry):
    """A word of a sentence and its neighbors, as the file holds them."""

    word: str
    near: list[str]


class SentenceEntry(Entry):
    """A sentence with words to swap, as the file holds it."""

    id: str
    text: str
    swaps: list[SwapEntry]


class LabFile(Entry):
    """The file as a whole."""

    lens: str
    title: str
    about: str
    paper: str
    blind: list[str]
    starters: NotRequired[list[StarterEntry]]
    machine_words: NotRequired[list[str]]
    sentences: NotRequired[list[SentenceEntry]]


Part = tuple[str, bool]
"""A stretch of a sentence, and whether it is a word."""


class Starter(TypedDict):
    """A sentence to begin with."""

    id: str
    text: str


class Swappable(TypedDict):
    """A sentence in parts, and for some of its words (by their place among the parts) the neighbors offered."""

    id: str
    parts: list[Part]
    near: dict[str, list[str]]


@dataclass(frozen=True)
class Lab:
    """A lab as data. `blind`: what its lens cannot see, in plain words; `paper`: how to play it with pencils."""

    lens: str
    title: str
    about: str
    paper: str
    blind: tuple[str, ...]
    starters: tuple[Starter, ...] = ()
    machine_words: tuple[str, ...] = ()
    sentences: tuple[Swappable, ...] = ()

    @property
    def kind(self) -> str:
        """`break` or `garble`."""
        return "break" if self.starters else "garble"


def load_lab(lens: str, root: Path | None = None) -> Lab:
    """The lab of a lens. Raises `ContentError`: there is none, or its file is at fault."""
    base = root or content_root()
    paths = content_files(base, "lessons", "lab.yaml")
    labs = {one.lens: one for one in map(read_lab, paths)}
    if lens not in labs:
        known = ", ".join(f'lab("{name}")' for name in labs) or say("labs.none")
        raise complaint(Path("lab"), 0, "labs.unknown", lens=lens, known=known)
    return labs[lens]


def read_lab(path: Path) -> Lab:
    """The lab in a file. Raises `ContentError` with file and line."""
    data = read_yaml(path, LAB, LabFile)
    if data["lens"] not in lenses():
        raise complaint(path, data[LINE], "labs.lens", lens=data["lens"], known=", ".join(lenses()))
    if ("starters" in data) == ("sentences" in data):
        raise complaint(path, data[LINE], "labs.kind")
    return Lab(
        data["lens"],
        data["title"],
        data["about"],
        data["paper"],
        tuple(data["blind"]),
        tuple({"id": one["id"], "text": one["text"]} for one in data.get("starters", ())),
        tuple(data.get("machine_words", ())),
        tuple(_sentence(one, path) for one in data.get("sentences", ())),
    )


def _sentence(entry: SentenceEntry, path: Path) -> Swappable:
    """A sentence cut into words and what stands between them; each word to swap is found by name, once."""
    parts = cut(entry["text"])
    near: dict[str, list[str]] = {}
    for swap in entry["swaps"]:
        at = [n for n, (text, word) in enumerate(parts) if word and text == swap["word"]]
        if len(at) != 1:
            raise complaint(path, swap[LINE], "labs.word", word=swap["word"], times=len(at), sentence=entry["id"])
        wrong = [one for one in swap["near"] if one == swap["word"] or len(one.split()) != 1]
        if wrong:
            raise complaint(path, swap[LINE], "labs.near", near=wrong[0], word=swap["word"])
        near[str(at[0])] = list(swap["near"])
    return {"id": entry["id"], "parts": parts, "near": near}


def cut(text: str) -> list[Part]:
    """The parts that make up `text`."""
    parts: list[Part] = []
    at = 0
    for word in document(text).words:
        if word.start > at:
            parts.append((text[at : word.start], False))
        parts.append((word.of(text), True))
        at = word.end
    if at < len(text):
        parts.append((text[at:], False))
    return parts
