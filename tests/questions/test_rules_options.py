"""The rules that decide what options and places are worth, each with numbers worked out by hand from the rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aquanaut.content import ContentError
from aquanaut.questions.model import Key
from aquanaut.questions.scoring import score

FEEDBACK = "This is said to whoever gives it as an answer."

Compile = Callable[[str, str], Key]


def earned(key: Key, answer: object) -> int:
    return score(key.table, answer)["earned"]


# --- options -----------------------------------------------------------------------------------------------


def options(right: str, wrong: str) -> str:
    lines = [f"  - {{id: {name}, text: Text {name}, right: true, feedback: {FEEDBACK}}}\n" for name in right]
    lines += [f"  - {{id: {name}, text: Text {name}, feedback: {FEEDBACK}}}\n" for name in wrong]
    return "options:\n" + "".join(lines)


@pytest.mark.parametrize(("answer", "points"), [("a", 1), ("b", 0), ("c", 0), ("z", 0), ("", 0), (["a"], 0)])
def test_one_right_option_is_the_point(compiled: Compile, answer: object, points: int) -> None:
    key = compiled("choose_one", options("a", "bc"))
    assert (earned(key, answer), key.table["points"]) == (points, 1)


@pytest.mark.parametrize("right", ["", "ab"])
def test_choosing_one_has_one_right_option(compiled: Compile, right: str) -> None:
    with pytest.raises(ContentError, match="right options"):
        compiled("choose_one", options(right, "cd"))


@pytest.mark.parametrize(
    ("answer", "points"),
    [("", 0), ("a", 3), ("ab", 6), ("aa", 3), ("abc", 4), ("abcd", 2), ("abcde", 0), ("ac", 1), ("acd", 0), ("cde", 0),
     ("az", 3)],
)  # fmt: skip
def test_two_right_of_five_weigh_three_and_wrong_ones_two(compiled: Compile, answer: str, points: int) -> None:
    """As many as there are wrong ones, against as many as there are right ones: ticking all comes to nothing."""
    key = compiled("choose_many", options("ab", "cde"))
    assert (earned(key, list(answer)), key.table["points"]) == (points, 6)


@pytest.mark.parametrize(("right", "wrong"), [("", "abc"), ("abc", "")])
def test_choosing_many_has_right_and_wrong_options(compiled: Compile, right: str, wrong: str) -> None:
    with pytest.raises(ContentError, match="wrong options"):
        compiled("choose_many", options(right, wrong))


def test_an_opinion_is_worth_nothing(compiled: Compile) -> None:
    key = compiled("rate", options("", "abc"))
    assert [score(key.table, name) for name in "abc"] == [
        {"earned": 0, "possible": 0, "atoms": [name]} for name in "abc"
    ]


# --- places ------------------------------------------------------------------------------------------------

GROUPS = "groups:\n  - {id: g, text: Good}\n  - {id: h, text: Bad}\n  - {id: i, text: Other}\nitems:\n" + "".join(
    f"  - {{id: {item}, text: Item {item}, group: {group}, feedback: {FEEDBACK}}}\n"
    for item, group in zip("abcde", "ggghh", strict=True)
)


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        pytest.param({}, 0, id="nothing"),
        pytest.param({"a": "g"}, 2, id="one right: five items, three of which share a place"),
        pytest.param(dict(zip("abcde", "ggghh", strict=True)), 10, id="all right"),
        pytest.param(dict(zip("abcde", "ggghi", strict=True)), 5, id="one wrong takes three"),
        pytest.param(dict(zip("abcd", "gggh", strict=True)), 8, id="one left open takes nothing"),
        pytest.param(dict.fromkeys("abcde", "g"), 0, id="all in the fullest place"),
        pytest.param(dict.fromkeys("abcde", "h"), 0, id="never below zero"),
        pytest.param({"a": "g", "b": "nowhere", "z": "g"}, 2, id="what is not there is nothing"),
    ],
)
def test_items_in_groups(compiled: Compile, answer: dict[str, str], points: int) -> None:
    key = compiled("sort_groups", GROUPS)
    assert (earned(key, answer), key.table["points"]) == (points, 10)


@pytest.mark.parametrize(
    ("order", "points"), [("abcd", 12), ("abdc", 4), ("bacd", 4), ("acbd", 4), ("dcba", 0), ("bcda", 0)]
)
def test_items_in_order(compiled: Compile, order: str, points: int) -> None:
    """Four items, none of which share a place: a right one weighs three, a wrong one takes one."""
    items = "".join(f"  - {{id: {item}, text: Item {item}, feedback: {FEEDBACK}}}\n" for item in "abcd")
    key = compiled("put_in_order", f"items:\n{items}")
    answer = {item: str(place) for place, item in enumerate(order, start=1)}
    assert (earned(key, answer), key.table["points"]) == (points, 12)


@pytest.mark.parametrize(("answer", "points"), [("pq", 2), ("p", 1), ("pp", 0), ("qp", 0), ("rp", 0), ("pr", 0)])
def test_items_with_partners(compiled: Compile, answer: str, points: int) -> None:
    """Two items with a partner each: a right one weighs one, a wrong one takes one; a partner may be left over."""
    partners = "".join(f"  - {{id: {partner}, text: Partner {partner}}}\n" for partner in "pqr")
    items = "".join(
        f"  - {{id: {item}, text: Item {item}, partner: {partner}, feedback: {FEEDBACK}}}\n"
        for item, partner in (("a", "p"), ("b", "q"))
    )
    key = compiled("match", f"partners:\n{partners}items:\n{items}")
    assert (earned(key, dict(zip("ab", answer, strict=False))), key.table["points"]) == (points, 2)
