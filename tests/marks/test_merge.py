"""Marks of the unseen texts come from the two passes by rule, and the published agreement is what the passes give."""

from __future__ import annotations

import re

import pytest

from aquanaut.content import content_root
from aquanaut.marks.merge import as_yaml, decided, merged, pooled, sound_or_not, unseen
from aquanaut.marks.passes import load_passes
from aquanaut.marks.reference import load_marks
from aquanaut.text.article import load_article

ROOT = content_root()
TEXTS = unseen(ROOT)
ALL = [*TEXTS, "drone-twin", "opt-out"]
PAGE = (ROOT / "lessons" / "study" / "AGREEMENT.md").read_text(encoding="utf-8")


def article(slug: str):
    return load_article(slug, ROOT)


def designed() -> dict[str, str]:
    """What each text was meant to be: sound or flawed."""
    found = {}
    for form in "a", "b", "practice":
        text = (ROOT / "lessons" / "study" / f"design_{form}.yaml").read_text(encoding="utf-8")
        found |= dict(re.findall(r"slug: (\S+)\n(?:.*\n){0,8}?\s+report: (\w+)", text))
    return found


def test_there_are_thirty_six_and_each_has_two_passes():
    assert len(TEXTS) == 36
    assert all(set(load_passes(article(slug))) == {"reader-1", "reader-2"} for slug in ALL)


@pytest.mark.parametrize("slug", ALL)
def test_the_marks_are_what_the_passes_give(slug):
    assert (ROOT / "articles" / slug / "marks.yaml").read_text("utf-8") == as_yaml(article(slug))


@pytest.mark.parametrize("slug", ALL)
def test_core_is_what_both_made_and_nothing_is_lost(slug):
    passes = load_passes(article(slug))
    marks = load_marks(article(slug))
    for mark in marks:
        assert (mark.certainty == "core") <= (set(mark.by) == set(passes))
        assert mark.code != "X6" or mark.certainty == "debatable"
    made = sum(len(own) for own in passes.values())
    assert made == sum(len(mark.by) for mark in marks)


def test_rough_english_is_never_a_flaw_that_counts():
    """Of clumsy texts that were meant to be sound, no garbled phrase is scored."""
    meant = designed()
    for slug in TEXTS:
        if meant[slug] == "sound":
            assert not [m.id for m in load_marks(article(slug)) if m.code[0] == "G" and m.certainty == "core"], slug


def test_what_was_meant_to_be_flawed_both_readers_found_flawed():
    """Garble apart: it stands in clumsy sound texts on purpose, and is no proof."""
    meant = designed()
    assert set(meant) == set(TEXTS)
    strays = {}
    for slug in TEXTS:
        core = [m for m in load_marks(article(slug)) if m.polarity == "flaw" and m.certainty == "core"]
        if (meant[slug] == "flawed") != any(m.code[0] != "G" for m in core):
            strays[slug] = [m.code for m in core]
    assert strays == {}


def test_the_clean_twin_has_no_flaw_that_either_reader_saw():
    assert [m for m in load_marks(article("drone-twin")) if m.polarity == "flaw"] == []


def test_the_published_agreement_is_what_the_passes_give():
    for name, (value, n) in pooled(article(slug) for slug in TEXTS).items():
        shown = "–" if value is None else f"{value:.2f}"
        assert re.search(rf"\| {re.escape(name)} \| {shown} \| {n} \|", PAGE), (name, shown, n)
    counts = sound_or_not(article(slug) for slug in TEXTS)
    said = f"both saw a flaw in {counts[True, True]} of the 36 texts and none in {counts[False, False]}"
    assert said in " ".join(PAGE.split())


def test_one_made_by_hand():
    """Both made one mark, each made one of their own."""
    found = merged(article("a12-market-stalls"))
    assert {entry["certainty"] for entry in found if len(entry["by"]) == 1} == {"debatable"}
    against = decided(article("a12-market-stalls"))
    kept = [
        entry for entry in found if len(entry["by"]) == 2 and entry["code"] != "X6" and entry["exact"] not in against
    ]
    assert against and kept
    assert all(entry["certainty"] == "core" for entry in kept)


def test_no_key_word_in_what_a_student_gets():
    for slug in TEXTS:
        public = (ROOT / "articles" / slug / "article.yaml").read_text("utf-8")
        assert not re.search(r"\b(flawed|sound report|polished|clumsy)\b", public), slug
