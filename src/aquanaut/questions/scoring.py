"""The one way to score, shared with the browser.

A key is compiled to a table of whole-number weights over *answer atoms*. An answer is broken into atoms, and the
score is the sum of their weights, never below zero and never above the table's points. `static/score.js` is this
module's twin; `tests/vectors` holds both to the same results. Only whole numbers, so that no rounding can differ.

A table is plain data, so that it can travel to a page that scores without Python:

    {"form": "one" | "many" | "map" | "links" | "spans" | "none", "weights": {atom: int}, "points": int, …}

What the forms take and which atoms they give:

- one: an option id → the id.
- many: a list of option ids → each known id once.
- map: {item: place} → `item=place` for every item of `table["items"]` (sorting, ordering, matching).
- links: [{start, end}, {start, end}] → `pair:<id>` of every target whose two ends are touched, else `half:<id>`.
- spans: [{start, end, label}] → see `judge_marks`.
- none: nothing; a person scores it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict, TypeGuard, cast

Stretch = Sequence[int]
"""[start, end) in code points."""


class Target(TypedDict, total=False):
    """What can be found in a text: its key words and label, or the two ends of a link."""

    id: Required[str]
    keys: list[Stretch]
    label: str
    ends: list[list[Stretch]]


class Sound(TypedDict):
    """A passage better left alone."""

    id: str
    spans: list[Stretch]


class Table(TypedDict, total=False):
    """A compiled key, as plain JSON data. The parts after `points` belong to some forms only."""

    form: Required[str]
    weights: Required[dict[str, int]]
    points: Required[int]
    items: list[str]
    targets: list[Target]
    sound: list[Sound]
    open: list[Stretch]
    tokens: list[Stretch]
    most: int
    longest: int


class Scored(TypedDict):
    """What an answer earns, in the units of its table, and the atoms it was read as."""

    earned: int
    possible: int
    atoms: list[str]


class Mark(TypedDict):
    """A mark in a text."""

    start: int
    end: int
    label: str


class Judged(TypedDict):
    """What a mark met; see `judge_marks`."""

    outcome: str
    id: str


SAFE_INTEGER = 2**53 - 1
"""The largest whole number that JavaScript holds exactly; beyond it an offset is not an offset."""


def score(table: Table, answer: object) -> Scored:
    """Score `answer` (any JSON value) by `table`: {"earned": int, "possible": int, "atoms": [str]}.

    Never raises on a strange answer: what is not an answer to this question is worth nothing.
    """
    found = atoms(table, answer)
    total = sum(table["weights"].get(atom, 0) for atom in found)
    return {"earned": max(0, min(total, table["points"])), "possible": table["points"], "atoms": found}


def atoms(table: Table, answer: object) -> list[str]:
    """The atoms of `answer`, in a fixed order."""
    weights = table["weights"]
    match table["form"]:
        case "one":
            return [answer] if isinstance(answer, str) and answer in weights else []
        case "many":
            if not isinstance(answer, list):
                return []
            return list(dict.fromkeys(a for a in answer if isinstance(a, str) and a in weights))
        case "map":
            return _map_atoms(table, answer)
        case "links":
            return _link_atoms(table, answer)
        case "spans":
            return _span_atoms(table, answer)
    return []


def _map_atoms(table: Table, answer: object) -> list[str]:
    if not isinstance(answer, dict):
        return []
    pairs = (f"{item}={_place(answer[item])}" for item in table["items"] if item in answer)
    return [pair for pair in pairs if pair in table["weights"]]


def _place(value: object) -> str:
    return str(value) if isinstance(value, str) or _whole(value) else ""


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= SAFE_INTEGER


# --- marks in a text ---------------------------------------------------------------------------------------


def overlap(a: Sequence[int], b: Sequence[int]) -> bool:
    """True when the half-open stretches [a0, a1) and [b0, b1) share a code point."""
    return a[0] < b[1] and b[0] < a[1]


def marks_of(answer: object) -> list[Mark]:
    """The well-formed marks of an answer: whole `start` < `end`, and a label that is text."""
    if not isinstance(answer, list):
        return []
    return [
        cast(Mark, m)
        for m in answer
        if isinstance(m, dict)
        and _whole(m.get("start"))
        and _whole(m.get("end"))
        and m["start"] < m["end"]
        and isinstance(m.get("label"), str)
    ]


def judge_marks(table: Table, answer: object) -> list[Judged]:
    """What each well-formed mark met: {"outcome", "id"}, in the order of the marks.

    Outcomes: `hit` (right place, right label), `label` (right place, another label), `sound` (a listed sound
    passage), `debatable` (readers differ: free), `unmarked` (no reference mark here), `over` (beyond the number
    or the length that the task allows). A mark meets a target when it touches one of its key words, so loose edges are
    free within the length that the task allows.
    """
    return [_judged(table, mark, order) for order, mark in enumerate(marks_of(answer))]


def _judged(table: Table, mark: Mark, order: int) -> Judged:
    span = (mark["start"], mark["end"])
    touched = sum(1 for token in table["tokens"] if overlap(span, token))
    if order >= table["most"] or not 0 < touched <= table["longest"]:
        return {"outcome": "over", "id": ""}
    met = [t for t in table["targets"] if any(overlap(span, key) for key in t["keys"])]
    if met:
        target = next((t for t in met if t["label"] == mark["label"]), met[0])
        return {"outcome": "hit" if target["label"] == mark["label"] else "label", "id": target["id"]}
    for passage in table["sound"]:
        if any(overlap(span, stretch) for stretch in passage["spans"]):
            return {"outcome": "sound", "id": passage["id"]}
    if any(overlap(span, stretch) for stretch in table["open"]):
        return {"outcome": "debatable", "id": ""}
    return {"outcome": "unmarked", "id": ""}


def _span_atoms(table: Table, answer: object) -> list[str]:
    found: list[str] = []
    best: dict[str, str] = {}
    for judged in judge_marks(table, answer):
        outcome, name = judged["outcome"], judged["id"]
        if outcome == "hit" or (outcome == "label" and name not in best):
            best[name] = "hit" if outcome == "hit" else "near"
        if outcome == "sound":
            found.append(f"sound:{name}")
        if outcome != "debatable":
            found.append("cost")
    return found + [f"{best[t['id']]}:{t['id']}" for t in table["targets"] if t["id"] in best]


def _link_atoms(table: Table, answer: object) -> list[str]:
    """Two linked marks: `pair:<id>` when the two touch the two ends, `half:<id>` when only one end is touched."""
    if not isinstance(answer, list):
        return []
    ends = [cast(Mark, m) for m in answer if isinstance(m, dict) and _whole(m.get("start")) and _whole(m.get("end"))]
    ends = [m for m in ends if m["start"] < m["end"]]
    if len(ends) != 2 or any(_too_long(table, m) for m in ends):
        return ["cost"] if ends else []
    first, second = ((m["start"], m["end"]) for m in ends)
    half = ""
    for target in table["targets"]:
        a, b = target["ends"]
        if (_on(first, a) and _on(second, b)) or (_on(first, b) and _on(second, a)):
            return [f"pair:{target['id']}", "cost"]
        if not half and any(_on(mark, end) for mark in (first, second) for end in (a, b)):
            half = target["id"]
    return [f"half:{half}", "cost"] if half else ["cost"]


def _on(mark: tuple[int, int], spans: Sequence[Sequence[int]]) -> bool:
    return any(overlap(mark, span) for span in spans)


def _too_long(table: Table, mark: Mark) -> bool:
    touched = sum(1 for token in table["tokens"] if overlap((mark["start"], mark["end"]), token))
    return not 0 < touched <= table["longest"]
