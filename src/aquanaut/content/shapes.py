"""The types of what is read: `Value` for any content, and a TypedDict for what a schema names.

    class Term(Entry):                                  TERM = Fields({"term": Text()}, {"hint": Text()})
        term: str
        hint: NotRequired[str]

    read_yaml(path, TERM, Term)["hint"]                 # mypy knows the keys and what they hold

Schema and TypedDict say the same twice, once for the reader and once for mypy; `mismatches` holds them to each other
whenever a file is read for the first time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import (
    Final,
    Literal,
    NotRequired,
    Required,
    TypeAlias,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from aquanaut.content.schemas import Fields, Flag, ListOf, MapOf, OneOf, Schema, Text, Variant, Whole

LINE: Final = "__line__"
"""The key under which every mapping carries the line it begins on (1-based), so that later stages can point at it."""

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value]"
"""What a content file holds, once read."""


class Entry(TypedDict):
    """A mapping of a content file. Those with known keys are subclasses."""

    __line__: int


def mismatches(schema: Schema, shape: object, where: str = "") -> Iterator[str]:
    """Where a type and a schema disagree, in words for a programmer; nothing when they agree."""
    origin = get_origin(shape)
    match schema:
        case Text() | OneOf():
            agree = shape is str or (origin is Literal and set(get_args(shape)) == set(_values(schema)))
            inner: Iterator[str] = iter(())
        case Whole() | Flag():
            agree, inner = shape is (int if isinstance(schema, Whole) else bool), iter(())
        case ListOf():
            agree = origin is list
            inner = mismatches(schema.item, get_args(shape)[0], f"{where}[]") if agree else iter(())
        case MapOf():
            agree = origin in (dict, Mapping) and get_args(shape)[0] is str
            inner = mismatches(schema.item, get_args(shape)[1], f"{where}{{}}") if agree else iter(())
        case Fields():
            agree = is_typeddict(shape)
            inner = _fields(schema, shape, where) if agree else iter(())
        case Variant():
            # A union of TypedDicts, or one that holds what all cases have; which of them it is, the key says.
            cases = get_args(shape) if origin in (Union, UnionType) else (shape,)
            agree, inner = all(map(is_typeddict, cases)), iter(())
    if not agree:
        yield f"{where or 'the file'}: {type(schema).__name__} is not {shape}"
    yield from inner


def _values(schema: Text | OneOf) -> tuple[str, ...]:
    return schema.values if isinstance(schema, OneOf) else ()


def _fields(schema: Fields, shape: object, where: str) -> Iterator[str]:
    hints = get_type_hints(shape, include_extras=True)
    known = {**schema.required, **schema.optional}
    for key in sorted(set(hints) ^ {*known, LINE}):
        yield f"{where}.{key}: only the {'type' if key in hints else 'schema'} has it"
    needed: frozenset[str] = getattr(shape, "__required_keys__", frozenset())
    for key in sorted(set(hints) & set(known)):
        if (get_origin(hints[key]) is not NotRequired and key in needed) != (key in schema.required):
            yield f"{where}.{key}: required once"
        yield from mismatches(known[key], _bare(hints[key]), f"{where}.{key}")


def _bare(hint: object) -> object:
    """A key's type without `Required` and `NotRequired`."""
    return get_args(hint)[0] if get_origin(hint) in (Required, NotRequired) else hint
