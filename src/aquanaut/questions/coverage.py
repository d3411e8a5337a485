"""What the questions cover: each lesson's objectives, and each student label.

A lesson and its exercise share objectives: `exercises/03_words_that_judge` practises what `lessons/03_words_that_judge`
teaches. An objective with fewer than three questions tells a teacher nothing (one slip of attention would decide), and
a label that nobody practises cannot be asked for in a check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from aquanaut.content import Problem
from aquanaut.marks.labels import LABELS
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import Question
from aquanaut.words import say

LEAST = 3
"""Questions that an objective needs."""


def is_lesson(bank: Bank) -> bool:
    """Whether a bank is a lesson's; the others are exercises, the check's forms among them."""
    return not bank.lesson.startswith("exercise_")


def stem_of(bank: Bank) -> str:
    """The stem that a lesson and its exercise share."""
    return bank.lesson.removeprefix("exercise_")


def objectives(banks: Sequence[Bank]) -> dict[tuple[str, str], list[Question]]:
    """The questions of each objective, by (stem, objective). A lesson's and its exercise's are counted together."""
    found: dict[tuple[str, str], list[Question]] = {}
    for bank in banks:
        for name in bank.objectives:
            found.setdefault((stem_of(bank), name), []).extend(q for q in bank.questions if q.objective == name)
    return found


def asked_labels(question: Question) -> set[str]:
    """The student labels that a question offers."""
    return {str(label["id"]) for label in question.body.get("labels", [])}


def right_labels(bank: Bank, question: Question) -> set[str]:
    """The student labels that are right somewhere in a question: as marks, as groups, or as the option to choose.

    None where its key is not there.
    """
    if question.id not in bank.keys:
        return set()
    data = bank.keys[question.id].data
    marked = {one["label"] for one in data.get("targets", [])}
    named = {label.text.casefold(): name for name, label in LABELS.items()}
    places = {str(one["id"]): str(one["text"]).casefold() for one in question.body.get("places", [])}
    right: object = data.get("right", {})
    grouped = (
        {named.get(places.get(str(place), "")) for place in right.values()} if isinstance(right, Mapping) else set()
    )
    options = {str(one["id"]): str(one["text"]).casefold() for one in question.body.get("options", [])}
    weights = bank.keys[question.id].table.get("weights", {})
    chosen = {named.get(options.get(str(atom), "")) for atom, weight in dict(weights).items() if weight > 0}
    return marked | {name for name in grouped | chosen if name}


def label_counts(banks: Iterable[Bank]) -> Counter[str]:
    """How many questions have each student label in their key."""
    return Counter(name for bank in banks for q in bank.questions for name in right_labels(bank, q))


def coverage_problems(banks: Sequence[Bank]) -> list[Problem]:
    """Objectives with too few questions, and labels that no lesson practises or no form of the check asks for."""
    problems = []
    paths = {stem_of(bank): bank.folder for bank in reversed(banks)}
    for (stem, name), questions in objectives(banks).items():
        if len(questions) < LEAST:
            values = {"count": len(questions), "name": name, "least": LEAST}
            problems.append(Problem.of(paths[stem], 0, "coverage.few_questions", **values))
    practised = label_counts(bank for bank in banks if is_lesson(bank))
    forms = [bank for bank in banks if bank.keys and stem_of(bank).startswith("form_")]
    for name in LABELS if practised else ():
        if not practised[name]:
            problems.append(_label(paths[stem_of(banks[0])].parent, name, "coverage.not_practised"))
    for form in forms:
        asked = label_counts([form])
        problems += [_label(form.folder, name, "coverage.not_asked") for name in LABELS if not asked[name]]
    return problems


def _label(path: Path, name: str, missing: str) -> Problem:
    return Problem.of(path, 0, "coverage.label", name=name, missing=say(missing))


def coverage_table(banks: Sequence[Bank]) -> str:
    """The table of `aquanaut check --coverage`."""
    lines = [
        "",
        say("coverage.head", lesson=f"{say('coverage.lesson'):28}", objective=f"{say('coverage.objective'):18}"),
    ]
    for (stem, name), questions in objectives(banks).items():
        lines.append(f"{stem:28} {name:18} {len(questions):9}  {sum(q.must for q in questions):14}")
    practised = label_counts(bank for bank in banks if is_lesson(bank))
    checked = label_counts(bank for bank in banks if not is_lesson(bank))
    lines += ["", say("coverage.head.labels", label=f"{say('coverage.student_label'):28}")]
    lines += [f"{label.text:28} {practised[name]:10}  {checked[name]:22}" for name, label in LABELS.items()]
    materials = Counter(q.material for b in banks for q in b.questions)
    counts = ", ".join(f"{name} {count}" for name, count in sorted(materials.items()))
    lines += ["", say("coverage.judgements", counts=counts)]
    return "\n".join(lines)
