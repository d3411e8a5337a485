"""The rules that every notebook keeps, so that nobody meets a wall of code or a page without a way through."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from aquanaut.classroom.desk.widget import STEPS
from aquanaut.commands import command_names
from aquanaut.questions.bank import find_stem, load_bank
from aquanaut.records.log import EVENTS, VERSION
from aquanaut.records.state import standings
from aquanaut.text.readability import grade
from aquanaut.words import say

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FOR_TEACHERS = sorted((ROOT / "notebooks" / "for_teachers").glob("*.ipynb"))

LINES_A_CELL = 6
CODE_CELLS_IN_A_ROW = 2
WORDS_A_LINE = 12
GRADE = 9
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"}
"""What JupyterLab shows from an attachment; an SVG is refused there."""

each = pytest.mark.parametrize("path", [*NOTEBOOKS, *FOR_TEACHERS], ids=lambda p: p.stem)
each_lesson = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def notebook(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def code(path: Path) -> list[str]:
    return [source(c) for c in notebook(path)["cells"] if c["cell_type"] == "code"]


def prose(path: Path) -> list[str]:
    return [source(c) for c in notebook(path)["cells"] if c["cell_type"] == "markdown"]


def calls(path: Path) -> list[ast.Call]:
    statements = [s for text in code(path) for s in ast.parse(text).body]
    return [s.value for s in statements if isinstance(s, ast.Expr) and isinstance(s.value, ast.Call)]


def quizzes(path: Path) -> list[tuple[str, str]]:
    """(lesson, set) of every `quiz(...)` call."""
    found = [c for c in calls(path) if isinstance(c.func, ast.Name) and c.func.id == "quiz"]
    return [tuple(str(ast.literal_eval(a)) for a in c.args) for c in found]  # type: ignore[misc]


def own_words(markdown: str) -> str:
    """Running prose: without headings, tables, pictures, words quoted from the article, and signs of emphasis."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", markdown)
    text = re.sub(r"“[^”]*”", "", text)
    lines = (line for line in text.split("\n") if not line.startswith(("#", "|")))
    return re.sub(r"[*_`]|^[-\d]+\.? ", "", "\n".join(lines), flags=re.MULTILINE)


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS
    assert FOR_TEACHERS


@each_lesson
def test_each_notebook_has_its_lesson(path: Path) -> None:
    assert (ROOT / "lessons" / path.stem / "quiz.yaml").exists()


@each
def test_cells_are_short(path: Path) -> None:
    for text in code(path):
        assert 0 < len(text.splitlines()) <= LINES_A_CELL


@each
def test_code_never_piles_up(path: Path) -> None:
    kinds = "".join("c" if c["cell_type"] == "code" else "m" for c in notebook(path)["cells"])
    assert "c" * (CODE_CELLS_IN_A_ROW + 1) not in kinds
    assert kinds.startswith("m")


@each
def test_more_prose_than_code(path: Path) -> None:
    words = sum(len(own_words(text).split()) for text in prose(path))
    assert words >= WORDS_A_LINE * sum(len(text.splitlines()) for text in code(path))


@each
def test_only_one_import_and_plain_calls(path: Path) -> None:
    """One import from aquanaut, in the first code cell; everything else calls what it brought, with plain values."""
    statements = [(i, s) for i, text in enumerate(code(path)) for s in ast.parse(text).body]
    imports = [(i, s) for i, s in statements if isinstance(s, ast.Import | ast.ImportFrom)]
    assert [(i, s.module) for i, s in imports if isinstance(s, ast.ImportFrom)] == [(0, "aquanaut")]
    assert len(imports) == 1
    brought = {name.name for name in imports[0][1].names}
    called = set()
    for _, statement in statements:
        if isinstance(statement, ast.ImportFrom):
            continue
        assert isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call), ast.unparse(statement)
        assert isinstance(statement.value.func, ast.Name), ast.unparse(statement)
        called.add(statement.value.func.id)
        for value in [*statement.value.args, *(k.value for k in statement.value.keywords)]:
            ast.literal_eval(value)
    assert called == brought


@each
def test_no_outputs_and_nothing_hidden(path: Path) -> None:
    for cell in notebook(path)["cells"]:
        # What an exported page says in a cell's place, and the locks against a slip.
        assert set(cell["metadata"]) <= {"aquanaut", "deletable", "editable"}
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@each
def test_format_and_kernel(path: Path) -> None:
    data = notebook(path)
    assert (data["nbformat"], data["nbformat_minor"]) == (4, 5)
    assert set(data["metadata"]) - {"aquanaut"} == {"kernelspec", "language_info"}
    assert data["metadata"]["kernelspec"]["name"] == "python3"
    assert data["metadata"]["language_info"]["name"] == "python"


@each
def test_cell_ids_are_words(path: Path) -> None:
    ids = [c["id"] for c in notebook(path)["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name) for name in ids), ids


@each
def test_every_quiz_exists(path: Path) -> None:
    for lesson, name in quizzes(path):
        assert load_bank(lesson, ROOT).of(name)


@each_lesson
def test_every_set_is_shown_once(path: Path) -> None:
    shown = [name for lesson, name in quizzes(path) if find_stem(lesson, ROOT) == path.stem]
    assert sorted(shown) == sorted(s.id for s in load_bank(path.stem, ROOT).sets)


@each_lesson
def test_it_opens_with_the_minutes_and_closes_with_progress(path: Path) -> None:
    assert re.search(r"\d+ minutes|Minutes", prose(path)[0])
    assert any(isinstance(c.func, ast.Name) and c.func.id == "progress" for c in calls(path))
    assert re.search(r"^#+ *Where this .*\bwrong|\*\*Where this .*\bwrong", "\n".join(prose(path)), re.MULTILINE)


@each_lesson
def test_the_minutes_add_up(path: Path) -> None:
    """The minutes of the steps are those that the lesson promises."""
    steps = re.findall(r"^## .*\((\d+) minutes?\b", "\n".join(prose(path)), re.MULTILINE)
    assert sum(map(int, steps)) == load_bank(path.stem, ROOT).minutes


@each
def test_the_prose_is_easy_to_read(path: Path) -> None:
    grades = [grade(text) for text in map(own_words, prose(path)) if len(text.split()) >= 20]
    assert median(grades) <= GRADE


@each
def test_pictures_travel_inside_and_have_words(path: Path) -> None:
    """A lone notebook shows its pictures, and each says in words what it shows."""
    for cell in notebook(path)["cells"]:
        for words, name in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", source(cell)):
            assert len(words.split()) >= 5
            assert name.startswith("attachment:")
            held = cell["attachments"][name.removeprefix("attachment:")]
            assert set(held) <= PICTURES


@each
def test_no_html_and_no_formulas_by_accident(path: Path) -> None:
    for text in prose(path):
        assert not re.search(r"<[a-zA-Z/!]", text)
        assert "$" not in text  # two of them would make a formula of the words between


# --- for teachers ------------------------------------------------------------------------------------------


def first_page() -> str:
    """The words of the page that `start.py teacher` opens."""
    return "\n\n".join(prose(FOR_TEACHERS[0]))


def test_the_first_page_says_what_this_is_in_five_sentences() -> None:
    about = first_page().split("## What this is")[1].split("\n## ")[0]
    assert len(re.findall(r"[.!?](?=\s|$)", about.strip())) == 5


def test_the_first_page_says_what_a_teacher_must_know() -> None:
    text = first_page()
    for needed in ("overdose", "Download my answers", "PRIVACY.md", "never for marks", "say no without a reason"):
        assert needed in text
    assert {c.func.id for c in calls(FOR_TEACHERS[0]) if isinstance(c.func, ast.Name)} >= {"desk", "quiz", "read"}


def test_the_minutes_on_the_first_page_are_those_of_the_lessons() -> None:
    minutes = [load_bank(path.stem, ROOT).minutes for path in NOTEBOOKS]
    assert f"Lesson 00 takes {minutes[0]} minutes" in first_page()
    assert [f"with {n} minutes taught" in first_page() for n in set(minutes[1:])] == [True]


def test_what_the_first_page_promises_is_there() -> None:
    """The pages that it sends a teacher to, the commands it names, the buttons and the other text."""
    text = first_page()
    pages = re.findall(r"\[([\w.]+\.ipynb)\]\(\1\)", text)
    assert {p.name for p in FOR_TEACHERS} - {FOR_TEACHERS[0].name} <= set(pages)
    assert set(pages) <= {p.name for p in FOR_TEACHERS}
    named = set(re.findall(r"`aquanaut ([a-z-]+)`", text))
    assert {"assign", "grade", "report"} <= named <= set(command_names())
    buttons = {say(f"class_desk.do.{step}") for step in STEPS}
    assert buttons == set(re.findall(r"\*\*(Assign|Collect|Grade|Report|Write the column)\*\*", text))
    other = re.search(r"Yes: `(articles/[\w-]+)`", text)
    assert other and (ROOT / other[1] / "article.yaml").exists()
    assert "not there yet" not in text and "planned" not in text


def test_files_that_the_pages_for_teachers_name_are_there() -> None:
    for path in FOR_TEACHERS:
        for name in re.findall(
            r"`((?:exercises|articles|lessons)/[\w/.-]+|\d\d_\w+\.ipynb|[A-Z]+\.md)`", "\n".join(prose(path))
        ):
            assert any((base / name).exists() for base in (ROOT, path.parent, ROOT / "articles" / "drone-mission")), (
                name
            )


def test_the_line_of_the_log_on_the_first_page_is_a_true_one() -> None:
    """The sample is shaped as the log writes it, and answers a question that exists."""
    sample = json.loads(re.search(r"`(\{.*\})`", first_page())[1])  # type: ignore[index]
    assert sample["v"] == VERSION
    assert set(re.findall(r"`(\w+)`", first_page())) >= set(EVENTS)
    question = load_bank(sample["lesson"], ROOT).question(sample["question"])
    assert question.confidence
    assert sample["answer"] in {o["id"] for o in question.body["options"]}
    known = standings([sample], sample["learner"])
    assert known[sample["question"]].tries[0].confidence == sample["confidence"]
