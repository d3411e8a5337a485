"""Who is in the class, as grading needs it: which code, name or LMS number is whose.

Takes the roster of `aquanaut assign` (`code,name,group`) and the lists that LMSs export. Known headings (capitals,
spaces and signs do not matter): `code`, `name` (or `first name` and `last name`; Canvas's `student` too), `email`, and
`canvas id` (also `id`), `moodle id`, `sis id`. Only a name or a code is needed. Without a code a student gets one,
worked out from the line, so that it is the same each time.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aquanaut.content import fault
from aquanaut.sheets.names import folded, tidy

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "studentcode", "learner", "learnercode"),
    "name": ("name", "student", "fullname", "studentname"),
    "first": ("firstname", "givenname", "first"),
    "last": ("lastname", "surname", "familyname", "last"),
    "email": ("email", "emailaddress", "mail"),
    "canvas": ("canvasid", "id", "canvasuserid"),
    "moodle": ("moodleid", "identifier", "participant"),
    "sis": ("sisid", "sisuserid", "idnumber", "sisloginid"),
}

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # those of learners' codes
MOST_ROSTER = 20_000_000
MOST_CODE = 60


@dataclass(frozen=True)
class RosterStudent:
    """One student. `ids` holds the LMS's numbers: canvas, moodle, sis."""

    code: str
    name: str = ""
    email: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)


class Roster:
    """The class. Names match in any order of their words, as `Last, First` or `lastfirst`, if they fit one student."""

    def __init__(self, students: Iterable[RosterStudent] = ()) -> None:
        self.students = tuple(students)
        self.by_code = {one.code: one for one in self.students}
        self._by_id = {f"{lms}-{number}": one for one in self.students for lms, number in one.ids.items()}
        self._by_name: dict[str, set[str]] = {}
        for one in self.students:
            for form in name_forms(one.name):
                self._by_name.setdefault(form, set()).add(one.code)

    def __bool__(self) -> bool:
        return bool(self.students)

    def of_id(self, owner: str) -> RosterStudent | None:
        """The student with this LMS number (`canvas-12345`)."""
        return self._by_id.get(owner)

    def of_name(self, name: str) -> RosterStudent | None:
        """The one student whom this name fits. None where it fits nobody, or several."""
        fitting: set[str] = set()
        for form in name_forms(name):
            fitting |= self._by_name.get(form, set())
        return self.by_code[next(iter(fitting))] if len(fitting) == 1 else None


def name_forms(name: str) -> set[str]:
    """The ways in which the words of a name may follow one another: `ann van li` also as `van li ann`, `li ann van`."""
    words = [word for word in (folded(part) for part in name.replace(",", " ").split()[:12]) if word]
    return {"".join(words[n:] + words[:n]) for n in range(len(words))}


def load_roster(path: Path) -> Roster:
    """Read a roster. Raises `ContentError` with file and line."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_ROSTER else b""
    except OSError as error:
        reason = error.strerror or str(error)
        raise fault(path, 0, f"no readable roster ({reason})", "a CSV file", "Check the path.") from None
    if size > MOST_ROSTER:
        raise fault(path, 0, f"{size:,} bytes", f"a roster of at most {MOST_ROSTER:,}", "Check that it is the roster.")
    return parse_roster(_decoded(data), path)


def parse_roster(text: str, path: Path) -> Roster:
    """A roster from its text; `path` is for what is said about faults."""
    text = text.replace("\0", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if any(map(str.strip, row))]
    except csv.Error as error:
        raise fault(path, 0, f"a table that cannot be read ({error})", "a CSV file", "Save it as CSV again.") from None
    columns = _columns(rows[0]) if rows else {}
    if not {"code", "name", "last"} & set(columns):
        found = f"the headings {', '.join(rows[0])[:120]!r}" if rows else "an empty file"
        raise fault(path, 1, found, "a heading `name` or `code`", "Add a first line such as `code,name,email`.")
    students: dict[str, RosterStudent] = {}
    for line, row in enumerate(rows[1:], start=2):
        one = _student(row, columns)
        if one is None:
            continue
        if one.code in students:
            found = f"the code '{one.code}' a second time"
            raise fault(path, line, found, "a code of its own for each student", "Change or remove one of the lines.")
        students[one.code] = one
    return Roster(students.values())


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        plain = folded(heading)
        for name, known in HEADINGS.items():
            if plain in known:
                found.setdefault(name, place)
    return found


def _student(row: list[str], columns: Mapping[str, int]) -> RosterStudent | None:
    def cell(name: str) -> str:
        place = columns.get(name, -1)
        return tidy(row[place]) if 0 <= place < len(row) else ""

    name = cell("name") or " ".join(part for part in (cell("first"), cell("last")) if part)
    # Canvas adds a line of "Points Possible" and a test student to its lists.
    if not (name or cell("code")) or folded(name) in ("pointspossible", "studenttest", "teststudent"):
        return None
    ids = {lms: cell(lms).removeprefix("Participant ") for lms in ("canvas", "moodle", "sis") if cell(lms)}
    code = cell("code")[:MOST_CODE] or _made("|".join([name, cell("email"), *ids.values()]))
    return RosterStudent(code, name, cell("email"), ids)


def _made(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return "".join(_SIGNS[byte % len(_SIGNS)] for byte in digest[:10])


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
