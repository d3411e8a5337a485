"""The sources lens: rules hold, what lacks is asked of stories alone, offsets are exact, the article is read right."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.lenses.attribution.speakers import heard
from aquanaut.lenses.base import Finding, Rule, lenses
from aquanaut.lenses.sources.lens import LENS, Voice, find, independent, speaking
from aquanaut.text.document import Document, document

ARTICLE = (Path(__file__).parents[2] / "articles/drone-mission/article.txt").read_bytes().decode("utf-8")


def found(text: str) -> list[Finding]:
    return list(find(document(text)))


def named_voices(doc: Document) -> list[Voice]:
    return [voice for what, voice in speaking(heard(doc)) if what == "person"]


def names(text: str) -> set[str]:
    return {f.rule for f in found(text)}


@pytest.mark.parametrize("rule", LENS.rules, ids=lambda r: r.name)
def test_rules(rule: Rule) -> None:
    assert rule.hits and rule.misses
    assert "?" in rule.ask
    assert rule.why.endswith(".") and rule.source
    for hit in rule.hits:
        text = re.sub("[⟦⟧]", "", hit)
        expected = re.findall("⟦(.*?)⟧", hit)
        assert expected
        assert [f.span.of(text) for f in found(text) if f.rule == rule.name] == expected, hit
    for miss in rule.misses:
        assert rule.name not in names(miss), miss


def test_discovered() -> None:
    assert lenses()["sources"] is LENS
    assert not [rule.name for rule in LENS.rules if rule.absent and rule.polarity == "sound"]


def test_the_article() -> None:
    by_rule: dict[str, list[Finding]] = {}
    for one in found(ARTICLE):
        by_rule.setdefault(one.rule, []).append(one)
    assert {"no_byline", "no_date", "no_outlet", "bare_domain", "dead_link", "passed_on"} <= set(by_rule)
    (bare,) = by_rule["bare_domain"]
    assert [span.of(ARTICLE) for span in (bare.span, *bare.links)] == ["TWZ.com", "NYTimes.com", "DroneXL.co"]
    assert [f.span.of(ARTICLE) for f in by_rule["dead_link"]] == ["Read full article here"]
    assert "Posse Comitatus Act" in {f.span.of(ARTICLE) for f in by_rule["document"]}
    assert by_rule["nameless_quote"][0].span.of(ARTICLE).startswith("“This isn’t just a drug war")
    assert by_rule["no_byline"][0].absent and by_rule["no_byline"][0].polarity == "flaw"
    assert by_rule["document"][0].polarity == "sound" and not by_rule["document"][0].absent
    people = [voice.name for voice in named_voices(document(ARTICLE))]
    assert people == ["Omar García Harfuch", "Stefano Ritondale", "Robert Work"]


def test_who_is_from_one_house_counts_once() -> None:
    text = "Anna Weber of the Harbor Council said it is old. Omar Diaz of the Harbor Council said it is ugly."
    voices = named_voices(document(text))
    assert [voice.name for voice in voices] == ["Anna Weber", "Omar Diaz"]
    assert len(independent(voices)) == 1
    assert "several_named" not in names(text)
    assert (
        len(independent(named_voices(document(text.replace("of the Harbor Council said it is ugly", "said so"))))) == 2
    )


def test_a_sentence_is_not_asked_for_a_byline() -> None:
    assert not [f for f in found("The vile mayor lied again. He said so.") if f.absent]
    assert found("") == [] and found(" \n\n ") == []


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text(text: str) -> None:
    for one in found(text):
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert all(0 <= span.start < span.end <= len(text) for span in one.links)


@pytest.mark.parametrize(
    "unit",
    [
        "By ",
        "Sources: a.b ",
        "Act ",
        "A-A",
        "https://a.b/",
        "read more here ",
        "a.",
        "according to a ",
        "Ab ",
        "©",
        "\n",
    ],
)
def test_hostile_texts_cost_no_more_than_their_length(unit: str) -> None:
    def spent(size: int) -> float:
        text = unit * (size // len(unit))
        best = 9.0
        for _ in range(2):
            doc = document(text, sentences=())
            start = time.process_time()
            list(find(doc))
            best = min(best, time.process_time() - start)
        return best

    small, large = spent(5_000), spent(40_000)
    assert large < 1.0 or large < 24 * small
