"""A bundle's ticket: a keyed hash that says whose copy it is, without a name in it.

The secret lies in the teacher's folder alone (in `assignment.json`). Every record of an answer carries the ticket, so
a file whose code was changed by hand no longer fits its ticket, and nobody can make the ticket of another student.
HMAC-SHA256 (RFC 2104), cut to 80 bits: far more than anyone can try without the secret.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

DIGITS = 20
"""Hexadecimal digits of a ticket."""

TICKET = re.compile(rf"[0-9a-f]{{{DIGITS}}}")


def new_secret() -> str:
    """A secret for one assignment."""
    return secrets.token_hex(32)


def ticket(secret: str, exercise: str, assignment: str, student: str) -> str:
    """The ticket of one student's bundle; "" for a bundle that is nobody's own, or without a secret."""
    if not (secret and student):
        return ""
    said = "\n".join((exercise, assignment, student)).encode()
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()[:DIGITS]


@dataclass(frozen=True)
class Tickets:
    """The tickets that one assignment handed out: the code behind each."""

    codes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, secret: str, exercise: str, assignment: str, students: Iterable[str]) -> Tickets:
        """All tickets of an assignment; none where it has no secret."""
        made = {ticket(secret, exercise, assignment, code): code for code in students}
        return cls({text: code for text, code in made.items() if text})

    def owner(self, text: str) -> str:
        """Whose ticket this is, "" for nobody's."""
        return self.codes.get(text, "")
