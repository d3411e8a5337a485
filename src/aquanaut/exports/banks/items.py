"""What an exercise becomes in a question bank of another program, and what that loses.

Each kind of question says itself which item it becomes (`questions.item`); the forms (`qti`, `moodle_xml`, `gift`) only
write items.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aquanaut.exports.banks.loss import Fate
from aquanaut.pages.html import Html, el, join
from aquanaut.questions.bank import Bank
from aquanaut.questions.exercise import ANY_ARTICLE, exercise_stems, load_exercise
from aquanaut.questions.item import LEFT_OUT, Item, Loss, loss
from aquanaut.questions.lines import blocks, short
from aquanaut.questions.model import Key, Question, possible_points, type_of
from aquanaut.questions.parts import Card, Passage
from aquanaut.text.article import load_article
from aquanaut.words import say


@dataclass(frozen=True)
class ItemBank:
    """An exercise as items. `notes` are sentences that every loss report of it carries; `left` does not go along.

    `about` says to a student what the exercise is.
    """

    stem: str
    title: str
    items: tuple[Item, ...]
    notes: tuple[str, ...]
    left: tuple[Item, ...] = ()
    about: str = ""

    @property
    def left_out(self) -> list[Fate]:
        """The lines of a loss report for what no bank form can hold."""
        return [fate_of(item, say("bank.left")) for item in self.left]


def item_banks(name: str, root: Path) -> list[ItemBank]:
    """The exercise that `name` means, or with "all" every one. Raises `ContentError`."""
    names = exercise_stems(root) if name == "all" else [name]
    return [item_bank(load_exercise(one, root), root) for one in names]


def item_bank(bank: Bank, root: Path) -> ItemBank:
    """An exercise, with its key, as items."""
    notices = {question.id: _notice(_quotes(bank, question), root) for question in bank.questions}
    items = tuple(_item(question, bank.keys[question.id], notices[question.id]) for question in bank.questions)
    notes = [say(f"bank.note.{name}") for name in ("key", "scoring", "never")]
    if bank.folder.parent.name == "exercises":
        notes.append(say("bank.note.public"))
    if bank.article:
        notes.append(say("bank.note.article"))
    for notice in sorted(set(notices.values()) - {""}):
        notes.append(say("bank.note.notice", notice=notice))
    kept, left = (tuple(one for one in items if (one.fate == LEFT_OUT) == out) for out in (False, True))
    return ItemBank(bank.folder.name, bank.title, kept, tuple(notes), left, bank.about)


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
        asks=str(_asks(question, notice)),
        points=round(possible_points(question, key)),
        fate="carried",
        hints=question.hints,
        after=key.data.get("next", ""),
        losses=_shared_losses(question),
    )
    return type_of(question).gesture.item(base, question, key)


def _shared_losses(question: Question) -> tuple[Loss, ...]:
    return (loss("confidence", "bank.confidence"),) if question.confidence else ()


def _asks(question: Question, notice: str) -> Html:
    """What is read before answering: the words to read, where they are from, the task."""
    body, context = question.body, question.context
    parts = [_quoted(context["text"], context["from"])] if context else []
    if "passage" in body:
        parts.append(_passage(body["passage"]))
    parts += [_card(card) for card in body.get("cards", ())]
    if notice:
        parts.append(el("p", el("small", notice)))
    return join([*parts, el("p", question.prompt)])


def _quoted(text: str, source: str) -> Html:
    return join([el("blockquote", _paragraphs(text)), el("p", el("em", source)) if source else ""])


def _passage(passage: Passage) -> Html:
    text, start = passage["text"], passage["start"]
    shown = [text[b["start"] - start : b["end"] - start] for b in passage["blocks"]] or [text]
    return el("blockquote", [_paragraphs(block) for block in shown])


def _paragraphs(text: str) -> Html:
    return join(el("p", part) for part in blocks(text))


def _card(card: Card) -> Html:
    about = " · ".join(filter(None, (card["publisher"], card["date"], card["address"])))
    note = [el("br"), card["note"]] if card["note"] else ""
    return el("p", el("strong", card["title"]), el("br"), card["says"], note, el("br"), about)
