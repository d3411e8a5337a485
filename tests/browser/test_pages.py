"""Lessons as single pages, from `file://` with the network cut: answered, kept, downloaded, read without a script.

The whole way through every page runs with `--all`; what can break is tried on one lesson.
"""

import json
from pathlib import Path

import pytest
from driver import questions

from aquanaut.exports.lessons.page import lesson_pages
from aquanaut.exports.model import write
from aquanaut.questions.bank import lesson_stems, load_bank, respond
from aquanaut.questions.scoring import score
from aquanaut.records.log import AnswerLog
from aquanaut.records.report import report_of
from aquanaut.records.state import standings
from aquanaut.widgets.plain import report

ROOT = Path(__file__).parents[2]
STEM = "03_words_that_judge"
STEMS = lesson_stems(ROOT)
SET = "swap"

REFUSED = """
Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});
"""
FULL = """
window.full = true;
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (...args) {
  if (window.full && args[0].includes('/log/')) throw new DOMException('quota exceeded', 'QuotaExceededError');
  return set.apply(this, args);
};
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Every page, written once."""
    made = tmp_path_factory.mktemp("pages")
    write(lesson_pages("all", ROOT), made)
    return made


def started(page):
    """Wait until every part of the page has come to life: a page that has loaded has not yet filled them all."""
    page.wait_for_function("() => !document.querySelector('[data-part]:not([data-live])')")


def reload(page):
    """Reload a page, and wait as `started` does."""
    page.reload()
    started(page)


@pytest.fixture
def open_page(new_page, folder):
    """A function that opens a page with the network cut, in a profile of its own or in that of another page."""
    errors = []

    def go(name=STEM, script="", **options):
        page = new_page(**options)
        page.context.set_offline(True)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        if script:
            page.add_init_script(script)
        page.goto((folder / f"{name}.html").as_uri())
        if name != "projector":
            started(page)
            assert page.get_by_text("could not be started").count() == 0
        return page

    yield go
    assert not errors, errors


def download(page, path, button=None):
    with page.expect_download() as started:
        (button or page.get_by_role("button", name="Download my answers")).first.click()
    name = started.value.suggested_filename
    assert name.startswith("aquanaut-answers-") and name.endswith(".jsonl")
    started.value.save_as(path)
    return AnswerLog(path).read()


def records(page):
    return page.evaluate(
        "() => Object.keys(localStorage).filter((k) => k.includes('/log/')).sort()"
        ".map((k) => JSON.parse(localStorage[k]))"
    )


def first_choice(page, only=SET):
    return next(q for q in questions(page, STEM, only) if q.question.kind == "choose_one")


def said(one):
    return " ".join(one.box.locator(".aq-feedback").inner_text().split())


def works(one, keyboard=False):
    """Gives the right answer and holds what the page says against what Python says."""
    answer = one.right()
    one.give(answer, keyboard=keyboard)
    assert one.check(keyboard=keyboard) == ("right" if one.scored else "recorded"), one.question.id
    expected = respond(one.bank, one.question, answer)
    assert expected["summary"] in said(one), one.question.id
    for chosen in expected.get("options", {}).values():
        if chosen["mark"]:
            assert " ".join(chosen["text"].split()) in " ".join(one.box.inner_text().split())


def quick(*numbers):
    """All lessons; those whose number is not given only with `--all`."""
    return [s if s[:2] in numbers else pytest.param(s, marks=pytest.mark.slow) for s in STEMS]


@pytest.mark.parametrize("stem", quick("03"))
def test_a_lesson_wrong_once_and_right_once(open_page, tmp_path, stem):
    page = open_page(stem)
    asked = questions(page, stem)
    for one in asked:
        wrong = one.wrong()
        one.give(wrong)
        verdict = one.check()
        if one.scored:
            assert verdict in ("wrong", "part"), one.question.id
        assert respond(one.bank, one.question, wrong)["summary"] in said(one), one.question.id
        one.again()
        works(one)
    assert page.locator(".aq-unsaved").count() == 0  # the words stand in lesson 00's prose, too
    # The download is an answer log, and gives the same points as the page showed.
    reading = download(page, tmp_path / f"{stem}.jsonl")
    assert reading.problems == []
    learner = reading.records[0]["learner"]
    found = standings(reading.records, learner)
    for one in asked:
        standing = found[one.question.id]
        assert standing.attempt == 2 and standing.state == "checked"
        points = score(one.key.table, standing.checked)
        assert points["earned"] == points["possible"], one.question.id
    assert {r["v"] for r in reading.records} == {1}
    assert {r["lesson"] for r in reading.records} == {stem}
    must = sum(q.must for q in load_bank(stem, ROOT).questions)
    assert f"Must do: {must} of {must} done" in page.locator(".aq-progress").inner_text()


@pytest.mark.parametrize("stem", quick("00"))
def test_a_lesson_by_keyboard_alone(open_page, stem):
    page = open_page(stem)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "aq-skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null"), "the link skips to the lesson"
    for one in questions(page, stem):
        works(one, keyboard=True)


def test_answers_come_back(open_page):
    page = open_page()
    one = first_choice(page)
    one.give(one.wrong())
    one.check()
    reload(page)
    again = first_choice(page)
    assert again.box.locator(".aq-choice input:checked").input_value() == one.wrong()
    assert again.box.locator(".aq-feedback").is_visible()
    # Typed and never checked, in the moment before the page is closed.
    other = next(q for q in questions(page, STEM) if q.question.kind == "short")
    other.give("I had just begun")
    reload(page)
    other = next(q for q in questions(page, STEM) if q.question.kind == "short")
    assert other.box.locator("textarea").first.input_value() == "I had just begun"


def test_storage_refused(open_page, tmp_path):
    page = open_page(script=REFUSED)
    banner = page.locator("#aq-alarm")
    assert "NOT SAVED" in banner.inner_text() and "does not let the page keep anything" in banner.inner_text()
    one = first_choice(page)
    works(one)
    assert "NOT SAVED" in one.box.locator("[role=alert]").inner_text()
    assert one.box.get_by_text("Saved", exact=True).count() == 0
    reading = download(page, tmp_path / "log.jsonl", banner.get_by_role("button"))
    assert [r["answer"] for r in reading.records if r["event"] == "check"] == [one.right()]
    page.get_by_role("button", name="New person on this computer").click()
    page.get_by_role("button", name="Yes, start as a new person").click()
    assert "Download them first, then load this page again" in page.locator(".aq-progress").inner_text()


def test_storage_full_and_then_not(open_page):
    page = open_page(script=FULL)
    one = first_choice(page)
    works(one)
    assert "storage is full" in page.locator("#aq-alarm").inner_text()
    assert "storage is full" in one.box.locator("[role=alert]").inner_text()
    assert records(page) == []
    page.evaluate("() => (window.full = false)")
    one.again()
    one.give(one.wrong())
    one.check()
    one.box.get_by_text("Saved", exact=True).wait_for()
    assert page.get_by_text("NOT SAVED").count() == 0
    checks = [r["answer"] for r in records(page) if r["event"] == "check"]
    assert checks == [one.right(), one.wrong()], "what was refused is kept now, in its order"


def test_a_full_storage_makes_room_by_dropping_overtaken_drafts(open_page):
    page = open_page()
    one = next(q for q in questions(page, STEM) if q.question.kind == "short")
    for text in ("one", "one two", "one two three"):
        one.give(text)
        one.box.get_by_text("Saved", exact=True).wait_for()
        page.wait_for_timeout(500)
    drafts = len(records(page))
    assert drafts >= 3
    page.evaluate(
        """(most) => { const set = Storage.prototype.setItem; Storage.prototype.setItem = function (...args) {
        if (Object.keys(localStorage).filter((k) => k.includes('/log/')).length >= most)
          throw new DOMException('the quota has been exceeded', 'QuotaExceededError');
        return set.apply(this, args); }; }""",
        drafts,
    )
    one.give("one two three four")
    assert one.check() == "recorded"
    one.box.get_by_text("Saved", exact=True).wait_for()
    assert records(page)[-1]["answer"] == "one two three four"
    assert len(records(page)) <= drafts


def test_without_javascript(browser, folder):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    for stem in STEMS:
        page.goto((folder / f"{stem}.html").as_uri())
        assert page.locator("noscript").inner_text().startswith("JavaScript is off")
        for question in load_bank(stem, ROOT).questions:
            place = page.get_by_text(question.prompt.strip(), exact=True)
            assert place.count() and place.first.is_visible(), question.id
            for option in question.body.get("options", []):
                assert page.get_by_text(option["text"], exact=True).first.is_visible(), question.id
        assert page.locator("main button").count() == 0
    context.close()


def test_on_paper(open_page):
    """A fresh page prints questions with lines to write on; a set that was begun prints its answers; no buttons."""
    page = open_page()
    one = first_choice(page)
    works(one)
    page.emulate_media(media="print")
    begun = page.locator(".aq-part", has=page.locator(f"[data-question='{one.question.id}']"))
    assert begun.locator(".aq-live").is_visible() and not begun.locator(".aq-paper").is_visible()
    fresh = page.locator(".aq-part[data-live=quiz]:not([data-begun])")
    assert fresh.count() > 3
    for i in range(fresh.count()):
        assert fresh.nth(i).locator(".aq-paper").is_visible() and not fresh.nth(i).locator(".aq-live").is_visible()
    assert page.locator(".aq-rules i >> visible=true").count() >= 4
    assert page.locator("button >> visible=true").count() == 0
    assert page.locator(".aq-progress").is_hidden()


def test_a_page_saved_and_mailed(open_page, new_page, tmp_path):
    """Saved from the browser with all that a script has put into it, and opened by somebody else."""
    page = open_page()
    works(first_choice(page))
    (tmp_path / "mailed.html").write_text(page.content(), encoding="utf-8")
    other = new_page()
    other.context.set_offline(True)
    other.goto((tmp_path / "mailed.html").as_uri())
    one = first_choice(other)
    assert not one.box.locator(".aq-feedback").is_visible(), "answers stay in the browser they were given in"
    works(one)
    reload(other)
    assert first_choice(other).box.locator(".aq-feedback.aq-is-right").is_visible()


def test_an_older_answer_to_a_question_that_is_gone(open_page, tmp_path):
    page = open_page()
    works(first_choice(page))
    page.evaluate(
        """() => { const key = Object.keys(localStorage).find((k) => k.includes('/log/'));
        const old = {...JSON.parse(localStorage[key]), question: 'from-an-older-lesson', event: 'check', answer: 'x'};
        localStorage.setItem(key.replace(/[^/]*$/, '0000000-aaaa'), JSON.stringify(old));
        localStorage.setItem(key.replace(/[^/]*$/, '0000000-bbbb'), '{"cut'); }"""
    )
    reload(page)
    told = page.locator(".aq-progress").inner_text()
    assert "One of your answers belongs to a question that this lesson no longer has" in told
    assert "One answer in this browser’s storage is damaged" in told
    works_again = first_choice(page)
    assert works_again.box.locator(".aq-feedback.aq-is-right").is_visible()
    assert "from-an-older-lesson" in {r["question"] for r in download(page, tmp_path / "a.jsonl").records}


def test_two_windows(open_page):
    one = open_page()
    two = open_page(context=one.context)
    first = first_choice(one)
    works(first)
    other = first_choice(two)
    other.box.locator(".aq-feedback.aq-is-right").wait_for()
    other.again()
    other.give(other.wrong())
    other.check()
    first.box.locator(".aq-feedback.aq-is-wrong").wait_for()
    assert [r["answer"] for r in records(one) if r["event"] == "check"] == [first.right(), first.wrong()]
    # A new person in one window: the other does not answer in their name.
    two.get_by_role("button", name="New person on this computer").click()
    two.get_by_role("button", name="Yes, start as a new person").click()
    two.get_by_text("A new person can start now").first.wait_for()
    first.again()
    first.give(first.right())
    first.box.get_by_text("A new person has started in another window").wait_for()


def test_new_person_and_erase(open_page, tmp_path):
    page = open_page()
    one = first_choice(page)
    works(one)
    old = page.evaluate("() => JSON.parse(localStorage['aquanaut-pages/learner']).learner")
    page.get_by_role("button", name="New person on this computer").click()
    page.get_by_role("button", name="Yes, start as a new person").click()
    page.get_by_text("A new person can start now").first.wait_for()
    assert not one.box.locator(".aq-feedback").is_visible()
    assert one.box.locator("input:checked").count() == 0
    assert [r["learner"] for r in records(page)] == [old] * len(records(page)) and records(page)
    works(one)
    mine = download(page, tmp_path / "mine.jsonl").records
    assert old not in {r["learner"] for r in mine}
    page.get_by_role("button", name="Erase mine").click()
    page.get_by_role("button", name="Yes, erase my answers").click()
    page.get_by_text("Your answers are erased").first.wait_for()
    assert {r["learner"] for r in records(page)} == {old}, "another person's answers stay"
    assert not one.box.locator(".aq-feedback").is_visible()


def test_progress_across_lessons(open_page):
    page = open_page("00_start_here")
    for one in questions(page, "00_start_here"):
        works(one)
    page.get_by_role("link", name="All lessons").click()
    page.locator(".aq-level").first.wait_for()
    start = page.locator(".aq-level").first.inner_text()
    must = sum(q.must for q in load_bank("0", ROOT).questions)
    assert f"Must do: {must} of {must} done" in start
    assert page.get_by_text("keeps the answers of each page apart").count() == 0
    page.get_by_role("link", name="Words that judge").click()
    works(first_choice(page))
    assert len({r["learner"] for r in records(page)}) == 1


def test_a_browser_that_keeps_pages_apart_is_told(open_page, folder):
    page = open_page("index")
    page.goto((folder / "index.html").as_uri() + "#learner=abcdefghjk")
    page.evaluate("() => localStorage.clear()")
    reload(page)
    page.get_by_text("This browser keeps the answers of each page apart").wait_for()
    # The code at least goes along, so that the downloads of one person carry one code.
    assert page.evaluate("() => JSON.parse(localStorage['aquanaut-pages/learner']).learner") == "abcdefghjk"


def test_reference_marks_open_after_ones_own(open_page):
    page = open_page()
    reader = page.locator(".aq-reader").first
    assert reader.locator("mark").count() == 0
    unlock = reader.get_by_role("button", name="I have made my marks")
    unlock.click()
    assert "Still to check" in reader.locator(".aq-lenses").inner_text()
    for one in questions(page, STEM):
        if one.question.must and one.question.control == "mark":
            one.give(one.right())
            one.check()
    unlock.click()
    reader.get_by_role("button", name="Words that judge").click()
    assert reader.locator("mark").count() > 5
    reader.get_by_role("button", name="Your marks").click()
    assert reader.locator(".aq-mine").count() > 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_in_every_state(open_page, axe, width, dark):
    page = open_page(width=width, dark=dark)
    assert axe(page, "html") == []
    for one in [*questions(page, STEM, "mark"), first_choice(page)]:
        one.give(one.wrong())
        one.check()
    assert axe(page, "html") == []
    for one in questions(page, STEM, "mark"):
        one.box.get_by_role("button", name="Show me").click()
    page.locator(".aq-reader").first.get_by_role("button", name="I have made my marks").click()
    page.locator(".aq-reader").first.get_by_role("button", name="Words that judge").click()
    page.get_by_role("button", name="Erase mine").click()
    assert axe(page, "html") == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", [*STEMS, "index", "projector"])
def test_axe_and_width_of_every_page(open_page, axe, name):
    page = open_page(name, width=360)
    assert axe(page, "html") == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_axe_when_nothing_can_be_kept(open_page, axe):
    page = open_page("index", script=REFUSED)
    assert page.locator("#aq-alarm").get_by_text("NOT SAVED").is_visible()
    assert axe(page, "html") == []


def test_the_projector_by_keyboard(open_page, axe):
    page = open_page("projector", dark=True)
    page.locator(".aq-stage p").first.wait_for()
    assert page.locator(".aq-place").inner_text().startswith("1 of")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.locator(".aq-place").inner_text().startswith("2 of")
    assert page.locator("mark").count() == 0
    page.get_by_label("How many places does the class find?").fill("4")
    page.keyboard.press("r")  # in the field of the number, too
    assert page.get_by_text("Your class: 4. Reference marks:").is_visible()
    assert page.locator(".aq-stage mark").count() > 0
    assert axe(page, "html") == []
    page.get_by_label("Show", exact=True).select_option(label="Lesson 3: Words that judge")
    assert page.locator("mark").count() == 0, "a new passage begins unmarked"
    for _ in range(3):
        page.get_by_role("button", name="Reveal").click()
        assert axe(page, "html") == []
        page.get_by_role("button", name="Next").click()
    # The keys can be turned off.
    at = page.locator(".aq-place").inner_text()
    page.get_by_label("Keys:").uncheck()
    page.keyboard.press("ArrowRight")
    assert page.locator(".aq-place").inner_text() == at


def test_each_slide_of_the_projector_can_be_shown(open_page):
    page = open_page("projector")
    decks = page.get_by_label("Show", exact=True)
    for number in range(decks.locator("option").count()):
        decks.select_option(str(number))
        count = int(page.locator(".aq-place").inner_text().split(" of ")[1])
        for _ in range(count):
            page.keyboard.press("r")
            assert page.get_by_role("button", name="Hide again").is_visible()
            page.evaluate("() => document.activeElement.blur()")
            page.keyboard.press("ArrowRight")


def test_records_are_those_of_the_answer_log(open_page):
    page = open_page()
    one = first_choice(page)
    one.give(one.right())
    one.check()
    last = records(page)[-1]
    assert last | {"learner": "", "at": ""} == {
        "v": 1, "learner": "", "lesson": STEM, "question": one.question.id, "event": "check", "at": "",
        "answer": one.right(), **({"confidence": 75} if one.question.confidence else {}),
    }  # fmt: skip
    assert json.dumps(last)


def test_the_report_is_python_s_own(open_page, tmp_path):
    """In words and numbers, over the lessons that were answered on other pages too."""
    page = open_page("00_start_here")
    for one in questions(page, "00_start_here")[:5]:
        one.give(one.wrong())
        one.check()
    page.goto(page.url.replace("00_start_here", "07_check_yourself"))
    started(page)
    assert page.locator(".aq-report").get_by_text("Your report").is_visible()
    for one in questions(page, "07_check_yourself")[:6]:
        works(one)
    reading = download(page, tmp_path / "all.jsonl")
    mine = {s: [r for r in reading.records if r["lesson"] == s] for s in STEMS}
    learner = reading.records[0]["learner"]
    python = report.page(report_of((load_bank(s, ROOT), standings(mine[s], learner)) for s in STEMS), [])
    text = "(html) => new DOMParser().parseFromString(html, 'text/html').querySelector('section').textContent"
    assert page.locator(".aq-report").text_content() == page.evaluate(text, python)
    reload(page)
    assert page.locator(".aq-report").text_content() == page.evaluate(text, python)


def test_a_browser_that_cannot_start_the_page(browser, folder):
    """Too old to unpack it: the paper is there, and a sentence says so."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto((folder / f"{STEM}.html").as_uri())
    page.get_by_text("This browser could not start the page").wait_for()
    assert page.get_by_text(load_bank(STEM, ROOT).questions[0].prompt, exact=True).is_visible()
    context.close()


def test_one_part_that_fails_leaves_its_paper(browser, folder, tmp_path):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.add_init_script("Intl.PluralRules = class { constructor() { throw new Error('a test'); } }")
    page.goto((folder / f"{STEM}.html").as_uri())
    failed = page.locator("[data-failed]").first
    failed.wait_for()
    assert "could not be started (a test)" in failed.inner_text()
    assert failed.locator(".aq-paper").is_visible()
    context.close()
