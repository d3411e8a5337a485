"""Finding what students handed in: a folder, or a zip as an LMS exports it, with whatever lies inside.

Reads only. Code of a submission is never run, a link never followed, nothing unpacked to a disk. What cannot be
read becomes a `Unread` with the file and the reason, and the rest goes on.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aquanaut.classroom.collect.zips import MOST_FILE, MOST_NESTED, Refused, Zip, as_file, looks_like_zip
from aquanaut.classroom.lms.base import NOBODY, Owner, owner_of
from aquanaut.sheets.names import tidy
from aquanaut.words import say

DEEPEST_FOLDER = 12
MOST_FILES = 200_000
DEEPEST_ZIP = 3
"""An LMS's zip, a student's zip in it, and one more in that; deeper ones are refused."""

READ = (".ipynb", ".jsonl", ".ndjson", ".json", ".txt", ".zip")
"""Endings that may hold answers. Browsers and mail programs turn `.jsonl` into `.jsonl.txt` and `.ipynb.json`."""

PASSED_OVER = frozenset({
    "__macosx", ".ds_store", "thumbs.db", "desktop.ini", ".ipynb_checkpoints", "learner.json", "__pycache__", ".git",
    ".venv", "node_modules",
})  # fmt: skip
"""What computers leave behind, in small letters."""

SEPARATOR = " › "


@dataclass(frozen=True)
class Piece:
    """One file that may hold answers.

    `label` is its path as shown to the teacher. `group` names what was handed in together with it (its folder, its
    zip). `time` is when the file was last changed, as sortable text.
    """

    label: str
    group: str
    owner: Owner
    time: str
    data: bytes


@dataclass(frozen=True)
class Unread:
    """What could not be read, and why. `owner` where the LMS says whose it is.

    `minor`: a file of another kind, which matters only where its owner handed in nothing else.
    """

    label: str
    reason: str
    owner: Owner = NOBODY
    minor: bool = False


@dataclass(frozen=True)
class _Place:
    """Where we are: the label of the container, the owner known so far, how many zips deep, whether names count."""

    label: str
    owner: Owner
    zips: int
    names_count: bool

    def of(self, part: str) -> Owner:
        """The owner once `part` of a path is known. What is known already is never replaced from further inside."""
        if self.owner != NOBODY or not self.names_count:
            return self.owner
        return owner_of(part)


def collect(path: Path) -> Iterator[Piece | Unread]:
    """Everything in `path`, a folder or a file. Raises `Refused` when there is nothing to open at all."""
    start = _Place("", NOBODY, 0, True)
    if path.is_dir():
        yield from _folder(path, start)
    elif path.is_file() and path.suffix.lower() == ".zip":
        yield from _zip_on_disk(path, path.name, start, NOBODY)
    elif path.is_file():
        yield from _file(path, path.name, start, "")
    else:
        raise Refused(say("collect.not_found", path=path))


def open_bytes(data: bytes, label: str, owner: Owner = NOBODY, time: str = "") -> Iterator[Piece | Unread]:
    """The same for one file that is in memory: a piece, or those of a zip."""
    return _piece(data, label, label, owner, time, _Place(label, owner, 1, False))


def _folder(top: Path, start: _Place) -> Iterator[Piece | Unread]:
    count = 0
    waiting: list[tuple[str, str, _Place, int]] = [(str(top), "", start, 0)]
    while waiting:
        folder, shown, place, depth = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda one: one.name)
        except OSError as error:
            yield Unread(shown or str(top), say("collect.folder_closed", why=error.strerror))
            continue
        for entry in entries:
            label = tidy_path(f"{shown}/{entry.name}" if shown else entry.name)
            if entry.name.lower() in PASSED_OVER or entry.name.startswith("._"):
                continue
            if entry.is_symlink():
                yield Unread(label, say("collect.link"))
            elif entry.is_dir(follow_symlinks=False):
                if depth >= DEEPEST_FOLDER:
                    yield Unread(label, say("collect.deep", most=DEEPEST_FOLDER))
                    continue
                inner = _Place(label, place.of(entry.name), place.zips, place.names_count)
                waiting.append((entry.path, label, inner, depth + 1))
            else:
                count += 1
                if count > MOST_FILES:
                    yield Unread(label, say("collect.many", most=f"{MOST_FILES:,}"))
                    return
                yield from _file(Path(entry.path), label, place, shown)


def _file(path: Path, label: str, place: _Place, group: str) -> Iterator[Piece | Unread]:
    ending = path.suffix.lower()
    owner = place.of(path.name)
    if ending not in READ:
        yield from _unread(label, ending, owner)
        return
    if ending == ".zip":
        yield from _zip_on_disk(path, label, place, owner)
        return
    try:
        data, changed = _read(path)
    except Refused as error:
        yield Unread(label, str(error), owner)
    except OSError as error:
        yield Unread(label, say("collect.closed", why=error.strerror or error), owner)
    else:
        yield from _piece(data, label, group, owner, changed, _Place(label, owner, place.zips, False))


def _read(path: Path) -> tuple[bytes, str]:
    """The bytes of a plain file and its time. A pipe or device is refused instead of waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as source:
        known = os.fstat(source.fileno())
        if not stat.S_ISREG(known.st_mode):
            raise Refused(say("collect.not_plain"))
        if known.st_size > MOST_FILE:
            raise Refused(say("collect.large", size=f"{known.st_size:,}", most=f"{MOST_FILE:,}"))
        return source.read(known.st_size), _time(known.st_mtime)


def _time(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return ""


def _zip_on_disk(path: Path, label: str, place: _Place, owner: Owner) -> Iterator[Piece | Unread]:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as source:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                raise Refused(say("collect.not_plain"))
            # A zip that an LMS names as one student's is that student's own; else it may be the LMS's export.
            nested = owner != NOBODY
            yield from _members(Zip(source, nested), _Place(label, owner, place.zips + 1, not nested))
    except Refused as error:
        yield Unread(label, str(error), owner)
    except OSError as error:
        yield Unread(label, say("collect.closed", why=error.strerror or error), owner)


def _members(archive: Zip, place: _Place) -> Iterator[Piece | Unread]:
    for member in archive.members():
        label = place.label + SEPARATOR + tidy_path(member.path)
        parts = [part for part in member.path.replace("\\", "/").split("/") if part not in ("", ".")]
        if not parts or any(part.lower() in PASSED_OVER or part.startswith("._") for part in parts):
            continue
        if ".." in parts or member.path.startswith(("/", "\\")) or ":" in parts[0][1:2]:
            yield Unread(label, say("collect.zip.path"), place.owner)
            continue
        owner = place.owner
        for part in parts:
            owner = _Place("", owner, 0, place.names_count).of(part)
        ending = os.path.splitext(parts[-1])[1].lower()  # noqa: PTH122  a path inside a zip, not on this system
        if ending not in READ:
            yield from _unread(label, ending, owner)
            continue
        try:
            data = archive.read(member, MOST_NESTED if ending == ".zip" else MOST_FILE)
        except Refused as error:
            yield Unread(label, str(error), owner)
            continue
        # Names inside a student's own zip are the student's word: they say nothing about whose it is.
        group = place.label + SEPARATOR + "/".join(parts[:-1])
        yield from _piece(data, label, group, owner, member.time, _Place(label, owner, place.zips, False))


def _piece(data: bytes, label: str, group: str, owner: Owner, time: str, place: _Place) -> Iterator[Piece | Unread]:
    if not looks_like_zip(data):
        yield Piece(label, group, owner, time, data)
    elif place.zips >= DEEPEST_ZIP:
        yield Unread(label, say("collect.zip.deep", most=DEEPEST_ZIP), owner)
    else:
        try:
            yield from _members(Zip(as_file(data), nested=True), _Place(label, owner, place.zips + 1, False))
        except Refused as error:
            yield Unread(label, str(error), owner)


def _unread(label: str, ending: str, owner: Owner) -> Iterator[Unread]:
    """A file of another kind. It matters only where the LMS names a student who may have handed in nothing else."""
    if owner != NOBODY:
        yield Unread(label, say("collect.other_kind", kind=ending or say("collect.nameless")), owner, True)


def tidy_path(path: str) -> str:
    """A path for showing: each part tidied, the middle of a very long one left out."""
    parts = [tidy(part) for part in path.replace("\\", "/").split("/")]
    if len(parts) > DEEPEST_FOLDER + 2:
        parts = [*parts[:3], "…", *parts[-3:]]
    return "/".join(parts)
