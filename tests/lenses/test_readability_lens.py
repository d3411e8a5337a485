"""The readability lens: rules hold, every measure is explained, and none is a verdict."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.lenses.base import Rule, lenses
from aquanaut.lenses.readability.lens import LENS, LONG, find, side_by_side, why_they_disagree
from aquanaut.text.document import document
from aquanaut.text.readability import MEASURES, readability

ARTICLE = (Path(__file__).parents[2] / "articles/drone-mission/article.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize("rule", LENS.rules, ids=lambda r: r.name)
def test_rules(rule: Rule) -> None:
    assert rule.hits and rule.misses
    assert "?" in rule.ask and rule.why.endswith(".") and rule.source
    for hit in rule.hits:
        text = re.sub("[⟦⟧]", "", hit)
        expected = re.findall("⟦(.*?)⟧", hit)
        assert expected
        assert [f.span.of(text) for f in find(document(text)) if f.rule == rule.name] == expected, hit
    for miss in rule.misses:
        assert not [f for f in find(document(miss)) if f.rule == rule.name], miss


def test_discovered() -> None:
    assert lenses()["readability"] is LENS


def test_every_measure_stands_beside_the_others_with_what_it_counts() -> None:
    whole, rows = side_by_side(document(ARTICLE))
    assert [row.measure for row in rows] == list(MEASURES)
    assert all(measure.counts for measure in MEASURES)
    assert all(row.figure == getattr(whole, row.measure.key) and row.counts for row in rows)


def test_why_they_disagree_names_the_lowest_and_the_highest_grade() -> None:
    whole = readability(document(ARTICLE))
    said = why_they_disagree(whole)
    grades = {m.label: getattr(whole, m.key) for m in MEASURES if m.key in ("grade_level", "ari", "coleman_liau")}
    low, high = min(grades, key=grades.__getitem__), max(grades, key=grades.__getitem__)
    assert said.startswith(f"{low} says grade {grades[low]:.0f}, {high} says grade {grades[high]:.0f}.")
    assert why_they_disagree(readability(document(""))) == ""


def test_the_length_of_a_sentence_is_counted_in_words() -> None:
    just = " ".join(["word"] * LONG) + "."
    assert [f.rule for f in find(document(just)) if f.rule == "long_sentence"] == ["long_sentence"]
    assert not [f for f in find(document(" ".join(["word"] * (LONG - 1)) + ".")) if f.rule == "long_sentence"]


def test_other_scripts_and_emptiness_get_no_grade() -> None:
    for text in ("", "…", "12 34 56 " * 30, "Мост закрыт. " * 40, "橋は閉まっている。" * 40):
        assert not [f for f in find(document(text)) if f.rule != "long_sentence"]


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text(text: str) -> None:
    for one in find(document(text)):
        assert 0 <= one.span.start < one.span.end <= len(text)
