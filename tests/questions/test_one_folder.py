"""A new kind of question is one new folder: a kind copied under another name works everywhere as it is.

The copy differs from the original by its own name alone. No other file of the package is touched: the search for kinds
looks into one more place, as it would find a folder that somebody has added.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aquanaut.classroom.assign.bundle import Wish, bundle, plan
from aquanaut.classroom.feedback.write import feedback_html
from aquanaut.classroom.grading.run import GRADEBOOK, grade_class
from aquanaut.classroom.report.run import class_of
from aquanaut.classroom.report.whole import report_html
from aquanaut.classroom.simulated import simulate
from aquanaut.exports.banks import gift, moodle_xml, qti
from aquanaut.exports.handouts.html import html_handouts
from aquanaut.exports.lessons.page import lesson_pages
from aquanaut.pages.joiner import module
from aquanaut.pages.leaf import unpacked
from aquanaut.questions import kinds
from aquanaut.questions.bank import Bank, load_bank, respond, view
from aquanaut.questions.exercise import ALWAYS_SECRET, load_exercise
from aquanaut.questions.model import kind_rooms, kind_scripts, kind_styles, question_types
from aquanaut.questions.scoring import score
from aquanaut.records.session import Session
from aquanaut.widgets.quiz import QuizWidget
from aquanaut.words import catalogues
from aquanaut.words.browser import page_strings

ROOT = Path(__file__).parents[2]
COPIES = {"choose_many": "pick_several", "sort_groups": "sail_apart", "repair": "mend_line"}
"""Of each sort of gesture one: choosing, placing, writing."""

LESSON, EXERCISE = "41_new_kind", "91_new_kind"
STYLE = ".aq-{name} {{ outline: 1px solid }}\n"


@dataclass(frozen=True)
class Copied:
    """A kind under another name, and content that asks one question of it."""

    name: str
    root: Path
    lesson: Bank
    exercise: Bank

    def right(self) -> object:
        """The full answer."""
        question = self.lesson.questions[0]
        return question_types()[self.name].right(question, self.lesson.keys[question.id])


def forget() -> None:
    """Whoever looked for kinds looks again."""
    for found in (question_types, kind_rooms, kind_scripts, kind_styles):
        found.cache_clear()


def copy(kind: str, name: str, into: Path) -> None:
    """The folder of `kind` under another name, with its own name replaced in it, and a style of its own."""
    room = into / name
    room.mkdir()
    for file in kind_rooms()[kind].iterdir():
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            (room / file.name).write_text(re.sub(rf"\b{kind}\b", name, text), encoding="utf-8")
    (room / "style.css").write_text(STYLE.format(name=name), encoding="utf-8")


def halves(entry: dict, name: str) -> tuple[dict, dict]:
    """A whole content entry as its public half and its key."""
    secret = {*question_types()[name].secret, *ALWAYS_SECRET}
    public, key = {}, {"id": entry["id"], "kind": entry["kind"]}
    for part, value in entry.items():
        inner = {path.partition(".")[2] for path in secret if path.startswith(f"{part}.")}
        if inner:
            public[part] = [{k: v for k, v in one.items() if k not in inner} for one in value]
            key[part] = [{k: v for k, v in one.items() if k == "id" or k in inner} for one in value]
        else:
            (key if part in secret else public)[part] = value
    return public, key


def write_content(root: Path, name: str) -> None:
    """A lesson with its notebook and handout, and an exercise, with the copy's own sample as the one question."""
    yaml = YAML(typ="safe")
    entry = yaml.load((kind_rooms()[name] / "sample.yaml").read_text(encoding="utf-8"))
    frame = {
        "title": "A new kind", "minutes": 5, "objectives": {"practise": "Try what has just been added."},
        "sets": [{"id": "samples", "title": "Samples"}],
    }  # fmt: skip
    public, key = halves(entry, name)
    cells = [{"cell_type": "code", "id": "ask", "metadata": {}, "execution_count": None, "outputs": [],
              "source": f"from aquanaut import quiz\n\nquiz({LESSON!r}, 'samples')"}]  # fmt: skip
    files = {
        f"lessons/{LESSON}/quiz.yaml": {"lesson": LESSON, **frame, "questions": [entry]},
        f"lessons/{LESSON}/handout.md": "# A new kind\n\n{name}\n\n{ask sample}\n",
        f"notebooks/{LESSON}.ipynb": json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
        f"my_exercises/{EXERCISE}/exercise.yaml": {
            "exercise": EXERCISE, **frame, "about": "One question of a kind that is new in this house.",
            "article": "drone-mission", "questions": [public],
        },
        f"my_exercises/{EXERCISE}/key.yaml": {"exercise": EXERCISE, "keys": [key]},
    }  # fmt: skip
    for path, what in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("w", encoding="utf-8") as file:
            file.write(what) if isinstance(what, str) else yaml.dump(what, file)
    (root / "articles").mkdir()
    (root / "articles" / "drone-mission").symlink_to(ROOT / "articles" / "drone-mission")


@pytest.fixture(scope="module", params=COPIES, ids=COPIES.values())
def copied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copied]:
    name, own, root = COPIES[request.param], tmp_path_factory.mktemp("kinds"), tmp_path_factory.mktemp("content")
    said, before = dict(catalogues._added), list(kinds.__path__)
    copy(request.param, name, own)
    kinds.__path__ = [*before, str(own)]
    forget()
    try:
        write_content(root, name)
        yield Copied(name, root, load_bank(LESSON, root), load_exercise(EXERCISE, root))
    finally:
        kinds.__path__ = before
        catalogues._added.clear()
        catalogues._added.update(said)
        catalogues._merged.cache_clear()
        for loaded in [one for one in sys.modules if one.startswith(f"{kinds.__name__}.{name}")]:
            del sys.modules[loaded]
        forget()


def run(node: str, script: str, given: object = None, *, at: Path) -> object:
    path = at / "script.mjs"
    path.write_text(script, encoding="utf-8")
    done = subprocess.run([node, str(path)], input=json.dumps(given), capture_output=True, text=True,
                          encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout or "null")


def test_nothing_else_in_the_package_knows_it(copied: Copied) -> None:
    others = [p for p in (ROOT / "src").rglob("*") if p.suffix in (".py", ".js", ".json", ".css")]
    assert [p for p in others if copied.name in p.read_text(encoding="utf-8")] == []


def test_it_is_asked_scored_and_answered(copied: Copied, node: str, tmp_path: Path) -> None:
    """In Python as the original's own vectors hold, and in the browser the same."""
    question, key = copied.lesson.questions[0], copied.lesson.keys["sample"]
    assert question.kind == copied.name
    vectors = json.loads((kind_rooms()[copied.name] / "vectors.json").read_text(encoding="utf-8"))
    says = [respond(copied.lesson, question, one["answer"], one["revealed"]) for one in vectors]
    assert json.loads(json.dumps(says)) == [one["says"] for one in vectors]
    script = (
        f"import {{ respond }} from {json.dumps((ROOT / 'src/aquanaut/questions/static/respond.js').as_uri())};\n"
        "let text = ''; for await (const part of process.stdin) text += part;\n"
        "const { strings, key, view, vectors } = JSON.parse(text);\n"
        "const said = vectors.map((one) => respond(strings, view, key, one.answer, one.revealed));\n"
        "process.stdout.write(JSON.stringify(said));\n"
    )
    given = {"strings": page_strings(), "key": {"table": key.table, "said": key.said}, "view": view(question)}
    assert run(node, script, given | {"vectors": vectors}, at=tmp_path) == json.loads(json.dumps(says))


def test_the_notebook_shows_it(copied: Copied, node: str, tmp_path: Path) -> None:
    widget = QuizWidget(copied.lesson, "samples", Session(tmp_path / "answers"))
    assert [one["kind"] for one in widget.questions] == [copied.name]
    assert f'register("{copied.name}"' in widget._esm and f".aq-{copied.name}" in widget._css
    run(node, f"{widget._esm}\nprocess.stdout.write('null');", at=tmp_path)
    look = (
        'import { controlOf } from "./questions/static/controls.js";\n'
        f'export const made = typeof controlOf("{copied.name}").make;\n'
    )
    script = module("zz_look", {**kind_scripts(), "zz_look": look})  # after the kinds, in order of names
    assert run(node, f"{script}\nprocess.stdout.write(JSON.stringify(made));", at=tmp_path) == "function"
    receipts: list[dict] = []
    widget.send = receipts.append
    message = {"type": "answer", "seq": 1, "question": "sample", "event": "check", "answer": copied.right()}
    widget._on_message(widget, message, [])
    assert receipts[0]["saved"] and receipts[0]["result"]["verdict"] in ("right", "recorded")


def test_a_page_without_jupyter_shows_it(copied: Copied) -> None:
    page = lesson_pages(LESSON, copied.root)[f"{LESSON}.html"]
    code = unpacked(re.search(r'id="aq-code"[^>]*>([^<]*)<', page)[1])
    assert f'register("{copied.name}"' in code and f".aq-{copied.name}" in page
    data = unpacked(re.search(r'id="aq-data">([^<]*)<', page)[1])
    assert [one["kind"] for part in data["parts"] for one in part["questions"]] == [copied.name]
    assert copied.lesson.questions[0].prompt in page  # on paper, too


def test_the_handout_and_the_projector_show_it(copied: Copied) -> None:
    [page] = [text for text in html_handouts(LESSON, copied.root).values() if "sample" in text or "new kind" in text][
        :1
    ]
    assert copied.lesson.questions[0].prompt in page
    gesture = question_types()[copied.name].gesture
    assert gesture.slide(view(copied.lesson.questions[0]), copied.lesson.keys["sample"])
    assert all(gesture.words(copied.lesson.questions[0], copied.lesson.keys["sample"]))


def test_a_graded_bundle_holds_it_without_its_key(copied: Copied) -> None:
    files = bundle(plan(Wish(EXERCISE), copied.root), "s01")
    whole = b"".join(files.values()).decode("utf-8", "replace")
    pages = [unpacked(found) for found in re.findall(r'id="aq-data">([^<]*)<', whole)]
    shown = whole + json.dumps(pages, ensure_ascii=False)
    assert copied.name in shown and copied.exercise.questions[0].prompt in shown
    data = copied.exercise.keys["sample"].data
    secrets = [*data.get("feedback", {}).values(), *(one["text"] for one in data.get("samples", []))]
    assert secrets and [text for text in secrets if text in shown] == []


def test_a_simulated_class_is_graded_reported_and_told(copied: Copied, tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    for one in simulate(copied.exercise, 12, 4):
        (given / one.file).write_bytes(one.data)
    grade_class(EXERCISE, given, out, root=copied.root, report=False)
    results = class_of(EXERCISE, f"sqlite:///{out / GRADEBOOK}", copied.root)
    question, key = copied.exercise.questions[0], copied.exercise.keys["sample"]
    answers = [student.results["sample"] for student in results.students]
    assert {one.status for one in answers} & {"graded", "pending"}
    for one in answers:
        if one.status == "graded":
            scored = score(key.table, one.answer)
            assert one.earned == pytest.approx(question.points * scored["earned"] / scored["possible"])
    assert question.prompt in report_html(results)
    assert question.prompt in feedback_html(copied.exercise, results.students[0])


def test_every_bank_holds_it_or_says_what_is_lost(copied: Copied) -> None:
    for form in (qti, moodle_xml, gift):
        files = form.make(EXERCISE, copied.root)
        told = json.loads(next(text for name, text in files.items() if name.endswith(".loss.json")))
        [fate] = told["questions"]
        assert fate["kind"] == copied.name and fate["fate"] and fate["becomes"]
        assert copied.exercise.questions[0].prompt in "".join(map(opened, files.values()))


def opened(file: str | bytes) -> str:
    """A file's text; of a zip, all its files'."""
    if isinstance(file, str):
        return file
    if not file.startswith(b"PK"):
        return file.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist())
