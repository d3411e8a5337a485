"""The people of an article: who is named, which surname is whose, and whom "he" and "she" mean.

First names, titles and peoples are lists written from general knowledge; a name that stands in no list is still a name,
only its gender is unknown. Pronouns go to the last person that fits, which is right about four times in five.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from aquanaut.text.anchors import Span
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.word_lists import word_lists
from aquanaut.text.lexical.wording import Wording

_WORDS = word_lists(__package__, "names")

_MEN = _WORDS["men"]
_WOMEN = _WORDS["women"]
_TITLES = _WORDS["titles"]
_OFFICES = _WORDS["offices"]
PEOPLES = _WORDS["peoples"]
_FORMS_OF_ADDRESS = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "lady": "f", "king": "m", "queen": "f"}
_MALE, _FEMALE = _WORDS["male"], _WORDS["female"]
ANYBODY = _WORDS["anybody"]


@dataclass(frozen=True)
class Mention:
    """A place where a person is named: token range, full name as far as known, "m", "f" or ""."""

    first: int
    last: int
    name: str
    gender: str


def named(w: Wording, span: Span) -> bool:
    """True when `span` names somebody or something, or is a bare pronoun. Peoples and parties name nobody."""
    a, b = w.tokens_of(span)
    if b - a == 1 and w.low[a].split("'")[0] in ANYBODY - {"those"}:
        return True
    return any(
        w.tags[k] & kind.NAME and not w.tags[k] & kind.TIME and w.low[k].removesuffix("'s") not in PEOPLES
        for k in range(a, b)
    )


def is_office(word: str) -> bool:
    """True for a lower-case word that stands in the names of bodies and places, not of people."""
    return word in _OFFICES


class People:
    """Everybody a text names, in order, and who is meant by a surname or a pronoun."""

    def __init__(self, w: Wording) -> None:
        self._w = w
        self._full: dict[str, Mention] = {}
        self.mentions: list[Mention] = []
        for first, last in _runs(w):
            self._meet(first, last)
        self._starts = [m.first for m in self.mentions]

    def _meet(self, first: int, last: int) -> None:
        """Take in the name at tokens `first` to `last`, if it is a person's."""
        w = self._w
        while last > first and not w.tags[last - 1] & kind.NAME:
            last -= 1
        begin, gender, titled = self._begin(first, last)
        words = [w.low[k].removesuffix("'s") for k in range(begin, last) if w.tags[k] & kind.NAME]
        if not words or any(word in _OFFICES or word in PEOPLES for word in words):
            return
        known = self._full.get(words[-1])
        gender = gender or ("m" if words[0] in _MEN else "f" if words[0] in _WOMEN else "")
        if len(words) == 1 and known is not None:
            self.mentions.append(Mention(first, last, known.name, gender or known.gender))
        elif titled or (len(words) > 1 and gender):
            gender = gender or (known.gender if known else "")
            mention = Mention(first, last, self._plain(begin, last), gender)
            self._full[words[-1]] = mention
            self.mentions.append(mention)

    def _begin(self, first: int, last: int) -> tuple[int, str, bool]:
        """Where the name itself begins, after titles and offices; a title's gender; whether there is a title."""
        w = self._w
        begin, gender, titled = first, "", False
        for k in range(first, last):
            if w.low[k] in _TITLES or (titled and w.low[k] == "." and k == begin):
                begin, titled = k + 1, titled or w.low[k] in _TITLES
                gender = _FORMS_OF_ADDRESS.get(w.low[k], gender)
            elif w.low[k] in _MEN or w.low[k] in _WOMEN:
                # "New York Mayor Bill de Blasio", "State John Kerry": what stands before is no part of the name.
                if k + 1 < last and (w.low[begin] in _OFFICES or w.low[begin] in PEOPLES):
                    begin = k
                break
        return begin, gender, titled

    def _plain(self, first: int, last: int) -> str:
        words = self._w.span(first, last).of(self._w.doc.text)
        return words.removesuffix("'s").removesuffix("’s")

    def name_of(self, span: Span) -> str:
        """The full name of the person whom the words of `span` name, "" if they name nobody known."""
        a, b = self._w.tokens_of(span)
        n = bisect_left(self._starts, a)
        return self.mentions[n].name if n < len(self.mentions) and self.mentions[n].first < b else ""

    def before(self, token: int, pronoun: str, reach: int = 120) -> Mention | None:
        """Whom a pronoun at `token` means: the last person named before it that fits, within `reach` tokens."""
        want = "m" if pronoun in _MALE else "f" if pronoun in _FEMALE else ""
        if not want:
            return None
        n = bisect_left(self._starts, token) - 1
        while n >= 0 and token - self.mentions[n].first <= reach:
            if self.mentions[n].gender in ("", want):
                return self.mentions[n]
            n -= 1
        return None


def _runs(w: Wording) -> list[tuple[int, int]]:
    """Stretches of name tokens; the dots of titles and initials do not end one."""
    found: list[tuple[int, int]] = []
    tags, low = w.tags, w.low
    k, n = 0, len(low)
    while k < n:
        if not tags[k] & kind.NAME or tags[k] & kind.TIME:
            k += 1
            continue
        start = k
        while k < n and (tags[k] & kind.NAME or _bridges(w, k)):
            k += 1
            if low[k - 1].endswith("'s"):
                break
        found.append((start, k))
    return found


def _bridges(w: Wording, k: int) -> bool:
    """True for a dot inside a name, and for small words that stand in one (de, van, bin)."""
    if k + 1 >= len(w.low) or not w.tags[k + 1] & kind.NAME:
        return False
    if w.low[k] == ".":
        return bool(w.tags[k - 1] & kind.ABBR) or w.ends[k - 1] - w.starts[k - 1] == 1
    return w.low[k] in ("de", "van", "von", "bin", "al", "del", "da", "di", "la", "der")
