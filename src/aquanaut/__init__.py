"""Aquanaut: dive below the surface of a news story.

The few words that a notebook uses. They load on first use, so that `import aquanaut` costs nothing:

- `read()` shows an article, `quiz()` a set of questions, `progress()` how far you are,
- `checkup()` the form of the check that is due,
- `glossary()` the words of a lesson, `mirror()` the same lines about two sides,
- `partner()` your marks beside a partner's,
- `look()` what a lens sees, beside the readers' marks and yours; `lab()` an experiment with a lens,
- `report()` what your answers say so far, `readability()` how hard each paragraph is to read,
- `desk()` what there is to teach with, `exercise()` one of the exercises,
- for teachers: `class_desk()` hands out, collects and grades, `review()` shows written answers to be scored.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_WORDS = {
    "assignment": "aquanaut.widgets.assigned",
    "checkup": "aquanaut.widgets.checkup.widget",
    "class_desk": "aquanaut.classroom.desk.widget",
    "class_report": "aquanaut.classroom.desk.class_report",
    "desk": "aquanaut.widgets.plain.shelf",
    "exercise": "aquanaut.widgets.quiz",
    "glossary": "aquanaut.widgets.plain.glossary",
    "lab": "aquanaut.widgets.lab.widget",
    "look": "aquanaut.widgets.look",
    "read": "aquanaut.widgets.reader",
    "quiz": "aquanaut.widgets.quiz",
    "mirror": "aquanaut.widgets.mirror",
    "partner": "aquanaut.widgets.partner",
    "progress": "aquanaut.widgets.progress",
    "readability": "aquanaut.widgets.plain.readability",
    "report": "aquanaut.widgets.plain.report",
    "review": "aquanaut.classroom.review.widget",
    "study": "aquanaut.studies.sheet",
}

__all__ = [
    "assignment",
    "checkup",
    "class_desk",
    "class_report",
    "desk",
    "exercise",
    "glossary",
    "lab",
    "look",
    "mirror",
    "partner",
    "progress",
    "quiz",
    "read",
    "readability",
    "report",
    "review",
    "study",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _WORDS:
        return getattr(import_module(_WORDS[name]), name)
    raise AttributeError(f"aquanaut has no '{name}'. It has: {', '.join(sorted(_WORDS))}.")


def __dir__() -> list[str]:
    return sorted([*_WORDS, "__version__"])
