"""How surprised a small language model was by each word of an article: precomputed, for the module's own articles only.

`articles/<slug>/surprisal.json` holds a number of bits for each word; `benchmarks/make_surprisal.py` made it.
A rare word is surprising anywhere. What is left when its rarity is taken off says how badly it fits *here* (Hale 2001,
A Probabilistic Earley Parser; Smith and Levy 2013, The effect of word predictability on reading time). Names and
figures stand aside: they carry news, and news surprises.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from math import log2

from aquanaut.content import fault
from aquanaut.text.anchors import Span
from aquanaut.text.article import Article


@dataclass(frozen=True)
class Surprise:
    """A word's place, its surprisal in bits, and how much of that its rarity does not explain."""

    span: Span
    bits: float
    beyond: float


def surprisals(article: Article) -> tuple[Surprise, ...]:
    """Every word of an article that has a `surprisal.json`, in order; empty where it has none.

    Raises `ContentError` for a damaged file, or one that was made from another text.
    """
    path = article.folder / "surprisal.json"
    if not path.exists():
        return ()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        words = [(int(a), int(b), float(bits)) for a, b, bits in data["words"]]
        made_from = data["text_sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        found = f"{type(error).__name__}: {error}"
        raise fault(path, 0, found, "the file that make_surprisal.py writes", "Make it again.") from None
    if made_from != hashlib.sha256(article.text.encode()).hexdigest():
        raise fault(path, 0, "surprisals of another text", "those of article.txt as it is", "Make the file again.")
    return tuple(Surprise(Span(a, b), bits, bits - _rarity(article.text[a:b])) for a, b, bits in words)


def _rarity(word: str) -> float:
    """A word's own information in bits, from how rare it is in running English."""
    from aquanaut.text.lexical.rarity import rarity

    # Zipf units count per thousand million words, in powers of ten (van Heuven et al. 2014).
    return (9 - rarity(word.lower())) * log2(10)


def misfits(article: Article, most: int = 10) -> list[Surprise]:
    """The plain words (small letters, no figures, no hyphen) that fit least where they stand, the worst first."""
    plain = [one for one in surprisals(article) if _plain(one.span.of(article.text))]
    return sorted(plain, key=lambda one: -one.beyond)[:most]


def _plain(word: str) -> bool:
    return word.isalpha() and word.islower() and len(word) > 2
