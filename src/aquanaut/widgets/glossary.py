"""The words of a lesson, folded away until a learner wants one."""

from __future__ import annotations

from html import escape
from pathlib import Path

from aquanaut.questions.bank import find_stem
from aquanaut.text.glossary import Term, load_glossary
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.sheet import sheet
from aquanaut.words import say


@kindly
def glossary(lesson: str | int) -> None:
    """Show the words that a lesson explains, each with its meaning and an example."""
    from IPython.display import display

    display({"text/html": sheet([cards(lesson)]), "text/plain": say("glossary.plain")}, raw=True)


def cards(lesson: str | int, root: Path | None = None) -> str:
    """The folded list as HTML, in the order of the alphabet."""
    stem = find_stem(str(lesson), root)
    terms = sorted(load_glossary(root).of_lesson(stem[:2]), key=lambda term: term.term.casefold())
    said = say("glossary.title", n=len(terms))
    entries = "".join(_card(term) for term in terms)
    # A summary takes Enter and the space bar; without the mark a notebook would take them first.
    fold = f'<summary data-lm-suppress-shortcuts="true">{escape(said)}</summary>'
    return f"<details>{fold}<dl>{entries}</dl></details>"


def _card(term: Term) -> str:
    example = f"<dd><small>{escape(say('glossary.example', text=term.example))}</small></dd>" if term.example else ""
    return f"<dt><strong>{escape(term.term)}</strong></dt><dd>{escape(term.meaning)}</dd>{example}"
