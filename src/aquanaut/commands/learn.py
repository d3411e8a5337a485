"""`aquanaut learn`: the lessons in JupyterLab."""

from __future__ import annotations

import argparse
from pathlib import Path

from aquanaut.content import content_root
from aquanaut.words import say

EXAMPLE = "aquanaut learn --dir my-work"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--dir", default="my-work", help=say("commands.learn.dir"))
    parser.add_argument("--no-browser", action="store_true", help=say("commands.learn.no_browser"))


def run(given: argparse.Namespace) -> int:
    """Lay the working folder and start JupyterLab in it."""
    from aquanaut.learn import learn

    return learn(content_root(given.content), Path(given.dir), browser=not given.no_browser)
