"""One sentence of a learner's through one lens: kindly answered, whatever was typed."""

from __future__ import annotations

import re
import unicodedata
from typing import TypedDict

from aquanaut.lenses.base import Finding, Lens
from aquanaut.text.document import document
from aquanaut.text.lexical.rarity import bands
from aquanaut.words import say

MOST_SIGNS = 400
"""Code points: a lab reads a sentence, and a lens is asked at each press."""

MOST_TEXTS = 12
MOST_MARKS = 20

_WORD = re.compile(r"[^\W\d_]+")
STRANGE, COMMON, SHARE = 4, 5.0, 0.2
"""A text of so many words is called strange where less than this share of them is common English (a band of `rarity`:
one word in ten thousand). Of fewer words nothing is said."""


class LabMark(TypedDict):
    """A mark of the lens: its place in code points of the text, and whether it is the strongest (`top`)."""

    start: int
    end: int
    label: str
    top: bool
    why: str
    ask: str
    source: str


class Said(TypedDict):
    """What a lens says to a sentence: `refused` says why it was not asked, `note` what to know about its silence."""

    text: str
    marks: list[LabMark]
    note: str
    refused: str


def clean(text: object) -> str:
    """What was typed as one line: control signs and halves of signs become blanks, and blanks one blank."""
    typed = text if isinstance(text, str) else ""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in typed[: MOST_SIGNS * 50])
    return " ".join(plain.split())


def ask(lens: Lens, typed: object) -> Said:
    """What the lens says to a sentence: {text, marks, note, refused}.

    `refused` says in a sentence why the lens was not asked (nothing typed, too long), else "". `note` says what to know
    about its silence. A mark has start and end (code points of `text`), label, why, ask, source, and `top` where it is
    the strongest.
    """
    text = clean(typed)
    said = Said(text=text, marks=[], note="", refused="")
    if not text:
        return {**said, "refused": say("lab.empty")}
    if len(text) > MOST_SIGNS:
        return {**said, "text": text[:MOST_SIGNS], "refused": say("lab.long", n=len(text), most=MOST_SIGNS)}
    if not any(sign.isalpha() for sign in text):
        return {**said, "refused": say("lab.no_words")}
    found = [one for one in lens.find(document(text)) if not one.absent and one.polarity != "sound"]
    found.sort(key=lambda one: (one.span, -one.strength))
    top = max(found, key=lambda one: one.strength, default=None)
    said["marks"] = [_mark(one, lens, one is top) for one in found[:MOST_MARKS]]
    return {**said, "note": say("lab.strange") if _strange(text) else ""}


def _mark(one: Finding, lens: Lens, top: bool) -> LabMark:
    source = say("lab.source", source=lens.rule(one.rule).source)
    return LabMark(
        start=one.span.start, end=one.span.end, label=one.label, top=top, why=one.why, ask=one.ask, source=source
    )


def _strange(text: str) -> bool:
    """Whether the text hardly looks like English: then a lens's silence says nothing."""
    found = [word.lower() for word in _WORD.findall(text)]
    common = sum(bands().get(word, 0.0) >= COMMON or word == "a" for word in found)
    return len(found) >= STRANGE and common < SHARE * len(found)
