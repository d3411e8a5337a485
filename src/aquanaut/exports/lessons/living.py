"""What a page that comes alive carries: its script and its styles, as paths in the package."""

from __future__ import annotations

SCRIPT = "exports/lessons/static/page"

STYLES = (
    "widgets/static/quiz",
    "widgets/static/reader",
    "widgets/static/progress",
    "pages/static/leaf",
)
