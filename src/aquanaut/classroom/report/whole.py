"""The class report: one HTML file that a teacher opens, projects, prints, and can hand on.

Page one in plain words; then the text with the class's marks; then what was chosen; statistics behind “Details”.
It asks nothing of the network. Names are hidden until the roster's owner shows them, figures of fewer than ten
students are left out, and nothing that a student wrote is ever taken for HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aquanaut.classroom.report.details import chosen, statistics, students
from aquanaut.classroom.report.faults import fault
from aquanaut.classroom.report.figures import LEAST, Asked, Figures, figures
from aquanaut.classroom.report.first import first_page
from aquanaut.classroom.report.heatmap import Heat, maps
from aquanaut.classroom.report.heatmap_page import map_section
from aquanaut.classroom.report.html import details, notices, page
from aquanaut.classroom.results import ClassResults
from aquanaut.content import complaint
from aquanaut.marks.reference import Mark
from aquanaut.pages.html import Html, el, join
from aquanaut.text.article import Article
from aquanaut.words import say

SHEETS = ("classroom/report/static/report",)


def write_report(
    results: ClassResults,
    out: Path,
    *,
    article: Article | None = None,
    marks: Sequence[Mark] | None = None,
    before: ClassResults | None = None,
    note: str = "",
    names: bool = False,
) -> Path:
    """Write the report of a class to the file `out`, whole or not at all, and return it.

    `article` and `marks`: the article that the questions are about and its reference marks, for their reasons and
    notice; without them the notice is read from the content. `before`: the same class in a parallel form, for the
    gain. `note` is shown on top, and on every page of paper (“simulated”; found out where it is empty). `names`: the
    roster's names and each student's points are in the file, which is then the teacher's alone. Raises `ContentError`
    where the file cannot be written.
    """
    text = report_html(results, article=article, marks=marks, before=before, note=note, names=names)
    draft = out.with_name(f".{out.name}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(out)
    except OSError as error:
        raise complaint(out, 0, "class.unwritable", why=error.strerror or error, option="--out") from None
    return out


def report_html(
    results: ClassResults,
    *,
    article: Article | None = None,
    marks: Sequence[Mark] | None = None,
    before: ClassResults | None = None,
    note: str = "",
    names: bool = False,
) -> str:
    """The report as text. The same results give the same bytes."""
    note = note or simulated_note(results)
    results = results if names else replace(results, names={})
    found = figures(results, before)
    drawn = maps(found.asked, marks or (), article.slug if article else "")
    faults = {one.question.id: fault(one, _map_of(one, drawn)) for one in found.asked}
    parts: list[object] = [el("p", note, cls="aq-note rp-simulated") if note else ""]
    if note:
        parts.append(el("p", say("class.simulated.mark"), cls="rp-every", aria_hidden="true"))
    parts.append(first_page(results, found, drawn, faults))
    if found.shown:
        parts += _figures(found, drawn, results, article)
    if names and results.students:
        parts.append(students(results, found))
    title = say("class.title", title=results.bank.title)
    return page(title, _header(results), join(parts), _footer(results), SHEETS, "classroom/report/static/report_page")


def simulated_note(results: ClassResults) -> str:
    """What is said on top where a program made up the class, or a part of it; "" for a real one."""
    made = sum("SIMULATED-" in one.source for one in results.students)
    return say("grading.simulated", made=made, of=len(results.students)) if made else ""


def _map_of(one: Asked, drawn: Sequence[Heat]) -> Heat | None:
    return next((m for m in drawn if m.asked is one), None)


def _header(results: ClassResults) -> Html:
    buttons = []
    if results.names:
        told: dict[str, object] = {"type": "button", "id": "rp-names", "aria_pressed": "false", "hidden": True}
        buttons.append(el("button", say("class.names.show"), cls="aq-btn", data_hide=say("class.names.hide"), **told))
    buttons.append(el("button", say("class.print"), cls="aq-btn", type="button", id="rp-print", hidden=True))
    when = say("class.when", at=results.graded_at[:16].replace("T", " ")) if results.graded_at else ""
    head = el(
        "div", el("p", say("class.kind"), cls="rp-kind"), el("h1", results.bank.title), el("p", when, cls="aq-small")
    )
    return join([head, el("div", *buttons, cls="rp-buttons")])


def _figures(found: Figures, drawn: Sequence[Heat], results: ClassResults, article: Article | None) -> list[object]:
    shown: list[object] = []
    large = [m for m in drawn if m.answered >= LEAST]
    if large:
        shown += [el("h2", say("class.map.title"), id="map"), el("p", say("class.map.about"))]
        shown += [map_section(m, _notice(m, results, article)) for m in large]
    shown += [el("h2", say("class.chosen.title"), id="chosen"), el("p", say("class.chosen.about")), chosen(found)]
    shown += [el("h2", say("class.details.title"), id="details")]
    shown += [details(say("class.details.open"), statistics(found, large))]
    return shown


def _notice(found: Heat, results: ClassResults, article: Article | None) -> str:
    """What has to stand wherever words of an article stand."""
    slug = found.asked.question.body.get("article")
    if not slug:
        return ""
    if article is None or article.slug != slug:
        from aquanaut.text.article import load_article

        article = load_article(slug, results.bank.folder.parents[1])
    return article.notice


def _footer(results: ClassResults) -> Html:
    said = [say("class.foot.privacy", least=LEAST), say("class.foot.made"), *notices(results.bank)]
    return join(el("p", line) for line in said)
