"""Marking a text of 5,000 words in a real JupyterLab: from each key and click to the frame that shows it.

    python benchmarks/marking.py

Two clocks. "main" runs from the input event's own time stamp to the end of the next frame's work on the page's main
thread. "shown" is the browser's Event Timing, to the moment the frame is presented; it counts in steps of 8 ms and
tells nothing below 16.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from real import chromium, lab, load, notebook, p95

TARGET = 50.0
WORDS = 5000
PLAIN = ("the", "boat", "port", "river", "crew", "north", "early", "small", "road", "house", "water", "field", "market")
LOADED = (
    "shocking", "dreadful", "monstrous", "disgraceful", "outrageous", "horrible", "shameful", "ghastly", "appalling",
    "hideous", "vile", "atrocious",
)  # fmt: skip

QUIZ = """\
lesson: 01_long
title: A long text
minutes: 5
article: long
objectives: {try: Mark words in a very long text.}
sets: [{id: all, title: A long text}]
questions:
  - id: text
    kind: mark_text
    set: all
    objective: try
    material: mixed
    prompt: Mark the words that judge.
    passage: {article: long}
    labels: [loaded, too_big]
    find: 12
    most: 26
    longest: 5
    targets:
"""

FRAMES = """() => {
  window.frames = [];
  window.shown = [];
  for (const type of ['keydown', 'pointerdown', 'pointerup', 'click']) {
    addEventListener(type, (event) => {
      const {port1, port2} = new MessageChannel();
      port1.onmessage = () => frames.push([type, performance.now() - event.timeStamp]);
      requestAnimationFrame(() => port2.postMessage(0));
    }, {capture: true});
  }
  new PerformanceObserver((list) => {
    for (const {name, duration} of list.getEntries()) shown.push([name, duration]);
  }).observe({type: 'event', durationThreshold: 16});
}"""


def long_content(root: Path) -> Path:
    """An article of 5,000 words in 70 paragraphs, and a lesson that asks to mark it."""
    chance = random.Random(5)
    words = [chance.choice(PLAIN) for _ in range(WORDS)]
    for n, word in enumerate(LOADED):
        words[14 * 25 * (n + 1) + 3] = word
    sentences = [" ".join(words[i : i + 14]).capitalize() + "." for i in range(0, WORDS, 14)]
    text = "\n\n".join(" ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5))
    article, lesson = root / "articles" / "long", root / "lessons" / "01_long"
    article.mkdir(parents=True)
    lesson.mkdir(parents=True)
    (article / "article.txt").write_text(text, encoding="utf-8")
    about = "title: Long\nlanguage: en\nprovenance: made up\nrights: none\n"
    about += "summary: A text of five thousand words, made up to measure how fast marking is.\n"
    (article / "article.yaml").write_text(about, encoding="utf-8")
    targets = [
        f"      - {{exact: {word}, label: loaded, feedback: This word judges and tells no fact at all here.}}\n"
        for word in LOADED
    ]
    (lesson / "quiz.yaml").write_text(QUIZ + "".join(targets), encoding="utf-8")
    return root


READY = "/ipykernel\\) \\| Idle/.test(document.querySelector('#jp-main-statusbar')?.innerText ?? '')"

MIDDLE = """(selector) => {
  const box = document.querySelector(selector)?.getBoundingClientRect();
  return box?.width ? [box.left + box.width / 2, box.top + box.height / 2] : null;
}"""

PLACE = """([selector, n]) => {
  const e = document.querySelectorAll(selector)[n], box = () => e.getBoundingClientRect();
  if (box().top < 60 || box().bottom > innerHeight - 60) e.scrollIntoView({block: 'center'});
  return [box().left + box().width / 2, box().top + box().height / 2];
}"""

WORD, BAR, REMOVE = ".aq-q [role=option]", ".aq-bar button", ".aq-marks button"


class Hand:
    """Keys and clicks, and what they took. No locators: Playwright's own listeners would cost more than the page."""

    def __init__(self, page):
        self.page = page
        self.times: dict[str, list[float]] = defaultdict(list)
        self.shown: dict[str, list[float]] = defaultdict(list)

    def done(self, name: str = "", pause: int = 60) -> None:
        """A quick hand's pause, in which drafts travel; then what was measured is filed under `name`."""
        self.page.wait_for_timeout(pause)
        for store, kind in ((self.times, "frames"), (self.shown, "shown")):
            taken = self.page.evaluate(f"() => {kind}.splice(0).map(([, took]) => took)")
            if name:
                store[name] += taken

    def press(self, name: str, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self.done(name)

    def to(self, selector: str, n: int) -> None:
        self.page.mouse.move(*self.page.evaluate(PLACE, [selector, n]))
        self.done(pause=150)

    def click(self, name: str, selector: str, n: int = 0, shift: bool = False) -> None:
        self.to(selector, n)
        if shift:
            self.page.keyboard.down("Shift")
            self.done()
        self.page.mouse.down()
        self.page.mouse.up()
        self.done(name, 100)
        if shift:
            self.page.keyboard.up("Shift")
            self.done()


def mark(page) -> Hand:
    """All the gestures, over all of the text."""
    hand = Hand(page)
    hand.click("", WORD, 0)
    hand.press("arrow right, left", "ArrowRight", 30)
    hand.press("arrow right, left", "ArrowLeft", 10)
    hand.press("arrow down, up", "ArrowDown", 30)
    hand.press("arrow down, up", "ArrowUp", 10)
    hand.press("next sentence, paragraph", "Control+ArrowRight", 10)
    hand.press("next sentence, paragraph", "Control+ArrowDown", 10)
    for n in range(12):
        hand.press("next sentence, paragraph", "Control+ArrowDown")
        hand.press("select with Shift", "Shift+ArrowRight", 3)
        hand.press("key that marks", str(n % 2 + 1))
    for _ in range(5):
        hand.press("ends of the text", "Control+End")
        hand.press("ends of the text", "Control+Home")
    for n in range(13):
        place = 300 + n * (WORDS - 400) // 13
        hand.click("click on a word", WORD, place)
        hand.click("click on a word", WORD, place + 3, shift=True)
        hand.click("click on a label", BAR, n % 2)
    for n in range(3):
        hand.to(WORD, WORDS // 2 + 40 * n)
        page.mouse.down()
        page.mouse.move(*page.evaluate(PLACE, [WORD, WORDS // 2 + 40 * n + 4]), steps=4)
        page.mouse.up()
        hand.done("drag over words")
    hand.press("", "Escape")
    for _ in range(8):
        hand.click("click on Remove", REMOVE)
    return hand


def run(page, running) -> None:
    """Open the notebook and press the one button."""

    def until(expression: str) -> None:
        for _ in range(600):
            if page.evaluate(expression):
                return
            page.wait_for_timeout(200)
        raise TimeoutError(expression)

    page.goto(f"{running.url}/lab/tree/long.ipynb?reset")
    until(READY)
    for button in (".jp-SideBar [data-id='filebrowser']", "[data-command='notebook:restart-run-all']"):
        page.mouse.click(*page.evaluate(MIDDLE, button))
        page.wait_for_timeout(500)
    until(f"document.querySelectorAll('{WORD}').length === {WORDS}")
    until(READY)


def main() -> int:
    """Mark, and print the table."""
    load("before")
    with tempfile.TemporaryDirectory() as folder, lab(long_content(Path(folder))) as running, chromium() as page:
        cells = notebook("from aquanaut import quiz", 'quiz("01", "all")')
        (running.folder / "long.ipynb").write_text(json.dumps(cells), encoding="utf-8")
        run(page, running)
        page.wait_for_timeout(2000)
        page.evaluate(FRAMES)
        hand = mark(page)
    times, shown = hand.times, hand.shown
    print(f"\n{WORDS:,} words, 25 marks")
    print(f"{'ms from input to frame':28}{'n':>5}{'median':>8}{'p95':>8}{'max':>8}")
    for name, values in times.items():
        print(f"{name:28}{len(values):5}{median(values):8.1f}{p95(values):8.1f}{max(values):8.1f}")
    everything = [value for values in times.values() for value in values]
    met = "met" if max(everything) <= TARGET else "MISSED"
    late = sum(value > TARGET for value in everything)
    print(f"{'all':28}{len(everything):5}{median(everything):8.1f}{p95(everything):8.1f}{max(everything):8.1f}")
    print(f"target: none over {TARGET:g} ms: {met} ({late} of {len(everything)} over)")
    slow = [value for values in shown.values() for value in values]
    if slow:
        over = sum(value > TARGET for value in slow)
        print(f"shown (of those over 16 ms): n {len(slow)}, p95 {p95(slow):.0f}, max {max(slow):.0f}, over {over}")
    load("after")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
