"""Questions on paper: what a page shows without JavaScript, and what its print has to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from aquanaut.words import say

BOX = '<span class="aq-tick" aria-hidden="true"></span>'
LINES_FOR_MARKS = 2


def paper_set(title: str, questions: Sequence[dict[str, Any]], printed: set[str] | None = None) -> str:
    """A set of questions (their views) as HTML, everything escaped.

    `printed` collects the evidence cards that the page shows already: each is printed once.
    """
    seen = set() if printed is None else printed
    parts = [f"<h2>{escape(title)}</h2>"] if title else []
    for number, view in enumerate(questions, start=1):
        parts.append(f'<div class="aq-sheet-q">{"".join(_question(view, number, len(questions), seen))}</div>')
    return "".join(parts)


def _question(view: dict[str, Any], number: int, of: int, printed: set[str]) -> Iterator[str]:
    count = say("quiz.number", k=number, all=of) if of > 1 else say("quiz.single")
    must = f" · {say('paper.must')}" if view["must"] else ""
    yield f'<p class="aq-small">{escape(count + must)}</p>'
    if view["context"]:
        yield f'<blockquote class="aq-context">{_paragraphs(view["context"]["text"])}</blockquote>'
    yield f'<p class="aq-asked">{escape(view["prompt"])}</p>'
    if view["control"] == "cards":
        yield from _cards(view, printed)
    yield from _BODIES[view["control"]](view)
    if view["confidence"]:
        yield _how("paper.sure")


def _how(key: str, **values: object) -> str:
    return f'<p class="aq-small">{escape(say(key, **values))}</p>'


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def _lines(count: int) -> str:
    return '<div class="aq-rules" aria-hidden="true">' + "<i></i>" * count + "</div>"


def _choice(view: dict[str, Any]) -> Iterator[str]:
    yield _how("paper.ticks" if view["choose"] == "many" else "paper.tick")
    items = "".join(f"<li>{BOX}{escape(option['text'])}</li>" for option in view["options"])
    yield f'<ul class="aq-ticks">{items}</ul>'


def _cards(view: dict[str, Any], printed: set[str]) -> Iterator[str]:
    yield _how("paper.cards", n=view["open_first"])
    for card in view["cards"]:
        about = " · ".join(filter(None, (card["publisher"], card["date"], card["address"])))
        if card["title"] + card["says"] in printed:
            yield _how("paper.card", title=card["title"])
            continue
        printed.add(card["title"] + card["says"])
        note = f'<p class="aq-small">{escape(card["note"])}</p>' if card["note"] else ""
        yield (
            f'<div class="aq-context"><p><strong>{escape(card["title"])}</strong></p>'
            f'<p class="aq-small">{escape(about)}</p>{_paragraphs(card["says"])}{note}</div>'
        )


def _mark(view: dict[str, Any]) -> Iterator[str]:
    if view.get("linked"):
        yield _how("paper.link")
    else:
        yield _how("paper.mark", find=view["find"], most=view["most"])
        yield _how("paper.labels", labels=" · ".join(label["text"] for label in view["labels"]))
    passage = view["passage"]
    text, start = passage["text"], passage["start"]
    blocks = (text[b["start"] - start : b["end"] - start] for b in passage["blocks"])
    yield f'<div class="aq-context">{"".join(f"<p>{escape(block)}</p>" for block in blocks)}</div>'
    yield _lines(LINES_FOR_MARKS)


def _places(view: dict[str, Any]) -> Iterator[str]:
    places = "; ".join(f"{p['text']} ({p['help']})" if p["help"] else p["text"] for p in view["places"])
    yield _how("paper.places", places=places)
    yield _blanks(view)


def _order(view: dict[str, Any]) -> Iterator[str]:
    yield _how("paper.order", n=len(view["items"]))
    yield _blanks(view)


def _blanks(view: dict[str, Any]) -> str:
    items = "".join(
        f'<li><span class="aq-blank" aria-hidden="true"></span>{escape(i["text"])}</li>' for i in view["items"]
    )
    return f'<ul class="aq-ticks">{items}</ul>'


def _short(view: dict[str, Any]) -> Iterator[str]:
    yield _how("paper.words", n=view["words"])
    yield _lines(view["rows"])


def _repair(view: dict[str, Any]) -> Iterator[str]:
    yield f'<div class="aq-context">{_paragraphs(view["start"])}</div>'
    yield from _short(view)


_BODIES = {
    "choice": _choice,
    "cards": _choice,
    "mark": _mark,
    "sort": _places,
    "match": _places,
    "order": _order,
    "short": _short,
    "repair": _repair,
}
