"""Joining the browser's modules into the one module that a widget or a page needs.

The browser's files are plain ES modules that import one another, so that node, an editor and a type checker understand
them. A widget takes a single module, and a bundler would be a second tool chain on a teacher's machine: so the files
are laid one after the other in the order of their imports, each in a scope of its own, and what one exports, another
takes.

A module is named by its path in the package, without its ending: `widgets/static/quiz`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from aquanaut.pages.slim import slim_script, slim_style
from aquanaut.words import language

_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"(\.[^"]+)\.js";\n?', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|const|class|let) ([\w$]+))", re.MULTILINE)

HOUSE = "pages/static/house"


def static(path: str) -> str:
    """The text of a file of the package."""
    return files("aquanaut").joinpath(path).read_text(encoding="utf-8")


def module(entry: str, more: Mapping[str, str] | None = None) -> str:
    """The module `entry` and all that it imports, as one module.

    `more`: modules (their source by path) that nobody imports and that must run before the entry does, such as the
    controls of the kinds of question. Raises RecursionError on a circle of imports.
    """
    return _module(entry, tuple(sorted((more or {}).items())))


@cache
def _module(entry: str, more: tuple[tuple[str, str], ...]) -> str:
    return slim_script(joined(entry, dict(more)))


def joined(entry: str, more: Mapping[str, str] | None = None) -> str:
    """The same before comments and needless spaces are taken out."""
    known = dict(more or {})
    scopes: dict[str, str] = {}
    for name in known:
        _scope(name, known, scopes, ())
    return "".join(_entry(entry, known, scopes))


def _entry(name: str, known: Mapping[str, str], scopes: dict[str, str]) -> tuple[str, str]:
    """All scopes, and the entry itself, which stays open: what it declares and exports are the module's own."""
    body = _EXPORT.sub(r"\1", _linked(name, known, scopes, ()))
    return "".join(scopes.values()), body


def _linked(name: str, known: Mapping[str, str], scopes: dict[str, str], above: tuple[str, ...]) -> str:
    """A module's source; what it imports, it takes from the scopes of others, which are made where they are missing."""

    def take(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[2]))
        _scope(path, known, scopes, (*above, name))
        names = re.sub(r"\s+as\s+", ": ", " ".join((found[1] or "").split()))
        return f"const {{ {names} }} = {_called(path, scopes)};\n" if names else ""

    return _IMPORT.sub(take, known.get(name) or static(f"{name}.js"))


def _scope(name: str, known: Mapping[str, str], scopes: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise RecursionError(" → ".join((*above, name)))
    if name in scopes:
        return
    body = _linked(name, known, scopes, above)
    names = ", ".join(found[2] for found in _EXPORT.finditer(body))
    inner = _EXPORT.sub(r"\1", body)
    exported = f"return {{ {names} }};\n" if names else ""
    given = f"const ${len(scopes)} = " if names else ""  # what exports nothing needs no name
    scopes[name] = f"{given}(() => {{\n{inner}{exported}}})();\n"


def _called(path: str, scopes: Mapping[str, str]) -> str:
    """The name of a module's scope, which is made: its number."""
    return f"${list(scopes).index(path)}"


TURNED = """
.aquanaut { direction: rtl; }
.aquanaut :is(p, li, dt, dd, th, td, h1, h2, h3, h4, label, legend, summary, button, blockquote, figcaption) {
	unicode-bidi: plaintext;
}
"""
"""For a language from right to left. A notebook's own page is not; and a lesson in English keeps its full stops at the
end of its sentences."""


def style(*paths: str, more: tuple[str, ...] = ()) -> str:
    """The style sheets of a page or a widget in the direction of the chosen language; otherwise as `_style`."""
    return _style(*paths, more=(*more, TURNED) if language().direction == "rtl" else more)


@cache
def _style(*paths: str, more: tuple[str, ...] = ()) -> str:
    """The style sheets at `paths`, after the house's own, then `more` (texts); without comments and indentation."""
    return slim_style("\n".join([*(static(f"{path}.css") for path in (HOUSE, *paths)), *more]))
