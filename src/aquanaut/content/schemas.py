"""What a content file may hold: a schema is a small tree of the classes below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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


def identity(schema: Schema) -> str:
    """The key whose values must not repeat in a list of such items; empty where there is none."""
    if isinstance(schema, Fields):
        return schema.identity
    if isinstance(schema, Variant):
        return next((case.identity for case in schema.cases.values()), "")
    return ""
