"""The words that the lessons use, in plain words: what a card beside a notebook's prose says.

`lessons/glossary.yaml` holds one list. Each term has the forms in which it may stand in a text, a meaning of at most
30 words, an example, and the lessons that use it. The words of one article (its names, agencies, machines) are not
here but in that article's own `glossary`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired

from aquanaut.content import LINE, ContentError, Entry, Fields, ListOf, OneOf, Problem, Text, content_root, read_yaml

MOST_WORDS = 30
"""A longer meaning is not read by someone who is in the middle of a sentence."""

LESSONS = ("00", "01", "02", "03", "04", "05", "06", "07")
"""The numbers with which the lessons' folders begin."""

AUDIENCES = ("everyone", "teachers")
"""Whom an entry is for. What only teachers need (alpha, d′) never gets a card on a student's page."""

GLOSSARY = Fields(
    {
        "terms": ListOf(
            Fields(
                {
                    "term": Text(),
                    "forms": ListOf(Text(), least=1),
                    "meaning": Text(words=4),
                    "example": Text(words=3),
                    "lessons": ListOf(OneOf(LESSONS), least=1),
                },
                {"audience": OneOf(AUDIENCES)},
                identity="term",
            ),
            least=1,
        )
    }
)
"""Schema of `glossary.yaml`. `forms` are the words as they stand in a text, the term itself among them or not: “source”
and “sources”. A form that has other everyday senses is best left out, for nobody can tell them apart by machine."""


class TermEntry(Entry):
    """A term as the file holds it."""

    term: str
    forms: list[str]
    meaning: str
    example: str
    lessons: list[str]
    audience: NotRequired[str]


class GlossaryFile(Entry):
    """The file as a whole."""

    terms: list[TermEntry]


@dataclass(frozen=True)
class Term:
    """One entry. `lessons` are numbers of lessons, such as `02`."""

    term: str
    forms: tuple[str, ...]
    meaning: str
    example: str
    lessons: tuple[str, ...]
    audience: str = "everyone"


@dataclass(frozen=True)
class Glossary:
    """All terms in the order of the file."""

    terms: tuple[Term, ...]

    def of_lesson(self, number: str) -> tuple[Term, ...]:
        """The terms that students meet in one lesson, such as `02`; none for a lesson that is not there."""
        return tuple(t for t in self.terms if number in t.lessons and t.audience == "everyone")


def load_glossary(root: Path | None = None) -> Glossary:
    """The glossary in `lessons/glossary.yaml`; an empty one where the content has no such file.

    Raises `ContentError` with every entry that does not follow the schema, every meaning that is too long, and every
    form that two entries claim.
    """
    path = (root or content_root()) / "lessons" / "glossary.yaml"
    if not path.exists():
        return Glossary(())  # A teacher's own content may do without.
    data = read_yaml(path, GLOSSARY, GlossaryFile)
    problems: list[Problem] = []
    claimed: dict[str, str] = {}
    for entry in data["terms"]:
        problems += _faults(path, entry, claimed)
    if problems:
        raise ContentError(problems)
    return Glossary(tuple(_term(entry) for entry in data["terms"]))


def _plain(form: str) -> str:
    """A form as forms are compared: small letters, single spaces, straight apostrophes."""
    return " ".join(form.replace("’", "'").lower().split())


def _faults(path: Path, entry: TermEntry, claimed: dict[str, str]) -> list[Problem]:
    """What is wrong with one entry beyond its schema. Adds the entry's forms to `claimed`."""
    line = entry[LINE]
    problems = []
    words = len(entry["meaning"].split())
    if words > MOST_WORDS:
        problems.append(Problem.of(path, line, "glossary.long", words=words, term=entry["term"], most=MOST_WORDS))
    for form in entry["forms"]:
        other = claimed.setdefault(_plain(form), entry["term"])
        if other != entry["term"]:
            problems.append(Problem.of(path, line, "glossary.twice", form=form, term=entry["term"], other=other))
    return problems


def _term(entry: TermEntry) -> Term:
    return Term(
        term=entry["term"],
        forms=tuple(entry["forms"]),
        meaning=" ".join(entry["meaning"].split()),
        example=" ".join(entry["example"].split()),
        lessons=tuple(entry["lessons"]),
        audience=entry.get("audience", "everyone"),
    )
