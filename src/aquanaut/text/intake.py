"""A text from anywhere: a file somebody saved, or what came through a pipe. Sound text, or an error in one sentence."""

from __future__ import annotations

import codecs
from pathlib import Path

from aquanaut.content import complaint, decode
from aquanaut.words import say

MOST_BYTES = 8_000_000
"""More is not even read; how long a text may be, the lenses say."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = frozenset(map(chr, [*range(1, 9), *range(14, 27)]))


def file_text(path: Path) -> str:
    """The text of a file; see `text_of`. Raises `ContentError` where it is missing, a folder, or too large."""
    try:
        if path.is_dir():
            raise complaint(path, 0, "text.folder")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise complaint(path, 0, "text.too_large", size=f"{size:,}", most=f"{MOST_BYTES:,}")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or say("text.no_file")
        raise complaint(path, 0, "text.unreadable", why=why) from None
    return text_of(data, path)


def text_of(data: bytes, path: Path) -> str:
    """`data` as text: UTF-8, or what a byte order mark at its beginning says; the mark is no part of the text.

    Line ends and everything else stay as they are. Raises `ContentError` for an empty file, for other encodings and for
    what is no text at all.
    """
    if len(data) > MOST_BYTES:
        raise complaint(path, 0, "text.far_too_large", most=f"{MOST_BYTES:,}")
    text = _decoded(data, path)
    if not text.strip("\ufeff \t\r\n\v\f"):
        raise complaint(path, 0, "text.empty")
    at = text.find("\0")
    if at >= 0:
        raise complaint(path, text.count("\n", 0, at) + 1, "text.nul")
    signs = sum(text.count(sign) for sign in _CONTROL)
    if signs > 3 and signs > len(text) / 100:
        raise complaint(path, 0, "text.control", number=signs)
    return text


def _decoded(data: bytes, path: Path) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name)
            except UnicodeDecodeError as error:
                raise complaint(path, 0, "text.broken", form=name.upper(), why=error.reason) from None
    if b"\0" in data[:1000]:
        raise complaint(path, data.count(b"\n", 0, data.find(b"\0")) + 1, "text.nul")
    return decode(path, data)
