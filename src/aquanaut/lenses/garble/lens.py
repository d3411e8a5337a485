"""Garbled passages: phrases and sentences that came out wrong, found by their form alone.

The rules are in `garble_patterns`; where several speak of one place, each finding there grows stronger. What a speaker
says is left to the speaker: passages between quotation marks are not marked. `garbled_strength` ranks sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from aquanaut.lenses.base import Finding, Lens, Rule
from aquanaut.lenses.garble import patterns as patterns
from aquanaut.lenses.garble.strength import strength, tortured
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document

_QUOTED = re.compile(r"“[^“”\n]{20,2000}”|\"[^\"\n]{20,2000}\"")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def find(doc: Document) -> Iterator[Finding]:
    """What the lens marks in `doc`, in order of place."""
    quoted = [m.span() for m in _QUOTED.finditer(doc.text)]
    hits: list[tuple[Span, float, str]] = []
    for name, look in _LOOKS.items():
        best: dict[Span, float] = {}
        for span, value in look(doc.text):
            if not _inside(quoted, span):
                best[span] = max(value, best.get(span, 0.0))
        hits += [(span, value, name) for span, value in best.items()]
    hits.sort()
    return iter([_finding(name, span, _together(hits, at)) for at, (span, _, name) in enumerate(hits)])


def _together(hits: list[tuple[Span, float, str]], at: int) -> float:
    """How strong the hit at `at` is with what other rules say of the same words."""
    span, value, name = hits[at]
    left, said = 1 - value, {name}
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(hits) and abs(other - at) <= 8:
            if hits[other][0].overlaps(span) and hits[other][2] not in said:
                said.add(hits[other][2])
                left *= 1 - hits[other][1]
            other += step
    return (1 - left) * (RARE_ALONE if name == "rare" else 1)


RARE_ALONE = 0.95
"""What rarity keeps of its strength: the longer passage that holds the rare word comes first."""


def garbled_strength(doc: Document, span: Span) -> float:
    """0 to 1 for the sentence (or phrase) `span` of `doc`: how much it looks garbled."""
    text = span.of(doc.text)
    left = 1 - strength(text)
    for name in ("dash-restart", "category-clash", "unlike-things", "dangling", "doubled", "disagree"):
        worst = max((value for _, value in _LOOKS[name](text)), default=0.0)
        left *= 1 - 0.6 * worst
    return round(1 - left, 4)


def _tortured(text: str) -> Iterator[tuple[Span, float]]:
    """Phrases of the list, longest first, wherever they stand."""
    phrases = _by_first()
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    low = [text[a:b].lower().replace("’", "'") for a, b in words]
    taken = -1
    for at, word in enumerate(low):
        if at <= taken:
            continue
        for rest in phrases.get(word, ()):
            last = at + len(rest)
            if tuple(low[at + 1 : last + 1]) == rest and "\n" not in text[words[at][0] : words[last][1]]:
                yield Span(words[at][0], words[last][1]), 0.75
                taken = last
                break


_PHRASES: dict[str, list[tuple[str, ...]]] = {}


def _by_first() -> dict[str, list[tuple[str, ...]]]:
    if not _PHRASES:
        for phrase in sorted(tortured()[0], key=lambda p: (-len(p), p)):
            words = [w.lower() for w in _WORD.findall(phrase)]
            if len(words) > 1:
                _PHRASES.setdefault(words[0], []).append(tuple(words[1:]))
    return _PHRASES


def _inside(spans: list[tuple[int, int]], one: Span) -> bool:
    at = bisect_right(spans, (one.start, 1 << 62)) - 1
    return at >= 0 and one.end <= spans[at][1]


def _finding(name: str, span: Span, value: float) -> Finding:
    rule = _RULES[name]
    return Finding("garble", name, span, rule.label, rule.why, rule.ask, strength=round(value, 3))


LABEL = "garbled"
"""The label a student knows."""

_LOOKS: dict[str, Callable[[str], Iterator[tuple[Span, float]]]] = {
    "dash-restart": patterns.dash_restart,
    "category-clash": patterns.category_clash,
    "unlike-things": patterns.unlike_things,
    "dangling": patterns.dangling,
    "doubled": patterns.doubled,
    "disagree": patterns.disagree,
    "rare": patterns.rare,
    "tortured": _tortured,
}

_SCARECROW = "Dou et al. 2022, SCARECROW: {}"

_ALL = (
    Rule(
        "dash-restart",
        LABEL,
        "After the second dash the sentence starts over with a new subject, and the words before never get a verb.",
        "Read it without the words between the dashes: is it still one sentence?",
        _SCARECROW.format("grammar and usage"),
        ("The boat’s size and speed—⟦baker of its day⟧—it can cross in an hour.",),
        (
            "The boat—it can cross in an hour—is old.",
            "The boats—painted last year—they say are old.",
            "The boat—a ferry—is old.",
        ),
    ),
    Rule(
        "category-clash",
        LABEL,
        "A word for a person stands where a thing is meant, or a thing is treated as a person.",
        "Can this noun be what the sentence says it is?",
        _SCARECROW.format("commonsense and encyclopedic errors"),
        ("The radar range, a ⟦plumber of its time⟧, was great.", "The ⟦drone who⟧ circled the town left."),
        (
            "The car of its time was slow.",
            "The officer who circled the town left.",
            "She was the best singer of her time.",
        ),
    ),
    Rule(
        "unlike-things",
        LABEL,
        "The opening compares a thing with the people who come right after it.",
        "What is compared with what here, and are they of one kind?",
        _SCARECROW.format("grammar and usage"),
        ("⟦Like that operation⟧, critics argue that the walk is a risk.",),
        ("Like that operation, the walk is a risk.", "Like her brother, critics argue that it is a risk."),
    ),
    Rule(
        "dangling",
        LABEL,
        "The opening tells what somebody does, and the noun after the comma cannot be doing it.",
        "Who does this: is that person, or that thing, named right after the comma?",
        _SCARECROW.format("grammar and usage"),
        ("⟦Walking to school⟧, the idea came to her.", "It rained. ⟦Flying over the bay⟧, the mission began."),
        ("Walking to school, the boy had an idea.", "Flying over the bay, the plane turned.", "Walking is good."),
    ),
    Rule(
        "doubled",
        LABEL,
        "A small word or an article stands there twice.",
        "Which of the two belongs, and does it change what is said?",
        _SCARECROW.format("redundant words"),
        ("She saw ⟦the the⟧ boat.", "It is ⟦a the⟧ boat.", "The town is run by ⟦the La⟧ Nueva Liga."),
        ("He had had enough.", "She flew to the Los Angeles area.", "This is the boat."),
    ),
    Rule(
        "disagree",
        LABEL,
        "Two words that belong together do not agree.",
        "Is it one or many, and which word shows it?",
        _SCARECROW.format("grammar and usage"),
        ("⟦They was⟧ late.", "The coach said that ⟦these country⟧ are small.", "She ate ⟦a apple⟧."),
        ("They were late.", "I ask that it be done.", "An hour is long.", "Did he have time?"),
    ),
    Rule(
        "rare",
        LABEL,
        "The word is rare in English and has no kin in this text.",
        "Do you know what it means, and does that meaning fit here?",
        "Cabanac, Labbé and Magazinov 2021, “Tortured phrases”; frequencies: wordfreq (Speer 2022)",
        ("The mayor praised the ⟦aquanaut⟧ of the plan.",),
        ("The mayor praised the plan.", "The town met Zorblax.", "The re-surveilled coast is long."),
    ),
    Rule(
        "tortured",
        LABEL,
        "The phrase is on a list of fixed terms that came out wrong, mostly after word-by-word rewording.",
        "Which fixed term would you expect here?",
        "Cabanac, Labbé and Magazinov 2021, “Tortured phrases”: Problematic Paper Screener",
        ("They trained a ⟦counterfeit neural⟧ net.", "It warns of the ⟦earth-wide temperature boost⟧."),
        ("They trained an artificial neural net.", "The counterfeit notes were found."),
    ),
)
_RULES = {rule.name: rule for rule in _ALL}

LENS = Lens(
    name="garble",
    title="Garbled passages",
    about="Phrases and sentences that came out wrong: mixed-up terms, restarted sentences, words that do not fit.",
    limits=(
        "The lens sees form, not sense. A wrong word that is common and stands in the right place passes unseen: "
        "“the mission was carried out under strict saddles” gets no mark. Of terms that only an expert would miss "
        "(“designated battlegrounds”) it knows nothing. It marks rare words that are quite right (“stanchion”), and it "
        "reads a long chain of names badly. Ranking sentences by how garbled they look is the weakest thing it does: "
        "of a garbled and a sound sentence it puts the garbled first about seven times in ten for translations, and "
        "two times in three for altered news. A word left out mostly passes unseen. It cannot say which word was "
        "meant, nor who or what wrote the text."
    ),
    rules=_ALL,
    find=find,
)
