"""The browser's files keep to the floors of the house, as Python's do: an import goes to the same floor or lower."""

from __future__ import annotations

import posixpath
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "aquanaut"
SCRIPTS = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.js"))
IMPORT = re.compile(r"^import (?:\{[^}]*\} from )?\"([^\"]+)\";", re.MULTILINE)


def floors() -> dict[str, int]:
    """The number of each room's floor, from the top, by the contract of the Python imports."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["name"].startswith("Floors"))
    return {room.strip().removeprefix("aquanaut."): n for n, layer in enumerate(layers) for room in layer.split(":")}


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_import_goes_to_the_same_floor_or_lower(script: str) -> None:
    floor = floors()
    imported = IMPORT.findall((PACKAGE / script).read_text(encoding="utf-8"))
    for path in imported:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(script), path))
        assert (PACKAGE / target).is_file(), f"{script} imports {path}, which is not there"
        assert floor[target.split("/")[0]] >= floor[script.split("/")[0]], f"{script} imports {target} from above it"
