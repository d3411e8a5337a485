"""Joining the browser's modules into the one module that a widget or a page needs.

The files in `static/` are plain ES modules that import one another, so that node and an editor understand them.
A widget takes a single module, and a bundler would be a second tool chain for a page of work: so the files are laid
one after the other in the order of their imports, without the import lines and the word `export`. Comments and
indentation stay behind too, for every notebook output carries the result; names and lines stay readable.
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

PAGE = "page."
"""Keys that begin so are for pages that stand alone; where the rest is a key, too, they take its place there."""

ON_PAGES = (PAGE, "report.", "show.", "said.locked")
"""What Python says in a notebook, and a page that stands alone says itself."""

PYTHON_ONLY = (
    "ask.",
    "bars.",
    "checkup.",
    "class_desk.",
    "copy.",
    "desk.",
    "handout.",
    "lab.",
    "leaf.",
    "look.",
    "machine.",
    "mirror.",
    "note.",
    "paper.",
    "partner.",
    "report.",
    "review.",
    "said.",
    "show.",
    "start.",
    PAGE,
)
"""Keys that begin so are words that Python says; a notebook's page is not sent them."""


def static(name: str) -> str:
    """The text of a file in `static/`."""
    return files("aquanaut.widgets").joinpath("static", name).read_text(encoding="utf-8")


@cache
def module(entry: str) -> str:
    """`<entry>.js` and all that it imports, as one module. Raises RecursionError on a circle of imports."""
    return slim_script(joined(entry))


def joined(entry: str) -> str:
    """The same before comments and indentation are taken out."""
    found: dict[str, str] = {}
    _collect(entry, found, ())
    return "\n".join(found.values())


def _collect(name: str, found: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise RecursionError(" → ".join((*above, name)))
    if name in found:
        return
    source = static(f"{name}.js")
    for needed in _IMPORT.findall(source):
        _collect(needed, found, (*above, name))
    found[name] = _EXPORT.sub("", _IMPORT.sub("", source))


@cache
def style(*names: str) -> str:
    """The style sheets called `names`, after the house's own, without comments and indentation."""
    return slim_style("\n".join(static(f"{name}.css") for name in ("house", *names)))


# --- what need not travel ----------------------------------------------------------------------------------

_SCRIPT = re.compile(
    r"""(?P<space>\s+)
    | (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<regex>/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)
    | (?P<word>[\w$]+)
    | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_SLASH = re.compile("(?P<sign>/)")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
_BEFORE_REGEX = frozenset("(,=:[!&|?{;+-*%~^<>") | {"return", "typeof", "case", "of", "in", ""}
"""After these a slash begins a regular expression; after anything else it divides."""

_STYLE = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*') | (?P<comment>/\*.*?\*/) | (?P<space>\s+)""",
    re.VERBOSE | re.DOTALL,
)


def slim_script(source: str) -> str:
    """JavaScript without comments, indentation and empty lines.

    Line ends stay, since they can end a statement; strings, templates and regular expressions stay as they are.
    """
    out: list[str] = []
    braces: list[str] = []  # what each open brace belongs to: code, or the ${…} of a template
    before, at = "", 0
    while at < len(source):
        found = _SCRIPT.match(source, at)
        assert found is not None  # the last branch takes any character
        if found.lastgroup == "regex" and before not in _BEFORE_REGEX:
            found = _SLASH.match(source, at)
            assert found is not None
        kind, text, at = found.lastgroup, found[0], found.end()
        if kind in ("space", "comment"):
            _put_space(out, text if kind == "space" or "\n" in text else " ")
            continue
        if text == "{":
            braces.append("code")
        resumes = text == "}" and bool(braces) and braces.pop() == "template"
        if text == "`" or resumes:
            rest = _TEMPLATE.match(source, at)
            if rest is None:
                raise ValueError(f"a template without an end at character {at}")
            text, at = text + rest[0], rest.end()
            if text.endswith("${"):
                braces.append("template")
        out.append(text)
        before = "" if text.endswith("${") else text
    return "".join(out).strip() + "\n"


def slim_style(source: str) -> str:
    """CSS without comments, indentation and empty lines; what stands in quotation marks stays as it is."""
    out: list[str] = []
    at = 0
    for found in _STYLE.finditer(source):
        out.append(source[at : found.start()])
        if found.lastgroup == "text":
            out.append(found[0])
        else:
            _put_space(out, found[0] if found.lastgroup == "space" else " ")
        at = found.end()
    return ("".join(out) + source[at:]).strip() + "\n"


def _put_space(out: list[str], space: str) -> None:
    """One line end where `space` holds one, else one blank; none after another."""
    blank = "\n" if "\n" in space else " "
    while out and not out[-1]:
        out.pop()
    if out and out[-1] in ("\n", " "):
        out[-1] = "\n" if "\n" in (out[-1], blank) else " "
    else:
        out.append(blank)


# --- words -------------------------------------------------------------------------------------------------


@cache
def catalogue() -> dict[str, str]:
    """Every word of the interface, by key."""
    data: dict[str, Any] = json.loads(static(STRINGS))
    return {str(key): str(value) for key, value in data.items()}


@cache
def strings() -> dict[str, str]:
    """The words that a page needs, by key."""
    return {key: text for key, text in catalogue().items() if not key.startswith(PYTHON_ONLY)}


@cache
def own_strings(prefix: str) -> dict[str, str]:
    """The words of one widget alone, by key, with the catalogue's language; for a widget that others need not carry."""
    return {key: text for key, text in catalogue().items() if key.startswith(prefix) or key == "lang"}


@cache
def page_strings() -> dict[str, str]:
    """The words of a page that stands alone, by key."""
    found = strings() | {key: text for key, text in catalogue().items() if key.startswith(ON_PAGES)}
    own = {key.removeprefix(PAGE): text for key, text in found.items() if key.removeprefix(PAGE) in found}
    return {key: text for key, text in (found | own).items() if key.removeprefix(PAGE) not in own or key in own}


def words(key: str, **values: object) -> str:
    """The interface words `key` with their {slots} filled, as `t` in `static/dom.js` does.

    With a number `n`, the form for one comes first ("copy.kept.one") where n is 1. Nothing is escaped. An unknown key
    is given back, so that a gap in a translation never stops a lesson.
    """
    one = f"{key}.one" if values.get("n") == 1 else key
    text = catalogue().get(one) or catalogue().get(key) or key
    return re.sub(r"\{(\w+)\}", lambda slot: str(values.get(slot[1], slot[0])), text)
