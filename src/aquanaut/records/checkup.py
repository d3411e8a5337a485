"""The check: two parallel forms on unseen texts, before and after the lessons, and the first again four weeks later.

One half of the learners begins with form A, the other with form B, by their opaque code. A sitting is one learner and
one form; its answers lie in a log of its own, so that the first form can come back empty. No sitting is followed by
feedback before the last one: what is told after the first would be measured in the second.

For one learner there are counts and nothing else. d′ and criterion of a class come from `signal.group_detection`, which
takes the `row` of each `Tally`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from aquanaut.content import content_root
from aquanaut.questions.bank import Bank, Set, shuffled
from aquanaut.questions.exercise import find_exercise, load_exercise, load_public
from aquanaut.questions.model import Question
from aquanaut.questions.scoring import score
from aquanaut.records.report import SURE, Count, scored
from aquanaut.records.state import Standing

FORMS = ("form_a", "form_b")
ROUNDS = ("first", "second", "delayed")
WAIT = timedelta(weeks=4)
"""How long after the second form the first one comes back."""

JUDGE, CLOSER = "judge", "closer"
"""The two sets of a form: all judgements come first, for a question about a flaw gives a judgement away."""

NO = "no"
"""The option that flags a text."""

PART_TWO, FINISHED, SHOWN = "check-part-two", "check-finished", "check-shown"
"""Entries of the log that say how far a sitting is; they answer no question."""


def first_form(learner: str) -> str:
    """The form that a learner begins with: one or the other half of all codes, the same on every machine."""
    return str(shuffled(list(FORMS), f"{learner}/check")[0])


def halves(learners: Iterable[str], seed: str) -> dict[str, str]:
    """The first form of each learner of a class, in halves as equal as they can be; the same `seed` gives the same.

    For a teacher who assigns the forms. Which form has one learner more depends on `seed` too.
    """
    order = shuffled(sorted(learners), f"{seed}/order")
    forms = shuffled(list(FORMS), f"{seed}/forms")
    return {learner: forms[at % 2] for at, learner in enumerate(order)}


@dataclass(frozen=True)
class Sitting:
    """One learner with one form: which round it is, and where the learner stands, by question id."""

    round: str
    form: str
    standings: Mapping[str, Standing] = field(default_factory=dict)

    @property
    def lesson(self) -> str:
        """The name of its log."""
        return f"check_{self.round}"

    @property
    def finished(self) -> str:
        """When it was finished (ISO 8601, UTC), "" while it is not."""
        return self._at(FINISHED)

    @property
    def shown(self) -> bool:
        """Whether the learner asked for the answers, which ends the check."""
        return bool(self._at(SHOWN))

    @property
    def stage(self) -> str:
        """`judge`, then `closer`, then `closed`."""
        if self.finished:
            return "closed"
        return CLOSER if self._at(PART_TWO) else JUDGE

    def _at(self, marker: str) -> str:
        tries = self.standings.get(marker, Standing()).tries
        return tries[0].at if tries else ""


def sittings(standings: Callable[[str], Mapping[str, Standing]], learner: str) -> tuple[Sitting, Sitting, Sitting]:
    """The three sittings of a learner. `standings` gives what the log of a name holds (`Session.standings`)."""
    begin = first_form(learner)
    other = next(form for form in FORMS if form != begin)
    first, second, delayed = (
        Sitting(name, form, standings(f"check_{name}"))
        for name, form in zip(ROUNDS, (begin, other, begin), strict=True)
    )
    return first, second, delayed


def returns(rounds: tuple[Sitting, Sitting, Sitting]) -> datetime | None:
    """When the first form comes back; None before the second is finished."""
    done = rounds[1].finished
    try:
        at = datetime.fromisoformat(done)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)) + WAIT


def due(rounds: tuple[Sitting, Sitting, Sitting], now: datetime) -> Sitting | None:
    """The sitting to work on now; None while the learner waits for the last one, and when all is done."""
    first, second, delayed = rounds
    if not first.finished:
        return first
    if not second.finished:
        return second
    back = returns(rounds)
    if told(rounds) or back is None or now < back:
        return None
    return delayed


def told(rounds: tuple[Sitting, Sitting, Sitting]) -> bool:
    """Whether single texts may be talked about: the last form is done, or the learner asked for it instead."""
    return bool(rounds[2].finished) or rounds[2].shown


# --- a form's questions ------------------------------------------------------------------------------------


def form_bank(form: str, root: Path | None = None) -> Bank:
    """A form with its key, or without where no `key.yaml` lies (an installed package). Raises `ContentError`."""
    root = root or content_root()
    files = (*find_exercise(form, root).glob("*.yaml"), *root.glob(f"articles/{form[-1]}[0-9]*/*.*"))
    return _form_bank(form, root, tuple(sorted((file, file.stat().st_mtime_ns) for file in files)))


@lru_cache(maxsize=4)
def _form_bank(form: str, root: Path, _changed: object) -> Bank:
    keyed = (find_exercise(form, root) / "key.yaml").exists()
    return load_exercise(form, root) if keyed else asked_bank(form, root)


def asked_bank(form: str, root: Path | None = None) -> Bank:
    """A form without its keys: all that is needed to ask, and in a tenth of the time. Raises `ContentError`."""
    root = root or content_root()
    return load_public(find_exercise(form, root), root)


def laid_out(bank: Bank, sitting: Sitting, learner: str) -> Bank:
    """The form as one set in this learner's own order: first all judgements, then the closer looks.

    The texts' numbers go with the design of the forms, so every learner and sitting has an order of its own.
    """
    parts = (shuffled(list(bank.of(name)), f"{learner}/{sitting.lesson}/{name}") for name in (JUDGE, CLOSER))
    questions = tuple(replace(q, set="check") for part in parts for q in part)
    return replace(bank, lesson=sitting.lesson, sets=(Set("check", bank.title, ""),), questions=questions)


def judgements(bank: Bank) -> list[Question]:
    """The questions of a form that ask whether to pass a text on."""
    return [question for question in bank.questions if question.objective == JUDGE]


# --- what one learner's answers show -----------------------------------------------------------------------


@dataclass(frozen=True)
class Tally:
    """One sitting in counts. A flawed text is a signal, and to say No flags it (see `signal`).

    `unjudged`: texts without an answer. `sure`: by step of confidence, how often that sure and right. `closer`: of the
    scored questions of part 2, how many earned everything; `part`: how many earned something.
    """

    hits: int = 0
    misses: int = 0
    false_alarms: int = 0
    rejections: int = 0
    unjudged: int = 0
    sure: Mapping[int, Count] = field(default_factory=dict)
    closer: Count = field(default_factory=Count)
    part: int = 0
    written: int = 0

    @property
    def caught(self) -> Count:
        """Flawed texts that were not passed on."""
        return Count(self.hits, self.hits + self.misses)

    @property
    def trusted(self) -> Count:
        """Sound texts that were passed on."""
        return Count(self.rejections, self.rejections + self.false_alarms)

    @property
    def flagged(self) -> Count:
        """Texts that were not passed on, of all that were judged: more or fewer than were flawed shows a leaning."""
        return Count(self.hits + self.false_alarms, self.caught.of + self.trusted.of)

    @property
    def row(self) -> tuple[int, int, int, int]:
        """(hits, signals, false alarms, noises), as `signal.group_detection` takes them."""
        return self.hits, self.caught.of, self.false_alarms, self.trusted.of


def tally(bank: Bank, standings: Mapping[str, Standing]) -> Tally:
    """Count a sitting: of each question the answer that was recorded last, for nothing was said in between.

    `bank` is a form with its keys. An answer that fits no option counts as none.
    """
    counts = dict.fromkeys(("hits", "misses", "false_alarms", "rejections", "unjudged", "part", "written"), 0)
    sure: dict[int, Count] = {}
    closer = Count()
    for question in bank.questions:
        tries = standings.get(question.id, Standing()).tries
        key = bank.keys[question.id]
        if question.objective == JUDGE:
            answer = tries[-1].answer if tries else None
            counts[_outcome(question, answer)] += 1
            confidence = tries[-1].confidence if tries else None
            if confidence is not None and _outcome(question, answer) != "unjudged":
                step = min(SURE, key=lambda known: abs(known - confidence))
                right = _outcome(question, answer) in ("hits", "rejections")
                sure[step] = sure.get(step, Count()) + Count(int(right), 1)
        elif not scored(key):
            counts["written"] += bool(tries)
        elif tries:
            earned = score(key.table, tries[-1].answer)
            full = earned["earned"] >= earned["possible"]
            closer += Count(int(full), 1)
            counts["part"] += 0 < earned["earned"] < earned["possible"]
    return Tally(**counts, sure=dict(sorted(sure.items())), closer=closer)


def _outcome(question: Question, answer: object) -> str:
    """Which count a judgement belongs to. The key says of each text whether it is flawed or sound, as its material."""
    if not isinstance(answer, str) or answer not in {option["id"] for option in question.body["options"]}:
        return "unjudged"
    if question.material == "flawed":
        return "hits" if answer == NO else "misses"
    return "false_alarms" if answer == NO else "rejections"
