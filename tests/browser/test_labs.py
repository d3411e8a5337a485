"""Both labs played with the keyboard alone, and a lens's reading, in a real JupyterLab."""

import json

import pytest

CODE = {
    "words": "from aquanaut import lab, look",
    "break": 'lab("loaded")',
    "notice": 'lab("garble")',
    "machine": 'look(section=0, lens="loaded")',
}
BREAK, NOTICE = "section[aria-label='Break the detector']", "section[aria-label='Who notices?']"


def notebook(path):
    cells = [
        {"cell_type": "code", "id": name, "metadata": {}, "execution_count": None, "outputs": [], "source": text}
        for name, text in CODE.items()
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))


@pytest.fixture(scope="module")
def opened(lab, browser):
    """A page with both labs and the reader; `opened(dark=True)`."""
    contexts = []

    def go(dark=False):
        lab.theme(dark)
        notebook(lab.folder / f"labs{len(contexts)}.ipynb")
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        lab.open(page, f"labs{len(contexts) - 1}.ipynb")
        lab.run_all(page)
        return page

    yield go
    for context in contexts:
        context.close()


def press(page, box, name, key="Enter"):
    """A button by its name, pressed by key."""
    box.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press(key)


def write(page, field, text):
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def pick(page, group, word):
    """A word of a sentence, or "none", reached by the arrows from the first one."""
    radios = group.locator("input[type=radio]")
    radios.first.focus()
    page.keyboard.press("Space")
    for _ in range(radios.count()):
        label = group.locator("label:has(input:checked)").inner_text().strip()
        if label == word or (word == "none" and group.locator("input:checked").input_value() == "none"):
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"{word} is not to be reached")


def log(lab, name):
    path = lab.folder / "answers" / f"lab_{name}.jsonl"
    return [json.loads(line)["answer"] for line in path.read_text("utf-8").splitlines()]


def ask(page, box, text, own):
    write(page, box.get_by_label("Your sentence"), text)
    box.get_by_label(own, exact=True).focus()
    page.keyboard.press("Space")
    press(page, box, "Ask the lens")
    box.locator(".aq-lab-result h4").wait_for()
    return box.locator(".aq-lab-result h4").inner_text()


def test_break_the_detector_by_keyboard(lab, opened):
    page = opened()
    box = page.locator(BREAK)
    box.wait_for()

    # First nothing, then no judgment of one's own: each is told, and the focus goes where it can be mended.
    press(page, box, "Ask the lens")
    assert "nothing in the box" in box.locator("[role=alert]").first.inner_text()
    write(page, box.get_by_label("Your sentence"), "A shameful act.")
    press(page, box, "Ask the lens")
    assert "First say what you think" in box.locator("[role=alert]").first.inner_text()
    assert page.evaluate("document.activeElement.type") == "radio"

    # Far too long, and other languages.
    write(page, box.get_by_label("Your sentence"), "😀" * 10_000)
    box.get_by_label("It pushes", exact=True).focus()
    page.keyboard.press("Space")
    press(page, box, "Ask the lens")
    box.get_by_text("That is 10000 characters").wait_for()
    assert ask(page, box, "Il gatto dorme sul divano rosso.", "It is fair") == "The lens marked nothing"
    assert "does not look like English" in box.locator(".aq-lab-result").inner_text()

    # Agreement is no find; a push that the lens does not see is one.
    assert ask(page, box, "A shameful act of the mayor.", "It pushes") == "The lens marked one place"
    assert box.locator(".aq-lab-result mark").inner_text() == "shameful act"
    assert "The rule comes from" in box.locator(".aq-lab-result").inner_text()
    assert box.get_by_role("button", name="Keep this find").count() == 0
    assert ask(page, box, "What a gift, a broken pen.", "It pushes") == "The lens marked nothing"
    assert page.evaluate("document.activeElement.tagName") == "H4"
    write(page, box.get_by_label("Why did the lens get it wrong?"), "It is irony.")
    press(page, box, "Keep this find")
    box.get_by_text("Your finds: 1").wait_for()
    box.locator(".aq-lab-status", has_text="Saved").wait_for()
    assert log(lab, "loaded")[-1]["finds"][0]["reason"] == "It is irony."
    assert "fewer than half of theirs" in box.locator(".aq-lab-finds").inner_text()

    # A file stands in the way: NOT SAVED, aloud; then it can be saved again.
    answers = lab.folder / "answers"
    answers.rename(lab.folder / "moved")
    answers.write_text("")
    ask(page, box, "The mayor, who owns two houses, asked us to be patient.", "It pushes")
    press(page, box, "Keep this find")
    box.locator("[role=alert]", has_text="NOT SAVED").wait_for()
    answers.unlink()
    (lab.folder / "moved").rename(answers)
    box.get_by_role("button", name="Drop this one: What a gift").focus()
    page.keyboard.press("Enter")
    box.locator(".aq-lab-status", has_text="Saved").wait_for()
    assert [one["text"][:9] for one in log(lab, "loaded")[-1]["finds"]] == ["The mayor"]
    assert box.locator("[role=alert]", has_text="NOT SAVED").count() == 0

    # Another run of the notebook finds them again.
    lab.run_all(page)
    page.locator(BREAK).get_by_text("Your finds: 1").wait_for()


@pytest.mark.slow
def test_a_swap_a_round_alone_and_a_duel_by_keyboard(lab, opened):
    page = opened()
    box = page.locator(NOTICE)
    box.wait_for()

    # One swap that the lens knows, one that it does not.
    box.get_by_label("The sentence", exact=True).select_option(
        label="Crude oil from the wreck reached the beach at Tarnby on Sunday."
    )
    swap = box.locator(".aq-lab-swap")
    pick(page, swap.locator("fieldset"), "oil")
    press(page, swap, "information")
    assert "Crude information from the wreck" in swap.locator("[role=status]").inner_text()
    press(page, box, "Ask the lens")
    assert "First guess" in box.locator("[role=alert]").first.inner_text()
    box.get_by_label("a reader and the lens", exact=True).focus()
    page.keyboard.press("Space")
    press(page, box, "Ask the lens")
    box.get_by_role("heading", name="The lens noticed your word").wait_for()
    write(page, swap.locator("input[type=text]"), "two words")
    assert "One word, please" in swap.locator("[role=status]").inner_text()
    write(page, swap.locator("input[type=text]"), "ink")
    press(page, box, "Ask the lens")
    box.get_by_role("heading", name="The lens noticed nothing").wait_for()
    press(page, box, "Keep this swap for later")
    box.get_by_text("Swaps kept for later: 1").wait_for()

    # Alone: the kept swap is among the six; nothing tells where before all six are answered.
    press(page, box, "On my own")
    press(page, box, "Show me six sentences")
    picks = box.locator("fieldset.aq-lab-pick")
    assert picks.count() == 6
    place = box.locator(".aq-lab-place").first
    assert place.locator("mark").count() == 0 and "became" not in place.inner_text()
    press(page, box, "That is my answer: show who noticed")
    assert "Sentence 1 is still open" in box.locator("[role=alert]").first.inner_text()
    for group in picks.all():
        pick(page, group, "ink" if "ink" in group.inner_text().split() else "none")
    press(page, box, "That is my answer: show who noticed")
    box.get_by_role("heading", name="Who noticed?").wait_for()
    assert "“oil” became “ink”." in place.inner_text()
    last = log(lab, "garble")[-1]["rounds"][-1]
    assert last["mode"] == "alone" and last["found"] == 1 and last["alarms"] == 0 and 1 <= last["swaps"] <= 3

    # The duel: one swap, five left clean; player 2 finds it and accuses one clean sentence.
    press(page, box, "Two players")
    press(page, box, "Player 1 begins")
    press(page, box, "Done: hand over")
    assert "in 0 sentences" in box.locator("[role=alert]").first.inner_text()
    first = box.locator(".aq-lab-swap").nth(3)
    word = first.locator(".aq-lab-word").nth(2).inner_text()
    pick(page, first.locator("fieldset"), word)
    press(page, box, "Done: hand over")
    assert "put nothing new in its place" in box.locator("[role=alert]").first.inner_text()
    write(page, first.locator("input[type=text]"), "zebra")
    press(page, box, "Done: hand over")
    assert "zebra" not in box.inner_text()
    press(page, box, "I am player 2: show the sentences")
    for number, group in enumerate(box.locator("fieldset.aq-lab-pick").all()):
        pick(
            page,
            group,
            "zebra" if number == 3 else group.locator(".aq-lab-word").first.inner_text() if number == 0 else "none",
        )
    press(page, box, "That is my answer: show who noticed")
    box.get_by_role("heading", name="Who noticed?").wait_for()
    assert "Player 2: 1 of 1 swapped words found" in place.inner_text()
    assert "1 clean sentences accused. Found minus accused: 0." in place.inner_text()
    box.locator(".aq-lab-status", has_text="Saved").wait_for()
    assert [one["mode"] for one in log(lab, "garble")[-1]["rounds"]] == ["alone", "duel"]

    # Another run of the notebook finds them again, and goes on.
    lab.run_all(page)
    page.locator(NOTICE).get_by_text("All rounds so far: 2").wait_for()
    press(page, page.locator(NOTICE), "On my own")
    press(page, page.locator(NOTICE), "Show me six sentences")
    assert page.locator(NOTICE).locator("fieldset.aq-lab-pick").count() == 6


TOO_WIDE = """(e) => [...e.querySelectorAll('*')].filter((one) => {
  const {display, overflowX} = getComputedStyle(one);
  return display !== 'inline' && overflowX === 'visible' && one.clientWidth > 1
    && one.scrollWidth > one.clientWidth + 1;
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_too_wide(lab, opened, axe, dark, tmp_path):
    page = opened(dark)
    found = []

    def watch(state, root):
        whole = f".aquanaut:has({root})"
        found.extend(f"{state}: {one}" for one in axe(page, whole))
        lab.close_sidebar(page)
        page.set_viewport_size({"width": 360, "height": 2400})
        found.extend(f"{state}, too wide: {one}" for one in page.locator(whole).evaluate(TOO_WIDE))
        page.locator(whole).screenshot(path=tmp_path / f"{state}-360.png")
        page.set_viewport_size({"width": 1280, "height": 2000})
        page.locator(whole).screenshot(path=tmp_path / f"{state}-1280.png")
        page.set_viewport_size({"width": 1280, "height": 900})

    box = page.locator(BREAK)
    watch("break", BREAK)
    ask(page, box, "The shameful mayor stormed out of the historic hall.", "It is fair")
    watch("break-asked", BREAK)
    press(page, box, "Keep this find")
    watch("break-kept", BREAK)
    box = page.locator(NOTICE)
    swap = box.locator(".aq-lab-swap")
    pick(page, swap.locator("fieldset"), "harbor")
    press(page, swap, "harpoon")
    box.get_by_label("nobody", exact=True).focus()
    page.keyboard.press("Space")
    press(page, box, "Ask the lens")
    box.locator(".aq-lab-result h4").wait_for()
    watch("notice-try", NOTICE)
    press(page, box, "Two players")
    press(page, box, "Player 1 begins")
    watch("notice-secret", NOTICE)
    press(page, box, "On my own")
    press(page, box, "Show me six sentences")
    for group in box.locator("fieldset.aq-lab-pick").all():
        pick(page, group, "none")
    watch("notice-read", NOTICE)
    press(page, box, "That is my answer: show who noticed")
    box.get_by_role("heading", name="Who noticed?").wait_for()
    watch("notice-told", NOTICE)

    reader = page.locator(".aquanaut:has(.aq-machine)")
    assert "places that at least two readers marked" in reader.locator(".aq-machine").inner_text()
    for name in ("Side by side", "The lens", "The readers"):
        reader.get_by_role("group", name="Ways of looking").get_by_role("button", name=name).click()
        reader.locator("mark[role=button]").first.focus()
        reader.locator(".aq-card").wait_for()
        watch(f"machine-{name.split()[-1]}", ".aq-machine")
        page.keyboard.press("Escape")
    assert not found, "\n".join(found)
