"""The files that grading writes: `scores.csv`, `scores_long.csv`, `problems.csv`, `moved.csv`.

UTF-8 with a signature, so that Excel reads every script. Spreadsheets run cells that begin as formulas do (OWASP,
"CSV Injection"), so such a cell gets an apostrophe in front. Points that a person has still to give are empty cells,
never 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from aquanaut.classroom.gradebook.take import Moved
from aquanaut.classroom.results import ClassResults, QuestionResult, StudentResult, status
from aquanaut.sheets.cells import write_csv


def write_files(results: ClassResults, moved: Sequence[Moved], out: Path) -> list[Path]:
    """Write all tables into `out`. `moved`: all scores that ever moved; without any there is no `moved.csv`."""
    written = [
        write_csv(out / "scores.csv", *_scores(results)),
        write_csv(out / "scores_long.csv", _LONG, _long(results)),
        write_csv(out / "problems.csv", ("file", "reason"), results.problems),
    ]
    if moved:
        rows = [(m.student, m.question, m.before, m.after, _WHY.get(m.why, m.why), m.at) for m in moved]
        return [*written, write_csv(out / "moved.csv", ("student", "question", "before", "after", "why", "when"), rows)]
    return written


def write_table(results: ClassResults, name: str, out: Path) -> Path:
    """Write one of the tables of scores, `scores.csv` or `scores_long.csv`, to the file `out`."""
    return write_csv(out, *_scores(results)) if name == "scores.csv" else write_csv(out, _LONG, _long(results))


_WHY = {
    "key": "the key changed",
    "answers": "handed in again",
    "override": "the teacher's points stand; only the computed score moved",
}


def _scores(results: ClassResults) -> tuple[list[str], list[list[Any]]]:
    asked = [question.id for question in results.bank.questions]
    headings = ["student", "name", "status", "earned", "possible", "pending", "late", "attempts", "submitted", "flags",
                "source", *asked]  # fmt: skip
    possible = results.possible
    rows = [_score_row(one, results, asked, possible) for one in results.students]
    blank: list[Any] = [None] * (len(headings) - 5)
    rows += [[code, results.names.get(code, ""), "missing", None, possible, *blank] for code in results.missing]
    return headings, rows


def _score_row(one: StudentResult, results: ClassResults, asked: Sequence[str], possible: float) -> list[Any]:
    mine = [one.results.get(name) for name in asked]
    about = [one.student, results.names.get(one.student, ""), status(one)]
    told = [one.pending, one.late, one.attempts, one.submitted, " ".join(one.flags), one.source]
    return [*about, one.earned, possible, *told, *(result.earned if result else None for result in mine)]


_LONG = ("student", "question", "kind", "objective", "status", "earned", "possible", "attempt", "at", "confidence",
         "override", "chosen", "answer", "comment", "dispute", "flags")  # fmt: skip


def _long(results: ClassResults) -> Iterable[list[Any]]:
    for one in results.students:
        for question in results.bank.questions:
            result = one.results.get(question.id)
            if result is not None:
                yield [one.student, question.id, question.kind, question.objective, *_result_cells(result)]


def _result_cells(r: QuestionResult) -> list[Any]:
    answer = r.answer if r.answer is None or isinstance(r.answer, str) else json.dumps(r.answer, ensure_ascii=False)
    return [r.status, r.earned, r.possible, r.attempt, r.at, r.confidence, r.override, " ".join(r.chosen), answer,
            r.comment, r.dispute, " ".join(r.flags)]  # fmt: skip
