"""Reference marks from two passes by rule alone: what both readers marked is `core`, the rest `debatable`.

For the short unseen texts. (The drone article's passes were compared by a third reader; see its AGREEMENT.md.) Which
marks are "the same", `passes.matches` decides. What only a look-up can settle (X6) stays debatable even where both
marked it: that two readers remember the same thing does not make it so.

    python -m aquanaut.marks.merge a01-ferry-hour …      writes articles/<slug>/marks.yaml
    python -m aquanaut.marks.merge --agreement           prints the table of lessons/study/AGREEMENT.md
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from aquanaut.content import Entry, Fields, ListOf, Text, content_root, read_yaml
from aquanaut.marks.agreement import alpha, sentence_units, token_units
from aquanaut.marks.passes import CLASSES, LENSES, PASS, PassFile, PassMark, load_passes, matches
from aquanaut.marks.reference import Mark
from aquanaut.text.anchors import Span
from aquanaut.text.article import Article, load_article

READERS = (("reader-1", "a language model"), ("reader-2", "a language model, a second and separate run"))
KEPT = ("exact", "prefix", "suffix", "absent", "links", "parts", "polarity")
DECIDED = Fields({"decided": ListOf(Fields({"slug": Text(), "exact": Text(), "why": Text(words=4)}))})
"""Marks that a rule of the codebook does not keep, in `lessons/study/decided.yaml`: they stay debatable."""


class DecidedEntry(Entry):
    """A mark that was decided against: where, which words, and why."""

    slug: str
    exact: str
    why: str


class DecidedFile(Entry):
    """`decided.yaml` as a whole."""

    decided: list[DecidedEntry]


HEAD = (
    "# What two readers marked in this text, joined by rule (aquanaut.marks.merge); nobody adjudicated.\n"
    "# The readers are separate runs of a language model, not people. `core`: both made the mark; `debatable`: one.\n"
)


def merged(article: Article) -> list[dict[str, object]]:
    """The marks of both passes as entries of a `marks.yaml`, in order of place."""
    passes = load_passes(article)
    entries = {name: _entries(article, name) for name in passes}
    (one, first), (two, second) = passes.items()
    left = list(range(len(second)))
    found: list[tuple[Mark, list[str], dict[str, object]]] = []
    for at, mark in enumerate(first):
        same = [k for k in left if matches(article, mark, second[k])]
        if same:
            closest = min(same, key=lambda k: (second[k].code != mark.code, second[k].span != mark.span, k))
            left.remove(closest)
        by = [one, *([two] if same else [])]
        found.append((mark, by, _entry(entries[one][at], mark, by)))
    found += [(second[k], [two], _entry(entries[two][k], second[k], [two])) for k in left]
    against = decided(article)
    for _, _, entry in found:
        if entry.get("exact") in against:
            entry["certainty"], entry["rationale"] = "debatable", against[str(entry["exact"])]
    found.sort(key=lambda merge: (merge[0].span is None, merge[0].span or Span(0, 0), merge[0].code, merge[1]))
    return [{"id": f"m{number:02d}", **entry} for number, (_, _, entry) in enumerate(found, start=1)]


def decided(article: Article) -> dict[str, str]:
    """The words of marks in `article` that were decided against, each with the reason."""
    path = article.folder.parents[1] / "lessons" / "study" / "decided.yaml"
    if not path.exists():
        return {}
    entries = read_yaml(path, DECIDED, DecidedFile)["decided"]
    return {entry["exact"]: entry["why"] for entry in entries if entry["slug"] == article.slug}


def _entries(article: Article, reader: str) -> list[PassMark]:
    return read_yaml(article.folder / "passes" / f"{reader}.yaml", PASS, PassFile)["marks"]


def _entry(written: Mapping[str, object], mark: Mark, by: list[str]) -> dict[str, object]:
    sure = len(by) == len(READERS) and mark.code != "X6"
    kept = {name: _plain(written[name]) for name in KEPT if name in written}
    told = {name: written[name] for name in ("rationale", "alternative") if written.get(name)}
    return {"code": mark.code, **kept, "certainty": "core" if sure else "debatable", "by": by, **told}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if not name.startswith("__")}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def as_yaml(article: Article) -> str:
    """The whole file `marks.yaml`; the same passes give the same bytes."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 120
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump({"readers": [{"id": i, "who": who} for i, who in READERS], "marks": merged(article)}, out)
    return HEAD + out.getvalue()


# --- agreement over many texts -----------------------------------------------------------------------------


def pooled(articles: Iterable[Article]) -> dict[str, tuple[float | None, int]]:
    """Krippendorff's alpha by lens over several texts taken as one, and how many words either reader marked there.

    For attribution the units are sentences.
    """
    units: dict[str, list[Sequence[str]]] = {name: [] for name in (*LENSES, "attribution (A), sentence classes")}
    for article in articles:
        readers, doc = list(load_passes(article).values()), article.document()
        for name, codes in LENSES.items():
            units[name] += token_units(doc, readers, lambda m, codes=codes: m.code in codes and m.polarity == "flaw")  # type: ignore[misc]
        units["attribution (A), sentence classes"] += sentence_units(doc.sentences, readers, CLASSES)
    return {name: (alpha(found), sum(any(values) for values in found)) for name, found in units.items()}


def sound_or_not(articles: Iterable[Article]) -> Counter[tuple[bool, bool]]:
    """For each text, whether each reader marked any flaw in it: (first, second)."""
    return Counter(
        tuple(any(m.polarity == "flaw" for m in marks) for marks in load_passes(article).values())  # type: ignore[misc]
        for article in articles
    )


# --- by hand -----------------------------------------------------------------------------------------------


def main(arguments: Sequence[str]) -> int:
    """Write the marks of the texts named, or print the agreement."""
    root = content_root()
    if list(arguments) == ["--agreement"]:
        texts = [load_article(slug, root) for slug in unseen(root)]
        for name, (value, n) in pooled(texts).items():
            print(f"| {name} | {'–' if value is None else f'{value:.2f}'} | {n} |")
        print(dict(sound_or_not(texts)))
        return 0
    for slug in arguments:
        article = load_article(slug, root)
        (article.folder / "marks.yaml").write_text(as_yaml(article), encoding="utf-8")
        print(article.folder / "marks.yaml")
    return 0


def unseen(root: Path) -> list[str]:
    """The slugs of the thirty-six unseen texts."""
    return [path.parent.name for path in sorted(root.glob("articles/[abp][01][0-9]-*/article.yaml"))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
