"""The two forms of the check are parallel, and nothing but reading tells which texts deserve to be passed on.

`lessons/study/design_a.yaml` and `design_b.yaml` say what each unseen text is meant to be. Here that is held against
the texts themselves: what can be counted is counted again, and every quotation is looked up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from aquanaut.check import check
from aquanaut.content import Fields, ListOf, OneOf, Text, Whole, read_yaml
from aquanaut.marks.labels import LABELS
from aquanaut.text.article import Article, article_slugs, load_article
from aquanaut.text.facts import Facts, load_facts
from aquanaut.text.readability import Readability, readability

ROOT = Path(__file__).parents[2]
FORMS = ("a", "b")
TEXTS = 12
PLACES = 3
"""Places for each student label in a form, and texts in which they stand."""

# The tolerances that stand on top of the design files.
WORDS = (120, 180)
PAIR_WORDS = 0.10
FORM_WORDS = 0.03
PAIR_GRADE = 2.0
FORM_GRADE = 0.5
KEY_GRADE = 1.0
"""Between the sound and the flawed texts of a form: neither longer words nor longer sentences give the key away."""

CARDS = 8
"""Texts of a form with evidence cards, at least; and of the irrelevant and of the conflicting ones, at least two."""

EVIDENCE = ("none", "supporting", "irrelevant", "conflicting", "contradicting")
FLAWS = ("none", "nameless_sources", "stretch", "external_error", "insinuation", "figures_disagree", "no_source")
DESIGN = ListOf(
    Fields(
        {
            "slug": Text(),
            "pair": Text(),
            "genre": Text(),
            "topic": Text(),
            "cell": Text(),
            "prose": OneOf(("polished", "clumsy")),
            "report": OneOf(("sound", "flawed")),
            "flaw": OneOf(FLAWS),
            "why": Text(words=12),
            "valence": OneOf(("none", "growth", "green", "order", "liberty")),
            "evidence": ListOf(OneOf(EVIDENCE), least=1),
            "words": Whole(),
            "grade": Text(),
            "names": ListOf(Text(), least=1),
            "labels": ListOf(OneOf(tuple(LABELS)), least=1),
            "places": ListOf(Fields({"label": OneOf(tuple(LABELS)), "exact": Text()}, {"with": Text()}), least=1),
        },
        identity="slug",
    ),
    least=TEXTS,
    most=TEXTS,
)

ALIKE = ("topic", "cell", "prose", "report", "flaw", "valence", "evidence")
"""What the two texts of a pair share."""

ORDINARY = """
    An A I C Is It From Fewer Ambulances Patients Share Stewards January February March April May June July August
    September October December Monday Mondays Tuesday Tuesdays Wednesday Thursday Friday Fridays Saturday Sunday
    Easter Earth Mr Mrs Ms Island Fruit Station Park Gate Voices Meatless School Council Youth Sport Committee Water
    Office Anglers Club Hill Museum Materials Lab Close Market Lane Fell Garden Bureau Baths High Nature Service
    Library Paper Archive Vale Court Chamber Crafts Street
"""
"""Capitals inside a sentence that are no invented names."""

Entry = dict[str, Any]


@cache
def design(form: str) -> tuple[Entry, ...]:
    """The twelve texts of a form, in order."""
    return tuple(read_yaml(ROOT / "lessons" / "study" / f"design_{form}.yaml", DESIGN))


@cache
def article(slug: str) -> Article:
    return load_article(slug, ROOT)


@cache
def measured(slug: str) -> Readability:
    return readability(article(slug).document())


@cache
def facts(slug: str) -> Facts:
    return load_facts(article(slug))


def grade(slug: str) -> float:
    value = measured(slug).grade_level
    assert value is not None
    return value


def numbers(entries: tuple[Entry, ...] | list[Entry], figure: Callable[[str], float]) -> float:
    return mean(figure(entry["slug"]) for entry in entries)


def words(slug: str) -> int:
    return measured(slug).words


ALL = [entry for form in FORMS for entry in design(form)]
PAIRS = list(zip(design("a"), design("b"), strict=True))
each = pytest.mark.parametrize("entry", ALL, ids=lambda e: e["slug"])
each_form = pytest.mark.parametrize("form", FORMS)
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda p: p[0]["slug"][:3])


# --- one text ----------------------------------------------------------------------------------------------


def test_the_form_has_its_twelve_texts_and_no_other(subtests: pytest.Subtests) -> None:
    for form in FORMS:
        with subtests.test(form):
            slugs = [entry["slug"] for entry in design(form)]
            assert slugs == [slug for slug in article_slugs(ROOT) if re.match(rf"{form}\d\d-", slug)]
            assert [slug[:3] for slug in slugs] == [f"{form}{n:02}" for n in range(1, TEXTS + 1)]


def test_the_figures_of_the_design_are_those_of_the_text(subtests: pytest.Subtests) -> None:
    for entry in ALL:
        with subtests.test(entry["slug"]):
            assert (entry["words"], entry["grade"]) == (words(entry["slug"]), f"{grade(entry['slug']):.1f}")
            assert WORDS[0] <= entry["words"] <= WORDS[1]
            assert measured(entry["slug"]).steady


def test_each_place_stands_in_the_text(subtests: pytest.Subtests) -> None:
    for entry in ALL:
        with subtests.test(entry["slug"]):
            text = article(entry["slug"]).text
            for place in entry["places"]:
                assert text.count(place["exact"]) == 1, place["exact"]
                assert ("with" in place) == (place["label"] == "clashes"), place["exact"]
                if "with" in place:
                    assert text.count(place["with"]) == 1, place["with"]
                    assert place["with"] not in place["exact"] and place["exact"] not in place["with"]
            assert set(entry["labels"]) == {place["label"] for place in entry["places"]}


def test_the_reason_quotes_the_text(subtests: pytest.Subtests) -> None:
    for entry in ALL:
        with subtests.test(entry["slug"]):
            quoted = re.findall("“([^”]+)”", entry["why"])
            text = " ".join(article(entry["slug"]).text.split())
            assert quoted
            for words_ in quoted:
                # A reason may quote a piece with its own comma or full stop before the mark.
                assert words_.rstrip(".,") in text, words_


def test_a_text_with_a_flaw_has_one_and_a_text_without_has_what_carries_it(subtests: pytest.Subtests) -> None:
    for entry in ALL:
        with subtests.test(entry["slug"]):
            labels = Counter(place["label"] for place in entry["places"])
            carried_by = {
                "nameless_sources": "nameless",
                "stretch": "stretch",
                "external_error": "look_up",
                "insinuation": "judges_or_hints",
                "figures_disagree": "clashes",
                "no_source": "no_source",
            }
            assert entry["cell"] == f"{entry['prose']}-{entry['report']}"
            assert (entry["flaw"] == "none") == (entry["report"] == "sound")
            if entry["report"] == "sound":
                assert labels["named"] >= 2 and labels["body"] >= 1
                # A slip of language may stand in it; nothing that a reader would hold against the report.
                assert set(labels) <= {"named", "body", "garbled"}
                assert not any(claim.verdict == "contradicted" for claim in facts(entry["slug"]).claims)
            else:
                assert labels[carried_by[entry["flaw"]]] >= 2


def test_the_cards_stand_to_the_text_as_the_design_says(subtests: pytest.Subtests) -> None:
    for entry in ALL:
        with subtests.test(entry["slug"]):
            known = facts(entry["slug"])
            used = {card for claim in known.claims for card in claim.cards}
            found = {
                "conflicting": any(len(claim.cards) > 1 for claim in known.claims),
                "supporting": any(claim.verdict == "supported" and len(claim.cards) == 1 for claim in known.claims),
                "contradicting": any(claim.verdict == "contradicted" for claim in known.claims),
                "irrelevant": bool(set(known.cards) - used),
            }
            assert set(entry["evidence"]) == ({name for name, there in found.items() if there} or {"none"})
            assert len(known.cards) != 1, "one card alone would be the answer"


def test_what_is_looked_up_is_settled_by_a_card(subtests: pytest.Subtests) -> None:
    for entry in ALL:
        with subtests.test(entry["slug"]):
            known = facts(entry["slug"])
            text = article(entry["slug"]).text
            against = [claim.span.of(text) for claim in known.claims if claim.verdict == "contradicted"]
            for place in entry["places"]:
                if place["label"] == "look_up":
                    assert any(place["exact"] in claim or claim in place["exact"] for claim in against), place["exact"]


# --- one form ----------------------------------------------------------------------------------------------


def test_three_texts_a_cell(subtests: pytest.Subtests) -> None:
    for form in FORMS:
        with subtests.test(form):
            cells = Counter((entry["prose"], entry["report"]) for entry in design(form))
            assert cells == {(prose, report): 3 for prose in ("polished", "clumsy") for report in ("sound", "flawed")}


@each_form
@pytest.mark.parametrize("group", ["sound", "flawed", "polished", "clumsy"])
def test_no_side_is_pleased_more_often(form: str, group: str) -> None:
    pleased = Counter(e["valence"] for e in design(form) if group in (e["report"], e["prose"]))
    assert pleased == {"growth": 1, "green": 1, "order": 1, "liberty": 1, "none": 2}


def test_every_label_has_three_places_in_three_texts(subtests: pytest.Subtests) -> None:
    for form in FORMS:
        with subtests.test(form):
            places = Counter(place["label"] for entry in design(form) for place in entry["places"])
            texts = Counter(label for entry in design(form) for label in entry["labels"])
            assert set(places) == set(LABELS)
            assert min(places.values()) >= PLACES, places
            assert min(texts.values()) >= PLACES, texts


def test_enough_cards_and_some_that_settle_nothing(subtests: pytest.Subtests) -> None:
    for form in FORMS:
        with subtests.test(form):
            kinds = Counter(kind for entry in design(form) for kind in entry["evidence"])
            assert TEXTS - kinds["none"] >= CARDS
            assert kinds["irrelevant"] >= 2 and kinds["conflicting"] >= 2
            for kind in ("none", "irrelevant", "conflicting", "supporting"):
                assert {e["report"] for e in design(form) if kind in e["evidence"]} == {"sound", "flawed"}, kind


def test_six_different_flaws_and_a_mix_of_genres(subtests: pytest.Subtests) -> None:
    for form in FORMS:
        with subtests.test(form):
            once = {flaw: 1 for flaw in FLAWS if flaw != "none"}
            assert Counter(e["flaw"] for e in design(form)) == {"none": 6, **once}
            assert len({entry["genre"] for entry in design(form)}) >= 5
            assert len({entry["topic"] for entry in design(form)}) == TEXTS


# --- the pairs ---------------------------------------------------------------------------------------------


def test_the_two_texts_of_a_pair_match(subtests: pytest.Subtests) -> None:
    for pair in PAIRS:
        with subtests.test(pair[0]["slug"][:3]):
            one, two = pair
            assert (one["pair"], two["pair"]) == (two["slug"], one["slug"])
            assert not [key for key in ALIKE if one[key] != two[key]]
            lengths = [words(one["slug"]), words(two["slug"])]
            assert abs(lengths[0] - lengths[1]) <= PAIR_WORDS * max(lengths)
            assert abs(grade(one["slug"]) - grade(two["slug"])) <= PAIR_GRADE
            # what both readers found counts in either text, so one may hold a place that its partner has not
            found = [Counter(p["label"] for p in entry["places"]) for entry in pair]
            assert set(found[0]) == set(found[1])
            assert max(abs(found[0][label] - found[1][label]) for label in found[0]) <= 1
            assert len(facts(one["slug"]).cards) == len(facts(two["slug"]).cards)
            kinds = [Counter(claim.verdict for claim in facts(e["slug"]).claims) for e in pair]
            assert kinds[0] == kinds[1]


def test_the_forms_match_as_wholes() -> None:
    one, two = (numbers(design(form), words) for form in FORMS)
    assert abs(one - two) <= FORM_WORDS * max(one, two)
    one, two = (numbers(design(form), grade) for form in FORMS)
    assert abs(one - two) <= FORM_GRADE


# --- nothing gives the key away ----------------------------------------------------------------------------

CUES: dict[str, Callable[[str], bool]] = {
    "an exclamation mark": lambda slug: "!" in article(slug).text,
    "capitals in the headline": lambda slug: bool(re.search(r"\b[A-Z]{4,}\b", article(slug).title)),
    "a dateline": lambda slug: bool(re.search(r"(?m)^[A-Z]{4,} — ", article(slug).text)),
    "evidence cards": lambda slug: bool(facts(slug).cards),
    "a glossary": lambda slug: bool(article(slug).glossary),
    "an even number": lambda slug: int(slug[1:3]) % 2 == 0,
    "a number up to six": lambda slug: int(slug[1:3]) <= TEXTS // 2,
}
"""What a student could go by without reading. In no form is it much more frequent on one side."""


@each_form
@pytest.mark.parametrize("cue", CUES)
def test_no_outward_sign_tells_the_report(form: str, cue: str) -> None:
    having = Counter(entry["report"] for entry in design(form) if CUES[cue](entry["slug"]))
    assert abs(having["sound"] - having["flawed"]) <= 2, having


def test_neither_length_nor_readability_tells_the_report(subtests: pytest.Subtests) -> None:
    for form in FORMS:
        with subtests.test(form):
            groups = [[e for e in design(form) if e["report"] == report] for report in ("sound", "flawed")]
            lengths = [numbers(group, words) for group in groups]
            assert abs(lengths[0] - lengths[1]) <= PAIR_WORDS / 2 * max(lengths)
            grades = [numbers(group, grade) for group in groups]
            assert abs(grades[0] - grades[1]) <= KEY_GRADE


def test_no_word_of_the_design_is_in_what_a_student_sees(subtests: pytest.Subtests) -> None:
    for entry in ALL:
        with subtests.test(entry["slug"]):
            for name in ("article.txt", "article.yaml", "facts.yaml"):
                path = article(entry["slug"]).folder / name
                if path.exists():
                    found = re.findall(r"(?i)\b(sound|flaw|flawed|polished|clumsy)\b", path.read_text(encoding="utf-8"))
                    assert not found, f"{path}: {found}"
            assert not re.search(r"(?i)sound|flaw|polish|clumsy|fake|true|false|trust|doubt", entry["slug"])


def test_what_is_said_about_the_texts_is_the_same_for_all() -> None:
    """Provenance, rights and notice tell one story, so none of them can tell the texts apart."""
    for tell in ("provenance", "rights", "notice", "language", "published", "byline", "content_note"):
        assert len({getattr(article(entry["slug"]), tell) for entry in ALL}) == 1, tell
    assert all(article(entry["slug"]).invented for entry in ALL)
    assert "language model" in article(ALL[0]["slug"]).provenance
    assert {len([b for b in article(e["slug"]).layout if b.kind == "headline"]) for e in ALL} == {1}


# --- invented names ----------------------------------------------------------------------------------------


def test_every_name_in_the_text_is_listed(subtests: pytest.Subtests) -> None:
    for entry in ALL:
        with subtests.test(entry["slug"]):
            doc = article(entry["slug"]).document()
            first = {span.start for span in (*doc.sentences, *doc.paragraphs)}
            headline = article(entry["slug"]).layout[0].span.end
            capitals = {
                word.of(doc.text)
                for word in doc.words
                if word.of(doc.text)[0].isupper()
                and word.start > headline
                and word.start not in first
                and doc.text[word.start - 1] != "“"
                and not word.of(doc.text).isupper()
            }
            assert {word.removesuffix("’s") for word in capitals} - set(ORDINARY.split()) <= set(entry["names"])
            for name in entry["names"]:
                assert re.search(rf"\b{name}\b", doc.text), name


def test_no_two_texts_share_an_invented_name() -> None:
    for one, two in combinations(ALL, 2):
        assert not set(one["names"]) & set(two["names"]), (one["slug"], two["slug"])
    for slug in article_slugs(ROOT):
        text = "\n".join(p.read_text(encoding="utf-8") for p in sorted(article(slug).folder.glob("*.*")))
        for entry in ALL:
            if entry["slug"] != slug:
                shared = [name for name in entry["names"] if re.search(rf"\b{re.escape(name)}\b", text)]
                assert not shared, f"{entry['slug']} and {slug} share {shared}"


# --- the content as a whole --------------------------------------------------------------------------------


def test_the_files_of_the_forms_are_valid() -> None:
    """Other content has its own tests; a fault in it is not reported here."""
    ours = {entry["slug"] for entry in ALL}
    assert not [problem for problem in check(ROOT).problems if ours & set(problem.path.parts)]


def test_every_card_says_that_it_is_made_up(subtests: pytest.Subtests) -> None:
    for entry in ALL:
        with subtests.test(entry["slug"]):
            for card in facts(entry["slug"]).cards.values():
                assert "made up for this module" in card.note.lower(), card.id
                assert card.address == ""
                assert card.seen == ("recalled" if "fact is true" in card.note else "seen")
