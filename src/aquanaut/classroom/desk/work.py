"""What the desk's four buttons do: assign, collect, grade, report. Each calls what its command calls.

All folders are named from where the notebook lies. No button writes over anything unasked: handing out needs a new
folder, a chosen file never takes another's place, and grading or reporting into a folder with results asks first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from aquanaut.classroom.results import stem_of
from aquanaut.content import content_root
from aquanaut.questions.exercise import exercise_stems, find_exercise, load_exercise
from aquanaut.words import say

Told = Callable[[str], None]
"""Told in words how far the work is."""

HANDED_OUT, HANDED_IN, RESULTS = "handed-out", "handed-in", "results"
FEWEST = 25
"""Steps between two words about progress, so that saying it costs less than doing it."""

SHOWN = 12
"""Lines of one kind that are shown; the rest stands in the files."""


class Stop(Exception):
    """The button cannot do what was asked. The message says why, and what to do."""


@dataclass(frozen=True)
class Done:
    """What a button did: `lines` in words, `files` as paths. `ask`: nothing was done yet, a yes is needed."""

    lines: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    ask: str = ""


@dataclass(frozen=True)
class Wishes:
    """The form as it was filled in. Texts, empty where nothing was written; `yes`: the question was answered so."""

    exercise: str
    mode: str = "graded"
    article: str = ""
    roster: str = ""
    due: str = ""
    seed: int = 0
    out: str = ""
    submissions: str = ""
    results: str = ""
    by: str = ""
    platform: str = ""
    feedback: bool = False
    yes: bool = False

    @property
    def roster_path(self) -> Path | None:
        """The roster, if one was named."""
        return Path(self.roster) if self.roster else None


def wishes(given: Mapping[str, object]) -> Wishes:
    """The form from a message. Raises `Stop` for what is no form."""
    texts = ("exercise", "mode", "article", "roster", "due", "out", "submissions", "results", "by", "platform")
    found = {name: str(given.get(name, "")).strip() for name in texts}
    try:
        seed = int(str(given.get("seed") or 0))
    except (TypeError, ValueError):
        raise Stop(say("class_desk.seed.wrong", what=str(given.get("seed"))[:40])) from None
    if not found["exercise"]:
        raise Stop(say("class_desk.exercise.needed"))
    return Wishes(**found, seed=seed, feedback=bool(given.get("feedback")), yes=bool(given.get("yes")))


def choices(root: Path | None = None) -> list[dict[str, object]]:
    """The exercises to choose from: stem, title, minutes; `own`: its key is the teacher's alone; `any`: any article."""
    from aquanaut.content import read_yaml
    from aquanaut.questions.exercise import ANY_ARTICLE, public_fields

    found = []
    for stem in dict.fromkeys(exercise_stems(root)):
        folder = find_exercise(stem, root)
        data = read_yaml(folder / "exercise.yaml", public_fields())
        own = folder.parent.name != "exercises"
        any_article = data.get("article", "") == ANY_ARTICLE
        found.append({"stem": stem, "title": str(data["title"]), "minutes": data.get("minutes", 0), "own": own,
                      "any": any_article})  # fmt: skip
    return found


def free_folder(base: str, stem: str) -> str:
    """The first folder `base/stem`, `base/stem-2` … that holds nothing yet."""
    wanted, number = Path(base) / stem, 1
    while wanted.exists() and any(wanted.iterdir()):
        number += 1
        wanted = Path(base) / f"{stem}-{number}"
    return wanted.as_posix()


# --- assign ------------------------------------------------------------------------------------------------


def assign(wish: Wishes, told: Told, root: Path | None = None) -> Done:
    """Write a bundle for each student, as `aquanaut assign` does. Raises `Stop`, `ContentError`."""
    from aquanaut.classroom.assign.bundle import MANIFEST, Wish, due_in_words, plan, warnings, write_assignment
    from aquanaut.classroom.lms.base import read_class

    stem = find_exercise(wish.exercise, root).name
    out = Path(wish.out or free_folder(HANDED_OUT, stem))
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Stop(say("class_desk.taken", folder=out.as_posix(), free=free_folder(HANDED_OUT, stem)))
    codes = tuple(read_class(wish.roster_path).by_code) if wish.roster_path else ()
    due = due_in_words(wish.due) if wish.due else ""
    made = plan(Wish(stem, wish.mode or "graded", wish.article, codes, due, wish.seed), root or content_root())
    done = 0
    for done, _ in enumerate(write_assignment(made, out), start=1):
        if done % FEWEST == 0:
            told(say("class_desk.assigning", n=done, all=len(made.students())))
    lines = [say("class_desk.assigned" if codes else "class_desk.assigned.all", n=done, folder=out.as_posix())]
    lines.append(say("class_desk.keep", file=MANIFEST))
    if due and due[:10] < date.today().isoformat():
        lines.append(say("class_desk.past", due=due))
    zips = sorted(out.glob("*.zip"))[:SHOWN]
    return Done(lines + warnings(made), [out / "READ_ME_TEACHER.txt", *zips])


# --- collect -----------------------------------------------------------------------------------------------


def collect(wish: Wishes, told: Told, root: Path | None = None) -> Done:
    """Look at what came in, before it is graded: who handed in, who did not, what cannot be read. Writes nothing."""
    from aquanaut.classroom.collect.students import hand_in
    from aquanaut.classroom.collect.zips import Refused
    from aquanaut.classroom.lms.base import read_class
    from aquanaut.sheets.roster import Roster

    bank = load_exercise(wish.exercise, root)
    stem = stem_of(bank.lesson)
    place = Path(wish.submissions or Path(HANDED_IN, stem))
    if not place.exists():
        raise Stop(say("class_desk.nothing_in", folder=place.as_posix()))
    roster = read_class(wish.roster_path) if wish.roster_path else Roster()
    read = 0

    def tick() -> None:
        nonlocal read
        read += 1
        if read % FEWEST == 0:
            told(say("class_desk.reading", n=read))

    try:
        found = hand_in(place, bank.lesson, roster, tick=tick)
    except Refused as error:
        raise Stop(str(error)) from None
    codes = {one.student for one in found.attempts}
    missing = [one.code for one in roster.students if one.code not in codes]
    lines = [say("class_desk.collected", n=len(codes), files=found.files, folder=place.as_posix())]
    if missing:
        lines.append(say("class_desk.missing", n=len(missing), codes=_some(missing)))
    flagged = {flag for one in found.attempts for flag in one.flags}
    lines += [say("class_desk.look", what=say(flag)) for flag in sorted(flagged)]
    lines += _problems(found.problems)
    return Done(lines)


def _problems(problems: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> list[str]:
    told = [say("class_desk.problem", file=file, reason=reason) for file, reason in problems[:SHOWN]]
    more = len(problems) - SHOWN
    return [*told, say("class_desk.problems.more", n=more)] if more > 0 else told


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")


# --- grade -------------------------------------------------------------------------------------------------


def grade(wish: Wishes, told: Told, root: Path | None = None) -> Done:
    """Score what came in, as `aquanaut grade` does. Where results lie already, it asks before it renews them."""
    from aquanaut.classroom.collect.zips import Refused
    from aquanaut.classroom.grading.run import GRADEBOOK, grade_class

    stem = find_exercise(wish.exercise, root).name
    place, out = Path(wish.submissions or Path(HANDED_IN, stem)), results_folder(wish, stem)
    if not place.exists():
        raise Stop(say("class_desk.nothing_in", folder=place.as_posix()))
    if _holds(out) and not wish.yes:
        again = (out / GRADEBOOK).exists()
        return Done(ask=say("class_desk.again" if again else "class_desk.into", folder=out.as_posix()))
    seen = {"read": 0, "graded": 0, "attempts": 0}

    def counted(what: str, n: int) -> None:
        if what == "report":
            told(say("class_desk.writing"))
        elif what in seen:
            before, seen[what] = seen[what], seen[what] + n
            if what != "attempts" and before // FEWEST != seen[what] // FEWEST:
                told(say(f"class_desk.progress.{what}", n=seen[what], all=seen["attempts"]))

    try:
        done = grade_class(
            stem, place, out, roster=wish.roster_path, due=wish.due.replace(" ", "T"), by=wish.by or "teacher",
            assignment=assignment_of(wish, stem), root=root, told=counted,
        )  # fmt: skip
    except Refused as error:
        raise Stop(str(error)) from None
    results = done.results
    pending = sum(one.pending for one in results.students)
    late = sum(one.late for one in results.students)
    lines = [say("class_desk.graded", n=len(results.students), files=done.read, new=done.new)]
    if results.missing:
        lines.append(say("class_desk.missing", n=len(results.missing), codes=_some(list(results.missing))))
    if late:
        lines.append(say("class_desk.late", n=late))
    if pending:
        line = f'review("{stem}", "{(out / GRADEBOOK).as_posix()}")'
        lines.append(say("class_desk.pending", n=pending, line=line))
    if done.moved:
        lines.append(say("class_desk.moved", n=len(done.moved)))
    return Done(lines + _problems(results.problems), [*_first_report(done.files), out / GRADEBOOK])


def _first_report(files: tuple[Path, ...]) -> list[Path]:
    """The report before the tables: it is what a teacher opens."""
    return sorted(files, key=lambda path: path.suffix != ".html")


def _holds(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def results_folder(wish: Wishes, stem: str) -> Path:
    """Where results go."""
    return Path(wish.results or Path(RESULTS, stem))


def assignment_of(wish: Wishes, stem: str) -> Path | None:
    """The record of what was handed out from this desk, where there is just one for the exercise."""
    import json

    found = []
    for path in sorted(Path(HANDED_OUT).glob("*/assignment.json")):
        try:
            held = json.loads(path.read_bytes())
        except (OSError, ValueError):
            continue
        if isinstance(held, dict) and held.get("exercise") == stem and held.get("mode") == "graded":
            found.append(path)
    named = Path(wish.out, "assignment.json") if wish.out else None
    if named and named.exists():
        return named
    return found[0] if len(found) == 1 else None


# --- report ------------------------------------------------------------------------------------------------


def report(wish: Wishes, told: Told, root: Path | None = None) -> Done:
    """Write the class report, and feedback for each student, as `aquanaut report` does."""
    from aquanaut.classroom.grading.run import GRADEBOOK
    from aquanaut.classroom.report.run import Missing, run_report

    stem = find_exercise(wish.exercise, root).name
    out = results_folder(wish, stem)
    there = [name for name in ("report.html", "feedback.zip") if (out / name).exists()]
    renewed = [name for name in there if name == "report.html" or wish.feedback]
    if renewed and not wish.yes:
        return Done(ask=say("class_desk.renew", files=", ".join(renewed), folder=out.as_posix()))
    if not (out / GRADEBOOK).exists():
        raise Stop(say("class_desk.not_graded", folder=out.as_posix()))
    told(say("class_desk.feedback" if wish.feedback else "class_desk.writing"))
    try:
        done = run_report(stem, str(out / GRADEBOOK), out, feedback=out if wish.feedback else None, root=root)
    except Missing as error:
        raise Stop(str(error)) from None
    return Done([say("class_desk.reported", n=done.students)], list(done.files))
