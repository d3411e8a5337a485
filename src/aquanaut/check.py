"""`aquanaut check`: every content file read and held to its schema, every quotation found, every key compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from aquanaut.content import ContentError, Problem, content_files
from aquanaut.exports.handouts.blocks import lesson_handout
from aquanaut.marks.reference import load_marks
from aquanaut.questions.bank import Bank, load_bank
from aquanaut.questions.coverage import coverage_problems, coverage_table
from aquanaut.questions.exercise import exercise_stems, load_exercise
from aquanaut.questions.guide.problems import guide_problems
from aquanaut.questions.lab import read_lab
from aquanaut.questions.mirror import load_mirror
from aquanaut.text.article import Article, load_article
from aquanaut.text.facts import load_facts
from aquanaut.text.glossary import load_glossary


@dataclass
class Result:
    """What was checked, and what is wrong."""

    problems: list[Problem] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    banks: list[Bank] = field(default_factory=list)
    marks: int = 0
    claims: int = 0
    terms: int = 0
    guides: int = 0
    handouts: int = 0

    def summary(self) -> str:
        """One line of counts."""
        questions = sum(len(b.questions) for b in self.banks)
        state = "all well" if not self.problems else f"{len(self.problems)} problems"
        return (
            f"{state}: {len(self.articles)} articles, {self.marks} reference marks, {self.claims} claims, "
            f"{len(self.banks)} lessons and exercises, {questions} questions, "
            f"{self.guides} teachers' guides, {self.handouts} handouts, {self.terms} words explained"
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
        """How many questions each objective has, and how often each student label is practised and checked."""
        return coverage_table(self.banks)


def check(root: Path) -> Result:
    """Read everything under `root` and collect every problem instead of stopping at the first."""
    result = Result()
    for path in content_files(root, "articles", "article.txt"):
        _try(result, partial(_article, result, path.parent.name, root))
    for path in content_files(root, "lessons", "quiz.yaml"):
        _try(result, partial(_bank, result, path.parent.name, root))
    for stem in dict.fromkeys(exercise_stems(root)):
        _try(result, partial(_exercise, result, stem, root))
    _try(result, partial(_glossary, result, root))
    for path in content_files(root, "lessons", "handout.md"):
        _try(result, partial(_handout, result, path.parent.name, root))
    for path in content_files(root, "lessons", "mirror.yaml"):
        _try(result, partial(_mirror, result, path.parent.name, root))
    for path in content_files(root, "lessons", "lab.yaml"):
        _try(result, partial(_lab, path))
    for path in content_files(root, "lessons", "guide.md"):
        _try(result, partial(_guide, result, path.parent.name, root))
    _unique_questions(result)
    if not result.problems:
        result.problems += coverage_problems(result.banks)
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


def _glossary(result: Result, root: Path) -> None:
    result.terms = len(load_glossary(root).terms)


def _handout(result: Result, stem: str, root: Path) -> None:
    lesson_handout(stem, root)
    result.handouts += 1


def _mirror(_result: Result, stem: str, root: Path) -> None:
    load_mirror(stem, root)


def _lab(path: Path) -> None:
    read_lab(path)


def _guide(result: Result, stem: str, root: Path) -> None:
    result.guides += 1
    result.problems += guide_problems(stem, root)


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
