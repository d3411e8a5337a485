"""Which font a PDF is set in: one policy for every sheet that is printed.

Where the fonts that every PDF reader has (Times, Helvetica) hold all signs of a text, it is set in them: nothing is
embedded. Else the machine is searched for a font with more signs, and that is embedded; Bitstream Vera, which travels
with the PDF library, is the last of them. What no font has stands as a mark, and the sheet says so: a sheet with a gap
is better than none. Scripts that run from right to left or join their letters count as signs that no font has, for the
PDF library sets one letter after the other: pages in HTML hold them.

The PDF library loads when a font is asked for, not before.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GAP = "□"
"""Stands for a sign that the font lacks."""

FOLDERS = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": (r"C:\Windows\Fonts", r"~\AppData\Local\Microsoft\Windows\Fonts"),
}
"""Where a system keeps its fonts."""

Files = tuple[str, str, str, str]

FAMILIES: dict[str, tuple[Files, ...]] = {
    "serif": (
        ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf", "DejaVuSerif-BoldItalic.ttf"),
        ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf", "NotoSerif-BoldItalic.ttf"),
        ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSerif-Italic.ttf",
         "LiberationSerif-BoldItalic.ttf"),
        ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
        ("Times New Roman.ttf", "Times New Roman Bold.ttf", "Times New Roman Italic.ttf",
         "Times New Roman Bold Italic.ttf"),
    ),
    "sans": (
        ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf"),
        ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSans-BoldItalic.ttf"),
        ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Italic.ttf",
         "LiberationSans-BoldItalic.ttf"),
        ("arial.ttf", "arialbd.ttf", "ariali.ttf", "arialbi.ttf"),
    ),
}  # fmt: skip
"""File names of a family: normal, bold, italic, both. The first that holds a whole text is taken."""

WIDE = ("Arial Unicode.ttf", "ARIALUNI.TTF", "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", "wqy-zenhei.ttc",
        "wqy-microhei.ttc", "msyh.ttc", "simsun.ttc", "malgun.ttf", "msgothic.ttc")  # fmt: skip
"""Fonts of many scripts, which have one face for all styles."""

VERA: Files = ("Vera.ttf", "VeraBd.ttf", "VeraIt.ttf", "VeraBI.ttf")

JOINED = ((0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x17FF))
"""Scripts whose letters change shape beside one another: those of India, Myanmar and Cambodia."""


@dataclass(frozen=True)
class Fonts:
    """A family as the PDF library knows it. `known`: the code points that all its faces have; None: those of cp1252."""

    normal: str
    bold: str
    italic: str
    known: frozenset[int] | None = None

    def has(self, sign: str) -> bool:
        """Whether a sign can be printed."""
        if sign.isspace():
            return True
        if self.known is None:
            return sign.encode("cp1252", "ignore") != b""
        return ord(sign) in self.known and not _shaped(sign)

    def lacks(self, text: str) -> set[str]:
        """The signs of a text that cannot be printed."""
        return {sign for sign in set(text) if not self.has(sign)}

    def clean(self, text: str) -> str:
        """A text with `GAP` where it cannot be printed; line ends and tabs stay, other room is a blank."""
        return "".join(
            " " if sign.isspace() and sign not in "\n\t" else sign if self.has(sign) else self.gap for sign in text
        )

    @property
    def gap(self) -> str:
        """The mark for what is missing; the fonts that every reader has lack the usual one."""
        return GAP if self.known is not None and ord(GAP) in self.known else "?"


STANDARD = {
    "serif": Fonts("Times-Roman", "Times-Bold", "Times-Italic"),
    "sans": Fonts("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
}
"""The fonts that every PDF reader has."""


def fonts_for(text: str, style: str) -> Fonts:
    """The family for a text, `style` "serif" or "sans": the standard one, else the one that lacks the fewest signs."""
    standard = STANDARD[style]
    lacking = standard.lacks(text)
    if not lacking:
        return standard
    fewest: tuple[int, Fonts] | None = None
    for family in _families(style):
        missing = len(family.lacks(text))
        if not missing:
            return family
        if fewest is None or missing < fewest[0]:
            fewest = missing, family
    return fewest[1] if fewest else standard


def _shaped(sign: str) -> bool:
    """Whether a sign belongs to a script that cannot be set letter after letter."""
    return unicodedata.bidirectional(sign) in ("R", "AL", "AN") or any(low <= ord(sign) <= high for low, high in JOINED)


def _families(style: str) -> Iterator[Fonts]:
    there = _there()
    for names in (*FAMILIES[style], *((wide,) * 4 for wide in WIDE)):
        if names[0].lower() in there:
            paths = tuple(there.get(name.lower(), there[names[0].lower()]) for name in names)
            family = _loaded(paths)
            if family is not None:
                yield family
    vera = _loaded(VERA)
    if vera is not None:
        yield vera


@cache
def _there() -> dict[str, str]:
    """The paths of the machine's fonts by file name, in small letters."""
    paths: dict[str, str] = {}
    for folder in FOLDERS.get(sys.platform, FOLDERS["linux"]):
        for place, _, names in os.walk(Path(folder).expanduser()):
            for name in sorted(names):
                paths.setdefault(name.lower(), str(Path(place, name)))
    return paths


@cache
def _loaded(paths: tuple[str, ...]) -> Fonts | None:
    """A family read from its files and made known to the PDF library; None where one of them cannot be used."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    stem = f"Aquanaut-{Path(paths[0]).stem}"
    names = [f"{stem}-{number}" for number in range(len(paths))]
    try:
        faces = [TTFont(name, path) for name, path in zip(names, paths, strict=True)]
    except (TTFError, OSError, ValueError):
        return None
    for face in faces:
        pdfmetrics.registerFont(face)
    pdfmetrics.registerFontFamily(stem, *names)
    known = frozenset.intersection(*(frozenset(face.face.charToGlyph) for face in faces))
    return Fonts(names[0], names[1], names[2], known)
