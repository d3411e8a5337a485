"""Which article an exercise takes, and how another is refused: no list names a text of the check."""

from __future__ import annotations

from pathlib import Path

import pytest

from aquanaut.classroom.assign.bundle import chosen_article
from aquanaut.content import ContentError, read_yaml
from aquanaut.questions.exercise import find_exercise, public_fields
from aquanaut.text.article import load_article

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("exercise", "article", "why"),
    [("8", "opt-out", "brings its own texts"), ("9", "a02-roof-bees", "a text of the check")],
)
def test_an_article_that_does_not_fit_is_refused(exercise: str, article: str, why: str) -> None:
    path = find_exercise(exercise, ROOT) / "exercise.yaml"
    with pytest.raises(ContentError, match=why):
        chosen_article(read_yaml(path, public_fields()), article, path)


def test_what_is_offered_instead_names_nothing_of_the_check() -> None:
    with pytest.raises(ContentError, match="one of: drone-mission, drone-twin, opt-out"):
        load_article("forest-fire", ROOT)
    with pytest.raises(ContentError, match="09_any_article") as caught:
        find_exercise("99", ROOT)
    assert "form_" not in str(caught.value)
