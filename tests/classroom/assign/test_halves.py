"""Halves of a class for the check: as equal as they can be, the same from the same seed, and nothing overwritten."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from aquanaut.cli import main
from aquanaut.sheets.roster import read_roster


def drawn(folder: Path, students: int, seed: str) -> dict[str, list[str]]:
    roster = folder / "roster.csv"
    roster.write_text("code,name\n" + "".join(f"s{n:03d},Name {n}\n" for n in range(students)), encoding="utf-8")
    out = folder / f"out-{seed}"
    assert main(["halves", str(roster), "--seed", seed, "--out", str(out)]) == 0
    return {path.stem: list(read_roster(path).by_code) for path in sorted(out.glob("*.csv"))}


@pytest.mark.parametrize("students", [2, 5, 30])
def test_halves_are_equal_and_hold_everybody_once(tmp_path, students):
    found = drawn(tmp_path, students, "3")
    assert set(found) == {"form_a_first", "form_b_first"}
    assert abs(len(found["form_a_first"]) - len(found["form_b_first"])) == students % 2
    assert sorted(found["form_a_first"] + found["form_b_first"]) == [f"s{n:03d}" for n in range(students)]


def test_the_seed_decides(tmp_path):
    (tmp_path / "again").mkdir()
    assert drawn(tmp_path, 30, "3") == drawn(tmp_path / "again", 30, "3")
    assert drawn(tmp_path, 30, "4") != drawn(tmp_path, 30, "5")


def test_names_come_along_and_nothing_is_overwritten(tmp_path, capsys):
    drawn(tmp_path, 4, "3")
    with (tmp_path / "out-3" / "form_a_first.csv").open(encoding="utf-8", newline="") as lines:
        assert {row["name"].split()[0] for row in csv.DictReader(lines)} == {"Name"}
    assert main(["halves", str(tmp_path / "roster.csv"), "--seed", "3", "--out", str(tmp_path / "out-3")]) == 1
    assert "is there already" in capsys.readouterr().err
