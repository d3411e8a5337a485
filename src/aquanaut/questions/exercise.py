"""An exercise: questions that a teacher assigns, and their key in a file of its own.

`exercises/<stem>/exercise.yaml` holds all that a student may get, `key.yaml` the rest: which option is right, feedback,
targets, rubrics, samples. Which content keys are secret, each question type says itself; the two schemas follow from
that, so a key that strays into `exercise.yaml` is an error with file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from aquanaut.content import (
    LINE,
    ContentError,
    Fields,
    ListOf,
    MapOf,
    OneOf,
    Schema,
    Text,
    Variant,
    Whole,
    complaint,
    content_files,
    content_root,
    is_packed,
    read_yaml,
)
from aquanaut.questions.bank import SET, Bank, QuizFile, assemble
from aquanaut.questions.model import Entry, QuestionType, question_types
from aquanaut.words import say

ALWAYS_SECRET = ("material",)
"""Whether a text is sound or flawed gives a judgement away, in every kind of question."""

FOLDERS = ("exercises", "my_exercises")
"""The shipped exercises, and a teacher's own, which git ignores."""

ANY_ARTICLE = "any"
"""`article: any` in an `exercise.yaml`: its questions fit any article, which is chosen when it is assigned."""


class NoKeys(ContentError):
    """A key was asked of an installation that has none on purpose. The message is one sentence."""

    def __init__(self) -> None:
        super().__init__([])
        self.args = (say("fault.no_keys"),)


def need_keys(root: Path) -> None:
    """Raise `NoKeys` where the content in use is the learners' copy inside the package."""
    if is_packed(root):
        raise NoKeys()


FRAME: Mapping[str, Schema] = {
    "title": Text(),
    "about": Text(words=8),
    "minutes": Whole(1, 120),
    "objectives": MapOf(Text(words=4)),
    "sets": ListOf(SET, least=1),
}


def public_fields() -> Fields:
    """Schema of an `exercise.yaml`."""
    kinds = {kind: _part(t.fields(), (*t.secret, *ALWAYS_SECRET), secret=False) for kind, t in question_types().items()}
    questions = ListOf(Variant("kind", kinds), least=1)
    return Fields({"exercise": Text(), **FRAME, "questions": questions}, {"article": Text()})


def key_fields() -> Fields:
    """Schema of a `key.yaml`. Each entry repeats the question's `id` and `kind`."""
    kinds = {kind: _key_entry(t) for kind, t in question_types().items()}
    return Fields({"exercise": Text(), "keys": ListOf(Variant("kind", kinds), least=1)})


def _key_entry(kind: QuestionType) -> Fields:
    part = _part(kind.fields(), (*kind.secret, *ALWAYS_SECRET), secret=True)
    head: dict[str, Schema] = {"id": Text(), "kind": OneOf((kind.kind,))}
    return Fields({**head, **part.required}, part.optional, "id")


def _part(fields: Fields, paths: Iterable[str], secret: bool) -> Fields:
    """The secret or the public half of a schema. A path names a key, or `list.key` inside the items of a list."""
    whole = {path for path in paths if "." not in path}
    inner = {path.split(".")[0] for path in paths if "." in path}

    def half(known: Mapping[str, Schema]) -> dict[str, Schema]:
        kept: dict[str, Schema] = {}
        for name, schema in known.items():
            if name in inner and isinstance(schema, ListOf) and isinstance(schema.item, Fields):
                own = {path.split(".", 1)[1] for path in paths if path.startswith(f"{name}.")}
                kept[name] = ListOf(_item(schema.item, own, secret), schema.least, schema.most)
            elif (name in whole) == secret:
                kept[name] = schema
        return kept

    return Fields(half(fields.required), half(fields.optional), fields.identity)


def _item(item: Fields, own: set[str], secret: bool) -> Fields:
    """One half of a list's items; both halves keep the `id` that joins them."""

    def half(known: Mapping[str, Schema]) -> dict[str, Schema]:
        return {name: schema for name, schema in known.items() if name == "id" or (name in own) == secret}

    return Fields(half(item.required), half(item.optional), item.identity)


def exercise_stems(root: Path | None = None) -> list[str]:
    """The stems of all exercises, the shipped ones first."""
    base = root or content_root()
    return [p.parent.name for folder in FOLDERS for p in content_files(base, folder, "exercise.yaml")]


def find_exercise(name: str, root: Path | None = None) -> Path:
    """The folder that `name` means: a stem, or a number. A teacher's own exercise comes before a shipped namesake."""
    base = root or content_root()
    found = [p.parent for folder in reversed(FOLDERS) for p in content_files(base, folder, "exercise.yaml")]
    matching = [f for f in found if f.name == name or (name.isdigit() and f.name.startswith(f"{int(name):02d}_"))]
    if matching:
        return matching[0]
    offered = [stem for stem in exercise_stems(base) if not stem.startswith("form_")]  # the check speaks for itself
    names = ", ".join(offered) or say("fault.none_yet")
    raise complaint(Path("exercises") / name, 0, "fault.no_exercise", name=name, names=names)


def load_exercise(name: str, root: Path | None = None) -> Bank:
    """An exercise with its key, as a `Bank` whose `lesson` is `exercise_<stem>`.

    Raises `ContentError`: a fault in either file, a question without a key, a key without a question. Raises `NoKeys`.
    """
    root = root or content_root()
    folder = find_exercise(name, root)
    need_keys(root)
    for file, schema in (("exercise.yaml", public_fields()), ("key.yaml", key_fields())):
        data = read_yaml(folder / file, schema)
        if data["exercise"] != folder.name:
            raise complaint(
                folder / file, data[LINE], "fault.folder_exercise", name=data["exercise"], folder=folder.name
            )
    return load_pair(folder, root)


def load_public(folder: Path, root: Path, article: str = "") -> Bank:
    """The `exercise.yaml` of a folder alone, as a `Bank` without keys: all that a student in graded mode has.

    `article` takes the place of `article: any`. Raises `ContentError`.
    """
    public = read_yaml(folder / "exercise.yaml", public_fields())
    data = {**public, "lesson": f"exercise_{public['exercise']}"}
    if public.get("article") == ANY_ARTICLE and article:
        data["article"] = article
    return assemble(cast(QuizFile, data), folder / "exercise.yaml", root, keyed=False)


def load_pair(folder: Path, root: Path) -> Bank:
    """The `exercise.yaml` and `key.yaml` of a folder, whatever its name. Raises `ContentError`."""
    public = read_yaml(folder / "exercise.yaml", public_fields())
    key = read_yaml(folder / "key.yaml", key_fields())
    keys = {entry["id"]: entry for entry in key["keys"]}
    asked = {entry["id"] for entry in public["questions"]}
    for entry in key["keys"]:
        if entry["id"] not in asked:
            raise complaint(folder / "key.yaml", entry[LINE], "fault.key.stray", id=entry["id"])
    entries = [join(folder, entry, keys) for entry in public["questions"]]
    joined = {**public, "lesson": f"exercise_{public['exercise']}", "questions": entries}
    return assemble(cast(QuizFile, joined), folder / "exercise.yaml", root)


def join(folder: Path, entry: Entry, keys: Mapping[object, Entry]) -> Entry:
    """One whole content entry from its public half and its key."""
    key = keys.get(entry["id"])
    if key is None or key["kind"] != entry["kind"]:
        line = cast(int, entry[LINE])
        raise complaint(folder / "exercise.yaml", line, "fault.key.missing", kind=entry["kind"], id=entry["id"])
    whole = dict(entry)
    for name, secret in key.items():
        if name in ("id", "kind", LINE):
            continue
        whole[name] = _joined(folder, _list(entry[name]), _list(secret), name) if name in entry else secret
    return whole


def _list(part: object) -> list[Entry]:
    return cast(list[Entry], part)


def _joined(folder: Path, public: list[Entry], secret: list[Entry], name: str) -> list[Entry]:
    """Two halves of a list, joined by id, in the order of the key (which is what putting in order asks for)."""
    known = {one["id"]: one for one in public}
    if set(known) != {one["id"] for one in secret}:
        line = cast(int, secret[0][LINE]) if secret else 0
        raise complaint(folder / "key.yaml", line, "fault.key.ids", name=name)
    return [{**known[one["id"]], **{k: v for k, v in one.items() if k != LINE}} for one in secret]
