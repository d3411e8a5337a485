"""Figures of the contradiction lens: pairs of figures that disagree, and speed.

    python benchmarks/lens_figures.py --data DIR [--pred OUT]

DIR holds numbers.jsonl: articles, in half of which one of two equal figures was altered. A hit is an altered article in
which some pair links the altered figure with an untouched mention. Weights and cut were tuned on the development part.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from aquanaut.lenses.contradiction.lens import find
from aquanaut.text.document import document

TARGET_F1, TARGET_FALSE = 0.40, 0.25


def overlap(one: list[int], other: list[int]) -> bool:
    """True when two stretches share a code point."""
    return one[0] < other[1] and other[0] < one[1]


def is_hit(row: dict[str, Any], pair: dict[str, list[int]]) -> bool:
    """True when `pair` links the altered figure of `row` with one of its untouched mentions."""
    ends = ((pair["a"], pair["b"]), (pair["b"], pair["a"]))
    return any(overlap(x, row["changed"]) and any(overlap(y, o) for o in row["others"]) for x, y in ends)


def main() -> int:
    """Score the corpus and print figures beside targets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pred", type=Path)
    given = parser.parse_args()
    path = given.data / "numbers.jsonl"
    if not path.exists():
        print(f"no numbers.jsonl in {given.data}", file=sys.stderr)
        return 1
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    docs = [document(row["text"], sentences=()) for row in rows]
    start = time.perf_counter()
    found = [list(find(doc)) for doc in docs]
    took = time.perf_counter() - start
    hits = reported = false = calm = altered = 0
    kept = []
    for row, marks in zip(rows, found, strict=True):
        pairs = [
            {"a": [f.span.start, f.span.end], "b": [end.start, end.end]}
            for f in marks
            if f.rule.startswith("figures")
            for end in f.links
        ]
        kept.append({"id": row["id"], "pairs": pairs})
        reported += len(pairs)
        altered += bool(row["label"])
        if row["label"]:
            hits += any(is_hit(row, pair) for pair in pairs)
        else:
            false += len(pairs)
            calm += len(row["text"].split())
    precision, recall = hits / max(reported, 1), hits / max(altered, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"figures pair P {precision:.3f} R {recall:.3f} F1 {f1:.3f} (target {TARGET_F1})")
    print(f"        false pairs per 1,000 words {1000 * false / max(calm, 1):.3f} (target ≤ {TARGET_FALSE})")
    rules = sorted({f.rule for marks in found for f in marks})
    count = {rule: sum(f.rule == rule for marks in found for f in marks) for rule in rules}
    print("marks  ", ", ".join(f"{rule} {n}" for rule, n in count.items()))
    words = sum(len(row["text"].split()) for row in rows)
    print(f"speed   {words / took:,.0f} words/s, all rules of the lens ({words:,} words)")
    if given.pred:
        given.pred.mkdir(parents=True, exist_ok=True)
        (given.pred / "numbers.jsonl").write_text("".join(json.dumps(k) + "\n" for k in kept), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
