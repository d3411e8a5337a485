"""The folders that a hub makes for its students: whose each one is.

A hub makes `results/<name>/` for each student, with the student's code in `learner.json`. The folder's name is the
hub's word; `learner.json` is the student's to edit, so it counts only where no other folder claims the same code.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

LEARNER = "learner.json"
MOST_BYTES = 10_000


def hub_codes(folders: Iterable[Path]) -> dict[str, str]:
    """By the folder's name, the code of the student to whom the hub gave it."""
    said = {folder.name: code for folder in folders if (code := _stated(folder / LEARNER))}
    times = Counter(said.values())
    owned = {made_code(name): name for name in said}
    found = {}
    for name, code in said.items():
        theirs = owned.get(code, name)  # a code that the hub made for a folder is that folder's alone
        if code == made_code(name) or (times[code] == 1 and theirs == name):
            found[name] = code
    return found


def made_code(name: str) -> str:
    """The code that the hub's configuration makes of a login name."""
    code = "".join(sign for sign in name if sign.isascii() and sign.isalnum())
    return code if code == name else code + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:6]


def _stated(path: Path) -> str:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_BYTES:
            return ""
        said = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    code = said.get("learner") if isinstance(said, dict) else None
    return code if isinstance(code, str) and 0 < len(code) <= 64 else ""
