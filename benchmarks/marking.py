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

from real import chromium, lab, load, p95

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


def main() -> int:
    """Mark, and print the table."""
    load("before")
    with tempfile.TemporaryDirectory() as folder, lab(long_content(Path(folder))) as running, chromium() as page:
        from lab import notebook

        cells = notebook("from aquanaut import quiz", 'quiz("01", "all")')
        (running.folder / "long.ipynb").write_text(json.dumps(cells), encoding="utf-8")
        running.open(page, "long.ipynb")
        running.close_sidebar(page)
        running.run_all(page)
        words = page.locator(".aq-q [role=option]")
        words.last.wait_for(state="attached")
        count = words.count()
        page.evaluate(FRAMES)
        times: dict[str, list[float]] = defaultdict(list)
        shown: dict[str, list[float]] = defaultdict(list)

        def done(name: str, pause: int = 40) -> None:
            page.wait_for_timeout(pause)  # a quick hand; drafts travel and are answered in between
            for store, kind in ((times, "frames"), (shown, "shown")):
                for _type, took in page.evaluate(f"() => {kind}.splice(0)"):
                    store[name].append(took)

        def press(name: str, key: str, times_: int = 1) -> None:
            for _ in range(times_):
                page.keyboard.press(key)
                done(name)

        words.nth(0).scroll_into_view_if_needed()
        words.nth(0).click()
        done("(first click)")
        press("arrow right, left", "ArrowRight", 30)
        press("arrow right, left", "ArrowLeft", 10)
        press("arrow down, up", "ArrowDown", 30)
        press("arrow down, up", "ArrowUp", 10)
        press("next sentence, paragraph", "Control+ArrowRight", 10)
        press("next sentence, paragraph", "Control+ArrowDown", 10)
        for n in range(12):
            press("next sentence, paragraph", "Control+ArrowDown")
            press("select with Shift", "Shift+ArrowRight", 3)
            press("key that marks", str(n % 2 + 1))
        for _ in range(5):
            press("ends of the text", "Control+End")
            press("ends of the text", "Control+Home")
        page.keyboard.press("Escape")
        done("(first click)")
        for n in range(13):
            place = 300 + n * (count - 400) // 13
            words.nth(place).scroll_into_view_if_needed()
            page.wait_for_timeout(100)
            words.nth(place).click()
            done("click on a word")
            words.nth(place + 3).click(modifiers=["Shift"])
            done("click on a word")
            page.locator(".aq-bar button").nth(n % 2).click()
            done("click on a label")
        laid = page.locator(".aq-marks button").count()
        words.nth(count // 2).click()
        done("click on a word")
        for _ in range(3):
            box, to = words.nth(count // 2).bounding_box(), words.nth(count // 2 + 4).bounding_box()
            page.mouse.move(box["x"] + 4, box["y"] + 6)
            page.mouse.down()
            page.mouse.move(to["x"] + 4, to["y"] + 6, steps=4)
            page.mouse.up()
            done("drag over words")
        page.keyboard.press("Escape")
        for _ in range(8):
            remove = page.locator(".aq-marks button").first
            remove.scroll_into_view_if_needed()
            page.wait_for_timeout(100)
            remove.click()
            done("click on Remove")
    print(f"\n{count:,} words, {laid} marks laid")
    print(f"{'ms from input to frame':28}{'n':>5}{'median':>8}{'p95':>8}{'max':>8}")
    measured = {name: values for name, values in times.items() if not name.startswith("(")}
    for name, values in measured.items():
        print(f"{name:28}{len(values):5}{median(values):8.1f}{p95(values):8.1f}{max(values):8.1f}")
    everything = [value for values in measured.values() for value in values]
    met = "met" if max(everything) <= TARGET else "MISSED"
    late = sum(value > TARGET for value in everything)
    print(f"{'all':28}{len(everything):5}{median(everything):8.1f}{p95(everything):8.1f}{max(everything):8.1f}")
    print(f"target: none over {TARGET:g} ms: {met} ({late} of {len(everything)} over)")
    slow = [value for name, values in shown.items() if not name.startswith("(") for value in values]
    if slow:
        over = sum(value > TARGET for value in slow)
        print(f"shown (of those over 16 ms): n {len(slow)}, p95 {p95(slow):.0f}, max {max(slow):.0f}, over {over}")
    load("after")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
