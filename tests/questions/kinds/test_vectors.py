"""Each kind says to its own vectors what they hold, in Python and in the browser's JavaScript."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from aquanaut.questions.bank import key_view, view
from aquanaut.questions.model import kind_rooms
from aquanaut.questions.said import respond
from aquanaut.words.browser import page_strings

STATIC = Path(__file__).parents[3] / "src" / "aquanaut" / "questions" / "static"

SCRIPT = """
import {{ respond }} from {respond};
let text = ""; for await (const part of process.stdin) text += part;
const {{ strings, view, key, vectors }} = JSON.parse(text);
const said = vectors.map(({{ answer, revealed }}) => respond(strings, view, key, answer, revealed));
process.stdout.write(JSON.stringify(said));
"""


def test_python_says_what_the_vectors_hold(room) -> None:
    _, _, key, vectors = room
    for one in vectors:
        told = respond(key.table, key.said, one["answer"], one["revealed"])
        assert json.loads(json.dumps(told)) == one["says"], one["answer"]


def test_the_browser_says_what_the_vectors_hold(room, node) -> None:
    _, question, key, vectors = room
    whole = key_view(key)
    whole["table"] = key.table  # a page takes the words of a passage from the view
    given = {"strings": page_strings(), "view": view(question), "key": whole, "vectors": vectors}
    script = SCRIPT.format(respond=json.dumps((STATIC / "respond.js").as_uri()))
    run = subprocess.run([node, "--input-type=module", "-e", script], input=json.dumps(given),
                         capture_output=True, text=True, encoding="utf-8", check=False)  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [one["says"] for one in vectors]


def test_a_kind_s_room_is_complete() -> None:
    parts = {"kind.py", "control.js", "sample.yaml", "vectors.json"}
    assert {name: parts - {file.name for file in room.iterdir()} for name, room in kind_rooms().items()} == {
        name: set() for name in kind_rooms()
    }


def test_a_kind_s_sentences_carry_its_name() -> None:
    for name, room in kind_rooms().items():
        own = room / "words.json"
        keys = json.loads(own.read_text(encoding="utf-8")) if own.is_file() else {}
        assert [key for key in keys if key.split(".")[1] != name] == []
