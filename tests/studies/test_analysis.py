"""The planned analysis: right on answers counted by hand and on a class of known truth, clear about what is missing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from aquanaut.content import ContentError, content_root
from aquanaut.questions.exercise import load_exercise
from aquanaut.records.checkup import FORMS, judgements
from aquanaut.records.stats.estimates import Estimate
from aquanaut.records.stats.signal import detection
from aquanaut.studies.analysis import COLUMNS, analyze
from aquanaut.studies.sheet import parts, said
from aquanaut.studies.simulated import simulated
from aquanaut.words import say

ROOT = content_root()
SHIPPED = ROOT / "lessons" / "study" / "simulated"


def put(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def by_hand(form: str, flagged_flawed: int, flagged_sound: int, student: str = "s1") -> str:
    """A file in which one student flags so many of the flawed and of the sound texts."""
    rows = [",".join(COLUMNS)]
    left = {True: flagged_flawed, False: flagged_sound}
    for question in judgements(load_exercise(form, ROOT)):
        flawed = question.material == "flawed"
        flag = left[flawed] > 0
        left[flawed] -= flag
        rows.append(f"{student},{question.id},graded,{'no' if flag else 'yes'},75")
    return "\n".join(rows) + "\n"


def test_counts_by_hand(tmp_path):
    files = {"first_form_a.csv": by_hand("form_a", 3, 2), "second_form_b.csv": by_hand("form_b", 5, 1)}
    found = analyze(put(tmp_path / "s", files))
    first, second = found.rounds
    assert (first.pooled.hits, first.pooled.signals, first.pooled.false_alarms, first.pooled.noises) == (3, 6, 2, 6)
    assert (second.pooled.hits, second.pooled.false_alarms) == (5, 1)
    assert found.change.hits.value == pytest.approx(2 / 6)
    assert found.change.false_alarms.value == pytest.approx(-1 / 6)
    assert found.change.d.value == pytest.approx(detection(5, 6, 1, 6).d - detection(3, 6, 2, 6).d, abs=1e-12)
    # Right: 7 of 12 before, 10 of 12 after. Hake's gain: 3 of the 5 that were left.
    assert found.change.gain.value == pytest.approx(3 / 5)
    assert first.calibration.over == pytest.approx(0.75 - 7 / 12)


def test_a_class_of_known_truth_is_found_again(tmp_path):
    """The model gives the group with lessons 0.5 more in d′ than the other; a large class shows it."""
    found = analyze(put(tmp_path / "s", simulated(students=500, seed=5)))
    assert found.difference is not None
    assert found.difference.low < 0.5 < found.difference.high
    assert found.difference.high - found.difference.low < 0.6
    assert found.groups["comparison"].d.value < found.groups["lessons"].d.value
    assert abs(found.rounds[0].c.value - 0.1) < 0.08


def test_what_ships_is_simulated_says_so_and_comes_from_the_stated_model():
    for name, text in simulated().items():
        assert (SHIPPED / name).read_text("utf-8") == text
    found = analyze(SHIPPED)
    assert found.simulated
    assert say("study.simulated") in "".join(parts(found))


def test_who_answered_too_little_is_left_out_and_named(tmp_path):
    whole = by_hand("form_a", 3, 2)
    few = "\n".join(by_hand("form_a", 1, 1, "s2").splitlines()[1:8])
    found = analyze(put(tmp_path / "s", {"first_form_a.csv": whole + few + "\n"}))
    assert found.rounds[0].left_out == ("s2",)
    assert "s2" in "".join(parts(found))


def test_one_round_alone_gives_no_change_and_says_why(tmp_path):
    found = analyze(put(tmp_path / "s", {"first_form_a.csv": by_hand("form_a", 3, 2)}))
    assert found.change.d.value is None
    assert "nobody took both rounds" in said(found.change.d)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no results"),
        ({"first_form_a.csv": "a,b\n1,2\n"}, "no column student"),
        ({"first_form_a.csv": by_hand("form_a", 1, 1).replace(",75", ",many")}, "the confidence 'many'"),
        ({"first_form_a.csv": by_hand("form_a", 1, 1), "groups.csv": "student,group\ns1,x\n"}, "1 groups"),
        ({"first_form_a.csv": by_hand("form_a", 1, 1), "groups.csv": "who,which\ns1,x\n"}, "student,group"),
    ],
)
def test_faults_are_said_in_words(tmp_path, files, message):
    with pytest.raises(ContentError, match=message):
        analyze(put(tmp_path / "s", files))


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(ContentError, match="no such folder"):
        analyze(tmp_path / "nowhere")


def test_the_codebook_of_the_data_names_every_column(tmp_path):
    """`codebook.md` explains each column that a grading writes."""
    from aquanaut.cli import main

    assert main(["demo-class", "form_a", "--students", "3", "--out", str(tmp_path / "in"), "--seed", "1"]) == 0
    assert main(["grade", "form_a", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 0
    text = (ROOT / "lessons" / "study" / "codebook.md").read_text("utf-8")
    with (tmp_path / "out" / "scores_long.csv").open(encoding="utf-8-sig", newline="") as lines:
        columns = next(csv.reader(lines))
    assert [name for name in columns if f"`{name}`" not in text] == []
    assert all(form in text for form in FORMS)


def test_an_estimate_in_words():
    assert said(Estimate(0.6, 0.31, 0.88, 30)) == "0.60 (0.31 to 0.88)"
    assert (
        said(Estimate(0.6, n=1, reason="one student has no interval"))
        == "0.60 (no interval: one student has no interval)"
    )
