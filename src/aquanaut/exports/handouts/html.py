"""Handouts as HTML: `aquanaut export handout NAME --to html`. One file a handout; printing it needs no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from aquanaut.exports.handouts.blocks import (
    LETTERS,
    Block,
    Choices,
    Columns,
    Fields,
    Group,
    Handout,
    Heading,
    NewPage,
    Quote,
    Rich,
    Rules,
    Table,
    Terms,
    Tickets,
)
from aquanaut.exports.handouts.names import handouts
from aquanaut.exports.model import Export

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
@media print {
  body { padding: 0; font-size: 11pt; } .lines { font-size: 10.4pt; } .ticket, .group { break-inside: avoid; }
}
"""


def page(handout: Handout) -> str:
    """One handout as a whole page."""
    body = "\n".join(_each(handout.blocks))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{escape(handout.title)} · Aquanaut</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n{body}\n</main>\n<footer><p>{escape(handout.foot)}</p></footer>\n</body>\n</html>\n"
    )


def _each(blocks: Iterable[Block]) -> list[str]:
    found: list[str] = []
    bullets: list[str] = []
    for block in blocks:
        if isinstance(block, Rich) and block.bullet:
            bullets.append(f"<li>{_pieces(block)}</li>")
            continue
        if bullets:
            found.append(f"<ul>{''.join(bullets)}</ul>")
            bullets = []
        found.append(_DRAWN[type(block)](block))
    if bullets:
        found.append(f"<ul>{''.join(bullets)}</ul>")
    return found


def _pieces(block: Rich) -> str:
    tags = {"b": "strong", "i": "em"}
    return "".join(f"<{tags[s]}>{escape(t)}</{tags[s]}>" if s else escape(t) for t, s in block.pieces)


def _heading(block: Heading) -> str:
    return f"<h{block.level}>{escape(block.text)}</h{block.level}>"


def _rich(block: Rich) -> str:
    return f'<p class="small">{_pieces(block)}</p>' if block.small else f"<p>{_pieces(block)}</p>"


def _quote(block: Quote) -> str:
    return "<blockquote>" + "".join(f"<p>{escape(text)}</p>" for text in block.paragraphs) + "</blockquote>"


def _choices(block: Choices) -> str:
    sign = f'<span class="{"box" if block.box else "blank"}" aria-hidden="true"></span>'
    names = [f"<b>{LETTERS[at]}</b> " if block.letters else "" for at in range(len(block.lines))]
    lines = "".join(
        f"<li>{sign}<span>{name}{escape(t)}</span></li>" for name, t in zip(names, block.lines, strict=True)
    )
    return f'<ul class="ticks">{lines}</ul>'


def _rules(block: Rules) -> str:
    return '<div class="rules" aria-hidden="true">' + "<i></i>" * block.count + "</div>"


def _fields(block: Fields) -> str:
    return '<p class="fields">' + "".join(f"<span>{escape(label)}</span>" for label in block.labels) + "</p>"


def _terms(block: Terms) -> str:
    pairs = "".join(f"<div><dt>{escape(a)}</dt><dd>{escape(b)}</dd></div>" for a, b in block.pairs)
    return f'<div class="terms"><dl>{pairs}</dl></div>'


def _columns(block: Columns) -> str:
    notice = f'<p class="small">{escape(block.notice)}</p>' if block.notice else ""
    lines = "".join(
        f'<li class="{escape(line.kind)}{" last" if line.last else ""}"><span class="n">{line.number}</span>'
        f"<span>{escape(line.text)}</span></li>"
        for line in block.text.lines
    )
    return f'{notice}<ol class="lines">{lines}</ol>'


def _table(block: Table) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in block.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(t)}</td>" for t in row[1:]) + "</tr>"
        for row in block.rows
    )
    kind = ' class="write"' if block.write else ""
    return f"<table{kind}><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _tickets(block: Tickets) -> str:
    one = "".join(_each(block.blocks))
    twin = f'<section class="ticket" aria-hidden="true">{one}</section>'  # the same again, for the scissors
    return f'<div class="new"></div><section class="ticket">{one}</section>{twin}'


def _group(block: Group) -> str:
    return f'<section class="group">{"".join(_each(block.blocks))}</section>'


def _new(_block: NewPage) -> str:
    return '<div class="new"></div>'


_DRAWN: Mapping[type, Callable[[Any], str]] = {
    Heading: _heading,
    Rich: _rich,
    Quote: _quote,
    Choices: _choices,
    Rules: _rules,
    Fields: _fields,
    Terms: _terms,
    Columns: _columns,
    Table: _table,
    Tickets: _tickets,
    Group: _group,
    NewPage: _new,
}


def html_handouts(name: str, root: Path) -> dict[str, str]:
    """The handouts called `name` as pages, by file name."""
    return {f"{one.name}.html": page(one) for one in handouts(name, root)}


EXPORT = Export(
    what="handout",
    form="html",
    about="sheets to print from a browser: a lesson by its number, an article by its slug, label, or all",
    make=html_handouts,
)
