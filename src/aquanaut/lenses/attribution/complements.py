"""To the right of a verb: where noun groups, objects and clauses end."""

from __future__ import annotations

from aquanaut.text.anchors import Span
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.word_lists import word_lists

from .cues import PAST, THIRD
from .reading import FAR, LONG, PARTS_OF_BE, Range, Reading, dot_in_name, finite, in_relative_clause

_WORDS = word_lists(__package__, "clauses")

RELATIVE = _WORDS["relative"]
DASHES = _WORDS["dashes"]
_SUBORDINATE_ENDS = _WORDS["subordinate_ends"]


def without_closing(read: Reading, r: int, e: int) -> int:
    """`e` moved left over closing punctuation, but not to `r`."""
    while e > r + 1 and not read.tags[e - 1] & kind.WORD and read.quote_of[e - 1] < 0 and read.low[e - 1] not in ")]":
        e -= 1
    return e


def past_adverbs(read: Reading, r: int, hi: int) -> int:
    """Past adverbs and days that stand between a cue and what it hands over ("said on Tuesday")."""
    tags, low = read.tags, read.low
    while r < hi:
        tag = tags[r]
        following = tags[r + 1] if r + 1 < hi else 0
        adverb = tag & kind.ADV and not tag & (kind.DET | kind.SUB | kind.PREP)
        if adverb or (tag & kind.TIME and not tag & kind.AUX):
            r += 1
        elif low[r] in ("on", "last", "this", "late", "early", "in") and following & (kind.TIME | kind.NUM):
            r += 2
        elif low[r] == "." and tags[r - 1] & kind.TIME and following:
            r += 1
        else:
            break
    return r


def noun_group(read: Reading, r: int, hi: int, appositions: bool = True) -> Range:
    """A noun group that begins at token `r`, with its appositions: "Ben Domenech, publisher of …"."""
    if read.tags[r] & kind.PRON and not read.tags[r] & kind.DET:
        return r, r + 1
    e = r + 1
    while e < hi and e - r < FAR and read.quote_of[e] < 0:
        tag = read.tags[e]
        if tag & kind.COMMA:
            if not (appositions and _begins_apposition(read, e + 1, hi)):
                break
        elif tag & kind.STOP:
            if not dot_in_name(read, e):
                break
        elif read.low[e] in _SUBORDINATE_ENDS or (tag & kind.AUX and not in_relative_clause(read, e, r)):
            break
        e += 1
    return r, without_closing(read, r, e)


def _begins_apposition(read: Reading, r: int, hi: int) -> bool:
    """True when an apposition can begin with token `r`."""
    if r >= hi:
        return False
    word = read.low[r]
    return bool(read.tags[r] & (kind.DET | kind.NUM | kind.NAME)) or word in ("who", "whose") or word in read.people


def object_span(read: Reading, r: int, hi: int) -> Span:
    """A noun group from token `r`, with what hangs on it, up to the end of the clause."""
    tags, low = read.tags, read.low
    hi = min(hi, r + LONG)
    e = r + 1
    relative = low[r] in RELATIVE
    while e < hi:
        if read.quote_of[e] >= 0:
            e = read.quote_ranges[read.quote_of[e]][1]
            continue
        tag = tags[e]
        relative = relative or low[e] in RELATIVE
        if tag & kind.COMMA or low[e] in DASHES:
            break
        if tag & kind.TIME and not tags[e - 1] & (kind.DET | kind.PREP | kind.POSS | kind.NAME):
            break
        if tag & kind.AUX and not relative and low[e] not in PARTS_OF_BE:
            break
        if tag & kind.CONJ and e + 1 < hi and (finite(read, e + 1) or tags[e + 1] & kind.PRON):
            break
        e += 1
    return read.wording.span(r, without_closing(read, r, max(r + 1, min(e, hi))))


def clause_span(read: Reading, r: int, hi: int, inside: bool = False) -> Span:
    """From token `r` to the end of what is said; up to the first comma where the clause lies `inside` another."""
    hi = min(hi, r + LONG)
    e = r + 1
    while e < hi:
        if read.quote_of[e] >= 0:
            e = read.quote_ranges[read.quote_of[e]][1]
            continue
        if read.low[e] == ";" or (read.tags[e] & kind.COMMA and (inside or _ends_clause(read, e, hi))):
            break
        if read.low[e] in DASHES and e + 1 < hi and read.tags[e + 1] & kind.ING and read.low[e + 1] in read.verbs:
            break
        e += 1
    return read.wording.span(r, without_closing(read, r, max(r + 1, min(e, hi))))


def _ends_clause(read: Reading, comma: int, hi: int) -> bool:
    """True when after this comma another voice or another act of speech begins."""
    j = comma + 1
    if j < hi and read.low[j] == "according":
        return True
    if j < hi and read.low[j] in ("and", "but", "while", "though", "although", "as", "then"):
        j += 1
    while j < hi and read.tags[j] & kind.ADV and not read.tags[j] & kind.DET:
        j += 1
    if j >= hi:
        return True
    entries = read.verbs.get(read.low[j], ())
    if read.tags[j] & kind.ING and any(cue.frames & {"quote", "that"} for cue, _ in entries):
        return True
    if read.low[j - 1] in ("and", "but") and any(form & (PAST | THIRD) for _, form in entries):
        return True
    return _speaks_soon(read, j, hi)


def _speaks_soon(read: Reading, j: int, hi: int) -> bool:
    """True when within a few words from token `j` somebody says something ("…, the mayor said")."""
    for k in range(j, min(hi, j + 6)):
        if read.tags[k] & (kind.COMMA | kind.STOP) or read.quote_of[k] >= 0:
            return False
        entries = read.verbs.get(read.low[k], ()) if k > j else ()
        if any("strong" in cue.frames and form & (PAST | THIRD) for cue, form in entries):
            return True
    return False
