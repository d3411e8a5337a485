"""How likely a sentence, or a phrase, has come apart: two plain sums.

For a sentence: words that seldom follow the one before, words in an order that word classes seldom take, and rare
words; `benchmarks/fit_garble.py` finds the weights. For a phrase of up to five words, with weights set by hand: words
that stand in known tortured phrases, words rarer than the phrase has any use for, and pairs that are never seen.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp

from aquanaut.text.lexical.rarity import bands, rarity
from aquanaut.text.lexical.word_order import cut, surprises
from aquanaut.text.lexical.word_pairs import bond, bonds, known

PHRASE = 5
"""Words: what is no longer, and has no full stop, is read as a phrase."""

WEIGHTS = {
    "loose": 2.51,
    "looser": 10.64,
    "loose3": 1.36,
    "loose2": 0.31,
    "order": 0.26,
    "orders": 0.24,
    "rare": 0.48,
    "capitals": 0.68,
    "strange": 4.45,
}
BIAS = -2.24
"""What each sign adds for a sentence, and what the sum starts from. Printed by `benchmarks/fit_garble.py`."""

BOND_WEIGHT = 1.0
"""What a phrase gains for each power of ten that its words are less likely together."""

USUAL_RARITY = 3.0
"""The band of a plain sentence’s rarest word."""

PHRASE_CUT = 2.0
"""A phrase’s score at 0.5."""

_WORDS = re.compile(r"[a-z][a-z'-]+")


@cache
def tortured() -> tuple[frozenset[str], dict[str, float]]:
    """Known tortured phrases, and the log odds of their words."""
    text = files(__package__).joinpath("words", "garble_tortured.txt").read_text(encoding="utf-8")
    rows = [line.partition(": ") for line in text.splitlines()]
    odds = {word: float(number) for kind, _, rest in rows if kind == "w" for word, number in (rest.split(),)}
    return frozenset(rest for kind, _, rest in rows if kind == "p"), odds


def _mean_least(values: list[float], count: int) -> float:
    least = sorted(values)[:count]
    return sum(least) / len(least)


def _least_sum(values: list[float], size: int) -> float:
    """The least sum of `size` neighbors; of all, where there are fewer."""
    return min((sum(values[at : at + size]) for at in range(len(values) - size + 1)), default=sum(values))


def sentence_parts(text: str) -> dict[str, float]:
    """What each sign adds up to for a sentence; 0 for all where it has no words."""
    words = cut(text)[:400]
    if not words:
        return dict.fromkeys(WEIGHTS, 0.0)
    tied, count, strange, capitals = bonds(text[:4000])
    tied = tied or [0.0]
    odd = surprises(words)
    rarest = min([rarity(w) for w in words if len(w) > 3 and w.islower() and w.isalpha()], default=USUAL_RARITY)
    return {
        "loose": -sum(value + 0.2 for value in tied if value < -0.2) / len(tied),
        "looser": sum(value * value for value in tied if value < 0) / len(tied),
        "loose3": -_mean_least(tied, 3),
        "loose2": -_least_sum([min(value, 0.4) for value in tied], 2),
        "order": -sum(odd) / len(odd),
        "orders": -_least_sum(odd, 3) / 3,
        "rare": max(0.0, USUAL_RARITY - rarest),
        "capitals": capitals / max(1, count),
        "strange": strange / max(1, count),
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
    rare = 0.8 * sum(listed.get(word, 2.0) - 3 for word in strange) / len(found)
    return likely - rare - BOND_WEIGHT * _mean_bond(found)


def _mean_bond(found: list[str]) -> float:
    """How the words of a phrase go together; a little below what unseen pairs get where a word is not known."""
    pairs = [bond(a, b) if known(a) and known(b) else -0.7 for a, b in pairwise(found)]
    return sum(pairs) / len(pairs) if pairs else 0.0


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
    total = BIAS + sum(WEIGHTS[name] * value for name, value in sentence_parts(body).items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
