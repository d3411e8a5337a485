"""A student's way through every notebook, in a real JupyterLab: each question wrong once and right once."""

import json
from pathlib import Path

import pytest
from driver import questions

ROOT = Path(__file__).parents[2]
STEMS = sorted(p.stem for p in (ROOT / "notebooks").glob("*.ipynb"))


def quick(*numbers):
    """All notebooks; those whose number is not given only with `--all`."""
    return [s if s[:2] in numbers else pytest.param(s, marks=pytest.mark.slow) for s in STEMS]


@pytest.fixture(scope="module")
def opened(lab, browser):
    """Open a notebook, run it, and give (page, questions); each notebook in a fresh page."""
    pages = []

    def go(stem, **options):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **options)
        page = context.new_page()
        page.set_default_timeout(20_000)
        pages.append(context)
        lab.open(page, f"{stem}.ipynb")
        lab.run_all(page)
        return page, questions(page, stem)

    yield go
    for context in pages:
        context.close()


@pytest.mark.parametrize("stem", quick("00", "03", "04"))
def test_every_question_wrong_once_and_right_once(lab, opened, stem):
    page, asked = opened(stem)
    for one in asked:
        one.give(one.wrong())
        verdict = one.check()
        if one.scored:
            assert verdict in ("wrong", "part"), one.question.id
        one.again()
        one.give(one.right())
        verdict = one.check()
        assert verdict == ("right" if one.scored else "recorded"), one.question.id
    assert page.locator(".aq-unsaved").count() == 0
    kept = [json.loads(line) for line in (lab.folder / "answers" / f"{stem}.jsonl").read_text("utf-8").splitlines()]
    checks = [r["question"] for r in kept if r["event"] == "check"]
    assert sorted(checks) == sorted([one.question.id for one in asked] * 2)


@pytest.mark.parametrize("stem", quick("00", "04"))  # between them every kind of question
def test_full_marks_with_the_keyboard_alone(opened, stem):
    page, asked = opened(stem)
    for one in asked:
        again = one.box.get_by_role("button", name="Try again")
        if again.is_visible():
            again.focus()
            page.keyboard.press("Enter")
            if one.question.control == "mark":
                one.box.locator("[role=option][tabindex='0']").focus()
                for mark in reversed(one.box.locator(".aq-marks button").all()):
                    mark.focus()
                    page.keyboard.press("Enter")
        one.give(one.right(), keyboard=True)
        assert one.check(keyboard=True) == ("right" if one.scored else "recorded"), one.question.id
