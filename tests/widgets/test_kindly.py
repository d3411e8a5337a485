"""No traceback reaches a student, whatever goes wrong inside; what is said is short, escaped, and says what to do."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import aquanaut
from aquanaut.questions.bank import load_bank
from aquanaut.widgets import kindly, show
from aquanaut.widgets.kindly import DETAILS
from aquanaut.widgets.progress import ProgressWidget
from aquanaut.widgets.quiz import QuizWidget
from aquanaut.widgets.reader import ReaderWidget
from aquanaut.words import say

ROOT = Path(__file__).parents[2]
EVIL = "<script>alert('x')</script>&\"<img src=x onerror=y>"


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def the_note(shown: list[dict[str, Any]]) -> str:
    """The words of the one note that was shown, which is HTML with a role that is spoken at once."""
    (bundle,) = shown
    read = Tags(bundle["text/html"])
    assert read.found == {"div", "strong", "p"}
    assert 'role="alert"' in bundle["text/html"]
    assert bundle["text/plain"].split() == Tags(bundle["text/html"].replace("<p>", " ")).text.split()
    return bundle["text/plain"]


def widget(bundle: dict[str, Any]) -> bool:
    return show.VIEW in bundle


# --- wrong words from a notebook ---------------------------------------------------------------------------

WRONG = {
    "a lesson that is not there": (lambda: aquanaut.quiz(99, "mark"), "no lesson '99'"),
    "a lesson that is no number": (lambda: aquanaut.quiz(EVIL, "mark"), "no lesson '<script>"),
    "a lesson that is nothing": (lambda: aquanaut.quiz(None, "mark"), "no lesson 'None'"),
    "a set that is not there": (lambda: aquanaut.quiz(3, EVIL), "no set '<script>"),
    "progress in no lesson": (lambda: aquanaut.progress(99), "no lesson '99'"),
    "a report on no lesson": (lambda: aquanaut.report("zz"), "no lesson 'zz'"),
    "an unknown lens": (lambda: aquanaut.read(lens=EVIL), "the lens '<script>"),
    "a section beyond the last": (lambda: aquanaut.read(section=99), "section 99"),
    "an article that is not there": (lambda: aquanaut.read("moon"), "moon"),
    "readability of nothing": (lambda: aquanaut.readability("moon"), "moon"),
    "nothing to do first": (lambda: aquanaut.read(lens="all", after="3/zzz"), "nothing to do first"),
    "after no lesson": (lambda: aquanaut.read(lens="all", after="99"), "no lesson '99'"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_word_is_answered_with_what_is_there(shown: list[dict[str, Any]], case: str) -> None:
    call, said = WRONG[case]
    assert call() is None
    note = the_note(shown)
    assert note.startswith(say("note.content"))
    assert said in note
    assert "expected" in note
    assert not Path(DETAILS).exists()


def test_a_wrong_kind_of_value_is_no_traceback_either(shown: list[dict[str, Any]]) -> None:
    calls = [
        lambda: aquanaut.quiz(3),  # type: ignore[call-arg]
        lambda: aquanaut.quiz(),  # type: ignore[call-arg]
        lambda: aquanaut.read(section="one"),  # type: ignore[arg-type]
        lambda: aquanaut.read(lens=3),  # type: ignore[arg-type]
        lambda: aquanaut.read(article=["x"]),  # type: ignore[arg-type]
        lambda: aquanaut.read(after=object()),  # type: ignore[arg-type]
        lambda: aquanaut.progress(3, 4),  # type: ignore[call-arg]
        lambda: aquanaut.report([1]),  # type: ignore[arg-type]
        lambda: aquanaut.readability(None),  # type: ignore[arg-type]
        lambda: aquanaut.desk(1),  # type: ignore[call-arg]
    ]
    for call in calls:
        shown.clear()
        assert call() is None
        assert the_note(shown)


def test_an_unknown_word_names_those_there_are() -> None:
    with pytest.raises(AttributeError, match=r"aquanaut has no 'raed'\. It has: .*read"):
        aquanaut.raed  # noqa: B018
    assert set(aquanaut.__all__) == {name for name in dir(aquanaut) if not name.startswith("_")}


# --- content that is damaged -------------------------------------------------------------------------------


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content that a test may damage."""
    root = tmp_path / "content"
    for folder in ("articles", "lessons", "notebooks"):
        shutil.copytree(ROOT / folder, root / folder)
    monkeypatch.setenv("AQUANAUT_CONTENT", str(root))
    return root


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xfe\x00", b"questions: [", b"lesson: x\nlesson: y\n", b"- 1\n", b"\x00"]
)
def test_damaged_content_is_told_with_its_file(shown: list[dict[str, Any]], content: Path, damage: bytes) -> None:
    path = content / "lessons" / "03_words_that_judge" / "quiz.yaml"
    path.write_bytes(damage)
    for call in (lambda: aquanaut.quiz(3, "mark"), lambda: aquanaut.progress(), lambda: aquanaut.report()):
        shown.clear()
        assert call() is None
        assert "quiz.yaml" in the_note(shown)


def test_an_article_that_lost_its_text_is_told(shown: list[dict[str, Any]], content: Path) -> None:
    (content / "articles" / "drone-mission" / "article.txt").unlink()
    aquanaut.read()
    assert "article.txt" in the_note(shown)


def test_words_of_the_content_are_escaped_in_the_static_copies(shown: list[dict[str, Any]], content: Path) -> None:
    path = content / "lessons" / "03_words_that_judge" / "quiz.yaml"
    text = path.read_text(encoding="utf-8")
    evil = "title: Words <script>alert(1)</script>\n"
    path.write_text(text.replace("title: Words that judge\n", evil, 1), encoding="utf-8")
    aquanaut.progress()
    aquanaut.desk()
    aquanaut.report(3)
    assert sum("&lt;script&gt;" in bundle["text/html"] for bundle in shown) == 3
    for bundle in shown:
        assert "script" not in Tags(bundle["text/html"]).found


# --- folders and disks -------------------------------------------------------------------------------------


def test_a_folder_that_takes_no_files_still_shows_everything(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    """A file where the folder `answers` should be: as good as a folder that may not be written, for root too."""
    (tmp_path / "answers").write_text("in the way")
    aquanaut.quiz(3, "mark")
    aquanaut.read()
    aquanaut.progress()
    aquanaut.report()
    assert [widget(b) for b in shown if show.ANSWERS not in b] == [True, True, True, False]
    assert "Rename that file" in shown[-1]["text/html"]
    made = QuizWidget(load_bank("3"), "mark", show.session())
    assert any("Rename that file" in line for line in made.notices)


def test_without_a_place_for_the_details_the_note_leaves_them_out(
    shown: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / DETAILS).mkdir()
    monkeypatch.setattr("aquanaut.widgets.quiz.load_bank", fails(ValueError("bad")))
    aquanaut.quiz(3, "mark")
    note = the_note(shown)
    assert "ValueError: bad." in note
    assert DETAILS not in note


# --- faults of our own -------------------------------------------------------------------------------------


def fails(error: BaseException) -> Any:
    def raising(*_: Any, **__: Any) -> None:
        raise error

    return raising


class Worst(Exception):
    """Not even its message can be had."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


@pytest.mark.parametrize(
    "error", [ValueError(EVIL), KeyError("x"), RecursionError("deep"), MemoryError(), OSError(28, "full"), Exception()]
)
def test_what_nobody_expected_becomes_a_note_and_a_file(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("aquanaut.widgets.quiz.load_bank", fails(error))
    assert aquanaut.quiz(3, "mark") is None
    note = the_note(shown)
    assert note.startswith(say("note.wrong"))
    assert f"{type(error).__name__}: {error}." in note
    assert say("note.details", file=DETAILS) in note
    details = Path(DETAILS).read_text(encoding="utf-8")
    assert details.startswith("Traceback") and type(error).__name__ in details


def test_even_an_error_without_words_ends_in_a_sentence(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("aquanaut.widgets.quiz.load_bank", fails(Worst()))
    assert aquanaut.quiz(3, "mark") is None
    assert shown == []
    assert "Ask for help" in capsys.readouterr().out


def test_a_damaged_catalogue_ends_in_a_sentence(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("aquanaut.words.catalogues._merged", fails(ValueError("not JSON")))
    assert aquanaut.quiz(99, "mark") is None
    assert "Ask for help" in capsys.readouterr().out


def test_stopping_the_cell_still_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aquanaut.widgets.quiz.load_bank", fails(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        aquanaut.quiz(3, "mark")


def test_every_word_that_a_student_types_is_kind() -> None:
    for name in aquanaut.__all__:
        assert getattr(aquanaut, name).__wrapped__.__name__ == name
        assert getattr(aquanaut, name).__code__ is kindly.kindly(print).__code__


# --- what a page may send ----------------------------------------------------------------------------------

STRANGE = [None, 7, "x", [], {}, {"type": "answer"}, {"type": "answer", "question": ["x"], "event": {}},
           {"type": "answer", "question": "03-mark-opening", "event": "check", "answer": {"a": [1]}, "at": 5},
           {"type": "unlock"}, {"type": "unlock", "seq": {}}, {"type": "erase_all"}, {"type": "download"}]  # fmt: skip


def test_no_message_from_a_page_raises(shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    for made in (
        QuizWidget(load_bank("3"), "mark", show.session()),
        ProgressWidget(["03_words_that_judge"], show.session()),
        locked_reader(),
    ):
        monkeypatch.setattr(made, "send", sent.append)
        for message in STRANGE:
            made._on_message(made, message, [])
    assert all(m["type"] in ("receipt", "done") for m in sent)


def test_a_fault_while_answering_is_told_in_the_receipt(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, sent = QuizWidget(load_bank("3"), "mark", show.session()), list[Any]()
    monkeypatch.setattr(made, "send", sent.append)
    monkeypatch.setattr(made, "_receive", fails(ValueError("inside")))
    made._on_message(made, {"type": "answer", "seq": 4}, [])
    (receipt,) = sent
    assert (receipt["seq"], receipt["saved"]) == (4, False)
    assert receipt["why"] == say("said.wrong", kind="ValueError", error="inside")


def locked_reader() -> ReaderWidget:
    from aquanaut.marks.labels import LENS_VIEWS
    from aquanaut.text.article import load_article

    article = load_article("drone-mission")
    return ReaderWidget(article, list(article.layout), list(LENS_VIEWS), "03_words_that_judge", show.session())


def test_unlocking_too_early_gets_a_receipt_that_says_why(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, sent = locked_reader(), list[Any]()
    monkeypatch.setattr(made, "send", sent.append)
    made._on_message(made, {"type": "unlock", "seq": 9}, [])
    assert sent == [{"type": "receipt", "seq": 9, "saved": False, "why": made.lock_note}]
    assert made.locked and made.marks == {} and made.lock_note


# --- the report that writes itself -------------------------------------------------------------------------


def test_the_report_is_written_anew_after_a_checked_answer(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    aquanaut.report(0)
    assert say("report.empty") in shown[-1]["text/html"]
    made = QuizWidget(load_bank("0"), "oddest", show.session())
    monkeypatch.setattr(made, "send", lambda message: None)
    question = next(iter(made._asked.values()))
    shown.clear()
    for event in ("draft", "check"):
        message = {"type": "answer", "seq": 1, "question": question.id, "event": event, "answer": "zz"}
        made._on_message(made, message, [])
    pages = [b["text/html"] for b in shown if show.ANSWERS not in b]
    assert len(pages) == 1
    assert say("report.again") in pages[0]


def test_a_report_that_fails_does_not_cost_the_answer(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    aquanaut.report(0)
    monkeypatch.setattr("aquanaut.widgets.plain.report.bundle", fails(ValueError("inside")))
    made, sent = QuizWidget(load_bank("0"), "oddest", show.session()), list[Any]()
    monkeypatch.setattr(made, "send", sent.append)
    question = next(iter(made._asked))
    made._on_message(made, {"type": "answer", "seq": 1, "question": question, "event": "check", "answer": "zz"}, [])
    assert sent[0]["saved"] is True
