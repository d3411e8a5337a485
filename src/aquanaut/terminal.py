"""What a terminal cannot show, said in signs that it can.

Aquanaut prints typographic quotation marks, arrows and names from everywhere; a school's terminal may know 256 signs,
or 128. Printing must never end in a `UnicodeEncodeError`, and `?` for every dash is hard to read. One place sees to it
for all commands: an error handler of Python's own encoders, which asks for a sign alike.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import partial
from typing import TextIO

ALIKE = {
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": "'", "›": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": "...", "·": "-", "•": "*", "×": "x",
    "→": "->", "←": "<-", "↔": "<->", "↑": "^", "↓": "v", "⟦": "[", "⟧": "]", "✓": "+", "✗": "x", "≤": "<=", "≥": ">=",
    "≈": "~", "′": "'", "″": '"', "\xa0": " ", "\u202f": " ", "\u2009": " ", "\u200b": "", "\xad": "",
}  # fmt: skip
"""Signs that Aquanaut prints itself, or that articles are full of, in ASCII."""

DRAWN = {"HORIZONTAL": "-", "VERTICAL": "|", "DRAWINGS": "+", "BLOCK": "#", "SHADE": ":", "BLACK": "#", "WHITE": "o"}
"""Lines, bars and dots, by a word of their Unicode name; the first that fits."""


def make_printable(*streams: TextIO | None) -> None:
    """From now on these streams take every text. A program without a console has None for a stream."""
    for stream in streams:
        if stream is not None and hasattr(stream, "reconfigure"):
            # One handler an encoding: the error that it is given calls all of Python's tables of signs "charmap".
            handler = f"aquanaut-readable-{stream.encoding}"
            codecs.register_error(handler, partial(_readable, stream.encoding))
            stream.reconfigure(errors=handler)


def alike(text: str, encoding: str) -> str:
    """`text` in signs that `encoding` has: a sign alike, a letter without its accent, or "?"."""
    return "".join(_alike(sign, encoding) for sign in text)


def _readable(encoding: str, error: UnicodeError) -> tuple[str | bytes, int]:
    """The error handler: what to write instead of `error.object[error.start:error.end]`, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return alike(error.object[error.start : error.end], encoding), error.end


def _alike(sign: str, encoding: str) -> str:
    parts = unicodedata.normalize("NFKD", sign).replace("\u2044", "/")
    bare = "".join(part for part in parts if not unicodedata.combining(part))
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
