"""How hard an article is to read, paragraph by paragraph, as a picture in the notebook."""

from __future__ import annotations

from aquanaut.text.article import load_article
from aquanaut.widgets.kindly import kindly


@kindly
def readability(article: str = "drone-mission") -> None:
    """Show the Flesch–Kincaid grade of every paragraph of an article as bars, and say what it does not tell."""
    from IPython.display import display

    from aquanaut.text.pictures import readability_bars

    loaded = load_article(article)
    picture = readability_bars(loaded.document())
    display({"text/html": picture, "text/plain": "How hard each paragraph is to read"}, raw=True)
