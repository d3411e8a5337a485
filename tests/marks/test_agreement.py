"""Krippendorff's alpha: held to a table made by hand, to published examples, and to what any such measure must do."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquanaut.marks import passes
from aquanaut.marks.agreement import alpha, sentence_units, token_units
from aquanaut.marks.reference import Mark
from aquanaut.text.anchors import Span
from aquanaut.text.article import load_article
from aquanaut.text.document import document

ROOT = Path(__file__).parents[2]
UNITS = st.lists(st.lists(st.sampled_from("abcd"), min_size=2, max_size=2), min_size=1, max_size=40)


def rows(*readers: str) -> list[list[str]]:
    """Units from one row of values for each reader; a dot is a missing value."""
    return [[v for v in unit if v != "."] for unit in zip(*(r.split() for r in readers), strict=True)]


def counted(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Alpha by Krippendorff's table of coincidences, step by step: what NLTK's figure is held to."""
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for values in units:
        for (i, a), (j, b) in product(enumerate(values), repeat=2):
            if i != j:
                coincidences[a, b] += 1 / (len(values) - 1)  # type: ignore[assignment]
    totals: Counter[Hashable] = Counter()
    for (a, _), count in coincidences.items():
        totals[a] += count
    differing = sum(count for (a, b), count in coincidences.items() if a != b)
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    return 1 - (sum(totals.values()) - 1) * differing / expected if expected else None


def test_alpha_on_the_shipped_marks_is_that_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[Sequence[Hashable]]] = []

    def both(units: Iterable[Sequence[Hashable]]) -> float | None:
        asked.append(list(units))
        assert alpha(asked[-1]) == pytest.approx(counted(asked[-1]), abs=1e-9)
        return alpha(asked[-1])

    monkeypatch.setattr(passes, "alpha", both)
    for folder in sorted(ROOT.glob("articles/*/passes")):
        passes.agreement(load_article(folder.parent.name, ROOT))
    assert len(asked) > 40 and sum(map(len, asked)) > 700


@pytest.mark.parametrize("seed", range(60))
def test_alpha_is_that_of_the_table(seed: int) -> None:
    chance = random.Random(seed)
    readers, codes = chance.randint(2, 5), "abcdef"[: chance.randint(2, 6)]
    units = []
    for _ in range(chance.randint(2, 80)):
        true = chance.choice(codes)
        units.append([true if chance.random() < 0.6 else chance.choice(codes) for _ in range(readers)])
    units.append([codes[0]] * (readers - 1) + [codes[1]])  # something varies
    assert alpha(units) == pytest.approx(counted(units), abs=1e-9)


def test_krippendorffs_published_examples() -> None:
    """Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", sections A to C (nominal)."""
    two = rows("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
    assert alpha(two) == pytest.approx(0.095, abs=5e-4)
    names = rows("a a b b d c c c e d d a", "b a b b b c c c e d d d")
    assert alpha(names) == pytest.approx(0.692, abs=5e-4)
    missing = rows(
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    assert alpha(missing) == pytest.approx(0.743, abs=5e-4)


@given(UNITS)
def test_alpha_is_at_most_one_and_one_only_for_full_agreement(units: list[list[str]]) -> None:
    found = alpha(units)
    if found is None:
        assert len({v for unit in units for v in unit}) == 1
    else:
        assert found <= 1
        assert (found == 1) == all(a == b for a, b in units)


@given(UNITS, st.randoms())
def test_order_of_readers_and_units_and_names_of_codes_do_not_matter(
    units: list[list[str]], chance: random.Random
) -> None:
    names = dict(zip("abcd", ("w", "x", "y", "z"), strict=True))
    other = [[names[v] for v in reversed(unit)] for unit in units]
    chance.shuffle(other)
    assert alpha(other) == pytest.approx(alpha(units))


@given(UNITS)
def test_units_with_one_reader_do_not_count(units: list[list[str]]) -> None:
    assert alpha([*units, ["a"], []]) == alpha(units)


def test_alpha_is_none_where_nothing_could_vary() -> None:
    assert alpha([]) is None
    assert alpha([["a", "a"], ["a", "a"]]) is None


def test_alpha_is_near_nothing_by_chance() -> None:
    chance = random.Random(7)
    found = alpha([[chance.choice("ab"), chance.choice("ab")] for _ in range(20_000)])
    assert found == pytest.approx(0, abs=0.03)


def made(code: str, start: int, end: int) -> Mark:
    return Mark("m", code, Span(start, end), (), {}, "flaw", "", ("r",), "")


def test_the_shortest_mark_names_a_word() -> None:
    doc = document("One two three.")
    readers = [[made("L1", 4, 7), made("L5", 0, 13)], [made("A0", 0, 13)]]
    units = token_units(doc, readers, lambda m: m.code[0] == "L")
    assert [u[0] for u in units][:3] == ["L5", "L1", "L5"]
    assert {u[1] for u in units} == {""}


def test_a_sentence_takes_the_first_class_that_it_holds() -> None:
    doc = document("One two three. Four five.")
    units = sentence_units(doc.sentences, [[made("A0", 0, 3), made("A4", 4, 7)], []], ("A4", "A0"))
    assert units == [["A4", ""], ["", ""]]
