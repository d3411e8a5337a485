"""Feedback for students: their own answers and nobody else's, what they chose and why, as page and as PDF."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from class_made import HOSTILE, ROOT, Read, bank, chance_class, made, right
from pypdf import PdfReader

from aquanaut.classroom.feedback.write import feedback_html, file_name, write_feedback
from aquanaut.classroom.opaque import names as opaque_names
from aquanaut.classroom.results import ClassResults, StudentResult
from aquanaut.content import ContentError
from aquanaut.questions.exercise import exercise_stems


def shown(results: ClassResults, number: int = 0) -> str:
    return Read(feedback_html(results.bank, results.students[number])).text


def changed(student: StudentResult, question: str, **what: object) -> StudentResult:
    return replace(student, results={**student.results, question: replace(student.results[question], **what)})


def pdf_text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def test_what_they_chose_what_the_key_has_and_why() -> None:
    known, full = bank(), right(bank())
    asked = next(q for q in known.questions if q.kind == "choose_one")
    data = known.keys[asked.id].data
    wrong = next(o for o in asked.body["options"] if o["id"] not in data["right"])
    text = shown(made(known, 1, lambda _n, q: wrong["id"] if q.id == asked.id else full[q.id]))
    other = next(o for o in asked.body["options"] if o["id"] not in (*data["right"], wrong["id"]))
    assert f"Not right. You chose “{wrong['text']}”. {data['feedback'][wrong['id']]}" in text
    assert data["feedback"][data["right"][0]] in text and "The key has" in text
    assert data["feedback"][other["id"]] not in text  # only what was chosen, and the right one


def test_their_marks_stand_beside_the_reference() -> None:
    known, full = bank(), right(bank())
    asked = next(q for q in known.questions if q.kind == "mark_text")
    targets = known.keys[asked.id].data["targets"]
    page = feedback_html(known, made(known, 1, lambda _n, q: full[q.id][:1] if q.id == asked.id else None).students[0])
    text = Read(page).text
    found = min(targets, key=lambda t: t["span"])
    assert page.count('class="rp-m fb-hit"') == 1
    assert page.count('class="rp-m fb-target"') == len(targets)
    assert "Your marks" in text and "The reference marks" in text
    assert f"({found['title']}). Found. {found['text']}" in text
    for target in targets:
        if target is not found:
            assert f"“{' '.join(target_words(asked, target).split())}” ({target['title']}). {target['text']}" in text


def target_words(asked: object, target: dict[str, list[int]]) -> str:
    passage = asked.body["passage"]  # type: ignore[attr-defined]
    start, end = (at - passage["start"] for at in target["span"])
    return str(passage["text"][start:end])


def test_opaque_answers_of_a_graded_bundle_are_read_in_plain_words() -> None:
    known = bank()
    asked = next(q for q in known.questions if q.kind == "choose_one")
    name, hidden = next(iter(opaque_names(asked).items()))
    student = changed(
        made(known, 1, lambda _n, q: name if q.id == asked.id else None).students[0], asked.id, answer=hidden
    )
    words = next(o["text"] for o in asked.body["options"] if o["id"] == name)
    text = Read(feedback_html(known, student)).text
    assert f"You chose “{words}”" in text and hidden not in text


def test_what_a_teacher_scored_and_wrote() -> None:
    known, full = bank(), right(bank())
    written = next(q for q in known.questions if q.kind == "short")
    student = made(known, 1, lambda _n, q: full[q.id]).students[0]
    waiting = Read(feedback_html(known, student)).text
    assert "waits for your teacher" in waiting and "One answer still waits for your teacher." in waiting
    student = changed(
        student, written.id, status="graded", earned=0.5, override=0.5, comment="Say why.", dispute="Why not?"
    )
    text = Read(feedback_html(known, student)).text
    assert "Your teacher gave 0.5 of" in text and "Your teacher writes: Say why." in text
    assert "You disputed this. You wrote: Why not?" in text and "waits" not in text
    for line in known.keys[written.id].data["rubric"]:
        assert " ".join(line["text"].split()) in text


def test_never_anything_of_another_student(tmp_path: Path) -> None:
    known = bank()
    written = next(q for q in known.questions if q.kind == "short").id
    students = [
        changed(
            replace(s, student=f"CODE{n}X"), written, status="pending",
            answer=f"ANSWER{n}X", comment=f"COMMENT{n}X", dispute=f"DISPUTE{n}X",
        )
        for n, s in enumerate(chance_class(known, 4).students)
    ]  # fmt: skip
    results = ClassResults(known, tuple(students), ("MISSINGX",), {f"CODE{n}X": f"NAME{n}X" for n in range(4)})
    with ZipFile(write_feedback(results, tmp_path)) as packed:
        assert sorted(packed.namelist()) == sorted(f"CODE{n}X.{end}" for n in range(4) for end in ("html", "pdf"))
        for n in range(4):
            for text in (packed.read(f"CODE{n}X.html").decode(), pdf_text(packed.read(f"CODE{n}X.pdf"))):
                held = set(re.findall(r"(?:CODE|ANSWER|COMMENT|DISPUTE|NAME|MISSING)\d*X", text))
                assert held == {f"{sort}{n}X" for sort in ("CODE", "ANSWER", "COMMENT", "DISPUTE")}


def test_the_pdf_says_what_the_page_says(tmp_path: Path) -> None:
    results = chance_class(bank(), 1, 3)
    with ZipFile(write_feedback(results, tmp_path)) as packed:
        page, paper = (packed.read(f"code000.{end}") for end in ("html", "pdf"))
    text = pdf_text(paper)
    squeezed = re.sub(r"\s+", "", text)
    for line in re.findall(r'<p class="fb-(?:good|bad|para)">(.*?)</p>', page.decode()):
        words = re.sub(r"\s+", "", Read(line).text)
        assert words in squeezed, words
    assert "□" not in text


def test_signs_that_no_font_has_are_marked_and_said(tmp_path: Path) -> None:
    known = bank()
    written = next(q for q in known.questions if q.kind == "short").id
    student = changed(chance_class(known, 1).students[0], written, status="pending", answer="ok 𒀀𒀁 ok")
    with ZipFile(write_feedback(ClassResults(known, (student,)), tmp_path)) as packed:
        assert "𒀀𒀁" in packed.read("code000.html").decode()
        assert "A sign that this PDF cannot print" in pdf_text(packed.read("code000.pdf"))


def test_hostile_codes_and_answers(tmp_path: Path) -> None:
    known = bank()
    codes = ["../../etc/passwd", "a/b", "a\\b", "CON", "con", HOSTILE, "", "名前", "x" * 5000, "C:\\x", "same", "same"]
    written = next(q for q in known.questions if q.kind == "short").id
    base = chance_class(known, 1).students[0]
    students = [changed(replace(base, student=c), written, status="pending", answer=HOSTILE) for c in codes]
    with ZipFile(write_feedback(ClassResults(known, tuple(students)), tmp_path)) as packed:
        names = packed.namelist()
        assert len({n.lower() for n in names}) == 2 * len(codes)
        assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,80}\.(html|pdf)", n) for n in names)
        for name in (n for n in names if n.endswith(".html")):
            read = Read(packed.read(name).decode())
            assert read.tags["script"] == 0 and read.tags["img"] == 0
            assert not [a for a in read.attributes if a[1].startswith("on") or a[1] in ("src", "href")]
    taken: set[str] = set()
    assert file_name("plain-1", taken) == "plain-1"
    assert file_name("PLAIN-1", taken) != "PLAIN-1"  # some systems take the two for one


@pytest.mark.parametrize("stem", exercise_stems(ROOT))
def test_every_exercise_has_feedback(stem: str) -> None:
    results = chance_class(bank(stem), 3, 8)
    for number in range(3):
        text = shown(results, number)
        assert text.count("Question ") >= len(results.bank.questions)
        assert not re.search(r"\b(None|nan)\b|\{\w+\}", text)


def test_strange_answers_have_feedback_too() -> None:
    known = bank("02")
    for strange in (
        "",
        [],
        {},
        7,
        [[1]],
        [{"start": -5, "end": 10**20, "label": 3}],
        [{"start": 0, "end": 10**6, "label": "x"}],
        True,
    ):
        assert shown(made(known, 1, lambda _n, _q, s=strange: s))


def test_the_same_bytes_and_whole_or_not_at_all(tmp_path: Path) -> None:
    results = chance_class(bank(), 2)
    assert write_feedback(results, tmp_path / "a").read_bytes() == write_feedback(results, tmp_path / "b").read_bytes()
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["feedback.zip"]
    (tmp_path / "file").write_text("")
    with pytest.raises(ContentError, match="--feedback"):
        write_feedback(results, tmp_path / "file")
