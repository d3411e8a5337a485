"""Rules that grading states in words, each held by itself: what is worth nothing, what counts, what is read anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from handing_in import CHOICE, LESSON, MANY, RIGHT, STEM, WRITTEN, WRONG, at, entry, laid, log, notebook, packed, record

from aquanaut.classroom.collect import zips
from aquanaut.classroom.collect.folder import Piece, Unread, collect
from aquanaut.classroom.collect.students import Handed, hand_in
from aquanaut.classroom.gradebook.book import Conflict, Gradebook
from aquanaut.classroom.grading.run import Grading, grade_class
from aquanaut.classroom.scorer import Grader
from aquanaut.questions.exercise import load_exercise
from aquanaut.sheets.roster import Roster

ROOT = Path(__file__).parents[3]
OPINIONS = {"06_rewrite_and_rate": "ex06-pond-first", "08_synthesis": "ex08-tower-first"}
"""Exercises with a question that asks what someone thinks, and has no right answer."""


def graded(folder: Path, root: Path = ROOT) -> Grading:
    return grade_class(STEM, folder / "in", folder / "out", root=root, report=False, by="kim")


def taken(folder: Path) -> Handed:
    return hand_in(folder, LESSON, Roster(), now="2026-03-02T12:00:00Z")


def points(run: Grading) -> dict[str, float]:
    return {student.student: student.results[CHOICE].earned for student in run.results.students}


# --- what is worth something -------------------------------------------------------------------------------


@pytest.mark.parametrize(("stem", "name"), OPINIONS.items())
def test_an_opinion_is_asked_and_worth_nothing(stem: str, name: str) -> None:
    bank = load_exercise(stem, ROOT)
    grader, question = Grader(bank), bank.question(name)
    for option in question.body["options"]:
        result = grader.grade(name, option["id"])
        assert (result.status, result.earned, result.possible) == ("graded", 0, 0)
    others = [one for one in bank.questions if one.kind != "rate"]
    assert question.points > 0 and grader.possible == sum(one.points for one in others)


@pytest.mark.parametrize("name", [CHOICE, MANY, WRITTEN])
@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_an_empty_answer_is_absent_whatever_was_asked(name: str, nothing: object) -> None:
    result = Grader(load_exercise(STEM, ROOT)).grade(name, nothing)
    assert (result.status, result.earned, result.chosen, result.flags) == ("absent", 0, (), ())


def test_changed_points_make_another_key_and_score_again(tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(ROOT / "exercises" / STEM, root / "exercises" / STEM)
    (root / "articles").symlink_to(ROOT / "articles")
    laid(tmp_path / "in", {"a.jsonl": log(record(CHOICE, RIGHT, "annaa")), "b.jsonl": log(record(CHOICE, WRONG, "bo"))})
    first = graded(tmp_path, root)
    assert points(first) == {"annaa": 1, "bo": 0}
    path = root / "exercises" / STEM / "exercise.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(f"- id: {CHOICE}\n", f"- id: {CHOICE}\n    points: 2\n"), "utf-8")
    again = graded(tmp_path, root)
    assert points(again) == {"annaa": 2, "bo": 0} and again.key_version == first.key_version + 1
    assert [(one.student, one.before, one.after, one.why) for one in again.moved] == [("annaa", 1, 2, "key")]
    assert again.results.possible == first.results.possible + 1


# --- two graders -------------------------------------------------------------------------------------------


def test_a_version_from_before_a_withdrawal_is_refused(tmp_path: Path) -> None:
    laid(tmp_path / "in", {"a.jsonl": log(record(WRITTEN, "Nobody was asked.", "annaa"))})
    graded(tmp_path)
    book = Gradebook(tmp_path / "out" / "gradebook.sqlite", ROOT)
    seen = book.score("annaa", WRITTEN, 2, "ada", version=0)
    book.withdraw("annaa", WRITTEN, "kim")
    with pytest.raises(Conflict):
        book.score("annaa", WRITTEN, 3, "ada", version=seen)
    assert [one.version for one in book.pending(STEM)] == [0], "nothing was written"
    assert book.score("annaa", WRITTEN, 1, "ada", version=0) > 0
    book.close()


# --- which answer counts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("newest", ["first.jsonl", "second.jsonl"])
@pytest.mark.parametrize("in_turn", [False, True], ids=["together", "one after the other"])
def test_the_newest_answer_counts_whatever_the_files_times_say(tmp_path: Path, newest: str, in_turn: bool) -> None:
    """The file that was changed last holds the older answer."""
    files = {
        name: log(record(CHOICE, RIGHT if name == newest else WRONG, minute=9 if name == newest else 5))
        for name in ("first.jsonl", "second.jsonl")
    }
    for name in sorted(files, key=lambda name: name == newest, reverse=in_turn):
        laid(tmp_path / "in" / name.removesuffix(".jsonl"), {name: files[name]})
        changed = 1_700_000_000 if name == newest else 1_750_000_000
        os.utime(tmp_path / "in" / name.removesuffix(".jsonl") / name, (changed, changed))
        if in_turn:
            graded(tmp_path)
    assert points(graded(tmp_path)) == {"annaa": 1}
    [*_, last] = taken(tmp_path / "in").attempts
    assert last.answers[CHOICE].answer == RIGHT and last.submitted == at(9)


def test_a_newer_answer_in_the_notebook_counts_beside_an_older_log(tmp_path: Path) -> None:
    older = log(record(CHOICE, WRONG, minute=2), record(MANY, ["bitten"], minute=8))
    newer = notebook({CHOICE: entry(RIGHT, 5), MANY: entry(["struck"], 3)})
    [one] = taken(laid(tmp_path, {"x.jsonl": older, "x.ipynb": newer})).attempts
    assert {name: given.answer for name, given in one.answers.items()} == {CHOICE: RIGHT, MANY: ["bitten"]}


def test_what_was_handed_in_counts_before_what_was_only_typed_later(tmp_path: Path) -> None:
    typed = {**entry(WRONG, 9, tries=[]), "state": "draft"}
    files = {
        "a/x.jsonl": log(record(CHOICE, RIGHT, "annaa", minute=2)),
        "a/x.ipynb": notebook({CHOICE: typed}, "annaa"),
        "b/x.jsonl": log(record(CHOICE, WRONG, "benno", minute=9, event="draft")),
        "b/x.ipynb": notebook({CHOICE: entry(RIGHT, 2)}, "benno"),
    }
    found = {one.student: one.answers[CHOICE].answer for one in taken(laid(tmp_path, files)).attempts}
    assert found == {"annaa": RIGHT, "benno": RIGHT}


# --- zips --------------------------------------------------------------------------------------------------


def test_names_inside_a_zip_in_a_zip_say_nothing_about_whose_it_is(tmp_path: Path) -> None:
    """Nobody's name stands on the inner zip, so whoever made it would say whose it is."""
    inner = packed({"anna_1_10_x.jsonl": log(record(CHOICE, WRONG, "zzzzz", 50))})
    named = {
        "ann_2_11_x.jsonl": log(record(CHOICE, RIGHT, "annaa")),
        "bo_3_12_x.jsonl": log(record(CHOICE, RIGHT, "b3")),
    }
    laid(tmp_path, {"export.zip": packed({**named, "work.zip": inner})})
    assert {one.student for one in taken(tmp_path / "export.zip").attempts} == {"canvas-2", "canvas-3", "zzzzz"}


def test_all_that_comes_out_of_a_zip_is_limited_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = log(record(CHOICE, RIGHT))
    monkeypatch.setattr(zips, "MOST_OUT", 2 * len(data) + len(data) // 2)
    mine = packed({f"{name}.jsonl": data for name in "abcd"})
    found = list(collect(laid(tmp_path, {"mallory_9_11_x.zip": mine})))
    assert len([one for one in found if isinstance(one, Piece)]) == 2
    assert len([one for one in found if isinstance(one, Unread)]) == 2
