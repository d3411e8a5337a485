"""`aquanaut check`: every content file held to its rules."""

from __future__ import annotations

import argparse
import json
import sys

from aquanaut.content import content_root
from aquanaut.words import say

EXAMPLE = "aquanaut check --coverage"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--coverage", action="store_true", help=say("commands.check.coverage"))
    parser.add_argument("--json", action="store_true", help=say("commands.check.json"))


def run(given: argparse.Namespace) -> int:
    """Check, print every problem with file and line, and return 1 where there is one."""
    from aquanaut.check import check, check_languages

    result = check(content_root(given.content))
    spoken = check_languages()
    for language in spoken:
        result.note(language.problems)
    if given.json:
        print(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
    else:
        for problem in result.problems:
            print(problem, file=sys.stderr)
        print(result.summary())
        for one in spoken:
            counts = {"sentences": one.sentences, "missing": one.missing, "problems": len(one.problems)}
            print(say("check.language", tag=one.folder.name, **counts))
        if given.coverage:
            print(result.coverage_table())
    return 1 if result.problems else 0
