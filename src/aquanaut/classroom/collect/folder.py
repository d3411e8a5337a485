"""Finding what students handed in: a folder, or a zip as an LMS exports it, with whatever lies inside.

Reads only. Code of a submission is never run, a link never followed, nothing unpacked to a disk. What cannot be
read becomes a `Unread` with the file and the reason, and the rest goes on.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from aquanaut.classroom.collect.hub import hub_codes
from aquanaut.classroom.collect.kinds import kind_of
from aquanaut.classroom.collect.whose import SEPARATOR
from aquanaut.classroom.collect.zips import MOST_FILE, MOST_NESTED, Refused, Zip, as_file, looks_like_zip
from aquanaut.classroom.lms.base import NOBODY, Owner, Platform, export_of, platform_owner
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


@dataclass(frozen=True)
class Piece:
    """One file that may hold answers.

    `label` is its path as shown to the teacher. `group` names what was handed in together with it (its folder, its
    zip). `time` is when the file was last changed, as sortable text. `names` are the parts of its path that no zip of a
    student's chose; `hub` is the code of the student in whose folder on the hub it lies, "" elsewhere.
    """

    label: str
    group: str
    owner: Owner
    time: str
    data: bytes
    names: tuple[str, ...] = ()
    hub: str = ""


@dataclass(frozen=True)
class Unread:
    """What could not be read, and why. `owner` where the LMS says whose it is.

    `minor`: a file of another kind, which matters only where its owner handed in nothing else.
    """

    label: str
    reason: str
    owner: Owner = NOBODY
    minor: bool = False
    names: tuple[str, ...] = ()
    hub: str = ""
    kind: str = "unreadable"


@dataclass(frozen=True)
class _Place:
    """Where we are: the label and owner of the container, how many zips deep, and what names say here.

    `export`: the platform that wrote the names at this level, None where names say nothing. `sure`: it wrote all of
    them. `names`: the path so far, `chosen` once a student chose what follows.
    """

    label: str = ""
    owner: Owner = NOBODY
    zips: int = 0
    export: Platform | None = None
    sure: bool = False
    names: tuple[str, ...] = ()
    chosen: bool = False
    hub: str = ""

    def of(self, part: str) -> Owner:
        """The owner once `part` of a path is known. What is known already is never replaced from further inside."""
        if self.owner != NOBODY or self.export is None or self.chosen:
            return self.owner
        owner = platform_owner(self.export, part)
        return owner if owner == NOBODY else replace(owner, weak=not self.sure)

    def within(self, part: str, label: str, hub: str = "") -> _Place:
        """A folder in this place. Only the outermost names are a platform's."""
        names = self.names if self.chosen else (*self.names, part)
        return replace(self, label=label, owner=self.of(part), export=None, names=names, hub=hub or self.hub)

    def named(self, part: str) -> tuple[str, ...]:
        """The names that count of a file called `part` here."""
        return self.names if self.chosen else (*self.names, part)


def collect(path: Path) -> Iterator[Piece | Unread]:
    """Everything in `path`, a folder or a file. Raises `Refused` when there is nothing to open at all."""
    if path.is_dir():
        yield from _folder(path)
    elif path.is_file() and path.suffix.lower() == ".zip":
        yield from _zip_on_disk(path, path.name, _Place(), NOBODY, alone=True)
    elif path.is_file():
        yield from _file(path, path.name, _exported(_Place(), [path.name]), "", False)
    else:
        raise Refused(say("collect.not_found", path=path))


def open_bytes(data: bytes, label: str, owner: Owner = NOBODY, time: str = "") -> Iterator[Piece | Unread]:
    """The same for one file that is in memory: a piece, or those of a zip."""
    place = _Place(label, owner, 1, names=(label,), chosen=True)
    return _piece(data, label, label, owner, time, place)


def _exported(place: _Place, names: Sequence[str]) -> _Place:
    """The place with what its names are: the kind of an export is decided once for all of them."""
    platform, sure = export_of(names)
    return replace(place, export=platform, sure=sure)


def passed_over(name: str) -> bool:
    """Whether a name is of what computers leave behind. An iCloud placeholder is not: a file is meant by it."""
    return name.lower() in PASSED_OVER or name.startswith("._")


def _folder(top: Path) -> Iterator[Piece | Unread]:
    count = 0
    waiting: list[tuple[str, str, _Place, int, bool]] = [(str(top), "", _Place(), 0, True)]
    while waiting:
        folder, shown, place, depth, outermost = waiting.pop()
        entries = _entries(folder)
        if isinstance(entries, str):
            yield Unread(shown or str(top), entries, place.owner)
            continue
        alone = outermost and len(entries) == 1
        place = _exported(place, [entry.name for entry in entries]) if outermost else place
        hubs = hub_codes([Path(entry.path) for entry in entries if _is_folder(entry)]) if outermost else {}
        for entry in entries:
            label = tidy_path(f"{shown}/{entry.name}" if shown else entry.name)
            if entry.is_symlink():
                yield Unread(label, say("collect.link"), place.of(entry.name), names=place.named(entry.name))
            elif _is_folder(entry):
                if depth >= DEEPEST_FOLDER:
                    yield Unread(label, say("collect.deep", most=DEEPEST_FOLDER))
                    continue
                inner = place.within(entry.name, label, hubs.get(entry.name, ""))
                unnamed = alone and inner.owner == NOBODY and not inner.hub
                waiting.append((entry.path, label, inner, depth + 1, unnamed))
            else:
                count += 1
                if count > MOST_FILES:
                    yield Unread(label, say("collect.many", most=f"{MOST_FILES:,}"))
                    return
                yield from _file(Path(entry.path), label, place, shown, alone)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _entries(folder: str) -> list[os.DirEntry[str]] | str:
    """What lies in a folder, in order, or why it cannot be seen."""
    try:
        with os.scandir(folder) as listing:
            return sorted((one for one in listing if not passed_over(one.name)), key=lambda one: one.name)
    except OSError as error:
        return say("collect.folder_closed", why=error.strerror)


def _file(path: Path, label: str, place: _Place, group: str, alone: bool) -> Iterator[Piece | Unread]:
    ending = path.suffix.lower()
    owner, names = place.of(path.name), place.named(path.name)
    if ending not in READ:
        yield from _unread(label, path.name, owner, names, place.hub)
        return
    if ending == ".zip":
        yield from _zip_on_disk(path, label, place, owner, alone)
        return
    inner = replace(place, label=label, owner=owner, names=names, chosen=True)
    try:
        data, changed = _read(path)
    except Refused as error:
        yield Unread(label, str(error), owner, names=names, hub=place.hub)
    except OSError as error:
        yield Unread(label, say("collect.closed", why=error.strerror or error), owner, names=names, hub=place.hub)
    else:
        yield from _piece(data, label, group, owner, changed, inner)


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


def _zip_on_disk(path: Path, label: str, place: _Place, owner: Owner, alone: bool) -> Iterator[Piece | Unread]:
    names = place.named(path.name)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as source:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                raise Refused(say("collect.not_plain"))
            whole = alone and owner == NOBODY and not place.hub
            archive = Zip(source, nested=not whole and owner != NOBODY)
            inner = replace(place, label=label, owner=owner, zips=place.zips + 1, names=names, chosen=True)
            yield from _members(archive, _export_in(archive, inner, whole))
    except Refused as error:
        yield Unread(label, str(error), owner, names=names, hub=place.hub)
    except OSError as error:
        yield Unread(label, say("collect.closed", why=error.strerror or error), owner, names=names, hub=place.hub)


def _export_in(archive: Zip, place: _Place, whole: bool) -> _Place:
    """A zip as a place: the platform's export where it is all that was given, else a student's own.

    One among other files may be either. Only if every name in it is a platform's, of several people, are these
    believed, and then no more than what students write themselves.
    """
    if place.owner != NOBODY or place.hub:
        return place
    paths = [parts for member in archive.members() if (parts := _parts(member.path))]
    tops = sorted({parts[0] for parts in paths})
    wrapped = len(tops) == 1 and all(len(parts) > 1 for parts in paths)
    level = sorted({parts[1] for parts in paths}) if wrapped else tops
    if wrapped and whole and (known := _exported(place, tops)).export:
        return replace(known, names=(), chosen=False)
    found = _exported(place, level)
    if whole:
        return replace(found, names=(), chosen=False)
    people = {platform_owner(found.export, name).id for name in level} - {""} if found.export and found.sure else set()
    return replace(found, names=(), chosen=False, sure=False) if len(people) > 1 else place


def _parts(path: str) -> list[str]:
    """The names on a path in a zip; none for what computers leave behind."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    return [] if any(passed_over(part) for part in parts) else parts


def _members(archive: Zip, place: _Place) -> Iterator[Piece | Unread]:
    for member in archive.members():
        label = place.label + SEPARATOR + tidy_path(member.path)
        parts = _parts(member.path)
        if not parts:
            continue
        names = place.names if place.chosen else tuple(parts)
        if ".." in parts or member.path.startswith(("/", "\\")) or ":" in parts[0][1:2]:
            yield Unread(label, say("collect.zip.path"), place.owner, names=names, hub=place.hub)
            continue
        # A platform's name is the outermost, or stands in a folder that holds the whole export.
        owner = next((found for part in parts[:2] if (found := place.of(part)) != NOBODY), place.owner)
        ending = os.path.splitext(parts[-1])[1].lower()  # noqa: PTH122  a path inside a zip, not on this system
        if ending not in READ:
            yield from _unread(label, parts[-1], owner, names, place.hub)
            continue
        try:
            data = archive.read(member, MOST_NESTED if ending == ".zip" else MOST_FILE)
        except Refused as error:
            yield Unread(label, str(error), owner, names=names, hub=place.hub)
            continue
        # Names inside a student's own zip are the student's word: they say nothing about whose it is.
        group = place.label + SEPARATOR + "/".join(parts[:-1])
        inner = replace(place, label=label, owner=owner, names=names, chosen=True)
        yield from _piece(data, label, group, owner, member.time, inner)


def _piece(data: bytes, label: str, group: str, owner: Owner, time: str, place: _Place) -> Iterator[Piece | Unread]:
    if not looks_like_zip(data):
        yield Piece(label, group, owner, time, data, place.names, place.hub)
    elif place.zips >= DEEPEST_ZIP:
        yield Unread(label, say("collect.zip.deep", most=DEEPEST_ZIP), owner, names=place.names, hub=place.hub)
    else:
        try:
            yield from _members(Zip(as_file(data), nested=True), replace(place, zips=place.zips + 1, chosen=True))
        except Refused as error:
            yield Unread(label, str(error), owner, names=place.names, hub=place.hub)


def _unread(label: str, name: str, owner: Owner, names: tuple[str, ...], hub: str) -> Iterator[Unread]:
    """A file of another kind. It matters only where its owner handed in nothing else."""
    kind = kind_of(name)
    if kind == "other" and owner == NOBODY and not hub:
        return  # a list, a program, whatever else lies in a teacher's own folder
    ending = os.path.splitext(name)[1].lower() or say("collect.nameless")  # noqa: PTH122
    reason = say(f"handed.reason.{kind}") if kind == "icloud" else say("collect.other_kind", kind=ending)
    yield Unread(label, reason, owner, True, names, hub, kind)


def tidy_path(path: str) -> str:
    """A path for showing: each part tidied, the middle of a very long one left out."""
    parts = [tidy(part) for part in path.replace("\\", "/").split("/")]
    if len(parts) > DEEPEST_FOLDER + 2:
        parts = [*parts[:3], "…", *parts[-3:]]
    return "/".join(parts)
