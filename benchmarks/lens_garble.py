"""Figures of the garble lens: garbled sentences, tortured phrases, and speed.

    python benchmarks/lens_garble.py --data DIR [--pred OUT]

DIR holds mqm_garble.jsonl, garble_syn.jsonl and tortured.jsonl; missing files are left out. The shipped list of
tortured phrases comes from the development part of tortured.jsonl, so scoring those again would only measure the list:
`tortured (new phrases)` keeps the odds of words that three quarters of the phrases hold, and scores the fourth.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from lens_loaded import auc

from aquanaut.lenses.garble.lens import find, garbled_strength
from aquanaut.lenses.garble.strength import strength as garble_strength
from aquanaut.text.anchors import Span
from aquanaut.text.document import document

TARGETS = {"mqm_garble": 0.70, "garble_syn": 0.72, "tortured": 0.97}
FOLDS = 4


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a corpus."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def strengths(texts: list[str]) -> list[float]:
    """What the lens says of each text as a whole."""
    return [garbled_strength(document(text, sentences=()), Span(0, len(text))) for text in texts]


def new_phrases(rows: list[dict[str, Any]]) -> float:
    """AUC over phrases that the shipped odds never saw: a word counts only if another fold has it, too."""
    positive = [row["phrase"] for row in rows if row["label"]]
    negative = [row["phrase"] for row in rows if not row["label"]]
    _, odds = garble_strength.tortured()
    scores: list[float] = []
    below = [0.0] * len(negative)
    original = garble_strength.tortured
    try:
        for fold in range(FOLDS):
            known = [p for at, p in enumerate(positive) if at % FOLDS != fold]
            words = {w for p in known for w in garble_strength._WORDS.findall(p.lower())}
            left = {w: value for w, value in odds.items() if w in words}
            garble_strength.tortured = lambda left=left: (frozenset(), left)
            scores += [garble_strength.phrase_score(p) for at, p in enumerate(positive) if at % FOLDS == fold]
            below = [total + garble_strength.phrase_score(p) / FOLDS for total, p in zip(below, negative, strict=True)]
    finally:
        garble_strength.tortured = original
    return auc([1] * len(scores) + [0] * len(below), scores + below)


def main() -> int:
    """Score every corpus found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pred", type=Path)
    given = parser.parse_args()
    found = [name for name in TARGETS if (given.data / f"{name}.jsonl").exists()]
    if not found:
        print(f"no corpus in {given.data}", file=sys.stderr)
        return 1
    for name in found:
        rows = read(given.data / f"{name}.jsonl")
        scores = strengths([row.get("text") or row["phrase"] for row in rows])
        gold = [row["label"] for row in rows]
        if name == "tortured":
            print(f"tortured (new phrases) AUC {new_phrases(rows):.3f} (target {TARGETS[name]})")
        else:
            print(f"{name:22} AUC {auc(gold, scores):.3f} (target {TARGETS[name]})")
        for kind in sorted({row.get("kind", "clean") for row in rows} - {"clean"}):
            part = [(y, s) for y, s, row in zip(gold, scores, rows, strict=True) if row["kind"] in (kind, "clean")]
            print(f"  {kind:20} AUC {auc([y for y, _ in part], [s for _, s in part]):.3f}")
        if given.pred:
            given.pred.mkdir(parents=True, exist_ok=True)
            lines = (json.dumps({"id": r["id"], "score": s}) + "\n" for r, s in zip(rows, scores, strict=True))
            (given.pred / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    if "garble_syn" in found:
        text = "\n\n".join(row["text"] for row in read(given.data / "garble_syn.jsonl") if not row["label"])
        doc = document(text, sentences=())
        start = time.perf_counter()
        list(find(doc))
        marks = time.perf_counter() - start
        start = time.perf_counter()
        for paragraph in doc.paragraphs:
            garbled_strength(doc, paragraph)
        ranks = time.perf_counter() - start
        words = len(text.split())
        print(f"speed   marks {words / marks:,.0f} words/s, strengths {words / ranks:,.0f} words/s ({words:,} words)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
