"""Who is in the class: the one roster, for handing out, for collecting and for grading.

A table with a heading `code`, or `name` (also `first name` and `last name`); `email` and `group` where they are known,
and the numbers that a learning platform gives its students. Headings are data: those of every class stand here, those
of a platform in its own file (a `Source`). Capitals, blanks and signs in them do not matter, columns of other names are
left alone.

Without a column of codes each student gets a code worked out from the line, the same each time. The roster stays with
the teacher: no name, address or group ever enters a bundle. Cells that a spreadsheet would run as formulas are read as
they are; whatever writes a table (`cells`) makes them harmless.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path

from aquanaut.content import ContentError, Problem, complaint
from aquanaut.sheets.cells import FORMULA
from aquanaut.sheets.headings import headings
from aquanaut.sheets.names import LONGEST_NAME, folded, tidy
from aquanaut.sheets.table import Row, Table, parse_table, read_table

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
LONGEST_CODE = 40
RESERVED = re.compile(r"(?i)class|con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that a folder cannot have on Windows, and the one of the bundle for a whole class."""

PERSONAL = ("code", "name", "first", "last", "email", "group")
"""What is read of a student; every other key of a `Source` is a number of the student's."""

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # those of learners' codes


@dataclass(frozen=True)
class Source:
    """How one kind of class list is written, as data.

    `headings`: what it calls each thing, folded (small letters and digits alone); a key that is not `PERSONAL` is the
    kind of a student's number. `no_students`: folded names of lines that are none. `before_numbers`: a word that it
    writes in front of a number.
    """

    headings: Mapping[str, tuple[str, ...]]
    no_students: tuple[str, ...] = ()
    before_numbers: str = ""


@cache
def any_class() -> Source:
    """What any class list may call its columns. `sis` is the school's own number of a student."""
    words = headings()
    return Source({kind: known for kind, known in words.items() if kind != "sums"}, no_students=words["sums"])


@dataclass(frozen=True)
class Student:
    """One student: the opaque code, and what only the teacher knows. `ids` holds numbers by kind: canvas, sis …"""

    code: str
    name: str = ""
    email: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    group: str = ""


@dataclass(frozen=True)
class Understood:
    """How a list was read, for whoever brought it to see.

    `columns`: (heading, kind) of what was taken; `skipped`: (line, what stands there) of rows that are no student.
    """

    path: Path
    encoding: str
    separator: str
    columns: tuple[tuple[str, str], ...]
    skipped: tuple[tuple[int, str], ...]


class Roster:
    """The class. Names match in any order of their words, as `Last, First` or `lastfirst`, if they fit one student."""

    def __init__(self, students: Iterable[Student] = (), understood: Understood | None = None) -> None:
        self.students = tuple(students)
        self.understood = understood
        self.by_code = {student.code: student for student in self.students}

    def __bool__(self) -> bool:
        return bool(self.students)

    @cached_property
    def _by_id(self) -> dict[str, Student]:
        return {f"{kind}-{number}": student for student in self.students for kind, number in student.ids.items()}

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        codes: dict[str, set[str]] = {}
        for student in self.students:
            for form in name_forms(student.name):
                codes.setdefault(form, set()).add(student.code)
        return codes

    def of_id(self, owner: str) -> Student | None:
        """The student with this number (`canvas-12345`)."""
        return self._by_id.get(owner)

    def of_name(self, name: str) -> Student | None:
        """The one student whom this name fits. None where it fits nobody, or several."""
        fitting = self.fitting(name)
        return self.by_code[next(iter(fitting))] if len(fitting) == 1 else None

    def fitting(self, name: str) -> set[str]:
        """The codes of all whom this name fits: in full, else those of whom the roster knows one word alone."""
        fitting: set[str] = set()
        for form in name_forms(name):
            fitting |= self._by_name.get(form, set())
        return fitting or self._by_one_word(name)

    def _by_one_word(self, name: str) -> set[str]:
        """Students listed by a first name alone, in a longer name. `ruizana`, as some write it, may begin or end so."""
        words = words_of(name)
        joined = "".join(words)
        return {
            code
            for word, codes in self._single.items()
            if word in words
            or (len(words) == 1 and len(word) > 1 and (joined.startswith(word) or joined.endswith(word)))
            for code in codes
        }

    def in_words(self, text: str, whole: bool) -> set[str]:
        """The students whom a file's name means: those whose code or whole name stands in it as words.

        Without `whole` a word that stands in the name of one student alone will do, where nobody is named in full.
        """
        words = set(words_of(text))
        tokens = set(re.findall(r"[A-Za-z0-9_-]+", text)) | set(re.split(r"[^A-Za-z0-9]+", text))
        coded = {code for code in tokens & self.by_code.keys() if len(code) > 1}
        known = {word for word in words if word in self._by_word and len(word) > 1}
        near = {code for word in known for code in self._by_word[word]}
        full = {code for code in near if set(words_of(self.by_code[code].name)) <= words}
        if full or whole:
            return coded | full
        return coded | {code for word in known if len(self._by_word[word]) == 1 for code in self._by_word[word]}

    @cached_property
    def _single(self) -> dict[str, set[str]]:
        """By a word, the students of whom the roster knows that word alone."""
        found: dict[str, set[str]] = {}
        for student in self.students:
            if len(words := words_of(student.name)) == 1:
                found.setdefault(words[0], set()).add(student.code)
        return found

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for student in self.students:
            for word in words_of(student.name):
                found.setdefault(word, set()).add(student.code)
        return found


def words_of(name: str) -> list[str]:
    """The words of a name or of a file's name, folded; marks inside a word such as `O'Neill` stay in it."""
    return [word for part in re.split(r"[\s,_.()\[\]-]+", name[:1000]) if (word := folded(part))]


def name_forms(name: str) -> set[str]:
    """The ways in which the words of a name may follow one another: `ann van li` also as `van li ann`, `li ann van`."""
    words = [word for word in (folded(part) for part in name.replace(",", " ").split()[:12]) if word]
    return {"".join(words[n:] + words[:n]) for n in range(len(words))}


# --- reading -----------------------------------------------------------------------------------------------


def read_roster(path: Path, sources: Sequence[Source] = ()) -> Roster:
    """Read a roster, or a class list of one of `sources`. Raises `ContentError` with every fault, by line."""
    return roster_of(read_table(path), sources)


def parse_roster(data: bytes, path: Path, sources: Sequence[Source] = ()) -> Roster:
    """The same for bytes; `path` is for what is said about faults."""
    return roster_of(parse_table(data, path), sources)


def roster_of(table: Table, sources: Sequence[Source] = ()) -> Roster:
    """The students of a table, in its order."""
    every = (*sources, any_class())
    reader = _Reader(_from_headings(table, every), every)
    students = list(reader.students())
    if reader.problems:
        raise ContentError(reader.problems)
    if not students:
        raise complaint(table.path, 0, "sheet.nobody")
    return Roster(students, reader.understood())


class _Reader:
    """One table on its way to students; `problems` gathers what is wrong with its lines."""

    def __init__(self, table: Table, sources: Sequence[Source]) -> None:
        self.table, self.problems = table, list[Problem]()
        self.no_students = {name for source in sources for name in source.no_students}
        self.before_numbers = [source.before_numbers for source in sources if source.before_numbers]
        self.columns = _columns(table, sources)
        self.taken: dict[str, int] = {}
        self.skipped: list[tuple[int, str]] = []

    def understood(self) -> Understood:
        """How the table was read."""
        named = tuple((self.table.headings.cell(place), kind) for kind, place in self.columns.items())
        return Understood(self.table.path, self.table.encoding, self.table.separator, named, tuple(self.skipped))

    def students(self) -> Iterator[Student]:
        for row in self.table.rows:
            texts = {kind: row.cell(place) for kind, place in self.columns.items()}
            if self._is_student(texts):
                student, wrong = self._student(row, texts)
                if wrong:
                    self.problems.append(wrong)
                else:
                    self.taken[student.code.lower()] = row.line
                    yield student
            else:
                self.skipped.append((row.line, tidy(" ".join(filter(None, map(str.strip, row.cells))))[:60]))

    def _is_student(self, texts: Mapping[str, str]) -> bool:
        """A row with a name or an address of its own; a coded row of a list that is all codes is one too."""
        who = [texts.get(kind, "") for kind in ("name", "first", "last", "code", "email") if kind in texts]
        alone = {folded(_name(texts)), *(folded(texts.get(kind, "")) for kind in ("last", "first"))} - {""}
        sums = bool(alone & self.no_students) and not texts.get("email") and len(alone) < 3
        return any(who) and not sums and folded(_name(texts)) not in self.no_students

    def _student(self, row: Row, texts: Mapping[str, str]) -> tuple[Student, Problem | None]:
        name, email = tidy(_name(texts)), tidy(texts.get("email", ""))
        ids = {kind: self._number(text) for kind, text in texts.items() if kind not in PERSONAL and text}
        code = plain_number(texts["code"]) if "code" in texts else made_code("|".join([name, email, *ids.values()]))
        student = Student(code, name, email, ids, tidy(texts.get("group", "")))
        return student, self._wrong_text(row, texts) or self._wrong_code(row.line, student)

    def _number(self, text: str) -> str:
        for word in self.before_numbers:
            text = text.removeprefix(word).strip()
        text = plain_number(text)
        numbered = _NUMBERED.fullmatch(text)  # a participant's number in any language
        return tidy(numbered[1] if numbered else "" if _ROUNDED.fullmatch(text) else text)

    def _wrong_text(self, row: Row, texts: Mapping[str, str]) -> Problem | None:
        for kind, text in texts.items():
            heading = self.table.headings.cell(self.columns[kind])
            if "\n" in text or "\r" in text:
                return Problem.of(self.table.path, row.line, "sheet.quote")
            if len(text) > LONGEST_NAME:
                return Problem.of(
                    self.table.path, row.line, "sheet.long_cell", what=heading, n=len(text), most=LONGEST_NAME
                )
        return None

    def _wrong_code(self, line: int, student: Student) -> Problem | None:
        path, code = self.table.path, student.code
        if not code:
            return Problem.of(path, line, "sheet.no_code")
        if _ROUNDED.fullmatch(code):
            return Problem.of(path, line, "sheet.rounded", code=code)
        if code.startswith(FORMULA):
            return Problem.of(path, line, "sheet.formula", sign=code[0])
        if not CODE.fullmatch(code) or RESERVED.fullmatch(code):
            return Problem.of(path, line, "sheet.code", code=code[:60], most=LONGEST_CODE)
        first = self.taken.get(code.lower())
        if first is None:
            return None
        if "code" in self.columns:
            return Problem.of(path, line, "sheet.code_again", code=code, first=first)
        return Problem.of(path, line, "sheet.student_again", name=student.name, first=first)


_ROUNDED = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
"""A number as a spreadsheet shortens it: what was behind it is lost."""

_NUMBERED = re.compile(r"[^\W\d][^\d,;@]{2,40}[ \u00a0](\d{1,18})")
_DECIMAL = re.compile(r"(\d+)[.,]0+")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
MOST_ABOVE = 15
"""Rows that may stand above the headings: titles, notes, dates."""


def plain_number(text: str) -> str:
    """A whole number without the decimals that a spreadsheet gave it (`101.0`); any other text as it is."""
    decimal = _DECIMAL.fullmatch(text.strip())
    return decimal[1] if decimal else text


def _from_headings(table: Table, sources: Sequence[Source]) -> Table:
    """The table from the row on that has the headings: the first of those that name most things."""
    rows = (table.headings, *table.rows)
    known = [len({kind for cell in row.cells if (kind := _kind(cell, sources))}) for row in rows[:MOST_ABOVE]]
    place = known.index(max(known))
    return replace(table, headings=rows[place], rows=rows[place + 1 :]) if known[place] > known[0] else table


def _kind(heading: str, sources: Sequence[Source]) -> str:
    name = folded(heading)
    return next((kind for source in sources for kind, words in source.headings.items() if name in words), "")


def _by_content(table: Table, columns: dict[str, int]) -> None:
    """Add what the cells themselves say: addresses, participants' numbers, and names where no heading is known."""
    tests = (("email", _ADDRESS), ("moodle", _NUMBERED), ("name", _PERSON))
    for kind, pattern in tests:
        if kind in columns or (kind == "name" and {"code", "first", "last"} & set(columns)):
            continue
        for place in range(len(table.headings.cells)):
            cells = [text for row in table.rows if (text := row.cell(place))]
            fits = sum(bool(pattern.fullmatch(text)) for text in cells)
            if place not in columns.values() and cells and fits >= 0.8 * len(cells) and _differ(kind, cells):
                columns[kind] = place
                break


def _differ(kind: str, cells: Sequence[str]) -> bool:
    """Whether the cells tell students apart; names may come twice, a state such as `not submitted` always does."""
    return kind == "email" or len(set(cells)) >= 0.8 * len(cells)


_PERSON = re.compile(r"[^\W\d_][^\d@/:;=<>]*[\s,][^\d@/:;=<>]*[^\W\d_]\.?")


def _columns(table: Table, sources: Sequence[Source]) -> dict[str, int]:
    """Where each known column stands; of two that mean the same the first."""
    path, line = table.path, table.headings.line
    names = [folded(heading) for heading in table.headings.cells]
    columns: dict[str, int] = {}
    for place, name in enumerate(names):
        kind = _kind(name, sources)
        if kind and names.index(name) < place:
            raise complaint(path, line, "sheet.heading_twice", heading=table.headings.cell(place))
        if kind:
            columns.setdefault(kind, place)
    if len(columns) > 0 or len(names) > 1:
        _by_content(table, columns)
    if not {"code", "name", "first", "last"} & set(columns):
        named = ", ".join(heading.strip() for heading in table.headings.cells)[:160]
        raise complaint(path, line, "sheet.headings", headings=named)
    return columns


def _name(texts: Mapping[str, str]) -> str:
    return texts.get("name", "") or " ".join(filter(None, (texts.get("first", ""), texts.get("last", ""))))


def made_code(text: str) -> str:
    """A code of ten signs that is the same for the same text."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return "".join(_SIGNS[byte % len(_SIGNS)] for byte in digest[:10])
