"""Reading written answers, without a page: what comes next, what is shown of it, and saving each decision at once.

Anonymous unless asked otherwise: no code leaves this file then, and answers come question by question in an order that
is each grader's own, so that nobody is scored in the light of whoever stands before them on the roster.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from aquanaut.classroom.gradebook.book import Conflict, Dispute, Gradebook, GradebookError
from aquanaut.classroom.report.words import points as in_points
from aquanaut.classroom.results import stem_of
from aquanaut.classroom.review.answer import answer_lines
from aquanaut.classroom.review.readings import agreements, moderate, second_reading
from aquanaut.classroom.review.waiting import (
    Place,
    WrittenAnswer,
    comments,
    earlier_text,
    handed_in,
    same_words,
    written_answer,
    written_answers,
)
from aquanaut.questions.lines import short
from aquanaut.questions.model import Named, Question, possible_points
from aquanaut.words import say

MODES = ("score", "second", "compare", "disputes", "change")
"""The last one finds any answer, to change its score."""

_LEVEL = re.compile(r"^\s*(\d+) points?: *(.+)$", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """One thing to decide. A dispute comes with its words, and may be about an answer that a machine scored."""

    place: Place
    dispute: Dispute | None = None


class Review:
    """One grader at one exercise. Raises `GradebookError` and `Conflict`, whose words are fit to be shown."""

    def __init__(self, book: Gradebook, exercise: str, by: str, mode: str = "score") -> None:
        self.book, self.bank, self.by = book, book.bank(exercise), by
        self.stem = stem_of(self.bank.lesson)
        self.hidden = True
        self._shown: dict[Place, WrittenAnswer] = {}
        self._questions = {one.id: one for one in self.bank.questions}
        self.start(mode)

    # --- what there is to do ---------------------------------------------------------------------------------

    def start(self, mode: str) -> None:
        """Look at the gradebook anew, and begin with the first entry of `mode`."""
        if mode not in MODES:
            raise GradebookError(say("book.no_mode", mode=mode, modes=", ".join(MODES)))
        self._look()
        self.mode, self.at = mode, 0
        self.entries = self._entries(mode)

    def _look(self) -> None:
        found = written_answers(self.book, self.stem)
        self.standings = {one.place: one for one in found}
        self.disputed = self.book.disputes(self.stem)
        self._said = comments(self.book, self.stem, self.by)

    def _entries(self, mode: str) -> list[Entry]:
        if mode == "change":
            return []
        if mode == "disputes":
            return [Entry((one.student, one.question), one) for one in self.disputed]
        return [Entry(one.place) for one in self._ordered([s for s in self.standings.values() if self._due(s, mode)])]

    def _due(self, one: WrittenAnswer, mode: str) -> bool:
        mine = any(by == self.by for by, _ in one.readings)
        if mode == "score":
            return one.points is None
        if mode == "second":
            return one.points is not None and bool(one.readings) and not mine and not one.moderated
        return one.differ

    def _ordered(self, found: Sequence[WrittenAnswer]) -> list[WrittenAnswer]:
        """Question by question; within one, shuffled for this grader while codes are hidden."""
        if not self.hidden:
            return list(found)
        asked = list(self._questions)
        chance = Random(f"{self.stem}/{self.by}")
        mixed = sorted(found, key=lambda one: one.place)
        chance.shuffle(mixed)
        return sorted(mixed, key=lambda one: asked.index(one.question))

    def counts(self) -> dict[str, int]:
        """How much there is to do in each mode."""
        known = self.standings.values()
        return {mode: sum(self._due(one, mode) for one in known) for mode in MODES[:3]} | {
            "disputes": len(self.disputed)
        }

    # --- moving ----------------------------------------------------------------------------------------------

    def entry(self) -> Entry | None:
        """What is on the page."""
        return self.entries[self.at] if 0 <= self.at < len(self.entries) else None

    def go(self, to: int) -> None:
        """Go to an entry, and see it as it stands now. One past the end is the end.

        Onward, what has been scored on the way (as one of many alike) is passed over.
        """
        if self.mode == "score" and to > self.at:
            while to < len(self.entries) and self.standings[self.entries[to].place].points is not None:
                to += 1
        self.at = min(max(to, 0), len(self.entries))
        self._renew()

    def show_codes(self, shown: bool) -> None:
        """Show or hide the codes. The place on the page stays."""
        self.hidden = not shown

    def _renew(self) -> None:
        entry = self.entry()
        if entry:
            found = written_answer(self.book, self.stem, *entry.place)
            if found and entry.place in self.standings:
                self.standings[entry.place] = found

    # --- deciding --------------------------------------------------------------------------------------------

    def give(self, points: float, comment: str = "") -> str:
        """Score what is on the page, as its mode asks; what was done, in words."""
        entry = self._entry()
        student, question = entry.place
        seen = self._seen(entry)
        try:
            if self.mode == "second":
                second_reading(self.book, student, question, points, self.by, self.stem, seen.fingerprint)
            elif self.mode == "compare":
                moderate(self.book, student, question, points, self.by, self.stem, seen.version, seen.fingerprint)
            else:
                self._score(seen, points)
        finally:
            self._renew()  # after a conflict too: what the other gave has to be seen
        self.say(comment)
        return say("review.saved", points=in_points(points), n=points)

    def _score(self, seen: WrittenAnswer, points: float, why: str = "") -> None:
        """Give points to the text that was seen, and to no other."""
        self.book.score(
            *seen.place, points, self.by, exercise=self.stem, version=seen.version, answer=seen.fingerprint, why=why
        )

    def say(self, comment: str) -> None:
        """Keep a comment to the student, where it is a new one."""
        entry = self._entry()
        text = comment.strip()
        if text != self._said.get(entry.place, ""):
            self.book.comment(*entry.place, text, self.by, exercise=self.stem)
            self._said[entry.place] = text

    def alike(self) -> list[WrittenAnswer]:
        """The answers that wait, and say the same in the same words as the one on the page."""
        entry = self.entry()
        if entry is None or self.mode != "score" or entry.place not in self.standings:
            return []
        one = self.standings[entry.place]
        wanted = same_words(one.answer)
        waiting = (other for other in self.standings.values() if other.points is None and other.place != one.place)
        return [o for o in waiting if o.question == one.question and same_words(o.answer) == wanted]

    def give_alike(self) -> str:
        """The same score for all that say the same; what was done, in words. Another grader's score stays."""
        entry = self._entry()
        points = self.standings[entry.place].points
        if points is None:
            raise GradebookError(say("review.alike.first"))
        done = late = 0
        for other in self.alike():
            try:
                self._score(other, points)
                done += 1
            except Conflict:
                late += 1
            found = written_answer(self.book, self.stem, *other.place)
            if found:
                self.standings[other.place] = found
        said = say("review.alike.done", n=done, points=in_points(points))
        return f"{said} {say('review.alike.late', n=late)}" if late else said

    def settle(self, reply: str, points: float | None) -> str:
        """Answer a dispute: `points` None leaves the score as it is. The reply goes to the student."""
        entry = self._entry()
        if entry.dispute is None:
            raise GradebookError(say("review.no_dispute"))
        text = reply.strip()
        if not text:
            raise GradebookError(say("review.reply.needed"))
        if points is not None:
            self._score(self._seen(entry), points)
        self.book.settle(entry.dispute, text, self.by)
        before = self._said.get(entry.place, "")
        self.book.comment(*entry.place, f"{before}\n{text}".strip(), self.by, exercise=self.stem)
        self._look()
        self.entries = [one for one in self.entries if one is not entry]
        self.at = min(self.at, len(self.entries))
        return say("review.upheld" if points is None else "review.adjusted", points=in_points(points or 0))

    def find(self, student: str, question: str) -> None:
        """Bring any answer to the page, to change its score. Raises `GradebookError` for one that there is not."""
        if question not in self._questions:
            raise GradebookError(say("book.no_question", question=question, where=self.bank.title))
        if written_answer(self.book, self.stem, student, question) is None:
            raise GradebookError(say("book.no_student", student=student))
        self.entries, self.at = [Entry((student, question))], 0

    def change(self, points: float, why: str) -> str:
        """Change the score on the page, for a reason that the student reads."""
        reason = why.strip()
        if not reason:
            raise GradebookError(say("review.why.needed"))
        self._score(self._seen(self._entry()), points, reason)
        self._look()
        return say("review.changed", n=points, points=in_points(points))

    def key_again(self) -> str:
        """Take the teacher's points on the page back: the key's count again, or the answer waits again."""
        self.book.withdraw(*self._entry().place, self.by, exercise=self.stem)
        self._look()
        return say("review.key_again.done")

    def _entry(self) -> Entry:
        entry = self.entry()
        if entry is None:
            raise GradebookError(say("review.nothing"))
        return entry

    def _seen(self, entry: Entry) -> WrittenAnswer:
        """The answer as the grader saw it, whose version goes along. Outside the pile it is read when shown."""
        if self.mode not in ("disputes", "change"):
            return self.standings[entry.place]
        seen = self._shown.get(entry.place)
        if seen is None:
            raise GradebookError(say("review.gone"))
        return seen

    # --- what is shown ---------------------------------------------------------------------------------------

    def view(self) -> dict[str, object]:
        """All that the page shows now, as JSON data. Blind where it has to be: no points of another grader."""
        entry = self.entry()
        return {
            "mode": self.mode,
            "title": self.bank.title,
            "by": self.by,
            "hidden": self.hidden,
            "counts": self.counts(),
            "at": self.at,
            "of": len(self.entries),
            "item": self._item(entry) if entry else None,
            "agreement": self._agreement() if self.mode == "compare" else [],
            "choice": self._choice() if self.mode == "change" else None,
        }

    def _item(self, entry: Entry) -> dict[str, object]:
        student, name = entry.place
        question = self._questions.get(name)
        one = self._current(entry)
        shown = {
            "key": f"{self.mode}-{self.at}-{name}-{one.fingerprint[:8] if one else ''}",
            "prompt": question.prompt if question else name,
            "before": _before(question) if question else "",
            "answer": answer_lines(self.bank, name, one.answer) if one else [],
            "possible": one.possible if one else 0,
            "who": student if self.mode == "change" or not self.hidden else "",
            "earlier": self._earlier(one) if one else None,
            "comment": self._said.get(entry.place, ""),
            "alike": len(self.alike()),
            **self._help(name, one.possible if one else 0),
        }
        return shown | self._points(entry, one)

    def _current(self, entry: Entry) -> WrittenAnswer | None:
        if self.mode not in ("disputes", "change"):
            return self.standings[entry.place]
        found = written_answer(self.book, self.stem, *entry.place)
        self._shown = {entry.place: found} if found else {}
        return found

    def _points(self, entry: Entry, one: WrittenAnswer | None) -> dict[str, object]:
        """The points that this grader may see."""
        mine = next((points for by, points in one.readings if by == self.by), None) if one else None
        if one is None or self.mode == "second":
            return {"given": mine, "by_other": "", "readings": [], "dispute": None}
        counts = one.points if one.points is not None else one.machine
        other = one.by if one.by not in ("", self.by) and self.mode == "score" else ""
        if self.mode == "compare":
            readings = [{"by": by, "points": points, "shown": in_points(points)} for by, points in one.readings]
            settled = one.points if one.moderated else None
            return {"given": settled, "by_other": "", "readings": readings, "dispute": None}
        dispute = {"text": entry.dispute.text, "at": entry.dispute.at} if entry.dispute else None
        shown = "" if counts is None else in_points(counts)
        told = {"why": one.why, "overridden": one.points is not None and one.machine is not None}
        return {"given": counts, "given_shown": shown, "by_other": other, "readings": [], "dispute": dispute} | told

    def _earlier(self, one: WrittenAnswer) -> dict[str, object] | None:
        """A mark that was given to another text: how many points, by whom, to which words, and what was said."""
        if one.earlier is None:
            return None
        by, points, mark = one.earlier
        text, said = earlier_text(self.book, self.stem, one.place, mark)
        lines = answer_lines(self.bank, one.question, text)
        return {"by": by, "n": points, "points": in_points(points), "answer": lines, "said": said}

    def _choice(self) -> dict[str, object]:
        """Whom and what there is to choose from. A teacher looks for a name, so names stand beside the codes here."""
        entry = self.entry()
        return {
            "student": entry.place[0] if entry else "",
            "question": entry.place[1] if entry else "",
            "students": [{"code": code, "name": name} for code, name in handed_in(self.book, self.stem)],
            "questions": [{"id": one.id, "k": k, "prompt": short(one.prompt, 80)}
                          for k, one in enumerate(self.bank.questions, start=1)
                          if possible_points(one, self.bank.keys[one.id])],
        }  # fmt: skip

    def _help(self, name: str, possible: float) -> dict[str, object]:
        """Levels from the highest down, and samples."""
        key = self.bank.keys.get(name)
        data = key.data if key else {}
        samples = [{part: str(one.get(part, "")) for part in ("title", "text", "comment")}
                   for one in data.get("samples", ())]  # fmt: skip
        return {"levels": levels(data.get("rubric", ()), possible), "samples": samples}

    def _agreement(self) -> list[dict[str, object]]:
        """Agreement over all answers that two graders read, by pair of graders."""
        both = [one.readings for one in self.standings.values() if len(one.readings) > 1]
        return [
            {"first": a.first, "second": a.second, "n": a.n, "equal": a.equal,
             "kappa": "" if a.kappa is None else f"{a.kappa:.2f}".replace("-", "−")}
            for a in agreements(both)
        ]  # fmt: skip


def levels(rubric: Sequence[Named], possible: float) -> list[dict[str, object]]:
    """What can be given, from the most to nothing: `digit` on the keyboard, `points`, and the rubric's words.

    A rubric counts its levels in points of its own ("3 points: …"); where a question is worth less or more than its
    best level, they are scaled: level 2 of 3 in a question worth 1 point is two thirds of a point.
    """
    told: dict[int, str] = {}
    for line in rubric:
        found = _LEVEL.match(line["text"])
        if found:
            told[int(found[1])] = found[2]
    best = max(told, default=0) or int(possible)
    told.setdefault(0, say("review.zero") if told else "")
    scaled = best != possible
    return [
        {
            "digit": digit,
            "points": possible * digit / best if best else 0,
            "name": say("review.level", n=digit, best=best, points=in_points(possible * digit / best))
            if scaled and best
            else say("review.points", n=digit),
            "text": told.get(digit, ""),
        }
        for digit in range(best, -1, -1)
    ]


def _before(question: Question) -> str:
    """The words that the question is about: its passage, or the sentence to repair."""
    return question.body.get("start") or (question.context["text"] if question.context else "")
