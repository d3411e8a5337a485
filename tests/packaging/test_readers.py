"""Question banks through programs of others: gift-pegjs (npm), moodle-xml-parser and qti2latex (PyPI)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from aquanaut.exports.banks import gift, moodle_xml, qti
from aquanaut.exports.banks.items import item_bank
from aquanaut.exports.model import write
from aquanaut.questions.bank import load_bank
from aquanaut.questions.exercise import exercise_stems, load_exercise

ROOT = Path(__file__).parents[2]
LESSONS = ("01_look_sideways", "04_does_it_hold_together")
"""Between them and the exercises, all kinds of question."""

GIFT = """
const {parse} = require(process.argv[1]);
const found = parse(require('fs').readFileSync(process.argv[2], 'utf8')).filter((one) => one.type !== 'Category');
console.log(JSON.stringify(found.map((one) => [one.type, one.choices ?? [], one.matchPairs ?? []])));
"""

XML = """
import json, sys
from moodle_xml_parser.parser import parse_file
found = parse_file(sys.argv[1])["multichoice"]
print(json.dumps([[one.single, one.default_grade, [o.score_fraction for o in one.options]] for one in found]))
"""

QTI = """
import json, pathlib, sys
import qti2latex as reader
found = []
for path in reader.read_qti_dir(reader.extract_zip_to_tmp(pathlib.Path(sys.argv[1]))):
    for item in reader.findall_anyns(reader.ET.parse(path).getroot(), "item"):
        about = reader.get_qti_metadata(item)
        texts = [text for _, text in reader.get_choices(item)]
        found.append([reader.guess_type(about, item), float(about["points_possible"]), texts])
print(json.dumps(found))
"""


def banks():
    loaded = [load_exercise(stem, ROOT) for stem in exercise_stems(ROOT)] + [load_bank(one, ROOT) for one in LESSONS]
    return [item_bank(bank, ROOT) for bank in loaded]


def printed(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.slow
def test_gift(hub, tmp_path):
    module = next(iter(sorted(hub.bin.parent.glob("*/node_modules/gift-pegjs"))), None)
    if module is None or not shutil.which("node"):
        pytest.skip("gift-pegjs is missing: npm install gift-pegjs, beside configurable-http-proxy")
    for made in banks():
        (path,) = write({f"{made.stem}.gift.txt": gift.questions(made)}, tmp_path)
        found = printed(["node", "-e", GIFT, module, path])
        assert len(found) == len(made.items)
        for (kind, choices, pairs), item in zip(found, made.items, strict=True):
            if item.form == "written" or gift._is_opinion(item):
                assert kind == "Essay"
            elif item.form == "match":
                used = {pair.place for pair in item.pairs}
                assert kind == "Matching" and len(pairs) == len(item.pairs) + len(item.places) - len(used)
            else:
                assert kind == "MC" and [bool(c["isCorrect"]) for c in choices] == [
                    c.share == 1 and item.form == "one" for c in item.choices
                ]
                assert all(c["feedback"]["text"] for c in choices)
                if item.form == "many":
                    weights = [float(c["weight"]) for c in choices]
                    assert weights == pytest.approx([100 * c.share for c in item.choices], abs=1e-4)


@pytest.mark.slow
def test_moodle_xml(hub, tmp_path):
    for made in banks():
        (path,) = write({f"{made.stem}.xml": moodle_xml.questions(made)}, tmp_path)
        found = printed([hub.python, "-c", XML, path])
        wanted = [item for item in made.items if item.choices]
        assert [one[:2] for one in found] == [[item.form == "one", item.points] for item in wanted]
        for one, item in zip(found, wanted, strict=True):
            assert one[2] == pytest.approx([100 * c.share for c in item.choices], abs=1e-4)


@pytest.mark.slow
def test_qti(hub, tmp_path):
    for made in banks():
        (path,) = write({f"{made.stem}.zip": qti.package(made)}, tmp_path)
        found = printed([hub.python, "-c", QTI, path])
        assert [one[:2] for one in found] == [[qti.BECOMES[item.form], item.points] for item in made.items]
        for one, item in zip(found, made.items, strict=True):
            texts = [c.text for c in item.choices] or [text for _ in item.pairs for _, text in item.places]
            assert [" ".join(t.split()) for t in one[2]] == [" ".join(t.split()) for t in texts]
