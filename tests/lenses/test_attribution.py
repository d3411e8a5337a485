"""The attribution lens: rules hold, parts are where they belong, offsets are exact, hostile text costs no more."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.lenses.attribution.cues import GRADES, lines, nouns, sources, verbs
from aquanaut.lenses.attribution.lens import (
    CLASSES,
    LENS,
    attributions,
    find,
    quotes,
    sentence_class,
    voices,
)
from aquanaut.lenses.base import Rule, lenses
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document, document

ARTICLE = Path(__file__).parents[2] / "articles" / "drone-mission" / "article.txt"
FRAMES = {"strong", "quote", "that", "to", "ing", "object", "as", "hear", "small", "human", "alone", "opened"}


def parts(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of every attribution, as words."""
    return [
        (a.source.of(text) if a.source else "", a.cue.of(text) if a.cue else "", a.content.of(text))
        for a in attributions(document(text))
    ]


def speakers(text: str) -> list[tuple[str, str]]:
    return [(q.inner.of(text), q.speaker) for q in quotes(document(text))]


def classes(text: str) -> list[str]:
    return sentence_class(document(text))


@pytest.mark.parametrize("rule", LENS.rules, ids=lambda r: r.name)
def test_rules(rule: Rule) -> None:
    assert rule.hits and rule.misses
    assert rule.ask.endswith("?") and rule.why.endswith(".") and rule.source
    for hit in rule.hits:
        text = re.sub("[⟦⟧]", "", hit)
        expected = re.findall("⟦(.*?)⟧", hit)
        assert [f.span.of(text) for f in find(document(text)) if f.rule == rule.name] == expected, hit
    for miss in rule.misses:
        assert not [f for f in find(document(miss)) if f.rule == rule.name], miss


def test_discovered() -> None:
    assert lenses()["attribution"] is LENS


def test_lexicons() -> None:
    for name in ("cue_verbs", "cue_stances"):
        for grade, frames, words in lines(name):
            assert grade in GRADES and words
            assert {f for f in frames.split() if not f.startswith("+")} <= FRAMES, frames
    assert {"said", "says", "saying", "told", "claimed", "admitted", "denies", "lying"} <= set(verbs())
    assert nouns()["claim"] == "said" and "vague" in sources()["critics"] and "person" in sources()["spokeswomen"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Weber said that the bridge is old.", ("Anna Weber", "said", "that the bridge is old")),
        ("The bridge is old, the mayor said.", ("the mayor", "said", "The bridge is old")),
        ("The bridge is old, said Anna Weber.", ("Anna Weber", "said", "The bridge is old")),
        ("Weber, an engineer in Bonn, told reporters that it is old.", ("Weber, an engineer in Bonn", "told", "")),
        ("The bridge is old, according to the city.", ("the city", "according to", "The bridge is old")),
        ("According to the city, the bridge is old.", ("the city", "According to", "the bridge is old")),
        ("The plan, critics say, is a bluff.", ("critics", "say", "is a bluff")),
        ("Weber has vowed to close the bridge.", ("Weber", "has vowed", "to close the bridge")),
        ("Weber accused the council of neglect.", ("Weber", "accused", "of neglect")),
        ("The plan was criticised by Anna Weber.", ("Anna Weber", "was criticised by", "The plan")),
        ("Her claim that the bridge is old was wrong.", ("Her", "claim", "that the bridge is old was wrong")),
        ("Residents are opposed to the plan.", ("Residents", "are opposed", "to the plan")),
        ("He is believed to be in Bonn.", ("", "is believed", "He is believed to be in Bonn")),
    ],
)
def test_parts(text: str, expected: tuple[str, str, str]) -> None:
    source, cue, content = expected
    assert any(s == source and c == cue and (not content or what == content) for s, c, what in parts(text)), parts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened in 1932.",
        "The states have fifty governors.",
        "A report lay on the table.",
        "Candidates like Weber rarely win.",
        "The alleged thief ran.",
    ],
)
def test_no_attribution(text: str) -> None:
    assert parts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is old,” Anna Weber said. “It is ugly.”", ["Anna Weber", "Anna Weber"]),
        ("“It is old,” said Anna Weber, an engineer.", ["Anna Weber"]),
        ("Anna Weber came late. “It is old,” she said.", ["Anna Weber"]),
        ("Anna Weber met Omar Diaz. “It is old,” he said.", ["Omar Diaz"]),
        ("“It is old,” mused Anna Weber.", ["Anna Weber"]),
        ("Anna Weber: “It is old and ugly.”", ["Anna Weber"]),
        ("Anna Weber wrote:\n\n“It is old.\n\n“It is ugly.”", ["Anna Weber", "Anna Weber"]),
        ("Anna Weber called it “an old bridge.” Diaz called it “a fine thing.”", ["Anna Weber", "Diaz"]),
        ("“It,” Anna Weber said, “is [very] old.”", ["Anna Weber", "Anna Weber"]),
        ("It rained. “It is an old bridge.” It rained.", [""]),
    ],
)
def test_speakers(text: str, expected: list[str]) -> None:
    assert [name for _, name in speakers(text)] == expected


def test_wire_marks_on_request() -> None:
    doc = document("''It is old,'' said Anna Weber.")
    assert quotes(doc) == []
    assert [q.speaker for q in quotes(doc, doubled=True)] == ["Anna Weber"]


def test_classes() -> None:
    assert classes("It rained. Critics say it pours. Anna Weber denies it.") == ["none", "unnamed", "named"]
    assert classes("Republicans say it rains. She says it pours.") == ["unnamed", "named"]


def test_given_sentences_are_used_as_given() -> None:
    text = "It rained. Critics say it pours. Anna Weber denies it."
    cut = (Span(0, 10), Span(33, 54))
    assert sentence_class(document(text, sentences=cut)) == ["none", "named"]
    assert sentence_class(document(text, sentences=())) == []
    assert len(attributions(document(text, sentences=()))) == 2


def test_grades() -> None:
    text = "Weber claimed it rains. Diaz admitted it pours. Roe confirmed it snows. Lee said it thaws."
    assert [a.grade for a in attributions(document(text))] == ["claiming", "conceding", "presuming", "neutral"]


def test_voices() -> None:
    text = (
        "Anna Weber said it rains. She said it pours. Critics say it snows. A spokesman said it thaws. "
        "The poll shows that few care. “It hails,” Weber said."
    )
    counted = voices(document(text))
    assert counted.people == ("Anna Weber",)
    assert counted.in_words() == "1 named person, 1 record, 1 nameless chorus, 1 anonymous person"
    assert voices(document("It rained.")).in_words() == "no voices at all"


def test_the_article() -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    doc = document(text)
    found = {(f.rule, f.span.of(text)) for f in find(doc)}
    for chorus in ("Legal experts", "Analysts", "critics", "legal experts", "Mexican officials"):
        assert ("nameless_chorus", chorus) in found
    assert ("anonymous_person", "one defense analyst") in found
    assert sum(rule == "vouching_verb" and words == "confirmed" for rule, words in found) == 1
    assert {"Omar García Harfuch", "Stefano Ritondale", "Robert Work"} <= set(voices(doc).people)


def check(doc: Document) -> None:
    """Every span lies inside the text and gives back its words."""
    for a in attributions(doc):
        for span in (a.source, a.cue, a.content):
            assert span is None or 0 <= span.start < span.end <= len(doc.text)
    for q in quotes(doc, doubled=True):
        assert 0 <= q.span.start < q.inner.start <= q.inner.end <= q.span.end <= len(doc.text)
        assert q.speaker_span is None or q.speaker_span.of(doc.text)
        assert bool(q.speaker) == (q.speaker_span is not None)
    for f in find(doc):
        assert f.lens == LENS.name and f.span.of(doc.text)
        assert all(link.of(doc.text) for link in f.links)
    labels = sentence_class(doc)
    assert len(labels) == len(doc.sentences) and set(labels) <= set(CLASSES)
    assert voices(doc).in_words()


PIECES = (
    "said says that Anna Weber critics “ ” \" '' ‘ ’ , . : ; — ( ) \n \n\n who which and but to be is been believed "
    "by a the of according his claim's reportedly seems not he she Mr. U.S. Tuesday like plans poll shows 🙂 é "
    "confirmed ’s 5 %"
)
WORDS = st.sampled_from(PIECES.split(" "))


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)))
def test_any_text(text: str) -> None:
    check(document(text))
    check(document(text, sentences=()))


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join), st.data())
def test_any_sentences(text: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    check(document(text, sentences=tuple(Span(a, b) for a, b in pairwise(edges))))


@pytest.mark.parametrize(
    "unit",
    [
        "he said that ",
        "X, said, ",
        "“a b c” he said ",
        "X's claim of ",
        "who is who said ",
        "reportedly ",
        "said “",
        "a “",
    ],
)
def test_cost_grows_with_length(unit: str) -> None:
    def cost(length: int) -> float:
        text = unit * (length // len(unit))
        doc = document(text, sentences=(Span(0, len(text)),))
        begun = time.process_time()
        attributions(doc)
        sentence_class(doc)
        list(find(doc))
        return time.process_time() - begun

    assert cost(400_000) < 12 * max(cost(100_000), 0.05)
