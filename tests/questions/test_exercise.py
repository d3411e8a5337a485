"""Exercises: the public half holds no key, and the two halves must fit."""

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aquanaut.content import ContentError
from aquanaut.questions.exercise import exercise_stems, load_exercise
from aquanaut.questions.model import question_types

ROOT = Path(__file__).parents[2]
STEM = exercise_stems()[0]


@pytest.fixture
def copy(tmp_path):
    """A content folder with one exercise that may be damaged; gives (root, change)."""
    (tmp_path / "articles").symlink_to(ROOT / "articles")
    folder = tmp_path / "exercises" / STEM
    shutil.copytree(ROOT / "exercises" / STEM, folder)

    def change(name, edit):
        yaml = YAML()
        data = yaml.load(folder / name)
        edit(data)
        yaml.dump(data, folder / name)

    return tmp_path, change


def secret_names(kind):
    return {path.split(".")[-1] for path in question_types()[kind].secret} | {"material"}


@pytest.mark.parametrize("stem", exercise_stems())
def test_what_a_student_gets_names_no_secret(stem):
    data = YAML(typ="safe").load((ROOT / "exercises" / stem / "exercise.yaml").read_text("utf-8"))
    for question in data["questions"]:
        held = set(question) | {
            k for v in question.values() if isinstance(v, list) for i in v if isinstance(i, dict) for k in i
        }
        assert not held & secret_names(question["kind"]), question["id"]


def test_a_key_that_strays_into_the_public_half_is_refused(copy):
    root, change = copy

    def stray(data):
        choice = next(q for q in data["questions"] if "options" in q)
        choice["options"][0]["right"] = True

    change("exercise.yaml", stray)
    with pytest.raises(ContentError, match=r"exercise\.yaml:\d+: found the unknown key 'right'"):
        load_exercise(STEM, root)


def test_a_question_without_a_key_is_refused(copy):
    root, change = copy
    change("key.yaml", lambda data: data["keys"].pop(0))
    with pytest.raises(ContentError, match=r"exercise\.yaml:\d+: found no key"):
        load_exercise(STEM, root)


def test_a_key_without_a_question_is_refused(copy):
    root, change = copy
    change("exercise.yaml", lambda data: data["questions"].pop(0))
    with pytest.raises(ContentError, match=r"key\.yaml:\d+: found a key for"):
        load_exercise(STEM, root)


def test_halves_with_other_options_are_refused(copy):
    root, change = copy

    def rename(data):
        next(k for k in data["keys"] if "options" in k)["options"][0]["id"] = "other"

    change("key.yaml", rename)
    with pytest.raises(ContentError, match=r"other ids under 'options'"):
        load_exercise(STEM, root)


def test_a_teachers_own_exercise_is_found(copy):
    root, _ = copy
    shutil.copytree(root / "exercises" / STEM, root / "my_exercises" / "09_own")
    for name in ("exercise.yaml", "key.yaml"):
        path = root / "my_exercises" / "09_own" / name
        path.write_text(path.read_text("utf-8").replace(f"exercise: {STEM}", "exercise: 09_own"), "utf-8")
    assert load_exercise("9", root).lesson == "exercise_09_own"


def test_an_unknown_exercise_names_those_there_are():
    with pytest.raises(ContentError, match=STEM):
        load_exercise("99")
