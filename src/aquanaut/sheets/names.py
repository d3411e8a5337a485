"""Names of people as files and lists write them: made fit to show, and made fit to compare."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 200
"""Code points of a person's or a file's name that are kept; longer ones are cut with an ellipsis."""


def tidy(text: str) -> str:
    """`text` on one line, without control signs and broken code points, cut to `LONGEST_NAME`."""
    kept = "".join(_shown(sign) for sign in text[: 4 * LONGEST_NAME])
    kept = " ".join(kept.split())
    return kept if len(kept) <= LONGEST_NAME else kept[: LONGEST_NAME - 1] + "…"


def _shown(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Zs", "Zl", "Zp", "Cc"):
        return " "
    # Direction overrides can make a name read as another; joiners (also Cf) are part of some scripts' spelling.
    return "" if kind in ("Cs", "Co", "Cn") or "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069" else sign


def folded(name: str) -> str:
    """A name for comparing: small letters and digits of any script, nothing between them."""
    plain = unicodedata.normalize("NFKC", name[:1000]).casefold()
    return "".join(sign for sign in unicodedata.normalize("NFC", plain) if sign.isalnum() or _is_mark(sign))


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Mc")
