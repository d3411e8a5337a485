"""Whose is a part of a file? Evidence in the order in which it can be trusted.

The platform's own word, the folder that the hub made, the bundle's ticket, then a name that fits one student of the
roster and the code in the file, which are both the student's to write. Evidence that contradicts better evidence makes
a file nobody's: it is held back, and the teacher is told why.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace

from aquanaut.classroom.assign.ticket import Tickets
from aquanaut.classroom.collect.parts import LearnerPart
from aquanaut.classroom.lms.base import Owner, platform_owner, platforms
from aquanaut.sheets.roster import Roster
from aquanaut.words import say

FLAG_OFF_ROSTER = "flag.off_roster"
FLAG_OTHERS_CODE = "flag.others_code"
FLAG_NAMELESS = "flag.nameless"
FLAG_ANOTHERS_NAME = "flag.anothers_name"
FLAG_SEVERAL_FIT = "flag.several_fit"
FLAG_TICKET = "flag.ticket"
FLAG_ANOTHERS_NUMBER = "flag.anothers_number"

SEPARATOR = " › "
"""Between a zip and what lies in it, in a label."""

NOTHING, STATED, AGREEING, TICKET, HUB, PLATFORM = range(6)
"""How far the evidence can be trusted. `STATED`: a name or a code; `AGREEING`: both, for the same student."""


@dataclass
class Held:
    """A part of a file on its way to its student. `names` are those of its path that no student's zip chose."""

    part: LearnerPart
    label: str
    group: str
    owner: Owner
    time: str
    names: tuple[str, ...] = ()
    hub: str = ""
    mixed: bool = False
    flags: list[str] = field(default_factory=list)
    trust: int = NOTHING


@dataclass(frozen=True)
class Verdict:
    """Whose a part is, how sure that is, and what to tell; `refused` says why it is nobody's."""

    student: str = ""
    trust: int = NOTHING
    flags: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class Evidence:
    """What is known of a class: its roster, its tickets, and the exercise's name, which is no student's."""

    roster: Roster
    tickets: Tickets = field(default_factory=Tickets)
    stem: str = ""

    def verdict(self, held: Held, shared: bool) -> Verdict:
        """Whose `held` is. `shared`: its code came in under several names."""
        claimed = held.part.learner if held.part.learner in self.roster.by_code else ""
        ticketed, wrong = self._ticket(held)
        if wrong:
            return wrong
        if held.owner.id or held.owner.name:
            verdict = self._by_platform(held, claimed, bool(ticketed), shared)
        elif held.hub:
            verdict = self._by_hub(held, claimed, bool(ticketed))
        else:
            verdict = self._by_file(held, claimed, bool(ticketed))
        unknown = bool(held.part.tickets and self.tickets.codes and not ticketed)
        more = [FLAG_TICKET] if unknown else []
        more += [FLAG_ANOTHERS_NUMBER] if self._numbers(held.label) - {verdict.student} else []
        return replace(verdict, flags=(*verdict.flags, *more))

    def _numbers(self, label: str) -> set[str]:
        """All students of the roster whose number a name on this path carries as some platform would write it."""
        if not any(student.ids for student in self.roster.students):
            return set()
        parts = [part for path in label.split(SEPARATOR) for part in path.split("/")]
        owners = (platform_owner(platform, part).id for part in parts for platform in platforms())
        return {student.code for owner in owners if owner and (student := self.roster.of_id(owner))}

    def platform_owner(self, owner: Owner) -> str:
        """The one student of the roster whom the platform means, "" for none."""
        student = (self.roster.of_id(owner.id) if owner.id else None) or self.roster.of_name(owner.name)
        return student.code if student else ""

    def file_owner(self, names: tuple[str, ...]) -> str:
        """The one student of the roster whom a path's names mean, "" for none."""
        named = self._named(names, whole=False)
        return next(iter(named)) if len(named) == 1 else ""

    def suspected(self, held: Held) -> str:
        """Who probably handed in a file that is nobody's, for the table of what came in: never by its own code."""
        return held.hub or self.platform_owner(held.owner) or held.owner.id or self.file_owner(held.names)

    def _ticket(self, held: Held) -> tuple[str, Verdict | None]:
        """The student whose ticket a part carries with the same code; or why it cannot be anybody's."""
        owners = {owner for text in held.part.tickets if (owner := self.tickets.owner(text))}
        if not owners:
            return "", None
        if owners != {held.part.learner}:
            told = say("collect.ticket", owner=", ".join(sorted(owners)), code=held.part.learner or "?")
            return "", Verdict(refused=told)
        return held.part.learner, None

    # --- by what others wrote ------------------------------------------------------------------------------

    def _by_platform(self, held: Held, claimed: str, ticketed: bool, shared: bool) -> Verdict:
        owner, code = held.owner, held.part.learner
        trust = STATED if owner.weak else PLATFORM
        numbered = self.roster.of_id(owner.id) if owner.id else None
        fitting = {numbered.code} if numbered else self.roster.fitting(owner.name)
        if len(fitting) == 1:
            return self._platform_names(held, next(iter(fitting)), claimed, ticketed, trust)
        if claimed and (claimed in fitting or (ticketed and not fitting)):
            return Verdict(claimed, TICKET if ticketed else AGREEING)
        unnamed = bool(claimed) and not fitting and not self.roster.by_code[claimed].name
        if unnamed and not shared:
            return Verdict(claimed, STATED)
        if owner.id:
            flags = [FLAG_OTHERS_CODE] if claimed else []
            return Verdict(owner.id, trust, tuple(flags + ([FLAG_SEVERAL_FIT] if fitting else [])))
        if fitting:
            return Verdict(refused=say("collect.several_fit", name=owner.name, codes=", ".join(sorted(fitting))))
        if claimed:
            return Verdict(claimed, STATED)
        if code and not shared:
            return Verdict(code, STATED)
        return Verdict(f"class-{_short(owner.name)}", trust, () if code else (FLAG_NAMELESS,))

    def _platform_names(self, held: Held, named: str, claimed: str, ticketed: bool, trust: int) -> Verdict:
        """The platform names one student of the roster."""
        if claimed in ("", named):
            agreeing = AGREEING if claimed and not held.owner.weak else trust
            return Verdict(named, max(trust, agreeing, TICKET if ticketed else trust))
        if ticketed:
            return Verdict(refused=say("collect.ticket", owner=claimed, code=named))
        if held.owner.id:
            return Verdict(named, trust, (FLAG_OTHERS_CODE,))
        return Verdict(refused=say("collect.two_people", name=held.owner.name))

    def _by_hub(self, held: Held, claimed: str, ticketed: bool) -> Verdict:
        if held.part.learner == held.hub:
            return Verdict(held.hub, HUB)
        if ticketed and held.hub not in self.roster.by_code:
            return Verdict(claimed or held.part.learner, TICKET)
        if held.part.learner and (claimed or not self.roster):
            return Verdict(refused=say("collect.hub", owner=held.hub, code=held.part.learner))
        return Verdict(held.hub, HUB, (FLAG_NAMELESS,) if not held.part.learner else ())

    # --- by what the student wrote -------------------------------------------------------------------------

    def _by_file(self, held: Held, claimed: str, ticketed: bool) -> Verdict:
        code = held.part.learner
        others = self._named(held.names, whole=not claimed) - {claimed}
        if claimed:
            agrees = claimed in self._named(held.names, whole=False)
            if others and not agrees and not ticketed:
                return Verdict(refused=say("collect.two_people", name=", ".join(sorted(others))))
            trust = TICKET if ticketed else AGREEING if agrees and not held.mixed else STATED
            trust = NOTHING if held.mixed and not ticketed else trust
            return Verdict(claimed, trust, (FLAG_ANOTHERS_NAME,) if others and not agrees else ())
        if len(others) == 1 and not held.mixed:
            return Verdict(next(iter(others)), STATED if code else NOTHING, () if code else (FLAG_NAMELESS,))
        if code:
            return Verdict(code, TICKET if ticketed else NOTHING if held.mixed else STATED)
        return Verdict(f"file-{_short(held.label)}", NOTHING, (FLAG_NAMELESS,))

    def _named(self, names: tuple[str, ...], whole: bool) -> set[str]:
        """The students whom the names of a path mean: by the code, the whole name, or a part of it that fits one."""
        found: set[str] = set()
        for name in names:
            text = name.replace(self.stem, " ") if self.stem else name
            found |= self.roster.in_words(text.rpartition(".")[0] or text, whole)
        return found


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]


def stem_in_names(lesson: str) -> str:
    """The exercise's own name as files carry it: its words are no student's."""
    return re.sub(r"^exercise_", "", lesson)
