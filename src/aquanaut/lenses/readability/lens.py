"""The readability lens: how hard a text is to read, by several measures side by side, and why they disagree.

Every measure counts the length of sentences and the length or rareness of words, each in its own mixture. None knows
whether a sentence is true, fair or makes sense, so nothing here is a verdict: long sentences and hard words are a
choice, and the question is what they carry.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aquanaut.lenses.base import Finding, Lens, Rule
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.readability import MEASURES, Measure, Readability, by_paragraph, readability

LONG = 40
"""Words: from here a sentence is marked. Guides advise against more than 25; news often goes beyond that."""

SOME_WORDS = 40
"""Words: a shorter paragraph tells nothing about its difficulty."""

APART, HARDER = 6.0, 4.0
"""Grades: measures of one paragraph that differ by so much; a paragraph above the whole text by so much."""

COUNTS = {
    "reading_ease": "sentence length and syllables",
    "grade_level": "sentence length and syllables",
    "fog": "sentence length and hard words of three syllables",
    "smog": "words of three syllables in each sentence",
    "dale_chall": "words that are not on a list of 3,000 easy ones",
    "ari": "sentence length and letters",
    "coleman_liau": "letters, and hardly the sentences",
    "lix": "sentence length and words of more than six letters",
}
"""What each measure mostly weighs, in a few words."""

_GRADES = ("grade_level", "ari", "coleman_liau")
"""Measures on one scale, U.S. school grades, that make sense for a single paragraph."""

_LONG = Rule(
    "long_sentence",
    "a long sentence",
    f"The sentence has {LONG} words or more; readers lose the beginning before they reach the end.",
    "Say it in two sentences. Which facts stay, and was anything hidden in between?",
    "Flesch 1948; GOV.UK content design and plainlanguage.gov (keep sentences short, split those over 25 words)",
    (
        (
            "It rained. ⟦The old bridge, which was built in the year of the great flood by two brothers who had never "
            "built "
            "a bridge before, and who asked nobody how it is done, closed on Monday after a week in which it rained "
            "and "
            "rained without an end.⟧ It is old."
        ),
    ),
    ("The old bridge closed on Monday. It rained all week. Nobody knew how to mend it.",),
)
_HARDER = Rule(
    "harder_passage",
    "harder than the rest",
    "By sentence length and by word length alike, this paragraph is far above the text as a whole.",
    "What makes it hard: the matter, or the words? Who would give up here, and miss what?",
    "Flesch 1948; Kincaid et al. 1975; Coleman and Liau 1975",
    (
        (
            "The bridge is old. It is shut. A man came to look at it and then he went home. The cars now take the "
            "boat. "
            "The boat is free. It goes at two and at four. The rain did not stop for a week. We can not go to the "
            "shop by "
            "car. So we walk to the boat. It is fun to ride on the boat. The dog came too.\n\n"
            "⟦Considerable administrative responsibilities notwithstanding, municipal representatives communicated "
            "unambiguously that comprehensive infrastructural rehabilitation necessitates extraordinary "
            "intergovernmental "
            "coordination, irrespective of constitutional considerations, budgetary limitations, environmental "
            "requirements, contractual obligations, technological uncertainties, demographic transformations and "
            "international developments throughout neighboring agricultural communities, municipalities and "
            "jurisdictions.⟧"
        ),
    ),
    ("The bridge is old. It is shut.\n\nA man came to look at it and then he went home.",),
)
_APART = Rule(
    "measures_disagree",
    "the measures disagree",
    "One measure calls this paragraph far easier than another, for they count different things.",
    "Which of them would you believe here, and what does each of them not see?",
    "Bailin and Grafstein 2001, The linguistic assumptions underlying readability formulae, Language & Communication "
    "21",
    (
        (
            "⟦The dog and the cat and the man and the boy who had sat by the sea all day and had seen the sun go up "
            "and "
            "had seen it go down got up and ran as far as they could run and then they sat down to eat an egg and a "
            "bun "
            "and a bit of ham and a pie.⟧"
        ),
    ),
    ("The dog ran. The cat sat by the sea. The man had an egg and a bun. They all went home at two.",),
)
RULES = (_LONG, _HARDER, _APART)


@dataclass(frozen=True)
class Row:
    """One measure of a text: what it is, its figure (none where it cannot be had), and what it mostly counts."""

    measure: Measure
    figure: float | None
    counts: str


def side_by_side(doc: Document) -> tuple[Readability, list[Row]]:
    """Every measure of the whole text, and the counts behind them."""
    whole = readability(doc)
    return whole, [Row(one, getattr(whole, one.key), COUNTS[one.key]) for one in MEASURES]


def why_they_disagree(whole: Readability) -> str:
    """In plain words, why the grades of one text differ; empty where there are none."""
    grades = {one.key: (one.label, getattr(whole, one.key)) for one in MEASURES if one.key in _GRADES}
    known = [(figure, label, key) for key, (label, figure) in grades.items() if figure is not None]
    if len(known) < 2:
        return ""
    (low, easy, easy_key), (high, hard, hard_key) = min(known), max(known)
    if high - low < 1:
        return "The grades lie close together here: sentences and words are about equally hard."
    return (
        f"{easy} says grade {low:.0f}, {hard} says grade {high:.0f}. {easy} counts {COUNTS[easy_key]}; {hard} counts "
        f"{COUNTS[hard_key]}. Neither is wrong: they measure different things, and none measures whether it is true."
    )


def find(doc: Document) -> Iterable[Finding]:
    """What the lens sees in `doc`, in order of place."""
    found = [*_long_sentences(doc), *_paragraphs(doc)]
    return sorted(found, key=lambda f: (f.span, f.rule))


def _finding(rule: Rule, span: Span, why: str, strength: float) -> Finding:
    return Finding("readability", rule.name, span, rule.label, why, rule.ask, (), strength)


def _long_sentences(doc: Document) -> Iterator[Finding]:
    starts = [word.start for word in doc.words]
    for sentence in doc.sentences:
        words = bisect_left(starts, sentence.end) - bisect_left(starts, sentence.start)
        if words >= LONG:
            why = f"The sentence has {words} words; readers lose the beginning before they reach the end."
            yield _finding(_LONG, sentence, why, min(1.0, words / 100))


def _paragraphs(doc: Document) -> Iterator[Finding]:
    if len(doc.words) < SOME_WORDS:
        return
    found = by_paragraph(doc)
    whole = found[0][1] if len(found) == 1 else readability(doc)
    for paragraph, one in found:
        if one.words < SOME_WORDS or one.grade_level is None or one.ari is None or one.coleman_liau is None:
            continue
        grades = {key: getattr(one, key) for key in _GRADES}
        spread = max(grades.values()) - min(grades.values())
        if spread >= APART:
            yield _finding(_APART, paragraph, f"{why_they_disagree(one)}", min(1.0, spread / 20))
        above = [grades[key] - (getattr(whole, key) or 0.0) for key in _GRADES]
        if whole.grade_level is not None and min(above) >= HARDER:
            why = f"All three grades lie {min(above):.0f} or more above those of the text as a whole."
            yield _finding(_HARDER, paragraph, why, min(1.0, min(above) / 20))


LENS = Lens(
    name="readability",
    title="How hard is it to read?",
    about="Puts several measures of difficulty side by side, and marks what they find hard.",
    limits=(
        "The measures count sentence length and word length, nothing else. They do not know whether a sentence is "
        "true, "
        "clear or makes sense: nonsense in short words comes out easy. They were made for whole pages of English "
        "prose, "
        "so a figure for one paragraph is shaky, headings and lists pull it down, and they differ from one another by "
        "several grades. A hard text may be fair, and an easy one may mislead."
    ),
    rules=RULES,
    find=find,
)
