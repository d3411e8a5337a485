"""To the left of a verb: who is its subject.

A parser in miniature: it knows commas, conjunctions, relative clauses and appositions, and nothing else. Token ranges
given as `lo` and `hi` are the bounds of the sentence.
"""

from __future__ import annotations

from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.word_lists import word_lists

from .reading import FAR, SUBJECTS, Range, Reading, dot_in_name, finite, in_relative_clause

_WORDS = word_lists(__package__, "clauses")

_PEOPLE = _WORDS["people"]
_SUBORDINATE = _WORDS["subordinate"]
_WHEN = _WORDS["when"]
_NO_INTRODUCTION = _WORDS["no_introduction"]


def subject_before(read: Reading, g: int, lo: int) -> Range | None:
    """The noun group to the left of a verb group that begins at token `g`."""
    tags, low = read.tags, read.low
    j = _before_aside(read, _before_time(read, g - 1, lo), lo)
    if j < lo or read.quote_of[j] >= 0:
        return None
    tag, word = tags[j], low[j]
    if (tag & kind.PRON and tag & kind.AUX) or word in SUBJECTS or word in _PEOPLE:
        return j, j + 1
    if word in ("that", "which"):
        return _antecedent(read, j, lo)
    if tag & kind.CONJ or (tag & kind.COMMA and j > lo and low[j - 1] in ("and", "but")):
        return shared_subject(read, j, lo)
    if tag & kind.COMMA:
        return _across_commas(read, j, lo)
    if tag & (kind.STOP | kind.PREP | kind.SUB) and not (word == "." and tags[j - 1] & kind.ABBR):
        return None
    return segment(read, j, lo)


def shared_subject(read: Reading, g: int, lo: int) -> Range | None:
    """The subject that an infinitive, a participle or a second verb shares with what came before."""
    if read.last_source is not None:
        return read.last_source
    return main_subject(read, lo, g) or _first_name(read, lo, g)


def main_subject(read: Reading, lo: int, end: int) -> Range | None:
    """The subject of the first finite verb of a sentence, before token `end`."""
    for k in range(lo, min(end, lo + FAR)):
        if read.low[k] in SUBJECTS:
            return k, k + 1
        if k > lo and read.quote_of[k] < 0 and finite(read, k):
            if read.tags[k] & kind.PRON:
                return k, k + 1
            while k > lo and read.tags[k - 1] & (kind.ADV | kind.NEG):
                k -= 1
            return subject_before(read, k, lo) if k > lo else None
    return None


def _first_name(read: Reading, lo: int, end: int) -> Range | None:
    """The name or pronoun nearest the start of the sentence: who else would it be?"""
    for k in range(lo, min(end, lo + 25)):
        if read.quote_of[k] >= 0:
            return None
        if read.low[k] in SUBJECTS and read.low[k] not in ("it", "who"):
            return k, k + 1
        name = read.tags[k] & kind.NAME and not read.tags[k] & (kind.TIME | kind.POSS)
        if name and (k == lo or not read.tags[k - 1] & kind.PREP):
            return name_from(read, k, end)
    return None


def name_from(read: Reading, k: int, end: int) -> Range:
    """The name that begins at token `k`."""
    e = k + 1
    while e < end and (read.tags[e] & kind.NAME or dot_in_name(read, e)):
        e += 1
    return k, e


def _before_time(read: Reading, j: int, lo: int) -> int:
    """Left over a time between subject and verb: "the chairman, this past week, announced"."""
    if j >= lo and read.tags[j] & kind.TIME:
        while j >= lo and (read.tags[j] & kind.TIME or read.low[j] in _WHEN):
            j -= 1
    return j


def _before_aside(read: Reading, j: int, lo: int) -> int:
    """Left over an adverb between commas: "Analysts, however, suspect"."""
    if j > lo + 1 and read.tags[j] & kind.COMMA and read.tags[j - 1] & kind.ADV and read.tags[j - 2] & kind.COMMA:
        return j - 3
    return j


def _antecedent(read: Reading, j: int, lo: int) -> Range | None:
    """What "that" or "which" at token `j` stands for."""
    k = j - 1
    if k >= lo and read.tags[k] & kind.COMMA:
        k -= 1
    if k < lo or read.quote_of[k] >= 0 or not read.tags[k] & kind.WORD:
        return None
    return segment(read, k, lo)


def ends_subject(read: Reading, k: int) -> bool:
    """True when a subject cannot reach over token `k`."""
    if read.quote_of[k] >= 0 or read.tags[k] & kind.COMMA:
        return True
    if read.tags[k] & kind.STOP:
        return not dot_in_name(read, k)
    return read.low[k] in _SUBORDINATE or read.low[k] in "(["


def segment(read: Reading, j: int, lo: int) -> Range | None:
    """The noun group that ends with token `j`, within one stretch without commas."""
    k, joined = j, -1
    while k >= lo and j - k < FAR and not (k < j and read.tags[k + 1] & kind.LINE):
        if read.low[k] == ")":
            k = _opening_bracket(read, k, lo) - 1
            continue
        if ends_subject(read, k):
            break
        if finite(read, k) and not (k < j and read.low[k] in ("who", "which")):
            relative = _relative_before(read, k, lo)
            if not relative:
                # "He left and the senator said": the subject begins after the conjunction.
                k = joined if joined > k else k
                break
            k = relative - 1
            continue
        if read.tags[k] & kind.CONJ:
            joined = k
        k -= 1
    return _without_introduction(read, k + 1, j + 1)


def _relative_before(read: Reading, k: int, lo: int) -> int:
    """The place of the "who" that rules the verb at `k`, 0 if none stands right before it."""
    if k > lo and read.low[k - 1] in ("who", "which", "that"):
        return k - 1
    if k > lo + 1 and read.low[k - 2] in ("who", "which", "that") and read.tags[k - 1] & (kind.ADV | kind.AUX):
        return k - 2
    return 0


def _opening_bracket(read: Reading, k: int, lo: int) -> int:
    """The bracket that the one at `k` closes, or `k` if it is not near."""
    return next((j for j in range(k - 1, max(lo, k - 12) - 1, -1) if read.low[j] == "("), k)


def _without_introduction(read: Reading, a: int, b: int) -> Range | None:
    """Tokens `a` to `b` without what only introduces the subject ("But", "On Thursday")."""
    while a < b:
        after = _past_word(read, a, b)
        if after == a:
            return a, b
        a = after
    return None


def _past_word(read: Reading, a: int, b: int) -> int:
    """Where the subject begins if token `a` only introduces it, else `a`."""
    tag, word = read.tags[a], read.low[a]
    if not tag & kind.WORD:
        return a + 1
    if tag & (kind.CONJ | kind.SUB) and word not in ("who", "both", "all", "what", "that"):
        return a + 1
    following = read.tags[a + 1] if a + 1 < b else 0
    if tag & kind.ADV and not tag & (kind.DET | kind.NAME | kind.NUM) and not following & kind.NUM:
        return a + 1
    if tag & kind.PREP and not tag & kind.DET and word not in _NO_INTRODUCTION:
        return _past_phrase(read, a, b)
    if tag & kind.TIME and not tag & kind.NAME and following & (kind.NAME | kind.DET | kind.PRON):
        return a + 1
    return a


def _past_phrase(read: Reading, a: int, b: int) -> int:
    """Where the subject begins after a phrase that opens with a preposition at `a`."""
    not_noun = kind.DET | kind.NAME | kind.POSS | kind.PREP | kind.CONJ | kind.ADV
    noun = False
    for p in range(a + 1, b):
        tag = read.tags[p]
        if tag & (kind.TIME | kind.NUM):
            noun = True
        elif noun and tag & (kind.DET | kind.NAME | kind.PRON):
            return p
        elif tag & kind.WORD and not tag & not_noun:
            noun = True
        elif tag & kind.PREP:
            noun = False
    last = b - 1
    return last if read.tags[last] & kind.NAME and last > a + 1 else b


def _across_commas(read: Reading, comma: int, lo: int) -> Range | None:
    """A subject with an apposition or a relative clause: "Graham, a senator from the South, said"."""
    start, commas = _reach(read, comma, lo)
    if start is None:
        return None
    for edge in [start, *(c + 1 for c in reversed(commas) if c + 1 > start)]:
        tag = read.tags[edge]
        if tag & kind.CONJ and not tag & kind.NAME and read.tags[edge + 1] & (kind.NAME | kind.DET):
            return edge + 1, comma
        if tag & (kind.PREP | kind.SUB | kind.ING | kind.CONJ) and not tag & kind.NAME and read.low[edge] != "about":
            continue
        if tag & kind.ADV and not tag & kind.DET and edge + 1 in commas:
            continue
        return _without_introduction(read, edge, comma)
    return None


def _reach(read: Reading, comma: int, lo: int) -> tuple[int | None, list[int]]:
    """How far left a subject that ends before `comma` may reach, and the commas passed on the way."""
    commas: list[int] = []
    k = comma - 1
    while k >= lo and comma - k < FAR:
        if read.low[k] == ")":
            k = _opening_bracket(read, k, lo) - 1
            continue
        if read.tags[k + 1] & kind.LINE or read.quote_of[k] >= 0:
            return k + 1, commas
        if read.tags[k] & kind.STOP and not dot_in_name(read, k):
            return k + 1, commas
        if read.tags[k] & kind.COMMA:
            commas.append(k)
        elif finite(read, k) and not in_relative_clause(read, k, lo):
            # Another clause ends here; the subject begins after its comma.
            return (commas[-1] + 1 if commas else None), commas
        elif read.low[k] in ("that", "because", "if", "whether") and not in_relative_clause(read, k, lo):
            return k + 1, commas
        k -= 1
    return k + 1, commas
