"""The teacher's desk in a notebook: `class_desk()` shows Assign, Collect, Grade, Report and the column as buttons.

A press is answered at once; the work then runs in the kernel and says how far it is, and what came of it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

from aquanaut.classroom.desk import work as desk
from aquanaut.classroom.desk.column import choices as platforms
from aquanaut.classroom.desk.column import column
from aquanaut.classroom.desk.files import Incoming, NotTaken
from aquanaut.classroom.desk.memory import remember, remembered, served_folder
from aquanaut.content import ContentError, content_files, content_root
from aquanaut.pages.html import el
from aquanaut.pages.joiner import module, style
from aquanaut.widgets.kindly import DETAILS, kindly
from aquanaut.widgets.show import show
from aquanaut.words import say
from aquanaut.words.browser import own_strings

STEPS: dict[str, Callable[[desk.Wishes, desk.Told], desk.Done]] = {
    "assign": desk.assign,
    "collect": desk.collect,
    "grade": desk.grade,
    "report": desk.report,
    "column": column,
}

TEXTS = ("drone-mission", "opt-out", "drone-twin")
"""Articles that come first in the list; the short unseen ones follow."""


class ClassDeskWidget(anywidget.AnyWidget):  # type: ignore[misc]
    """What `static/class_desk.js` draws. `work` is what the last press did or does, by step."""

    strings = traitlets.Dict().tag(sync=True)
    exercises = traitlets.List().tag(sync=True)
    articles = traitlets.List().tag(sync=True)
    platforms = traitlets.List().tag(sync=True)
    work = traitlets.Dict().tag(sync=True)
    by = traitlets.Unicode().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)
    folder = traitlets.Unicode(None, allow_none=True).tag(sync=True)

    @property
    def _esm(self) -> str:
        return module("classroom/desk/static/class_desk_widget")

    @property
    def _css(self) -> str:
        return style("classroom/desk/static/class_desk")

    def __init__(self) -> None:
        from aquanaut.classroom.review.widget import login

        root = content_root()
        slugs = [path.parent.name for path in content_files(root, "articles", "article.yaml")]
        ordered = [one for one in TEXTS if one in slugs] + [one for one in slugs if one not in TEXTS]
        self._coming: Incoming | None = None
        super().__init__(
            strings=own_strings("class_desk."), exercises=desk.choices(root), articles=ordered, by=login(),
            platforms=platforms(), kept=remembered(), folder=served_folder(),
        )  # fmt: skip
        self.on_msg(self._on_message)

    def _on_message(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict):
            return
        kind = message.get("type")
        if kind == "run" and message.get("step") in STEPS:
            self.send({"type": "done", "what": "run", "ok": True, "text": ""})
            self._run(str(message["step"]), message.get("form"))
        elif kind in ("open", "piece", "end"):
            told: dict[str, object] = {"type": "done", "what": kind, "ok": True, "text": ""}
            try:
                told |= self._take(message)
            except NotTaken as error:
                self._coming = None
                told |= {"ok": False, "text": str(error)}
            self.send(told)

    # --- files -----------------------------------------------------------------------------------------------

    def _take(self, message: dict[str, object]) -> dict[str, object]:
        """One message of a file that is being brought. Raises `NotTaken`."""
        if message["type"] == "open":
            size = message.get("size")
            self._coming = Incoming(_into(message), str(message.get("name", "")), size if isinstance(size, int) else -1)
            return {}
        if self._coming is None:
            raise NotTaken(say("class_desk.broken", file=str(message.get("name", ""))))
        if message["type"] == "piece":
            self._coming.add(str(message.get("data", "")))
            return {}
        path, known = self._coming.end()
        self._coming = None
        key = "class_desk.known" if known else "class_desk.taken_in"
        return {"path": path.as_posix(), "folder": path.parent.as_posix(), "text": say(key, file=path.as_posix())}

    # --- the buttons -----------------------------------------------------------------------------------------

    def _run(self, step: str, form: object) -> None:
        told = self._telling(step)
        told(say("class_desk.working"))
        try:
            wish = desk.wishes(form if isinstance(form, dict) else {})
            done = STEPS[step](wish, told)
            remember(vars(wish))
        except (desk.Stop, ContentError) as error:
            self._said(step, problem=str(error))
        except Exception as error:  # a traceback helps nobody here: the details go to a file
            self._said(step, problem=_trouble(error))
        else:
            self._said(step, lines=done.lines, files=[_file(path) for path in done.files], ask=done.ask)

    def _telling(self, step: str) -> desk.Told:
        return lambda text: self._said(step, busy=text)

    def _said(self, step: str, **what: object) -> None:
        empty = {"busy": "", "problem": "", "lines": [], "files": [], "ask": ""}
        self.work = {**self.work, step: {**empty, **what}}


def _into(message: dict[str, object]) -> Path:
    """The folder for a chosen file: rosters beside the notebook, what came in by exercise."""
    if message.get("sort") == "roster":
        return Path("rosters")
    stem = str(message.get("exercise", ""))
    if stem not in {one["stem"] for one in desk.choices()}:
        raise NotTaken(say("class_desk.exercise.needed"))
    return Path(desk.HANDED_IN, stem)


def _trouble(error: Exception) -> str:
    """What nobody expected, in a sentence. A gradebook's own words are fit to be shown."""
    from aquanaut.classroom.gradebook.engine import GradebookError

    if isinstance(error, GradebookError):
        return str(error)
    if isinstance(error, OSError):
        folder = error.filename or say("class_desk.a_folder")
        return say("class_desk.unwritable", folder=folder, why=error.strerror or str(error))
    try:
        Path(DETAILS).write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return say("class_desk.unexpected", kind=type(error).__name__, why=error)
    return say("class_desk.unexpected.kept", kind=type(error).__name__, why=error, file=DETAILS)


def _file(path: Path) -> dict[str, str]:
    """A file as a link: its path from the notebook's folder, or "" where it lies elsewhere."""
    shown = path.as_posix()
    inside = not path.is_absolute() and ".." not in path.parts
    return {"shown": shown, "link": shown if inside else ""}


@kindly
def class_desk() -> None:
    """Show the desk: hand an exercise out, collect, grade, and report, each by a button."""
    show(ClassDeskWidget(), el("p", say("class_desk.paper")))
