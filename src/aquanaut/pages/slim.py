"""What of a script or a style sheet need not travel: comments, and the signs that nothing depends on.

It buys what a widget may weigh: without it the questions bring 87,000 bytes into a notebook, with it under 60,000. The
slimmers on PyPI were measured: rjsmin comes as source for Windows and macOS and knows no template inside a template,
rcssmin takes the space out of `.a :hover` where rules stand inside one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PART = re.compile(
    r"""(?P<gap>(?:\s|//[^\n]*|/\*.*?\*/)+)
    | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<regex>/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)
    | (?P<word>[\w$]+)
    | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
_BEFORE_REGEX = frozenset("(,=:[!&|?{;+-*%~^<>") | {"return", "typeof", "case", "of", "in", ""}
"""After these a slash begins a regular expression; after anything else it divides."""

_OPENS = frozenset("{([,;=?:&|<>*%^!~")
"""After these no statement can end: what follows belongs to it, on this line or another."""

_CLOSES = frozenset("})],;.?:=&|<>*%^")
"""Before these no line end is needed: none of them can begin a statement, and a bracket ends it by itself."""

_STATEMENTS = frozenset({"const", "let", "function", "class", "if", "for", "while", "return", "throw", "try"})
"""After a closing brace these can only begin a statement: a line end between the two says nothing."""


def slim_script(source: str) -> str:
    """JavaScript without comments and needless signs; strings, templates and regular expressions stay as they are.

    A line end stays where it can end a statement. No loop of ours has an empty statement for its body: a semicolon
    before a closing brace goes. Raises ValueError on a template without an end.
    """
    slim: list[str] = []
    before, gap = "", ""
    for text in _joined_constants(_short_names(_parts(source))):
        if text.isspace():
            gap = text
            continue
        if text == "}" and before == ";":
            slim.pop()
        slim += (_kept(before, gap, text), text)
        before, gap = text, ""
    return "".join(slim) + "\n"


def _short_names(parts: Iterator[str]) -> Iterator[str]:
    """The parts, with short names for the private members of classes: nothing else can ask for them."""
    names: dict[str, str] = {}
    before = ""
    for text in parts:
        short = names.setdefault(text, _letters(len(names))) if before == "#" else text
        yield short
        before = text


def _letters(number: int) -> str:
    return chr(ord("a") + number % 26) + (str(number // 26) if number >= 26 else "")


def _joined_constants(parts: Iterator[str]) -> Iterator[str]:
    """The parts, with a comma in place of `; const` where one constant follows another; so with `let`."""
    declared = [""]  # for each open bracket, the word that has just declared something there
    before = ""
    waiting: list[str] = []  # the end of a declaration, until it is known what follows
    for text in parts:
        if text.isspace() and waiting:
            waiting.append(text)
            continue
        if waiting:
            follows = text == declared[-1]
            yield from [","] if follows else waiting
            waiting = []
            if follows:
                before = text
                continue
            declared[-1] = ""
        if text[0] in ")]}" and len(declared) > 1:
            declared.pop()
        if text in ("const", "let") and before in ("", ";", "{", "}"):
            declared[-1] = text
        if text in ("(", "[", "{") or text.endswith("${"):
            declared.append("")
        if text == ";" and declared[-1]:
            waiting = [text]
        else:
            yield text
        before = before if text.isspace() else text
    yield from waiting


def _parts(source: str) -> Iterator[str]:
    """The words, signs, strings and pieces of templates of `source` in order; for a gap, one space or one line end."""
    braces: list[bool] = []  # for each open brace, whether it is the ${ of a template
    before, place = "", 0
    while place < len(source):
        text, is_gap = _next(source, place, before)
        if text == "{":
            braces.append(False)
        if text == "`" or (text == "}" and braces and braces.pop()):
            text += _template(source, place + 1)
            if text.endswith("${"):
                braces.append(True)
        place += len(text)
        if is_gap:
            yield "\n" if "\n" in text else " "
        else:
            before = "" if text.endswith("${") else text
            yield text


def _next(source: str, place: int, before: str) -> tuple[str, bool]:
    """The part that begins at `place`, and whether it is a gap."""
    part = _PART.match(source, place)
    assert part is not None  # the last branch takes any character
    divides = part.lastgroup == "regex" and before not in _BEFORE_REGEX
    return "/" if divides else part[0], part.lastgroup == "gap"


def _template(source: str, place: int) -> str:
    rest = _TEMPLATE.match(source, place)
    if rest is None:
        raise ValueError(f"a template without an end at character {place}")
    return rest[0]


def _kept(before: str, gap: str, text: str) -> str:
    """What has to stay of the gap between two parts of a script."""
    last, first = before[-1:], text[0]
    if not gap or not before or last in _OPENS:
        return ""
    if first in _CLOSES:
        return gap if last.isdigit() and first == "." else ""
    if gap == "\n":
        return "" if last == "}" and text in _STATEMENTS else gap
    in_words = (_is_word(last) or before.startswith("/")) and _is_word(first)
    return gap if in_words or (last == first and first in "+-/") else ""


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in "_$"


_STYLE = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*') | (?:/\*.*?\*/|\s)+ | (?P<sign>[{};,:])""",
    re.VERBOSE | re.DOTALL,
)


def slim_style(source: str) -> str:
    """CSS without comments and needless spaces; what stands in quotation marks stays as it is.

    A space in front of a colon stays: in `.a :hover` it says which element is meant.
    """
    return _STYLE.sub(_style_kept, source).strip().replace(";}", "}") + "\n"


def _style_kept(part: re.Match[str]) -> str:
    if part["text"] or part["sign"]:
        return part[0]
    ended = part.string[: part.start()].endswith(("{", "}", ";", ",", ":"))
    return "" if ended or part.string.startswith(("{", "}", ";", ","), part.end()) else " "
