"""How a gradebook of an earlier schema becomes one of today's: numbered steps, all of them in one transaction.

Each step is written for the tables as they were, in SQL of its own, so that later changes of `tables.py` leave it true.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, inspect, text

from aquanaut.classroom.gradebook.bound import stored

MARKS = ("overrides", "readings", "comments")


def _marks_belong_to_texts(c: Connection) -> None:
    """From 1 to 2: every mark gets the fingerprint of the answer that was there when it was given, a score its reason.

    Of the attempts that had come in by then the latest counted. A mark older than all of them was given to nothing
    written (an oral answer).
    """
    for table in MARKS:
        _add_column(c, table, "fingerprint", "VARCHAR(32)")
    _add_column(c, "overrides", "why", "TEXT")
    for table in MARKS:
        for mark in c.execute(text(f"SELECT * FROM {table}")).mappings().all():
            keys = {name: mark[name] for name in ("student", "exercise", "question")}
            by = " AND by = :by" if table != "overrides" else ""
            where = f"student = :student AND exercise = :exercise AND question = :question{by}"
            values = {**keys, "by": mark["by"], "fingerprint": stored(_answer_then(c, {**keys, "at": mark["at"]}))}
            c.execute(text(f"UPDATE {table} SET fingerprint = :fingerprint WHERE {where}"), values)


def _add_column(c: Connection, table: str, column: str, kind: str) -> None:
    if column not in {known["name"] for known in inspect(c).get_columns(table)}:
        c.execute(text(f"ALTER TABLE {table} ADD COLUMN {column} {kind} DEFAULT '' NOT NULL"))


def _answer_then(c: Connection, place: dict[str, Any]) -> str | None:
    """The answer of the attempt that counted at a moment, as it is stored."""
    latest = text(
        "SELECT id FROM attempts WHERE student = :student AND exercise = :exercise AND received <= :at "
        "ORDER BY submitted DESC, time DESC, id DESC LIMIT 1"
    )
    attempt = c.execute(latest, place).scalar()
    query = text("SELECT answer FROM answers WHERE attempt = :attempt AND question = :question")
    return c.execute(query, {"attempt": attempt, "question": place["question"]}).scalar()


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_marks_belong_to_texts,)
"""The first one leads from schema 1 to 2, the second from 2 to 3, and so on."""


def upgrade(c: Connection, known: int) -> None:
    """Bring a gradebook of schema `known` up to today's."""
    for step in MIGRATIONS[known - 1 :]:
        step(c)
