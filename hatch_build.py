"""What a wheel gets in another form than it has here: the extension that opens a lesson, in an editable
install too, and the evidence cards of the check's texts, without the verdicts.

A student opens the cards in a form of the check. The claims in the same file say what is true, and so which text is
flawed; they stay with the teacher.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CHECK_TEXTS = "articles/[ab][0-9][0-9]-*/facts.yaml"
CLAIMS = re.compile(r"^claims:.*?^(?=\w)", re.MULTILINE | re.DOTALL)
"""The claims of a `facts.yaml`, up to the next key that stands at the beginning of a line."""


def without_claims(text: str) -> str:
    """A `facts.yaml` with its cards alone. Raises ValueError where the claims do not stand before the cards."""
    cards, times = CLAIMS.subn("claims: []\n", text)
    if times != 1 or "verdict:" in cards:
        raise ValueError("claims: has to come once, before cards:")
    return cards


def loaded(path: Path) -> ModuleType:
    """A file of the package that needs nothing but Python, without importing the package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ValueError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class CustomBuildHook(BuildHookInterface):
    """Adds the made files to the wheel. An editable install reads the cards from the folder itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self.folder = Path(tempfile.mkdtemp())
        root = Path(self.root)
        building = loaded(root / "src" / "aquanaut" / "opener" / "building.py")
        for name, data in building.extension(root).items():
            copy = self.folder / building.NAME / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(data)
            build_data["shared_data"][str(copy)] = f"{building.SHARE}/{name}"
        if version == "editable":
            return
        for path in sorted(root.glob(CHECK_TEXTS)):
            place = path.relative_to(root)
            copy = self.folder / place
            copy.parent.mkdir(parents=True)
            copy.write_text(without_claims(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
            build_data["force_include"][str(copy)] = f"aquanaut/_content/{place.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(self.folder)
