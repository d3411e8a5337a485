"""One student's file never touches another's grade, and the teacher is told in one line each."""

import csv
import json
from pathlib import Path

import pytest
from handing_in import LESSON, STEM, laid, packed

from aquanaut.classroom.grading.run import grade_class
from aquanaut.questions.exercise import load_exercise
from aquanaut.questions.model import question_types
from aquanaut.words import say

ROOT = Path(__file__).parents[3]
BANK = load_exercise(STEM, ROOT)
GOOD = {
    q.id: question_types()[q.kind].right(q, BANK.keys[q.id]) if BANK.keys[q.id].table["form"] != "none" else "My words."
    for q in BANK.questions
}
BAD = {name: ["x"] if isinstance(a, list) else {"x": "y"} if isinstance(a, dict) else "x" for name, a in GOOD.items()}
NAMES = "code,name\ns01,Anna Victim\ns02,Max Mallory\n"
CANVAS = "code,name,canvas id\ns01,Anna Victim,11\ns02,Max Mallory,22\n"
BOTH = "code,name,canvas id,moodle id\ns01,Anna Victim,11,11\ns02,Max Mallory,22,22\n"


def log(code, answers, day, **more):
    times = [f"2026-11-{day:02}T10:00:{second:02}.{day:02}0Z" for second in range(60)]
    return "".join(
        json.dumps({"v": 1, "learner": code, "lesson": LESSON, "question": name, "event": "check", "at": at,
                    "answer": answer, **more}) + "\n"
        for at, (name, answer) in zip(times, answers.items(), strict=False)
    ).encode()  # fmt: skip


ANNA, MAX = log("s01", GOOD, 10), log("s02", GOOD, 11)
HUB_ANNA, HUB_MAX = b'{"learner":"s01"}', b'{"learner":"s02"}'
ABUSE = json.dumps({"v": 1, "learner": "s01", "lesson": LESSON, "question": BANK.questions[0].id, "event": "dispute",
                    "at": "2026-11-01T10:00:00Z", "text": "rude"}).encode() + b"\n"  # fmt: skip

CASES = {
    "a later file under her code": ({"anna.jsonl": ANNA, "max.jsonl": log("s01", BAD, 12)}, NAMES),
    "two learners in one log": ({"anna.jsonl": ANNA, "max.jsonl": MAX + log("s01", BAD, 12)}, NAMES),
    "a file of her name": (
        {"anna.jsonl": ANNA, "Anna Victim - x.jsonl": log("!!", BAD, 12), "max.jsonl": MAX}, NAMES),
    "a folder on the hub": (
        {"anna/03.jsonl": ANNA, "anna/learner.json": HUB_ANNA, "max/03.jsonl": MAX,
         "max/x.jsonl": log("s01", BAD, 12), "max/learner.json": HUB_MAX}, NAMES),
    "a learner.json that says her code": (
        {"s01/03.jsonl": ANNA, "s01/learner.json": HUB_ANNA, "max/x.jsonl": log("s01", BAD, 12),
         "max/learner.json": HUB_ANNA}, NAMES),
    "Canvas names": (
        {"victimanna_11_501_a.jsonl": ANNA, "mallorymax_22_502_b.jsonl": log("s01", BAD, 12)}, NAMES),
    "a Moodle name in Canvas": (
        {"victimanna_11_501_a.jsonl": ANNA,
         "mallorymax_22_502_x_11_assignsubmission_file_.jsonl": log("s02", BAD, 12)}, BOTH),
    "a dispute in her name": ({"anna.jsonl": ANNA, "max.jsonl": MAX + ABUSE}, NAMES),
    "a Canvas name inside a zip": (
        {"anna.jsonl": ANNA, "max.zip": packed({"victimanna_11_999_a.jsonl": log("s02", BAD, 12)})}, CANVAS),
    "a zip that Canvas named": (
        {"victimanna_11_501_a.jsonl": ANNA,
         "mallorymax_22_502_b.zip": packed({"victimanna_11_999_a.jsonl": log("s01", BAD, 12)})}, CANVAS),
    "codes alone": ({"anna.jsonl": ANNA, "max.jsonl": log("s01", BAD, 12)}, "code\ns01\ns02\n"),
    "codes alone, dated back": ({"anna.jsonl": ANNA, "max.jsonl": log("s01", BAD, 2)}, "code\ns01\ns02\n"),
    "a code in capitals": ({"anna.jsonl": ANNA, "max.jsonl": log("S01", BAD, 12)}, "code\ns01\ns02\n"),
    "the future": (
        {"anna.jsonl": ANNA, "max.jsonl": log("s01", BAD, 12).replace(b"2026-11-12", b"2099-01-01")}, CANVAS),
    "a made-up export": (
        {"x.jsonl": ANNA, "y.zip": packed({"victimanna_11_999_a.jsonl": log("s01", BAD, 12),
                                            "mallorymax_22_998_a.jsonl": log("s02", BAD, 12)})}, CANVAS),
}  # fmt: skip


def graded(folder, files, roster=NAMES, **more):
    laid(folder / "in", files)
    (folder / "roster.csv").write_text(roster)
    done = grade_class(
        STEM, folder / "in", folder / "out", root=ROOT, report=False, roster=folder / "roster.csv", **more
    )
    return done, {one.student: one for one in done.results.students}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize("name", CASES)
def test_the_victim_keeps_her_points_and_the_teacher_is_told(tmp_path, name):
    files, roster = CASES[name]
    done, found = graded(tmp_path, files, roster)
    assert found["s01"].earned == 7
    told = [*done.results.problems, *(flag for one in found.values() for flag in one.flags)]
    assert told, "one line at least"


@pytest.mark.parametrize("name", CASES)
def test_nor_in_a_later_run(tmp_path, name):
    files, roster = CASES[name]
    mine = {path: data for path, data in files.items() if data == ANNA or path.startswith(("anna/", "s01/"))}
    graded(tmp_path, mine, roster)
    _, found = graded(tmp_path, files, roster)
    assert found["s01"].earned == 7


def ticketed(tmp_path):
    """An assignment's record, and the tickets that its bundles carry."""
    from aquanaut.classroom.assign.bundle import Wish, assigned_to, plan, write_assignment

    made = plan(Wish("3", codes=("s01", "s02"), due="2026-11-11 00:00", secret="a secret"), ROOT)
    list(write_assignment(made, tmp_path / "handed-out"))
    tickets = {code: assigned_to(made, code).ticket for code in ("s01", "s02")}
    return tmp_path / "handed-out" / "assignment.json", tickets


def test_a_ticket_outweighs_names_and_codes(tmp_path):
    record, tickets = ticketed(tmp_path)
    assert record.stat().st_mode & 0o077 == 0 and json.loads(record.read_bytes())["secret"] == "a secret"
    files = {
        "a.jsonl": log("s01", GOOD, 10, ticket=tickets["s01"]),
        "b.jsonl": log("s01", BAD, 12, ticket=tickets["s02"]),
        "Anna Victim.jsonl": log("s01", BAD, 13),
        "c.jsonl": log("s01", BAD, 14, ticket="0" * 20),
    }
    done, found = graded(tmp_path, files)
    assert found["s01"].earned == 7 and "s02" not in found
    told = dict(done.results.problems)
    assert set(told) == {"b.jsonl", "Anna Victim.jsonl", "c.jsonl"} and "ticket" in told["b.jsonl"]


def test_a_copied_file_with_anothers_ticket_is_held_back(tmp_path):
    record, tickets = ticketed(tmp_path)
    copied = log("s01", GOOD, 10, ticket=tickets["s01"])
    files = {"victimanna_11_1_a.jsonl": copied, "mallorymax_22_2_a.jsonl": copied}
    done, found = graded(tmp_path, files, CANVAS, assignment=record)
    assert found["s01"].earned == 7 and "s02" not in found
    assert [file for file, _ in done.results.problems] == ["mallorymax_22_2_a.jsonl"]


def test_the_due_date_is_known_without_being_typed(tmp_path):
    record, tickets = ticketed(tmp_path)
    files = {"a.jsonl": log("s01", GOOD, 10, ticket=tickets["s01"]), "b.jsonl": log("s02", GOOD, 20)}
    done, found = graded(tmp_path, files)
    assert {code: one.late for code, one in found.items()} == {"s01": False, "s02": True}
    assert done.own_clock == 2 and done.due.startswith("2026-11-1")
    record.unlink()
    done, found = graded(tmp_path, files)
    assert found["s02"].late and done.late_moved == ()
    done, found = graded(tmp_path, files, due="2026-11-25")
    assert not found["s02"].late and done.late_moved == ("s02",)


def test_equal_answers_at_equal_moments_are_told_at_both(tmp_path):
    _, found = graded(tmp_path, {"a.jsonl": ANNA, "b.jsonl": ANNA.replace(b"s01", b"s02")})
    assert all(say("flag.copied") in one.flags for one in found.values()) and len(found) == 2


def test_two_pupils_of_one_name_are_told_apart_by_their_codes(tmp_path):
    files = {"ruizana_1011_1_a-0101.jsonl": log("0101", GOOD, 10), "ruizana_1012_2_a-0102.jsonl": log("0102", BAD, 11)}
    done, found = graded(tmp_path, files, "code,name\n0101,Ana Ruiz\n0102,Ana Ruiz\n")
    assert {code: one.earned for code, one in found.items()} == {"0101": 7, "0102": 0}
    assert done.results.missing == () and done.accounted == "2 graded"


def test_first_names_fit_where_they_are_one(tmp_path):
    files = {"ruizana_1011_1_a.jsonl": log("kkkkk", GOOD, 10), "leebo_1012_2_a.jsonl": log("mmmmm", BAD, 11)}
    _, found = graded(tmp_path, files, "code,name\n0101,Ana\n0102,Bo\n")
    assert set(found) == {"0101", "0102"}


WAYS = {
    "a plain folder": ("Anna Victim {}", "anna.jsonl"),
    "Canvas": ("victimanna_11_1_{}", "mallorymax_22_2_a.jsonl"),
    "Moodle": ("Anna Victim_11_assignsubmission_file_/{}", "Max Mallory_22_assignsubmission_file_/a.jsonl"),
    "Classroom": ("Anna Victim - {}", "Max Mallory - a.jsonl"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "state"),
    [("Screenshot.png", "picture"), ("IMG.HEIC", "picture"), ("answers.docx", "document"), ("a.pdf", "document"),
     ("a.pages", "document"), ("page.html", "webpage"), ("x.webloc", "link"), (".03.jsonl.icloud", "icloud"),
     ("a.txt", "document"), ("empty.jsonl", "empty")],
)  # fmt: skip
def test_every_file_is_told_in_every_way_of_handing_in(tmp_path, way, name, state):
    anna, other = WAYS[way]
    wrong = anna.format(name)
    data = b"" if state == "empty" else b"some words\n"
    done, _ = graded(tmp_path, {wrong: data, other.replace("anna", "max"): MAX}, BOTH)
    table = {row["student"]: row for row in rows(tmp_path / "out" / "handed_in.csv")}
    assert table["s01"]["file"].endswith(wrong) and table["s01"]["what"] == say(f"handed.what.{state}")
    assert table["s01"]["message"] == say(f"handed.message.{state}")
    assert done.accounted == f"1 graded, {say(f'handed.state.{state}', n=1)}"


def test_results_are_their_owners_alone(tmp_path):
    graded(tmp_path, {"a.jsonl": ANNA})
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "out").iterdir() if path.stat().st_mode & 0o077] == []


def test_one_of_each_is_said_as_one(tmp_path, capsys):
    from aquanaut.cli import main

    laid(tmp_path / "in", {"a.jsonl": ANNA})
    words = ["--content", str(ROOT), "grade", "3", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "1 student, 1 file read, 1 new" in told and "1 written answer waits" in told
