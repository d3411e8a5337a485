"""The command line: `aquanaut COMMAND`.

Exit codes: 0 all well, 1 the content or the answers are at fault (said with file and line), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from aquanaut.commands import language_asked, parser_for
from aquanaut.content import ContentError, Problem, content_root
from aquanaut.extras import lacking
from aquanaut.terminal import make_printable
from aquanaut.words import ENGLISH, BadCatalogue, chosen, speaking


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = sys.argv[1:] if argv is None else list(argv)
    make_printable(sys.stdout, sys.stderr)
    try:
        with speaking(language_asked(given) or chosen()):
            arguments = parser_for(given).parse_args(given)
            return _run(arguments)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except BadCatalogue as error:
        with speaking(ENGLISH):  # the language itself is at fault
            print(Problem.of(error.path, error.line, "content.bad_catalogue", told=error.told), file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        told = lacking(error)
        if not told:
            raise
        print(told, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130


def _run(arguments: argparse.Namespace) -> int:
    """Run a command, unless the content in use lacks the keys that it cannot do without."""
    if arguments.needs_keys:
        from aquanaut.questions.exercise import need_keys

        need_keys(content_root(arguments.content))
    code: int = arguments.run(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
