"""How usual the order of words in a sentence is: classes of words, and how they follow one another.

Small words stand for themselves, all others for a class (what a tagger mostly called them, or what their ending
suggests). `surprises` compares each word's class, given the two before it, with how common that class is at all.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import log

from aquanaut.text.lexical.word_lists import word_lists

_WORDS = word_lists(__package__, "word_order")


NAME, NUMBER = "Name", "0"

CLOSED = _WORDS["closed"]
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*\w*|[,;:.!?—–-]")
_TAILS = {"'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am", "'s": "'s"}
_DASHES = frozenset("–—")


def cut(text: str) -> list[str]:
    """Words and signs of a sentence; contractions are taken apart ("don’t" → "do", "not"), quotation marks left out."""
    out: list[str] = []
    for word in _WORD.findall(text.replace("’", "'")):
        if "'" not in word:
            out.append("-" if word in _DASHES else word)
            continue
        if word.lower().endswith("n't"):
            out += [word[:-3] or "not", "not"]
            continue
        base, sign, tail = word.rpartition("'")
        short = _TAILS.get(sign + tail.lower())
        out += [base, short] if base and short else [word]
    return out


@dataclass(frozen=True)
class _Order:
    words: dict[str, str]
    endings: dict[str, str]
    one: dict[str, float]
    two: dict[tuple[str, str], float]
    three: dict[tuple[str, str, str], float]
    kinds: dict[str, int]
    pairs: dict[tuple[str, str], int]
    total: float


@cache
def _order() -> _Order:
    packed = files("aquanaut.text.lexical").joinpath("data", "word_order.txt.gz").read_bytes()
    tables: dict[str, dict[str, str]] = {"words": {}, "endings": {}}
    names: list[str] = []
    three: dict[tuple[str, str, str], float] = {}
    one: Counter[str] = Counter()
    two: Counter[tuple[str, str]] = Counter()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        head, _, rest = line.partition(" ")
        if head == "classes":
            names = rest.split()
        elif head in tables:
            name, *listed = rest.split()
            tables[head].update(dict.fromkeys(listed, name))
        elif head != "#":
            second, *row = rest.split()
            a, b = names[int(head)], names[int(second)]
            for entry in row:
                third, _, count = entry.partition(":")
                c, n = names[int(third)], int(count)
                three[a, b, c] = n
                two[b, c] += n
                one[c] += n
    kinds: dict[str, int] = defaultdict(int)
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    for b, _ in two:
        kinds[b] += 1
    for a, b, _ in three:
        pairs[a, b] += 1
    return _Order(
        tables["words"], tables["endings"], dict(one), dict(two), three, dict(kinds), dict(pairs), sum(one.values())
    )


@lru_cache(maxsize=1 << 15)
def _kind(word: str, first: bool) -> str:
    order = _order()
    low = word.lower()
    if low in CLOSED or not word[0].isalnum():
        return low
    if word[0].isdigit():
        return NUMBER
    if word[0].isupper() and not first:
        return NAME
    known = order.words.get(low)
    if known:
        return known
    return next((order.endings[low[-n:]] for n in (4, 3, 2, 1) if low[-n:] in order.endings), "NN")


def surprises(sentence: list[str]) -> list[float]:
    """For each word: the log of how much likelier its class is after the two before it than anywhere.

    Below 0: less likely here than anywhere. The end of the sentence counts as a word.
    """
    row = ["<", "<", *(_kind(word, at == 0) for at, word in enumerate(sentence)), ">"]
    return [_ratio(a, b, c) for a, b, c in zip(row, row[1:], row[2:], strict=False)]


@lru_cache(maxsize=1 << 16)
def _ratio(a: str, b: str, c: str) -> float:
    order = _order()
    alone = (order.one.get(c, 0) + 0.5) / (order.total + 200)
    seen, kinds = order.one.get(b, 0), order.kinds.get(b, 0)
    pair = (order.two.get((b, c), 0) + (kinds + 1) * alone) / (seen + kinds + 1)
    seen, kinds = int(order.two.get((a, b), 0)), order.pairs.get((a, b), 0)
    triple = (order.three.get((a, b, c), 0) + (kinds + 1) * pair) / (seen + kinds + 1)
    return log(triple / alone)
