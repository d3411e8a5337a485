"""Word pairs: what goes together is told from what does not; the packing keeps every pair; any text is sound."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.text.lexical import word_pairs
from aquanaut.text.lexical.word_pairs import LEVELS, LOWEST, STEP, bond, bonds, known, level


@pytest.mark.parametrize(
    ("usual", "odd"),
    [("united states", "united the"), ("in the", "the of"), ("has been", "has were"), ("of course", "of because")],
)
def test_usual_pairs_are_bound(usual: str, odd: str) -> None:
    assert bond(*usual.split()) > bond(*odd.split())


def test_a_sentence_in_order_is_bound_better() -> None:
    sound, _, _, _ = bonds("The mayor told the council that the bridge would open in May.")
    mixed, _, _, _ = bonds("The mayor the told council that bridge the would open May in.")
    assert sum(sound) > sum(mixed) + 3


def test_counts_of_words() -> None:
    tied, count, strange, capitals = bonds("Zorblax said the qzxv isn’t here. It left in 1999.")
    assert (count, strange, capitals) == (10, 1, 2)
    # "said" after an unknown name, "isn’t" after an unknown word, "It" after a stop: nothing to go with.
    assert len(tied) == 7 and [tied[0], tied[2], tied[4]] == [0, 0, 0]
    assert bonds("") == ([], 0, 0, 0)


def test_levels() -> None:
    assert level(-9) == 0 and level(9) == LEVELS - 1 and level(LOWEST + 2 * STEP) == 2
    pairs = word_pairs._pairs()
    assert len(pairs.keys) == len(pairs.values) > 700_000
    assert len(pairs.alone) == len(pairs.number) > 20_000 - 1 and max(pairs.alone) < LEVELS
    assert all(a <= b for a, b in zip(pairs.keys[:5000], pairs.keys[1:5001], strict=True))
    assert known("mayor") and not known("qzxv")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    tied, count, strange, capitals = bonds(text)
    assert all(LOWEST <= value <= LOWEST + STEP * LEVELS for value in tied)
    assert len(tied) + strange <= count and capitals <= count


def test_packing_keeps_every_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small model through `benchmarks/make_word_pairs.py` and back."""
    file = Path(__file__).parents[2] / "benchmarks" / "make_word_pairs.py"
    spec = importlib.util.spec_from_file_location("make_word_pairs", file)
    assert spec and spec.loader
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    words = ["<UNK>", "<s>", *(f"w{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(400))]
    alone = np.linspace(-2, -4, len(words))
    alone[1] = -99
    chance = np.random.default_rng(2)
    keys = np.unique(chance.integers(0, 400 * 400, 300))
    before, word = 2 + keys // 400, 2 + keys % 400
    tie = chance.uniform(-1.5, 0.9, len(keys))
    body = make.packed(words, alone, np.full(len(words), -0.4), before, word, alone[word] + tie)

    class Folder:
        def joinpath(self, *_: str) -> Folder:
            return self

        def read_bytes(self) -> bytes:
            return gzip.compress(body)

    monkeypatch.setattr(word_pairs, "files", lambda _: Folder())
    try:
        word_pairs._pairs.cache_clear()
        bond.cache_clear()
        for a, b, value in zip(before, word, tie, strict=True):
            assert bond(words[a], words[b]) == pytest.approx(LOWEST + STEP * level(value))
        assert bond("waa", "<s>") == pytest.approx(-0.4)
    finally:
        word_pairs._pairs.cache_clear()
        word_pairs._look_up.cache_clear()
        bond.cache_clear()
