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
import unicodedata
from dataclasses import dataclass

LONGEST_NAME = 200
"""Code points of a person's or a file's name that are kept; longer ones are cut with an ellipsis."""

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


def tidy(text: str) -> str:
    """`text` on one line, without control signs and broken code points, cut to `LONGEST_NAME`."""
    kept = "".join(_shown(sign) for sign in text[: 4 * LONGEST_NAME])
    kept = " ".join(kept.split())
    return kept if len(kept) <= LONGEST_NAME else kept[: LONGEST_NAME - 1] + "…"


def _shown(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Zs", "Zl", "Zp", "Cc"):
        return " "
    # Direction overrides can make a name read as another; joiners (also Cf) are part of some scripts' spelling.
    return "" if kind in ("Cs", "Co", "Cn") or "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069" else sign


def folded(name: str) -> str:
    """A name for comparing: small letters and digits of any script, nothing between them."""
    plain = unicodedata.normalize("NFKC", name[:1000]).casefold()
    return "".join(sign for sign in unicodedata.normalize("NFC", plain) if sign.isalnum() or _is_mark(sign))


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Mc")
