"""Make `word_pairs.gz`, which tells the garble lens which words go together.

    python benchmarks/make_word_pairs.py --model FILE --out DIR

`--model`: `pocketsphinx/model/en-us/en-us.lm.bin` of the PyPI package pocketsphinx 5.1.1 (CMU Sphinx, two-clause BSD
licence): probabilities of one, two and three words in a row, in a trie read here as its `lm_trie.c` lays it out, the
current word above the one before. Needs numpy.
"""

from __future__ import annotations

import argparse
import gzip
import struct
from pathlib import Path
from typing import Any

import numpy as np

from aquanaut.text.lexical.word_pairs import FILLER, LEVELS, LOWEST, START, STEP, level

WORDS, PAIRS = 20_000, 800_000
HEAD = (
    "# Which word follows which. Made by benchmarks/make_word_pairs.py from the US English model of CMU Sphinx\n"
    "# (pocketsphinx 5.1.1; Copyright (c) 1999-2016 Carnegie Mellon University, BSD licence, see NOTICE).\n"
)
MAGIC = b"Trie Language Model"
BINS = 1 << 16
TO_TEN = 1e-4 / np.log(10)  # the model counts in powers of 1.0001


def main() -> int:
    """Read the model, write the pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    body = packed(*read(given.model.read_bytes()))
    with (given.out / "word_pairs.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as file:
        file.write(body)
    return 0


def field(data: bytes, base: int, count: int, width: int, start: int, bits: int) -> Any:
    """Field `start` … `start + bits` of `count` entries of `width` bits, packed one after another from `base` on."""
    at = np.arange(count, dtype=np.uint64) * np.uint64(width) + np.uint64(start)
    octets = np.frombuffer(data, np.uint8)[base:]
    first = (at >> np.uint64(3)).astype(np.int64)
    value = np.zeros(count, np.uint64)
    for k in range(8):
        value |= octets[first + k].astype(np.uint64) << np.uint64(8 * k)
    return ((value >> (at & np.uint64(7))) & np.uint64((1 << bits) - 1)).astype(np.int64)


def read(data: bytes) -> tuple[list[str], Any, Any, Any, Any, Any]:
    """Words; log10 of each alone, and of what is left for unseen followers; pairs: before, word, log10."""
    if not data.startswith(MAGIC) or data[len(MAGIC)] != 3:
        raise SystemExit("not a trigram model of CMU Sphinx in its binary form")
    at = len(MAGIC) + 1
    ones, twos, threes = struct.unpack_from("<3I", data, at)
    at += 16
    bins = np.frombuffer(data, "<f4", BINS, at)
    at += 3 * 4 * BINS
    kind = np.dtype([("log", "<f4"), ("left", "<f4"), ("next", "<u4")])
    table = np.frombuffer(data, kind, ones + 1, at)
    at += 12 * (ones + 1)
    word_bits, next_bits = ones.bit_length(), threes.bit_length()
    width = word_bits + 32 + next_bits
    last = int(table["next"][ones])
    before = field(data, at, last, width, 0, word_bits)
    logs = bins[field(data, at, last, width, word_bits + 16, 16)] * TO_TEN
    word = np.searchsorted(table["next"][1 : ones + 1], np.arange(last), side="right")
    at += ((1 + twos) * width + 7) // 8 + 8
    at += ((1 + threes) * (word_bits + 16) + 7) // 8 + 8
    (size,) = struct.unpack_from("<i", data, at)
    words = [w.decode() for w in data[at + 4 : at + 4 + size].split(b"\0")[:ones]]
    return words, table["log"][:ones] * TO_TEN, table["left"][:ones] * TO_TEN, before, word, logs


def packed(words: list[str], alone: Any, left: Any, before: Any, word: Any, logs: Any) -> bytes:
    """The file: words by frequency, what unseen pairs get, then the pairs as gaps (low, high bytes) and values."""
    usual = [int(i) for i in np.argsort(-alone, kind="stable") if words[i].isascii() and not words[i].startswith("<")]
    kept = [words.index(START), *usual[:WORDS]]
    number = np.full(len(words), -1)
    number[kept] = np.arange(len(kept))
    chance = np.where(alone < -50, -1.2, alone)
    high = LOWEST + STEP * (LEVELS - 1)
    tie = logs - alone[word]
    differs = np.abs(np.clip(tie, LOWEST, high) - np.clip(left[before], LOWEST, high))
    worth = np.where((number[before] >= 0) & (number[word] >= 0), 10 ** (0.5 * (chance[before] + logs)) * differs, -1)
    chosen = np.argsort(-worth, kind="stable")[:PAIRS]
    keys = number[before[chosen]] * len(kept) + number[word[chosen]]
    order = np.argsort(keys)
    gaps: list[int] = []
    values = bytearray()
    last = 0
    for key, value in zip(keys[order].tolist(), tie[chosen][order].tolist(), strict=True):
        gap = key - last
        while gap > 65535:
            gaps.append(65535)
            values.append(FILLER)
            gap -= 65535
        gaps.append(gap)
        values.append(level(value))
        last = key
    unseen = "".join(str(level(float(left[i]))) for i in kept)
    text = f"{HEAD}words {' '.join(words[i] for i in kept)}\nalone {unseen}\npairs {len(gaps)}\n"
    return text.encode("ascii") + bytes(g & 255 for g in gaps) + bytes(g >> 8 for g in gaps) + bytes(values)


if __name__ == "__main__":
    raise SystemExit(main())
