"""A file's nodes held to a schema: plain data comes out, and a problem for everything that the schema does not know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from aquanaut.content.problems import Problem
from aquanaut.content.schemas import Fields, Flag, ListOf, MapOf, OneOf, Schema, Text, Variant, Whole, identity
from aquanaut.content.shapes import LINE, Value
from aquanaut.words import say


class Spot(NamedTuple):
    """Where in the file a node stands: its line (1-based), and the way to it in words."""

    line: int
    where: str


def held_to(schema: Schema, node: object, path: Path) -> tuple[Value, list[Problem]]:
    """`node`, the whole of the file `path`, as plain data; and whatever in it does not follow `schema`."""
    problems: list[Problem] = []
    return _Holder(path, problems).plain(node, schema, Spot(1, say("content.where.file"))), problems


@dataclass(frozen=True)
class _Holder:
    """Goes down the nodes and the schema together, and notes every problem of the file `path`."""

    path: Path
    problems: list[Problem]

    def plain(self, node: object, schema: Schema, spot: Spot) -> Value:
        """`node` as plain data."""
        match schema:
            case Text():
                return self._text(node, schema, spot)
            case Whole():
                return self._whole(node, schema, spot)
            case Flag():
                if not isinstance(node, bool):
                    self._wrong(node, spot, "content.no_flag")
                return bool(node)
            case OneOf():
                if not isinstance(node, str) or str(node) not in schema.values:
                    self._not_among(spot, _described(node), str(node), schema.values)
                return str(node)
            case ListOf():
                return self._list(node, schema, spot)
            case MapOf():
                return self._map(node, schema, spot)
            case Fields():
                return self._fields(node, schema, spot)
            case Variant():
                return self._variant(node, schema, spot)

    def _wrong(self, node: object, spot: Spot, key: str, **values: object) -> None:
        """Note that `node` is not what was expected; `key` is the complaint's in the catalogue."""
        found = say("content.at", what=_described(node), where=spot.where)
        expected, fix = say(f"{key}.expected", **values), say(f"{key}.fix", **values)
        self.problems.append(Problem(self.path, spot.line, found, expected, fix))

    def _not_among(self, spot: Spot, what: str, word: str, known: tuple[str, ...]) -> None:
        """Note that a word is none of those known, and which of them it may have meant."""
        found = say("content.at", what=what, where=spot.where)
        expected = say("content.one_of", words=", ".join(known))
        self.problems.append(Problem(self.path, spot.line, found, expected, _nearest(word, known)))

    def _text(self, node: object, schema: Text, spot: Spot) -> str:
        if not isinstance(node, str):
            self._wrong(node, spot, "content.no_text")
            return ""
        text = str(node)
        if not schema.empty and not text.strip():
            self._wrong(node, spot, "content.empty_text")
        elif len(text.split()) < schema.words:
            self._wrong(node, spot, "content.short_text", words=schema.words)
        return text

    def _whole(self, node: object, schema: Whole, spot: Spot) -> int:
        if isinstance(node, bool) or not isinstance(node, int) or not schema.least <= node <= schema.most:
            self._wrong(node, spot, "content.no_whole", least=schema.least, most=schema.most)
            return schema.least
        return int(node)

    def _list(self, node: object, schema: ListOf, spot: Spot) -> Value:
        if not isinstance(node, list):
            self._wrong(node, spot, "content.no_list")
            return []
        if not schema.least <= len(node) <= schema.most:
            self._wrong(node, spot, "content.list_length", least=schema.least, most=schema.most, there=len(node))
        items = []
        first_lines: dict[str | int, int] = {}
        key = identity(schema.item)
        for index, item in enumerate(node):
            line = _line_of_item(node, index, spot.line)
            name = item.get(key) if key and isinstance(item, dict) else None
            items.append(self.plain(item, schema.item, Spot(line, _where_item(spot.where, index, name))))
            if isinstance(name, str | int):
                if name in first_lines:
                    values = {"key": key, "name": name, "first": first_lines[name]}
                    self.problems.append(Problem.of(self.path, line, "content.name_twice", **values))
                first_lines.setdefault(name, line)
        return items

    def _map(self, node: object, schema: MapOf, spot: Spot) -> Value:
        if not isinstance(node, dict):
            self._wrong(node, spot, "content.no_map")
            return {}
        return {
            str(key): self.plain(value, schema.item, Spot(_line(node, key, spot.line), f"'{key}'"))
            for key, value in node.items()
        }

    def _variant(self, node: object, schema: Variant, spot: Spot) -> Value:
        if not isinstance(node, dict):
            self._wrong(node, spot, "content.no_mapping")
            return {}
        kind = node.get(schema.key)
        if isinstance(kind, str) and kind in schema.cases:
            return self.plain(node, schema.cases[str(kind)], spot)
        at_key = Spot(_line(node, schema.key, spot.line), spot.where)
        self._not_among(at_key, f"{schema.key} {_described(kind)}", str(kind), tuple(schema.cases))
        return {}

    def _fields(self, node: object, schema: Fields, spot: Spot) -> Value:
        if not isinstance(node, dict):
            self._wrong(node, spot, "content.no_fields", keys=", ".join(schema.required))
            return {}
        known = {**schema.required, **schema.optional}
        plain: dict[str, Value] = {LINE: spot.line}
        for key, value in node.items():
            line = _line(node, key, spot.line)
            if key in known:
                plain[str(key)] = self.plain(value, known[key], Spot(line, f"{spot.where}, '{key}'"))
            else:
                self._not_among(Spot(line, spot.where), say("content.unknown_key", key=key), str(key), tuple(known))
        for key in schema.required:
            if key not in node:
                self.problems.append(Problem.of(self.path, spot.line, "content.missing_key", key=key, where=spot.where))
        return plain


def _where_item(where: str, index: int, name: object) -> str:
    key = "content.where.named" if name else "content.where.item"
    return say(key, where=where, k=index + 1, name=name)


def _line(node: object, key: object, default: int) -> int:
    """The 1-based line of a key or an item of a ruamel container; `default` for a container without lines."""
    try:
        marks = node.lc  # type: ignore[attr-defined]  # ruamel's own, untyped
        position = marks.key(key) if isinstance(node, dict) else marks.item(key)
        return int(position[0]) + 1
    except (AttributeError, KeyError, TypeError, IndexError):
        return default


def _line_of_item(node: list[object], index: int, default: int) -> int:
    """The line an item of a list begins on: its own, where it is a mapping that knows it."""
    position = getattr(node[index], "lc", None)
    if isinstance(node[index], dict) and position is not None and position.line is not None:
        return int(position.line) + 1
    return _line(node, index, default)


def _described(node: object) -> str:
    """A node in a few words."""
    if node is None:
        return say("content.kind.nothing")
    if isinstance(node, dict):
        return say("content.kind.mapping")
    if isinstance(node, list):
        return say("content.kind.list")
    shown = str(node)
    return f"{type(node).__name__} '{shown[:60]}{'…' if len(shown) > 60 else ''}'"


def _nearest(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1)
    return say("content.did_you_mean", word=close[0]) if close else say("content.remove_or_compare")
