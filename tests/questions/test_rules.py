"""The rules that decide what marks in a text are worth, with numbers worked out by hand from the rule.

The texts hold so few words that the cost of a mark can be worked out on paper; how, is said beside each number.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aquanaut.content import ContentError
from aquanaut.questions.kinds.mark_text.cost import LEAST_COST
from aquanaut.questions.model import Key
from aquanaut.questions.scoring import Scored, judge_marks, score

FEEDBACK = "This is said to whoever gives it as an answer."
PLANTS = "ash bay cedar dune elm fern gorse heath ivy juniper kelp larch moss nettle oak pine quince reed sedge thyme"
"""Twenty words, so that a passage can be told by its words."""

Compile = Callable[[str, str], Key]


def earned(key: Key, answer: object) -> int:
    return score(key.table, answer)["earned"]


# --- marking a text ----------------------------------------------------------------------------------------


def marking(find: int = 2, most: int = 4, longest: int = 3, extra: str = "", labels: str = "named, nameless") -> str:
    """Two targets in twenty words: dune (named) and kelp (nameless)."""
    return (
        f"passage: {{text: {PLANTS}}}\nlabels: [{labels}]\nfind: {find}\nmost: {most}\nlongest: {longest}\n"
        f"targets:\n  - {{exact: dune, label: named, feedback: {FEEDBACK}}}\n"
        f"  - {{exact: kelp, label: nameless, feedback: {FEEDBACK}}}\n{extra}"
    )


SOUND_AND_OPEN = f"sound:\n  - {{exact: pine, feedback: {FEEDBACK}}}\nopen:\n  - {{exact: reed}}\n"

COST = 23
"""Of `marking(extra=SOUND_AND_OPEN)`. Marks of three words earn most by chance, on 18 places with two labels: each
target is touched from 3 places and earns 120 with one label and 60 with the other, 2 * 3 * 180 = 1080. The sound word
takes 60 in 3 places with either label, 360. The debatable word is free in 2 places (a third touches the sound word), so
that 36 - 4 = 32 marks cost. 720 / 32 = 22.5, and a cost is a whole number: 23. (Two words: 480 / 34; one: 240 / 38.)"""


def mark(words: str, label: str, text: str = PLANTS) -> dict[str, object]:
    """A mark that covers `words`, the first time they stand there."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "label": label}


DUNE, KELP = mark("dune", "named"), mark("kelp", "nameless")
ASH, MOSS, OAK, THYME = (mark(word, "named") for word in ("ash", "moss", "oak", "thyme"))
PINE, REED = mark("pine", "named"), mark("reed", "named")


@pytest.fixture
def plants(compiled: Compile) -> Key:
    return compiled("mark_text", marking(extra=SOUND_AND_OPEN))


@pytest.mark.parametrize(
    ("marks", "points"),
    [
        pytest.param([], 0, id="nothing"),
        pytest.param([DUNE], 97, id="right place and label: 120 - 23"),
        pytest.param([DUNE, KELP], 194, id="both"),
        pytest.param([{**DUNE, "label": "nameless"}], 37, id="another label: 60 - 23"),
        pytest.param([mark("cedar dune elm", "named")], 97, id="loose edges within three words are free"),
        pytest.param([mark("dar du", "named")], 97, id="a part of a word is touched, too"),
        pytest.param([mark("bay cedar dune elm", "named"), KELP], 74, id="four words count for nothing and cost"),
        pytest.param([DUNE, MOSS], 74, id="a stray mark costs 23"),
        pytest.param([DUNE, PINE], 14, id="a sound passage costs 60 more"),
        pytest.param([DUNE, mark("pine quince reed", "named")], 14, id="sound words among debatable ones"),
        pytest.param([DUNE, REED], 97, id="debatable words neither earn nor cost"),
        pytest.param([REED], 0, id="debatable words are nothing to find"),
        pytest.param([DUNE, mark("dune elm", "named")], 74, id="a target counts once, its second mark costs"),
        pytest.param([{**DUNE, "label": "nameless"}, DUNE], 74, id="the better of two marks counts"),
        pytest.param([DUNE, {**DUNE, "label": "nameless"}], 74, id="the better of two marks counts, in any order"),
        pytest.param([ASH, MOSS, OAK, DUNE], 28, id="a fourth mark counts: 120 - 4 * 23"),
        pytest.param([DUNE, ASH, MOSS, OAK, KELP], 5, id="a fifth does not, and costs"),
        pytest.param([DUNE, ASH, MOSS, OAK, THYME, KELP], 0, id="never below zero"),
        pytest.param([ASH, PINE], 0, id="never below zero, whatever was marked"),
        pytest.param([DUNE, {"start": 3, "end": 4, "label": "named"}], 74, id="no word at all costs"),
    ],
)  # fmt: skip
def test_marks_earn_and_cost_by_the_rules(plants: Key, marks: list[dict[str, object]], points: int) -> None:
    assert (earned(plants, marks), plants.table["points"]) == (points, 2 * (120 - COST))


def test_points_are_clipped_at_what_the_task_asks_for(compiled: Compile) -> None:
    """One to find, two found: 2 * 97 earned, 97 given."""
    key = compiled("mark_text", marking(find=1, extra=SOUND_AND_OPEN))
    assert earned(key, [DUNE, KELP]) == earned(key, [DUNE]) == key.table["points"] == 97


@pytest.mark.parametrize(
    ("asked", "cost"),
    [
        # 2 targets * (120 + 60) in 20 places with 2 labels: 360 / 40.
        pytest.param(marking(longest=1), 9, id="one word"),
        # From 2 places each: 720 on 19 * 2 = 38 marks, 18.9.
        pytest.param(marking(longest=2), 19, id="two words earn more by chance"),
        # 2 * (120 + 60 + 60) on 20 * 3.
        pytest.param(marking(longest=1, labels="named, nameless, body"), 8, id="a third label earns half"),
        # 360 on 40 - 2 marks, 9.5.
        pytest.param(marking(longest=1, extra="open:\n  - {exact: reed}\n"), 10, id="debatable words are free"),
        # 360 - 120 on 40 marks would be 6; with two sound words it would be 3, and a mark costs six at least.
        pytest.param(
            marking(longest=1, extra=f"sound:\n  - {{exact: pine quince, feedback: {FEEDBACK}}}\n"),
            6, id="six at least",
        ),
    ],
)  # fmt: skip
def test_a_mark_costs_the_least_that_makes_chance_worthless(compiled: Compile, asked: str, cost: int) -> None:
    key = compiled("mark_text", asked)
    assert key.table["weights"]["cost"] == -cost
    assert key.table["points"] == 2 * (120 - cost)
    assert earned(key, [DUNE, ASH]) == 120 - 2 * cost


def test_the_least_cost_is_six_units_of_120() -> None:
    assert LEAST_COST == 6


def test_where_chance_earns_half_of_a_find_there_is_no_task(compiled: Compile) -> None:
    """Ten words: three words meet a target from 6 of 8 places, 90 each, 67.5 a mark; two from 4 of 9, 40 a mark."""
    words = "ash bay cedar dune elm fern gorse heath ivy juniper"
    asked = [marking(longest=n).replace(PLANTS, words).replace("exact: kelp", "exact: heath") for n in (2, 3)]
    assert compiled("mark_text", asked[0]).table["weights"]["cost"] == -40
    with pytest.raises(ContentError, match="a mark must cost 68 of 120"):
        compiled("mark_text", asked[1])


@pytest.mark.parametrize(("find", "most", "fault"), [(3, 4, "2 targets"), (2, 7, "`most: 7`"), (2, 1, "`most: 1`")])
def test_a_task_asks_for_no_more_than_there_is_and_lets_nobody_mark_at_will(
    compiled: Compile, find: int, most: int, fault: str
) -> None:
    """As many targets as are to be found; at least as many marks, and at most twice as many and two."""
    with pytest.raises(ContentError, match=fault):
        compiled("mark_text", marking(find=find, most=most, longest=1))


def test_the_edges_of_how_many_marks_a_task_may_allow(compiled: Compile) -> None:
    for most in (2, 6):
        assert compiled("mark_text", marking(find=2, most=most, longest=1)).table["most"] == most


def test_a_mark_over_two_targets_is_the_one_that_it_names(compiled: Compile) -> None:
    asked = marking(longest=2).replace("exact: kelp", "exact: elm")
    (judged,) = judge_marks(compiled("mark_text", asked).table, [mark("dune elm", "nameless")])
    assert judged == {"outcome": "hit", "id": "t2"}
    (judged,) = judge_marks(compiled("mark_text", asked).table, [mark("dune elm", "body")])
    assert judged == {"outcome": "label", "id": "t1"}


# --- targets from reference marks --------------------------------------------------------------------------

STORY = (
    "The gate of the old mill was shut at noon. The clerk of the town counted nine boats. Some people heard that the "
    "crew felt a shameful fear. Records of the port show it. As it was, nobody came."
)
"""Thirty-nine words."""

ARTICLE = (
    "title: Mill\nlanguage: en\nprovenance: made up\nrights: CC0\n"
    "summary: A mill is shut and a clerk counts the boats in the port.\n"
)


def reference_mark(name: str, code: str, exact: str, polarity: str = "flaw", certainty: str = "core") -> str:
    where = f"exact: {exact}" if exact else "absent: true"
    return (
        f"  - {{id: {name}, code: {code}, {where}, polarity: {polarity}, certainty: {certainty}, by: [r],"
        " rationale: This says why it was marked.}\n"
    )


MARKS = "readers:\n  - {id: r, who: a reader}\nmarks:\n" + "".join(
    (
        reference_mark("phrase", "A4", "The clerk of the town"),
        reference_mark("small", "A1", "As it was"),
        reference_mark("unsure", "A1", "Some people", certainty="debatable"),
        reference_mark("near", "A3", "Records of the port"),  # of the family, but no label of the task
        reference_mark("other", "L1", "shameful"),  # of another family
        reference_mark("well", "S1", "shut at noon", polarity="sound"),
        reference_mark("perhaps", "S2", "nine boats", polarity="sound", certainty="debatable"),
        reference_mark("missing", "A4", ""),
    )
)

STORY_COST = 9
"""One word a mark: 2 words carry the phrase and 3 the small words, 5 * 180 = 900; three sound words take 60 with either
label, 360; 2 + 4 debatable words are free, so that 2 * (39 - 6) = 66 marks cost. 540 / 66 = 8.2."""


@pytest.fixture
def story(tmp_path: Path, compiled: Compile) -> Key:
    folder = tmp_path / "articles" / "mill"
    folder.mkdir(parents=True)
    (folder / "article.txt").write_text(STORY, encoding="utf-8")
    (folder / "article.yaml").write_text(ARTICLE, encoding="utf-8")
    (folder / "marks.yaml").write_text(MARKS, encoding="utf-8")
    return compiled(
        "mark_text",
        "passage: {article: mill}\nlabels: [named, nameless]\nfind: 2\nmost: 6\nlongest: 1\nreference: true\n",
    )


def told(words: str, label: str = "named", within: str = "") -> dict[str, object]:
    """A mark on `words`, the first time they stand in the story from `within` on."""
    start = STORY.index(words, STORY.index(within))
    return {"start": start, "end": start + len(words), "label": label}


def test_only_what_both_readers_marked_is_to_be_found(story: Key) -> None:
    assert {target["id"] for target in story.table["targets"]} == {"phrase", "small"}
    assert [passage["id"] for passage in story.table["sound"]] == ["well"]
    assert story.table["weights"]["cost"] == -STORY_COST
    assert story.table["points"] == 2 * (120 - STORY_COST)


@pytest.mark.parametrize(
    ("marked", "outcome", "points"),
    [
        pytest.param(told("clerk"), "hit", 111, id="a word that carries the phrase"),
        pytest.param(told("town"), "hit", 111, id="another word that carries it"),
        pytest.param(told("The", within="The clerk"), "unmarked", 0, id="only The of the phrase is no find"),
        pytest.param(told("of", within="clerk of"), "unmarked", 0, id="only of is no find"),
        pytest.param(told("the", within="the town"), "unmarked", 0, id="only the is no find"),
        pytest.param(told("it", "nameless", within="it was"), "hit", 111, id="a phrase of small words is all of them"),
        pytest.param(told("Some", "nameless"), "debatable", 0, id="what one reader marked"),
        pytest.param(told("port"), "debatable", 0, id="a core flaw for which the task has no label"),
        pytest.param(told("the", within="the port"), "debatable", 0, id="any word of what is debatable"),
        pytest.param(told("shameful"), "unmarked", 0, id="a flaw of another sort"),
        pytest.param(told("at", within="at noon"), "sound", 0, id="any word of a sound passage"),
        pytest.param(told("boats"), "unmarked", 0, id="what one reader alone found sound costs no more than any"),
    ],
)
def test_what_each_mark_of_the_story_meets(story: Key, marked: dict[str, object], outcome: str, points: int) -> None:
    (judged,) = judge_marks(story.table, [marked])
    assert (judged["outcome"], earned(story, [marked])) == (outcome, points)


@pytest.mark.parametrize(
    ("words", "taken"),
    [("Some", 0), ("port", 0), ("boats", STORY_COST), ("shameful", STORY_COST), ("noon", STORY_COST + 60)],
)
def test_what_a_mark_beside_a_find_takes_away(story: Key, words: str, taken: int) -> None:
    assert earned(story, [told("clerk"), told(words)]) == 111 - taken


# --- two linked marks --------------------------------------------------------------------------------------


def linking(longest: int, pairs: str = "dune kelp") -> str:
    lines = "".join(
        f"  - {{one: {{exact: {one}}}, other: {{exact: {other}}}, title: T, feedback: {FEEDBACK}}}\n"
        for one, other in (pair.split() for pair in pairs.split(", "))
    )
    return f"passage: {{text: {PLANTS}}}\nlongest: {longest}\npairs:\n{lines}"


@pytest.mark.parametrize(
    ("longest", "pairs", "cost"),
    [
        # Both ends of 20 words by chance: 120 * 2 / 400 = 0.6; one end: 30 * 2 * 2 / 20 = 6. Together 6.6.
        pytest.param(1, "dune kelp", 7, id="one word"),
        # Each end from 2 of 19 places: 240 * 4 / 361 + 60 * 4 / 19 = 15.3.
        pytest.param(2, "dune kelp", 16, id="two words"),
        # Twice 6.6.
        pytest.param(1, "dune kelp, ash oak", 14, id="two pairs"),
        # The first word of the text has one place only: 240 * 2 / 361 + 60 * 3 / 19 = 10.8; with one word 6.6.
        pytest.param(2, "ash kelp", 11, id="the edge of the text"),
    ],
)
def test_two_links_cost_what_makes_chance_worthless(compiled: Compile, longest: int, pairs: str, cost: int) -> None:
    key = compiled("link_marks", linking(longest, pairs))
    assert (key.table["weights"]["cost"], key.table["points"]) == (-cost, 120 - cost)


@pytest.mark.parametrize(
    ("words", "points"),
    [
        pytest.param(["dune", "kelp"], 104, id="both ends: 120 - 16"),
        pytest.param(["kelp", "dune"], 104, id="in any order"),
        pytest.param(["dune elm", "juniper kelp"], 104, id="loose edges within two words"),
        pytest.param(["dune", "moss"], 14, id="one end is a quarter: 30 - 16"),
        pytest.param(["moss", "kelp"], 14, id="the other end"),
        pytest.param(["dune", "dune elm"], 14, id="one end twice is one end"),
        pytest.param(["moss", "oak"], 0, id="neither"),
        pytest.param(["dune"], 0, id="one mark is no link"),
        pytest.param(["dune", "kelp", "moss"], 0, id="nor are three"),
        pytest.param(["dune elm fern", "kelp"], 0, id="three words are too long"),
        pytest.param(["dune", "juniper kelp larch"], 0, id="at either end"),
        pytest.param([], 0, id="nothing"),
    ],
)
def test_links_earn_by_their_ends(compiled: Compile, words: list[str], points: int) -> None:
    key = compiled("link_marks", linking(2))
    assert earned(key, [{k: v for k, v in mark(w, "").items() if k != "label"} for w in words]) == points


def test_ends_of_two_pairs_are_one_end_of_the_first(compiled: Compile) -> None:
    key = compiled("link_marks", linking(1, "dune kelp, ash oak"))
    assert score(key.table, [OAK, DUNE]) == Scored(earned=16, possible=106, atoms=["half:p1", "cost"])
    assert score(key.table, [OAK, ASH]) == Scored(earned=106, possible=106, atoms=["pair:p2", "cost"])
