"""NLTK and its data without a network.

Both libraries need data that they do not bring along: textstat asks NLTK for a pronouncing dictionary and, when
it is not found, starts NLTK's downloader; NLTK's tagger needs its weights. The data lie in this package, in
`data/nltk_data.zip` (sources and licences in `data/SOURCES.md`).

They cannot simply be read from there. NLTK refuses files that other accounts could change, and calls them "not
found"; an installation made with the common umask 002 consists of such files. So `prepare` unpacks them once into
a folder that belongs to the user alone, and puts that folder first on NLTK's search path. After that textstat
finds its dictionary at once and never thinks of downloading; nothing in here calls the downloader either. That is for
notebooks that use the two on their own: Aquanaut reads the archive itself (`tagger`, `syllables.english`).

Nothing is loaded on import: NLTK costs a quarter of a second, the tagger as much again.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import stat
import sys
import tempfile
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from aquanaut.content import cache_folder
from aquanaut.words import say

DICTIONARY = "corpora/cmudict"
TAGGER = "taggers/averaged_perceptron_tagger_eng"

DAMAGED = (OSError, KeyError, ValueError, EOFError, zlib.error, zipfile.BadZipFile)

_lock = threading.RLock()
_prepared: Prepared | None = None


@dataclass(frozen=True)
class Prepared:
    """Where the data lie. `folder` is none when no place for them could be had; `note` then says why.

    `note` is also set, in one plain sentence, when only a temporary folder could be had.
    """

    folder: Path | None
    note: str = ""


def prepare() -> Prepared:
    """Make NLTK and textstat find their data. Cheap after the first time; safe in several processes at once."""
    global _prepared
    with _lock:
        if _prepared is None or _prepared.folder is None or not (_prepared.folder / DICTIONARY).is_dir():
            _prepared = _placed()
        return _prepared


_tagger: Any = None


def tagger() -> Any:
    """NLTK's tagger (Penn Treebank tags), loaded from this package: it needs no folder and no search path.

    Give it the tokens of one sentence, with typographic quotation marks and dashes made plain:
    `tagger().tag(["The", "drone", "flew"])`. Raises `RuntimeError` when the package's data are damaged
    or the disk is full to the last byte.
    """
    global _tagger
    with _lock:
        if _tagger is None:
            from nltk.tag.perceptron import PerceptronTagger

            try:
                made = PerceptronTagger(load=False)
            except OSError as error:  # It asks for the temporary folder, though it puts nothing there.
                raise RuntimeError(say("word_data.no_room", error=error)) from None
            name = TAGGER.rpartition("/")[2]
            try:
                with opened_archive() as archive:
                    weights, tagdict, classes = (
                        json.loads(archive.read(f"{TAGGER}/{name}.{part}.json"))
                        for part in ("weights", "tagdict", "classes")
                    )
            except DAMAGED as error:
                raise RuntimeError(say("word_data.tagger", error=error)) from None
            made.model.weights = weights
            made.tagdict = tagdict
            made.classes = made.model.classes = set(classes)
            _tagger = made
        return _tagger


# --- unpacking ---------------------------------------------------------------------------------------------


@contextmanager
def opened_archive() -> Iterator[zipfile.ZipFile]:
    """The archive of data in this package. Raises one of `DAMAGED` where it is not whole."""
    packed = resources.files("aquanaut.text.lexical").joinpath("data/nltk_data.zip")
    with packed.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        yield archive


def _placed() -> Prepared:
    """The first of the user's cache folder and a temporary folder that takes the data and that NLTK accepts."""
    try:
        with opened_archive() as archive:
            why = say("word_data.unwritable")
            for place, note in ((_lasting, ""), (_temporary, "word_data.temporary")):
                try:
                    folder = place(archive)
                except OSError as error:
                    why = " ".join(filter(None, (error.strerror or str(error), error.filename)))
                    continue
                if _accepted(folder):
                    return Prepared(folder, say(note, why=why) if note else "")
                why = say("word_data.refused", folder=folder)
    except DAMAGED as error:
        return Prepared(None, say("word_data.damaged", error=error))
    return Prepared(None, say("word_data.no_place", why=why))


def _lasting(archive: zipfile.ZipFile) -> Path:
    """The data in the user's cache folder, unpacked now or by an earlier run."""
    caches = cache_folder()
    if caches is None:
        raise OSError(say("word_data.no_home"))
    folder = caches / f"nltk-{_fingerprint(archive)}"
    if _complete(folder, archive):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Made beside its final place and moved there whole: nobody ever sees half of it.
    draft = Path(tempfile.mkdtemp(prefix="nltk-draft-", dir=folder.parent))
    try:
        _unpack(archive, draft)
        if folder.exists() and not _complete(folder, archive):
            # Damaged, or opened up by a careless chmod.
            folder.replace(draft / "old")
        try:
            draft.joinpath("data").replace(folder)
        except OSError:
            # Another process was quicker; what it left is as good.
            if not _complete(folder, archive):
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _temporary(archive: zipfile.ZipFile) -> Path:
    """The data in a folder that lasts as long as this process."""
    draft = Path(tempfile.mkdtemp(prefix="aquanaut-nltk-"))
    atexit.register(shutil.rmtree, draft, ignore_errors=True)
    try:
        _unpack(archive, draft)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return draft / "data"


def _unpack(archive: zipfile.ZipFile, draft: Path) -> None:
    """Every entry below `draft/data`, folders 0700 and files 0600 whatever the umask."""
    for entry in archive.infolist():
        target = draft / "data" / entry.filename
        for folder in reversed(target.relative_to(draft).parents[:-1]):
            made = draft / folder
            if not made.is_dir():
                made.mkdir(mode=0o700)
                made.chmod(0o700)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(archive.read(entry))
            out.flush()
            os.fsync(out.fileno())  # A full disk or quota may speak up only here.
        target.chmod(0o600)


def _complete(folder: Path, archive: zipfile.ZipFile) -> bool:
    """True when every file is there, whole and private."""
    return all(
        _private(folder / entry.filename, entry.file_size) and _private_parents(folder, entry.filename)
        for entry in archive.infolist()
    )


def _private(path: Path, size: int) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == size and _ours(found)


def _private_parents(folder: Path, name: str) -> bool:
    return all(_ours((folder / parent).lstat()) for parent in Path(name).parents)


def _ours(found: os.stat_result) -> bool:
    """Owned by this account (or root), and writable by no other. Windows has no such bits."""
    if sys.platform == "win32":
        return True
    return found.st_uid in (os.geteuid(), 0) and not found.st_mode & 0o022


def _fingerprint(archive: zipfile.ZipFile) -> str:
    """Changes with the data, so that a newer Aquanaut never reads what an older one unpacked."""
    entries = [(entry.filename, entry.file_size, entry.CRC) for entry in archive.infolist()]
    return hashlib.sha256(repr(entries).encode()).hexdigest()[:12]


def _accepted(folder: Path) -> bool:
    """Put `folder` first on NLTK's search path; true when NLTK finds the data there."""
    import nltk

    where = str(folder)
    try:
        for name in (DICTIONARY, TAGGER):
            nltk.data.find(name, paths=[where])
    except LookupError:
        return False
    if where not in nltk.data.path:
        nltk.data.path.insert(0, where)
    return True
