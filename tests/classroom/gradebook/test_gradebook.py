"""The gradebook: nothing a teacher decided is lost to a new key, a second grader or a crash."""

import csv
import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from handing_in import CHOICE, MANY, RIGHT, STEM, WRITTEN, WRONG, laid, log, record
from sqlalchemy import text

from aquanaut.classroom.gradebook import migrations
from aquanaut.classroom.gradebook.book import Conflict, Gradebook, GradebookError
from aquanaut.classroom.gradebook.bound import fingerprint
from aquanaut.classroom.gradebook.migrations import MARKS, MIGRATIONS
from aquanaut.classroom.gradebook.tables import SCHEMA
from aquanaut.classroom.grading.run import grade_class
from aquanaut.classroom.simulated import simulate
from aquanaut.questions.exercise import load_exercise

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


@pytest.fixture
def content(tmp_path):
    """A content folder of its own, whose key may be changed."""
    root = tmp_path / "content"
    shutil.copytree(ROOT / "exercises" / STEM, root / "exercises" / STEM)
    (root / "articles").symlink_to(ROOT / "articles")
    return root


def change_key(root, right, wrong):
    """Make `right` the right option in place of `wrong`."""
    path = root / "exercises" / STEM / "key.yaml"
    old = path.read_text("utf-8")
    new = old.replace(f"- id: {wrong}\n        right: true\n", f"- id: {wrong}\n")
    new = new.replace(f"- id: {right}\n", f"- id: {right}\n        right: true\n")
    assert new.count("right: true") == old.count("right: true") and new != old
    path.write_text(new, "utf-8")


def without_times(path):
    """The lines of a `moved.csv` without its last column. Every cell is quoted in the file."""
    with path.open(encoding="utf-8-sig", newline="") as table:
        return [",".join(row[:-1]) for row in csv.reader(table)]


def run(tmp_path, files, root=ROOT, **more):
    return grade_class(STEM, laid(tmp_path / "in", files), tmp_path / "out", root=root, report=False, by="kim", **more)


def opened(tmp_path, root=ROOT):
    return Gradebook(tmp_path / "out" / "gradebook.sqlite", root)


FILES = {
    "a.jsonl": log(record(CHOICE, RIGHT, "annaa"), record(WRITTEN, "Nobody was asked.", "annaa")),
    "b.jsonl": log(record(CHOICE, WRONG, "benno"), record(WRITTEN, "I would ask.", "benno")),
}


def test_written_answers_wait_until_a_person_scored_them(tmp_path):
    run(tmp_path, FILES)
    book = opened(tmp_path)
    assert [(p.student, p.question, p.answer) for p in book.pending()] == [
        ("annaa", WRITTEN, "Nobody was asked."), ("benno", WRITTEN, "I would ask."),
    ]  # fmt: skip
    book.score("annaa", WRITTEN, 0.5, "kim", "Say whom you would ask.")
    assert [p.student for p in book.pending(STEM)] == ["benno"]
    anna = next(one for one in book.results(STEM).students if one.student == "annaa")
    assert (anna.results[WRITTEN].earned, anna.results[WRITTEN].status, anna.earned, anna.pending) == (
        0.5,
        "graded",
        1.5,
        0,
    )
    assert anna.results[WRITTEN].comment == "Say whom you would ask."
    book.withdraw("annaa", WRITTEN, "kim")
    assert len(book.pending()) == 2


@pytest.mark.parametrize("points", [-1, 3.5, float("nan"), float("inf"), "1"])
def test_points_that_a_question_does_not_take_are_refused(tmp_path, points):
    run(tmp_path, FILES)
    with pytest.raises(GradebookError, match="takes 0 to 3"):
        opened(tmp_path).score("annaa", WRITTEN, points, "kim")


def test_unknown_students_and_questions_are_refused(tmp_path):
    run(tmp_path, FILES)
    book = opened(tmp_path)
    with pytest.raises(GradebookError, match="no student 'nobody'"):
        book.score("nobody", WRITTEN, 1, "kim")
    with pytest.raises(GradebookError, match="no question 'ex99'"):
        book.score("annaa", "ex99", 1, "kim")


def test_a_new_key_moves_scores_keeps_overrides_and_says_what_moved(tmp_path, content):
    run(tmp_path, {**FILES, "c.jsonl": log(record(CHOICE, RIGHT, "carla"))}, content)
    book = opened(tmp_path, content)
    book.score("carla", CHOICE, 0.25, "kim", "We talked about it.")
    book.score("annaa", WRITTEN, 1, "kim")
    change_key(content, WRONG, RIGHT)
    done = run(tmp_path, {}, content)
    assert done.key_version == 2 and done.new == 0
    assert [(m.student, m.question, m.before, m.after, m.why) for m in done.moved] == [
        ("annaa", CHOICE, 1, 0, "key"), ("benno", CHOICE, 0, 1, "key"), ("carla", CHOICE, 1, 0, "override"),
    ]  # fmt: skip
    points = {one.student: one.earned for one in done.results.students}
    assert points == {"annaa": 1, "benno": 1, "carla": 0.25}
    assert without_times(tmp_path / "out" / "moved.csv")[1:] == [
        f"annaa,{CHOICE},1,0,the key changed", f"benno,{CHOICE},0,1,the key changed",
        f"carla,{CHOICE},1,0,the teacher's points stand; only the computed score moved",
    ]  # fmt: skip
    assert run(tmp_path, {}, content).moved == ()
    assert len(without_times(tmp_path / "out" / "moved.csv")) == 4, "what moved once stays written"


def test_a_new_key_reaches_those_whose_files_are_gone(tmp_path, content):
    run(tmp_path, FILES, content)
    (tmp_path / "in" / "a.jsonl").unlink()
    change_key(content, WRONG, RIGHT)
    assert {one.student: one.earned for one in run(tmp_path, {}, content).results.students} == {"annaa": 0, "benno": 1}


def test_handing_in_the_same_text_again_keeps_its_mark_and_all_attempts(tmp_path):
    run(tmp_path, FILES)
    opened(tmp_path).score("benno", WRITTEN, 1, "kim", "Whom?")
    again = log(record(CHOICE, RIGHT, "benno", 9), record(WRITTEN, " I  would ask.\r\n", "benno", 9))
    done = run(tmp_path, {"later/b.jsonl": again})
    ben = next(one for one in done.results.students if one.student == "benno")
    assert (ben.attempts, ben.earned, ben.results[WRITTEN].comment, done.new) == (2, 2, "Whom?", 1)
    assert [(m.student, m.why) for m in done.moved] == [("benno", "answers")]


def handed_in_again(tmp_path, text, minute):
    """What Ben's written answer counts for, once he has handed in this text."""
    again = log(record(CHOICE, WRONG, "benno", minute), record(WRITTEN, text, "benno", minute))
    done = run(tmp_path, {f"later{minute}/b.jsonl": again})
    ben = next(one for one in done.results.students if one.student == "benno")
    return ben.results[WRITTEN], done


def test_a_mark_stays_with_its_text(tmp_path):
    run(tmp_path, FILES)
    book = opened(tmp_path)
    book.score("benno", WRITTEN, 3, "kim", "Well asked.")
    new, done = handed_in_again(tmp_path, "idk lol", 9)
    assert (new.status, new.earned, new.override, new.comment) == ("pending", None, None, "")
    assert [(m.before, m.after, m.why) for m in done.moved] == [(3, None, "text")]
    assert [(one.student, one.answer) for one in book.pending(STEM)] == [
        ("annaa", "Nobody was asked."),
        ("benno", "idk lol"),
    ]
    assert book.readings(STEM) == []
    old, done = handed_in_again(tmp_path, "I would ask.", 12)
    assert (old.status, old.earned, old.comment) == ("graded", 3, "Well asked.")
    assert [(m.before, m.after, m.why) for m in done.moved] == [(None, 3, "text")]
    handed_in_again(tmp_path, "I would ask!", 15)
    book.score("benno", WRITTEN, 1, "kim", "Why shout?")
    old, _ = handed_in_again(tmp_path, "I would ask.", 18)
    assert (old.status, old.comment) == ("pending", "")


def test_an_override_of_the_key_stays_with_its_answer(tmp_path):
    run(tmp_path, FILES)
    book = opened(tmp_path)
    book.score("benno", CHOICE, 1, "kim", why="Both readings hold.")
    ben = book.results(STEM).students[1].results[CHOICE]
    assert (ben.earned, ben.override, ben.why) == (1, 1, "Both readings hold.")
    last = book.history("benno", CHOICE)[-1]
    assert (last.who, last.what, last.after) == ("kim", "override", '{"points": 1.0, "why": "Both readings hold."}')
    done = run(tmp_path, {"later/b.jsonl": log(record(CHOICE, MANY, "benno", 9))})
    ben = done.results.students[1].results[CHOICE]
    assert (ben.earned, ben.override, ben.why) == (0, None, "")


def test_a_score_for_a_text_that_is_not_there_any_more_is_refused(tmp_path):
    run(tmp_path, FILES)
    book = opened(tmp_path)
    seen = fingerprint("I would ask.")
    handed_in_again(tmp_path, "Something else.", 9)
    with pytest.raises(Conflict, match="another text"):
        book.score("benno", WRITTEN, 3, "kim", version=0, answer=seen)
    assert len(book.pending(STEM)) == 2


def test_an_oral_mark_does_not_pass_to_a_text_that_comes_later(tmp_path):
    run(tmp_path, {"a.jsonl": FILES["a.jsonl"]})
    book = opened(tmp_path)
    with book.engine.begin() as c:
        c.execute(text("insert into students values ('benno', '')"))
    book.score("benno", WRITTEN, 2, "kim")
    assert book.results(STEM).students[1].results[WRITTEN].earned == 2
    new, _ = handed_in_again(tmp_path, "Now in writing.", 9)
    assert new.status == "pending"


def test_a_gradebook_of_the_first_schema_is_brought_up(tmp_path):
    """In it Anna's text was marked and then another came; Ben handed in the same words again."""
    file = tmp_path / "gradebook.sqlite"
    with sqlite3.connect(file) as old:
        old.executescript((Path(__file__).parent / "schema_1.sql").read_text("utf-8"))
    book = Gradebook(file, ROOT)
    anna, ben = (one.results for one in book.results(STEM).students)
    assert (anna[WRITTEN].status, anna[WRITTEN].comment) == ("pending", "")
    assert (ben[WRITTEN].earned, ben[WRITTEN].comment) == (2, "Say why.")
    assert [one.student for one in book.pending(STEM)] == ["annaa"]
    assert [one.points for one in book.readings(STEM)] == [2]
    book.close()
    with sqlite3.connect(file) as new:
        assert new.execute("select value from about where name = 'schema'").fetchone() == ("2",)
        columns = {table: {row[1] for row in new.execute(f"pragma table_info({table})")} for table in MARKS}
    assert all("fingerprint" in named for named in columns.values()) and "why" in columns["overrides"]
    assert Gradebook(file, ROOT).results(STEM).students[1].results[WRITTEN].earned == 2
    assert len(MIGRATIONS) == SCHEMA - 1


def test_bringing_up_is_done_whole_or_not_at_all(tmp_path, monkeypatch):
    file = tmp_path / "gradebook.sqlite"
    with sqlite3.connect(file) as old:
        old.executescript((Path(__file__).parent / "schema_1.sql").read_text("utf-8"))
    monkeypatch.setattr(migrations, "stored", lambda _text: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Gradebook(file, ROOT)
    with sqlite3.connect(file) as same:
        assert "fingerprint" not in {row[1] for row in same.execute("pragma table_info(overrides)")}
        assert same.execute("select value from about where name = 'schema'").fetchone() == ("1",)


def test_an_older_file_that_comes_later_does_not_count(tmp_path):
    run(tmp_path, {"b.jsonl": log(record(CHOICE, RIGHT, "benno", 9))})
    done = run(tmp_path, {"old/b.jsonl": log(record(CHOICE, WRONG, "benno", 3))})
    assert done.results.students[0].earned == 1 and done.results.students[0].attempts == 2


def test_a_late_joiner_is_missing_and_then_there(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name\nannaa,Anna\nbenno,Ben\n", "utf-8")
    assert run(tmp_path, FILES, roster=roster).results.missing == ()
    roster.write_text("code,name\nannaa,Anna\nbenno,Ben\nzoeee,Zoe\n", "utf-8")
    assert run(tmp_path, {}, roster=roster).results.missing == ("zoeee",)
    done = run(tmp_path, {"z.jsonl": log(record(CHOICE, RIGHT, "zoeee"))})
    assert done.results.missing == () and done.results.names["zoeee"] == "Zoe", "the roster is remembered"


def test_names_stand_in_the_roster_alone(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name,email\nannaa,Annamaria Unverwechselbar,anna@x.example\n", "utf-8")
    run(tmp_path, FILES, roster=roster)
    with sqlite3.connect(tmp_path / "out" / "gradebook.sqlite") as book:
        names = [row[0] for row in book.execute("select name from sqlite_master where type='table'")]
        holding = [
            n for n in names if any("Unverwechselbar" in str(row) for row in book.execute(f'select * from "{n}"'))
        ]
    assert holding == ["roster"]


def test_the_audit_trail_says_who_what_before_and_after(tmp_path):
    run(tmp_path, FILES)
    book = opened(tmp_path)
    book.score("annaa", WRITTEN, 0.5, "kim", "Almost.")
    book.score("annaa", WRITTEN, 1, "lee")
    book.withdraw("annaa", WRITTEN, "kim")
    told = [(c.who, c.what, c.before, c.after) for c in book.history("annaa", WRITTEN)]
    assert told == [
        ("kim", "score", "", "0.5"), ("kim", "comment", "", '"Almost."'), ("lee", "score", "0.5", "1.0"),
        ("kim", "withdraw", "1.0", ""),
    ]  # fmt: skip
    assert next(c.what for c in book.history("annaa")) == "received"


def test_who_was_slower_is_told(tmp_path):
    run(tmp_path, FILES)
    book = opened(tmp_path)
    first = book.score("annaa", WRITTEN, 0.5, "kim", version=0)
    with pytest.raises(Conflict, match=r"kim changed this score in the meantime to 0\.5"):
        book.score("annaa", WRITTEN, 1, "lee", version=0)
    assert book.score("annaa", WRITTEN, 1, "lee", version=first) == 2


def test_both_graders_readings_are_kept(tmp_path):
    run(tmp_path, FILES)
    book = opened(tmp_path)
    book.score("annaa", WRITTEN, 0.5, "kim")
    book.score("annaa", WRITTEN, 1, "lee")
    assert [(r.by, r.points) for r in book.readings(STEM)] == [("kim", 0.5), ("lee", 1)]


def test_disputes_are_raised_by_learners_and_settled(tmp_path):
    said = record(CHOICE, WRONG, "benno", 2, "dispute", text="Both are new claims.")
    run(tmp_path, {"b.jsonl": log(record(CHOICE, WRONG, "benno"), said)})
    run(tmp_path, {})
    book = opened(tmp_path)
    [one] = book.disputes(STEM)
    assert (one.student, one.text, one.state) == ("benno", "Both are new claims.", "open")
    book.settle(one, "You are right about the second word.", "kim")
    assert book.disputes() == [] and book.disputes(state="settled")[0].by == "kim"
    book.dispute("benno", CHOICE, "And the first?")
    assert len(book.disputes()) == 1


def test_foreign_keys_hold(tmp_path):
    run(tmp_path, FILES)
    book = opened(tmp_path)
    with book.engine.connect() as c, pytest.raises(Exception, match="FOREIGN KEY"):
        c.execute(text("insert into answers values ('nothing', 'q', '', 1, '', null, '[]')"))
        c.commit()


def test_a_file_that_is_no_gradebook_is_said(tmp_path):
    (tmp_path / "x.sqlite").write_bytes(b"This is a letter and no database at all." * 100)
    with pytest.raises(GradebookError, match="could not be opened"):
        Gradebook(tmp_path / "x.sqlite")


def test_a_newer_gradebook_is_refused(tmp_path):
    run(tmp_path, FILES)
    with sqlite3.connect(tmp_path / "out" / "gradebook.sqlite") as book:
        book.execute("update about set value = '99' where name = 'schema'")
    with pytest.raises(GradebookError, match="newer Aquanaut"):
        opened(tmp_path)


# --- two at once, and crashes ------------------------------------------------------------------------------

GRADER = """
import sys
from pathlib import Path
from aquanaut.classroom.gradebook.book import Gradebook
book, who = Gradebook(sys.argv[1], Path(sys.argv[3])), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for turn in range(15):
    for student in ("annaa", "benno"):
        book.score(student, sys.argv[4], (turn % 3) / 2, who, f"{who} {turn}")
"""


def test_two_graders_at_once_lose_nothing(tmp_path):
    run(tmp_path, FILES)
    path = tmp_path / "out" / "gradebook.sqlite"
    graders = [
        subprocess.Popen(
            [sys.executable, "-c", GRADER, str(path), who, str(ROOT), WRITTEN], env=ENVIRONMENT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for who in ("kim", "lee")
    ]  # fmt: skip
    for one in graders:
        assert one.stdout.readline() == "ready\n"
    for one in graders:
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in graders:
        assert one.communicate(timeout=120)[1] == "" and one.returncode == 0
    book = opened(tmp_path)
    for student in ("annaa", "benno"):
        scores = [c for c in book.history(student, WRITTEN) if c.what == "score"]
        assert len(scores) == 30 and sorted(c.who for c in scores) == ["kim"] * 15 + ["lee"] * 15
        assert all(later.before == earlier.after for earlier, later in itertools.pairwise(scores)), "no change unseen"
    assert {(r.student, r.by): r.points for r in book.readings(STEM)} == {
        (student, who): 1.0 for student in ("annaa", "benno") for who in ("kim", "lee")
    }


GRADE = "import sys; from aquanaut.cli import main; sys.exit(main(sys.argv[1:]))"


def table(path):
    """All that a run leaves, without its own times."""
    with sqlite3.connect(path) as book:
        assert book.execute("pragma integrity_check").fetchone() == ("ok",)
        assert book.execute("pragma foreign_key_check").fetchall() == []
        return {
            "attempts": book.execute("select id, student, current, graded_with from attempts order by id").fetchall(),
            "answers": book.execute("select * from answers order by attempt, question").fetchall(),
            "results": book.execute("select * from results order by attempt, question").fetchall(),
            "options": book.execute("select * from option_results order by attempt, question, atom").fetchall(),
            "overrides": book.execute(
                "select student, question, points, version from overrides order by 1, 2"
            ).fetchall(),
        }


def whole(found, questions):
    """Every attempt in it has its answers' scores, all or none; each student has one that counts."""
    scored = {}
    for attempt, *_ in found["results"]:
        scored[attempt] = scored.get(attempt, 0) + 1
    assert all(scored.get(attempt) == questions for attempt, *_ in found["attempts"])
    current = [student for _, student, current, _ in found["attempts"] if current]
    assert sorted(current) == sorted({student for _, student, _, _ in found["attempts"]})


@pytest.mark.slow
def test_killed_at_any_moment_and_graded_again_it_is_as_if_nothing_had_happened(tmp_path, content):
    bank = load_exercise(STEM, content)
    files = {one.file: one.data for one in simulate(bank, 120, 5)}
    first = next(iter(simulate(bank, 1, 5))).code
    folder = laid(tmp_path / "in", files)
    code = f"import aquanaut.classroom.gradebook.take as g; g.BATCH = 10; {GRADE}"

    def command(out):
        words = ["--content", str(content), "grade", "3", str(folder), "--out", str(out), "--by", "kim"]
        return [sys.executable, "-c", code, *words]

    def prepared(out):
        """A gradebook with an override, after which the key changed: both new answers and a new key are at work."""
        shutil.copytree(seed, out)
        return out

    seed = tmp_path / "seed"
    grade_class(
        STEM, laid(tmp_path / "half", dict(list(files.items())[:60])), seed, root=content, report=False, by="kim"
    )
    Gradebook(seed / "gradebook.sqlite", content).score(first, WRITTEN, 1, "kim")
    change_key(content, WRONG, RIGHT)
    expected_out = prepared(tmp_path / "calm")
    started = time.monotonic()
    subprocess.run(command(expected_out), env=ENVIRONMENT, check=True, capture_output=True)
    length = time.monotonic() - started
    expected = table(expected_out / "gradebook.sqlite")
    assert len(expected["attempts"]) == 120
    killed = 0
    for turn, share in enumerate((0.35, 0.5, 0.6, 0.7, 0.8)):
        out = prepared(tmp_path / f"out{turn}")
        process = subprocess.Popen(command(out), env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(length * share)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        whole(table(out / "gradebook.sqlite"), len(bank.questions))
        subprocess.run(command(out), env=ENVIRONMENT, check=True, capture_output=True)
        assert table(out / "gradebook.sqlite") == expected
        assert without_times(out / "moved.csv") == without_times(expected_out / "moved.csv"), (
            "told after the crash, too"
        )
    assert killed >= 3, "the kills came too late to show anything"


@pytest.mark.parametrize("at", [13, *(pytest.param(n, marks=pytest.mark.slow) for n in (3, 7, 10, 17, 19))])
def test_killed_between_two_writes_it_is_whole(tmp_path, at):
    """A kill at chosen writes rather than moments: before the n-th statement that changes anything."""
    bank = load_exercise(STEM, ROOT)
    folder = laid(tmp_path / "in", {one.file: one.data for one in simulate(bank, 24, 5)})
    code = """
import os, signal, sys
import aquanaut.classroom.gradebook.take as g
from sqlalchemy import event, Engine
g.BATCH, left = 8, int(sys.argv.pop(1))
@event.listens_for(Engine, "before_cursor_execute")
def count(conn, cursor, statement, *_):
    global left
    if statement.startswith(("INSERT", "UPDATE", "DELETE")) and "about" not in statement:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
from aquanaut.classroom.grading.run import grade_class
from pathlib import Path
grade_class(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), root=Path(sys.argv[4]), report=False, by="kim")
"""

    def calm(out):
        grade_class(STEM, folder, out, root=ROOT, report=False, by="kim")
        return table(out / "gradebook.sqlite")

    words = [sys.executable, "-c", code, str(at), STEM, str(folder), str(tmp_path / "out"), str(ROOT)]
    assert subprocess.run(words, env=ENVIRONMENT, capture_output=True, check=False).returncode == -signal.SIGKILL
    whole(table(tmp_path / "out" / "gradebook.sqlite"), len(bank.questions))
    assert calm(tmp_path / "out") == calm(tmp_path / "calm")


def test_many_options_are_kept_one_by_one(tmp_path):
    run(tmp_path, {"a.jsonl": log(record(MANY, ["bitten", "stolen"]))})
    with sqlite3.connect(tmp_path / "out" / "gradebook.sqlite") as book:
        found = book.execute("select atom, times, weight > 0 from option_results where question = ?", [MANY]).fetchall()
    assert sorted(found) == [("bitten", 1, 1), ("stolen", 1, 1)]
