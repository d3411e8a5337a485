"""A handout as blocks: what stands on the paper, before anyone decides between HTML and PDF.

A lesson's `handout.md` is plain text. Headings (`#`, `##`), paragraphs, lists (`- `), `**bold**` and `*italic*` are as
in Markdown. A line in braces asks for a part that is made from the lesson's files:

    {name}                       a line for name, class and day
    {words}                      the words of the lesson, with their meaning
    {ask 03-mark-opening}        a question, laid out for a pencil
    {lines 4}                    four lines to write on
    {article drone-mission}      a whole article in two columns with line numbers; `{article drone-mission 0}` a section
    {ticket exit}                the questions of a set as an exit ticket, two to a sheet
    {label}                      the sheet for a story's label
    {page}                       a new page

Blocks are plain values. Every text in them is text: whoever draws it escapes it. Only `Rich` has pieces with a style.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aquanaut.content import complaint
from aquanaut.exports.handouts.lines import NumberedText, numbered
from aquanaut.questions.bank import Bank, load_bank, view
from aquanaut.questions.model import View, question_types
from aquanaut.questions.parts import Blanks, Card, Cards, Marking, Paper, Places, Quoted, Ticks, Told
from aquanaut.questions.parts import Rules as RuledLines
from aquanaut.text.article import load_article
from aquanaut.text.glossary import load_glossary
from aquanaut.widgets.reader import section_blocks
from aquanaut.words import say

SEED = "paper"
"""Options stand in one order on every sheet, so that the key can name them by letter."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Piece = tuple[str, str]
"""A text and its style: "", "b" or "i"."""


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 is the handout's title."""

    text: str
    level: int


@dataclass(frozen=True)
class Rich:
    """A paragraph, a list item (`bullet`) or a small line (`small`), in pieces with a style."""

    pieces: tuple[Piece, ...]
    bullet: bool = False
    small: bool = False


@dataclass(frozen=True)
class Quotation:
    """Words of a text, set apart."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """Lines with a box to tick (`letters`: with a letter besides) or a blank to fill in."""

    lines: tuple[str, ...]
    box: bool = True
    letters: bool = False


@dataclass(frozen=True)
class Rules:
    """Empty lines to write on."""

    count: int


@dataclass(frozen=True)
class NamedLines:
    """Labels in one row, each with a line behind it (name, class, day)."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """Words and their meanings."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Columns:
    """A numbered text in two columns, under its notice."""

    text: NumberedText
    notice: str


@dataclass(frozen=True)
class Tickets:
    """The same short sheet twice on a page, to be cut apart."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Rows:
    """Rows of text under a head; `write` empty cells are high enough for a hand."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    write: bool = False


@dataclass(frozen=True)
class Group:
    """Blocks that belong on one page: a question and the room for its answer."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


Block = Heading | Rich | Quotation | Choices | Rules | NamedLines | Terms | Columns | Tickets | Rows | Group | NewPage


@dataclass(frozen=True)
class Handout:
    """One file to print: its name, its title, what stands at the foot of every page, and its blocks."""

    name: str
    title: str
    foot: str
    blocks: tuple[Block, ...]


# --- reading a handout.md ----------------------------------------------------------------------------------


def lesson_handout(stem: str, root: Path) -> Handout:
    """The students' handout of a lesson. Raises `ContentError` with file and line."""
    bank = load_bank(stem, root)
    path = root / "lessons" / stem / "handout.md"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise complaint(path, 0, "handout.fault.file") from None
    blocks = tuple(_headed(_read(lines, SheetSource(bank, path, root))))
    foot = say("handout.foot", lesson=int(stem[:2]), title=bank.title)
    return Handout(f"{stem}-handout", bank.title, foot, blocks)


@dataclass(frozen=True)
class SheetSource:
    """What a line of a handout may refer to."""

    bank: Bank
    path: Path
    root: Path


def _read(lines: list[str], page: SheetSource) -> Iterator[Block]:
    held: list[str] = []
    for number, line in [*enumerate(lines, start=1), (len(lines) + 1, "")]:
        made = re.fullmatch(r"\{(\w+)((?: [\w./-]+)*)\}", line.strip())
        plain = line.strip() and not made and not line.startswith(("#", "- "))
        if held and not plain:
            yield Rich(pieces(" ".join(held)))
            held = []
        if made:
            yield from _made(made[1], made[2].split(), page, number)
        elif line.startswith("#"):
            yield Heading(line.lstrip("# ").strip(), min(3, len(line) - len(line.lstrip("#"))))
        elif line.startswith("- "):
            yield Rich(pieces(line[2:]), bullet=True)
        elif plain:
            held.append(line.strip())


def _headed(blocks: Iterator[Block]) -> Iterator[Block]:
    """A heading goes into the group that follows it, so that it never stands alone at the foot of a page."""
    held: Heading | None = None
    for block in blocks:
        if held and isinstance(block, Group):
            block = Group((held, *block.blocks))
        elif held:
            yield held
        held = block if isinstance(block, Heading) and block.level > 1 else None
        if held is None:
            yield block
    if held:
        yield held


_STYLED = re.compile(r"\*\*(?P<b>[^*]+)\*\*|\*(?P<i>[^*]+)\*")


def pieces(text: str) -> tuple[Piece, ...]:
    """A line of Markdown in pieces: plain, bold, italic."""
    found: list[Piece] = []
    at = 0
    for match in _STYLED.finditer(text):
        found.append((text[at : match.start()], ""))
        found.append((match["b"] or match["i"], "b" if match["b"] else "i"))
        at = match.end()
    return tuple(piece for piece in [*found, (text[at:], "")] if piece[0])


def _made(name: str, given: list[str], page: SheetSource, line: int) -> Iterator[Block]:
    if name not in _MAKERS:
        known = ", ".join(f"{{{one}}}" for one in _MAKERS)
        raise complaint(page.path, line, "handout.fault.part", part=f"{{{name}}}", known=known)
    try:
        yield from _MAKERS[name](page, line, *given)
    except (TypeError, ValueError):
        part = f"{{{' '.join([name, *given])}}}"
        raise complaint(page.path, line, "handout.fault.values", part=part) from None


# --- the parts ---------------------------------------------------------------------------------------------


def _name(_page: SheetSource, _line: int) -> Iterator[Block]:
    yield NamedLines(tuple(say(f"handout.{key}") for key in ("name", "class", "day")))


def _words(page: SheetSource, _line: int) -> Iterator[Block]:
    terms = sorted(load_glossary(page.root).of_lesson(page.bank.lesson[:2]), key=lambda term: term.term.casefold())
    if terms:
        yield Heading(say("handout.words"), 2)
        yield Terms(tuple((term.term, term.meaning) for term in terms))


def _lines(_page: SheetSource, _line: int, count: str) -> Iterator[Block]:
    yield Rules(int(count))


def _new_page(_page: SheetSource, _line: int) -> Iterator[Block]:
    yield NewPage()


def _article(page: SheetSource, _line: int, slug: str, section: str = "") -> Iterator[Block]:
    yield from article_blocks(slug, page.root, int(section) if section else None)


def article_blocks(slug: str, root: Path, section: int | None = None) -> Iterator[Block]:
    """An article, or one section of it, with its notice, in numbered lines."""
    article = load_article(slug, root)
    shown = [(block.kind, block.span.of(article.text)) for block in section_blocks(article, section)]
    yield Columns(numbered(shown), article.notice or article.provenance)


def _ask(page: SheetSource, line: int, name: str) -> Iterator[Block]:
    if name not in {question.id for question in page.bank.questions}:
        raise complaint(page.path, line, "handout.fault.question", name=name)
    yield Group(tuple(question_blocks(view(page.bank.question(name), SEED))))


def _ticket(page: SheetSource, _line: int, name: str) -> Iterator[Block]:
    asked = [Group(tuple(question_blocks(view(question, SEED)))) for question in page.bank.of(name)]
    head = Heading(say("handout.ticket", lesson=int(page.bank.lesson[:2]), title=page.bank.title), 2)
    yield Tickets((head, NamedLines(tuple(say(f"handout.{key}") for key in ("name", "day"))), *asked))


def _label(_page: SheetSource, _line: int) -> Iterator[Block]:
    yield from label_blocks()


def label_blocks() -> Iterator[Block]:
    """The sheet for a story's label: what it holds, as food has it, and no grade."""
    yield Heading(say("handout.label.title"), 1)
    yield Rich(((say("handout.label.how"), ""),))
    rows = tuple((say(f"handout.label.{key}"), say(f"handout.label.{key}.ask"), "") for key in LABEL_ROWS)
    yield Rows(tuple(say(f"handout.label.head.{key}") for key in ("what", "ask", "found")), rows, write=True)
    yield Rich(((say("handout.label.last"), "b"),))
    yield Rules(3)


LABEL_ROWS = ("who", "when", "named", "records", "nameless", "unsourced", "loaded", "clashes", "checked", "well")
"""What a story's label lists, in the order of the lessons; the last one is what was done well."""

_MAKERS: Mapping[str, Callable[..., Iterator[Block]]] = {
    "name": _name,
    "words": _words,
    "ask": _ask,
    "lines": _lines,
    "article": _article,
    "ticket": _ticket,
    "label": _label,
    "page": _new_page,
}


# --- a question on paper -----------------------------------------------------------------------------------


def question_blocks(asked: View) -> Iterator[Block]:
    """A question for a pencil: what it quotes, what it asks, and room for the answer."""
    if asked["context"]:
        yield Quotation(_paragraphs(asked["context"]["text"]))
    yield Rich(((asked["prompt"], "b"),))
    for piece in question_types()[asked["kind"]].gesture.paper(asked):
        yield from _piece(piece)
    if asked["confidence"]:
        yield _small(say("paper.sure"))


def _small(text: str) -> Rich:
    return Rich(((text, ""),), small=True)


def _piece(piece: Paper) -> Iterator[Block]:
    match piece:
        case Told(text):
            yield _small(text)
        case Quoted(text):
            yield Quotation(_paragraphs(text))
        case Ticks(texts):
            yield Choices(texts, letters=True)
        case Blanks(texts):
            yield Choices(texts, box=False)
        case Places(places):
            yield _small(say("paper.places", places="; ".join(text for text, _ in places)))
        case Cards(cards):
            for card in cards:
                yield from _card(card)
        case Marking(passage):
            text, start = passage["text"], passage["start"]
            shown = [(b["kind"], text[b["start"] - start : b["end"] - start]) for b in passage["blocks"]]
            yield Columns(numbered(shown), "")
        case RuledLines(lines):
            yield Rules(lines + 1)


def _card(card: Card) -> Iterator[Block]:
    about = " · ".join(filter(None, (card["publisher"], card["date"])))
    yield Rich(((card["title"], "b"), (f" ({about})" if about else "", "")))
    yield Quotation(_paragraphs(card["says"]))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
