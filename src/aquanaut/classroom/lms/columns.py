"""A class's scores as columns for a learning platform's gradebook, and finding the platform's rows again.

Whoever has pending answers gets an empty cell: a platform takes an empty cell for "not yet" and a 0 for zero. Rows of
the platform's own file are found by its numbers first, then by e-mail address, then by a name that fits one student on
each side; whoever fits none, or two, is told and never guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aquanaut.classroom.results import ClassResults
from aquanaut.content import fault
from aquanaut.sheets.cells import cell
from aquanaut.sheets.class_list import RosterStudent, name_forms

MOST_BYTES = 50_000_000
MOST_ROWS = 200_000


@dataclass(frozen=True)
class Standing:
    """One student's line. `points` is None where nothing was handed in, or where a person has still to read."""

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


def standings(results: ClassResults, roster: Iterable[RosterStudent] = ()) -> list[Standing]:
    """Every student of the class, those who handed nothing in last."""
    from aquanaut.classroom.results import status

    known = {one.code: one for one in roster}
    found = []
    for one in results.students:
        state = status(one)
        points = None if one.pending or not one.results else one.earned
        found.append(_standing(one.student, points, state, results, known))
    return found + [_standing(code, None, "missing", results, known) for code in results.missing]


def _standing(
    code: str, points: float | None, state: str, results: ClassResults, known: Mapping[str, RosterStudent]
) -> Standing:
    one = known.get(code, RosterStudent(code))
    ids = dict(one.ids)
    for lms in ("canvas", "moodle"):  # A code that a platform's own export gave says the number itself.
        if code.startswith(f"{lms}-"):
            ids.setdefault(lms, code.removeprefix(f"{lms}-"))
    return Standing(code, results.names.get(code) or one.name, one.email, ids, points, state)


def points_cell(points: float | None) -> str:
    """Points with at most two decimals, or an empty cell."""
    return "" if points is None else cell(round(points, 2))


def possible(results: ClassResults) -> str:
    """What the exercise is worth, as a cell."""
    return cell(results.possible)


def held_back(found: Sequence[Standing]) -> list[str]:
    """What to tell about the empty cells."""
    said = []
    for state, text in (
        ("pending", "have written answers that nobody has read yet: empty, not 0. Read them, then export again"),
        ("missing", "handed nothing in: empty. What that is worth is yours to say"),
    ):
        codes = [one.code for one in found if one.state == state]
        if codes:
            said.append(f"{len(codes)} {text} ({_some(codes)}).")
    return said


def _some(names: Sequence[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


# --- a platform's own file ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Theirs:
    """A file that a platform exported: its headings and its rows, as they are."""

    path: Path
    headings: list[str]
    rows: list[list[str]]

    def at(self, *names: str) -> int:
        """Where the first of these headings stands, -1 for none. Capitals do not matter."""
        heads = [one.strip().lower() for one in self.headings]
        return next((heads.index(name.lower()) for name in names if name.lower() in heads), -1)

    def value(self, row: Sequence[str], *names: str) -> str:
        """A row's cell under the first of these headings, "" for none."""
        place = self.at(*names)
        return row[place].strip() if 0 <= place < len(row) else ""


def read_theirs(path: Path, needs: Sequence[str], what: str) -> Theirs:
    """A platform's CSV file, in any of the ways in which platforms and spreadsheets write it. Raises `ContentError`."""
    fix = f"Download it from {what} again, as CSV."
    try:
        if path.stat().st_size > MOST_BYTES:
            raise fault(path, 0, f"{path.stat().st_size:,} bytes", f"at most {MOST_BYTES:,}", fix)
        data = path.read_bytes()
    except OSError as error:
        raise fault(path, 0, error.strerror or "unreadable", f"a CSV file from {what}", "Check the name.") from None
    code = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = data.decode(code, "replace").replace("\0", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=between)
        rows = [row for row, _ in zip(reader, range(MOST_ROWS), strict=False) if any(part.strip() for part in row)]
    except csv.Error as error:
        raise fault(path, 0, f"a table that cannot be read ({error})", "a CSV file", fix) from None
    found = Theirs(path, rows[0] if rows else [], rows[1:])
    if not any(found.at(name) >= 0 for name in needs):
        named = ", ".join(found.headings)[:160] or "nothing"
        raise fault(path, 1, f"the headings {named}", f"one of: {', '.join(needs)}", fix)
    return found


def claimed(row: Mapping[str, str], found: Sequence[Standing]) -> list[Standing]:
    """Whom a row of theirs means: by number, else by e-mail, else by name. `row`: canvas, moodle, sis, email, name.

    A row with a number that one student carries means that student, whatever its name says. Several in the list: it
    cannot be told.
    """
    for lms in ("canvas", "moodle", "sis"):
        hits = [one for one in found if row.get(lms) and row[lms] in (one.ids.get(lms), one.code)]
        if hits:
            return hits
    email = row.get("email", "").casefold()
    hits = [one for one in found if email and one.email.casefold() == email]
    if hits:
        return hits
    forms = name_forms(row.get("name", ""))
    return [one for one in found if forms and forms & name_forms(one.name)]


def merged(
    rows: Sequence[Mapping[str, str]], found: Sequence[Standing], what: str
) -> tuple[list[Standing | None], list[str]]:
    """For each row of theirs its student, or None; and sentences about everyone who did not fit."""
    picked: list[Standing | None] = []
    strangers, unclear = [], []
    for row in rows:
        hits = claimed(row, found)
        picked.append(hits[0] if len(hits) == 1 else None)
        label = row.get("name") or row.get("email") or row.get("canvas") or row.get("moodle") or "a row without a name"
        if len(hits) > 1:
            unclear.append(label)
        elif not hits:
            strangers.append(label)
    taken = [one.code for one in picked if one]
    twice = sorted({code for code in taken if taken.count(code) > 1}) if len(set(taken)) < len(taken) else []
    picked = [None if one and one.code in twice else one for one in picked]
    left = [one.code for one in found if one.code not in taken and one.state != "missing"]
    said = []
    for names, text in (
        (strangers, f"in {what}'s file have no score here, and stay empty"),
        (unclear, f"in {what}'s file fit several students here, and stay empty. Put {what}'s numbers into your roster"),
        (twice, f"stand in {what}'s file several times, and stay empty. Put {what}'s numbers into your roster"),
        (left, f"have a score here and no row in {what}'s file. Put {what}'s numbers into your roster"),
    ):
        if names:
            said.append(f"{len(names)} {text}: {_some(names)}.")
    return picked, said
