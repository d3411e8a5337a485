"""Loaded language: words that carry approval, blame, fear or size along with the facts.

The lens looks words up in families (`words/loaded_*.txt`), then asks the context: names and terms of art
are spared, quoted speech is left to its speaker, what is denied, or reported as somebody's label, counts for
less. `strength_parts` shows how a sentence's strength comes about: a plain sum of a few features, with
weights set by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp
from weakref import ref

from aquanaut.lenses.base import Finding, Lens
from aquanaut.lenses.lexicon import WORD, Family, lexicon, plain, table
from aquanaut.lenses.rules import rule_of
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical.word_lists import word_lists

_WORDS = word_lists(__package__, "lens")

# --- weights -----------------------------------------------------------------------------------------------
# Set by hand in round numbers after reading errors; none was fitted to a corpus. One for each sense of loaded
# words, and one for each sign of tone.

ROOM = "aquanaut.lenses.loaded"

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
    "unpleasant": 0.15,  # each unit of VADER's valence below zero
    "pleasant": 0.04,  # each unit above
    "subjective": 0.05,
    "adverb": 0.10,
    "adjective": 0.05,
    "ism": 0.10,
    "contrast": 0.20,
    "being": 0.05,
    "number": -0.20,
    "reporting": -0.40,
    "names": -0.50,  # for a sentence of nothing but capitalised words
    "article": 15.0,  # each strong word per word of a whole article around the sentence
}
"""What each sign of tone adds. Figures, names and plain reporting verbs speak for a sentence."""

MOST_UNPLEASANT, MOST_NUMBERS = 8.0, 3.0
"""Beyond this, more of it adds nothing: a list of casualties is not loaded."""

DENIED, REPORTED, QUOTED = 0.5, 0.5, 0.9
"""What remains of a word's weight when it is denied, when it is reported as a label, and in a quotation."""

SHORT, ARTICLE = 8, 150
"""Words: shorter sentences count as this long; only texts of this length have a temper of their own."""

LONGEST = 40
"""Letters: longer words are no words."""

COMPANY, NEAR = 0.5, 15
"""How much other loaded words must weigh, within so many words, for a mild word to be marked."""

_REPORTING = _WORDS["reporting"]
_CONTRAST = _WORDS["contrast"]
_BEING = _WORDS["being"]
_ADJECTIVE = re.compile(r"(?:ous|ful|less|ish|ive|able|ible|istic)\Z")
_ISM = re.compile(r"is(?:m|t|ts)\Z")

_DENIAL = _WORDS["denial"]
_LABELLING = _WORDS["labelling"]

_FUNCTION = _WORDS["function"]
"""Words that never join a mark at its end."""

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
class _Hit:
    """A place where the lexicon spoke: words `first` to `last` (exclusive), and their weight in context."""

    first: int
    last: int
    family: Family
    weight: float
    quoted: bool
    marked: bool


@dataclass
class _Reading:
    """One document read once."""

    owner: ref[Document]
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    capitals: list[int] = field(default_factory=list)
    """How many words before each one carry a capital."""
    hits: list[_Hit] = field(default_factory=list)
    hit_words: list[int] = field(default_factory=list)
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
    valence = table(ROOM, "valence").get(word, 0.0)
    if valence < 0:
        signs.append(("unpleasant", -valence))
    elif valence > 0:
        signs.append(("pleasant", valence))
    subjective = table(ROOM, "subjectivity").get(word, 0.0)
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
    found = tuple(signs)
    if len(word) < LONGEST:
        if len(_signs) > 50_000:
            _signs.clear()
        _signs[word] = found
    return found


def strength_parts(doc: Document, sentence: Span) -> dict[str, float]:
    """What makes a sentence loaded, or speaks for it: the sum of the parts is the strength before scaling."""
    read = _reading(doc)
    low, high = bisect_left(read.starts, sentence.start), bisect_left(read.starts, sentence.end)
    amounts: dict[str, float] = {}
    for word in read.words[low:high]:
        for sign, amount in _signs.get(word) or _tone(word):
            amounts[sign] = amounts.get(sign, 0.0) + amount
    for sign, most in (("unpleasant", MOST_UNPLEASANT), ("number", MOST_NUMBERS)):
        if sign in amounts:
            amounts[sign] = min(amounts[sign], most)
    if high - low > 1:
        # The first word of a sentence carries a capital anyway.
        amounts["names"] = (read.capitals[high] - read.capitals[low + 1]) / max(high - low, SHORT)
    if read.heat:
        amounts["article"] = read.heat
    parts = {sign: SIGNS[sign] * amount for sign, amount in amounts.items()}
    for hit in read.hits[bisect_left(read.hit_words, low) : bisect_left(read.hit_words, high)]:
        sense = hit.family.sense
        parts[sense] = parts.get(sense, 0.0) + hit.weight
    longer = (max(high - low, SHORT) / 20) ** 0.2
    return {part: value / longer for part, value in parts.items()}


def loaded_strength(doc: Document, sentence: Span) -> float:
    """How loaded a sentence is, from 0 to 1: a number to rank by, not a verdict."""
    # An endless line full of "said" would take exp beyond what a number holds.
    return 1 / (1 + exp(min(500.0, 1.5 - sum(strength_parts(doc, sentence).values()))))


# --- reading a document ------------------------------------------------------------------------------------

_MARK = re.compile(r"[“”\"«»]|\n[^\S\n]*\n")


def _read(doc: Document) -> _Reading:
    text = doc.text
    read = _Reading(ref(doc))
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

    book = lexicon(ROOM, "loaded_")
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
            hit = _weigh(text, read, quote_starts, at, at + length, family)
            if hit is not None:
                read.hits.append(hit)
                strong += family.level == 3
        at += length or 1
    read.hit_words = [hit.first for hit in read.hits]
    if count >= ARTICLE:
        read.heat = strong / count
    return read


def _weigh(text: str, read: _Reading, quote_starts: list[int], first: int, last: int, family: Family) -> _Hit | None:
    """The hit as its context leaves it; none where it is part of a name."""
    if family.level == 1:
        return _Hit(first, last, family, WEAK.get(family.sense, 0.0), False, False)
    if last - first == 1 and _in_name(text, read, first):
        return None
    weight = SENSES[family.sense] * (MILD if family.mild else 1.0)
    marked = True
    before = read.words[max(0, first - 4) : first]
    if not _DENIAL.isdisjoint(before[-3:]):
        weight *= DENIED
        marked = not family.mild
    if family.sense in ("name", "label") and not _LABELLING.isdisjoint(before):
        weight *= REPORTED
        marked = False
    index = bisect_right(quote_starts, read.starts[first]) - 1
    quoted = index >= 0 and read.ends[last - 1] <= read.quotes[index][1]
    if quoted:
        weight *= QUOTED
    return _Hit(first, last, family, weight, quoted, marked)


def _in_name(text: str, read: _Reading, at: int) -> bool:
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


def _headline(text: str, read: _Reading, at: int) -> bool:
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


# --- marks -------------------------------------------------------------------------------------------------


@dataclass
class _Stretch:
    """Words to be marked as one: `first` to `last` (exclusive), under the rule of the heaviest among them."""

    first: int
    last: int
    rule: str
    weight: float
    family: Family
    quoted: bool


def _marked(read: _Reading) -> Iterator[_Hit]:
    """The hits worth showing: the clear ones, and the mild ones where other loaded words stand near."""
    before = [0.0]
    for hit in read.hits:
        before.append(before[-1] + hit.weight)
    whole = before[-1] / max(len(read.words), 200) * 10
    for hit in read.hits:
        if not hit.marked:
            continue
        if hit.family.mild:
            near = bisect_left(read.hit_words, hit.first - NEAR), bisect_left(read.hit_words, hit.last + NEAR)
            company = before[near[1]] - before[near[0]] - hit.weight
            if min(company, 2.0) + whole < COMPANY:
                continue
        yield hit


def _stretches(doc: Document, read: _Reading) -> list[_Stretch]:
    """Marked words, joined where they touch or one small word stands between: "vicious and deliberate"."""
    text = doc.text
    found: list[_Stretch] = []
    for hit in _marked(read):
        last = _carried(text, read, hit)
        one = _Stretch(_driven(text, read, hit), last, hit.family.sense, hit.weight, hit.family, hit.quoted)
        if found and _joined(text, read, found[-1], one):
            known = found[-1]
            known.last = max(known.last, one.last)
            if one.weight > known.weight:
                known.rule, known.weight, known.family = one.rule, one.weight, one.family
        else:
            found.append(one)
    return found


def _carried(text: str, read: _Reading, hit: _Hit) -> int:
    """Where a mark ends: a loaded adjective carries the word it colours ("brutal regime")."""
    after = hit.last
    if hit.family.mild or after >= len(read.words) or not _COLOURS.search(read.words[after - 1]):
        return after
    word = read.words[after]
    if text[read.ends[after - 1] : read.starts[after]] != " " or word in _FUNCTION or word.endswith(_NOT_CARRIED):
        return after
    return after + 1 if word[0].isalpha() else after


def _driven(text: str, read: _Reading, hit: _Hit) -> int:
    """Where a mark begins: an adverb of degree right before belongs to it ("so very vile")."""
    one = hit.first - 1
    if one < 0 or text[read.ends[one] : read.starts[hit.first]] != " ":
        return hit.first
    word = read.words[one]
    return one if word in _DEGREE or (word.endswith("ly") and len(word) > 4) else hit.first


_NOT_CARRIED = ("ly", "'s")
_DEGREE = _WORDS["degree"]
_COLOURS = re.compile(r"(?:ous|ful|less|ish|ive|able|ible|ic|al|ed|ing|ant|ent|y|ist)\Z")


def _joined(text: str, read: _Reading, one: _Stretch, other: _Stretch) -> bool:
    if other.first < one.last:
        return True
    gap = text[read.ends[one.last - 1] : read.starts[other.first]]
    if one.quoted != other.quoted:
        return False
    if other.first == one.last:
        return gap == " "
    return other.first == one.last + 1 and read.words[one.last] in _JOINS and not _STOPS.search(gap)


_JOINS = _WORDS["joins"]
_STOPS = re.compile(r"[^\w\s'’-]|\n")


def loaded_words(doc: Document) -> list[tuple[Span, Family]]:
    """Every word and phrase of the lexicon in `doc`, weak ones too, with the family it belongs to."""
    read = _reading(doc)
    return [(Span(read.starts[h.first], read.ends[h.last - 1]), h.family) for h in read.hits]


# A question in a heading that offers the worse answer: "Surveillance or prelude to strike?"
_QUESTION = re.compile(r"[^.!?:;—–\n“”\"]{3,120}\?\Z")
_CHOICE = re.compile(r"\b(?:or|and)\b|^\s*(?:could|can|did|does|do|is|are|was|were|will|would|should|has|have)\b", re.I)
MOST_HEADING = 16
"""Words: a longer paragraph is no heading."""

# One or two plain words between quotation marks, right after "a", "the", "their" and the like.
_SCARE = re.compile(
    r"(?<=[^\W\d_] )(?:“[a-z][\w’'-]*(?: [a-z][\w’'-]*)?”|\"[a-z][\w'-]*(?: [a-z][\w'-]*)?\")(?= [a-z])"
)
_SETS_OFF = _WORDS["sets_off"]
_HANDS_OVER = _REPORTING | _LABELLING | _WORDS["hands_over"]


def find(doc: Document) -> Iterator[Finding]:
    """What the lens marks in `doc`, in order of place."""
    read = _reading(doc)
    found = [_finding(read, one) for one in _stretches(doc, read)]
    found += _questions(doc, read)
    found += _scare_quotes(doc, read, {f.span.start for f in found})
    return iter(sorted(found, key=lambda f: (f.span, f.rule)))


def _finding(read: _Reading, one: _Stretch) -> Finding:
    rule = "quoted" if one.quoted else one.rule
    span = Span(read.starts[one.first], read.ends[one.last - 1])
    return _found(rule, span, min(1.0, one.weight / 1.2))


def _found(rule: str, span: Span, strength: float) -> Finding:
    return rule_of(__package__, rule).finding(span, round(strength, 3))


def _questions(doc: Document, read: _Reading) -> Iterator[Finding]:
    for paragraph in doc.paragraphs:
        if doc.text[paragraph.end - 1] != "?":
            continue
        count = bisect_left(read.starts, paragraph.end) - bisect_left(read.starts, paragraph.start)
        if count > MOST_HEADING:
            continue
        asked = _QUESTION.search(doc.text, max(paragraph.start, paragraph.end - 120), paragraph.end)
        if asked and _CHOICE.search(asked.group()):
            start = asked.end() - len(asked.group().lstrip())
            yield _found("question", Span(start, asked.end()), 0.6)


def _scare_quotes(doc: Document, read: _Reading, taken: set[int]) -> Iterator[Finding]:
    for match in _SCARE.finditer(doc.text):
        at = bisect_left(read.starts, match.start())
        before = read.words[max(0, at - 4) : at]
        if not before or before[-1] not in _SETS_OFF or not _HANDS_OVER.isdisjoint(before):
            continue
        if match.start() + 1 not in taken:
            yield _found("scare-quotes", Span(*match.span()), 0.4)


LENS = Lens(__package__, find, {"loaded": loaded_strength})
