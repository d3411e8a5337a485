"""The check in a notebook: nothing is told before the last form, and then all of it."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from ruamel.yaml import YAML

from aquanaut.records.checkup import FORMS, JUDGE, ROUNDS, WAIT, form_bank, sittings
from aquanaut.records.report import Count
from aquanaut.records.session import Session
from aquanaut.widgets.checkup import widget as under_test
from aquanaut.widgets.checkup.chart import FormCounts, chart
from aquanaut.widgets.checkup.widget import CheckWidget, checkup
from aquanaut.widgets.show import session
from aquanaut.words import catalogue, say

ROOT = Path(__file__).parents[3]

Shown = list[dict[str, Any]]


def sheets(shown: Shown) -> list[str]:
    return [b["text/html"] for b in shown if "aq-sheet" in b.get("text/html", "")]


def newest_widget(monkeypatch: pytest.MonkeyPatch) -> list[CheckWidget]:
    """Every widget that `checkup()` makes from now on, with what it sends to the page."""
    made: list[CheckWidget] = []

    class Listening(CheckWidget):
        def __init__(self, *args: Any) -> None:
            self.sent: list[dict[str, Any]] = []
            super().__init__(*args)
            made.append(self)

        def send(self, content: dict[str, Any], buffers: Any = None) -> None:
            self.sent.append(content)

    monkeypatch.setattr(under_test, "CheckWidget", Listening)
    return made


def tell(widget: CheckWidget, name: str, answer: Any, confidence: int | None = 75) -> dict[str, Any]:
    """Record an answer as the page does; gives the receipt."""
    message = {
        "type": "answer",
        "seq": 1,
        "question": name,
        "event": "check",
        "answer": answer,
        "confidence": confidence,
    }
    widget._on_message(widget, message, [])
    return widget.sent[-1]  # type: ignore[attr-defined,no-any-return]


def step(widget: CheckWidget) -> dict[str, Any]:
    widget._on_message(widget, {"type": "step", "step": widget.stage}, [])
    return widget.sent[-1]  # type: ignore[attr-defined,no-any-return]


def work_through(widget: CheckWidget, answer: str = "no") -> None:
    """All judgements alike, no closer look, finished."""
    for name in widget.pages:
        assert tell(widget, name, answer)["saved"]
    assert step(widget)["ok"]
    assert step(widget)["ok"]
    assert widget.stage == "closed"


def key_texts() -> list[str]:
    """Everything that only the keys hold."""
    found = []
    for form in FORMS:
        data = YAML(typ="safe").load((ROOT / "exercises" / form / "key.yaml").read_text("utf-8"))
        found += re.findall(r'"feedback": "([^"]{30,})"', json.dumps(data, ensure_ascii=False).replace('\\"', "'"))
    assert len(found) > 100
    return found


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[CheckWidget]:
    return newest_widget(monkeypatch)


def clock(monkeypatch: pytest.MonkeyPatch, ahead: timedelta) -> None:
    """Let the check believe that so much time has passed."""

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + ahead

    monkeypatch.setattr(under_test, "datetime", Later)
    monkeypatch.setattr("aquanaut.widgets.checkup.report.datetime", Later)


def test_the_word_works_and_begins_with_the_judgements(shown: Shown, made: list[CheckWidget]) -> None:
    checkup()
    (widget,) = made
    assert say("checkup.title.first") in sheets(shown)[0]
    assert (widget.stage, len(widget.pages), widget.mode, widget.offer) == (JUDGE, 12, "graded", False)
    assert widget.lesson == "check_first"
    assert not any(q["hints"] for q in widget.questions)


def test_a_part_that_is_closed_takes_no_answer(shown: Shown, made: list[CheckWidget]) -> None:
    checkup()
    widget, judged = made[0], list(made[0].pages)
    closer = next(q["id"] for q in widget.questions if q["id"] not in judged)
    assert tell(widget, closer, "x")["why"] == say("checkup.shut")
    assert step(widget)["text"] == say("checkup.open")
    for name in judged[:-1]:
        tell(widget, name, "yes")
    assert not step(widget)["ok"]
    tell(widget, judged[-1], "yes")
    assert step(widget)["ok"] and widget.stage == "closer"
    assert not set(widget.pages) & set(judged)
    receipt = tell(widget, judged[0], "no")
    assert (receipt["saved"], receipt["why"]) == (False, say("checkup.shut"))
    assert step(widget)["ok"] and widget.stage == "closed"
    assert tell(widget, closer, "x")["why"] == say("checkup.shut")


def test_nothing_is_told_before_the_last_form(
    shown: Shown, made: list[CheckWidget], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever Python shows or sends until the delayed form is done holds nothing of any key."""
    secret = key_texts()
    for name in ROUNDS:
        if name == "delayed":
            clock(monkeypatch, WAIT + timedelta(minutes=1))
        checkup()
        widget = made[-1]
        assert widget.lesson == f"check_{name}"
        for question in widget.pages:
            receipt = tell(widget, question, "yes")
            assert receipt["result"] == {
                "status": "recorded", "verdict": "recorded", "summary": say("checkup.recorded"),
            }  # fmt: skip
        step(widget)
        before = json.dumps([shown, [w.sent for w in made], [w.get_state() for w in made]], default=str)
        assert not [text for text in secret if text in before]
        assert say("report.of", got=6, of=6) not in before or name != "first"
        step(widget)
    told = sheets(shown)[-1]
    why = [text for text in secret if text.replace("'", "&#x27;") in told]
    assert len(why) >= 24
    assert say("checkup.texts") in told


def test_both_forms_give_the_counts_and_no_word_about_a_text(shown: Shown, made: list[CheckWidget]) -> None:
    checkup()
    work_through(made[-1], "no")
    assert say("checkup.wait.here") in sheets(shown)[-1]
    checkup()
    work_through(made[-1], "yes")
    told = sheets(shown)[-1]
    counts = {"when": say("checkup.when.first"), "flawed": 6, "sound": 6}
    assert say("checkup.counts", **counts, caught=6, trusted=0) in told
    counts["when"] = say("checkup.when.second")
    assert say("checkup.counts", **counts, caught=0, trusted=6) in told
    assert say("checkup.lean.trust") in told and say("checkup.lean.doubt") not in told
    assert say("checkup.few.why") in told and "%" not in re.sub(r"<(style|svg).*?</\1>", "", told, flags=re.DOTALL)
    assert say("checkup.later") in told
    assert not [text for text in key_texts() if text in told]


def test_who_does_not_want_to_wait_may_end_it(
    shown: Shown, made: list[CheckWidget], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        checkup()
        work_through(made[-1])
    assert made[-1].offer
    assert step(made[-1])["ok"]
    assert say("checkup.texts") in sheets(shown)[-1]
    assert not made[-1].offer
    clock(monkeypatch, 2 * WAIT)
    count = len(made)
    checkup()
    assert len(made) == count
    assert say("checkup.texts") in sheets(shown)[-1]


def test_the_first_notebook_never_goes_on_to_the_second_form(shown: Shown, made: list[CheckWidget]) -> None:
    checkup("first")
    work_through(made[-1])
    checkup("first")
    assert len(made) == 1
    assert say("checkup.wait.elsewhere") in sheets(shown)[-1]


def test_what_was_recorded_comes_back_and_another_person_begins_anew(shown: Shown, made: list[CheckWidget]) -> None:
    checkup()
    name = made[0].pages[3]
    tell(made[0], name, "no", 90)
    checkup()
    assert made[1].answers[name]["answer"] == "no" and made[1].pages == made[0].pages
    session().new_person()
    assert tell(made[1], name, "yes")["why"] == say("said.new_person")
    checkup()
    assert made[2].answers == {}


def test_a_copy_without_the_key_records_and_says_kindly_that_it_cannot_count(
    shown: Shown, made: list[CheckWidget], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = tmp_path / "installed"
    for form in FORMS:
        (root / "exercises" / form).mkdir(parents=True)
        text = (ROOT / "exercises" / form / "exercise.yaml").read_text("utf-8")
        (root / "exercises" / form / "exercise.yaml").write_text(text, "utf-8")
    (root / "articles").symlink_to(ROOT / "articles")
    monkeypatch.setenv("AQUANAUT_CONTENT", str(root))
    assert form_bank(FORMS[0]).keys == {}
    for _ in range(2):
        checkup()
        work_through(made[-1])
    assert say("checkup.keyless") in sheets(shown)[-1]
    assert say("checkup.counts").split("{")[0] not in sheets(shown)[-1] or "0 of" not in sheets(shown)[-1]
    kept = Session()
    assert all(one.finished for one in sittings(kept.standings, kept.learner)[:2])


def test_a_strange_word_is_answered_in_a_sentence(shown: Shown) -> None:
    checkup("second")
    assert 'checkup("first")' in shown[-1]["text/plain"]


def test_the_picture_can_be_heard_and_holds_a_dot_for_each_text() -> None:
    svg = chart(
        [FormCounts("First form", Count(4, 6), Count(5, 6)), FormCounts("Second form", Count(6, 6), Count(1, 6))]
    )
    tree = ElementTree.fromstring(svg)
    dots = [e for e in tree.iter() if e.tag.endswith("circle")]
    assert len(dots) == 24
    assert sum(e.get("fill") == "currentColor" for e in dots) == 4 + 5 + 6 + 1
    assert tree.get("role") == "img"
    assert tree.get("aria-label") == (
        "First form: rightly trusted 5 of 6, caught 4 of 6; Second form: rightly trusted 1 of 6, caught 6 of 6"
    )
    rows = {e.text for e in tree.iter() if e.tag.endswith("text")}
    assert {"5 of 6", "4 of 6", "First form", "Second form"} <= rows


def test_trust_and_doubt_are_praised_alike() -> None:
    """The same last words for both, and none of the two comes without the other in the catalogue."""
    known = catalogue()
    for one in ("", ".one"):
        trusted, caught = known[f"checkup.praise.trusted{one}"], known[f"checkup.praise.caught{one}"]
        assert abs(len(trusted.split()) - len(caught.split())) <= 4
        assert "takes as much reading" in trusted and "takes as much reading" in caught


@pytest.mark.slow
def test_it_works_in_a_fresh_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("AQUANAUT_CONTENT", str(ROOT))
    monkeypatch.setenv("AQUANAUT_ANSWERS", str(tmp_path / "answers"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    cells = [nbformat.v4.new_code_cell(text) for text in ("from aquanaut import checkup", 'checkup("first")')]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = notebook.cells[1].outputs
    assert [o.output_type for o in outputs] == ["display_data"] * 3
    assert say("checkup.title.first") in outputs[0].data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in outputs[1].data
