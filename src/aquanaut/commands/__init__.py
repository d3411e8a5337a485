"""The commands: one file each, found by its name. `demo_class.py` is `aquanaut demo-class`.

A command's module has `ABOUT` (one sentence), `EXAMPLE` (one line), `arguments(parser)`, which declares its options,
and `run(arguments)`, which does the work and returns the exit code. What is slow to import, it imports inside `run`.
"""

from __future__ import annotations

import argparse
import pkgutil
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from aquanaut import __version__


def command_names() -> list[str]:
    """Every command, in the order of the alphabet."""
    return sorted(found.name.replace("_", "-") for found in pkgutil.iter_modules(__path__))


def command(name: str) -> ModuleType:
    """The module of one command."""
    return import_module(f"{__name__}.{name.replace('-', '_')}")


def parser_for(given: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for these words. Where they name a command, that one alone is imported: the others cost time."""
    names = command_names()
    parser = argparse.ArgumentParser(prog="aquanaut", description="Dive below the surface of a news story.")
    parser.add_argument("--version", action="version", version=f"aquanaut {__version__}")
    parser.add_argument("--content", metavar="DIR", help="folder that holds articles/ and lessons/")
    # Options before the command may have a command's name as their value: `--content export`.
    rest = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    rest.add_argument("--content")
    words = rest.parse_known_args(given)[1]
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name in [word for word in words if word in names][:1] or names:
        module = command(name)
        one = commands.add_parser(
            name, help=module.ABOUT, description=module.ABOUT, epilog=f"Example: {module.EXAMPLE}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        module.arguments(one)
        one.set_defaults(run=module.run)
    return parser
