"""Cues that are no verbs: "according to", nouns ("his claim that"), adjectives ("critical of"), "reportedly"."""

from __future__ import annotations

from aquanaut.text.anchors import Span
from aquanaut.text.lexical import wording as kind

from .complements import clause_span, noun_group, object_span, without_closing
from .reading import FAR, OWNERS, Range, Reading, add_found, can_speak, dot_in_name
from .subjects import shared_subject, subject_before
from .verb_groups import verb_group


def is_source_after_per(read: Reading, i: int, lo: int, hi: int) -> bool:
    if not lo < i < hi - 1 or not read.tags[i - 1] & kind.COMMA:
        return False
    return bool(read.tags[i + 1] & (kind.NAME | kind.DET))


def according_to(read: Reading, i: int, after: int, lo: int, hi: int) -> None:
    """As in "according to the report", "per CTV News"."""
    a, e = noun_group(read, after, hi, appositions=i > lo + 1)
    before = i - 1
    while before > lo and read.tags[before] & kind.COMMA:
        before -= 1
    if before - lo >= 2:
        start = lo + 1 if read.tags[lo] & kind.CONJ else lo
        content = read.wording.span(start, without_closing(read, start, before + 1))
    elif e + 1 < hi:
        content = clause_span(read, e + 1 if read.tags[e] & kind.COMMA else e, hi)
    else:
        return
    add_found(read, (a, e), (i, after), content, i, "clause")
    read.last_source = (a, e)


def try_noun(read: Reading, i: int, lo: int, hi: int) -> None:
    what = read.nouns[read.low[i]]
    if what == "adverb":
        _hearsay(read, i, lo, hi)
    elif what == "seeming":
        _seeming(read, i, lo, hi)
    elif what in ("said", "thought"):
        _statement(read, i, lo, hi, what)


def try_adjective(read: Reading, i: int, lo: int, hi: int) -> bool:
    """As in "has been critical of", "are divided on", "remain reluctant to"."""
    r = i + 1
    if r >= hi or not read.tags[r] & (kind.PREP | kind.SUB):
        return False
    first, be, _ = verb_group(read, i, lo)
    if first == i:
        if i == lo or not read.tags[i - 1] & kind.BE:
            return False
        first = i - 1
    elif not be:
        return False
    subject = subject_before(read, first, lo)
    if subject is None or not can_speak(read, subject):
        return False
    content = clause_span(read, r if read.low[r] in ("to", "that") else min(r + 1, hi - 1), hi)
    add_found(read, subject, (first, r), content, i, "adjective", "stance")
    read.last_source = subject
    return True


def _seeming(read: Reading, i: int, lo: int, hi: int) -> None:
    """As in "appears to be losing": a judgement, and nobody who makes it."""
    first, _, infinitive = verb_group(read, i, lo)
    subject = None if infinitive else subject_before(read, first, lo)
    r = i + 1
    if subject is None or r >= hi or read.low[r] in ("in", "on", "at", "before", "with", ",", "."):
        return
    content = Span(read.wording.starts[subject[0]], clause_span(read, i, hi).end)
    add_found(read, None, (first, r), content, i, "hearsay")


def _hearsay(read: Reading, i: int, lo: int, hi: int) -> None:
    """As in "reportedly": somebody's word, and nobody named."""
    start = i
    while start > lo and i - start < FAR and read.quote_of[start - 1] < 0:
        if read.tags[start - 1] & (kind.COMMA | kind.STOP):
            break
        start -= 1
    if start == i and i + 1 == hi:
        return
    first = start if start < i else i + 1
    content = Span(read.wording.starts[first], max(clause_span(read, i, hi).end, read.wording.ends[first]))
    add_found(read, None, (i, i + 1), content, i, "hearsay")


def _statement(read: Reading, i: int, lo: int, hi: int, what: str) -> None:
    """As in "his claim that", "Mr. Trump's comments about", "the accusation that", "expressed concern about"."""
    r = i + 1
    if r + 1 >= hi:
        return
    word = read.low[r]
    owner = _owner(read, i, lo)
    if owner is None and read.last_cue < i - 5:
        owner = _light_verb_subject(read, i, lo)
    if owner is not None:
        opens = word in ("that", "about", "on", "of", "against", "over") or (word == "to" and what == "said")
        if opens and can_speak(read, owner):
            whole = word in ("that", "to")
            content = clause_span(read, r, hi) if whole else object_span(read, r + 1, hi)
            add_found(read, owner, (i, r), content, i, "noun")
    elif what == "said" and word == "that" and not read.tags[r + 1] & (kind.AUX | kind.VERB):
        add_found(read, None, (i, r), clause_span(read, r, hi), i, "noun")
    elif what == "said" and word in ("by", "from"):
        source = noun_group(read, r + 1, hi)
        if can_speak(read, source):
            add_found(read, source, (i, r + 1), read.wording.span(_noun_start(read, i, lo), r), i, "noun")


def _noun_start(read: Reading, i: int, lo: int) -> int:
    """Where the noun group that ends with token `i` begins."""
    start = i
    while start > lo and i - start < 4:
        tag = read.tags[start - 1]
        if not tag & kind.WORD or tag & (kind.PREP | kind.AUX | kind.CONJ):
            break
        start -= 1
    return start


def _owner(read: Reading, i: int, lo: int) -> Range | None:
    """Whose statement: "his repeated claim", "the former president's comments"."""
    stop = kind.PREP | kind.AUX | kind.CONJ | kind.SUB | kind.COMMA | kind.STOP | kind.DET | kind.PRON
    for k in range(i - 1, max(lo, i - 4) - 1, -1):
        if read.low[k] in OWNERS:
            return k, k + 1
        if read.tags[k] & kind.POSS:
            return _possessor(read, k, lo)
        if read.low[k] == "'" and k > lo and read.low[k - 1].endswith("s"):
            return _possessor(read, k - 1, lo)
        if read.tags[k] & stop:
            return None
    return None


def _possessor(read: Reading, k: int, lo: int) -> Range:
    """The noun group that ends with the genitive at token `k`."""
    stop = kind.PREP | kind.AUX | kind.CONJ | kind.SUB | kind.COMMA | kind.STOP | kind.PRON | kind.VERB
    a = k
    while a > lo and k - a < 8 and read.quote_of[a - 1] < 0:
        tag = read.tags[a - 1]
        dot = dot_in_name(read, a - 1)
        if tag & stop and not tag & kind.DET and not dot:
            break
        if read.tags[k] & kind.NAME and not tag & (kind.NAME | kind.ABBR) and not dot:
            break
        a -= 1
        if tag & kind.DET:
            break
    return a, k + 1


def _light_verb_subject(read: Reading, i: int, lo: int) -> Range | None:
    """The subject of a light verb that delivers this noun: "expressed deep concern"."""
    stop = kind.PREP | kind.CONJ | kind.SUB | kind.COMMA | kind.STOP | kind.PRON | kind.NAME
    for k in range(i - 1, max(lo, i - 5) - 1, -1):
        if read.nouns.get(read.low[k]) == "light":
            first, be, _ = verb_group(read, k, lo)
            if be:
                return None
            return shared_subject(read, k, lo) if read.tags[k] & kind.ING else subject_before(read, first, lo)
        if read.tags[k] & stop:
            return None
    return None
