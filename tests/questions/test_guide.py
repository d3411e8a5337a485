"""Teachers' guides: a whole one passes, and each single damage is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aquanaut.content import ContentError, Problem
from aquanaut.questions.answer_words import answer_in_words, why_in_words
from aquanaut.questions.bank import Bank, lesson_stems, load_bank
from aquanaut.questions.guide.__main__ import main
from aquanaut.questions.guide.key import BEGIN, END, refreshed
from aquanaut.questions.guide.problems import guide_problems
from aquanaut.questions.guide.rules import STRUCTURE
from aquanaut.questions.guide.text import cells, parse, row
from aquanaut.questions.lines import short

ROOT = Path(__file__).parents[2]
STEM = "00_start_here"
WORDS = "one two three four five six seven eight nine ten "


def table(columns: int, rows: int) -> str:
    lines = [row(["head"] * columns), "|" + "---|" * columns]
    return "\n".join(lines + [row([f"cell {n}"] * columns) for n in range(rows)])


def minutes(*spans: str) -> str:
    return "\n".join(["| minutes | you | students |", "|---|---|---|"] + [row([s, "talk", "work"]) for s in spans])


def whole(bank: Bank) -> str:
    """The least guide that holds everything, without its key."""
    sample = "### Sample {}\n\n> It is a good thing to ask.\n\nScore: {}, because it says what is wanted and why so."
    bodies = {
        "At a glance": WORDS * 4,
        "Objectives": "\n".join(f"- **{name}**: {text}" for name, text in bank.objectives.items()),
        "Standards": "- **Common Core RI.9-10.4**: say what words mean and do here\n"
        "- **C3 D3.2.9-12**: judge a source by what others say\n- **ISTE 1.3**: build knowledge with care and sources",
        "Materials": "- one\n- two\n- three",
        "Timetable": minutes("0–5", "5–15")
        + "\n\n### In 20 minutes\n\n"
        + minutes("0–5", "5–20")
        + "\n\n### In 90 minutes\n\n"
        + minutes("0–45", "45–90"),
        "Vocabulary": table(2, 5),
        "Discussion": "\n".join(f"{n}. What do you think here?\n   Expect: {WORDS}" for n in range(1, 6)),
        "Answer key": f"{BEGIN}\n{END}",
        "Misconceptions": table(2, 3),
        "Differentiation": "\n\n".join(f"### {t}\n\n{WORDS * 3}" for t in STRUCTURE["Differentiation"]),
        "Extension": WORDS * 2,
        "Rubric": table(4, 3)
        + "\n\nSamples written by a language model.\n\n"
        + "\n\n".join(sample.format(name, score) for name, score in zip("ABC", "321", strict=True)),
        "Without internet or computers": WORDS * 4,
        "Content note and opt-out": f"> {WORDS * 4}\n\nand\n\n> {WORDS * 4}",
        "Note to parents and administrators": f"> {WORDS * 6}",
        "How this lesson stays fair": WORDS * 4,
    }
    parts = [f"# {bank.title}: teacher’s guide"] + [f"## {title}\n\n{bodies[title]}" for title in STRUCTURE]
    return "\n\n".join(parts) + "\n"


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """The guide of a lesson in a content folder of its own: whole, with its key filled in."""
    (tmp_path / "articles").symlink_to(ROOT / "articles")
    folder = tmp_path / "lessons" / STEM
    folder.mkdir(parents=True)
    (folder / "quiz.yaml").write_bytes((ROOT / "lessons" / STEM / "quiz.yaml").read_bytes())
    path = folder / "guide.md"
    text = refreshed(whole(load_bank(STEM, tmp_path)), load_bank(STEM, tmp_path), path)
    path.write_text(text.replace(" |  |\n", " | None: nothing else fits. |\n"), encoding="utf-8")
    return path


def problems(path: Path) -> list[Problem]:
    return guide_problems(STEM, path.parents[2])


@pytest.mark.parametrize("stem", lesson_stems(ROOT))
def test_an_answer_in_words_names_the_right_parts_and_no_wrong_option(stem: str) -> None:
    bank = load_bank(stem, ROOT)
    for question in bank.questions:
        key = bank.keys[question.id]
        answer = answer_in_words(question, key)
        assert answer and why_in_words(question, key) and "\n" not in answer
        right = key.data.get("right")
        if isinstance(right, list):
            for option in question.body["options"]:
                longer = [o for o in question.body["options"] if option["text"] in o["text"] and o is not option]
                assert (option["text"] in answer) == (option["id"] in right) or longer, question.id
        for target in key.data.get("targets", []):
            assert target.get("title", "") in answer


def test_a_whole_guide_passes(lesson: Path) -> None:
    assert problems(lesson) == []


DAMAGES = [
    ("teacher’s guide", "guide", "the title", "title"),
    ("## Standards", "## Norms", "“## Norms”", "unknown section"),
    ("## Extension", "## Extensions", "no “## Extension”", "missing section"),
    ("### Stretch", "### Stretching", "no “### Stretch”", "missing part"),
    ("- **gestures**: Try", "- **gestures**: See", "- **gestures**: Try", "objective"),
    ("Common Core RI.9-10.4", "Common Core RI.11.4", "code", "standard"),
    ("| 5–15 |", "| 5–14 |", "15", "too short"),
    ("| 5–20 |", "| 6–20 |", "a span from minute 5", "gap"),
    ("| 45–90 |", "| 44–90 |", "a span from minute 45", "overlap"),
    ("| cell 4 | cell 4 |", "", "4 table rows", "vocabulary"),
    ("Expect: one two", "Answer: one two", "Expect:", "prompt"),
    (BEGIN, "", "no key", "markers"),
    ("`00-try-one` ★", "`00-try-none` ★", "'00-try-none'", "unknown question"),
    ("“aquanaut of its time” | An", "“radar capabilities” | An", "“radar capabilities”", "wrong answer"),
    ("nobody can say for sure", "we know", "under “why”", "wrong reason"),
    ("None: nothing else fits.", "?", "also defensible", "no alternative"),
    ("written by a language model", "from a class", "written by a language model", "samples"),
    ("Score: 1", "Score: 2", "each of the three levels once", "levels"),
    ("\n> one", "\none", "block quotations", "note"),
]


@pytest.mark.parametrize(("before", "after", "named"), [d[:3] for d in DAMAGES], ids=[d[3] for d in DAMAGES])
def test_each_damage_is_named_with_its_line(lesson: Path, before: str, after: str, named: str) -> None:
    text = lesson.read_text(encoding="utf-8")
    assert before in text
    lesson.write_text(text.replace(before, after, 1), encoding="utf-8")
    found = problems(lesson)
    assert any(named in str(p) for p in found), [str(p) for p in found]
    lines = lesson.read_text(encoding="utf-8").splitlines()
    for problem in found:
        assert problem.path == lesson and 0 <= problem.line <= len(lines)


def test_the_line_of_a_wrong_row_is_its_own(lesson: Path) -> None:
    text = lesson.read_text(encoding="utf-8").replace("nobody can say for sure", "we know", 1)
    lesson.write_text(text, encoding="utf-8")
    (problem,) = problems(lesson)
    assert "we know" in text.splitlines()[problem.line - 1]


def test_sections_out_of_order(lesson: Path) -> None:
    text = lesson.read_text(encoding="utf-8")
    start, end = text.index("## Materials"), text.index("## Timetable")
    moved = text[:start] + text[end:] + "\n" + text[start:end]
    lesson.write_text(moved, encoding="utf-8")
    assert any("out of place" in p.found for p in problems(lesson))


def test_writing_renews_the_key_and_keeps_what_a_person_wrote(lesson: Path) -> None:
    text = lesson.read_text(encoding="utf-8")
    mine = "“radar” too: ask | what it adds."
    old = text.replace("None: nothing else fits.", row([mine])[2:-2], 1).replace("nobody can say for sure", "we know")
    lesson.write_text(old, encoding="utf-8")
    assert problems(lesson)
    assert main([str(lesson), "--write"]) == 0
    new = lesson.read_text(encoding="utf-8")
    assert problems(lesson) == [] and "we know" not in new
    assert mine in {c[-1] for c in map(cells, new.splitlines())}
    before = lesson.stat().st_mtime_ns
    assert main([str(lesson), "--write"]) == 0
    assert lesson.stat().st_mtime_ns == before, "nothing to renew, nothing written"


def test_words_for_a_question_that_is_gone_are_not_dropped(lesson: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = lesson.read_text(encoding="utf-8").replace("`00-try-one`", "`00-try-gone`")
    lesson.write_text(text, encoding="utf-8")
    assert main([str(lesson), "--write"]) == 1
    assert "00-try-gone" in capsys.readouterr().err
    assert lesson.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["missing.md", "bytes"])
def test_a_guide_that_cannot_be_read_is_a_problem_and_no_traceback(lesson: Path, name: str) -> None:
    if name == "bytes":
        lesson.write_bytes(b"# \xff")
    else:
        lesson.unlink()
    (problem,) = problems(lesson)
    assert problem.fix and main([str(lesson)]) == 1


def test_a_lesson_that_does_not_exist_is_a_problem(lesson: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(lesson.parents[1] / "99_none" / "guide.md")]) == 1
    assert "no lesson '99_none'" in capsys.readouterr().err


def test_the_faults_of_a_quiz_are_raised(lesson: Path) -> None:
    quiz = lesson.with_name("quiz.yaml")
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("kind: rate", "kind: rat", 1), encoding="utf-8")
    with pytest.raises(ContentError):
        problems(lesson)


def test_headings_in_a_code_fence_are_text() -> None:
    guide = parse(Path("g.md"), "# A\n```\n## B\n```\n## C\nwords here\n### D\nmore\n")
    assert [(s.level, s.title, s.line) for s in guide.sections] == [(1, "A", 1), (2, "C", 5), (3, "D", 7)]
    section = guide.section("C")
    assert section and section.words() == 3


def test_a_bar_in_a_cell_survives() -> None:
    parts = ["a | b", "“c”", "d"]
    assert cells(row(parts)) == parts and row(parts).count("|") == 5


def test_a_long_item_is_cut_at_a_word() -> None:
    assert short("a  b\nc") == "a b c"
    cut = short("word " * 40)
    assert len(cut) <= 66 and cut.endswith("word …")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from(["cut", "twice", "|", "`", "<!-- key -->", "## Rubric"])), max_size=6
    )
)
def test_no_damaged_guide_ends_in_a_traceback(lesson: Path, edits: list[tuple[float, str]]) -> None:
    whole_text = lesson.read_text(encoding="utf-8")
    lines = whole_text.splitlines()
    for where, what in edits:
        at = int(where * (len(lines) - 1))
        lines[at : at + 1] = {"cut": [], "twice": [lines[at]] * 2}.get(what, [what + lines[at]])
    damaged = "\n".join(lines) + "\n"
    try:
        lesson.write_text(damaged, encoding="utf-8")
        assert (problems(lesson) == []) == (main([str(lesson)]) == 0)
    finally:
        lesson.write_text(whole_text, encoding="utf-8")
