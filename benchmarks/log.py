"""How long a quiz takes for one answer, by how much its log holds already: written, read back, scored, answered.

    python benchmarks/log.py             10, 500, 2,000 and 5,000 records
    python benchmarks/log.py 20000       as many as you say

Milliseconds, the median of a check's twenty; the disk's sync is in them, and shown alone beside.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from aquanaut.questions.bank import load_bank
from aquanaut.questions.model import question_types
from aquanaut.records.log import AnswerLog
from aquanaut.records.session import Session
from aquanaut.widgets.quiz import QuizWidget

LESSON, TIMES, LIMIT = "03", 20, 15.0


def main() -> int:
    """Print the table; 1 when an answer takes longer than `LIMIT` at 5,000 records."""
    sizes = [int(size) for size in sys.argv[1:]] or [10, 500, 2_000, 5_000]
    print("records   answer ms   first ms   sync ms")
    slow = False
    for size in sizes:
        # Outside of a notebook, what is displayed is printed.
        with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()):
            first, answer, sync = measured(Path(folder), size)
        print(f"{size:7,}   {answer:9.1f}   {first:8.1f}   {sync:7.2f}")
        slow = slow or (size == 5_000 and answer > LIMIT)
    return int(slow)


def measured(folder: Path, size: int) -> tuple[float, float, float]:
    """(opening the quiz, one answer, one append alone) over a log of `size` records, in milliseconds."""
    bank = load_bank(LESSON)
    session = Session(folder)
    fill(session, bank.lesson, [q.id for q in bank.questions], size)
    name = bank.sets[0].id
    begun = time.perf_counter()
    widget = QuizWidget(bank, name, session)
    first = (time.perf_counter() - begun) * 1000
    question = bank.of(name)[0]
    kind = question_types()[question.kind]
    right = kind.right(question, bank.keys[question.id])
    message = {"type": "answer", "question": question.id, "event": "check", "answer": right, "confidence": 75}
    widget.send = lambda *_: None
    answer = median(lambda n: widget._on_message(widget, {**message, "seq": n, "at": f"now {n}"}, []))
    side = AnswerLog(folder / "side.jsonl")
    return first, answer, median(lambda n: side.append({**message, "at": f"{n}"}))


def fill(session: Session, lesson: str, questions: list[str], size: int) -> None:
    """A log as a learner leaves it who types, checks and tries again."""
    records = [
        {"v": 1, "learner": session.learner, "lesson": lesson, "question": questions[n % len(questions)],
         "event": "draft" if n % 3 else "check", "at": f"2026-01-01T00:00:00.{n:06}Z", "answer": None, "confidence": 75}
        for n in range(size)
    ]  # fmt: skip
    session.folder.mkdir(exist_ok=True)
    text = "".join(json.dumps(record) + "\n" for record in records)
    (session.folder / f"{lesson}.jsonl").write_text(text, encoding="utf-8")


def median(act: Callable[[int], object]) -> float:
    """The middle of `TIMES` measurements, in milliseconds."""
    took = []
    for n in range(TIMES):
        begun = time.perf_counter()
        act(n)
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


if __name__ == "__main__":
    raise SystemExit(main())
