"""The party-swap mirror in a notebook. Nothing that happens in it reaches Python: there is nobody to tell."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

from aquanaut.pages.html import Html, el, join
from aquanaut.pages.joiner import module, style
from aquanaut.questions.mirror import Mirror, Party, load_mirror
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.show import show
from aquanaut.widgets.views import MirrorView
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


def mirror_view(mirror: Mirror) -> MirrorView:
    """The mirror as data for the page."""
    return {
        "title": mirror.title,
        "about": mirror.about,
        "parties": [{"id": party.id, "name": party.name, "wants": party.wants} for party in mirror.parties],
        "lines": [{"id": line.id, "text": line.text, "pushes": line.pushes} for line in mirror.lines],
    }


@kindly
def mirror(lesson: str | int = 3) -> None:
    """Show the mirror of a lesson: the same sentences about two invented parties, for the learner alone."""
    found = load_mirror(str(lesson))
    show(MirrorWidget(found), mirror_paper(found))


def mirror_paper(mirror: Mirror, root: Path | None = None) -> Html:
    """The mirror for paper: two people read the two lists and compare."""
    head = el("p", el("strong", mirror.title), " ", say("paper.mirror"))
    return join((head, [_column(mirror, party) for party in mirror.parties]))


def _column(mirror: Mirror, party: Party) -> list[Html]:
    lines = [el("li", line.about(party)) for line in mirror.lines]
    name = party.name[:1].upper() + party.name[1:]
    return [el("p", el("strong", name), ": ", party.wants), el("ol", lines)]
