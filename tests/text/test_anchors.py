"""Anchoring by quotation: found once, or an error that says where and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from aquanaut.content import ContentError
from aquanaut.text.anchors import Quote, Span, locate, occurrences

TEXT = "The drone flew. The drone landed. A drone’s “shadow” looms."
HERE = Path("marks.yaml")


def refused(quote: Quote, within: Span | None = None) -> str:
    with pytest.raises(ContentError) as caught:
        locate(TEXT, quote, HERE, 7, within)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (HERE, 7)
    assert str(problem).startswith("marks.yaml:7: found ")
    return str(problem)


def test_found_once() -> None:
    assert locate(TEXT, Quote("landed"), HERE, 7) == Span(26, 32)


def test_not_found() -> None:
    shown = refused(Quote("aquanaut"))
    assert "“aquanaut” nowhere in the text" in shown
    assert "Copy it from the text" in shown


def test_straight_quotation_marks_are_not_the_text() -> None:
    assert "with its own quotation marks and dashes" in refused(Quote('"shadow"'))


def test_found_twice_asks_for_context() -> None:
    shown = refused(Quote("The drone"))
    assert "2 times" in shown
    assert "`prefix:` or `suffix:`" in shown


def test_context_tells_twins_apart() -> None:
    assert locate(TEXT, Quote("The drone", suffix=" landed"), HERE, 7) == Span(16, 25)
    assert locate(TEXT, Quote("drone", prefix="A "), HERE, 7) == Span(36, 41)


@pytest.mark.parametrize("quote", [Quote("landed", prefix="flew "), Quote("landed", suffix="!")])
def test_wrong_context_says_so(quote: Quote) -> None:
    assert "not between this prefix and suffix" in refused(quote)


def test_within_a_part_of_the_text() -> None:
    second = Span(16, 33)
    assert locate(TEXT, Quote("The drone"), HERE, 7, second) == Span(16, 25)
    assert locate(TEXT, Quote("The drone", prefix="flew. "), HERE, 7, second) == Span(16, 25)
    refused(Quote("flew"), second)


def test_a_long_quotation_is_cut_in_the_message() -> None:
    assert "x…”" in refused(Quote("x" * 200))


def test_overlapping_twins_are_both_seen() -> None:
    assert occurrences("aaa", Quote("aa")) == [Span(0, 2), Span(1, 3)]


def test_the_edges_of_the_text_and_of_a_part_belong_to_it() -> None:
    text = "abc abc"
    assert occurrences(text, Quote("abc")) == [Span(0, 3), Span(4, 7)]
    assert occurrences(text, Quote("abc"), Span(0, 3)) == [Span(0, 3)]
    assert occurrences(text, Quote("abc"), Span(4, 7)) == [Span(4, 7)]
    assert occurrences(text, Quote("abc"), Span(1, 6)) == []


def test_context_is_right_before_and_right_after_and_no_part_of_the_place() -> None:
    text = "abc abd xbc"
    assert occurrences(text, Quote("b", "a", "c")) == [Span(1, 2)]
    assert occurrences(text, Quote("b", prefix="a")) == [Span(1, 2), Span(5, 6)]
    assert occurrences(text, Quote("b", suffix="c")) == [Span(1, 2), Span(9, 10)]
    assert occurrences(text, Quote("b", "x", "d")) == []
    assert occurrences(text, Quote("bc", prefix="x"), Span(9, 11)) == [Span(9, 11)]
    assert occurrences(text, Quote("b", suffix="c"), Span(9, 10)) == [Span(9, 10)]


@pytest.mark.parametrize(("letters", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_sixty_letters_of_a_quotation_are_shown(letters: int, shown: str) -> None:
    assert f"“{shown}”" in refused(Quote("x" * letters))


def test_no_words_are_nowhere() -> None:
    assert occurrences("aaa", Quote("")) == []


def test_from_content() -> None:
    assert Quote.from_content({"exact": "a", "suffix": "b", "__line__": 3}) == Quote("a", "", "b")


def test_spans_overlap_or_touch() -> None:
    assert Span(0, 2).overlaps(Span(1, 3))
    assert not Span(0, 2).overlaps(Span(2, 3))
    assert not Span(2, 3).overlaps(Span(0, 2))
    assert not Span(0, 1).overlaps(Span(2, 3))
    assert Span(1, 2).overlaps(Span(0, 3))
    assert Span(0, 3).overlaps(Span(1, 2))
