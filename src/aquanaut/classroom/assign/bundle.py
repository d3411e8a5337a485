"""Bundles: what `aquanaut assign` hands to each student, and what the teacher keeps.

    DIR/
      assignment.json      the teacher's: what was handed out, to whom, and the author's ids behind the opaque ones
      READ_ME_TEACHER.txt
      <code>/              one for each student of the roster, or `class/` for all
        <stem>.html        the page: records, and gives the answers back as a file
        <stem>.ipynb       the notebook, with assigned.json and exercise.yaml beside it
        articles/<slug>/   the text, with its notice, where the questions need one
        README.txt
      <code>.zip           the same in one file

In graded mode everything in a bundle is worked out from the public half alone (`load_public`), so a key cannot reach
it. The key is read once, to tell the teacher before the class if it does not fit. The same seed gives the same bytes
on the same account: the tickets rest on its own key (see `ticket`).

An answer is recorded by option id, so the order in which options were shown plays no part in grading. The ids are
opaque; `opaque.restore` gives the author's back.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from aquanaut.classroom.assign.files import article_yaml, exercise_yaml, filled, note, notebook, recorded_ids
from aquanaut.classroom.assign.page import exercise_page
from aquanaut.classroom.assign.ticket import secret_of, ticket
from aquanaut.content import complaint, read_yaml
from aquanaut.questions.bank import Bank
from aquanaut.questions.exercise import (
    ANY_ARTICLE,
    find_exercise,
    load_exercise,
    load_public,
    public_fields,
)
from aquanaut.text.article import OF_THE_CHECK, Article, load_article
from aquanaut.widgets.assigned import FILE, Assigned
from aquanaut.words import say

DEFAULT_ARTICLE = "drone-mission"
CLASS = "class"
MANIFEST, FOR_TEACHER = "assignment.json", "READ_ME_TEACHER.txt"
OWN_WORDS = ("context", "passage", "start", "cards", "own_cards")
"""Content keys with which a question brings the words it asks about."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip, so that the same seed gives the same bytes."""

PRACTICE_FILES = ("article.txt", "article.yaml", "marks.yaml", "facts.yaml")


@dataclass(frozen=True)
class Wish:
    """What a teacher asks for. `due` is the day in words, "" for none; `codes` is empty for one bundle for all.

    `secret` makes the tickets; without one it is worked out from the key of the teacher's account.
    """

    exercise: str
    mode: str = "graded"
    article: str = ""
    codes: tuple[str, ...] = ()
    due: str = ""
    seed: int = 0
    secret: str = ""


@dataclass(frozen=True)
class Plan:
    """An assignment ready to be written: what all its bundles share."""

    wish: Wish
    stem: str
    id: str
    version: str
    article: str
    about: str
    bank: Bank
    shown: Bank
    articles: tuple[Article, ...]
    common: Mapping[str, bytes]
    shipped: bool

    def students(self) -> tuple[str, ...]:
        """The codes; one empty code stands for the whole class."""
        return self.wish.codes or ("",)


def plan(wish: Wish, root: Path) -> Plan:
    """Read and check everything before the first file is written. Raises `ContentError`."""
    folder = find_exercise(wish.exercise, root)
    keyed = load_exercise(wish.exercise, root)  # Only to find faults now: nothing of it goes into a graded bundle.
    data = read_yaml(folder / "exercise.yaml", public_fields())
    slug = chosen_article(data, wish.article, folder / "exercise.yaml")
    bank = load_public(folder, root, slug)
    articles = tuple(load_article(name, root) for name in sorted(_needed(data, slug)))
    graded = wish.mode == "graded"
    common = _graded(data, bank, articles, slug) if graded else _practice(folder, articles, slug)
    version = hashlib.sha256(common["exercise.yaml"]).hexdigest()[:12]
    named = json.dumps([folder.name, version, wish.mode, slug, wish.due, wish.seed], ensure_ascii=False)
    mark = hashlib.sha256(named.encode()).hexdigest()[:10]
    return Plan(
        wish=replace(wish, secret=wish.secret or secret_of(mark)),
        stem=folder.name,
        id=mark,
        version=version,
        article=slug,
        about=str(data["about"]),
        bank=bank,
        shown=_as_students_see(bank, common, root) if graded else keyed,
        articles=articles,
        common=common,
        shipped=folder.parent.name == "exercises",
    )


def chosen_article(data: Mapping[str, Any], wanted: str, path: Path) -> str:
    """The slug of the article that a bundle shows, "" for none.

    `article: SLUG` in `exercise.yaml` settles it. An exercise for any article says `article: any`, or names none and
    brings no words of its own (no context, no passage, no cards); its questions speak of "the article". Raises
    `ContentError` where `wanted` goes against the file.
    """
    named = str(data.get("article", ""))
    if named and named != ANY_ARTICLE:
        if wanted and wanted != named:
            raise complaint(path, 0, "bundle.article", named=named, wanted=wanted)
        return named
    if OF_THE_CHECK.fullmatch(wanted):
        raise complaint(path, 0, "bundle.check_text")
    bare = not any(name in entry for entry in data["questions"] for name in OWN_WORDS)
    if wanted and not (named or bare):
        raise complaint(path, 0, "bundle.own_texts", wanted=wanted)
    return wanted or (DEFAULT_ARTICLE if named or bare else "")


def _needed(data: Mapping[str, Any], slug: str) -> set[str]:
    """Every article that the questions quote, and the one to read."""
    found = {slug}
    for entry in data["questions"]:
        for part in (entry, entry.get("context", {}), entry.get("passage", {})):
            found.add(str(part.get("article", "")))
    return found - {"", ANY_ARTICLE}


def _graded(data: Mapping[str, Any], bank: Bank, articles: Sequence[Article], slug: str) -> dict[str, bytes]:
    made = {"exercise.yaml": exercise_yaml({**data, **({"article": slug} if slug else {})}, bank)}
    for article in articles:
        place = f"articles/{article.slug}"
        made[f"{place}/article.txt"] = (article.folder / "article.txt").read_bytes()
        made[f"{place}/article.yaml"] = article_yaml(article)
    return made


def _practice(folder: Path, articles: Sequence[Article], slug: str) -> dict[str, bytes]:
    made = {name: (folder / name).read_bytes() for name in ("exercise.yaml", "key.yaml")}
    for article in articles:
        for path in (article.folder / name for name in PRACTICE_FILES):
            if path.exists():
                made[f"articles/{article.slug}/{path.name}"] = path.read_bytes()
    return made


def _as_students_see(bank: Bank, common: Mapping[str, bytes], root: Path) -> Bank:
    """The questions read back from the very bytes that are handed out: a page and a notebook cannot differ."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as scratch:
        base = Path(scratch)
        for name, content in common.items():
            path = base / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return load_public(base, base, bank.article)


# --- one bundle --------------------------------------------------------------------------------------------


def assigned_to(made: Plan, student: str) -> Assigned:
    """What one copy is."""
    order = hashlib.sha256(f"{made.wish.seed}/{made.stem}/{student}".encode()).hexdigest()[:12]
    return Assigned(
        id=made.id,
        exercise=made.stem,
        mode=made.wish.mode,
        student=student,
        version=made.version,
        shuffle=order,
        article=made.article,
        due=made.wish.due,
        ticket=ticket(made.wish.secret, made.stem, made.id, student),
    )


def bundle(made: Plan, student: str) -> dict[str, bytes]:
    """The files of one student's bundle, by name."""
    assigned = assigned_to(made, student)
    due, stem = made.wish.due, made.stem
    shown = next((one for one in made.articles if one.slug == made.article), None)
    page = exercise_page(made.shown, assigned, made.about, due, shown)
    own = {
        "README.txt": note(made.bank, assigned, made.about, due, made.articles),
        f"{stem}.html": page.encode(),
        f"{stem}.ipynb": notebook(made.bank, assigned, made.about, due),
        FILE: assigned.as_json().encode(),
    }
    return {**own, **made.common}


def packed(files: Mapping[str, bytes], top: str) -> bytes:
    """A zip with `files` in the folder `top`; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            one = zipfile.ZipInfo(f"{top}/{name}", EPOCH)
            one.compress_type = zipfile.ZIP_DEFLATED
            one.create_system = 3  # the same on every system
            one.external_attr = 0o644 << 16
            archive.writestr(one, files[name], compresslevel=6)
    return out.getvalue()


# --- writing -----------------------------------------------------------------------------------------------


def write_assignment(made: Plan, out: Path) -> Iterator[str]:
    """Write everything into `out`, which must be new or empty; yields each code when its bundle is there.

    The manifest comes last: a folder without one was not finished. Raises `ContentError`.
    """
    _fresh(out)
    try:
        for student in made.students():
            name = student or CLASS
            files = bundle(made, student)
            for file, content in files.items():
                path = out / name / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            (out / f"{name}.zip").write_bytes(packed(files, f"{made.stem}-{name}"))
            yield name
        (out / FOR_TEACHER).write_text(for_teacher(made), encoding="utf-8", newline="\n")
        _write_private(out / MANIFEST, manifest(made))
    except OSError as error:
        raise complaint(out, 0, "bundle.unwritable", why=error.strerror or say("bundle.error")) from None


def _write_private(path: Path, text: str) -> None:
    """A file that its owner alone can read: the secret of the tickets is in it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode())


def _fresh(out: Path) -> None:
    """Refuse a folder that holds anything: nothing is ever overwritten."""
    try:
        if out.exists() and not out.is_dir():
            raise complaint(out, 0, "bundle.file")
        out.mkdir(parents=True, exist_ok=True)
        held = sorted(path.name for path in out.iterdir())
    except OSError as error:
        raise complaint(out, 0, "bundle.closed", why=error.strerror or say("bundle.error")) from None
    if held:
        raise complaint(out, 0, "bundle.full", n=len(held), first=held[0])


def manifest(made: Plan) -> str:
    """`assignment.json`: the teacher's record of what was handed out. No name is in it.

    `ids` maps, by question, each opaque id to the author's: `opaque.restore(question, answer, ids[question.id])`.
    """
    held = {
        "v": 1,
        "assignment": made.id,
        "exercise": made.stem,
        "lesson": made.bank.lesson,
        "version": made.version,
        "mode": made.wish.mode,
        "article": made.article,
        "due": made.wish.due,
        "secret": made.wish.secret,
        "seed": made.wish.seed,
        "students": list(made.wish.codes),
        "ids": recorded_ids(made.bank) if made.wish.mode == "graded" else {},
    }
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def warnings(made: Plan) -> list[str]:
    """What the teacher should know before handing this out."""
    found = []
    if made.wish.mode == "practice":
        found.append(filled("bundle.warn.practice"))
    elif made.shipped:
        found.append(filled("bundle.warn.shipped"))
    if not made.shipped:
        found.append(filled("bundle.warn.own"))
    return found


def for_teacher(made: Plan) -> str:
    """The note in the teacher's folder."""
    names = [f"{name or CLASS}.zip" for name in made.students()]
    zips = ", ".join(names[:3]) + (f" … {names[-1]}" if len(names) > 3 else "")
    due = filled("bundle.due", due=made.wish.due) if made.wish.due else ""
    said = "\n\n".join(warnings(made))
    more = " --roster ROSTER.csv" if made.wish.codes else ""
    more += f' --due "{made.wish.due}"' if made.wish.due else ""
    return filled("bundle.teacher", title=made.bank.title, mode=made.wish.mode, zips=zips, stem=made.stem, due=due,
                  warning=said, more=more) + "\n"  # fmt: skip


def due_in_words(given: str) -> str:
    """A day, or a day and an hour, as `2026-12-01` or `2026-12-01 14:30`, in the same form. Raises `ContentError`."""
    text = given.strip()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise complaint(Path("--due"), 0, "bundle.date", given=given) from None
    return f"{at:%Y-%m-%d %H:%M}" if len(text) > len("2026-12-01") else f"{at:%Y-%m-%d}"
