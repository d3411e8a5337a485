"""A document read for loaded words: where the lexicon speaks, and what its context leaves of each word's weight."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from weakref import ref

from aquanaut.lenses.lexicon import WORD, Family, lexicon, plain
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical.word_lists import word_lists

from .grammar import is_other_word
from .weights import ARTICLE, DENIED, LONGEST, MILD, QUOTED, REPORTED, SENSES, WEAK

_WORDS = word_lists(__package__, "loaded")

REPORTING = _WORDS["reporting"]
LABELLING = _WORDS["labelling"]
_DENIAL = _WORDS["denial"]

_COMPOUND = re.compile(
    r".+-(?:bashing|loving|obsessed|fueled|fuelled|infested|ridden|riddled|crazed|addled|soaked|"
    r"drenched|shattering|busting|killing|wrecking|destroying|denying|peddling|spewing|grabbing|grubbing|"
    r"worshipping|hungry|mad|shaming|baiting|esque|lovers?|haters?|deniers?|apologists?)"
    r"|(?:pseudo|faux|hyper|ultra|uber|über|crypto|wannabe|quasi)-.+"
    r"|(?:islamo|homo|trans|xeno|christiano|russo|franco)pho(?:bic|bes?|bia)"
    r"|(?:scare|fear|war|hate|race|rumou?r|scandal|panic|doom)-?monger(?:s|ing)?"
)
_FORMS = ("phobic", "phobe", "phobes", "phobia", "monger", "mongers", "mongering")
_FORMED = Family("compound", "label", 2, "semeval", "say who did what to whom, with a verb", "", "")


@dataclass(frozen=True)
class Hit:
    """A place where the lexicon spoke: words `first` to `last` (exclusive), and their weight in context."""

    first: int
    last: int
    family: Family
    weight: float
    quoted: bool
    marked: bool


@dataclass
class Reading:
    """One document read once."""

    owner: ref[Document]
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    capitals: list[int] = field(default_factory=list)
    """How many words before each one carry a capital."""
    hits: list[Hit] = field(default_factory=list)
    hit_words: list[int] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    heat: float = 0.0


_last: Reading | None = None


def reading(doc: Document) -> Reading:
    """The reading of `doc`, made at most once while it is the last one asked for."""
    global _last
    known = _last
    if known is None or known.owner() is not doc:
        known = _last = _read(doc)
    return known


_MARK = re.compile(r"[“”\"«»]|\n[^\S\n]*\n")


def _read(doc: Document) -> Reading:
    text = doc.text
    read = Reading(ref(doc))
    read.quotes = _quotes(text)
    starts, ends, words, capitals = read.starts, read.ends, read.words, read.capitals
    above = 0
    for match in WORD.finditer(text):
        word = match.group()
        starts.append(match.start())
        ends.append(match.end())
        words.append(plain(word))
        capitals.append(above)
        above += word[0].isupper()
    capitals.append(above)

    book = lexicon(__package__, "loaded_")
    quote_starts = [start for start, _ in read.quotes]
    at, count, strong = 0, len(words), 0
    while at < count:
        word = words[at]
        length, family = 0, None
        if word in book.trie:
            length, family = book.match(words, at)
        if not length and ("-" in word or word.endswith(_FORMS)) and len(word) < LONGEST:
            formed = _COMPOUND.fullmatch(word)
            length, family = (1, _FORMED) if formed else (0, None)
        if family is not None:
            hit = _weigh(doc, read, quote_starts, at, at + length, family)
            if hit is not None:
                read.hits.append(hit)
                strong += family.level == 3
        at += length or 1
    read.hit_words = [hit.first for hit in read.hits]
    if count >= ARTICLE:
        read.heat = strong / count
    return read


def _weigh(doc: Document, read: Reading, quote_starts: list[int], first: int, last: int, family: Family) -> Hit | None:
    """The hit as its context leaves it; none where it is a name, or part of one, or another word."""
    if family.level == 1:
        return Hit(first, last, family, WEAK.get(family.sense, 0.0), False, False)
    if last - first == 1 and _is_other(doc, read, first, family):
        return None
    weight = SENSES[family.sense] * (MILD if family.mild else 1.0)
    marked = True
    before = read.words[max(0, first - 4) : first]
    if not _DENIAL.isdisjoint(before[-3:]):
        weight *= DENIED
        marked = not family.mild
    if family.sense in ("name", "label") and not LABELLING.isdisjoint(before):
        weight *= REPORTED
        marked = False
    index = bisect_right(quote_starts, read.starts[first]) - 1
    quoted = index >= 0 and read.ends[last - 1] <= read.quotes[index][1]
    if quoted:
        weight *= QUOTED
    return Hit(first, last, family, weight, quoted, marked)


def _is_other(doc: Document, read: Reading, at: int, family: Family) -> bool:
    """True when the word is no word of its family here: a name or part of one, or a verb."""
    if _in_name(doc.text, read, at):
        return True
    if doc.text[read.starts[at]].isupper() and _headline(doc.text, read, at):
        return False
    return is_other_word(doc, Span(read.starts[at], read.ends[at]), family)


def _in_name(text: str, read: Reading, at: int) -> bool:
    """True when the word is written as part of a name: a capital in mid-sentence, beside another capital."""
    if not text[read.starts[at]].isupper():
        return False
    for one, other in ((at - 1, at), (at + 1, at)):
        if not 0 <= one < len(read.words):
            continue
        left, right = sorted((one, other))
        beside = text[read.ends[left] : read.starts[right]] == " "
        if beside and len(read.words[one]) > 3 and text[read.starts[one]].isupper():
            return not _headline(text, read, at)
    return False


def _headline(text: str, read: Reading, at: int) -> bool:
    """True when most of the longer words around carry a capital: then a capital means nothing."""
    around = [i for i in range(max(0, at - 6), min(len(read.words), at + 7)) if len(read.words[i]) > 3]
    capitals = sum(text[read.starts[i]].isupper() for i in around)
    return len(around) > 3 and capitals >= 0.75 * len(around)


def _quotes(text: str) -> list[tuple[int, int]]:
    """The stretches between quotation marks, marks included. One left open ends with its paragraph."""
    found: list[tuple[int, int]] = []
    opened, kind = -1, ""
    for match in _MARK.finditer(text):
        sign, at = match.group(), match.start()
        if sign[0] == "\n":
            if opened >= 0 and kind == "“":
                found.append((opened, at))
            opened = -1
        elif opened < 0:
            if sign in '“"«':
                opened, kind = at, sign
        elif (kind, sign) in _PAIRS:
            found.append((opened, at + 1))
            opened = -1
    return found


_PAIRS = frozenset({("“", "”"), ("“", '"'), ('"', '"'), ("«", "»")})
