"""Whose file is it? What the file names of Canvas, Moodle and Google Classroom exports say.

- Canvas: `lastfirst_LATE_12345_67890_file.ipynb`: name, `LATE` where it was, the user's number, the file's number. The
  name is the sortable one in small letters, in any script, without spaces. Anonymous: `anon_x7f2_…`.
- Moodle: a folder `Full Name_12345_assignsubmission_file_` for each participant, or the same in front of each file's
  name when folders were not asked for. Blind marking writes `Participant 12345` for the name.
- Google Classroom (through Drive): `Full Name - file.ipynb`. This is weak: anyone's own file may look like it.

Names are the LMS's word, not the student's: they outweigh what a file says about itself. The numbers are taken into
the gradebook as opaque codes (`canvas-12345`), so that scores find their way back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aquanaut.sheets.names import tidy

_CANVAS = re.compile(r"(?P<name>.{1,500}?)(?P<late>_LATE)?_(?P<user>\d{1,18})_(?P<file>\d{1,18})_.", re.DOTALL)
_ANON = re.compile(r"anon_(?P<user>[A-Za-z0-9]{3,12})(?P<late>_LATE)?_(?P<file>\d{1,18})_.", re.DOTALL)
_MOODLE = re.compile(r"(?P<name>.{1,500}?)_(?P<user>\d{1,18})_assignsubmission_(?:file|onlinetext)(?:_|$)", re.DOTALL)
_CLASSROOM = re.compile(r"(?P<name>.{1,300}?) - .{1,500}\.(?:ipynb|jsonl|zip)$", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Owner:
    """Whom the LMS names. `id` is an opaque code (`canvas-12345`), empty where only a name is known or nothing."""

    id: str = ""
    name: str = ""
    late: bool = False


NOBODY = Owner()


def owner_of(part: str) -> Owner:
    """What one part of a path (a folder's or a file's name) says; `NOBODY` where it says nothing."""
    part = part[:1500]
    if found := _MOODLE.match(part):
        return Owner(f"moodle-{found['user']}", tidy(found["name"]))
    if found := _ANON.match(part):
        return Owner(f"canvas-anon-{found['user'].lower()}", "", bool(found["late"]))
    if found := _CANVAS.match(part):
        return Owner(f"canvas-{found['user']}", tidy(found["name"]), bool(found["late"]))
    if found := _CLASSROOM.match(part):
        return Owner("", tidy(found["name"]))
    return NOBODY
