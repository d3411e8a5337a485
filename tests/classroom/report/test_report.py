"""The class report: figures of classes of known truth, what it hides, what it escapes, and that it never breaks."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from class_made import HOSTILE, ROOT, Read, bank, chance_class, made, one, right

from aquanaut.classroom.report.figures import LEAST, figures
from aquanaut.classroom.report.heatmap import level, maps
from aquanaut.classroom.report.whole import report_html, write_report
from aquanaut.classroom.report.words import figure, in_fives, percent, points
from aquanaut.classroom.results import ClassResults
from aquanaut.cli import main
from aquanaut.content import ContentError
from aquanaut.marks.agreement import alpha
from aquanaut.pages.joiner import static, style
from aquanaut.questions.exercise import exercise_stems
from aquanaut.questions.model import is_marked
from aquanaut.questions.scoring import judge_marks, marks_of, overlap
from aquanaut.records.report import Count, judged

STEMS = exercise_stems(ROOT)


def text_of(results: ClassResults, **more: Any) -> str:
    return Read(report_html(results, **more)).text


def question(known: Any, kind: str, number: int = 0) -> Any:
    return [q for q in known.questions if q.kind == kind][number]


# --- figures of known truth --------------------------------------------------------------------------------


def test_what_most_chose_wrongly_is_named_with_its_count_and_the_keys_words() -> None:
    known, full = bank(), right(bank())
    asked = question(known, "choose_one")
    wrong = next(o for o in asked.body["options"] if o["id"] not in known.keys[asked.id].data["right"])
    results = made(known, 20, lambda n, q: wrong["id"] if q.id == asked.id and n < 14 else full[q.id])
    found = figures(results)
    item = found.asked[known.questions.index(asked)]
    assert item.share == pytest.approx(6 / 20)
    shown = text_of(results)
    assert f"“{wrong['text']}” (about 70% of 20 or more answers)" in shown
    assert known.keys[asked.id].data["feedback"][wrong["id"]] in shown
    objective = known.objectives[asked.objective]
    assert shown.index("What to teach again") < shown.index(objective) < shown.index("Two passages to project")


def test_a_class_that_has_it_all_needs_no_teaching_again() -> None:
    known, full = bank(), right(bank())
    shown = text_of(made(known, 12, lambda _n, q: full[q.id], lambda _n: 90))
    assert "Nothing stands out" in shown
    assert "No figure here: all students have the same points." in shown


def test_the_heat_of_a_word_is_the_share_that_marked_it() -> None:
    known = bank()
    asked = question(known, "mark_text")
    target = known.keys[asked.id].data["targets"][0]
    first = next(t for t in asked.body["passage"]["tokens"] if any(overlap(t, k) for k in target["keys"]))
    mark = {"start": first[0], "end": first[1], "label": target["label"]}
    results = made(known, 16, lambda n, q: ([mark, mark] if n < 12 else []) if q.id == asked.id else None)
    heat = maps(figures(results).asked)[0]
    at = [list(t) for t in heat.tokens].index(list(first))
    # The four who handed in an empty list gave an answer, too.
    assert heat.shares[at] == pytest.approx(12 / 16)
    assert sum(heat.shares) == pytest.approx(12 / 16)
    stretch = next(s for s in heat.of("target") if s.id == target["id"])
    assert (stretch.met, stretch.right, stretch.of) == (12, 12, 16)
    assert [level(s) for s in (0, 0.049, 0.05, 0.2, 0.4, 0.6, 0.8, 1)] == [0, 0, 1, 2, 3, 4, 5, 5]
    assert "75%" in text_of(results)


@pytest.mark.parametrize("seed", range(3))
def test_marks_agree_with_scoring_and_alpha_with_every_pair_of_readers(seed: int) -> None:
    """Counted anew from the raw answers: `judge_marks` for who met what, pairs of readers for alpha."""
    known = bank()
    results = chance_class(known, 14, seed)
    for heat in maps(figures(results).asked):
        asked, key = heat.asked.question, heat.asked.key
        answers = [s.results[asked.id].answer for s in results.students if s.results[asked.id].status != "absent"]
        met: Counter[str] = Counter()
        for answer in answers:
            met.update({j["id"] for j in judge_marks(key.table, answer) if j["outcome"] in ("hit", "label", "sound")})
        assert {s.id: s.met for s in heat.of("target", "sound")} == {
            s.id: met[s.id] for s in heat.of("target", "sound")
        }
        units = []
        for token in heat.tokens:
            given = []
            for answer in answers:
                fit = [m for m, j in zip(marks_of(answer), judge_marks(key.table, answer), strict=True)
                       if j["outcome"] != "over" and overlap((m["start"], m["end"]), token)]  # fmt: skip
                given.append(fit[-1]["label"] if fit else "")
            units.append(given)
        assert heat.agreement.value == pytest.approx(alpha(units), abs=1e-9)


@pytest.mark.parametrize("stem", STEMS)
def test_caught_and_trusted_are_what_the_learners_own_reports_count(stem: str) -> None:
    known = bank(stem)
    results = chance_class(known, 12, 3)
    caught = trusted = Count()
    for student in results.students:
        for q in known.questions:
            result = student.results[q.id]
            if result.status == "graded" and known.keys[q.id].table["points"]:
                more = judged(q, known.keys[q.id], result.answer)
                caught, trusted = caught + more[0], trusted + more[1]
    found = figures(results)
    assert (found.caught, found.trusted) == (caught, trusted)


def test_detection_counts_flagged_targets_and_flagged_sound_passages() -> None:
    known = bank()
    results = chance_class(known, 15, 4)
    (found,) = [one for one in figures(results).judging if one.sort == "marks"]
    hits = signals = false = noises = 0
    for q in known.questions:
        key = known.keys[q.id]
        if q.kind != "mark_text" or any(t["label"] in ("named", "body") for t in key.table["targets"]):
            continue
        for student in results.students:
            if student.results[q.id].status == "absent":
                continue
            outcome = judge_marks(key.table, student.results[q.id].answer)
            hits += len({j["id"] for j in outcome if j["outcome"] in ("hit", "label")})
            false += len({j["id"] for j in outcome if j["outcome"] == "sound"})
            signals, noises = signals + len(key.table["targets"]), noises + len(key.table["sound"])
    p = found.pooled
    assert (p.hits, p.signals, p.false_alarms, p.noises) == (hits, signals, false, noises)
    assert found.d.low < found.d.value < found.d.high


def test_a_written_answer_waits_and_is_never_zero() -> None:
    known, full = bank(), right(bank())
    results = made(known, 12, lambda _n, q: full[q.id])
    written = question(known, "short")
    found = figures(results)
    assert found.waiting == 12
    assert found.asked[known.questions.index(written)].share is None
    assert found.possible == sum(q.points for q in known.questions if known.keys[q.id].table["points"])
    assert "12 written answers. They count as waiting, never as zero." in text_of(results)


def test_a_teachers_score_counts() -> None:
    known, full = bank(), right(bank())
    results = made(known, 12, lambda _n, q: full[q.id])
    written = question(known, "short")
    students = [
        replace(
            s,
            results={
                **s.results,
                written.id: replace(s.results[written.id], status="graded", earned=0.5, override=0.5),
            },
        )
        for s in results.students
    ]
    item = figures(replace(results, students=tuple(students))).asked[known.questions.index(written)]
    assert item.share == pytest.approx(0.5 / written.points)


def test_the_gain_is_of_those_who_did_both_forms() -> None:
    known, full = bank(), right(bank())
    scored = [q for q in known.questions if known.keys[q.id].table["points"]]
    before = made(known, 14, lambda n, q: full[q.id] if q == scored[0] else None)
    after = made(known, 12, lambda n, q: full[q.id] if q in scored[:3] else None)
    found = figures(after, before)
    total = sum(q.points for q in scored)
    gained = sum(q.points for q in scored[1:3]) / (total - scored[0].points)
    assert found.gain is not None and found.gain.value == pytest.approx(gained)
    assert found.gain.n == 12
    assert "Normalized gain:" in text_of(after, before=before)
    few = replace(after, students=after.students[:11])
    assert "The students who did both forms are fewer than 10" in text_of(
        few, before=replace(before, students=before.students[:9])
    )


def test_judgements_of_whole_texts_are_found_by_their_options() -> None:
    """Two questions with the same options, one about sound and one about flawed material, are one judgement."""
    known, full = bank(), right(bank())
    asked = question(known, "rate")
    other = replace(asked, id="flawed-twin", material="flawed")
    ids = [o["id"] for o in asked.body["options"]]
    sound_right = known.keys[asked.id].data["right"][0]
    flawed_right = next(i for i in ids if i != sound_right)
    key = replace(known.keys[asked.id], question_id=other.id,
                  table={"form": "one", "weights": {i: int(i == flawed_right) for i in ids}, "points": 1},
                  data={**known.keys[asked.id].data, "right": [flawed_right]})  # fmt: skip
    twin = replace(known, questions=(asked, other), keys={asked.id: known.keys[asked.id], other.id: key})

    # Of 20 students, 15 flag the flawed one and 4 the sound one.
    def answer(n: int, q: Any) -> str:
        flags = n < 15 if q.id == other.id else n < 4
        return flawed_right if flags else sound_right

    (found,) = figures(made(twin, 20, answer)).judging
    assert found.sort == "texts" and full
    assert (found.pooled.hits, found.pooled.signals, found.pooled.false_alarms, found.pooled.noises) == (15, 20, 4, 20)


# --- what it hides -----------------------------------------------------------------------------------------


def test_fewer_than_ten_have_no_figures_and_the_reason_is_said() -> None:
    known = bank()
    small = report_html(chance_class(known, LEAST - 1))
    shown = Read(small).text
    assert "9 students handed in. Figures of fewer than 10 are not shown" in shown
    assert "%" not in shown
    assert not re.search(r"Krippendorff|KR-20|alpha:|What the class marked", shown)
    assert "What to teach again" in shown
    assert "Krippendorff" in text_of(chance_class(known, LEAST))


def test_figures_rest_on_ten_answers_not_on_ten_students() -> None:
    """Of twelve who handed in, few answered one question, and wrongly: nothing points to them."""
    known, full = bank(), right(bank())
    asked = question(known, "choose_one")
    wrong = next(o for o in asked.body["options"] if o["id"] not in known.keys[asked.id].data["right"])
    only = [q.id for q in known.questions if is_marked(known.keys[q.id])]

    def answered(few: int) -> str:
        return text_of(made(known, 12, lambda n, q: full[q.id] if q.id in only else
                            wrong["id"] if q.id == asked.id and n < few else None))  # fmt: skip

    assert f"“{wrong['text']}” (" not in answered(1) and "chosen instead" not in answered(1)
    for few in (1, 2, 5, 9):
        shown = answered(few)
        first = shown.split("What to teach again")[1].split("The text, as")[0]
        assert not re.search(rf"\b{few} (of|answered)\b|of {few}\b", first)


def test_one_more_student_is_not_told_by_the_difference_of_two_reports() -> None:
    """Every count of answers is in steps of five, every share in steps of ten, and so are bars and columns."""
    known = bank()
    for students in (10, 11, 12, 13, 14):
        page = report_html(chance_class(known, students, 3))
        assert all(int(share) % 10 == 0 for share in re.findall(r"width:(\d+)%", page) if share != "100")
        text = Read(page).text.split("What to teach again")[1].split("Details")[0]
        assert not re.search(rf"\bof {students}\b", text) or students == 10
    assert [in_fives(n) for n in (10, 14, 15, 1234)] == ["10", "10", "15", "1,230"]


def test_loose_edges_of_a_right_mark_are_no_false_alarm() -> None:
    known, full = bank(), right(bank())
    asked = question(known, "mark_text")
    passage, table = asked.body["passage"], known.keys[asked.id].table
    words = passage["tokens"]
    longest = table["longest"]

    def loose(span: list[int]) -> dict[str, object]:
        inside = [at for at, (start, end) in enumerate(words) if start < span[1] and span[0] < end]
        last = min(len(words) - 1, max(inside) + max(0, longest - len(inside)), max(inside) + 2)
        return {"start": words[min(inside)][0], "end": words[last][1]}

    answer = [mark | loose([mark["start"], mark["end"]]) for mark in full[asked.id]]
    found = maps(figures(made(known, 20, lambda _n, q: answer if q.id == asked.id else full[q.id])).asked)
    mine = next(one for one in found if one.asked.question.id == asked.id)
    assert mine.of("stray") == []
    free = next(at for at in range(len(words)) if words[at][1] - words[at][0] >= 4
                and not any(s.span[0] < words[at][1] and words[at][0] < s.span[1] for s in mine.stretches))  # fmt: skip
    alone = [{**full[asked.id][0], "start": words[free][0], "end": words[free][1]}]
    found = maps(figures(made(known, 20, lambda n, q: alone if q.id == asked.id and n < 5 else full[q.id])).asked)
    mine = next(one for one in found if one.asked.question.id == asked.id)
    assert [one.met for one in mine.of("stray")] == [5]


def test_an_answer_that_nobody_has_read_is_in_no_mean() -> None:
    """Some of a question's answers are scored and some wait: until all are, it counts for nobody."""
    known, full = bank(), right(bank())
    results = made(known, 12, lambda _n, q: full[q.id] if known.keys[q.id].table["form"] != "none" else "In words.")
    written = next(q for q in known.questions if known.keys[q.id].table["form"] == "none")
    first = results.students[0]
    read = replace(first.results[written.id], status="graded", earned=3.0, override=3.0)
    some = replace(
        results, students=(replace(first, results={**first.results, written.id: read}), *results.students[1:])
    )
    assert figures(some).possible == figures(results).possible
    assert figures(some).totals == figures(results).totals


def test_a_simulated_class_says_so_unasked_and_on_every_page() -> None:
    results = chance_class(bank(), 12)
    made_up = replace(results, students=tuple(replace(s, source="SIMULATED-x.jsonl") for s in results.students))
    assert "SIMULATED: 12 of 12" in text_of(made_up) and "rp-every" in report_html(made_up)
    assert "SIMULATED" not in text_of(results)


def test_an_option_that_few_chose_has_no_mean_of_their_points() -> None:
    known, full = bank(), right(bank())
    asked = question(known, "choose_one")
    wrong = next(o["id"] for o in asked.body["options"] if o["id"] not in known.keys[asked.id].data["right"])

    def with_wrong(n: int) -> str:
        return text_of(made(known, 30, lambda i, q: wrong if q.id == asked.id and i < n else full[q.id]))

    drawn = with_wrong(9).split("Who chose which option")[2]
    assert "fewer than 10" in drawn.split("How far the test")[0]
    many = with_wrong(12).split("Who chose which option")[2].split("How far the test")[0]
    assert many.count("fewer than 10") < drawn.split("How far the test")[0].count("fewer than 10")


def test_names_are_hidden_until_shown_and_absent_without_a_roster() -> None:
    known = bank()
    names = {"code001": "Ada Lovelace", "gone": "Nellie Bly"}
    results = chance_class(known, 12, names=names, missing=("gone", "nobody"))
    unasked = report_html(results)
    assert not any(name in unasked for name in names.values()) and "rp-names" not in Read(unasked).text
    assert "Each student’s points" not in Read(unasked).text
    page = report_html(results, names=True)
    for name in names.values():
        assert page.count(name) >= 1
        for at in (m.start() for m in re.finditer(name, page)):
            assert page[:at].rstrip().endswith('<span class="rp-name" hidden>')
    plain = report_html(chance_class(known, 12, missing=("gone",)))
    assert "rp-names" not in Read(plain).text
    assert 'id="rp-names"' not in plain and 'class="rp-name"' not in plain
    assert "gone" in Read(plain).text


def test_who_is_missing_and_what_could_not_be_read() -> None:
    results = chance_class(bank(), 12, missing=tuple(f"m{i}" for i in range(75)), problems=(("a.zip", "is damaged"),))
    shown = text_of(results)
    assert "12 of 87" in shown and "m59" in shown and "m60" not in shown and "And 15 more" in shown
    assert "1 file could not be read or needs a look: a.zip: is damaged" in shown


# --- what it escapes ---------------------------------------------------------------------------------------


def test_nothing_from_outside_becomes_html() -> None:
    known = bank()
    students = []
    for student in chance_class(known, 12).students:
        results = {
            name: replace(
                r,
                dispute=HOSTILE,
                comment=HOSTILE,
                flags=(HOSTILE,),
                answer=HOSTILE if r.status == "pending" else r.answer,
            )
            for name, r in student.results.items()
        }
        students.append(replace(student, student=student.student + HOSTILE, results=results, flags=(HOSTILE,)))
    hostile = ClassResults(
        replace(known, title=HOSTILE), tuple(students), (HOSTILE,), {HOSTILE: HOSTILE, students[0].student: HOSTILE},
        ((HOSTILE, HOSTILE),), HOSTILE,
    )  # fmt: skip
    page = report_html(hostile, note=HOSTILE)
    read = Read(page)
    assert read.tags["script"] == 1 and read.tags["img"] == 0
    assert not [a for a in read.attributes if a[1].startswith("on")]
    assert "\u202e" not in page
    assert "alert(1)" in read.text  # it stands there as text


def test_the_page_asks_for_nothing() -> None:
    page = report_html(chance_class(bank(), 30))
    read = Read(page)
    assert not [a for a in read.attributes if a[1] in ("src", "href", "action", "srcset", "poster", "data")]
    assert "url(" not in page and "@import" not in page and "http://" not in page and "https://" not in page
    (policy,) = [v for t, n, v in read.attributes if t == "meta" and n == "content" and "default-src" in v]
    assert "default-src 'none'" in policy and "unsafe-eval" not in policy and "'unsafe-inline'; img" in policy
    assert not read.tags["link"] and not read.tags["iframe"]


# --- that it never breaks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", STEMS)
def test_every_exercise_has_its_report(stem: str) -> None:
    page = report_html(chance_class(bank(stem), 30, 5, missing=("x",)))
    shown = Read(page).text
    assert len(page.encode()) < 2_000_000
    assert not re.search(r"\b(nan|inf|None|NaN)\b|\{\w+\}", shown), re.findall(r".{30}\b(?:nan|inf|None)\b.{30}", shown)
    ids = [v for _, n, v in Read(page).attributes if n == "id"]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("students", [0, 1, 2, 10])
@pytest.mark.parametrize("kind", ["nothing", "right", "chance"])
def test_small_and_uniform_classes(students: int, kind: str) -> None:
    known, full = bank(), right(bank())
    if kind == "chance":
        results = chance_class(known, students)
    else:
        results = made(known, students, lambda _n, q: full[q.id] if kind == "right" else None)
    shown = text_of(results)
    assert not re.search(r"\b(nan|inf|None)\b", shown)
    if not students:
        assert "Nobody has handed in yet" in shown


def test_strange_answers_do_no_harm() -> None:
    known = bank()
    strange = [
        "",
        [],
        {},
        7,
        [[1]],
        [{"start": -5, "end": 10**20, "label": 3}],
        {"a": {}},
        [{"start": 0, "end": 10**6, "label": "loaded"}],
        True,
    ]
    results = made(known, 18, lambda n, q: strange[n % len(strange)])
    assert "Class report" in text_of(results)


def test_the_same_results_give_the_same_bytes() -> None:
    results = chance_class(bank(), 12)
    assert report_html(results) == report_html(results)


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    results = chance_class(bank(), 12)
    assert write_report(results, tmp_path / "new" / "report.html").read_text("utf-8") == report_html(results)
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["report.html"]
    (tmp_path / "file").write_text("")
    with pytest.raises(ContentError, match="Choose another folder"):
        write_report(results, tmp_path / "file" / "report.html")


def test_results_without_atoms_are_read_from_the_answers() -> None:
    results = chance_class(bank(), 12)
    bare = [replace(s, results={n: replace(r, chosen=()) for n, r in s.results.items()}) for s in results.students]
    assert report_html(replace(results, students=tuple(bare))) == report_html(results)


@pytest.mark.slow
def test_ten_thousand_students_in_fifteen_seconds() -> None:
    import time

    results = chance_class(bank(), 10_000)
    start = time.perf_counter()
    page = report_html(results)
    assert time.perf_counter() - start < 15
    assert len(page) < 500_000


# --- words -------------------------------------------------------------------------------------------------


def test_figures_in_words() -> None:
    assert (percent(None), percent(0.555), figure(None), figure(-0.001), figure(-1.5)) == (
        "–",
        "60%",
        "–",
        "0.00",
        "−1.50",
    )
    assert [points(v) for v in (2.0, 2.5, 0.3333)] == ["2", "2.5", "0.33"]


# --- the command -------------------------------------------------------------------------------------------


def test_the_command_from_a_graded_class(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo, out, db = tmp_path / "demo", tmp_path / "out", tmp_path / "out" / "gradebook.sqlite"
    assert main(["demo-class", "03", "--students", "12", "--out", str(demo)]) == 0
    assert main(["grade", "03", str(demo), "--out", str(out), "--roster", str(demo / "roster.csv")]) == 0
    capsys.readouterr()
    given = [
        "report",
        "03",
        "--db",
        str(db),
        "--out",
        str(tmp_path / "r"),
        "--feedback",
        str(tmp_path / "f"),
        "--no-pdf",
        "--json",
    ]
    assert main(given) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {
        "students": 12,
        "files": [str(tmp_path / "r" / "report.html"), str(tmp_path / "f" / "feedback.zip")],
    }
    assert "12 of 12" in Read((tmp_path / "r" / "report.html").read_text("utf-8")).text
    assert main(["report", "02", "--db", str(db), "--out", str(tmp_path)]) == 1
    assert "does not hold 02_who_says_so; it holds: 03_words_that_judge" in capsys.readouterr().err
    assert main(["report", "03", "--db", str(tmp_path / "no.sqlite"), "--out", str(tmp_path)]) == 1
    assert "there is no such gradebook" in capsys.readouterr().err
    assert not (tmp_path / "no.sqlite").exists()


def test_one_scores_as_grading_does() -> None:
    """The classes of these tests are scored as real ones are."""
    from aquanaut.classroom.scorer import Grader

    known = bank()
    grader, full = Grader(known), right(known)
    for q in known.questions:
        own, other = one(known, q, full[q.id]), grader.grade(q.id, full[q.id])
        assert (own.status, own.earned, own.possible, own.chosen) == (
            other.status,
            other.earned,
            other.possible,
            other.chosen,
        )


def test_words_stay_readable_on_every_heat() -> None:
    """WCAG 2.2, 1.4.6: the house's ink on each step reaches 7 to 1, in both themes."""

    def light(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    steps = re.findall(r"--rp-h[1-5]: (#[0-9a-f]{6})", static("classroom/report/static/report.css"))
    inks = re.findall(r"--aq-ink: ?(#[0-9a-f]{6})", style())
    assert len(steps) == 10 and len(set(inks)) == 2
    for at, step in enumerate(steps):
        pair = sorted((light(step), light(inks[0] if at < 5 else inks[-1])))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 7, step
