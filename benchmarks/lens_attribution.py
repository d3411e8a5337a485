"""Figures of the attribution lens on PolNeAR.

    python benchmarks/lens_attribution.py --data DIR [--half tune|held] [--pred FILE]

DIR holds polnear.jsonl. The scorers `score_quotes.py` and `score_attrib.py` are run from the folder above DIR where
they lie there; else only the speed is told. `--half` takes one half only, cut by a hash of the id: errors were read on
"tune", "held" was only scored, a few times. Quotations between two apostrophes ('') are not in PolNeAR's gold, and not
in the predictions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aquanaut.lenses.attribution.lens import attributions, quotes, sentence_class
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document, document

TARGETS = {
    "e2e_F1": 0.82,
    "speaker_acc_named": 0.88,
    "acc3": 0.76,
    "macroF1": 0.67,
    "unnamed_F1": 0.50,
    "attributed_F1": 0.88,
    "content_soft_F1": 0.65,
    "source_soft_F1": 0.58,
}
HALVES = ("tune", "held")
WORDS_A_SECOND = 50_000


def rows(path: Path, half: str) -> list[str]:
    """The lines of the corpus, or of one half of it."""
    read = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [line for line in read if not half or half_of(json.loads(line)["id"]) == half]


def half_of(name: str) -> str:
    """The half to which an article belongs."""
    return HALVES[int(hashlib.sha1(name.encode()).hexdigest(), 16) % 2]


def pair(span: Span | None) -> list[list[int]]:
    """A span as the scorers read it."""
    return [[span.start, span.end]] if span else []


def prediction(name: str, doc: Document) -> dict[str, Any]:
    """What the lens says of one article, in the form the scorers read."""
    found = attributions(doc)
    return {
        "id": name,
        "sent_labels": sentence_class(doc),
        "attributions": [{"source": pair(a.source), "cue": pair(a.cue), "content": pair(a.content)} for a in found],
        "quotes": [
            {
                "span": [q.span.start, q.span.end],
                "speaker": q.speaker or None,
                "speaker_span": [q.speaker_span.start, q.speaker_span.end] if q.speaker_span else None,
            }
            for q in quotes(doc)
        ],
    }


def predict(lines: Sequence[str]) -> tuple[list[str], float]:
    """The predictions, and how many words a second they took (tokens and cue lists included)."""
    data = [json.loads(line) for line in lines]
    docs = [document(row["text"], tuple(Span(a, b) for a, b in row["sentences"])) for row in data]
    begun = time.process_time()
    found = [prediction(row["id"], doc) for row, doc in zip(data, docs, strict=True)]
    spent = time.process_time() - begun
    return [json.dumps(row) for row in found], sum(len(row["text"].split()) for row in data) / spent


def score(scorer: Path, gold: Path, predicted: Path) -> dict[str, float]:
    """The figures that one scorer prints."""
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(predicted)], capture_output=True, text=True, check=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> None:
    """Predict, score, print the figures beside their targets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with polnear.jsonl")
    parser.add_argument("--half", choices=HALVES, default="", help="one half only")
    parser.add_argument("--pred", type=Path, help="where to keep the predictions")
    options = parser.parse_args()
    lines = rows(options.data / "polnear.jsonl", options.half)
    predicted, speed = predict(lines)
    print(f"{len(lines)} articles, {speed:,.0f} words/s (target {WORDS_A_SECOND:,})")
    with tempfile.TemporaryDirectory() as folder:
        gold, pred = Path(folder) / "gold.jsonl", options.pred or Path(folder) / "pred.jsonl"
        gold.write_text("\n".join(lines) + "\n", encoding="utf-8")
        pred.write_text("\n".join(predicted) + "\n", encoding="utf-8")
        for name in ("score_quotes.py", "score_attrib.py"):
            scorer = options.data.resolve().parent / name
            if not scorer.exists():
                print(f"no {name} above the data: not scored")
                continue
            for figure, value in score(scorer, gold, pred).items():
                target = f"   target {TARGETS[figure]:.2f}" if figure in TARGETS else ""
                print(f"{figure:22} {value:10.4f}{target}")


if __name__ == "__main__":
    main()
