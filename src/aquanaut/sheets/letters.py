"""Which letters bytes mean: UTF-8, UTF-16 with or without its mark, else Windows, Central Europe or an old Mac.

The last three give letters for nearly all bytes, so they are told apart by which of them make words: a capital inside
a word, a sign between letters or a vowel beside a vowel speak against one. Where they do not differ, it is Windows.
"""

from __future__ import annotations

import re
import unicodedata

WAYS = ("cp1252", "cp1250", "mac_roman")
"""Asked in this order; the first of equals is taken."""

_CR_ALONE = re.compile(rb"\r(?!\n)")


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises `UnicodeDecodeError` where none gives letters for every byte."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "UTF-16"
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return _old(data)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of its first line is zero."""
    first = data[:200]
    if len(first) < 4 or len(data) % 2:
        return ""
    zeros = [first[side::2].count(0) / len(first[side::2]) for side in (0, 1)]
    if zeros[1] > 0.7 and zeros[0] < 0.1:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] > 0.7 and zeros[1] < 0.1 else ""


def _old(data: bytes) -> tuple[str, str]:
    found, wrong = [], None
    for way in WAYS:
        try:
            text = data.decode(way)
        except UnicodeDecodeError as error:
            wrong = wrong or error
            continue
        if way == "mac_roman" and not (_words_alone(text) and _sense(text) > 0):
            continue
        mac = 3 if way == "mac_roman" and _CR_ALONE.search(data) else 0
        found.append((_sense(text) + mac, way, text))
    if not found:
        raise wrong or UnicodeDecodeError("cp1252", data, 0, 1, "")
    _, way, text = max(found, key=lambda one: one[0])
    return text, {"cp1252": "Windows-1252", "cp1250": "Windows-1250", "mac_roman": "Mac Roman"}[way]


def _words_alone(text: str) -> bool:
    """Whether every sign beyond ASCII is a letter or a mark that lists hold; an old Mac has a sign for any byte."""
    return all(sign.isascii() or sign.isalpha() or sign in "\u00a0–—‘’“”…«»°" for sign in text)


def _sense(text: str) -> int:
    return sum(_sign(text, place) for place, sign in enumerate(text[:200_000]) if not sign.isascii())


def _sign(text: str, place: int) -> int:
    """How well one sign beyond ASCII fits its neighbours: 2 for a letter in its place, below 0 for what is none."""
    sign, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    beside = before.isalpha() or after.isalpha()
    if not sign.isalpha():
        return -3 if beside and sign not in "’‘" else 0
    if sign.isupper() and before.islower():
        return -3
    if not beside:
        return 0
    near = _vowel(before) or _vowel(after)
    fits = not near if _vowel(sign) else near
    return 2 if fits else 0


def _vowel(sign: str) -> bool:
    plain = unicodedata.normalize("NFD", sign.lower())[:1]
    return plain != "" and plain in "aeiouyøæœı"
