"""No answer is lost: the log cut at every byte, a full disk, folders that may not be written, two writers at once."""

import errno
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from aquanaut.records.log import AnswerLog, NotSaved
from aquanaut.records.session import Session
from aquanaut.records.state import standings

ANSWER = {"learner": "abc", "question": "q1", "event": "check", "answer": "é🐙", "at": "2026-01-01T00:00:00Z"}


def filled(path, count=3):
    log = AnswerLog(path)
    for number in range(count):
        log.append({**ANSWER, "question": f"q{number}"})
    return log


def test_what_was_appended_is_read_back(tmp_path):
    log = filled(tmp_path / "lesson.jsonl")
    assert [r["question"] for r in log.read().records] == ["q0", "q1", "q2"]
    assert log.read().problems == []


def test_a_last_line_cut_at_every_byte_loses_only_itself(tmp_path):
    whole = filled(tmp_path / "whole.jsonl").path.read_bytes()
    start = whole[:-1].rfind(b"\n") + 1
    for cut in range(start, len(whole)):
        folder = tmp_path / str(cut)
        folder.mkdir()
        path = folder / "lesson.jsonl"
        path.write_bytes(whole[:cut])
        reading = AnswerLog(path).read()
        complete = cut == len(whole) - 1  # only the line's end is missing: the record itself is whole
        assert [r["question"] for r in reading.records][:2] == ["q0", "q1"]
        assert len(reading.records) == (3 if complete else 2)
        if start < cut < len(whole) - 1:
            assert "cut off" in reading.problems[0]
            assert path.with_suffix(".set-aside").read_bytes() == whole[start:cut] + b"\n"
        # The next answer starts on a line of its own.
        AnswerLog(path).append({**ANSWER, "question": "next"})
        assert AnswerLog(path).read().records[-1]["question"] == "next"


def test_a_damaged_line_in_the_middle_is_reported_and_the_rest_kept(tmp_path):
    log = filled(tmp_path / "lesson.jsonl")
    lines = log.path.read_bytes().split(b"\n")
    lines[1] = b'{"v":1,"quest\xff'
    log.path.write_bytes(b"\n".join(lines))
    reading = log.read()
    assert [r["question"] for r in reading.records] == ["q0", "q2"]
    assert reading.problems == ["Line 2 of lesson.jsonl is damaged. It was left out; the rest is kept."]


@pytest.mark.parametrize("when", ["at once", "half-way", "on sync"])
def test_a_full_disk_is_said_and_leaves_no_half_line(tmp_path, monkeypatch, when):
    log = filled(tmp_path / "lesson.jsonl")
    before = log.path.read_bytes()
    write = os.write

    def full(handle, data):
        if when == "half-way" and len(data) > 20:
            return write(handle, data[:20])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(
        os, "fsync" if when == "on sync" else "write", full if when != "on sync" else lambda _h: full(0, b"")
    )
    with pytest.raises(NotSaved, match="the disk is full"):
        log.append(ANSWER)
    monkeypatch.undo()
    assert log.path.read_bytes() == before
    log.append({**ANSWER, "question": "after"})
    assert log.read().records[-1]["question"] == "after"


LIMITED = """
import resource, signal, sys
from pathlib import Path
from aquanaut.records.log import AnswerLog, NotSaved
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
log = AnswerLog(Path(sys.argv[1]))
try:
    for n in range(100):
        log.append({"question": "q" + str(n), "answer": "x" * 300})
        print(n, flush=True)
except NotSaved as error:
    print(error, flush=True)
"""


def test_when_the_system_itself_refuses_to_write_more(tmp_path):
    """A real limit of the operating system, met in the middle of a line."""
    pytest.importorskip("resource")
    path = tmp_path / "lesson.jsonl"
    run = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True)
    *said, last = run.stdout.splitlines()
    assert "could not be written" in last
    reading = AnswerLog(path).read()
    assert [r["question"] for r in reading.records] == [f"q{n}" for n in said]
    assert reading.problems == []


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "answers").write_text("")
    with pytest.raises(NotSaved, match="Rename that file"):
        AnswerLog(tmp_path / "answers" / "lesson.jsonl").append(ANSWER)


WRITER = """
import sys, time
from pathlib import Path
from aquanaut.records.log import AnswerLog
log = AnswerLog(Path(sys.argv[1]))
print("ready", flush=True)
for n in range(int(sys.argv[3])):
    log.append({"learner": "abc", "question": sys.argv[2] + str(n), "event": "check", "answer": "x" * 500})
    print(n, flush=True)
"""


def writer(path, name, count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)], stdout=subprocess.PIPE, text=True
    )


def test_two_kernels_at_once_keep_every_line(tmp_path):
    path = tmp_path / "lesson.jsonl"
    both = [writer(path, name, 60) for name in "ab"]
    assert all(one.wait(60) == 0 for one in both)
    reading = AnswerLog(path).read()
    assert reading.problems == []
    assert {r["question"] for r in reading.records} == {f"{n}{i}" for n in "ab" for i in range(60)}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_killed_in_the_middle_nothing_that_was_called_saved_is_lost(tmp_path):
    for trial in range(5):
        path = tmp_path / f"{trial}.jsonl"
        one = writer(path, "q", 100_000)
        assert one.stdout.readline() == "ready\n"
        time.sleep(0.05 + 0.03 * trial)
        one.kill()
        said = one.stdout.read().split()
        kept = {r["question"] for r in AnswerLog(path).read().records}
        assert {f"q{n}" for n in said} <= kept


def test_the_newest_answer_counts_and_tries_are_kept():
    def record(event, answer, at):
        return {"learner": "abc", "question": "q", "event": event, "answer": answer, "at": at}

    found = standings(
        [record("draft", "a", "1"), record("check", "a", "2"), record("draft", "b", "3"), record("check", "b", "4")],
        "abc",
    )["q"]
    assert (found.answer, found.attempt, found.state) == ("b", 2, "checked")
    assert [t.answer for t in found.tries] == ["a", "b"]


def test_a_check_sent_twice_is_one_try_and_a_try_after_the_answer_was_shown_none():
    check = {"learner": "abc", "question": "q", "event": "check", "answer": "a", "at": "1"}
    shown = {"learner": "abc", "question": "q", "event": "reveal", "at": "2"}
    later = {**check, "at": "3"}
    found = standings([check, check, shown, later], "abc")["q"]
    assert (found.attempt, found.state) == (1, "revealed")


def test_other_learners_and_strange_records_are_passed_over():
    strange = [{"question": 3}, {}, {"learner": "abc", "question": "q", "event": None}, {"v": 9}]
    other = {"learner": "xyz", "question": "q", "event": "check", "answer": "a", "at": "1"}
    assert standings([*strange, other], "abc") == {}


def test_a_new_person_finds_nothing_and_the_first_ones_answers_are_kept(tmp_path):
    one = Session(tmp_path)
    one.record("lesson", "q", "check", answer="a")
    first = one.learner
    second = one.new_person()
    assert second != first
    assert one.standings("lesson") == {}
    moved = list((tmp_path / "earlier").glob(f"{first}-*/lesson.jsonl"))
    assert json.loads(moved[0].read_text())["answer"] == "a"


def test_erase_removes_mine_and_leaves_others(tmp_path):
    one = Session(tmp_path)
    one.record("lesson", "q", "check", answer="mine")
    one.log("lesson").append({**ANSWER, "learner": "somebody", "answer": "theirs"})
    mine = one.learner
    one.erase()
    left = [r["answer"] for r in one.read("lesson").records]
    assert left == ["theirs"]
    assert one.learner != mine


def test_the_download_holds_this_learners_lines_alone(tmp_path):
    import io
    import zipfile

    one = Session(tmp_path)
    one.record("lesson", "q", "check", answer="mine")
    one.log("lesson").append({**ANSWER, "learner": "somebody"})
    name, data = one.download()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        lines = archive.read(f"{one.learner}/lesson.jsonl").decode().splitlines()
    assert name.endswith(f"{one.learner}.zip")
    assert [json.loads(line)["answer"] for line in lines] == ["mine"]


def test_a_damaged_learner_file_keeps_the_learner_of_the_logs(tmp_path):
    one = Session(tmp_path)
    one.record("lesson", "q", "check", answer="a")
    (tmp_path / "learner.json").write_text("{broken")
    assert Session(tmp_path).learner == one.learner
