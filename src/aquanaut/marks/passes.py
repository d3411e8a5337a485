"""The two readers' own passes over an article, as made before they compared notes, and how far they agree.

`articles/<slug>/passes/reader-N.yaml` is kept as it was handed in. `marks.yaml` is what came out of comparing them;
a mark is `core` there only when both passes hold it, which `matches` decides, not anybody's memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import compress
from pathlib import Path
from typing import NotRequired

from aquanaut.content import LINE, Entry, Fields, Flag, ListOf, OneOf, Text, read_yaml
from aquanaut.marks.agreement import alpha, sentence_units, token_units
from aquanaut.marks.labels import CODES, label_of
from aquanaut.marks.reference import PARTS, Mark, PartsEntry, load_marks, placed_parts
from aquanaut.text.anchors import QUOTE, Quote, QuoteEntry, Span, locate, occurrences
from aquanaut.text.article import Article

PASS = Fields(
    {
        "reader": Text(),
        "marks": ListOf(
            Fields(
                {"code": OneOf(tuple(CODES)), "polarity": OneOf(("flaw", "sound")), "rationale": Text()},
                {
                    "exact": Text(),
                    **QUOTE.optional,
                    "absent": Flag(),
                    "links": ListOf(QUOTE),
                    "parts": Fields({}, dict.fromkeys(PARTS, QUOTE)),
                    "alternative": Text(),
                    "certainty": OneOf(("core", "debatable")),
                },
            )
        ),
    },
    {"translated": Flag(), "provenance": Text()},
)


class PassMark(Entry):
    """A mark of one reader as the file holds it."""

    code: str
    polarity: str
    rationale: str
    exact: NotRequired[str]
    prefix: NotRequired[str]
    suffix: NotRequired[str]
    absent: NotRequired[bool]
    links: NotRequired[list[QuoteEntry]]
    parts: NotRequired[PartsEntry]
    alternative: NotRequired[str]
    certainty: NotRequired[str]


class PassFile(Entry):
    """One reader's pass as a whole.

    `translated`: the reader had categories of their own, which a program put into the codebook's codes (`provenance`
    says how); so its codes name a fault only roughly, and its words and lens are what can be compared.
    """

    reader: str
    marks: list[PassMark]
    translated: NotRequired[bool]
    provenance: NotRequired[str]


LENSES = {
    "loaded (L)": ("L1", "L2", "L3", "L4", "L5"),
    "garbled and clashing (G, X)": ("G1", "G2", "G3", "X1", "X2", "X3", "X4", "X5", "X6"),
    "sources (S)": ("S1", "S2", "S3", "S4", "S5"),
}
CLASSES = ("A4", "A3", "A2", "A1", "A0")
"""The attribution classes of a sentence; where it holds several claims, the best-sourced class names it."""


def load_passes(article: Article) -> dict[str, list[Mark]]:
    """Every reader's pass by name; a mark has a certainty only where its reader gave one.

    Raises `ContentError` for a lost quotation.
    """
    found: dict[str, list[Mark]] = {}
    for path in sorted((article.folder / "passes").glob("*.yaml")):
        data = read_yaml(path, PASS, PassFile)
        found[data["reader"]] = [_mark(article, path, data["reader"], i, m) for i, m in enumerate(data["marks"])]
    return found


def _mark(article: Article, path: Path, reader: str, number: int, entry: PassMark) -> Mark:
    def at(quote: Mapping[str, object]) -> Span:
        return locate(article.text, Quote.from_content(quote), path, entry[LINE])

    return Mark(
        id=f"{reader}-{number}",
        code=entry["code"],
        span=None if entry.get("absent") else at(entry),
        links=tuple(at(q) for q in entry.get("links", [])),
        parts=placed_parts(entry.get("parts"), at),
        polarity=entry["polarity"],
        certainty=entry.get("certainty", ""),
        by=(reader,),
        rationale=entry["rationale"],
        alternative=entry.get("alternative", ""),
    )


def lens_of(code: str) -> str:
    """The lens that a code belongs to: its family, where garbled and clashing (G, X) are one."""
    return "GX" if code[0] in "GX" else code[0]


def holds(article: Article, mark: Mark, made: Mark) -> bool:
    """Whether a pass's mark is that of the reference: the same mark, or under a translated pass the same fault.

    A reader who gave a certainty of their own had categories of their own: there lens, polarity and words must agree.
    """
    if made.certainty and made.polarity == mark.polarity and lens_of(made.code) == lens_of(mark.code):
        return _same_words(article, mark, made)
    return matches(article, mark, made)


def matches(article: Article, a: Mark, b: Mark) -> bool:
    """Whether two readers made the same mark: one student label, one polarity, and the same words."""
    if a.polarity != b.polarity or label_of(a.code) != label_of(b.code):
        return False
    return _same_words(article, a, b)


def _same_words(article: Article, a: Mark, b: Mark) -> bool:
    """Whether the words that the two share are at least half of the longer mark, or all of a shorter one of up to four.

    Readers differ most about edges. Of what is missing from the text, only the codes can be compared.
    """
    if a.span is None or b.span is None:
        return a.span is b.span and a.code == b.code
    if not a.span.overlaps(b.span):
        return False
    doc = article.document()
    first = {w for w in doc.words if w.overlaps(a.span)}
    second = {w for w in doc.words if w.overlaps(b.span)}
    shared, shorter = len(first & second), min(len(first), len(second))
    return 2 * shared >= max(len(first), len(second)) or (shared == shorter and 0 < shorter <= 4)


def agreement(
    article: Article, without: Iterable[str] = (), readers: Iterable[str] = (), *, by_code: bool = True
) -> dict[str, float | None]:
    """Nominal Krippendorff's alpha of the passes, by lens, as the codebook measures it.

    `without`: phrases to leave out wherever they stand, such as the codebook's own examples. For attribution the
    sentences that hold one are left out. `readers`: whose passes are compared; all without it. `by_code` False asks of
    a word only whether it was marked, for readers whose categories differ.
    """
    wanted = frozenset(readers)
    passes = [marks for name, marks in load_passes(article).items() if name in wanted or not wanted]
    doc = article.document()
    gone = [span for phrase in without for span in occurrences(article.text, Quote(phrase))]
    kept = [not any(word.overlaps(span) for span in gone) for word in doc.words]
    body = [s for b in article.layout if b.kind not in ("sources", "aside") for s in doc.inside(doc.sentences, b.span)]
    figures: dict[str, float | None] = {}
    for name, codes in LENSES.items():
        units = token_units(doc, passes, lambda m, codes=codes: m.code in codes and m.polarity == "flaw")  # type: ignore[misc]
        told = units if by_code else [[str(bool(code)) for code in unit] for unit in units]
        figures[name] = alpha(compress(told, kept))
    sentences = [s for s in body if not any(s.overlaps(span) for span in gone)]
    figures["attribution (A), sentence classes"] = alpha(sentence_units(sentences, passes, CLASSES))
    return figures


FATES = ("core", "debatable", "left out")


def fates(article: Article) -> dict[str, dict[str, Counter[str]]]:
    """What became of every reader's marks: reader, family of codes (`L`), and how many ended as each of `FATES`.

    A reader's mark counts once, and stands for one reference mark at most. Of things missing from the text only the
    codes can be compared.
    """
    reference = sorted(load_marks(article), key=lambda m: FATES.index(m.certainty))
    found: dict[str, dict[str, Counter[str]]] = {}
    for reader, marks in load_passes(article).items():
        left = list(marks)
        counts: dict[str, Counter[str]] = {}
        for mark in reference:
            same = [m for m in left if reader in mark.by and holds(article, mark, m)]
            if same:
                closest = min(same, key=lambda m: (m.code != mark.code, m.span != mark.span))
                left.remove(closest)
                counts.setdefault(closest.code[0], Counter())[mark.certainty] += 1
        for m in left:
            counts.setdefault(m.code[0], Counter())["left out"] += 1
        found[reader] = counts
    return found
