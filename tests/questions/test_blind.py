"""Guessing is worth nothing, over every question that ships.

As the design defines it: an empty answer earns 0; choose-one at most one in the number of options; for every other
type the expected score of random answers, before it is cut off at zero, is 0 or less, and so is that of
selecting everything. The right answer earns everything.
"""

from fractions import Fraction
from itertools import chain
from random import Random
from statistics import mean

from aquanaut.questions.bank import lesson_stems, load_bank
from aquanaut.questions.exercise import exercise_stems, load_exercise
from aquanaut.questions.model import question_types
from aquanaut.questions.scoring import atoms, judge_marks, score

BANKS = [load_bank(stem) for stem in lesson_stems()] + [load_exercise(stem) for stem in exercise_stems()]
ALL = [(bank, question) for bank in BANKS for question in bank.questions]
EMPTY = (None, "", [], {}, 0, False)


def unclipped(table, answer):
    return sum(table["weights"].get(atom, 0) for atom in atoms(table, answer))


def test_an_empty_answer_earns_nothing(subtests):
    for bank, question in ALL:
        with subtests.test(question.id):
            assert all(score(bank.keys[question.id].table, empty)["earned"] == 0 for empty in EMPTY)


def test_the_right_answer_earns_everything(subtests):
    for bank, question in ALL:
        with subtests.test(question.id):
            key = bank.keys[question.id]
            right = question_types()[question.kind].right(question, key)
            result = score(key.table, right)
            assert result["earned"] == result["possible"]


def test_guessing_is_worthless(subtests):
    for bank, question in ALL:
        with subtests.test(question.id):
            table = bank.keys[question.id].table
            expected = EXPECTED[table["form"]](table, question)
            limit = Fraction(table["points"], len(table["weights"])) if table["form"] == "one" else 0
            assert expected <= limit


def of_one(table, _question):
    return Fraction(sum(table["weights"].values()), len(table["weights"]))


def of_many(table, _question):
    # Each option ticked or not, with even chances.
    return Fraction(sum(table["weights"].values()), 2)


def of_spans(table, question):
    """The dearest length: the exact mean over every place and label, for a single mark.

    Further marks can only earn less, for a target counts once.
    """
    tokens = table["tokens"]
    labels = [label["id"] for label in question.body["labels"]]
    means = []
    for length in range(1, table["longest"] + 1):
        spans = [(tokens[i][0], tokens[i + length - 1][1]) for i in range(len(tokens) - length + 1)]
        marks = ({"start": s, "end": e, "label": label} for s, e in spans for label in labels)
        means.append(mean(Fraction(unclipped(table, [mark])) for mark in marks))
    return max(means)


def by_trial(table, question):
    """The mean of 3,000 random answers, less three standard errors: above 0 only if guessing really pays."""
    kind, chance = question_types()[question.kind], Random(question.id)
    worth = [unclipped(table, kind.random(question, chance)) for _ in range(3000)]
    centre = mean(worth)
    spread = (mean((w - centre) ** 2 for w in worth) / len(worth)) ** 0.5
    return centre - 3 * spread


EXPECTED = {"one": of_one, "many": of_many, "spans": of_spans, "map": by_trial, "links": by_trial, "none": lambda *_: 0}


def test_selecting_everything_is_worthless(subtests):
    for bank, question in ALL:
        with subtests.test(question.id):
            kind, table = question_types()[question.kind], bank.keys[question.id].table
            if kind.everything is None:
                continue
            chance = Random(question.id)
            worth = [unclipped(table, kind.everything(question, chance)) for _ in range(400)]
            spread = (mean(w * w for w in worth) / len(worth)) ** 0.5
            assert mean(worth) <= 3 * spread  # a mean of 0 wavers; above three standard errors it pays
            if table["form"] != "spans":
                assert max(worth) <= 0


def test_every_target_can_be_reached(subtests):
    """Each reference target is hit by marking just its own words: none lies under another, or across the edge."""
    for bank, question in (pair for pair in ALL if pair[1].kind == "mark_text"):
        with subtests.test(question.id):
            key = bank.keys[question.id]
            for target in key.data["targets"]:
                words = [t for t in key.table["tokens"] if any(t[0] < k[1] and k[0] < t[1] for k in target["keys"])]
                found = [
                    judge_marks(key.table, [{"start": s, "end": e, "label": target["label"]}])[0] for s, e in words
                ]
                assert any(j == {"outcome": "hit", "id": target["id"]} for j in found), target["id"]


def test_there_are_questions_to_test():
    assert len(list(chain(*(b.questions for b in BANKS)))) >= 20
