"""Which text a mark belongs to: a score or a comment is bound to the answer it was given to, by that answer's hash.

A student who hands in another text has a text that nobody has read: the old mark is kept, and shown beside it, and
counts for nothing until the old text comes back.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, select

from aquanaut.classroom.gradebook import tables as t

NO_ANSWER = ""
"""The fingerprint where nothing was handed in: points for an oral answer are bound to that."""


def fingerprint(answer: object) -> str:
    """An answer's hash: 32 hexadecimal digits of SHA-256, "" for no answer.

    Spaces, line ends and the way accents are coded make no other text; words, capitals and punctuation do. The order in
    which marks were made says nothing; the order of all other lists may be the answer itself.
    """
    if answer is None or answer in ("", [], {}):
        return NO_ANSWER
    whole = json.dumps(_normal(answer), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def _normal(value: object) -> object:
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, list):
        parts = [_normal(part) for part in value]
        marks = all(isinstance(part, dict) for part in parts)
        return sorted(parts, key=lambda part: json.dumps(part, sort_keys=True)) if marks else parts
    if isinstance(value, dict):
        return {key: _normal(part) for key, part in value.items()}
    return value


def stored(text: str | None) -> str:
    """The fingerprint of an answer as the table `answers` keeps it: JSON text, empty or None for none."""
    return fingerprint(json.loads(text)) if text else NO_ANSWER


def answer_now(c: Connection, student: str, stem: str, question: str) -> str:
    """The fingerprint of what the student's latest handing-in answers."""
    a, s = t.attempts, t.answers
    query = (
        select(s.c.answer)
        .join(a, a.c.id == s.c.attempt)
        .where(a.c.exercise == stem, a.c.student == student, a.c.current, s.c.question == question)
    )
    return stored(c.execute(query).scalar())


def marks_given(
    c: Connection, table: Table, stem: str, *more: ColumnElement[bool], students: Sequence[str] | None = None
) -> Iterator[tuple[Row[Any], bool]]:
    """The rows of `overrides`, `readings` or `comments`, each with whether it was given to the answer as it is now."""
    a, s = t.attempts, t.answers
    latest = and_(a.c.student == table.c.student, a.c.exercise == table.c.exercise, a.c.current)
    query = (
        select(table, s.c.answer.label("answer_now"))
        .outerjoin(a, latest)
        .outerjoin(s, and_(s.c.attempt == a.c.id, s.c.question == table.c.question))
        .where(table.c.exercise == stem, *more)
        .order_by(table.c.at)
    )
    if students is not None:
        query = query.where(table.c.student.in_(students))
    for row in c.execute(query):
        yield row, row.fingerprint == stored(row.answer_now)


def text_of(c: Connection, student: str, stem: str, question: str, mark: str) -> object:
    """The answer that a fingerprint belongs to, from all that the student ever handed in; None where it is not kept."""
    a, s = t.attempts, t.answers
    query = (
        select(s.c.answer)
        .join(a, a.c.id == s.c.attempt)
        .where(a.c.exercise == stem, a.c.student == student, s.c.question == question)
    )
    given = (text for text in c.execute(query).scalars() if text and stored(text) == mark)
    return next((json.loads(text) for text in given), None)
