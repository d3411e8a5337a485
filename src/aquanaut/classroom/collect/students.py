"""From pieces of files to students: whose answers are these, and which of several handings-in counts?

An LMS's word on who handed a file in outweighs what the file says, because the file is the student's to edit. Where
nothing tells two people apart for sure, neither gets the other's answers: the file becomes a problem for the teacher.

The latest handing-in counts, by the time of its newest answer and then by the file's; all are kept. A log and a
notebook that came together are one handing-in: of each question the newer answer counts, the log's where equal.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from aquanaut.classroom.collect.folder import Piece, Unread, collect
from aquanaut.classroom.collect.submission import Given, LearnerPart, read_submission
from aquanaut.classroom.lms.base import Owner
from aquanaut.sheets.roster import Roster
from aquanaut.words import say

FLAG_OFF_ROSTER = "flag.off_roster"
FLAG_OTHERS_CODE = "flag.others_code"
FLAG_SHARED = "flag.shared"
FLAG_NAMELESS = "flag.nameless"
FLAG_TWO_CODES = "flag.two_codes"
FLAG_OLDER = "flag.older"
FLAG_DISAGREE = "flag.disagree"

Tick = Callable[[], None]


@dataclass(frozen=True)
class Attempt:
    """One handing-in of one student. `submitted` is the time of the newest answer, `time` that of the file (UTC)."""

    student: str
    answers: Mapping[str, Given]
    source: str
    submitted: str
    time: str
    late: bool
    flags: tuple[str, ...]
    name: str = ""

    @property
    def digest(self) -> str:
        """The same for the same answers of the same student: a file that comes in twice is one attempt."""
        held = [[name, one.answer, one.at, one.attempt] for name, one in sorted(self.answers.items())]
        text = json.dumps([self.student, held, "" if held else self.source])
        return hashlib.sha256(text.encode()).hexdigest()[:24]


@dataclass
class Handed:
    """What a class handed in: attempts of all students, and (file, reason) of what could not be read or placed."""

    attempts: list[Attempt] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0


@dataclass
class _Held:
    """A part of a file on its way to its student."""

    part: LearnerPart
    label: str
    group: str
    owner: Owner
    time: str
    flags: list[str] = field(default_factory=list)


def hand_in(
    path: Path, lesson: str, roster: Roster, due: str = "", now: str = "", version: str = "", tick: Tick = lambda: None
) -> Handed:
    """Read all of `path`. `due` is a time in UTC as text, or "". `version` is the wording handed out, where known.

    `now` (UTC) counts as the present; `tick` is called for each file.
    """
    return sort_out(collect(path), lesson, roster, due, now, version, tick)


def sort_out(
    pieces: Iterable[Piece | Unread], lesson: str, roster: Roster, due: str = "", now: str = "", version: str = "",
    tick: Tick = lambda: None,
) -> Handed:  # fmt: skip
    """The same for pieces that were found already."""
    found, held, unread = Handed(), [], []
    for one in pieces:
        found.files += 1
        tick()
        if isinstance(one, Unread):
            unread.append((one.label, one.reason, "", one.owner, one.minor))
            continue
        submission = read_submission(one.data, lesson, now)
        parts, refused = _placed(one, submission.parts, roster)
        for part in parts:
            if version and part.part.version not in ("", version):
                part.flags.append(FLAG_OLDER)
        held += parts
        # Files without an owner may be a whole class in one zip: a broken one among them is somebody's.
        known = bool(one.owner.id or one.owner.name)
        minor = not submission.parts and (known or submission.beside)
        unread += [(one.label, reason, one.group, one.owner, minor) for reason in submission.problems]
        if refused:
            found.problems.append((one.label, refused))
    found.problems += _problems(unread, held)
    for student, mine in _students(held, roster, found.problems).items():
        found.attempts += _attempts(student, mine, due)
    return found


def _placed(piece: Piece, parts: list[LearnerPart], roster: Roster) -> tuple[list[_Held], str]:
    """The parts that may go on, and why the rest may not."""
    if len(parts) > 1 and (piece.owner.id or piece.owner.name):
        theirs = _on_roster(piece.owner, roster)
        mine = [part for part in parts if theirs and part.learner == theirs]
        if not mine:
            return [], (say("collect.several", n=len(parts)))
        parts = mine
    return [_Held(part, piece.label, piece.group, piece.owner, piece.time) for part in parts], ""


def _on_roster(owner: Owner, roster: Roster) -> str:
    student = (roster.of_id(owner.id) if owner.id else None) or roster.of_name(owner.name)
    return student.code if student else ""


def _problems(unread: Iterable[tuple[str, str, str, Owner, bool]], held: Iterable[_Held]) -> list[tuple[str, str]]:
    """What to tell. Files that hold nothing of this exercise matter only where nothing else came with them."""
    groups = {(one.group, one.owner) for one in held}
    owners = {one.owner.id for one in held if one.owner.id}
    told = []
    for label, reason, group, owner, minor in unread:
        covered = owner.id in owners or (group != "" and (group, owner) in groups)
        if not (minor and covered):
            told.append((label, reason))
    return told


# --- whose is it -------------------------------------------------------------------------------------------


def _students(held: list[_Held], roster: Roster, problems: list[tuple[str, str]]) -> dict[str, list[_Held]]:
    names: dict[str, set[str]] = defaultdict(set)
    for one in held:
        if one.part.learner:
            names[one.part.learner].add(one.owner.id or one.owner.name)
    found: dict[str, list[_Held]] = defaultdict(list)
    for one in held:
        shared = len(names.get(one.part.learner, set()) - {""}) > 1
        student, refused = _student(one, roster, shared)
        if refused:
            problems.append((one.label, refused))
            continue
        if shared:
            one.flags.append(FLAG_SHARED)
        if roster and student not in roster.by_code:
            one.flags.append(FLAG_OFF_ROSTER)
        found[student].append(one)
    return found


def _student(one: _Held, roster: Roster, shared: bool) -> tuple[str, str]:
    """The student's code, or why it cannot be told."""
    owner, learner = one.owner, one.part.learner
    known, claimed = _on_roster(owner, roster), learner if learner in roster.by_code else ""
    if owner.id:
        student = known or owner.id
        if claimed and claimed != student:
            one.flags.append(FLAG_OTHERS_CODE)
        return student, ""
    if known and claimed and known != claimed:
        return "", (say("collect.two_people", name=owner.name))
    if known or claimed:
        return known or claimed, ""
    if learner and not (shared and owner.name):
        return learner, ""
    if not learner:
        one.flags.append(FLAG_NAMELESS)
    return (f"class-{_short(owner.name)}" if owner.name else f"file-{_short(one.label)}"), ""


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]


# --- which one counts --------------------------------------------------------------------------------------


def _attempts(student: str, mine: list[_Held], due: str) -> list[Attempt]:
    """The handings-in of one student, oldest first."""
    groups: dict[tuple[str, str], list[_Held]] = defaultdict(list)
    for one in mine:
        groups[one.group, one.part.learner].append(one)
    several = len({one.part.learner for one in mine if one.part.learner}) > 1
    found = []
    for together in groups.values():
        ranked = sorted(together, key=lambda one: (one.part.newest, one.time, one.label), reverse=True)
        logs = [one for one in ranked if one.part.form == "log"]
        books = [one for one in ranked if one.part.form == "notebook"]
        found += [_attempt(student, log, book, due, several) for log, book in zip_longest(logs, books)]
    return sorted(found, key=lambda one: (one.submitted, one.time, one.source))


def _attempt(student: str, log: _Held | None, book: _Held | None, due: str, several: bool) -> Attempt:
    """One handing-in, of a log, a notebook, or both."""
    together = [held for held in (log, book) if held is not None]
    answers, agree = _joined([held.part.answers for held in together])
    flags = [flag for held in together for flag in (*held.part.flags, *held.flags)]
    flags += [] if agree else [FLAG_DISAGREE]
    flags += [FLAG_TWO_CODES] if several else []
    submitted = max((given.at for given in answers.values()), default="")
    time = max(held.time for held in together)
    return Attempt(
        student=student,
        answers=answers,
        source=" + ".join(held.label for held in together),
        submitted=submitted,
        time=time,
        late=any(held.owner.late for held in together) or bool(due and (submitted or time) > due),
        flags=tuple(dict.fromkeys(flags)),
        name=next((held.owner.name for held in together if held.owner.name), ""),
    )


def _joined(copies: Sequence[Mapping[str, Given]]) -> tuple[dict[str, Given], bool]:
    """Of each question the answer that counts, the first copy's where equal; and whether the copies agree."""
    answers, agree = dict(copies[0]), True
    for copy in copies[1:]:
        for name, given in copy.items():
            known = answers.get(name)
            if known is None or _later(given, known):
                answers[name] = given
            elif known.at and given.at == known.at and given.answer != known.answer:
                agree = False
    return answers, agree


def _later(one: Given, other: Given) -> bool:
    """Whether `one` counts before `other`: handed in before merely typed, then by time."""
    return (one.answer is not None, one.attempt > 0, one.at) > (other.answer is not None, other.attempt > 0, other.at)
