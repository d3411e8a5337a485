"""A term with a class, from handing out to the platform's column, against totals that this file works out by itself.

What is right stands in `key.yaml`, read here as plain data; what each student does is drawn here; what that is worth
follows from the rules in the documents, written out once more below. Nothing of the scoring is asked for it. Students
answer what they were handed: options are found in the bundle by their words, since their ids say nothing.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest
from ruamel.yaml import YAML

from aquanaut.classroom.gradebook.book import Gradebook
from aquanaut.classroom.review.page import Review
from aquanaut.classroom.review.waiting import written_answer
from aquanaut.cli import main

ROOT = Path(__file__).parents[2]
QUICK = ("01_look_sideways", "03_words_that_judge", "05_trace_it_upstream")
DUE = "2026-03-02"
ONE = ("choose_one", "rate", "open_cards")
PLACED = ("sort_groups", "match", "put_in_order")

CRASH = """
import os, signal, sys
from pathlib import Path
from aquanaut.classroom.gradebook import take as gradebook_take
from aquanaut.classroom.grading.run import grade_class
gradebook_take.BATCH = 4
runs = 0
def told(what, n):
    global runs
    runs += what == "graded"
    if runs == 2:
        os.kill(os.getpid(), signal.SIGKILL)
stem, given, out, roster, due = sys.argv[1:]
grade_class(stem, Path(given), Path(out), roster=Path(roster), due=due, by="Ada", root=Path.cwd(), told=told)
"""
"""Grading that is killed, by the system's own signal, after its second batch of students."""


def yaml(path):
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


class Exercise:
    """One exercise as its two files say, and the points of an answer by the documents' rules."""

    def __init__(self, folder):
        self.folder, self.stem = folder, folder.name
        self.read()

    def read(self):
        public = yaml(self.folder / "exercise.yaml")
        self.article = public.get("article", "")
        self.asked = {one["id"]: one for one in public["questions"]}
        self.key = {one["id"]: one for one in yaml(self.folder / "key.yaml")["keys"]}

    def kind(self, q):
        return self.asked[q]["kind"]

    def right(self, q):
        return [o["id"] for o in self.key[q].get("options", []) if o.get("right")]

    def written(self):
        return [q for q in self.asked if self.kind(q) in ("short", "repair")]

    def worth(self, q):
        opinion = self.kind(q) in ONE and not self.right(q)
        return 0.0 if opinion else float(self.asked[q].get("points", 1))

    def points(self, q, did):
        """What an act earns. `did`: ("one", id), ("many", ids), ("full",), ("stray",), ("none",) or ("wrote", …)."""
        worth, right = self.worth(q), self.right(q)
        match did:
            case ("one", option):
                return worth if option in right else 0.0
            case ("many", chosen):
                # A right one weighs what the wrong ones number, a wrong one costs what the right ones number.
                every = [o["id"] for o in self.asked[q]["options"]]
                wrong = [one for one in every if one not in right]
                units = sum(len(wrong) if one in right else -len(right) for one in chosen)
                return worth * max(0, units) / (len(right) * len(wrong))
            case ("full",):
                return worth
        return 0.0

    def draw(self, q, chance):
        """What a student does with a question."""
        roll, kind = chance.random(), self.kind(q)
        if kind in ("short", "repair"):
            return ("wrote", f"Answer {chance.randrange(4)} to it") if roll < 0.9 else ("none",)
        if roll < 0.1:
            return ("none",)
        if kind in ONE:
            every = [o["id"] for o in self.asked[q]["options"]]
            return ("one", chance.choice(self.right(q) or every) if roll < 0.6 else chance.choice(every))
        if kind == "choose_many":
            every = [o["id"] for o in self.asked[q]["options"]]
            return ("many", tuple(o for o in every if chance.random() < (0.8 if o in self.right(q) else 0.3)))
        return ("full",) if roll < 0.7 or kind in PLACED else ("stray",)

    # --- as the student sends it -----------------------------------------------------------------------------

    def answer(self, q, did, handed):
        """The act as an answer to what was handed out; None for none."""
        mine, theirs = self.asked[q], handed[q]

        def as_handed(part, name, key=None):
            text = next(o["text"] for o in mine[part] if o["id"] == name)
            return next(o["id"] for o in theirs[key or part] if o["text"] == text)

        match did:
            case ("one", option):
                return as_handed("options", option)
            case ("many", chosen):
                return [as_handed("options", one) for one in chosen] or None
            case ("wrote", text):
                return text
            case ("full",) if self.kind(q) == "put_in_order":
                return {as_handed("items", one["id"]): str(n) for n, one in enumerate(self.key[q]["items"], 1)}
            case ("full",) if self.kind(q) in PLACED:
                part, to = ("groups", "group") if self.kind(q) == "sort_groups" else ("partners", "partner")
                return {as_handed("items", one["id"]): as_handed(part, one[to]) for one in self.key[q]["items"]}
            case ("full",) if self.kind(q) == "link_marks":
                pair = self.key[q]["pairs"][0]
                return [self.span(q, self.short(q, pair[end])) for end in ("one", "other")]
            case ("full",):
                targets = self.key[q]["targets"]
                return [{**self.span(q, self.short(q, one)), "label": one["label"]} for one in targets]
            case ("stray",):
                text, at = self.text(q)
                return [{"start": at, "end": at + len(text.split()[0])}] * (2 if self.kind(q) == "link_marks" else 1)
        return None

    def short(self, q, quote):
        """A quotation cut to as many words as anybody can mark at once."""
        return {**quote, "exact": " ".join(quote["exact"].split()[: self.asked[q]["longest"]])}

    def text(self, q):
        """The text that a passage is marked in, and where the passage begins in it."""
        passage = self.asked[q]["passage"]
        if "text" in passage:
            return passage["text"].strip(), 0
        slug = passage.get("article", self.article)
        text = (ROOT / "articles" / slug / "article.txt").read_bytes().decode("utf-8")
        return text, text.index(passage.get("exact", passage.get("from", "")))

    def span(self, q, quote):
        text, at = self.text(q)
        wanted = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
        start = text.index(wanted, at) + len(quote.get("prefix", ""))
        return {"start": start, "end": start + len(quote["exact"])}


class Term:
    """One exercise with one class, and what everybody's points must be at each moment."""

    def __init__(self, exercise, root, base, students, seed):
        self.ex, self.root, self.base = exercise, root, base
        self.chance = Random(f"{seed}/{exercise.stem}")
        self.codes = [f"s{n:02}" for n in range(1, students + 1)]
        self.acts = {code: {q: exercise.draw(q, self.chance) for q in exercise.asked} for code in self.codes}
        self.given = {}  # teachers' points by (student, question)
        self.out, self.inbox = base / "results", base / "in"
        self.book = self.out / "gradebook.sqlite"

    def run(self, *words):
        code = main(["--content", str(self.root), *map(str, words)])
        assert code == 0, words

    def roster(self, codes):
        path = self.base / "roster.csv"
        lines = ["code,name,email", *(f"{one},Student {one},{one}@school.example" for one in codes)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def assign(self, codes, folder):
        out = self.base / folder
        self.run("assign", self.ex.stem, "--students", self.roster(codes), "--out", out, "--seed", 3, "--due", DUE)
        return out

    def hand_in(self, code, out, day="2026-03-02", disputed=()):
        """What the student got is read from the zip; what the student sends back is a log, or a notebook."""
        with zipfile.ZipFile(out / f"{code}.zip") as archive:
            names = archive.namelist()
            handed = YAML(typ="safe").load(archive.read(next(n for n in names if n.endswith("/exercise.yaml"))))
            about = json.loads(archive.read(next(n for n in names if n.endswith("assigned.json"))))
        asked = {one["id"]: one for one in handed["questions"]}
        lines = []
        for minute, (q, did) in enumerate(self.acts[code].items()):
            answer = self.ex.answer(q, did, asked)
            at = f"{day}T09:{minute:02}:00.000Z"
            base = {"v": 1, "learner": code, "lesson": f"exercise_{self.ex.stem}", "question": q, "at": at}
            if answer is not None:
                lines.append({**base, "event": "check", "answer": answer})
            if q in disputed:
                lines.append({**base, "event": "dispute", "text": f"I see {q} otherwise."})
        self.inbox.mkdir(exist_ok=True)
        assert about["student"] == code
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (self.inbox / f"{self.ex.stem}-{code}.jsonl").write_text(text, encoding="utf-8")

    def grade(self, codes):
        self.run("grade", self.ex.stem, self.inbox, "--out", self.out, "--roster", self.roster(codes), "--due", DUE,
                 "--by", "Ada")  # fmt: skip

    # --- what must be ----------------------------------------------------------------------------------------

    def expected(self, code, q):
        """Points, or None while a person has still to give them."""
        if (code, q) in self.given:
            return self.given[code, q]
        did = self.acts[code][q]
        return None if did[0] == "wrote" else self.ex.points(q, did)

    def check(self, codes, missing=()):
        """The tables hold what must be, to the point."""
        with (self.out / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = {row["student"]: row for row in csv.DictReader(file)}
        assert set(rows) == {*codes, *missing}
        assert {code for code, row in rows.items() if row["status"] == "missing"} == set(missing)
        for code in codes:
            mine = {q: self.expected(code, q) for q in self.ex.asked}
            shown = {q: float(rows[code][q]) if rows[code][q] else None for q in mine}
            assert shown == {q: None if p is None else pytest.approx(p, abs=5e-5) for q, p in mine.items()}, code
            assert float(rows[code]["earned"]) == pytest.approx(sum(p or 0 for p in mine.values()), abs=5e-5)
            assert float(rows[code]["possible"]) == sum(map(self.ex.worth, self.ex.asked))
            assert int(rows[code]["pending"]) == sum(p is None for p in mine.values())
        return rows

    def columns(self, form):
        """A platform's column: points by student's name, "" where a cell is empty."""
        out = self.base / f"{form}.csv"
        self.run("gradebook", self.ex.stem, "--db", self.book, "--to", form, "--out", out)
        return list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))


def play(stem, root, base, students, seed=1):
    """The term of one exercise. Returns what is left to look at."""
    term = Term(Exercise(root / "exercises" / stem), root, base, students, seed)
    *first, absent, joiner = term.codes
    ex = term.ex

    handed = term.assign([*first, absent], "handed-out")
    scored = next(q for q in ex.asked if ex.kind(q) == "choose_one" and ex.right(q))
    term.acts[first[0]][scored] = ("one", ex.right(scored)[0])  # so that the key change moves somebody
    wrong = next(o["id"] for o in ex.asked[scored]["options"] if o["id"] not in ex.right(scored))
    term.acts[first[1]][scored] = ("one", wrong)
    term.acts[first[2]][scored] = ("one", wrong)
    for code in first:
        term.hand_in(code, handed, disputed=(scored,) if code in first[1:3] else ())

    # A crash in the middle, then the same again.
    words = [stem, term.inbox, term.out, term.roster([*first, absent]), DUE]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    died = subprocess.run([sys.executable, "-c", CRASH, *map(str, words)], cwd=root, env=environment, check=False)
    assert died.returncode == -9
    book = Gradebook(term.book, root)
    assert 0 < len(book.results(stem).students) < len(first)
    for one in book.results(stem).students:  # whoever is in, is in whole
        earned = {q: r.earned for q, r in one.results.items() if r.status == "graded"}
        assert earned == {q: pytest.approx(term.expected(one.student, q)) for q in earned}
    term.grade([*first, absent])
    term.check(first, missing=[absent])
    assert not [c for c in book.history() if c.what.startswith("moved")]

    # Written answers, by two graders' pages; the points are drawn here, among the levels of the rubric.
    for grader in ("Ada", "Bo"):
        review = Review(book, stem, grader)
        for n in range(len(review.entries)):
            if n % 2 and grader == "Ada":
                continue  # left for Bo
            review.at = n
            student, q = review.entry().place
            best = len(ex.key[q]["rubric"])
            level = term.chance.randint(0, best)
            review.give(next(x["points"] for x in review.view()["item"]["levels"] if x["digit"] == level))
            term.given[student, q] = ex.worth(q) * level / best
    assert not book.pending(stem)
    # Against the machine, and to outlive what comes.
    over = next(q for q in ex.asked if ex.kind(q) == "choose_many" or (ex.kind(q) in ONE and q != scored))
    book.score(first[3], over, ex.worth(over) / 2, "Ada", exercise=stem)
    term.given[first[3], over] = ex.worth(over) / 2
    term.grade([*first, absent])
    term.check(first, missing=[absent])

    # The key was wrong: another option is right.
    before = {code: term.expected(code, scored) for code in first}
    path = ex.folder / "key.yaml"
    changed = yaml(path)
    for one in changed["keys"]:
        for option in one.get("options", []) if one["id"] == scored else []:
            option.pop("right", None)
            if option["id"] == wrong:
                option["right"] = True
    writer = YAML(typ="safe")
    writer.width = 4096
    with path.open("w", encoding="utf-8") as file:
        writer.dump(changed, file)
    ex.read()
    term.grade([*first, absent])
    term.check(first, missing=[absent])
    with (term.out / "moved.csv").open(encoding="utf-8-sig", newline="") as file:
        moved = {(r["student"], r["question"]): (float(r["before"]), float(r["after"])) for r in csv.DictReader(file)}
    after = {code: term.expected(code, scored) for code in first}
    assert moved == {(c, scored): (before[c], after[c]) for c in first if before[c] != after[c]}
    assert moved

    # Two disputes came in with the answers: one stands, one is changed.
    review = Review(book, stem, "Ada", "disputes")
    assert sorted(one.place for one in review.entries) == [(code, scored) for code in first[1:3]]
    review.view()
    review.settle("The key was mended, and you have the point.", None)
    review.view()
    adjusted = review.entry().place[0]
    review.settle("Half of it, for the reason that you gave.", ex.worth(scored) / 2)
    term.given[adjusted, scored] = ex.worth(scored) / 2
    assert not book.disputes(stem) and len(book.disputes(stem, "settled")) == 2

    # Somebody joins late, gets a copy and hands it in after the day.
    late = term.assign([joiner], "handed-out-late")
    term.hand_in(joiner, late, day="2026-03-09")
    everyone = [*first, joiner]
    term.grade([*everyone, absent])
    rows = term.check(everyone, missing=[absent])
    assert [code for code in everyone if rows[code]["late"] == "yes"] == [joiner]
    assert written_answer(book, stem, adjusted, scored).points == ex.worth(scored) / 2

    # The platform's column: the joiner's written answers wait, so that cell is empty; and so is the absent one's.
    totals = {c: sum(term.expected(c, q) or 0 for q in ex.asked) for c in everyone}
    waits = {joiner} if any(term.expected(joiner, q) is None for q in ex.asked) else set()
    for form in ("canvas", "moodle", "classroom"):
        table = term.columns(form)
        cells = {code: row[-1] for row in table for code in term.codes if any(code in cell for cell in row)}
        assert set(cells) == set(term.codes), form
        wanted = {code: "" if code in waits else pytest.approx(total, abs=0.0051) for code, total in totals.items()}
        assert {c: float(cells[c]) if cells[c] else "" for c in totals} == wanted, form
        assert not cells[absent]
    book.close()


@pytest.fixture
def school(tmp_path):
    """A content folder whose keys can be changed."""
    root = tmp_path / "content"
    root.mkdir()
    (root / "articles").symlink_to(ROOT / "articles", target_is_directory=True)
    shutil.copytree(ROOT / "exercises", root / "exercises")
    return root


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("stem", QUICK)
def test_a_term(stem, school, tmp_path, capsys):
    play(stem, school, tmp_path, 12)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("stem", sorted(p.parent.name for p in (ROOT / "exercises").glob("*/key.yaml")))
def test_a_term_with_thirty_over_every_exercise(stem, school, tmp_path, capsys):
    play(stem, school, tmp_path, 30, seed=2)
