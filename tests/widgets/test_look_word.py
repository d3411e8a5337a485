"""A lens's reading in a notebook: hidden before the learner's own, counted in words, explained, and never a verdict."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from aquanaut.lenses.base import Finding, lenses
from aquanaut.marks.reference import Mark, load_marks
from aquanaut.questions.bank import load_bank
from aquanaut.records.seeing import OwnMarks, codes_of, compare, shared_alone, trio
from aquanaut.text.anchors import Span
from aquanaut.text.article import load_article
from aquanaut.widgets import look as under_test
from aquanaut.widgets.look import LookWidget, look
from aquanaut.widgets.show import session
from aquanaut.words import say

Shown = list[dict[str, Any]]


def mark(start: int, end: int, certainty: str = "core", polarity: str = "flaw", links: tuple[Span, ...] = ()) -> Mark:
    return Mark(f"m{start}", "L1", Span(start, end), links, {}, polarity, certainty, ("a", "b"), "It judges here.")


def finding(start: int, end: int, links: tuple[Span, ...] = (), **more: Any) -> Finding:
    return Finding("loaded", "war", Span(start, end), "loaded", "Why it is.", "Is it?", links, **more)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, shown: Shown) -> list[LookWidget]:
    """Every look widget that was shown."""
    found: list[LookWidget] = []

    class Kept(LookWidget):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            found.append(self)

    monkeypatch.setattr(under_test, "LookWidget", Kept)
    return found


def widget_marks() -> list[Any]:
    """The places in the article that both readers marked as words that judge."""
    marks = load_marks(load_article("drone-mission"))
    wanted = [m for m in marks if m.code in codes_of("loaded") and m.certainty == "core" and m.polarity == "flaw"]
    return [m for m in wanted if m.span is not None]


def commit(answers: dict[str, list[dict[str, Any]]]) -> None:
    """Check the must-do marking tasks of lesson 3; what is not in `answers` with no mark."""
    for question in load_bank("3").questions:
        if question.must and question.control == "mark":
            session().record("03_words_that_judge", question.id, "check", answer=answers.get(question.id, []))


# --- counting --------------------------------------------------------------------------------------------------


def test_counts_by_hand() -> None:
    marks = [mark(0, 5), mark(10, 15), mark(20, 25, "debatable"), mark(30, 35, polarity="sound"), mark(60, 65)]
    found = [finding(3, 8), finding(22, 23), finding(31, 32), finding(40, 44), finding(50, 52), finding(15, 16)]
    seen = compare(found, marks)
    assert [one.id for one in seen.found] == ["m0"]
    assert [one.id for one in seen.missed] == ["m10", "m60"]  # 15 is the end of a place, not in it
    assert [[one.span.start for one in group] for group in (seen.open, seen.sound, seen.alone)] == [
        [22],
        [31],
        [40, 50, 15],
    ]
    own = OwnMarks(((Span(41, 42), "loaded"), (Span(12, 14), "loaded")), (Span(0, 50),))
    assert [one.span.start for one in shared_alone(seen, own)] == [40]
    here = trio(seen, own)
    assert (here.core, here.learner, here.lens, here.nobody) == (2, 1, 1, 0)


def test_what_the_lens_calls_sound_or_absent_accuses_nobody() -> None:
    seen = compare([finding(0, 5, polarity="sound"), finding(0, 5, absent=True)], [mark(0, 5)])
    assert (len(seen.found), len(seen.missed), seen.alone, len(seen.absent)) == (0, 1, (), 1)


def test_two_linked_places_must_meet_at_both_ends() -> None:
    pair = mark(0, 5, links=(Span(50, 55),))
    assert compare([finding(50, 52, (Span(3, 4),))], [pair]).found == (pair,)
    assert compare([finding(0, 5, (Span(90, 95),))], [pair]).missed == (pair,)


def test_each_lens_knows_its_codes() -> None:
    assert {name for name in lenses() if not codes_of(name)} == {"readability"}


# --- in a notebook ---------------------------------------------------------------------------------------------


def test_nothing_is_there_before_the_learner_has_committed(made: list[LookWidget]) -> None:
    look(lens="loaded", after="3", section=0)
    (widget,) = made
    assert widget.locked and "Your own marks come first" in widget.lock_note
    assert (widget.marks, widget.mine, widget.lenses, widget.counts) == ({}, {}, [], [])
    state = str(widget.get_state())
    article = load_article("drone-mission")
    assert not [one.rationale for one in load_marks(article) if one.rationale in state]
    assert not [rule.why for rule in lenses()["loaded"].rules if rule.why in state]


def test_after_committing_all_three_stand_side_by_side(made: list[LookWidget]) -> None:
    look(lens="loaded", after="3", section=0)
    (widget,) = made
    bank = load_bank("3")
    question = next(q for q in bank.questions if q.body.get("article") == "drone-mission" and q.must)
    blocks = question.body["passage"]["blocks"]
    marked = [m.span for m in widget_marks() if any(b["start"] <= m.span.start < b["end"] for b in blocks)]
    start, end = marked[0].start, marked[0].end
    commit({question.id: [{"start": start, "end": end, "label": "loaded"}]})
    widget._on_message(widget, {"type": "unlock", "seq": 1}, [])
    assert not widget.locked
    assert [one["id"] for one in widget.lenses] == ["compare", "lens", "readers"]
    assert all(one["count"] == len(widget.marks[one["id"]]) for one in widget.lenses)
    assert widget.mine["compare"][0]["start"] == start
    assert any("In the passages that you marked" in line and "You found 1 of them" in line for line in widget.counts)
    outcomes = [one["label"] for one in widget.marks["compare"]]
    found, missed = (outcomes.count(say(f"machine.{name}")) for name in ("both", "missed"))
    all_core = [m for m in widget._marks() if m.span and m.polarity == "flaw" and m.certainty == "core"]
    assert found + missed == len(all_core) > 10
    assert widget.counts[0].startswith(
        f"The lens found {found} of the {found + missed} places that at least two readers marked"
    )


@pytest.mark.parametrize("name", lenses())
def test_every_finding_says_why_asks_and_names_its_source(made: list[LookWidget], name: str) -> None:
    look(lens=name)
    (widget,) = made
    assert not widget.locked and widget.marks["lens"] and widget.counts
    article = load_article("drone-mission")
    for one in widget.marks["lens"]:
        assert one["why"].strip() and one["ask"].endswith("?")
        assert one["by"].startswith("The rule comes from: ") and len(one["by"]) > 30
        assert one["start"] is None or 0 <= one["start"] < one["end"] <= len(article.text)
    assert lenses()[name].limits in next(one["limits"] for one in widget.lenses if one["id"] == "lens")
    said = " ".join(widget.counts)
    assert "%" not in said and not re.search(r"\b(score|verdict|biased?|points?)\b", said)


def test_marks_by_programs_are_called_so(made: list[LookWidget]) -> None:
    look()
    assert all("language model" in one["by"] for one in made[0].marks["readers"])


@pytest.mark.parametrize(
    "arguments", [{"lens": "nose"}, {"article": "none"}, {"after": "99"}, {"section": 77}, {"lens": 3}]
)
def test_a_slip_in_the_call_is_told_kindly(shown: Shown, arguments: dict[str, Any]) -> None:
    look(**arguments)
    assert len(shown) == 1 and 'role="alert"' in shown[0]["text/html"]
    assert "Traceback" not in shown[0]["text/html"] and not Path("aquanaut-problem.txt").exists()
