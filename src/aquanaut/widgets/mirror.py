"""The party-swap mirror in a notebook. Nothing that happens in it reaches Python: there is nobody to tell."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from aquanaut.pages.joiner import module, style
from aquanaut.questions.mirror import SLOT, Mirror, load_mirror
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.show import show
from aquanaut.words import say
from aquanaut.words.browser import own_strings


class MirrorWidget(anywidget.AnyWidget):  # type: ignore[misc]
    """What `static/mirror.js` draws. No trait changes and no message is listened to."""

    mirror = traitlets.Dict().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)

    @property
    def _esm(self) -> str:
        return module("widgets/static/mirror_widget")

    @property
    def _css(self) -> str:
        return style("widgets/static/mirror")

    def __init__(self, mirror: Mirror) -> None:
        super().__init__(mirror=mirror_view(mirror), strings=own_strings("mirror."))


def mirror_view(mirror: Mirror) -> dict[str, Any]:
    """The mirror as data for the page."""
    return {"title": mirror.title, "about": mirror.about, "parties": list(mirror.parties), "lines": list(mirror.lines)}


@kindly
def mirror(lesson: str | int = 3) -> None:
    """Show the mirror of a lesson: the same sentences about two invented parties, for the learner alone."""
    found = load_mirror(str(lesson))
    show(MirrorWidget(found), mirror_paper(found))


def mirror_paper(mirror: Mirror, root: Path | None = None) -> str:
    """The mirror for paper: two people read the two lists and compare."""
    columns = []
    for party in mirror.parties:
        lines = "".join(f"<li>{escape(_line(one['text'], party['name']))}</li>" for one in mirror.lines)
        name = party["name"][:1].upper() + party["name"][1:]
        head = f"<p><strong>{escape(name)}</strong>: {escape(party['wants'])}</p>"
        columns.append(f"{head}<ol>{lines}</ol>")
    return f"<p><strong>{escape(mirror.title)}</strong> {escape(say('paper.mirror'))}</p>{''.join(columns)}"


def _line(text: str, party: str) -> str:
    return text.replace(SLOT, party)
