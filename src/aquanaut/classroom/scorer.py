"""Scoring recorded answers by an exercise's key. The key is compiled once; an answer is compared, nothing is run."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from aquanaut.classroom.opaque import restore
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import Key, is_written, possible_points
from aquanaut.questions.scoring import Table, marks_of, score

FLAG_UNKNOWN = "flag.unknown"
FLAG_NO_TEXT = "flag.no_text"


@dataclass(frozen=True)
class Graded:
    """One answer scored: `status` graded, pending or absent; `earned` is None while pending; `chosen` its atoms."""

    status: str
    earned: float | None
    possible: float
    chosen: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class Grader:
    """An exercise with its key, ready to score. `recorded` are opaque ids as they were handed out, by question id."""

    def __init__(self, bank: Bank, recorded: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.bank = bank
        self.questions = {one.id: one for one in bank.questions}
        self._recorded = recorded or {}
        self._possible = {one.id: possible_points(one, bank.keys[one.id]) for one in bank.questions}

        tables = {one.id: bank.keys[one.id].table for one in bank.questions}
        self._ends = {q: [end for _, end in table["tokens"]] for q, table in tables.items() if "tokens" in table}

    @cached_property
    def key_hash(self) -> str:
        """A fingerprint of all that scores: 16 hexadecimal digits of SHA-256 over points and tables."""
        scoring = [[q.id, self._possible[q.id], self.bank.keys[q.id].table] for q in self.bank.questions]
        return hashlib.sha256(json.dumps(scoring, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def possible(self) -> float:
        """Points of the whole exercise."""
        return sum(self._possible.values())

    def grade(self, name: str, answer: object) -> Graded:
        """Score the answer to one question of this exercise. Raises KeyError for a question that it does not ask."""
        question, key, possible = self.questions[name], self.bank.keys[name], self._possible[name]
        if answer is None or answer in ("", [], {}):
            return Graded("absent", 0.0, possible)
        if is_written(key):
            return self._written(answer, possible)
        real = restore(question, answer, self._recorded.get(name))
        result = score(_near(key.table, real, self._ends.get(name)), real)
        atoms = tuple(result["atoms"])
        units = result["possible"]
        earned = possible * result["earned"] / units if units else 0.0
        flags = () if atoms or _only_free(key, real) else (FLAG_UNKNOWN,)
        return Graded("graded", earned, possible, atoms, flags)

    @staticmethod
    def _written(answer: object, possible: float) -> Graded:
        if isinstance(answer, str):
            return Graded("pending", None, possible)
        # A written answer is text. Whatever else stands here is no answer, and the teacher is told.
        return Graded("absent", 0.0, possible, (), (FLAG_NO_TEXT,))

    def weight(self, name: str, atom: str) -> int:
        """What an atom adds in the units of its scoring table."""
        return int(self.bank.keys[name].table["weights"].get(atom, 0))


def _near(table: Table, answer: object, ends: list[int] | None) -> Table:
    """The table with only those words of the text that the answer's marks touch.

    Scoring counts touched words by looking at all; with a class's marks on a long text that is most of the work. Words
    that no mark touches count for nothing, so the score is the same.
    """
    if ends is None or not isinstance(answer, list):
        return table
    tokens, kept = table["tokens"], set()
    for mark in marks_of([{**m, "label": ""} for m in answer if isinstance(m, dict)]):
        at = bisect_right(ends, mark["start"])
        while at < len(tokens) and tokens[at][0] < mark["end"]:
            kept.add(at)
            at += 1
    return {**table, "tokens": [tokens[at] for at in sorted(kept)]}


def _only_free(key: Key, answer: object) -> bool:
    """Marks on words that neither earn nor cost leave no atoms; that is no sign of another version."""
    return "tokens" in key.table and isinstance(answer, list)
