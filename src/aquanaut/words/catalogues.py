"""Reading the catalogues, choosing the language, filling the slots."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

ENGLISH = "en"

VARIABLE = "AQUANAUT_LANGUAGE"
"""The environment variable that names the language."""

FOLDERS = "AQUANAUT_LANGUAGES"
"""The environment variable that names a folder with languages of one's own, beside those that ship."""

_SLOT = re.compile(r"\{(\w+)\}")
_chosen: ContextVar[str | None] = ContextVar("language", default=None)
_added: dict[str, str] = {}


class BadCatalogue(Exception):
    """A file of a language that is no JSON of the form it should have. `line` is 1-based; 0 means the whole file."""

    def __init__(self, path: Path, line: int, told: str) -> None:
        self.path, self.line, self.told = path, line, told
        super().__init__(f"{path}:{line}: {told}")


@dataclass(frozen=True)
class Language:
    """A language as its folder describes it. `plural` maps a CLDR category to its rule; all else is "other"."""

    tag: str
    name: str
    direction: str
    plural: Mapping[str, str]


def add(sentences: Mapping[str, str]) -> None:
    """Take in the English sentences of a room that brings its own. Raises KeyError where a key says two things."""
    for key, text in sentences.items():
        if _added.get(key, text) != text:
            raise KeyError(f"two sentences for '{key}': {_added[key]!r} and {text!r}")
    if not sentences.items() <= _added.items():
        _added.update(sentences)
        _merged.cache_clear()


def languages() -> tuple[str, ...]:
    """The tags of all languages that can be spoken here."""
    found = (one.name for home in _homes() for one in home.iterdir() if one.joinpath("language.json").is_file())
    return tuple(sorted(set(found)))


def own_folders() -> list[Path]:
    """The folders of all languages that stand on disk."""
    homes = [Path(str(home)) for home in _homes()]
    return sorted(file.parent for home in homes if home.is_dir() for file in home.glob("*/language.json"))


def language(tag: str | None = None) -> Language:
    """The language called `tag`, else the one chosen: by `speaking`, else by AQUANAUT_LANGUAGE, else English."""
    return _language(tag or chosen(), os.environ.get(FOLDERS, ""))


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Say all that is said inside the block in the language `tag`."""
    before = _chosen.set(tag)
    try:
        yield
    finally:
        _chosen.reset(before)


def catalogue() -> dict[str, str]:
    """Every sentence of the chosen language by key, English where it has none, and "lang", its tag."""
    return _merged(chosen(), os.environ.get(FOLDERS, ""))


@cache
def part(*names: str) -> frozenset[str]:
    """The keys of the English catalogues called `names`."""
    return frozenset(key for name in names for key in _read(_home(ENGLISH).joinpath(f"{name}.json")))


def say(key: str, /, **values: object) -> str:
    """The sentence `key` with its {slots} filled, as `t` does in the browser (`pages/static/dom.js`).

    With a number `n`, the form for that number comes first. Nothing is escaped. An unknown key is given back.
    """
    known = catalogue()
    text = known.get(key, key)
    if "n" in values:
        text = known.get(f"{key}.{_category(values['n'])}", text)
    return _SLOT.sub(lambda slot: str(values.get(slot[1], slot[0])), text)


def chosen() -> str:
    """The name of the chosen language's folder, as it was asked for: by `speaking`, by the environment, or English."""
    return _chosen.get() or os.environ.get(VARIABLE, "") or ENGLISH


def _homes() -> list[Traversable]:
    own = os.environ.get(FOLDERS)
    return [files("aquanaut.words"), *([Path(own)] if own and Path(own).is_dir() else [])]


def _home(tag: str) -> Traversable:
    """The folder of a language. Its region may be left out: "es-MX" is found as "es"; an unknown one is English."""
    for wanted in (tag, tag.partition("-")[0]):
        for home in reversed(_homes()):
            if home.joinpath(wanted, "language.json").is_file():
                return home.joinpath(wanted)
    return files("aquanaut.words").joinpath(ENGLISH)


@cache
def _language(tag: str, _folders: str) -> Language:
    told = _json(file := _home(tag).joinpath("language.json"))
    try:
        return Language(str(told["lang"]), str(told["name"]), str(told["dir"]), dict(told["plural"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BadCatalogue(Path(str(file)), 0, repr(error)) from None


@cache
def _merged(tag: str, folders: str) -> dict[str, str]:
    found = dict(_added)
    for home in (_home(ENGLISH), _home(tag)):
        for one in sorted(home.iterdir(), key=lambda one: one.name):
            if one.name.endswith(".json") and one.name != "language.json":
                found |= _read(one)
    known = _language(tag, folders)
    return found | {"lang": known.tag, "dir": known.direction}


def _read(file: Traversable) -> dict[str, str]:
    """A catalogue; a text of several lines may stand as a list of lines."""
    told = _json(file)
    return {str(key): "\n".join(text) if isinstance(text, list) else str(text) for key, text in told.items()}


def _json(file: Traversable) -> dict[str, Any]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadCatalogue(Path(str(file)), getattr(error, "lineno", 0), str(error)) from None
    except OSError as error:
        raise BadCatalogue(Path(str(file)), 0, error.strerror or "OSError") from None
    if not isinstance(told, dict):
        raise BadCatalogue(Path(str(file)), 1, type(told).__name__)
    return told


def _category(n: object) -> str:
    """The plural category of a number in the chosen language; "other" for what is no number."""
    if isinstance(n, bool) or not isinstance(n, int | float):
        return "other"
    return _rule(chosen(), os.environ.get(FOLDERS, ""))(n)


@cache
def _rule(tag: str, folders: str) -> Callable[[float], str]:
    from babel.plural import PluralRule  # late: most sentences count nothing

    rule: Callable[[float], str] = PluralRule(dict(_language(tag, folders).plural))
    return rule
