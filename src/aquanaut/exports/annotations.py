"""An article's reference marks as W3C web annotations.

Format: W3C Recommendation "Web Annotation Data Model" (2017), as JSON-LD. Each mark is an annotation whose target is
the article, found by its words (TextQuoteSelector, section 4.2.4) and refined by its place (TextPositionSelector,
section 4.2.5). Positions count code points of the untouched text, end exclusive. What is absent from the text (a
missing date) is an annotation of the whole article. Each names who made the mark, and says where that was a program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from aquanaut.content import complaint
from aquanaut.exports.model import Export
from aquanaut.marks.labels import CODES
from aquanaut.marks.reference import Mark, load_marks
from aquanaut.text.anchors import Span
from aquanaut.text.article import Article, article_slugs, load_article

Json = dict[str, object]
"""An object of JSON-LD."""

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CHARACTERS = 32
"""Code points of context on each side of a quotation."""


def make(name: str, root: Path) -> dict[str, str | bytes]:
    """`<slug>.annotations.json` for the article, or with "all" for every one that has marks. Raises `ContentError`."""
    articles = [load_article(slug, root) for slug in (article_slugs(root) if name == "all" else [name])]
    if name != "all" and not load_marks(articles[0]):
        raise complaint(articles[0].folder, 0, "export.fault.marks", name=name)
    return {
        f"{article.slug}.annotations.json": json.dumps(page(article), ensure_ascii=False, indent=1) + "\n"
        for article in articles
        if load_marks(article)
    }


EXPORT = Export("annotations", "w3c", "export.about.annotations.w3c", make)


def page(article: Article) -> Json:
    """An annotation collection with one page that holds all marks of the article."""
    marks = load_marks(article)
    source = f"urn:aquanaut:article:{article.slug}"
    return {
        "@context": CONTEXT,
        "id": f"{source}:marks",
        "type": "AnnotationCollection",
        "label": f"Reference marks: {article.title}",
        "rights": article.rights,
        "total": len(marks),
        "summary": " ".join((article.notice or article.provenance).split()),
        "first": {
            "id": f"{source}:marks:1",
            "type": "AnnotationPage",
            "partOf": f"{source}:marks",
            "startIndex": 0,
            "items": [annotation(article, mark) for mark in marks],
        },
    }


def annotation(article: Article, mark: Mark) -> Json:
    """One mark."""
    source = f"urn:aquanaut:article:{article.slug}"
    words = {"type": "TextualBody", "format": "text/plain", "language": "en"}
    tags = (f"{mark.code} {CODES[mark.code]}", mark.polarity, mark.certainty)
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    bodies.append({**words, "purpose": "commenting", "value": mark.rationale})
    if mark.alternative:
        bodies.append({**words, "purpose": "editing", "value": mark.alternative})
    spans = [span for span in (mark.span, *mark.links) if span]
    targets: list[object] = [target(article.text, source, span) for span in spans] or [source]
    return {
        "id": f"{source}:mark:{mark.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": [_creator(one) for one in _readers(mark)],
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def target(text: str, source: str, span: Span) -> Json:
    """The article's words at `span`: found by quotation, told apart by position."""
    return {
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - CHARACTERS) : span.start],
                "suffix": text[span.end : span.end + CHARACTERS],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def _readers(mark: Mark) -> Iterable[tuple[str, str]]:
    """(id, who) of each reader: `reader-1 (a language model); reader-2 (…)`."""
    for part in mark.who.split("; "):
        name, _, who = part.partition(" (")
        yield name, who.removesuffix(")")


def _creator(reader: tuple[str, str]) -> dict[str, str]:
    """A person, or software; nobody shall take a program for a person."""
    name, who = reader
    program = any(word in who.lower() for word in ("model", "program", "lens", "machine"))
    return {"type": "Software" if program else "Person", "nickname": name, "name": who}
