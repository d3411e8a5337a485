"""A question that a test writes out itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aquanaut.content import read_yaml
from aquanaut.questions.bank import build
from aquanaut.questions.model import Key, Source, question_types


@pytest.fixture
def compiled(tmp_path: Path) -> Callable[[str, str], Key]:
    """The key of a question written out here: its kind, and what the kind asks for."""

    def compile_entry(kind: str, own: str) -> Key:
        path = tmp_path / "question.yaml"
        common = f"id: q\nkind: {kind}\nset: s\nobjective: o\nprompt: What do you see here?\nmaterial: mixed\n"
        path.write_text(common + own, encoding="utf-8")
        entry = read_yaml(path, question_types()[kind].fields())
        return build(entry, Source(path, 1, tmp_path))[1]

    return compile_entry
