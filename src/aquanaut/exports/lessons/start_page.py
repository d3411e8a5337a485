"""The start page of exported lessons: what to do, the lessons with their minutes, and how far this learner is."""

from __future__ import annotations

from collections.abc import Sequence

import mistune

from aquanaut.exports.lessons.living import SCRIPT, STYLES
from aquanaut.exports.lessons.notebook import Cell
from aquanaut.pages.html import Html, el, join
from aquanaut.pages.leaf import Leaf, html
from aquanaut.questions.bank import Bank
from aquanaut.words import say

STEPS = 4


def start_page(
    banks: Sequence[Bank], outlines: Sequence[dict[str, object]], abouts: Sequence[str], projector: str
) -> str:
    """The page. `outlines` and `abouts` (one sentence each) follow the order of `banks`."""
    lessons = [
        {**outline, "page": f"{bank.lesson}.html", "about": f"{say('leaf.minutes', n=bank.minutes)}. {about}"}
        for bank, outline, about in zip(banks, outlines, abouts, strict=True)
    ]
    listed = el("section", el("div", _listed(lessons), cls="aq-paper"), cls="aq-part", data_part=0)
    main = join((_head(), listed, _for_teachers(projector)), "\n")
    data: dict[str, object] = {"parts": [{"kind": "progress", "lessons": lessons}], "shared": {}, "here": None}
    footer = join((el("p", say("leaf.practice")), el("p", say("leaf.rights"))))
    header = el("p", el("strong", "Aquanaut"))
    return html(Leaf("Aquanaut", main, data, SCRIPT, STYLES, header, footer, skip="leaf.skip.start"))


def _head() -> Html:
    return _words(
        el("h1", say("start.title")),
        el("p", say("start.intro")),
        el("h2", say("start.do")),
        el("ol", [el("li", say(f"start.do.{n}")) for n in range(1, STEPS + 1)]),
        el("h2", say("start.lessons")),
    )


def _for_teachers(projector: str) -> Html:
    link = el("a", say("start.projector"), href=projector)
    return _words(
        el("h2", say("start.teacher")),
        el("p", link, ": ", say("start.projector.about"), "\n", say("start.key")),
    )


def _words(*lines: Html) -> Html:
    return el("div", "\n", join(lines, "\n"), "\n", cls="aq-words")


def _listed(lessons: Sequence[dict[str, object]]) -> Html:
    rows = [
        el("li", el("a", el("strong", lesson["title"]), href=lesson["page"]), el("p", lesson["about"]))
        for lesson in lessons
    ]
    return el("ol", rows, cls="aq-lessons", start=0)


def about_lesson(cells: Sequence[Cell]) -> str:
    """What a lesson says one will do: its paragraph "You will …", else its first paragraph, as plain text."""
    text = next((cell.text for cell in cells if cell.kind == "markdown"), "")
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip() and not part.startswith(("#", "!", "|"))]
    chosen = next((part for part in paragraphs if part.startswith("**You will**")), paragraphs[0] if paragraphs else "")
    return _plain(mistune.create_markdown(renderer="ast")(chosen))


def _plain(node: object) -> str:
    """The words of mistune's tree."""
    if isinstance(node, list):
        return "".join(map(_plain, node))
    if not isinstance(node, dict):
        return ""
    if node.get("type") == "softbreak":
        return " "
    return str(node["raw"]) if "raw" in node else _plain(node.get("children", []))
