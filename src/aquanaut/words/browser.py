"""The sentences that travel to a browser: to a notebook's widgets, to one widget alone, to a page that stands alone."""

from __future__ import annotations

from aquanaut.words.catalogues import catalogue, part

PAGE = "page."
"""Keys that begin so are for pages that stand alone; where the rest is a key, too, they take its place there."""

ON_PAGES = (PAGE, "report.", "show.", "said.locked", "answer.")
"""What Python says in a notebook, and a page that stands alone says itself."""

SHARED = ("lang", "dir")


def strings() -> dict[str, str]:
    """The words that every widget is sent, by key: the catalogue `browser`, and what the kinds of question bring."""
    keys = part("browser")
    return {key: text for key, text in catalogue().items() if key in SHARED or _root(key) in keys or _kinds(key)}


def own_strings(prefix: str) -> dict[str, str]:
    """The words of one widget alone, by key, with the catalogue's language; for a widget that others need not carry."""
    return {key: text for key, text in catalogue().items() if key.startswith(prefix) or key in SHARED}


def page_strings() -> dict[str, str]:
    """The words of a page that stands alone, by key."""
    found = strings() | {key: text for key, text in catalogue().items() if key.startswith(ON_PAGES)}
    own = {key.removeprefix(PAGE): text for key, text in found.items() if key.startswith(PAGE)}
    kept = {key: text for key, text in found.items() if not key.startswith(PAGE) or key.removeprefix(PAGE) not in found}
    return kept | {key: text for key, text in own.items() if key in found}


def _kinds(key: str) -> bool:
    return key.startswith("kind.")


def _root(key: str) -> str:
    """The key without a plural form that English does not have: what another language says for `few` is sent too."""
    base, _, form = key.rpartition(".")
    return base if form in ("zero", "two", "few", "many") and base in part("browser") else key
