"""The learner's report: Python's counts and the page's, held to the same results."""

from __future__ import annotations

import json
import random
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from aquanaut.exports.lessons.page import reported
from aquanaut.questions.bank import Bank, lesson_stems, load_bank
from aquanaut.questions.model import question_types
from aquanaut.records.report import lesson_report
from aquanaut.records.state import standings
from aquanaut.widgets.plain.report import steps_of

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "aquanaut" / "records" / "static"
HISTORIES = 40


def history(bank: Bank, chance: random.Random) -> list[dict[str, Any]]:
    made = []
    for question in bank.questions:
        kind = question_types()[question.kind]
        for turn in range(chance.choice([0, 1, 1, 2])):
            right = chance.random() < 0.5
            answer = kind.right(question, bank.keys[question.id]) if right else kind.random(question, chance)
            event = chance.choice(["check"] * 6 + ["reveal", "draft", "dispute"])
            base = {"learner": "me", "question": question.id, "event": event, "at": f"{len(made)}-{turn}"}
            made.append(
                base
                | {"answer": answer}
                | ({"confidence": chance.choice([50, 60, 75, 90, 100, 82, 0])} if chance.random() < 0.8 else {})
            )
    if chance.random() < 0.3:
        made.append({"learner": "me", "question": "gone", "event": "check", "at": "x", "answer": "a"})
    return made


@pytest.mark.parametrize("stem", lesson_stems(ROOT))
def test_python_and_the_page_count_the_same(node: str, stem: str) -> None:
    bank = load_bank(stem, ROOT)
    chance = random.Random(stem)
    histories = [history(bank, chance) for _ in range(HISTORIES)]
    script = (
        f"import {{standings}} from {json.dumps((STATIC / 'standing.js').as_uri())};"
        f"import {{lessonReport}} from {json.dumps((STATIC / 'report.js').as_uri())};"
        "let s='';for await (const c of process.stdin) s+=c;const {lesson, keys, histories}=JSON.parse(s);"
        "process.stdout.write(JSON.stringify(histories.map((h)=>lessonReport(lesson,keys,standings(h,'me')))))"
    )
    keys = {name: {"table": key.table} for name, key in bank.keys.items()}
    given = json.dumps({"lesson": reported(bank, ROOT), "keys": keys, "histories": histories})
    run = subprocess.run([node, "--input-type=module", "-e", script], input=given, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    steps = steps_of(stem, ROOT)
    for records, page in zip(histories, json.loads(run.stdout), strict=True):
        found = lesson_report(bank, standings(records, "me"))
        python = asdict(found)
        python["sure"] = {str(step): count for step, count in python["sure"].items()}
        python["again"] = [
            {
                "objective": one.objective,
                "steps": list(dict.fromkeys(steps.get(name) or bank.set(name).title for name in one.sets)),
                "questions": one.questions,
            }
            for one in found.again
        ]
        assert page.pop("number") == int(stem[:2])
        assert page == json.loads(json.dumps(python))
