"""Hedges and weasels: families hold, kinds are known, offsets are exact, hostile text costs no more."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.lenses.attribution.hedges import KINDS, WEASELS, hedges, weasel_strength
from aquanaut.lenses.lexicon import Family, lexicon
from aquanaut.text.anchors import Span
from aquanaut.text.document import document

FAMILIES = lexicon("aquanaut.lenses.attribution", "hedge_").families


def seen(text: str) -> list[tuple[str, str]]:
    return [(span.of(text), kind) for span, kind in hedges(document(text, sentences=()))]


def strength(text: str) -> float:
    return weasel_strength(document(text, sentences=()), Span(0, len(text)))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
def test_families(family: Family) -> None:
    assert family.sense in KINDS and family.instead and family.source
    text = re.sub("[⟦⟧]", "", family.hit)
    expected = re.findall("⟦(.*?)⟧", family.hit)
    assert [words for words, kind in seen(text) if kind == family.sense] == expected
    assert family.sense not in {kind for _, kind in seen(family.miss)}


def test_kinds() -> None:
    assert set(KINDS) >= WEASELS
    assert {f.sense for f in FAMILIES} == set(KINDS)


def test_beliefs_that_nobody_holds() -> None:
    assert seen("The inn is also widely thought haunted.") == [("is also widely thought", "passive")]
    assert seen("The inn is haunted.") == []


def test_strength_ranks() -> None:
    plain = strength("Anna Weber measured the bridge on 4 May.")
    assert plain < strength("The bridge is probably old.") < 1
    assert strength("It is believed that some critics say so.") > strength("The bridge may be old.") > plain
    assert 0 <= weasel_strength(document("", sentences=()), Span(0, 0)) < 0.5


def test_may_is_a_month() -> None:
    assert seen("It rained in May.") == []


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(["some ", "is ", "İ", "said ", "😀", "\n"])).map("".join),
    )
)
def test_any_text(text: str) -> None:
    doc = document(text, sentences=())
    last = 0
    for span, kind in hedges(doc):
        assert last <= span.start < span.end <= len(text)
        assert kind in KINDS
        last = span.end
    assert 0 <= weasel_strength(doc, Span(0, len(text))) <= 1


@pytest.mark.parametrize("piece", ["is also ", "some ", "one of the ", "a", "it is "])
def test_cost_grows_in_line_with_length(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    doc = document(text, sentences=(Span(0, len(text)),))
    start = time.perf_counter()
    weasel_strength(doc, doc.sentences[0])
    assert time.perf_counter() - start < 15
