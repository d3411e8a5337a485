"""How much of one student's files is read. It counts what is there, never the clock, so it is the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

MOST_STUDENT_BYTES = 24_000_000
MOST_STUDENT_LINES = 60_000
"""Lines of all logs of one student; an exercise takes some hundreds. Reading so many takes a second at most."""

MOST_STUDENT_FILES = 200


@dataclass
class Budget:
    """What may still be read of one student's files."""

    bytes: int = MOST_STUDENT_BYTES
    lines: int = MOST_STUDENT_LINES
    files: int = MOST_STUDENT_FILES

    def file(self, size: int) -> bool:
        """Take a file of `size` bytes; False where too much came before it."""
        self.files -= 1
        self.bytes -= size
        return self.files >= 0 and self.bytes >= 0 and self.lines > 0

    def line(self) -> bool:
        """Take a line; False where none is left."""
        self.lines -= 1
        return self.lines >= 0
