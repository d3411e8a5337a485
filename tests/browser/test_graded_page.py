"""The page of a bundle for a grade, from `file://` with the network cut: answered by keyboard, handed in as a file."""

import json
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import pytest
from driver import Asked

from aquanaut.classroom import opaque
from aquanaut.classroom.assign.bundle import Wish, bundle, plan
from aquanaut.questions.exercise import load_exercise
from aquanaut.questions.model import question_types
from aquanaut.questions.scoring import score

ROOT = Path(__file__).parents[2]
STEM = "03_words_that_judge"
FULL = """
window.full = true;
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (...args) {
  if (window.full && args[0].includes('/log/')) throw new DOMException('quota exceeded', 'QuotaExceededError');
  return set.apply(this, args);
};
"""


@pytest.fixture(scope="module")
def made():
    return plan(Wish(STEM, codes=("s01", "s02"), due="2026-12-01"), ROOT)


@pytest.fixture
def open_page(new_page, made, tmp_path):
    """Opens a student's page offline; fails on any error in it and on any request for another file."""
    errors, asked = [], []

    def go(student="s01", script="", of=made, **options):
        for name, content in bundle(of, student).items():
            path = tmp_path / student / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        page = new_page(**options)
        page.context.set_offline(True)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: asked.append(r.url))
        if script:
            page.add_init_script(script)
        page.goto((tmp_path / student / f"{of.stem}.html").as_uri())
        page.locator(".aq-progress").wait_for()
        return page

    yield go
    assert errors == []
    pages = ("/03_words_that_judge.html", "/09_any_article.html")
    assert [url for url in asked if not url.endswith(pages) and not url.startswith("blob:")] == []


def boxes(page, made):
    """Each question of the page, with nothing of a key."""
    bank = SimpleNamespace(keys=defaultdict(lambda: None))
    for question in made.shown.questions:
        box = page.locator(f"article.aq-q[data-question='{question.id}']")
        box.wait_for(state="attached")
        yield Asked(page, box, bank, question)


def in_bundle(question, answer):
    ids = opaque.names(question)
    if isinstance(answer, dict):
        return {ids[k]: ids.get(v, v) for k, v in answer.items()}
    if isinstance(answer, list):
        return [one if isinstance(one, dict) else ids[one] for one in answer]
    return ids.get(answer, answer)


def download(page):
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download my answers").last.press("Enter")
    return waiting.value


def test_all_answered_by_keyboard_and_handed_in(open_page, made):
    """Right answers, given by keyboard: recorded, coached, never judged; the file earns everything once restored."""
    keyed = load_exercise(STEM, ROOT)
    page = open_page()
    given = {}
    for one, real in zip(boxes(page, made), keyed.questions, strict=True):
        right = question_types()[real.kind].right(real, keyed.keys[real.id])
        given[real.id] = in_bundle(real, right)
        one.give(given[real.id], keyboard=True)
        assert one.check(keyboard=True) == "recorded"
        said = one.box.locator(".aq-feedback").inner_text()
        assert "Recorded." in said and "Your teacher will go through it" in said
        for text in ("Right", "Not yet", "Partly", "Show me"):
            assert text not in said
        assert one.box.get_by_role("button", name="Show me").count() == 0 or not one.box.get_by_role(
            "button", name="Show me").is_visible()  # fmt: skip
        assert one.box.locator(".aq-is-right, .aq-is-wrong, .aq-after > *").count() == 0
    file = download(page)
    assert file.suggested_filename == f"{STEM}-s01.jsonl"
    records = [json.loads(line) for line in Path(file.path()).read_text("utf-8").splitlines()]
    last = {r["question"]: r for r in records if r["event"] == "check"}
    assert {r["learner"] for r in records} == {"s01"} and {r["lesson"] for r in records} == {f"exercise_{STEM}"}
    assert {(r["assignment"], r["version"]) for r in records} == {(made.id, made.version)}
    for question in keyed.questions:
        table, answer = keyed.keys[question.id].table, last[question.id]["answer"]
        if table["points"]:
            scored = score(table, opaque.restore(question, answer))
            assert scored["earned"] == scored["possible"], question.id
    page.reload()
    page.locator(".aq-progress").wait_for()
    for one in boxes(page, made):
        assert "Recorded." in one.box.locator(".aq-feedback").inner_text()


def test_two_students_on_one_computer_keep_their_answers_apart(open_page, made):
    first = open_page("s01")
    asked = next(one for one in boxes(first, made) if one.question.kind == "choose_one")
    asked.give(asked.question.body["options"][0]["id"])
    asked.check()
    second = open_page("s02", context=first.context)
    other = next(one for one in boxes(second, made) if one.question.id == asked.question.id)
    assert other.box.locator("input:checked").count() == 0
    assert download(second).suggested_filename == f"{STEM}-s02.jsonl"
    assert other.box.locator(".aq-feedback").count() == 0
    assert asked.box.locator(".aq-feedback").count() == 1
    first.get_by_role("button", name="New person").wait_for(state="detached")


def test_what_the_browser_will_not_keep_is_said_and_can_still_be_handed_in(open_page, made):
    page = open_page(script=FULL)
    asked = next(one for one in boxes(page, made) if one.question.kind == "choose_one")
    asked.give(asked.question.body["options"][1]["id"])
    asked.box.locator(".aq-actions .aq-main").click()
    page.locator("#aq-alarm").get_by_text("NOT SAVED").wait_for()
    with page.expect_download() as waiting:
        page.locator("#aq-alarm").get_by_role("button", name="Download my answers").click()
    records = Path(waiting.value.path()).read_text("utf-8")
    assert asked.question.body["options"][1]["id"] in records


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_the_page_is_accessible_and_never_wider_than_the_window(open_page, axe, width, dark):
    """With an article to read as well."""
    page = open_page(
        width=width, dark=dark, of=plan(Wish("09_any_article", article="drone-mission", codes=("s01",)), ROOT)
    )
    assert page.locator(".aq-given li").count() == 5
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_bundle_for_practice_answers_at_once(open_page):
    """The same page with its key: feedback comes, and the record carries the student's code."""
    of = plan(Wish(STEM, mode="practice", codes=("s01",)), ROOT)
    keyed = load_exercise(STEM, ROOT)
    page = open_page(of=of)
    one = next(
        Asked(page, page.locator(f"article[data-question='{q.id}']"), keyed, q)
        for q in keyed.questions if q.kind == "choose_one"
    )  # fmt: skip
    one.give(one.wrong(), keyboard=True)
    assert one.check(keyboard=True) == "wrong"
    one.again()
    one.give(one.right(), keyboard=True)
    assert one.check(keyboard=True) == "right"
    (file,) = [download(page)]
    assert file.suggested_filename == "aquanaut-answers-s01.jsonl"
    record = json.loads(Path(file.path()).read_text("utf-8").splitlines()[-1])
    assert record["learner"] == "s01" and record["assignment"] == of.id and record["answer"] == one.right()


@pytest.mark.slow
def test_the_same_bundle_in_jupyterlab(browser, made, tmp_path):
    """The notebook records to `answers/` beside it, judges nothing, and its log earns everything once restored."""
    from lab import Lab

    keyed = load_exercise(STEM, ROOT)
    folder, home = tmp_path / "bundle", tmp_path / "home"
    home.mkdir()
    for name, content in bundle(made, "s02").items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    lab = Lab(folder, home)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    try:
        page = context.new_page()
        page.set_default_timeout(20_000)
        lab.open(page, f"{STEM}.ipynb")
        lab.run_all(page)
        for one, real in zip(boxes(page, made), keyed.questions, strict=True):
            one.give(in_bundle(real, question_types()[real.kind].right(real, keyed.keys[real.id])))
            assert one.check() == "recorded"
            assert one.box.locator(".aq-is-right, .aq-is-wrong").count() == 0
        page.screenshot(path=str(tmp_path / "lab.png"))
        assert page.locator(".aq-unsaved").count() == 0
    finally:
        context.close()
        lab.stop()
    log = folder / "answers" / f"exercise_{STEM}.jsonl"
    records = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    last = {r["question"]: r["answer"] for r in records if r["event"] == "check"}
    assert {(r["learner"], r["assignment"]) for r in records} == {("s02", made.id)}
    for question in keyed.questions:
        table = keyed.keys[question.id].table
        if table["points"]:
            scored = score(table, opaque.restore(question, last[question.id]))
            assert scored["earned"] == scored["possible"], question.id
