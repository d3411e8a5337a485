"""The check: who does which form when, and what a sitting counts as."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from aquanaut.questions.model import question_types
from aquanaut.records.checkup import (
    CLOSER,
    FINISHED,
    FORMS,
    JUDGE,
    PART_TWO,
    SHOWN,
    WAIT,
    Tally,
    due,
    first_form,
    form_bank,
    halves,
    judgements,
    laid_out,
    returns,
    sittings,
    tally,
    told,
)
from aquanaut.records.report import Count
from aquanaut.records.state import standings
from aquanaut.records.stats.signal import detection, group_detection

ME = "abcdefghjk"
START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
BANKS = {form: form_bank(form) for form in FORMS}


def said(name, answer, confidence=None, at=START, event="check"):
    stamp = at.isoformat().replace("+00:00", "Z")
    return {"learner": ME, "question": name, "event": event, "answer": answer, "confidence": confidence, "at": stamp}


def read(**logs):
    """Three sittings from the records of each log."""
    return sittings(lambda name: standings(logs.get(name, []), ME), ME)


def done(at):
    return [said(PART_TWO, "", at=at), said(FINISHED, "", at=at)]


# --- which form --------------------------------------------------------------------------------------------


def test_half_of_all_codes_begin_with_each_form_and_the_other_form_follows():
    codes = [f"{n:010d}" for n in range(1000)]
    begin = Counter(first_form(code) for code in codes)
    assert set(begin) == set(FORMS)
    assert abs(begin["form_a"] - 500) < 50  # three standard errors of a fair coin
    for code in codes[:20]:
        forms = [one.form for one in sittings(lambda _: {}, code)]
        assert sorted(forms[:2]) == list(FORMS)
        assert forms[2] == forms[0] == first_form(code)


@pytest.mark.parametrize("size", [1, 2, 24, 25])
def test_a_class_is_split_in_halves_and_the_seed_decides(size):
    codes = [f"student{n}" for n in range(size)]
    one = halves(codes, "7")
    assert one == halves(reversed(codes), "7")
    count = Counter(one.values())
    assert abs(count["form_a"] - count["form_b"]) == size % 2
    if size > 20:
        assert one != halves(codes, "8")


# --- which one is due --------------------------------------------------------------------------------------


def test_first_then_second_then_four_weeks_then_the_first_again():
    found = read()
    assert due(found, START) is found[0]
    assert (found[0].stage, returns(found)) == (JUDGE, None)

    found = read(check_first=[said(PART_TWO, "")])
    assert (found[0].stage, due(found, START)) == (CLOSER, found[0])

    found = read(check_first=done(START))
    assert (found[0].stage, due(found, START)) == ("closed", found[1])

    later = START + timedelta(days=40)
    found = read(check_first=done(START), check_second=done(later))
    assert returns(found) == later + WAIT
    assert due(found, later + WAIT - timedelta(minutes=1)) is None
    assert due(found, later + WAIT) is found[2]
    assert not told(found)

    found = read(check_first=done(START), check_second=done(later), check_delayed=done(later + WAIT))
    assert due(found, later + 2 * WAIT) is None
    assert told(found)


def test_who_asks_for_the_answers_does_not_get_the_first_form_again():
    logs = {"check_first": done(START), "check_second": done(START), "check_delayed": [said(SHOWN, "")]}
    found = read(**logs)
    assert told(found)
    assert due(found, START + 2 * WAIT) is None


def test_a_strange_moment_in_the_log_stops_nobody():
    second = [said(PART_TWO, ""), {**said(FINISHED, ""), "at": "yesterday"}]
    found = read(check_first=done(START), check_second=second)
    assert returns(found) is None
    assert due(found, START) is None


# --- the order ---------------------------------------------------------------------------------------------


def test_every_learner_and_sitting_has_an_order_of_its_own_and_judgements_come_first():
    bank, orders = BANKS["form_a"], set()
    for code in (ME, "other", "third"):
        for sitting in sittings(lambda _: {}, code):
            laid = laid_out(bank, sitting, code)
            assert laid.questions == laid_out(bank, sitting, code).questions
            ids = [q.id for q in laid.questions]
            assert sorted(ids) == sorted(q.id for q in bank.questions)
            assert {q.objective for q in laid.questions[:12]} == {JUDGE}
            orders.add(tuple(ids[:12]))
            orders.add(tuple(name.replace("more", "pass") for name in ids[12:]))
    assert len(orders) == 18


def test_over_many_learners_no_place_in_the_order_tells_the_answer():
    bank, places = BANKS["form_a"], [Counter() for _ in range(12)]
    for n in range(200):
        code = f"{n:06d}"
        laid = laid_out(bank, sittings(lambda _: {}, code)[0], code)
        for at, question in enumerate(laid.questions[:12]):
            places[at][question.material] += 1
    assert all(abs(count["sound"] - 100) <= 25 for count in places), places


# --- the counts --------------------------------------------------------------------------------------------


def answered(bank, answer, confidence=None):
    """Standings of somebody who answers every judgement by `answer(question)`."""
    return standings([said(q.id, answer(q), confidence) for q in judgements(bank)], ME)


@pytest.mark.parametrize("form", FORMS)
def test_the_four_corners(form):
    bank = BANKS[form]
    right = tally(bank, answered(bank, lambda q: bank.keys[q.id].data["right"][0]))
    assert (right.caught, right.trusted, right.flagged) == (Count(6, 6), Count(6, 6), Count(6, 12))
    wrong = tally(bank, answered(bank, lambda q: "no" if q.material == "sound" else "yes"))
    assert (wrong.caught, wrong.trusted) == (Count(0, 6), Count(0, 6))
    cynic = tally(bank, answered(bank, lambda _: "no"))
    assert (cynic.caught, cynic.trusted, cynic.row) == (Count(6, 6), Count(0, 6), (6, 6, 6, 6))
    believer = tally(bank, answered(bank, lambda _: "yes"))
    assert (believer.caught, believer.trusted, believer.row) == (Count(0, 6), Count(6, 6), (0, 6, 0, 6))


def test_what_fits_no_option_counts_as_no_answer():
    bank = BANKS["form_a"]
    nothing = tally(bank, {})
    assert nothing == Tally(unjudged=12)
    for strange in (None, 7, "maybe", ["no"], {"no": 1}):
        assert tally(bank, answered(bank, lambda _, s=strange: s)).unjudged == 12


def test_the_answer_recorded_last_counts_and_a_draft_does_not():
    bank = BANKS["form_a"]
    name = next(q.id for q in judgements(bank) if q.material == "flawed")
    log = [said(name, "yes", 50), said(name, "no", 90, START + timedelta(1)), said(name, "yes", 75, START, "draft")]
    found = tally(bank, standings(log, ME))
    assert (found.hits, found.misses, found.sure) == (1, 0, {90: Count(1, 1)})


def test_how_sure_is_counted_by_step():
    bank = BANKS["form_b"]
    log = [said(q.id, "no", 100 if n < 8 else 52) for n, q in enumerate(judgements(bank))]
    found = tally(bank, standings(log, ME))
    assert sum(count.of for count in found.sure.values()) == 12
    assert {step: count.of for step, count in found.sure.items()} == {50: 4, 100: 8}
    assert sum(count.got for count in found.sure.values()) == 6


@pytest.mark.parametrize("form", FORMS)
def test_the_closer_looks_are_counted_full_part_and_written(form):
    bank = BANKS[form]
    asked = [q for q in bank.questions if q.set == CLOSER]
    full = {q.id: question_types()[q.kind].right(q, bank.keys[q.id]) for q in asked}
    found = tally(bank, standings([said(*pair) for pair in full.items()], ME))
    assert (found.closer, found.part, found.written) == (Count(11, 11), 0, 1)
    half = {q.id: full[q.id][:1] for q in asked if q.kind == "mark_text"}
    found = tally(bank, standings([said(*pair) for pair in half.items()], ME))
    assert (found.closer, found.part) == (Count(0, 5), 5)


def test_a_class_takes_its_figures_from_signal():
    """Learners with a real skill have a d′ above 0 and those who say No to all have none, only a criterion."""
    chance, bank = Random(4), BANKS["form_a"]

    def skilled(question):
        return "no" if (question.material == "flawed") == (chance.random() < 0.8) else "yes"

    rows = [tally(bank, answered(bank, skilled)).row for _ in range(25)]
    pooled, d, c = group_detection(rows, times=200)
    assert pooled == detection(*(sum(row[at] for row in rows) for at in range(4)))
    assert 1 < d.value < 2.5 and d.low < d.value < d.high
    assert abs(c.value) < 0.4
    cynics = [tally(bank, answered(bank, lambda _: "no")).row] * 25
    pooled, d, c = group_detection(cynics, times=200)
    assert d.value == pytest.approx(0)
    assert c.value < -2
