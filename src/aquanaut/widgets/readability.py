"""How hard an article is to read, paragraph by paragraph, as a picture in the notebook."""

from __future__ import annotations

from aquanaut.text.article import load_article
from aquanaut.text.document import Document
from aquanaut.widgets.kindly import kindly


@kindly
def readability(article: str = "drone-mission") -> None:
    """Show the Flesch–Kincaid grade of every paragraph of an article as bars, and say what it does not tell."""
    from IPython.display import display

    from aquanaut.text.pictures import readability_bars

    loaded = load_article(article)
    doc = loaded.document()
    # Headings and source lists are too short for any measure; a row for each would only be in the way.
    body = tuple(b.span for b in loaded.layout if b.kind in ("paragraph", "bullet"))
    sentences = tuple(s for span in body for s in doc.inside(doc.sentences, span))
    picture = readability_bars(Document(doc.text, body, sentences))
    display({"text/html": picture, "text/plain": "How hard each paragraph is to read"}, raw=True)
