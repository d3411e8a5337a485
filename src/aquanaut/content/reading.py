"""The strict reader: a content file as plain data, or every fault of it at once, with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar, overload

from aquanaut.content.cache import cache_file, cache_folder, cached, keep
from aquanaut.content.holding import held_to
from aquanaut.content.problems import ContentError, complaint
from aquanaut.content.schemas import Schema
from aquanaut.content.shapes import Value, mismatches

MOST_BYTES = 5_000_000
"""A content file larger than this is refused: no lesson needs it, and a mistake is likelier."""

Shape = TypeVar("Shape")


@overload
def read_yaml(path: Path, schema: Schema) -> Any: ...


@overload
def read_yaml(path: Path, schema: Schema, shape: type[Shape]) -> Shape: ...


def read_yaml(path: Path, schema: Schema, shape: object = None) -> object:
    """Read, check and return one content file.

    Returns plain dicts, lists, strings, ints and bools; dicts carry `__line__` (int, 1-based). With `shape`, a
    TypedDict that agrees with the schema, what is returned has that type.
    Raises `ContentError` with every fault of the file.
    """
    data = _bytes(path)
    folder = cache_folder()
    if folder is None:
        return _checked(path, data, schema, shape)
    place = cache_file(folder, data, schema)
    known = cached(place)
    if known is None:
        known = _checked(path, data, schema, shape)
        keep(place, known)
    return known


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise complaint(path, 0, "content.too_large", size=f"{size:,}", most=f"{MOST_BYTES:,}")
        return path.read_bytes()
    except FileNotFoundError:
        raise complaint(path, 0, "content.missing_file") from None
    except OSError as error:
        raise complaint(path, 0, "content.unreadable", reason=error.strerror or "OSError") from None


def _checked(path: Path, data: bytes, schema: Schema, shape: object = None) -> Value:
    apart = list(mismatches(schema, shape)) if shape is not None else []
    if apart:
        raise TypeError(f"{path.name}: schema and type disagree: {'; '.join(apart)}")
    value, problems = held_to(schema, _parsed(path, decode(path, data)), path)
    if problems:
        raise ContentError(problems)
    return value


def decode(path: Path, data: bytes) -> str:
    """`data` as UTF-8 text, or a `ContentError` that names the first line that is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise complaint(path, line, "content.not_utf8", byte=f"0x{data[error.start]:02x}") from None


def _parsed(path: Path, text: str) -> object:
    """The nodes of a YAML text, with their lines. What YAML itself says is wrong, it says in English."""
    # Loaded here, late: a compiled file needs no YAML at all.
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        return YAML(typ="rt", pure=True).load(text)
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        told = (error.problem or "").split("\n")[0].strip()
        raise complaint(path, line, "content.key_twice", told=told) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise complaint(path, line, "content.bad_yaml", told=error.problem or "YAML") from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        sign = f"U+{ord(text[error.position]):04X}"
        raise complaint(path, line, "content.invisible", sign=sign) from None
    except (YAMLError, RecursionError, ValueError) as error:
        # ruamel raises ValueError for impossible dates.
        told = str(error).split("\n")[0] or type(error).__name__
        raise complaint(path, 0, "content.not_yaml", told=told) from None
