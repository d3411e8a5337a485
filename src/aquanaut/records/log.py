"""The answer log: one line of JSON for each thing a learner did, only ever appended.

A line counts as saved once it is written, flushed and synced to the disk. A line that was cut off (power, a full
disk) is set aside in a file of its own the next time the log is opened, and said aloud; every whole line is kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = 1
"""Of the line format. A newer one is kept but not understood."""

MOST_LINE = 1_000_000
"""A single record longer than this (in bytes) is refused: no answer is that long."""

EVENTS = ("draft", "check", "reveal", "hint", "dispute", "selfcheck", "read")


class NotSaved(Exception):
    """The answer could not be written. The message is one sentence for the learner."""


@dataclass
class Reading:
    """What a log holds: its whole records, and sentences about what could not be read."""

    records: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class AnswerLog:
    """The log of one lesson, at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, record: dict[str, Any]) -> None:
        """Write one record, flushed and synced. Raises `NotSaved` with the reason in words."""
        line = json.dumps({"v": VERSION, **record}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        if len(line) > MOST_LINE:
            raise NotSaved(f"The answer is too long to keep ({len(line):,} bytes). Shorten it.")
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
            _sync_folder(self.path.parent)

    def read(self) -> Reading:
        """Every whole record. A cut-off last line is set aside first."""
        result = Reading()
        try:
            if not self.path.exists():
                return result
            data = self._mended(result)
        except OSError as error:
            result.problems.append(f"The saved answers could not be read: {reason(error, self.path)}")
            return result
        for number, line in enumerate(data.split(b"\n")[:-1], start=1):
            record = parsed(line)
            if record is not None:
                result.records.append(record)
            elif line.strip():
                result.problems.append(
                    f"Line {number} of {self.path.name} is damaged. It was left out; the rest is kept."
                )
        return result

    def _mended(self, result: Reading) -> bytes:
        try:
            with locked(self.path):
                result.problems += self._mend()
                return self.path.read_bytes()
        except PermissionError:
            # A folder that may only be read (a teacher looking at a copy) is still read.
            return self.path.read_bytes() + b"\n"

    def keep_only(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        """Write the log again with only the records that `wanted` accepts; no records, no file. Raises OSError."""
        kept = [r for r in self.read().records if wanted(r)]
        with locked(self.path):
            if not kept:
                self.path.unlink(missing_ok=True)
                return
            draft = self.path.with_suffix(".tmp")
            draft.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in kept), encoding="utf-8")
            draft.replace(self.path)

    def _mend(self) -> list[str]:
        """Move a cut-off last line to `<name>.set-aside`, so that the next record starts on its own line."""
        if not self.path.exists():
            return []
        data = self.path.read_bytes()
        if not data or data.endswith(b"\n"):
            return []
        whole = data.rfind(b"\n") + 1
        tail = data[whole:]
        if parsed(tail) is not None:
            # Everything but the line's end arrived: the record is whole.
            with self.path.open("ab") as log:
                log.write(b"\n")
            return []
        aside = self.path.with_suffix(".set-aside")
        with aside.open("ab") as keep:
            keep.write(tail + b"\n")
            keep.flush()
            os.fsync(keep.fileno())
        os.truncate(self.path, whole)
        return [f"The last answer in {self.path.name} was cut off. Its piece is in {aside.name}; all others are kept."]


def parsed(line: bytes) -> dict[str, Any] | None:
    """The record in a line, or None where the line holds none."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _sync_folder(folder: Path) -> None:
    """Make a new file's name durable too; systems that cannot sync a folder do not need it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the log against other kernels of the same learner.

    Where the file system knows no locks (some network drives) appending alone keeps lines whole.
    """
    lock = path.with_suffix(".lock")
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)  # which also lets the lock go


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined, unused-ignore]
        return
    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX)


_REASONS = {
    "ENOSPC": "the disk is full. Free some space, then answer once more",
    "EDQUOT": "your share of the disk is full. Free some space, then answer once more",
    "EACCES": "this folder may not be written to. Move the notebook to a folder of your own",
    "EPERM": "this folder may not be written to. Move the notebook to a folder of your own",
    "EROFS": "this disk is read-only. Move the notebook to a folder of your own",
    "ENOTDIR": "a file stands where the folder 'answers' should be. Rename that file",
    "EEXIST": "a file stands where the folder 'answers' should be. Rename that file",
    "EISDIR": "a folder stands where the answer file should be. Rename that folder",
}


def reason(error: OSError, path: Path) -> str:
    """An operating system's error as one plain sentence: what happened, and what to do next."""
    import errno

    name = errno.errorcode.get(error.errno or 0, "")
    said = _REASONS.get(name, f"the system said “{error.strerror or error}”. Ask for help, and keep this page open")
    return f"The file {path.name} could not be written: {said}."
