"""The teachers' guides that ship: whole, in step with quiz.yaml and the notebooks, and easy to read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from aquanaut.questions.bank import lesson_stems, load_bank
from aquanaut.questions.guide.key import BEGIN, END, MUST, key_rows
from aquanaut.questions.guide.problems import guide_path, guide_problems
from aquanaut.questions.guide.text import Guide, parse
from aquanaut.text.readability import grade

ROOT = Path(__file__).parents[2]
STEMS = [stem for stem in lesson_stems(ROOT) if guide_path(stem, ROOT).exists()]
GRADE = 9
STEADY_WORDS = 50
"""Below this many words the formula says more about one name than about the text."""

each = pytest.mark.parametrize("stem", STEMS)


def guide_of(stem: str) -> Guide:
    path = guide_path(stem, ROOT)
    return parse(path, path.read_text(encoding="utf-8"))


def plain(markdown: str) -> str:
    """Prose for the formula: no table bars, no signs, no names of questions or files."""
    lines = re.sub(r"`[^`]*`", "it", markdown).replace("|", "\n").splitlines()
    return "\n\n".join(re.sub(r"^[\s>#*\d.-]+|[*_★]", "", line) for line in lines)


def test_there_are_guides() -> None:
    assert STEMS


@each
def test_a_guide_holds_what_it_must_and_agrees_with_its_lesson(stem: str) -> None:
    assert not [str(p) for p in guide_problems(stem, ROOT)]


@each
def test_the_timetable_keeps_the_steps_of_the_notebook(stem: str) -> None:
    """Every step of the notebook begins where a row of the timetable begins."""
    cells = json.loads((ROOT / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    steps = [int(n) for n in re.findall(r"^## .*\((\d+) minutes?\)$", text, re.MULTILINE)]
    section = guide_of(stem).section("Timetable")
    assert section and steps
    own = "\n".join(section.body).split("\n### ")[0]
    ends = [int(end) for end in re.findall(r"^\| *\d+[–-](\d+) *\|", own, re.MULTILINE)]
    assert {sum(steps[: n + 1]) for n in range(len(steps))} <= set(ends)
    assert sum(steps) == load_bank(stem, ROOT).minutes


@each
def test_the_timetable_finds_time_for_every_must_do(stem: str) -> None:
    bank = load_bank(stem, ROOT)
    section = guide_of(stem).section("Timetable")
    assert section
    own = "\n".join(section.body).split("\n### ")[0]
    starred = set(re.findall(rf"`([\w-]+)`{MUST}", own))
    assert starred == {q.id for q in bank.questions if q.must}


@each
def test_every_question_that_a_guide_names_exists(stem: str) -> None:
    known = {q.id for other in lesson_stems(ROOT) for q in load_bank(other, ROOT).questions}
    sets = {f"{other[:2]}-{s.id}" for other in lesson_stems(ROOT) for s in load_bank(other, ROOT).sets}
    named = set(re.findall(r"`(\d\d-[a-z0-9-]+)`", guide_path(stem, ROOT).read_text(encoding="utf-8")))
    assert named <= known | sets


@each
def test_a_guide_is_easy_to_read(stem: str) -> None:
    """Each text for students and families of some length, all of them together, and the guide's own prose."""
    guide = guide_of(stem)
    quotes = [quote for section in guide.sections if section.level == 2 for quote in section.quotes()]
    for line, text in quotes:
        assert len(text.split()) < STEADY_WORDS or grade(plain(text)) <= GRADE, f"{guide.path}:{line}"
    assert grade(plain("\n".join(text for _, text in quotes))) <= GRADE
    before, _, rest = guide.text.partition(BEGIN)
    assert grade(plain(before + rest.partition(END)[2])) <= GRADE
    alternatives = [parts[-1] for _, parts in key_rows(guide.text, guide.path)]
    assert grade(plain("\n".join(alternatives))) <= GRADE


def test_the_overview_names_every_lesson_and_leads_nowhere_empty() -> None:
    path = ROOT / "lessons" / "README.md"
    text = path.read_text(encoding="utf-8")
    assert all(stem in text for stem in lesson_stems(ROOT))
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        place = path.parent / target
        assert place.exists() or (place.name == "guide.md" and place.parent.name in lesson_stems(ROOT)), target
    assert grade(plain(text)) <= GRADE
