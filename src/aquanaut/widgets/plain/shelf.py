"""What `desk()` lays out: the teacher's shelf, with what there is for each lesson.

It is read from the files, so that it is never out of date. The desk at which a teacher works on a class is
`aquanaut.classroom.desk`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aquanaut.content import content_files, content_root
from aquanaut.pages.html import Html, el
from aquanaut.questions.bank import lesson_stems, load_bank
from aquanaut.text.article import UNSEEN, load_article
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.plain.sheet import heading, points, sheet
from aquanaut.widgets.show import output
from aquanaut.words import say


@dataclass(frozen=True)
class Laid:
    """What lies ready for one lesson."""

    number: str
    title: str
    objectives: tuple[str, ...]
    minutes: int
    must: int
    questions: int
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Shelf:
    """All that lies ready: lessons, and by name what stands beside them. `unseen`: how many short unseen texts."""

    lessons: tuple[Laid, ...]
    articles: tuple[str, ...]
    exercises: tuple[str, ...]
    unseen: int = 0

    def having(self, paper: str) -> int:
        """How many lessons have this paper (`guide`, `handout`)."""
        return sum(paper in lesson.papers for lesson in self.lessons)


PAPERS = ("guide", "handout")


def lay_out(root: Path) -> Shelf:
    """The shelf of a content folder."""
    lessons = []
    for stem in lesson_stems(root):
        bank = load_bank(stem, root)
        papers = tuple(name for name in PAPERS if (bank.folder / f"{name}.md").exists())
        must = sum(q.must for q in bank.questions)
        number = stem.partition("_")[0]
        objectives = tuple(bank.objectives.values())
        lessons.append(Laid(number, bank.title, objectives, bank.minutes, must, len(bank.questions), papers))
    articles = [path.parent.name for path in content_files(root, "articles", "article.yaml")]
    unseen = [name for name in articles if UNSEEN.fullmatch(name)]
    listed = [name for name in articles if name not in unseen]
    exercises = [path.parent.name for path in content_files(root, "exercises", "exercise.yaml")]
    titles = tuple(load_article(name, root).title for name in listed)
    return Shelf(tuple(lessons), titles, tuple(exercises), len(unseen))


@kindly
def desk() -> None:
    """Show what there is to teach with: the lessons with their minutes and questions, papers, exercises, articles."""
    from IPython.display import display

    shelf = lay_out(content_root())
    display(output(page(shelf), say("desk.plain", n=len(shelf.lessons))), raw=True)


def page(shelf: Shelf) -> Html:
    """The shelf as HTML."""
    there, missing = list(_there(shelf)), list(_missing(shelf))
    parts = [heading(say("desk.title"), 3), _table(shelf)]
    parts += [heading(say("desk.there")), points(there)] if there else []
    parts += [heading(say("desk.missing")), points(missing)] if missing else []
    return sheet(parts)


def _table(shelf: Shelf) -> Html:
    columns = ("lesson", "minutes", "must", "questions")
    heads = [
        el("th", say(f"desk.{name}"), scope="col", cls="" if name == "lesson" else "aq-figure") for name in columns
    ]
    total = [sum(getattr(lesson, name) for lesson in shelf.lessons) for name in columns[1:]]
    foot = el("tr", el("th", say("desk.total"), scope="row"), _figures(*total))
    caption, rows = el("caption", say("desk.caption")), [_row(lesson) for lesson in shelf.lessons]
    return el("table", caption, el("thead", el("tr", heads)), el("tbody", rows), el("tfoot", foot))


def _row(lesson: Laid) -> Html:
    more = " ".join([*lesson.objectives, *(say(f"desk.has.{paper}") for paper in lesson.papers)])
    label = (el("strong", f"{lesson.number} {lesson.title}"), el("small", more))
    return el("tr", el("th", label, scope="row"), _figures(lesson.minutes, lesson.must, lesson.questions))


def _figures(*values: int) -> list[Html]:
    return [el("td", value, cls="aq-figure") for value in values]


def _there(shelf: Shelf) -> Iterator[str]:
    if shelf.articles:
        yield say("desk.articles", n=len(shelf.articles), names="; ".join(shelf.articles))
    if shelf.unseen:
        yield say("desk.unseen", n=shelf.unseen)
    for paper in PAPERS:
        if shelf.having(paper):
            yield say(f"desk.some.{paper}", n=shelf.having(paper), all=len(shelf.lessons))
    if shelf.exercises:
        yield say("desk.exercises", n=len(shelf.exercises), names=", ".join(shelf.exercises))


def _missing(shelf: Shelf) -> Iterator[str]:
    for paper in PAPERS:
        if not shelf.having(paper):
            yield say(f"desk.no.{paper}")
    if not shelf.exercises:
        yield say("desk.no.exercise")
    if len(shelf.articles) + shelf.unseen < 2:
        yield say("desk.no.article")
