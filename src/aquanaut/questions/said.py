"""What is said to an answer, as data: compiled with the key, read here and by `static/respond.js`, its twin.

A kind of question says what it says in a `Said`. It holds no code, so that it travels to a page that scores without
Python, and a new kind needs no JavaScript. Sentences stand in it by their key in the catalogue, so that one compiled
key speaks every language.

An answer is *met* part by part: an atom of the score belongs to a part (an option, an item, a pair of ends) and
leaves a mark there. What was met is counted under these names, which conditions and sentences use:

- the marks themselves (`right`, `wrong`, …), the outcomes of marks in a text (`hit`, `sound`, …), and for these also
  how many different targets were met (`hit:ids`);
- `given`: whether there is an answer at all; `open`: parts without one; `full`: whether it earns everything;
- `holds`: the checks of a written answer that hold;
- `revealed`: whether the solution was asked for.

A condition is such a name, or with "!" before it, its absence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, Required, TypedDict

from aquanaut.questions.scoring import Judged, Table, judge_marks, marks_of, score
from aquanaut.words import say

Line = str | tuple[str, Mapping[str, str]]
"""A text as it is, or the key of a sentence with the values of its slots."""


class Rule(TypedDict, total=False):
    """A sentence of the summary: said when all of `when` hold. The first ends the summary, unless there is `more`."""

    say: Required[str]
    when: list[str]
    more: bool


class Check(TypedDict):
    """A look for words in a written answer: it holds when `any` of them is there; without `want`, when none is."""

    any: list[str]
    want: bool
    text: str
    sort: str


class Show(TypedDict):
    """A `value` that becomes a `field` of the result when any of `when` holds; without any, always."""

    field: str
    when: list[str]
    value: object


class Next(TypedDict):
    """The way on: said when any of `when` holds; without any, always."""

    text: str
    when: list[str]


class Said(TypedDict, total=False):
    """All that can be said to the answers to one question."""

    status: Required[Literal["graded", "recorded", "pending"]]
    summary: Required[list[Rule]]
    values: dict[str, str | int]
    """What fills the slots of the summary's sentences: the name of a count, or a number."""
    next: Required[Next]
    field: str
    """Where the result tells of the parts: `options`, `items`."""
    atoms: dict[str, tuple[str, str, int]]
    """By atom: the part that it belongs to, its mark there, and whether it is told why (1) or not yet (0).

    An atom that is a part itself need not be listed: it has the part's mark, and is told why.
    """
    parts: dict[str, tuple[str, str]]
    """By part: its mark when the solution is shown and nothing was met there, and why that is right or wrong."""
    titles: dict[str, str]
    """By outcome of a mark in the text: the key of its name."""
    texts: dict[str, list[Line]]
    """By outcome, or outcome and id (`hit:t1`): what is said to the mark."""
    feedback: dict[str, str]
    """By atom: what is said below the summary."""
    start: str
    """For written answers, plain: a text that is no answer yet."""
    checks: list[Check]
    shows: Required[list[Show]]


class Result(TypedDict, total=False):
    """What is said to one answer, as the controls take it. See `pages/static/PROTOCOL.md`."""

    status: Required[str]
    verdict: Required[str]
    summary: Required[str]
    earned: int
    possible: int
    revealed: bool
    next: str
    options: dict[str, dict[str, str]]
    items: dict[str, dict[str, str]]
    right: dict[str, str]
    marks: list[dict[str, object]]
    reference: list[dict[str, object]]
    feedback: str
    rubric: list[dict[str, str]]
    samples: list[dict[str, str]]
    checks: list[dict[str, object]]


_Met = Mapping[str, tuple[str, str, int]]

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "})


def plain(text: object) -> str:
    """A written answer in small letters, with plain quotation marks, dashes and single spaces; "" for no text."""
    return " ".join(text.translate(_PLAIN).lower().split()) if isinstance(text, str) else ""


def respond(table: Table, said: Said, answer: object, revealed: bool = False) -> Result:
    """What is said to `answer`; with `revealed` also what the key holds."""
    scored = score(table, answer)
    earned, possible, found = scored["earned"], scored["possible"], scored["atoms"]
    met = {one[0]: one for one in (_met(said, atom) for atom in found) if one}
    judged = judge_marks(table, answer) if "titles" in said else []
    written = plain(answer) if "start" in said and plain(answer) != said["start"] else ""
    checks = _checks(said, written)
    counts = Counter(mark for _, mark, _ in met.values())
    counts.update(_marked(judged))
    counts.update(
        full=int(earned >= possible > 0),
        given=len(judged) or len(found) or int(bool(written)),
        open=len(said.get("parts", {})) - len(met),
        holds=sum(bool(check["ok"]) for check in checks),
        revealed=int(revealed),
    )
    verdict = "right" if counts["full"] else "part" if earned > 0 else "wrong"
    result: Result = {
        "status": said["status"],
        "verdict": verdict if said["status"] == "graded" else "recorded",
        "summary": _summary(said, counts),
        "earned": earned,
        "possible": possible,
        "revealed": revealed,
        "next": said["next"]["text"] if _any(said["next"]["when"], counts) else "",
    }
    fields: dict[str, object] = {one["field"]: one["value"] for one in said["shows"] if _any(one["when"], counts)}
    if "field" in said:
        fields[said["field"]] = _parts(said, met, revealed)
    if "titles" in said:
        fields["marks"] = _marks(said, answer, judged)
    if "feedback" in said:
        fields["feedback"] = next((said["feedback"][atom] for atom in found if atom in said["feedback"]), "")
    if checks:
        fields["checks"] = checks
    return {**result, **fields}  # type: ignore[typeddict-item]  # a kind's own fields, by name


def _met(said: Said, atom: str) -> tuple[str, str, int] | None:
    part = said.get("parts", {}).get(atom)
    return said.get("atoms", {}).get(atom) or ((atom, part[0], 1) if part else None)


def _any(conditions: Sequence[str], counts: Counter[str]) -> bool:
    return not conditions or any(_holds(one, counts) for one in conditions)


def _holds(condition: str, counts: Counter[str]) -> bool:
    return not counts[condition[1:]] if condition.startswith("!") else bool(counts[condition])


def _summary(said: Said, counts: Counter[str]) -> str:
    values = {slot: counts[what] if isinstance(what, str) else what for slot, what in said.get("values", {}).items()}
    sentences = []
    for rule in said["summary"]:
        if all(_holds(one, counts) for one in rule.get("when", [])):
            sentences.append(say(rule["say"], **values))
            if not rule.get("more"):
                break
    return " ".join(sentences)


def _parts(said: Said, met: _Met, revealed: bool) -> dict[str, dict[str, str]]:
    """The parts that the answer met, or all of them: the mark there, and why."""
    told = {}
    for part, (mark, why) in said["parts"].items():
        _, own, reason = met.get(part, (part, mark, 0))
        if revealed or part in met:
            told[part] = {"mark": own, "text": why if revealed or reason else ""}
    return told


def _marked(judged: Sequence[Judged]) -> Counter[str]:
    """How often each outcome came, and how many different targets it came to."""
    counts = Counter(one["outcome"] for one in judged)
    counts.update(f"{outcome}:ids" for outcome, _ in {(one["outcome"], one["id"]) for one in judged})
    return counts


def _marks(said: Said, answer: object, judged: Sequence[Judged]) -> list[dict[str, object]]:
    """Each mark in the text with what it met."""
    told: list[dict[str, object]] = []
    for mark, one in zip(marks_of(answer), judged, strict=True):
        outcome, texts = one["outcome"], said["texts"]
        lines = texts.get(f"{outcome}:{one['id']}") or texts[outcome]
        text = " ".join(line if isinstance(line, str) else say(line[0], **line[1]) for line in lines)
        place = {"start": mark["start"], "end": mark["end"], "label": mark["label"]}
        told.append({**place, "outcome": outcome, "title": say(said["titles"][outcome]), "text": text})
    return told


def _checks(said: Said, written: str) -> list[dict[str, object]]:
    """Each check of a written answer: whether it holds, and what it is about."""
    return [
        {"ok": any(part in written for part in one["any"]) == one["want"], "text": one["text"], "sort": one["sort"]}
        for one in (said.get("checks", []) if written else [])
    ]
