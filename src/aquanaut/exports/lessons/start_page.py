"""The start page of exported lessons: what to do, the lessons with their minutes, and how far this learner is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import mistune

from aquanaut.exports.lessons.living import SCRIPT, STYLES
from aquanaut.exports.lessons.prose import source
from aquanaut.pages.leaf import Leaf, html
from aquanaut.questions.bank import Bank
from aquanaut.words import say

STEPS = 4


def start_page(banks: Sequence[Bank], outlines: Sequence[dict[str, Any]], abouts: Sequence[str], projector: str) -> str:
    """The page. `outlines` and `abouts` (one sentence each) follow the order of `banks`."""
    lessons = [
        {**outline, "page": f"{bank.lesson}.html", "about": f"{say('leaf.minutes', n=bank.minutes)}. {about}"}
        for bank, outline, about in zip(banks, outlines, abouts, strict=True)
    ]
    steps = "".join(f"<li>{escape(say(f'start.do.{n}'))}</li>" for n in range(1, STEPS + 1))
    main = f"""<div class="aq-words">
<h1>{escape(say("start.title"))}</h1>
<p>{escape(say("start.intro"))}</p>
<h2>{escape(say("start.do"))}</h2>
<ol>{steps}</ol>
<h2>{escape(say("start.lessons"))}</h2>
</div>
<section class="aq-part" data-part="0"><div class="aq-paper">{_listed(lessons)}</div></section>
<div class="aq-words">
<h2>{escape(say("start.teacher"))}</h2>
<p><a href="{projector}">{escape(say("start.projector"))}</a>: {escape(say("start.projector.about"))}
{escape(say("start.key"))}</p>
</div>"""
    data: dict[str, Any] = {"parts": [{"kind": "progress", "lessons": lessons}], "shared": {}, "here": None}
    footer = f"<p>{escape(say('leaf.practice'))}</p><p>{escape(say('leaf.rights'))}</p>"
    header = "<p><strong>Aquanaut</strong></p>"
    return html(Leaf("Aquanaut", main, data, SCRIPT, STYLES, header, footer, skip="leaf.skip.start"))


def _listed(lessons: Sequence[dict[str, Any]]) -> str:
    rows = "".join(
        f'<li><a href="{escape(one["page"])}"><strong>{escape(one["title"])}</strong></a>'
        f"<p>{escape(one['about'])}</p></li>"
        for one in lessons
    )
    return f'<ol class="aq-lessons" start="0">{rows}</ol>'


def about_lesson(cells: Sequence[dict[str, Any]]) -> str:
    """What a lesson says one will do: its paragraph "You will …", else its first paragraph, as plain text."""
    text = next((source(cell) for cell in cells if cell.get("cell_type") == "markdown"), "")
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip() and not part.startswith(("#", "!", "|"))]
    chosen = next((part for part in paragraphs if part.startswith("**You will**")), paragraphs[0] if paragraphs else "")
    return _plain(mistune.create_markdown(renderer="ast")(chosen))


def _plain(node: Any) -> str:
    """The words of mistune's tree."""
    if isinstance(node, list):
        return "".join(map(_plain, node))
    if not isinstance(node, dict):
        return ""
    if node.get("type") == "softbreak":
        return " "
    return str(node["raw"]) if "raw" in node else _plain(node.get("children", []))
