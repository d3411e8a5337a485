"""A lesson's own words as HTML: markdown through mistune, with raw HTML shown as text and nothing fetched.

Words that make sense in Jupyter alone are kept out of a page by the cell's metadata in the notebook:

- `"aquanaut": {"page": false}` leaves the cell out,
- `"aquanaut": {"page": [{"exact": "words of the cell", "say": "words for the page"}]}` puts other words in place of
  these (none, where `say` is empty); `from` and `to` in place of `exact` take a whole stretch. Words that the cell does
  not hold exactly once are a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import mistune

from aquanaut.content import complaint
from aquanaut.exports.lessons.notebook import Cell
from aquanaut.pages.html import Html, el, safe

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def page_text(cell: Cell, path: Path) -> str:
    """A markdown cell's text as a page shows it, "" where it is left out. Raises `ContentError`."""
    text = cell.text
    if cell.page is False:
        return ""
    for change in cell.page if isinstance(cell.page, list) else []:
        exact = change.get("exact") or _stretch(text, change.get("from", ""), change.get("to", ""))
        count = text.count(exact) if exact else 0
        if count != 1:
            wanted = exact or f"{change.get('from', '')} … {change.get('to', '')}"
            raise complaint(path, 0, "export.fault.words", words=wanted, times=count, cell=cell.id)
        text = text.replace(exact, change.get("say", ""))
    return text.strip()


def _stretch(text: str, first: str, last: str) -> str:
    """The stretch from the words `first` to the next words `last`, "" where there is none."""
    start = text.find(first) if first else -1
    end = text.find(last, start) if last and start >= 0 else -1
    return text[start : end + len(last)] if end >= 0 else ""


def render(text: str, pictures: Mapping[str, Mapping[str, str]], path: Path) -> Html:
    """Markdown as HTML. Pictures come from the cell's own `pictures` alone; raw HTML is shown as the text it is."""
    made = mistune.create_markdown(renderer=_Renderer(pictures, path), plugins=["table", "strikethrough"])
    return Html(str(made(text)).strip())


class _Renderer(mistune.HTMLRenderer):  # type: ignore[misc, unused-ignore]
    """HTML without anything that a page could fetch."""

    def __init__(self, pictures: Mapping[str, Mapping[str, str]], path: Path) -> None:
        super().__init__(escape=True)
        self._pictures, self._path = pictures, path

    def image(self, text: str, url: str, title: str | None = None) -> str:
        held = self._pictures.get(url.removeprefix("attachment:"), {}) if url.startswith("attachment:") else {}
        kind = next((name for name in PICTURES if name in held), None)
        if kind is None:
            raise complaint(self._path, 0, "export.fault.picture", url=url)
        data = held[kind].replace("\n", "")
        return el("img", src=f"data:{kind};base64,{data}", alt=text)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        # A page makes no request, and a link is one click from making one: the address stands there to be typed.
        if url.startswith("#"):
            return el("a", Html(text), href=url)
        return f"{text} ({safe(url)})" if safe(url) != text else text

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag = "th" if head and text else "td"  # an empty heading heads nothing
        return f"  {el(tag, Html(text))}\n"

    def table(self, text: str) -> str:
        # Wide tables scroll by themselves, by key too, so that the page never does.
        return el("div", el("table", Html(text)), cls="aq-scroll", tabindex=0, role="group")
