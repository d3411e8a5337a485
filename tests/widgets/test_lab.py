"""The labs: kindly answered whatever is typed, counted rightly, kept in a log of their own, and sound as data."""

from __future__ import annotations

import json
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aquanaut.content import ContentError, content_root
from aquanaut.lenses.base import lenses
from aquanaut.pages.joiner import static
from aquanaut.questions.lab import ROUND, load_lab
from aquanaut.widgets.lab.lens import MOST_SIGNS, ask, clean
from aquanaut.widgets.lab.widget import LabWidget, kept_view, lab, lab_paper
from aquanaut.widgets.show import session
from aquanaut.words import say

Shown = list[dict[str, Any]]
STATIC = Path(__file__).parents[2] / "src" / "aquanaut" / "widgets" / "lab" / "static"


@pytest.fixture
def widget(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> LabWidget:
    sent: list[dict[str, Any]] = []
    found = LabWidget(load_lab("loaded"), session())
    monkeypatch.setattr(found, "send", sent.append)
    found.sent = sent
    return found


def tell(widget: Any, **message: Any) -> dict[str, Any]:
    widget._on_message(widget, message, [])
    return widget.sent[-1]


# --- the lens --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["loaded", "garble"])
def test_the_lens_marks_what_its_rules_say_and_tells_why(name: str) -> None:
    lens = lenses()[name]
    checked = 0
    for rule in lens.rules:
        for hit in rule.hits:
            text = hit.replace("⟦", "").replace("⟧", "")
            if len(text) > MOST_SIGNS or rule.name == "quoted" or clean(text) != text:
                continue
            said = ask(lens, text)
            assert said["marks"], hit
            assert sum(one["top"] for one in said["marks"]) == 1
            assert all(one["why"] and one["ask"].endswith("?") and one["source"] for one in said["marks"])
            checked += 1
    assert checked > 10


@pytest.mark.parametrize("typed", ["", " \n\t ", None, 7, ["a"], "\x00\x01", "\ud800"])
def test_nothing_typed_is_told_so(typed: Any) -> None:
    assert ask(lenses()["loaded"], typed)["refused"] == say("lab.empty")


@pytest.mark.parametrize("typed", ["😀" * 10_000, "a" * 10_000, "brutal " * 1_500, "(" * 10_000, "x" * 5_000_000])
def test_far_too_much_is_told_so_with_its_limit(typed: str) -> None:
    said = ask(lenses()["loaded"], typed)
    assert str(MOST_SIGNS) in said["refused"] and said["marks"] == []


def test_places_are_right_among_emoji() -> None:
    said = ask(lenses()["loaded"], "😀 The brutal 👩‍👩‍👧 raid was a shameful act. 😀")
    assert [said["text"][one["start"] : one["end"]].split()[0] for one in said["marks"]] == ["brutal", "shameful"]


@pytest.mark.parametrize(
    "typed",
    [
        "Il gatto dorme sul divano rosso.",
        "Das war ein brutaler Angriff auf unsere Stadt.",
        "Это было ужасное дело.",
        "昨日 私 は 学校 に 行 った",
    ],
)
def test_other_languages_are_told_that_silence_means_nothing(typed: str) -> None:
    assert ask(lenses()["loaded"], typed)["note"] == say("lab.strange")


def test_plain_english_is_not_called_strange() -> None:
    texts = [one["text"] for one in load_lab("loaded").starters]
    texts += ["".join(text for text, _ in one["parts"]) for one in load_lab("garble").sentences]
    assert [text for text in texts if ask(lenses()["loaded"], text)["note"]] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=500), st.sampled_from(["loaded", "garble"]))
def test_any_text_gets_an_answer_with_true_places(typed: str, name: str) -> None:
    said = ask(lenses()[name], typed)
    assert all(0 <= one["start"] < one["end"] <= len(said["text"]) for one in said["marks"])
    json.dumps(said).encode()
    said["text"].encode()


def test_the_widget_answers_the_page(widget: LabWidget) -> None:
    said = tell(widget, type="look", texts=["A shameful act.", ""])
    assert said["ok"] and [bool(one["marks"]) for one in said["seen"]] == [True, False]
    for texts in (None, [], ["a"] * 13, "text"):
        assert not tell(widget, type="look", texts=texts)["ok"]


# --- what is kept ----------------------------------------------------------------------------------------------


def test_finds_are_kept_in_a_log_of_their_own_and_come_back(widget: LabWidget) -> None:
    answer = {"finds": [{"text": "A push.", "rated": "push", "marked": [], "reason": "irony"}], "rounds": []}
    receipt = tell(widget, type="answer", seq=5, question="finds", event="draft", answer=answer)
    assert receipt == {"type": "receipt", "seq": 5, "saved": True, "why": ""}
    lines = Path("answers/lab_loaded.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["answer"]["finds"][0]["reason"] for line in lines] == ["irony"]
    again = LabWidget(load_lab("loaded"), session())
    assert [one["text"] for one in again.kept["finds"]] == ["A push."]
    assert session().standings("03_words_that_judge") == {}
    assert LabWidget(load_lab("garble"), session()).kept["finds"] == []


def test_what_cannot_be_saved_is_told(widget: LabWidget) -> None:
    shutil.rmtree("answers")
    Path("answers").write_text("")
    receipt = tell(widget, type="answer", seq=1, question="finds", event="draft", answer={"finds": [], "rounds": []})
    assert not receipt["saved"] and "answers" in receipt["why"]


@pytest.mark.parametrize("message", [{"question": "other", "answer": {}}, {"question": "finds", "answer": "x"}, {}])
def test_a_message_that_does_not_fit_is_not_saved(widget: LabWidget, message: dict[str, Any]) -> None:
    receipt = tell(widget, type="answer", seq=1, **message)
    assert not receipt["saved"] and receipt["why"] == say("said.misfit")
    assert not Path("answers/lab_loaded.jsonl").exists()


NAMES = st.sampled_from(["finds", "rounds", "text", "at", "marked", "mode", "swaps", "reason"])
SINGLE = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
JSON = st.recursive(SINGLE, lambda deep: st.lists(deep) | st.dictionaries(NAMES, deep), max_leaves=12)


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_whatever_a_log_holds_becomes_finds_and_rounds(answer: Any) -> None:
    found = kept_view(answer)
    assert kept_view(found) == found
    for one in found["rounds"]:
        assert one["mode"] in ("alone", "duel")
        assert all(0 <= value <= ROUND for name, value in one.items() if name != "mode")
    assert all(one["text"] and -1 <= one["at"] < MOST_SIGNS for one in found["finds"])


# --- rounds, counted in the page -------------------------------------------------------------------------------


def node(code: str) -> Any:
    names = "labDraw, labGuess, labSum, labText, labTotals"
    script = f'import {{ {names} }} from "{STATIC}/lab_rounds.js";\n{code}'
    done = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_a_round_has_one_to_three_swaps_and_each_differs_by_one_word() -> None:
    data = [dict(one) for one in load_lab("garble").sentences]
    pile = [
        {
            "id": data[0]["id"],
            "at": int(min(data[0]["near"])),
            "was": data[0]["parts"][int(min(data[0]["near"]))][0],
            "now": "zebra",
        }
    ]
    code = f"const lab = {json.dumps({'sentences': data, 'round': ROUND})}; const pile = {json.dumps(pile)};"
    rounds = node(
        code + "console.log(JSON.stringify(Array.from({length: 300}, (_, i) => labDraw(lab, i % 2 ? pile : []))))"
    )
    known = {one["id"]: [list(part) for part in one["parts"]] for one in data}
    for number, made in enumerate(rounds):
        assert len({one["id"] for one in made}) == ROUND
        assert 1 <= sum(one["swap"] is not None for one in made) <= 3
        for one in made:
            differ = [i for i, part in enumerate(one["parts"]) if part != known[one["id"]][i]]
            assert differ == ([] if one["swap"] is None else [one["swap"]])
        assert any(one.get("now") == "zebra" for one in made) == bool(number % 2)
    assert {sum(one["swap"] is not None for one in made) for made in rounds} == {1, 2, 3}
    assert len({made[0]["id"] for made in rounds}) > 6
    clean_round = node(code + "console.log(JSON.stringify(labDraw(lab, pile, 0)))")
    assert all(one["swap"] is None for one in clean_round)


def test_a_pile_that_no_longer_fits_is_passed_over() -> None:
    data = [dict(one) for one in load_lab("garble").sentences]
    bad = [{"id": "gone", "at": 2, "was": "x", "now": "y"}, {"id": data[0]["id"], "at": 99, "was": "x", "now": "y"}]
    code = f"const lab = {json.dumps({'sentences': data, 'round': ROUND})};"
    made = node(code + f"console.log(JSON.stringify(labDraw(lab, {json.dumps(bad)})))")
    assert len(made) == ROUND and not [one for one in made if one.get("now") == "y"]


def test_counts_by_hand_and_accusing_costs() -> None:
    code = "const r = [{swap: 2}, {swap: 4}, {swap: 0}, {swap: null}, {swap: null}, {swap: null}];"
    code += (
        "const sums = [[2, 6, null, null, 8, null], [0, 0, 0, 0, 0, 0], r.map(() => null)].map((g) => labSum(r, g));"
    )
    code += "console.log(JSON.stringify(sums))"
    some, all_, none = node(code)
    assert some == {"swaps": 3, "found": 1, "near": 1, "alarms": 1}
    assert all_["found"] - all_["alarms"] < 0
    assert none["found"] - none["alarms"] == 0


def test_the_lens_guesses_the_word_under_its_strongest_mark() -> None:
    code = """const parts = [["😀 ", false], ["Crude", true], [" ", false], ["information", true], [" ran.", false]];
    const m = (start, end, top) => ({start, end, top});
    console.log(JSON.stringify([labGuess(parts, [m(2, 19, true)], 1), labGuess(parts, [m(2, 19, true)], 3),
      labGuess(parts, [m(2, 7, true), m(8, 19, false)], 3), labGuess(parts, [], 1),
      labGuess(parts, [m(0, 1, true)], 1)]))"""
    assert node(code) == [1, 3, 1, None, None]


def test_totals_keep_the_ways_apart() -> None:
    one = {"swaps": 2, "found": 1, "near": 0, "alarms": 1, "lens_found": 0, "lens_near": 1, "lens_alarms": 2}
    rounds = [{"mode": "duel", **one}, {"mode": "duel", **one}]
    totals = node(f"console.log(JSON.stringify(labTotals({json.dumps(rounds)})))")
    assert totals == {"duel": {"reader": {"swaps": 4, "found": 2, "near": 0, "alarms": 2},
                               "lens": {"swaps": 4, "found": 0, "near": 2, "alarms": 4}}}  # fmt: skip


# --- data ------------------------------------------------------------------------------------------------------


def test_every_clean_sentence_is_clean_for_the_lens_and_some_swaps_are_seen_and_most_are_not() -> None:
    found = load_lab("garble")
    lens = lenses()["garble"]
    clean_text = ["".join(text for text, _ in one["parts"]) for one in found.sentences]
    assert [text for text in clean_text if ask(lens, text)["marks"]] == []
    made = [
        "".join(word if i == int(at) else text for i, (text, _) in enumerate(one["parts"]))
        for one in found.sentences for at, near in one["near"].items() for word in near
    ]  # fmt: skip
    seen = sum(bool(ask(lens, text)["marks"]) for text in made)
    assert 0 < seen < len(made)


def test_a_starter_is_marked_and_others_pass() -> None:
    marked = [bool(ask(lenses()["loaded"], one["text"])["marks"]) for one in load_lab("loaded").starters]
    assert any(marked) and not all(marked)


@pytest.mark.parametrize(
    ("stem", "before", "after", "said"),
    [
        ("03_words_that_judge", "lens: loaded", "lens: nose", "the lens 'nose'"),
        ("04_does_it_hold_together", "word: ferry", "word: boat", "the word 'boat' 0 times in 'ferry'"),
        ("04_does_it_hold_together", "[fairy, furry]", "[fairy, ferry]", "'ferry' for 'ferry'"),
        ("04_does_it_hold_together", "[fairy, furry]", "[fairy, fur coat]", "'fur coat' for 'ferry'"),
    ],
)
def test_a_fault_in_the_data_is_told_with_its_line(
    tmp_path: Path, stem: str, before: str, after: str, said: str
) -> None:
    shutil.copytree(content_root() / "lessons", tmp_path / "lessons")
    path = tmp_path / "lessons" / stem / "lab.yaml"
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    with pytest.raises(ContentError, match=r"lab\.yaml:\d+") as caught:
        load_lab("garble", tmp_path)
    assert said in str(caught.value)


def test_a_lab_that_is_not_there_is_told_kindly(shown: Shown) -> None:
    lab("nose")
    assert 'lab("loaded")' in unescape(shown[0]["text/html"]) and "Traceback" not in shown[0]["text/html"]


@pytest.mark.parametrize("name", ["loaded", "garble"])
def test_on_paper_everything_needed_is_there_and_nothing_to_press(name: str) -> None:
    found = load_lab(name)
    paper = lab_paper(found)
    assert "<button" not in paper and "pencil" in paper
    assert all(line.split("“")[0] in paper for line in found.blind)
    assert paper.count("<li>") == len(found.starters) + len(found.sentences) + len(found.blind)


def test_swaps_are_never_written_into_the_page_before_the_reader_commits() -> None:
    """`read` draws from the sentences alone; where a word was swapped enters the page in `told` only."""
    source = static("widgets/lab/static/lab_play.js")
    body = source[source.index("function read(") : source.index("function told(")]
    assert "swap" not in body.replace("swapper", "") and ".was" not in body and ".now" not in body
