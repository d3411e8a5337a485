"""How well each word of a sentence goes with the word before it, from counts of two words in a row.

The counts come from the general US English language model of CMU Sphinx (BSD licence, see NOTICE), cut down to its
20,000 commonest words and the pairs that tell most. The file is read when first asked for.
"""

from __future__ import annotations

import gzip
import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from sys import byteorder

START = "<s>"
LOWEST, STEP, LEVELS = -1.6, 0.4, 7
"""Bonds are kept in steps: the lowest, how far apart they are, how many; all in powers of ten."""

FILLER = 255
"""The value of an entry that only bridges a wide gap between two pairs."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,]*\w*|[.!?;:()—]")
_BREAKS = frozenset(".!?;:()—")


@dataclass(frozen=True)
class _Pairs:
    number: dict[str, int]
    alone: bytes
    keys: array[int]
    values: bytes


def level(value: float) -> int:
    """The step that a bond is nearest to."""
    return max(0, min(LEVELS - 1, round((value - LOWEST) / STEP)))


@cache
def _pairs() -> _Pairs:
    raw = gzip.decompress(files("aquanaut.text.lexical").joinpath("data", "word_pairs.gz").read_bytes())
    _, _, rest = raw.partition(b"\nwords ")
    listed, _, rest = rest.partition(b"\nalone ")
    alone, _, rest = rest.partition(b"\npairs ")
    count, _, body = rest.partition(b"\n")
    size = int(count)
    gaps = bytearray(2 * size)
    gaps[0::2], gaps[1::2] = body[:size], body[size : 2 * size]
    steps = array("H", bytes(gaps))
    if byteorder == "big":
        steps.byteswap()
    number = {word: at for at, word in enumerate(listed.decode("ascii").split())}
    return _Pairs(number, bytes(b - 48 for b in alone), array("I", accumulate(steps)), body[2 * size : 3 * size])


def known(word: str) -> bool:
    """True for a lower-case word that the counts hold."""
    return word in _pairs().number


@lru_cache(maxsize=1 << 16)
def bond(before: str, word: str) -> float:
    """How much likelier `word` is after `before` than anywhere, as a power of ten, from -1.6 to 0.8.

    Both must be `known`. A pair that was never seen, or tells nothing, gets what unseen words get after `before`.
    """
    pairs = _pairs()
    first = pairs.number[before]
    key = first * len(pairs.number) + pairs.number[word]
    at = bisect_left(pairs.keys, key)
    if at < len(pairs.keys) and pairs.keys[at] == key and pairs.values[at] != FILLER:
        return LOWEST + STEP * pairs.values[at]
    return LOWEST + STEP * pairs.alone[first]


def bonds(text: str) -> tuple[list[float], int, int, int]:
    """The bond of each known word of a sentence; then how many words, unknown lower-case ones, and capitals it has.

    A word after an unknown one, after a number, or after a stop, has nothing to go with and gets 0.
    """
    before: str | None = START
    out: list[float] = []
    count = strange = capitals = 0
    for token in _TOKEN.findall(text):
        if token in _BREAKS:
            before = None
            continue
        count += 1
        word, capital, small = _look_up(token)
        capitals += capital
        if word is None:
            strange += small
        else:
            out.append(bond(before, word) if before else 0.0)
        before = word
    return out, count, strange, capitals


@lru_cache(maxsize=1 << 15)
def _look_up(token: str) -> tuple[str | None, bool, bool]:
    """The word that the counts know a token by, or none; whether it has a capital; whether it starts without one."""
    low = token.lower().replace("’", "'")
    found = next((word for word in (low, low.partition("'")[0]) if known(word)), None)
    return found, token[0].isupper(), token[0].islower()
