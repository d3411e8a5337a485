"""The words of a lesson, folded away until a learner wants one."""

from __future__ import annotations

from pathlib import Path

from aquanaut.pages.html import Html, el
from aquanaut.questions.bank import find_stem
from aquanaut.text.glossary import Term, load_glossary
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.plain.sheet import sheet
from aquanaut.widgets.show import output
from aquanaut.words import say


@kindly
def glossary(lesson: str | int) -> None:
    """Show the words that a lesson explains, each with its meaning and an example."""
    from IPython.display import display

    display(output(sheet([cards(lesson)]), say("glossary.plain")), raw=True)


def cards(lesson: str | int, root: Path | None = None) -> Html:
    """The folded list as HTML, in the order of the alphabet."""
    stem = find_stem(str(lesson), root)
    terms = sorted(load_glossary(root).of_lesson(stem[:2]), key=lambda term: term.term.casefold())
    title = say("glossary.title", n=len(terms))
    # A summary takes Enter and the space bar; without the mark a notebook would take them first.
    fold = el("summary", title, data_lm_suppress_shortcuts="true")
    return el("details", fold, el("dl", [_card(term) for term in terms]))


def _card(term: Term) -> list[Html]:
    card = [el("dt", el("strong", term.term)), el("dd", term.meaning)]
    if term.example:
        card.append(el("dd", el("small", say("glossary.example", text=term.example))))
    return card
