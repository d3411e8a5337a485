"""From pieces of files to students: whose answers are these, and which of several handings-in counts?

An LMS's word on who handed a file in outweighs what the file says, because the file is the student's to edit. Where
nothing tells two people apart for sure, neither gets the other's answers: the file becomes a problem for the teacher.

The latest handing-in counts, by the time of its newest answer and then by the file's; all are kept. A log and a
notebook that came together are one handing-in: of each question the newer answer counts, the log's where equal.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from aquanaut.classroom.assign.ticket import Tickets
from aquanaut.classroom.collect.account import Handed, Unplaced, Whose, accounted
from aquanaut.classroom.collect.folder import Piece, Unread, collect
from aquanaut.classroom.collect.kinds import kind_of
from aquanaut.classroom.collect.submission import Budget, Given, LearnerPart, moment_now, read_submission
from aquanaut.classroom.collect.whose import (
    FLAG_NAMELESS,
    FLAG_OFF_ROSTER,
    FLAG_OTHERS_CODE,
    STATED,
    Evidence,
    Held,
    stem_in_names,
)
from aquanaut.sheets.roster import Roster
from aquanaut.words import say

FLAG_SHARED = "flag.shared"
FLAG_TWO_CODES = "flag.two_codes"
FLAG_OLDER = "flag.older"
FLAG_DISAGREE = "flag.disagree"
FLAG_COPIED = "flag.copied"

COPIED = 3
"""Answers given at the same moment, to the millisecond, by two people: no chance does that."""

__all__ = ["FLAG_NAMELESS", "FLAG_OFF_ROSTER", "FLAG_OTHERS_CODE", "Attempt", "Handed", "hand_in", "sort_out"]

Tick = Callable[[], None]


@dataclass(frozen=True)
class Attempt:
    """One handing-in of one student. `submitted` is the time of the newest answer, `time` that of the file (UTC).

    `trust` says how sure it is whose this is (see `whose`); `own_clock`, that being late or in time rests on the
    student's own clock.
    """

    student: str
    answers: Mapping[str, Given]
    source: str
    submitted: str
    time: str
    late: bool
    flags: tuple[str, ...]
    name: str = ""
    trust: int = STATED
    own_clock: bool = False

    def moments(self) -> Iterator[tuple[str, str, str]]:
        """Each answer with its moment: no two people share several of these by chance."""
        for name, given in self.answers.items():
            if given.at and given.answer is not None:
                yield name, given.at, json.dumps(given.answer, sort_keys=True)

    @property
    def digest(self) -> str:
        """The same for the same answers of the same student: a file that comes in twice is one attempt."""
        held = [[name, one.answer, one.at, one.attempt] for name, one in sorted(self.answers.items())]
        text = json.dumps([self.student, held, "" if held else self.source])
        return hashlib.sha256(text.encode()).hexdigest()[:24]


def hand_in(
    path: Path, lesson: str, roster: Roster, due: str = "", now: str = "", version: str = "",
    tick: Tick = lambda: None, tickets: Tickets | None = None,
) -> Handed:  # fmt: skip
    """Read all of `path`. `due` is a time in UTC as text, or "". `version` is the wording handed out, where known.

    `now` (UTC) counts as the present; `tick` is called for each file.
    """
    return sort_out(collect(path), lesson, roster, due, now, version, tick, tickets)


def sort_out(
    pieces: Iterable[Piece | Unread], lesson: str, roster: Roster, due: str = "", now: str = "", version: str = "",
    tick: Tick = lambda: None, tickets: Tickets | None = None,
) -> Handed:  # fmt: skip
    """The same for pieces that were found already."""
    found, held, unread = Handed(), list[Held](), list[Unplaced]()
    known = Evidence(roster, tickets or Tickets(), stem_in_names(lesson))
    budgets: dict[str, Budget] = defaultdict(Budget)
    for piece in pieces:
        found.files += 1
        tick()
        if isinstance(piece, Unread):
            kind, whose = piece.kind, Whose(piece.label, "", piece.owner, piece.names, piece.hub)
            unread.append(Unplaced(whose, piece.reason, piece.minor, kind))
            continue
        whose = Whose(piece.label, piece.group, piece.owner, piece.names, piece.hub)
        submission = read_submission(piece.data, lesson, now, budgets[whose.home])
        parts, refused = _placed(piece, submission.parts, known)
        for part in parts:
            if version and part.part.version not in ("", version):
                part.flags.append(FLAG_OLDER)
        held += parts
        # Files without an owner may be a whole class in one zip: a broken one among them is somebody's.
        minor = not submission.parts and (whose.owned or submission.beside)
        kind = "empty" if not piece.data.strip() else "older" if submission.beside else "unreadable"
        kind = named if kind == "unreadable" and (named := kind_of(piece.label)) != "other" else kind
        unread += [Unplaced(whose, reason, minor, kind, bool(submission.parts)) for reason in submission.problems]
        unread += [Unplaced(whose, refused, False, "held")] if refused else []
    accounted(found, unread, held, known)
    present = moment_now(now)
    for student, mine in _students(held, known, found).items():
        found.attempts += _attempts(student, mine, due, present)
    _tell_copies(found.attempts)
    return found


def _placed(piece: Piece, parts: list[LearnerPart], known: Evidence) -> tuple[list[Held], str]:
    """The parts that may go on, and why the rest may not."""
    refused = ""
    if len(parts) > 1 and (piece.owner.id or piece.owner.name or piece.hub or known.file_owner(piece.names)):
        theirs = piece.hub or known.platform_owner(piece.owner) or known.file_owner(piece.names)
        mine = [part for part in parts if theirs and part.learner == theirs]
        refused = say("collect.several", n=len(parts))
        if mine:
            refused = say("collect.others_left", n=len(parts) - 1, code=theirs)
        parts = mine
    mixed = len(parts) > 1
    return [Held(part, piece.label, piece.group, piece.owner, piece.time, piece.names, piece.hub, mixed)
            for part in parts], refused  # fmt: skip


# --- whose is it -------------------------------------------------------------------------------------------


def _students(held: list[Held], known: Evidence, found: Handed) -> dict[str, list[Held]]:
    """The parts by student. Those that are nobody's become problems."""
    names: dict[str, set[str]] = defaultdict(set)
    for part in held:
        if part.part.learner:
            names[part.part.learner].add(part.owner.id or part.owner.name)
    by_student: dict[str, list[Held]] = defaultdict(list)
    for part in held:
        shared = len(names.get(part.part.learner, set()) - {""}) > 1
        verdict = known.verdict(part, shared)
        if verdict.refused:
            found.tell(part.label, verdict.refused, known.suspected(part), "held")
            continue
        part.trust = verdict.trust
        part.flags += [*verdict.flags, *([FLAG_SHARED] if shared else [])]
        if known.roster and verdict.student not in known.roster.by_code:
            part.flags.append(FLAG_OFF_ROSTER)
        by_student[verdict.student].append(part)
    return by_student


def _tell_copies(attempts: Sequence[Attempt]) -> None:
    """Flag all who gave the same answers at the same moments under several codes."""
    moments: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for attempt in attempts:
        for place in attempt.moments():
            moments[place].add(attempt.student)
    together: Counter[tuple[str, ...]] = Counter(tuple(sorted(who)) for who in moments.values() if len(who) > 1)
    copied = {student for who, times in together.items() if times >= COPIED for student in who}
    for number, attempt in enumerate(attempts):
        if attempt.student in copied and isinstance(attempts, list):
            attempts[number] = replace(attempt, flags=(*attempt.flags, FLAG_COPIED))


# --- which one counts --------------------------------------------------------------------------------------


def _attempts(student: str, mine: list[Held], due: str, present: str) -> list[Attempt]:
    """The handings-in of one student, oldest first."""
    # What is trusted more never joins what is trusted less: a strange file beside a good one stays apart from it.
    groups: dict[tuple[str, str, int], list[Held]] = defaultdict(list)
    for one in mine:
        groups[one.group, one.part.learner, one.trust].append(one)
    several = len({one.part.learner for one in mine if one.part.learner}) > 1
    found = []
    for together in groups.values():
        ranked = sorted(together, key=lambda one: (one.part.newest, one.time, one.label), reverse=True)
        logs = [one for one in ranked if one.part.form == "log"]
        books = [one for one in ranked if one.part.form == "notebook"]
        found += [_attempt(student, log, book, due, several, present) for log, book in zip_longest(logs, books)]
    return sorted(found, key=lambda one: (one.submitted, one.time, one.source))


def _attempt(student: str, log: Held | None, book: Held | None, due: str, several: bool, present: str) -> Attempt:
    """One handing-in, of a log, a notebook, or both."""
    together = [held for held in (log, book) if held is not None]
    answers, agree = _joined([held.part.answers for held in together])
    flags = [flag for held in together for flag in (*held.part.flags, *held.flags)]
    flags += [] if agree else [FLAG_DISAGREE]
    flags += [FLAG_TWO_CODES] if several else []
    # A clock that runs ahead counts as the moment of collecting: it may lock nobody out.
    submitted = min(max((given.at for given in answers.values()), default=""), present)
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
        trust=max(held.trust for held in together),
        own_clock=bool(due and submitted) and not any(held.owner.late for held in together),
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
