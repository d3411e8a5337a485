"""A class's scores as a column for a platform's gradebook, and finding the platform's rows again.

Whoever has pending answers gets an empty cell: a platform takes an empty cell for "not yet" and a 0 for zero. Rows of
the platform's own file are found by its numbers first, then by e-mail address, then by a name that fits one student on
each side; whoever fits none, or two, is told and never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aquanaut.classroom.lms.base import Score, Sheet, platforms
from aquanaut.content import ContentError, Problem
from aquanaut.sheets.cells import cell
from aquanaut.sheets.roster import Student, name_forms, plain_number
from aquanaut.sheets.table import Row, Table, read_table
from aquanaut.words import say

if TYPE_CHECKING:
    from aquanaut.classroom.results import ClassResults

NAMED = 8
"""Students named in a sentence; the rest is counted."""


def scores(results: ClassResults, roster: Iterable[Student] = ()) -> list[Score]:
    """Every student of the class, those who handed nothing in last."""
    from aquanaut.classroom.results import status

    known = {student.code: student for student in roster}
    handed_in = [
        _score(student.student, None if student.pending or not student.results else student.earned, status(student),
               results, known)
        for student in results.students
    ]  # fmt: skip
    return handed_in + [_score(code, None, "missing", results, known) for code in results.missing]


def _score(code: str, points: float | None, state: str, results: ClassResults, known: Mapping[str, Student]) -> Score:
    student = known.get(code, Student(code))
    ids = dict(student.ids)
    form, dash, number = code.partition("-")
    if dash and form in {platform.form for platform in platforms()}:  # a code that a platform's own export gave
        ids.setdefault(form, number)
    return Score(code, results.names.get(code) or student.name, student.email, ids, points, state)


def points_cell(score: Score | None) -> str:
    """A student's points with at most two decimals, or an empty cell."""
    return "" if score is None or score.points is None else cell(round(score.points, 2))


def possible(results: ClassResults) -> str:
    """What the exercise is worth, as a cell."""
    return cell(results.possible)


def title(results: ClassResults) -> str:
    """The exercise's title on one line, as a cell."""
    return cell(" ".join(results.bank.title.split()))


def first_and_last(name: str) -> tuple[str, str]:
    """A name's first and last name as cells. One with a comma has the last name first."""
    last, comma, first = name.partition(",")
    if comma:
        return cell(first.strip()), cell(last.strip())
    first, _, last = name.rpartition(" ")
    return cell(first), cell(last)


def held_back(found: Sequence[Score]) -> list[str]:
    """What to tell about the empty cells."""
    by_state = {state: [score.code for score in found if score.state == state] for state in ("pending", "missing")}
    return [say(f"lms.{state}", n=len(codes), students=_some(codes)) for state, codes in by_state.items() if codes]


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return shown if len(names) <= NAMED else say("lms.more", names=shown, n=len(names) - NAMED)


# --- a platform's own file ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Theirs:
    """A file that a platform exported."""

    table: Table

    @property
    def headings(self) -> tuple[str, ...]:
        """Its headings, as they are."""
        return self.table.headings.cells

    def at(self, *names: str) -> int:
        """Where the first of these headings stands, -1 for none. Capitals do not matter."""
        heads = [heading.strip().lower() for heading in self.headings]
        return next((heads.index(name.lower()) for name in names if name.lower() in heads), -1)

    def value(self, row: Row, *names: str) -> str:
        """A row's cell under the first of these headings, "" for none."""
        return plain_number(row.cell(self.at(*names)))


def read_theirs(path: Path, needs: Sequence[str], platform: str) -> Theirs:
    """A platform's CSV file, which needs one of these headings. Raises `ContentError`."""
    expected, fix = say("lms.headings.expected", headings=", ".join(needs)), say("lms.headings.fix", platform=platform)
    try:
        theirs = Theirs(read_table(path))
    except ContentError as error:
        wrong = error.problems[0]
        raise ContentError([Problem(path, wrong.line, wrong.found, expected, fix)]) from None
    if all(theirs.at(name) < 0 for name in needs):
        named = say("sheet.headings.found", headings=", ".join(theirs.headings)[:160])
        raise ContentError([Problem(path, theirs.table.headings.line, named, expected, fix)])
    return theirs


@dataclass(frozen=True)
class Person:
    """Whom a row of theirs means: `ids` by kind (canvas, sis …), the surest first."""

    ids: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """What to call the row in a sentence."""
        return self.name or self.email or next(filter(None, self.ids.values()), "") or say("lms.nameless_row")


def claimed(person: Person, found: Sequence[Score]) -> list[Score]:
    """Whom a row of theirs means: by number, else by e-mail, else by name. Several: it cannot be told.

    A row with a number that one student carries means that student, whatever its name says.
    """
    for kind, number in person.ids.items():
        hits = [score for score in found if number and number in (score.ids.get(kind), score.code)]
        if hits:
            return hits
    email = person.email.casefold()
    hits = [score for score in found if email and score.email.casefold() == email]
    if hits:
        return hits
    forms = name_forms(person.name)
    return [score for score in found if forms & name_forms(score.name)]


def merged(persons: Sequence[Person], found: Sequence[Score], platform: str) -> tuple[list[Score | None], list[str]]:
    """For each row of theirs its student, or None; and sentences about everyone who did not fit."""
    hits = [claimed(person, found) for person in persons]
    picked = [claims[0] if len(claims) == 1 else None for claims in hits]
    times = Counter(score.code for score in picked if score)
    twice = sorted(code for code, n in times.items() if n > 1)
    told = {
        "strangers": [person.label for person, claims in zip(persons, hits, strict=True) if not claims],
        "unclear": [person.label for person, claims in zip(persons, hits, strict=True) if len(claims) > 1],
        "twice": twice,
        "left": [score.code for score in found if score.code not in times and score.state != "missing"],
    }
    said = [
        say(f"lms.{what}", n=len(names), platform=platform, names=_some(names)) for what, names in told.items() if names
    ]
    return [None if score and score.code in twice else score for score in picked], said


# --- a whole file ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """Scores as the last column of a file whose other columns say who a student is.

    `headings` are those other columns, as Aquanaut writes them; `needs` those of which the platform's own file must
    have one, and `also` what else it may call them. `own`: their cells for a student, from what the gradebook knows.
    `person`: whom a row of the platform's file means, None for a row that is no student. `top`: rows between the
    headings and the students.
    """

    platform: str
    headings: tuple[str, ...]
    needs: tuple[str, ...]
    own: Callable[[Score], Sequence[str]]
    person: Callable[[Theirs, Row], Person | None]
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    top: Sequence[Sequence[str]] = ()

    def alone(self, heading: str, found: Sequence[Score]) -> Sheet:
        """The file without one of the platform's own to go by."""
        rows = [[*self.own(score), points_cell(score)] for score in found]
        return Sheet([[*self.headings, heading], *map(list, self.top), *rows], held_back(found))

    def into(self, heading: str, found: Sequence[Score], theirs: Theirs) -> Sheet:
        """The file with the platform's students in its order."""
        known = [(row, person) for row in theirs.table.rows if (person := self.person(theirs, row))]
        picked, said = merged([person for _, person in known], found, self.platform)
        rows = [
            [*(cell(theirs.value(row, head, *self.also.get(head, ()))) for head in self.headings), points_cell(score)]
            for (row, _), score in zip(known, picked, strict=True)
        ]
        return Sheet([[*self.headings, heading], *map(list, self.top), *rows], [*held_back(found), *said])

    def read(self, path: Path) -> Theirs:
        """The platform's own file. Raises `ContentError`."""
        return read_theirs(path, self.needs, self.platform)
