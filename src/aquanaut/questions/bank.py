"""A lesson's questions: `lessons/<stem>/quiz.yaml` read, checked and compiled.

A `Bank` keeps questions and keys apart: `questions` is what may be shown, `keys` never leaves Python.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from aquanaut.content import (
    LINE,
    ContentError,
    Fields,
    ListOf,
    MapOf,
    Problem,
    Text,
    Variant,
    Whole,
    content_files,
    content_root,
    fault,
    read_yaml,
)
from aquanaut.questions.model import Key, Question, QuestionType, Source, question_types
from aquanaut.text.anchors import Quote, locate
from aquanaut.text.article import load_article

SET = Fields({"id": Text(), "title": Text()}, {"about": Text()}, "id")


def quiz_fields() -> Fields:
    """Schema of a `quiz.yaml`."""
    kinds = Variant("kind", {kind: t.fields() for kind, t in question_types().items()})
    return Fields(
        {
            "lesson": Text(),
            "title": Text(),
            "minutes": Whole(1, 120),
            "objectives": MapOf(Text(words=4)),
            "sets": ListOf(SET, least=1),
            "questions": ListOf(kinds, least=1),
        },
        {"article": Text()},
    )


@dataclass(frozen=True)
class Set:
    """A group of questions that a notebook shows together."""

    id: str
    title: str
    about: str


@dataclass(frozen=True)
class Bank:
    """All questions of one lesson, in the order of the file, and their keys by question id."""

    lesson: str
    title: str
    minutes: int
    article: str
    objectives: dict[str, str]
    sets: tuple[Set, ...]
    questions: tuple[Question, ...]
    keys: dict[str, Key]
    folder: Path

    def set(self, name: str) -> Set:
        """The set called `name`. Raises `ContentError` with the names there are."""
        for one in self.sets:
            if one.id == name:
                return one
        names = ", ".join(s.id for s in self.sets)
        raise fault(self.folder / "quiz.yaml", 0, f"no set '{name}'", f"one of: {names}", "Check the spelling.")

    def of(self, name: str) -> tuple[Question, ...]:
        """The questions of one set."""
        self.set(name)
        return tuple(q for q in self.questions if q.set == name)

    def question(self, name: str) -> Question:
        """The question with this id. Raises KeyError."""
        return next(q for q in self.questions if q.id == name)


def lesson_stems(root: Path | None = None) -> list[str]:
    """The stems of all lessons that have questions, in order."""
    return [p.parent.name for p in content_files(root or content_root(), "lessons", "quiz.yaml")]


def find_stem(name: str, root: Path | None = None) -> str:
    """The stem that `name` means: the stem itself, or its number (`3`, `"03"`)."""
    stems = lesson_stems(root)
    matching = [s for s in stems if s == name or (name.isdigit() and s.startswith(f"{int(name):02d}_"))]
    if len(matching) == 1:
        return matching[0]
    raise fault(Path("lessons") / name, 0, f"no lesson '{name}'", "one of: " + ", ".join(stems), "Check the spelling.")


def load_bank(name: str, root: Path | None = None) -> Bank:
    """The questions of a lesson, by stem or number. Raises `ContentError` with every fault of the file."""
    root = root or content_root()
    path = root / "lessons" / find_stem(name, root) / "quiz.yaml"
    marks = tuple(sorted((p, p.stat().st_mtime_ns) for p in root.glob("articles/*/*.*")))
    return _load(path, root, path.stat().st_mtime_ns, marks)


@lru_cache(maxsize=16)
def _load(path: Path, root: Path, _changed: int, _articles: Any) -> Bank:
    data = read_yaml(path, quiz_fields())
    if data["lesson"] != path.parent.name:
        found = f"lesson '{data['lesson']}' in the folder {path.parent.name}"
        raise fault(path, data[LINE], found, "the folder's name", "Make the two agree.")
    return assemble(data, path, root)


def assemble(data: dict[str, Any], path: Path, root: Path, keyed: bool = True) -> Bank:
    """A bank from checked content; without `keyed` of public halves alone, and then without keys.

    Raises `ContentError` with every fault of its questions.
    """
    source = Source(path, 1, root, data.get("article", ""))
    problems: list[Problem] = []
    questions: list[Question] = []
    keys: dict[str, Key] = {}
    for entry in data["questions"]:
        try:
            at = replace(source, line=entry[LINE])
            if keyed:
                question, keys[entry["id"]] = build(entry, at)
            else:
                question = _question(question_types()[entry["kind"]], entry, at)
            _check_links(question, data, path, entry[LINE])
            questions.append(question)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return Bank(
        lesson=data["lesson"],
        title=data["title"],
        minutes=data["minutes"],
        article=data.get("article", ""),
        objectives={k: v for k, v in data["objectives"].items() if k != LINE},
        sets=tuple(Set(s["id"], s["title"], s.get("about", "")) for s in data["sets"]),
        questions=tuple(questions),
        keys=keys,
        folder=path.parent,
    )


def build(entry: dict[str, Any], source: Source) -> tuple[Question, Key]:
    """One content entry as a question and its key."""
    kind = question_types()[entry["kind"]]
    return _question(kind, entry, source), kind.compile(entry, source)


def _question(kind: QuestionType, entry: dict[str, Any], source: Source) -> Question:
    return Question(
        id=entry["id"],
        kind=kind.kind,
        control=kind.control,
        prompt=entry["prompt"],
        set=entry["set"],
        objective=entry["objective"],
        points=entry.get("points", 1),
        must=entry.get("must", False),
        confidence=entry.get("confidence", False),
        material=entry.get("material", "none"),  # a public half does not say
        hints=tuple(entry.get("hints", [])),
        context=_context(entry, source),
        body=kind.ask(entry, source),
    )


def _context(entry: dict[str, Any], source: Source) -> dict[str, str] | None:
    """The passage to read first: own text, words of an article, which are checked against it, or a whole article."""
    data = entry.get("context")
    if not data:
        return None
    if "text" in data:
        return {"text": data["text"].strip(), "from": data.get("from", "")}
    if "exact" not in data and "article" not in data:
        expected = "`text:`, `exact:`, or `article:` for the whole of it"
        raise fault(source.path, data[LINE], "a context without words", expected, "Add one of them.")
    article = load_article(data.get("article", source.article), source.root)
    if "exact" not in data:
        about = data.get("from") or ". ".join(filter(None, (article.outlet, article.notice)))
        return {"text": article.text, "from": about}
    span = locate(article.text, Quote(data["exact"], data.get("prefix", "")), source.path, data[LINE])
    return {"text": span.of(article.text), "from": data.get("from", "From the article")}


def _check_links(question: Question, data: dict[str, Any], path: Path, line: int) -> None:
    if question.set not in {s["id"] for s in data["sets"]}:
        raise fault(path, line, f"the set '{question.set}'", "a set of this file", "Add it under `sets:`.")
    if question.objective not in data["objectives"]:
        found = f"the objective '{question.objective}'"
        raise fault(path, line, found, "an objective of this file", "Add it under `objectives:`.")


def view(question: Question, seed: str = "") -> dict[str, Any]:
    """The public question as plain data for the browser; nothing of the key is in it.

    Options are shuffled by `seed` (a learner's code), the same way each time, unless their order has a meaning.
    """
    body = dict(question.body)
    options = body.get("options")
    if options and not body.pop("fixed", False) and seed:
        body["options"] = shuffled(options, f"{seed}/{question.id}")
    if seed and "items" in body:
        body["items"] = shuffled(body["items"], f"{seed}/{question.id}/items")
    shared = ("id", "kind", "control", "prompt", "must", "points", "objective", "confidence", "context")
    return {name: getattr(question, name) for name in shared} | {"hints": list(question.hints)} | body


def shuffled(items: list[Any], seed: str) -> list[Any]:
    """`items` in an order that depends on `seed` alone, on every machine and Python."""
    order = list(items)
    Random(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")).shuffle(order)
    return order


def respond(bank: Bank, question: Question, answer: Any, revealed: bool = False) -> dict[str, Any]:
    """What is said to `answer`. With `revealed`, what the key holds for this question."""
    return question_types()[question.kind].respond(question, bank.keys[question.id], answer, revealed)
