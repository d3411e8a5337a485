"""One set with every kind of question, the reader, progress and a picture, for people who use no mouse or no eyes.

axe runs in every state, in both of JupyterLab's themes and at two widths; the browser's own accessibility tree is
asked for names and states; the whole way through the widgets is gone by keyboard, with the notebook's shortcuts on.
"""

import json

import pytest
from driver import Asked
from lab import Lab, notebook
from samples import EVERY_KIND, every_kind

from aquanaut.questions.bank import load_bank
from aquanaut.questions.model import question_types

NOTEBOOK = "small.ipynb"
CELLS = (
    "from aquanaut import progress, quiz, read, readability",
    f'quiz("{EVERY_KIND}", "all")',
    f'read(lens="all", after="{EVERY_KIND}")',
    "progress()",
    "readability()",
)
WIDGETS = {"quiz": ".aq-quiz", "reader": ".aq-reader", "progress": ".aq-progress"}
PICTURE = ".jp-Cell:nth-last-of-type(1) .jp-RenderedHTMLCommon"
LENSES = 5

TAB_STOPS = """(root) => {
  const all = [...root.querySelectorAll('a[href],button,input,select,summary,textarea,[tabindex]')].filter(
    (e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}));
  const radios = (e) => e.type === 'radio' ? all.filter((o) => o.name === e.name) : [e];
  // A group of radio buttons is one stop: the chosen one, else its first.
  return all.filter((e) => e === (radios(e).find((o) => o.checked) ?? radios(e)[0]));
}"""
"""What Tab must come by inside a widget, in the order of the document."""

NUMBERED = f"""(root) => {{
  const stops = ({TAB_STOPS})(root);
  stops.forEach((e, i) => (e.dataset.stop = i));
  return stops.map((e) => e.outerHTML.slice(0, 90));
}}"""

FOCUS = """() => {
  const e = document.activeElement, look = getComputedStyle(e), box = e.getBoundingClientRect();
  const inside = e.closest('.aquanaut') !== null;
  return {
    stop: inside && e.dataset.stop ? Number(e.dataset.stop) : null, inside,
    html: e.outerHTML.slice(0, 90),
    ring: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""

CELLS_NOW = """() => {
  const notebook = document.querySelector('.jp-Notebook');
  const cells = [...notebook.querySelectorAll('.jp-Cell')];
  return {
    cells: cells.length, code: notebook.querySelectorAll('.jp-CodeCell').length,
    command: notebook.classList.contains('jp-mod-commandMode'), active: cells.findIndex((c) => c.matches('.jp-mod-active')),
    selected: cells.filter((c) => c.matches('.jp-mod-selected')).length,
  };
}"""  # noqa: E501

TOO_WIDE = """(root) => {
  const right = root.getBoundingClientRect().right, found = [];
  if (root.scrollWidth > root.clientWidth) found.push(`the whole: ${root.scrollWidth} > ${root.clientWidth}`);
  for (const e of root.querySelectorAll('*')) {
    if (!e.checkVisibility() || e.closest('.aq-vh, .aq-sheet')) continue;
    const box = e.getBoundingClientRect();
    if (box.width && box.right > right + 1) found.push(e.outerHTML.slice(0, 90));
  }
  return found.slice(0, 3);
}"""


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return every_kind(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def lab(tmp_path_factory, content):
    """One JupyterLab; a learner (a folder with the notebook) for each test."""
    folder, home = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("home")
    for name in ("light", "dark", "keys", "tree"):
        (folder / name).mkdir()
        (folder / name / NOTEBOOK).write_text(json.dumps(notebook(*CELLS)), encoding="utf-8")
    running = Lab(folder, home, content)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def opened(lab, browser, content):
    """Open the notebook as the learner `name` and run it; gives the page and its questions by kind."""
    contexts = []

    def go(name, dark=False):
        lab.theme(dark)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        lab.open(page, f"{name}/{NOTEBOOK}")
        lab.run_all(page)
        lab.close_sidebar(page)
        bank = load_bank(EVERY_KIND, content)
        asked = {}
        for question in bank.questions:
            box = page.locator(f"article.aq-q[data-question='{question.id}']")
            box.wait_for(state="attached")
            asked[question.kind] = Asked(page, box, bank, question)
        page.locator(WIDGETS["progress"]).wait_for()
        return page, asked

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def unlocked(opened):
    """A page whose reader is unlocked and shows a lens, for tests that only walk about."""
    page, asked = opened("keys")
    one = asked["mark_text"]
    one.give(one.right())
    one.check()
    reader = page.locator(WIDGETS["reader"])
    reader.get_by_role("button", name="show theirs").click()
    reader.get_by_role("button", name="Words that judge").click()
    reader.locator("mark").first.wait_for()
    return page


def test_the_sample_has_every_kind(content):
    """A new kind of question gets one in `samples.py`, and with it all the tests here."""
    assert {q.kind for q in load_bank(EVERY_KIND, content).questions} == set(question_types())


class Watch:
    """Runs axe at both widths on what the page shows, and collects all that is wrong."""

    def __init__(self, page, axe):
        self.page, self.axe, self.found = page, axe, []

    def __call__(self, state, widget, before=None):
        """`before` is done again at each width: what opens by itself where the width is another."""
        for width in (1280, 360):
            self.page.set_viewport_size({"width": width, "height": 900})
            # JupyterLab does not lay out the cells that are off the screen.
            self.page.locator(WIDGETS.get(widget, widget)).scroll_into_view_if_needed()
            if before:
                before()
            self.found += [f"{state}, {width} px, {v}" for v in self.axe(self.page, WIDGETS.get(widget, widget))]
        if widget in WIDGETS:
            self.page.set_viewport_size({"width": 320, "height": 900})
            if before:
                before()
            wide = self.page.locator(f".aquanaut:has({WIDGETS[widget]})").evaluate(TOO_WIDE)
            self.found += [f"{state}, 320 px, too wide: {w}" for w in wide]
        self.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(lab, opened, axe, theme):
    page, asked = opened(theme, dark=theme == "dark")
    assert page.evaluate("document.body.dataset.jpThemeLight") == str(theme == "light").lower()
    watch = Watch(page, axe)
    quiz_states(lab.folder / theme, asked, watch)
    reader_states(page, watch)
    progress_states(page, watch)
    watch("the picture", PICTURE)
    assert not watch.found, "\n".join(watch.found)


PLANTED = "<p id=planted1 style='color: #ccc'>pale</p><input id=planted2>"


def test_axe_would_see_it(unlocked, axe):
    """The guard of the test above: what is planted in each widget is found there."""
    for name, widget in WIDGETS.items():
        unlocked.locator(widget).scroll_into_view_if_needed()
        unlocked.locator(widget).evaluate("(e, planted) => e.insertAdjacentHTML('beforeend', planted)", PLANTED)
        found = " ".join(axe(unlocked, widget))
        unlocked.evaluate("document.querySelectorAll('[id^=planted]').forEach((e) => e.remove())")
        assert "color-contrast" in found and "label" in found, name


def quiz_states(folder, asked, watch):
    text, page = asked["mark_text"], watch.page
    watch("reader locked", "reader")
    watch("fresh", "quiz")
    for one in asked.values():
        hint = one.box.get_by_role("button", name="Hint")
        while hint.count() and hint.is_visible() and hint.get_attribute("aria-disabled") != "true":
            hint.click()
    text.box.locator("summary").first.click()

    def open_bar():  # it is laid where the words are, and these move
        page.keyboard.press("Escape")
        text.box.locator("[role=option]").nth(3).click()

    watch("hints, help and label bar open", "quiz", open_bar)
    page.keyboard.press("Escape")

    for one in asked.values():
        one.give(one.wrong())
    watch("answered", "quiz")
    for one in asked.values():
        one.check()
    text.box.get_by_role("button", name="I see it differently").first.click()
    watch("wrong, dispute open", "quiz")
    text.box.locator(".aq-dispute textarea").fill("It judges.")
    text.box.get_by_role("button", name="Keep my reason").click()
    watch("dispute kept", "quiz")
    for one in asked.values():
        reveal = one.box.get_by_role("button", name="Show me")
        if reveal.is_visible():
            reveal.click()
            reveal.wait_for(state="hidden")
    watch("revealed", "quiz")

    for one in asked.values():
        one.again()
    for kind in ("mark_text", "link_marks"):
        asked[kind].box.get_by_role("button", name="Use lists instead").click()
    watch("list form open", "quiz")
    for kind in ("mark_text", "link_marks"):
        asked[kind].box.get_by_role("button", name="Use lists instead").click()
    for one in asked.values():
        one.give(one.right())
        assert one.check() == ("right" if one.scored else "recorded"), one.question.id
    watch("right", "quiz")

    answers = folder / "answers"
    answers.rename(folder / "moved")
    answers.write_text("")
    for kind in ("choose_one", "short", "mark_text"):
        asked[kind].again()
        asked[kind].give(asked[kind].wrong())
        asked[kind].box.get_by_text("NOT SAVED").wait_for()
    watch("NOT SAVED", "quiz")
    answers.unlink()
    (folder / "moved").rename(answers)


def reader_states(page, watch):
    reader = page.locator(WIDGETS["reader"])
    reader.get_by_role("button", name="show theirs").click()
    lenses = reader.get_by_role("group", name="Lenses").get_by_role("button")
    lenses.first.wait_for()
    watch("reader unlocked", "reader")
    assert lenses.count() == LENSES
    for n in range(LENSES):
        lenses.nth(n).click()

        def open_card():
            page.keyboard.press("Escape")
            reader.locator("mark[role=button]").first.evaluate("e => e.blur()")
            reader.locator("mark[role=button]").first.focus()
            reader.locator(".aq-card").wait_for()

        watch(f"lens {n + 1}, card open", "reader", open_card)


def progress_states(page, watch):
    watch("progress", "progress")
    part = page.locator(WIDGETS["progress"])
    part.get_by_role("button", name="Erase mine").click()
    watch("erase asked", "progress")
    part.get_by_role("button", name="No, go back").click()


@pytest.mark.parametrize("name", WIDGETS)
def test_tab_alone_reaches_everything_in_order(unlocked, name):
    page = unlocked
    root = page.locator(f".aquanaut:has({WIDGETS[name]})")
    stops = root.evaluate(NUMBERED)
    assert len(stops) > 3
    page.keyboard.press("Shift")  # from here on the ring is shown: a key was the last that was used
    root.locator("[data-stop='0']").focus()
    found = [page.evaluate(FOCUS)]
    while found[-1]["stop"] is not None and len(found) < len(stops):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUS))
    wrong = next((i for i, one in enumerate(found) if one["stop"] != i), None)
    assert wrong is None, f"stop {wrong} is {found[wrong]['html']}, not {stops[wrong]}"
    assert len(found) == len(stops)
    assert not [f["html"] for f in found if not f["ring"]], "no ring"
    assert not [f["html"] for f in found if not f["seen"]], "off the screen"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUS)["stop"] == len(stops) - 2
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["stop"] is None, "Tab must lead out again"


def test_the_notebooks_shortcuts_never_fire(unlocked):
    """Keys that insert, cut, delete, run or leave a cell do nothing of that while a control has the focus."""
    page = unlocked
    tried = set()
    for name in WIDGETS:
        root = page.locator(f".aquanaut:has({WIDGETS[name]})")
        root.evaluate(NUMBERED)
        sorts = root.locator("[data-stop]").evaluate_all(
            "stops => stops.map((e) => [e.tagName, e.type, e.role].join(' ').trim())"
        )
        # Buttons come last: pressing them may draw the rest anew.
        for sort in sorted(set(sorts) - tried, key=lambda sort: sort.startswith("BUTTON")):
            stop = root.locator(f"[data-stop='{sorts.index(sort)}']")
            tried.add(sort)
            for key in ("b", "a", "x", "m", "d", "d", "ArrowDown", "ArrowUp", "Enter", "Shift+M", "Control+B"):
                if not stop.is_visible():
                    break
                stop.focus()
                before = page.evaluate(CELLS_NOW)
                page.keyboard.press(key)
                assert page.evaluate(CELLS_NOW) == before, f"{key} in {sort}"
    tags = {sort.split()[0] for sort in tried}
    assert tags == {"BUTTON", "INPUT", "SELECT", "TEXTAREA", "SUMMARY", "SPAN", "MARK"}, tried


def tree(page, selector):
    """The browser's accessibility tree below an element: (role, name, states), ignored nodes left out."""
    cdp = page.context.new_cdp_session(page)
    document = cdp.send("DOM.getDocument")["root"]["nodeId"]
    node = cdp.send("DOM.querySelector", {"nodeId": document, "selector": selector})["nodeId"]
    nodes = cdp.send("Accessibility.queryAXTree", {"nodeId": node})["nodes"]
    cdp.detach()
    return [
        (
            one["role"]["value"],
            one.get("name", {}).get("value", ""),
            {p["name"]: p["value"].get("value") for p in one.get("properties", [])}
            | {"description": one.get("description", {}).get("value", "")},
        )
        for one in nodes
        if not one["ignored"]
    ]


def named(nodes, role, name):
    """The states of the one node with this role and name."""
    found = [states for r, n, states in nodes if r == role and n == name]
    assert len(found) == 1, (role, name, [n for r, n, _ in nodes if r == role])
    return found[0]


def test_the_accessibility_tree_names_states_and_says(lab, opened):
    page, asked = opened("tree")
    status = page.locator(".aq-quiz > [role=status]")

    def nodes(kind):
        return tree(page, f"article[data-question='{asked[kind].question.id}']")

    # Every question is a group with its prompt as its name.
    for kind, one in asked.items():
        named(nodes(kind), "group", one.question.prompt)
    named(nodes("choose_one"), "group", "How sure are you?")

    # Choices and their states.
    assert named(nodes("choose_one"), "radio", "5")["checked"] == "false"
    for kind in ("choose_one", "choose_many"):
        asked[kind].give(asked[kind].right())
    assert named(nodes("choose_one"), "radio", "5")["checked"] == "true"
    assert named(nodes("choose_one"), "radio", "75 % fairly sure")["checked"] == "true"
    assert named(nodes("choose_many"), "checkbox", "a cod")["checked"] == "true"
    assert named(nodes("choose_many"), "checkbox", "a cat")["checked"] == "false"

    # Groups, partners, order, cards, text.
    asked["sort_groups"].give(asked["sort_groups"].right())
    groups = nodes("sort_groups")
    for animal in ("a cat", "a dog", "a cod", "an eel"):
        named(groups, "radiogroup", animal)
    assert sum(s.get("checked") == "true" for r, _, s in groups if r == "radio") == 4
    asked["match"].give(asked["match"].right())
    assert len([n for r, n, _ in nodes("match") if r == "combobox" and n in ("a cat", "a dog", "a cow")]) == 3
    named(nodes("put_in_order"), "button", "Move down: an ant")
    asked["put_in_order"].box.get_by_role("button", name="Move down: an elk").or_(
        asked["put_in_order"].box.get_by_role("button", name="Move up: an elk")
    ).and_(asked["put_in_order"].box.locator("[aria-disabled=false]")).first.click()
    assert "of 4" in status.inner_text()
    cards = asked["open_cards"].box.locator(".aq-cards button")
    assert [s["expanded"] for r, _, s in nodes("open_cards") if r == "button" and "expanded" in s] == [False, False]
    cards.first.click()
    assert [s["expanded"] for r, _, s in nodes("open_cards") if r == "button" and "expanded" in s] == [True, False]
    assert any(r == "textbox" and n == asked["short"].question.prompt for r, n, _ in nodes("short"))

    # The text to mark: a list box named by the prompt; its words say their mark, and each step is announced.
    mark = asked["mark_text"]
    assert named(nodes("mark_text"), "listbox", mark.question.prompt)["multiselectable"]
    words = mark.box.locator("[role=option]")
    first = words.nth(2)
    word = first.inner_text()
    first.click()
    assert status.inner_text().strip() == f"1 word: {word}"
    page.keyboard.press("2")
    assert status.inner_text().startswith("Marked too big: ")
    assert named(nodes("mark_text"), "option", f"{word}, marked too big")["focused"]
    page.keyboard.press("Shift+ArrowRight")
    assert status.inner_text().startswith("2 words: ")
    words = tree(page, f"article[data-question='{mark.question.id}'] [role=listbox]")
    assert len([n for r, n, s in words if r == "option" and s.get("selected")]) == 2
    page.keyboard.press("Escape")
    assert status.inner_text().strip() == "Selection dropped"

    # A check says its verdict: in the heading that takes the focus, and in each option that was chosen.
    one = asked["choose_one"]
    one.give(one.wrong())
    one.check()
    assert page.evaluate("document.activeElement.textContent").strip().startswith("✗Not yet.")
    option = one.question.body["options"]
    words = next(o["text"] for o in option if o["id"] == one.wrong())
    assert named(nodes("choose_one"), "radio", words)["description"].startswith("Not this one: ")

    # What is lost is an alert.
    answers = lab.folder / "tree" / "answers"
    answers.rename(lab.folder / "tree" / "moved")
    answers.write_text("")
    one.again()
    one.give(one.right())
    alert = one.box.locator("[role=alert]")
    alert.get_by_text("NOT SAVED").wait_for()
    assert any(r == "alert" for r, _, _ in nodes("choose_one"))
    answers.unlink()
    (lab.folder / "tree" / "moved").rename(answers)
