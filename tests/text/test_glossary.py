"""The glossary: read strictly, found in prose as whole words, and truly used by the lessons."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from aquanaut.content import ContentError
from aquanaut.text.glossary import LESSONS, MOST_WORDS, Glossary, Term, load_glossary
from aquanaut.text.readability import grade

CONTENT = Path(__file__).parents[2]
TERMS_A_TEACHER_NEEDS = {
    "source", "cue", "content", "claim", "attribution", "lateral reading", "trade up", "loaded word", "swap test",
    "insinuation", "superlative", "comparator", "garble", "tortured phrase", "contradiction", "a stretch",
    "evidence card", "primary source", "byline", "outlet", "aggregator", "corroboration", "hit", "false alarm",
    "discernment", "calibration", "confidence", "Posse Comitatus Act",
}  # fmt: skip


ENTRY = """\
terms:
  - term: source
    forms: [source, sources]
    meaning: {meaning}
    example: The mayor is one.
    lessons: ["02"]
{more}"""


def written(tmp_path: Path, meaning: str = "Who tells us a thing.", more: str = "") -> Path:
    (tmp_path / "lessons").mkdir()
    text = ENTRY.format(meaning=meaning, more=more)
    (tmp_path / "lessons" / "glossary.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def refusal(root: Path) -> str:
    with pytest.raises(ContentError) as caught:
        load_glossary(root)
    (problem,) = caught.value.problems
    assert problem.path.name == "glossary.yaml"
    assert problem.fix
    return str(problem)


# --- reading -----------------------------------------------------------------------------------------------


def test_content_without_a_glossary_has_an_empty_one(tmp_path: Path) -> None:
    assert load_glossary(tmp_path) == Glossary(())


def test_a_meaning_too_long_is_refused_with_its_line(tmp_path: Path) -> None:
    told = refusal(written(tmp_path, meaning="word " * (MOST_WORDS + 1)))
    assert "glossary.yaml:2" in told
    assert f"{MOST_WORDS + 1} words in the meaning of 'source'" in told


SECOND = """\
  - term: voice
    forms: [voice, SOURCES]
    meaning: Somebody who speaks in it.
    example: The mayor is one.
    lessons: ["02"]
"""


def test_a_form_of_two_terms_is_refused_and_both_are_named(tmp_path: Path) -> None:
    told = refusal(written(tmp_path, more=SECOND))
    assert "glossary.yaml:7" in told
    assert "'SOURCES' of 'voice', which 'source' has as well" in told


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ('["02"]', '["2"]', "one of 00, 01"),
        ("forms: [source, sources]", "forms: []", "between 1 and"),
        ("example:", "exemple:", "'example'"),
        ("meaning: Who tells us a thing.", "meaning: A source.", "at least 4 words"),
    ],
)
def test_a_slip_in_an_entry_is_refused(tmp_path: Path, wrong: str, right: str, told: str) -> None:
    root = written(tmp_path)
    path = root / "lessons" / "glossary.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(wrong, right), encoding="utf-8")
    with pytest.raises(ContentError, match=told):
        load_glossary(root)


# --- the glossary that ships -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Glossary:
    return load_glossary(CONTENT)


def test_every_term_that_a_teacher_needs_is_explained(shipped: Glossary) -> None:
    assert {t.term for t in shipped.terms} >= TERMS_A_TEACHER_NEEDS


def test_meanings_are_plain(shipped: Glossary) -> None:
    hard = {t.term: round(grade(t.meaning), 1) for t in shipped.terms if grade(t.meaning) > 7}
    assert not hard


def met(text: str, terms: tuple[Term, ...]) -> set[str]:
    """The terms that stand in a text as whole words; where a longer form begins at the same place, it alone does."""
    known = {" ".join(form.replace("’", "'").lower().split()): term.term for term in terms for form in term.forms}
    choices = "|".join(r"\s+".join(map(re.escape, form.split())) for form in sorted(known, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w’'])(?<!\w[-‑])(?:{choices})(?![\w]|[-‑]\w|['’](?!s\b)\w)", re.IGNORECASE)
    straight = text.replace("’", "'")
    return {known[" ".join(found[0].lower().split())] for found in pattern.finditer(straight)}


@pytest.mark.parametrize("number", LESSONS)
def test_students_meet_every_term_of_a_lesson_in_its_notebook_or_its_questions(shipped: Glossary, number: str) -> None:
    (notebook,) = CONTENT.glob(f"notebooks/{number}_*.ipynb")
    (questions,) = CONTENT.glob(f"lessons/{number}_*/quiz.yaml")
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    prose = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    terms = shipped.of_lesson(number)
    assert met(prose + "\n\n" + questions.read_text(encoding="utf-8"), terms) == {t.term for t in terms}


def test_what_only_teachers_need_stands_on_no_page_for_students(shipped: Glossary) -> None:
    assert not any(t.audience == "teachers" for number in LESSONS for t in shipped.of_lesson(number))
