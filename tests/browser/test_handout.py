"""Handouts on a screen: a numbered line is one line, on a wide page and a narrow one, and axe finds nothing."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from aquanaut.content import content_root
from aquanaut.exports.handouts.html import html_handouts

pytestmark = pytest.mark.browser

BROKEN = """[...document.querySelectorAll(".lines li > span:last-child")]
    .filter((one) => one.getBoundingClientRect().height > 1.9 * parseFloat(getComputedStyle(one).lineHeight))
    .map((one) => one.textContent)"""
"""The numbered lines that take more than one row."""

NAMES = ("3", "drone-mission", "label")


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handouts")
    for name in NAMES:
        for file, text in html_handouts(name, content_root()).items():
            (folder / file).write_text(text, encoding="utf-8")
    return sorted(folder.glob("*.html"))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_a_numbered_line_is_one_line_and_axe_finds_nothing(browser, sheets, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for sheet in sheets:
        page.goto(sheet.as_uri())
        assert page.evaluate(BROKEN) == [], sheet.name
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").count() == 1
        assert [found["id"] for found in Axe().run(page).response["violations"]] == [], sheet.name
    page.close()
