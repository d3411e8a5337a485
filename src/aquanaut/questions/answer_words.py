"""The right answer of a question in words, and why: what a teacher's key prints.

Everything here is computed from the bank, so that no printed key can disagree with `quiz.yaml`. One function a kind
of question gives both halves; `tests/questions/test_guide.py` holds that no kind is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aquanaut.questions.model import Key, Question

BETWEEN = " · "
"""Stands between the parts of one answer, in a table cell that has no lines."""

SHORT = 64
"""An item longer than this many letters is cut at a word: a key needs to name it, not to hold it."""

OPINION = "No right answer: an opinion or a guess, recorded and never scored."
WRITTEN = "Open. For example: "
HAND = "No machine scores it. Look for: "

Words = tuple[str, str]


def answer_in_words(question: Question, key: Key) -> str:
    """The right answer of `question`, in one line of plain words."""
    return _line(_WORDS[question.kind](question, key)[0])


def why_in_words(question: Question, key: Key) -> str:
    """Why that is right: the feedback of the right parts, or the rubric where a person must judge. One line."""
    return _line(_WORDS[question.kind](question, key)[1])


def short(text: str, most: int = SHORT) -> str:
    """`text` in one line, cut at a word with an ellipsis where it is longer than `most` letters."""
    line = _line(text)
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(" ,;:.–—") + " …"


def _line(text: str) -> str:
    return " ".join(text.split())


def _options(question: Question, key: Key) -> Words:
    right = [o for o in question.body["options"] if o["id"] in key.data["right"]]
    if not right:
        return OPINION, "Use it to start the talk, and come back to it."
    feedback = key.data["feedback"]
    if len(right) == 1:
        return right[0]["text"], feedback[right[0]["id"]]
    return _joined(o["text"] for o in right), _joined(f"{short(o['text'], 40)}: {feedback[o['id']]}" for o in right)


def _places(question: Question, key: Key) -> Words:
    right: Mapping[str, str] = key.data["right"]
    texts = {i["id"]: i["text"] for i in question.body["items"]}
    groups = []
    for place in question.body["places"]:
        held = [short(texts[item]) for item, where in right.items() if where == place["id"]]
        if held:
            groups.append(f"**{place['text']}**: " + "; ".join(held))
    names = {i: short(texts[i], 32) for i in right}
    if len(set(names.values())) < len(names):  # Items that begin alike are told apart by where they belong.
        names = dict(right) if question.kind == "put_in_order" else texts
    return _joined(groups), _joined(f"{names[i]}: {key.data['feedback'][i]}" for i in right)


def _marks(question: Question, key: Key) -> Words:
    found = sorted(key.data["targets"], key=lambda t: t["span"])
    shown = [f"“{_cut(question, t['span'])}” ({t['title']})" for t in found]
    find = question.body["find"]
    count = f"{find}" if find == len(found) else f"Any {find} of these {len(found)}"
    return f"{count}: {_joined(shown)}", _joined(
        f"“{short(_cut(question, t['span']), 32)}”: {t['text']}" for t in found
    )


def _links(question: Question, key: Key) -> Words:
    pairs = []
    for target in key.data["targets"]:
        ends = " with ".join(f"“{_cut(question, end[0])}”" for end in target["ends"])
        pairs.append(f"{ends} ({target['title']})")
    pairs = list(dict.fromkeys(pairs))  # The same words in other sentences read the same here.
    count = "" if len(pairs) == 1 else f"Any one of these {len(pairs)} pairs: "
    return count + _joined(pairs), _joined(f"{t['title']}: {t['text']}" for t in key.data["targets"])


def _written(_question: Question, key: Key) -> Words:
    return WRITTEN + key.data["samples"][0]["text"], HAND + _joined(r["text"] for r in key.data["rubric"])


def _cut(question: Question, span: Iterable[int]) -> str:
    """The words at `span`, which counts code points of the whole text, from the passage that the question shows."""
    start, end = span
    passage: Mapping[str, Any] = question.body["passage"]
    return _line(passage["text"][start - passage["start"] : end - passage["start"]])


def _joined(parts: Iterable[str]) -> str:
    return BETWEEN.join(parts)


_WORDS: Mapping[str, Callable[[Question, Key], Words]] = {
    "choose_one": _options,
    "choose_many": _options,
    "rate": _options,
    "open_cards": _options,
    "match": _places,
    "sort_groups": _places,
    "put_in_order": _places,
    "mark_text": _marks,
    "link_marks": _links,
    "short": _written,
    "repair": _written,
}

KINDS = frozenset(_WORDS)
"""The kinds of question whose answers can be put into words."""
