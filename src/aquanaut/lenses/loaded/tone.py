"""How loaded a sentence is: a plain sum of the loaded words in it and of a few signs of tone."""

from __future__ import annotations

import re
from bisect import bisect_left
from math import exp

from aquanaut.lenses.lexicon import table
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical.word_lists import word_lists

from .reading import REPORTING, reading
from .weights import LONGEST, MOST_NUMBERS, MOST_UNPLEASANT, SHORT, SIGNS

_WORDS = word_lists(__package__, "loaded")

_CONTRAST = _WORDS["contrast"]
_BEING = _WORDS["being"]
_ADJECTIVE = re.compile(r"(?:ous|ful|less|ish|ive|able|ible|istic)\Z")
_ISM = re.compile(r"is(?:m|t|ts)\Z")

_signs: dict[str, tuple[tuple[str, float], ...]] = {}


def _tone(word: str) -> tuple[tuple[str, float], ...]:
    """What a word by itself says about tone: pairs of a sign and an amount. Kept, since words return."""
    known = _signs.get(word)
    if known is not None:
        return known
    signs: list[tuple[str, float]] = []
    valence = table(__package__, "valence").get(word, 0.0)
    if valence < 0:
        signs.append(("unpleasant", -valence))
    elif valence > 0:
        signs.append(("pleasant", valence))
    subjective = table(__package__, "subjectivity").get(word, 0.0)
    if subjective:
        signs.append(("subjective", subjective))
    if word[0].isdigit():
        signs.append(("number", 1.0))
    elif word in REPORTING:
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
    read = reading(doc)
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
