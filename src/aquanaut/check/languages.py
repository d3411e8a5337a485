"""Every language beside English held to the English sentences: keys, slots, plural forms, and what is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aquanaut.content import ContentError, Problem, complaint, decode
from aquanaut.questions.model import question_types
from aquanaut.words import catalogue, speaking
from aquanaut.words.catalogues import ENGLISH, own_folders

SLOT = re.compile(r"\{(\w+)\}")
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""What CLDR calls the plural forms."""


@dataclass(frozen=True)
class LanguageResult:
    """What one language has. `missing`: how many English sentences it lacks, which are said in English."""

    folder: Path
    sentences: int
    missing: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a catalogue and where it stands."""

    key: str
    text: str
    path: Path
    line: int


def check_languages() -> list[LanguageResult]:
    """All languages but English: those that ship, and those in the folder of AQUANAUT_LANGUAGES."""
    return [check_language(folder) for folder in own_folders() if folder.name != ENGLISH]


def check_language(folder: Path) -> LanguageResult:
    """One language's folder."""
    question_types()  # the kinds of question bring their own sentences
    with speaking(ENGLISH):
        english = {key: text for key, text in catalogue().items() if key not in ("lang", "dir")}
    plural, problems = _described(folder)
    sentences, faults = _sentences(folder)
    problems += [*faults, *_compared(sentences, english, {*plural, "other"})]
    whole = {key for key in english if base(key, english) == key}
    there = {sentence.key for sentence in sentences}
    return LanguageResult(folder, len(sentences), len(whole - there), tuple(dict.fromkeys(problems)))


def base(key: str, english: Mapping[str, str]) -> str:
    """The key that a plural form belongs to ("copy.kept.one" to "copy.kept"); any other key itself."""
    stem, _, form = key.rpartition(".")
    return stem if form in CATEGORIES and stem in english else key


# --- language.json -------------------------------------------------------------------------------------------


def _described(folder: Path) -> tuple[list[str], list[Problem]]:
    """The plural categories that `language.json` defines, and what is wrong with the file."""
    path = folder / "language.json"
    try:
        told = _read(path)
    except ContentError as error:
        return [], error.problems
    text = path.read_text(encoding="utf-8")
    problems = [
        Problem.of(path, _line(text, key), complaint_key)
        for key, complaint_key in (("lang", "check.language_lang"), ("name", "check.language_name"))
        if not isinstance(told.get(key), str) or not told[key]
    ]
    if told.get("dir") not in ("ltr", "rtl"):
        problems.append(Problem.of(path, _line(text, "dir"), "check.language_dir", value=told.get("dir")))
    plural = told.get("plural")
    if not isinstance(plural, dict):
        return [], [*problems, Problem.of(path, _line(text, "plural"), "check.language_plural")]
    wrong = [
        Problem.of(path, _line(text, key), "check.plural_rule", name=key, told=said) for key, said in _rules(plural)
    ]
    return [str(key) for key in plural], problems + wrong


def _rules(plural: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """(category, why) of every plural rule that is none."""
    from babel.plural import PluralRule, RuleError

    for category, rule in plural.items():
        try:
            PluralRule({category: str(rule)})
        except (RuleError, ValueError) as error:
            yield category, str(error)


# --- the catalogues ------------------------------------------------------------------------------------------


def _sentences(folder: Path) -> tuple[list[Sentence], list[Problem]]:
    """Every sentence of a language's catalogues, and what is wrong with the files as files."""
    sentences: list[Sentence] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.json")):
        if path.name == "language.json":
            continue
        try:
            told = _read(path)
        except ContentError as error:
            problems += error.problems
            continue
        text = path.read_text(encoding="utf-8")
        for key, said in told.items():
            if isinstance(said, list) and all(isinstance(line, str) for line in said):
                said = "\n".join(said)
            if isinstance(said, str):
                sentences.append(Sentence(key, said, path, _line(text, key)))
            else:
                problems.append(Problem.of(path, _line(text, key), "check.no_sentence", name=key))
    return sentences, problems


def _compared(sentences: Iterable[Sentence], english: Mapping[str, str], plural: set[str]) -> Iterator[Problem]:
    """What is wrong with each sentence beside the English one."""
    first: dict[str, Sentence] = {}
    for sentence in sentences:
        if sentence.key in first:
            other = first[sentence.key]
            values = {"name": sentence.key, "file": other.path.name, "first": other.line}
            yield Problem.of(sentence.path, sentence.line, "check.sentence_twice", **values)
        first.setdefault(sentence.key, sentence)
        yield from _faults(sentence, english, plural)


def _faults(sentence: Sentence, english: Mapping[str, str], plural: set[str]) -> Iterator[Problem]:
    path, line = sentence.path, sentence.line
    stem = base(sentence.key, english)
    form = sentence.key.rpartition(".")[2]
    if stem not in english:
        yield Problem.of(path, line, "check.unknown_sentence", name=sentence.key)
        return
    if stem != sentence.key and form not in plural and sentence.key not in english:
        yield Problem.of(path, line, "check.plural_form", name=sentence.key, forms=", ".join(sorted(plural)))
    slots = set(SLOT.findall(sentence.text))
    known = set(SLOT.findall(english[stem]))
    for slot in sorted(slots - known):
        slots_there = ", ".join(f"{{{name}}}" for name in sorted(known)) or "-"
        yield Problem.of(path, line, "check.unknown_slot", slot=f"{{{slot}}}", name=sentence.key, slots=slots_there)
    # One form of several may name its number in words ("a sentence"), or leave out what goes without saying.
    for slot in sorted(known - slots) if stem == sentence.key else ():
        yield Problem.of(path, line, "check.lost_slot", slot=f"{{{slot}}}", name=sentence.key)


def _read(path: Path) -> dict[str, object]:
    """A JSON file that holds one object, or a `ContentError` with its line."""
    try:
        text = decode(path, path.read_bytes())
        told = json.loads(text, object_pairs_hook=lambda pairs: _once(path, text, pairs))
    except OSError as error:
        raise complaint(path, 0, "content.unreadable", reason=error.strerror or "OSError") from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise complaint(path, line, "content.bad_catalogue", told=getattr(error, "msg", str(error))) from None
    if not isinstance(told, dict):
        raise complaint(path, 1, "content.bad_catalogue", told=type(told).__name__)
    return told


def _once(path: Path, text: str, pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys stand once each."""
    keys = [key for key, _ in pairs]
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            values = {"name": key, "file": path.name, "first": _line(text, key)}
            raise complaint(path, _line(text, key, last=True), "check.sentence_twice", **values)
    return dict(pairs)


def _line(text: str, key: str, last: bool = False) -> int:
    """The line a key of a JSON text stands on, 1-based; 0 where it stands nowhere."""
    found = [match.start() for match in re.finditer(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:", text)]
    return text.count("\n", 0, found[-1 if last else 0]) + 1 if found else 0
