"""HTML as a type: what is `Html` is ready, and whatever else meets it is escaped (MarkupSafe).

Everything that comes from a file or a student passes through here, so that safety does not rest on habit:

    el("p", "a < b", cls="aq-note", id="x")   → <p class="aq-note" id="x">a &lt; b</p>
    Html("<b>{}</b>").format("a < b")         → <b>a &lt; b</b>
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from markupsafe import Markup as Html
from markupsafe import escape

__all__ = ["DOCTYPE", "Html", "el", "join", "paragraphs", "safe"]

DOCTYPE = Html("<!doctype html>")

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what stands after them, beyond the text that holds them."""


def safe(value: object) -> Html:
    """`value` for HTML: escaped unless it is `Html`. Signs that no page may hold become a mark of their own."""
    if isinstance(value, Html):
        return value
    return escape("".join(sign if _may_stand(sign) else "�" for sign in str(value)))


def _may_stand(sign: str) -> bool:
    """Whether a page may hold a sign: no control signs, halves of signs, or signs that no Unicode version has."""
    if sign.isprintable() or sign in "\n\t":
        return True
    # Spaces that keep words together, marks of syllables and joiners are part of how languages are spelled.
    return unicodedata.category(sign) in ("Zs", "Zl", "Zp", "Cf", "Co") and sign not in _TURNING


def el(tag: str, *parts: object, cls: str = "", **attributes: object) -> Html:
    """An element. `aria_label` is written `aria-label`; True is an attribute without a value; None and False are none.

    A part that is a list or a generator is laid out piece by piece.
    """
    told = {"class": cls or None, **attributes}
    head = "".join(_attribute(name, value) for name, value in told.items() if value is not None and value is not False)
    if tag in _EMPTY:
        return Html(f"<{tag}{head}>")
    return Html(f"<{tag}{head}>{join(parts)}</{tag}>")


_EMPTY = ("br", "hr", "img", "input", "meta", "wbr")


def _attribute(name: str, value: object) -> str:
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{safe(value)}"'


def join(parts: Iterable[object], between: str = "") -> Html:
    """Pieces one after the other; lists among them too."""
    flat = (join(part) if isinstance(part, Iterable) and not isinstance(part, str) else safe(part) for part in parts)
    return Html(safe(between).join(flat))


def paragraphs(text: str) -> Html:
    """A paragraph for each line that holds something."""
    return join(el("p", line) for line in text.split("\n") if line.strip())
