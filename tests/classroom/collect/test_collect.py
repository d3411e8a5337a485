"""Collecting: what LMSs export, names in any script, duplicates, and whose is whose."""

import json
from pathlib import Path

import pytest
from handing_in import CHOICE, LESSON, MANY, RIGHT, WRONG, at, entry, laid, log, notebook, packed, record

from aquanaut.classroom.collect.students import (
    FLAG_DISAGREE,
    FLAG_NAMELESS,
    FLAG_OFF_ROSTER,
    FLAG_OTHERS_CODE,
    FLAG_SHARED,
    FLAG_TWO_CODES,
    hand_in,
)
from aquanaut.classroom.collect.zips import Refused
from aquanaut.classroom.lms.base import owner_of, platforms, read_class
from aquanaut.content import ContentError
from aquanaut.sheets.names import tidy
from aquanaut.sheets.roster import Roster, Student, parse_roster

NOW = "2026-03-02T12:00:00Z"


def taken(folder, roster=None, due=""):
    return hand_in(folder, LESSON, roster or Roster(), due, NOW)


def latest(handed):
    """By student, the answers that count."""
    return {one.student: {name: given.answer for name, given in one.answers.items()} for one in handed.attempts}


@pytest.mark.parametrize(
    ("part", "id", "name", "late"),
    [
        ("linanna_12345_67890_exercise.ipynb", "canvas-12345", "linanna", False),
        ("linanna_LATE_12345_67890_exercise-1.ipynb", "canvas-12345", "linanna", True),
        ("лиана_7_8_работа_2_3.ipynb", "canvas-7", "лиана", False),
        ("anon_x7Fq2_LATE_67890_work.ipynb", "canvas-anon-x7fq2", "", True),
        ("Anna Lin_4711_assignsubmission_file_", "moodle-4711", "Anna Lin", False),
        ("Anna Lin_4711_assignsubmission_file_work.jsonl", "moodle-4711", "Anna Lin", False),
        ("林 安娜_4711_assignsubmission_file", "moodle-4711", "林 安娜", False),
        ("Participant 9_12_assignsubmission_file_", "moodle-12", "Participant 9", False),
        ("آنا لین - exercise.ipynb", "", "آنا لین", False),
        ("exercise.ipynb", "", "", False),
        ("my_2_work.ipynb", "", "", False),
    ],
)
def test_names_of_lms_exports(part, id, name, late):
    owner = owner_of(part)
    assert (owner.id, owner.name, owner.late) == (id, name, late)


def test_a_canvas_zip(tmp_path):
    files = {
        "linanna_12345_1_exercise.ipynb": notebook({CHOICE: entry(RIGHT)}, "aaaaa"),
        "obeben_LATE_222_2_answers.jsonl": log(record(CHOICE, WRONG, "bbbbb")),
        "zipzoe_333_3_work.zip": packed({"zoe/answers/x.jsonl": log(record(CHOICE, RIGHT, "ccccc"))}),
    }
    path = tmp_path / "submissions.zip"
    path.write_bytes(packed(files))
    handed = taken(path)
    assert latest(handed) == {
        "canvas-12345": {CHOICE: RIGHT},
        "canvas-222": {CHOICE: WRONG},
        "canvas-333": {CHOICE: RIGHT},
    }
    assert [one.late for one in handed.attempts if one.student == "canvas-222"] == [True]
    assert handed.problems == []


def test_a_moodle_zip_inside_a_folder(tmp_path):
    inner = {
        "Anna Lin_11_assignsubmission_file_/a.jsonl": log(record(CHOICE, RIGHT, "aaaaa")),
        "Anna Lin_22_assignsubmission_file_/a.ipynb": notebook({CHOICE: entry(WRONG)}, "bbbbb"),
        "Ben_33_assignsubmission_onlinetext_/onlinetext.html": b"<p>hello</p>",
    }
    handed = taken(laid(tmp_path, {"course.zip": packed(inner)}))
    assert latest(handed) == {"moodle-11": {CHOICE: RIGHT}, "moodle-22": {CHOICE: WRONG}}
    assert len(handed.problems) == 1 and ".html" in handed.problems[0][1]


def test_google_classroom_names_meet_the_roster(tmp_path):
    roster = Roster([Student("s1", "Lin, Anna Maria"), Student("s2", "Ben Obe")])
    files = {
        "Anna Maria Lin - ex.ipynb": notebook({CHOICE: entry(RIGHT)}, "aaaaa"),
        "Ben Obe - ex.jsonl": log(record(CHOICE, WRONG, "bbbbb")),
        "Eve Who - ex.jsonl": log(record(CHOICE, WRONG, "eeeee")),
    }
    handed = taken(laid(tmp_path, files), roster)
    assert latest(handed) == {"s1": {CHOICE: RIGHT}, "s2": {CHOICE: WRONG}, "eeeee": {CHOICE: WRONG}}
    assert {one.student for one in handed.attempts if FLAG_OFF_ROSTER in one.flags} == {"eeeee"}


def test_the_latest_counts_and_all_are_kept(tmp_path):
    files = {
        "one/a.jsonl": log(record(CHOICE, WRONG, minute=5)),
        "two/a.jsonl": log(record(CHOICE, RIGHT, minute=9)),
        "three/a.ipynb": notebook({CHOICE: entry(WRONG, 7)}),
    }
    handed = taken(laid(tmp_path, files))
    assert [one.answers[CHOICE].answer for one in handed.attempts] == [WRONG, WRONG, RIGHT]
    assert [one.submitted for one in handed.attempts] == [at(5), at(7), at(9)]


def test_a_log_and_a_notebook_that_came_together_are_one(tmp_path):
    files = {
        "a/x.jsonl": log(record(CHOICE, RIGHT, minute=9)),
        "a/x.ipynb": notebook({CHOICE: entry(WRONG, 2), MANY: entry(["bitten"], 3)}),
    }
    handed = taken(laid(tmp_path, files))
    assert latest(handed) == {"annaa": {CHOICE: RIGHT, MANY: ["bitten"]}}
    assert len(handed.attempts) == 1


def test_a_notebook_and_a_log_that_differ_are_flagged(tmp_path):
    files = {"x.jsonl": log(record(CHOICE, RIGHT, minute=2)), "x.ipynb": notebook({CHOICE: entry(WRONG, 2)})}
    [one] = taken(laid(tmp_path, files)).attempts
    assert FLAG_DISAGREE in one.flags and one.answers[CHOICE].answer == RIGHT


def test_copied_and_reordered_cells_do_no_harm(tmp_path):
    [one] = taken(laid(tmp_path, {"x.ipynb": notebook({CHOICE: entry(RIGHT)}, copies=3)})).attempts
    assert one.answers[CHOICE].answer == RIGHT and one.flags == ()


def test_late_by_the_due_time(tmp_path):
    files = {"a.jsonl": log(record(CHOICE, RIGHT, "aaaaa", 5)), "b.jsonl": log(record(CHOICE, RIGHT, "bbbbb", 7))}
    handed = taken(laid(tmp_path, files), due="2026-03-02T09:06:00Z")
    assert {one.student: one.late for one in handed.attempts} == {"aaaaa": False, "bbbbb": True}


def test_the_lms_word_outweighs_the_code_in_the_file(tmp_path):
    """A student who edits the code in a file gets their own score, not another's, and is flagged."""
    roster = Roster([Student("annaa", "Anna", ids={"canvas": "1"}), Student("benno", "Ben", ids={"canvas": "2"})])
    files = {
        "anna_1_10_x.jsonl": log(record(CHOICE, RIGHT, "annaa")),
        "ben_2_11_x.jsonl": log(record(CHOICE, WRONG, "annaa", 30)),
    }
    handed = taken(laid(tmp_path, files), roster)
    assert latest(handed) == {"annaa": {CHOICE: RIGHT}, "benno": {CHOICE: WRONG}}
    flags = {one.student: one.flags for one in handed.attempts}
    assert FLAG_OTHERS_CODE in flags["benno"] and FLAG_SHARED in flags["annaa"]


def test_a_name_and_a_code_of_two_people_count_for_neither(tmp_path):
    roster = Roster([Student("annaa", "Anna Lin"), Student("benno", "Ben Obe")])
    files = {"Anna Lin - x.jsonl": log(record(CHOICE, WRONG, "benno"))}
    handed = taken(laid(tmp_path, files), roster)
    assert handed.attempts == [] and "another student" in handed.problems[0][1]


def test_names_inside_a_students_zip_say_nothing(tmp_path):
    inner = {"anna_1_10_x.jsonl": log(record(CHOICE, WRONG, "zzzzz", 50))}
    files = {"anna_1_10_x.jsonl": log(record(CHOICE, RIGHT, "annaa")), "mallory_9_11_x.zip": packed(inner)}
    handed = taken(laid(tmp_path, files))
    assert latest(handed) == {"canvas-1": {CHOICE: RIGHT}, "canvas-9": {CHOICE: WRONG}}


def test_a_code_that_stands_for_an_lms_number_is_not_a_files_to_claim(tmp_path):
    files = {"anna_1_10_x.jsonl": log(record(CHOICE, RIGHT)), "m.jsonl": log(record(CHOICE, WRONG, "canvas-1", 50)),
             "ben_2_11_x.jsonl": log(record(CHOICE, RIGHT, "bbbbb"))}  # fmt: skip
    handed = taken(laid(tmp_path, files))
    assert latest(handed)["canvas-1"] == {CHOICE: RIGHT}
    assert [one.flags for one in handed.attempts if one.student.startswith("file-")] == [(FLAG_NAMELESS,)]


def test_a_computer_that_a_class_shares(tmp_path):
    mixed = log(record(CHOICE, RIGHT, "aaaaa"), record(CHOICE, WRONG, "bbbbb"), record(CHOICE, WRONG, "aaaaa", 0))
    assert latest(taken(laid(tmp_path / "a", {"x.jsonl": mixed}))) == {
        "aaaaa": {CHOICE: WRONG},
        "bbbbb": {CHOICE: WRONG},
    }
    handed = taken(laid(tmp_path / "b", {"anna_1_10_x.jsonl": mixed}))
    assert handed.attempts == [] and "2 learners" in handed.problems[0][1]


def test_two_computers_of_one_student(tmp_path):
    files = {
        "anna_1_10_x.jsonl": log(record(CHOICE, WRONG, "aaaaa", 1)),
        "anna_1_11_y.jsonl": log(record(CHOICE, RIGHT, "bbbbb", 2)),
    }
    handed = taken(laid(tmp_path, files))
    assert latest(handed) == {"canvas-1": {CHOICE: RIGHT}}
    assert all(FLAG_TWO_CODES in one.flags for one in handed.attempts)


def test_problems_name_the_file_and_the_rest_goes_on(tmp_path):
    files = {
        "ok.jsonl": log(record(CHOICE, RIGHT, "aaaaa")),
        "empty.jsonl": b"",
        "blank.ipynb": json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
        "broken.ipynb": b'{"cells": [',
        "other.jsonl": log(record("ex02-pell-mark", [], "bbbbb", lesson="exercise_02_who_says_so")),
        "cut.jsonl": log(record(CHOICE, WRONG, "ccccc")) + b'{"v":1,"learner":"cc',
        "fake.zip": b"PK\x03\x04 not really",
        "old.ipynb": b'{"worksheets": [], "nbformat": 3}',
    }
    handed = taken(laid(tmp_path, files))
    assert latest(handed) == {"aaaaa": {CHOICE: RIGHT}, "ccccc": {CHOICE: WRONG}}
    told = dict(handed.problems)
    assert set(told) == set(files) - {"ok.jsonl"}
    assert "exercise_02_who_says_so" in told["other.jsonl"] and "cut off" in told["cut.jsonl"]
    assert all(". " in reason or "; " in reason for reason in told.values()), "each says what to do next"


def test_other_lessons_in_a_download_are_no_problem(tmp_path):
    inner = {
        "aaaaa/03.jsonl": log(record(CHOICE, RIGHT, "aaaaa")),
        "aaaaa/01.jsonl": log(record("q", "x", "aaaaa", lesson="01_x")),
    }
    handed = taken(laid(tmp_path, {"aquanaut-answers-aaaaa.zip": packed(inner)}))
    assert latest(handed) == {"aaaaa": {CHOICE: RIGHT}} and handed.problems == []


def test_nothing_there_is_said(tmp_path):
    with pytest.raises(Refused, match="not found"):
        taken(tmp_path / "nowhere")


def test_a_windows_editors_file_is_read(tmp_path):
    text = log(record(CHOICE, RIGHT)).decode().replace("\n", "\r\n")
    files = {"a.jsonl": text.encode("utf-16"), "b.jsonl.txt": b"\xef\xbb\xbf" + text.replace("annaa", "bbbbb").encode()}
    assert latest(taken(laid(tmp_path, files))) == {"annaa": {CHOICE: RIGHT}, "bbbbb": {CHOICE: RIGHT}}


def test_names_are_tidied():
    assert tidy("a\n\tb\0c") == "a b c"
    assert tidy("evil\u202egnp.exe") == "evilgnp.exe"
    assert len(tidy("x" * 10_000)) == 200
    assert tidy("علی\u200cرضا") == "علی\u200cرضا", "joiners are spelling"


# --- the roster --------------------------------------------------------------------------------------------


def listed(text):
    """A class list's text, read as any platform's."""
    return parse_roster(text.encode(), Path("roster.csv"), [platform.class_list for platform in platforms()])


def test_rosters_as_lmss_write_them(tmp_path):
    canvas = 'Student,ID,SIS User ID,Section\n    Points Possible,,,\n"Lin, Anna",12345,s99,A\n'
    [anna] = listed(canvas).students
    assert (anna.name, anna.ids) == ("Lin, Anna", {"canvas": "12345", "sis": "s99"})
    moodle = "Identifier;Full name;Email address\nParticipant 7;Ünal Çelik;u@x.example\n"
    [unal] = listed(moodle).students
    assert unal.ids == {"moodle": "7"} and unal.name == "Ünal Çelik"
    path = tmp_path / "r.csv"
    path.write_bytes("first name\tlast name\nJosé\tNúñez\n".encode("cp1252"))
    assert read_class(path).students[0].name == "José Núñez"


def test_a_roster_without_headings_is_refused(tmp_path):
    with pytest.raises(ContentError, match="heading"):
        listed("a,b\n1,2\n")
    with pytest.raises(ContentError, match=r"roster\.csv:3.*again, first in line 2"):
        listed("code\nx\nx\n")


def test_names_fit_one_student_or_none():
    roster = Roster([Student("s1", "Anna van Li"), Student("s2", "Jo Kim"), Student("s3", "Kim Jo")])
    assert roster.of_name("van Li, Anna").code == "s1"
    assert roster.of_name("vanlianna").code == "s1"
    assert roster.of_name("Jo Kim") is None, "it fits two"
    assert roster.of_name("") is None
