"""No answer is lost: what the page called saved is still there, and everything else is called NOT SAVED.

Each test breaks something in the middle of answering: the kernel, the page, the browser, the disk, the log.
"""

import json
import os
import stat
from pathlib import Path

import pytest
from driver import questions
from lab import Lab

STEM = "03_words_that_judge"
SET = "swap"
NOTEBOOK = "small.ipynb"
"""One set is enough to lose answers from, and quick to run again."""


def small_notebook():
    cells = [f'from aquanaut import quiz\nquiz("{STEM}", "{SET}")', "2 + 2"]
    return {
        "cells": [
            {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": code, "execution_count": None, "outputs": []}
            for n, code in enumerate(cells)
        ],
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def lab(tmp_path):
    """A JupyterLab of its own for each test: they break it."""
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    (folder / NOTEBOOK).write_text(json.dumps(small_notebook()))
    running = Lab(folder, home)
    yield running
    running.stop()


@pytest.fixture
def ready(lab, page):
    """The notebook, run; gives its first choice question."""
    lab.open(page, NOTEBOOK)
    lab.run_all(page)
    return first_choice(page)


def first_choice(page):
    return next(q for q in questions(page, STEM, SET) if q.question.kind == "choose_one")


def log(lab):
    path = lab.folder / "answers" / f"{STEM}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def chosen(question):
    return question.box.locator(".aq-choice input:checked").input_value()


def answer_and_wait(question):
    question.give(question.wrong())
    question.check()
    question.box.get_by_text("Saved", exact=True).wait_for()


def test_reload_without_saving_the_notebook(lab, page, ready):
    answer_and_wait(ready)
    page.reload()
    lab.open(page, NOTEBOOK)
    lab.run_all(page)
    again = first_choice(page)
    assert chosen(again) == ready.wrong()
    assert again.box.locator(".aq-feedback").is_visible()


def test_browser_closed_and_opened_elsewhere(lab, new_page, page, ready):
    answer_and_wait(ready)
    page.context.close()
    other = new_page()  # another profile: nothing of the first browser's storage
    lab.open(other, NOTEBOOK)
    lab.run_all(other)
    assert chosen(first_choice(other)) == ready.wrong()


def test_kernel_killed_in_the_middle(lab, page, ready):
    answer_and_wait(ready)
    saved = chosen(ready)
    page.route("**/api/kernels/**/restart*", lambda route: route.abort())
    lab.kill_kernels()
    ready.again()
    ready.give(ready.right())
    ready.box.get_by_text("NOT SAVED").wait_for(timeout=20_000)
    assert "aria" not in ready.box.locator("[role=alert]").inner_text()
    assert log(lab)[-1]["answer"] == saved, "nothing new can have been written"
    # Run again: what the browser kept is sent and saved now.
    page.unroute("**/api/kernels/**/restart*")
    page.reload()
    lab.open(page, NOTEBOOK)
    lab.run_all(page)
    again = first_choice(page)
    assert chosen(again) == ready.right()
    again.box.get_by_text("Saved", exact=True).wait_for()
    assert log(lab)[-1]["answer"] == ready.right()
    assert page.get_by_text("NOT SAVED").count() == 0


def test_a_folder_that_cannot_be_written_is_said(lab, page, ready):
    """A disk that takes nothing more, as the learner meets it. (A file where the folder should be stops root, too.)"""
    answers = lab.folder / "answers"
    if answers.exists():
        answers.rename(lab.folder / "moved")
    answers.write_text("")
    ready.give(ready.right())
    ready.box.get_by_text("NOT SAVED").wait_for()
    assert "Rename that file" in ready.box.locator("[role=alert]").inner_text()
    # Mended: the next answer is saved, and the warning goes.
    answers.unlink()
    ready.check()
    ready.box.get_by_text("Saved", exact=True).wait_for()
    assert ready.box.get_by_text("NOT SAVED").count() == 0
    assert log(lab)[-1]["answer"] == ready.right()


def test_a_log_cut_off_is_reported_and_the_rest_restored(lab, page, ready):
    answer_and_wait(ready)
    path = lab.folder / "answers" / f"{STEM}.jsonl"
    with path.open("ab") as tail:
        tail.write(b'{"v":1,"learner":"x","quest')
    page.reload()
    lab.open(page, NOTEBOOK)
    lab.run_all(page)
    assert page.get_by_text("was cut off").first.is_visible()
    assert chosen(first_choice(page)) == ready.wrong()


def test_two_tabs_on_one_notebook(lab, new_page, page, ready):
    answer_and_wait(ready)
    page.click("[data-command='docmanager:save']")  # a tab reads the file; only what is in it can be shown
    page.wait_for_timeout(1500)
    second = new_page(context=page.context)
    second.goto(f"{lab.url}/lab/workspaces/other/tree/{NOTEBOOK}")
    second.wait_for_selector(".aq-quiz", state="attached", timeout=60_000)
    other = first_choice(second)
    assert chosen(other) == ready.wrong()
    other.again()
    other.give(other.right())
    assert other.check() == "right"
    # The first tab shows it, and both lines are in the log.
    ready.box.locator(".aq-feedback.aq-is-right").wait_for()
    checks = [r["answer"] for r in log(lab) if r["event"] == "check"]
    assert checks == [ready.wrong(), ready.right()]


def test_the_notebook_alone_holds_the_answers(lab, page, ready):
    """Saved with the notebook, for when the log beside it is lost."""
    answer_and_wait(ready)
    page.click("[data-command='docmanager:save']")
    page.wait_for_timeout(1500)
    notebook = json.loads((lab.folder / NOTEBOOK).read_text("utf-8"))
    outputs = [o["data"] for c in notebook["cells"] for o in c.get("outputs", []) if "data" in o]
    held = [
        data["application/vnd.aquanaut.answers+json"]
        for data in outputs
        if "application/vnd.aquanaut.answers+json" in data
    ]
    answers = {name: one for part in held for name, one in part["answers"].items()}
    assert answers[ready.question.id]["tries"][0]["answer"] == ready.wrong()


def test_a_key_is_nowhere_in_the_page_or_the_traffic(lab, page):
    """Before anything is answered neither the page nor a message holds any feedback or which option is right."""
    frames = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(data)))
    lab.open(page, NOTEBOOK)
    lab.run_all(page)
    asked = questions(page, STEM, SET)
    seen = page.content() + "".join(f if isinstance(f, str) else f.decode("utf-8", "replace") for f in frames)
    assert asked[0].question.prompt in seen
    for one in asked:
        for text in one.key.data.get("feedback", {}).values():
            assert text not in seen, one.question.id
        for target in one.key.data.get("targets", []):
            assert target["text"] not in seen, one.question.id


def test_a_notebook_run_twice_and_out_of_order(lab, page, ready):
    """Every cell once more, last first: no cell fails, and the answer is there."""
    answer_and_wait(ready)
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    for index in reversed(range(cells.count())):
        cells.nth(index).locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
    page.wait_for_timeout(3000)
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert chosen(first_choice(page)) == ready.wrong()


def test_the_working_folder_stays_private(lab, page, ready):
    answer_and_wait(ready)
    path = Path(lab.folder / "answers" / f"{STEM}.jsonl")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
