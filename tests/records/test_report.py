"""A learner's report: counts of first tries, right trust beside right doubt, and nothing that ranks anybody."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import pytest

from aquanaut.questions.bank import Bank, lesson_stems, load_bank
from aquanaut.questions.model import question_types
from aquanaut.records.report import SURE, Count, Report, lesson_report, report_of
from aquanaut.records.state import standings
from aquanaut.widgets.plain import report as shown
from aquanaut.words import say

ROOT = Path(__file__).parents[2]

QUIZ = """
lesson: 90_test
title: A <b>test</b> & more
minutes: 38
objectives:
  doubt: Catch what nobody has shown yet.
  trust: Let stand what <i>was</i> shown well.
sets:
  - {id: one, title: First}
  - {id: two, title: Second}
questions:
  - id: flaw
    kind: choose_one
    set: one
    objective: doubt
    material: flawed
    must: true
    confidence: true
    prompt: Is this a flaw?
    options: &options
      - {id: a, text: Yes it is, right: true, feedback: It is one since nobody has shown it to us yet.}
      - {id: b, text: No it is not, feedback: Look for a name or a record and you find none.}
  - {id: fair, kind: choose_one, set: two, objective: trust, material: sound, confidence: true,
     prompt: Is this sound?, options: *options}
  - {id: mixed, kind: choose_one, set: two, objective: trust, material: mixed, prompt: What is it now?,
     options: *options}
  - id: opinion
    kind: rate
    set: one
    objective: doubt
    material: none
    prompt: What do you think?
    options:
      - {id: x, text: Much, feedback: Noted and we come back to it in a later step.}
      - {id: y, text: Little, feedback: Noted and we come back to it in a later step.}
  - id: write
    kind: short
    set: two
    objective: trust
    material: none
    prompt: Write a sentence now.
    rubric: [{id: r, text: It says who said so.}]
    samples: [{title: One, text: She said so at noon., comment: It has a name and a time that we can check.}]
  - id: marks
    kind: mark_text
    set: one
    objective: doubt
    material: mixed
    must: true
    prompt: Mark the loaded words.
    passage:
      text: The shameful plan was read aloud by Ada Brook on Monday, and a brutal, reckless vote followed at noon.
    labels: [loaded]
    find: 2
    most: 4
    longest: 1
    targets:
      - {exact: shameful, label: loaded, feedback: A verdict that the writer puts into an adjective for us.}
      - {exact: brutal, label: loaded, feedback: A verdict that the writer puts into an adjective for us.}
      - {exact: reckless, label: loaded, feedback: A verdict that the writer puts into an adjective for us.}
    sound:
      - {exact: Ada Brook, feedback: A name that you could ask is nothing to hold against it.}
      - {exact: Monday, feedback: A day is a plain fact that anybody can look up.}
  - id: sources
    kind: mark_text
    set: two
    objective: trust
    material: sound
    prompt: Mark whom you could ask.
    passage: {text: "Ada Brook said on Monday that the county office had counted forty boats in the harbour that day."}
    labels: [named, body]
    find: 2
    most: 3
    longest: 2
    targets:
      - {exact: Ada Brook, label: named, feedback: A person whom you could find and ask about it.}
      - {exact: county office, label: body, feedback: An office that keeps a record which you could read.}
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    root = tmp_path_factory.mktemp("content")
    (root / "articles").mkdir()
    (root / "lessons" / "90_test").mkdir(parents=True)
    (root / "lessons" / "90_test" / "quiz.yaml").write_text(QUIZ, encoding="utf-8")
    return load_bank("90_test", root)


class Log:
    """Records as the answer log holds them."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []

    def __call__(self, question: str, event: str = "check", answer: Any = None, **more: Any) -> Log:
        at = f"2026-01-01T00:00:{len(self.records):02d}Z"
        self.records.append({"learner": "l", "question": question, "event": event, "answer": answer, "at": at, **more})
        return self

    def report(self, bank: Bank) -> Report:
        return report_of([(bank, standings(self.records, "l"))])


def mark(bank: Bank, question: str, word: str, label: str) -> dict[str, Any]:
    start = bank.question(question).body["passage"]["text"].index(word)
    return {"start": start, "end": start + len(word), "label": label}


def test_nothing_answered_is_empty(bank: Bank) -> None:
    found = Log().report(bank)
    assert found.empty
    assert found.caught == found.trusted == found.first == Count()
    assert found.sure == {} and found.again == ()
    assert found.total("waiting") == 2


def test_a_draft_is_no_answer(bank: Bank) -> None:
    assert Log()("flaw", "draft", "a").report(bank).empty


def test_flawed_is_caught_and_sound_is_trusted(bank: Bank) -> None:
    found = Log()("flaw", answer="a")("fair", answer="a")("mixed", answer="b").report(bank)
    assert (found.caught, found.trusted) == (Count(1, 1), Count(1, 1))
    assert found.first == Count(2, 3)


def test_the_first_try_counts_and_the_newest_says_what_to_look_at(bank: Bank) -> None:
    found = Log()("fair", answer="b")("fair", answer="a").report(bank)
    assert found.trusted == Count(0, 1)
    assert found.first == Count(0, 1)
    assert found.again == ()


def test_not_right_yet_is_named_by_its_objective(bank: Bank) -> None:
    found = Log()("fair", answer="b")("mixed", answer="b")("flaw", answer="b").report(bank)
    assert [(a.objective, a.sets, a.questions) for a in found.again] == [
        ("Catch what nobody has shown yet.", ("one",), 1),
        ("Let stand what <i>was</i> shown well.", ("two",), 2),
    ]


def test_shown_before_a_try_is_no_judgement_but_wants_another_look(bank: Bank) -> None:
    log = Log()("flaw", "reveal")
    assert (log.report(bank).first, log.report(bank).total("waiting")) == (Count(), 1)
    assert [a.questions for a in log.report(bank).again] == [1]
    log("flaw", answer="a")
    assert log.report(bank).first == Count()  # copied, not judged
    assert log.report(bank).again == ()


def test_opinions_and_own_words_are_not_judged(bank: Bank) -> None:
    found = Log()("opinion", answer="x")("write", answer="She said so.").report(bank)
    assert found.first == Count() and found.again == ()
    assert found.total("written") == 1
    assert not found.empty


def test_marks_count_hits_of_what_was_asked_and_sound_words_left_alone(bank: Bank) -> None:
    answer = [mark(bank, "marks", w, "loaded") for w in ("shameful", "noon")]
    found = Log()("marks", answer=answer).report(bank)
    assert (found.caught, found.trusted, found.stray) == (Count(1, 2), Count(2, 2), Count(0, 2))
    all_three = [mark(bank, "marks", w, "loaded") for w in ("shameful", "brutal", "reckless")]
    assert Log()("marks", answer=all_three).report(bank).caught == Count(2, 2)


def test_marks_on_sound_words_are_told_and_never_negative(bank: Bank) -> None:
    answer = [mark(bank, "marks", w, "loaded") for w in ("Ada", "Brook", "Monday")]
    found = Log()("marks", answer=answer).report(bank)
    assert (found.caught, found.trusted, found.stray) == (Count(0, 2), Count(0, 2), Count(3, 3))


def test_good_sources_that_were_found_are_trust(bank: Bank) -> None:
    answer = [mark(bank, "sources", "Ada", "named")]
    found = Log()("sources", answer=answer).report(bank)
    assert (found.caught, found.trusted) == (Count(), Count(1, 2))


def test_confidence_is_read_from_the_first_try(bank: Bank) -> None:
    log = Log()("flaw", answer="a", confidence=90)("fair", answer="b", confidence=90)(
        "fair", answer="a", confidence=100
    )
    assert log.report(bank).sure == {90: Count(1, 2)}
    # A page of another version may ask in other steps; the nearest one is meant.
    assert Log()("flaw", answer="a", confidence=97).report(bank).sure == {100: Count(1, 1)}
    assert Log()("flaw", answer="a").report(bank).sure == {}
    assert Log()("mixed", answer="a", confidence=90).report(bank).sure == {}


def test_strange_answers_count_as_not_right(bank: Bank, here: None) -> None:
    for strange in (None, 7, [], {}, "zzz", [{"start": "x"}], {"a": []}):
        for question in ("flaw", "fair", "marks", "sources"):
            found = Log()(question, answer=strange).report(bank)
            assert found.first == Count(0, 1)
            assert shown.page(found, [])


def test_answers_to_questions_that_are_gone_are_said(bank: Bank) -> None:
    found = Log()("flaw", answer="a")("old-one", answer="a").report(bank)
    assert found.total("gone") == 1
    assert say("report.gone", n=1) in text_of(shown.page(found, []))


def test_disputes_are_counted(bank: Bank) -> None:
    assert Log()("marks", "dispute", text="why not").report(bank).total("disputes") == 1


@pytest.mark.parametrize("stem", lesson_stems(ROOT))
def test_right_answers_leave_nothing_to_look_at_and_chance_stays_in_bounds(stem: str) -> None:
    """Over every shipped lesson: the key's own answers are all right, and no count ever exceeds its whole."""
    bank, chance = load_bank(stem, ROOT), Random(1)
    right, guessed = Log(), Log()
    for question in bank.questions:
        kind = question_types()[question.kind]
        right(question.id, answer=kind.right(question, bank.keys[question.id]), confidence=90)
        guessed(question.id, answer=kind.random(question, chance), confidence=chance.choice(SURE))
    whole = right.report(bank)
    assert whole.again == ()
    assert whole.caught.got == whole.caught.of and whole.trusted.got == whole.trusted.of
    assert whole.first.got == whole.first.of
    assert whole.total("waiting") == 0
    assert whole.stray.got == 0
    for count in vars(lesson_report(bank, standings(guessed.records, "l"))).values():
        if isinstance(count, Count):
            assert 0 <= count.got <= count.of


# --- in words and as a picture -----------------------------------------------------------------------------


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: set[str] = set()
        self._style = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.parts.append(data)


def text_of(page: str) -> str:
    read = Text()
    read.feed(page)
    assert read.tags <= {
        "style", "section", "h3", "h4", "p", "ul", "li", "small", "table", "caption", "thead", "tbody", "tfoot",
        "tr", "th", "td", "span", "i",
    }  # fmt: skip
    return " ".join(" ".join(read.parts).split())


@pytest.fixture
def here(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "load_bank", lambda name: bank)


def test_the_empty_report_says_what_to_do(bank: Bank) -> None:
    assert say("report.empty") in text_of(shown.page(Log().report(bank), []))


def test_the_report_in_words(bank: Bank, here: None) -> None:
    log = Log()("flaw", answer="a", confidence=90)("fair", answer="b", confidence=100)("write", answer="x y")
    said = text_of(shown.page(log.report(bank), ["The log was <cut> off."]))
    for key, values in {
        "report.of": {"got": 1, "of": 1},
        "report.praise.caught": {"n": 1},
        "report.sure.90": {"got": 1, "n": 1},
        "report.sure.100": {"got": 0, "n": 1},
        "report.sure.missed": {"n": 1},
        "report.written": {"n": 1},
        "report.next.again": {},
        "report.few": {"n": 2},
    }.items():
        assert say(key, **values) in said
    assert "The log was <cut> off." in said
    assert "Let stand what <i>was</i> shown well." in said
    assert say("report.next.waiting", n=1, lesson=bank.title) in said


def test_trust_is_praised_as_much_as_doubt(bank: Bank, here: None) -> None:
    said = text_of(shown.page(Log()("flaw", answer="a")("fair", answer="a").report(bank), []))
    trusted, caught = say("report.praise.trusted", n=1), say("report.praise.caught", n=1)
    assert said.index(trusted) < said.index(caught)
    assert len(trusted) >= len(caught)


def test_there_is_no_percentage_and_no_rank(bank: Bank, here: None) -> None:
    log = Log()("flaw", answer="a", confidence=90)("fair", answer="b", confidence=50)
    said = text_of(shown.page(log.report(bank), [])).lower()
    assert not any(word in said for word in ("%", "percent", "d′", "rank", "average", "better than", "score"))


def test_the_dots_are_as_many_as_the_judgements_and_not_spoken(bank: Bank, here: None) -> None:
    picture = shown.picture(Log()("flaw", answer="a")("fair", answer="b").report(bank))
    assert picture.count("<i></i>") == 1 and picture.count('<i class="aq-full"></i>') == 1
    assert picture.count('class="aq-dots" aria-hidden="true"') == 2
    assert "1 of 1" in picture and "0 of 1" in picture


def test_a_title_of_the_content_is_escaped(bank: Bank, here: None) -> None:
    page = shown.page(Log()("flaw", answer="b").report(bank), [])
    assert "<b>test</b>" not in page and "A &lt;b&gt;test&lt;/b&gt; &amp; more" in page


def test_the_step_to_return_to_is_the_heading_of_the_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for stem in lesson_stems(ROOT):
        steps = shown.steps_of(stem)
        assert set(steps) == {s.id for s in load_bank(stem, ROOT).sets}
        assert not any("minute" in heading or heading.startswith("#") for heading in steps.values())


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": [1, {"cell_type": "code"}]}', '{"cells": "x"}'])
def test_without_a_readable_notebook_the_sets_own_title_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bank: Bank, here: None, content: str
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "notebooks").mkdir()
    if content:
        (tmp_path / "notebooks" / "90_test.ipynb").write_text(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AQUANAUT_CONTENT", raising=False)
    (again,) = Log()("fair", answer="b").report(bank).again
    assert "“A <b>test</b> & more”: Second (one question)" in shown.where(again)


def test_a_long_list_is_cut_short(bank: Bank, here: None) -> None:
    lesson = Log()("fair", answer="b").report(bank).lessons[0]
    said = text_of(shown.page(Report((lesson,) * 9), []))
    assert say("report.again.more", n=3) in said
    assert json.dumps(said).count("Let stand what") == shown.MOST_AGAIN
