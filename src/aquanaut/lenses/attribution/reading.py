"""What the rules of attribution know of one document, and what a token can be.

`Reading` is the state that the rules share; they are plain functions over it. Nothing is looked for further than `FAR`
tokens to the left or `LONG` to the right, so the cost grows in line with the length, whatever the text does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.word_lists import word_lists
from aquanaut.text.lexical.wording import Wording, wording
from aquanaut.text.quotations import SINGLE, Quotation, quoted

from .cues import Cue, homographs, nouns, sources, verbs

_WORDS = word_lists(__package__, "clauses")

SUBJECTS = _WORDS["subjects"]
OWNERS = _WORDS["owners"]
OBJECTS = _WORDS["objects"]
PARTS_OF_BE = _WORDS["parts_of_be"]
_SURE = _WORDS["sure"]
_PERSONAL_ENDINGS = ("ers", "ists", "ors", "ians", "crats")


Range = tuple[int, int]
"""A range of tokens, end exclusive."""

FAR = 60
LONG = 300


@dataclass(frozen=True)
class Relation:
    """One attribution: the token that carries it, and where its parts lie in the text.

    `kind` tells which rule found it: quote, clause, to, ing, object, passive, adjective, noun, hearsay.
    """

    source: Span | None
    cue: Span | None
    content: Span
    at: int
    grade: str
    lemma: str
    kind: str


@dataclass
class Reading:
    """One document's tokens, its quotations, the cue words, and the relations found so far, in order of the cues.

    `quote_of` gives for each token the number of the quotation that holds it, else -1. `last_source` is the last
    subject to which the sentence ascribed anything: whoever said one thing is likely to be the one who goes on,
    "adding" and "calling". `last_cue` and `last_to` are the tokens of its last cue verb and last infinitive, else -1.
    """

    doc: Document
    wording: Wording
    quotes: list[Quotation]
    quote_ranges: list[Range]
    quote_of: list[int]
    verbs: Mapping[str, tuple[tuple[Cue, int], ...]] = field(default_factory=verbs)
    people: Mapping[str, frozenset[str]] = field(default_factory=sources)
    nouns: Mapping[str, str] = field(default_factory=nouns)
    homographs: frozenset[str] = field(default_factory=homographs)
    relations: list[Relation] = field(default_factory=list)
    last_source: Range | None = None
    last_cue: int = -1
    last_to: int = -1

    def __post_init__(self) -> None:
        # Asked for at every token, so kept beside the wording that they belong to.
        self.low, self.tags = self.wording.low, self.wording.tags


def opened(doc: Document) -> Reading:
    """A document before any rule has looked at it."""
    words = wording(doc)
    quotes = [q for q in quoted(doc) if q.depth == 0 and q.mark != SINGLE]
    ranges = [words.tokens_of(q.span) for q in quotes]
    quote_of = [-1] * len(words.low)
    for number, (first, end) in enumerate(ranges):
        quote_of[first:end] = [number] * (end - first)
    return Reading(doc, words, quotes, ranges, quote_of)


def finite(read: Reading, k: int) -> bool:
    """True when token `k` can carry a clause, as far as its form and its neighbours tell."""
    tag, word = read.tags[k], read.low[k]
    if tag & kind.NAME:
        return False
    if tag & kind.AUX and word not in PARTS_OF_BE:
        return True
    before = read.tags[k - 1] if k else 0
    if tag & kind.VERB:
        return not before & (kind.DET | kind.PREP | kind.POSS)
    if tag & kind.ED and before & (kind.PRON | kind.NAME) and not before & (kind.POSS | kind.AUX):
        return read.low[k + 1 : k + 2] != ["by"]
    if word not in read.verbs or tag & kind.ING or not k or before & (kind.DET | kind.PREP | kind.POSS | kind.NUM):
        return False
    return bool(tag & kind.ED or before & (kind.PRON | kind.NAME)) or word in _SURE


def finite_between(read: Reading, a: int, b: int) -> bool:
    """True when a verb that can carry a clause stands in tokens `a` to `b` (the last `FAR` of them)."""
    return any(finite(read, k) for k in range(max(a, b - FAR), b))


def finite_ahead(read: Reading, r: int, hi: int) -> bool:
    """True when the words from token `r` on are a clause ("the plan would fail"), not only a noun group."""
    tags, low = read.tags, read.low
    if (low[r] in SUBJECTS and low[r] not in ("it", "you", "who")) or (tags[r] & kind.PRON and tags[r] & kind.AUX):
        return True
    for j in range(r + 1, min(hi, r + 22)):
        tag, before = tags[j], tags[j - 1]
        if tag & (kind.COMMA | kind.SUB) or low[j] in (";", ":") or (tag & kind.CONJ and j > r + 6):
            return False
        if tag & kind.AUX and low[j] not in PARTS_OF_BE and not tag & kind.NAME:
            return True
        if tag & kind.VERB and not before & (kind.DET | kind.PREP) and low[j - 1] != "to":
            return True
        if low[j] in read.verbs and not tag & (kind.NAME | kind.ING) and subject_like(before):
            return True
    return False


def subject_like(tag: int) -> bool:
    return bool(tag & (kind.NAME | kind.PRON)) and not tag & kind.POSS


def starts_group(read: Reading, r: int) -> bool:
    """True when a noun group can begin with token `r`."""
    tag = read.tags[r]
    if read.quote_of[r] >= 0 and not tag & kind.COMMA:
        return True
    if not tag & kind.WORD:
        return False
    if tag & (kind.DET | kind.NAME | kind.POSS | kind.NUM | kind.PRON):
        return True
    return not tag & (kind.PREP | kind.CONJ | kind.SUB | kind.AUX | kind.NEG)


def can_speak(read: Reading, subject: Range | None) -> bool:
    """True when the subject can speak or think, as far as its words tell. An unknown subject may."""
    if subject is None:
        return True
    a, b = subject
    if b - a == 1:
        if read.low[a].split("'")[0] in ("it", "this", "that", "which", "there", "what"):
            return False
        if read.tags[a] & kind.PRON or read.low[a] in OWNERS:
            return True
    for k in range(a, b):
        if (read.tags[k] & kind.NAME and not read.tags[k] & kind.TIME) or read.low[k] in read.people:
            return True
        if read.low[k].endswith(_PERSONAL_ENDINGS):
            return True
    return read.low[b - 1] in ("those", "others", "some", "many", "most", "both", "one")


def dot_in_name(read: Reading, k: int) -> bool:
    """True for the dot of "Sen." or of an initial."""
    return read.low[k] == "." and k > 0 and bool(read.tags[k - 1] & kind.ABBR or len(read.low[k - 1]) == 1)


def in_relative_clause(read: Reading, k: int, lo: int) -> bool:
    """True when the verb at `k` stands in a relative clause ("who is …", "whose roots are …")."""
    for j in range(k, max(lo, k - 7) - 1, -1):
        if read.low[j] in ("who", "which", "whose", "whom", "where"):
            return True
        if read.tags[j] & kind.COMMA:
            return False
    return False


def trimmed(read: Reading, r: Range) -> Range:
    a, b = r
    while b - a > 1 and read.tags[b - 1] & kind.COMMA:
        b -= 1
    return a, b


def add_found(
    read: Reading, source: Range | None, cue: Range, content: Span, at: int, how: str, grade: str = "neutral"
) -> None:
    w = read.wording
    named = w.span(*trimmed(read, source)) if source is not None and source[0] < source[1] else None
    read.relations.append(Relation(named, w.span(*cue), content, at, grade, read.low[at], how))
