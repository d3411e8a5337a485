"""Quotations: every kind of mark, exact spans, unpaired marks, and hostile text that costs no more."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.text.document import document
from aquanaut.text.lexical.names import People, named
from aquanaut.text.lexical.wording import NAME, wording
from aquanaut.text.quotations import DOUBLE, DOUBLED, SINGLE, quoted


def found(text: str, mark: str = DOUBLE) -> list[str]:
    return [q.inner.of(text) for q in quoted(document(text, sentences=())) if q.mark == mark]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said “it rains” twice.", ["it rains"]),
        ('He said "it rains" twice.', ["it rains"]),
        ('"It rains," he said, "and it pours."', ["It rains,", "and it pours."]),
        ("He said “it [the river] rises” now.", ["it [the river] rises"]),
        ("“It rains,“ she said.", ["It rains,"]),
        ('“It rains," she said. “It pours.”', ["It rains,", "It pours."]),
        ('A 5" pipe and a 6" pipe.', []),
        ("He said “it rains and went home.", []),
        ("It rains,” he said.", []),
        ("He said “it rains and “it pours” and left.", ["it pours"]),
        ("🙂 said “🙂 it rains 🙂” 🙂", ["🙂 it rains 🙂"]),
        ("", []),
    ],
)
def test_marks(text: str, inner: list[str]) -> None:
    assert found(text) == inner


def test_nested() -> None:
    text = "“She called it ‘a gift’ and “a curse” too,” he said."
    marks = [(q.inner.of(text), q.mark, q.depth) for q in quoted(document(text, sentences=()))]
    assert marks[0] == ("She called it ‘a gift’ and “a curse” too,", DOUBLE, 0)
    assert ("a curse", DOUBLE, 1) in marks
    assert ("a gift", SINGLE, 0) in marks


def test_across_paragraphs() -> None:
    text = "“It rained.\n\n“Then it poured.”\n\nHe left."
    first, second = quoted(document(text, sentences=()))
    assert (first.inner.of(text), first.closed) == ("It rained.", False)
    assert (second.inner.of(text), second.closed) == ("Then it poured.", True)


def test_wire_archives() -> None:
    text = "''It rains,'' said Mr. Hof. ''It pours.''"
    assert found(text, DOUBLED) == ["It rains,", "It pours."]
    assert found(text) == []


def test_apostrophes_are_no_quotations() -> None:
    assert found("The voters’ choice wasn’t Anna’s.", SINGLE) == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="“”„«»\"'‘’ ab.,\n🙂é", max_size=200))
def test_spans_lie_inside(text: str) -> None:
    last = 0
    for q in quoted(document(text, sentences=())):
        assert 0 <= q.span.start < q.inner.start <= q.inner.end <= q.span.end <= len(text)
        assert q.span.of(text)[q.inner.start - q.span.start :].startswith(q.inner.of(text))
        if q.mark != SINGLE and q.depth == 0:
            assert q.span.start >= last
            last = q.span.end


@pytest.mark.parametrize("unit", ["“", "”", '"', "“a ", 'a" ', '"a ', "'a ", "''a ", "“a ‘b “c ", "“a\n\n"])
def test_cost_grows_with_length(unit: str) -> None:
    def cost(length: int) -> float:
        doc = document(unit * (length // len(unit)), sentences=())
        begun = time.process_time()
        quoted(doc)
        return time.process_time() - begun

    assert cost(1_000_000) < 12 * max(cost(250_000), 0.05)


def test_names() -> None:
    text = "On Tuesday Mr. Omar Diaz and the Texas mayor, Anna Weber, met. Diaz smiled. She said Americans were kind."
    doc = document(text)
    w = wording(doc)
    people = People(w)
    assert [m.name for m in people.mentions] == ["Omar Diaz", "Anna Weber", "Omar Diaz"]
    she = w.low.index("she")
    person = people.before(she, "she")
    assert person is not None and person.name == "Anna Weber"
    americans = w.low.index("americans")
    assert not named(w, w.span(americans, americans + 1))
    assert w.tags[w.low.index("diaz")] & NAME


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_reading_keeps_every_token(text: str) -> None:
    doc = document(text, sentences=())
    w = wording(doc)
    assert len(w.low) == len(w.tags) == len(doc.tokens)
    assert [(a, b) for a, b in zip(w.starts, w.ends, strict=True)] == [(t.start, t.end) for t in doc.tokens]
