"""No traceback ever reaches a student.

The words that a student types are wrapped by `kindly`: whatever goes wrong inside becomes a short, readable note
in the notebook, and the details go to a file for whoever is asked for help.
"""

from __future__ import annotations

import functools
import html
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from aquanaut.content import ContentError

P = ParamSpec("P")
R = TypeVar("R")

DETAILS = "aquanaut-problem.txt"


def kindly(function: Callable[P, R]) -> Callable[P, R | None]:
    """`function`, with every failure told in a sentence instead of raised."""

    @functools.wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> R | None:
        try:
            return function(*args, **kwargs)
        except ContentError as error:
            note("This part of the lesson cannot be shown.", str(error))
        except Exception as error:
            note(
                "Something went wrong inside Aquanaut. Your saved answers are safe.",
                f"Run the cell once more. If it happens again, show your teacher this: "
                f"{type(error).__name__}: {error}. {_keep()}",
            )
        return None

    return told


def note(title: str, text: str) -> None:
    """Show a short note in the notebook, or print it where there is none."""
    from IPython.display import HTML, display

    shown = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    box = "border-left:4px solid #b45309;padding:.4em 1em;margin:.5em 0;max-width:46em"
    body = HTML(f'<div role="alert" style="{box}"><strong>{html.escape(title)}</strong>{shown}</div>')
    body_plain = {"text/html": body.data, "text/plain": f"{title} {text}"}
    display(body_plain, raw=True)


def _keep() -> str:
    """Write the details beside the notebook; say where, or say nothing when that fails too."""
    try:
        Path(DETAILS).write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return ""
    return f"The details are in the file {DETAILS}."
