"""What lists call their columns, in the languages of the platforms that write them: `headings.json`, by kind.

Under `sums` stands what is written where a name would be in a row that is no student.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from aquanaut.sheets.names import folded


@cache
def headings() -> dict[str, tuple[str, ...]]:
    """By kind, every word for it, folded."""
    words = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return {kind: tuple(dict.fromkeys(map(folded, known))) for kind, known in words.items()}
