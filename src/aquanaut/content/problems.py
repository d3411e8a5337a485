"""What is wrong in a content file, as a value and as an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aquanaut.words import say


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one content file. `line` is 1-based; 0 means the file as a whole."""

    path: Path
    line: int
    found: str
    expected: str
    fix: str

    @classmethod
    def of(cls, path: Path, line: int, key: str, /, **values: object) -> Problem:
        """The problem whose three texts the catalogue has as `key.found`, `key.expected` and `key.fix`."""
        found, expected, fix = (
            say(f"{key}.found", **values),
            say(f"{key}.expected", **values),
            say(f"{key}.fix", **values),
        )
        return cls(path, line, found, expected, fix)

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return say("content.problem", where=where, found=self.found, expected=self.expected, fix=self.fix)


class ContentError(Exception):
    """Content that cannot be used. `problems` lists every fault found, in order of line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (str(p.path), p.line))
        super().__init__("\n".join(str(p) for p in self.problems))


def fault(path: Path, line: int, found: str, expected: str, fix: str) -> ContentError:
    """A `ContentError` with a single problem."""
    return ContentError([Problem(path, line, found, expected, fix)])


def complaint(path: Path, line: int, key: str, /, **values: object) -> ContentError:
    """A `ContentError` with a single problem, its texts from the catalogue: see `Problem.of`."""
    return ContentError([Problem.of(path, line, key, **values)])
