"""What a terminal cannot show, said in signs that it can.

Aquanaut prints typographic quotation marks, arrows and names from everywhere; a school's terminal may know 256 signs,
or 128. Printing must never end in a `UnicodeEncodeError`, and `?` for every dash is hard to read. One place sees to it
for all commands: an error handler of Python's own encoders, which asks for a sign alike.
"""

from __future__ import annotations

import codecs
import unicodedata
from typing import IO

HANDLER = "aquanaut-readable"

ALIKE = {
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": "'", "›": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": "...", "·": "-", "•": "*", "×": "x",
    "→": "->", "←": "<-", "↔": "<->", "↑": "^", "↓": "v", "⟦": "[", "⟧": "]", "✓": "+", "✗": "x", "≤": "<=", "≥": ">=",
    "≈": "~", "′": "'", "″": '"', "\xa0": " ", "\u202f": " ", "\u2009": " ", "\u200b": "", "\xad": "",
}  # fmt: skip
"""Signs that Aquanaut prints itself, or that articles are full of, in ASCII."""

DRAWN = {"HORIZONTAL": "-", "VERTICAL": "|", "DRAWINGS": "+", "BLOCK": "#", "SHADE": "#", "BLACK": "#", "WHITE": "o"}
"""Lines, bars and dots, by a word of their Unicode name; the first that fits."""


def make_printable(*streams: IO[str] | None) -> None:
    """From now on these streams take every text. A program without a console has None for a stream."""
    codecs.register_error(HANDLER, _readable)
    for stream in streams:
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=HANDLER)


def alike(text: str, encoding: str) -> str:
    """`text` in signs that `encoding` has: a sign alike, a letter without its accent, or "?"."""
    return "".join(_alike(sign, encoding) for sign in text)


def _readable(error: UnicodeError) -> tuple[str | bytes, int]:
    """The error handler: what to write instead of `error.object[error.start:error.end]`, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return alike(error.object[error.start : error.end], error.encoding), error.end


def _alike(sign: str, encoding: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
    name = unicodedata.name(sign, "").split()
    drawn = next((shown for word, shown in DRAWN.items() if word in name), "?")
    for shown in (sign, ALIKE.get(sign), bare or None, drawn):
        if shown is not None and _has(encoding, shown):
            return shown
    return "?"


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
