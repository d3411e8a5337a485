"""`aquanaut look`: the machine's reading of a text, with a question for each mark."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from aquanaut.words import say

EXAMPLE = "aquanaut look story.txt --html story.html"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", nargs="?", metavar="FILE", help=say("commands.look.file"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=say("commands.look.json"))
    form.add_argument("--html", metavar="OUT", help=say("commands.look.html"))
    form.add_argument("--batch", metavar="IN.jsonl", help=say("commands.look.batch"))
    parser.add_argument("--out", metavar="OUT.jsonl", help=say("commands.look.out"))
    parser.set_defaults(usage=parser.error)


def run(given: argparse.Namespace) -> int:
    """Look, and write what was seen in the form asked for. Returns 1 where a text cannot be taken."""
    if given.batch:
        if given.file or not given.out:
            given.usage(say("commands.look.batch_needs"))
        return _batch(given.batch, given.out)
    if given.out:
        given.usage(say("commands.look.out_belongs"))
    if not given.file and sys.stdin.isatty():
        given.usage(say("commands.look.no_file"))
    return _one(given)


def _one(given: argparse.Namespace) -> int:
    from aquanaut.content import fault
    from aquanaut.lenses.look import NotALookableText, full_record, look
    from aquanaut.text.intake import file_text, text_of

    piped = not given.file or given.file == "-"
    path = Path(say("commands.look.standard_input")) if piped else Path(given.file)
    text = text_of(sys.stdin.buffer.read(), path) if piped else file_text(path)
    try:
        seen = look(text)
    except NotALookableText as error:
        raise fault(path, 0, *error.told) from None
    name = "-" if piped else path.name
    if given.json:
        # Escaped, so that no terminal's own encoding stands in the way.
        print(json.dumps(full_record(name, seen)))
    elif given.html:
        from aquanaut.exports.looks.page import look_page
        from aquanaut.exports.model import write

        out = Path(given.html)
        (page,) = write({out.name: look_page(name, seen)}, out.parent)
        print(say("commands.file_size", size=f"{page.stat().st_size:9,}", path=page))
    else:
        from aquanaut.exports.looks.terminal import report

        report(name, seen)
    return 0


# --- many ------------------------------------------------------------------------------------------------------


def _batch(source: str, target: str) -> int:
    """A line of answer for each line that holds anything; bad lines are told on the error stream. 1 for any of them."""
    from aquanaut.lenses.batch import answers

    _apart(source, target)
    bad = 0
    progress = _Progress(sys.stderr)
    with _opened(source, "rb") as lines, _opened(target, "wb") as out:
        for number, answer, wrong in answers(lines):
            out.write(answer.encode("ascii") + b"\n")
            if wrong:
                bad += 1
                progress.clear()
                print(say("commands.look.bad_line", file=source, number=number, wrong=wrong), file=sys.stderr)
            progress.to(number)
        out.flush()
    progress.clear()
    return 1 if bad else 0


def _apart(source: str, target: str) -> None:
    """Opening a file to write to it empties it: never do that to the one that is to be read."""
    from aquanaut.content import complaint

    with contextlib.suppress(OSError, ValueError):
        if "-" not in (source, target) and Path(source).samefile(target):
            raise complaint(Path(target), 0, "commands.look.input_itself")


@contextlib.contextmanager
def _opened(name: str, mode: str) -> Iterator[IO[bytes]]:
    from aquanaut.content import complaint

    if name == "-":
        yield sys.stdin.buffer if mode == "rb" else sys.stdout.buffer
        return
    path = Path(name)
    key = "commands.look.no_input" if mode == "rb" else "commands.look.no_output"
    try:
        stream = path.open(mode)
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        raise complaint(path, 0, key, reason=found) from None
    with stream:
        yield stream


class _Progress:
    """The number of lines done, on a terminal only, a few times a second."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._shown = stream.isatty()
        self._next = 0.0

    def to(self, number: int) -> None:
        """Say that so many lines are done."""
        if self._shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.2
            self._stream.write("\r" + say("commands.look.lines", count=f"{number:,}"))
            self._stream.flush()

    def clear(self) -> None:
        """Take the number away again."""
        if self._shown and self._next:
            self._stream.write("\r" + " " * 24 + "\r")
            self._stream.flush()
