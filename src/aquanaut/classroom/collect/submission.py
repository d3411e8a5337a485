"""Reading one handed-in file: an answer log, or a notebook whose outputs hold answers as data. Nothing in it is run.

A file tells what was answered and when. Whatever it says about scores is left aside, and said. A log that was changed
by hand still counts as its answers say; what does not fit together in it becomes a flag: a sentence for the teacher,
never a verdict (a clock that was set right looks the same).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aquanaut.classroom.collect.budget import MOST_STUDENT_BYTES, MOST_STUDENT_FILES, Budget
from aquanaut.classroom.collect.log import read_log
from aquanaut.classroom.collect.notebook import read_notebook
from aquanaut.classroom.collect.parts import Given, LearnerPart, Submission, loads
from aquanaut.words import say

__all__ = ["Budget", "Given", "LearnerPart", "Submission", "moment_now", "read_submission"]


def read_submission(data: bytes, lesson: str, now: str = "", budget: Budget | None = None) -> Submission:
    """Read one file's bytes. `lesson` is the exercise wanted, `now` the time (UTC) that counts as the present.

    Never raises on a strange file. A file without anything of ours gives no parts and one problem.
    """
    budget = budget or Budget()
    if not budget.file(len(data)):
        return Submission(problems=[say("collect.too_much", most=f"{MOST_STUDENT_BYTES:,}", files=MOST_STUDENT_FILES)])
    try:
        return _read(data, lesson, now, budget)
    except (RecursionError, MemoryError):
        return Submission(problems=[say("collect.nested")])


def _read(data: bytes, lesson: str, now: str, budget: Budget) -> Submission:
    latest = _a_day_after(now)
    text = _as_utf8(data)
    if not text.strip():
        return Submission(problems=[say("collect.empty")])
    whole = loads(text) if _may_be_notebook(text) else None
    if isinstance(whole, dict) and isinstance(whole.get("cells"), list):
        return read_notebook(whole["cells"], lesson, latest)
    if isinstance(whole, dict) and isinstance(whole.get("worksheets"), list):
        return Submission(problems=[say("collect.old_notebook")])
    return read_log(text, lesson, latest, budget)


def _as_utf8(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # saved again by an editor on Windows
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def _may_be_notebook(text: bytes) -> bool:
    """A notebook is one JSON value over many lines or one; a log has a record on each line."""
    first = text.lstrip()[:1]
    return first == b"{" and (b'"cells"' in text or b'"worksheets"' in text)


def _a_day_after(now: str) -> str:
    return (_present(now) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S")


def moment_now(now: str) -> str:
    """The latest time that a student's own clock may name: a day ahead of `now`, for clocks of other time zones."""
    return _a_day_after(now) + "Z"


def _present(now: str) -> datetime:
    try:
        return datetime.fromisoformat(now.replace("Z", "+00:00")) if now else datetime.now(UTC)
    except ValueError:
        return datetime.now(UTC)
