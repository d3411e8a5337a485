"""Hostile and broken submissions: refused in words, never unpacked, never followed; fuzzed readers.

The fuzz runs small by default. AQUANAUT_FUZZ=100000 sets the number of mutated files.
"""

import contextlib
import io
import json
import os
import stat
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path
from random import Random

import pytest
from handing_in import (
    CHOICE,
    LESSON,
    MANY,
    MARK,
    RIGHT,
    STEM,
    WRITTEN,
    WRONG,
    entry,
    laid,
    log,
    notebook,
    packed,
    record,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aquanaut.classroom.collect import zips
from aquanaut.classroom.collect.folder import Piece, Unread, collect, open_bytes
from aquanaut.classroom.collect.students import hand_in, sort_out
from aquanaut.classroom.collect.submission import read_submission
from aquanaut.classroom.collect.zips import MOST_FILE
from aquanaut.classroom.grading.run import grade_class
from aquanaut.classroom.lms.base import Owner, owner_of
from aquanaut.classroom.scorer import Grader
from aquanaut.classroom.simulated import simulate
from aquanaut.content import ContentError
from aquanaut.questions.exercise import load_exercise
from aquanaut.sheets.names import folded, tidy
from aquanaut.sheets.roster import Roster, parse_roster
from aquanaut.words import say

ROOT = Path(__file__).parents[3]
BANK = load_exercise(STEM, ROOT)
GRADER = Grader(BANK)
NOW = "2026-03-02T12:00:00Z"
CASES = int(os.environ.get("AQUANAUT_FUZZ", "600"))
OK = log(record(CHOICE, RIGHT))


def found_in(path):
    found = list(collect(path))
    return [one for one in found if isinstance(one, Piece)], {
        one.label: one.reason for one in found if isinstance(one, Unread)
    }


def bare_zip(name, data, **changes):
    """A zip of one file whose listing says what it likes."""
    info = zipfile.ZipInfo(name)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, value in changes.items():
            setattr(info, key, value)
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, data)
    return held.getvalue()


# --- size --------------------------------------------------------------------------------------------------


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path):
    big = tmp_path / "big.jsonl"
    with big.open("wb") as file:
        file.truncate(1_000_000_000)
    tracemalloc.start()
    started = time.monotonic()
    pieces, told = found_in(laid(tmp_path, {"ok.jsonl": OK}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(pieces) == 1 and "1,000,000,000 bytes" in told["big.jsonl"]
    assert time.monotonic() - started < 2 and peak < 5_000_000


def test_a_zip_bomb_is_refused(tmp_path):
    bomb = packed({"x.jsonl": b" " * (MOST_FILE - 1)})
    nested = packed({"a.zip": bomb, "b.jsonl": OK})
    pieces, told = found_in(laid(tmp_path, {"a.zip": bomb, "b.zip": nested}))
    assert [piece.label for piece in pieces] == ["b.zip › b.jsonl"]
    assert all("bomb" in reason for reason in told.values()) and len(told) == 2


def test_a_zip_that_lies_about_its_size_is_stopped(tmp_path):
    """The listing says 100 bytes; far more come out. zipfile itself stops at the stated size."""
    data = bytearray(packed({"x.jsonl": b'{"a":1}\n' * 1_000_000}))
    place = data.find(b"PK\x01\x02")
    struct.pack_into("<L", data, place + 24, 100)
    pieces, told = found_in(laid(tmp_path, {"x.zip": bytes(data)}))
    assert all(len(piece.data) <= 100 for piece in pieces) and len(pieces) + len(told) == 1


def test_a_zip_at_its_limit_is_told_with_that_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(zips, "MOST_OUT", 3_000)
    many = packed({f"{n}.jsonl": bytes([97 + n]) * 1_200 for n in range(9)})
    pieces, told = found_in(laid(tmp_path, {"all.zip": packed({"anna_1_2_x.zip": many, "berta_2_3_y.jsonl": OK})}))
    assert sorted(len(piece.data) for piece in pieces) == [len(OK), 1_200, 1_200]
    assert [*told.values()] == 7 * [say("collect.zip.spent", most="3,000")]


def test_zips_nested_too_deep_are_refused(tmp_path):
    data = OK
    for depth in range(8):
        data = packed({f"{depth}.zip" if depth else "x.jsonl": data})
    pieces, told = found_in(laid(tmp_path, {"x.zip": data}))
    assert pieces == [] and "deep" in next(iter(told.values()))


def test_a_students_zip_of_thousands_of_files_is_refused(tmp_path):
    many = packed({f"{n}.jsonl": b"x" for n in range(3_000)})
    pieces, told = found_in(laid(tmp_path, {"all.zip": packed({"anna_1_2_x.zip": many})}))
    assert pieces == [] and "3,000 files" in next(iter(told.values()))


def test_a_zip_whose_listing_alone_is_huge_is_refused(tmp_path):
    data = bytearray(packed({"x.jsonl": OK}))
    struct.pack_into("<L", data, data.rfind(b"PK\x05\x06") + 12, 900_000_000)
    pieces, told = found_in(laid(tmp_path, {"x.zip": bytes(data)}))
    assert pieces == [] and "list of contents" in next(iter(told.values()))


def test_a_zip_with_a_password_is_said(tmp_path):
    data = bytearray(packed({"x.jsonl": OK}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(sign) + place] |= 1
    pieces, told = found_in(laid(tmp_path, {"x.zip": bytes(data)}))
    assert pieces == [] and "password" in next(iter(told.values()))


def test_an_answer_of_a_million_marks_costs_no_time(tmp_path):
    marks = [{"start": n, "end": n + 9, "label": "loaded"} for n in range(20_000)]
    started = time.monotonic()
    done = grade_class(
        STEM, laid(tmp_path / "in", {"x.jsonl": log(record(MARK, marks))}), tmp_path / "out", root=ROOT, report=False
    )
    assert done.results.students[0].results[MARK].earned == 0 and time.monotonic() - started < 5


def test_json_nested_without_end_is_said():
    deep = b'{"v":1,"learner":"annaa","lesson":"%s","question":"q","event":"check","answer":%s}' % (
        LESSON.encode(),
        b"[" * 90_000,
    )
    assert read_submission(deep, LESSON, NOW).parts == []
    assert read_submission(b'{"cells":' + b"[" * 90_000, LESSON, NOW).parts == []


# --- places ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["../../out.jsonl", "/etc/out.jsonl", "..\\..\\out.jsonl", "C:\\out.jsonl", "a/../../b.jsonl"]
)
def test_paths_that_lead_out_of_a_zip_are_refused_and_nothing_is_written(tmp_path, name):
    folder = laid(tmp_path / "in", {"x.zip": bare_zip(name, OK)})
    before = sorted(tmp_path.rglob("*"))
    pieces, told = found_in(folder)
    assert pieces == [] and "leads out" in next(iter(told.values()))
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="needs a right of its own on Windows")
def test_links_are_not_followed(tmp_path):
    secret = laid(tmp_path / "secret", {"key.jsonl": OK, "more/x.jsonl": OK})
    folder = laid(
        tmp_path / "in",
        {
            "ok.jsonl": OK,
            "x.zip": bare_zip(
                "link.jsonl", b"/etc/passwd", create_system=3, external_attr=(stat.S_IFLNK | 0o777) << 16
            ),
        },
    )
    (folder / "file.jsonl").symlink_to(secret / "key.jsonl")
    (folder / "folder").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    pieces, told = found_in(folder)
    assert [piece.label for piece in pieces] == ["ok.jsonl"]
    assert {label for label, reason in told.items() if "link" in reason} == {
        "file.jsonl",
        "folder",
        "loop",
        "x.zip › link.jsonl",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.jsonl")
    os.mkfifo(tmp_path / "y.zip")
    pieces, told = found_in(tmp_path)
    assert pieces == [] and all("not a plain file" in reason for reason in told.values()) and len(told) == 2


def test_names_of_ten_thousand_signs_and_scripts(tmp_path):
    names = [
        "x" * 10_000 + ".jsonl",
        "<script>alert(1)</script>.jsonl",
        "=cmd|x!A0.jsonl",
        "\u202egpj.jsonl",
        "a\nb\tc.jsonl",
        "\ud83d\ude00é林.jsonl",
    ]
    data = packed(
        {
            name.encode("utf-16", "surrogatepass").decode("utf-16"): OK.replace(b"annaa", b"s%04d" % n)
            for n, name in enumerate(names)
        }
    )
    path = tmp_path / "in" / "class.zip"
    laid(tmp_path / "in", {"class.zip": data})
    done = grade_class(STEM, path, tmp_path / "out", root=ROOT)
    assert len(done.results.students) == len(names)
    assert all(len(one.source) < 300 and one.source.isprintable() for one in done.results.students)
    assert "<script>alert" not in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_strange_values_everywhere_are_graded_in_words(tmp_path):
    strange = [
        None,
        True,
        -1,
        1e308,
        "NaN",
        [],
        {},
        [[]],
        {"a": {"b": []}},
        "x" * 100_000,
        [None, 1, "claim"],
        {"claim": 1},
        "\ud800",
        "a\0b",
    ]
    lines = [record(q.id, value, f"s{n:03}") for n, value in enumerate(strange) for q in BANK.questions]
    raw = log(record(CHOICE, RIGHT, "nan01")).replace(b'"claim"', b"NaN") + b'{"v":1,"answer":1e999}\n[1]\n7\nnull\n'
    files = {"s.jsonl": "".join(json.dumps(line) + "\n" for line in lines).encode(), "n.jsonl": raw}
    done = grade_class(STEM, laid(tmp_path / "in", files), tmp_path / "out", root=ROOT)
    assert len(done.results.students) == len(strange) + 1
    for one in done.results.students:
        assert all(r.earned is None or 0 <= r.earned <= r.possible for r in one.results.values())
    assert "nan" not in (tmp_path / "out" / "scores.csv").read_text("utf-8-sig").lower().replace("nan01", "")


# --- fuzz --------------------------------------------------------------------------------------------------

VICTIM = Piece(
    "v", "", Owner("canvas-1", "anna"), "2026-03-02T10:00:00", log(record(CHOICE, RIGHT), record(WRITTEN, "Mine."))
)
ALONE = sort_out([VICTIM], LESSON, Roster(), now=NOW).attempts


def survives(pieces):
    """Grade a victim beside hostile pieces of another: the victim's work stays as it is, points stay in bounds."""
    handed = sort_out([VICTIM, *pieces], LESSON, Roster(), now=NOW)
    assert {one.student for one in handed.attempts} <= {"canvas-1", "canvas-2"}
    mine = [one for one in handed.attempts if one.student == "canvas-1"]
    assert [(one.answers, one.submitted) for one in mine] == [(one.answers, one.submitted) for one in ALONE]
    for one in handed.attempts:
        for name, given_answer in one.answers.items():
            if name in GRADER.questions:
                graded = GRADER.grade(name, given_answer.answer)
                assert graded.earned is None or 0 <= graded.earned <= graded.possible
        assert one.digest and all(isinstance(flag, str) for flag in one.flags)


def mutated(data, chance):
    """A few bytes changed, cut, doubled or swapped, or a value replaced by a nasty one."""
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not data:
            break
        place, length = chance.randrange(len(data)), chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(7):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + length]
            case 2:
                data[place:place] = data[place : place + length]
            case 3:
                other = chance.randrange(len(data))
                data[place : place + length], data[other : other + length] = (
                    data[other : other + length],
                    data[place : place + length],
                )
            case 4:
                data[place:place] = chance.choice(NASTY)
            case 5:
                del data[place:]
            case 6:
                data[place] ^= 1 << chance.randrange(8)
    return bytes(data)


NASTY = (b"\x00", b"\xff\xfe", b"NaN", b"-Infinity", b"1e999", b'"', b"[[[[[[", b"{}", b"null", b"\\ud800", b"\n",
         b"9" * 400, b"PK\x03\x04", b"PK\x05\x06", b"\xff\xff\xff\xff", b'"annaa"', b'"canvas-1"', b'"earned":99,',
         b"true", b"\xe2\x80\xae")  # fmt: skip


def originals():
    """Real submissions: logs and notebooks of a simulated class, and zips of them."""
    students = list(simulate(BANK, 10, 11))
    plain = [one.data for one in students] + [
        log(record(CHOICE, WRONG)),
        notebook({CHOICE: entry(WRONG), MANY: entry(["bitten"])}),
    ]
    zips = [packed({one.file: one.data}) for one in students[3:6]]
    zips.append(packed({"a/x.zip": zips[0], "a/y.jsonl": plain[0], "canvas_1_2_x.jsonl": plain[1]}))
    return [*plain, *zips, bare_zip("x.jsonl", plain[0], compress_type=zipfile.ZIP_STORED)]


@pytest.mark.timeout(3600)
def test_mutated_submissions_neither_crash_nor_hang_nor_score_another_student():
    sources, chance, slowest = originals(), Random(os.environ.get("AQUANAUT_FUZZ_SEED", "1")), 0.0
    for case in range(CASES):
        data = mutated(chance.choice(sources), chance)
        started = time.process_time()
        try:
            survives(open_bytes(data, "m", Owner("canvas-2", "mallory"), "2026-03-02T11:00:00"))
        except Exception as error:
            raise AssertionError(f"case {case}: {type(error).__name__}: {error}; the file: {data[:3000]!r}") from error
        slowest = max(slowest, time.process_time() - started)
    assert slowest < 5, f"{slowest:.1f} s for one file"
    print(f"{CASES:,} mutated submissions, slowest {slowest * 1000:.0f} ms")


WORDS = st.sampled_from(("annaa", "canvas-1", CHOICE, RIGHT))
NAMES = st.sampled_from(("answer", "start", "end", "label", "at", "tries")) | st.text(max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)
ASKED = st.sampled_from([q.id for q in BANK.questions])
FIELDS = st.fixed_dictionaries(
    {
        "question": ASKED | JSON,
        "event": st.sampled_from(("check", "draft", "reveal", "dispute")) | JSON,
        "lesson": st.just(LESSON) | JSON,
        "learner": st.sampled_from(("annaa", "mallory")) | JSON,
    },
    optional=dict.fromkeys(("v", "at", "answer", "confidence", "text", "marks", "attempt", "version", "score"), JSON),
)
SMALL = settings(
    max_examples=max(40, CASES // 20), deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def theirs(data):
    return open_bytes(data, "m", Owner("canvas-2", "mallory"), "2026-03-02T11:00:00")


@SMALL
@given(st.lists(FIELDS, max_size=6))
def test_logs_of_any_values_survive(records):
    survives(theirs("".join(json.dumps(one) + "\n" for one in records).encode()))


@SMALL
@given(st.dictionaries(ASKED, JSON, max_size=4), JSON, JSON)
def test_notebooks_of_any_values_survive(answers, learner, state):
    survives(
        theirs(
            notebook(
                {q: {"answer": a, "tries": a, "state": state, "at": state, "attempt": a} for q, a in answers.items()},
                learner,
            )
        )
    )
    survives(theirs(notebook(answers, learner)))
    survives(theirs(json.dumps({"cells": [answers, {"outputs": [answers, {"data": answers}]}]}).encode()))


@SMALL
@given(st.binary(max_size=200), st.text(max_size=40))
def test_any_bytes_and_any_names_survive(data, name):
    survives(theirs(data))
    survives(theirs(b"PK\x03\x04" + data))
    assert len(tidy(name)) <= 200 and tidy(name) == tidy(tidy(name))
    owner_of(name)
    folded(name)
    with contextlib.suppress(ContentError):
        parse_roster(("code,name\n" + name).encode("utf-8", "replace"), Path("r.csv")).of_name(name)


def test_one_bad_submission_never_stops_the_rest(tmp_path):
    """A folder of 60: half of it real, half mutated; every real one is scored as if it stood alone."""
    chance, students = Random(5), list(simulate(BANK, 30, 21))
    good = {f"s{n}_{n}_1_{one.file}": one.data for n, one in enumerate(students)}
    alone = hand_in(laid(tmp_path / "alone", good), LESSON, Roster(), now=NOW)
    bad = {
        f"m{n}_{900 + n}_1_{one.file}": mutated(one.data.replace(b'"sim', b'"bad'), chance)
        for n, one in enumerate(students)
    }
    both = hand_in(laid(tmp_path / "both", {**good, **bad}), LESSON, Roster(), now=NOW)
    mine = {one.student: one.answers for one in both.attempts if int(one.student.removeprefix("canvas-")) < 900}
    assert mine == {one.student: one.answers for one in alone.attempts} and len(mine) == 30
