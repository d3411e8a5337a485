"""After a change to a lesson's notebook: `python -m aquanaut.opener.lessons`.

It locks the notebook's cells against a slip, notes in it which lesson it is, and adds the code to `known.json`.
What stands there stays: students' copies of last year still open by themselves.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aquanaut.opener.building import HERE, code_of, known

ROOT = Path(__file__).parents[3]
LOCK = {"deletable": False, "editable": False}


def locked(notebook: dict[str, Any], stem: str) -> dict[str, Any]:
    """A notebook whose cells cannot be deleted or typed into by accident, and that knows which lesson it is."""
    cells = [{**cell, "metadata": {**cell["metadata"], **LOCK}} for cell in notebook["cells"]]
    about = {**notebook["metadata"], "aquanaut": {"lesson": stem}}
    return {**notebook, "cells": cells, "metadata": about}


def renew(root: Path) -> None:
    """Lock every lesson of a checkout, and renew `known.json`."""
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        notebook = locked(json.loads(path.read_text(encoding="utf-8")), path.stem)
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        assert code_of(notebook)
    text = json.dumps(known(root), ensure_ascii=False, indent=1) + "\n"
    (root / HERE / "known.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    renew(ROOT)
