"""The party-swap mirror: balanced content, a fair order, right counts, and nothing that is kept."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.resources import files
from itertools import pairwise

import pytest

from aquanaut.content import ContentError, content_root
from aquanaut.questions.mirror import SLOT, load_mirror
from aquanaut.widgets.mirror import MirrorWidget, mirror_paper

STATIC = files("aquanaut.widgets") / "static"


def node(code: str) -> object:
    script = f'import {{ mirrorCounts, mirrorOrder }} from "{STATIC}/mirror.js";\n{code}'
    done = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_half_of_the_lines_push_and_each_speaks_of_one_party():
    mirror = load_mirror("3")
    assert sum(line.pushes for line in mirror.lines) * 2 == len(mirror.lines)
    assert all(line.text.count(SLOT) == 1 for line in mirror.lines)


def test_no_party_is_named_in_a_line_by_hand():
    mirror = load_mirror("3")
    names = [party.name.removeprefix("the ") for party in mirror.parties]
    assert not [line for line in mirror.lines for name in names if name in line.text]


def test_every_line_is_asked_once_about_each_party_and_never_twice_in_a_row():
    orders = node("console.log(JSON.stringify(Array.from({length: 300}, () => mirrorOrder(6))))")
    for order in orders:
        assert sorted((one["line"], one["party"]) for one in order) == [(n, p) for n in range(6) for p in (0, 1)]
        assert all(a["line"] != b["line"] for a, b in pairwise(order))
        assert len({one["line"] for one in order[:6]}) == 6
    assert len({json.dumps(order) for order in orders}) > 250


def test_counts_by_hand():
    order = "[{line:0,party:0},{line:1,party:1},{line:1,party:0},{line:0,party:1}]"
    code = f"console.log(JSON.stringify(mirrorCounts({order}, [true, false, true, true])))"
    assert node(code) == {"flagged": [2, 1], "apart": [{"line": 1, "party": 0}]}


def test_nothing_can_reach_python():
    widget = MirrorWidget(load_mirror("3"))
    assert not widget._msg_callbacks.callbacks
    source = (STATIC / "mirror.js").read_text("utf-8") + (STATIC / "mirror_widget.js").read_text("utf-8")
    for way in ("send(", "save_changes", "set(", "Storage", "fetch", "cookie"):
        assert way not in source


def test_on_paper_two_people_read_the_same_lines():
    mirror = load_mirror("3")
    paper = mirror_paper(mirror)
    one, two = (paper.split("<ol>")[i].split("</ol>")[0] for i in (1, 2))
    names = [party.name for party in mirror.parties]
    assert one.replace(names[0], names[1]) == two


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("stormed out of the room", "met {party}", "{party} 2 times"),
        ("pushes: false", "pushes: true", "lines that push"),
    ],
)
def test_a_lopsided_mirror_is_refused_with_its_line(tmp_path, before, after, said):
    for name in ("articles", "lessons"):
        shutil.copytree(content_root() / name, tmp_path / name)
    path = tmp_path / "lessons" / "03_words_that_judge" / "mirror.yaml"
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    with pytest.raises(ContentError, match=r"mirror\.yaml:") as caught:
        load_mirror("3", tmp_path)
    assert said in str(caught.value)
