"""Figures of one text that disagree: the same unit, much the same words around, another value.

Two figures are compared by a few plain features of their surroundings; `WEIGHTS` says what each adds. The weights
were set by hand in round numbers on articles in which one of two equal figures had been altered; none was fitted.
No pair is ever called wrong, and never is one of the two called right: the reader is asked whether both
count the same thing.

Source: de Marneffe, Rafferty and Manning 2008, “Finding contradictions in text” (numeric contradictions).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from aquanaut.text.anchors import Span
from aquanaut.text.lexical.numbers import Figure, Words, figures, words
from aquanaut.text.lexical.word_lists import word_lists

_WORDS = word_lists(__package__, "figures")

WEIGHTS = {
    "after": 0.2,  # words right after both figures, in the same order
    "before": 0.4,  # words right before both
    "shared": 0.3,  # rare words near both
    "side": 0.25,  # of these, the ones on the same side of both
    "ratio": 1.0,  # how near the values are: 1 for equal
    "names": 0.1,  # capitalized words near both
    "other_names": -0.3,  # each has a name near that the other has not
    "numbers": -0.1,  # other figures near both
    "other_numbers": -0.4,
    "same_sentence": -1.5,  # a sentence that holds both mostly compares them
    "near": -0.2,
    "values": -0.7,  # how many values the unit has in this text: polls have many
    "repeated": 0.5,  # one of the two values is said more than once
    "both_repeated": -0.6,
    "money": 0.2,
    "time": 0.2,
    "spelled": -1.0,  # for each that is spelled out: "two", "three" count many things
    "uses": -0.5,  # how often the unit is used in this text
    "hyphen": 0.3,  # 800-mile, 900-mile
}
"""What each feature adds to the score of a pair."""

CUT, SCALE = 0.0, 0.8
"""Pairs that score less are left out; `SCALE` turns scores into strengths."""

LEAST_RATIO = 0.3
"""Values further apart than this belong to different things."""

AROUND, COMPARED, WORK = 9, 40, 120_000
"""Words read on each side; figures that one is compared with; comparisons a text may cost."""

WORDS_A_PAIR = 3000
"""One pair is shown for so many words of text, and at least one."""

_PLAIN = _WORDS["plain"]
_TIMES = _WORDS["times"]


@dataclass(frozen=True)
class Pair:
    """Two figures that disagree, in order of place. `score` ranks; `strength` is the same between 0 and 1."""

    one: Figure
    other: Figure
    score: float

    @property
    def strength(self) -> float:
        """The score squeezed into 0 to 1."""
        return 1 / (1 + exp(-SCALE * (self.score + 0.5)))


@dataclass(frozen=True)
class _Around:
    """What stands around a figure in its sentence: words before (nearest first) and after, names and numbers."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    left: frozenset[str]
    right: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]


def pairs(text: str) -> list[Pair]:
    """The pairs of figures in `text` that seem to disagree, strongest first."""
    read = words(text)
    found = list(figures(text, read))
    scored = sorted(_scored(text, read, found), key=lambda p: (-p.score, p.one.span, p.other.span))
    return _chosen(scored, 1 + len(read.stems) // WORDS_A_PAIR)


def _chosen(scored: list[Pair], most: int) -> list[Pair]:
    """The best pairs; no figure and no two values are shown twice."""
    kept: list[Pair] = []
    used: set[object] = set()
    for pair in scored:
        keys = {pair.one.span, pair.other.span, (pair.one.unit, *sorted((pair.one.value, pair.other.value)))}
        if used.isdisjoint(keys):
            used |= keys
            kept.append(pair)
        if len(kept) == most:
            break
    return kept


def _scored(text: str, read: Words, found: list[Figure]) -> list[Pair]:
    units: dict[str, list[Figure]] = defaultdict(list)
    for one in found:
        units[one.unit].append(one)
    often = Counter(read.stems)
    size = log(max(len(read.stems), 3))
    depth = max(2, min(COMPARED, WORK // max(len(found), 1)))
    out: list[Pair] = []
    for group in units.values():
        values = Counter(f.value for f in group)
        if len(values) < 2:
            continue
        usual = WEIGHTS["values"] * log(len(values)) + WEIGHTS["uses"] * log(len(group))
        recent: list[tuple[Figure, _Around]] = []
        for other in group:
            around = _around(read, other)
            for one, before in recent[-depth:]:
                low, high = sorted((one.value, other.value))
                if low == high or low < LEAST_RATIO * high:
                    continue
                score = usual + _score(text, read, (one, before), (other, around), values, often, size)
                if score >= CUT:
                    out.append(Pair(one, other, score))
            recent.append((other, around))
            if len(recent) > 4 * COMPARED:
                del recent[:-COMPARED]
    return out


def _around(read: Words, figure: Figure) -> _Around:
    here = read.sentences[figure.first]
    first = figure.first
    while first > 0 and figure.first - first < AROUND and read.sentences[first - 1] == here:
        first -= 1
    last = figure.last
    while last < len(read.stems) and last - figure.last < AROUND and read.sentences[last] == here:
        last += 1
    before = tuple(reversed(read.stems[first : figure.first]))
    after = tuple(read.stems[figure.last : last])
    places = [*range(first, figure.first), *range(figure.last, last)]
    names = frozenset(read.stems[i] for i in places if read.capitals[i] and _telling(read.stems[i], figure.unit))
    numbers = frozenset(read.stems[i] for i in places if read.stems[i][0].isdigit())
    left, right = (frozenset(w for w in side if _telling(w, figure.unit)) for side in (before, after))
    return _Around(before, after, left, right, names, numbers)


def _telling(word: str, unit: str) -> bool:
    return word[0].isalpha() and word not in _PLAIN and word != unit


def _run(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _score(
    text: str,
    read: Words,
    one: tuple[Figure, _Around],
    other: tuple[Figure, _Around],
    values: Counter[float],
    often: Counter[str],
    size: float,
) -> float:
    """What the surroundings of two figures add up to. The number of values and uses is added by the caller."""
    (a, x), (b, y) = one, other
    w = WEIGHTS

    def rarity(stems: frozenset[str]) -> float:
        return min(4.0, sum((size - log(often[s])) / size for s in stems))

    said = values[a.value], values[b.value]
    hyphens = text[a.span.end : a.span.end + 1] == "-" == text[b.span.end : b.span.end + 1]
    return (
        w["after"] * min(4, _run(x.after, y.after))
        + w["before"] * min(3, _run(x.before, y.before))
        + w["shared"] * rarity((x.left | x.right) & (y.left | y.right))
        + w["side"] * rarity((x.left & y.left) | (x.right & y.right))
        + w["ratio"] * min(a.value, b.value) / max(a.value, b.value)
        + w["names"] * min(3, len(x.names & y.names))
        + w["other_names"] * bool(x.names - y.names and y.names - x.names)
        + w["numbers"] * min(2, len(x.numbers & y.numbers))
        + w["other_numbers"] * bool(x.numbers - y.numbers and y.numbers - x.numbers)
        + w["same_sentence"] * (read.sentences[a.first] == read.sentences[b.first])
        + w["near"] * (b.first - a.first < 15)
        + w["repeated"] * log(max(said))
        + w["both_repeated"] * (min(said) > 1)
        + w["money"] * (a.unit == "$")
        + w["time"] * (a.unit in _TIMES)
        + w["spelled"] * (a.spelled + b.spelled)
        + w["hyphen"] * hyphens
    )


def ends(pair: Pair) -> tuple[Span, Span]:
    """The two ends of a pair, with their units."""
    return pair.one.whole, pair.other.whole
