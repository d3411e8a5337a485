"""A lesson is there when its page opens, in JupyterLab and in Notebook 7, and survives what a class does to it."""

from __future__ import annotations

import json
import shutil
import time
import urllib.request
from pathlib import Path

import pytest
from lab import Lab, notebook

ROOT = Path(__file__).parents[2]
NAME = "00_start_here.ipynb"
FIRST = ".jp-OutputArea .aquanaut input, .jp-OutputArea .aquanaut textarea"
STATUS = ".aq-line [role=status]"
READY = f"() => document.querySelector('{STATUS}')?.textContent === 'Ready.'"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder, home = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("home")
    running = Lab(folder, home, opener=True)
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def fresh(lab):
    """An untouched lesson, and no kernel from the test before."""
    end_kernels(lab)
    shutil.copy(ROOT / "notebooks" / NAME, lab.folder)


def end_kernels(lab):
    with urllib.request.urlopen(f"{lab.url}/api/sessions") as answer:
        for session in json.load(answer):
            address = f"{lab.url}/api/sessions/{session['id']}"
            urllib.request.urlopen(urllib.request.Request(address, method="DELETE"))


def opened(lab, page, way="lab/tree", name=NAME):
    page.set_default_timeout(45_000)
    page.goto(f"{lab.url}/{way}/{name}" + ("?reset" if way.startswith("lab") else ""))
    page.wait_for_selector(FIRST, state="visible")
    page.wait_for_function(READY)
    assert page.get_by_text("model not found").count() == 0
    assert page.locator(".aquanaut").count() >= 8
    return page


def last_text(page):
    return page.locator(".jp-OutputArea .aquanaut textarea").last


def typed(page, text):
    last_text(page).scroll_into_view_if_needed()
    last_text(page).focus()
    page.keyboard.type(text)


@pytest.mark.parametrize("way", ["lab/tree", "notebooks"])
def test_a_lesson_opens_ready_to_answer(lab, page, way):
    opened(lab, page, way)
    assert page.locator(".jp-CodeCell .jp-Cell-inputWrapper >> visible=true").count() == 0
    if way == "lab/tree":
        page.wait_for_function("() => !document.querySelector('#jp-left-stack')?.checkVisibility()")
    page.get_by_role("button", name="Show the code").click()
    assert page.locator(".jp-CodeCell .jp-Cell-inputWrapper >> visible=true").count() >= 8
    assert page.get_by_role("button", name="Start again, your answers are safe").is_visible()


def test_the_second_day(lab, new_page):
    page = opened(lab, new_page())
    typed(page, "typed on day one")
    page.wait_for_timeout(1500)
    page.context.close()
    end_kernels(lab)
    page = opened(lab, new_page())
    assert "typed on day one" in last_text(page).input_value()


def test_a_second_tab_leaves_the_first_alone(lab, new_page):
    first = opened(lab, new_page())
    typed(first, "one")
    second = opened(lab, new_page(context=first.context))
    first.keyboard.type(" more")
    assert last_text(first).input_value().endswith("one more")
    assert first.locator(".jp-Dialog").count() == second.locator(".jp-Dialog").count() == 0


def test_a_dying_kernel_swallows_no_key(lab, page):
    opened(lab, page)
    typed(page, "begun ")
    expected = last_text(page).input_value()
    lab.kill_kernels()
    until = time.monotonic() + 8
    while time.monotonic() < until:
        page.keyboard.type("x")
        expected += "x"
        page.wait_for_timeout(40)
    assert last_text(page).input_value() == expected
    assert page.locator(".jp-Dialog").count() == 0
    assert "has stopped" in page.locator(STATUS).inner_text()
    page.get_by_role("button", name="Start again").click()
    page.wait_for_function(READY)
    page.wait_for_function("(n) => [...document.querySelectorAll('.aquanaut textarea')].at(-1)?.value.length === n",
                           arg=len(expected))  # fmt: skip


def test_other_notebooks_are_left_alone(lab, page):
    (lab.folder / "mine.ipynb").write_text(json.dumps(notebook("open('RAN', 'w')")))
    page.goto(f"{lab.url}/lab/tree/mine.ipynb?reset")
    page.wait_for_selector(".jp-CodeCell")
    page.wait_for_timeout(6000)
    assert not (lab.folder / "RAN").exists()
    assert page.locator(".aq-line").count() == 0
    assert page.locator(".jp-CodeCell .jp-Cell-inputWrapper >> visible=true").count() == 1


def test_changed_code_does_not_run_and_the_lesson_comes_back(lab, page):
    changed = json.loads((ROOT / "notebooks" / NAME).read_text("utf-8"))
    first = next(cell for cell in changed["cells"] if cell["cell_type"] == "code")
    first["source"] = [*first["source"], "\nopen('CHANGED', 'w')"]
    del changed["cells"][2]
    (lab.folder / NAME).write_text(json.dumps(changed))
    page.goto(f"{lab.url}/lab/tree/{NAME}?reset")
    page.wait_for_selector(".aq-line")
    page.wait_for_timeout(5000)
    assert not (lab.folder / "CHANGED").exists()
    assert "was changed here" in page.locator(STATUS).inner_text()
    page.get_by_role("button", name="Get this lesson back").click()
    page.get_by_role("button", name="Get it back").click()
    page.wait_for_selector(FIRST, state="visible", timeout=45_000)
    page.wait_for_function(f"() => document.querySelector('{STATUS}').textContent === 'The lesson is back.'")
    (kept,) = lab.folder.glob("00_start_here_before_*.ipynb")
    assert len(json.loads(kept.read_text("utf-8"))["cells"]) == len(changed["cells"])
    assert not (lab.folder / "CHANGED").exists()


def test_a_slip_breaks_nothing(lab, page):
    opened(lab, page)
    cells = page.locator(".jp-Cell").count()
    page.locator(".jp-MarkdownCell .jp-RenderedMarkdown").nth(1).dblclick()
    page.keyboard.type("ZZZ")
    assert page.locator(".jp-MarkdownCell .cm-content >> visible=true").count() == 0
    page.locator(".jp-MarkdownCell").nth(2).click()
    for key in ("Escape", "d", "d", "x"):
        page.keyboard.press(key)
    page.wait_for_timeout(400)
    assert page.locator(".jp-Cell").count() == cells
    assert "ZZZ" not in page.locator(".jp-Notebook").inner_text()


def test_the_line_is_accessible_and_fits_a_phone(lab, new_page, axe):
    page = opened(lab, new_page(width=360, height=740), "notebooks")
    assert axe(page, ".aq-line") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
