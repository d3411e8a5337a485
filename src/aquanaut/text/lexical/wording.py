"""A light reading of every token: what kind of word it is, without a tagger.

Closed classes are listed, the rest is guessed from endings and capitals; that is wrong for perhaps one word in
fifteen, and fast enough to leave the budget of time to the lenses. Rules that need certainty must look further.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical.word_lists import word_lists

_WORDS = word_lists(__package__, "wording")

(
    DET,
    PREP,
    CONJ,
    SUB,
    PRON,
    AUX,
    NEG,
    ADV,
    NUM,
    NAME,
    COMMA,
    STOP,
    POSS,
    ED,
    ING,
    BE,
    HAVE,
    TIME,
    ABBR,
    WORD,
    VERB,
    LINE,
) = (1 << n for n in range(22))
"""The kinds, as bits. SUB opens a clause (that, because, who), STOP ends or breaks one (. ; : —), POSS is a genitive,
ABBR takes a dot that ends nothing (Mr.), VERB is a common verb that is no cue, LINE marks the first token of a line."""


_CLOSED = {
    "determiner": DET,
    "preposition": PREP,
    "conjunction": CONJ,
    "opens_clause": SUB,
    "pronoun": PRON,
    "auxiliary": AUX,
    "be": BE,
    "have": HAVE,
    "negation": NEG,
    "adverb": ADV,
    "time": TIME,
    "abbreviation": ABBR,
    "number": NUM,
    "verb": VERB,
}
"""The lists of words that have a kind."""


def _tags() -> dict[str, int]:
    table: dict[str, int] = {}
    for head, bit in _CLOSED.items():
        for word in _WORDS[head]:
            table[word] = table.get(word, WORD) | bit
    for pronoun in _WORDS["takes_short_verb"]:
        for ending in _WORDS["short_verb"]:
            table[pronoun + ending] = WORD | PRON | AUX | (BE if ending in ("'s", "'re", "'m") else HAVE)
    for sign in ".?!;:—–…|":
        table[sign] = STOP
    table[","] = COMMA
    table["--"] = STOP
    return table


_TAGS = _tags()
_PLURAL = ("s", "people", "men", "police")
_SPEAKS = _WORDS["speaks"]
_MOST_KEPT = 50_000
_guessed: dict[str, int] = {}


def _guess(word: str) -> int:
    """The kind of a word that no list holds."""
    first = word[0]
    if not (first.isalnum() or first in "$£€¥"):
        return 0
    tag = WORD
    if not first.isalpha():
        tag |= NUM
    elif word.endswith("'s"):
        tag |= POSS
    elif word.endswith("ly") and len(word) > 4:
        tag |= ADV
    elif word.endswith("ed") and len(word) > 3:
        tag |= ED
    elif word.endswith("ing") and len(word) > 4:
        tag |= ING
    if len(_guessed) < _MOST_KEPT:
        _guessed[word] = tag
    return tag


@dataclass(frozen=True, eq=False)
class Wording:
    """A document's tokens as parallel lists: where each starts and ends, its lower-case form, its kinds.

    Apostrophes in `low` are straight. `sentences` are token ranges, end exclusive, in step with `doc.sentences`.
    """

    doc: Document
    starts: list[int]
    ends: list[int]
    low: list[str]
    tags: list[int]
    sentences: list[tuple[int, int]]

    def span(self, first: int, last: int) -> Span:
        """The text from token `first` up to and without token `last`."""
        return Span(self.starts[first], self.ends[last - 1])

    def at(self, offset: int) -> int:
        """The first token that ends after `offset`."""
        return bisect_right(self.ends, offset)

    def tokens_of(self, span: Span) -> tuple[int, int]:
        """The range of tokens that begin inside `span`."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)


def wording(doc: Document) -> Wording:
    """Read every token of `doc`."""
    text = doc.text.replace("’", "'").replace("ʼ", "'")
    starts = [t.start for t in doc.tokens]
    ends = [t.end for t in doc.tokens]
    words = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    low = [w.lower() for w in words]
    known, guessed = _TAGS.get, _guessed.get
    tags = [known(w) or guessed(w) or _guess(w) for w in low]
    ranges = [(bisect_left(starts, s.start), bisect_left(starts, s.end)) for s in doc.sentences]
    _capitals(words, low, tags, ranges)
    _lines(text, starts, tags)
    return Wording(doc, starts, ends, low, tags, ranges)


def _capitals(words: list[str], low: list[str], tags: list[int], ranges: list[tuple[int, int]]) -> None:
    """Mark names: capitals inside a sentence, and at its start what is a name elsewhere or is followed by one.

    A heading in Capitals On Every Word tells nothing, so there a word is a name only if it is one elsewhere.
    """
    firsts = {_first_word(tags, a, b) for a, b in ranges}
    capital = [i for i, w in enumerate(words) if w[0].isupper()]
    headings = _headings(words, ranges)
    elsewhere = {words[i] for i in capital if i not in firsts and i not in headings and not _closed(low[i])}
    for i in capital:
        if _closed(low[i]) and not (tags[i] & TIME and i not in firsts):
            if words[i].isupper() and len(words[i]) > 1 and i not in headings:
                tags[i] = WORD | NAME
            continue
        known = words[i] in elsewhere or words[i].removesuffix("'s") in elsewhere
        if known or (_may_be_name(words, low, tags, i, i in firsts) and not (i in headings and elsewhere)):
            tags[i] = (tags[i] & (POSS | TIME | ABBR)) | WORD | NAME


def _may_be_name(words: list[str], low: list[str], tags: list[int], i: int, opens: bool) -> bool:
    """True for a capital inside a sentence, or before a name or a verb where it `opens` one."""
    return not opens or _name_follows(words, low, i) or _acts(low, tags, i)


def _lines(text: str, starts: list[int], tags: list[int]) -> None:
    at = text.find("\n")
    while at >= 0:
        k = bisect_left(starts, at)
        if k >= len(tags):
            return
        tags[k] |= LINE
        at = text.find("\n", starts[k])


def _closed(word: str) -> bool:
    return bool(_TAGS.get(word, 0) & ~(ABBR | WORD))


def _first_word(tags: list[int], start: int, end: int) -> int:
    return next((i for i in range(start, end) if tags[i] & WORD), start)


def _name_follows(words: list[str], low: list[str], i: int) -> bool:
    """After a word that opens a sentence: a capital ("Hillary Clinton"), or the dot of a title ("Sen. Graham")."""
    if low[i] in _TAGS and _TAGS[low[i]] & ABBR:
        return True
    if any(letter.isupper() or letter.isdigit() for letter in words[i][1:]):
        return True
    following = words[i + 1] if i + 1 < len(words) else ""
    return following[:1].isupper() and not _closed(following.lower())


def _acts(low: list[str], tags: list[int], i: int) -> bool:
    """A bare singular that opens a sentence before a verb ("Weber has") is a name, or now and then a mass."""
    if i + 1 >= len(low) or tags[i] & (ADV | ING | ED | NUM) or low[i].endswith(_PLURAL):
        return False
    return (bool(tags[i + 1] & (ED | AUX)) and not tags[i + 1] & (NEG | PRON)) or low[i + 1] in _SPEAKS


def _small_capital(words: list[str], start: int, end: int) -> bool:
    """True when a word that needs no capital has one inside the sentence ("Could", "The", "Says")."""
    inside = (words[i] for i in range(start + 1, min(end, start + 60)) if words[i][0].isupper())
    return any(_closed(word.lower()) and not _TAGS[word.lower()] & TIME for word in inside)


def _headings(words: list[str], ranges: list[tuple[int, int]]) -> set[int]:
    """The tokens of sentences that capitalise nearly every word."""
    found: set[int] = set()
    for start, end in ranges:
        long = [i for i in range(start, min(end, start + 60)) if len(words[i]) > 3 and words[i][0].isalpha()]
        share = sum(words[i][0].isupper() for i in long) / max(1, len(long))
        if len(long) >= 3 and share >= 0.75 and _small_capital(words, start, end):
            found.update(range(start, end))
    return found
