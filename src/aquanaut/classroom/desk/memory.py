"""What the desk remembers between openings: exercise, due date, class list and folder, by the folder it works in.

A small file beside the results. It holds no name and no answer: the class list is remembered by its path.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

KEPT = ("exercise", "due", "roster", "by", "submissions", "results", "platform")

FILE = Path("results", "desk.json")


def remember(form: Mapping[str, object]) -> None:
    """Keep what was filled in. Where it cannot be written, the desk forgets: no work is lost by that."""
    kept = {name: str(form.get(name, ""))[:500] for name in KEPT}
    with suppress(OSError):
        FILE.parent.mkdir(parents=True, exist_ok=True)
        draft = FILE.with_suffix(".tmp")
        draft.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(FILE)


def remembered() -> dict[str, str]:
    """What was kept; nothing where there is no such file, or it is none of the desk's."""
    try:
        known = json.loads(FILE.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {name: value for name in KEPT if isinstance(value := known.get(name), str) and value}


def served_folder() -> str | None:
    """This folder's path from the root that Jupyter serves, "" for the root itself; None where it cannot be known.

    The server that started this kernel (`JPY_PARENT_PID`) keeps a file on itself in Jupyter's runtime folder, and its
    root stands there. Nothing else of that file is read.
    """
    server = os.environ.get("JPY_PARENT_PID", "")
    if not server.isdecimal():
        return None
    from jupyter_core.paths import jupyter_runtime_dir

    try:
        told = json.loads(Path(jupyter_runtime_dir(), f"jpserver-{server}.json").read_bytes())
        inside = Path.cwd().resolve().relative_to(Path(told["root_dir"]).resolve())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return "" if inside == Path() else inside.as_posix()
