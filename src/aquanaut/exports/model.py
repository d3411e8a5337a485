"""What an export is, and how the command line finds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from aquanaut.content import fault


@dataclass(frozen=True)
class Export:
    """One form of one sort of content: `aquanaut export WHAT NAME --to FORM --out DIR`.

    `make` takes a name ("all" for all of them) and the content folder, and gives the files by name; a name may hold
    folders (`source/02/02.ipynb`), and a file that is no text (a zip) is given as bytes. It raises `ContentError`.
    """

    what: str
    form: str
    about: str
    make: Callable[[str, Path], Mapping[str, str | bytes]]


@cache
def exports() -> tuple[Export, ...]:
    """Every export, found by its module's `EXPORT`."""
    package = import_module("aquanaut.exports")
    modules = (import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__))
    found = (module.EXPORT for module in modules if hasattr(module, "EXPORT"))
    return tuple(sorted(found, key=lambda one: (one.what, one.form)))


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
        reason = error.strerror or "an error"
        raise fault(folder, 0, reason, "a folder that may be written to", "Choose another with --out.") from None
    return [folder / name for name in files]
