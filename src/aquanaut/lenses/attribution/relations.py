"""Who said, thought or wanted what: source, cue and content, by rules over a light reading of the words.

For every cue word the rules look at its verb group (passive? infinitive?), to its left for a subject, to its right for
a complement that its entry in the lexicon allows. No parser, no training: fast, explainable, and wrong where a
sentence is built in an unusual way. Words inside quotation marks are the speaker's and are not looked into.
"""

from __future__ import annotations

from itertools import pairwise

from aquanaut.text.document import Document
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.wording import Wording

from .complements import without_closing
from .nouns import according_to, is_source_after_per, try_adjective, try_noun
from .reading import Range, Reading, add_found, opened
from .verbs import try_verb


def read_through(doc: Document) -> Reading:
    """A document with all its relations."""
    read = opened(doc)
    for lo, hi in stretches(read.wording):
        _sentence(read, lo, hi)
    return read


def _sentence(read: Reading, lo: int, hi: int) -> None:
    read.last_source = None
    read.last_cue = read.last_to = -1
    low, quote_of, verbs, nouns = read.low, read.quote_of, read.verbs, read.nouns
    _headline(read, lo, hi)
    for i in range(lo, hi):
        word = low[i]
        if quote_of[i] >= 0:
            continue
        if nouns.get(word) == "adjective" and try_adjective(read, i, lo, hi):
            continue
        if word in verbs and try_verb(read, i, lo, hi):
            continue
        if word in nouns:
            try_noun(read, i, lo, hi)
        elif word == "according" and i + 2 < hi and low[i + 1] == "to":
            according_to(read, i, i + 2, lo, hi)
        elif word == "per" and is_source_after_per(read, i, lo, hi):
            according_to(read, i, i + 1, lo, hi)


def _headline(read: Reading, lo: int, hi: int) -> None:
    """As in "Ryan: No place for this": a name, a colon, and what it said."""
    for k in range(lo + 1, min(hi - 3, lo + 6)):
        if read.low[k] == ":":
            name = all(read.tags[j] & kind.NAME or read.low[j] == "." for j in range(lo, k))
            if name and read.quote_of[k + 1] < 0:
                add_found(
                    read, (lo, k), (k, k + 1), read.wording.span(k + 1, without_closing(read, k + 1, hi)), k, "clause"
                )
            return


def stretches(words: Wording) -> list[Range]:
    """The sentences, and what lies between them where sentences were given with gaps, cut at lines and full stops."""
    found: list[Range] = []
    at = 0
    for a, b in [*words.sentences, (len(words.low), len(words.low))]:
        if a > at:
            found += _cut(words, at, a)
        if b > a:
            found.append((a, b))
        at = max(at, b)
    return found


def _cut(words: Wording, first: int, end: int) -> list[Range]:
    edges = [first]
    for k in range(first, end):
        if k > edges[-1] and words.tags[k] & kind.LINE:
            edges.append(k)
        elif k + 1 < end and _ends_sentence(words, k):
            edges.append(k + 1)
    edges.append(end)
    return [(x, y) for x, y in pairwise(edges) if x < y]


def _ends_sentence(words: Wording, k: int) -> bool:
    """True for a full stop, question or exclamation mark with a gap behind it, unless it ends an abbreviation."""
    return words.low[k] in ".?!" and not words.tags[k - 1] & kind.ABBR and words.ends[k] < words.starts[k + 1]
