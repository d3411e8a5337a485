"""What an export is, and how the command line finds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from aquanaut.content import complaint
from aquanaut.words import say

HOME = "aquanaut.exports"


@dataclass(frozen=True)
class Export:
    """One form of one sort of content: `aquanaut export WHAT NAME --to FORM --out DIR`.

    `make` takes a name ("all" for all of them) and the content folder, and gives the files by name; a name may hold
    folders (`source/02/02.ipynb`), and a file that is no text (a zip) is given as bytes. It raises `ContentError`.
    """

    what: str
    form: str
    sentence: str
    make: Callable[[str, Path], Mapping[str, str | bytes]]

    @property
    def about(self) -> str:
        """What it is for, in the chosen language; `sentence` is its key in the catalogue."""
        return say(self.sentence)


@cache
def exports(*homes: str) -> tuple[Export, ...]:
    """Every export in the packages `homes` and their rooms, found by its module's `EXPORT`."""
    names = (name for home in homes or (HOME,) for name in _modules(home))
    found = (module.EXPORT for module in map(import_module, names) if hasattr(module, "EXPORT"))
    return tuple(sorted(found, key=lambda one: (one.what, one.form)))


def _modules(package: str) -> list[str]:
    """The public modules below a package: private ones (`_shapes`) may bring what not everybody has installed."""
    found = (one.name for one in walk_packages(import_module(package).__path__, f"{package}."))
    return [name for name in found if not name.rpartition(".")[2].startswith("_")]


def write(files: Mapping[str, str | bytes], folder: Path) -> list[Path]:
    """Write `files` into `folder`, each whole or not at all; returns their paths. Raises `ContentError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, held in files.items():
            draft = folder / f"{name}.tmp"
            draft.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(held if isinstance(held, bytes) else held.encode())
            draft.replace(folder / name)
    except OSError as error:
        reason = error.strerror or say("export.fault.folder.unknown")
        raise complaint(folder, 0, "export.fault.folder", reason=reason) from None
    return [folder / name for name in files]
