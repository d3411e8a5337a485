"""The commands: one file each, found by its name. `demo_class.py` is `aquanaut demo-class`.

A command's module has `EXAMPLE` (one line), `arguments(parser)`, which declares its options, and `run(arguments)`,
which does the work and returns the exit code. What it is about, the catalogue says under `commands.NAME.about`. What is
slow to import, it imports inside `run`. One that cannot do without the keys of exercises says `NEEDS_KEYS = True`.
"""

from __future__ import annotations

import argparse
import pkgutil
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from aquanaut import __version__
from aquanaut.words import language as language_called
from aquanaut.words import languages, say


def command_names() -> list[str]:
    """Every command, in the order of the alphabet."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def command(name: str) -> ModuleType:
    """The module of one command."""
    return import_module(f"{__name__}.{name.replace('-', '_')}")


def about(name: str) -> str:
    """What a command is for, in one sentence."""
    return say(f"commands.{name.replace('-', '_')}.about")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as the catalogue has it: a translator's percent sign is a percent sign."""

    def _expand_help(self, action: argparse.Action) -> str:
        return self._get_help_string(action) or ""


def language_asked(given: Sequence[str]) -> str:
    """The value of `--language` among these words, which has to be known before anything is said; "" without one."""
    asked: str = _before_the_command().parse_known_args(given)[0].language
    return asked if _known_language(asked) else ""


def parser_for(given: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for these words. Where they name a command, that one alone is imported: the others cost time."""
    names = command_names()
    parser = argparse.ArgumentParser(prog="aquanaut", description=say("commands.about"), formatter_class=_Help)
    parser.add_argument("--version", action="version", version=f"aquanaut {__version__}", help=say("commands.version"))
    parser.add_argument("--content", metavar="DIR", help=say("commands.content"))
    parser.add_argument("--language", metavar="TAG", type=_language, help=say("commands.language"))
    words = _before_the_command().parse_known_args(given)[1]
    commands = parser.add_subparsers(title=say("commands.title"), required=True, metavar=say("commands.metavar"))
    for name in [word for word in words if word in names][:1] or names:
        module = command(name)
        example = say("commands.example", line=module.EXAMPLE)
        one = commands.add_parser(
            name, help=about(name), description=about(name), epilog=example, formatter_class=_Help
        )
        module.arguments(one)
        one.set_defaults(run=module.run, needs_keys=getattr(module, "NEEDS_KEYS", False))
    return parser


def _before_the_command() -> argparse.ArgumentParser:
    """Options before the command may have a command's name as their value: `--content export`."""
    parser = argparse.ArgumentParser(prog="aquanaut", add_help=False, allow_abbrev=False)
    parser.add_argument("--content")
    parser.add_argument("--language", default="")
    return parser


def _known_language(tag: str) -> bool:
    return bool({tag, tag.partition("-")[0]} & set(languages()))


def _language(tag: str) -> str:
    """The type of `--language`."""
    if not _known_language(tag):
        names = ", ".join(f"{known} ({language_called(known).name})" for known in languages())
        raise argparse.ArgumentTypeError(say("commands.unknown_language", tag=tag, names=names))
    return tag
