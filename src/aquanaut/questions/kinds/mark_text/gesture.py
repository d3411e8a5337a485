"""How a text is marked: answers, and how they look in other rooms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from statistics import NormalDist

from aquanaut.questions.controls.passage import passage_paper, passage_slide, words_at
from aquanaut.questions.controls.simulated import logistic, sensitivity
from aquanaut.questions.item import Item, Pair, loss
from aquanaut.questions.lines import BETWEEN, short
from aquanaut.questions.model import Gesture, Key, KeyTarget, Question, View
from aquanaut.questions.parts import Marked, Paper, Pupil, Remark, Told
from aquanaut.questions.said import respond
from aquanaut.questions.scoring import Mark, Table, judge_marks, marks_of, overlap
from aquanaut.words import say

LONGEST_PIECE = 240
"""Letters of a quotation that stands as an item to be matched."""

_NORMAL = NormalDist()


def _by_place(key: Key) -> list[KeyTarget]:
    return sorted(key.data["targets"], key=lambda target: target["span"])


# --- answers -----------------------------------------------------------------------------------------------


def _right(question: Question, key: Key) -> list[Mark]:
    """A full answer: the first targets by place, one mark each, cut to the length that the task allows."""
    tokens, answer = key.table["tokens"], list[Mark]()
    for target in _by_place(key)[: question.body["find"]]:
        first = next(t for t in tokens if any(overlap(t, k) for k in target["keys"]))
        answer.append({"start": first[0], "end": first[1], "label": target["label"]})
    return answer


def _random(question: Question, chance: Random) -> list[Mark]:
    body, tokens = question.body, question.body["passage"]["tokens"]
    marks: list[Mark] = []
    for _ in range(chance.randint(1, body["most"])):
        length = min(chance.randint(1, body["longest"]), len(tokens))
        first = chance.randrange(len(tokens) - length + 1)
        label = chance.choice(body["labels"])["id"]
        marks.append({"start": tokens[first][0], "end": tokens[first + length - 1][1], "label": label})
    return marks


def _everything(question: Question, chance: Random) -> list[Mark]:
    """As much of the text as the task lets anyone cover: the longest marks, as many as allowed, anywhere."""
    body, tokens = question.body, question.body["passage"]["tokens"]
    longest = min(body["longest"], len(tokens))
    label = chance.choice(body["labels"])["id"]
    starts = chance.sample(range(len(tokens) - longest + 1), min(body["most"], len(tokens) - longest + 1))
    return [{"start": tokens[s][0], "end": tokens[s + longest - 1][1], "label": label} for s in starts]


def _simulate(question: Question, key: Key, pupil: Pupil, chance: Random) -> list[Mark] | None:
    """Targets, sound passages and stray marks by signal detection, with loose edges, in the order of the text."""
    table, marks = key.table, list[Mark]()
    for first, label in sorted(_met(question, table, pupil, chance)):
        last = min(first + min(chance.randrange(3), table["longest"] - 1), len(table["tokens"]) - 1)
        start, end = table["tokens"][first][0], table["tokens"][last][1]
        if not marks or start >= marks[-1]["end"]:
            marks.append({"start": start, "end": end, "label": label})
    return marks[: table["most"]] or None


def _met(question: Question, table: Table, pupil: Pupil, chance: Random) -> list[tuple[int, str]]:
    """The first word and the label of each mark that the pupil makes."""
    half, labels = sensitivity(pupil) / 2, [label["id"] for label in question.body["labels"]]
    met: list[tuple[int, str]] = []
    for target in table["targets"]:
        if chance.random() < _NORMAL.cdf(half + pupil.bias / 2):
            right = chance.random() < logistic(0.8 + pupil.ability)
            met.append((_token(table, target["keys"][0][0]), target["label"] if right else chance.choice(labels)))
    for passage in table["sound"]:
        if chance.random() < _NORMAL.cdf(-half - 0.8 + pupil.bias / 2):
            met.append((_token(table, passage["spans"][0][0]), chance.choice(labels)))
    strays = _poisson(0.5 * math.exp(pupil.bias), chance)
    return met + [(chance.randrange(len(table["tokens"])), chance.choice(labels)) for _ in range(strays)]


def _token(table: Table, offset: int) -> int:
    return next((n for n, (_, end) in enumerate(table["tokens"]) if end > offset), len(table["tokens"]) - 1)


def _poisson(mean: float, chance: Random) -> int:
    """Knuth's way: products of uniform numbers until they fall below exp(-mean)."""
    floor, product, count = math.exp(-mean), chance.random(), 0
    while product > floor:
        product, count = product * chance.random(), count + 1
    return count


# --- in other rooms ----------------------------------------------------------------------------------------


def _words(question: Question, key: Key) -> tuple[str, str]:
    listed, find = _by_place(key), question.body["find"]
    shown = [f"“{words_at(question, t['span'])}” ({t['title']})" for t in listed]
    count = f"{find}" if find == len(listed) else say("key.mark_text.any", find=find, all=len(listed))
    why = (f"“{short(words_at(question, t['span']), 32)}”: {t['text']}" for t in listed)
    return f"{count}: {BETWEEN.join(shown)}", BETWEEN.join(why)


def _paper(view: View) -> Iterator[Paper]:
    yield Told(say("paper.mark_text", find=view["find"], most=view["most"]))
    yield Told(say("paper.mark_text.labels", labels=" · ".join(label["text"] for label in view["labels"])))
    yield from passage_paper(view)


_LOOKS = {"hit": "hit", "label": "near", "debatable": "free"}
"""How a learner's own mark looks; all others are drawn as stray."""


def _letter(number: int) -> str:
    return chr(64 + number) if number < 27 else str(number)


def _remarks(question: Question, key: Key, answer: object) -> Iterator[Remark]:
    """The learner's marks, then the reference's, on the same text; then what is said to each."""
    given, judged = marks_of(answer), judge_marks(key.table, answer)
    mine: list[Marked] = [
        (m["start"], m["end"], _LOOKS.get(j["outcome"], "stray"), str(n))
        for n, (m, j) in enumerate(zip(given, judged, strict=True), start=1)
    ]
    yield Remark("passage", lead=say("class.fb.mine"), marked=tuple(mine))
    listed = _by_place(key)
    theirs: list[Marked] = [(t["span"][0], t["span"][1], "target", _letter(n)) for n, t in enumerate(listed, 1)]
    theirs += [(s["spans"][0][0], s["spans"][-1][1], "sound", "") for s in key.data["sound"]]
    yield Remark("passage", lead=say("class.fb.reference"), marked=tuple(theirs))
    yield from _to_marks(question, key, answer)
    met = {j["id"] for j in judged if j["outcome"] in ("hit", "label")}
    for n, target in enumerate(listed, 1):
        if target["id"] not in met:
            words = words_at(question, target["span"])
            lead = say("class.fb.missed", sign=_letter(n), words=words, label=target["title"])
            yield Remark("para", target["text"], lead)


def _to_marks(question: Question, key: Key, answer: object) -> Iterator[Remark]:
    """What is said to each of the learner's marks."""
    labels = {label["id"]: label["text"] for label in question.body["labels"]}
    told = respond(key.table, key.said, answer)["marks"]
    for n, (mark, one) in enumerate(zip(marks_of(answer), told, strict=True), start=1):
        words, label = words_at(question, (mark["start"], mark["end"])), labels.get(mark["label"], mark["label"])
        lead = say("class.fb.mark", n_=n, words=words, label=label, title=one["title"])
        sort = {"hit": "good", "sound": "bad"}.get(str(one["outcome"]), "para")
        yield Remark(sort, str(one["text"]), lead)


def _item(base: Item, question: Question, key: Key) -> Item:
    """Marking a text becomes: here are pieces of it, which label fits each, or should it be left alone?"""
    leave = say("bank.mark_text.leave")
    targets = [(t["id"], t["span"], t["label"], t["text"]) for t in key.data["targets"]]
    sound = [(s["id"], list(s["spans"][0]), "leave", s["text"]) for s in key.data["sound"]]
    listed = sorted(targets + sound, key=lambda one: (one[1], one[0]))
    texts = _pieces(question, [span for _, span, _, _ in listed])
    made = replace(
        base,
        form="match",
        pairs=tuple(Pair(name, text, label, why) for (name, _, label, why), text in zip(listed, texts, strict=True)),
        places=(*((one["id"], one["text"]) for one in question.body["labels"]), ("leave", leave)),
    )
    return made.asking(say("bank.mark_text.ask", leave=leave)).but(
        loss("gesture", "bank.mark_text.gesture", targets=len(targets), sound=len(sound), leave=leave),
        loss("scoring", "bank.mark_text.scoring"),
        loss("open words", "bank.mark_text.open"),
        fate="approximated",
    )


def _pieces(question: Question, spans: Sequence[Sequence[int]]) -> list[str]:
    """The words at `spans`; where two read alike, with what stands before them."""
    words = [words_at(question, span) for span in spans]
    pieces = []
    for (start, _), piece in zip(spans, words, strict=True):
        before = words_at(question, (start - 40, start)).partition(" ")[2]
        told = say("bank.mark_text.piece", words=short(piece, LONGEST_PIECE))
        pieces.append(told + (say("bank.mark_text.after", words=before) if words.count(piece) > 1 else ""))
    return pieces


MARKING = Gesture(
    right=_right,
    random=_random,
    everything=_everything,
    words=_words,
    paper=_paper,
    slide=passage_slide,
    remarks=_remarks,
    simulate=_simulate,
    item=_item,
)
