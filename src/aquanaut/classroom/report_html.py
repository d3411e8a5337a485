"""Pieces of the report's HTML: everything that comes from a file or a student is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from aquanaut.classroom.report_words import percent, static
from aquanaut.exports.leaf import policy
from aquanaut.questions.bank import Bank
from aquanaut.text.article import load_article
from aquanaut.widgets.assemble import slim_script, slim_style, style


class Html(str):
    """Ready HTML, which is not escaped again."""

    __slots__ = ()


def safe(value: object) -> str:
    """`value` for HTML: escaped unless it is `Html`. Signs that no page may hold become a mark of their own."""
    if isinstance(value, Html):
        return value
    return escape("".join(c if c in "\n\t" or c.isprintable() or c == "\u200d" else "�" for c in str(value)))


def el(tag: str, *parts: object, cls: str = "", attributes: str = "") -> Html:
    """An element. `attributes` is written as it stands."""
    head = f' class="{cls}"' if cls else ""
    more = f" {attributes}" if attributes else ""
    return Html(f"<{tag}{head}{more}>{''.join(map(safe, parts))}</{tag}>")


def join(parts: Iterable[object], between: str = "") -> Html:
    """Pieces one after the other."""
    return Html(between.join(map(safe, parts)))


def table(caption: str, heads: Sequence[object], rows: Iterable[Sequence[object]], figures: Iterable[int] = ()) -> Html:
    """A table; the first cell of each row names it. `figures`: the columns to align as numbers. It scrolls by itself on
    a narrow screen, and can be reached and scrolled by keyboard."""
    right = set(figures)

    def cls(at: int) -> str:
        return "rp-figure" if at in right else ""

    head = join(el("th", name, cls=cls(at), attributes='scope="col"') for at, name in enumerate(heads))
    body = join(
        el("tr", el("th", row[0], cls=cls(0), attributes='scope="row"'),
           *(el("td", cell, cls=cls(at)) for at, cell in enumerate(row[1:], start=1)))
        for row in rows
    )  # fmt: skip
    inner = el("table", el("caption", caption), el("thead", el("tr", head)), el("tbody", body))
    label = escape(caption, quote=True)
    return el("div", inner, cls="rp-scroll", attributes=f'tabindex="0" role="region" aria-label="{label}"')


def details(title: str, *parts: object, opened: bool = False, name: str = "") -> Html:
    """A part that opens on demand, and on paper when it is open."""
    attributes = " ".join(filter(None, (f'id="{name}"' if name else "", "open" if opened else "")))
    return el("details", el("summary", title), *parts, attributes=attributes)


def points(lines: Iterable[object]) -> Html:
    """A list; nothing where there are no lines."""
    items = join(el("li", line) for line in lines)
    return el("ul", items) if items else Html("")


def bar(share: float, mark: str = "") -> Html:
    """A bar of `share`, from 0 to 1, with its per cent. Seen, not spoken twice: the words are the figure beside it."""
    width = f"{100 * max(0.0, min(1.0, share)):.1f}"
    drawn = Html(f'<span class="rp-bar {mark}" aria-hidden="true"><i style="width:{width}%"></i></span>')
    return join([drawn, el("span", percent(share), cls="rp-of")])


def notices(bank: Bank) -> list[str]:
    """What has to stand wherever words of the articles stand: once each."""
    slugs = dict.fromkeys([bank.article, *(q.body.get("article") or "" for q in bank.questions)])
    found = (load_article(slug, bank.folder.parents[1]).notice for slug in slugs if slug)
    return list(dict.fromkeys(notice for notice in found if notice))


def page(title: str, header: object, main: object, footer: object, sheets: Sequence[str], script: str = "") -> str:
    """A whole HTML file that asks for nothing from outside. `sheets` and `script`: names of files in `static/`."""
    code = slim_script(static(script)) if script else ""
    own = slim_style("\n".join(static(name) for name in sheets))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy(code) if code else policy()}">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{safe(title)}</title>
<style>
{style()}{own}</style>
</head>
<body>
<div class="aquanaut rp">
<header>{safe(header)}</header>
<main>{safe(main)}</main>
<footer>{safe(footer)}</footer>
</div>
{f'<script type="module">{code}</script>' if code else ""}
</body>
</html>
"""
