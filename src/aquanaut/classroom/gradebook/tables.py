"""The gradebook's tables. Who a code is stands in one of them alone (`roster`), so that the rest can be shared.

Keys are made of what they mean (a student's code, an attempt's digest), so that rows go in by the thousand without
asking the database for numbers. JSON is kept as text with ASCII signs: every database takes it.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 2
"""Of the tables. A gradebook with a newer one is refused; an older one is brought up by `migrations`."""

tables = MetaData()


def _student(primary_key: bool = False) -> Column[str]:
    return Column("student", String(64), ForeignKey("students.code"), nullable=False, primary_key=primary_key)


def _exercise(primary_key: bool = False) -> Column[str]:
    return Column("exercise", String(100), ForeignKey("exercises.stem"), nullable=False, primary_key=primary_key)


def _fingerprint() -> Column[str]:
    """Of the answer that a mark was given to (`bound.fingerprint`)."""
    return Column("fingerprint", String(32), nullable=False, server_default="")


about = Table("about", tables, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False))

students = Table("students", tables, Column("code", String(64), primary_key=True), Column("since", String(32)))

roster = Table(
    "roster", tables,
    _student(primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("ids", Text, nullable=False),
    Column("origin", String(20), nullable=False),  # roster | file name
)  # fmt: skip

exercises = Table(
    "exercises", tables,
    Column("stem", String(100), primary_key=True),
    Column("title", Text, nullable=False),
    Column("graded_at", String(32), nullable=False),
)  # fmt: skip

keys = Table(
    "keys", tables,
    _exercise(primary_key=True),
    Column("hash", String(16), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("possible", Float, nullable=False),
    Column("since", String(32), nullable=False),
)  # fmt: skip

attempts = Table(
    "attempts", tables,
    Column("id", String(24), primary_key=True),
    _student(),
    _exercise(),
    Column("source", Text, nullable=False),
    Column("submitted", String(40), nullable=False),
    Column("time", String(40), nullable=False),
    Column("late", Boolean, nullable=False),
    Column("received", String(32), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("graded_with", String(16), nullable=False),
    Column("flags", Text, nullable=False),
    Index("attempts_of", "exercise", "student"),
    sqlite_with_rowid=False,
)  # fmt: skip

evidence = Table(
    "evidence", tables,
    Column("attempt", String(24), ForeignKey("attempts.id"), primary_key=True),
    Column("trust", Integer, nullable=False),  # see collect.whose
    sqlite_with_rowid=False,
)  # fmt: skip

dues = Table(
    "dues", tables,
    _exercise(primary_key=True),
    Column("due", String(40), nullable=False),
)  # fmt: skip

answers = Table(
    "answers", tables,
    Column("attempt", String(24), ForeignKey("attempts.id"), primary_key=True),
    Column("question", String(200), primary_key=True),
    Column("answer", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("at", String(40), nullable=False),
    Column("confidence", Integer),
    Column("flags", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

results = Table(
    "results", tables,
    Column("attempt", String(24), ForeignKey("attempts.id"), primary_key=True),
    Column("question", String(200), primary_key=True),
    Column("status", String(8), nullable=False),
    Column("earned", Float),
    Column("possible", Float, nullable=False),
    Column("flags", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

option_results = Table(
    "option_results", tables,
    Column("attempt", String(24), primary_key=True),
    Column("question", String(200), primary_key=True),
    Column("atom", String(200), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("times", Integer, nullable=False),
    Column("weight", Integer, nullable=False),
    ForeignKeyConstraint(["attempt", "question"], ["results.attempt", "results.question"]),
    sqlite_with_rowid=False,
)  # fmt: skip

overrides = Table(
    "overrides", tables,
    _student(primary_key=True),
    _exercise(primary_key=True),
    Column("question", String(200), primary_key=True),
    Column("points", Float, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    _fingerprint(),
    Column("why", Text, nullable=False, server_default=""),
)  # fmt: skip

readings = Table(
    "readings", tables,
    _student(primary_key=True),
    _exercise(primary_key=True),
    Column("question", String(200), primary_key=True),
    Column("by", String(200), primary_key=True),
    Column("points", Float, nullable=False),
    Column("at", String(32), nullable=False),
    _fingerprint(),
)  # fmt: skip

comments = Table(
    "comments", tables,
    _student(primary_key=True),
    _exercise(primary_key=True),
    Column("question", String(200), primary_key=True),
    Column("by", String(200), primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", String(32), nullable=False),
    _fingerprint(),
)  # fmt: skip

disputes = Table(
    "disputes", tables,
    _student(primary_key=True),
    _exercise(primary_key=True),
    Column("question", String(200), primary_key=True),
    Column("at", String(40), primary_key=True),
    Column("text", Text, nullable=False),
    Column("state", String(8), nullable=False),  # open | settled
    Column("by", Text, nullable=False),
    Column("reply", Text, nullable=False),
)  # fmt: skip

problems = Table(
    "problems", tables,
    _exercise(primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("reason", Text, nullable=False),
)  # fmt: skip

audit = Table(
    "audit", tables,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(40), nullable=False),
    Column("student", String(64), nullable=False),
    Column("exercise", String(100), nullable=False),
    Column("question", String(200), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("audit_of", "exercise", "student", "question"),
)  # fmt: skip
