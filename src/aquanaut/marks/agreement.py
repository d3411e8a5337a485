"""How far readers agree: nominal Krippendorff's alpha (Krippendorff 2011, "Computing Krippendorff's
Alpha-Reliability").

1 means that they always agree, 0 what chance would give, below 0 worse than chance. NLTK computes it; what is here
says what one unit is (a word, a sentence) and which of several marks on it counts. The tests hold the figure to the
published examples and, for the shipped passes, to a count of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from aquanaut.marks.reference import Mark
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Nominal alpha over units; a unit holds the values that its readers gave (one reader: ignored).

    None when nothing could vary: fewer than two values in all, or everybody said the same everywhere.
    """
    compared = [values for values in units if len(values) > 1]
    if len({value for values in compared for value in values}) < 2:
        return None
    # NLTK is loaded only where it is needed: it costs a quarter of a second.
    from nltk.metrics.agreement import AnnotationTask

    given = [(reader, unit, value) for unit, values in enumerate(compared) for reader, value in enumerate(values)]
    return float(AnnotationTask(given).alpha())


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
