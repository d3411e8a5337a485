"""The contradiction lens: rules hold, the article's distances are linked first, offsets and cost are sound."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.lenses.base import Rule
from aquanaut.lenses.contradiction.figures import WEIGHTS, pairs
from aquanaut.lenses.contradiction.lens import LENS, find
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document, document
from aquanaut.text.lexical.numbers import figures, stem, words

ARTICLE = Path(__file__).parents[2] / "articles" / "drone-mission" / "article.txt"


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


@pytest.mark.parametrize("rule", LENS.rules, ids=lambda r: r.name)
def test_rules(rule: Rule) -> None:
    assert rule.hits and rule.misses
    assert rule.ask.endswith("?") and rule.why.endswith(".") and rule.source
    for hit in rule.hits:
        doc, expected = bare(hit)
        found = [f for f in find(doc) if f.rule == rule.name]
        assert expected and [f.span for f in found] == expected, hit
        assert all(f.links and not f.span.overlaps(end) for f in found for end in f.links)
    for miss in rule.misses:
        doc, _ = bare(miss)
        assert not [f for f in find(doc) if f.rule == rule.name], miss


def test_the_two_distances_come_first() -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    found = sorted(find(document(text, sentences=())), key=lambda f: (-f.strength, f.span))
    assert (found[0].rule, found[0].span.of(text)) == ("figures-disagree", "800-mile")
    assert [end.of(text) for end in found[0].links] == ["900-mile"]
    # The 600 miles are flown inside Mexico: another quantity.
    assert "600" not in {f.span.of(text)[:3] for f in found if f.rule.startswith("figures")}
    assert {"first-and-again", "alone-and-together", "civil-and-military"} <= {f.rule for f in found}


def counted(text: str) -> list[tuple[float, str]]:
    return [(f.value, f.unit) for f in figures(text, words(text))]


def test_figures() -> None:
    assert counted("An 800-mile flight cost $5 million.") == [(800.0, "mile"), (5e6, "$")]
    assert counted("In 2019 some 44 percent came; 3,500 people left.") == [(44.0, "%"), (3500.0, "peopl")]
    assert counted("On August 13 it rained.") == [] == counted("He was born in 1962 in Paris.")
    assert counted("Two boats and twelve men.")[0] == (2.0, "boat")
    assert stem("missions") == stem("mission’s") == stem("mission")


def test_one_pair_for_one_clash() -> None:
    text = "The fire on the pier killed 14 people. A fire on the pier killed 17 people."
    assert len(pairs(text)) == 1
    assert 0.5 < pairs(text)[0].strength < 1
    assert not pairs("The fire killed 14 people. It burned 17 boats.")
    assert not pairs("The fire on the pier killed 14 people. The fire on the pier killed 14 people.")
    assert WEIGHTS["same_sentence"] < 0 < WEIGHTS["shared"]


PIECES = st.sampled_from(
    ["800 miles ", "900-mile ", "$5 million ", "44% ", "unprecedented ", "echoes ", "“", "”", '"', "unilateral ",
     "coordinated with ", "not ", "military drone. ", "CBP drone. ", "\n\n", "😀", "İ", "é", "٣ ", "1" * 30 + " "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=50).map("".join)))
def test_any_text(text: str) -> None:
    found = list(find(document(text, sentences=())))
    assert found == sorted(found, key=lambda f: (f.span, f.rule))
    for one in found:
        assert one.links and 0 < one.strength <= 1
        for span in (one.span, *one.links):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == text[span.start : span.end].strip()


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


HOSTILE = [
    "5 miles 6 miles ", "1", "1,000 ", "unprecedented echoes ", "military drone CBP drone ", "“a ", '"',
    "a. ", "not ", "without the ", "$", "5-",
]  # fmt: skip


def grows_in_line(piece: str, short: int, long: int) -> None:
    def look(length: int) -> None:
        text = (piece * (length // len(piece) + 1))[:length]
        doc = document(text, sentences=())
        list(find(doc))

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
