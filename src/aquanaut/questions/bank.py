"""A lesson's questions: `lessons/<stem>/quiz.yaml` read, checked and compiled.

A `Bank` keeps questions and keys apart: `questions` is what may be shown, `keys` never leaves Python.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TypedDict, TypeVar, cast

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
    complaint,
    content_files,
    content_root,
    read_yaml,
)
from aquanaut.questions import said
from aquanaut.questions.model import (
    Context,
    Entry,
    Key,
    Question,
    QuestionType,
    Source,
    View,
    question_types,
)
from aquanaut.questions.said import Result
from aquanaut.text.anchors import Quote, locate
from aquanaut.text.article import load_article
from aquanaut.words import say

SET = Fields({"id": Text(), "title": Text()}, {"about": Text()}, "id")

_T = TypeVar("_T")


class SetEntry(TypedDict, total=False):
    """A set as a content file describes it."""

    id: str
    title: str
    about: str


class QuizFile(TypedDict, total=False):
    """A checked `quiz.yaml`, or an exercise's two files joined."""

    lesson: str
    title: str
    minutes: int
    article: str
    objectives: dict[str, str]
    sets: list[SetEntry]
    questions: list[Entry]


class Asked(TypedDict, total=False):
    """What all content entries of questions share. `material` is not in a public half."""

    id: str
    kind: str
    set: str
    objective: str
    prompt: str
    material: str
    points: int
    must: bool
    confidence: bool
    hints: list[str]
    context: dict[str, str]


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
    """All questions of one lesson, in the order of the file, and their keys by question id.

    `about` says to a student what an exercise is; a lesson's notebook says it itself.
    """

    lesson: str
    title: str
    minutes: int
    article: str
    objectives: dict[str, str]
    sets: tuple[Set, ...]
    questions: tuple[Question, ...]
    keys: dict[str, Key]
    folder: Path
    about: str = ""

    def set(self, name: str) -> Set:
        """The set called `name`. Raises `ContentError` with the names there are."""
        for one in self.sets:
            if one.id == name:
                return one
        names = ", ".join(s.id for s in self.sets)
        raise complaint(self.folder / "quiz.yaml", 0, "fault.no_set", name=name, names=names)

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
    raise complaint(Path("lessons") / name, 0, "fault.no_lesson", name=name, names=", ".join(stems))


def load_bank(name: str, root: Path | None = None) -> Bank:
    """The questions of a lesson, by stem or number. Raises `ContentError` with every fault of the file."""
    root = root or content_root()
    path = root / "lessons" / find_stem(name, root) / "quiz.yaml"
    marks = tuple(sorted((p, p.stat().st_mtime_ns) for p in root.glob("articles/*/*.*")))
    return _load(path, root, path.stat().st_mtime_ns, marks)


@lru_cache(maxsize=16)
def _load(path: Path, root: Path, _changed: int, _articles: tuple[tuple[Path, int], ...]) -> Bank:
    data = read_yaml(path, quiz_fields())
    if data["lesson"] != path.parent.name:
        raise complaint(path, data[LINE], "fault.folder_lesson", name=data["lesson"], folder=path.parent.name)
    return assemble(data, path, root)


def assemble(data: QuizFile, path: Path, root: Path, keyed: bool = True) -> Bank:
    """A bank from checked content; without `keyed` of public halves alone, and then without keys.

    Raises `ContentError` with every fault of its questions.
    """
    source = Source(path, 1, root, data.get("article", ""))
    problems: list[Problem] = []
    questions: list[Question] = []
    keys: dict[str, Key] = {}
    for entry in data["questions"]:
        here = replace(source, line=cast(int, entry[LINE]))
        try:
            if keyed:
                question, key = build(entry, here)
                keys[question.id] = key
            else:
                question = _question(_kind(entry), entry, here)
            _check_links(question, data, here)
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
        about=str(data.get("about", "")),
    )


def _kind(entry: Entry) -> QuestionType:
    return question_types()[cast(Asked, entry)["kind"]]


def build(entry: Entry, source: Source) -> tuple[Question, Key]:
    """One content entry as a question and its key."""
    kind = _kind(entry)
    return _question(kind, entry, source), kind.compile(entry, source)


def _question(kind: QuestionType, entry: Entry, source: Source) -> Question:
    asked = cast(Asked, entry)
    return Question(
        id=asked["id"],
        kind=kind.kind,
        control=kind.control,
        prompt=asked["prompt"],
        set=asked["set"],
        objective=asked["objective"],
        points=asked.get("points", 1),
        must=asked.get("must", False),
        confidence=asked.get("confidence", False),
        material=asked.get("material", "none"),  # a public half does not say
        hints=tuple(asked.get("hints", [])),
        context=_context(asked, source),
        body=kind.ask(entry, source),
    )


def _context(asked: Asked, source: Source) -> Context | None:
    """The passage to read first: own text, words of an article, which are checked against it, or a whole article."""
    data = asked.get("context")
    if not data:
        return None
    if "text" in data:
        return {"text": data["text"].strip(), "from": data.get("from", "")}
    line = cast(int, data[LINE])
    if "exact" not in data and "article" not in data:
        raise complaint(source.path, line, "fault.context")
    article = load_article(data.get("article", source.article), source.root)
    if "exact" not in data:
        about = data.get("from") or ". ".join(filter(None, (article.outlet, article.notice)))
        return {"text": article.text, "from": about}
    span = locate(article.text, Quote(data["exact"], data.get("prefix", "")), source.path, line)
    return {"text": span.of(article.text), "from": data.get("from", say("context.from"))}


def _check_links(question: Question, data: QuizFile, source: Source) -> None:
    if question.set not in {s["id"] for s in data["sets"]}:
        raise complaint(source.path, source.line, "fault.link.set", name=question.set)
    if question.objective not in data["objectives"]:
        raise complaint(source.path, source.line, "fault.link.objective", name=question.objective)


def view(question: Question, seed: str = "") -> View:
    """The public question as plain data for the browser; nothing of the key is in it.

    Options are shuffled by `seed` (a learner's code), the same way each time, unless their order has a meaning.
    """
    body = question.body.copy()
    options = body.get("options")
    if options and not body.pop("fixed", False) and seed:
        body["options"] = shuffled(options, f"{seed}/{question.id}")
    if seed and "items" in body:
        body["items"] = shuffled(body["items"], f"{seed}/{question.id}/items")
    return {
        "id": question.id,
        "kind": question.kind,
        "control": question.control,
        "prompt": question.prompt,
        "must": question.must,
        "points": question.points,
        "objective": question.objective,
        "confidence": question.confidence,
        "context": question.context,
        "hints": list(question.hints),
        **body,
    }


def key_view(key: Key) -> dict[str, object]:
    """A key as a page takes it that scores by itself: without the words of the passage, which the view holds already.

    What the key holds for other rooms stays behind; all that is ever said is in `said`.
    """
    return {"table": {part: value for part, value in key.table.items() if part != "tokens"}, "said": key.said}


def shuffled(items: list[_T], seed: str) -> list[_T]:
    """`items` in an order that depends on `seed` alone, on every machine and Python."""
    order = list(items)
    Random(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")).shuffle(order)
    return order


def respond(bank: Bank, question: Question, answer: object, revealed: bool = False) -> Result:
    """What is said to `answer`. With `revealed`, what the key holds for this question."""
    key = bank.keys[question.id]
    return said.respond(key.table, key.said, answer, revealed)
