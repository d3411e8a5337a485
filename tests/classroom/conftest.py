"""An exercise with every kind of question, made from the lessons' own, so that new kinds are covered when they come."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aquanaut.questions.bank import lesson_stems
from aquanaut.questions.exercise import ALWAYS_SECRET
from aquanaut.questions.model import question_types

ROOT = Path(__file__).parents[2]
ALL = "91_all_kinds"


def plain_yaml():
    yaml = YAML(typ="safe")
    yaml.width = 4096
    yaml.allow_unicode = True
    return yaml


def halves(entry):
    """A whole content entry as its public half and its key."""
    secret = [*question_types()[entry["kind"]].secret, *ALWAYS_SECRET]
    inner = {}
    for path in secret:
        if "." in path:
            inner.setdefault(path.split(".")[0], set()).add(path.split(".")[1])
    public, key = {}, {"id": entry["id"], "kind": entry["kind"]}
    for name, value in entry.items():
        if name in inner:
            public[name] = [{k: v for k, v in one.items() if k not in inner[name]} for one in value]
            key[name] = [{k: v for k, v in one.items() if k == "id" or k in inner[name]} for one in value]
        else:
            (key if name in secret else public)[name] = value
    return public, key


@pytest.fixture(scope="session")
def content(tmp_path_factory):
    """A content folder of its own: the articles, the shipped exercises, and one with two questions of each kind."""
    root = tmp_path_factory.mktemp("content")
    shutil.copytree(ROOT / "articles" / "drone-mission", root / "articles" / "drone-mission")
    shutil.copytree(ROOT / "exercises", root / "exercises")
    for other in ROOT.glob("articles/*/article.yaml"):  # those that shipped exercises may quote
        if not (root / "articles" / other.parent.name).exists():
            (root / "articles" / other.parent.name).symlink_to(other.parent)
    whole = [
        entry
        for stem in lesson_stems(ROOT)
        for entry in plain_yaml().load((ROOT / "lessons" / stem / "quiz.yaml").read_text("utf-8"))["questions"]
    ]
    chosen = [entry for kind in question_types() for entry in [e for e in whole if e["kind"] == kind][:2]]
    chosen += [e for e in whole if e.get("reference")][:1] + [e for e in whole if e.get("cards")][:1]
    unique = {entry["id"]: {**entry, "set": "work", "objective": "see"} for entry in chosen}
    split = [halves(entry) for entry in unique.values()]
    folder = root / "my_exercises" / ALL
    folder.mkdir(parents=True)
    public = {
        "exercise": ALL, "article": "drone-mission", "title": "Every kind", "minutes": 30,
        "about": "Two questions of each kind, so that nothing is left out.",
        "objectives": {"see": "See that every kind is there."},
        "sets": [{"id": "work", "title": "All of them"}], "questions": [half for half, _ in split],
    }  # fmt: skip
    with (folder / "exercise.yaml").open("w", encoding="utf-8") as file:
        plain_yaml().dump(public, file)
    with (folder / "key.yaml").open("w", encoding="utf-8") as file:
        plain_yaml().dump({"exercise": ALL, "keys": [half for _, half in split]}, file)
    return root
