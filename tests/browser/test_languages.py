"""A language with longer sentences, and one from right to left, on a narrow screen: nothing is cut, nothing runs over.

The languages are those of `pseudo`; what they say in words is tested in `tests/words/test_languages.py`.
"""

from __future__ import annotations

import pytest
from pseudo import Spoken, content, left_in_english, make

PAGES = {
    "lesson": "lesson/03_words_that_judge.html",
    "handout": "handout/03_words_that_judge-handout.html",
    "exercise": "bundle/class/03_words_that_judge.html",
    "report": "report/report.html",
    "look": "look/look.html",
}

CUT = """[...document.querySelectorAll("button, summary, label, legend, th, [role=button]")]
    .filter((e) => e.offsetParent && e.clientWidth && e.scrollWidth > e.clientWidth + 1)
    .map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`)"""
"""What does not fit into its own box."""

WIDE = """(() => {
    const width = document.documentElement.clientWidth;
    const clips = (e) => /(auto|scroll|hidden|clip)/.test(getComputedStyle(e).overflowX);
    const scrolls = (e) => e && (clips(e) || scrolls(e.parentElement));
    const out = (e) => { const box = e.getBoundingClientRect(); return box.right > width + 1 || box.left < -1; };
    return [...document.body.querySelectorAll("*")]
        .filter((e) => e.offsetParent && out(e) && !scrolls(e.parentElement))
        .slice(0, 5).map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`);
})()"""
"""What stands outside of the screen, and cannot be scrolled to inside of a box of its own."""

OPEN = "all => all.forEach((e) => (e.open = true))"


@pytest.fixture(scope="module", params=["ltr", "rtl"])
def made(request, tmp_path_factory):
    """(direction, folder) of everything in a pseudo-language."""
    direction = request.param
    folder = tmp_path_factory.mktemp(direction)
    return direction, make(folder, "lesson", "handout", "bundle", "class", "look", direction=direction)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_and_nothing_is_left_in_english(new_page, made, name):
    direction, folder = made
    page = new_page(360)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((folder / PAGES[name]).as_uri())
    page.wait_for_timeout(500)
    page.eval_on_selector_all("details", OPEN)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["xx", direction]
    assert page.evaluate("getComputedStyle(document.body).direction") == direction
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(WIDE) == []
    assert page.evaluate(CUT) == []
    assert errors == []
    if name != "look":  # whose sentences are the lenses', in English
        shown = Spoken(page.content())
        known = content()
        assert left_in_english(shown.texts, known) == []
        assert left_in_english(shown.attributes, known) == []


def test_the_words_of_an_article_keep_their_own_direction(new_page, made):
    direction, folder = made
    page = new_page(360)
    page.goto((folder / PAGES["lesson"]).as_uri())
    page.wait_for_timeout(500)
    told = "all => [...new Set(all.map((e) => getComputedStyle(e).direction))]"
    assert page.eval_on_selector_all(".aq-page p", told) == ["ltr"]
    if direction == "rtl":
        sides = "all => all.map((e) => getComputedStyle(e).textAlign + getComputedStyle(e).direction)"
        assert page.evaluate("getComputedStyle(document.querySelector('.aq-words p')).unicodeBidi") == "plaintext"
        assert "startrtl" in page.eval_on_selector_all("button, legend, h2", sides)
