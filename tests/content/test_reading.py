"""The strict reader: every complaint has file, line, what was found, what was expected, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, NotRequired

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aquanaut import content
from aquanaut.content import (
    LINE,
    ContentError,
    Entry,
    Fields,
    Flag,
    ListOf,
    MapOf,
    OneOf,
    Problem,
    Text,
    Variant,
    Whole,
    cache_folder,
    content_files,
    content_root,
    read_yaml,
    reading,
)
from aquanaut.content.shapes import mismatches

OPTION = Fields({"id": Text(), "says": Text()}, {"right": Flag()}, identity="id")
SCHEMA = Fields(
    {"title": Text(), "points": Whole(1, 5)},
    {
        "options": ListOf(OPTION, least=2),
        "level": OneOf(("core", "debatable")),
        "why": Text(words=3),
        "notes": MapOf(Text()),
        "question": Variant("kind", {"one": Fields({"kind": Text(), "a": Text()}), "two": Fields({"kind": Text()})}),
        "blank": Text(empty=True),
    },
)

GOOD = """\
title: A lesson
points: 3
options:
  - id: a
    says: "yes"
    right: true
  - id: b
    says: "no"
level: core
why: because it is
notes:
  term: what it means
question: {kind: one, a: b}
blank: ""
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return tmp_path / "cache" / "aquanaut"


def problems(tmp_path: Path, text: str | bytes) -> list[Problem]:
    path = tmp_path / "quiz.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(ContentError) as caught:
        read_yaml(path, SCHEMA)
    for problem in caught.value.problems:
        assert problem.path == path
        assert problem.found
        assert problem.expected
        assert problem.fix
        assert "\n" not in str(problem)
    return caught.value.problems


def read(tmp_path: Path, text: str) -> Any:
    path = tmp_path / "quiz.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path, SCHEMA)


def test_good_content_comes_out_plain_with_its_lines(tmp_path: Path) -> None:
    data = read(tmp_path, GOOD)
    assert data[LINE] == 1
    assert data["options"] == [
        {LINE: 4, "id": "a", "says": "yes", "right": True},
        {LINE: 7, "id": "b", "says": "no"},
    ]
    assert type(data["points"]) is int
    assert type(data["options"][0]["right"]) is bool
    assert type(data["title"]) is str


@pytest.mark.parametrize(
    ("text", "line", "found", "expected", "fix"),
    [
        ("titel: x\ntitle: x\npoints: 1\n", 1, "unknown key 'titel'", "title, points", "Did you mean 'title'?"),
        ("title: x\npoints: 1\ntitle: y\n", 3, "a key written twice", "each key once", "Remove or rename"),
        ("title: x\n", 1, "no 'points'", "the key 'points'", "Add a line `points: …`"),
        ("title: 3\npoints: 1\n", 1, "int '3'", "text", "quotation marks"),
        ("title:\npoints: 1\n", 1, "nothing", "text", "quotation marks"),
        ('title: " "\npoints: 1\n', 1, "str ' '", "not empty", "Write something"),
        ("title: x\npoints: many\n", 2, "'many'", "a whole number from 1 to 5", "Write digits"),
        ("title: x\npoints: 6\n", 2, "'6'", "a whole number from 1 to 5", "Write digits"),
        ("title: x\npoints: true\n", 2, "bool 'True'", "a whole number", "Write digits"),
        ("title: x\npoints: 1.5\n", 2, "'1.5'", "a whole number", "Write digits"),
        ("title: x\npoints: 1\nlevel: cor\n", 3, "'cor'", "one of core, debatable", "Did you mean 'core'?"),
        ("title: x\npoints: 1\nwhy: so\n", 3, "'so'", "at least 3 words", "full sentence"),
        ("title: x\npoints: 1\nnotes: [a]\n", 3, "a list", "a mapping", "`name: value`"),
        ("title: x\npoints: 1\noptions: a\n", 3, "'a'", "a list", "dash and a space"),
        ("title: x\npoints: 1\noptions:\n  - {id: a, says: b}\n", 3, "a list", "between 2", "There are 1"),
        (
            "title: x\npoints: 1\noptions:\n  - {id: a, says: b}\n  - {id: a, says: c}\n",
            5,
            "the id 'a' again (first on line 4)",
            "each id once",
            "new name",
        ),
        (
            "title: x\npoints: 1\noptions:\n  - {id: a, says: b}\n  - id: c\n    says: d\n    right: yes\n",
            7,
            "'yes' at the file, 'options', item 2 (c), 'right'",
            "true or false",
            "without quotes",
        ),
        ("title: x\npoints: 1\nquestion: {kind: oen}\n", 3, "'oen'", "one of one, two", "Did you mean 'one'?"),
        ("title: x\npoints: 1\nquestion: {}\n", 3, "kind nothing", "one of one, two", ""),
        ("title: x\n\tpoints: 1\n", 2, "", "valid YAML", "indentation"),
        ("title: x\n  points: 1\n", 2, "mapping values are not allowed", "valid YAML", "indentation"),
        ("title: 'x\npoints: 1\n", 3, "", "valid YAML", "quotation marks"),
        ("- a\n- b\n", 1, "a list", "a mapping with the keys title, points", "`key: value`"),
        ("", 1, "nothing", "a mapping", "`key: value`"),
        ("just words\n", 1, "'just words'", "a mapping", "`key: value`"),
    ],
)
def test_each_fault_has_its_line(tmp_path: Path, text: str, line: int, found: str, expected: str, fix: str) -> None:
    first = problems(tmp_path, text)[0]
    assert first.line == line
    assert found in first.found
    assert expected in first.expected
    assert fix in first.fix


def test_all_faults_come_at_once_in_order_of_line(tmp_path: Path) -> None:
    text = "title: 1\npoints: x\nlevel: none\nextra: 1\n"
    assert [p.line for p in problems(tmp_path, text)] == [1, 2, 3, 4]


def test_bad_encoding_names_the_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, b"title: x\npoints: 1\nwhy: caf\xe9 is here\n")
    assert problem.line == 3
    assert "0xe9" in problem.found
    assert "Save the file as UTF-8" in problem.fix


@pytest.mark.parametrize("sign", ["\0", "\a", "\x1b", "\x7f", "\ufffe"])
def test_control_characters_are_refused(tmp_path: Path, sign: str) -> None:
    (problem,) = problems(tmp_path, f"title: x\npoints: 1\nwhy: a b{sign} c\n")
    assert problem.expected.startswith("valid YAML")
    assert problem.line == 3


@pytest.mark.parametrize(
    "text",
    [
        "title: !!python/object/apply:os.system ['true']\npoints: 1\n",
        "title: &a [*a]\npoints: 1\n",
        "title: *missing\npoints: 1\n",
        "? [a, b]\n: c\ntitle: x\npoints: 1\n",
        "title: x\npoints: 1\n---\ntitle: y\npoints: 1\n",
        "title: 2025-99-99\npoints: 1\n",
        "[" * 3000,
        "%YAML 3.0\n---\ntitle: x\n",
        "<<: [1]\ntitle: x\npoints: 1\n",
    ],
)
def test_strange_yaml_is_refused_not_run(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)


def test_words_of_yaml_1_1_stay_words(tmp_path: Path) -> None:
    assert read(tmp_path, "title: no\npoints: 1\nwhy: on yes off\n")["title"] == "no"


def test_a_missing_and_an_enormous_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no such file"):
        read_yaml(tmp_path / "nowhere.yaml", SCHEMA)
    with pytest.raises(ContentError, match=r"found .*; expected a readable file"):
        read_yaml(tmp_path, SCHEMA)
    assert "bytes" in problems(tmp_path, "a" * 5_000_001)[0].found


def test_the_cache_changes_nothing(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = read(tmp_path, GOOD)
    assert len(list(own_cache.iterdir())) == 1
    with monkeypatch.context() as patched:
        patched.setattr(reading, "_checked", lambda *_: pytest.fail("the cache was not used"))
        cached = read(tmp_path, GOOD)
    monkeypatch.setattr(reading, "cache_folder", lambda: None)
    uncached = read(tmp_path, GOOD)
    assert fresh == cached == uncached
    assert repr(fresh) == repr(cached) == repr(uncached)


def test_faults_are_never_cached(tmp_path: Path, own_cache: Path) -> None:
    for _ in range(2):
        problems(tmp_path, "title: x\n")
    assert not own_cache.exists()


def test_another_schema_never_gets_the_cached_result(tmp_path: Path) -> None:
    read(tmp_path, GOOD)
    with pytest.raises(ContentError, match="unknown key"):
        read_yaml(tmp_path / "quiz.yaml", Fields({"title": Text()}))


def test_a_damaged_or_useless_cache_costs_only_speed(tmp_path: Path, own_cache: Path) -> None:
    fresh = read(tmp_path, GOOD)
    (cached,) = own_cache.iterdir()
    cached.write_text('{"title": "A les', encoding="utf-8")
    assert read(tmp_path, GOOD) == fresh
    cached.write_bytes(b"\xff")
    assert read(tmp_path, GOOD) == fresh
    cached.unlink()
    own_cache.rmdir()
    own_cache.write_text("a file where the folder should be", encoding="utf-8")
    assert read(tmp_path, GOOD) == fresh


@pytest.mark.parametrize("value", ["", "relative/folder"])
def test_an_empty_or_relative_cache_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", value)
    monkeypatch.setenv("LOCALAPPDATA", value)
    folder = cache_folder()
    assert folder is not None
    assert folder.is_relative_to(Path.home())


def test_an_account_without_a_home_reads_content_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_: type[Path]) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA")
    monkeypatch.setattr(Path, "home", classmethod(homeless))
    assert cache_folder() is None
    assert read(tmp_path, GOOD)["points"] == 3


@given(st.one_of(st.text(max_size=80), st.text(alphabet="ab:-{}[]'\"#&*!|>%@`?,\n\t 01", max_size=80)))
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.yaml"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    try:
        read_yaml(path, MapOf(Text()))
    except ContentError as error:
        assert error.problems
        assert all(0 <= p.line <= text.count("\n") + text.count("\r") + 2 for p in error.problems)


# --- where content is found --------------------------------------------------------------------------------


def test_content_is_found_in_the_order_of_the_design(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roots = [tmp_path / name for name in ("given", "variable", "parent")]
    for root in roots:
        (root / "articles").mkdir(parents=True)
    deep = roots[2] / "my-work" / "today"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.delenv(content.CONTENT_VARIABLE, raising=False)
    assert content_root() == roots[2]
    monkeypatch.setenv(content.CONTENT_VARIABLE, str(roots[1]))
    assert content_root() == roots[1]
    assert content_root(roots[0]) == roots[0]


def test_a_folder_without_articles_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ContentError, match="Check --content"):
        content_root(tmp_path)
    monkeypatch.setenv(content.CONTENT_VARIABLE, str(tmp_path))
    with pytest.raises(ContentError, match=f"Check {content.CONTENT_VARIABLE}"):
        content_root()


def test_content_files_come_sorted(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / "lessons" / name).mkdir(parents=True)
        (tmp_path / "lessons" / name / "quiz.yaml").touch()
    assert [p.parent.name for p in content_files(tmp_path, "lessons", "quiz.yaml")] == ["a", "b"]


# --- types -------------------------------------------------------------------------------------------------


class Option(Entry):
    id: str
    says: str
    right: NotRequired[bool]


class One(Entry):
    kind: str
    a: str


class Two(Entry):
    kind: str


class Quiz(Entry):
    title: str
    points: int
    options: NotRequired[list[Option]]
    level: NotRequired[Literal["core", "debatable"]]
    why: NotRequired[str]
    notes: NotRequired[dict[str, str]]
    question: NotRequired[One | Two]
    blank: NotRequired[str]


def test_a_file_comes_out_with_the_type_that_agrees_with_its_schema(tmp_path: Path) -> None:
    path = tmp_path / "quiz.yaml"
    path.write_text(GOOD, encoding="utf-8")
    quiz = read_yaml(path, SCHEMA, Quiz)
    assert quiz["options"][0]["right"] is True and quiz[LINE] == 1
    assert list(mismatches(SCHEMA, Quiz)) == []


@pytest.mark.parametrize(
    ("schema", "shape", "told"),
    [
        (Text(), int, "Text is not"),
        (Whole(), bool, "Whole is not"),
        (Flag(), int, "Flag is not"),
        (OneOf(("a", "b")), Literal["a", "c"], "OneOf is not"),
        (ListOf(Text()), list[int], r"\[\]: Text is not"),
        (MapOf(Text()), dict[str, bool], r"\{\}: Text is not"),
        (Fields({"id": Text(), "says": Text()}), Option, "right: only the type"),
        (Fields({"id": Text(), "says": Text(), "right": Flag()}), Option, "right: required once"),
        (Fields({"id": Text(), "says": Text()}, {"right": Flag(), "x": Text()}), Option, "x: only the schema"),
        (OPTION, dict[str, str], "Fields is not"),
    ],
)
def test_a_type_that_disagrees_with_its_schema_is_refused(tmp_path: Path, schema: Any, shape: Any, told: str) -> None:
    (tmp_path / "a.yaml").write_text("a\n", encoding="utf-8")
    with pytest.raises(TypeError, match=told):
        read_yaml(tmp_path / "a.yaml", schema, shape)
