"""All lenses at once: the batch record keeps its contract over any text, and the cost grows in line with the length."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.lenses.base import lenses
from aquanaut.lenses.batch import answers
from aquanaut.lenses.look import MOST, NUMBERS, NotALookableText, full_record, look, record

ARTICLE = (Path(__file__).parents[2] / "articles/drone-mission/article.txt").read_bytes().decode("utf-8")
NAMES = {"loaded", "attribution", "garble", "contradiction", "sources", "readability"}
PIECES = st.sampled_from(
    [
        *("“", "”", '"', "''", "‘", "’", "(", ")", "—", " ", ".", ",", "?", "\t", "\n", "\n\n", "\r\n", "\u2029"),
        *(
            "\0",
            "\ufeff",
            "\ud800",
            "🚁",
            "👩‍👩‍👧",
            "é",
            "e\u0301",
            "мост",
            "橋",
            "جسر",
            "U.S.",
            "TWZ.com",
            "By",
            "Read more",
        ),
        *("said", "critics say", "Anna Weber", "according to", "800-mile", "nearly 900 miles", "first", "echoes"),
        *("unprecedented", "aquanaut of its time", "https://a.b/c"),
    ]
)
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=80),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
)


def held(text: str, name: Any = 1, sentences: list[list[int]] | None = None) -> dict[str, Any]:
    """The record of a text, after each part of the contract was looked at."""
    found = json.loads(json.dumps(record(name, look(text, sentences))))
    assert set(found) == {"id", "findings", "sentences", "quotes", "attributions"}

    def lies(span: list[int], empty: bool = False) -> None:
        assert all(type(at) is int for at in span) and len(span) == 2
        assert 0 <= span[0] <= span[1] <= len(text) and (empty or span[0] < span[1])

    for one in found["findings"]:
        assert set(one) == {"lens", "rule", "start", "end", "links", "strength"}
        assert one["lens"] in NAMES and one["rule"] and 0 <= one["strength"] <= 1
        lies([one["start"], one["end"]])
        for link in one["links"]:
            lies(link)
    for one in found["sentences"]:
        assert set(one) == {"start", "end", "loaded", "hedged", "garbled", "attribution"}
        lies([one["start"], one["end"]], empty=True)
        assert all(0 <= one[number] <= 1 for number in NUMBERS)
        assert one["attribution"] in ("none", "named", "unnamed")
    for one in found["quotes"]:
        assert set(one) == {"start", "end", "speaker", "speaker_start", "speaker_end"}
        lies([one["start"], one["end"]])
        assert one["speaker"] is None or (isinstance(one["speaker"], str) and one["speaker"])
        assert (one["speaker_start"] is None) == (one["speaker_end"] is None)
        if one["speaker_start"] is not None:
            lies([one["speaker_start"], one["speaker_end"]])
    for one in found["attributions"]:
        assert set(one) == {"source", "cue", "content"}
        lies(one["content"], empty=True)
        for part in ("source", "cue"):
            if one[part] is not None:
                lies(one[part])
    return found


def test_the_article() -> None:
    found = held(ARTICLE, "drone")
    assert found["id"] == "drone"
    assert {one["lens"] for one in found["findings"]} >= {"loaded", "attribution", "sources", "readability"}
    by_words = {ARTICLE[one["start"] : one["end"]]: one for one in found["quotes"]}
    harfuch = by_words["“at our request,”"]
    assert harfuch["speaker"] == "Omar García Harfuch"
    assert "Harfuch" in ARTICLE[harfuch["speaker_start"] : harfuch["speaker_end"]]
    assert {one["attribution"] for one in found["sentences"]} == {"none", "named", "unnamed"}


def test_every_lens_runs_and_each_number_has_its_function() -> None:
    seen = look(ARTICLE)
    for lens in lenses().values():
        assert seen.of(lens.name) == sorted(seen.of(lens.name), key=lambda f: (f.span, f.rule))
        assert len(seen.of(lens.name)) == len([f for f in lens.find(seen.doc) if f.span.start < f.span.end])
    given_by = {number: strength for lens in lenses().values() for number, strength in lens.strengths.items()}
    assert set(given_by) == set(NUMBERS)
    for number in ("loaded", "hedged"):
        strength = given_by[number]
        assert [getattr(s, number) for s in seen.sentences] == [strength(seen.doc, s.span) for s in seen.sentences]


def test_the_full_record_adds_what_a_person_needs() -> None:
    found = full_record("drone", look(ARTICLE))
    assert found["text"] == ARTICLE and found["voices"]["in_words"]
    assert set(found["lenses"]) == set(lenses()) and all(one["limits"] for one in found["lenses"].values())
    for one in found["findings"]:
        assert one["quote"] == ARTICLE[one["start"] : one["end"]] and one["ask"] and one["why"]


def test_the_same_text_gives_the_same_record() -> None:
    first = record(1, look(ARTICLE))
    look("Something else. Critics say so.")
    assert record(1, look(ARTICLE)) == first


@given(TEXTS)
@settings(max_examples=120, deadline=None)
def test_any_text_keeps_the_contract(text: str) -> None:
    held(text)


@given(TEXTS, st.data())
@settings(max_examples=60, deadline=None)
def test_sentences_are_used_exactly_as_given(text: str, data: st.DataObject) -> None:
    edge = st.integers(0, len(text))
    given_ = data.draw(st.lists(st.tuples(edge, edge).map(sorted), max_size=5))
    found = held(text, sentences=given_)
    assert [[one["start"], one["end"]] for one in found["sentences"]] == given_


@pytest.mark.parametrize("pair", [[0, 99], [-1, 2], [3, 1], [0], [0, 1, 2], ["0", 1], [True, 2], [0.0, 2], None, 5])
def test_sentences_outside_the_text_are_refused(pair: Any) -> None:
    with pytest.raises(NotALookableText, match="as sentence 1"):
        look("It rained.", [pair])


def test_offsets_are_code_points_whatever_stands_before() -> None:
    plain = look(ARTICLE)
    moved = look("🚁👩‍👩‍👧 é\n\n" + ARTICLE)
    by = len("🚁👩‍👩‍👧 é\n\n")
    shifted = {(f.rule, f.span.start - by, f.span.end - by) for f in moved.of("loaded")}
    assert {(f.rule, f.span.start, f.span.end) for f in plain.of("loaded")} <= shifted


def test_too_long_a_text_is_refused_at_once() -> None:
    start = time.perf_counter()
    with pytest.raises(NotALookableText, match=r"at most 2,000,000"):
        look("a" * (MOST + 1))
    assert time.perf_counter() - start < 0.5


# --- many -----------------------------------------------------------------------------------------------------


def batch(*lines: Any) -> list[tuple[dict[str, Any], str]]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return [(json.loads(answer), wrong) for _, answer, wrong in answers(raw)]


def test_a_bad_line_is_told_and_the_rest_goes_on() -> None:
    found = batch(
        {"id": "a", "text": "Critics say it rained.", "sentences": [[0, 22]]}, b"{no json", b"  ", {"id": "b"}, [1],
        {"text": "no id"}, {"id": "c", "text": 3}, {"id": "d", "text": "x", "sentences": [[0, 9]]},
        {"id": "e", "text": "x", "sentences": "all"}, {"id": 7, "text": ""}, {"id": "f", "text": "", "sentences": []},
        b"[" * 100_000, b'{"id": "g", "text": "\\ud800 said."}', b"\xff\xfe",
    )  # fmt: skip
    good = [answer["id"] for answer, wrong in found if not wrong]
    assert good == ["a", 7, "f", "g"]
    bad = [(answer["id"], answer["line"]) for answer, wrong in found if wrong]
    assert bad == [(None, 2), ("b", 4), (None, 5), (None, 6), ("c", 7), ("d", 8), ("e", 9), (None, 12), (None, 14)]
    assert all(answer["error"] == wrong and "expected" in wrong for answer, wrong in found if wrong)


def test_a_byte_order_mark_before_the_first_line_does_no_harm() -> None:
    ((answer, wrong),) = batch(b"\xef\xbb\xbf" + json.dumps({"id": 1, "text": "It rained."}).encode())
    assert not wrong and answer["id"] == 1


def test_a_fault_of_ours_costs_one_line_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, _sentences: Any) -> Any:
        if text == "bad":
            raise ZeroDivisionError("no words")
        return look(text)

    monkeypatch.setattr("aquanaut.lenses.batch.look", broken)
    found = batch({"id": "a", "text": "bad"}, {"id": "b", "text": "It rained."})
    assert found[0][0]["id"] == "a" and "ZeroDivisionError" in found[0][1] and not found[1][1]


# --- cost -----------------------------------------------------------------------------------------------------

HOSTILE = (
    *("“", '"a ', "a", "a ", "said ", "“a” said ", "critics say ", "A. ", "—", "(", "the ", "800-mile ", "of its "),
    *("not ", "Mr. ", "a-", "\n", "''", "By Act ", "first like ", "🚁", "‘a", "he said, ", "1,000 ", "a of a "),
)


def spent(unit: str, size: int) -> float:
    text = unit * (size // len(unit))
    best = 99.0
    for _ in range(2):
        start = time.process_time()
        look(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_cost_of_hostile_texts_grows_in_line(unit: str) -> None:
    small = spent(unit, 2_000)
    large = spent(unit, 16_000)
    assert large < 0.25 or large < 8 * 3 * small


@pytest.mark.slow
@pytest.mark.parametrize("unit", ("“", "said ", "critics say ", "he said, ", ARTICLE))
def test_the_cost_grows_in_line_to_a_megabyte(unit: str) -> None:
    small = spent(unit, 125_000)
    assert spent(unit, 1_000_000) < 8 * 2.5 * max(small, 0.05)
