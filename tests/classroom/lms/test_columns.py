"""Gradebook columns for Canvas, Moodle and Google Classroom."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from aquanaut.classroom.lms import canvas, moodle
from aquanaut.classroom.lms import classroom as classroom_sheet
from aquanaut.classroom.lms.columns import scores
from aquanaut.classroom.results import ClassResults, QuestionResult, StudentResult
from aquanaut.content import ContentError
from aquanaut.questions.exercise import load_exercise
from aquanaut.sheets.roster import Student

ROOT = Path(__file__).parents[3]
BANK = load_exercise("02_who_says_so", ROOT)
TITLE = BANK.title


def student(code, *points):
    """A student with these points on the first questions; None is pending."""
    results = {
        question.id: QuestionResult(question.id, "pending" if value is None else "graded", value, 1.0)
        for question, value in zip(BANK.questions, points, strict=False)
    }
    return StudentResult(code, results)


@pytest.fixture
def found():
    """Five students: by Canvas's number, by name, pending, an evil name, and one who handed nothing in."""
    results = ClassResults(
        BANK,
        (
            student("canvas-501", 1.0, 0.5),
            student("k7", 1.0, 1.0, 1.0),
            student("k8", 1.0, None),
            student("k9", 0.0, 0.0),
        ),
        missing=("k10",),
        names={"k7": "Zoë van Li", "k8": "Омар Ли", "k9": '=cmd|"/c calc"!A1', "k10": "Late Comer"},
    )
    roster = [
        Student("k7", "Zoë van Li", "zoe@example.org", {"sis": "S7"}),
        Student("k8", "Омар Ли", "omar@example.org", {"moodle": "88"}),
        Student("k9", '=cmd|"/c calc"!A1', "nine@example.org", {}),
        Student("k10", "Late Comer", "late@example.org", {}),
    ]
    return results, scores(results, roster)


def read(sheet):
    return list(csv.reader(io.StringIO(sheet.text(), newline="")))


def test_canvas_alone(found):
    results, given = found
    rows = read(canvas.sheet(results, given))
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", TITLE]
    assert rows[1][0].strip() == "Points Possible" and rows[1][-1] == "10"
    by_name = {row[0]: row for row in rows[2:]}
    assert by_name[""][1:] == ["501", "", "", "", "1.5"]
    assert by_name["Zoë van Li"][1:] == ["", "S7", "", "", "3"]
    assert by_name["Омар Ли"][-1] == "", "pending is empty, never 0"
    assert by_name["Late Comer"][-1] == "", "missing is empty, never 0"
    evil = next(row for row in rows if "calc" in row[0])
    assert evil[0].startswith("'=") and evil[-1] == "0", "a real zero is a zero"


def test_canvas_into_theirs(found, tmp_path):
    results, given = found
    theirs = tmp_path / "theirs.csv"
    theirs.write_text(
        "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Essay (11),"
        f"{TITLE} (4711),Current Score\n"
        ",,,,,Manual Posting,,\n"
        "    Points Possible,,,,,10,8,(read only)\n"
        '"Ng, Kim",501,,kim,Block A,9,,88\n'
        '"Li, Zoë van",777,S7,zoe,Block A,8,2,80\n'
        '"Ли, Омар",778,,omar,Block A,7,,70\n'
        '"Stranger, A",999,,str,Block A,6,,60\n'
        '"Student, Test",1000,,test,Block A,,,\n',
        encoding="utf-8",
    )
    sheet = canvas.sheet(results, given, theirs)
    rows = read(sheet)
    assert rows[0][-1] == f"{TITLE} (4711)", "the assignment that Canvas knows"
    assert len(rows) == 2 + 4 and all(len(row) == 6 for row in rows)
    assert [(row[1], row[-1]) for row in rows[2:]] == [("501", "1.5"), ("777", "3"), ("778", ""), ("999", "")]
    said = " ".join(sheet.said)
    assert "Stranger, A" in said and "k9" in said and "1 have written answers" in said


def test_a_name_is_never_guessed(found, tmp_path):
    """Two students of one name here, or two rows of one student there: nobody gets the points, and it is said."""
    twins = ClassResults(BANK, (student("a", 1.0), student("b", 0.5)), names={"a": "Ann Li", "b": "Li Ann"})
    theirs = tmp_path / "theirs.csv"
    theirs.write_text("Student,ID\nAnn Li,1\n", encoding="utf-8")
    sheet = canvas.sheet(twins, scores(twins), theirs)
    assert read(sheet)[2][-1] == "" and "fit several" in " ".join(sheet.said)
    one = ClassResults(BANK, (student("a", 1.0),), names={"a": "Ann Li"})
    theirs.write_text("Student,ID\nAnn Li,1\nLi Ann,2\n", encoding="utf-8")
    sheet = canvas.sheet(one, scores(one), theirs)
    assert [row[-1] for row in read(sheet)[2:]] == ["", ""] and "several times" in " ".join(sheet.said)


def test_a_number_outweighs_a_name(found, tmp_path):
    results, given = found
    theirs = tmp_path / "theirs.csv"
    theirs.write_text('Student,ID\n"Zoë van Li",501\n', encoding="utf-8")
    assert read(canvas.sheet(results, given, theirs))[2][-1] == "1.5"


def test_moodle_worksheet(found, tmp_path):
    """Every cell of Moodle's own worksheet stays, but the grades."""
    results, given = found
    head = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
            "Last modified (submission)", "Feedback comments"]  # fmt: skip
    lines = [
        ["Participant 88", "Омар Ли", "omar@example.org", "Submitted", "", "8.00", "Yes", "-", ""],
        ["Participant 90", "Zoë van Li", "ZOE@example.org", "Submitted", "", "8.00", "Yes", "-", "well, done"],
        ["Participant 91", "Nobody Known", "x@example.org", "No submission", "4.00", "8.00", "Yes", "-", ""],
    ]
    theirs = tmp_path / "worksheet.csv"
    with theirs.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows([head, *lines])
    sheet = moodle.sheet(results, given, theirs)
    rows = read(sheet)
    assert rows[0] == head
    assert [row[4] for row in rows[1:]] == ["", "3", "4.00"], "what Moodle holds stays where we know nothing"
    for before, after in zip(lines, rows[1:], strict=True):
        kept = [(one, other) for place, (one, other) in enumerate(zip(before, after, strict=True)) if place != 4]
        assert all(other.removeprefix("'") == one for one, other in kept)
    theirs.write_text(theirs.read_text("utf-8-sig").replace("8.00", "100.00"), encoding="utf-8")
    assert "out of 100.00" in " ".join(moodle.sheet(results, given, theirs).said)


def test_moodle_gradebook(found, tmp_path):
    results, given = found
    theirs = tmp_path / "grades.csv"
    theirs.write_text(
        "First name;Surname;ID number;Email address;Quiz: one (Real)\nZoë;van Li;S7;;5\nX;Y;;nine@example.org;5\n",
        encoding="utf-16",
    )
    rows = read(moodle.sheet(results, given, theirs))
    assert rows[0][:4] == list(moodle.HEADINGS) and TITLE in rows[0][4]
    assert [(row[1], row[2], row[-1]) for row in rows[1:]] == [("van Li", "S7", "3"), ("Y", "", "0")]
    alone = read(moodle.sheet(results, given))
    assert ["Zoë van", "Li", "S7", "zoe@example.org", "3"] in alone


def test_classroom(found, tmp_path):
    results, given = found
    theirs = tmp_path / "classroom.csv"
    theirs.write_text(
        "Last Name,First Name,Email Address,Warm-up\nDate,,,2026-10-01\nPoints,,,10\nClass Average,,,7\n"
        "Li,Zoë van,zoe@example.org,9\nComer,Late,late@example.org,\n",
        encoding="utf-8",
    )
    rows = read(classroom_sheet.sheet(results, given, theirs))
    assert rows[0] == ["Last Name", "First Name", "Email Address", TITLE]
    assert rows[1] == ["Points", "", "", "10"]
    assert [(row[2], row[3]) for row in rows[2:]] == [("zoe@example.org", "3"), ("late@example.org", "")]
    assert ["Li", "Zoë van", "zoe@example.org", "3"] in read(classroom_sheet.sheet(results, given))


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", '"open', "\0\0\0"])
def test_not_their_file(found, tmp_path, text):
    results, given = found
    theirs = tmp_path / "theirs.csv"
    theirs.write_text(text, encoding="utf-8")
    for form in (canvas, moodle, classroom_sheet):
        with pytest.raises(ContentError, match=r"expected one of: .*Download it"):
            form.sheet(results, given, theirs)


def test_command(tmp_path, capsys):
    """From a simulated class through the gradebook to a file, with the same sums as the gradebook's."""
    from aquanaut.classroom.gradebook.book import Gradebook
    from aquanaut.cli import main

    work, out, db = tmp_path / "in", tmp_path / "graded", tmp_path / "book.sqlite"
    base = ["--content", str(ROOT)]
    assert main([*base, "demo-class", "2", "--students", "6", "--out", str(work), "--seed", "3"]) == 0
    url = f"sqlite:///{db}"
    assert (
        main([*base, "grade", "2", str(work), "--out", str(out), "--db", url, "--roster", str(work / "roster.csv")])
        == 0
    )
    book = Gradebook(url, ROOT)
    results = book.results("02_who_says_so")
    book.close()
    for form in ("canvas", "moodle", "classroom", "wide", "long"):
        target = tmp_path / f"{form}.csv"
        assert main([*base, "gradebook", "2", "--db", url, "--to", form, "--out", str(target)]) == 0
        assert target.stat().st_size > 100
    rows = list(csv.reader((tmp_path / "canvas.csv").open(encoding="utf-8", newline="")))[2:]
    assert len(rows) == len(results.students) + len(results.missing)
    sums = sorted(round(s.earned, 2) for s in results.students if not s.pending)
    assert sorted(float(row[-1]) for row in rows if row[-1]) == sums
    assert (tmp_path / "wide.csv").read_bytes() == (out / "scores.csv").read_bytes()
    assert (tmp_path / "long.csv").read_bytes() == (out / "scores_long.csv").read_bytes()
    capsys.readouterr()
    assert main([*base, "gradebook", "3", "--db", url, "--to", "wide", "--out", str(target)]) == 1
    assert "Run `aquanaut grade` first" in capsys.readouterr().err
    nowhere = str(tmp_path / "none.sqlite")
    assert main([*base, "gradebook", "2", "--db", nowhere, "--to", "wide", "--out", str(target)]) == 1
    assert "found no gradebook" in capsys.readouterr().err and not Path(nowhere).exists()
