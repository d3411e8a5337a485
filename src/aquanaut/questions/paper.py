"""Questions on paper: what a page shows without JavaScript, and what its print has to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aquanaut.pages.html import Html, el, join, paragraphs
from aquanaut.questions.model import View, question_types
from aquanaut.questions.parts import Blanks, Card, Cards, Marking, Paper, Places, Quoted, Rules, Ticks, Told
from aquanaut.words import say

BOX = el("span", cls="aq-tick", aria_hidden="true")
BLANK = el("span", cls="aq-blank", aria_hidden="true")
LINES_FOR_MARKS = 2


def paper_set(title: str, questions: Sequence[View], printed: set[str] | None = None) -> Html:
    """A set of questions (their views) as HTML.

    `printed` collects the evidence cards that the page shows already: each is printed once.
    """
    seen = set() if printed is None else printed
    heading = el("h2", title) if title else ""
    sheets = [
        el("div", list(_question(view, number, len(questions), seen)), cls="aq-sheet-q")
        for number, view in enumerate(questions, start=1)
    ]
    return join([heading, *sheets])


def _question(view: View, number: int, of: int, printed: set[str]) -> Iterator[Html]:
    count = say("quiz.number", k=number, all=of) if of > 1 else say("quiz.single")
    yield _small(count + (f" · {say('paper.must')}" if view["must"] else ""))
    if view["context"]:
        yield el("blockquote", paragraphs(view["context"]["text"]), cls="aq-context")
    yield el("p", view["prompt"], cls="aq-asked")
    for piece in question_types()[view["kind"]].gesture.paper(view):
        yield _piece(piece, printed)
    if view["confidence"]:
        yield _small(say("paper.sure"))


def _small(text: str) -> Html:
    return el("p", text, cls="aq-small")


def _piece(piece: Paper, printed: set[str]) -> Html:
    match piece:
        case Told(text):
            return _small(text)
        case Quoted(text):
            return el("div", paragraphs(text), cls="aq-context")
        case Ticks(texts):
            return el("ul", [el("li", BOX, text) for text in texts], cls="aq-ticks")
        case Blanks(texts):
            return el("ul", [el("li", BLANK, text) for text in texts], cls="aq-ticks")
        case Places(places):
            named = "; ".join(f"{text} ({about})" if about else text for text, about in places)
            return _small(say("paper.places", places=named))
        case Cards(cards):
            return join(_card(card, printed) for card in cards)
        case Marking(passage):
            text, start = passage["text"], passage["start"]
            blocks = [el("p", text[b["start"] - start : b["end"] - start]) for b in passage["blocks"]]
            return join([el("div", blocks, cls="aq-context"), _lines(LINES_FOR_MARKS)])
        case Rules(lines):
            return _lines(lines)


def _lines(count: int) -> Html:
    return el("div", [el("i")] * count, cls="aq-rules", aria_hidden="true")


def _card(card: Card, printed: set[str]) -> Html:
    if card["title"] + card["says"] in printed:
        return _small(say("paper.card", title=card["title"]))
    printed.add(card["title"] + card["says"])
    about = " · ".join(filter(None, (card["publisher"], card["date"], card["address"])))
    note = _small(card["note"]) if card["note"] else ""
    title = el("p", el("strong", card["title"]))
    return el("div", title, _small(about), paragraphs(card["says"]), note, cls="aq-context")
