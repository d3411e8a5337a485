"""The texts that were written for the module: the practice texts as designed, the clean twin, the opt-out story."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from ruamel.yaml import YAML

from aquanaut.marks.labels import LABELS
from aquanaut.text.anchors import Span
from aquanaut.text.article import Article, load_article
from aquanaut.text.facts import load_facts
from aquanaut.text.readability import grade, readability

ROOT = Path(__file__).parents[2]
FLAWS = {
    "none", "nameless_sources", "loaded_words", "too_big_claim", "insinuation", "garble", "self_contradiction",
    "figures_disagree", "stretch", "external_error", "no_source",
}  # fmt: skip


@cache
def designs() -> tuple[dict[str, Any], ...]:
    path = ROOT / "lessons" / "study" / "design_practice.yaml"
    return tuple(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))


def half(report: str) -> list[dict[str, Any]]:
    return [d for d in designs() if d["report"] == report]


# --- practice ----------------------------------------------------------------------------------------------


def test_the_sound_of_the_prose_tells_nothing() -> None:
    assert len(designs()) == 12
    assert {d["flaw"] for d in designs()} <= FLAWS
    assert set(Counter(d["cell"] for d in designs()).values()) == {3}
    assert all(d["cell"] == f"{d['prose']}-{d['report']}" for d in designs())
    assert all((d["flaw"] == "none") == (d["report"] == "sound") for d in designs())


def test_every_label_has_three_texts_and_every_side_is_pleased_alike() -> None:
    texts = Counter(label for d in designs() for label in d["labels"])
    places = Counter(place["label"] for d in designs() for place in d["places"])
    assert set(texts) == set(places) == set(LABELS)
    assert min(texts.values()) >= 3
    assert min(places.values()) >= 3
    for report in ("sound", "flawed"):
        valences = Counter(d["valence"] for d in half(report))
        assert {valences[side] for side in ("growth", "green", "order", "liberty")} == {1}


def test_sound_and_flawed_texts_are_alike_in_length_and_grade() -> None:
    sound, flawed = half("sound"), half("flawed")
    assert mean(d["words"] for d in sound) == pytest.approx(mean(d["words"] for d in flawed), rel=0.1)
    assert mean(d["grade"] for d in sound) == pytest.approx(mean(d["grade"] for d in flawed), abs=1)


def test_the_cards_are_many_and_not_all_to_the_point() -> None:
    kinds = Counter(kind for d in designs() for kind in d["evidence"])
    assert sum("none" not in d["evidence"] for d in designs()) >= 8
    assert kinds["irrelevant"] >= 2
    assert kinds["conflicting"] >= 2


@pytest.mark.parametrize("design", designs(), ids=lambda d: d["slug"])
def test_a_practice_text_is_what_its_design_says(design: dict[str, Any]) -> None:
    article = load_article(design["slug"], ROOT)
    facts = load_facts(article)
    measured = readability(article.document())
    assert article.invented
    assert measured.words == design["words"]
    assert 120 <= measured.words <= 180
    assert grade(article.text) == pytest.approx(design["grade"], abs=0.06)
    assert 2 <= grade(article.text) <= 9
    assert bool(facts.cards) == (design["evidence"] != ["none"])
    unused = set(facts.cards) - {card for claim in facts.claims for card in claim.cards}
    assert bool(unused) == ("irrelevant" in design["evidence"])
    assert {place["label"] for place in design["places"]} == set(design["labels"])
    for place in design["places"]:
        assert article.text.count(place["exact"]) == 1
        assert ("with" in place) == (place["label"] == "clashes")
        assert article.text.count(place.get("with", place["exact"])) == 1
    # The words that the design quotes are in the text, or nobody could find the flaw.
    quoted = re.findall("“([^”]+)”", design["why"])
    assert quoted if design["report"] == "flawed" else True
    assert [words for words in quoted if words not in article.text] == []


@pytest.mark.parametrize("design", designs(), ids=lambda d: d["slug"])
def test_what_students_get_does_not_give_the_design_away(design: dict[str, Any]) -> None:
    article = load_article(design["slug"], ROOT)
    told = " ".join((article.summary, article.notice, article.provenance, *article.tags.values())).lower()
    assert not re.search(r"\b(sound|flaw\w*|clumsy|polished|trust\w*|unreliable|garbl\w*|loaded|wrong|careful)\b", told)


# --- the clean twin ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def twin() -> Article:
    return load_article("drone-twin", ROOT)


def story(article: Article) -> list[Span]:
    """The paragraphs of the story itself: no headline, byline, headings, source list, or note on the sources."""
    end = article.text.index("Where this comes from")
    return [block.span for block in article.layout if block.kind == "paragraph" and block.span.end <= end]


def test_the_twin_has_the_length_of_a_news_story(twin: Article) -> None:
    assert 450 <= readability(twin.document(), story(twin)).words <= 650


def test_every_sentence_of_the_twin_rests_on_evidence_or_says_what_is_missing(twin: Article) -> None:
    claims = load_facts(twin).claims
    assert {claim.verdict for claim in claims} == {"supported"}
    bare = [
        sentence.of(twin.text)
        for sentence in twin.document().sentences
        if any(p.overlaps(sentence) for p in story(twin)) and not any(c.span.overlaps(sentence) for c in claims)
    ]
    assert bare == []


def test_the_twin_names_every_source_that_its_sentences_rest_on(twin: Article) -> None:
    facts = load_facts(twin)
    for claim in facts.claims:
        cards = [facts.cards[name] for name in claim.cards]
        assert any(c.address in twin.text if c.address else c.seen == "absence" for c in cards), claim.id


def test_the_cards_of_the_twin_are_those_of_the_article(twin: Article) -> None:
    cards = load_facts(load_article("drone-mission", ROOT)).cards
    assert all(card == cards[name] for name, card in load_facts(twin).cards.items())


def test_the_twin_copies_no_sentence_of_the_article(twin: Article) -> None:
    def runs(text: str, of: int = 6) -> set[tuple[str, ...]]:
        words = re.findall(r"[\w’]+", text.lower())
        return {tuple(words[i : i + of]) for i in range(len(words) - of + 1)}

    article = load_article("drone-mission", ROOT)
    assert runs(article.text) & runs(twin.text) <= {("u", "s", "customs", "and", "border", "protection")}


# --- the opt-out story -------------------------------------------------------------------------------------


def test_the_opt_out_story_offers_the_same_work_as_the_article() -> None:
    other, article = load_article("opt-out", ROOT), load_article("drone-mission", ROOT)
    assert other.invented
    kinds = Counter(block.kind for block in other.layout)
    assert kinds == Counter(block.kind for block in article.layout)
    assert 600 <= readability(other.document()).words <= 800
    verdicts = {claim.verdict for claim in load_facts(other).claims}
    assert verdicts == {claim.verdict for claim in load_facts(article).claims}
    assert not re.search(
        r"\b(drugs?|cartels?|migra\w+|overdos\w+|kill\w*|deaths?|polic\w+|militar\w+)\b", other.text, re.I
    )
