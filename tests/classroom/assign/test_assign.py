"""Handing out an exercise: what a bundle holds, that it can be graded, and that bad input is answered in words."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aquanaut.classroom import opaque
from aquanaut.classroom.assign.bundle import Wish, bundle, plan
from aquanaut.classroom.assign.files import exercise_yaml
from aquanaut.cli import main
from aquanaut.content import ContentError
from aquanaut.questions.bank import view
from aquanaut.questions.exercise import exercise_stems, load_exercise, load_public
from aquanaut.questions.model import question_types
from aquanaut.questions.scoring import score
from aquanaut.sheets.roster import read_roster
from aquanaut.widgets.assigned import AssignedSession, AssignedWidget, assigned_bank, read_assigned
from aquanaut.words.browser import strings

ROOT = Path(__file__).parents[3]
ALL = "91_all_kinds"
STEM = "03_words_that_judge"
STEMS = [s if s[:2].isdigit() else pytest.param(s, marks=pytest.mark.slow) for s in (*exercise_stems(ROOT), ALL)]


@pytest.fixture
def assign(content, tmp_path, capsys):
    """Runs the command; gives (exit code, folder, what it said)."""

    def run(*words, out="out"):
        code = main(["--content", str(content), "assign", *words, "--out", str(tmp_path / out)])
        said = capsys.readouterr()
        return code, tmp_path / out, said.out + said.err

    return run


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text(
        "code,name,group\ns01,Zephyrina Okonkwo-Lind,Vermilion\ns02,Bartholomew Quince,Cerulean\n", encoding="utf-8"
    )
    return str(path)


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def unpack(archive, to):
    with zipfile.ZipFile(archive) as held:
        held.extractall(to)
    (top,) = to.iterdir()
    return top


# --- what is handed out ------------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", STEMS)
def test_a_bundle_holds_all_that_a_student_needs(assign, roster, stem, tmp_path):
    code, out, said = assign(stem, "--students", roster, "--due", "2026-12-01")
    assert code == 0, said
    assert {p.name for p in out.iterdir()} == {
        "s01", "s02", "s01.zip", "s02.zip", "assignment.json", "READ_ME_TEACHER.txt",
    }  # fmt: skip
    top = unpack(out / "s01.zip", tmp_path / "unpacked")
    assert top.name == f"{stem}-s01"
    assert tree(top) == tree(out / "s01")
    assert {"README.txt", f"{stem}.html", f"{stem}.ipynb", "assigned.json", "exercise.yaml"} <= set(tree(top))
    note = (top / "README.txt").read_text("utf-8")
    assert f"{stem}-s01.jsonl" in note and "2026-12-01" in note and f"answers/exercise_{stem}.jsonl" in note
    assert "{" not in note


def test_names_and_groups_stay_with_the_teacher(assign, roster):
    _, out, said = assign(ALL, "--students", roster)
    everything = b"".join(tree(out).values()) + said.encode()
    for path in out.glob("*.zip"):
        with zipfile.ZipFile(path) as held:
            everything += b"".join(held.read(name) for name in held.namelist())
    for name in (b"Zephyrina", b"Okonkwo", b"Quince", b"Vermilion", b"Cerulean"):
        assert name not in everything


def test_the_same_seed_gives_the_same_bytes_and_another_another_order(assign, roster):
    first, second, third = (
        tree(assign(ALL, "--students", roster, "--seed", seed, out=f"o{n}")[1]) for n, seed in enumerate("557")
    )
    assert first == second
    assert first != third
    assert {name for name in first if name.endswith(".zip") and first[name] == third[name]} == set()


def test_each_student_has_an_order_of_their_own(content):
    """Each option of a question comes first for some of 60 students, about equally often."""
    made = plan(Wish(STEM, codes=tuple(f"s{n}" for n in range(60))), content)
    asked = next(q for q in made.shown.questions if q.kind == "choose_one")
    from aquanaut.classroom.assign.bundle import assigned_to

    first = Counter(view(asked, assigned_to(made, s).shuffle)["options"][0]["id"] for s in made.students())
    assert set(first) == {o["id"] for o in asked.body["options"]}
    assert max(first.values()) <= 30


def test_without_a_roster_there_is_one_bundle_for_the_class(assign):
    code, out, _ = assign(STEM)
    assert code == 0 and {p.name for p in out.iterdir()} == {
        "class", "class.zip", "assignment.json", "READ_ME_TEACHER.txt",
    }  # fmt: skip
    assert read_assigned(out / "class").student == ""


def test_a_text_travels_with_its_notice_and_without_tags(assign, content):
    _, out, _ = assign(ALL)
    folder = out / "class" / "articles" / "drone-mission"
    assert {p.name for p in folder.iterdir()} == {"article.txt", "article.yaml"}
    given = (content / "articles" / "drone-mission" / "article.txt").read_bytes()
    assert (folder / "article.txt").read_bytes() == given
    assert "tags" not in (folder / "article.yaml").read_text("utf-8")
    for name in ("README.txt", f"{ALL}.html"):
        assert "Its origin is not established" in (out / "class" / name).read_text("utf-8")


def test_an_exercise_with_its_own_words_carries_no_article(assign):
    _, out, _ = assign(STEM)
    assert not (out / "class" / "articles").exists()


@pytest.mark.parametrize(("line", "wanted"), [("article: any\n", "drone-mission"), ("", "drone-mission")])
def test_an_exercise_for_any_article_takes_the_one_that_is_asked_for(content, tmp_path, line, wanted):
    """`article: any`, or no article and no words of its own: the drone article unless another is named."""
    (tmp_path / "articles").symlink_to(content / "articles")
    folder = tmp_path / "my_exercises" / "70_any"
    folder.mkdir(parents=True)
    public = f"""{line}exercise: 70_any
title: Any text
about: Ask three things of any article that your teacher chose.
minutes: 10
objectives: {{see: See who stands behind a claim.}}
sets: [{{id: work, title: Any text}}]
questions:
  - id: any-who
    kind: short
    set: work
    objective: see
    prompt: Which claim of the article has the best source?
"""
    (folder / "exercise.yaml").write_text(public, "utf-8")
    (folder / "key.yaml").write_text("""exercise: 70_any
keys:
  - id: any-who
    kind: short
    material: mixed
    rubric: [{id: a, text: "1 point: I name a claim and its source."}]
    samples: [{title: One, text: The claim about the flight., comment: It names the claim but not yet its source.}]
""", "utf-8")  # fmt: skip
    for slug in ("", "opt-out"):
        made = plan(Wish("70", article=slug), tmp_path)
        assert made.article == (slug or wanted)
        assert f"articles/{made.article}/article.txt" in bundle(made, "")


def test_another_article_than_the_questions_quote_is_refused(assign):
    code, out, said = assign(ALL, "--article", "a01-ferry-hour")
    assert code == 1 and "drone-mission" in said and "--article" in said
    assert not out.exists()


# --- ids that say nothing ----------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", STEMS)
def test_right_answers_given_in_a_bundle_earn_everything_once_restored(content, stem):
    made, keyed = plan(Wish(stem), content), load_exercise(stem, content)
    recorded = json.loads(exercise_manifest(made))["ids"]
    for real, shown in zip(keyed.questions, made.shown.questions, strict=True):
        key, kind = keyed.keys[real.id], question_types()[real.kind]
        right = kind.right(real, key)
        given = in_bundle(real, right)
        assert opaque.restore(real, given) == right
        assert opaque.restore(real, given, recorded.get(real.id)) == right
        assert opaque.restore(real, right) == right, "a real id comes through unchanged"
        if key.table["points"]:
            assert score(key.table, opaque.restore(real, given)) == score(key.table, right)
            assert score(key.table, right)["earned"] == score(key.table, right)["possible"]
        ids = {o["id"] for part in ("options", "items", "places") for o in shown.body.get(part, [])}
        assert ids == {*opaque.names(real).values()} | ({o["id"] for o in real.body["places"]}
               if real.control == "order" else set())  # fmt: skip
        assert not ids & set(opaque.names(real))


def exercise_manifest(made):
    from aquanaut.classroom.assign.bundle import manifest

    return manifest(made)


def in_bundle(question, answer):
    """An answer as a bundle's student gives it, worked out apart from `restore`."""
    ids = opaque.names(question)
    if isinstance(answer, dict):
        return {ids[k]: ids.get(v, v) for k, v in answer.items()}
    if isinstance(answer, list):
        return [one if isinstance(one, dict) else ids[one] for one in answer]
    return ids.get(answer, answer)


def test_an_opaque_id_is_worked_out_from_what_is_seen_alone():
    """A vector by hand: SHA-256 of "q1", a line end and the text with single spaces."""
    import hashlib

    wanted = "o" + hashlib.sha256(b"q1\nTo be or not").hexdigest()[:10]
    assert opaque.opaque_ids("q1", [{"id": "right", "text": "To be\n or  not"}]) == {"right": wanted}
    twice = opaque.opaque_ids("q1", [{"id": "b", "text": "x"}, {"id": "a", "text": "x"}])
    assert twice["b"] == f"{twice['a']}-2"


def test_a_wording_changed_later_is_still_restored_by_the_manifest(content):
    made, keyed = plan(Wish(STEM), content), load_exercise(STEM, content)
    recorded = json.loads(exercise_manifest(made))["ids"]
    real = next(q for q in keyed.questions if q.kind == "choose_one")
    given = opaque.names(real)[real.body["options"][0]["id"]]
    changed = [{**o, "text": o["text"] + " now"} for o in real.body["options"]]
    later = type(real)(**{**vars(real), "body": {**real.body, "options": changed}})
    assert opaque.restore(later, given) == given
    assert opaque.restore(later, given, recorded[real.id]) == real.body["options"][0]["id"]


@pytest.mark.parametrize("strange", [None, 7, True, [[[[[["x"]]]]]], {"o": {"o": {}}}, "ghost", [1.5, None]])
def test_restoring_never_fails_on_a_strange_answer(content, strange):
    for question in load_exercise(ALL, content).questions:
        assert opaque.restore(question, strange) == strange


@pytest.mark.parametrize("stem", STEMS)
def test_the_order_in_the_file_is_worked_out_from_the_ids(content, stem, tmp_path):
    """An author who lists the right option first, or the items in their right order, gives nothing away."""
    folder = content / ("my_exercises" if stem == ALL else "exercises") / stem
    from aquanaut.content import read_yaml
    from aquanaut.questions.exercise import public_fields

    data = read_yaml(folder / "exercise.yaml", public_fields())
    bank = load_public(folder, content, "drone-mission")
    turned = [
        {**entry, **{part: entry[part][::-1] for part in ("options", "items", "partners")
         if part in entry and not (part == "options" and (entry.get("fixed") or entry["kind"] == "rate"))}}
        for entry in data["questions"]
    ]  # fmt: skip
    assert exercise_yaml(data, bank) == exercise_yaml({**data, "questions": turned}, bank)


# --- the notebook and the page -----------------------------------------------------------------------------


def test_the_widget_of_a_bundle_records_and_coaches_without_a_key(assign, roster, monkeypatch):
    _, out, _ = assign(ALL, "--students", roster)
    folder = out / "s01"
    monkeypatch.chdir(folder)
    assigned = read_assigned(folder)
    bank = assigned_bank(folder, assigned)
    assert bank.keys == {}
    kept = AssignedSession(assigned)
    widget = AssignedWidget(bank, "work", kept, assigned)
    assert widget.mode == "graded"
    asked = next(q for q in bank.questions if q.kind == "choose_one")
    given = asked.body["options"][0]["id"]
    receipts = []
    widget.send = receipts.append
    for event in ("check", "reveal"):
        message = {"type": "answer", "seq": 1, "question": asked.id, "event": event, "answer": given}
        widget._on_message(widget, message, [])
    assert all(r["saved"] and r["result"]["verdict"] == "recorded" for r in receipts)
    assert all(set(r["result"]) == {"status", "verdict", "summary"} for r in receipts)
    (log,) = (folder / "answers").glob("*.jsonl")
    record = json.loads(log.read_text("utf-8").splitlines()[0])
    assert record["learner"] == "s01" and record["answer"] == given
    assert record["assignment"] == assigned.id and record["version"] == assigned.version
    assert AssignedWidget(bank, "work", AssignedSession(assigned), assigned).answers[asked.id]["answer"] == given


@pytest.mark.parametrize("mode", ["graded", pytest.param("practice", marks=pytest.mark.slow)])
def test_the_notebook_runs_in_a_fresh_kernel_with_nothing_answered(assign, mode, tmp_path, monkeypatch):
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.delenv("AQUANAUT_ANSWERS", raising=False)
    _, out, _ = assign(ALL, "--mode", mode)
    alone = tmp_path / "elsewhere"
    shutil.copytree(out / "class", alone)  # no content folder above it
    notebook = nbformat.read(alone / f"{ALL}.ipynb", as_version=4)
    nbformat.validate(notebook)
    client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(alone)}})
    client.execute()
    outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    assert [o for o in outputs if o.output_type == "error"] == []
    shown = json.dumps(outputs)
    assert "widget-view" in shown and "aquanaut-problem" not in shown and "cannot be shown" not in shown
    assert ("Its origin is not established" in shown) and not (alone / "aquanaut-problem.txt").exists()
    states = json.dumps(notebook.metadata.get("widgets", {}))
    assert f'"mode": "{mode}"' in states


def test_a_bundle_that_was_taken_apart_says_so_in_words(tmp_path, monkeypatch, capsys):
    from aquanaut.widgets.assigned import assignment

    monkeypatch.chdir(tmp_path)
    assignment()
    assert "Unpack the whole zip again" in capsys.readouterr().out
    (tmp_path / "assigned.json").write_text('{"mode": "oracle"', "utf-8")
    assignment()
    assert "assigned.json" in capsys.readouterr().out


def test_practice_answers_with_feedback(assign, monkeypatch):
    _, out, said = assign(ALL, "--mode", "practice")
    folder = out / "class"
    assert "the answers lie inside" in said
    monkeypatch.chdir(folder)
    assigned = read_assigned(folder)
    bank = assigned_bank(folder, assigned)
    widget = AssignedWidget(bank, "work", AssignedSession(assigned), assigned)
    asked = next(q for q in bank.questions if q.kind == "choose_one")
    right = bank.keys[asked.id].data["right"][0]
    receipts = []
    widget.send = receipts.append
    message = {"type": "answer", "seq": 1, "question": asked.id, "event": "check", "answer": right}
    widget._on_message(widget, message, [])
    assert receipts[0]["result"]["verdict"] == "right"
    assert "Check" in (folder / f"{ALL}.html").read_text("utf-8")


def test_a_public_key_is_said_to_be_public(assign):
    assert "your students too" in assign(STEM)[2]
    assert "your students too" not in assign(ALL, out="own")[2]


COACH = """
const cases = [
  ["choose_many", {options: [1, 2, 3]}, ["a"]],
  ["choose_one", {options: [1, 2]}, "a"],
  ["mark_text", {find: 5}, [{}, {}]],
  ["mark_text", {find: 2}, [{}, {}]],
  ["link_marks", {find: 2, linked: true}, null],
  ["sort_groups", {items: [1, 2]}, {a: "x"}],
  ["match", {items: [1, 2]}, {a: "x", b: "y"}],
  ["short", {words: 40}, "two words"],
];
const T = (key, values) => t(strings, key, values);
const said = cases.map(([kind, question, answer]) => controlOf(kind).coach?.(question, answer, T) ?? "");
console.log(JSON.stringify(said));
"""


def test_coaching_counts_and_judges_nothing(node, tmp_path):
    home = ROOT / "src" / "aquanaut"
    script = (
        f'import {{ t }} from "{home}/pages/static/dom.js";\n'
        f'import {{ controlOf }} from "{home}/questions/static/controls.js";\n'
        + "".join(f'import "{home}/questions/kinds/{kind}/control.js";\n' for kind in question_types())
        + f"const strings = {json.dumps(strings())};\n{COACH}"
    )
    (tmp_path / "try.mjs").write_text(script, "utf-8")
    done = subprocess.run([node, str(tmp_path / "try.mjs")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    begins = ["You chose 1 of 3.", "", "You marked 2 of the 5", "You marked 2 places.", "You marked 0 of 2",
              "1 of 2 have a place.", "All 2 have a place.", "You wrote 2 words. About 40"]  # fmt: skip
    assert [text.startswith(begin) for text, begin in zip(said, begins, strict=True)] == [True] * len(said), said
    assert said[1] == ""


# --- bad input ---------------------------------------------------------------------------------------------


def test_nothing_is_ever_overwritten(assign):
    _, out, _ = assign(STEM)
    before = tree(out)
    code, _, said = assign(STEM)
    assert code == 1 and "new or empty folder" in said and "--out" in said
    assert tree(out) == before
    (out.parent / "file").write_text("mine", "utf-8")
    code, _, said = assign(STEM, out="file")
    assert code == 1 and (out.parent / "file").read_text("utf-8") == "mine"


def test_an_unknown_exercise_names_those_there_are(assign):
    code, out, said = assign("99")
    assert code == 1 and STEM in said and not out.exists()


@pytest.mark.parametrize("date", ["tomorrow", "2026-13-01", "1.12.2026", "2026-02-30", "", " "])
def test_a_bad_date_is_answered_in_words(assign, date):
    code, out, said = assign(STEM, "--due", date)
    if date:
        assert code == 1 and "2026-12-01" in said and not out.exists()
    else:
        assert code == 0


def test_a_key_that_does_not_fit_is_found_before_the_class(content, tmp_path, capsys):
    (tmp_path / "articles").symlink_to(content / "articles")
    shutil.copytree(content / "exercises" / STEM, tmp_path / "my_exercises" / STEM)
    (tmp_path / "my_exercises" / STEM / "key.yaml").unlink()
    code = main(["--content", str(tmp_path), "assign", STEM, "--out", str(tmp_path / "out")])
    assert code == 1 and "key.yaml" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


BAD = {
    "no column": ("note\nAda\n", 1, "a heading “code” or “name”"),
    "duplicate": ("code\ns01\ns02\nS01\n", 4, "first in line 2"),
    "formula in a code": ("code\n@SUM(1)\n", 2, "formula"),
    "no code": ("code,name\n,Ada\n", 2, "no code"),
    "path": ("code\n../../etc\n", 2, "plain code"),
    "dots": ("code\n..\n", 2, "plain code"),
    "reserved": ("code\nNUL\n", 2, "plain code"),
    "class": ("code\nclass\n", 2, "plain code"),
    "long name": ("code,name\ns01," + "x" * 10_000 + "\n", 2, "Shorten it"),
    "long code": ("code\n" + "x" * 41 + "\n", 2, "at most 40"),
    "column twice": ("code,code\na,b\n", 1, "twice"),
    "empty": ("", 0, "empty"),
    "heads only": ("code,name\n", 0, "no student"),
    "open quote": ('code,name\ns01,"Ada\n', 2, "quotation mark"),
    "nul": ("code\ns\0\n", 2, "NUL"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_roster_is_answered_with_file_line_and_fix(assign, tmp_path, case):
    text, line, said = BAD[case]
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8", newline="")
    code, out, told = assign(STEM, "--students", str(path))
    assert code == 1 and said in told and not out.exists()
    assert f"roster.csv:{line}:" in told if line else "roster.csv: " in told


def test_a_roster_with_several_faults_tells_them_all(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("code\na\na\n..\n", "utf-8")
    with pytest.raises(ContentError) as told:
        read_roster(path)
    assert [p.line for p in told.value.problems] == [3, 4]


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_rosters_are_read_as_spreadsheets_write_them(tmp_path, between, code):
    rows = [
        ["Name", "Code", "note", "group"],
        ["Åsa “the, quick”; Nuñez", "s01", "=1", "1"],
        [],
        ["李雷", "s-2", "", ""],
    ]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=between, lineterminator="\r\n").writerows(rows)
    path = tmp_path / "r.csv"
    path.write_bytes(text.getvalue().encode(code))
    assert [(e.code, e.name, e.group) for e in read_roster(path).students] == [
        ("s01", rows[1][0], "1"),
        ("s-2", "李雷", ""),
    ]


def test_letters_of_windows_are_read_and_others_named_with_their_line(tmp_path):
    path = tmp_path / "r.csv"
    path.write_bytes("code,name\ns01,Ada\ns02,Björn\n".encode("cp1252"))
    assert [student.name for student in read_roster(path).students] == ["Ada", "Björn"]
    path.write_bytes(b"code,name\ns01,Ada\ns02,Bj\x81rn\n")
    with pytest.raises(ContentError, match=r"r\.csv:3: .*CSV UTF-8"):
        read_roster(path)


def test_a_name_that_is_a_formula_is_read_and_written_harmless(tmp_path):
    """Whoever calls themselves so stops no class; every table that holds the name makes it text."""
    path = tmp_path / "r.csv"
    path.write_text("code,name\ns01,=cmd|' /C calc'!A0\ns02,@b\n", "utf-8")
    assert [student.name[0] for student in read_roster(path).students] == ["=", "@"]
    assert main(["halves", str(path), "--out", str(tmp_path / "out")]) == 0
    for half in (tmp_path / "out").glob("*.csv"):
        assert all(row["name"].startswith("'") for row in csv.DictReader(half.read_text("utf-8").splitlines()))


def test_a_roster_that_is_not_there(tmp_path):
    with pytest.raises(ContentError, match="nobody"):
        read_roster(tmp_path / "nobody.csv")


def test_the_real_command_from_a_shell(content, roster, tmp_path):
    out = tmp_path / "shell"
    words = ["--content", str(content), "assign", "3", "--students", roster, "--out", str(out), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-m", "aquanaut.cli", *words], capture_output=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["bundles"] == 2
    made = plan(Wish("3", codes=("s01", "s02")), content)
    for name, held in bundle(made, "s02").items():
        assert (out / "s02" / name).read_bytes() == held, f"{name} depends on more than the seed"


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.lists(st.sampled_from(["code", "name", "s1", "=x", '"', ";", "\n", "é", "a" * 300]), max_size=5))
        .map(lambda rows: "\n".join(",".join(row) for row in rows).encode()),
    )
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_roster_ends_in_anything_but_words(tmp_path, data):
    """Whatever the file holds: codes that can be folder names, or a fault with the file's name."""
    path = tmp_path / "r.csv"
    path.write_bytes(data)
    try:
        found = read_roster(path).students
    except ContentError as error:
        assert "r.csv" in str(error)
        return
    assert found and all(re.fullmatch(r"[A-Za-z0-9][\w-]{0,39}", e.code, re.ASCII) for e in found)
    assert len({e.code.lower() for e in found}) == len(found)


def test_the_command_in_the_teachers_note_grades_what_was_handed_out(assign, roster, content, monkeypatch, capsys):
    """Word for word from the note: right answers under opaque ids come out as full points."""
    _, out, _ = assign(STEM, "--students", roster, "--due", "2026-12-01 14:30")
    note = (out / "READ_ME_TEACHER.txt").read_text("utf-8")
    line = next(text.strip() for text in note.splitlines() if text.strip().startswith("aquanaut grade"))
    words = shlex.split(line.replace("ROSTER.csv", roster))[1:]
    keyed, lines = load_exercise(STEM, content), []
    for question in keyed.questions:
        right = question_types()[question.kind].right(question, keyed.keys[question.id])
        record = {"v": 1, "learner": "s01", "lesson": keyed.lesson, "question": question.id, "event": "check"}
        lines.append(json.dumps({**record, "at": "2026-11-20T10:00:00.000Z", "answer": in_bundle(question, right)}))
    (out / "SUBMISSIONS").mkdir()
    (out / "SUBMISSIONS" / f"{STEM}-s01.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    monkeypatch.chdir(out)
    assert main(["--content", str(content), *words]) == 0, capsys.readouterr().err
    rows = list(csv.DictReader((out / "RESULTS" / "scores.csv").read_text("utf-8-sig").splitlines()))
    first = next(row for row in rows if row["student"] == "s01")
    assert float(first["earned"]) == sum(q.points for q in keyed.questions if keyed.keys[q.id].table["points"])
    assert first["late"] == "no" and first["pending"] == "1"
