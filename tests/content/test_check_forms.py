"""The two forms of the check match item by item, and nothing but reading helps with them.

The texts have their own test (`test_forms.py`). Here it is the questions: `exercises/form_a` and `exercises/form_b`,
held against each other, against the design of the texts, and against people who do not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from ruamel.yaml import YAML

from aquanaut.marks.labels import LABELS
from aquanaut.marks.reference import load_marks
from aquanaut.questions.answer_words import answer_in_words
from aquanaut.questions.bank import Bank, view
from aquanaut.questions.model import Question
from aquanaut.records.checkup import CLOSER, FORMS, JUDGE, form_bank, judgements
from aquanaut.records.report import scored
from aquanaut.text.anchors import Span
from aquanaut.text.article import load_article
from aquanaut.text.facts import load_facts
from aquanaut.text.readability import grade

ROOT = Path(__file__).parents[2]
BANKS = {form: form_bank(form, ROOT) for form in FORMS}
DESIGN = {
    entry["slug"]: entry
    for form in FORMS
    for entry in YAML(typ="safe").load((ROOT / "lessons" / "study" / f"design_{form[-1]}.yaml").read_text("utf-8"))
}
PAIRS = list(zip(*(BANKS[form].questions for form in FORMS), strict=True))

LENGTH = 0.12
"""Options of one question are this close to their mean length, at most."""

BY_CHANCE = 8
"""Of twelve texts, what somebody who goes by one outward sign may get right: chance is six."""

KNOWN: dict[str, int] = {}
"""Signs that are worth more than chance, by name, so that they can only get better. None is left."""

EVIDENCE = 8
"""Judgements of a form that need evidence cards, at least."""

GRADE = 9
PENDING = 2
"""Written answers in a form, at most: no machine scores them."""

each_form = pytest.mark.parametrize("form", FORMS)
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].id)


def slug(question: Question) -> str:
    """The text that a question is about, by the number its id begins with."""
    return next(name for name in DESIGN if name.startswith(question.id.partition("-")[0]))


@cache
def raw(form: str, name: str) -> dict[str, Any]:
    data: dict[str, Any] = YAML(typ="safe").load((ROOT / "exercises" / form / name).read_text("utf-8"))
    return data


def labels(question: Question) -> list[str]:
    return [label["id"] for label in question.body.get("labels", [])]


def targets(form: str, name: str) -> list[tuple[str, str]]:
    """(label, words) of a marking question's key."""
    entry = next(e for e in raw(form, "key.yaml")["keys"] if e["id"] == name)
    return [(t["label"], t["exact"]) for t in entry.get("targets", [])]


# --- the forms match ---------------------------------------------------------------------------------------


@each_form
def test_a_form_has_two_questions_on_each_of_its_twelve_texts(form: str) -> None:
    bank = BANKS[form]
    assert len(bank.questions) == len({q.id for q in bank.questions}) == 24
    texts = [name for name in DESIGN if name.startswith(form[-1])]
    for name in (JUDGE, CLOSER):
        assert sorted(map(slug, bank.of(name))) == sorted(texts)
    assert {q.objective for q in bank.of(JUDGE)} == {JUDGE}


def test_no_question_is_in_both_forms() -> None:
    one, two = ({q.id for q in BANKS[form].questions} for form in FORMS)
    assert not one & two


def test_the_frames_are_the_same() -> None:
    one, two = (raw(form, "exercise.yaml") for form in FORMS)
    for name in ("about", "minutes", "objectives", "sets"):
        assert one[name] == two[name]
    assert one["title"].replace("form A", "form B") == two["title"]


@each_pair
def test_the_two_questions_of_a_pair_match(pair: tuple[Question, Question]) -> None:
    one, two = pair
    assert DESIGN[slug(one)]["pair"] == slug(two)
    for name in ("kind", "control", "set", "objective", "points", "must", "confidence", "material", "hints"):
        assert getattr(one, name) == getattr(two, name), name
    for name in ("labels", "find", "most", "longest", "choose", "fixed", "open_first", "rows", "words"):
        assert one.body.get(name) == two.body.get(name), name
    for name in ("cards", "options"):
        assert len(one.body.get(name, [])) == len(two.body.get(name, [])), name
    keys = [BANKS[form].keys[q.id] for form, q in zip(FORMS, pair, strict=True)]
    assert keys[0].data.get("right") == keys[1].data.get("right")
    # what both readers found earns in either text: one may hold a place that its partner has not
    assert abs(len(keys[0].table.get("targets", [])) - len(keys[1].table.get("targets", []))) <= 1
    assert len(keys[0].table.get("sound", [])) == len(keys[1].table.get("sound", []))
    held = [Counter(label for label, _ in targets(form, q.id)) for form, q in zip(FORMS, pair, strict=True)]
    assert set(held[0]) == set(held[1])
    assert (held[0] - held[1]).total() + (held[1] - held[0]).total() <= 1
    if one.kind != "choose_one":
        assert one.prompt == two.prompt


@each_form
def test_every_label_is_offered_and_right_and_no_task_offers_more_than_four(form: str) -> None:
    bank = BANKS[form]
    offered = [label for q in bank.questions for label in labels(q)]
    right = {label for q in bank.questions for label, _ in targets(form, q.id)}
    right |= {"clashes" for q in bank.questions if q.kind == "link_marks"}
    assert set(offered) == right == set(LABELS)
    assert max(len(labels(q)) for q in bank.questions) <= 4


@each_form
def test_half_the_texts_are_sound_and_evidence_is_of_every_sort(form: str) -> None:
    asked = judgements(BANKS[form])
    assert Counter(q.material for q in asked) == {"sound": 6, "flawed": 6}
    with_cards = [q for q in asked if q.body.get("cards")]
    assert len(with_cards) >= EVIDENCE
    sorts = {sort for q in with_cards for sort in DESIGN[slug(q)]["evidence"]}
    assert sorts >= {"irrelevant", "conflicting", "supporting", "contradicting"}
    for question in with_cards:
        known = load_facts(load_article(slug(question), ROOT)).cards
        assert {card["id"] for card in question.body["cards"]} == set(known)
        assert question.body["open_first"] == len(known)
    assert sum(not scored(BANKS[form].keys[q.id]) for q in BANKS[form].questions) <= PENDING


# --- the key follows the design ----------------------------------------------------------------------------


@each_form
def test_the_key_says_of_each_text_what_it_was_made_to_be(form: str) -> None:
    bank = BANKS[form]
    for question in bank.questions:
        assert question.material == DESIGN[slug(question)]["report"]
    for question in judgements(bank):
        assert bank.keys[question.id].data["right"] == ["yes" if question.material == "sound" else "no"]
        article = load_article(slug(question), ROOT)
        assert question.context is not None
        assert question.context["text"] == article.text
        assert article.notice in question.context["from"]


@each_form
def test_the_places_to_find_are_those_of_the_design(form: str) -> None:
    """All places of the labels that a task offers, no other; a clash is one of the design's."""
    for question in BANKS[form].questions:
        places = DESIGN[slug(question)]["places"]
        if question.kind == "mark_text":
            meant = sorted((p["label"], p["exact"]) for p in places if p["label"] in labels(question))
            assert sorted(targets(form, question.id)) == meant, question.id
        if question.kind == "link_marks":
            entry = next(e for e in raw(form, "key.yaml")["keys"] if e["id"] == question.id)
            found = [(p["one"]["exact"], p["other"]["exact"]) for p in entry["pairs"]]
            assert found == [(p["exact"], p["with"]) for p in places if p["label"] == "clashes"]


@each_form
def test_flaws_that_a_task_does_not_ask_for_cost_nothing(form: str) -> None:
    for question in BANKS[form].questions:
        if question.kind != "mark_text":
            continue
        table = BANKS[form].keys[question.id].table
        text = load_article(slug(question), ROOT).text
        for place in DESIGN[slug(question)]["places"]:
            if place["label"] in (*labels(question), "named", "body"):
                continue
            for exact in filter(None, (place["exact"], place.get("with"))):
                start = text.index(exact)
                free = [*table["open"], *(key for t in table["targets"] for key in t["keys"])]
                assert any(s < start + len(exact) and start < e for s, e in free), (question.id, exact)


# --- nothing but reading helps -----------------------------------------------------------------------------

Guess = Callable[[Question, int], bool]
"""Whether somebody who goes by one sign passes a text on; the number is its place in the file."""

STRATEGIES: dict[str, Guess] = {
    "always yes": lambda q, at: True,
    "always no": lambda q, at: False,
    "trusts polish": lambda q, at: DESIGN[slug(q)]["prose"] == "polished",
    "trusts rough words": lambda q, at: DESIGN[slug(q)]["prose"] == "clumsy",
    "trusts newspapers": lambda q, at: "newspaper" in DESIGN[slug(q)]["genre"],
    "trusts cards": lambda q, at: bool(q.body.get("cards")),
    "trusts two cards, not three": lambda q, at: len(q.body.get("cards", [])) == 2,
    "trusts figures": lambda q, at: len(re.findall(r"\d+", str(q.context))) > 6,
    "trusts quotation marks": lambda q, at: "“" in str(q.context),
    "distrusts exclamation marks": lambda q, at: "!" not in str(q.context),
    "distrusts questions": lambda q, at: "?" not in str(q.context),
    "distrusts capitals": lambda q, at: not re.search(r"\b[A-Z]{4,}\b", str(q.context)),
    "trusts long texts": lambda q, at: len(str(q.context).split()) > 190,
    "turn and turn about": lambda q, at: at % 2 == 0,
    "the other turn": lambda q, at: at % 2 == 1,
    "first half yes": lambda q, at: at < 6,
    "pairs": lambda q, at: at % 4 < 2,
    "odd numbers": lambda q, at: int(q.id[1:3]) % 2 == 1,
    "low numbers": lambda q, at: int(q.id[1:3]) <= 6,
}


def right_of(form: str, guess: Guess) -> int:
    asked = judgements(BANKS[form])
    return sum(guess(q, at) == (q.material == "sound") for at, q in enumerate(asked))


@each_form
@pytest.mark.parametrize("name", STRATEGIES)
def test_who_goes_by_one_sign_does_no_better_than_chance(form: str, name: str) -> None:
    got = right_of(form, STRATEGIES[name])
    assert 12 - BY_CHANCE - 1 <= got <= KNOWN.get(name, BY_CHANCE), got


@each_form
def test_on_average_signs_are_worth_nothing(form: str) -> None:
    assert abs(mean(right_of(form, guess) for guess in STRATEGIES.values()) - 6) <= 0.75


@each_form
def test_options_are_equally_long_and_the_right_one_stands_anywhere(form: str) -> None:
    longest = shortest = 0
    places: Counter[int] = Counter()
    for question in BANKS[form].of(CLOSER):
        options = question.body.get("options", [])
        if not options:
            continue
        lengths = {o["id"]: len(o["text"]) for o in options}
        middle = mean(lengths.values())
        assert all(abs(n - middle) <= LENGTH * middle for n in lengths.values()), (question.id, lengths)
        right = BANKS[form].keys[question.id].data["right"]
        if len(right) == 1:
            longest += lengths[right[0]] == max(lengths.values())
            shortest += lengths[right[0]] == min(lengths.values())
            places[[o["id"] for o in options].index(right[0])] += 1
    assert longest <= 2 and shortest <= 2
    assert max(places.values()) == 1


@each_form
def test_on_the_page_the_right_option_has_no_place_of_its_own(form: str) -> None:
    bank, chosen = BANKS[form], Counter[int]()
    for question in bank.of(CLOSER):
        if question.kind == "choose_one":
            right = bank.keys[question.id].data["right"][0]
            for n in range(100):
                chosen[[o["id"] for o in view(question, f"learner{n}")["options"]].index(right)] += 1
    assert all(abs(count - 100) <= 35 for count in chosen.values()), chosen


# --- what a student gets -----------------------------------------------------------------------------------


def every_text(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [text for part in data.values() for text in every_text(part)]
    if isinstance(data, list):
        return [text for part in data for text in every_text(part)]
    return [data] if isinstance(data, str) else []


def explained(form: str) -> list[str]:
    """All that a key says to an answer."""
    return [
        part[name]
        for entry in raw(form, "key.yaml")["keys"]
        for parts in entry.values()
        if isinstance(parts, list)
        for part in parts
        for name in ("feedback", "say", "comment")
        if name in part
    ]


@each_form
def test_what_a_student_gets_says_nothing_of_the_key(form: str) -> None:
    """No hint, no word of the design, no feedback, and no question about a flaw among the judgements."""
    bank: Bank = BANKS[form]
    assert not any(q.hints for q in bank.questions)
    public = "\n".join(every_text(raw(form, "exercise.yaml")))
    assert not re.search(r"(?i)\b(sound|flaw|flawed|polished|clumsy)\b", public)
    feedback = explained(form)
    sent = "\n".join(every_text([view(q, "someone") for q in bank.questions]))
    assert len(feedback) > 70
    assert not [t for t in feedback if t in sent]
    prompts = {re.sub(r"^Read the text( and open the cards)?\. ", "", q.prompt) for q in bank.of(JUDGE)}
    assert prompts == {"Has the writer shown enough for you to pass this on?"}


@each_form
def test_every_answer_can_be_told_in_words_and_feedback_is_easy_to_read(form: str) -> None:
    bank = BANKS[form]
    for question in bank.questions:
        assert len(answer_in_words(question, bank.keys[question.id])) > 10
    feedback = explained(form)
    assert grade("\n\n".join(feedback)) <= GRADE


def test_the_readers_marked_what_the_key_asks_for_as_published():
    """Two readers who had not seen the design: how many of the key's places they hold, as AGREEMENT.md says."""
    counts = {"core": 0, "marked": 0, "other": 0}
    for form in ("form_a", "form_b"):
        bank = form_bank(form, ROOT)
        for question in bank.questions:
            if question.kind == "mark_text":
                article = load_article(question.body["article"], ROOT)
                for target in bank.keys[question.id].data["targets"]:
                    counts[_held(article, Span(*target["span"]), target["label"])] += 1
    page = " ".join((ROOT / "lessons" / "study" / "AGREEMENT.md").read_text("utf-8").split())
    total = sum(counts.values())
    assert f"ask for {total} places. At {counts['core']} of them both readers" in page
    assert f"At {counts['marked']} more" in page
    assert f"At the other {counts['other']} " in page


@each_form
def test_what_both_readers_found_earns_and_what_one_found_does_not(form: str) -> None:
    """A flaw that both marked, under a label that the task offers, is a place to find or lies on one.

    What only a look-up can settle is left to the cards.
    """
    for question in BANKS[form].questions:
        if question.kind != "mark_text":
            continue
        article = load_article(question.body["article"], ROOT)
        earning = [Span(*target["span"]) for target in BANKS[form].keys[question.id].data["targets"]]
        asked = {code for label in labels(question) for code in LABELS[label].codes} - set(LABELS["look_up"].codes)
        for mark in load_marks(article):
            if mark.span and mark.polarity == "flaw" and mark.code in asked and mark.certainty == "core":
                spans = (mark.span, *mark.parts.values())
                assert any(span.overlaps(place) for span in spans for place in earning), (question.id, mark.id)
        for place in earning:
            places = [(m, (*filter(None, [m.span]), *m.parts.values())) for m in load_marks(article)]
            makers = {who for m, spans in places if any(place.overlaps(one) for one in spans) for who in m.by}
            assert len(makers) == 2, (question.id, place.of(article.text))


def _held(article, span, label):
    spans = {m.id: (*filter(None, [m.span]), *m.parts.values()) for m in load_marks(article)}
    places = [m for m in load_marks(article) if any(one.overlaps(span) for one in spans[m.id])]
    same = [m for m in places if m.code in LABELS[label].codes]
    return "core" if any(m.certainty == "core" for m in same) else "marked" if same else "other"
