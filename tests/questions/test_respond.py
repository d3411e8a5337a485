"""What is said to an answer: Python's `respond` and its twin in the page, held to the same results.

Every question that ships, with its right answer, a wrong one, nothing, strange ones and fifty by chance; each as an
answer and as one that has been shown the solution.
"""

import json
import random
import subprocess
from pathlib import Path

import pytest

from aquanaut.questions.bank import lesson_stems, load_bank, respond, view
from aquanaut.questions.model import question_types
from aquanaut.words import say
from aquanaut.words.browser import page_strings

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "aquanaut" / "questions" / "static"
CHANCE_ANSWERS = 50

STRANGE = [
    None, True, 0, 1.5, "", " \n", "toString", [], {}, [[]], [None], ["toString", "toString"], {"__proto__": "1"},
    [{"start": 1, "end": 2}], [{"start": 0, "end": 10_000, "label": "x"}], "\u3000", "\x1c", "\ufeff", "İstanbul ΣΑΣ",
]  # fmt: skip


def run_node(node, script, given):
    run = subprocess.run(
        [node, "--input-type=module", "-e", script],
        input=json.dumps(given), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def answers(bank, question):
    chance = random.Random(question.id)
    kind, key = question_types()[question.kind], bank.keys[question.id]
    yield kind.right(question, key)
    yield from STRANGE
    for _ in range(CHANCE_ANSWERS):
        yield kind.random(question, chance)
    match question.control:
        case "mark":
            tokens = question.body["passage"]["tokens"]
            labels = [label["id"] for label in question.body["labels"]]
            yield [{"start": s, "end": e, "label": labels[-1]} for s, e in tokens]
            # Every word on its own, so that every outcome and every feedback is met.
            for start, end in tokens[:: max(1, len(tokens) // 60)]:
                yield [{"start": start, "end": end, "label": chance.choice(labels)}]
        case "sort" | "match" | "order":
            yield dict(list(kind.right(question, key).items())[:2])
        case "repair":
            yield question.body["start"]
            yield question.body["start"].upper() + "\u2009\x85more"
        case "choice" | "cards":
            for option in question.body["options"]:
                yield [option["id"]] if question.body["choose"] == "many" else option["id"]


@pytest.mark.parametrize("stem", lesson_stems(ROOT))
def test_a_page_says_what_python_says(node, stem):
    bank = load_bank(stem, ROOT)
    asked, expected = [], []
    for question in bank.questions:
        key = bank.keys[question.id]
        given = list(answers(bank, question))
        results = [[respond(bank, question, answer, shown) for shown in (False, True)] for answer in given]
        asked.append({"view": view(question), "key": {"table": key.table, "said": key.said}, "answers": given})
        expected.append(json.loads(json.dumps(results)))
    script = (
        f"import {{respond}} from {json.dumps((STATIC / 'respond.js').as_uri())};"
        "let s='';for await (const c of process.stdin) s+=c;const {strings,asked}=JSON.parse(s);"
        "process.stdout.write(JSON.stringify(asked.map(({view,key,answers})=>"
        "answers.map((a)=>[false,true].map((shown)=>respond(strings,view,key,a,shown))))))"
    )
    found = run_node(node, script, {"strings": page_strings(), "asked": asked})
    for one, ours, theirs in zip(asked, expected, found, strict=True):
        for answer, python, page in zip(one["answers"], ours, theirs, strict=True):
            assert page == python, (one["view"]["id"], answer)


def test_a_sentence_for_one_and_for_many():
    assert say("answer.choose_many", caught=1, all=3, n=1).endswith("1 that does not belong.")
    assert say("answer.choose_many", caught=1, all=3, n=2).endswith("2 that do not belong.")
