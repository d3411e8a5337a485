"""A sheet: plain HTML for a notebook output that is read and printed. No script, nothing that takes the keyboard.

Text and lines take the colour of the page around them, so that nothing has to know whether it is light or dark.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

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
{_ALL} th, {_ALL} td {{ max-width: none; padding: 0.35rem 0.75rem 0.35rem 0; border: 0; background: none;
  color: inherit; font-size: inherit; font-weight: 400; text-align: start; vertical-align: top; white-space: normal; }}
{_ALL} .aq-figure {{ width: 1%; padding-inline: 0.5rem 0; text-align: end; font-variant-numeric: tabular-nums; }}
{_ALL} thead th, {_ALL} tfoot th, {_ALL} tfoot td {{ font-weight: 600; }}
{_ALL} tbody tr, {_ALL} tfoot tr {{ border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }}
{_ALL} .aq-dots {{ display: flex; flex-wrap: wrap; gap: 3px; padding-top: 0.3rem; }}
{_ALL} .aq-dots i {{ box-sizing: border-box; width: 12px; height: 12px; border: 2px solid currentColor;
  border-radius: 50%; }}
{_ALL} .aq-dots .aq-full {{ border-width: 6px; }}
"""


def sheet(parts: Iterable[str]) -> str:
    """A sheet of ready-made HTML pieces."""
    return f'<style>{_STYLE}</style>\n<section class="aq-sheet">{"".join(parts)}</section>'


def para(text: str) -> str:
    """A paragraph of plain text, escaped."""
    return f"<p>{escape(text)}</p>"


def points(lines: Iterable[str]) -> str:
    """A list of plain texts, escaped; nothing where there are none."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def heading(text: str, level: int = 4) -> str:
    """A heading, escaped."""
    return f"<h{level}>{escape(text)}</h{level}>"


def dots(full: int, of: int) -> str:
    """A dot for each of `of`, the first `full` of them filled. Seen, not spoken: the figures stand beside it."""
    each = '<i class="aq-full"></i>' * full + "<i></i>" * (of - full)
    return f'<span class="aq-dots" aria-hidden="true">{each}</span>' if of else ""
