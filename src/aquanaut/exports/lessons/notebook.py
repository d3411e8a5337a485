"""What a page takes from a notebook: its cells as JSON holds them, read and never run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aquanaut.content import complaint


@dataclass(frozen=True)
class Cell:
    """One cell. `page`: what its metadata wishes for a page: True, False, or a list of changes of words.

    `pictures` maps an attachment's name to its data by media type, base64 as the notebook holds it.
    """

    id: str
    kind: str
    text: str
    page: object
    pictures: Mapping[str, Mapping[str, str]]


def cells(path: Path) -> list[Cell]:
    """The cells of a notebook. Raises `ContentError` when it cannot be read as one."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [cell_of(cell) for cell in held if isinstance(cell, dict)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        told = f"{type(error).__name__}: {error}"
        raise complaint(path, 0, "export.fault.notebook", error=told) from None


def cell_of(cell: Mapping[str, object]) -> Cell:
    """A cell from the JSON of a notebook; what is missing or of another sort is empty."""
    ours = _mapping(_mapping(cell.get("metadata")).get("aquanaut"))
    pictures = {
        name: {kind: _joined(data) for kind, data in _mapping(kinds).items()}
        for name, kinds in _mapping(cell.get("attachments")).items()
    }
    text = _joined(cell.get("source", ""))
    return Cell(str(cell.get("id", "")), str(cell.get("cell_type", "")), text, ours.get("page", True), pictures)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _joined(value: object) -> str:
    """A text, which a notebook may keep as lines or as one string."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value)
