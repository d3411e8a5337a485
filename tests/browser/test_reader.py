"""The reader in a real JupyterLab: plain first, then one lens at a time, and nothing of an article ever runs."""

import json
from collections import Counter

import pytest
from driver import Asked
from lab import Lab, notebook
from samples import EVERY_KIND, HOSTILE, every_kind, hostile

from aquanaut.marks.labels import LENS_VIEWS, label_of
from aquanaut.marks.reference import load_marks
from aquanaut.questions.bank import load_bank
from aquanaut.text.article import load_article
from aquanaut.widgets.reader import shows

ARTICLE = "drone-mission"
MARKING = "text"
"""The must-do marking question of the sample lesson; the reader waits for it."""

NOTEBOOKS = {
    "locked": ("from aquanaut import *", f'quiz("{EVERY_KIND}", "all")', f'read(lens="all", after="{EVERY_KIND}")'),
    "open": ("from aquanaut import read", 'read(lens="all")'),
    "hostile": ("from aquanaut import read", 'read("hostile", lens="all")'),
}


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return hostile(every_kind(tmp_path_factory.mktemp("content")))


@pytest.fixture(scope="module")
def lab(tmp_path_factory, content):
    folder, home = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("home")
    for name, cells in NOTEBOOKS.items():
        (folder / name).mkdir()
        (folder / name / "small.ipynb").write_text(json.dumps(notebook(*cells)), encoding="utf-8")
    running = Lab(folder, home, content)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def opened(lab, browser):
    """Open and run a notebook, once; gives its page."""
    contexts, pages = [], {}

    def go(name):
        if name not in pages:
            context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
            contexts.append(context)
            page = pages[name] = context.new_page()
            page.set_default_timeout(20_000)
            page.told = []
            page.on("dialog", lambda dialog: (page.told.append(dialog.message), dialog.dismiss()))
            lab.open(page, f"{name}/small.ipynb")
            lab.run_all(page)
            lab.close_sidebar(page)
            page.locator(".aq-reader .aq-page").wait_for()
        # JupyterLab does not lay out the cells that are off the screen.
        pages[name].locator(".aq-reader .aq-lenses").scroll_into_view_if_needed()
        return pages[name]

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def reader(opened):
    """The open reader on the shipped article, plain again."""
    page = opened("open")
    page.keyboard.press("Escape")
    page.mouse.move(5, 5)
    for pressed in page.locator(".aq-reader .aq-lenses [aria-pressed=true]").all():
        pressed.click()
    return page.locator(".aq-reader")


@pytest.fixture
def marks(content):
    """The reference marks of the shipped article that each lens shows, by its id."""
    found = load_marks(load_article(ARTICLE, content))
    return {lens.id: [m for m in found if shows(lens, m)] for lens in LENS_VIEWS}


def lens_buttons(reader):
    return reader.get_by_role("group", name="Lenses").get_by_role("button")


def choose(reader, title):
    reader.locator(".aq-lenses").get_by_role("button", name=title).click()


def card(reader):
    return reader.locator(".aq-card")


def page_height(reader):
    return reader.page.viewport_size["height"]


def shown_text(reader, place=".aq-page"):
    return " ".join(reader.locator(place).inner_text().split())


def test_locked_until_the_learner_has_marked(opened, content):
    page = opened("locked")
    reader = page.locator(".aq-reader")
    bank = load_bank(EVERY_KIND, content)
    one = Asked(page, page.locator(f"article[data-question='{MARKING}']"), bank, bank.question(MARKING))
    assert reader.locator("mark").count() == 0
    assert lens_buttons(reader).count() == 0
    assert one.question.prompt in reader.inner_text()
    theirs = reader.get_by_role("button", name="show theirs")
    theirs.click()
    page.wait_for_timeout(300)
    assert theirs.is_visible(), "still locked"
    assert one.box.locator(".aq-feedback").count() == 0
    one.give(one.wrong())  # a draft is not yet a commitment
    one.box.get_by_text("Saved", exact=True).wait_for()
    theirs.click()
    page.wait_for_timeout(300)
    assert theirs.is_visible()
    assert one.check() in ("wrong", "part")
    theirs.click()
    lens_buttons(reader).first.wait_for()
    assert reader.get_by_role("button", name="show theirs").count() == 0
    assert reader.locator("mark").count() == 0, "unlocked, and still plain"


def test_own_marks_beside_the_reference(opened, content):
    """After the test above: the learner's checked mark, alone, theirs alone, and both."""
    page = opened("locked")
    reader = page.locator(".aq-reader")
    bank = load_bank(EVERY_KIND, content)
    one = Asked(page, page.locator(f"article[data-question='{MARKING}']"), bank, bank.question(MARKING))
    choose(reader, "Words that judge")
    mine = one.wrong()[0]
    words = load_article(ARTICLE, content).text[mine["start"] : mine["end"]]
    own = reader.locator("mark.aq-mine")
    assert [m.inner_text() for m in own.all()] == [words]
    all_marks = reader.locator("mark").count()
    choose(reader, "Your marks")
    assert reader.locator("mark").count() == own.count() == 1
    own.focus()
    assert "Your mark: loaded" in card(reader).inner_text()
    choose(reader, "Reference marks")
    assert own.count() == 0 and reader.locator("mark").count() == all_marks - 1
    choose(reader, "Both")
    assert reader.locator("mark").count() == all_marks


def test_opens_unmarked_as_the_whole_article(reader, content):
    assert reader.locator("mark").count() == 0
    assert reader.locator(".aq-lenses [aria-pressed=true]").count() == 0
    shown = shown_text(reader)
    for block in load_article(ARTICLE, content).layout:
        words = " ".join(block.span.of(load_article(ARTICLE, content).text).removeprefix("•").split())
        assert words in shown, words[:60]


def test_done_well_comes_first_and_one_lens_at_a_time(reader, marks):
    buttons = lens_buttons(reader)
    titles = [b.inner_text() for b in buttons.all()]
    assert titles == [f"{lens.title} {len(marks[lens.id])}" for lens in LENS_VIEWS]
    assert titles[0].startswith("Done well ")
    for lens, button in zip(LENS_VIEWS, buttons.all(), strict=True):
        button.click()
        assert reader.locator(".aq-row").first.locator("[aria-pressed=true]").count() == 1
        assert button.get_attribute("aria-pressed") == "true"
        placed = [m for m in marks[lens.id] if m.span]
        numbers = ",".join(n for n in reader.locator("mark[data-n]").evaluate_all("l => l.map((e) => e.dataset.n)"))
        assert {int(n) for n in numbers.split(",")} == set(range(1, len(placed) + 1))
        assert reader.locator(".aq-absent > div").count() == len(marks[lens.id]) - len(placed)
    buttons.last.click()
    assert reader.locator("mark").count() == 0, "pressed again, a lens is put away"


def test_the_legend_counts_what_the_marks_file_holds(reader, marks):
    for lens in LENS_VIEWS:
        choose(reader, lens.title)
        counts = {}
        for line in reader.locator(".aq-legend li").all():
            label = line.locator("b").inner_text()
            counts[label] = int(line.inner_text().removeprefix(label))
        assert counts == Counter(label_of(m.code) for m in marks[lens.id]), lens.id


def test_a_card_on_hover_focus_and_click_and_away_with_escape(reader, marks):
    page = reader.page
    choose(reader, "Words that judge")
    first = next(m for m in marks["loaded"] if m.alternative and m.span)
    spots = reader.locator("mark")
    number = [m.id for m in marks["loaded"] if m.span].index(first.id) + 1
    spot = reader.locator(f"mark[data-n='{number}']")
    other = spots.nth(spots.count() - 1)

    def is_of_first():
        said = card(reader).inner_text()
        return all(words in said for words in (label_of(first.code), first.rationale, first.alternative, "Ask: "))

    spot.scroll_into_view_if_needed()
    spot.hover()
    card(reader).wait_for()
    assert is_of_first()
    page.keyboard.press("Escape")  # the focus is elsewhere: see below
    other.focus()
    assert card(reader).is_visible() and not is_of_first()
    assert other.get_attribute("aria-describedby") == card(reader).get_attribute("id")
    page.keyboard.press("Escape")
    assert card(reader).is_hidden()
    assert other.evaluate("e => e === document.activeElement"), "Escape leaves the place"
    spot.click()
    card(reader).wait_for()
    assert is_of_first()
    page.keyboard.press("Enter")
    assert card(reader).evaluate("e => e === document.activeElement"), "Enter goes into the card"
    page.keyboard.press("Escape")
    assert card(reader).is_hidden()
    assert spot.evaluate("e => e === document.activeElement"), "and Escape back to its place"


def test_escape_closes_a_card_that_the_mouse_opened(reader):
    """Whoever magnifies the page must be able to send away what covers it, wherever the focus is (WCAG 1.4.13)."""
    choose(reader, "Words that judge")
    reader.locator("mark").first.hover()
    card(reader).wait_for()
    reader.page.keyboard.press("Escape")
    assert card(reader).is_hidden()


def test_a_link_leads_to_the_other_end_and_back(reader, marks):
    choose(reader, "Does it hold together")
    linked = next(m for m in marks["together"] if m.links and m.span)
    number = [m.id for m in marks["together"] if m.span].index(linked.id) + 1
    ends = reader.locator(f"mark[data-n='{number}'], mark[data-n^='{number},'], mark[data-n$=',{number}']")
    assert ends.count() >= 2
    ends.first.focus()
    assert reader.locator("mark.aq-on").count() >= 2, "both ends are shown"
    reader.get_by_role("button", name="Go to the other end").first.click()
    focused = reader.locator("mark:focus")
    assert str(number) in focused.get_attribute("data-n").split(",")
    assert focused.evaluate("(e, first) => e !== first", ends.first.element_handle())
    assert linked.rationale in card(reader).inner_text()
    box = focused.bounding_box()
    assert 0 <= box["y"] <= page_height(reader) - box["height"]


def test_on_paper_the_notes_stand_below(reader, marks):
    page = reader.page
    choose(reader, "Words that judge")
    notes = reader.locator(".aq-notes")
    assert notes.is_hidden()
    page.emulate_media(media="print")
    try:
        assert notes.is_visible()
        placed = [m for m in marks["loaded"] if m.span]
        assert notes.locator("li").count() == len(placed)
        printed = notes.inner_text()
        assert all(m.rationale in " ".join(printed.split()) for m in placed)
        assert reader.locator(".aq-page").is_visible()
        assert reader.locator(".aq-row").first.is_hidden()
        sign = reader.locator("mark[data-n]").first.evaluate("e => getComputedStyle(e, '::after').content")
        assert sign == '"1"', "the number that leads to its note"
    finally:
        page.emulate_media(media="screen")


def test_nothing_of_a_hostile_article_runs(opened):
    page = opened("hostile")
    reader = page.locator(".aq-reader")
    choose(reader, "Words that judge")
    for spot in reader.locator("[role=button]").all():
        spot.focus()
        card(reader).wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert page.told == []
    inside = "script, img, svg, iframe, style, a, .aq-page b:not(.aq-m)"
    assert reader.locator(inside).count() == 0
    assert page.locator(".jp-OutputArea-output iframe").count() == 0
    shown = shown_text(reader)
    for line in HOSTILE.splitlines():
        words = " ".join(line.removeprefix("•").split())
        assert words in shown, words
    about = reader.inner_text()
    for words in ("<img src=x onerror=\"window.hit = 'byline'\">", "<svg onload=\"window.hit = 'outlet'\">", "<iframe"):
        assert words in about, words


def test_marks_after_emoji_and_from_right_to_left_lie_on_their_words(opened):
    reader = opened("hostile").locator(".aq-reader")
    if reader.get_by_role("button", name="Words that judge").get_attribute("aria-pressed") != "true":
        choose(reader, "Words that judge")
    found = [m.inner_text() for m in reader.locator("mark").all()]
    assert found == ["some words", "الرحلة كانت قصيرة جدا", "<a href=\"javascript:window.hit = 'link'\">Press here</a>"]
    choose(reader, "Done well")
    assert [m.inner_text() for m in reader.locator("mark").all()] == ["beyond the first plane 🏴‍☠️"]
    arabic = reader.locator(".aq-paragraph", has_text="الوزيرة")
    assert arabic.evaluate("e => getComputedStyle(e).direction") == "rtl"
