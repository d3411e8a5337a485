"""Handouts as HTML: `aquanaut export handout NAME --to html`. One file a handout; printing it needs no network."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from itertools import groupby
from pathlib import Path

from aquanaut.exports.handouts.blocks import (
    LETTERS,
    Block,
    Choices,
    Columns,
    Group,
    Handout,
    Heading,
    NamedLines,
    NewPage,
    Quotation,
    Rich,
    Rows,
    Rules,
    Terms,
    Tickets,
)
from aquanaut.exports.handouts.names import handouts
from aquanaut.exports.model import Export
from aquanaut.pages.html import DOCTYPE, Html, el, join, safe
from aquanaut.words import language

STYLE = """
:root { color-scheme: light dark; --ink: #10242f; --soft: #475c66; --page: #fff; --line: #6b848e; --foam: #edf4f5; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e6eef0; --soft: #a6bac2; --page: #0e1c25; --line: #75909b; --foam: #162a35; }
}
@page { margin: 16mm 15mm; }
* { box-sizing: border-box; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 "Times New Roman", Times, serif; overflow-wrap: break-word; }
h1, h2, h3 { line-height: 1.2; break-after: avoid; font-family: Helvetica, Arial, sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 1.6rem; } h3 { font-size: 1rem; }
.small, footer { color: var(--soft); font-size: .875rem; }
blockquote { margin: .5rem 0; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 4px;
  break-inside: avoid; }
blockquote p { margin: .25rem 0; }
ul.ticks { list-style: none; padding: 0; }
.ticks li { display: flex; gap: .6rem; margin: .35rem 0; break-inside: avoid; }
.box { flex: none; width: .9rem; height: .9rem; margin-top: .3rem; border: 1.5px solid var(--ink); }
.blank { flex: none; width: 6rem; border-bottom: 1px solid var(--line); }
.rules i { display: block; height: 1.9rem; border-bottom: 1px solid var(--line); }
.fields { display: flex; flex-wrap: wrap; gap: 1rem; } .fields span { flex: 1 1 8rem; display: flex; gap: .4rem; }
.fields span::after { content: ""; flex: 1; border-bottom: 1px solid var(--line); }
.lines { columns: 2 23em; column-gap: 1.2em; list-style: none; margin: 1rem 0; padding: 0; line-height: 1.75;
  font-size: min(.9rem, 3.85vw); }
.lines li { display: grid; grid-template-columns: 1.7em 1fr; break-inside: avoid; }
.lines .n { color: var(--soft); font: .72rem/2.4 Helvetica, Arial, sans-serif; }
.lines .last { padding-bottom: .45rem; } .lines .headline { font-weight: 700; font-size: 1.15em; }
.lines .section { font-weight: 700; break-after: avoid; }
table { width: 100%; border-collapse: collapse; } tr { break-inside: avoid; }
th, td { padding: .35rem .5rem; border: 1px solid var(--line); text-align: start; vertical-align: top; }
thead th { background: var(--foam); } .write td:last-child { width: 42%; height: 2.6rem; }
dt { font-weight: 700; } dd { margin: 0 0 .4rem; }
.terms dl { columns: 2 15rem; } .terms dl div { break-inside: avoid; }
.ticket { padding: .5rem 0 1rem; } .ticket + .ticket { border-top: 1px dashed var(--line); }
.new { break-before: page; }
:root[dir="rtl"] :is(h1, h2, h3, p, li, td, th, dt, dd) { unicode-bidi: plaintext; }
@media print {
  body { padding: 0; font-size: 11pt; } .lines { font-size: 10.4pt; } .ticket, .group { break-inside: avoid; }
}
"""


POLICY = Html("default-src 'none'; style-src 'unsafe-inline'")


def page(handout: Handout) -> str:
    """One handout as a whole page."""
    spoken = language()
    head = (
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("title", f"{handout.title} · Aquanaut"),
        el("style", Html(STYLE)),
    )
    body = (el("main", "\n", join(_each(handout.blocks), "\n"), "\n"), el("footer", el("p", handout.foot)))
    parts = [el(name, "\n", join(inside, "\n"), "\n") for name, inside in (("head", head), ("body", body))]
    document = el("html", "\n", join(parts, "\n"), "\n", lang=spoken.tag, dir=spoken.direction)
    return str(join((DOCTYPE, document, ""), "\n"))


def _each(blocks: Iterable[Block]) -> list[Html]:
    """Blocks as HTML; bullets that follow one another make one list."""
    drawn: list[Html] = []
    for bullets, group in groupby(blocks, key=lambda block: isinstance(block, Rich) and block.bullet):
        each = [draw(block) for block in group]
        drawn += [el("ul", each)] if bullets else each
    return drawn


@singledispatch
def draw(block: Block) -> Html:
    """A block as HTML."""
    raise TypeError(f"a block that nobody draws: {block!r}")


@draw.register
def _(block: Heading) -> Html:
    return el(f"h{block.level}", block.text)


@draw.register
def _(block: Rich) -> Html:
    tags = {"b": "strong", "i": "em"}
    pieces = [el(tags[style], text) if style else safe(text) for text, style in block.pieces]
    return el("li", pieces) if block.bullet else el("p", pieces, cls="small" if block.small else "")


@draw.register
def _(block: Quotation) -> Html:
    return el("blockquote", [el("p", text) for text in block.paragraphs])


@draw.register
def _(block: Choices) -> Html:
    sign = el("span", cls="box" if block.box else "blank", aria_hidden="true")
    names = [(el("b", LETTERS[at]), " ") if block.letters else "" for at in range(len(block.lines))]
    lines = [el("li", sign, el("span", name, line)) for name, line in zip(names, block.lines, strict=True)]
    return el("ul", lines, cls="ticks")


@draw.register
def _(block: Rules) -> Html:
    return el("div", [el("i")] * block.count, cls="rules", aria_hidden="true")


@draw.register
def _(block: NamedLines) -> Html:
    return el("p", [el("span", label) for label in block.labels], cls="fields")


@draw.register
def _(block: Terms) -> Html:
    pairs = [el("div", el("dt", term), el("dd", meaning)) for term, meaning in block.pairs]
    return el("div", el("dl", pairs), cls="terms")


@draw.register
def _(block: Columns) -> Html:
    notice = el("p", block.notice, cls="small") if block.notice else ""
    lines = [
        el("li", el("span", line.number, cls="n"), el("span", line.text), cls=f"{line.kind}{' last' * line.last}")
        for line in block.text.lines
    ]
    return join((notice, el("ol", lines, cls="lines")))


@draw.register
def _(block: Rows) -> Html:
    head = el("thead", el("tr", [el("th", text, scope="col") for text in block.head]))
    rows = [el("tr", el("th", row[0], scope="row"), [el("td", text) for text in row[1:]]) for row in block.rows]
    return el("table", head, el("tbody", rows), cls="write" if block.write else "")


@draw.register
def _(block: Tickets) -> Html:
    ticket = _each(block.blocks)
    twin = el("section", ticket, cls="ticket", aria_hidden="true")  # the same again, for the scissors
    return join((el("div", cls="new"), el("section", ticket, cls="ticket"), twin))


@draw.register
def _(block: Group) -> Html:
    return el("section", _each(block.blocks), cls="group")


@draw.register
def _(_block: NewPage) -> Html:
    return el("div", cls="new")


def html_handouts(name: str, root: Path) -> dict[str, str]:
    """The handouts called `name` as pages, by file name."""
    return {f"{one.name}.html": page(one) for one in handouts(name, root)}


EXPORT = Export(
    what="handout",
    form="html",
    sentence="export.about.handout.html",
    make=html_handouts,
)
