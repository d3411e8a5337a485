"""Two learners as annotators: their marks on one passage, laid beside each other and beside the reference marks.

Whoever marks a text with a partner learns most where the two differ (Artstein and Poesio 2008, "Inter-Coder Agreement
for Computational Linguistics": disagreement points at what a guideline leaves open). So both must have checked their
own marks before anything is laid side by side, and nothing here is a score.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from aquanaut.marks.agreement import alpha
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import Key, Question, is_marked
from aquanaut.questions.parts import Passage
from aquanaut.questions.scoring import Mark, Sound, Stretch, marks_of
from aquanaut.records.log import parsed
from aquanaut.records.record import Record
from aquanaut.records.session import Session
from aquanaut.records.state import Standing, standings

MOST_BYTES = 4_000_000
"""Of a partner's file, packed and unpacked: a term of answers is a tenth of that."""

MOST_FILES = 64


class NotAPartner(Exception):
    """The file holds no answers that can be compared: `large`, `broken`, `none`, `self` or `unchecked`."""


@dataclass(frozen=True)
class Place:
    """A stretch that somebody marked: its words, and the label each of the three gave it, "" for none.

    `readers` is a label, "sound", or "" where the readers marked nothing or may differ.
    """

    start: int
    end: int
    words: str
    mine: str
    theirs: str
    readers: str


@dataclass(frozen=True)
class SideBySide:
    """One passage: its places in the order of the text, how many of its words both treated alike, and alpha.

    `alpha` is Krippendorff's, nominal, over the passage's words; None where neither marked a word.
    """

    question: str
    prompt: str
    places: tuple[Place, ...]
    alike: int
    words: int
    alpha: float | None


# --- a partner's answers -----------------------------------------------------------------------------------


def partner_records(data: bytes, lesson: str) -> list[Record]:
    """The records of one lesson in a partner's download, a zip or a log. Nothing is unpacked or kept.

    Raises `NotAPartner`: too large, no answers of this lesson, or another kind of file.
    """
    if len(data) > MOST_BYTES:
        raise NotAPartner("large")
    texts = _texts(data, lesson) if data[:2] == b"PK" else [data]
    records = [record for text in texts for record in _records(text) if record.get("lesson") == lesson]
    if not records:
        raise NotAPartner("none")
    return records


def _texts(data: bytes, lesson: str) -> list[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [i for i in archive.infolist() if PurePosixPath(i.filename).name == f"{lesson}.jsonl"]
            if sum(info.file_size for info in wanted) > MOST_BYTES or len(wanted) > MOST_FILES:
                raise NotAPartner("large")
            return [archive.read(info)[:MOST_BYTES] for info in wanted]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        raise NotAPartner("broken") from None


def _records(text: bytes) -> list[Record]:
    return [record for record in map(parsed, text.splitlines()) if record]


def earlier_records(session: Session, lesson: str) -> dict[str, list[Record]]:
    """By code, the records of those who used this computer before and made room with “New person”."""
    found: dict[str, list[Record]] = {}
    for path in sorted((session.folder / "earlier").glob(f"*/{lesson}.jsonl")):
        for record in _records(path.read_bytes()[:MOST_BYTES]):
            code = record.get("learner")
            if isinstance(code, str) and code != session.learner:
                found.setdefault(code, []).append(record)
    return {code: records for code, records in found.items() if any(r.get("event") == "check" for r in records)}


# --- side by side ------------------------------------------------------------------------------------------


def side_by_side(bank: Bank, session: Session, records: list[Record]) -> list[SideBySide]:
    """Every marking task of the lesson that both have checked. Raises `NotAPartner` where there is none."""
    theirs_by = str(next((r["learner"] for r in reversed(records) if isinstance(r.get("learner"), str)), ""))
    if theirs_by == session.learner:
        raise NotAPartner("self")
    mine, theirs = session.standings(bank.lesson), standings(records, theirs_by)
    found = [
        compare(question, bank.keys[question.id], mine[question.id].checked, theirs[question.id].checked)
        for question in bank.questions
        if is_marked(bank.keys[question.id])
        and all(who.get(question.id) and who[question.id].tries for who in (mine, theirs))
    ]
    if not found:
        raise NotAPartner("unchecked")
    return found


def _checked(found: Mapping[str, Standing], question: str) -> bool:
    return question in found and bool(found[question].tries)


def compare(question: Question, key: Key, mine: object, theirs: object) -> SideBySide:
    """Two answers to one marking task. What is no mark in an answer is passed over."""
    tokens = key.table["tokens"]
    columns = [_column(tokens, marks_of(answer)) for answer in (mine, theirs)]
    units = list(zip(*columns, strict=True))
    return SideBySide(
        question=question.id,
        prompt=question.prompt,
        places=tuple(_places(question, key, marks_of(mine), marks_of(theirs))),
        alike=sum(a == b for a, b in units),
        words=len(tokens),
        alpha=alpha(units),
    )


def _column(tokens: Sequence[Stretch], marks: list[Mark]) -> list[str]:
    return [_label(marks, start, end) for start, end in tokens]


def _label(marks: list[Mark], start: int, end: int) -> str:
    return next((str(m["label"]) for m in marks if m["start"] < end and start < m["end"]), "")


def _places(question: Question, key: Key, mine: list[Mark], theirs: list[Mark]) -> list[Place]:
    """Marks that touch one another make one place; what only the readers marked is a place of its own."""
    passage = question.body["passage"]
    stretches = sorted((m["start"], m["end"]) for m in (*mine, *theirs))
    targets = [(t["span"][0], t["span"][1], t["label"]) for t in key.data["targets"]]
    stretches += [(a, b) for a, b, _ in targets if not any(s < b and a < e for s, e in stretches)]
    merged: list[list[int]] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return [
        Place(start, end, _words(passage, start, end), _label(mine, start, end), _label(theirs, start, end),
              _readers(targets, key.data["sound"], start, end))
        for start, end in merged
    ]  # fmt: skip


def _readers(targets: list[tuple[int, int, str]], sound: Sequence[Sound], start: int, end: int) -> str:
    label = next((name for a, b, name in targets if a < end and start < b), "")
    listed = any(a < end and start < b for one in sound for a, b in one["spans"])
    return label or ("sound" if listed else "")


def _words(passage: Passage, start: int, end: int) -> str:
    first = int(passage["start"])
    return str(passage["text"][max(0, start - first) : max(0, end - first)])
