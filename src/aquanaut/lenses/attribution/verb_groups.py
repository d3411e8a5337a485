"""The group that a cue verb stands in: is it a verb here at all, passive, an infinitive, and does it agree?"""

from __future__ import annotations

from dataclasses import dataclass

from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.word_lists import word_lists

from .cues import BASE, ING, PARTICIPLE, PAST, THIRD, Cue
from .reading import Range, Reading, subject_like

_WORDS = word_lists(__package__, "clauses")

_MANY = _WORDS["many"]
_NOT_ARTICLES = _WORDS["not_articles"]
_BEFORE_NOUN = _WORDS["before_noun"]
_BEFORE_VERB = _WORDS["before_verb"]
_PLURAL_NOT = ("'s", "ss", "us", "is")


@dataclass(frozen=True)
class VerbGroup:
    """A verb group: its first token, the cue verb, where what follows begins, and the sentence's bounds."""

    first: int
    verb: int
    after: int
    lo: int
    hi: int


def verb_group(read: Reading, i: int, lo: int) -> tuple[int, bool, bool]:
    """The first token of the verb group that ends in `i`, whether it is passive, whether an infinitive."""
    g, be = i, False
    while g > lo and read.quote_of[g - 1] < 0:
        tag = read.tags[g - 1]
        if tag & kind.PRON and tag & kind.AUX:
            return g, be or bool(tag & kind.BE), False
        if read.low[g - 1] == "to":
            return g - 1, be, True
        if tag & (kind.AUX | kind.NEG) and not tag & (kind.NAME | kind.SUB):
            be = be or bool(tag & kind.BE)
        elif not tag & kind.ADV or tag & (kind.PREP | kind.DET | kind.TIME | kind.AUX | kind.NEG):
            break
        g -= 1
    return g, be, False


def is_noun(read: Reading, i: int, lo: int, forms: int) -> bool:
    """True when the word at `i`, though it looks like a cue verb, is a noun or an adjective here."""
    if i == lo:
        return not forms & (ING | PARTICIPLE | PAST)
    tag, before = read.tags[i - 1], read.low[i - 1]
    if before in _BEFORE_NOUN or (tag & (kind.DET | kind.POSS) and before not in _NOT_ARTICLES):
        return True
    return bool(tag & kind.PREP) and not forms & ING and before not in _BEFORE_VERB


def after_particle(read: Reading, cue: Cue, i: int, hi: int) -> int:
    """Where the words after the verb's particle begin, 0 if the particle is missing."""
    words = cue.particle.split("_")
    for j in (i + 1, i + 2) if i + 1 < hi and read.tags[i + 1] & kind.ADV else (i + 1,):
        if read.low[j : j + len(words)] == words and j + len(words) <= hi:
            return j + len(words)
    return 0


def agrees(read: Reading, cue: Cue, i: int, subject: Range, form: int) -> bool:
    """Does the form agree with the subject (they say, she says); is it a verb at all where it may be a noun?"""
    head, tag = read.low[subject[1] - 1], read.tags[subject[1] - 1]
    if head in ("he", "she", "it"):
        return bool(form & THIRD)
    if head in ("they", "we", "i", "you", "those"):
        return bool(form & BASE)
    if head == "who" or tag & (kind.COMMA | kind.CONJ):
        return True
    if read.low[i - 1] in ("and", "or", "but", "who", "that", "which"):
        return True
    if cue.lemma == "like":
        return False
    if form & BASE:
        return _is_plural(read, subject)
    return cue.lemma not in read.homographs or subject_like(tag) or head in read.people


def _is_plural(read: Reading, subject: Range) -> bool:
    head = read.low[subject[1] - 1]
    if not (_ends_plural(head) or head in read.people or head in _MANY):
        return False
    words = ((read.low[k], read.tags[k]) for k in range(*subject))
    return any(word in _MANY or (_ends_plural(word) and not tag & kind.DET) for word, tag in words)


def _ends_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(_PLURAL_NOT)
