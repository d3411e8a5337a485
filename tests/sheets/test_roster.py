"""The one roster: whoever reads it reads the same students, and refuses the same files for the same reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from aquanaut.cli import main
from aquanaut.content import ContentError
from aquanaut.sheets.roster import Source, parse_roster

ROOT = Path(__file__).parents[2]
STEM = "03_words_that_judge"

ACCEPTED: dict[str, tuple[bytes, list[str]]] = {
    "plain": (b"code,name,group\ns01,Ada,1\ns02,Ben,2\n", ["s01", "s02"]),
    "sep line": (b"sep=;\ncode;name\ns01;Ada\n", ["s01"]),
    "windows": ("code,name\ns01,Björn\n".encode("cp1252"), ["s01"]),
    "utf-16": ("code\tname\ns01\tÅsa\n".encode("utf-16"), ["s01"]),
    "heading": (b"Student Code;Full Name\ns01;Ada\n", ["s01"]),
    "formula in a name": (b"code,name\ns01,=cmd|' /C calc'!A0\n", ["s01"]),
    "formula in a column of no interest": (b"code,note\ns01,=1+1\n", ["s01"]),
    "lines in a note": (b'code,note,x\ns01,"a\nb",\ns02,,\n', ["s01", "s02"]),
    "empty lines": (b"\ncode\n\ns01\n,\ns02\n", ["s01", "s02"]),
    "short row": (b"code,name,group\ns01\n", ["s01"]),
    "forty letters": (b"code\n" + b"x" * 40 + b"\n", ["x" * 40]),
}

REFUSED: dict[str, tuple[bytes, int]] = {
    "the same code in capitals": (b"code\ns01\nS01\n", 3),
    "fifty letters": (b"code\n" + b"x" * 50 + b"\n", 2),
    "formula as a code": (b"code\n=cmd\n", 2),
    "open quotation mark": (b'code,name\ns01,"Ada\ns02,Ben\n', 2),
    "open quotation mark that meets another": (b'code,name\ns01,"Ada\ns02,Ben"\n', 2),
    "open quotation mark in the last column": (b'code,name,note\ns01,Ada,"x\ns02,Ben,"\n', 2),
    "line break in a name": (b'code,name\ns01,"Ada\nLovelace"\n', 2),
    "no code in one line": (b"code,name\ns01,Ada\n,Ben\n", 3),
    "no known heading": (b"a,b\n1,2\n", 1),
    "a heading twice": (b"code,name,Name\ns01,a,b\n", 1),
    "headings alone": (b"code,name\n", 0),
    "nothing": (b"", 0),
    "NUL": (b"code\ns\x000\n", 2),
    "a path": (b"code\n../x\n", 2),
    "long name": (b"code,name\ns01," + b"x" * 300 + b"\n", 2),
    "other letters": (b"code,name\ns01,\x81\n", 2),
}


def grade(roster: Path, folder: Path) -> tuple[int, set[str]]:
    """Grade nothing but one stranger's answers: whoever else is listed stands on the roster."""
    given = folder / "in"
    given.mkdir()
    line = f'{{"v":1,"learner":"stranger","lesson":"exercise_{STEM}","question":"q","event":"check","answer":"a"}}\n'
    (given / "a.jsonl").write_text(line, "utf-8")
    out = folder / "graded"
    code = main(["--content", str(ROOT), "grade", STEM, str(given), "--out", str(out), "--roster", str(roster)])
    table = out / "scores.csv"
    lines = table.read_text("utf-8-sig").splitlines()[1:] if table.exists() else []
    return code, {line.split(",")[0].strip('"') for line in lines} - {"stranger"}


def assign(roster: Path, folder: Path) -> tuple[int, set[str]]:
    out = folder / "handed"
    code = main(["--content", str(ROOT), "assign", STEM, "--students", str(roster), "--out", str(out)])
    return code, {path.stem for path in out.glob("*.zip")}


def draw(roster: Path, folder: Path) -> tuple[int, set[str]]:
    out = folder / "halves"
    code = main(["halves", str(roster), "--out", str(out)])
    lines = [line for half in out.glob("*.csv") for line in half.read_text("utf-8").splitlines()[1:]]
    return code, {line.split(",")[0].strip('"') for line in lines}


@pytest.mark.parametrize("case", ACCEPTED)
def test_all_commands_read_the_same_students(case: str, tmp_path: Path) -> None:
    data, codes = ACCEPTED[case]
    roster = tmp_path / "class.csv"
    roster.write_bytes(data)
    assert draw(roster, tmp_path) == assign(roster, tmp_path) == grade(roster, tmp_path) == (0, set(codes))


@pytest.mark.parametrize("case", REFUSED)
def test_all_commands_refuse_the_same_files_with_the_same_words(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, line = REFUSED[case]
    roster = tmp_path / "class.csv"
    roster.write_bytes(data)
    told = []
    for command in (draw, assign, grade):
        code, students = command(roster, tmp_path)
        assert code == 1 and not students
        told.append(capsys.readouterr().err)
    assert told[0] == told[1] == told[2]
    assert f"class.csv:{line}: " in told[0] if line else "class.csv: " in told[0]


def read(text: str, *sources: Source) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in parse_roster(text.encode(), Path("r.csv"), sources).students]


def test_without_codes_a_student_gets_one_that_stays_the_same() -> None:
    [(ada, _), (ben, _)] = read("name,email\nAda,a@x.example\nBen,\n")
    assert ada != ben and read("Email;Name\na@x.example;Ada\n") == [(ada, "Ada")]
    with pytest.raises(ContentError, match="again, first in line 2"):
        read("name\nAda\nAda\n")


def test_a_source_is_data() -> None:
    source = Source({"name": ("elev",), "school": ("nr",)}, no_students=("summe",), before_numbers="Nr. ")
    [ada] = parse_roster(b"Elev,Nr\nAda,Nr. 7\nSumme,2\n", Path("r.csv"), [source]).students
    assert (ada.name, ada.ids) == ("Ada", {"school": "7"})
    with pytest.raises(ContentError, match="heading"):
        read("Elev,Nr\nAda,7\n")


def test_every_fault_is_told_with_its_line() -> None:
    with pytest.raises(ContentError) as told:
        read("code,name\na,x\nA,y\n..,z\n=1,u\n")
    assert [problem.line for problem in told.value.problems] == [3, 4, 5]
