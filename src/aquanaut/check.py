"""`aquanaut check`: every content file read and held to its schema, every quotation found, every key compiled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from aquanaut.content import ContentError, Problem, content_files
from aquanaut.marks.labels import LABELS
from aquanaut.marks.reference import load_marks
from aquanaut.questions.bank import Bank, load_bank
from aquanaut.questions.exercise import exercise_stems, load_exercise
from aquanaut.text.article import Article, load_article
from aquanaut.text.facts import load_facts


@dataclass
class Result:
    """What was checked, and what is wrong."""

    problems: list[Problem] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    banks: list[Bank] = field(default_factory=list)
    marks: int = 0
    claims: int = 0

    def summary(self) -> str:
        """One line of counts."""
        questions = sum(len(b.questions) for b in self.banks)
        state = "all well" if not self.problems else f"{len(self.problems)} problems"
        return (
            f"{state}: {len(self.articles)} articles, {self.marks} reference marks, {self.claims} claims, "
            f"{len(self.banks)} lessons and exercises, {questions} questions"
        )

    def as_json(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "problems": [
                {"file": str(p.path), "line": p.line, "found": p.found, "expected": p.expected, "fix": p.fix}
                for p in self.problems
            ],
            "articles": len(self.articles),
            "marks": self.marks,
            "claims": self.claims,
            "lessons": {b.lesson: len(b.questions) for b in self.banks},
        }

    def coverage_table(self) -> str:
        """How many questions each objective has, and how often each student label is practised."""
        lines = ["", f"{'lesson':26} {'objective':18} questions  of them must-do"]
        for bank in self.banks:
            for name in bank.objectives:
                of = [q for q in bank.questions if q.objective == name]
                lines.append(f"{bank.lesson:26} {name:18} {len(of):9}  {sum(q.must for q in of):14}")
        practised = Counter(label["id"] for b in self.banks for q in b.questions for label in q.body.get("labels", []))
        lines += ["", f"{'student label':26} tasks that offer it"]
        lines += [f"{label.text:26} {practised[name]:19}" for name, label in LABELS.items()]
        materials = Counter(q.material for b in self.banks for q in b.questions)
        lines += ["", "judgements on: " + ", ".join(f"{name} {count}" for name, count in sorted(materials.items()))]
        return "\n".join(lines)


def check(root: Path) -> Result:
    """Read everything under `root` and collect every problem instead of stopping at the first."""
    result = Result()
    for path in content_files(root, "articles", "article.txt"):
        _try(result, partial(_article, result, path.parent.name, root))
    for path in content_files(root, "lessons", "quiz.yaml"):
        _try(result, partial(_bank, result, path.parent.name, root))
    for stem in dict.fromkeys(exercise_stems(root)):
        _try(result, partial(_exercise, result, stem, root))
    _unique_questions(result)
    return result


def _try(result: Result, step: Callable[[], None]) -> None:
    try:
        step()
    except ContentError as error:
        result.problems += error.problems


def _article(result: Result, slug: str, root: Path) -> None:
    article = load_article(slug, root)
    result.articles.append(article)
    result.marks += len(load_marks(article))
    if (article.folder / "facts.yaml").exists():
        result.claims += len(load_facts(article).claims)


def _bank(result: Result, stem: str, root: Path) -> None:
    result.banks.append(load_bank(stem, root))


def _exercise(result: Result, stem: str, root: Path) -> None:
    result.banks.append(load_exercise(stem, root))


def _unique_questions(result: Result) -> None:
    """Question ids name columns in a gradebook, so no two lessons may share one."""
    seen: dict[str, str] = {}
    for bank in result.banks:
        for question in bank.questions:
            if question.id in seen:
                found = f"the question id '{question.id}' also in {seen[question.id]}"
                path = bank.folder / "quiz.yaml"
                result.problems.append(Problem(path, 0, found, "an id of its own", "Rename one of the two."))
            seen[question.id] = bank.lesson
