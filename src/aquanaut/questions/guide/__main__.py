"""`python -m aquanaut.questions.guide`: checks guides, or renews their keys."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from aquanaut.content import ContentError, Problem, content_root
from aquanaut.questions.bank import load_bank
from aquanaut.questions.guide.key import refreshed
from aquanaut.questions.guide.problems import guide_problems
from aquanaut.words import say


def main(arguments: Sequence[str] | None = None) -> int:
    """Check guides, or with `--write` renew their keys first. 0: well; 1: something is wrong; 2: usage."""
    parser = argparse.ArgumentParser(prog="python -m aquanaut.questions.guide", description=main.__doc__)
    parser.add_argument("guides", nargs="+", type=Path, metavar="lessons/NN_stem/guide.md")
    parser.add_argument("--write", action="store_true", help=say("guide.write"))
    chosen = parser.parse_args(arguments)
    problems = [p for path in chosen.guides for p in _one(path.resolve(), chosen.write)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return int(bool(problems))


def _one(path: Path, write: bool) -> list[Problem]:
    root = path.parents[2] if len(path.parents) > 2 else content_root()
    stem = path.parent.name
    try:
        if write and path.exists():
            text = path.read_text(encoding="utf-8")
            new = refreshed(text, load_bank(stem, root), path)
            if new != text:
                path.write_text(new, encoding="utf-8")
        return guide_problems(stem, root)
    except ContentError as error:
        return error.problems
    except OSError as error:
        return [Problem.of(path, 0, "guide.unreadable", reason=error.strerror)]


if __name__ == "__main__":
    sys.exit(main())
