"""The reference marks of the shipped article, and that AGREEMENT.md says what the code computes."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from aquanaut.marks.agreement import token_units
from aquanaut.marks.passes import FATES, LENSES, agreement, fates, holds, load_passes
from aquanaut.marks.reference import Mark, load_marks
from aquanaut.text.anchors import Quote, occurrences
from aquanaut.text.article import Article, load_article
from aquanaut.text.readability import grade

ROOT = Path(__file__).parents[2]
SLUG = "drone-mission"

NO_CLAIM = {
    "The MQ-9’s deep-South mission: Surveillance or prelude to strike?": "a question; it claims nothing to be checked",
    "Legal quagmires echo historic battles": "a picture; nothing in it can be checked",
    "Cartel designations and escalating tensions": "names a subject; its verdict is marked under L",
    "A risky but resurgent strategy": "a verdict, marked under L; nothing in it can be checked",
}
"""Lines without an attribution mark, and why."""


@cache
def article() -> Article:
    return load_article(SLUG, ROOT)


@cache
def passes() -> dict[str, list[Mark]]:
    return load_passes(article())


@cache
def all_fates() -> dict[str, dict[str, Counter[str]]]:
    return fates(article())


def marks(*families: str) -> list[Mark]:
    return [m for m in load_marks(article()) if not families or m.code[0] in families]


def words(mark: Mark) -> str:
    return mark.span.of(article().text) if mark.span else ""


@cache
def page() -> str:
    return (article().folder / "AGREEMENT.md").read_text(encoding="utf-8")


def table(first: str) -> list[list[str]]:
    """The rows of the table whose heading starts with `first`."""
    lines = page().splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {first} |"))
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def phrases(name: str) -> list[str]:
    block = re.search(rf"```{name}\n(.*?)\n```", page(), re.DOTALL)
    assert block, f"no list of phrases called {name!r} in AGREEMENT.md"
    return block[1].splitlines()


# --- the marks themselves -------------------------------------------------------------------------------------------


def test_a_core_mark_is_one_that_two_of_three_passes_hold() -> None:
    for mark in marks():
        holders = {r for r, made in passes().items() if any(holds(article(), mark, m) for m in made)}
        assert set(mark.by) <= holders, f"{mark.id}: not found in the pass of {set(mark.by) - holders}"
        if mark.span:  # of what is missing from the text only codes can be compared
            assert set(mark.by) == holders, mark.id
        if mark.certainty == "core":
            assert len(mark.by) >= 2, mark.id


def test_the_third_pass_says_where_it_comes_from() -> None:
    told = (article().folder / "passes" / "reader-3.yaml").read_text(encoding="utf-8")
    assert "translated: true" in told and "A language model" in told.split("marks:", 1)[0]
    assert all(m.certainty in ("core", "debatable") for m in passes()["reader-3"])


def test_a_word_that_any_reader_would_mark_earns() -> None:
    core = {words(m) for m in marks("L") if m.certainty == "core"}
    assert {"dangerous", "militarize", "confront", "defy", "shadow looms"} <= core


def test_what_can_be_understood_is_not_scored_as_garbled() -> None:
    core = {words(m) for m in marks("G") if m.certainty == "core"}
    assert not core & {"deep-South", "arrest bounties", "a tactic", "which ended abruptly as it vanished"}


def test_no_reader_made_fewer_marks_than_are_called_core() -> None:
    """One mark of a reader cannot carry two reference marks, not even among things missing from the text."""
    for reader, families in all_fates().items():
        core = Counter(m.code[0] for m in marks() if m.certainty == "core" and reader in m.by)
        found = Counter({f: c["core"] for f, c in families.items()})
        if reader == "reader-3":  # one of its marks may meet two of the reference, under another code
            assert found.total() >= 0.95 * core.total()
        else:
            assert found == core, reader


@pytest.mark.parametrize(
    ("families", "least", "most"), [("L", 60, 90), ("A", 50, 70), ("GX", 45, 62), ("S", 40, 50), ("LAGXS", 220, 260)]
)
def test_there_are_as_many_marks_as_a_lesson_can_use(families: str, least: int, most: int) -> None:
    assert least <= len(marks(*families)) <= most


def test_many_marks_are_sound_and_many_are_core() -> None:
    assert sum(m.polarity == "sound" for m in marks()) >= 45
    assert sum(m.certainty == "core" for m in marks()) >= len(marks()) / 2


def test_every_sentence_has_an_attribution_mark_or_a_reason() -> None:
    doc = article().document()
    without = set()
    for block in article().layout:
        if block.kind in ("sources", "aside", "byline"):
            continue
        for sentence in doc.inside(doc.sentences, block.span):
            if not any(m.span and m.span.overlaps(sentence) for m in marks("A")):
                without.add(sentence.of(article().text).strip())
                assert block.kind == "section"
    assert without == set(NO_CLAIM)


def test_a_claim_has_one_attribution_class() -> None:
    classes = [m for m in marks("A") if m.code != "A5"]
    for i, a in enumerate(classes):
        for b in classes[i + 1 :]:
            assert not (a.span and b.span and a.span.overlaps(b.span)), f"{a.id} and {b.id}"


def test_no_two_word_marks_on_the_same_words() -> None:
    spans = [m.span for m in marks("L")]
    assert len(set(spans)) == len(spans)


def test_scored_word_marks_are_short() -> None:
    for mark in marks("L"):
        if mark.certainty == "core":
            assert 1 <= len(words(mark).split()) <= 6, words(mark)


def test_every_word_flaw_has_another_wording() -> None:
    for mark in marks("L"):
        if mark.polarity == "flaw":
            assert mark.alternative and mark.alternative != words(mark), mark.id


def test_every_clash_has_its_other_end() -> None:
    for mark in marks():
        if mark.code in ("X1", "X2", "X3", "X4"):
            assert mark.links, mark.id
            assert not any(mark.span and mark.span.overlaps(link) for link in mark.links), mark.id


def test_what_needs_a_look_up_names_its_source_and_date() -> None:
    for mark in marks("X"):
        if mark.code == "X6":
            assert re.search(r"\b(19|20)\d\d\b|without a date", mark.rationale), mark.id


def test_no_wording_is_offered_for_the_aquanaut() -> None:
    (mark,) = [m for m in marks("G") if "aquanaut" in words(m)]
    assert mark.code == "G1" and not mark.alternative


def test_reasons_are_plain() -> None:
    for mark in marks():
        assert len(re.findall(r"[.?!](?:\s|$)", re.sub(r"\bU\.S\.", "US", mark.rationale))) <= 3, mark.id
        assert grade(mark.rationale) <= 9, (mark.id, mark.rationale)


# --- AGREEMENT.md ---------------------------------------------------------------------------------------------------


def test_the_alphas_on_the_page_are_the_alphas_computed() -> None:
    first, second = phrases("given away"), phrases("also named")
    left_out = ([], first, first + second)
    two = ("reader-1", "reader-2")
    for heading, readers, by_code in (("lens", two, True), ("three readers", (), True), ("marked or not", (), False)):
        columns = [agreement(article(), without, readers, by_code=by_code) for without in left_out]
        rows = {row[0]: row[1:4] for row in table(heading)}
        assert rows == {name: [f"{c[name]:.2f}" for c in columns] for name in columns[0]}, heading


def test_missed_targets_are_called_missed() -> None:
    figures = agreement(article(), readers=("reader-1", "reader-2"))
    for name, _, _, _, target, verdict in table("lens"):
        if target.startswith("."):
            assert verdict == ("met" if (figures[name] or 0) >= float(target) else "**missed**"), name


def test_every_given_away_phrase_stands_in_the_article() -> None:
    first, both = phrases("given away"), phrases("given away") + phrases("also named")
    counts = []
    for chosen in (first, both):
        spans = [s for phrase in chosen for s in occurrences(article().text, Quote(phrase))]
        assert all(occurrences(article().text, Quote(phrase)) for phrase in chosen)
        counts.append(sum(any(w.overlaps(s) for s in spans) for w in article().document().words))
    assert f"({counts[0]} of {len(article().document().words)} words)" in page()
    assert f"({counts[1]} words)" in " ".join(page().split())


def test_the_words_that_both_marked_are_counted_right() -> None:
    text = " ".join(page().split())

    def columns(lens: str) -> list[list[str]]:
        readers = [passes()["reader-1"], passes()["reader-2"]]
        return token_units(article().document(), readers, lambda m: m.code in LENSES[lens] and m.polarity == "flaw")

    units = columns("garbled and clashing (G, X)")
    either, both, same = sum(map(any, units)), sum(map(all, units)), sum(a == b != "" for a, b in units)
    assert (
        f"Of the {either} words that either of the first two marked there, both marked {both}, and of these {same}"
        in text
    )
    assert f"rests on {sum(map(any, columns('sources (S)')))} words" in text


def test_the_counts_of_marks_are_right() -> None:
    def row(name: str, chosen: list[Mark]) -> list[str]:
        count = Counter(m.certainty for m in chosen)
        sound = sum(m.polarity == "sound" for m in chosen)
        return [name, str(len(chosen)), str(count["core"]), str(count["debatable"]), str(sound)]

    assert table("codes") == [*(row(f, marks(f)) for f in "LAGXS"), row("all", marks())]
    several = sum(m.certainty == "debatable" and len(m.by) > 1 for m in marks())
    assert f"Of the debatable marks, {several} were made by two or more" in page()
    core = [m for m in marks() if m.certainty == "core"]
    assert f"Of the {len(core)} core marks, all three readers made {sum(len(m.by) == 3 for m in core)}" in page()


def test_the_fate_of_every_pass_is_told_right() -> None:
    found = [
        [reader, family, str(sum(counts[family].values())), *(str(counts[family][f]) for f in FATES)]
        for reader, counts in all_fates().items()
        for family in "LAGXS"
    ]
    assert table("reader") == found
    for reader, made in passes().items():
        assert sum(int(row[2]) for row in found if row[0] == reader) == len(made)


def test_the_page_says_that_the_readers_are_not_people() -> None:
    text = " ".join(page().split())
    assert "three separate runs of a language model, not people" in text
    assert "Nobody has checked these marks as an editor would" in text
