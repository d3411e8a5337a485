"""Feedback for students: a page and a PDF each, in one zip, by code.

Each file holds one student's answers and points and the exercise's key, and nothing of anybody else. Names are not
in it: the teacher's LMS, or the roster, knows who is who.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from aquanaut.classroom.feedback.parts import Part, feedback_parts, total
from aquanaut.classroom.feedback.pdf import feedback_pdf
from aquanaut.classroom.report.html import notices, page
from aquanaut.classroom.results import ClassResults, StudentResult
from aquanaut.content import complaint
from aquanaut.pages.html import Html, el, join, safe
from aquanaut.questions.bank import Bank
from aquanaut.words import say

SHEETS = ("classroom/report/static/report", "classroom/feedback/static/feedback")
FILE = "feedback.zip"
_RESERVED = re.compile(r"(?i)con|prn|aux|nul|(com|lpt)\d")
"""Names that Windows keeps for itself."""


def write_feedback(results: ClassResults, folder: Path, *, pdf: bool = True) -> Path:
    """Write `feedback.zip` into `folder`, whole or not at all, and return its path.

    In it are `<code>.html` and, with `pdf`, `<code>.pdf` for each student.

    The same results give the same bytes. Raises `ContentError` where it cannot be written.
    """
    out = folder / FILE
    draft = folder / f".{FILE}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ZipFile(draft, "w", ZIP_DEFLATED) as packed:
            for name, data in _files(results, pdf):
                packed.writestr(_entry(name), data)
        draft.replace(out)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise complaint(out, 0, "class.unwritable", why=error.strerror or error, option="--feedback") from None
    return out


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _files(results: ClassResults, pdf: bool) -> Iterator[tuple[str, bytes]]:
    taken: set[str] = set()
    notes = notices(results.bank)
    for student in results.students:
        name = file_name(student.student, taken)
        questions = feedback_parts(results.bank, student)
        yield f"{name}.html", _page(results.bank, student, questions, notes).encode("utf-8")
        if pdf:
            yield f"{name}.pdf", feedback_pdf(results.bank.title, _lines(results.bank, student), questions, notes)


def file_name(code: str, taken: set[str]) -> str:
    """A file's name for a code: letters, digits, - and _ alone, and never one that another code has.

    Where that changes the code, a piece of its hash keeps it apart; names differ in more than capitals.
    """
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", code).strip("-")[:60]
    if not plain or plain != code or plain.lower() in taken or _RESERVED.fullmatch(plain):
        plain = f"{plain or 'student'}-{hashlib.sha256(code.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    while plain.lower() in taken:  # the same code twice
        plain += "-2"
    taken.add(plain.lower())
    return plain


def feedback_html(bank: Bank, student: StudentResult) -> str:
    """One student's page as text."""
    return _page(bank, student, feedback_parts(bank, student), notices(bank))


def _lines(bank: Bank, student: StudentResult) -> list[str]:
    late = [say("class.fb.late")] if student.late else []
    made = [say("class.fb.simulated")] if "SIMULATED-" in student.source else []
    return [*made, say("class.fb.for", code=student.student), total(bank, student), *late]


def _page(bank: Bank, student: StudentResult, questions: list[list[Part]], notes: list[str]) -> str:
    head = el("div", el("p", say("class.fb.kind"), cls="rp-kind"), el("h1", bank.title),
              *(el("p", line) for line in _lines(bank, student)))  # fmt: skip
    main = join(el("section", *_parts(parts), cls="fb-q") for parts in questions)
    footer = join(el("p", line) for line in (*notes, say("class.fb.foot")))
    return page(say("class.fb.title", title=bank.title), head, main, footer, SHEETS)


def _parts(parts: list[Part]) -> Iterator[Html]:
    """Parts one by one; passages that follow one another stand side by side."""
    for kind, group in groupby(parts, key=lambda part: part.kind):
        made = [_part(part) for part in group]
        if kind == "passage":
            yield el("div", *made, cls="rp-maps")
        else:
            yield from made


def _part(part: Part) -> Html:
    lead = el("strong", part.lead) if part.lead else Html("")
    match part.kind:
        case "head":
            return el("h2", part.text)
        case "passage":
            lines = [el("p", *(_piece(*piece) for piece in paragraph)) for paragraph in part.pieces]
            return el("div", el("h3", part.lead), *lines, cls="rp-text")
        case "quote":
            lines = [el("p", line) for line in part.text.split("\n") if line.strip()]
            return join([el("p", lead) if part.lead else "", el("blockquote", *lines)])
        case "small":
            return el("p", part.text, cls="aq-small")
    return el("p", lead, " " if lead else "", part.text, cls=f"fb-{part.kind}")


def _piece(words: str, cls: str, sign: str) -> Html:
    if not cls:
        return Html(safe(words))
    chip = el("b", sign, cls="rp-sign") if sign else ""
    return join([chip, el("span", words, cls=f"rp-m {cls}")])
