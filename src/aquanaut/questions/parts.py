"""What a kind of question hands to the other rooms: what stands on paper, in the feedback, on a slide, and who answers.

Kinds say what there is to show in these few pieces; a page, a handout, a PDF or a projector knows how each looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

# --- on paper ----------------------------------------------------------------------------------------------


class Passage(TypedDict):
    """A stretch of a text: where it starts in the whole, its blocks and its words, all by code points of the whole."""

    start: int
    text: str
    blocks: list[Block]
    tokens: list[list[int]]


class Block(TypedDict):
    """A paragraph, heading or bullet of a passage."""

    kind: str
    start: int
    end: int


class Card(TypedDict):
    """An evidence card."""

    id: str
    title: str
    publisher: str
    date: str
    address: str
    says: str
    note: str


@dataclass(frozen=True)
class Told:
    """What to do, in small letters."""

    text: str


@dataclass(frozen=True)
class Quoted:
    """Words to work on, a line for each paragraph."""

    text: str


@dataclass(frozen=True)
class Ticks:
    """Things to tick."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Blanks:
    """Things to write something beside."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """Where things can belong: a name each, and what it means ("" for nothing)."""

    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cards:
    """Evidence cards to read."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Marking:
    """A text to mark with a pencil."""

    passage: Passage


@dataclass(frozen=True)
class Rules:
    """Ruled lines to write on."""

    lines: int


Paper = Told | Quoted | Ticks | Blanks | Places | Cards | Marking | Rules


# --- in a student's feedback -------------------------------------------------------------------------------

Marked = tuple[int, int, str, str]
"""start, end, how it looks (`hit`, `near`, `free`, `stray`, `target`, `sound`), and the sign before it."""


@dataclass(frozen=True)
class Remark:
    """One piece of feedback. `sort`: para, small, quote, good, bad, note, or passage (then `marked`).

    `lead` is said first, in bold.
    """

    sort: str
    text: str = ""
    lead: str = ""
    marked: tuple[Marked, ...] = ()


# --- on a slide --------------------------------------------------------------------------------------------


class Row(TypedDict, total=False):
    """A line of a slide: its text, and what is shown with the key: a mark, a place, why."""

    text: str
    mark: str
    place: str
    why: str


class Slide(TypedDict, total=False):
    """What `exports/lessons/static/projector.js` draws of a question. A kind leaves out the task and the context."""

    kind: str
    ask: str
    context: object
    hands: bool
    rows: list[Row]
    cards: Sequence[Card]
    places: list[str]
    after: list[Row]
    sentence: str
    language: str
    blocks: list[dict[str, object]]
    marks: list[dict[str, object]]
    labels: list[str]


# --- somebody who answers ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pupil:
    """Somebody simulated before one question; see `classroom/simulated.py` for the model behind the numbers."""

    ability: float
    bias: float
    carelessness: float
    difficulty: float
    attraction: Mapping[str, float] = field(default_factory=dict)
