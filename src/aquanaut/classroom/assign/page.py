"""An assigned exercise as one HTML page that needs neither Jupyter nor a network.

For a grade the page records answers and gives them back as a file: no key, no feedback, no weights are in it. For
practice it scores by itself, so its key is inside, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aquanaut.exports.lessons.living import SCRIPT, STYLES
from aquanaut.pages.html import Html, el, join
from aquanaut.pages.leaf import Leaf, html
from aquanaut.questions.bank import Bank, key_view, view
from aquanaut.questions.model import kind_scripts, kind_styles
from aquanaut.questions.paper import paper_set
from aquanaut.text.article import Article
from aquanaut.widgets.assigned import Assigned, article_sheet
from aquanaut.words import say

STEPS = 3

GRADED = "classroom/assign/static/graded"

PagePart = dict[str, object]
"""What the script of the page gets for one of its parts; `kind` says which."""


def exercise_page(bank: Bank, assigned: Assigned, about: str, due: str, article: Article | None = None) -> str:
    """The page. `bank` has keys only for practice; `due` is the day in words ("" for none)."""
    graded = assigned.mode == "graded"
    parts = list(_parts(bank, assigned))
    places = [_place(number, part, paper) for number, (part, paper) in enumerate(parts)]
    sheet = el("div", article_sheet(article), cls="aq-words aq-given") if article else Html("")
    main = join([_opening(bank, assigned, about, due), sheet, *places], "\n")
    copy = {name: getattr(assigned, name) for name in ("id", "student", "version", "ticket")} | {
        "file": assigned.exercise
    }
    data = {"parts": [part for part, _ in parts], "shared": {}, "here": None, "assigned": copy}
    header = el("p", el("strong", "Aquanaut"), " ", say("leaf.minutes", n=bank.minutes))
    footer = join([el("p", say(f"leaf.{assigned.mode}")), el("p", say("leaf.rights"))])
    script = GRADED if graded else SCRIPT
    leaf = Leaf(f"{bank.title} · Aquanaut", main, data, script, STYLES, header, footer, "leaf.skip.exercise")
    return html(replace(leaf, scripts=kind_scripts(), sheets=kind_styles()))


def _parts(bank: Bank, assigned: Assigned) -> Iterator[tuple[PagePart, Html]]:
    """What the script gets for each part, and its HTML for paper."""
    printed: set[str] = set()
    for one in bank.sets:
        views = [view(question, assigned.shuffle) for question in bank.of(one.id)]
        data: PagePart = {
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
    yield {"kind": "progress", "lessons": [lesson]}, el("p", say("paper.progress"), cls="aq-small")


def _place(number: int, part: PagePart, paper: Html) -> Html:
    return el("section", el("div", paper, cls=f"aq-paper aq-paper-{part['kind']}"), cls="aq-part", data_part=number)


def _opening(bank: Bank, assigned: Assigned, about: str, due: str) -> Html:
    steps = [say(f"leaf.{assigned.mode}.do.{step}") for step in range(1, STEPS + 1)]
    lines = [about, *([say("leaf.due", due=due)] if due else [])]
    lines += [say("leaf.code", code=assigned.student)] if assigned.student else []
    todo = el("ol", (el("li", step) for step in steps))
    said = (el("p", line) for line in lines)
    return el("div", el("h1", bank.title), said, el("h2", say("start.do")), todo, cls="aq-words")
