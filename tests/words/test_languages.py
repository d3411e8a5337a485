"""A language is one folder: in a language that nobody speaks, nothing that the house says is left in English.

`pseudo` makes the folder from the English one, runs the commands in it, and looks at what they made. What stays in its
own language is listed there (`content`): lessons, articles, exercises, the simulated students' answers, and what the
lenses say, which are lenses for English.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from pseudo import Spoken, content, english, left_in_english, make, sentences_left, write_language
from pypdf import PdfReader

from aquanaut.pages.joiner import style
from aquanaut.words import speaking
from aquanaut.words.browser import own_strings

EVERYTHING = ("lesson", "handout", "pdf", "class", "bundle", "look", "widgets")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything in the pseudo-language."""
    return make(tmp_path_factory.mktemp("pseudo"), *EVERYTHING)


@pytest.fixture(scope="module")
def known() -> str:
    return content()


def feedback(made: Path, ending: str) -> bytes:
    """The first student's feedback."""
    with zipfile.ZipFile(made / "report" / "feedback.zip") as bundle:
        return bundle.read(min(name for name in bundle.namelist() if name.endswith(ending)))


PAGES = {
    "lesson": "lesson/03_words_that_judge.html",
    "handout": "handout/03_words_that_judge-handout.html",
    "key": "handout/03_words_that_judge-key.html",
    "report": "report/report.html",
    "exercise": "bundle/class/03_words_that_judge.html",
    "widgets": "widgets.html",
}


@pytest.mark.parametrize("name", [*PAGES, "feedback"])
def test_no_page_says_anything_in_english(made: Path, known: str, name: str) -> None:
    html = feedback(made, ".html").decode() if name == "feedback" else (made / PAGES[name]).read_text(encoding="utf-8")
    page = Spoken(html)
    assert page.texts
    assert left_in_english(page.texts, known) == []
    assert left_in_english(page.attributes, known) == []


@pytest.mark.parametrize("name", ["class/README.txt", "READ_ME_TEACHER.txt"])
def test_no_note_to_a_bundle_says_anything_in_english(made: Path, known: str, name: str) -> None:
    assert left_in_english((made / "bundle" / name).read_text(encoding="utf-8").splitlines(), known) == []


def test_the_notebook_of_a_bundle_says_nothing_in_english(made: Path, known: str) -> None:
    notebook = json.loads((made / "bundle/class/03_words_that_judge.ipynb").read_text(encoding="utf-8"))
    texts = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    assert left_in_english(texts, known) == []


def test_no_command_prints_anything_in_english(made: Path, known: str) -> None:
    for command, code, out in json.loads((made / "told.json").read_text(encoding="utf-8")):
        assert code == 0, command
        # Lenses are for English, and what they say is left out below.
        if not command.startswith("look"):
            assert left_in_english(out.splitlines(), known) == [], command


def test_the_report_and_the_page_of_look_say_nothing_but_lenses_in_english(made: Path) -> None:
    told = json.loads((made / "told.json").read_text(encoding="utf-8"))
    report = next(out for command, _, out in told if command.startswith("look"))
    page = Spoken((made / "look/look.html").read_text(encoding="utf-8"))
    for pieces in (report.splitlines(), page.texts, page.attributes):
        assert sentences_left(pieces, english()) == []


@pytest.mark.parametrize("name", ["handout-A4", "key-Letter", "feedback"])
def test_no_pdf_says_anything_in_english(made: Path, name: str) -> None:
    path = made / f"pdf/03_words_that_judge-{name}.pdf"
    reader = PdfReader(io.BytesIO(feedback(made, ".pdf") if name == "feedback" else path.read_bytes()))
    lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    assert sentences_left(lines, english()) == []
    assert any("«" in line for line in lines)
    assert reader.trailer["/Root"]["/Lang"] == "xx"


@pytest.mark.parametrize("name", [name for name in PAGES if name != "widgets"])
def test_a_page_names_its_language_and_its_direction(made: Path, name: str) -> None:
    assert re.search(r'<html lang="xx" dir="ltr">', (made / PAGES[name]).read_text(encoding="utf-8"))


def test_a_widget_in_a_notebook_is_laid_out_in_the_direction_of_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_language(tmp_path, {"close": "Close"}, direction="rtl")
    monkeypatch.setenv("AQUANAUT_LANGUAGES", str(tmp_path))
    rule = re.compile(r"\.aquanaut ?\{ ?direction: ?rtl")
    assert not rule.search(style())
    with speaking("xx"):
        assert rule.search(style()) and own_strings("close")["dir"] == "rtl"
    assert not rule.search(style())
