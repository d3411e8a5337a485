"""A lens is one room: a copy of its folder, put beside the package under another name, is a lens in every way."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import aquanaut.lenses
from aquanaut.cli import main
from aquanaut.content import ContentError, content_root
from aquanaut.lenses.base import Lens, lenses
from aquanaut.lenses.look import look
from aquanaut.lenses.rules import read_rules
from aquanaut.records.seeing import codes_of
from aquanaut.text.document import document

ROOMS = Path(aquanaut.lenses.__file__).parent
ARTICLE = Path(__file__).parents[2] / "articles/drone-mission/article.txt"
NAMES = sorted(path.parent.name for path in ROOMS.glob("*/lens.py"))


@pytest.fixture(params=NAMES)
def original(request: pytest.FixtureRequest) -> Lens:
    """Each lens that ships."""
    return lenses()[request.param]


@pytest.fixture
def copied(original: Lens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lens]:
    """The same lens from a copy of its room. No other file is touched."""
    name = f"twin_of_{original.name}"
    shutil.copytree(ROOMS / original.name, tmp_path / "rooms" / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(aquanaut.lenses, "__path__", [*aquanaut.lenses.__path__, str(tmp_path / "rooms")])
    lenses.cache_clear()
    yield lenses()[name]
    lenses.cache_clear()
    for module in [module for module in sys.modules if module.startswith(f"aquanaut.lenses.{name}")]:
        del sys.modules[module]


def test_a_copy_is_found_and_says_the_same(original: Lens, copied: Lens) -> None:
    assert set(lenses()) == {*NAMES, copied.name}
    assert (copied.title, copied.about, copied.limits) == (original.title, original.about, original.limits)
    assert [rule.name for rule in copied.rules] == [rule.name for rule in original.rules]
    assert set(copied.strengths) == set(original.strengths)
    assert codes_of(copied.name) == codes_of(original.name)


def test_its_rules_hit_and_miss(copied: Lens) -> None:
    for rule in copied.rules:
        for hit in rule.hits:
            doc = document(re.sub("[⟦⟧]", "", hit))
            marked = [one.span.of(doc.text) for one in copied.find(doc) if one.rule == rule.name]
            assert marked == re.findall("⟦(.*?)⟧", hit), hit
        for miss in rule.misses:
            assert not [one for one in copied.find(document(miss)) if one.rule == rule.name], miss


def test_everything_that_shows_lenses_shows_it(
    original: Lens, copied: Lens, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = look(ARTICLE.read_text(encoding="utf-8"))
    places = [(one.rule, one.span, one.strength) for one in seen.of(copied.name)]
    assert places == [(one.rule, one.span, one.strength) for one in seen.of(original.name)]

    assert main(["look", str(ARTICLE), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["lenses"][copied.name]["title"] == original.title
    assert copied.name in {one["lens"] for one in told["findings"]}

    page = tmp_path / "look.html"
    assert main(["look", str(ARTICLE), "--html", str(page)]) == 0
    assert page.read_text(encoding="utf-8").count(f"<h3>{original.title}</h3>") == 2

    asked, answered = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    asked.write_text(json.dumps({"id": 1, "text": seen.doc.text}) + "\n", encoding="utf-8")
    assert main(["look", "--batch", str(asked), "--out", str(answered)]) == 0
    (record,) = map(json.loads, answered.read_text(encoding="utf-8").splitlines())
    assert len([one for one in record["findings"] if one["lens"] == copied.name]) == len(places)


def test_its_lab_starts(copied: Lens, original: Lens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from aquanaut.questions.lab import load_lab
    from aquanaut.widgets.lab.widget import LabWidget
    from aquanaut.widgets.show import session

    labs = [
        path for path in content_root().glob("lessons/*/lab.yaml") if f"lens: {original.name}\n" in path.read_text()
    ]
    if not labs:
        pytest.skip("this lens has no lab")
    (lab,) = labs
    folder = tmp_path / "content" / "lessons" / lab.parent.name
    folder.mkdir(parents=True)
    text = lab.read_text(encoding="utf-8").replace(f"lens: {original.name}\n", f"lens: {copied.name}\n")
    (folder / "lab.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    widget = LabWidget(load_lab(copied.name, tmp_path / "content"), session())
    assert widget.lab["limits"] == original.limits and widget.lesson == f"lab_{copied.name}"


# --- the data file ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_room_s_rules_are_sound(name: str) -> None:
    book = read_rules(ROOMS / name / "rules.toml", name)
    assert len({rule.name for rule in book.rules}) == len(book.rules)
    told = [book.title, book.about, book.limits, *(rule.source for rule in book.rules)]
    told += [text for rule in book.rules for text in (rule.why, rule.ask, *rule.hits, *rule.misses)]
    assert not [text for text in told if re.search(r"\{\w+\}", text)], "a name in braces that [shared] lacks"


@pytest.mark.parametrize(
    ("before", "after", "line", "expected"),
    [
        ('label = "garbled"\nwhy', 'lable = "garbled"\nwhy', 'lable = "garbled"', "label"),
        ('ask = "Is it one', "ask = 3 # ", "ask = 3", "a text"),
        ('ask = "Is it one or many, and which word shows it?"', 'ask = "Count them."', 'ask = "Count', "question"),
        ("\nmisses = [", "\nmises = [", "mises = [", "misses"),
        ("⟦the the⟧ boat", "the the boat", "", "⟦…⟧"),
        ('name = "rare"', 'name = "rare"\npolarity = "good"', 'polarity = "good"', "sound"),
        ('name = "rare"', 'name = "rare', 'name = "rare', "TOML"),
        ('title = "Garbled passages"\n', "", "", "a text"),
    ],
)
def test_a_slip_is_told_with_its_line_and_what_was_expected(
    tmp_path: Path, before: str, after: str, line: str, expected: str
) -> None:
    text = (ROOMS / "garble" / "rules.toml").read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "rules.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_rules(path, "garble")
    problems = caught.value.problems
    assert any(expected in problem.expected for problem in problems)
    assert all(problem.path == path and problem.found and problem.fix for problem in problems)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not line or any(lines[problem.line - 1].startswith(line) for problem in problems)
