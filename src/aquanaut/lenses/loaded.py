"""Loaded language: words that carry approval, blame, fear or size along with the facts.

The lens looks words up in families (`lexicons/loaded_*.txt`), then asks the context: names and terms of art are
spared, quoted speech is left to its speaker, what is denied, or reported as somebody's label, counts for less.
`strength_parts` shows how a sentence's strength comes about: a plain sum of a few features, with weights set by
hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp
from weakref import ref

from aquanaut.lenses.base import Finding, Lens, Rule
from aquanaut.lenses.lexicon import WORD, Family, lexicon, plain, table
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document

# --- weights -----------------------------------------------------------------------------------------------
# Set by hand in round numbers after reading errors; none was fitted to a corpus. One for each sense of loaded
# words, and one for each sign of tone.

SENSES = {
    "name": 1.2,
    "verdict": 1.0,
    "ridicule": 1.0,
    "image": 1.0,
    "war": 0.8,
    "label": 0.8,
    "stance": 0.8,
    "fear": 0.7,
    "intensifier": 0.7,
    "hint": 0.6,
    "fact": 0.5,
    "emotion": 0.5,
    "big": 0.5,
    "praise": 0.5,
}
"""What a marked word of each sense adds to its sentence."""

WEAK = {"fact": 0.25, "hint": 0.2, "big": 0.15, "praise": 0.15, "stance": 0.15}
"""The same for words that are loaded only by their company (level 1)."""

MILD = 0.6
"""The share of their class that words weigh which often stand for the plain thing."""

SIGNS = {
    "unpleasant": 0.10,  # each unit of VADER's valence below zero
    "pleasant": 0.04,  # each unit above
    "subjective": 0.05,
    "adverb": 0.10,
    "adjective": 0.05,
    "ism": 0.10,
    "contrast": 0.20,
    "being": 0.05,
    "dash": 0.20,
    "number": -0.20,
    "reporting": -0.50,
}
"""What each sign of tone adds. Figures and plain reporting verbs speak for a sentence."""

MOST_UNPLEASANT, MOST_NUMBERS = 8.0, 3.0
"""Beyond this, more of it adds nothing: a list of casualties is not loaded."""

_REPORTING = frozenset("said says told according reported announced added".split())
_CONTRAST = frozenset("but yet while despite although though however".split())
_BEING = frozenset("is are was were be been".split())
_ADJECTIVE = re.compile(r"(?:ous|ful|less|ish|ive|able|ible|istic)\Z")
_ISM = re.compile(r"is(?:m|t|ts)\Z")

_DENIAL = frozenset("not never no nor without hardly isn't wasn't aren't weren't don't doesn't didn't neither".split())
_LABELLING = frozenset(
    "called calls call calling labeled labelled labels labeling labelling termed terms deemed deems deeming dubbed "
    "dubs described describes describing branded brands branding designated designates designating named considered".split()
)

_COMPOUND = re.compile(
    r".+-(?:hating|bashing|loving|obsessed|fueled|fuelled|infested|ridden|riddled|crazed|addled|soaked|drenched|"
    r"shattering|busting|killing|wrecking|destroying|denying|peddling|spewing|grabbing|grubbing|worshipping|hungry|mad|"
    r"shaming|baiting|esque|lovers?|haters?|deniers?|apologists?)"
    r"|(?:pseudo|faux|hyper|ultra|uber|über|crypto|wannabe|quasi)-.+"
    r"|(?:islamo|homo|trans|xeno|christiano|russo|franco)pho(?:bic|bes?|bia)"
    r"|(?:scare|fear|war|hate|race|rumou?r|scandal|panic|doom)-?monger(?:s|ing)?"
)
_BELONGS = "label"  # the sense that a compound found by its form alone is counted under

@dataclass(frozen=True)
class _Hit:
    """A place where the lexicon spoke: words `first` to `last` (exclusive)."""

    span: Span
    family: Family
    weight: float
    quoted: bool
    marked: bool


@dataclass
class _Reading:
    """One document read once."""

    owner: ref[Document]
    starts: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    hits: list[_Hit] = field(default_factory=list)
    hit_starts: list[int] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    heat: float = 0.0


_last: _Reading | None = None


def _reading(doc: Document) -> _Reading:
    """The reading of `doc`, made at most once while it is the last one asked for."""
    global _last
    known = _last
    if known is None or known.owner() is not doc:
        known = _last = _read(doc)
    return known


# --- signs of tone -----------------------------------------------------------------------------------------

_signs: dict[str, tuple[tuple[str, float], ...]] = {}


def _tone(word: str) -> tuple[tuple[str, float], ...]:
    """What a word by itself says about tone: pairs of a sign and an amount. Kept, since words return."""
    known = _signs.get(word)
    if known is not None:
        return known
    signs: list[tuple[str, float]] = []
    valence = table("valence").get(word, 0.0)
    if valence < 0:
        signs.append(("unpleasant", -valence))
    elif valence > 0:
        signs.append(("pleasant", valence))
    subjective = table("subjectivity").get(word, 0.0)
    if subjective:
        signs.append(("subjective", subjective))
    if word[0].isdigit():
        signs.append(("number", 1.0))
    elif word in _REPORTING:
        signs.append(("reporting", 1.0))
    elif word in _CONTRAST:
        signs.append(("contrast", 1.0))
    elif word in _BEING:
        signs.append(("being", 1.0))
    elif len(word) > 5:
        if word.endswith("ly"):
            signs.append(("adverb", 1.0))
        elif _ADJECTIVE.search(word):
            signs.append(("adjective", 1.0))
        elif _ISM.search(word):
            signs.append(("ism", 1.0))
    if len(_signs) > 50_000:
        _signs.clear()
    _signs[word] = found = tuple(signs)
    return found


def strength_parts(doc: Document, sentence: Span) -> dict[str, float]:
    """What makes a sentence loaded, or speaks for it: the sum of the parts is the strength before scaling."""
    read = _reading(doc)
    low, high = bisect_left(read.starts, sentence.start), bisect_left(read.starts, sentence.end)
    amounts: dict[str, float] = {}
    for word in read.words[low:high]:
        for sign, amount in _signs.get(word) or _tone(word):
            amounts[sign] = amounts.get(sign, 0.0) + amount
    if "unpleasant" in amounts:
        amounts["unpleasant"] = min(amounts["unpleasant"], MOST_UNPLEASANT)
    if "number" in amounts:
        amounts["number"] = min(amounts["number"], MOST_NUMBERS)
    parts = {sign: SIGNS[sign] * amount for sign, amount in amounts.items()}
    first, last = bisect_left(read.hit_starts, sentence.start), bisect_left(read.hit_starts, sentence.end)
    for hit in read.hits[first:last]:
        parts[hit.family.sense] = parts.get(hit.family.sense, 0.0) + hit.weight
    return parts


def loaded_strength(doc: Document, sentence: Span) -> float:
    """How loaded a sentence is, from 0 to 1: a number to rank by, not a verdict."""
    parts = strength_parts(doc, sentence)
    read = _reading(doc)
    words = bisect_left(read.starts, sentence.end) - bisect_left(read.starts, sentence.start)
    raw = sum(parts.values()) / (max(words, 8) / 20) ** 0.25
    return 1 / (1 + exp(1.5 - raw))


# --- reading a document ------------------------------------------------------------------------------------

_QUOTE = re.compile(r"[“”\"«»]|\r?\n[^\S\n]*(?:\r?\n)")
_COMPOUND_FAMILY = Family("compound", "label", 2, "semeval", "say it with a verb: who does what to whom", "", "")
_QUOTED = 0.9
_LESS = 0.5


def _read(doc: Document) -> _Reading:
    text = doc.text
    read = _Reading(ref(doc))
    read.quotes = _quotes(text)
    quote_starts = [q[0] for q in read.quotes]
    for match in WORD.finditer(text):
        read.starts.append(match.start())
        read.ends.append(match.end())
        read.words.append(plain(match.group()))
    words, starts, ends = read.words, read.starts, read.ends
    book = lexicon("loaded_")
    trie, match_at = book.trie, book.match
    at, count = 0, len(words)
    strong = 0
    while at < count:
        word = words[at]
        if word not in trie:
            if ("-" in word or word.endswith(_FORMS)) and _COMPOUND.fullmatch(word):
                length, family = 1, _COMPOUND_FAMILY
            else:
                at += 1
                continue
        else:
            length, family = match_at(words, at)
            if not length:
                at += 1
                continue
        if family is not None:
            span = Span(starts[at], ends[at + length - 1])
            hit = _weigh(doc, read, quote_starts, at, length, span, family)
            if hit is not None:
                read.hits.append(hit)
                read.hit_starts.append(span.start)
                strong += family.level == 3
        at += length
    read.heat = strong / max(count, 60)
    return read


_FORMS = ("phobic", "phobe", "phobes", "phobia", "monger", "mongers", "mongering")


def _weigh(
    doc: Document, read: _Reading, quote_starts: list[int], at: int, length: int, span: Span, family: Family
) -> _Hit | None:
    """The hit as its context leaves it; none where it is part of a name."""
    if length == 1 and family.level > 1 and _in_name(doc.text, read, at):
        return None
    weight = SENSES[family.sense] if family.level > 1 else WEAK.get(family.sense, 0.0)
    if family.mild:
        weight *= MILD
    marked = family.level > 1 and not family.mild
    if family.level > 1:
        before = read.words[max(0, at - 3) : at]
        if not _DENIAL.isdisjoint(before):
            weight *= _LESS
        if family.sense in ("name", "label") and not _LABELLING.isdisjoint(read.words[max(0, at - 4) : at]):
            weight *= _LESS
            marked = False
    index = bisect_right(quote_starts, span.start) - 1
    quoted = index >= 0 and span.end <= read.quotes[index][1]
    if quoted:
        weight *= _QUOTED
    return _Hit(span, family, weight, quoted, marked)


def _in_name(text: str, read: _Reading, at: int) -> bool:
    """True when the word is written as part of a name: a capital in mid-sentence, beside another capital."""
    start = read.starts[at]
    if not text[start].isupper():
        return False
    for one, other in ((at - 1, at), (at, at + 1)):
        if one < 0 or other >= len(read.words):
            continue
        neighbour = one if other == at else other
        gap = text[read.ends[one] : read.starts[other]]
        if gap == " " and text[read.starts[neighbour]].isupper() and len(read.words[neighbour]) > 3:
            return not _headline(text, read, at)
    return False


def _headline(text: str, read: _Reading, at: int) -> bool:
    """True when most of the longer words around carry a capital: then a capital means nothing."""
    around = [i for i in range(max(0, at - 6), min(len(read.words), at + 7)) if len(read.words[i]) > 3]
    capitals = sum(text[read.starts[i]].isupper() for i in around)
    return len(around) > 3 and capitals >= 0.75 * len(around)


def _quotes(text: str) -> list[tuple[int, int]]:
    """The stretches between quotation marks, marks included. One left open ends with its paragraph."""
    found: list[tuple[int, int]] = []
    opened = -1
    kind = ""
    for match in _QUOTE.finditer(text):
        sign, at = match.group(), match.start()
        if sign not in "“”\"«»":
            if opened >= 0 and kind == "“":
                found.append((opened, at))
            opened = -1
        elif opened < 0:
            if sign in "“\"«":
                opened, kind = at, sign
        elif (kind, sign) in (("“", "”"), ('"', '"'), ("«", "»"), ("“", '"')):
            found.append((opened, at + 1))
            opened = -1
    return found
