"""Plain news sentences in which a word only looks like one that a lens marks: names, other parts of speech, figures."""

from __future__ import annotations

import time

import pytest

from aquanaut.lenses.base import lenses
from aquanaut.text.document import document


def marked(lens: str, text: str) -> set[tuple[str, str]]:
    """What one lens marks: rule and words."""
    return {(found.rule, found.span.of(text)) for found in lenses()[lens].find(document(text))}


NAMES = """\
Nora Hicks runs the library. Hicks, a baker until May, said the town paid.
The council thanked Judge Tim Savage on Friday. Savage said nothing.
Anna Crook won the race. Her coach praised Crook for it.
The fund was left by Emil Coward. In his will Coward names two schools.
They met Ms. Brute at the station.
Dr. Ida Moody and Dr. Sam Gross read the report. Moody agreed with Gross.
""".splitlines()

VERBS = """\
Her son woke at six and woke the dog.
The guards woke when the alarm rang.
The road snakes along the river.
""".splitlines()

LOADED = {
    "A savage did this.": ("name", "savage"),
    "The woke mob cheered.": ("label", "woke mob"),
    "The firm went woke.": ("label", "woke"),
    "He called for the end of the rule of the goons.": ("name", "goons"),
}


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_no_insult(text: str) -> None:
    assert marked("loaded", text) == set()


@pytest.mark.parametrize("text", VERBS)
def test_a_verb_is_no_label(text: str) -> None:
    assert {rule for rule, _ in marked("loaded", text)}.isdisjoint({"name", "label"})


@pytest.mark.parametrize("text", LOADED)
def test_the_loaded_word_is_still_marked(text: str) -> None:
    assert LOADED[text] in marked("loaded", text)


@pytest.mark.parametrize("figure", ["7 ferries", "24 ferries", "13.7 million ferries", "24/7"])
def test_a_bare_figure_is_not_big(figure: str) -> None:
    assert "big" not in {rule for rule, _ in marked("loaded", f"The harbor has {figure} and a pier.")}


@pytest.mark.parametrize(
    "text",
    [
        "The law was changed to allow nurses three days at home.",
        "Voters allowed the county to sell the hall.",
        "The sign allows bicycles on the pier.",
        "The board allowed that practice to go on.",
        "The clinic admitted that patient.",
        "The court granted that request.",
    ],
)
def test_to_permit_is_no_confession(text: str) -> None:
    assert "admitting_verb" not in {rule for rule, _ in marked("attribution", text)}


def test_a_concession_is_still_one() -> None:
    for verb in ("allowed", "granted", "admitted", "conceded"):
        assert ("admitting_verb", verb) in marked("attribution", f"The mayor {verb} that the vote was close.")


def test_names_beyond_number_cost_no_more_than_their_length() -> None:
    began = time.process_time()
    marked("loaded", "Savage Hicks. He met Savage, and Brute met Hicks. " * 4000)
    assert time.process_time() - began < 20
