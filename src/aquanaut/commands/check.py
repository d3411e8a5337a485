"""`aquanaut check`: every content file held to its rules."""

from __future__ import annotations

import argparse
import json
import sys

from aquanaut.content import content_root

ABOUT = "Validate every content file: articles, marks, facts, lessons, notebooks."
EXAMPLE = "aquanaut check --coverage"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--coverage", action="store_true", help="also print which objective has which questions")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(given: argparse.Namespace) -> int:
    """Check, print every problem with file and line, and return 1 where there is one."""
    from aquanaut.check import check

    result = check(content_root(given.content))
    if given.json:
        print(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
    else:
        for problem in result.problems:
            print(problem, file=sys.stderr)
        print(result.summary())
        if given.coverage:
            print(result.coverage_table())
    return 1 if result.problems else 0
