"""How likely a sentence, or a phrase, has come apart: two plain sums, with weights set by hand.

For a sentence: words in an order that word classes seldom take, rare words, and doubled ones. For a phrase of up to
five words: words that stand in known tortured phrases, and words rarer than the phrase has any use for.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp

from aquanaut.text.rarity import bands, rarity
from aquanaut.text.word_order import cut, surprises

PHRASE = 5
"""Words: what is no longer, and has no full stop, is read as a phrase."""

WEIGHTS = {"order": 0.45, "odd": 3.0, "rare": 0.8, "doubled": 1.5}
"""What each sign adds for a sentence: its three oddest places, the share of odd ones, its rarest word, doubling."""

ODD, USUAL_RARITY = -1.2, 3.0
PHRASE_CUT = 2.0
"""How odd a place must be to be counted; the band of a plain sentence’s rarest word; a phrase’s score at 0.5."""

_WORDS = re.compile(r"[a-z][a-z'-]+")


@cache
def tortured() -> tuple[frozenset[str], dict[str, float]]:
    """Known tortured phrases, and the log odds of their words."""
    text = files("aquanaut.lenses").joinpath("lexicons", "garble_tortured.txt").read_text(encoding="utf-8")
    rows = [line.partition(": ") for line in text.splitlines()]
    odds = {word: float(number) for kind, _, rest in rows if kind == "w" for word, number in (rest.split(),)}
    return frozenset(rest for kind, _, rest in rows if kind == "p"), odds


def sentence_parts(text: str) -> dict[str, float]:
    """What each sign adds up to for a sentence; 0 for all where it has no words."""
    words = cut(text)[:400]
    if not words:
        return dict.fromkeys(WEIGHTS, 0.0)
    odd = sorted(surprises(words))
    common = [rarity(w) for w in words if w.islower() and w.isalpha() and len(w) > 3]
    low = [w.lower() for w in words]
    return {
        "order": -sum(odd[:3]) / len(odd[:3]),
        "odd": sum(1 for value in odd if value < ODD) / len(odd),
        "rare": max(0.0, USUAL_RARITY - min(common, default=USUAL_RARITY)),
        "doubled": float(sum(1 for a, b in pairwise(low) if a == b and a.isalpha() and a != "that")),
    }


def phrase_score(text: str) -> float:
    """How much a phrase looks like a tortured one; above `PHRASE_CUT` more than not."""
    _, odds = tortured()
    found = _WORDS.findall(text.lower())
    if not found:
        return 0.0
    known = sorted((odds.get(word, 0.0) for word in found), reverse=True)
    strange = [word for word in found if word not in odds]
    likely = sum(known[:3]) / max(1, min(3, len(found)))
    listed = bands()
    return likely - 0.8 * sum(listed.get(word, 2.0) - 3 for word in strange) / len(found)


def strength(text: str) -> float:
    """0 to 1: how much a sentence or phrase looks garbled. It ranks what to look at first, and is no verdict."""
    body = text.strip()
    if not body:
        return 0.0
    count = len(body.split(None, PHRASE + 1))
    if count <= PHRASE and body[-1] not in '.!?”"':
        if body.lower() in tortured()[0]:
            return 0.97
        return 1 / (1 + exp(-(phrase_score(body) - PHRASE_CUT)))
    parts = sentence_parts(body)
    return 1 / (1 + exp(-(sum(WEIGHTS[name] * value for name, value in parts.items()) - 2.2)))
