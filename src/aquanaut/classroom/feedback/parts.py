"""What one student's feedback says, part by part, before it becomes a page or a PDF.

It is made from one `StudentResult` and the exercise alone: no other student's answers are within reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aquanaut.classroom.opaque import restore
from aquanaut.classroom.report.heatmap_page import Marked, marks_in
from aquanaut.classroom.report.words import points
from aquanaut.classroom.results import QuestionResult, StudentResult
from aquanaut.questions.bank import Bank, respond
from aquanaut.questions.model import Key, Question
from aquanaut.questions.scoring import atoms, judge_marks, marks_of
from aquanaut.words import say

Piece = tuple[str, str, str]
"""Words of a passage, the class of their mark ("" for none), and the sign before them."""


@dataclass(frozen=True)
class Part:
    """One piece of feedback. `kind`: head, small, para, quote, good, bad, note, or passage (then `pieces`).

    `lead` is said first, in bold.
    """

    kind: str
    text: str = ""
    lead: str = ""
    pieces: tuple[tuple[Piece, ...], ...] = ()


def feedback_parts(bank: Bank, student: StudentResult) -> list[list[Part]]:
    """The feedback of one student, a list of parts for each question, in the order of the exercise."""
    return [
        list(_question(number, question, bank, student.results.get(question.id)))
        for number, question in enumerate(bank.questions, start=1)
    ]


def total(bank: Bank, student: StudentResult) -> str:
    """Points so far, and what still waits, in one sentence."""
    possible = sum(r.possible for r in student.results.values())
    waiting = student.pending
    key = "class.fb.total.waiting" if waiting else "class.fb.total"
    return say(key, n=waiting, earned=points(student.earned), possible=points(possible))


def _question(number: int, question: Question, bank: Bank, result: QuestionResult | None) -> Iterator[Part]:
    yield Part("head", say("class.fb.question", k=number, said=_earned(result)))
    if question.context:
        yield Part("quote", question.context["text"])
    yield Part("para", question.prompt)
    key = bank.keys[question.id]
    if result is None or result.status == "absent":
        yield Part("note", say("class.fb.absent"))
    else:
        answer = restore(question, result.answer)
        yield from _BODIES.get(key.table["form"], _written)(bank, question, key, answer)
    if result is not None:
        yield from _teacher(result)


def _earned(result: QuestionResult | None) -> str:
    if result is None or result.status == "absent":
        return say("class.fb.none")
    if result.status == "pending" or result.earned is None:
        return say("class.fb.waits")
    if not result.possible:
        return say("class.fb.opinion")
    return say("class.fb.points", n=result.possible, earned=points(result.earned), possible=points(result.possible))


def _teacher(result: QuestionResult) -> Iterator[Part]:
    if result.override is not None:
        yield Part("note", say("class.fb.override", earned=points(result.override), possible=points(result.possible)))
    if result.comment:
        yield Part("note", result.comment, say("class.fb.comment"))
    if result.dispute:
        yield Part("note", result.dispute, say("class.fb.dispute"))


# --- choices, places ---------------------------------------------------------------------------------------


def _options(_bank: Bank, question: Question, key: Key, answer: Any) -> Iterator[Part]:
    chosen, right = atoms(key.table, answer), set(key.data["right"])
    texts = {o["id"]: o["text"] for o in question.body["options"]}
    for name in chosen:
        kind = "para" if not right else "good" if name in right else "bad"
        yield Part(kind, key.data["feedback"][name], say(f"class.fb.chose.{kind}", option=texts[name]))
    for name in key.data["right"]:
        if name not in chosen:
            yield Part("para", key.data["feedback"][name], say("class.fb.key", option=texts[name]))
    yield from _next(key)


def _places(_bank: Bank, question: Question, key: Key, answer: Any) -> Iterator[Part]:
    placed = dict(atom.split("=", 1) for atom in atoms(key.table, answer))
    items = {i["id"]: i["text"] for i in question.body["items"]}
    places = {p["id"]: p["text"] for p in question.body["places"]}
    for item, place in key.data["right"].items():
        mine = placed.get(item)
        sort = "right" if mine == place else "open" if mine is None else "wrong"
        lead = say(f"class.fb.place.{sort}", item=items[item], mine=places.get(mine or "", ""), place=places[place])
        yield Part("good" if mine == place else "bad", key.data["feedback"][item], lead)
    yield from _next(key)


def _next(key: Key) -> Iterator[Part]:
    if key.data.get("next"):
        yield Part("small", key.data["next"])


# --- marks -------------------------------------------------------------------------------------------------

_DRAWN = {"hit": "fb-hit", "label": "fb-near", "debatable": "fb-free"}
"""How a learner's own mark looks; all others are drawn as stray."""


def _marks(bank: Bank, question: Question, key: Key, answer: Any) -> Iterator[Part]:
    """The learner's marks, then the reference's, on the same text; then what is said to each."""
    given, judged = marks_of(answer), judge_marks(key.table, answer)
    said = respond(bank, question, answer)["marks"]
    mine: list[Marked] = [
        (m["start"], m["end"], _DRAWN.get(j["outcome"], "fb-stray"), str(n), "")
        for n, (m, j) in enumerate(zip(given, judged, strict=True), start=1)
    ]
    yield Part("passage", lead=say("class.fb.mine"), pieces=_pieces(question, mine))
    listed = sorted(key.data["targets"], key=lambda t: t["span"])
    theirs: list[Marked] = [
        (*t["span"], "fb-target", chr(64 + n) if n < 27 else str(n), "") for n, t in enumerate(listed, 1)
    ]
    theirs += [(s["spans"][0][0], s["spans"][-1][1], "fb-sound", "", "") for s in key.data["sound"]]
    yield Part("passage", lead=say("class.fb.reference"), pieces=_pieces(question, theirs))
    labels = {label["id"]: label["text"] for label in question.body["labels"]}
    for n, (mark, one) in enumerate(zip(given, said, strict=True), start=1):
        words = _words(question, mark["start"], mark["end"])
        lead = say(
            "class.fb.mark", n_=n, words=words, label=labels.get(mark["label"], mark["label"]), title=one["title"]
        )
        yield Part(
            "good" if one["outcome"] == "hit" else "bad" if one["outcome"] == "sound" else "para", one["text"], lead
        )
    met = {j["id"] for j in judged if j["outcome"] in ("hit", "label")}
    for n, target in enumerate(listed, 1):
        if target["id"] not in met:
            lead = say("class.fb.missed", sign=chr(64 + n) if n < 27 else n, words=_words(question, *target["span"]),
                       label=target["title"])  # fmt: skip
            yield Part("para", target["text"], lead)
    yield from _next(key)


def _links(_bank: Bank, question: Question, key: Key, answer: Any) -> Iterator[Part]:
    mine: list[Marked] = [(m["start"], m["end"], "fb-hit", str(n), "")
                          for n, m in enumerate(_ends(answer), start=1)]  # fmt: skip
    yield Part("passage", lead=say("class.fb.mine"), pieces=_pieces(question, mine))
    found = {a.split(":", 1)[1] for a in atoms(key.table, answer) if a.startswith("pair:")}
    for target in key.data["targets"]:
        ends = [_words(question, *end[0]) for end in target["ends"]]
        lead = say("class.fb.pair", one=ends[0], other=ends[1], title=target["title"])
        yield Part("good" if target["id"] in found else "para", target["text"], lead)
    yield from _next(key)


def _ends(answer: Any) -> list[dict[str, Any]]:
    """The two ends of a link, which carry no label."""
    if not isinstance(answer, list):
        return []
    return marks_of([{"label": "", **m} for m in answer if isinstance(m, dict)])


def _pieces(question: Question, marked: Sequence[Marked]) -> tuple[tuple[Piece, ...], ...]:
    """The passage by paragraphs, cut at the edges of the marks. Marks outside the passage are left out."""
    passage: Mapping[str, Any] = question.body["passage"]
    text, first = passage["text"], passage["start"]
    paragraphs = []
    for block in passage["blocks"]:
        at, pieces = block["start"], []
        for start, end, cls, sign, _ in marks_in(marked, block["start"], block["end"]):
            pieces += [(text[at - first : start - first], "", ""), (text[start - first : end - first], cls, sign)]
            at = end
        pieces.append((text[at - first : block["end"] - first], "", ""))
        paragraphs.append(tuple(p for p in pieces if p[0]))
    return tuple(paragraphs)


def _words(question: Question, start: int, end: int) -> str:
    passage = question.body["passage"]
    first = passage["start"]
    return " ".join(passage["text"][max(0, start - first) : max(0, end - first)].split())


# --- written -----------------------------------------------------------------------------------------------


def _written(_bank: Bank, _question: Question, key: Key, answer: Any) -> Iterator[Part]:
    yield Part("quote", answer if isinstance(answer, str) else "", say("class.fb.wrote"))
    if key.data.get("rubric"):
        yield Part("para", say("class.fb.rubric"))
        for line in key.data["rubric"]:
            yield Part("small", line["text"])
    yield from _next(key)


_BODIES = {"one": _options, "many": _options, "map": _places, "spans": _marks, "links": _links, "none": _written}
