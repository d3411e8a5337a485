"""The teacher's pages in a real JupyterLab: the desk from first to last, and written answers by keyboard alone."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from lab import notebook

from aquanaut.classroom.gradebook.book import Gradebook
from aquanaut.classroom.simulated import simulate
from aquanaut.questions.exercise import load_exercise

ROOT = Path(__file__).parents[2]
STEM = "03_words_that_judge"


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A zip as an LMS makes it, and the roster; one on the roster is missing."""
    folder = tmp_path_factory.mktemp("in")
    made = list(simulate(load_exercise(STEM, ROOT), 8, 4))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for one in made:
            archive.writestr(one.file, one.data)
        archive.writestr("li_ann_12345_678_work.ipynb", b"{")
    (folder / "class.zip").write_bytes(held.getvalue())
    rows = "".join(f"{one.code},Student {n}\n" for n, one in enumerate(made)) + "gone01,Nellie Bly\n"
    (folder / "roster.csv").write_text("code,name\n" + rows, encoding="utf-8")
    return folder


def opened(lab, new_page, name, code, **options):
    (lab.folder / name).write_text(json.dumps(notebook(code)), encoding="utf-8")
    page = new_page(**options)
    lab.open(page, name)
    lab.run_all(page)
    return page


def test_from_handing_out_to_the_report_without_a_terminal(lab, new_page, handed_in):
    page = opened(lab, new_page, "desk.ipynb", "from aquanaut import class_desk\nclass_desk()")
    page.get_by_label("Exercise", exact=True).select_option(STEM)
    page.get_by_label("Your name").fill("Ada")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Choose a file …").click()
    chosen.value.set_files(handed_in / "roster.csv")
    page.get_by_text("It is here now: rosters/roster.csv").wait_for()
    press = lambda name: page.get_by_role("button", name=name, exact=True).click()  # noqa: E731

    press("Assign")
    page.get_by_text(f"9 zips, one for each student, are in handed-out/{STEM}.").wait_for()
    before = {path: path.read_bytes() for path in (lab.folder / "handed-out").rglob("*") if path.is_file()}
    page.get_by_role("textbox", name="New folder").fill(f"handed-out/{STEM}")
    press("Assign")
    page.locator("[role=alert]").get_by_text("holds something. Nothing was changed.").wait_for()
    assert {path: path.read_bytes() for path in (lab.folder / "handed-out").rglob("*") if path.is_file()} == before

    press("Collect")
    page.get_by_text(f"handed-in/{STEM} is not there yet").wait_for()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Bring files …").click()
    chosen.value.set_files(handed_in / "class.zip")
    page.get_by_text(f"It is here now: handed-in/{STEM}/class.zip").wait_for()
    assert (lab.folder / "handed-in" / STEM / "class.zip").read_bytes() == (handed_in / "class.zip").read_bytes()
    press("Collect")
    page.get_by_text("8 students handed in").wait_for()
    page.get_by_text("One on the roster has handed in nothing: gone01").wait_for()
    page.get_by_text("li_ann_12345_678_work.ipynb: no answers in it").wait_for()

    press("Grade")
    page.get_by_text("8 students are graded").wait_for()
    results = lab.folder / "results" / STEM
    rows = list(csv.DictReader((results / "scores.csv").open(encoding="utf-8-sig")))
    assert [row["status"] for row in rows].count("missing") == 1 and len(rows) == 9
    with page.context.expect_page() as other:
        page.get_by_role("link", name=f"results/{STEM}/report.html").click()
    other.value.wait_for_load_state()
    assert "Words that judge" in other.value.locator("h1").inner_text()
    other.value.close()

    written = (results / "report.html").stat().st_mtime_ns
    press("Grade")
    page.get_by_text("holds a gradebook already. Grade again into it?").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Yes, go on"
    press("No, leave it")
    page.get_by_text("Nothing was changed.", exact=True).wait_for()
    assert (results / "report.html").stat().st_mtime_ns == written
    press("Grade")
    press("Yes, go on")
    page.get_by_text("0 of the handings-in are new").wait_for()

    press("Report")
    page.get_by_text("Write it anew?").wait_for()
    press("Yes, go on")
    page.get_by_text("The report of 8 students is written.").wait_for()

    page.get_by_label("Your learning platform").select_option("canvas")
    press("Write the column")
    page.get_by_text(f"The scores for Canvas are in results/{STEM}/canvas.csv.").wait_for()
    page.get_by_text("Your class list is not from Canvas").wait_for()
    assert (results / "canvas.csv").read_bytes().count(b"\r\n") == 11  # two headings, nine students
    assert not list(lab.folder.rglob("aquanaut-problem.txt"))


REVIEW = f'from aquanaut import review\nreview("{STEM}", "", "Ada")'


def test_written_answers_by_keyboard_alone(lab, new_page):
    page = opened(lab, new_page, "read.ipynb", REVIEW)
    status = page.locator(".aq-review > [role=status]")
    file = lab.folder / "practice" / STEM / "gradebook.sqlite"
    page.locator(".aq-review [data-at=head]").focus()
    page.keyboard.press("2")
    status.get_by_text(re.compile(r"Saved: .* points?\. Press Enter for the next one\.")).wait_for()
    book = Gradebook(file, ROOT)
    worth = next(q.points for q in book.bank(STEM).questions if q.id == "ex03-keep-drop")
    assert [r.points for r in book.readings(STEM)] == [pytest.approx(worth * 2 / 3)]
    page.keyboard.press("s")
    status.get_by_text(re.compile("Saved: .* points for")).wait_for()
    done = len(book.readings(STEM))
    assert done > 1
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('.aq-review h4')?.innerText.startsWith('Answer 1 of') === false"
    )
    assert page.evaluate("document.activeElement.dataset.at") == "head"
    assert page.locator(".aq-review-levels [aria-pressed=true]").count() == 0

    page.locator(".aq-review textarea").fill("Say what the word adds, 3 or 4 words.")  # digits are text here
    page.keyboard.press("Control+Enter")
    page.wait_for_function("() => document.activeElement.dataset.at === 'head'")
    for _ in range(40):
        if len(book.history(question="ex03-keep-drop")) and any(c.what == "comment" for c in book.history()):
            break
        page.wait_for_timeout(100)
    assert [json.loads(c.after) for c in book.history() if c.what == "comment"] == [
        "Say what the word adds, 3 or 4 words."
    ]
    assert len(book.readings(STEM)) == done

    page.get_by_role("button", name="Disputes: 2 open").focus()
    page.keyboard.press("Enter")
    page.get_by_text("The student says:").wait_for()
    page.locator(".aq-review textarea").fill("Well seen.")
    page.locator(".aq-review [data-at=head]").focus()
    page.keyboard.press("1")
    page.get_by_role("button", name="Change it to 1 point").focus()
    page.keyboard.press("Enter")
    status.get_by_text("The score is now 1").wait_for()
    assert [d.reply for d in book.disputes(STEM, "settled")] == ["Well seen."]
    book.close()


@pytest.mark.slow
def test_not_saved_is_said_aloud_and_the_words_stay(lab, new_page):
    page = opened(lab, new_page, "lost.ipynb", REVIEW)
    page.locator(".aq-review textarea").fill("Kept on the page.")
    page.locator(".aq-review [data-at=head]").focus()
    lab.kill_kernels()
    page.keyboard.press("3")
    page.locator(".aq-review [role=alert]").get_by_text("NOT SAVED.").wait_for()
    assert page.locator(".aq-review textarea").input_value() == "Kept on the page."
    assert page.locator(".aq-review-levels [aria-pressed=true]").count() == 0


@pytest.mark.parametrize("dark", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(lab, new_page, axe, dark):
    lab.theme(dark)
    for remembered in lab.folder.rglob("desk.json"):  # the desk of an earlier test, which would be at another exercise
        remembered.unlink()
    code = 'from aquanaut import class_desk, review\nclass_desk()\nreview("03")'
    page = opened(lab, new_page, "both.ipynb", code, dark=dark)
    lab.close_sidebar(page)
    page.get_by_role("button", name="Report", exact=True).click()
    page.get_by_text("holds no gradebook yet").wait_for()
    page.get_by_role("button", name=re.compile("^Disputes")).click()
    page.get_by_text("The student says:").wait_for()
    for width in (1280, 360) if dark else (360,):
        page.set_viewport_size({"width": width, "height": 900})
        for one in (".aq-cd", ".aq-review"):
            assert axe(page, f".jp-OutputArea .aquanaut:has({one})") == []
            inner, outer = page.evaluate(f"(e => [e.scrollWidth, e.clientWidth])(document.querySelector('{one}'))")
            assert inner <= outer
    lab.theme(False)


def test_enter_goes_on_and_keys_work_after_any_click(lab, new_page):
    page = opened(lab, new_page, "keys.ipynb", REVIEW.replace('"", "Ada"', '"", "Kim"'))
    status = page.locator(".aq-review > [role=status]")
    saved = re.compile(r"Saved: .* points?\. Press Enter for the next one\.")
    book = Gradebook(lab.folder / "practice" / STEM / "gradebook.sqlite", ROOT)
    scores = lambda: [json.loads(c.after) for c in book.history() if c.what == "score" and c.who == "Kim"]  # noqa: E731
    page.locator("[data-at=level-3]").click()
    status.get_by_text(saved).wait_for()
    page.keyboard.press("1")
    page.locator("[data-at=level-1][aria-pressed=true]").wait_for()
    first = scores()
    assert len(first) == 2
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('.aq-review h4').innerText.startsWith('Answer 1 of')")
    assert scores() == first

    page.locator(".aq-review-answer p").first.click()
    page.keyboard.press("2")
    page.locator("[data-at=level-2][aria-pressed=true]").wait_for()
    page.locator(".aq-review-main strong").first.click()
    page.keyboard.press("1")
    page.locator("[data-at=level-1][aria-pressed=true]").wait_for()
    assert len(scores()) == 4
    before = page.locator(".aq-review h4").inner_text()
    page.locator("[data-at=level-0]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("h => document.querySelector('.aq-review h4').innerText !== h", arg=before)
    assert len(scores()) == 4  # it was scored: Enter went on and gave nothing

    before = page.locator(".aq-review h4").inner_text()
    page.locator("[data-at=level-2]").focus()
    page.keyboard.press("Enter")  # nothing was given: it gives these points, and goes on
    page.wait_for_function("h => document.querySelector('.aq-review h4').innerText !== h", arg=before)
    assert len(scores()) == 5

    page.get_by_role("button", name="Change a score").click()
    page.locator("[data-at=find-student]").select_option(index=1)
    page.locator("[data-at=find-question]").select_option(index=1)
    page.get_by_label(re.compile("^New points")).fill("0.5")
    page.get_by_label("Why? The student reads this").fill("Half of it holds.")
    page.get_by_role("button", name="Change the score", exact=True).click()
    page.get_by_text("Changed, because: Half of it holds.").wait_for()
    [change] = [c for c in book.history() if c.what == "override"]
    assert (change.who, json.loads(change.after)) == ("Kim", {"points": 0.5, "why": "Half of it holds."})
    page.get_by_role("button", name="Let the key’s points count again").click()
    status.get_by_text("The key’s points count again").wait_for()
    book.close()
