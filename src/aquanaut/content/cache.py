"""What was read and checked before, kept as JSON in the user's cache folder.

Reading YAML with line numbers is slow (about 0.2 s for 250 marks), so the checked result is kept under the hash of the
file's bytes and of the schema. The cache is only for speed: when it cannot be read or written, the file is read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

from aquanaut.content.schemas import Schema
from aquanaut.content.shapes import Value


def cache_folder() -> Path | None:
    """Where this system keeps what may be deleted at any time; none for an account without a home.

    The folder may not exist yet, or not be writable.
    """
    given = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    # An empty or relative value counts as none, as the XDG specification says.
    if Path(given).is_absolute():
        return Path(given) / "aquanaut"
    try:
        home = Path.home()
    except RuntimeError:
        return None  # No HOME, and an account without an entry: containers do that.
    caches = Path("Library", "Caches") if sys.platform == "darwin" else Path(".cache")
    return home / caches / "aquanaut"


def cache_file(folder: Path, data: bytes, schema: Schema) -> Path:
    """Where in `folder` the result of reading `data` by `schema` is kept.

    The schema is part of the name, so a newer Aquanaut never reads what an older one checked.
    """
    return folder / f"{hashlib.sha256(data + bytes(1) + repr(schema).encode()).hexdigest()}.json"


def cached(path: Path) -> Value | None:
    """What is kept in `path`; None where nothing usable is."""
    try:
        kept: Value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return kept


def keep(path: Path, value: Value) -> None:
    """Keep `value` in `path`, whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        draft.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        draft.replace(path)
    except OSError:
        pass  # A full disk or a read-only home costs speed, nothing else.
