"""The files that grading writes: `scores.csv`, `scores_long.csv`, `problems.csv`, `moved.csv`.

UTF-8 with a signature, so that Excel reads every script. Spreadsheets run cells that begin as formulas do (OWASP,
"CSV Injection"), so such a cell gets an apostrophe in front. Points that a person has still to give are empty cells,
never 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from aquanaut.classroom.gradebook.take import Moved
from aquanaut.classroom.results import ClassResults, QuestionResult, StudentResult, status
from aquanaut.sheets.cells import write_csv
from aquanaut.words import say

TABLES = {"wide": "scores.csv", "long": "scores_long.csv"}
"""The tables of a class's scores, and their files."""


def write_files(results: ClassResults, moved: Sequence[Moved], out: Path) -> list[Path]:
    """Write all tables into `out`. `moved`: all scores that ever moved; without any there is no `moved.csv`."""
    written = [*(write_table(results, name, out / file) for name, file in TABLES.items()),
               write_csv(out / "problems.csv", ("file", "reason"), results.problems)]  # fmt: skip
    if moved:
        rows = [(m.student, m.question, m.before, m.after, say(f"class.moved.{m.why}"), m.at) for m in moved]
        return [*written, write_csv(out / "moved.csv", ("student", "question", "before", "after", "why", "when"), rows)]
    return written


def write_table(results: ClassResults, name: str, path: Path) -> Path:
    """Write one table: `wide` has a line for each student, `long` one for each answer."""
    return write_csv(path, *_scores(results)) if name == "wide" else write_csv(path, _LONG, _long(results))


def _scores(results: ClassResults) -> tuple[list[str], list[list[object]]]:
    asked = [question.id for question in results.bank.questions]
    headings = ["student", "name", "status", "earned", "possible", "pending", "late", "attempts", "submitted", "flags",
                "source", *asked]  # fmt: skip
    possible = results.possible
    rows = [_score_row(one, results, asked, possible) for one in results.students]
    blank: list[object] = [None] * (len(headings) - 5)
    rows += [[code, results.names.get(code, ""), "missing", None, possible, *blank] for code in results.missing]
    return headings, rows


def _score_row(one: StudentResult, results: ClassResults, asked: Sequence[str], possible: float) -> list[object]:
    mine = [one.results.get(name) for name in asked]
    about = [one.student, results.names.get(one.student, ""), status(one)]
    told = [one.pending, one.late, one.attempts, one.submitted, " ".join(one.flags), one.source]
    return [*about, one.earned, possible, *told, *(result.earned if result else None for result in mine)]


_LONG = ("student", "question", "kind", "objective", "status", "earned", "possible", "attempt", "at", "confidence",
         "override", "chosen", "answer", "comment", "dispute", "flags")  # fmt: skip


def _long(results: ClassResults) -> Iterable[list[object]]:
    for one in results.students:
        for question in results.bank.questions:
            result = one.results.get(question.id)
            if result is not None:
                yield [one.student, question.id, question.kind, question.objective, *_result_cells(result)]


def _result_cells(r: QuestionResult) -> list[object]:
    answer = r.answer if r.answer is None or isinstance(r.answer, str) else json.dumps(r.answer, ensure_ascii=False)
    return [r.status, r.earned, r.possible, r.attempt, r.at, r.confidence, r.override, " ".join(r.chosen), answer,
            r.comment, r.dispute, " ".join(r.flags)]  # fmt: skip
