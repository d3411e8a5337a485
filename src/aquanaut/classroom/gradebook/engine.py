"""The gradebook's connection: one transaction for each piece of work, and waiting instead of failing.

SQLite: write-ahead log, foreign keys, some seconds of waiting for another writer, and `BEGIN IMMEDIATE` for whoever
writes, so that what was read stays true until it is written. Other databases: serializable transactions, begun again
where two collide. A crash leaves the last whole transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, make_url, select, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, OperationalError

from aquanaut.classroom.gradebook.migrations import upgrade
from aquanaut.classroom.gradebook.tables import SCHEMA, about, tables
from aquanaut.words import say

WAIT = 4
"""Seconds that a writer waits for another before it says so."""

AGAIN = 6
"""How often work is begun again after a collision."""

Got = TypeVar("Got")


class GradebookError(Exception):
    """The gradebook could not be opened or written. The message says what, and what to do next."""


def open_engine(url: str) -> Engine:
    """Open or make the gradebook at `url` (any of SQLAlchemy's), or at a path. Raises `GradebookError`."""
    if "://" not in url:
        url = f"sqlite:///{url}"
    try:
        made = make_url(url)
        local = made.get_backend_name() == "sqlite"
        if local and made.database and made.database != ":memory:":
            Path(made.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(made) if local else create_engine(made, isolation_level="SERIALIZABLE")
    except (ArgumentError, NoSuchModuleError) as error:
        raise GradebookError(say("book.no_address", url=url, why=error)) from None
    except ImportError as error:
        database = url.partition(":")[0]
        raise GradebookError(say("book.no_driver", database=database, package=error.name)) from None
    except OSError as error:
        raise GradebookError(say("book.no_folder", url=url, why=error.strerror)) from None
    if local:
        _for_sqlite(engine)
    _begin_schema(engine, made.render_as_string())
    return engine


def _for_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late; see `_begin`
        for pragma in (f"busy_timeout={WAIT * 1000}", "journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("aquanaut_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_schema(engine: Engine, shown: str) -> None:
    def begin(connection: Connection) -> str:
        about.create(connection, checkfirst=True)
        known = connection.execute(select(about.c.value).where(about.c.name == "schema")).scalar()
        if known is None:
            connection.execute(insert(about), {"name": "schema", "value": str(SCHEMA)})
        elif int(known) < SCHEMA:
            upgrade(connection, int(known))
            connection.execute(update(about).where(about.c.name == "schema").values(value=str(SCHEMA)))
        if known is None or int(known) <= SCHEMA:
            tables.create_all(connection)
        return known or str(SCHEMA)

    known = writing(engine, begin)
    if not known.isdecimal() or int(known) < 1:
        raise GradebookError(say("book.closed", shown=shown, why=known[:20] or "''"))
    if int(known) > SCHEMA:
        raise GradebookError(say("book.newer", shown=shown))


def writing(engine: Engine, work: Callable[[Connection], Got]) -> Got:
    """Do `work` in one transaction, again from its start where it collides with another writer's."""
    until = time.monotonic() + WAIT - 1
    for turn in range(AGAIN):
        try:
            with engine.connect().execution_options(aquanaut_writes=True) as connection, connection.begin():
                return work(connection)
        except (OperationalError, IntegrityError) as error:
            # A file that stayed locked for all of `WAIT` is another program's; a collision is over at once.
            if turn + 1 == AGAIN or not _collided(error) or time.monotonic() > until:
                raise GradebookError(_in_words(engine, error)) from None
            time.sleep(0.05 * 2**turn)
        except (DBAPIError, ValueError) as error:
            raise GradebookError(_in_words(engine, error)) from None
    raise AssertionError("unreachable")


def _in_words(engine: Engine, error: Exception) -> str:
    """What went wrong with the gradebook, and what to do next, in a sentence."""
    said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    small, shown = said.lower(), engine.url.render_as_string()
    if "full" in small or "disk i/o" in small:
        return say("book.full", shown=shown)
    if "locked" in small or "busy" in small:
        return say("book.locked", shown=shown, seconds=WAIT)
    why = said.splitlines()[0][:200] if said else type(error).__name__
    return say("book.closed", shown=shown, why=why)


def _collided(error: DBAPIError) -> bool:
    """Whether another writer was in the way. A broken rule of the tables stays broken, except in a race to insert."""
    said = str(error.orig).lower()
    return isinstance(error, IntegrityError) or any(
        sign in said for sign in ("locked", "busy", "serialize", "deadlock")
    )


def reading(engine: Engine, work: Callable[[Connection], Got]) -> Got:
    """Do `work` on one unchanging view of the gradebook. Raises `GradebookError`."""
    try:
        with engine.connect() as connection, connection.begin():
            return work(connection)
    except (DBAPIError, ValueError) as error:
        raise GradebookError(_in_words(engine, error)) from None


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all have the same columns, by the driver's own bulk insert: the statement is compiled once."""
    if not rows:
        return
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    order = compiled.positiontup if compiled.positional else None
    values: Any = [tuple(row[name] for name in order) for row in rows] if order else [dict(row) for row in rows]
    connection.exec_driver_sql(str(compiled), values)
