"""HTML as a type: hostile text never passes as markup, and nobody writes tags by hand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquanaut.pages.html import Html, el, join, paragraphs, safe

SOURCE = Path(__file__).parents[2] / "src" / "aquanaut"
TAG = re.compile(r"(?<![?P])</?[a-zA-Z!]\w*")
"""A tag; not a named group of a regular expression."""

BY_HAND = ("pages/html.py", "pages/leaf.py")
"""Where tags are made, and the frame of a page that stands alone."""

WAITING = {
    *(f"exports/banks/{name}.py" for name in ("gift", "moodle_xml", "qti")),
    "widgets/lab/widget.py",
}
"""Not yet rewritten. No file may be added."""

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</p></style></script>",
    "<!--",
    "&lt;b&gt;",
    "a\x00b\x1b[31m\ud800",
    "{0.__class__} %s {}",
]


class Parsed(HTMLParser):
    """What a browser makes of a text: its elements with attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_wherever_it_stands(text: str) -> None:
    page = el("div", text, [text, (el("b", text),)], join([text], text), title=text, cls=text)
    read = Parsed(page)
    shown = "".join(sign if sign.isprintable() else "�" for sign in text)
    assert [tag for tag, _ in read.elements] == ["div", "b"]
    assert read.elements[0][1] == {"class": shown, "title": shown}
    assert read.words == shown * 4


@given(st.text())
def test_any_text_comes_back_as_it_was_but_for_signs_that_no_page_may_hold(text: str) -> None:
    read = Parsed(el("p", text, title=text))
    assert [tag for tag, _ in read.elements] == ["p"]
    assert read.words == str(safe(text).unescape()) == (read.elements[0][1]["title"] or "")
    assert all(kept in (sign, "�") for sign, kept in zip(text, read.words, strict=True))


@pytest.mark.parametrize("sign", ["\u00a0", "\u202f", "\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "é", "🤿"])
def test_signs_that_spelling_needs_stay(sign: str) -> None:
    assert safe(f"a{sign}b") == f"a{sign}b"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x9b", "\ud800", "\u202e", "\u2066", "\ufffe"])
def test_signs_that_no_page_may_hold_are_marked(sign: str) -> None:
    assert safe(f"a{sign}b") == "a�b"


def test_what_is_ready_passes_once_and_what_is_added_to_it_is_escaped() -> None:
    ready = el("b", "a & b")
    assert safe(ready) is ready
    assert el("p", ready) == "<p><b>a &amp; b</b></p>"
    assert ready + "<i>" == "<b>a &amp; b</b>&lt;i&gt;"
    assert Html("<i>{}</i>").format("<") == "<i>&lt;</i>"


def test_attributes_are_named_as_in_html_and_left_out_where_they_say_nothing() -> None:
    made = el("input", cls="", for_="x", aria_label="a", hidden=True, disabled=False, value=None, lang="", min=0)
    assert made == '<input for="x" aria-label="a" hidden lang="" min="0">'


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    assert paragraphs("a<b\n\n  \nc") == "<p>a&lt;b</p><p>c</p>"


# --- nobody writes tags by hand ----------------------------------------------------------------------------


def written_by_hand(path: Path) -> Iterator[int]:
    """Lines where a text with a tag is filled: an f-string, `format`, `%`, or texts added up."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=values):
                texts = values
            case ast.Call(func=ast.Attribute(value=ast.Constant() as text, attr="format" | "join")):
                texts = [text]
            case ast.BinOp(left=left, right=right):
                texts = [left, right]
            case _:
                continue
        if any(isinstance(one, ast.Constant) and TAG.search(str(one.value)) for one in texts):
            yield node.lineno


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ('f"<p>{x}</p>"', True),
        ('"<p>{}</p>".format(x)', True),
        ('"<p>" + x', True),
        ('"<li>%s" % x', True),
        ('"<br>".join(x)', True),
        ('f"{a} < {b}"', False),
        ('f"a {b} <- c"', False),
        ('"<p>"', False),
    ],
)
def test_tags_by_hand_are_seen(tmp_path: Path, code: str, caught: bool) -> None:
    (tmp_path / "a.py").write_text(code)
    assert bool(list(written_by_hand(tmp_path / "a.py"))) is caught


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_tag_is_written_by_hand(path: Path) -> None:
    name = path.relative_to(SOURCE).as_posix()
    if name not in BY_HAND and name not in WAITING:
        assert list(written_by_hand(path)) == []
