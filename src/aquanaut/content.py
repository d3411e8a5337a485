"""The strict reader of content files.

Articles, marks, questions and lessons are YAML 1.2 files that a teacher can read and edit. This module turns
such a file into plain dictionaries and lists, and refuses whatever its schema does not know. Every complaint
names the file, the line, what was found, what was expected and what to do, because the person who reads it is
a teacher with a lesson in ten minutes.

A schema is a small tree of the classes below (`Text`, `Fields`, `ListOf` …). Every mapping that comes out
carries the key `__line__`, so that later stages (a quotation that is not in the article, say) can still point
at the line.

Reading YAML with line numbers is slow (about 0.2 s for 250 marks), so the checked result is kept as JSON in
the user's cache folder, under the hash of the file's bytes and of the schema. The cache is only for speed: when it
cannot be read or written, the file is read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LINE = "__line__"
CONTENT_VARIABLE = "AQUANAUT_CONTENT"
MOST_BYTES = 5_000_000
"""A content file larger than this is refused: no lesson needs it, and a mistake is likelier."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one content file. `line` is 1-based; 0 means the file as a whole."""

    path: Path
    line: int
    found: str
    expected: str
    fix: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: found {self.found}; expected {self.expected}. {self.fix}"


class ContentError(Exception):
    """Content that cannot be used. `problems` lists every fault found, in order of line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (str(p.path), p.line))
        super().__init__("\n".join(str(p) for p in self.problems))


def fault(path: Path, line: int, found: str, expected: str, fix: str) -> ContentError:
    """A `ContentError` with a single problem."""
    return ContentError([Problem(path, line, found, expected, fix)])


# --- schemas -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """A non-empty piece of text, with at least `words` words."""

    words: int = 0
    empty: bool = False


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`, both included."""

    least: int = 0
    most: int = 1_000_000


@dataclass(frozen=True)
class Flag:
    """true or false."""


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class ListOf:
    """A list of items of one kind, between `least` and `most` long."""

    item: Schema
    least: int = 0
    most: int = 100_000


@dataclass(frozen=True)
class Fields:
    """A mapping with known keys. `identity` names the key whose values must not repeat within one list."""

    required: Mapping[str, Schema]
    optional: Mapping[str, Schema] = field(default_factory=dict)
    identity: str = ""


@dataclass(frozen=True)
class Variant:
    """A mapping whose `key` says which of several `Fields` it follows (a question and its kind)."""

    key: str
    cases: Mapping[str, Fields]


@dataclass(frozen=True)
class MapOf:
    """A mapping from free keys to items of one kind (glossary terms, strings)."""

    item: Schema


Schema = Text | Whole | Flag | OneOf | ListOf | Fields | Variant | MapOf


# --- reading -----------------------------------------------------------------------------------------------


def read_yaml(path: Path, schema: Schema) -> Any:
    """Read, check and return one content file.

    Returns plain dicts, lists, strings, ints and bools; dicts carry `__line__` (int, 1-based).
    Raises `ContentError` with every fault of the file.
    """
    data = _bytes(path)
    # The schema is part of the name, so a newer Aquanaut never reads what an older one checked.
    name = hashlib.sha256(data + b"\0" + repr(schema).encode()).hexdigest()
    folder = cache_folder()
    if folder is None:
        return _checked(path, data, schema)
    cached = folder / f"{name}.json"
    try:
        return json.loads(cached.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        pass
    result = _checked(path, data, schema)
    _keep(cached, result)
    return result


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise fault(path, 0, f"{size:,} bytes", f"at most {MOST_BYTES:,}", "Split the file.")
        return path.read_bytes()
    except FileNotFoundError:
        raise fault(path, 0, "no such file", "a content file", "Check the name and the folder.") from None
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise fault(path, 0, reason, "a readable file", "Check the file's permissions.") from None


def _checked(path: Path, data: bytes, schema: Schema) -> Any:
    problems: list[Problem] = []
    result = _plain(path, _parsed(path, decode(path, data)), schema, 1, "the file", problems)
    if problems:
        raise ContentError(problems)
    return result


def decode(path: Path, data: bytes) -> str:
    """`data` as UTF-8 text, or a `ContentError` that names the first line that is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"a byte that is not UTF-8 (0x{data[error.start]:02x})"
        raise fault(path, line, found, "UTF-8 text", "Save the file as UTF-8 in your editor.") from None


def _parsed(path: Path, text: str) -> Any:
    # Loaded here, late: a compiled file needs no YAML at all.
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        return YAML(typ="rt", pure=True).load(text)
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        found = f"a key written twice ({(error.problem or '').split(chr(10))[0].strip()})"
        raise fault(path, line, found, "each key once", "Remove or rename one of the two.") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        fix = "Check the indentation, and put text that holds a colon or a # in quotation marks."
        raise fault(path, mark.line + 1 if mark else 0, error.problem or "a YAML mistake", "valid YAML", fix) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        found = f"the invisible character U+{ord(text[error.position]):04X}"
        raise fault(path, line, found, "valid YAML", "Delete the character; copying may have brought it in.") from None
    except (YAMLError, RecursionError, ValueError) as error:
        # ruamel raises ValueError for impossible dates.
        found = str(error).split("\n")[0] or "something that is not YAML"
        raise fault(path, 0, found, "valid YAML 1.2", "Compare with a shipped content file.") from None


def _plain(path: Path, node: Any, schema: Schema, line: int, where: str, problems: list[Problem]) -> Any:
    """`node` as plain data, adding to `problems` whatever does not follow `schema`."""

    def wrong(expected: str, fix: str) -> None:
        problems.append(Problem(path, line, f"{_describe(node)} at {where}", expected, fix))

    match schema:
        case Text():
            return _plain_text(node, schema, wrong)
        case Whole():
            if isinstance(node, bool) or not isinstance(node, int) or not schema.least <= node <= schema.most:
                wrong(f"a whole number from {schema.least} to {schema.most}", "Write digits, without quotes.")
                return schema.least
            return int(node)
        case Flag():
            if not isinstance(node, bool):
                wrong("true or false", "Write true or false, in small letters and without quotes.")
            return bool(node)
        case OneOf():
            if not isinstance(node, str) or str(node) not in schema.values:
                wrong("one of " + ", ".join(schema.values), _nearest(str(node), schema.values))
            return str(node)
        case ListOf():
            return _plain_list(path, node, schema, line, where, problems, wrong)
        case MapOf():
            if not isinstance(node, dict):
                wrong("a mapping", "Write `name: value` lines.")
                return {}
            plain: dict[str, Any] = {
                str(k): _plain(path, v, schema.item, _line(node, k, line), f"'{k}'", problems) for k, v in node.items()
            }
            return plain
        case Fields():
            return _plain_fields(path, node, schema, line, where, problems, wrong)
        case Variant():
            if not isinstance(node, dict):
                wrong("a mapping", "Write `key: value` lines.")
                return {}
            kind = node.get(schema.key)
            if kind not in schema.cases:
                kinds = tuple(schema.cases)
                at = _line(node, schema.key, line)
                found = f"{schema.key} {_describe(kind)} at {where}"
                problems.append(Problem(path, at, found, "one of " + ", ".join(kinds), _nearest(str(kind), kinds)))
                return {}
            return _plain(path, node, schema.cases[str(kind)], line, where, problems)


def _plain_text(node: Any, schema: Text, wrong: Any) -> str:
    if not isinstance(node, str):
        wrong("text", "Put the value in quotation marks.")
        return ""
    text = str(node)
    if not schema.empty and not text.strip():
        wrong("text that is not empty", "Write something, or remove the key.")
    elif len(text.split()) < schema.words:
        wrong(f"at least {schema.words} words", "Say why, in a full sentence.")
    return text


def _plain_list(
    path: Path, node: Any, schema: ListOf, line: int, where: str, problems: list[Problem], wrong: Any
) -> list[Any]:
    if not isinstance(node, list):
        wrong("a list", "Start each item on its own line with a dash and a space.")
        return []
    if not schema.least <= len(node) <= schema.most:
        wrong(f"between {schema.least} and {schema.most} items", f"There are {len(node)}.")
    items = []
    seen: dict[Any, int] = {}
    identity = _identity(schema.item)
    for index, item in enumerate(node):
        at = _line(node, index, line)
        position = getattr(item, "lc", None)
        if isinstance(item, dict) and position is not None and position.line is not None:
            at = position.line + 1
        name = item.get(identity) if identity and isinstance(item, dict) else None
        inner = f"{where}, item {index + 1}" + (f" ({name})" if name else "")
        items.append(_plain(path, item, schema.item, at, inner, problems))
        if isinstance(name, str | int):
            if name in seen:
                found = f"the {identity} '{name}' again (first on line {seen[name]})"
                problems.append(Problem(path, at, found, f"each {identity} once", "Give one of the two a new name."))
            seen.setdefault(name, at)
    return items


def _identity(schema: Schema) -> str:
    if isinstance(schema, Fields):
        return schema.identity
    if isinstance(schema, Variant):
        return next((case.identity for case in schema.cases.values()), "")
    return ""


def _plain_fields(
    path: Path, node: Any, schema: Fields, line: int, where: str, problems: list[Problem], wrong: Any
) -> dict[str, Any]:
    if not isinstance(node, dict):
        wrong("a mapping with the keys " + ", ".join(schema.required), "Write `key: value` lines.")
        return {}
    known = {**schema.required, **schema.optional}
    plain: dict[str, Any] = {LINE: line}
    for key, value in node.items():
        at = _line(node, key, line)
        if key not in known:
            found = f"the unknown key '{key}' at {where}"
            names = tuple(known)
            problems.append(Problem(path, at, found, "one of " + ", ".join(names), _nearest(str(key), names)))
            continue
        plain[str(key)] = _plain(path, value, known[key], at, f"{where}, '{key}'", problems)
    for key in schema.required:
        if key not in node:
            found = f"no '{key}' at {where}"
            problems.append(Problem(path, line, found, f"the key '{key}'", f"Add a line `{key}: …`."))
    return plain


def _line(node: Any, key: Any, default: int) -> int:
    """The 1-based line of a key or an item of a ruamel container."""
    try:
        marks = node.lc  # ruamel's own; untyped, and absent on plain containers
        position = marks.key(key) if isinstance(node, dict) else marks.item(key)
        return int(position[0]) + 1
    except (AttributeError, KeyError, TypeError, IndexError):
        return default


def _describe(node: Any) -> str:
    if node is None:
        return "nothing"
    if isinstance(node, dict):
        return "a mapping"
    if isinstance(node, list):
        return "a list"
    shown = str(node)
    return f"{type(node).__name__} '{shown[:60]}{'…' if len(shown) > 60 else ''}'"


def _nearest(word: str, words: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, words, n=1)
    return f"Did you mean '{close[0]}'?" if close else "Remove it, or compare with a shipped content file."


# --- the cache ---------------------------------------------------------------------------------------------


def cache_folder() -> Path | None:
    """Where this system keeps what may be deleted at any time; none for an account without a home.

    The folder may not exist yet, or not be writable.
    """
    given = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    # An empty or relative value counts as none, as the XDG specification says.
    if Path(given).is_absolute():
        return Path(given) / "aquanaut"
    try:
        home = Path.home()
    except RuntimeError:
        return None  # No HOME, and an account without an entry: containers do that.
    caches = Path("Library", "Caches") if sys.platform == "darwin" else Path(".cache")
    return home / caches / "aquanaut"


def _keep(path: Path, data: Any) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        draft.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        draft.replace(path)
    except OSError:
        pass  # A full disk or a read-only home costs speed, nothing else.


# --- where content is found --------------------------------------------------------------------------------


def content_root(given: str | Path | None = None) -> Path:
    """The folder that holds `articles/`.

    In order: `given` (the command line's `--content`), the variable `AQUANAUT_CONTENT`, the nearest parent of the
    working folder that holds `articles/`, and the copy inside the installed package.
    """
    for source, named in (("--content", given), (CONTENT_VARIABLE, os.environ.get(CONTENT_VARIABLE))):
        if named:
            folder = Path(named)
            if not (folder / "articles").is_dir():
                raise fault(folder, 0, "no folder 'articles' in it", "a content folder", f"Check {source}.")
            return folder.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "articles").is_dir():
            return folder
    packed = Path(__file__).parent / "_content"
    if (packed / "articles").is_dir():
        return packed
    raise fault(
        here, 0, "no folder 'articles' here or above", "Aquanaut's content", f"Set {CONTENT_VARIABLE} to its folder."
    )


def content_files(root: Path, folder: str, name: str) -> Iterator[Path]:
    """Every `root/folder/*/name`, sorted by folder."""
    yield from sorted((root / folder).glob(f"*/{name}"))
