"""The learners' copy of the content has no keys: what cannot do without them says so in one sentence."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from aquanaut.check import check
from aquanaut.cli import main
from aquanaut.questions.exercise import NoKeys, load_exercise

ROOT = Path(__file__).parents[2]
STEM = "03_words_that_judge"
SENTENCE = "This installation has the exercises without their keys, on purpose"


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small content folder as an installed package has it, in use."""
    folder = tmp_path / "_content"
    for name in ("drone-mission", "a02-roof-bees"):
        shutil.copytree(ROOT / "articles" / name, folder / "articles" / name)
    shutil.copytree(ROOT / "lessons" / STEM, folder / "lessons" / STEM)
    shutil.copy(ROOT / "lessons" / "glossary.yaml", folder / "lessons")
    (folder / "exercises" / STEM).mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / STEM / "exercise.yaml", folder / "exercises" / STEM)
    monkeypatch.setattr("aquanaut.content.places.PACKED", folder)
    monkeypatch.delenv("AQUANAUT_CONTENT", raising=False)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize(
    "line",
    [
        "assign 3 --out a",
        "demo-class 3 --students 2 --out d",
        "grade 3 . --out g",
        "export exercise 3 --to gift --out x",
    ],
)
def test_what_needs_a_key_says_that_there_is_none(packed: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    assert main(line.split()) == 1
    told = capsys.readouterr()
    assert told.err.startswith(SENTENCE) and told.err.count("\n") == 1 and not told.out
    assert "--content DIR" in told.err and "AQUANAUT_CONTENT" in told.err


def test_an_exercise_of_ones_own_folder_is_a_fault_as_before(packed: Path) -> None:
    with pytest.raises(NoKeys):
        load_exercise("3", packed)
    own = packed.rename(packed.with_name("own"))
    with pytest.raises(Exception, match=r"key\.yaml: found no such file"):
        load_exercise("3", own)


def test_check_holds_what_is_there_to_its_rules_and_says_what_is_not(packed: Path) -> None:
    result = check(packed)
    assert "keys were not checked" in result.summary().splitlines()[1]
    assert f"exercise_{STEM}" in {bank.lesson for bank in result.banks}
    path = packed / "exercises" / STEM / "exercise.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title:", "tittle:", 1), encoding="utf-8")
    assert any(problem.path == path for problem in check(packed).problems)


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_cards_of_the_checks_texts_travel_without_the_claims(hook: ModuleType) -> None:
    files = sorted(ROOT.glob(hook.CHECK_TEXTS))
    assert len(files) == 20
    for path in files:
        text = path.read_text(encoding="utf-8")
        alone = hook.without_claims(text)
        assert "claims: []" in alone and "truth:" not in alone and "verdict:" not in alone
        assert alone.partition("\ncards:")[2] == text.partition("\ncards:")[2]
    with pytest.raises(ValueError, match="claims"):
        hook.without_claims("cards: []\n")
