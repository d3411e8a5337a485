"""Who is answering on this computer, and where the answers lie.

A learner is an opaque code; no name is asked for or kept. Answers lie beside the notebook, in `answers/`, one log
a lesson. "A new person on this computer" moves the folder's logs aside under their code; "erase mine" deletes
them.
"""

from __future__ import annotations

import io
import json
import os
import secrets
import shutil
import threading
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from aquanaut.records.disk import append_synced, reason, replace_synced
from aquanaut.records.log import AnswerLog, NotSaved, Reading
from aquanaut.records.record import Record
from aquanaut.records.state import Course, Standing
from aquanaut.words import say

FOLDER_VARIABLE = "AQUANAUT_ANSWERS"
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without the signs that people mix up


class Session:
    """The answers folder of the working folder (or of `AQUANAUT_ANSWERS`), and the learner who uses it now."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(os.environ.get(FOLDER_VARIABLE) or Path.cwd() / "answers")
        self.problems: list[str] = []
        self._logs: dict[Path, AnswerLog] = {}
        self._following = threading.Lock()
        self._courses: dict[str, tuple[int, Course]] = {}
        self.learner = self._learner()

    def _learner(self) -> str:
        path = self.folder / "learner.json"
        known = _code_in(path)
        if not known and path.exists():
            known = self._codes_in_logs()
        return known or self._new_learner(path)

    def _codes_in_logs(self) -> str:
        """The learner of the newest record, for a `learner.json` that was damaged."""
        records = [record for log in self.logs() for record in log.read().records]
        newest = max(records, key=lambda record: str(record.get("at")), default=Record())
        code = newest.get("learner", "")
        return code if isinstance(code, str) else ""

    def _new_learner(self, path: Path) -> str:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(10))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}.tmp")
            draft.write_text(json.dumps({"learner": code, "since": now()}), encoding="utf-8")
            try:
                os.link(draft, path)  # Two kernels that start at once must agree on one code.
                draft.unlink()
            except FileExistsError:
                other = _code_in(path)
                if not other:  # a damaged file, which would be in the way forever
                    draft.replace(path)
                    return code
                draft.unlink()
                return other
            except OSError:  # a file system without links
                draft.replace(path)
        except OSError as error:
            self.problems.append(reason(error, path))
        return code

    def log(self, lesson: str) -> AnswerLog:
        """The log of a lesson."""
        return self._log(self.folder / f"{lesson}.jsonl")

    def logs(self) -> list[AnswerLog]:
        """Every log in the folder."""
        return [self._log(path) for path in sorted(self.folder.glob("*.jsonl"))]

    def _log(self, path: Path) -> AnswerLog:
        """The same log each time, for it remembers what it read."""
        return self._logs.setdefault(path, AnswerLog(path))

    def read(self, lesson: str) -> Reading:
        """What the lesson's log holds."""
        return self.log(lesson).read()

    def standings(self, lesson: str) -> dict[str, Standing]:
        """Where this learner stands in a lesson, by question id."""
        with self._following:
            return self._followed(lesson)

    def _followed(self, lesson: str) -> dict[str, Standing]:
        reading = self.read(lesson)
        edition, course = self._courses.get(lesson, (-1, Course(self.learner)))
        if edition != reading.edition or course.learner != self.learner:
            course = Course(self.learner)
        course.take(reading.records[course.taken :])
        self._courses[lesson] = reading.edition, course
        return course.standings()

    def record(self, lesson: str, question: str, event: str, **values: object) -> None:
        """Append one record. Raises `NotSaved`."""
        at = values.pop("at", None) or now()
        known = {k: v for k, v in values.items() if v is not None}
        base = {"learner": self.learner, "lesson": lesson, "question": question, "event": event, "at": at}
        self.log(lesson).append({**base, **known})

    def download(self) -> tuple[str, bytes]:
        """A zip of this learner's logs, as (file name, bytes). Only lines of this learner are in it."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for log in self.logs():
                mine = [record for record in log.read().records if record.get("learner") == self.learner]
                lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in mine)
                archive.writestr(f"{self.learner}/{log.path.name}", lines)
        return f"aquanaut-answers-{self.learner}.zip", packed.getvalue()

    def new_person(self) -> str:
        """Move everything aside under the present code, start a new one, and return it. Raises `NotSaved`."""
        aside = self.folder / "earlier" / f"{self.learner}-{now().replace(':', '')}"
        try:
            aside.mkdir(parents=True)
            for path in self._own_files():
                shutil.move(str(path), str(aside / path.name))
        except OSError as error:
            raise NotSaved(reason(error, aside)) from None
        self.learner = self._learner()
        return self.learner

    def erase(self) -> int:
        """Delete this learner's records and code, here and among those moved aside; returns how many logs were cleared.

        Lines of other learners in the same folder stay. Raises `NotSaved`.
        """
        gone = 0
        try:
            for folder in (self.folder, *sorted((self.folder / "earlier").glob("*/"))):
                gone += self._erase_in(folder)
        except OSError as error:
            raise NotSaved(reason(error, self.folder)) from None
        self.learner = self._learner()
        return gone

    def _erase_in(self, folder: Path) -> int:
        """Delete this learner's records, pieces and code in one folder; returns how many logs were cleared.

        A folder that goes counts, too, if none was in it.
        """
        mine, cleared = self.learner, 0
        for path in sorted(folder.glob("*.jsonl")):
            log = self._log(path)
            if folder != self.folder and all(record.get("learner") != mine for record in log.read().records):
                continue
            log.keep_only(lambda record: record.get("learner") != mine, lambda line: mine.encode() not in line)
            cleared += 1
        shared = any(folder.glob("*.jsonl"))  # then a piece that names nobody may be another's
        own = folder == self.folder or folder.name.startswith(f"{mine}-")
        for path in sorted(folder.glob("*.set-aside")):
            lines = path.read_bytes().splitlines(keepends=True)
            kept = [line for line in lines if mine.encode() not in line] if shared or not own else []
            if kept:
                replace_synced(path, b"".join(kept))
            else:
                path.unlink()
        code = folder / "learner.json"
        if code.exists() and own:
            code.unlink()
        if folder != self.folder and not shared and own:
            shutil.rmtree(folder)  # locks, and nothing else
            return max(cleared, 1)
        return cleared

    def earlier(self) -> list[str]:
        """The codes of those who were here before and made room with “New person”, the last first."""
        left = [path.name.partition("-") for path in (self.folder / "earlier").glob("*/")]
        codes = [code for code, _, _ in sorted(left, key=lambda parts: parts[2], reverse=True)]
        return [code for code in dict.fromkeys(codes) if code.isalnum() and code != self.learner]

    def go_on(self, code: str) -> str:
        """Make room as `new_person` does, and bring back who was here before. Raises `NotSaved`."""
        if code not in self.earlier():
            raise NotSaved(say("log.nobody", code=code))
        self.new_person()
        try:
            (self.folder / "learner.json").write_text(json.dumps({"learner": code, "since": now()}), encoding="utf-8")
            for aside in sorted((self.folder / "earlier").glob(f"{code}-*")):
                self._bring_back(aside)
        except OSError as error:
            raise NotSaved(reason(error, self.folder)) from None
        self.learner = self._learner()
        return self.learner

    def _bring_back(self, aside: Path) -> None:
        """Put the files of one folder in `earlier/` back; where a name is taken, behind what is there."""
        for path in sorted([*aside.glob("*.jsonl"), *aside.glob("*.set-aside")]):
            place = self.folder / path.name
            if place.exists():
                append_synced(place, path.read_bytes())
                path.unlink()
            else:
                shutil.move(str(path), str(place))
        shutil.rmtree(aside)

    def _own_files(self, *patterns: str) -> list[Path]:
        names = patterns or ("*.jsonl", "*.set-aside", "learner.json")
        return [p for pattern in names for p in sorted(self.folder.glob(pattern))]


def _code_in(path: Path) -> str:
    """The code that a `learner.json` holds; "" where there is no file, or none in it."""
    try:
        code = json.loads(path.read_text(encoding="utf-8"))["learner"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return code if isinstance(code, str) and code.isalnum() else ""


def now() -> str:
    """The present moment in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
