"""Grading: scores come from answers alone, whatever a file says about itself; the files; the simulated class."""

import csv
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from handing_in import (
    CHOICE,
    LESSON,
    MANY,
    MARK,
    RIGHT,
    SCALE,
    STEM,
    WRITTEN,
    WRONG,
    at,
    entry,
    laid,
    log,
    notebook,
    record,
)

from aquanaut.classroom import opaque
from aquanaut.classroom.collect.parts import (
    FLAG_DRAFT,
    FLAG_FUTURE,
    FLAG_LONG,
    FLAG_NO_TIME,
    FLAG_SCORES,
    FLAG_SHOWN,
    FLAG_TIMES,
    FLAG_TRIES,
    FLAG_TWICE,
)
from aquanaut.classroom.collect.submission import read_submission
from aquanaut.classroom.grading.run import grade_class
from aquanaut.classroom.scorer import FLAG_UNKNOWN, Grader
from aquanaut.cli import main
from aquanaut.questions.exercise import load_exercise
from aquanaut.questions.model import question_types
from aquanaut.sheets.cells import cell
from aquanaut.words import say

ROOT = Path(__file__).parents[3]
BANK = load_exercise(STEM, ROOT)
GRADER = Grader(BANK)
NOW = "2026-03-02T12:00:00Z"


def graded(tmp_path, files, **more):
    done = grade_class(STEM, laid(tmp_path / "in", files), tmp_path / "out", root=ROOT, report=False, **more)
    return done, {one.student: one for one in done.results.students}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def part(*records):
    return read_submission(log(*records), LESSON, NOW).parts[0]


# --- scores ------------------------------------------------------------------------------------------------


def test_full_marks_for_the_whole_key(tmp_path):
    right = {q.id: question_types()[q.kind].right(q, BANK.keys[q.id]) for q in BANK.questions}
    _done, found = graded(tmp_path, {"a.jsonl": log(*(record(q, answer) for q, answer in right.items()))})
    one = found["annaa"]
    assert {r.earned for r in one.results.values()} == {1.0, None}
    assert one.earned == 7 and one.pending == 1 and one.results[WRITTEN].status == "pending"


def test_points_by_hand(tmp_path):
    """A right choice earns 1; of four right options, three caught and one stray make (3W - R) / 4W."""
    table = BANK.keys[MANY].table
    right = [option for option, weight in table["weights"].items() if weight > 0]
    stray = next(option for option, weight in table["weights"].items() if weight < 0)
    gain, cost = table["weights"][right[0]], -table["weights"][stray]
    assert table["points"] == gain * len(right)
    _, found = graded(
        tmp_path, {"a.jsonl": log(record(CHOICE, RIGHT), record(MANY, [*right[:3], stray]), record(SCALE, "more"))}
    )
    results = found["annaa"].results
    assert results[CHOICE].earned == 1 and results[SCALE].earned == 0
    assert results[MANY].earned == pytest.approx((3 * gain - cost) / (gain * len(right)), abs=1e-12)
    assert results[MANY].chosen == (*right[:3], stray)
    assert results[MARK].status == "absent" and results[MARK].earned == 0


def test_forged_scores_are_worth_nothing_and_flagged(tmp_path):
    forged = {"earned": 99, "possible": 99, "score": 100, "result": {"earned": 99}}
    files = {
        "a.jsonl": log(record(CHOICE, WRONG, "aaaaa", **forged)),
        "b.ipynb": notebook({CHOICE: entry(WRONG, **forged)}, "bbbbb", score=8),
    }
    _, found = graded(tmp_path, files)
    assert [one.earned for one in found.values()] == [0, 0]
    assert all(say(FLAG_SCORES) in one.flags for one in found.values())


def test_written_answers_are_pending_and_never_zero(tmp_path):
    _done, found = graded(tmp_path, {"a.jsonl": log(record(WRITTEN, "Because nobody was asked."))})
    assert found["annaa"].results[WRITTEN].earned is None
    [row] = rows(tmp_path / "out" / "scores.csv")
    assert row[WRITTEN] == "" and row["pending"] == "1" and row["status"] == "pending"
    _, found = graded(tmp_path, {"b.jsonl": log(record(WRITTEN, "   ", "bbbbb"))})
    assert found["bbbbb"].results[WRITTEN].status == "absent"


def test_opaque_ids_score_as_the_authors_do():
    grader = Grader(BANK)
    names = opaque.names(grader.questions[CHOICE])
    assert names[RIGHT] != RIGHT
    assert grader.grade(CHOICE, names[RIGHT]) == grader.grade(CHOICE, RIGHT)
    many = opaque.names(grader.questions[MANY])
    assert grader.grade(MANY, [many["bitten"], many["stolen"]]).chosen == ("bitten", "stolen")
    reworded = Grader(BANK, {CHOICE: {"o0123456789": RIGHT}})
    assert reworded.grade(CHOICE, "o0123456789").earned == 1


def test_an_older_version_is_flagged():
    assert Grader(BANK).grade(CHOICE, "oabcdef0123").flags == (FLAG_UNKNOWN,)


def test_questions_of_another_version_are_flagged(tmp_path):
    _, found = graded(tmp_path, {"a.jsonl": log(record(CHOICE, RIGHT), record("ex03-gone", "x"))})
    assert found["annaa"].earned == 1 and "ex03-gone" in found["annaa"].flags[0]


def test_the_quick_way_scores_as_the_one_way_to_score():
    """Only words near a mark are looked at; on every question and 200 random answers that changes nothing."""
    from random import Random

    from aquanaut.questions.scoring import score

    chance = Random(4)
    for question in BANK.questions:
        table = BANK.keys[question.id].table
        for _ in range(200):
            answer = question_types()[question.kind].random(question, chance)
            if question.kind == "mark_text" and chance.random() < 0.3:
                answer += [{"start": chance.randrange(-9, 900), "end": chance.randrange(0, 2000), "label": "loaded"}]
            expected = score(table, answer)
            graded = GRADER.grade(question.id, answer)
            assert graded.chosen == tuple(expected["atoms"])
            if graded.status == "graded":
                assert graded.earned == pytest.approx(expected["earned"] / expected["possible"], abs=1e-12)


# --- logs edited by hand -----------------------------------------------------------------------------------


def test_the_last_try_counts_and_tries_are_counted():
    one = part(record(CHOICE, WRONG, minute=1), record(CHOICE, RIGHT, minute=2)).answers[CHOICE]
    assert (one.answer, one.attempt, one.at) == (RIGHT, 2, at(2))


def test_an_answer_after_the_solution_was_shown_does_not_count():
    one = part(record(CHOICE, None, event="reveal"), record(CHOICE, RIGHT, minute=2)).answers[CHOICE]
    assert one.answer is None and one.flags == (FLAG_SHOWN,)
    kept = part(record(CHOICE, WRONG), record(CHOICE, None, minute=2, event="reveal"), record(CHOICE, RIGHT, minute=3))
    assert kept.answers[CHOICE].answer == WRONG


def test_what_was_only_typed_counts_and_is_flagged():
    one = part(record(CHOICE, RIGHT, event="draft")).answers[CHOICE]
    assert one.answer == RIGHT and one.flags == (FLAG_DRAFT,)
    later = part(record(CHOICE, RIGHT), record(CHOICE, WRONG, minute=2, event="draft")).answers[CHOICE]
    assert later.answer == RIGHT and later.flags == ()


@pytest.mark.parametrize(
    ("records", "flag"),
    [
        ([record(CHOICE, RIGHT, minute=1), record(CHOICE, WRONG, minute=1)], FLAG_TWICE),
        ([{**record(CHOICE, RIGHT), "at": "2027-01-01T00:00:00.000Z"}], FLAG_FUTURE),
        ([{**record(CHOICE, RIGHT), "at": "yesterday"}], FLAG_NO_TIME),
        ([{**record(CHOICE, RIGHT), "at": 7}], FLAG_NO_TIME),
        ([record(CHOICE, RIGHT, minute=1), {**record(MANY, []), "at": "2026-03-02T05:00:00.000Z"}], FLAG_TIMES),
        ([record(CHOICE, RIGHT, attempt=5)], FLAG_TRIES),
        ([record(MARK, [{"start": 1, "end": 3, "label": "loaded"}] * 5000)], FLAG_LONG),
    ],
)
def test_what_does_not_fit_together_is_flagged(records, flag):
    found = part(*records)
    assert flag in [*found.flags, *(f for one in found.answers.values() for f in one.flags)]


def test_a_notebooks_own_counts_are_checked():
    def flags(**more):
        return read_submission(notebook({CHOICE: {**entry(RIGHT), **more}}), LESSON, NOW).parts[0].flags

    assert flags() == []
    assert flags(attempt=9) == [FLAG_TRIES]
    assert flags(tries=[{"answer": RIGHT, "attempt": 2, "at": at(1)}], attempt=1) == [FLAG_TRIES]
    assert flags(tries=[{"answer": RIGHT, "attempt": 1, "at": "soon"}]) == [FLAG_NO_TIME]


def test_an_honest_log_has_no_flags():
    """A browser sends again what got no receipt: the same record twice is nothing."""
    again = record(CHOICE, RIGHT, minute=3)
    assert part(record(MANY, ["bitten"], minute=5), again, again, record(SCALE, "fits", minute=6)).flags == []


def test_a_dispute_comes_along(tmp_path):
    said = record(CHOICE, WRONG, minute=2, event="dispute", text="Both words are new claims.")
    _done, found = graded(tmp_path, {"a.jsonl": log(record(CHOICE, WRONG), said)})
    assert found["annaa"].results[CHOICE].dispute == "Both words are new claims."


# --- files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("+1", "'+1"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"),
        (" =1+1", "' =1+1"), ("\t=1", "'\t'=1"), ("＝1+1", "'＝1+1"), ("plain", "plain"), ("a=b", "a=b"),
        (float("nan"), ""), (float("inf"), ""), (None, ""), (-1.5, "-1.5"), (2.0, "2"),
        (1 / 3, "0.3333"), (True, "yes"),
        ("\ud800x\0", "?x"),
    ],
)  # fmt: skip
def test_cells_are_safe(value, expected):
    assert cell(value) == expected


def test_cells_of_ten_thousand_signs_and_more_are_cut():
    assert len(cell("x" * 50_000)) == 10_000


def test_formulas_in_names_and_answers_do_not_reach_the_tables(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name\nannaa,=HYPERLINK(1)\nbenno,<script>alert(1)</script>\n", "utf-8")
    files = {"=cmd.jsonl": log(record(WRITTEN, "=1+1")), "@b.jsonl": log(record(WRITTEN, "-x", "benno"))}
    graded(tmp_path, files, roster=roster)
    for name in ("scores.csv", "scores_long.csv", "problems.csv"):
        with (tmp_path / "out" / name).open(encoding="utf-8-sig", newline="") as table:
            for row in csv.reader(table):
                assert not any(value[:1] in ("=", "@", "+") for value in row)


def test_a_broken_file_beside_a_whole_class_in_one_zip_is_told(tmp_path):
    """Nobody's name is on any of these files, so a broken one may be anybody's."""
    out = tmp_path / "in"
    assert main(["demo-class", "03", "--students", "4", "--out", str(out), "--seed", "2"]) == 0
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as packed:
        for path in sorted(out.glob("SIMULATED-*")):
            packed.write(path, path.name)
        packed.writestr("broken.ipynb", b'{"cells": [')
    assert main(["grade", "03", str(tmp_path / "class.zip"), "--out", str(tmp_path / "out")]) in (0, 1)
    with (tmp_path / "out" / "problems.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert [row["file"] for row in csv.DictReader(lines) if "broken" in row["file"]]


def test_who_is_missing_is_listed_with_empty_cells(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name\nannaa,Anna\nbenno,Ben\n", "utf-8")
    done, _ = graded(tmp_path, {"a.jsonl": log(record(CHOICE, RIGHT))}, roster=roster)
    assert done.results.missing == ("benno",) and done.results.names["annaa"] == "Anna"
    ben = next(row for row in rows(tmp_path / "out" / "scores.csv") if row["student"] == "benno")
    assert ben["status"] == "missing" and ben["earned"] == "" and ben[CHOICE] == ""


def test_the_long_table_holds_every_question_of_every_student(tmp_path):
    graded(tmp_path, {"a.jsonl": log(record(CHOICE, RIGHT)), "b.jsonl": log(record(MANY, ["bitten"], "benno"))})
    found = rows(tmp_path / "out" / "scores_long.csv")
    assert len(found) == 2 * len(BANK.questions)
    chosen = {(row["student"], row["question"]): row["chosen"] for row in found}
    assert chosen["benno", MANY] == "bitten" and chosen["annaa", CHOICE] == RIGHT


def test_grading_leaves_the_submissions_as_they_are(tmp_path):
    """No code runs, no lock or mended line is left behind: the folder is byte for byte the same."""
    code = {"cells": [{"cell_type": "code", "source": f"open({str(tmp_path / 'ran')!r}, 'w')", "outputs": []}]}
    files = {
        "a.jsonl": log(record(CHOICE, RIGHT)) + b'{"cut',
        "b.ipynb": json.dumps(code),
        "c.ipynb": notebook({CHOICE: entry(RIGHT)}, "cc"),
    }
    folder = laid(tmp_path / "in", files)
    before = {path: path.read_bytes() for path in folder.rglob("*")}
    graded(tmp_path, {})
    assert {path: path.read_bytes() for path in folder.rglob("*")} == before
    assert not (tmp_path / "ran").exists()


# --- the commands ------------------------------------------------------------------------------------------


def test_a_simulated_class_is_the_same_from_the_same_seed_and_says_what_it_is(tmp_path, capsys):
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        assert main(["demo-class", STEM, "--students", "12", "--out", str(tmp_path / name), "--seed", seed]) == 0
    read = {n: {p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in "abc"}
    assert read["a"] == read["b"] and read["a"] != read["c"]
    submissions = {name: data for name, data in read["a"].items() if name.startswith("SIMULATED")}
    assert len(submissions) == 12 and {Path(name).suffix for name in submissions} == {".jsonl", ".ipynb"}
    assert all(b"SIMULATED" in data for data in submissions.values())
    assert main(["demo-class", STEM, "--students", "2", "--out", str(tmp_path / "a")]) == 2, "never among other files"


def test_ability_and_bias_show_in_a_simulated_class(tmp_path):
    """Who knows more scores more, who flags too much marks more (150 students, fixed seed)."""
    from statistics import correlation

    from aquanaut.classroom.simulated import simulate

    students = list(simulate(BANK, 150, 3))
    _, found = graded(tmp_path, {one.file: one.data for one in students})
    assert set(found) == {one.code for one in students}
    marks = {
        code: sum(len(r.answer or []) for q, r in one.results.items() if q.endswith("-mark"))
        for code, one in found.items()
    }
    assert correlation([one.ability for one in students], [found[one.code].earned for one in students]) > 0.5
    assert correlation([one.bias for one in students], [marks[one.code] for one in students]) > 0.3
    assert not any(one.flags for one in found.values())


def test_the_command_says_what_came_out(tmp_path, capsys):
    folder = laid(tmp_path / "in", {"a.jsonl": log(record(CHOICE, RIGHT)), "b.jsonl": b"junk"})
    assert main(["grade", "3", str(folder), "--out", str(tmp_path / "out"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["students"] == 1 and said["problems"][0]["file"] == "b.jsonl" and said["exercise"] == STEM
    assert {Path(name).name for name in said["files"]} >= {
        "scores.csv",
        "scores_long.csv",
        "problems.csv",
        "report.html",
    }
    assert main(["grade", "3", str(folder), "--out", str(tmp_path / "out")]) == 0
    assert "1 student, 2 files read, 0 new" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--due", "soon"], "no date"),
        (["--db", "nonsense://x"], "no address of a database"),
        (["--roster", "nowhere.csv"], "no readable roster"),
        (["--assignment", "nowhere.json"], "no assignment.json"),
    ],
)
def test_wrong_words_are_answered_in_words(tmp_path, capsys, more, said):
    folder = laid(tmp_path / "in", {"a.jsonl": log(record(CHOICE, RIGHT))})
    assert main(["grade", "3", str(folder), "--out", str(tmp_path / "out"), *more]) == 1
    assert said in capsys.readouterr().err


def test_a_folder_without_answers_is_said(tmp_path, capsys):
    assert main(["grade", "3", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "holds no answers" in capsys.readouterr().err


def test_a_bundle_handed_out_comes_back_graded(tmp_path):
    """The ids of an assigned bundle's own questions, answered with their opaque names, earn what the key says."""
    assign = pytest.importorskip("aquanaut.commands.assign")
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name\ns01,Anna\n", "utf-8")
    assert assign and main(["assign", STEM, "--students", str(roster), "--out", str(tmp_path / "handed")]) == 0
    manifest = tmp_path / "handed" / "assignment.json"
    ids = json.loads(manifest.read_text("utf-8"))
    name = next(opaque_id for opaque_id, real in ids["ids"][CHOICE].items() if real == RIGHT)
    about = {"assignment": ids["assignment"], "version": ids["version"]}
    files = {
        "s01.jsonl": log(record(CHOICE, name, "s01", **about)),
        "s02.jsonl": log(record(CHOICE, name, "s02", version="old")),
    }
    _, found = graded(tmp_path, files, assignment=manifest)
    assert found["s01"].earned == 1 and found["s01"].flags == ()
    assert "another version" in found["s02"].flags[0]


def test_the_module_is_quick_to_import():
    """The command line must not pay for the gradebook when another command is asked for."""
    code = "import sys, aquanaut.cli; print('sqlalchemy' in sys.modules, 'rich' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.split() == ["False", "False"]


def test_the_exercise_that_is_graded_may_be_a_teachers_own(tmp_path):
    (tmp_path / "articles").symlink_to(ROOT / "articles")
    shutil.copytree(ROOT / "exercises" / STEM, tmp_path / "my_exercises" / "31_own")
    for name in ("exercise.yaml", "key.yaml"):
        path = tmp_path / "my_exercises" / "31_own" / name
        path.write_text(path.read_text("utf-8").replace(STEM, "31_own"), "utf-8")
    folder = laid(tmp_path / "in", {"a.jsonl": log(record(CHOICE, RIGHT, lesson="exercise_31_own"))})
    done = grade_class("31", folder, tmp_path / "out", root=tmp_path, report=False)
    assert done.results.students[0].earned == 1
