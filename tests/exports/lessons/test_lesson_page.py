"""Lessons as single pages: what is in them, what never is, and what happens to strange notebooks."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from aquanaut.cli import main
from aquanaut.content import ContentError
from aquanaut.exports.lessons.living import SCRIPT, STYLES
from aquanaut.exports.lessons.notebook import Cell, cell_of
from aquanaut.exports.lessons.page import PROJECTOR, START, calls, lesson_pages
from aquanaut.exports.lessons.prose import page_text, render
from aquanaut.exports.model import exports
from aquanaut.pages.joiner import module
from aquanaut.pages.leaf import Leaf, html, packed, policy, unpacked
from aquanaut.questions.bank import lesson_stems, load_bank
from aquanaut.questions.model import question_types
from aquanaut.questions.paper import paper_set
from aquanaut.words import catalogue
from aquanaut.words.browser import page_strings, strings

ROOT = Path(__file__).parents[3]
STEMS = lesson_stems(ROOT)
MOST = 250_000
"""Bytes of a page."""

SAYS_JUPYTER = re.compile(r"▶▶|jupyter|kernel|\bcells?\b|this notebook|the notebook|next notebook|two triangles", re.I)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)><!-- & \"quoted\" 'too'"

each = pytest.mark.parametrize("stem", STEMS)


class Reader(HTMLParser):
    """The tags of a page, its visible text, and every fault of nesting."""

    VOID = {"meta", "img", "br", "hr", "input", "link", "base"}

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.said: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        elif not self.open or self.open[-1] != "style":
            self.said.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())

    @property
    def data(self) -> dict[str, Any]:
        return unpacked(self.scripts[1])


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return dict(lesson_pages("all", ROOT))


@pytest.fixture(scope="module")
def read(pages: dict[str, str]) -> dict[str, Reader]:
    return {name: Reader(text) for name, text in pages.items()}


def test_every_lesson_a_start_page_and_the_projector(pages: dict[str, str]) -> None:
    assert set(pages) == {f"{stem}.html" for stem in STEMS} | {START, PROJECTOR}


def test_one_lesson_alone_links_to_nothing() -> None:
    found = lesson_pages("3", ROOT)
    assert list(found) == ["03_words_that_judge.html"]
    assert [a for a in Reader(found["03_words_that_judge.html"]).all("a") if a["href"] != "#main"] == []


def test_pages_are_well_formed_and_small(pages: dict[str, str], read: dict[str, Reader]) -> None:
    for name, text in pages.items():
        assert read[name].faults == [] and read[name].open == [], name
        assert len(text.encode()) <= MOST, f"{name}: {len(text.encode()):,} bytes"


def test_nothing_from_outside(pages: dict[str, str], read: dict[str, Reader]) -> None:
    """No address that a browser would follow, and a policy that would not let it."""
    for name, page in read.items():
        for tag, attrs in page.tags:
            assert tag not in ("link", "iframe", "object", "embed", "form", "base", "video", "audio"), name
            for key in ("src", "href", "action", "srcset", "data"):
                value = attrs.get(key)
                if value is not None:
                    inside = value == "#main" or value.startswith("data:image/") or value in pages
                    assert inside, (name, tag, key, value[:80])
        style = "".join(re.findall(r"<style>(.*?)</style>", pages[name], re.DOTALL))
        assert not re.search(r"@import|url\(", style), name
        early, _, code, loader = page.scripts
        script = unpacked(code)
        assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(|https?://", script + loader), name
        (said,) = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
        assert said == policy(early, script, loader)
        assert "default-src 'none'" in said and "unsafe-eval" not in said
        assert "connect-src" not in said, "what is not named falls back to 'none'"


def test_the_frame_of_a_page(read: dict[str, Reader]) -> None:
    for name, page in read.items():
        assert page.all("html")[0]["lang"] == "en", name
        assert len(page.all("main")) == 1 and len(page.all("h1")) == 1, name
        assert any(a.get("href") == "#main" for a in page.all("a")), name
        assert page.all("noscript"), name
        assert "inside th" in page.text, f"{name} does not say that its key is inside"
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids)), name


@each
def test_every_question_is_there_twice_once_for_paper(stem: str, read: dict[str, Reader]) -> None:
    page, bank = read[f"{stem}.html"], load_bank(stem, ROOT)
    asked = [one for part in page.data["parts"] if part["kind"] == "quiz" for one in part["questions"]]
    assert sorted(one["id"] for one in asked) == sorted(q.id for q in bank.questions)
    for question in bank.questions:
        assert " ".join(question.prompt.split()) in page.text, question.id
        for option in question.body.get("options", []):
            assert " ".join(option["text"].split()) in page.text, question.id


@each
def test_no_word_of_jupyter_is_left(stem: str, read: dict[str, Reader]) -> None:
    found = SAYS_JUPYTER.findall(read[f"{stem}.html"].text)
    assert not found, "give the cell's metadata an `aquanaut.page`: see src/aquanaut/exports/prose.py"


def test_no_word_of_jupyter_in_the_words_of_a_page() -> None:
    told = {key: text for key, text in page_strings().items() if SAYS_JUPYTER.search(text)}
    assert set(told) <= {"save.no_kernel", "save.kept", "progress.silent"}, "what a page never says"


def test_the_words_of_pages_are_not_sent_to_notebooks() -> None:
    assert not [key for key in strings() if key.startswith(("page.", "leaf.", "paper.", "start.", "show."))]
    assert page_strings()["save.lost"] == catalogue()["page.save.lost"]


def test_every_word_that_a_page_says_is_in_the_catalogue() -> None:
    known = page_strings()
    for entry in ("exports/lessons/static/page", "exports/lessons/static/projector"):
        used = set(re.findall(r"""\bT\("([\w.]+)"[,)]""", module(entry)))
        assert used <= set(known), sorted(used - set(known))


def test_the_same_input_gives_the_same_bytes(pages: dict[str, str]) -> None:
    assert dict(lesson_pages("all", ROOT)) == pages


def test_no_name_of_a_machine(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert str(ROOT) not in text and "localhost" not in text, name
        assert str(ROOT) not in json.dumps(Reader(text).data), name


# --- hostile content ---------------------------------------------------------------------------------------


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder of one lesson, to be spoilt."""
    for folder in ("articles", "lessons/03_words_that_judge"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "03_words_that_judge.ipynb", tmp_path / "notebooks")
    return tmp_path


def test_hostile_words_in_a_question_stay_words(content: Path) -> None:
    path = content / "lessons/03_words_that_judge/quiz.yaml"
    text = path.read_text(encoding="utf-8")
    prompt = load_bank("3", ROOT).questions[0].prompt
    assert text.count(prompt) == 1
    path.write_text(text.replace(f"prompt: {prompt}", f"prompt: {json.dumps(prompt + HOSTILE)}"), encoding="utf-8")
    page = Reader(lesson_pages("3", content)["03_words_that_judge.html"])
    assert page.faults == []
    assert len(page.all("script")) == 4 and not page.all("img")
    assert HOSTILE in page.text.replace("  ", " ") or HOSTILE in " ".join(page.said)
    assert page.data["parts"][0]["questions"][0]["prompt"].endswith(HOSTILE)


def test_hostile_words_in_a_cell_stay_words() -> None:
    made = render(f"# A\n\n{HOSTILE}\n\n<b>bold</b> [x](javascript:alert(1)) [y](https://example.org)", {}, Path("x"))
    tags = Reader(made)
    assert {tag for tag, _ in tags.tags} <= {"h1", "p"}
    assert "<b>bold</b>" in tags.text and "https://example.org" in tags.text


def test_pictures_come_from_the_cell_alone() -> None:
    made = render("![A picture](attachment:a.png)", {"a.png": {"image/png": "QUJD\n"}}, Path("x"))
    assert made == '<p><img src="data:image/png;base64,QUJD" alt="A picture"></p>'
    for url in ("https://example.org/a.png", "attachment:b.png", "a.png"):
        with pytest.raises(ContentError, match="a picture attached to its cell"):
            render(f"![A picture]({url})", {}, Path("x"))


def test_paper_escapes_every_part() -> None:
    """Each kind of question that ships, with hostile words in every text."""

    def spoilt(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: spoilt(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [spoilt(v, key) for v in value]
        keep = ("control", "choose", "id", "kind")
        return value + HOSTILE if isinstance(value, str) and key not in keep else value

    from aquanaut.questions.bank import view

    seen = set()
    for stem in STEMS:
        views = [view(q) for q in load_bank(stem, ROOT).questions]
        seen |= {one["kind"] for one in views}
        page = Reader(paper_set(HOSTILE, [spoilt(one) for one in views]))
        assert page.faults == []
        assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert seen == set(question_types()), "every kind of question ships, and has its paper form"


def test_a_script_that_would_end_itself_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aquanaut.pages.leaf.module", lambda *_: 'const a = "</script>";')
    with pytest.raises(ValueError, match="end its own element"):
        html(Leaf("x", "", {}, SCRIPT, STYLES))


def test_packing_and_back() -> None:
    value = {"a": ["é🐙", HOSTILE, None, 1.5]}
    assert unpacked(packed(value)) == value
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", packed(value))


# --- strange notebooks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "from os import path",
        "from .x import y",
        "x = quiz(3, 'mark')",
        "open('x').read()",
        "aquanaut.quiz(3, 'mark')",
        "quiz(3, 'mark'); print(1)",
        "for i in range(3): quiz(i, 'mark')",
        "quiz((lambda: 3)(), 'mark')",
        "quiz(3, set=open('x'))",
        "quiz(3)",
        "quiz(3, 'mark', mode='graded')",
        "read(*[1])",
        "quiz(3,",
        "!ls",
    ],
)
def test_only_plain_calls_of_our_own(code: str) -> None:
    with pytest.raises(ContentError) as told:
        calls(code, Path("notebooks/x.ipynb"), "first-quiz")
    assert "notebooks/x.ipynb" in str(told.value) and "first-quiz" in str(told.value)
    assert "plain values" in str(told.value)


def test_calls_get_the_names_of_their_arguments() -> None:
    found = calls("from aquanaut import quiz, read\nquiz(3, 'mark')\nread(lens='all', after='3')", Path("x"), "c")
    assert [(one.name, one.values) for one in found] == [
        ("quiz", {"lesson": 3, "set": "mark"}),
        ("read", {"article": "drone-mission", "section": None, "lens": "all", "after": "3"}),
    ]


def cell(text: str, page: Any = None) -> Cell:
    metadata = {} if page is None else {"aquanaut": {"page": page}}
    lines = text.splitlines(keepends=True)
    return cell_of({"cell_type": "markdown", "id": "one", "metadata": metadata, "source": lines})


def test_words_for_jupyter_alone_are_left_out_or_replaced() -> None:
    path = Path("x.ipynb")
    assert page_text(cell("a\nb"), path) == "a\nb"
    assert page_text(cell("a", False), path) == ""
    assert page_text(cell("Press ▶▶. Go on.", [{"exact": "Press ▶▶. "}]), path) == "Go on."
    stretch = [{"from": "Press", "to": "now.", "say": "Yes."}]
    assert page_text(cell("Press ▶▶ now. Go on.", stretch), path) == "Yes. Go on."


@pytest.mark.parametrize("change", [{"exact": "no such"}, {"exact": "a"}, {"from": "b", "to": "a b"}, {}])
def test_words_that_are_not_there_once_are_a_fault(change: dict[str, str]) -> None:
    with pytest.raises(ContentError, match="in the cell 'one'"):
        page_text(cell("a b a", [change]), Path("x.ipynb"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 1}'])
def test_a_file_that_is_no_notebook(content: Path, text: str) -> None:
    (content / "notebooks" / "03_words_that_judge.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"03_words_that_judge\.ipynb"):
        lesson_pages("3", content)


# --- the command line --------------------------------------------------------------------------------------


def test_an_export_is_found_by_its_object() -> None:
    assert ("lesson", "html") in {(one.what, one.form) for one in exports()}


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--content", str(ROOT), "export", "lesson", "0", "--to", "html", "--out", str(tmp_path / "new" / "dir")]
    assert main([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (written,) = (tmp_path / "new" / "dir").iterdir()
    assert told["files"] == {written.name: written.stat().st_size}
    assert main(command) == 0, "a second time writes over the first"


def test_faults_end_in_one_and_wrong_usage_in_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["--content", str(ROOT), "export", "lesson"]
    (tmp_path / "file").write_text("")
    assert main([*base, "0", "--to", "html", "--out", str(tmp_path / "file")]) == 1
    assert main([*base, "99", "--to", "html", "--out", str(tmp_path)]) == 1
    assert "one of:" in capsys.readouterr().err
    for wrong in ([*base, "0", "--to", "scroll", "--out", "x"], [*base, "0", "--to", "html"], [*base[:3], "poem", "0"]):
        with pytest.raises(SystemExit) as ended:
            main(wrong)
        assert ended.value.code == 2


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    assert "Example: aquanaut export lesson all --to html --out pages" in capsys.readouterr().out
