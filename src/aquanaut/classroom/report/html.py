"""Pieces of the report's HTML: everything that comes from a file or a student is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aquanaut.classroom.report.words import percent
from aquanaut.pages.html import DOCTYPE, Html, el, join
from aquanaut.pages.joiner import module, style
from aquanaut.pages.leaf import policy
from aquanaut.questions.bank import Bank
from aquanaut.text.article import load_article
from aquanaut.words import language


def table(caption: str, heads: Sequence[object], rows: Iterable[Sequence[object]], figures: Iterable[int] = ()) -> Html:
    """A table; the first cell of each row names it. `figures`: the columns to align as numbers. It scrolls by itself on
    a narrow screen, and can be reached and scrolled by keyboard."""
    right = set(figures)

    def cls(at: int) -> str:
        return "rp-figure" if at in right else ""

    head = join(el("th", name, cls=cls(at), scope="col") for at, name in enumerate(heads))
    body = join(
        el("tr", el("th", row[0], cls=cls(0), scope="row"),
           *(el("td", cell, cls=cls(at)) for at, cell in enumerate(row[1:], start=1)))
        for row in rows
    )  # fmt: skip
    inner = el("table", el("caption", caption), el("thead", el("tr", head)), el("tbody", body))
    return el("div", inner, cls="rp-scroll", tabindex=0, role="region", aria_label=caption)


def details(title: str, *parts: object, opened: bool = False, name: str = "") -> Html:
    """A part that opens on demand, and on paper when it is open."""
    return el("details", el("summary", title), *parts, id=name or None, open=opened)


def points(lines: Iterable[object]) -> Html:
    """A list; nothing where there are no lines."""
    items = join(el("li", line) for line in lines)
    return el("ul", items) if items else Html("")


def bar(share: float, mark: str = "") -> Html:
    """A bar of `share`, from 0 to 1, with its per cent. Seen, not spoken twice: the words are the figure beside it."""
    drawn = el(
        "span", el("i", style=f"width:{percent(max(0.0, min(1.0, share)))}"), cls=f"rp-bar {mark}", aria_hidden="true"
    )
    return join([drawn, el("span", percent(share), cls="rp-of")])


def notices(bank: Bank) -> list[str]:
    """What has to stand wherever words of the articles stand: once each."""
    slugs = dict.fromkeys([bank.article, *(q.body.get("article") or "" for q in bank.questions)])
    found = (load_article(slug, bank.folder.parents[1]).notice for slug in slugs if slug)
    return list(dict.fromkeys(notice for notice in found if notice))


def page(title: str, header: object, main: object, footer: object, sheets: Sequence[str], script: str = "") -> str:
    """A whole HTML file that asks for nothing from outside. `sheets` and `script`: paths in the package."""
    code = module(script) if script else ""
    spoken = language()
    head = [
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", http_equiv="Content-Security-Policy", content=Html(policy(code) if code else policy())),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        el("style", Html(f"\n{style(*sheets)}")),
    ]
    inside = [el("header", header), el("main", main), el("footer", footer)]
    body = [el("div", _lines(inside), cls="aquanaut rp"), *([el("script", Html(code), type="module")] if code else [])]
    whole = el("html", "\n", el("head", _lines(head)), "\n", el("body", _lines(body)), "\n",
               lang=spoken.tag, dir=spoken.direction)  # fmt: skip
    return str(join([DOCTYPE, whole, ""], "\n"))


def _lines(parts: Sequence[Html]) -> Html:
    """Parts, each on a line of its own."""
    return join(["", *parts, ""], "\n")
