"""No traceback ever reaches a student.

The words that a student types are wrapped by `kindly`: whatever goes wrong inside becomes a short, readable note
in the notebook, and the details go to a file for whoever is asked for help.
"""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from aquanaut.content import ContentError
from aquanaut.extras import lacking
from aquanaut.pages.html import el
from aquanaut.widgets.show import output
from aquanaut.words import say

P = ParamSpec("P")
R = TypeVar("R")

DETAILS = "aquanaut-problem.txt"


def kindly(function: Callable[P, R]) -> Callable[P, R | None]:
    """`function`, with every failure told in a sentence instead of raised."""

    @functools.wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> R | None:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            try:
                tell(error)
            except Exception:
                # Not even the words could be read: the one sentence that is not in the catalogue.
                print("Aquanaut itself is damaged. Ask for help, or install it again.")
        return None

    return told


def tell(error: Exception) -> None:
    """Say what went wrong, and keep the details of what nobody expected."""
    if isinstance(error, ContentError):
        note(say("note.content"), str(error))
        return
    told = lacking(error) if isinstance(error, ModuleNotFoundError) else ""
    if told:
        note(say("note.content"), told)
        return
    kept = say("note.details", file=DETAILS) if _keep() else ""
    said = say("note.wrong.do", kind=type(error).__name__, error=error)
    note(say("note.wrong"), f"{said} {kept}".strip())


def note(title: str, text: str) -> None:
    """Show a short note in the notebook, or print it where there is none."""
    from IPython.display import display

    lines = [el("p", line) for line in text.split("\n")]
    box = "border-inline-start:4px solid #b45309;padding:.4em 1em;margin:.5em 0;max-width:46em"
    body = el("div", el("strong", title), lines, role="alert", style=box)
    display(output(body, f"{title} {text}"), raw=True)


def _keep() -> bool:
    """Write the details beside the notebook; whether that worked."""
    try:
        Path(DETAILS).write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return False
    return True
