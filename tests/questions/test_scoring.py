"""The scoring function, held to vectors worked out by hand, and its twin in JavaScript, held to the same."""

import json
import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquanaut.questions.scoring import score

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "scoring.json").read_text(encoding="utf-8"))
STATIC = Path(__file__).parents[2] / "src" / "aquanaut" / "questions" / "static"
FORMS = ("one", "many", "map", "links", "spans", "none")
RUNS = 10_000


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_vectors(case):
    result = score(case["table"], case["answer"])
    assert result["earned"] == case["earned"]
    assert result["atoms"] == case["atoms"]
    assert result["possible"] == case["table"]["points"]


def in_node(node, cases):
    """Score `cases` with score.js in one run of node."""
    script = (
        f"import {{score}} from {json.dumps((STATIC / 'score.js').as_uri())};"
        "let s='';for await (const c of process.stdin) s+=c;"
        "process.stdout.write(JSON.stringify(JSON.parse(s).map(c=>score(c.table,c.answer))))"
    )
    run = subprocess.run(
        [node, "--input-type=module", "-e", script],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_vectors_in_javascript(node):
    for case, result in zip(VECTORS, in_node(node, VECTORS), strict=True):
        assert (result["earned"], result["atoms"]) == (case["earned"], case["atoms"]), case["name"]


@pytest.mark.parametrize("form", FORMS)
def test_python_and_javascript_agree_on_generated_answers(node, form):
    chance = random.Random(f"twins {form}")
    cases = [{"table": table(form, chance), "answer": answer(form, chance)} for _ in range(RUNS)]
    python = [score(c["table"], c["answer"]) for c in cases]
    different = [
        (case, ours, theirs)
        for case, ours, theirs in zip(cases, python, in_node(node, cases), strict=True)
        if ours != theirs
    ]
    assert not different, different[0]
    # Answers that never earn anything would let two broken functions agree.
    if form != "none":
        assert sum(r["earned"] > 0 for r in python) > RUNS / 50


def table(form, chance):
    names = chance.sample("abcdefgh", chance.randint(2, 6))
    tokens = [[i * 4, i * 4 + 3] for i in range(chance.randint(3, 30))]

    def stretch():
        first = chance.randrange(len(tokens))
        return [tokens[first][0], tokens[min(first + chance.randint(0, 2), len(tokens) - 1)][1]]

    made = {"form": form, "points": chance.randint(0, 12)}
    if form in ("one", "many"):
        made["weights"] = {n: chance.randint(-5, 5) for n in names}
    elif form == "map":
        made["items"] = names
        made["weights"] = {f"{n}={p}": chance.randint(-4, 6) for n in names for p in (0, 1, 2, "left")}
    elif form == "links":
        made |= {"tokens": tokens, "longest": chance.randint(1, 4)}
        made["targets"] = [{"id": n, "ends": [[stretch()], [stretch(), stretch()]]} for n in names[:3]]
        made["weights"] = {f"pair:{n}": 9 for n in names} | {f"half:{n}": 4 for n in names} | {"cost": -1}
    elif form == "spans":
        made |= {"tokens": tokens, "most": chance.randint(1, 5), "longest": chance.randint(1, 5)}
        made["targets"] = [{"id": n, "keys": [stretch()], "label": chance.choice("pq")} for n in names[:3]]
        made["sound"] = [{"id": n, "spans": [stretch()]} for n in names[3:5]]
        made["open"] = [stretch()]
        made["weights"] = {"cost": -2} | {f"sound:{n}": -5 for n in names}
        made["weights"] |= {f"hit:{n}": 10 for n in names} | {f"near:{n}": 5 for n in names}
    else:
        made["weights"] = {}
    return made


def answer(form, chance):
    if chance.random() < 0.15:
        return junk(chance)
    if form == "one":
        return chance.choice("abcdefghz")
    if form == "many":
        return [chance.choice("abcdefghz") for _ in range(chance.randint(0, 8))]
    if form == "map":
        return {chance.choice("abcdefgh"): chance.choice([0, 1, 2, "left", True, None, 1.5]) for _ in range(5)}
    if form == "links":
        return [mark(chance, label=False) for _ in range(chance.choice([0, 1, 2, 2, 2, 2, 3]))]
    if form == "spans":
        return [mark(chance) if chance.random() < 0.95 else junk(chance) for _ in range(chance.randint(0, 6))]
    return junk(chance)


def mark(chance, label=True):
    start = chance.randrange(-4, 100)
    made = {"start": start, "end": start + chance.randint(0, 14)}
    return made | ({"label": chance.choice("pq")} if label else {})


def junk(chance):
    return chance.choice(
        [None, True, 0, -1, 1.5, 2**60, "", "toString", "__proto__", [], [[]], {}, {"length": 3}, [None, {}],
         {"start": 1}, [{"start": 2**60, "end": 2**61, "label": "p"}], {"__proto__": 1}, "é🐙"]
    )  # fmt: skip


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=6), inner, max_size=5),
    max_leaves=12,
)


@given(JSON, st.sampled_from(FORMS), st.integers(0, 10**6))
def test_no_answer_is_too_strange(strange, form, seed):
    made = table(form, random.Random(seed))
    result = score(made, strange)
    assert 0 <= result["earned"] <= made["points"]
