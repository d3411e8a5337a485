"""What `aquanaut export handout NAME` means: a lesson, an article, the label, or all of them."""

from __future__ import annotations

from pathlib import Path

from aquanaut.content import complaint
from aquanaut.exports.handouts.blocks import Handout, Heading, article_blocks, label_blocks, lesson_handout
from aquanaut.exports.handouts.key import lesson_key
from aquanaut.questions.bank import find_stem, lesson_stems
from aquanaut.text.article import article_slugs, load_article
from aquanaut.words import say

LABEL = "label"
STORY = "drone-mission"


def handouts(name: str, root: Path) -> list[Handout]:
    """The sheets that `name` asks for. Raises `ContentError` with the names there are."""
    if name == "all":
        lessons = [sheet for stem in lesson_stems(root) for sheet in _lesson(stem, root)]
        return [*lessons, article_sheet(STORY, root), label_sheet()]
    if name == LABEL:
        return [label_sheet()]
    if name in article_slugs(root):
        return [article_sheet(name, root)]
    if name.isdigit() or name in lesson_stems(root):
        return _lesson(find_stem(name, root), root)
    known = ", ".join([*lesson_stems(root), LABEL, STORY, "all"])
    raise complaint(Path("handout") / name, 0, "handout.fault.name", name=name, known=known)


def _lesson(stem: str, root: Path) -> list[Handout]:
    return [lesson_handout(stem, root), lesson_key(stem, root)]


def article_sheet(slug: str, root: Path) -> Handout:
    """An article alone, in two columns with line numbers."""
    article = load_article(slug, root)
    head = Heading(say("handout.article"), 1)
    foot = f"{say('handout.foot.article')}: {slug}"
    return Handout(slug, article.title, foot, (head, *article_blocks(slug, root)))


def label_sheet() -> Handout:
    """The sheet for a story's label."""
    title = say("handout.label.title")
    return Handout(LABEL, title, say("handout.foot.label"), tuple(label_blocks()))
