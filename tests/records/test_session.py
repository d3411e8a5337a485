"""The answers folder of one computer: whose it is, what is written, moved aside, erased."""

from __future__ import annotations

import errno
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from aquanaut.records.log import MOST_LINE, VERSION, AnswerLog, NotSaved
from aquanaut.records.session import FOLDER_VARIABLE, Session


def names(folder: Path) -> list[str]:
    """What lies in a folder, but for the locks, which hold nothing."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")


def test_the_first_start_makes_a_code_and_leaves_nothing_else(tmp_path: Path) -> None:
    session = Session(tmp_path / "work" / "answers")
    assert len(session.learner) == 10
    assert session.learner.isalnum()
    assert names(session.folder) == ["learner.json"]
    assert Session(session.folder).learner == session.learner


@pytest.mark.parametrize("held", ['{"learner": 5}', '{"learner": "../up"}', '{"learner": ""}', "[]", "{", "{}"])
def test_a_code_that_is_none_is_not_taken(tmp_path: Path, held: str) -> None:
    (tmp_path / "learner.json").write_text(held)
    assert len(Session(tmp_path).learner) == 10


def test_of_two_kernels_that_start_at_once_the_first_gives_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(_draft: Path, path: Path) -> None:
        path.write_text('{"learner": "theothers"}')
        raise FileExistsError

    monkeypatch.setattr(os, "link", link)
    assert Session(tmp_path).learner == "theothers"
    assert names(tmp_path) == ["learner.json"]


def test_a_disk_without_links_keeps_the_code_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(_draft: Path, _path: Path) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", link)
    session = Session(tmp_path)
    assert names(tmp_path) == ["learner.json"]
    assert json.loads((tmp_path / "learner.json").read_text())["learner"] == session.learner


def test_the_newest_record_says_whose_a_folder_is_whose_code_is_damaged(tmp_path: Path) -> None:
    for lesson, learner, at in (("a", "older", "2026-01-01"), ("b", "newer", "2026-01-03"), ("c", "old", "2026-01-02")):
        AnswerLog(tmp_path / f"{lesson}.jsonl").append({"learner": learner, "at": at})
    (tmp_path / "learner.json").write_text("{")
    assert Session(tmp_path).learner == "newer"


def test_the_folder_comes_from_the_environment_or_lies_beside_the_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    assert Session().folder == tmp_path / "answers"
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "elsewhere"))
    assert Session().folder == tmp_path / "elsewhere"
    assert Session(tmp_path / "said").folder == tmp_path / "said"


def test_a_record_says_who_what_and_when_and_leaves_out_what_is_none(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.record("lesson", "q", "check", answer="a", confidence=None, at="2026-01-01T00:00:00.000Z")
    assert session.read("lesson").records == [
        {
            "v": VERSION, "learner": session.learner, "lesson": "lesson", "question": "q", "event": "check",
            "at": "2026-01-01T00:00:00.000Z", "answer": "a",
        }
    ]  # fmt: skip
    session.record("lesson", "q", "check", answer="b")
    assert session.read("lesson").records[1]["at"].endswith("Z")


def test_a_new_person_takes_over_an_empty_folder_and_knows_nothing_of_the_first(tmp_path: Path) -> None:
    session = Session(tmp_path)
    first = session.learner
    session.record("one", "q", "check", answer="a")
    session.record("two", "q", "check", answer="a")
    assert session.standings("one")["q"].attempt == 1
    assert session.new_person() == session.learner != first
    assert session.standings("one") == {}
    assert names(tmp_path) == ["earlier", "learner.json"]
    (aside,) = (tmp_path / "earlier").iterdir()
    assert aside.name.startswith(f"{first}-")
    assert names(aside) == ["learner.json", "one.jsonl", "two.jsonl"]


def test_who_follows_on_one_log_stands_where_they_stand(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.record("lesson", "q", "check", answer="a")
    assert session.standings("lesson")["q"].attempt == 1
    session.learner = "other"
    assert session.standings("lesson") == {}


def test_erasing_counts_what_it_cleared(tmp_path: Path) -> None:
    """Two logs, and one folder of this learner that was moved aside."""
    session = Session(tmp_path)
    session.record("one", "q", "check", answer="a")
    session.record("two", "q", "check", answer="a")
    (tmp_path / "earlier" / f"{session.learner}-1").mkdir(parents=True)
    (tmp_path / "earlier" / "somebody-1").mkdir()
    (tmp_path / "one.set-aside").write_text("piece")
    first = session.learner
    assert session.erase() == 3
    assert session.learner != first
    assert names(tmp_path) == ["earlier", "learner.json"]
    assert names(tmp_path / "earlier") == ["somebody-1"]


def test_the_download_has_one_file_a_lesson(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.record("one", "q", "check", answer="é")
    session.record("one", "r", "check", answer="b")
    session.record("two", "q", "check", answer="c")
    name, packed = session.download()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        held = {path: archive.read(path).decode().splitlines() for path in archive.namelist()}
    assert name == f"aquanaut-answers-{session.learner}.zip"
    answers = {path: [json.loads(line)["answer"] for line in lines] for path, lines in held.items()}
    assert answers == {f"{session.learner}/one.jsonl": ["é", "b"], f"{session.learner}/two.jsonl": ["c"]}


def test_a_log_is_its_owners_alone_and_in_folders_that_are_made(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "a" / "b" / "lesson.jsonl")
    log.append({"learner": "me"})
    assert log.path.stat().st_mode & 0o777 == 0o600 or os.name == "nt"


def test_the_longest_line_is_saved_and_a_longer_one_refused(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    log.append({"answer": ""})
    rest = MOST_LINE - log.path.stat().st_size
    with pytest.raises(NotSaved, match="1,000,001"):
        log.append({"answer": "x" * (rest + 1)})
    log.append({"answer": "x" * rest})
    assert len(log.read().records) == 2


def test_what_was_said_stays_when_a_log_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "lesson.jsonl").mkdir()
    reading = AnswerLog(tmp_path / "lesson.jsonl").read()
    assert reading.records == []
    assert len(reading.problems) == 1


def test_a_log_that_is_not_there_holds_nothing_and_is_not_made(tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    assert (log.read().records, log.read().problems) == ([], [])
    log.keep_only(lambda _record: True)
    assert not log.path.exists()


@pytest.mark.parametrize("line", [b"[1]", b"5", b"null", b"[" * 100_000])
def test_a_line_that_holds_no_record_is_damaged(tmp_path: Path, line: bytes) -> None:
    log = AnswerLog(tmp_path / "lesson.jsonl")
    log.path.write_bytes(b'{"question":"q"}\n\n' + line + b"\n")
    reading = log.read()
    assert [record["question"] for record in reading.records] == ["q"]
    assert reading.problems == ["Line 3 of lesson.jsonl is damaged. It was left out; the rest is kept."]


def test_who_was_here_before_goes_on_and_can_erase(tmp_path: Path) -> None:
    session = Session(tmp_path / "answers")
    first = session.learner
    session.record("one", "q", "check", answer="a")
    second = session.new_person()
    session.record("one", "q", "check", answer="b")
    assert session.earlier() == [first]
    assert session.go_on(first) == first
    assert session.standings("one")["q"].checked == "a"
    assert session.earlier() == [second]
    session.erase()
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert first.encode() not in held
    assert second.encode() in held
    assert session.go_on(second) == second
    assert session.standings("one")["q"].checked == "b"


def test_nobody_goes_on_under_a_code_that_was_never_here(tmp_path: Path) -> None:
    session = Session(tmp_path / "answers")
    with pytest.raises(NotSaved, match="Nobody with the code"):
        session.go_on("../../etc")


def test_erasing_leaves_pieces_of_others(tmp_path: Path) -> None:
    session = Session(tmp_path / "answers")
    session.record("one", "q", "check", answer="a")
    session.log("one").append({"learner": "zzother", "lesson": "one", "question": "q", "event": "check", "at": "2026"})
    aside = tmp_path / "answers" / "one.set-aside"
    aside.write_bytes(b'{"learner":"zzother","an\n{"learner":"' + session.learner.encode() + b'"\n')
    session.erase()
    assert aside.read_bytes() == b'{"learner":"zzother","an\n'


def test_a_disk_that_takes_nothing_shows_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(tmp_path / "answers")
    session.record("one", "q", "check", answer="a")

    def full(path: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("aquanaut.records.log.locked", full)
    again = Session(tmp_path / "answers")
    assert again.standings("one")["q"].checked == "a"
    assert again.read("one").problems == []
