"""Where a learner stands: Python's reading of the records and the page's, held to the same results."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from aquanaut.exports.lessons.page import outline
from aquanaut.questions.bank import load_bank
from aquanaut.records.state import Standing, standings
from aquanaut.widgets import progress
from aquanaut.widgets.quiz import _shown

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "aquanaut" / "records" / "static"
HISTORIES = 300


def record(chance: random.Random, ids: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"v": 1, "learner": chance.choice(["me"] * 9 + ["other"]), "lesson": "x"}
    made["question"] = chance.choice([*ids, 7, None])
    often, seldom = ["draft", "check"] * 4, ["reveal", "hint", "dispute", "selfcheck", "read", "new", 5]
    made["event"] = chance.choice(often + seldom)
    made["at"] = f"2026-01-01T00:00:{chance.randint(0, 20):02}.000Z"
    for name, values in {
        "answer": ["a", ["a", "b"], {"i": "p"}, [], "", None, ["a", 1, None]],
        "confidence": [50, 75, 100, 101, -1, "75", None],
        "text": ["why", None],
        "marks": [[{"start": 1, "end": 2, "label": "x"}], None],
    }.items():
        if chance.random() < 0.7:
            made[name] = chance.choice(values)
    return made


def test_python_and_the_page_agree(node: str) -> None:
    bank = load_bank("3", ROOT)
    ids = [q.id for q in bank.questions[:8]] + ["gone"]
    chance = random.Random("standing")
    histories = [[record(chance, ids) for _ in range(chance.randint(0, 40))] for _ in range(HISTORIES)]
    script = (
        f"import {{standings, shownEntry, lessonStanding}} from {json.dumps((STATIC / 'standing.js').as_uri())};"
        "let s='';for await (const c of process.stdin) s+=c;const {histories, lesson}=JSON.parse(s);"
        "process.stdout.write(JSON.stringify(histories.map((h)=>{const found=standings(h,'me');"
        "return {shown:Object.fromEntries([...found].map(([id,one])=>[id,shownEntry(one)])),"
        "tries:Object.fromEntries([...found].map(([id,one])=>[id,one.tries])),lesson:lessonStanding(lesson,found)}})))"
    )
    given = json.dumps({"histories": histories, "lesson": outline(bank)})
    run = subprocess.run([node, "--input-type=module", "-e", script], input=given, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    for history, page in zip(histories, json.loads(run.stdout), strict=True):
        found = standings(history, "me")
        assert page["shown"] == json.loads(json.dumps({name: _shown(one) for name, one in found.items()})), history
        tries = {
            name: [
                {"answer": t.answer, "attempt": t.attempt, "at": t.at, "confidence": t.confidence} for t in one.tries
            ]
            for name, one in found.items()
        }
        assert page["tries"] == json.loads(json.dumps(tries)), history
        assert page["lesson"] == progress.lesson_progress(bank, Kept(found)), history  # type: ignore[arg-type]


class Kept:
    """A session with these standings."""

    def __init__(self, found: dict[str, Standing]) -> None:
        self.found = found

    def standings(self, _lesson: str) -> dict[str, Standing]:
        return self.found


@pytest.mark.parametrize("number", range(8))
def test_the_outline_counts_as_the_bank_does(number: int) -> None:
    bank = load_bank(str(number), ROOT)
    lesson = outline(bank)
    assert [(name, bool(must)) for name, _, must in lesson["questions"]] == [(q.id, q.must) for q in bank.questions]
    assert {group for _, group, _ in lesson["questions"]} <= set(lesson["sets"])
