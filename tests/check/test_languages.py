"""A language's folder is held to the English one: every fault with its file and line, and gaps as a count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aquanaut.check.languages import check_language, check_languages
from aquanaut.cli import main

LANGUAGE = (
    '{\n "lang": "pl",\n "name": "Polski",\n "dir": "ltr",\n "plural": {"one": "i = 1 and v = 0", "few": "i = 2"}\n}\n'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a language that is chosen by nobody yet."""
    monkeypatch.setenv("AQUANAUT_LANGUAGES", str(tmp_path))
    made = tmp_path / "xx"
    made.mkdir()
    (made / "language.json").write_text(LANGUAGE, encoding="utf-8")
    return made


def told(folder: Path, text: str, file: str = "quiz.json") -> list[tuple[str, int, str]]:
    """(file, line, found) of every problem, with this text as one of the folder's files."""
    (folder / file).write_text(text, encoding="utf-8")
    return [(p.path.name, p.line, p.found) for p in check_language(folder).problems]


def test_good_sentences_are_counted_and_gaps_are_no_fault(folder: Path) -> None:
    assert told(folder, '{\n "close": "Zamknij",\n "copy.kept.few": "{n} odpowiedzi"\n}\n') == []
    result = check_language(folder)
    assert (result.sentences, result.problems) == (2, ()) and result.missing > 100
    assert [one.folder for one in check_languages() if one.folder.name == "xx"] == [folder]


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ('{\n "close": "a",\n "cloze": "b"\n}', 3, "the unknown key 'cloze'"),
        ('{\n "quiz.number": "Pytanie {k} z {wszystkich}"\n}', 2, "the unknown slot {wszystkich} in 'quiz.number'"),
        ('{\n "quiz.number": "Pytanie {k}"\n}', 2, "no {all} in 'quiz.number'"),
        ('{\n\n "copy.kept.two": "{n}"\n}', 3, "the plural form 'copy.kept.two'"),
        ('{\n "close": 3\n}', 2, "'close' without a text"),
        ('{\n "close": "a",\n "close": "b"\n}', 3, "'close' again (first in quiz.json, line 2)"),
        ('{\n "close": "a"\n "back": "b"\n}', 3, "Expecting ',' delimiter"),
        ("[]", 1, "list"),
    ],
)
def test_each_fault_has_its_line(folder: Path, text: str, line: int, found: str) -> None:
    assert ("quiz.json", line, found) in told(folder, text)


@pytest.mark.parametrize(
    ("before", "after", "line", "found"),
    [
        ('"lang": "pl"', '"lang": ""', 2, 'no "lang"'),
        ('"name": "Polski"', '"nom": "Polski"', 0, 'no "name"'),
        ('"ltr"', '"left"', 4, '"dir" left'),
        ('{"one": "i = 1 and v = 0", "few": "i = 2"}', "[]", 5, 'no "plural"'),
        ('"i = 2"', '"i equals 2"', 5, 'the plural rule "few"'),
    ],
)
def test_what_describes_a_language_is_checked(folder: Path, before: str, after: str, line: int, found: str) -> None:
    problems = told(folder, LANGUAGE.replace(before, after), "language.json")
    assert any(name == "language.json" and at == line and text.startswith(found) for name, at, text in problems)


def test_a_key_in_two_files_is_told(folder: Path) -> None:
    (folder / "a.json").write_text('{\n "close": "a"\n}', encoding="utf-8")
    assert told(folder, '{"close": "b"}') == [("quiz.json", 1, "'close' again (first in a.json, line 2)")]


def test_the_command_tells_faults_and_gaps(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles").mkdir()
    (folder / "quiz.json").write_text('{\n "close": "a {n}"\n}', encoding="utf-8")
    assert main(["--content", str(tmp_path), "check"]) == 1
    said = capsys.readouterr()
    assert f"{folder / 'quiz.json'}:2: found the unknown slot {{n}}" in said.err
    assert "xx: 1 sentences, " in said.out and " missing (they are said in English)" in said.out


def test_a_language_is_chosen_on_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.json").write_text(json.dumps({"commands.about": "Zanurz się. 100 %"}), encoding="utf-8")
    with pytest.raises(SystemExit, match="0"):
        main(["--language", "xx", "--help"])
    assert "Zanurz się. 100 %" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="2"):
        main(["--language", "zz", "check"])
    assert "found no language 'zz'; there is: en (English), xx (Polski)" in capsys.readouterr().err


def test_a_damaged_language_is_told_not_thrown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.json").write_text('{\n "close": \n}', encoding="utf-8")
    assert main(["--language", "xx", "check"]) == 1
    assert f"{folder / 'a.json'}:3: found " in capsys.readouterr().err


def test_the_languages_that_ship_are_sound() -> None:
    assert [problem for one in check_languages() for problem in one.problems] == []
