"""Languages that nobody speaks, made from English: whatever is not in their brackets was not said by the catalogue.

Every sentence stands between « and » and is about 40 % longer, as German and Finnish are; its letters carry accents,
its slots stay. All signs are among the 256 of Western Europe, which the PDFs' own fonts have.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

OPEN, CLOSE = "«", "»"
LONGER = str.maketrans(
    dict(zip("aeiouAEIOU", ["áa", "ée", "íi", "óo", "úu", "Áa", "Ée", "Íi", "Óo", "Úu"], strict=True))
)
SLOT = re.compile(r"(\{\w+\})")


def pseudo(text: str) -> str:
    """A sentence in the pseudo-language."""
    parts = SLOT.split(text)
    return OPEN + "".join(part if SLOT.fullmatch(part) else part.translate(LONGER) for part in parts) + CLOSE


def write_language(home: Path, english: dict[str, str], tag: str = "xx", direction: str = "ltr") -> Path:
    """A language's folder in `home`, with every sentence of `english` by key."""
    folder = home / tag
    folder.mkdir(parents=True)
    told = {"lang": tag, "name": pseudo("Pseudo"), "dir": direction, "plural": {"one": "i = 1 and v = 0"}}
    texts = {key: pseudo(text) for key, text in english.items() if key not in ("lang", "dir")}
    (folder / "language.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "all.json").write_text(json.dumps(texts, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


def outside(pieces: Iterable[str]) -> Iterator[str]:
    """What of these texts stands outside of all brackets. Raises ValueError where a sentence is cut off."""
    depth = 0
    for piece in pieces:
        bare = ""
        for sign in piece:
            depth += (sign == OPEN) - (sign == CLOSE)
            if depth < 0:
                raise ValueError(f"a sentence without its beginning: {piece[:100]!r}")
            bare += sign if not depth and sign != CLOSE else ""
        if bare.strip():
            yield " ".join(bare.split())
    if depth:
        raise ValueError("a sentence without its end")


class Spoken(HTMLParser):
    """The texts of a page in their order: what is shown, and what is read aloud by attributes."""

    SILENT = ("script", "style", "template")
    TOLD = ("aria-label", "title", "placeholder", "alt", "aria-description")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self._inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [value for name, value in attrs if name in self.TOLD and value]
        if tag in self.SILENT:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.texts.append(data)


def left_in_english(pieces: Iterable[str], content: str) -> list[str]:
    """What is neither bracketed nor content: pieces of two words or more that are nowhere in `content` (as `plain`)."""
    parts = (part.strip() for piece in outside(pieces) for part in PARTS.split(piece))
    return sorted({part for part in parts if len(WORD.findall(part)) > 1 and plain(part) not in content})


PARTS = re.compile(r"[:;…·|“”→()]| – |\. |/\S+")
"""Where what the house puts together may be taken apart again: “word: reason”, “before … after”, a path."""

WORD = re.compile(r"\w*[a-z]{2}\w*")


def sentences_left(pieces: Iterable[str], english: dict[str, str]) -> list[str]:
    """Sentences of the English catalogue, of seven words or more, that stand outside of all brackets."""
    said = plain(" ".join(outside(pieces)))
    return [text for text in map(plain, english.values()) if len(text.split()) > 6 and f" {text} " in f" {said} "]


def plain(text: str) -> str:
    """Letters alone, so that markup, typographic signs and the numbers of lines do not tell two texts apart."""
    return " ".join(re.findall(r"[^\W\d_]+", text.lower()))


# --- everything that is made, in such a language ---------------------------------------------------------------

ROOT = Path(__file__).parents[2]
STEM = "03_words_that_judge"

MAKE = r"""
import contextlib, io, json, sys
from pathlib import Path
from aquanaut.cli import main

out = Path(sys.argv[1])
wanted = sys.argv[2:]
stem = "03_words_that_judge"
told = []


def run(*words):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main([str(word) for word in words])
    told.append((" ".join(map(str, words[:3])), code, said.getvalue()))


if "lesson" in wanted:
    run("export", "lesson", stem, "--to", "html", "--out", out / "lesson")
if "handout" in wanted:
    run("export", "handout", stem, "--to", "html", "--out", out / "handout")
if "pdf" in wanted:
    run("export", "handout", stem, "--to", "pdf", "--out", out / "pdf")
if "class" in wanted:
    run("demo-class", stem, "--students", 12, "--out", out / "work")
    run("grade", stem, out / "work", "--out", out / "results")
    book, report = out / "results" / "gradebook.sqlite", out / "report"
    run("report", stem, "--db", book, "--out", report, "--feedback", report)
if "bundle" in wanted:
    run("assign", stem, "--out", out / "bundle")
if "look" in wanted:
    run("look", "articles/drone-mission/article.txt")
    run("look", "articles/drone-mission/article.txt", "--html", out / "look" / "look.html")
if "widgets" in wanted:
    import IPython.display
    import aquanaut

    shown = []
    IPython.display.display = lambda data=None, **_: shown.append(data)
    with contextlib.chdir(out), contextlib.redirect_stdout(io.StringIO()):
        aquanaut.quiz(3, "swap")
        aquanaut.read("drone-mission")
        aquanaut.glossary(3)
        aquanaut.mirror(3)
        aquanaut.partner(3)
        aquanaut.progress()
        aquanaut.report(3)
        aquanaut.checkup()
        aquanaut.desk()
        aquanaut.quiz("no such lesson")
    shown = [one if isinstance(one, dict) else {"text/html": getattr(one, "data", "")} for one in shown]
    (out / "widgets.html").write_text("\n".join(one.get("text/html", "") for one in shown), encoding="utf-8")
(out / "told.json").write_text(json.dumps(told), encoding="utf-8")
"""


def english() -> dict[str, str]:
    """Every sentence that the house can say."""
    from aquanaut.questions.model import question_types
    from aquanaut.words import catalogue, speaking

    question_types()  # the kinds of question bring their own
    with speaking("en"):
        return dict(catalogue())


def make(folder: Path, *wanted: str, direction: str = "ltr") -> Path:
    """Make `wanted` (lesson, handout, pdf, class, bundle, look) in a pseudo-language of its own; where it lies."""
    write_language(folder / "languages", english(), direction=direction)
    out = folder / "out"
    out.mkdir()
    env = {**os.environ, "AQUANAUT_LANGUAGES": str(folder / "languages"), "AQUANAUT_LANGUAGE": "xx"}
    env |= {"AQUANAUT_CONTENT": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(out), *wanted], cwd=ROOT, env=env, capture_output=True, text=True,
        encoding="utf-8", timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out


def content() -> str:
    """All texts that a lesson brings along, which are not the house's: they stay in their own language. As `plain`.

    With them the students of a simulated class, and what the lenses say, which are lenses for English.
    """
    places = ("lessons", "articles", "exercises", "notebooks", "src/aquanaut/lenses", "src/aquanaut/marks")
    files = [path for place in places for path in sorted((ROOT / place).rglob("*")) if path.suffix in TEXTS]
    files.append(ROOT / "src/aquanaut/classroom/simulated.py")
    return " ".join(plain(text) for path in files for text in _texts(path))


TEXTS = (".md", ".yaml", ".txt", ".toml", ".ipynb", ".json")


def _texts(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        yield from _strings(json.loads(text))
    elif path.name == "mirror.yaml":
        for name in re.findall(r"name: (.*)", text):
            yield text.replace("{party}", name)
    else:
        yield text


def _strings(value: object) -> Iterator[str]:
    """All texts inside of JSON; a list of lines as one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        yield "".join(value)
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
