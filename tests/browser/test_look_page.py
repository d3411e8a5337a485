"""The page of `aquanaut look` in a browser: every lens opens, nothing is fetched, axe is content, nothing too wide."""

import pytest

from aquanaut.cli import main

STORY = "articles/drone-mission/article.txt"


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_the_page(new_page, axe, tmp_path, pytestconfig, width, dark):
    out = tmp_path / "look.html"
    assert main(["look", str(pytestconfig.rootpath / STORY), "--html", str(out)]) == 0
    page = new_page(width, dark=dark)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(out.as_uri())
    page.wait_for_selector("[data-look][data-live]")
    keys = page.eval_on_selector_all(".aq-lenses .aq-row button", "all => all.map((e) => e.dataset.key)")
    assert {"loaded", "attribution", "sources", "readability"} <= set(keys)
    assert page.locator(".aq-page mark").count() == 0, "it opens unmarked"
    page.eval_on_selector_all("details", "all => all.forEach((e) => (e.open = true))")
    for key in keys:
        page.click(f'button[data-key="{key}"]')
        assert page.locator(".aq-page mark").count() > 0
        assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.locator(".aq-page mark").first.focus()
    assert "Ask:" in page.locator(".aq-card").inner_text()
    assert not errors
