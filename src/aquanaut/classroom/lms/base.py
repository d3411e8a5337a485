"""A learning platform as one file of this folder: what it calls its files and columns, and how it wants scores back.

A module here that has a `PLATFORM` is found by looking into the folder. Whatever differs between platforms is a field
of `Platform`; nothing outside this folder knows one by name.
"""

from __future__ import annotations

import csv
import io
import pkgutil
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.sheets.names import tidy
from aquanaut.sheets.roster import Roster, Source, read_roster

if TYPE_CHECKING:
    from aquanaut.classroom.results import ClassResults

HOME = "aquanaut.classroom.lms"


@dataclass(frozen=True)
class Score:
    """One student's points for a platform. None where nothing was handed in, or where a person has still to read."""

    code: str
    name: str
    email: str
    ids: Mapping[str, str]
    points: float | None
    state: str


@dataclass(frozen=True)
class Sheet:
    """A whole file, and sentences about who or what is not in it."""

    rows: list[list[str]]
    said: list[str] = field(default_factory=list)

    def text(self) -> str:
        """CSV as platforms read it: commas, every line ended by CR LF (RFC 4180)."""
        out = io.StringIO(newline="")
        csv.writer(out).writerows(self.rows)
        return out.getvalue()


SheetMaker = Callable[["ClassResults", Sequence[Score], Path | None], Sheet]
"""Makes the file from the class, its scores, and the platform's own file where there is one (`--into`)."""


@dataclass(frozen=True)
class OwnerPattern:
    """How a file's or folder's name says whose it is: a pattern with the groups `user`, `name` and `late` as it has.

    `prefix` stands before the user's number in the student's code; "" where the platform gives no number.
    """

    pattern: re.Pattern[str]
    prefix: str = ""


@dataclass(frozen=True, eq=False)
class Platform:
    """A learning platform.

    `form`: its word in commands, in codes (`canvas-12345`) and in rosters' numbers. `name`: what it calls itself.
    `owners`: what the names in its downloads look like, the most telling first. `rank`: platforms with a lower one are
    asked first; a pattern that fits anyone's file needs a high one. `class_list`: its class lists. `sheet`: its
    gradebook's file.
    """

    form: str
    name: str
    owners: tuple[OwnerPattern, ...]
    class_list: Source
    sheet: SheetMaker
    rank: int = 50


def platforms() -> tuple[Platform, ...]:
    """Every platform, in the order in which they are asked whose a file is."""
    return _platforms(tuple(sys.modules[HOME].__path__))


@cache
def _platforms(folders: tuple[str, ...]) -> tuple[Platform, ...]:
    modules = (import_module(f"{HOME}.{found.name}") for found in pkgutil.iter_modules(folders))
    found = (module.PLATFORM for module in modules if hasattr(module, "PLATFORM"))
    return tuple(sorted(found, key=lambda platform: (platform.rank, platform.form)))


def reserved_prefixes() -> tuple[str, ...]:
    """How the codes begin that stand for platforms' numbers."""
    return _prefixes(platforms())


@cache
def _prefixes(known: tuple[Platform, ...]) -> tuple[str, ...]:
    return tuple(f"{platform.form}-" for platform in known)


def read_class(path: Path) -> Roster:
    """A roster, or the class list of any platform. Raises `ContentError` with every fault, by line."""
    return read_roster(path, [platform.class_list for platform in platforms()])


# --- whose is it -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owner:
    """Whom a platform names. `id` is an opaque code (`canvas-12345`), empty where only a name is known or nothing.

    `weak`: other names beside this one are not as the platform writes them, so that a student may have chosen it.
    """

    id: str = ""
    name: str = ""
    late: bool = False
    weak: bool = False


NOBODY = Owner()

MOST_NAME = 1_500
"""Code points of a file's name that are looked at."""


def export_of(names: Sequence[str]) -> tuple[Platform | None, bool]:
    """Which platform wrote these names, decided once for all of them, and whether it wrote every one.

    None where no platform fits more than half: a single name that looks like a platform's proves nothing.
    """
    fits = [(sum(platform_owner(platform, name) != NOBODY for name in names), platform) for platform in platforms()]
    most, platform = max(fits, key=lambda fit: fit[0], default=(0, None))
    return (platform, most == len(names)) if 2 * most > len(names) else (None, False)


def platform_owner(platform: Platform, part: str) -> Owner:
    """What one platform reads in a name; `NOBODY` for nothing."""
    for form in platform.owners:
        if match := form.pattern.match(part[:MOST_NAME]):
            return _owner(form.prefix, match.groupdict())
    return NOBODY


def owner_of(part: str) -> Owner:
    """What one part of a path (a folder's or a file's name) says; `NOBODY` where it says nothing."""
    owners = (platform_owner(platform, part) for platform in platforms())
    return next((owner for owner in owners if owner != NOBODY), NOBODY)


def _owner(prefix: str, said: Mapping[str, str | None]) -> Owner:
    user = (said.get("user") or "").lower()
    return Owner(f"{prefix}{user}" if user and prefix else "", tidy(said.get("name") or ""), bool(said.get("late")))
