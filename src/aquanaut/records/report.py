"""What one learner's answers show, as counts: caught, rightly trusted, right at the first try, how sure.

Judgements are read from the *first* checked answer to each question: what somebody says after reading the feedback
is learning, not judging. Only what to look again at goes by the newest answer.

- A question about flawed material counts as caught when it is right, one about sound material as rightly trusted.
- A marking task counts the reference marks that were hit, of as many as it asks for. Where they are on good work
  (sources to trust), these are rightly trusted, where they are on flaws, caught; where both are mixed, neither. Each
  sound passage that a task lists besides counts among the trusted when it was left alone.
- Questions about mixed material, opinions and written answers are in neither count.

There is no percentage and no d′ here: for one learner and a few dozen questions they would be noise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aquanaut.questions.bank import Bank
from aquanaut.questions.model import Key, Question, is_marked, is_written
from aquanaut.questions.scoring import judge_marks, score
from aquanaut.records.state import Standing

GOOD_LABELS = frozenset({"named", "body"})
"""Labels for what is well done; all others name a flaw."""

SURE = (50, 60, 75, 90, 100)
"""The steps of the question “How sure are you?”, in per cent."""


@dataclass(frozen=True)
class Count:
    """`got` of `of`."""

    got: int = 0
    of: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.got + other.got, self.of + other.of)


@dataclass(frozen=True)
class Again:
    """An objective with questions that are not right yet, and the sets they stand in."""

    lesson: str
    objective: str
    sets: tuple[str, ...]
    questions: int


@dataclass(frozen=True)
class LessonReport:
    """One learner in one lesson.

    `stray`: marks on listed sound passages, of all marks made. `sure`: by step, how often that sure and right.
    `written`: answers that no machine scores. `waiting`: must-do questions not worked through. `gone`: answers to
    questions that the lesson no longer has.
    """

    stem: str
    title: str
    caught: Count = Count()
    trusted: Count = Count()
    first: Count = Count()
    stray: Count = Count()
    sure: Mapping[int, Count] = field(default_factory=dict)
    again: tuple[Again, ...] = ()
    written: int = 0
    disputes: int = 0
    must: int = 0
    waiting: int = 0
    gone: int = 0


@dataclass(frozen=True)
class Report:
    """One learner over several lessons, in their order."""

    lessons: tuple[LessonReport, ...]

    @property
    def caught(self) -> Count:
        """Flaws that were seen."""
        return sum((lesson.caught for lesson in self.lessons), Count())

    @property
    def trusted(self) -> Count:
        """Sound work that was let stand."""
        return sum((lesson.trusted for lesson in self.lessons), Count())

    @property
    def first(self) -> Count:
        """Questions that were right at the first try."""
        return sum((lesson.first for lesson in self.lessons), Count())

    @property
    def stray(self) -> Count:
        """Marks on listed sound passages, of all marks in tasks that list any."""
        return sum((lesson.stray for lesson in self.lessons), Count())

    @property
    def sure(self) -> dict[int, Count]:
        """By step of confidence, how often it was chosen and how often the answer was right."""
        by_step = {step: sum((lesson.sure.get(step, Count()) for lesson in self.lessons), Count()) for step in SURE}
        return {step: count for step, count in by_step.items() if count.of}

    @property
    def again(self) -> tuple[Again, ...]:
        """What to look at again, in the order of the lessons."""
        return tuple(again for lesson in self.lessons for again in lesson.again)

    def total(self, name: str) -> int:
        """The sum of one of the plain numbers (`written`, `disputes`, `waiting`, `gone`)."""
        return sum(getattr(lesson, name) for lesson in self.lessons)

    @property
    def empty(self) -> bool:
        """Whether nothing was checked or written yet."""
        return not self.first.of and not self.total("written")


def report_of(lessons: Iterable[tuple[Bank, Mapping[str, Standing]]]) -> Report:
    """The report over lessons and one learner's standings in each."""
    return Report(tuple(lesson_report(bank, standings) for bank, standings in lessons))


def lesson_report(bank: Bank, standings: Mapping[str, Standing]) -> LessonReport:
    """What one learner's standings in a lesson show."""
    caught = trusted = first = stray = Count()
    sure: dict[int, Count] = {}
    again: dict[str, list[Question]] = {}
    written = disputes = waiting = 0
    for question in bank.questions:
        standing, key = standings.get(question.id, Standing()), bank.keys[question.id]
        disputes += len(standing.disputes)
        waiting += question.must and not (standing.tries or standing.state == "revealed")
        if not scored(key):
            written += bool(standing.tries) and is_written(key)
            continue
        # One who looked first and answered then has not judged; it still wants another look until it is right.
        if (standing.tries or standing.state == "revealed") and not is_right(key, standing.checked):
            again.setdefault(question.objective, []).append(question)
        if not standing.tries:
            continue
        answer, right = standing.tries[0].answer, int(is_right(key, standing.tries[0].answer))
        first += Count(right, 1)
        more = judged(question, key, answer)
        caught, trusted, stray = caught + more[0], trusted + more[1], stray + more[2]
        confidence = standing.tries[0].confidence
        if question.confidence and confidence is not None:
            step = min(SURE, key=lambda known: abs(known - confidence))
            sure[step] = sure.get(step, Count()) + Count(right, 1)
    known = {question.id for question in bank.questions}
    return LessonReport(
        stem=bank.lesson,
        title=bank.title,
        caught=caught,
        trusted=trusted,
        first=first,
        stray=stray,
        sure=sure,
        again=tuple(
            Again(bank.lesson, bank.objectives[name], tuple(dict.fromkeys(q.set for q in asked)), len(asked))
            for name, asked in sorted(again.items(), key=lambda pair: list(bank.objectives).index(pair[0]))
        ),
        written=written,
        disputes=disputes,
        must=sum(question.must for question in bank.questions),
        waiting=waiting,
        gone=sum(bool(standing.tries) for name, standing in standings.items() if name not in known),
    )


def scored(key: Key) -> bool:
    """Whether a machine scores the question: not an opinion, not a text in own words."""
    return not is_written(key) and key.table["points"] > 0


def is_right(key: Key, answer: object) -> bool:
    """Whether `answer` earns everything."""
    result = score(key.table, answer)
    return bool(result["earned"] >= result["possible"] > 0)


def judged(question: Question, key: Key, answer: object) -> tuple[Count, Count, Count]:
    """What a first answer adds to caught, to rightly trusted, and to the marks on sound passages."""
    if is_marked(key):
        return _marks(question, key, answer)
    result = Count(int(is_right(key, answer)), 1)
    match question.material:
        case "flawed":
            return result, Count(), Count()
        case "sound":
            return Count(), result, Count()
    return Count(), Count(), Count()


def _marks(question: Question, key: Key, answer: object) -> tuple[Count, Count, Count]:
    met = judge_marks(key.table, answer)
    on_sound = [j["id"] for j in met if j["outcome"] == "sound"]
    stray = Count(len(on_sound), len(met)) if key.table["sound"] else Count()
    hits = len({j["id"] for j in met if j["outcome"] == "hit"})
    return *told_apart(question, key, hits, len(set(on_sound))), stray


def sought(question: Question, key: Key) -> tuple[int, bool]:
    """How many marks a marking task asks for, and whether they are on good work. 0 where flaws and good work are mixed:
    then a mark says nothing about doubt or trust."""
    good = [target["label"] in GOOD_LABELS for target in key.table["targets"]]
    return (0, False) if any(good) and not all(good) else (int(question.body["find"]), all(good))


def told_apart(question: Question, key: Key, hits: int, on_sound: int) -> tuple[Count, Count]:
    """Caught and rightly trusted in one answer to a marking task: `hits` targets met, `on_sound` sound passages marked.

    The learner's report and the class's both count by this.
    """
    find, good = sought(question, key)
    listed = len(key.table["sound"])
    met, left = Count(min(find, hits), find), Count(listed - on_sound, listed)
    return (Count(), met + left) if good else (met, left)
