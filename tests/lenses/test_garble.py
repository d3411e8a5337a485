"""The garble lens: rules hold, the strange phrase comes first by general rules, offsets and cost are sound."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.lenses.base import Rule
from aquanaut.lenses.garble.lens import LENS, find, garbled_strength
from aquanaut.lenses.garble.patterns import is_person, is_thing, people, things
from aquanaut.lenses.garble.strength import WEIGHTS, phrase_score, sentence_parts, tortured
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document, document
from aquanaut.text.lexical.rarity import UNLISTED, bands, rarity
from aquanaut.text.lexical.word_order import cut, surprises

ARTICLE = Path(__file__).parents[2] / "articles" / "drone-mission" / "article.txt"
SOURCES = Path(__file__).parents[2] / "src" / "aquanaut"


def bare(text: str) -> tuple[Document, list[Span]]:
    """A text without its ⟦ and ⟧, and where they stood."""
    spans, plain = [], ""
    for part in re.split("([⟦⟧])", text):
        if part == "⟦":
            spans.append(Span(len(plain), len(plain)))
        elif part == "⟧":
            spans[-1] = Span(spans[-1].start, len(plain))
        else:
            plain += part
    return document(plain, sentences=()), spans


def whole(text: str) -> float:
    return garbled_strength(document(text, sentences=()), Span(0, len(text)))


@pytest.mark.parametrize("rule", LENS.rules, ids=lambda r: r.name)
def test_rules(rule: Rule) -> None:
    assert rule.hits and rule.misses
    assert rule.ask.endswith("?") and rule.why.endswith(".") and rule.source
    for hit in rule.hits:
        doc, expected = bare(hit)
        assert expected
        assert [f.span for f in find(doc) if f.rule == rule.name] == expected, hit
    for miss in rule.misses:
        doc, _ = bare(miss)
        assert not [f for f in find(doc) if f.rule == rule.name], miss


def test_the_strange_phrase_comes_first() -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    found = sorted(find(document(text, sentences=())), key=lambda f: (-f.strength, f.span))
    assert found[0].span.of(text) == "aquanaut of its time"
    elsewhere = [f for f in found if not f.span.overlaps(found[0].span)]
    assert found[0].strength > elsewhere[0].strength + 0.2
    assert "Flying aboard a CBP MQ-9 Guardian drone" in elsewhere[0].span.of(text)
    # By general rules: another person in another text does as well.
    other = text.replace("aquanaut of its time", "plumber of its day")
    first = max(find(document(other, sentences=())), key=lambda f: f.strength)
    assert first.span.of(other) == "plumber of its day"
    for file in [*SOURCES.joinpath("lenses/garble").rglob("*.*"), SOURCES / "text/lexical/rarity.py"]:
        if file.suffix == ".pyc":
            continue
        assert "aquanaut of its time" not in file.read_text(encoding="utf-8")


def test_quoted_speech_is_spared() -> None:
    assert not list(find(document("He said: “They was late and the the bus was full.”", sentences=())))
    assert list(find(document("They was late and the the bus was full.", sentences=())))


def test_tables() -> None:
    assert is_person("cosmonauts") and is_person("mothers") and not is_person("drone")
    assert is_thing("capabilities") and not is_thing("captain")
    assert not people() & things()
    assert len(bands()) > 80_000 and bands()["the"] >= 7
    assert rarity("house") > rarity("aquanaut") == UNLISTED
    assert rarity("overflight") > UNLISTED and rarity("qzxv") == UNLISTED
    phrases, odds = tortured()
    assert "counterfeit neural" in phrases and odds["counterfeit"] > 3
    assert cut("Don’t, she’s 3.5 late") == ["Do", "not", ",", "she", "'s", "3.5", "late"]


def test_strength_ranks() -> None:
    sound = "The mayor told the council that the bridge would open in May."
    assert whole("The mayor the told council that bridge the would open May in.") > whole(sound)
    assert sentence_parts(sound.replace("May", "zymurgy"))["rare"] > sentence_parts(sound)["rare"]
    assert whole("profound learning") > 0.5 > whole("school bus")
    assert phrase_score("counterfeit insight") > phrase_score("city council")
    assert set(sentence_parts(sound)) == set(WEIGHTS) == set(sentence_parts("…"))
    assert whole("") == 0


def test_shuffled_sentences_stand_out() -> None:
    """Of 40 sentences of the article, most look worse with their words in random order."""
    text = ARTICLE.read_text(encoding="utf-8")
    chance = random.Random(4)
    sentences = [s for s in re.split(r"(?<=[.?!])\s+|\n+", text) if len(s.split()) > 7]
    worse = 0
    for sentence in sentences:
        words = sentence.split()
        chance.shuffle(words)
        worse += whole(" ".join(words)) > whole(sentence)
    assert len(sentences) > 20 and worse >= 0.9 * len(sentences)


def test_surprises_are_one_more_than_words() -> None:
    assert len(surprises(["The", "boat", "left"])) == 4
    assert len(surprises([])) == 1


PIECES = st.sampled_from(
    ["the the ", "—aquanaut of its time—it can ", "“", "”", '"', "Flying over it, the idea was ", "a apple ",
     "they was. ", "\n\n", "😀", "İ", "Like that operation, critics ", "counterfeit neural ", "-- ", "é",
     "the drone who ate "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text(text: str) -> None:
    doc = document(text, sentences=())
    found = list(find(doc))
    assert found == sorted(found, key=lambda f: f.span)
    for one in found:
        assert 0 <= one.span.start < one.span.end <= len(text)
        quote = one.span.of(text)
        assert text[one.span.start : one.span.end] == quote == quote.strip()
        assert 0 < one.strength <= 1
    assert 0 <= garbled_strength(doc, Span(0, len(text))) <= 1


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


HOSTILE = [
    "a-", "—a ", "the the ", "“a ", '"', "Flying ", "Flying a, the ", "x—ab cd ", "aquanaut of its ", "a",
    "Like the a, ", "it have ", "qzxvv ",
]  # fmt: skip


def grows_in_line(piece: str, short: int, long: int) -> None:
    def look(length: int) -> None:
        text = (piece * (length // len(piece) + 1))[:length]
        doc = document(text, sentences=())
        list(find(doc))
        garbled_strength(doc, Span(0, len(text)))

    look(1000)
    small = min(seconds(lambda: look(short)) for _ in range(2))
    large = seconds(lambda: look(long))
    assert large < long / short * small * 4 + 1


@pytest.mark.parametrize("piece", HOSTILE)
def test_cost_grows_in_line_with_length(piece: str) -> None:
    grows_in_line(piece, 10_000, 150_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_cost_grows_in_line_to_a_million(piece: str) -> None:
    grows_in_line(piece, 50_000, 1_000_000)
