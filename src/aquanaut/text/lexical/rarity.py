"""How common English words are, from a list that ships with the package (wordfreq 3.1.1, see NOTICE)."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files

UNLISTED = 1.5
"""What a word outside the list gets: fewer than one in ten million."""

_ENDINGS = (
    ("iest", "y"), ("ies", "y"), ("ied", "y"), ("ily", "y"), ("ness", ""), ("ment", ""), ("ments", ""),
    ("ation", "e"), ("ization", "ize"), ("izing", "ize"), ("ized", "ize"), ("izes", "ize"), ("ing", ""),
    ("ing", "e"), ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""), ("ly", ""), ("er", ""), ("er", "e"), ("ers", ""),
    ("est", ""), ("able", ""), ("able", "e"), ("ize", ""), ("less", ""), ("like", ""), ("ship", ""), ("ity", ""),
    ("ity", "e"), ("ism", ""), ("ist", ""), ("ists", ""),
)  # fmt: skip
_PREFIXES = (
    "over",
    "under",
    "anti",
    "counter",
    "inter",
    "non",
    "out",
    "pre",
    "re",
    "un",
    "dis",
    "mis",
    "de",
    "sub",
    "super",
)


@cache
def bands() -> dict[str, float]:
    """Each listed word with its band on the Zipf scale: 7 for one in a hundred, 2 for one in ten million."""
    packed = files("aquanaut.text.lexical").joinpath("data", "common_words.txt.gz").read_bytes()
    known: dict[str, float] = {}
    band = 0.0
    for line in gzip.decompress(packed).decode("ascii").splitlines():
        if line.startswith("= "):
            band = float(line[2:])
        elif line and line[0] != "#":
            known.update(dict.fromkeys(line.split(), band))
    return known


@lru_cache(maxsize=1 << 15)
def rarity(word: str) -> float:
    """The band of a lower-case word; of its stem, where the word itself is rarer: "surveilled" counts as "surveil".

    Words that neither the list nor its endings and prefixes know get `UNLISTED`.
    """
    known = bands()
    best = known.get(word, UNLISTED)
    if best < 3:
        for stem in stems(word):
            best = max(best, known.get(stem, UNLISTED) - 0.5)
    return best


def stems(word: str) -> list[str]:
    """What a word may be made from: "overflight" → "flight"; "quagmires" → "quagmire"."""
    found = [word[: -len(tail)] + new for tail, new in _ENDINGS if word.endswith(tail) and len(word) - len(tail) >= 3]
    found += [stem[:-1] for stem in found if len(stem) > 4 and stem[-1] == stem[-2]]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:
            rest = word[len(prefix) :]
            found.append(rest)
            found += [rest[: -len(tail)] + new for tail, new in _ENDINGS[:20] if rest.endswith(tail)]
    return found
