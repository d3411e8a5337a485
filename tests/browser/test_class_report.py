"""The class report and the feedback page in a browser: axe, both themes, narrow and wide, keyboard, names, print."""

from __future__ import annotations

import pytest
from class_made import bank, chance_class

from aquanaut.classroom.feedback.write import feedback_html
from aquanaut.classroom.report.whole import write_report

NAMES = {"code001": "Ada Lovelace", "gone": "Nellie Bly"}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    results = chance_class(bank(), 30, names=NAMES, missing=("gone",), problems=(("a.zip", "is damaged"),))
    return write_report(results, tmp_path_factory.mktemp("report") / "report.html", note="SIMULATED", names=True)


@pytest.fixture
def opened(new_page):
    errors = []

    def go(path, **options):
        page = new_page(**options)
        page.context.set_offline(True)
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield go
    assert not errors, errors


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_and_nothing_runs_over(opened, axe, report, width, dark):
    page = opened(report, width=width, dark=dark)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert axe(page) == []


def test_it_opens_within_a_second(opened, report):
    page = opened(report)
    assert page.evaluate("() => performance.getEntriesByType('navigation')[0].loadEventEnd") < 1000


def test_names_show_by_button_and_keyboard_and_print_only_then(opened, report):
    page = opened(report)
    name = page.locator(".rp-name").first
    assert not name.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.id") == "rp-names"
    page.emulate_media(media="print")
    assert not name.is_visible()
    page.emulate_media(media="screen")
    page.locator("#rp-names").focus()  # on paper there is no button, so the focus is lost
    page.keyboard.press("Enter")
    assert name.is_visible() and "Nellie Bly" in page.locator("main").inner_text()
    assert page.locator("#rp-names").get_attribute("aria-pressed") == "true"
    page.emulate_media(media="print")
    assert name.is_visible() and not page.locator("#rp-print").is_visible()
    page.emulate_media(media="screen")
    page.locator("#rp-names").focus()
    page.keyboard.press("Enter")
    assert not name.is_visible()


def test_details_open_and_tables_scroll_by_keyboard(opened, report):
    page = opened(report, width=360)
    summary = page.get_by_text("The figures behind this report")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Telling flawed from sound").is_visible()
    wide = page.locator(".rp-scroll").first
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_feedback_in_a_browser(opened, axe, tmp_path):
    results = chance_class(bank(), 1)
    path = tmp_path / "one.html"
    path.write_text(feedback_html(results.bank, results.students[0]), encoding="utf-8")
    for width, dark in ((1280, False), (360, True)):
        page = opened(path, width=width, dark=dark)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert axe(page) == []
