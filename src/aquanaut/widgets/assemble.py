"""Joining the browser's modules into the one module that a widget or a page needs.

The files in `static/` are plain ES modules that import one another, so that node and an editor understand them.
A widget takes a single module, and a bundler would be a second tool chain for thirty lines of work: so the files
are laid one after the other in the order of their imports, without the import lines and the word `export`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+)\.js";\n?', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class|let)\b)", re.MULTILINE)
STRINGS = "strings.en.json"


def static(name: str) -> str:
    """The text of a file in `static/`."""
    return files("aquanaut.widgets").joinpath("static", name).read_text(encoding="utf-8")


@cache
def module(entry: str) -> str:
    """`<entry>.js` and all that it imports, as one module. Raises RecursionError on a circle of imports."""
    joined: dict[str, str] = {}
    _collect(entry, joined, ())
    return "\n".join(joined.values())


def _collect(name: str, joined: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise RecursionError(" → ".join((*above, name)))
    if name in joined:
        return
    source = static(f"{name}.js")
    for needed in _IMPORT.findall(source):
        _collect(needed, joined, (*above, name))
    joined[name] = _EXPORT.sub("", _IMPORT.sub("", source))


@cache
def style(*names: str) -> str:
    """The style sheets called `names`, after the house's own."""
    return "\n".join(static(f"{name}.css") for name in ("house", *names))


@cache
def strings() -> dict[str, str]:
    """Every word of the interface, by key."""
    data: dict[str, Any] = json.loads(static(STRINGS))
    return {str(key): str(value) for key, value in data.items()}
