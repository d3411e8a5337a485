"""A bundle's ticket: a keyed hash that says whose copy it is, without a name in it.

Every record of an answer carries the ticket, so a file whose code was changed by hand no longer fits its ticket, and
nobody can make the ticket of another student. HMAC-SHA256 (RFC 2104), cut to 80 bits: far more than anyone can try.

What it rests on: the tickets' secret is worked out from a random key of 256 bits that is made once, in a file of the
teacher's own account that others cannot read (`key_file`), and from the assignment's id. So the same assignment with
the same seed gives the same tickets on the teacher's computer, while a student, who has the program, the seed, the id
and all tickets that were handed out, has everything but the key. `assignment.json` holds the secret of that one
assignment, so that it can be graded elsewhere; it is the teacher's alone too. Who shares an account or this folder with
students shares the key. A ticket does not tell that its owner gave it away: equal answers do (`flag.copied`).
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import secrets
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

DIGITS = 20
"""Hexadecimal digits of a ticket."""

TICKET = re.compile(rf"[0-9a-f]{{{DIGITS}}}")


KEY_BYTES = 32


def key_file() -> Path | None:
    """Where this account keeps its key; none for an account without a home."""
    given = os.environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME", "")
    if Path(given).is_absolute():
        return Path(given) / "aquanaut" / "tickets.key"
    try:
        return Path.home() / ".config" / "aquanaut" / "tickets.key"
    except RuntimeError:
        return None


def secret_of(assignment: str) -> str:
    """The secret of an assignment, the same each time on this account; a new one each time where no key can be kept."""
    key = _kept_key() or secrets.token_bytes(KEY_BYTES)
    return hmac.new(key, assignment.encode(), hashlib.sha256).hexdigest()


def _kept_key() -> bytes:
    """The key of this account, made where there is none; empty where it can be neither read nor made."""
    path = key_file()
    try:
        if path is None:
            return b""
        if not path.exists():
            _make_key(path)
        key = path.read_bytes()
    except OSError:
        return b""
    return key if len(key) >= KEY_BYTES else b""


def _make_key(path: Path) -> None:
    """A key for all times: whole or not at all, and of two programs that make one at once the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # its owner's alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()


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
