"""An article: its untouched text, what is known about it, and how it is laid out on the page.

A folder `articles/<slug>/` holds `article.txt` (byte for byte as given) and `article.yaml`. The layout names
the exceptions by quotation: which paragraph is the headline, which are bullets, headings or the source list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired

from aquanaut.content import (
    LINE,
    Entry,
    Fields,
    Flag,
    ListOf,
    MapOf,
    Text,
    complaint,
    content_files,
    content_root,
    decode,
    read_yaml,
)
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document, document
from aquanaut.words import say

KINDS = ("headline", "bullet", "section", "paragraph", "sources", "byline", "aside")
"""What a paragraph can be on the page. What the layout does not name is a plain paragraph."""

MOST_BYTES = 2_000_000
"""Longer texts are refused: a class reads a story, not a library."""

MOST_NAMED = 12
"""So many articles are named where one was not found."""

UNSEEN = re.compile(r"[abp]\d\d-[a-z0-9-]+")
"""How the short texts of the check (a, b) and of the practice (p) are called. No list names them, so that nobody meets
them early."""

OF_THE_CHECK = re.compile(r"[ab]\d\d-[a-z0-9-]+")

ARTICLE = Fields(
    {
        "title": Text(),
        "summary": Text(words=10),
        "provenance": Text(),
        "rights": Text(),
        "language": Text(),
    },
    {
        "byline": Text(empty=True),
        "outlet": Text(empty=True),
        "published": Text(empty=True),
        "invented": Flag(),
        "content_note": Text(),
        "notice": Text(),
        "layout": Fields({}, {kind: ListOf(Text()) for kind in KINDS}),
        "glossary": MapOf(Text()),
        "tags": MapOf(Text()),
    },
)


class LayoutEntry(Entry):
    """For each of `KINDS` the first words of the paragraphs that are of this kind."""

    headline: NotRequired[list[str]]
    bullet: NotRequired[list[str]]
    section: NotRequired[list[str]]
    paragraph: NotRequired[list[str]]
    sources: NotRequired[list[str]]
    byline: NotRequired[list[str]]
    aside: NotRequired[list[str]]


class ArticleFile(Entry):
    """`article.yaml` as a whole."""

    title: str
    summary: str
    provenance: str
    rights: str
    language: str
    byline: NotRequired[str]
    outlet: NotRequired[str]
    published: NotRequired[str]
    invented: NotRequired[bool]
    content_note: NotRequired[str]
    notice: NotRequired[str]
    layout: NotRequired[LayoutEntry]
    glossary: NotRequired[dict[str, str]]
    tags: NotRequired[dict[str, str]]


@dataclass(frozen=True)
class Block:
    """One paragraph on the page: what it is, and where it lies."""

    kind: str
    span: Span


@dataclass(frozen=True)
class Article:
    """An article as content. `layout` covers every paragraph of `text`, in order."""

    slug: str
    title: str
    byline: str
    outlet: str
    published: str
    rights: str
    provenance: str
    notice: str
    summary: str
    content_note: str
    language: str
    invented: bool
    glossary: dict[str, str]
    tags: dict[str, str]
    text: str
    layout: tuple[Block, ...]
    folder: Path

    def document(self) -> Document:
        """The article's text cut into paragraphs, sentences and tokens."""
        return document(self.text)


def article_slugs(root: Path | None = None) -> list[str]:
    """The slugs of every article in the content, sorted."""
    return [p.parent.name for p in content_files(root or content_root(), "articles", "article.yaml")]


def load_article(slug: str, root: Path | None = None) -> Article:
    """The article in `articles/<slug>/`. Raises `ContentError` when a file is missing or wrong."""
    root = root or content_root()
    folder = root / "articles" / slug
    known = article_slugs(root)
    if slug not in known:
        offered = [name for name in known if not UNSEEN.fullmatch(name)]
        names = ", ".join(offered[:MOST_NAMED]) or say("article.none_yet")
        raise complaint(folder, 0, "article.unknown", slug=slug, names=names)
    path = folder / "article.yaml"
    data = read_yaml(path, ARTICLE, ArticleFile)
    text = read_text(folder / "article.txt")
    return Article(
        slug=slug,
        title=data["title"],
        byline=data.get("byline", ""),
        outlet=data.get("outlet", ""),
        published=data.get("published", ""),
        rights=data["rights"],
        provenance=data["provenance"],
        notice=data.get("notice", ""),
        summary=data["summary"],
        content_note=data.get("content_note", ""),
        language=data["language"],
        invented=data.get("invented", False),
        glossary=_free(data.get("glossary", {})),
        tags=_free(data.get("tags", {})),
        text=text,
        layout=_layout(path, text, data.get("layout", {})),
        folder=folder,
    )


def _free(data: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in data.items() if k != LINE}


def read_text(path: Path) -> str:
    """The text of a file, or a `ContentError` in one sentence.

    Line ends become "\\n", whatever system or version control wrote them: quotations with their surroundings, and all
    offsets, refer to this text. Refused: a missing or empty file, one over 2 MB, one that is not UTF-8, one with NUL
    bytes. Everything else is kept as it is, whatever script, emoji or markup it holds: markup is shown as text, never
    run.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise complaint(path, 0, "text.too_large", size=f"{path.stat().st_size:,}", most=f"{MOST_BYTES:,}")
        data = path.read_bytes()
    except OSError as error:
        raise complaint(path, 0, "text.unreadable", why=error.strerror or say("text.no_reason")) from None
    if b"\0" in data:
        raise complaint(path, 0, "text.nul")
    text = decode(path, data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise complaint(path, 0, "text.empty")
    return text


def _layout(path: Path, text: str, data: Mapping[str, object]) -> tuple[Block, ...]:
    paragraphs = document(text, sentences=()).paragraphs
    kinds: dict[Span, str] = {}
    for kind in KINDS:
        starts = data.get(kind)
        for start in starts if isinstance(starts, list) else ():
            matching = [p for p in paragraphs if p.of(text).startswith(start)]
            if len(matching) != 1:
                told = data.get(LINE)
                line = told if isinstance(told, int) else 0
                raise complaint(path, line, "article.layout", words=start, times=len(matching))
            kinds[matching[0]] = kind
    return tuple(Block(kinds.get(p, "paragraph"), p) for p in paragraphs)
