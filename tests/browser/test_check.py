"""The check in a real JupyterLab: a question on a page, nothing said to an answer, all of it kept."""

import json

import pytest
from lab import notebook

from aquanaut.records.checkup import FORMS, form_bank

BOX = ".aq-quiz .aq-quiz .aq-q"


@pytest.fixture
def opened(lab, new_page):
    (lab.folder / "check.ipynb").write_text(json.dumps(notebook("from aquanaut import checkup\ncheckup()")), "utf-8")
    page = new_page()
    lab.open(page, "check.ipynb")
    lab.run_all(page)
    return page


def judge(page, answer="no"):
    for card in page.locator(f"{BOX} .aq-cards button").all():
        card.click()
    page.locator(f"{BOX} input[value='{answer}']").check()
    page.locator(f"{BOX} .aq-sure input[value='75']").check()
    page.get_by_role("button", name="Record my answer").click()
    page.locator(f"{BOX} .aq-feedback").wait_for()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(lab, new_page, axe, dark):
    (lab.folder / "axe.ipynb").write_text(json.dumps(notebook("from aquanaut import checkup\ncheckup()")), "utf-8")
    lab.theme(dark)
    page = new_page(dark=dark)
    lab.open(page, "axe.ipynb")
    lab.run_all(page)
    lab.close_sidebar(page)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page, ".jp-OutputArea .aquanaut") == []
        inner, outer = page.evaluate("(e => [e.scrollWidth, e.clientWidth])(document.querySelector('.aquanaut'))")
        assert inner <= outer
    lab.theme(False)


def test_part_one_page_by_page_then_the_step_and_all_of_it_comes_back(lab, opened):
    page = opened
    heading = page.locator(".aq-quiz h3").first
    for at in range(1, 13):
        assert heading.inner_text() == f"Part 1, text {at} of 12"
        assert page.get_by_role("button", name="Go on to part 2").count() == 0
        judge(page)
        if at == 2:  # who comes back another day begins at the first open text
            lab.run_all(page)
            page.get_by_text("Part 1, text 3 of 12").wait_for()
        elif at < 12:
            page.get_by_role("button", name="Next", exact=True).click()
            assert page.evaluate("document.activeElement.textContent") == f"Part 1, text {at + 1} of 12"
    page.get_by_role("button", name="Back", exact=True).click()
    assert page.locator(f"{BOX} input[value='no']").is_checked()
    assert page.locator(f"{BOX} .aq-feedback").inner_text().startswith("●Recorded.")

    page.get_by_role("button", name="Go on to part 2").click()
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_text("Part 2, question 1 of 12").wait_for()
    body = page.content()
    for form in FORMS:
        for key in form_bank(form).keys.values():
            assert not [text for text in key.data.get("feedback", {}).values() if text in body]

    lab.run_all(page)
    page.get_by_text("Part 2, question 1 of 12").wait_for()
    lines = (lab.folder / "answers" / "check_first.jsonl").read_text("utf-8").splitlines()
    kept = [json.loads(line) for line in lines]
    checks = [r for r in kept if r["event"] == "check"]
    assert len(checks) == 13
    assert all(r["confidence"] == 75 and r["answer"] == "no" for r in checks[:12])
    assert page.locator(".aq-unsaved").count() == 0
