"""The form of one line of the answer log."""

from __future__ import annotations

from typing import TypedDict


class Record(TypedDict, total=False):
    """One thing that a learner did, as `Session.record` writes it.

    What is read from a file may lack any of these and hold others besides: a reader looks before it believes. `answer`
    is JSON in the form of its question, `marks` a list of marks or the id of an option.
    """

    v: int
    learner: str
    lesson: str
    question: str
    event: str
    at: str
    answer: object
    confidence: int | None
    text: str | None
    marks: object
    assignment: str
    version: str
