"""The names in a zip as their writers meant them.

A zip says for each name whether it is UTF-8; without that word it is cp437 by the letter of the format (APPNOTE.TXT,
D.1), which no Mac and no Windows outside America keeps. All names of a zip are decoded alike, by the first way in which
they make sense as names.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise

UTF8 = 0x800
"""The flag of a name that is UTF-8."""


def member_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """A path for each member, in their order."""
    unsaid = [info for info in infos if not info.flag_bits & UTF8 and not info.filename.isascii()]
    raw = {id(info): info.orig_filename.encode("cp437", "replace") for info in unsaid}
    way = _way(sorted(set(raw.values())))
    return [
        info.filename if id(info) not in raw else raw[id(info)].decode(way, "replace").split("\0")[0] for info in infos
    ]


def _way(names: Sequence[bytes]) -> str:
    """The encoding of all these names."""
    ways: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("utf-8", lambda _text: True),
        ("gb2312", _apart),
        ("shift_jis", _apart),
        ("gbk", _apart),
        ("cp437", _letters),
        ("cp850", _letters),
    )
    for way, makes_sense in ways:
        try:
            if all(makes_sense(name.decode(way)) for name in names):
                return way
        except UnicodeDecodeError:
            continue
    return "cp437"


def _letters(text: str) -> bool:
    """Whether every sign beyond ASCII is a letter, as in a name; frames and blocks are none."""
    return all(sign.isascii() or unicodedata.category(sign)[0] in "LM" for sign in text)


def _apart(text: str) -> bool:
    """Whether East Asian letters stand apart from Latin ones, as they do in names but not in a wrong decoding."""
    kinds = [_kind(sign) for sign in text]
    mixed = any({left, right} == {"east", "latin"} for left, right in pairwise(kinds))
    return not mixed and "no" not in kinds


def _kind(sign: str) -> str:
    if sign.isascii():
        return "latin" if sign.isalpha() else "sign"
    name = unicodedata.name(sign, "")
    if "HALFWIDTH" in name:
        return "no"
    if name.startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH")):
        return "east"
    return "no"
