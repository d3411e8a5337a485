"""Cue words: the verbs, nouns and adjectives that hand words or thoughts to somebody, read from `words/`.

The lists are data, written by hand; this module inflects them and answers "could this form be a cue, and which?".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from aquanaut.text.lexical.word_lists import word_lists, word_table

_WORDS = word_lists(__package__, "cues")


BASE, THIRD, PAST, PARTICIPLE, ING = 1, 2, 4, 8, 16
"""Which form of the verb a word may be (bits)."""

GRADES = ("neutral", "claiming", "conceding", "presuming", "stance")


@dataclass(frozen=True, eq=False)
class Cue:
    """A verb as a cue: its grade, what may follow it (see `cue_verbs.txt`), its prepositions, its particle."""

    lemma: str
    grade: str
    frames: frozenset[str]
    prepositions: frozenset[str]
    particle: str = ""


_IRREGULAR = word_table(__package__, "irregular_cues")
"""Past tense and participle of the verbs that do not take -ed."""

_DOUBLED = _WORDS["doubled"]


def _forms(lemma: str) -> Iterator[tuple[str, int]]:
    yield lemma, BASE
    yield _third(lemma), THIRD
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    soft = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) else stem
    yield ("lying" if lemma == "lie" else soft + "ing"), ING
    if lemma in _IRREGULAR:
        past, participle = _IRREGULAR[lemma]
        yield past, PAST
        yield participle, PARTICIPLE
        return
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        regular = lemma[:-1] + "ied"
    else:
        regular = lemma + "d" if lemma.endswith("e") else stem + "ed"
    yield regular, PAST
    yield regular, PARTICIPLE


def _third(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def lines(name: str) -> Iterator[list[str]]:
    """The entries of one lexicon, split at its bars. Comments and empty lines are left out."""
    text = files(__package__).joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


@cache
def verbs() -> dict[str, tuple[tuple[Cue, int], ...]]:
    """For every inflected form the cues it may be, with the bits of the form; those with a particle come first."""
    table: dict[str, dict[Cue, int]] = {}
    for cue in _cues():
        for form, bit in _forms(cue.lemma):
            kinds = table.setdefault(form, {})
            kinds[cue] = kinds.get(cue, 0) | bit
    return {form: tuple(sorted(kinds.items(), key=lambda k: not k[0].particle)) for form, kinds in table.items()}


def _cues() -> list[Cue]:
    """One cue for each verb and particle: the frames of all its lines, the grade of the first."""
    grades: dict[tuple[str, str], str] = {}
    frames: dict[tuple[str, str], set[str]] = {}
    for name in ("cue_verbs", "cue_stances"):
        for grade, allowed, words in lines(name):
            for word in words.split():
                lemma, _, particle = word.partition("_")
                key = (lemma, particle)
                grades.setdefault(key, grade)
                frames.setdefault(key, set()).update(allowed.split())
    return [
        Cue(
            lemma,
            grades[lemma, particle],
            frozenset(f for f in all_frames if f[0] != "+"),
            frozenset(f[1:] for f in all_frames if f[0] == "+"),
            particle,
        )
        for (lemma, particle), all_frames in frames.items()
    ]


@cache
def nouns() -> dict[str, str]:
    """Cue nouns and adjectives with their kind (said, thought, source, adjective, light); plurals by rule."""
    table: dict[str, str] = {}
    for kind, words in lines("cue_nouns"):
        for word in words.split():
            if kind == "homograph":
                continue
            table.setdefault(word.replace("_", " "), kind)
            if kind in ("said", "thought") and not word.endswith("s"):
                table.setdefault(_third(word), kind)
    return table


@cache
def homographs() -> frozenset[str]:
    """Lemmas of cue verbs whose base form or -s form is often a noun."""
    return frozenset(w for kind, words in lines("cue_nouns") if kind == "homograph" for w in words.split())


@cache
def sources() -> dict[str, frozenset[str]]:
    """Nouns for those who can be quoted, with their kinds (vague, person, group, record), singular and plural."""
    table: dict[str, set[str]] = {}
    for kind, words in lines("source_nouns"):
        for word in words.split():
            for form in (word, _plural(word)):
                table.setdefault(form.replace("_", " "), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in table.items()}


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-2] + "en"
    if word in ("wife", "half"):
        return word[:-2] + "ves"
    return _third(word)
