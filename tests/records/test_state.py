"""Where a learner stands, rule by rule: what each event changes, and what it leaves as it was."""

from __future__ import annotations

from typing import Any

import pytest

from aquanaut.records.state import Course, Standing, standings


def event(name: str, at: str = "1", question: str = "q", **more: Any) -> dict[str, Any]:
    return {"learner": "me", "question": question, "event": name, "at": at, **more}


def after(*records: dict[str, Any]) -> Standing:
    return standings(records, "me")["q"]


def test_a_draft_is_an_answer_and_no_try() -> None:
    now = after(event("draft", "7", answer="a", confidence=50))
    assert (now.answer, now.confidence, now.state, now.at) == ("a", 50, "draft", "7")
    assert (now.checked, now.tries, now.attempt) == (None, [], 0)


def test_a_check_is_a_try_with_its_number_time_and_confidence() -> None:
    now = after(event("check", "1", answer="a"), event("check", "2", answer="b", confidence=75))
    assert (now.answer, now.checked, now.confidence, now.state, now.at) == ("b", "b", 75, "checked", "2")
    assert [(t.question_id, t.answer, t.attempt, t.at, t.confidence) for t in now.tries] == [
        ("q", "a", 1, "1", None),
        ("q", "b", 2, "2", 75),
    ]


def test_a_draft_after_a_check_leaves_what_was_checked() -> None:
    now = after(event("check", "1", answer="a"), event("draft", "2", answer="b"))
    assert (now.answer, now.checked, now.state, now.attempt, now.at) == ("b", "a", "draft", 1, "2")


def test_what_comes_after_the_answer_was_shown_is_practice() -> None:
    now = after(event("reveal", "1"), event("draft", "2", answer="a"), event("check", "3", answer="b"))
    assert (now.state, now.attempt, now.answer, now.checked, now.at) == ("revealed", 0, "b", "b", "3")


def test_showing_the_answer_changes_no_answer() -> None:
    now = after(event("check", "1", answer="a"), event("reveal", "2"))
    assert (now.state, now.answer, now.at, now.attempt) == ("revealed", "a", "1", 1)


@pytest.mark.parametrize(
    ("said", "kept"), [(0, 0), (100, 100), (50, 50), (-1, None), (101, None), ("50", None), (None, None), (50.5, None)]
)
def test_confidence_is_a_whole_number_of_percent(said: object, kept: int | None) -> None:
    assert after(event("check", answer="a", confidence=said)).confidence == kept
    assert after(event("check", answer="a", confidence=said)).tries[0].confidence == kept


def test_the_same_check_sent_again_is_one_and_another_moment_or_question_another() -> None:
    check = event("check", "1", answer="a")
    course = Course("me")
    course.take([check, check, {**check, "question": "r"}])
    course.take([check, {**check, "at": "2"}])
    assert course.taken == 5
    assert {name: one.attempt for name, one in course.standings().items()} == {"q": 2, "r": 1}


def test_the_same_moment_may_hold_a_draft_and_a_check() -> None:
    now = after(event("draft", answer="a"), event("check", answer="b"), event("draft", answer="c"))
    assert (now.answer, now.checked, now.attempt) == ("c", "b", 1)


def test_hints_are_counted() -> None:
    assert after(event("hint")).hints == 1
    assert after(event("hint"), event("hint")).hints == 2


def test_every_dispute_is_kept_with_what_it_is_about_and_no_more() -> None:
    marks = [{"start": 1, "end": 2, "label": "x"}]
    now = after(event("dispute", "3", text="why", marks=marks, answer="a", browser="b"), event("dispute", "4"))
    assert now.disputes == [
        {"text": "why", "marks": marks, "answer": "a", "at": "3"},
        {"text": None, "marks": None, "answer": None, "at": "4"},
    ]
    assert (now.answer, now.state, now.at) == (None, "", "")


def test_the_last_self_check_counts_and_its_words_alone() -> None:
    now = after(event("selfcheck", answer=["a"]), event("selfcheck", answer=["b", 3]), event("selfcheck", answer="c"))
    assert now.ticked == ["b"]
    assert now.answer is None


def test_what_was_opened_is_kept_in_order() -> None:
    assert after(event("read", text="one"), event("read", text=2), event("read", text="two")).opened == ["one", "two"]


@pytest.mark.parametrize("strange", [{"question": 3}, {"event": 5}, {"learner": "other"}, {"question": None}])
def test_records_of_other_learners_and_shapes_are_passed_over(strange: dict[str, object]) -> None:
    assert standings([{**event("check", answer="a"), **strange}], "me") == {}


def test_an_event_that_is_not_known_changes_nothing() -> None:
    assert after(event("dance", answer="a")) == Standing()


def test_a_standing_shares_no_list_with_its_copy() -> None:
    first = after(
        event("check", answer="a"), event("dispute"), event("read", text="x"), event("selfcheck", answer=["l"])
    )
    second = first.copy()
    assert second == first
    for mine, theirs in (
        (first.tries, second.tries), (first.disputes, second.disputes),
        (first.ticked, second.ticked), (first.opened, second.opened),
    ):  # fmt: skip
        assert mine
        assert mine is not theirs
