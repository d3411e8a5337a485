"""A text cut into paragraphs, sentences and tokens, with exact offsets.

Paragraphs are cut first (else a heading runs into the sentence below it), sentences by nupunkt within each
paragraph, tokens by one expression. Nothing is ever normalised: every span gives back the words of the
untouched text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from aquanaut.text.anchors import Span

_PARAGRAPH = re.compile(r"(?:\r?\n[^\S\n]*){2,}|\r?\n(?=[^\S\n]*[•●▪*–-][^\S\n])|\u2029")

# In order: initials and abbreviations with dots (U.S., H.W.), sums and figures (800-mile, $50, 4.5%), words
# with inner hyphens, apostrophes or dots (TWZ.com, hasn’t), and any other single sign. Accents may stand as
# signs of their own after their letter, as some systems write them.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[$£€¥]?\d+(?:[.,:]\d+)*(?:[-‑][^\W\d_]+)*%?"
    r"|\w[\w\u0300-\u036f]*(?:[-‑'’.&]\w[\w\u0300-\u036f]*)*"
    r"|[^\w\s]"
)


@dataclass(frozen=True)
class Document:
    """A text and where its parts lie. Build it with `document(text)`.

    `paragraphs` and `sentences` are spans in reading order; every sentence lies inside one paragraph.
    """

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]

    @cached_property
    def tokens(self) -> tuple[Span, ...]:
        """Every word and sign, in order; none overlap, and only white space lies between them."""
        return tuple(Span(*m.span()) for m in _TOKEN.finditer(self.text))

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """The tokens that hold a letter or a digit."""
        text = self.text
        return tuple(t for t in self.tokens if text[t.start].isalnum() or any(map(str.isalnum, t.of(text))))

    def inside(self, spans: tuple[Span, ...], within: Span) -> tuple[Span, ...]:
        """Those of `spans` that lie wholly inside `within`."""
        return tuple(s for s in spans if within.start <= s.start and s.end <= within.end)


def document(text: str, sentences: tuple[Span, ...] | None = None) -> Document:
    """Cut `text` up. `sentences`, where given, are used exactly as given."""
    paragraphs = tuple(_paragraphs(text))
    if sentences is None:
        sentences = tuple(s for p in paragraphs for s in _sentences(text, p))
    return Document(text, paragraphs, sentences)


def _paragraphs(text: str) -> list[Span]:
    edges = [0]
    for match in _PARAGRAPH.finditer(text):
        edges += [match.start(), match.end()]
    edges.append(len(text))
    cut = (_trimmed(text, Span(a, b)) for a, b in zip(edges[::2], edges[1::2], strict=True))
    return [span for span in cut if span.start < span.end]


def _sentences(text: str, paragraph: Span) -> list[Span]:
    # nupunkt loads its model on first use (0.1 s), so only where sentences are needed.
    from nupunkt import sent_spans

    cut = sent_spans(paragraph.of(text))
    moved = (_trimmed(text, Span(paragraph.start + a, paragraph.start + b)) for a, b in cut)
    return [span for span in moved if span.start < span.end]


def _trimmed(text: str, span: Span) -> Span:
    """`span` without the white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
