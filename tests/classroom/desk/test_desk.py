"""The desk does what the commands do, to the byte; it never writes over anything unasked; files come through whole."""

from __future__ import annotations

import base64
import csv
import json
import shutil
from pathlib import Path

import pytest

from aquanaut.classroom.desk import memory
from aquanaut.classroom.desk import work as desk
from aquanaut.classroom.desk.column import column
from aquanaut.classroom.desk.files import Incoming, NotTaken, safe_name
from aquanaut.classroom.desk.widget import STEPS, ClassDeskWidget
from aquanaut.classroom.lms.base import platforms
from aquanaut.cli import main
from aquanaut.content import ContentError
from aquanaut.words import say

ROOT = Path(__file__).parents[3]
STEM = "03_words_that_judge"


def quiet(_text):
    """Nobody listens."""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A teacher's folder, with a simulated class and its roster."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AQUANAUT_CONTENT", str(ROOT))
    assert main(["demo-class", STEM, "--students", "9", "--out", "handed", "--seed", "4"]) == 0
    (tmp_path / "handed" / "truth.csv").unlink()
    shutil.move("handed/roster.csv", "roster.csv")
    return tmp_path


def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}


def wish(**more):
    return desk.wishes({"exercise": STEM, **more})


# --- the same as the commands ------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["graded", "practice"])
def test_assign_writes_the_bytes_of_the_command(here, mode, capsys):
    form = {"roster": "roster.csv", "due": "2026-12-01", "seed": "7", "mode": mode, "out": "by-desk"}
    done = desk.assign(wish(**form), quiet)
    words_ = ["assign", STEM, "--students", "roster.csv", "--due", "2026-12-01", "--seed", "7", "--mode", mode]
    assert main([*words_, "--out", "by-command"]) == 0
    assert tree("by-desk") == tree("by-command") and len(tree("by-desk")) > 9
    said = capsys.readouterr().err
    assert all(f"Note: {line}" in said for line in done.lines[2:])


def test_assign_with_an_article_of_choice(here):
    desk.assign(wish(exercise="09", article="opt-out", out="by-desk"), quiet)
    assert main(["assign", "9", "--article", "opt-out", "--out", "by-command"]) == 0
    assert tree("by-desk") == tree("by-command")


def test_grade_and_report_write_the_bytes_of_the_commands(here, monkeypatch, capsys):
    """The clock stands still: results hold the moment of grading."""
    for place in ("book", "take"):
        monkeypatch.setattr(f"aquanaut.classroom.gradebook.{place}.now", lambda: "2026-11-20T10:00:00.000Z")
    form = {"roster": "roster.csv", "due": "2026-03-01", "submissions": "handed", "results": "by-desk", "by": "Ada"}
    done = desk.grade(wish(**form), quiet)
    assert main(["grade", STEM, "handed", "--out", "by-command", "--roster", "roster.csv", "--due", "2026-03-01",
                 "--by", "Ada"]) == 0  # fmt: skip
    tables = ("scores.csv", "scores_long.csv", "problems.csv", "report.html")
    for name in tables:
        assert (here / "by-desk" / name).read_bytes() == (here / "by-command" / name).read_bytes(), name
    assert done.files[0].name == "report.html"
    assert say("class_desk.late", n=9) in done.lines  # handed in on March 2

    (here / "by-desk" / "report.html").unlink()
    desk.report(wish(results="by-desk"), quiet)
    assert main(["report", STEM, "--db", "by-command/gradebook.sqlite", "--out", "by-command"]) == 0
    assert (here / "by-desk" / "report.html").read_bytes() == (here / "by-command" / "report.html").read_bytes()


def test_collect_says_who_and_what_and_writes_nothing(here):
    (here / "handed" / "li_ann_12345_678_work.ipynb").write_bytes(b"{")
    (here / "more.csv").write_text((here / "roster.csv").read_text("utf-8-sig") + "gone01,Nellie Bly\n", "utf-8")
    before = tree(here)
    lines = desk.collect(wish(submissions="handed", roster="more.csv"), quiet).lines
    assert lines[0] == say("class_desk.collected", n=9, files=10, folder="handed")
    assert say("class_desk.missing", n=1, codes="gone01") in lines
    assert any("li_ann_12345_678_work.ipynb" in line for line in lines)
    assert tree(here) == before


def canvas_list(here):
    """The class as Canvas exports it: the code of each student is the school's number."""
    with Path("roster.csv").open(encoding="utf-8-sig", newline="") as file:
        known = list(csv.DictReader(file))
    rows = [f'"{one["name"]}",{500 + n},{one["code"]},{one["code"]},1' for n, one in enumerate(known)]
    head = "Student,ID,SIS User ID,SIS Login ID,Section\r\n"
    Path("canvas.csv").write_text(head + "\r\n".join(rows) + "\r\n", "utf-8", newline="")
    return known


@pytest.mark.parametrize("form", [one.form for one in platforms()])
def test_the_column_is_that_of_the_command(here, form, capsys):
    desk.grade(wish(submissions="handed", roster="roster.csv"), quiet)
    done = column(wish(platform=form), quiet)
    book = f"results/{STEM}/gradebook.sqlite"
    assert main(["gradebook", STEM, "--db", book, "--to", form, "--out", "by-command.csv"]) == 0
    assert done.files == [Path("results", STEM, f"{form}.csv")]
    assert done.files[0].read_bytes() == Path("by-command.csv").read_bytes()
    assert say("class_desk.column.done", platform=platform_of(form), file=done.files[0].as_posix()) in done.lines
    before = tree(here)
    assert column(wish(platform=form), quiet).ask and tree(here) == before  # nothing is renewed unasked


def test_the_column_goes_into_the_platforms_own_list_where_the_class_list_is_one(here):
    known = canvas_list(here)
    desk.grade(wish(submissions="handed", roster="roster.csv"), quiet)
    done = column(wish(platform="canvas", roster="canvas.csv"), quiet)
    rows = list(csv.reader(done.files[0].open(encoding="utf-8-sig", newline="")))
    numbers = [row[1] for row in rows if row[1].isdigit()]
    assert numbers == [str(500 + n) for n in range(len(known))] and len(rows[0]) == 6
    other = column(wish(platform="canvas", roster="roster.csv", yes=True), quiet)
    assert say("class_desk.column.own", platform="Canvas") in other.lines


@pytest.mark.parametrize(("form", "said"), [({"platform": "canvas"}, "holds no gradebook yet"),
                                            ({"platform": "none such"}, "")])  # fmt: skip
def test_a_column_that_cannot_be_written_is_said(here, form, said):
    if not said:
        desk.grade(wish(submissions="handed"), quiet)
    with pytest.raises(desk.Stop, match=said or "No platform is chosen"):
        column(wish(**form), quiet)


def platform_of(form):
    return next(one.name for one in platforms() if one.form == form)


# --- nothing is written over -------------------------------------------------------------------------------


def test_a_folder_that_holds_something_is_refused_and_another_is_named(here):
    desk.assign(wish(), quiet)
    before = tree(here)
    with pytest.raises(desk.Stop, match=f"handed-out/{STEM}-2"):
        desk.assign(wish(out=f"handed-out/{STEM}"), quiet)
    assert tree(here) == before
    desk.assign(wish(), quiet)  # without a name: the next that is free
    assert (here / "handed-out" / f"{STEM}-2" / "class.zip").exists()
    assert {k: v for k, v in tree(here).items() if k in before} == before


def test_results_are_renewed_only_after_a_yes(here):
    desk.grade(wish(submissions="handed"), quiet)
    desk.report(wish(feedback=True, yes=True), quiet)
    before = tree(here)
    for step, form in ((desk.grade, {"submissions": "handed"}), (desk.report, {}), (desk.report, {"feedback": True})):
        asked = step(wish(**form), quiet)
        assert asked.ask and not asked.lines and not asked.files
    assert tree(here) == before
    again = desk.grade(wish(submissions="handed", yes=True), quiet)
    assert say("class_desk.graded", n=9, files=9, new=0) in again.lines


def test_a_folder_with_other_files_is_asked_about(here):
    (here / "mine").mkdir()
    (here / "mine" / "scores.csv").write_text("my own")
    assert "mine holds other files" in desk.grade(wish(submissions="handed", results="mine"), quiet).ask
    assert (here / "mine" / "scores.csv").read_text() == "my own"


# --- what can be wrong -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "form", "said"),
    [
        (desk.assign, {"exercise": "99"}, "no exercise '99'"),
        (desk.assign, {"roster": "none.csv"}, "none.csv"),
        (desk.assign, {"due": "soon"}, "“soon”"),
        (desk.assign, {"article": "opt-out"}, ""),
        (desk.collect, {"submissions": "nowhere"}, "nowhere is not there yet"),
        (desk.grade, {"submissions": "nowhere"}, "nowhere is not there yet"),
        (desk.grade, {"submissions": "handed", "due": "soon"}, "“soon” is no date"),
        (desk.grade, {"submissions": "handed", "roster": "none.csv"}, "none.csv"),
        (desk.report, {}, "holds no gradebook yet"),
    ],
)
def test_what_is_wrong_is_said_in_words(here, step, form, said):
    if form == {"article": "opt-out"}:
        form = {"exercise": "09", "article": "no-such-text"}
    with pytest.raises((desk.Stop, ContentError)) as told:
        step(wish(**form), quiet)
    assert said in str(told.value) and "Traceback" not in str(told.value)
    assert not (here / "handed-out").exists() or not any((here / "handed-out").iterdir())


def run(widget, step, **form):
    widget.send = lambda _said: None
    widget._on_message(widget, {"type": "run", "step": step, "form": {"exercise": STEM, **form}}, [])
    return widget.work[step]


def test_every_step_ends_in_words_and_links_from_here(here):
    widget = ClassDeskWidget()
    assert set(STEPS) == {"assign", "collect", "grade", "report", "column"}
    assert run(widget, "assign", seed="x")["problem"] == say("class_desk.seed.wrong", what="x")
    done = run(widget, "grade", submissions="handed")
    assert not done["problem"] and done["files"][0] == {"shown": f"results/{STEM}/report.html",
                                                         "link": f"results/{STEM}/report.html"}  # fmt: skip
    outside = run(widget, "assign", out=str(here.parent / f"{here.name}-out"))["files"]
    assert outside and all(one["link"] == "" for one in outside)


def test_what_nobody_expected_is_a_sentence_and_a_file(here, monkeypatch):
    def broken(_wish, _told):
        raise ZeroDivisionError("by nought")

    monkeypatch.setitem(STEPS, "grade", broken)
    said = run(ClassDeskWidget(), "grade")["problem"]
    assert "by nought" in said and "aquanaut-problem.txt" in said
    assert "ZeroDivisionError" in (here / "aquanaut-problem.txt").read_text("utf-8")


@pytest.mark.parametrize("message", [None, 3, {}, {"type": "run"}, {"type": "run", "step": "x"}, {"type": "end"},
                                     {"type": "piece", "data": 7}, {"type": "open", "name": "x", "size": "y"},
                                     {"type": "run", "step": "grade", "form": 9}])  # fmt: skip
def test_strange_messages_do_no_harm(here, message):
    widget, before = ClassDeskWidget(), tree(here)
    widget.send = lambda _said: None
    widget._on_message(widget, message, [])
    assert tree(here) == before


# --- files that are chosen ---------------------------------------------------------------------------------


def bring(folder, name, data, cut=5):
    coming = Incoming(folder, name, len(data))
    for at in range(0, len(data), cut):
        coming.add(base64.b64encode(data[at : at + cut]).decode())
    return coming.end()


def test_a_file_comes_through_and_takes_no_other_ones_place(tmp_path):
    assert bring(tmp_path, "a.zip", b"one file in pieces") == (tmp_path / "a.zip", False)
    assert bring(tmp_path, "a.zip", b"one file in pieces") == (tmp_path / "a.zip", True)
    assert bring(tmp_path, "a.zip", b"another") == (tmp_path / "a (2).zip", False)
    assert bring(tmp_path, "empty.jsonl", b"") == (tmp_path / "empty.jsonl", False)
    assert tree(tmp_path) == {"a.zip": b"one file in pieces", "a (2).zip": b"another", "empty.jsonl": b""}


@pytest.mark.parametrize("pieces", [[b"12"], [b"123", b"456"], ["%%"]])
def test_a_file_that_does_not_come_whole_is_not_kept(tmp_path, pieces):
    coming = Incoming(tmp_path, "a.zip", 3 if len(pieces) > 1 else 4)
    with pytest.raises(NotTaken, match=r"a\.zip did not come through whole"):
        for one in pieces:
            coming.add(one if isinstance(one, str) else base64.b64encode(one).decode())
        coming.end()
    coming.drop()
    assert tree(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../etc/passwd", "passwd"), ("C:\\x\\y.zip", "y.zip"), ("", "file"), ("..", "file"), ("a\0b?.csv", "a_b_.csv"),
     ("Заявка 3.zip", "Заявка 3.zip"), ("x" * 300 + ".zip", "x" * 117 + ".zip")],
)  # fmt: skip
def test_a_name_stays_in_its_folder(name, safe):
    assert safe_name(name) == safe


def test_a_file_of_a_stranger_exercise_is_refused(here):
    widget, said = ClassDeskWidget(), []
    widget.send = said.append
    widget._on_message(widget, {"type": "open", "name": "a.zip", "size": 3, "exercise": "../.."}, [])
    assert said[0]["ok"] is False and not (here / "handed-in").exists()
    assert json.dumps(said)


# --- between openings --------------------------------------------------------------------------------------


def test_the_desk_remembers_and_a_broken_memory_harms_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert memory.remembered() == {}
    memory.remember({"exercise": "03_words_that_judge", "due": "2026-11-27", "roster": "rosters/r.csv", "seed": 7})
    assert memory.remembered() == {"exercise": "03_words_that_judge", "due": "2026-11-27", "roster": "rosters/r.csv"}
    for broken in ("[1]", "{", '{"due": 7}'):
        memory.FILE.write_text(broken)
        assert memory.remembered() == {}


def test_the_folder_is_known_from_the_servers_root(tmp_path, monkeypatch):
    inside = tmp_path / "root" / "for_teachers"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("JPY_PARENT_PID", raising=False)
    assert memory.served_folder() is None
    monkeypatch.setenv("JPY_PARENT_PID", "4711")
    assert memory.served_folder() is None
    for root, folder in ((tmp_path / "root", "for_teachers"), (inside, ""), (tmp_path / "other", None)):
        (tmp_path / "jpserver-4711.json").write_text(json.dumps({"root_dir": str(root)}))
        assert memory.served_folder() == folder
