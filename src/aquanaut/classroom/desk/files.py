"""Files that a teacher chooses on the page, piece by piece into a folder; none ever takes another's place."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Iterator
from pathlib import Path

from aquanaut.words import say

MOST_BYTES = 2_000_000_000
"""Of one file: what grading reads of a zip at most lies well below."""

MOST_PIECE = 4_000_000
LONGEST = 120

_STRANGE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


class NotTaken(Exception):
    """The file was not taken. The message says why."""


def safe_name(name: str) -> str:
    """A file's own name, without folders and without signs that some system forbids."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _STRANGE.sub("_", last).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    cut = f"{stem[: LONGEST - len(ending)]}{dot}{ending}" if dot and len(ending) < 12 else plain[:LONGEST]
    return cut or "file"


class Incoming:
    """One file on its way. `add` takes its pieces in order, `end` gives it its name."""

    def __init__(self, folder: Path, name: str, size: int) -> None:
        if not 0 <= size <= MOST_BYTES:
            raise NotTaken(say("class_desk.too_large", file=name, most=f"{MOST_BYTES:,}"))
        self.folder, self.name, self.size, self.held = folder, safe_name(name), size, 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._part = folder / f".{self.name}.{os.getpid()}.part"
            self._part.write_bytes(b"")
        except OSError as error:
            raise NotTaken(_said(error, folder)) from None

    def add(self, text: str) -> None:
        """Take a piece, in base64. Raises `NotTaken`."""
        try:
            data = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raise NotTaken(say("class_desk.broken", file=self.name)) from None
        self.held += len(data)
        if self.held > self.size or len(data) > MOST_PIECE:
            self.drop()
            raise NotTaken(say("class_desk.broken", file=self.name))
        try:
            with self._part.open("ab") as file:
                file.write(data)
        except OSError as error:
            self.drop()
            raise NotTaken(_said(error, self.folder)) from None

    def end(self) -> tuple[Path, bool]:
        """The file in its place, and whether the same file was there already. Raises `NotTaken`."""
        if self.held != self.size:
            self.drop()
            raise NotTaken(say("class_desk.broken", file=self.name))
        try:
            for path in _names(self.folder, self.name):
                if not path.exists():
                    self._part.rename(path)
                    return path, False
                if path.is_file() and path.stat().st_size == self.size and _same(path, self._part):
                    self.drop()
                    return path, True
        except OSError as error:
            self.drop()
            raise NotTaken(_said(error, self.folder)) from None
        raise AssertionError("unreachable")

    def drop(self) -> None:
        """Leave nothing behind."""
        self._part.unlink(missing_ok=True)


def _names(folder: Path, name: str) -> Iterator[Path]:
    """`name`, then `name (2)`, `name (3)` …"""
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    number = 1
    while True:
        yield folder / (name if number == 1 else f"{stem} ({number}){dot}{ending}")
        number += 1


def _same(one: Path, other: Path) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        while True:
            a, b = first.read(1 << 20), second.read(1 << 20)
            if a != b:
                return False
            if not a:
                return True


def _said(error: OSError, folder: Path) -> str:
    return say("class_desk.unwritable", folder=folder.as_posix(), why=error.strerror or str(error))
