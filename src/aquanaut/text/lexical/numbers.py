"""Figures in running text: what each one counts, and the words it stands among.

A figure is written in digits ("800-mile", "$5 million", "44 percent") or as a number word from two up. Its unit is
what it counts: a sign ("$", "%") or the next word. Where nothing is counted (years, days of a month, scores,
identifiers) there is no unit, and no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aquanaut.text.anchors import Span
from aquanaut.text.lexical.word_lists import word_lists

_WORDS = word_lists(__package__, "numbers")


_WORD = re.compile(r"[$£€¥]?\d+(?:[.,]\d+)*%?(?:(?:st|nd|rd|th|s)\b)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]")

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}
_NAMES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SPELLED = {w: float(i) for i, w in enumerate(_NAMES) if i > 1} | {w: 10.0 * (i + 2) for i, w in enumerate(_TENS)}
_MONTHS = _WORDS["months"]
_UNITS = {
    "percent": "%",
    "per": "%",
    "pct": "%",
    "dollars": "$",
    "dollar": "$",
    "bucks": "$",
    "kilometres": "kilometer",
}
_BREAKS = frozenset(".!?\n")
_SHORT = _WORDS["short"]


@dataclass(frozen=True)
class Figure:
    """A figure: where it stands (`span`, its digits and scale; `whole`, with its unit), its value, its unit.

    `first` and `last` (exclusive) count words of the `Words` it came from; `spelled` says that it is no digits.
    """

    span: Span
    whole: Span
    value: float
    unit: str
    first: int
    last: int
    spelled: bool


@dataclass(frozen=True)
class Words:
    """The words and signs of a text: where each stands, its plain form (`stems`), and its sentence's number."""

    starts: list[int]
    ends: list[int]
    stems: list[str]
    sentences: list[int]
    capitals: list[bool]


def stem(word: str) -> str:
    """A word without its common endings: "missions", "mission’s" → "mission"; "dropped" → "drop"."""
    low = word.lower()
    if low.endswith(("'s", "’s")):
        low = low[:-2]
    for tail, left in (("ies", 3), ("ing", 4), ("ed", 4), ("es", 4), ("ly", 4), ("s", 3)):
        if low.endswith(tail) and len(low) - len(tail) >= left and not low.endswith("ss"):
            low = low[: -len(tail)]
            if tail == "ies":
                return low + "y"
            if tail in ("ing", "ed") and low[-2] == low[-1]:
                return low[:-1]
            break
    return low.removesuffix("e") if len(low) > 4 else low


def words(text: str) -> Words:
    """Cut `text` into words and signs, in one pass."""
    read = Words([], [], [], [], [])
    sentence, before, end = 0, "", 0
    memo: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        if start > end and _begins_sentence(text, read, before, word, end, start):
            sentence += 1
        known = memo.get(word)
        if known is None:
            known = memo[word] = stem(word) if word[0].isalpha() else word
        read.starts.append(start)
        read.ends.append(match.end())
        read.stems.append(known)
        read.sentences.append(sentence)
        read.capitals.append(word[0].isupper())
        before, end = word, match.end()
    return read


def _begins_sentence(text: str, read: Words, before: str, word: str, end: int, start: int) -> bool:
    """True when a new sentence begins with `word`, after the sign or word `before` that ends at `end`."""
    if before in _BREAKS and (word[0].isupper() or not word[0].isalpha()):
        return before != "." or len(read.stems) < 2 or read.stems[-2] not in _SHORT
    return "\n" in text[end:start]


_DIGITS = re.compile(r"([$£€¥]?)(\d+(?:,\d{3})*(?:\.\d+)?)(%?)\Z")


def figures(text: str, read: Words) -> Iterator[Figure]:
    """Every figure of `text` that counts something, in order."""
    for at, word in enumerate(read.stems):
        if word in _SPELLED or word[0].isdigit() or (len(word) > 1 and word[0] in "$£€¥"):
            figure = _figure(text, read, at)
            if figure is not None:
                yield figure


def _figure(text: str, read: Words, at: int) -> Figure | None:
    """The figure that begins with word `at`; none where nothing is counted."""
    word = read.stems[at]
    spelled = word in _SPELLED
    value, sign = (_SPELLED[word], "") if spelled else _digits(word)
    if value is None:
        return None
    year = not sign and value == int(value) and 1700 <= value < 2100 and "," not in word
    value, last = _scaled(text, read, at + 1, value)
    if not sign and _is_day(text, read, at, last, value):
        return None
    unit, end = (sign, last) if sign else _unit(text, read, last)
    if not unit or (year and unit not in ("%", "$") and not text.startswith("-", read.ends[at])):
        return None
    start = read.starts[at]
    return Figure(Span(start, read.ends[last - 1]), Span(start, read.ends[end - 1]), value, unit, at, last, spelled)


def _scaled(text: str, read: Words, at: int, value: float) -> tuple[float, int]:
    """A value with the scales that follow it ("5 million"), and the word after them."""
    while at < len(read.stems) and _joined(text, read, at) and read.stems[at] in _SCALES:
        value *= _SCALES[read.stems[at]]
        at += 1
    return value, at


def _is_day(text: str, read: Words, at: int, last: int, value: float) -> bool:
    """True for the day of a month: "August 13"."""
    return at > 0 and read.stems[at - 1] in _MONTHS and value <= 31 and not _noun_follows(text, read, last)


def _digits(word: str) -> tuple[float | None, str]:
    match = _DIGITS.match(word)
    if not match or len(word) > 18:
        return None, ""
    return float(match[2].replace(",", "")), match[3] or match[1]


def _joined(text: str, read: Words, at: int) -> bool:
    """True when word `at` follows its neighbor with nothing but one space or a hyphen between."""
    gap = text[read.ends[at - 1] : read.starts[at]]
    return gap in ("", " ", "\u00a0")


_NO_UNIT = _WORDS["no_unit"]


def _noun_follows(text: str, read: Words, at: int) -> bool:
    return at < len(read.stems) and _joined(text, read, at) and read.stems[at].isalpha() and not read.capitals[at]


def _unit(text: str, read: Words, at: int) -> tuple[str, int]:
    """The next word after a figure, where it can be what is counted, and the word that it ends before."""
    stems = read.stems
    if at < len(stems) and stems[at] in "-‑–" and _joined(text, read, at):
        at += 1
    if at >= len(stems) or not _joined(text, read, at):
        return "", at
    word = stems[at]
    if not word.isalpha() or word in _NO_UNIT:
        return "", at
    return _UNITS.get(word, word), at + 1
