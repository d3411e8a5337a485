"""A sheet: plain HTML for a notebook output that is read and printed. No script, nothing that takes the keyboard.

Text and lines take the colour of the page around them, so that nothing has to know whether it is light or dark.
"""

from __future__ import annotations

from collections.abc import Iterable

from aquanaut.pages.html import Html, el, join

# Thrice, to outweigh what notebooks say about tables.
_ALL = ".aq-sheet" * 3

_STYLE = f"""
{_ALL} {{ max-width: 46rem; margin: 0.75rem 0; color: inherit; line-height: 1.5; overflow-wrap: break-word; }}
{_ALL} h3, {_ALL} h4 {{ margin: 1rem 0 0.25rem; color: inherit; break-after: avoid; }}
{_ALL} p, {_ALL} ul {{ margin: 0.25rem 0 0.5rem; }}
{_ALL} small {{ display: block; font-size: max(0.875em, 14px); }}
{_ALL} table {{ width: 100%; margin: 0.5rem 0; border: 0; border-collapse: collapse; color: inherit;
  font-size: inherit; }}
{_ALL} tr {{ background: none; break-inside: avoid; }}
{_ALL} caption {{ padding: 0 0 0.25rem; color: inherit; font-size: inherit; text-align: start; }}
{_ALL} th, {_ALL} td {{ max-width: none; padding-block: 0.35rem; padding-inline: 0 0.75rem; border: 0; background: none;
  color: inherit; font-size: inherit; font-weight: 400; text-align: start; vertical-align: top; white-space: normal; }}
{_ALL} .aq-figure {{ width: 1%; padding-inline: 0.5rem 0; text-align: end; font-variant-numeric: tabular-nums; }}
{_ALL} thead th, {_ALL} tfoot th, {_ALL} tfoot td {{ font-weight: 600; }}
{_ALL} tbody tr, {_ALL} tfoot tr {{ border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }}
{_ALL} .aq-dots {{ display: flex; flex-wrap: wrap; gap: 3px; padding-top: 0.3rem; }}
{_ALL} .aq-dots i {{ box-sizing: border-box; width: 12px; height: 12px; border: 2px solid currentColor;
  border-radius: 50%; }}
{_ALL} .aq-dots .aq-full {{ border-width: 6px; }}
"""


def sheet(parts: Iterable[Html]) -> Html:
    """A sheet of ready-made pieces."""
    return join((el("style", Html(_STYLE)), el("section", parts, cls="aq-sheet")), "\n")


def para(text: str) -> Html:
    """A paragraph of plain text."""
    return el("p", text)


def points(lines: Iterable[str]) -> Html:
    """A list of plain texts; nothing where there are none."""
    items = join(el("li", line) for line in lines)
    return el("ul", items) if items else items


def heading(text: str, level: int = 4) -> Html:
    """A heading."""
    return el(f"h{level}", text)


def dots(full: int, of: int) -> Html:
    """A dot for each of `of`, the first `full` of them filled. Seen, not spoken: the figures stand beside it."""
    each = [el("i", cls="aq-full" if at < full else "") for at in range(of)]
    return el("span", each, cls="aq-dots", aria_hidden="true") if each else Html()
