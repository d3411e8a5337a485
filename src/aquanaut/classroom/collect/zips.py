"""Zips are read in memory, member by member, within limits; nothing is ever unpacked to a disk.

A limit that is reached is said in words and ends that zip alone. Sizes that a zip states are not believed: what
comes out is counted while it comes (David Fifield, "A better zip bomb", 2019: members may even overlap).
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from aquanaut.classroom.collect.zip_names import member_names
from aquanaut.words import say

MB = 1_000_000
MOST_FILE = 10 * MB
"""Bytes of one notebook or log. Ours have some 10 to 500 kB; whatever is larger holds something else."""

MOST_NESTED = 50 * MB
"""Bytes of a zip inside a zip or a folder of submissions, when it lies in a zip itself."""

MOST_OUT = 60 * MB
"""Bytes that may come out of one zip inside a zip, all its members together."""

MOST_OUT_OUTER = 20_000 * MB
"""The same for the LMS's own zip: 30,000 submissions of half a megabyte each fit."""

MOST_RATIO = 200
"""A member that grows by more than this is a bomb. Notebooks full of spaces reach 30."""

MOST_MEMBERS = 200_000
MOST_MEMBERS_NESTED = 2_000
MOST_INDEX_NESTED = 1 * MB
"""Bytes of a nested zip's list of contents; each entry takes 46 at least, and far more once read."""

MOST_INDEX = 100 * MB


class Refused(Exception):
    """A file or zip that is not read. The message says what was found, what was expected and what to do next."""


@dataclass(frozen=True)
class Member:
    """One file in a zip: its path inside, its time as sortable text, its stated size, and how to read it."""

    path: str
    time: str
    info: zipfile.ZipInfo


class Zip:
    """An open zip. `nested` is True for a zip that a student made: its limits are narrower."""

    def __init__(self, source: IO[bytes], nested: bool) -> None:
        _check_index(source, nested)
        self.nested = nested
        self._most = MOST_OUT if nested else MOST_OUT_OUTER
        self._left = self._most
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error, UnicodeError, IndexError):
            raise Refused(say("collect.zip.broken")) from None
        self._paths = member_names(self._zip.infolist())
        most = MOST_MEMBERS_NESTED if nested else MOST_MEMBERS
        count = len(self._zip.infolist())
        if count > most:
            raise Refused(say("collect.zip.many", count=f"{count:,}", most=f"{most:,}"))

    def members(self) -> Iterator[Member]:
        """The files in it, in the order of their paths (an LMS's order is not kept by all tools)."""
        for info, path in sorted(zip(self._zip.infolist(), self._paths, strict=True), key=lambda one: one[1]):
            if not info.filename.endswith("/"):  # `is_dir` fails on an empty name
                year, month, day, hour, minute, second = info.date_time
                time = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
                yield Member(path, time, info)

    def read(self, member: Member, most: int) -> bytes:
        """The member's bytes, at most `most`. Raises `Refused`, also where the whole zip is at its limit."""
        info = member.info
        if stat.S_ISLNK(info.external_attr >> 16):
            raise Refused(say("collect.link"))
        if info.flag_bits & 0x1:
            raise Refused(say("collect.zip.locked"))
        if info.file_size > most:
            raise Refused(say("collect.large", size=f"{info.file_size:,}", most=f"{most:,}"))
        if info.file_size > MB and info.file_size > MOST_RATIO * max(1, info.compress_size):
            raise Refused(say("collect.zip.bomb", small=f"{info.compress_size:,}", large=f"{info.file_size:,}"))
        limit = max(0, min(most, self._left))
        try:
            with self._zip.open(info) as source:
                data = source.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError,
                struct.error, UnicodeError, IndexError, MemoryError, SyntaxError):  # fmt: skip
            raise Refused(say("collect.zip.damaged")) from None
        except Exception as error:
            # bz2 and lzma raise errors of their own, and a Python may be built without either.
            if type(error).__module__ not in ("_lzma", "lzma", "bz2", "_bz2"):
                raise
            raise Refused(say("collect.zip.damaged")) from None
        self._left -= len(data)
        if len(data) > limit:
            if limit < most:
                raise Refused(say("collect.zip.spent", most=f"{self._most:,}"))
            raise Refused(say("collect.zip.more", limit=f"{limit:,}"))
        return data

    def close(self) -> None:
        """Let the file go."""
        self._zip.close()


def looks_like_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip does."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def as_file(data: bytes) -> IO[bytes]:
    """Bytes as an open file."""
    return io.BytesIO(data)


def _check_index(source: IO[bytes], nested: bool) -> None:
    """Refuse a zip whose list of contents alone would fill the memory; zipfile reads all of it at once."""
    most = MOST_INDEX_NESTED if nested else MOST_INDEX
    size = source.seek(0, io.SEEK_END)
    source.seek(max(0, size - 66_000))
    tail = source.read(66_000)
    source.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        return  # zipfile says the rest
    index = struct.unpack_from("<L", tail, end + 12)[0]
    if tail[max(0, end - 20) : end].startswith(b"PK\x06\x07"):
        if nested:
            raise Refused(say("collect.zip.zip64"))
        large = tail.rfind(b"PK\x06\x06", 0, end)
        index = struct.unpack_from("<Q", tail, large + 40)[0] if 0 <= large <= len(tail) - 56 else 0
    if index > most:
        raise Refused(say("collect.zip.index", size=f"{index:,}", most=f"{most:,}"))
