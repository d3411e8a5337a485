"""The teacher's desk: what there is for each lesson, read from the files, so that it is never out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from aquanaut.content import content_files, content_root
from aquanaut.questions.bank import lesson_stems, load_bank
from aquanaut.text.article import load_article
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.sheet import heading, points, sheet
from aquanaut.words import say


@dataclass(frozen=True)
class Lesson:
    """What lies ready for one lesson."""

    number: str
    title: str
    objectives: tuple[str, ...]
    minutes: int
    must: int
    questions: int
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """All that lies ready: lessons, and by name what stands beside them. `unseen`: how many short unseen texts."""

    lessons: tuple[Lesson, ...]
    articles: tuple[str, ...]
    exercises: tuple[str, ...]
    unseen: int = 0

    def having(self, paper: str) -> int:
        """How many lessons have this paper (`guide`, `handout`)."""
        return sum(paper in one.papers for one in self.lessons)


PAPERS = ("guide", "handout")

UNSEEN = re.compile(r"[abp]\d\d-[a-z0-9-]+")
"""How the short texts of the check (a, b) and of the practice (p) are called. Their titles would fill the page, and
name to students who look on what they are to meet unseen."""


def lay_out(root: Path) -> Desk:
    """The desk of a content folder."""
    lessons = []
    for stem in lesson_stems(root):
        bank = load_bank(stem, root)
        papers = tuple(name for name in PAPERS if (bank.folder / f"{name}.md").exists())
        must = sum(q.must for q in bank.questions)
        number = stem.partition("_")[0]
        found = tuple(bank.objectives.values())
        lessons.append(Lesson(number, bank.title, found, bank.minutes, must, len(bank.questions), papers))
    articles = [path.parent.name for path in content_files(root, "articles", "article.yaml")]
    unseen = [name for name in articles if UNSEEN.fullmatch(name)]
    listed = [name for name in articles if name not in unseen]
    exercises = [path.parent.name for path in content_files(root, "exercises", "exercise.yaml")]
    titles = tuple(load_article(name, root).title for name in listed)
    return Desk(tuple(lessons), titles, tuple(exercises), len(unseen))


@kindly
def desk() -> None:
    """Show what there is to teach with: the lessons with their minutes and questions, papers, exercises, articles."""
    from IPython.display import display

    found = lay_out(content_root())
    display({"text/html": page(found), "text/plain": say("desk.plain", n=len(found.lessons))}, raw=True)


def page(found: Desk) -> str:
    """The desk as HTML, everything escaped."""
    there, missing = list(_there(found)), list(_missing(found))
    parts = [heading(say("desk.title"), 3), _table(found)]
    parts += [heading(say("desk.there")), points(there)] if there else []
    parts += [heading(say("desk.missing")), points(missing)] if missing else []
    return sheet(parts)


def _table(found: Desk) -> str:
    heads = [say(f"desk.{name}") for name in ("lesson", "minutes", "must", "questions")]
    head = "".join(
        f'<th scope="col"{" class=aq-figure" if at else ""}>{escape(name)}</th>' for at, name in enumerate(heads)
    )
    rows = "".join(_row(f"{one.number} {one.title}", one) for one in found.lessons)
    total = [sum(getattr(one, name) for one in found.lessons) for name in ("minutes", "must", "questions")]
    foot = f'<tr><th scope="row">{escape(say("desk.total"))}</th>{_figures(*total)}</tr>'
    caption = f"<caption>{escape(say('desk.caption'))}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody><tfoot>{foot}</tfoot></table>"


def _row(name: str, one: Lesson) -> str:
    more = " ".join([*one.objectives, *(say(f"desk.has.{paper}") for paper in one.papers)])
    label = f"<strong>{escape(name)}</strong><small>{escape(more)}</small>"
    return f'<tr><th scope="row">{label}</th>{_figures(one.minutes, one.must, one.questions)}</tr>'


def _figures(*values: int) -> str:
    return "".join(f"<td class=aq-figure>{value}</td>" for value in values)


def _there(found: Desk) -> Iterator[str]:
    if found.articles:
        yield say("desk.articles", n=len(found.articles), names="; ".join(found.articles))
    if found.unseen:
        yield say("desk.unseen", n=found.unseen)
    for paper in PAPERS:
        if found.having(paper):
            yield say(f"desk.some.{paper}", n=found.having(paper), all=len(found.lessons))
    if found.exercises:
        yield say("desk.exercises", n=len(found.exercises), names=", ".join(found.exercises))


def _missing(found: Desk) -> Iterator[str]:
    for paper in PAPERS:
        if not found.having(paper):
            yield say(f"desk.no.{paper}")
    if not found.exercises:
        yield say("desk.no.exercise")
    if len(found.articles) + found.unseen < 2:
        yield say("desk.no.article")
