"""How far readers agree: nominal Krippendorff's alpha (Krippendorff 2011, "Computing Krippendorff's
Alpha-Reliability").

1 means that they always agree, 0 what chance would give, below 0 worse than chance. This small version is pure
Python, so that it also runs in a browser; the tests hold it to NLTK's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

from aquanaut.marks.reference import Mark
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Nominal alpha over units; a unit holds the values that its readers gave (one reader: ignored).

    None when nothing could vary: fewer than two values in all, or everybody said the same everywhere.
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for values in units:
        if len(values) < 2:
            continue
        share = 1 / (len(values) - 1)
        for i, a in enumerate(values):
            for j, b in enumerate(values):
                if i != j:
                    coincidences[a, b] += share  # type: ignore[assignment]
    totals: Counter[Hashable] = Counter()
    for (a, _), count in coincidences.items():
        totals[a] += count
    n = sum(totals.values())
    differing = sum(count for (a, b), count in coincidences.items() if a != b)
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    if not expected:
        return None
    return 1 - (n - 1) * differing / expected


def token_units(doc: Document, readers: Sequence[Sequence[Mark]], chosen: Callable[[Mark], bool]) -> list[list[str]]:
    """For every word the code that each reader gave it, or "" for none.

    Where one reader's marks overlap, the shortest mark counts, as the closest reading.
    """
    columns = []
    for marks in readers:
        wanted = sorted(
            (m for m in marks if m.span and chosen(m)),
            key=lambda m: m.span.start - m.span.end if m.span else 0,
        )
        column = [""] * len(doc.words)
        for mark in wanted:  # longest first, so that the shortest writes last
            for i, word in enumerate(doc.words):
                if mark.span and word.overlaps(mark.span):
                    column[i] = mark.code
        columns.append(column)
    return [list(values) for values in zip(*columns, strict=True)]


def sentence_units(
    sentences: Sequence[Span], readers: Sequence[Sequence[Mark]], codes: Sequence[str]
) -> list[list[str]]:
    """For every sentence the code that each reader gave it (the first of `codes` present), or "" for none."""

    def given(marks: Sequence[Mark], sentence: Span) -> str:
        inside = {m.code for m in marks if m.span and sentence.start <= m.span.start < sentence.end}
        return next((code for code in codes if code in inside), "")

    return [[given(marks, sentence) for marks in readers] for sentence in sentences]
