"""What a learner's installation leaves out, and how it says so.

`pip install aquanaut` brings what learning needs; the gradebook, the statistics of a class and PDF come with
`aquanaut[teacher]`. `start.py` and environment.yml install everything.
"""

from __future__ import annotations

from collections.abc import Mapping

from aquanaut.words import say

EXTRAS: Mapping[str, str] = {
    "sqlalchemy": "teacher", "numpy": "teacher", "python-calamine": "teacher", "reportlab": "teacher",
}  # fmt: skip
"""The extra of pyproject.toml that brings a package."""


def lacking(error: ModuleNotFoundError) -> str:
    """The sentence for a package that an extra brings; "" where something else is missing."""
    package = (error.name or "").partition(".")[0]
    extra = EXTRAS.get(package)
    return say("extras.lacking", package=package, extra=extra) if extra else ""
