"""What an article claims, what is true, and the evidence for it.

`articles/<slug>/facts.yaml` holds claims (words of the article, quoted) and evidence cards (what a source says, in
our own words). A card copies no sentence of its source: it gives the publisher, the date and the address, so that a
reader can look, and it says how well the source was seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NotRequired

from aquanaut.content import LINE, ContentError, Entry, Fields, ListOf, OneOf, Problem, Text, read_yaml
from aquanaut.text.anchors import QUOTE, Quote, QuoteEntry, Span, locate
from aquanaut.text.article import Article

VERDICTS = ("supported", "contradicted", "internally contradicted", "misleading", "unverifiable")
"""What a look-up can end in. Opinions and forecasts are `unverifiable`; so is what we looked for and did not find.
A claim that is only partly so has the verdict on its main point, and its `note` says the rest."""

CONFIDENCE = ("high", "medium-high", "medium", "low")
"""How sure we are of the verdict."""

SEEN = ("seen", "recalled", "computed", "absence")
"""Where a card's content comes from: read in an excerpt, remembered, worked out by us, or a search that found
nothing (weak evidence: what was not found may still exist)."""

# The key is `truth`, not `true`: in YAML a bare `true:` is a boolean, and a teacher who adds a claim would stumble.
FACTS = Fields(
    {
        "claims": ListOf(
            Fields(
                {
                    "id": Text(),
                    "quote": QUOTE,
                    "verdict": OneOf(VERDICTS),
                    "truth": Text(words=6),
                    "confidence": OneOf(CONFIDENCE),
                    "cards": ListOf(Text(), least=1),
                },
                {"note": Text()},
                identity="id",
            )
        ),
        "cards": ListOf(
            Fields(
                {
                    "id": Text(),
                    "publisher": Text(),
                    "title": Text(),
                    "date": Text(),
                    "address": Text(empty=True),
                    "language": Text(),
                    "says": Text(words=6),
                    "seen": OneOf(SEEN),
                },
                {"note": Text()},
                identity="id",
            )
        ),
    }
)
"""Schema of `facts.yaml`."""


class ClaimEntry(Entry):
    """A claim as the file holds it."""

    id: str
    quote: QuoteEntry
    verdict: str
    truth: str
    confidence: str
    cards: list[str]
    note: NotRequired[str]


class CardEntry(Entry):
    """A card as the file holds it."""

    id: str
    publisher: str
    title: str
    date: str
    address: str
    language: str
    says: str
    seen: str
    note: NotRequired[str]


class FactsFile(Entry):
    """The file as a whole."""

    claims: list[ClaimEntry]
    cards: list[CardEntry]


@dataclass(frozen=True)
class Card:
    """One piece of evidence. `says` is in our own words, in English whatever the `language` of the source.

    `note` says why to be careful: a copy, a machine's summary, a source that only repeats another. `address` is empty
    where there is nothing to open.
    """

    id: str
    publisher: str
    title: str
    date: str
    address: str
    language: str
    says: str
    seen: str
    note: str = ""


@dataclass(frozen=True)
class Claim:
    """A checkable statement of the article, and what became of it.

    `true` says in plain words what is true, for a reader of fifteen; `cards` are the ids of the evidence it rests on;
    `note` is for the teacher.
    """

    id: str
    span: Span
    verdict: str
    true: str
    confidence: str
    cards: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """An article's evidence cards by id, and its claims in the order of the file."""

    cards: dict[str, Card]
    claims: tuple[Claim, ...]


def load_facts(article: Article) -> Facts:
    """The claims and cards in the article's `facts.yaml`; none where it has no such file.

    Raises `ContentError` with every quotation that does not stand exactly once in the text, and every card that a
    claim names but the file does not hold.
    """
    path = article.folder / "facts.yaml"
    if not path.exists():
        return Facts({}, ())  # Most articles are practice texts that nobody has looked up.
    data = read_yaml(path, FACTS, FactsFile)
    cards = {c["id"]: _card(c) for c in data["cards"]}
    problems: list[Problem] = []
    claims: list[Claim] = []
    for entry in data["claims"]:
        line = entry[LINE]
        for missing in (c for c in entry["cards"] if c not in cards):
            problems.append(Problem.of(path, line, "facts.no_card", card=missing, claim=entry["id"]))
        try:
            span = locate(article.text, Quote.from_content(entry["quote"]), path, entry["quote"][LINE])
        except ContentError as error:
            problems += error.problems
        else:
            claims.append(_claim(entry, span))
    if problems:
        raise ContentError(problems)
    return Facts(cards, tuple(claims))


def _card(entry: CardEntry) -> Card:
    return Card(
        id=entry["id"],
        publisher=entry["publisher"],
        title=entry["title"],
        date=entry["date"],
        address=entry["address"],
        language=entry["language"],
        says=entry["says"].strip(),
        seen=entry["seen"],
        note=entry.get("note", "").strip(),
    )


def _claim(entry: ClaimEntry, span: Span) -> Claim:
    return Claim(
        id=entry["id"],
        span=span,
        verdict=entry["verdict"],
        true=entry["truth"].strip(),
        confidence=entry["confidence"],
        cards=tuple(entry["cards"]),
        note=entry.get("note", "").strip(),
    )
