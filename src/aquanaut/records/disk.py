"""What a log needs of the disk: a lock, names that last, and the system's errors in words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aquanaut.words import say

REASONS = ("ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "EISDIR")
"""Errors that the catalogue explains, each with what to do; all others are told in the system's words."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the log at `path` against other kernels of the same learner; the lock is a file beside it.

    Where the file system knows no locks (some network drives) appending alone keeps lines whole.
    """
    handle = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
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


def sync_folder(folder: Path) -> None:
    """Make a new file's name durable too; systems that cannot sync a folder do not need it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)


def append_synced(path: Path, data: bytes) -> None:
    """Append to a side file, flushed and synced. Raises OSError."""
    with path.open("ab") as side:
        side.write(data)
        side.flush()
        os.fsync(side.fileno())


def replace_synced(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file, whole or not at all, and last. Raises OSError."""
    draft = path.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def reason(error: OSError, path: Path) -> str:
    """An operating system's error as one plain sentence: what happened, and what to do next."""
    name = errno.errorcode.get(error.errno or 0, "")
    if name in REASONS:
        return say("log.unwritten", file=path.name, reason=say(f"log.reason.{name}"))
    told = say("log.reason.unknown", error=error.strerror or error)
    return say("log.unwritten", file=path.name, reason=told)
