"""Figures of the loaded-language lens and of the hedges on the evaluation corpora.

    python benchmarks/lens_loaded.py --data DIR [--pred OUT] [--half 0|1]

DIR holds babe.jsonl, npov.jsonl, basil.jsonl, ptc.jsonl and weasel.jsonl (one JSON object a line); files that
are missing are left out. `--pred` keeps the predictions, one file a corpus, in the form the scorers read.
`--half` scores one half only, cut by a hash of the id: errors were read on half 0; figures of both halves
were seen while weights were chosen, so neither is clean.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from aquanaut.lenses.attribution.hedges import hedges, weasel_strength
from aquanaut.lenses.loaded.lens import find
from aquanaut.lenses.loaded.tone import loaded_strength
from aquanaut.text.anchors import Span
from aquanaut.text.document import document

TARGETS = {"babe": 0.74, "npov": 0.74, "basil": 0.70, "ptc": 0.78, "weasel": 0.82}
TARGETS_WORDS = {"babe": 0.36, "ptc": 0.24}
TECHNIQUES = {"Loaded_Language", "Name_Calling,Labeling"}
WORD = re.compile(r"\w+(?:['’-]\w+)*")


def auc(gold: Sequence[int], scores: Sequence[float]) -> float:
    """The chance that a positive ranks above a negative; ties count half."""
    ranked = sorted(zip(scores, gold, strict=True))
    positives = sum(gold)
    negatives = len(gold) - positives
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += sum(label for _, label in ranked[at:end]) * (at + 1 + end) / 2
        at = end
    if not positives or not negatives:
        return float("nan")
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def covered(spans: Iterable[Sequence[int]]) -> set[int]:
    """Every code point inside `spans`."""
    return {at for start, end in spans for at in range(start, end)}


def wanted(spans: Iterable[Sequence[Any]]) -> list[tuple[int, int]]:
    """The gold spans that count: all of them, or in PTC those of two techniques."""
    return [(s[0], s[1]) for s in spans if len(s) < 3 or s[2] in TECHNIQUES]


def rows(path: Path, half: int | None) -> list[dict[str, Any]]:
    """The rows of a corpus, or of one half of it. Sentences of one article stay in one half."""
    read = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if half is None:
        return read
    return [r for r in read if hashlib.md5((r.get("article") or r["id"]).encode()).digest()[0] & 1 == half]


def run(name: str, data: list[dict[str, Any]], out: Path | None) -> None:
    """Score one corpus and print its figures."""
    gold: list[int] = []
    scores: list[float] = []
    true = false = missed = 0
    kept = []
    for row in data:
        text = row["text"]
        cut = tuple(Span(a, b) for a, b in row.get("sentences", [(0, len(text))]))
        doc = document(text, sentences=cut)
        strength = weasel_strength if name == "weasel" else loaded_strength
        values = [strength(doc, s) for s in cut]
        scores += values
        marks = [(f.span.start, f.span.end) for f in find(doc)] if name != "weasel" else []
        spans = wanted(row.get("spans", []))
        inside = covered(spans)
        if name == "ptc":
            gold += [int(any(a < s.end and b > s.start for a, b in spans)) for s in cut]
        else:
            gold.append(row["label"])
        found = covered(marks)
        for match in WORD.finditer(text):
            here = range(match.start(), match.end())
            is_gold, is_found = not inside.isdisjoint(here), not found.isdisjoint(here)
            true += is_gold and is_found
            false += is_found and not is_gold
            missed += is_gold and not is_found
        one = {"id": row["id"], "spans": marks}
        kept.append(one | ({"score": values[0]} if len(values) == 1 else {"scores": values}))
    line = f"{name:7} n {len(gold):5}  positive {sum(gold):5}"
    line += f"  AUC {auc(gold, scores):.3f} (target {TARGETS[name]})"
    if name in TARGETS_WORDS:
        f1 = 2 * true / max(2 * true + false + missed, 1)
        precision, recall = true / max(true + false, 1), true / max(true + missed, 1)
        line += f"  words P {precision:.3f} R {recall:.3f} F1 {f1:.3f} (target {TARGETS_WORDS[name]})"
    print(line)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in kept)
        (out / f"{name}.jsonl").write_text(lines, encoding="utf-8")


def speed(data: list[dict[str, Any]]) -> None:
    """Words a second, warm, on whole articles: marks, strengths and hedges."""
    docs = [(r["text"], tuple(Span(a, b) for a, b in r["sentences"])) for r in data]
    words = sum(len(text.split()) for text, _ in docs)
    best = float("inf")
    for _ in range(3):
        made = [document(text, sentences=cut) for text, cut in docs]
        start = time.perf_counter()
        for doc in made:
            list(find(doc))
            hedges(doc)
            for sentence in doc.sentences:
                loaded_strength(doc, sentence)
                weasel_strength(doc, sentence)
        best = min(best, time.perf_counter() - start)
    print(f"speed   {words / best:,.0f} words/s ({words:,} words, best of three)")


def main() -> int:
    """Run every corpus found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pred", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    given = parser.parse_args()
    found = [name for name in TARGETS if (given.data / f"{name}.jsonl").exists()]
    if not found:
        print(f"no corpus in {given.data}", file=sys.stderr)
        return 1
    for name in found:
        run(name, rows(given.data / f"{name}.jsonl", given.half), given.pred)
    if "ptc" in found:
        speed(rows(given.data / "ptc.jsonl", given.half))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
