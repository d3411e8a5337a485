"""What a chance mark is worth in a text, and the cost that takes it away.

A mark of `length` words, laid anywhere with any label, is judged as `scoring.judge_marks` judges it, but all windows of
one length at once: a key word is touched by a run of neighboring windows, so each stretch of the key paints a range.
Work grows with the windows and with the key, not with their product: a whole article compiles in a blink.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from aquanaut.questions.scoring import Stretch, Table

LEAST_COST = 6
"""What every mark costs at least: on a text where chance would earn nothing anyway, stray marks are still not free."""


def least_cost(table: Table, labels: Sequence[str]) -> int:
    """The least whole cost at which a chance mark of any length up to `longest` is worth at most 0 on average."""
    windows = Windows(table, labels)
    cost = LEAST_COST
    for length in range(1, min(table["longest"], len(table["tokens"])) + 1):
        worth, charged = windows.of(length)
        if worth > 0:
            cost = max(cost, -(-worth // charged))
    return cost


class Windows:
    """All stretches of neighboring words of one text, by their number of words."""

    def __init__(self, table: Table, labels: Sequence[str]) -> None:
        self.table, self.labels = table, labels
        self.starts = [start for start, _ in table["tokens"]]
        self.ends = [end for _, end in table["tokens"]]

    def of(self, length: int) -> tuple[int, int]:
        """(units that marks on all windows with all labels earn, how many of these marks cost something)."""
        count = len(self.starts) - length + 1
        met, own = self._targets(length, count)
        free = self._free(length, count, met)
        worth = sum(self._worth(met[at], own[label][at]) for label in self.labels for at in range(count))
        worth += len(self.labels) * self._sound(length, count, met)
        return worth, len(self.labels) * (count - free)

    def _targets(self, length: int, count: int) -> tuple[list[str], dict[str, list[str]]]:
        """For each window the first target that it touches, and the first of each label; "" for none."""
        met = [""] * count
        own = {label: [""] * count for label in self.labels}
        for target in reversed(self.table["targets"]):  # the first in order paints last
            for at in self._touching(target["keys"], length, count):
                met[at] = target["id"]
                if target["label"] in own:
                    own[target["label"]][at] = target["id"]
        return met, own

    def _worth(self, met: str, own: str) -> int:
        weights = self.table["weights"]
        return weights[f"hit:{own}"] if own else weights[f"near:{met}"] if met else 0

    def _sound(self, length: int, count: int, met: Sequence[str]) -> int:
        """What sound passages cost in windows that touch no target; the first passage in order counts."""
        touched = [""] * count
        for passage in reversed(self.table["sound"]):
            for at in self._touching(passage["spans"], length, count):
                touched[at] = passage["id"]
        weights = self.table["weights"]
        return sum(weights[f"sound:{name}"] for at, name in enumerate(touched) if name and not met[at])

    def _free(self, length: int, count: int, met: Sequence[str]) -> int:
        """How many windows touch debatable words and nothing else: a mark on them costs nothing."""
        sound = {at for passage in self.table["sound"] for at in self._touching(passage["spans"], length, count)}
        debatable = set(self._touching(self.table["open"], length, count))
        return sum(not met[at] for at in debatable - sound)

    def _touching(self, stretches: Sequence[Stretch], length: int, count: int) -> Iterator[int]:
        """The windows of `length` words that share a letter with one of `stretches`."""
        for start, end in stretches:
            first = bisect_right(self.ends, start) - length + 1  # the window that ends with the first touched word
            last = bisect_left(self.starts, end) - 1  # the window that begins with the last touched word
            yield from range(max(first, 0), min(last, count - 1) + 1)
