"""The cost of a mark: the least whole number at which a chance mark is worth nothing, found by laying every mark."""

from __future__ import annotations

import random
import time

import pytest

from aquanaut.questions.kinds.mark_text.cost import LEAST_COST, least_cost
from aquanaut.questions.scoring import Table, judge_marks


def by_hand(table: Table, labels: list[str]) -> int:
    """Every stretch of 1 to `longest` neighboring words with every label, judged one by one."""
    cost, words = LEAST_COST, table["tokens"]
    for length in range(1, table["longest"] + 1):
        worth = charged = 0
        for first in range(len(words) - length + 1):
            for label in labels:
                mark = {"start": words[first][0], "end": words[first + length - 1][1], "label": label}
                (judged,) = judge_marks(table, [mark])
                name = {"hit": "hit", "label": "near", "sound": "sound"}.get(judged["outcome"])
                worth += table["weights"][f"{name}:{judged['id']}"] if name else 0
                charged += judged["outcome"] != "debatable"
        if worth > 0:
            cost = max(cost, -(-worth // charged))
    return cost


def made_up(chance: random.Random, words: int = 60) -> Table:
    """A text of `words` with targets, sound and open passages laid anywhere, also over one another."""
    tokens, at = [], 0
    for _ in range(words):
        at += chance.randint(1, 2)
        tokens.append([at, at + chance.randint(1, 9)])
        at = tokens[-1][1]

    def stretch() -> list[int]:
        first = chance.randrange(words)
        last = min(words - 1, first + chance.randint(0, 3))
        return [tokens[first][0], tokens[last][1]]

    def stretches(most: int) -> list[list[int]]:
        return [stretch() for _ in range(chance.randint(1, most))]

    count = chance.randint(1, max(1, words // 5))
    targets = [{"id": f"t{n}", "keys": stretches(3), "label": chance.choice("xyz")} for n in range(count)]
    sound = [{"id": f"s{n}", "spans": stretches(2)} for n in range(chance.randint(0, 3))]
    weights = {f"hit:{t['id']}": 120 for t in targets} | {f"near:{t['id']}": 60 for t in targets}
    weights |= {f"sound:{s['id']}": -60 for s in sound}
    return {
        "form": "spans", "weights": weights, "points": 1, "tokens": tokens, "targets": targets, "sound": sound,
        "open": stretches(4), "most": 5, "longest": chance.randint(1, 9),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_it_is_what_laying_every_mark_gives(seed: int) -> None:
    chance = random.Random(seed)
    table = made_up(chance)
    labels = list("xyz"[: chance.randint(1, 3)])
    assert least_cost(table, labels) == by_hand(table, labels)


def test_a_text_shorter_than_the_longest_mark() -> None:
    table = made_up(random.Random(1), words=4)
    assert least_cost({**table, "longest": 30}, ["x"]) == by_hand({**table, "longest": 4}, ["x"])


def test_work_grows_with_the_text_and_not_with_its_square() -> None:
    """A coarse guard: ten times the words take far less than a hundred times the time."""
    spent = []
    for words in (300, 3000):
        table = {**made_up(random.Random(2), words), "longest": 10}
        began = time.process_time()
        least_cost(table, ["x", "y", "z"])
        spent.append(time.process_time() - began)
    assert spent[1] < 40 * spent[0] + 0.1
