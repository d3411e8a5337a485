"""What the tests of grading share: making logs, notebooks and zips as students and LMSs make them."""

from __future__ import annotations

import io
import json
import zipfile

from aquanaut.classroom.collect.parts import ANSWERS

STEM = "03_words_that_judge"
LESSON = f"exercise_{STEM}"
CHOICE = "ex03-tarrick-failed"
"""A question with one right option, `claim`."""

RIGHT, WRONG = "claim", "honest"
MANY, SCALE, WRITTEN, MARK = "ex03-lines-hard", "ex03-tarrick-headline", "ex03-keep-drop", "ex03-tarrick-mark"


def at(minute, second=0):
    """A time in the lesson."""
    return f"2026-03-02T09:{minute:02}:{second:02}.000Z"


def record(question, answer, learner="annaa", minute=1, event="check", lesson=LESSON, **more):
    """One line of a log, as a mapping."""
    return {"v": 1, "learner": learner, "lesson": lesson, "question": question, "event": event, "at": at(minute),
            "answer": answer, **more}  # fmt: skip


def log(*records):
    """A log's bytes."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode()


def entry(answer, minute=1, tries=None, **more):
    """One question of a notebook's copy."""
    tries = [{"answer": answer, "attempt": 1, "at": at(minute), "confidence": None}] if tries is None else tries
    return {"answer": answer, "confidence": None, "attempt": len(tries), "state": "checked", "at": at(minute),
            "hints": 0, "ticked": [], "opened": [], "disputes": [], "saved": True, "tries": tries, **more}  # fmt: skip


def notebook(answers, learner="annaa", lesson=LESSON, copies=1, **more):
    """A notebook's bytes, with the output that holds answers `copies` times."""
    data = {"version": 1, "lesson": lesson, "learner": learner, "answers": answers, **more}
    output = {"output_type": "display_data", "data": {ANSWERS: data, "text/html": "<p></p>"}, "metadata": {}}
    cell = {"cell_type": "code", "id": "x", "metadata": {}, "execution_count": 1, "source": "", "outputs": [output]}
    return json.dumps({"cells": [cell] * copies, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def packed(files):
    """A zip's bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def laid(folder, files):
    """The files written into a folder, which is returned."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder
