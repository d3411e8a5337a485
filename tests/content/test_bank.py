"""What all questions of all lessons must keep to, counted over the whole bank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from aquanaut.marks.reference import load_marks
from aquanaut.questions.bank import Bank, lesson_stems, load_bank
from aquanaut.questions.model import FEEDBACK_WORDS, Question
from aquanaut.text.anchors import Span
from aquanaut.text.article import load_article
from aquanaut.text.readability import grade

ROOT = Path(__file__).parents[2]
BANKS = [load_bank(stem, ROOT) for stem in lesson_stems(ROOT)]
ALL = [(bank, question) for bank in BANKS for question in bank.questions]
ONES = [(bank, question) for bank, question in ALL if question.kind == "choose_one"]

MUST_DO = 6
SOUND_SHARE = Fraction(55, 100)
# Was three fifths. Half of the exits now show a fault on purpose, so that "sound" is no safe guess.
MARGIN = Fraction(5, 100)
GRADE = 9

each = pytest.mark.parametrize("bank", BANKS, ids=lambda b: b.lesson)


def test_there_are_questions() -> None:
    assert ALL


def test_ids_are_unique_and_begin_with_the_lesson() -> None:
    ids = [question.id for _, question in ALL]
    assert len(set(ids)) == len(ids)
    for bank, question in ALL:
        assert re.fullmatch(rf"{bank.lesson[:2]}(-[a-z0-9]+)+", question.id), question.id


@each
def test_every_option_says_why(bank: Bank) -> None:
    for name, key in bank.keys.items():
        feedback = key.data.get("feedback", {})
        assert all(len(text.split()) >= FEEDBACK_WORDS for text in feedback.values()), name
        assert len(set(feedback.values())) == len(feedback), f"{name}: each option has feedback of its own"


@each
def test_six_must_do(bank: Bank) -> None:
    if bank.lesson[:2] in {"01", "02", "03", "04", "05", "06"}:
        assert sum(q.must for q in bank.questions) == MUST_DO


@each
def test_every_objective_and_every_set_is_used(bank: Bank) -> None:
    assert {q.objective for q in bank.questions} == set(bank.objectives)
    assert {q.set for q in bank.questions} == {s.id for s in bank.sets}


def test_most_judgements_are_on_sound_material() -> None:
    """Cynicism is the failure mode. A question on both sound and flawed material counts as half."""
    worth = {"sound": Fraction(1), "mixed": Fraction(1, 2), "flawed": Fraction(0)}
    judged = [worth[q.material] for _, q in ALL if q.material in worth]
    assert sum(judged) / len(judged) >= SOUND_SHARE


# --- strategies that know nothing ---------------------------------------------------------------------------


def by_length(pick: Callable[..., int]) -> Callable[[list[dict[str, str]]], list[str]]:
    def choose(options: list[dict[str, str]]) -> list[str]:
        wanted = pick(len(o["text"]) for o in options)
        return [o["id"] for o in options if len(o["text"]) == wanted]

    return choose


def at(place: int) -> Callable[[list[dict[str, str]]], list[str]]:
    return lambda options: [options[min(place, len(options) - 1)]["id"]]


STRATEGIES = {
    "the longest": by_length(max),
    "the shortest": by_length(min),
    "the first": at(0),
    "the second": at(1),
    "the third": at(2),
    "the last": at(-1),
}


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_strategy_that_knows_nothing_stays_at_chance(name: str) -> None:
    """In the order of the file; what a learner sees is shuffled besides. Ties are shared out."""
    chance = earned = Fraction(0)
    for bank, question in ONES:
        chosen = STRATEGIES[name](list(question.body["options"]))
        right = bank.keys[question.id].data["right"][0]
        earned += Fraction(int(right in chosen), len(chosen))
        chance += Fraction(1, len(question.body["options"]))
    assert earned / len(ONES) <= chance / len(ONES) + MARGIN


# --- words --------------------------------------------------------------------------------------------------

CODE = re.compile(r"\b[LAGXS][0-9]\b")


def shown(bank: Bank, question: Question) -> Iterator[str]:
    """Every piece of text about a question that a learner may see and that is ours."""
    yield question.prompt
    yield from question.hints
    yield from (o["text"] for o in question.body.get("options", []))
    key = bank.keys[question.id]
    yield from strings(key.data)


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from (s for k, v in data.items() if k not in ("id", "by", "label") for s in strings(v))
    elif isinstance(data, list | tuple):
        yield from (s for v in data for s in strings(v))


@each
def test_students_never_see_a_code(bank: Bank) -> None:
    for question in bank.questions:
        for text in shown(bank, question):
            assert not CODE.search(text), f"{question.id}: {text}"
    for text in (bank.title, *bank.objectives.values(), *(f"{s.title} {s.about}" for s in bank.sets)):
        assert not CODE.search(text)


@each
def test_no_task_offers_more_than_four_labels(bank: Bank) -> None:
    assert all(len(q.body.get("labels", [])) <= 4 for q in bank.questions)


@each
def test_questions_are_easy_to_read(bank: Bank) -> None:
    """The grade of each question's own words, without those in quotation marks."""
    grades = []
    for question in bank.questions:
        own = (re.sub(r"“[^”]*”", "it", text) for text in shown(bank, question) if len(text.split()) >= 4)
        grades.append(grade("\n\n".join(own)))
    assert median(grades) <= GRADE


# --- what the second edition holds ----------------------------------------------------------------------------


def test_some_exits_fail() -> None:
    """The first exit question of a lesson is no sign: in 01 to 06 as many texts hold as do not."""
    first = {q.id[:2]: q.material for _, q in reversed(ALL) if q.set == "exit"}
    assert sorted(first[f"0{n}"] for n in range(1, 7)) == ["flawed"] * 3 + ["sound"] * 3


def test_a_page_of_results_is_read_before_anything_is_opened() -> None:
    """In 01, 05 and 07, and in 01 with the page of a seller as a must-do."""
    searches = {q.id: q for _, q in ALL if q.id.endswith("-search-page")}
    assert set(searches) == {"01-search-page", "05-search-page", "07-search-page"}
    for question in searches.values():
        assert question.kind == "sort_groups" and len(question.body["items"]) >= 8
    assert {q.id for _, q in ALL if q.must} >= {"01-search-page", "01-fair-glossy"}


def test_no_must_do_asks_for_a_mark_that_fewer_than_two_readers_made() -> None:
    """Every place in the article that a must-do of lessons 3 and 4 pays for lies on words that two of three marked."""
    article = load_article("drone-mission", ROOT)
    agreed = [m.span for m in load_marks(article) if m.span and len(m.by) >= 2]
    for bank, question in ALL:
        if question.must and question.kind == "mark_text" and bank.lesson[:2] in ("03", "04"):
            for target in bank.keys[question.id].data["targets"]:
                place = Span(*target["span"])
                from_article = question.body.get("article") == "drone-mission"
                assert not from_article or any(place.overlaps(span) for span in agreed), (question.id, place)
