"""The answer log: one line of JSON for each thing a learner did, only ever appended.

A line counts as saved once it is written, flushed and synced to the disk. A line that was cut off (power, a full
disk) is set aside in a file of its own the next time the log is opened, and said aloud; every whole line is kept, and
so is a damaged one, though nobody can read it.

A log remembers what it read. The next reading parses only what was appended since, and everything where the bytes
before it are no longer the same: another kernel's line, an editor and a file put in its place are all seen.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from aquanaut.records.disk import append_synced, locked, reason, replace_synced, sync_folder
from aquanaut.records.record import Record
from aquanaut.words import say

VERSION = 1
"""Of the line format. A newer one is kept but not understood."""

MOST_LINE = 1_000_000
"""A single record longer than this (in bytes) is refused: no answer is that long."""

EVENTS = ("draft", "check", "reveal", "hint", "dispute", "selfcheck", "read")


class NotSaved(Exception):
    """The answer could not be written. The message is one sentence for the learner."""


@dataclass
class Reading:
    """What a log holds: its whole records, and sentences about what could not be read.

    `edition` goes up whenever the log had to be read from its first byte: as long as it stays, the records of an
    earlier reading are the first of this one.
    """

    records: list[Record] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    edition: int = 0


class AnswerLog:
    """The log of one lesson, at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reading = threading.Lock()
        self._seen = b""
        self._lines = 0
        self._records: list[Record] = []
        self._damaged: list[int] = []
        self._edition = 0

    def append(self, record: Mapping[str, object]) -> None:
        """Write one record, flushed and synced. Raises `NotSaved` with the reason in words."""
        line = json.dumps({"v": VERSION, **record}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        if len(line) > MOST_LINE:
            raise NotSaved(say("log.long", bytes=f"{len(line):,}"))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self.path):
                self._mend()
                self._write(line)
        except OSError as error:
            raise NotSaved(reason(error, self.path)) from None

    def _write(self, line: bytes) -> None:
        fresh = not self.path.exists()
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            before = os.fstat(handle).st_size
            try:
                written = 0
                while written < len(line):
                    written += os.write(handle, line[written:])
                os.fsync(handle)
            except OSError:
                # A half-written line would swallow the next one: take it back before saying that it failed.
                os.ftruncate(handle, before)
                raise
        finally:
            os.close(handle)
        if fresh:
            sync_folder(self.path.parent)

    def read(self) -> Reading:
        """Every whole record. A cut-off last line is set aside first. The records are shared: change none."""
        with self._reading:  # threads of one kernel share what was parsed
            told: list[str] = []
            try:
                self._take(self._mended(told) if self.path.exists() else b"")
            except OSError as error:
                return Reading([], [say("log.unread", reason=reason(error, self.path))], self._edition)
            told += [say("log.damaged", line=line, file=self.path.name) for line in self._damaged]
            return Reading(list(self._records), told, self._edition)

    def _mended(self, told: list[str]) -> bytes:
        try:
            with locked(self.path):
                told += self._mend()
                return self.path.read_bytes()
        except OSError:
            # A folder that may only be read (a teacher's copy, a disk that is full or turned read-only) is still read.
            return _ended(self.path.read_bytes())

    def _take(self, data: bytes) -> None:
        """Parse what `data`, all bytes of the log, holds besides what was parsed before."""
        # Comparing a megabyte takes less than a tenth of a millisecond. Sizes and times would be cheaper still, and
        # wrong where an editor saves the same length, or a disk counts whole seconds.
        if not data.startswith(self._seen):
            self._seen, self._lines, self._records, self._damaged = b"", 0, [], []
            self._edition += 1
        for line in data[len(self._seen) :].split(b"\n")[:-1]:
            self._lines += 1
            record = parsed(line)
            if record is not None:
                self._records.append(record)
            elif line.strip():
                self._damaged.append(self._lines)
        self._seen = data

    def keep_only(self, wanted: Callable[[Record], bool], damaged: Callable[[bytes], bool] = lambda line: True) -> None:
        """Write the log again with only the records that `wanted` accepts, as they stood. Raises OSError.

        Lines that nobody can read stay among them where `damaged` says so. With no record left, such lines are set
        aside, and the file goes.
        """
        with locked(self.path):
            if not self.path.exists():
                return
            self._mend()
            lines = [(line + b"\n", parsed(line)) for line in self.path.read_bytes().split(b"\n") if line.strip()]
            kept = [(line, record) for line, record in lines if (damaged(line) if record is None else wanted(record))]
            text = b"".join(line for line, _ in kept)
            if any(record is not None for _, record in kept):
                replace_synced(self.path, text)
                return
            if text:
                append_synced(self._aside, text)
            self.path.unlink()
            sync_folder(self.path.parent)

    @property
    def _aside(self) -> Path:
        """Where pieces lie that are no records."""
        return self.path.with_suffix(".set-aside")

    def _mend(self) -> list[str]:
        """Move a cut-off last line to `<name>.set-aside`, so that the next record starts on its own line."""
        if not self.path.exists() or _ends_well(self.path):
            return []
        data = self.path.read_bytes()
        whole = data.rfind(b"\n") + 1
        tail = data[whole:]
        if parsed(tail) is not None:
            # Everything but the line's end arrived: the record is whole.
            append_synced(self.path, b"\n")
            return []
        append_synced(self._aside, tail + b"\n")
        os.truncate(self.path, whole)
        return [say("log.cut", file=self.path.name, aside=self._aside.name)]


def parsed(line: bytes) -> Record | None:
    """The record in a line, or None where the line holds none."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return cast(Record, record) if isinstance(record, dict) else None


def _ends_well(path: Path) -> bool:
    """Whether a log is empty or its last line has its end, found without reading the rest."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _ended(data: bytes) -> bytes:
    return data if data.endswith(b"\n") else data + b"\n"
