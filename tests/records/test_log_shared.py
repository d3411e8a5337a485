"""A log that others write too: erasing beside them, the lock, and remembering what was read without missing changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.records import log as log_module
from aquanaut.records.disk import locked
from aquanaut.records.log import AnswerLog
from aquanaut.records.record import Record
from aquanaut.records.session import Session
from aquanaut.records.state import standings


def record(learner: str = "mine", question: str = "q1", **more: Any) -> dict[str, Any]:
    return {"learner": learner, "question": question, "event": "check", "answer": "a", "at": "1", **more}


def questions(log: AnswerLog) -> list[object]:
    return [one.get("question") for one in log.read().records]


# --- erasing -----------------------------------------------------------------------------------------------


APPEND = """
import sys
from pathlib import Path
from aquanaut.records.log import AnswerLog
print("begun", flush=True)
AnswerLog(Path(sys.argv[1])).append({"learner": "other", "question": "late", "event": "check", "answer": "b"})
print("saved", flush=True)
"""


def test_an_answer_given_while_somebody_erases_is_kept(tmp_path: Path) -> None:
    """Another kernel appends when the log was read and not yet written again."""
    log = AnswerLog(tmp_path / "lesson.jsonl")
    log.append(record("mine"))
    log.append(record("other"))
    appending: list[subprocess.Popen[str]] = []

    def wanted(one: Record) -> bool:
        if not appending:
            appending.append(subprocess.Popen(
                [sys.executable, "-c", APPEND, str(log.path)], stdout=subprocess.PIPE, text=True
            ))  # fmt: skip
            assert appending[0].stdout is not None
            assert appending[0].stdout.readline() == "begun\n"
            time.sleep(0.2)
        return one.get("learner") != "mine"

    log.keep_only(wanted)
    assert appending[0].wait(30) == 0
    assert questions(log) == ["q1", "late"]
    assert {one["learner"] for one in log.read().records} == {"other"}


def test_an_answer_given_while_the_last_one_is_erased_is_kept(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    log.append(record("mine"))
    thread = threading.Thread(target=lambda: AnswerLog(log.path).append(record("other", "late")))

    def wanted(_one: Record) -> bool:
        thread.start()
        time.sleep(0.1)
        return False

    log.keep_only(wanted)
    thread.join(30)
    assert questions(log) == ["late"]


def test_erasing_keeps_lines_as_they_stood_and_those_that_nobody_can_read(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    damaged, spaced = b'{"v":1,"lear\xff\r\n', b'{"learner": "other",  "question": "q2", "event": "check"}\n'
    log.append(record("mine"))
    log.path.write_bytes(log.path.read_bytes() + damaged + spaced)
    log.keep_only(lambda one: one.get("learner") != "mine")
    assert log.path.read_bytes() == damaged + spaced


def test_a_damaged_line_outlives_the_last_record_beside_the_log(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    log.append(record("mine"))
    log.path.write_bytes(log.path.read_bytes() + b"{damaged\n")
    log.keep_only(lambda one: False)
    assert not log.path.exists()
    assert log.path.with_suffix(".set-aside").read_bytes() == b"{damaged\n"


def test_who_erases_leaves_nothing_of_their_own_not_even_damaged(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.record("lesson", "q", "check", answer="secret")
    log = session.log("lesson")
    log.append(record("other"))
    broken = f'{{"learner":"{session.learner}","answer":"secret'.encode()
    log.path.write_bytes(log.path.read_bytes() + broken + b'\n{"learner":"other","ans\n')
    session.erase()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and b"secret" in path.read_bytes()] == []
    assert b'{"learner":"other","ans\n' in log.path.read_bytes()


def test_what_is_left_is_on_the_disk_before_it_takes_the_place_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    log.append(record("mine"))
    log.append(record("other"))
    done: list[str] = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("sync"), sync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda path, to: (done.append("replace"), replace(path, to))[1])
    log.keep_only(lambda one: one.get("learner") != "mine")
    assert done[:2] == ["sync", "replace"]
    assert oct(log.path.stat().st_mode & 0o777) == "0o600" or os.name == "nt"


# --- the lock ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="a thread of one process does not wait for itself there")
@pytest.mark.parametrize("act", ["append", "keep_only", "read"])
def test_whoever_touches_the_log_waits_for_its_lock(tmp_path: Path, act: str) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    log.append(record())
    acts = {"append": lambda: log.append(record()), "keep_only": lambda: log.keep_only(lambda _: False),
            "read": lambda: log.read()}  # fmt: skip
    thread = threading.Thread(target=acts[act], daemon=True)
    with locked(log.path):
        before = log.path.read_bytes()
        thread.start()
        thread.join(0.3)
        assert thread.is_alive(), f"{act} did not wait"
        assert log.path.read_bytes() == before
    thread.join(30)
    assert not thread.is_alive()


# --- remembering what was read -----------------------------------------------------------------------------


@pytest.fixture
def parsings(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The lines that are parsed from now on."""
    done: list[bytes] = []
    parse = log_module.parsed
    monkeypatch.setattr(log_module, "parsed", lambda line: (done.append(line), parse(line))[1])
    return done


def test_only_what_was_appended_is_parsed(tmp_path: Path, parsings: list[bytes]) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    for number in range(50):
        log.append(record(question=f"q{number}"))
    log.read()
    parsings.clear()
    AnswerLog(log.path).append(record(question="late"))
    assert questions(log)[-1] == "late"
    assert len(parsings) == 1


def test_a_change_of_the_same_length_in_the_same_second_is_seen(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    log.append(record(answer="a"))
    log.append(record(answer="b"))
    before = log.path.stat()
    assert [one["answer"] for one in log.read().records] == ["a", "b"]
    log.path.write_bytes(log.path.read_bytes().replace(b'"answer":"a"', b'"answer":"z"'))
    os.utime(log.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [one["answer"] for one in log.read().records] == ["z", "b"]


def test_a_log_that_is_cut_replaced_or_gone_is_read_anew(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    for name in ("a", "b", "c"):
        log.append(record(question=name))
    first = log.read()
    whole = log.path.read_bytes()
    log.path.write_bytes(whole[: whole.index(b"\n") + 1])
    assert questions(log) == ["a"]
    other = tmp_path / "other"
    other.write_bytes(json.dumps(record(question="x")).encode() + b"\n" + whole)
    other.replace(log.path)
    assert questions(log) == ["x", "a", "b", "c"]
    log.path.unlink()
    assert questions(log) == []
    assert log.read().edition > first.edition
    assert [one["question"] for one in first.records] == ["a", "b", "c"]


def test_damaged_lines_keep_their_numbers_however_the_log_grows(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    log.append(record())
    log.read()
    with log.path.open("ab") as file:
        file.write(b"damaged\n")
    assert [problem[:7] for problem in log.read().problems] == ["Line 2 "]
    log.append(record())
    assert log.read().problems == AnswerLog(log.path).read().problems
    assert len(log.read().records) == 2


LINES = st.sampled_from(
    [json.dumps(record(question=name, event=event, at=str(at))).encode()
     for name in "qr" for event in ("draft", "check", "reveal", "hint") for at in (1, 2)]
    + [b"", b"damaged", b'{"learner":"other","question":"q","event":"check"}']
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(["add", "cut", "swap"]), st.lists(LINES, max_size=4)), max_size=6))
def test_a_log_that_remembers_says_what_a_fresh_one_says(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, list[bytes]]]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    (folder / "learner.json").write_text('{"learner": "mine"}')
    session, path = Session(folder), folder / "lesson.jsonl"
    path.write_bytes(b"")
    for how, lines in steps:
        text, old = b"".join(line + b"\n" for line in lines), path.read_bytes()
        keep = {"add": old, "cut": old[: old.find(b"\n") + 1], "swap": b""}[how]
        path.write_bytes(keep + text)
        fresh = AnswerLog(path).read()
        known = session.read("lesson")
        assert (known.records, known.problems) == (fresh.records, fresh.problems)
        assert session.standings("lesson") == standings(fresh.records, "mine")


def test_threads_of_one_kernel_share_a_log(tmp_path: Path) -> None:
    """What a widget reads while another one's answer is written is whole, and nothing is counted twice."""
    session = Session(tmp_path)
    faults: list[str] = []

    def work(name: str) -> None:
        for number in range(25):
            session.record("lesson", f"{name}{number}", "check", answer="a")
            standings_now = session.standings("lesson")
            if any(one.attempt != 1 for one in standings_now.values()) or f"{name}{number}" not in standings_now:
                faults.append(f"{name}{number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert len(session.standings("lesson")) == 100
    assert session.read("lesson").records == AnswerLog(tmp_path / "lesson.jsonl").read().records


def test_a_standing_that_was_handed_out_stays_as_it_was(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.record("lesson", "q", "check", answer="a")
    before = session.standings("lesson")["q"]
    session.record("lesson", "q", "dispute", text="no")
    session.record("lesson", "q", "check", answer="b")
    assert (before.attempt, before.answer, before.disputes) == (1, "a", [])
    assert session.standings("lesson")["q"].attempt == 2
