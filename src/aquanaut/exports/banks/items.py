"""What each kind of question becomes in a question bank of another program, and what that loses.

Question banks of learning platforms know four things to ask: choose one, choose many, match, and write. An `Item` is a
question in one of these. Where ours is something else, the nearest of the four that still asks for the same judgement
is taken, and the loss is told (`loss`). One function a kind; the forms (`qti`, `moodle_xml`, `gift`) only write items.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from aquanaut.exports.banks.loss import Fate, Loss
from aquanaut.questions.answer_words import answer_in_words, short
from aquanaut.questions.bank import Bank
from aquanaut.questions.exercise import ANY_ARTICLE, exercise_stems, load_exercise
from aquanaut.questions.model import Key, Question, possible_points
from aquanaut.text.article import load_article

LEAVE = "(leave it alone)"
"""The place for sound words where marking the text became matching."""

LONGEST_PIECE = 240
"""Letters of a quotation that stands as an item to be matched."""


@dataclass(frozen=True)
class Choice:
    """An option. `share` is the part of the points that it earns: 1 all of them, 0 none, negative where it costs."""

    id: str
    text: str
    share: float
    feedback: str


@dataclass(frozen=True)
class Pair:
    """An item and the id of the place where it belongs."""

    id: str
    text: str
    place: str
    feedback: str


@dataclass(frozen=True)
class Item:
    """A question as question banks know it.

    `form`: one, many, match, or written. `asks` is HTML, everything else plain text. `points` is 0 for an opinion, in
    which every choice earns all there is. `rubric` (HTML) is for whoever reads a written answer, `start` stands in the
    box from the beginning, `after` is said to everyone afterwards.
    """

    id: str
    kind: str
    form: str
    title: str
    asks: str
    points: int
    fate: str
    choices: tuple[Choice, ...] = ()
    pairs: tuple[Pair, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    fixed: bool = False
    hints: tuple[str, ...] = ()
    after: str = ""
    rubric: str = ""
    start: str = ""
    rows: int = 5
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True)
class ItemBank:
    """An exercise as items. `notes` are sentences that every loss report of it carries."""

    stem: str
    title: str
    items: tuple[Item, ...]
    notes: tuple[str, ...]


def item_banks(name: str, root: Path) -> list[ItemBank]:
    """The exercise that `name` means, or with "all" every one. Raises `ContentError`."""
    names = exercise_stems(root) if name == "all" else [name]
    return [item_bank(load_exercise(one, root), root) for one in names]


def item_bank(bank: Bank, root: Path) -> ItemBank:
    """An exercise, with its key, as items."""
    notices = {question.id: _notice(_quotes(bank, question), root) for question in bank.questions}
    items = tuple(_item(question, bank.keys[question.id], notices[question.id]) for question in bank.questions)
    notes = [
        "This file holds the key. It is for teachers: never give it to students, and hide the questions until the day.",
        "The platform scores by its own rules. For Aquanaut's own points use `aquanaut assign` and `aquanaut grade`.",
        "No bank form can hold: marks in a text, a learner's dispute of a key, or the time and number of tries.",
    ]
    if bank.folder.parent.name == "exercises":
        notes.append("The key of this exercise is public, in Aquanaut's repository. Use it to learn, not for a grade.")
    if bank.article:
        notes.append("The questions speak of an article, and its whole text is not in this file. Hand it out beside.")
    for notice in sorted(set(notices.values()) - {""}):
        notes.append(f"It holds text of an article, with this notice: {notice}")
    return ItemBank(bank.folder.name, bank.title, items, tuple(notes))


def fate_of(item: Item, becomes: str, *more: Loss, fate: str = "") -> Fate:
    """An item's line in a form's loss report; `more` is what this form loses besides."""
    every = (*item.losses, *more)
    told = fate or item.fate
    told = "approximated" if told == "carried" and any(one.part == "scoring" for one in every) else told
    return Fate(item.id, item.kind, item.points, told, becomes, every)


def _quotes(bank: Bank, question: Question) -> str:
    """The slug of the article whose words a question shows, "" for none."""
    slug = question.body.get("article") or (bank.article if question.context else "")
    return "" if slug == ANY_ARTICLE else str(slug)


def _notice(slug: str, root: Path) -> str:
    if not slug:
        return ""
    article = load_article(slug, root)
    return " ".join((article.notice or article.provenance).split())


# --- one question ------------------------------------------------------------------------------------------


def _item(question: Question, key: Key, notice: str) -> Item:
    base = Item(
        id=question.id,
        kind=question.kind,
        form="",
        title=short(question.prompt, 60),
        asks=_asks(question, notice),
        points=round(possible_points(question, key)),
        fate="carried",
        hints=question.hints,
        after=key.data.get("next", ""),
        losses=_shared_losses(question),
    )
    return _KINDS[question.kind](base, question, key)


def _shared_losses(question: Question) -> tuple[Loss, ...]:
    found = []
    if question.confidence:
        lost = "The question “How sure are you?” is not asked, so nothing is learned about calibration."
        found.append(Loss("confidence", lost, "Ask for it in class."))
    return tuple(found)


def _asks(question: Question, notice: str) -> str:
    """What is read before answering, as HTML: the words to read, where they are from, the task."""
    parts = []
    body = question.body
    if question.context:
        parts.append(_quoted(question.context["text"], question.context.get("from", "")))
    if "passage" in body:
        parts.append(_passage(body["passage"]))
    parts += [_card(card) for card in body.get("cards", ())]
    if notice:
        parts.append(f"<p><small>{escape(notice)}</small></p>")
    return "".join(parts) + f"<p>{escape(question.prompt)}</p>"


def _quoted(text: str, source: str) -> str:
    said = f"<p><em>{escape(source)}</em></p>" if source else ""
    return f"<blockquote>{_paragraphs(text)}</blockquote>{said}"


def _passage(passage: Mapping[str, Any]) -> str:
    text, start = passage["text"], passage["start"]
    blocks = [text[b["start"] - start : b["end"] - start] for b in passage["blocks"]] or [text]
    return "<blockquote>" + "".join(_paragraphs(block) for block in blocks) + "</blockquote>"


def _paragraphs(text: str) -> str:
    found = [" ".join(part.split()) for part in text.split("\n\n")]
    return "".join(f"<p>{escape(part)}</p>" for part in found if part)


def _card(card: Mapping[str, str]) -> str:
    about = " · ".join(card[part] for part in ("publisher", "date", "address") if card.get(part))
    note = f"<br>{escape(card['note'])}" if card.get("note") else ""
    return f"<p><strong>{escape(card['title'])}</strong><br>{escape(card['says'])}{note}<br>{escape(about)}</p>"


# --- the kinds ---------------------------------------------------------------------------------------------


def _one(base: Item, question: Question, key: Key) -> Item:
    right = key.data["right"]
    shares = {o["id"]: float(o["id"] in right or not right) for o in question.body["options"]}
    losses: tuple[Loss, ...] = ()
    if not right:
        lost = "It asks for an opinion, which has no right answer."
        losses = (Loss("scoring", lost, "Every choice is taken as right, and the question is worth 0 points."),)
    return replace(
        base,
        form="one",
        choices=_choices(question, key, shares),
        fixed=question.body.get("fixed", False),
        losses=base.losses + losses,
    )


def _many(base: Item, question: Question, key: Key) -> Item:
    weights, points = key.table["weights"], key.table["points"]
    shares = {name: weight / points for name, weight in weights.items()}
    return replace(base, form="many", choices=_choices(question, key, shares), fixed=question.body.get("fixed", False))


def _choices(question: Question, key: Key, shares: Mapping[str, float]) -> tuple[Choice, ...]:
    feedback = key.data["feedback"]
    return tuple(Choice(o["id"], o["text"], shares[o["id"]], feedback[o["id"]]) for o in question.body["options"])


def _cards(base: Item, question: Question, key: Key) -> Item:
    made = _one(base, question, key)
    wanted = question.body["open_first"]
    lost = f"Here {wanted} of the cards must be opened before an answer counts; the looking is the point."
    return replace(made, losses=(*made.losses, Loss("cards", lost, "All cards stand open above the task.")))


PENALTY = Loss(
    "scoring",
    "A wrong place costs here, so that guessing is worth nothing.",
    "There each right place earns its part and a wrong one costs nothing: guessing pays a little.",
)


def _places(base: Item, question: Question, key: Key) -> Item:
    right, feedback = key.data["right"], key.data["feedback"]
    pairs = tuple(Pair(i["id"], i["text"], right[i["id"]], feedback[i["id"]]) for i in question.body["items"])
    places = tuple((p["id"], p["text"]) for p in question.body["places"])
    return replace(base, form="match", pairs=pairs, places=places, losses=(*base.losses, PENALTY))


def _order(base: Item, question: Question, key: Key) -> Item:
    made = _places(base, question, key)
    lost = "Moving items up and down is lost."
    return replace(
        made,
        fate="approximated",
        asks=made.asks + "<p>Give each its number, 1 for the first.</p>",
        losses=(*made.losses, Loss("gesture", lost, "Each item is matched with its number.")),
    )


def _marks(base: Item, question: Question, key: Key) -> Item:
    """Marking a text becomes: here are pieces of it, which label fits each, or should it be left alone?"""
    labels = [(one["id"], one["text"]) for one in question.body["labels"]]
    targets = [(t["id"], t["span"], t["label"], t["text"]) for t in key.data["targets"]]
    sound = [(s["id"], s["spans"][0], "leave", s["text"]) for s in key.data["sound"]]
    found = sorted(targets + sound, key=lambda one: (one[1], one[0]))
    texts = _pieces(question, [one[1] for one in found])
    pairs = tuple(Pair(name, text, label, why) for (name, _, label, why), text in zip(found, texts, strict=True))
    counts = f"{len(targets)} marked and {len(sound)} sound pieces"
    losses = (
        Loss(
            "gesture",
            "Nobody finds the words in the running text: that is what the question trains.",
            f"The pieces are given ({counts}), and each gets a label or “{LEAVE}”.",
        ),
        Loss(
            "scoring",
            "Loose edges, half points for the right place with another label, and the price of marking sound words.",
            "Each piece counts the same, and a wrong label costs nothing.",
        ),
        Loss("open words", "Words on which readers differ neither earn nor cost.", "They are not among the pieces."),
    )
    asks = base.asks + f"<p>For each piece below choose what fits, or “{escape(LEAVE)}”.</p>"
    places = (*labels, ("leave", LEAVE))
    return replace(
        base,
        form="match",
        fate="approximated",
        asks=asks,
        pairs=pairs,
        places=tuple(places),
        losses=base.losses + losses,
    )


def _pieces(question: Question, spans: list[list[int]]) -> list[str]:
    """The words at `spans`; where two read alike, with what stands before them."""
    passage = question.body["passage"]
    text, start = passage["text"], passage["start"]
    words = [" ".join(text[a - start : b - start].split()) for a, b in spans]
    found = []
    for (a, _), piece in zip(spans, words, strict=True):
        before = " ".join(text[max(0, a - start - 40) : a - start].split()[1:])
        found.append(f"“{short(piece, LONGEST_PIECE)}”" + (f" (after “{before}”)" if words.count(piece) > 1 else ""))
    return found


def _links(base: Item, question: Question, key: Key) -> Item:
    lost = "Two linked marks in a text: no bank form has the gesture, and there are no wrong pairs to choose among."
    instead = "The learner writes down the two places; a person scores it, with the key beside."
    asks = base.asks + "<p>Write down the two places, word for word.</p>"
    rubric = f"<p>{escape(answer_in_words(question, key))}</p>"
    return replace(
        base,
        form="written",
        fate="not scored",
        asks=asks,
        rubric=rubric,
        rows=3,
        losses=(*base.losses, Loss("gesture", lost, instead)),
    )


def _written(base: Item, question: Question, key: Key) -> Item:
    rubric = "<ul>" + "".join(f"<li>{escape(line['text'])}</li>" for line in key.data["rubric"]) + "</ul>"
    for sample in key.data["samples"]:
        rubric += f"<p><strong>{escape(sample['title'])}</strong> ({escape(sample['by'])})</p>"
        rubric += f"<blockquote>{_paragraphs(sample['text'])}</blockquote><p>{escape(sample['comment'])}</p>"
    losses: tuple[Loss, ...] = ()
    if question.kind == "repair":
        lost = "What a repair kept and lost is checked word by word and told to the learner."
        losses = (Loss("coaching", lost, "The sentence stands ready to be changed; nothing is checked."),)
    return replace(
        base,
        form="written",
        fate="carried",
        rubric=rubric,
        start=question.body.get("start", ""),
        rows=question.body["rows"],
        losses=base.losses + losses,
    )


_KINDS: Mapping[str, Callable[[Item, Question, Key], Item]] = {
    "choose_one": _one,
    "choose_many": _many,
    "rate": _one,
    "open_cards": _cards,
    "match": _places,
    "sort_groups": _places,
    "put_in_order": _order,
    "mark_text": _marks,
    "link_marks": _links,
    "short": _written,
    "repair": _written,
}

KINDS = frozenset(_KINDS)
"""The kinds of question that can go into a bank; a test holds that none is forgotten."""
