"""The teacher's desk lists what lies there, and says what does not."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path

import pytest

from aquanaut.questions.bank import lesson_stems, load_bank
from aquanaut.text.article import load_article
from aquanaut.widgets.plain.shelf import PAPERS, lay_out, page
from aquanaut.words import say

ROOT = Path(__file__).parents[3]


def test_it_lists_every_lesson_with_its_figures() -> None:
    found = lay_out(ROOT)
    banks = [load_bank(stem, ROOT) for stem in lesson_stems(ROOT)]
    assert [(one.title, one.minutes, one.must, one.questions) for one in found.lessons] == [
        (b.title, b.minutes, sum(q.must for q in b.questions), len(b.questions)) for b in banks
    ]
    shown = page(found)
    for one in found.lessons:
        assert f"<strong>{one.number} " in shown
    assert f'<td class="aq-figure">{sum(b.minutes for b in banks)}</td>' in shown


def test_texts_to_meet_unseen_are_counted_and_not_named() -> None:
    found, shown = lay_out(ROOT), page(lay_out(ROOT))
    slugs = {path.parent.name for path in (ROOT / "articles").glob("*/article.yaml")}
    named = {"drone-mission", "drone-twin", "opt-out"}
    assert found.unseen == len(slugs - named) and len(found.articles) == len(named)
    assert say("desk.unseen", n=len(slugs - named)) in shown
    for slug in slugs:
        assert (escape(load_article(slug, ROOT).title) in shown) == (slug in named)


def test_it_says_of_every_paper_whether_it_is_there() -> None:
    found, shown = lay_out(ROOT), page(lay_out(ROOT))
    for paper in PAPERS:
        there = len(list((ROOT / "lessons").glob(f"*/{paper}.md")))
        assert found.having(paper) == there
        assert (say(f"desk.no.{paper}") in shown) == (there == 0)
        assert (say(f"desk.some.{paper}", n=there, all=len(found.lessons)) in shown) == (there > 0)
    exercises = list((ROOT / "exercises").glob("*/exercise.yaml"))
    assert (say("desk.no.exercise") in shown) == (not exercises)


def test_what_comes_later_is_listed_when_it_comes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "articles", tmp_path / "articles")
    shutil.copytree(ROOT / "lessons" / "03_words_that_judge", tmp_path / "lessons" / "03_words_that_judge")
    for paper in PAPERS:
        (tmp_path / "lessons" / "03_words_that_judge" / f"{paper}.md").write_text("# For teachers")
    (tmp_path / "exercises" / "03_x").mkdir(parents=True)
    (tmp_path / "exercises" / "03_x" / "exercise.yaml").write_text("id: x")
    shown = page(lay_out(tmp_path))
    assert say("desk.has.guide") in shown and say("desk.some.handout", n=1, all=1) in shown
    assert say("desk.exercises", n=1, names="03_x") in shown
    assert not any(say(f"desk.no.{name}") in shown for name in ("guide", "handout", "exercise"))


@pytest.mark.parametrize("folder", ["articles", "lessons"])
def test_an_empty_folder_is_no_fault(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    assert say("desk.total") in page(lay_out(tmp_path))
