"""Every content file read and held to its schema, every quotation found, every key compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from aquanaut.content import ContentError, Problem, content_files, is_packed
from aquanaut.exports.handouts.blocks import lesson_handout
from aquanaut.extras import lacking
from aquanaut.marks.reference import load_marks
from aquanaut.questions.bank import Bank, load_bank
from aquanaut.questions.coverage import coverage_problems, coverage_table
from aquanaut.questions.exercise import exercise_stems, find_exercise, load_exercise, load_public
from aquanaut.questions.guide.problems import guide_problems
from aquanaut.questions.lab import read_lab
from aquanaut.questions.mirror import load_mirror
from aquanaut.text.article import Article, load_article
from aquanaut.text.facts import load_facts
from aquanaut.text.glossary import load_glossary
from aquanaut.words import say


@dataclass
class Result:
    """What was checked, and what is wrong: each fault once, however many readers of its file met it."""

    problems: list[Problem] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    banks: list[Bank] = field(default_factory=list)
    marks: int = 0
    claims: int = 0
    terms: int = 0
    guides: int = 0
    handouts: int = 0
    keyless: bool = False
    missed: list[str] = field(default_factory=list)

    def note(self, problems: Iterable[Problem]) -> None:
        """Take in what is wrong, except what is known already: a handout reads the questions that a page read."""
        self.problems += [problem for problem in dict.fromkeys(problems) if problem not in self.problems]

    def miss(self, told: str) -> None:
        """Take in why something could not be checked here: a learner's installation lacks what it needs."""
        if told not in self.missed:
            self.missed.append(told)

    def summary(self) -> str:
        """One line of counts, and one for each thing that was not there to be checked."""
        key = "check.problems" if self.problems else "check.all_well"
        said = say(
            "check.summary", state=say(key, n=len(self.problems)), articles=len(self.articles), marks=self.marks,
            claims=self.claims, banks=len(self.banks), questions=sum(len(b.questions) for b in self.banks),
            guides=self.guides, handouts=self.handouts, terms=self.terms,
        )  # fmt: skip
        keyless = [say("check.keyless")] if self.keyless else []
        return "\n".join([said, *keyless, *(say("check.missed", why=why) for why in self.missed)])

    def as_json(self) -> dict[str, object]:
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
            "keys": not self.keyless,
        }

    def coverage_table(self) -> str:
        """How many questions each objective has, and how often each student label is practised and checked."""
        return coverage_table(self.banks)


def check(root: Path) -> Result:
    """Read everything under `root` and collect every problem instead of stopping at the first."""
    result = Result(keyless=is_packed(root))
    for step in _steps(result, root):
        try:
            step()
        except ContentError as error:
            result.note(error.problems)
        except ModuleNotFoundError as error:
            if not lacking(error):
                raise
            result.miss(lacking(error))
    result.note(_repeated_questions(result.banks))
    if not result.problems:
        result.note(coverage_problems(result.banks))
    return result


def _steps(result: Result, root: Path) -> Iterable[Callable[[], object]]:
    """What is to be read, one thing after another. Each raises `ContentError` for what is wrong."""
    for path in content_files(root, "articles", "article.txt"):
        yield partial(_article, result, path.parent.name, root)
    for stem in _stems(root, "quiz.yaml"):
        yield partial(_bank, result, load_bank, stem, root)
    for stem in dict.fromkeys(exercise_stems(root)):
        yield partial(_bank, result, _asked if result.keyless else load_exercise, stem, root)
    yield partial(_glossary, result, root)
    for stem in _stems(root, "handout.md"):
        yield partial(_handout, result, stem, root)
    for stem in _stems(root, "mirror.yaml"):
        yield partial(load_mirror, stem, root)
    for path in content_files(root, "lessons", "lab.yaml"):
        yield partial(read_lab, path)
    for stem in _stems(root, "guide.md"):
        yield partial(_guide, result, stem, root)


def _stems(root: Path, name: str) -> list[str]:
    """The lessons that have a file called `name`."""
    return [path.parent.name for path in content_files(root, "lessons", name)]


def _article(result: Result, slug: str, root: Path) -> None:
    article = load_article(slug, root)
    result.articles.append(article)
    result.marks += len(load_marks(article))
    if (article.folder / "facts.yaml").exists():
        result.claims += len(load_facts(article).claims)


def _bank(result: Result, load: Callable[[str, Path], Bank], stem: str, root: Path) -> None:
    result.banks.append(load(stem, root))


def _asked(stem: str, root: Path) -> Bank:
    """The public half of an exercise: all that a learner's installation has of it."""
    return load_public(find_exercise(stem, root), root)


def _glossary(result: Result, root: Path) -> None:
    result.terms = len(load_glossary(root).terms)


def _handout(result: Result, stem: str, root: Path) -> None:
    lesson_handout(stem, root)
    result.handouts += 1


def _guide(result: Result, stem: str, root: Path) -> None:
    result.guides += 1
    result.note(guide_problems(stem, root))


def _repeated_questions(banks: Iterable[Bank]) -> Iterable[Problem]:
    """Question ids name columns in a gradebook, so no two lessons may share one."""
    lessons: dict[str, str] = {}
    for bank in banks:
        for question in bank.questions:
            if question.id in lessons:
                values = {"question": question.id, "other": lessons[question.id]}
                yield Problem.of(bank.folder / "quiz.yaml", 0, "check.question_twice", **values)
            lessons[question.id] = bank.lesson
