"""How hard an article is to read, paragraph by paragraph, as a picture in the notebook."""

from __future__ import annotations

from pathlib import Path

from aquanaut.pages.html import Html
from aquanaut.pages.pictures import readability_bars
from aquanaut.text.article import load_article
from aquanaut.text.document import Document
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.show import output
from aquanaut.words import say


@kindly
def readability(article: str = "drone-mission") -> None:
    """Show the Flesch–Kincaid grade of every paragraph of an article as bars, and say what it does not tell."""
    from IPython.display import display

    display(output(bars(article), say("copy.readability")), raw=True)


def bars(article: str, root: Path | None = None) -> Html:
    """The picture as HTML."""
    loaded = load_article(article, root)
    doc = loaded.document()
    # Headings and source lists are too short for any measure; a row for each would only be in the way.
    body = tuple(b.span for b in loaded.layout if b.kind in ("paragraph", "bullet"))
    sentences = tuple(s for span in body for s in doc.inside(doc.sentences, span))
    return readability_bars(Document(doc.text, body, sentences))
