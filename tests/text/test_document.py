"""Cutting a text up: the article as it must come out, and properties of any text at all."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document, document

ARTICLE = Path(__file__).parents[2] / "articles" / "drone-mission" / "article.txt"

# First and last words of every sentence, and the number of its paragraph.
SENTENCES = [
    (1, "U.S. drone mission", "cartel fight"),
    (2, "• A CBP MQ-9", "Trump’s orders."),
    (3, "• Trump’s directive", "fentanyl crisis."),
    (4, "• Legal experts", "Panama invasion."),
    (5, "• The drone surveilled", "cartel leaders."),
    (6, "• Mexico’s government", "Latin America."),
    (7, "The U.S. government", "into Mexico."),
    (7, "This unprecedented incursion", "war on drugs."),
    (7, "Flying aboard", "Trump administration."),
    (8, "The MQ-9’s deep-South", "to strike?"),
    (9, "On August 13", "overdose deaths."),
    (9, "FlightRadar24 confirmed", "follow-on operations."),
    (10, "Mexican Security Secretary", "remain classified."),
    (10, "Analysts, however", "arrest bounties."),
    (11, "“This mission", "of the region."),
    (12, "CBP officials", "calmed critics."),
    (12, "The drone’s range", "Mexican forces."),
    (13, "Legal quagmires", "historic battles"),
    (14, "Trump’s directive", "legal scrutiny."),
    (14, "The move echoes", "Manuel Noriega."),
    (14, "Like that operation", "lethal action."),
    (15, "Domestically, the Posse", "Mexican borders."),
    (15, "While Trump’s team", "Mexican civilians."),
    (16, "The White House", "a stand.”"),
    (17, "Cartel designations", "escalating tensions"),
    (18, "Trump’s strategy", "intelligence sharing."),
    (18, "In April 2025", "narco-terrorism network."),
    (19, "While Mexico’s government", "this year."),
    (19, "Mexican officials fear", "U.S. pressure."),
    (20, "A risky but", "resurgent strategy"),
    (21, "The MQ-9 mission", "diplomatic niceties."),
    (21, "While cartels like", "U.S. overreach."),
    (22, "As one defense", "‘win.’"),
    (22, "If it backfires", "for decades.”"),
    (23, "For now", "the cartels."),
    (24, "Sources for", "include:"),
    (25, "TWZ.com", "TWZ.com"),
    (26, "NYTimes.com", "NYTimes.com"),
    (27, "DroneXL.co", "DroneXL.co"),
    (28, "Read full", "article here"),
]


@pytest.fixture(scope="module")
def article() -> Document:
    return document(ARTICLE.read_bytes().decode("utf-8"))


def test_the_article_has_28_paragraphs_and_40_sentences(article: Document) -> None:
    assert len(article.paragraphs) == 28
    assert len(article.sentences) == 40
    for sentence, (number, first, last) in zip(article.sentences, SENTENCES, strict=True):
        shown = sentence.of(article.text)
        assert shown.startswith(first)
        assert shown.endswith(last)
        assert sentence in article.inside(article.sentences, article.paragraphs[number - 1])


def test_the_article_has_768_words(article: Document) -> None:
    assert len(article.words) == 768


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("the U.S. drone", ["the", "U.S.", "drone"]),
        ("George H.W. Bush", ["George", "H.W.", "Bush"]),
        ("an 800-mile, $50 million", ["an", "800-mile", ",", "$50", "million"]),
        ("hasn’t 4.5% TWZ.com", ["hasn’t", "4.5%", "TWZ.com"]),
        ("mid-mission—a tactic", ["mid-mission", "—", "a", "tactic"]),
        ("‘win.’”", ["‘", "win", ".", "’", "”"]),
        ("Garci\u0301a came", ["Garci\u0301a", "came"]),
        ("Nicola\u0301s-Mau\u0301ro’s", ["Nicola\u0301s-Mau\u0301ro’s"]),
        ("👩‍🚀 ok", ["👩", "\u200d", "🚀", "ok"]),
        ("שלום עולם", ["שלום", "עולם"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [t.of(text) for t in document(text).tokens] == tokens


@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n", "\u2029"])
def test_paragraphs_end_at_empty_lines_of_every_kind(end: str) -> None:
    text = f"First one.{end}Second one."
    assert [p.of(text) for p in document(text).paragraphs] == ["First one.", "Second one."]


def test_a_single_line_break_stays_inside_unless_a_bullet_follows() -> None:
    text = "One line\r\nand its rest.\r\n  • a point\r\n  • another"
    assert [p.of(text) for p in document(text).paragraphs] == [
        "One line\r\nand its rest.",
        "• a point",
        "• another",
    ]


def test_given_sentences_are_used_exactly_as_given() -> None:
    given_ones = (Span(0, 3), Span(4, 11))
    assert document("One. Two.\n\nThree.", given_ones).sentences == given_ones


TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="aB1.!?\"“”’'-—•* \n\r\t$%é\u0301שا👍\u200d\u2029", max_size=300),
    st.lists(
        st.sampled_from(
            [
                "U.S.",
                "The drone",
                "H.W.",
                "flew",
                "—",
                "…",
                "\n\n",
                "\r\n",
                "• ",
                "“Stop.”",
                "Dr.",
                "ב",
                "e\u0301",
                "👍🏽",
            ]
        ),
        max_size=60,
    ).map(" ".join),
)


@given(TEXTS)
@example("\x1c\x1d\x85\u2028\x00")
@example("\u0301 alone")
@example("\ufeffMark. Two.")
@settings(deadline=None, max_examples=300)
def test_spans_of_any_text(text: str) -> None:
    doc = document(text)
    for spans in (doc.paragraphs, doc.sentences, doc.tokens):
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
        for before, after in pairwise(spans):
            assert before.end <= after.start
    for sentence in doc.sentences:
        assert any(p.start <= sentence.start and sentence.end <= p.end for p in doc.paragraphs)
    # Nothing but white space lies outside.
    for spans in (doc.paragraphs, doc.sentences, doc.tokens):
        covered = {at for span in spans for at in range(span.start, span.end)}
        assert all(at in covered or sign.isspace() for at, sign in enumerate(text))
    assert [w for w in doc.words if not any(c.isalnum() for c in w.of(text))] == []


@pytest.mark.parametrize("unit", ["a", ".", "a. ", "\n", "• ", "a.", "1,", "\r\n ", "U.S. ", "“", "! "])
def test_one_long_line_ends(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000] if len(unit) == 1 else unit * 100_000
    doc = document(text)
    assert sum(len(p.of(text)) for p in doc.paragraphs) <= len(text)
    assert len(doc.tokens) <= len(text)
