"""Reading written answers: blind, saved at once, told where another was faster, and figures from published data."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from random import Random

import pytest
from handing_in import CHOICE, RIGHT, STEM, WRITTEN, WRONG, laid, log, record

from aquanaut.classroom.feedback.write import feedback_html
from aquanaut.classroom.gradebook.book import Conflict, Gradebook, GradebookError
from aquanaut.classroom.grading.run import grade_class
from aquanaut.classroom.review.page import Review, levels
from aquanaut.classroom.review.readings import agreements, weighted_kappa
from aquanaut.classroom.review.waiting import same_words, written_answer
from aquanaut.classroom.review.widget import ReviewWidget
from aquanaut.cli import main
from aquanaut.words import say

ROOT = Path(__file__).parents[3]
TEXTS = {
    "annaa": "I keep “destroyed”.", "bella": "i keep destroyed", "carlo": "Drop “greedy”, it only pushes.",
    "dario": "I KEEP  destroyed!", "elena": "Nothing.",
}  # fmt: skip


@pytest.fixture
def book(tmp_path):
    files = {
        f"{code}.jsonl": log(
            record(WRITTEN, text, code, 3), record(CHOICE, RIGHT if code != "elena" else WRONG, code, 4)
        )
        for code, text in TEXTS.items()
    }
    grade_class(STEM, laid(tmp_path / "in", files), tmp_path / "out", root=ROOT, report=False)
    opened = Gradebook(tmp_path / "out" / "gradebook.sqlite", ROOT)
    yield opened
    opened.close()


def to(review, student):
    """Go to this student's answer."""
    review.go(next(n for n, one in enumerate(review.entries) if one.place[0] == student))
    return review


# --- one grader --------------------------------------------------------------------------------------------


def test_all_that_waits_is_there_once_and_no_code_shows(book):
    review = Review(book, STEM, "Ada")
    assert sorted(one.place for one in review.entries) == sorted((code, WRITTEN) for code in TEXTS)
    shown = json.dumps([review.view()] + [(review.go(n), review.view())[1] for n in range(5)])
    assert not any(f'"{code}"' in shown for code in TEXTS)
    review.show_codes(True)
    review.go(0)
    assert review.view()["item"]["who"] == review.entries[0].place[0]


def test_each_grader_has_an_order_of_their_own_that_stays(book):
    orders = {by: [one.place for one in Review(book, STEM, by).entries] for by in ("Ada", "Bo", "Cy", "Dee")}
    assert len({tuple(order) for order in orders.values()}) > 1
    assert orders["Ada"] == [one.place for one in Review(book, STEM, "Ada").entries]


def test_a_score_is_in_the_gradebook_before_the_next_answer(book):
    review = to(Review(book, STEM, "Ada"), "carlo")
    review.give(1, "Say what the word adds.")
    other = Gradebook(book.engine.url.render_as_string(), ROOT)
    result = next(s for s in other.results(STEM).students if s.student == "carlo").results[WRITTEN]
    other.close()
    assert (result.status, result.earned, result.comment) == ("graded", 1.0, "Say what the word adds.")
    assert review.counts()["score"] == len(TEXTS) - 1


def test_same_words_get_the_same_score_and_nobody_else(book):
    review = to(Review(book, STEM, "Ada"), "annaa")
    with pytest.raises(GradebookError, match="Score this answer first"):
        review.give_alike()
    review.give(2 / 3)
    assert sorted(one.student for one in review.alike()) == ["bella", "dario"]
    assert review.give_alike() == say("review.alike.done", n=2, points="0.67")
    earned = {s.student: s.results[WRITTEN].earned for s in book.results(STEM).students}
    assert earned == {"annaa": 2 / 3, "bella": 2 / 3, "carlo": None, "dario": 2 / 3, "elena": None}


def test_onward_passes_over_what_is_scored(book):
    review = Review(book, STEM, "Ada")
    while review.entry():
        place = review.entry().place
        review.give(0)
        if review.alike():
            review.give_alike()
        review.go(review.at + 1)
        assert review.entry() is None or review.entry().place != place
    assert review.counts()["score"] == 0 and not book.pending(STEM)


def test_another_was_faster_is_said_and_nothing_is_written_over(book):
    ada, bo = to(Review(book, STEM, "Ada"), "elena"), to(Review(book, STEM, "Bo"), "elena")
    ada.give(0)
    with pytest.raises(Conflict, match="Ada changed this score in the meantime to 0"):
        bo.give(1)
    assert written_answer(book, STEM, "elena", WRITTEN).points == 0
    assert bo.view()["item"]["by_other"] == "Ada"  # and now Bo can decide knowing it
    bo.give(1)
    assert written_answer(book, STEM, "elena", WRITTEN).points == 1


@pytest.mark.parametrize("points", [-1, 3.5, float("nan"), float("inf"), "1", None, True])
def test_points_that_cannot_be_are_refused(book, points):
    widget = ReviewWidget(Review(book, STEM, "Ada"))
    said = []
    widget.send = said.append
    widget._on_message(widget, {"type": "do", "act": "give", "points": points}, [])
    assert said[0]["ok"] is False and said[0]["text"]
    assert len(book.pending(STEM)) == len(TEXTS)


# --- two graders -------------------------------------------------------------------------------------------


def scored_by(book, by, given):
    review = Review(book, STEM, by)
    for student, points in given.items():
        to(review, student).give(points)
    return review


FIRST = {"annaa": 1, "bella": 0, "carlo": 1, "dario": 1, "elena": 0}
SECOND = {"annaa": 1, "bella": 0, "carlo": 0, "dario": 1, "elena": 0}


def test_the_second_reader_is_blind_and_the_first_counts_until_it_is_settled(book):
    scored_by(book, "Ada", FIRST)
    bo = Review(book, STEM, "Bo", "second")
    assert len(bo.entries) == 5 and Review(book, STEM, "Ada", "second").entries == []
    for student, points in SECOND.items():
        to(bo, student)
        assert bo.view()["item"]["given"] is None and bo.view()["item"]["readings"] == []
        assert "Ada" not in json.dumps(bo.view())
        bo.give(points)
    assert {s.student: s.results[WRITTEN].earned for s in book.results(STEM).students} == FIRST

    compare = Review(book, STEM, "Cy", "compare")
    assert [one.place[0] for one in compare.entries] == ["carlo"]
    assert compare.view()["item"]["readings"] == [
        {"by": "Ada", "points": 1.0, "shown": "1"}, {"by": "Bo", "points": 0.0, "shown": "0"}
    ]  # fmt: skip
    # Four of five alike; by hand: Σ(a-b)² = 1, chance = 5·3 + 5·2 - 2·3·2 = 13, so 1 - 5·1/13.
    assert compare.view()["agreement"] == [
        {"first": "Ada", "second": "Bo", "n": 5, "equal": 4, "kappa": f"{1 - 5 / 13:.2f}"}
    ]
    compare.give(2 / 3)
    assert written_answer(book, STEM, "carlo", WRITTEN).points == 2 / 3
    assert Review(book, STEM, "Cy", "compare").entries == []
    assert {(r.by, r.points) for r in book.readings(STEM) if r.student == "carlo"} == {("Ada", 1.0), ("Bo", 0.0)}
    assert [c.what for c in book.history("carlo", WRITTEN)][-3:] == ["score", "second reading", "moderated"]


def test_settling_what_changed_in_the_meantime_is_refused(book):
    scored_by(book, "Ada", FIRST)
    bo = Review(book, STEM, "Bo", "second")
    to(bo, "carlo").give(0)
    cy, dee = Review(book, STEM, "Cy", "compare"), Review(book, STEM, "Dee", "compare")
    cy.give(1)
    with pytest.raises(Conflict, match="Cy changed"):
        dee.give(0)
    assert written_answer(book, STEM, "carlo", WRITTEN).points == 1


def test_a_settled_score_outlives_grading_again(book, tmp_path):
    scored_by(book, "Ada", FIRST)
    to(Review(book, STEM, "Bo", "second"), "carlo").give(0)
    Review(book, STEM, "Cy", "compare").give(1 / 3)
    grade_class(STEM, tmp_path / "in", tmp_path / "out", root=ROOT, report=False)
    assert written_answer(book, STEM, "carlo", WRITTEN).points == 1 / 3
    assert Review(book, STEM, "Cy", "compare").entries == []


# --- disputes ----------------------------------------------------------------------------------------------


def test_a_dispute_is_upheld_or_adjusted_with_a_reply(book):
    for student in ("elena", "carlo"):
        book.dispute(student, CHOICE, "It never says that they tried.", exercise=STEM)
    review = Review(book, STEM, "Ada", "disputes")
    shown = review.view()["item"]
    assert shown["dispute"]["text"] == "It never says that they tried." and shown["answer"] and not shown["who"]
    with pytest.raises(GradebookError, match="Write a reply first"):
        review.settle("  ", None)
    assert len(book.disputes(STEM)) == 2
    whose = review.entry().place[0]
    before = written_answer(book, STEM, whose, CHOICE).machine
    review.view()
    review.settle("The minutes show three tries.", None)
    assert (
        written_answer(book, STEM, whose, CHOICE).points is None
        and written_answer(book, STEM, whose, CHOICE).machine == before
    )
    other = review.entry().place[0]
    review.view()
    review.settle("You are right.", 1)
    results = {s.student: s.results[CHOICE] for s in book.results(STEM).students}
    assert results[other].earned == 1 and results[other].comment == "You are right."
    assert results[whose].comment == "The minutes show three tries." and review.entry() is None
    assert {d.state for d in book.disputes(STEM, "")} == {"settled"}


# --- figures and words -------------------------------------------------------------------------------------

ANXIETY = (
    [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
    [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
)
"""The first two raters of the data set `anxiety` of R's package irr, whose manual gives 0.297 for squared weights."""


def by_table(one, other):
    """Quadratic weighted kappa from the table of categories, as the textbooks have it."""
    import numpy as np

    kinds = sorted({*one, *other})
    seen = np.zeros((len(kinds), len(kinds)))
    for a, b in zip(one, other, strict=True):
        seen[kinds.index(a), kinds.index(b)] += 1
    weight = np.array([[(a - b) ** 2 for b in kinds] for a in kinds], dtype=float)
    chance = np.outer(seen.sum(1), seen.sum(0)) / seen.sum()
    return 1 - (weight * seen).sum() / (weight * chance).sum()


def test_kappa_is_the_published_one():
    assert weighted_kappa(*ANXIETY) == pytest.approx(0.297, abs=5e-4)


def test_kappa_agrees_with_the_table():
    chance = Random(5)
    for n in range(2, 60):
        one = [chance.choice([0, 1, 2, 2.5, 3]) for _ in range(n)]
        other = [a if chance.random() < 0.6 else chance.choice([0, 1, 2, 3]) for a in one]
        if len({*one, *other}) > 1:
            assert weighted_kappa(one, other) == pytest.approx(by_table(one, other), abs=1e-9)


def test_kappa_of_points_all_alike_is_none():
    assert weighted_kappa([2, 2], [2, 2]) is None and weighted_kappa([], []) is None
    with pytest.raises(ValueError, match="2 points from one grader and 1"):
        weighted_kappa([1, 2], [1])
    assert agreements([[("Ada", 1)]]) == []


def test_same_words_are_the_same_in_every_script():
    assert same_words("Ｉ keep “it”!") == same_words(" i KEEP it ")
    assert same_words("не знаю.") == same_words("Не  знаю") != same_words("знаю")
    assert same_words("") == same_words("…")


def test_a_rubric_is_scaled_to_what_the_question_is_worth():
    rubric = [{"text": f"{n} points: level {n}"} for n in (3, 2)] + [{"text": "1 point: level 1"}]
    assert [(one["digit"], one["points"]) for one in levels(rubric, 3)] == [(3, 3), (2, 2), (1, 1), (0, 0)]
    assert [one["points"] for one in levels(rubric, 1)] == [1, 2 / 3, 1 / 3, 0]
    assert [one["points"] for one in levels((), 2)] == [2, 1, 0] and levels((), 0)[0]["points"] == 0


# --- the page and the command ------------------------------------------------------------------------------


def test_a_gradebook_that_cannot_be_written_is_said(book, tmp_path):
    widget = ReviewWidget(Review(book, STEM, "Ada"))
    said = []
    widget.send = said.append
    with sqlite3.connect(tmp_path / "out" / "gradebook.sqlite") as broken:
        broken.execute("CREATE TRIGGER full BEFORE INSERT ON overrides BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    widget._on_message(widget, {"type": "do", "act": "give", "points": 1}, [])
    assert said[0]["ok"] is False and "the disk is full" in said[0]["text"]
    assert widget.state["item"]["given"] is None
    with sqlite3.connect(tmp_path / "out" / "gradebook.sqlite") as mended:
        mended.execute("DROP TRIGGER full")
    widget._on_message(widget, {"type": "do", "act": "give", "points": 1}, [])
    assert said[1]["ok"] and widget.state["item"]["given"] == 1


@pytest.mark.parametrize("message", [None, 7, {}, {"type": "do"}, {"type": "do", "act": "mode", "mode": "x"},
                                     {"type": "do", "act": "go", "to": "x"}, {"type": "do", "act": "name", "text": " "},
                                     {"type": "do", "act": "settle", "text": "x"}])  # fmt: skip
def test_strange_messages_do_nothing(book, message):
    widget = ReviewWidget(Review(book, STEM, "Ada"))
    widget.send = lambda _said: None
    widget._on_message(widget, message, [])
    assert len(book.pending(STEM)) == len(TEXTS)


def test_open_writes_a_notebook_that_finds_the_gradebook_and_writes_over_none(book, tmp_path, monkeypatch, capsys):
    started = []
    done = type("Done", (), {"returncode": 0})
    monkeypatch.setattr("subprocess.run", lambda command, **_more: started.append(command) or done)
    monkeypatch.chdir(tmp_path)
    given = ["--content", str(ROOT), "review", "03", "--db", "out/gradebook.sqlite", "--by", "Ada “A”", "--open"]
    assert main(given) == 0
    file = tmp_path / f"review-{STEM}.ipynb"
    cell = json.loads(file.read_text("utf-8"))["cells"][0]["source"]
    shown = []
    exec(cell.split("\n", 1)[1], {"review": lambda *words: shown.append(words)})
    assert shown == [(STEM, str(tmp_path / "out" / "gradebook.sqlite"), "Ada “A”")]
    assert any(part.endswith(file.name) for part in started[0])
    file.write_text("mine")
    assert main(given) == 0
    assert file.read_text() == "mine" and "stays as it is" in capsys.readouterr().out


def test_the_command_says_what_waits_and_how_to_read_it(book, capsys):
    file = book.engine.url.database
    assert main(["--content", str(ROOT), "review", "03", "--db", file, "--by", "Ada", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "exercise": STEM, "by": "Ada", "score": 5, "second": 0, "compare": 0, "disputes": 0, "questions": {WRITTEN: 5}
    }  # fmt: skip
    assert main(["--content", str(ROOT), "review", "03", "--db", file, "--by", "Ada"]) == 0
    said = capsys.readouterr().out
    assert "5 written answers wait" in said and f'review("{STEM}", ' in said
    assert main(["--content", str(ROOT), "review", "03", "--db", "nowhere.sqlite"]) == 1
    assert "there is no such gradebook" in capsys.readouterr().err and not Path("nowhere.sqlite").exists()


# --- another text, and any score ---------------------------------------------------------------------------


def test_a_new_text_waits_again_with_the_old_mark_beside_it(book, tmp_path):
    review = to(Review(book, STEM, "Ada"), "annaa")
    review.give(3, "Well kept.")
    seen = to(Review(book, STEM, "Kim"), "carlo")
    laid(tmp_path / "more", {f"{one}.jsonl": log(record(WRITTEN, "idk lol", one, 30)) for one in ("annaa", "carlo")})
    grade_class(STEM, tmp_path / "more", tmp_path / "out", root=ROOT, report=False)
    with pytest.raises(Conflict, match="another text"):
        seen.give(1)
    review = Review(book, STEM, "Ada")
    assert review.counts()["score"] == 5
    item = to(review, "annaa").view()["item"]
    assert (item["given"], item["comment"], item["answer"]) == (None, "", ["idk lol"])
    assert item["earlier"] == {
        "by": "Ada", "n": 3, "points": "3", "answer": ["I keep “destroyed”."], "said": ["Well kept."]
    }  # fmt: skip
    review.give(0)
    assert book.results(STEM).students[0].results[WRITTEN].comment == ""
    assert review.view()["item"]["earlier"] is None


def test_any_score_can_be_changed_for_a_reason(book):
    review = Review(book, STEM, "Ada", "change")
    assert [one["code"] for one in review.view()["choice"]["students"]] == sorted(TEXTS)
    review.find("elena", CHOICE)
    item = review.view()["item"]
    assert (item["given"], item["overridden"]) == (0, False) and item["answer"]
    with pytest.raises(GradebookError, match="reason first"):
        review.change(1, " ")
    review.change(1, "Your reading holds, too.")
    item = review.view()["item"]
    assert (item["given"], item["overridden"], item["why"]) == (1, True, "Your reading holds, too.")
    assert "because: Your reading holds, too." in feedback_html(review.bank, book.results(STEM).students[4])
    review.key_again()
    assert review.view()["item"]["given"] == 0
    with pytest.raises(GradebookError, match="no student"):
        review.find("nobody", CHOICE)


def test_points_for_an_entry_that_is_gone_from_the_page_are_refused(book):
    widget = ReviewWidget(Review(book, STEM, "Ada"))
    told = []
    widget.send = told.append
    widget._on_message(widget, {"type": "do", "act": "give", "points": 1, "key": "score-9-other"}, [])
    assert told[0]["conflict"] and book.readings(STEM) == []


def test_a_score_is_changed_by_command(book, tmp_path, capsys):
    db = str(tmp_path / "out" / "gradebook.sqlite")
    number = next(k for k, one in enumerate(book.bank(STEM).questions, start=1) if one.id == CHOICE)
    line = ["override", STEM, "elena", str(number), "0,5", "--why", "Half of it holds.", "--db", db, "--by", "Ada"]
    assert main(line) == 0
    assert f"elena, {CHOICE}: 0 → 0.5 points" in capsys.readouterr().out
    assert book.results(STEM).students[4].results[CHOICE].why == "Half of it holds."
    for wrong in (["nobody", CHOICE, "1"], ["elena", "99", "1"], ["elena", CHOICE, "lots"], ["elena", CHOICE, "7"]):
        assert main(["override", STEM, *wrong, "--why", "x", "--db", db]) == 1
        assert capsys.readouterr().err
    assert main(["override", STEM, "elena", CHOICE, "key", "--why", "A slip.", "--db", db]) == 0
    assert "0.5 → 0 points" in capsys.readouterr().out
    assert book.history("elena", CHOICE)[-1].after == '{"why": "A slip."}'
