"""An assigned exercise as one HTML page that needs neither Jupyter nor a network.

For a grade the page records answers and gives them back as a file: no key, no feedback, no weights are in it. For
practice it scores by itself, so its key is inside, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from aquanaut.exports.lessons.living import SCRIPT, STYLES
from aquanaut.pages.leaf import Leaf, html
from aquanaut.questions.bank import Bank, key_view, view
from aquanaut.questions.model import kind_scripts, kind_styles
from aquanaut.questions.paper import paper_set
from aquanaut.text.article import Article
from aquanaut.widgets.assigned import Assigned, article_sheet
from aquanaut.words import say

STEPS = 3

GRADED = "classroom/assign/static/graded"


def exercise_page(bank: Bank, assigned: Assigned, about: str, due: str, article: Article | None = None) -> str:
    """The page. `bank` has keys only for practice; `due` is the day in words ("" for none)."""
    graded = assigned.mode == "graded"
    parts = list(_parts(bank, assigned))
    places = "\n".join(_place(number, part, paper) for number, (part, paper) in enumerate(parts))
    sheet = f'<div class="aq-words aq-given">{article_sheet(article)}</div>' if article else ""
    main = f"{_opening(bank, assigned, about, due)}\n{sheet}\n{places}"
    copy = {name: getattr(assigned, name) for name in ("id", "student", "version")} | {"file": assigned.exercise}
    data = {"parts": [part for part, _ in parts], "shared": {}, "here": None, "assigned": copy}
    header = f"<p><strong>Aquanaut</strong> {escape(say('leaf.minutes', n=bank.minutes))}</p>"
    footer = f"<p>{escape(say(f'leaf.{assigned.mode}'))}</p><p>{escape(say('leaf.rights'))}</p>"
    script = GRADED if graded else SCRIPT
    leaf = Leaf(f"{bank.title} · Aquanaut", main, data, script, STYLES, header, footer, "leaf.skip.exercise")
    return html(replace(leaf, scripts=kind_scripts(), sheets=kind_styles()))


def _parts(bank: Bank, assigned: Assigned) -> Iterator[tuple[dict[str, Any], str]]:
    """What the script gets for each part, and its HTML for paper."""
    printed: set[str] = set()
    for one in bank.sets:
        views = [view(question, assigned.shuffle) for question in bank.of(one.id)]
        data: dict[str, Any] = {
            "kind": "quiz",
            "lesson": bank.lesson,
            "set": one.id,
            "title": one.title,
            "mode": assigned.mode,
        }
        if bank.keys:
            data["keys"] = {q["id"]: key_view(bank.keys[q["id"]]) for q in views}
        yield data | {"questions": views}, paper_set(one.title, views, printed)
    lesson = {
        "stem": bank.lesson,
        "title": bank.title,
        "minutes": bank.minutes,
        "sets": {one.id: one.title for one in bank.sets},
        "questions": [[q.id, q.set, int(q.must)] for q in bank.questions],
    }
    yield {"kind": "progress", "lessons": [lesson]}, f'<p class="aq-small">{escape(say("paper.progress"))}</p>'


def _place(number: int, part: dict[str, Any], paper: str) -> str:
    shown = f'<div class="aq-paper aq-paper-{part["kind"]}">{paper}</div>'
    return f'<section class="aq-part" data-part="{number}">{shown}</section>'


def _opening(bank: Bank, assigned: Assigned, about: str, due: str) -> str:
    steps = [say(f"leaf.{assigned.mode}.do.{step}") for step in range(1, STEPS + 1)]
    lines = [say("leaf.due", due=due)] if due else []
    lines += [say("leaf.code", code=assigned.student)] if assigned.student else []
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    todo = "".join(f"<li>{escape(step)}</li>" for step in steps)
    return (
        f'<div class="aq-words"><h1>{escape(bank.title)}</h1><p>{escape(about)}</p>{said}'
        f"<h2>{escape(say('start.do'))}</h2><ol>{todo}</ol></div>"
    )
