"""The loaded-language lens: rules and families hold, offsets are exact, and hostile text costs no more."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.lenses.base import Rule
from aquanaut.lenses.lexicon import Family, adjective_forms, lexicon, noun_forms, table, verb_forms
from aquanaut.lenses.loaded.lens import LENS, find
from aquanaut.lenses.loaded.reading import reading
from aquanaut.lenses.loaded.tone import loaded_strength, strength_parts
from aquanaut.lenses.loaded.weights import SENSES, SIGNS, WEAK
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document, document

ROOM = LENS.room
FAMILIES = lexicon(ROOM, "loaded_").families


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


def loaded_words(doc: Document) -> list[tuple[Span, Family]]:
    """Every word and phrase of the lexicon in `doc`, weak ones too, with the family it belongs to."""
    read = reading(doc)
    return [(Span(read.starts[h.first], read.ends[h.last - 1]), h.family) for h in read.hits]


def whole(text: str) -> float:
    doc = document(text, sentences=())
    return loaded_strength(doc, Span(0, len(text)))


def marked(text: str) -> list[tuple[str, str]]:
    doc = document(text, sentences=())
    return [(f.rule, f.span.of(text)) for f in find(doc)]


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


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
def test_families(family: Family) -> None:
    assert family.sense in SENSES and family.level in (1, 2, 3)
    assert family.instead and family.source
    assert family.level > 1 or family.sense in WEAK or family.sense == "emotion"
    doc, expected = bare(family.hit)
    assert [span for span, one in loaded_words(doc) if one.name == family.name] == expected
    doc, _ = bare(family.miss)
    assert family.name not in {one.name for _, one in loaded_words(doc)}


def test_every_sense_has_a_rule() -> None:
    assert set(SENSES) <= {rule.name for rule in LENS.rules}
    assert len(lexicon(ROOM, "loaded_").families) == len({f.name for f in lexicon(ROOM, "loaded_").families})
    assert lexicon(ROOM, "loaded_").forms > 8000
    assert table(ROOM, "valence")["horrible"] < 0 < table(ROOM, "subjectivity")["horrible"]


def test_context() -> None:
    assert whole("The vile mayor spoke.") > whole("The mayor spoke.")
    assert whole("The mayor is a crook.") > whole("The mayor is not a crook.")
    assert marked("The 1989 Panama invasion was ordered by the President.") == []
    assert marked("The war on drugs and the attack aircraft are old.") == []
    assert marked("The case went before Justice Anna Savage, who sat near the window.") == []
    assert marked("The men were branded thugs by the mayor.") == []
    assert marked("Ms Cole called it “vile”.")[0][0] == "quoted"


def test_headline_capitals_are_no_names() -> None:
    assert ("war", "Slams") in marked("Mayor Slams Rival Over Town Hall Parking Plan")


def test_strength_is_its_parts() -> None:
    text = "The vile and ruthless regime lied again in 2019, he said."
    doc = document(text, sentences=())
    parts = strength_parts(doc, Span(0, len(text)))
    assert set(parts) <= {*SENSES, *SIGNS}
    assert parts["number"] < 0 and parts["reporting"] < 0 < parts["verdict"]
    assert 0 < loaded_strength(doc, Span(0, len(text))) < 1
    assert 0 <= loaded_strength(doc, Span(3, 3)) < 0.5


def test_sentences_given_in_any_order() -> None:
    text = "A vile plan. It rained at noon. A ruthless swindler lied."
    doc = document(text, sentences=())
    spans = [Span(33, len(text)), Span(0, 12), Span(13, 31), Span(0, len(text))]
    again = [loaded_strength(doc, span) for span in spans]
    assert [loaded_strength(document(text, sentences=()), span) for span in spans] == again
    assert again[2] < min(again[0], again[1])


def test_forms() -> None:
    assert verb_forms("slam") == {"slam", "slams", "slammed", "slamming"}
    assert verb_forms("decry") == {"decry", "decries", "decried", "decrying"}
    assert verb_forms("tear") == {"tear", "tears", "tore", "torn", "tearing"}
    assert noun_forms("bully") == {"bully", "bullies"}
    assert noun_forms("witch") == {"witch", "witches"}
    assert adjective_forms("horrible") == {"horrible", "horribly"}
    assert adjective_forms("heroic") == {"heroic", "heroically"}


PIECES = st.sampled_from(
    [
        "vile ",
        "so-called ",
        "“",
        "”",
        '"',
        "not ",
        "The ",
        "Vile ",
        "?",
        "\n\n",
        "😀",
        "İ",
        "race-baiting ",
        "- ",
        "é",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text(text: str) -> None:
    doc = document(text, sentences=())
    found = list(find(doc))
    assert found == sorted(found, key=lambda f: (f.span, f.rule))
    for one in found:
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert one.span.of(text) == one.span.of(text).strip()
        assert 0 < one.strength <= 1
    assert 0 <= loaded_strength(doc, Span(0, len(text))) <= 1


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "piece",
    [
        "a-",
        "“a ",
        '"',
        "? ",
        "vile ",
        "Vile Plan ",
        "war ",
        "not vile ",
        "the “a",
        "a",
        "one of the ",
        "a'",
        "\n",
        "“a“",
    ],
)
def test_cost_grows_in_line_with_length(piece: str) -> None:
    def look(length: int) -> None:
        text = (piece * (length // len(piece) + 1))[:length] + "?"
        doc = document(text, sentences=(Span(0, len(text)),))
        list(find(doc))
        loaded_strength(doc, doc.sentences[0])

    look(1000)
    small = min(seconds(lambda: look(50_000)) for _ in range(2))
    large = seconds(lambda: look(1_000_000))
    assert large < 20 * small * 4 + 2
