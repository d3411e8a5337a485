"""The sample of a kind, as a question with its key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aquanaut.content import read_yaml
from aquanaut.questions.bank import build
from aquanaut.questions.model import Key, Question, Source, kind_rooms, question_types


def sample(kind: str) -> tuple[Question, Key]:
    """The question that stands in a kind's own folder."""
    path = Path(str(kind_rooms()[kind] / "sample.yaml"))
    return build(read_yaml(path, question_types()[kind].fields()), Source(path, 1, path.parent))


@pytest.fixture(scope="session", params=sorted(kind_rooms()))
def room(request: pytest.FixtureRequest) -> tuple[str, Question, Key, list[dict]]:
    """Each kind: its name, its sample and its vectors."""
    question, key = sample(request.param)
    vectors = json.loads((kind_rooms()[request.param] / "vectors.json").read_text(encoding="utf-8"))
    return request.param, question, key, vectors
