"""What part of speech a word has where it stands, by NLTK's tokenizer and tagger.

A list of words cannot tell “woke” in “she woke at dawn” from “woke” in “woke politics”. The tagger can, nineteen times
in twenty, but it costs: a quarter of a second to load, and more for a sentence than all lenses together. So a lens asks
for one word, where its lists leave two readings open; only that word's sentence is tagged, and once.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol
from weakref import ref

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical import nltk_data

LONGEST = 2000
"""Characters: what is longer is no sentence, and would only cost time."""

MOST = 2000
"""Sentences of one document that are tagged: a book's worth of them is no article, and would take minutes."""

UNKNOWN = ""
"""The tag of a word that the tagger did not see; every rule then does as if there were no tagger."""

NAME, VERBS = "NNP", ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
"""Penn Treebank tags: a proper name; the forms of verbs."""

_PLAIN = str.maketrans("“”’‘—–", "\"\"''--")
"""Marks as the tagger knows them, sign for sign, so that places stay what they are."""


class _Tokenizer(Protocol):
    def span_tokenize(self, text: str) -> list[tuple[int, int]]: ...


@dataclass
class _Tagged:
    """What was asked for of one document: by the number of a sentence, where each token begins and its tag."""

    owner: ref[Document]
    cut: tuple[Span, ...]
    """Its sentences; its paragraphs where it was not cut into sentences."""
    starts: list[int]
    sentences: dict[int, dict[int, str]] = field(default_factory=dict)


_last: _Tagged | None = None


def tag_at(doc: Document, word: Span) -> str:
    """The Penn Treebank tag of the word that begins where `word` does; `UNKNOWN` where none can be had."""
    global _last
    tagged = _last
    if tagged is None or tagged.owner() is not doc:
        tagged = _last = _opened(doc)
    number = bisect_right(tagged.starts, word.start) - 1
    if number < 0 or tagged.cut[number].end <= word.start:
        return UNKNOWN
    if number not in tagged.sentences:
        sentence = tagged.cut[number]
        fits = sentence.end - sentence.start <= LONGEST and len(tagged.sentences) < MOST
        tags = _tags(sentence.of(doc.text)) if fits else {}
        tagged.sentences[number] = {sentence.start + place: tag for place, tag in tags.items()}
    return tagged.sentences[number].get(word.start, UNKNOWN)


def _opened(doc: Document) -> _Tagged:
    cut = doc.sentences or doc.paragraphs
    return _Tagged(ref(doc), cut, [span.start for span in cut])


def _tags(sentence: str) -> dict[int, str]:
    """The tag of each token of a sentence, by where it begins. Empty where the tagger cannot be had."""
    text = sentence.translate(_PLAIN)
    try:
        places = list(_tokenizer().span_tokenize(text))
        tagged = nltk_data.tagger().tag([text[start:end] for start, end in places])
    except (RuntimeError, ValueError):  # Damaged data; signs that the tokenizer cannot find again.
        return {}
    return {start: tag for (start, _), (_, tag) in zip(places, tagged, strict=True)}


@cache
def _tokenizer() -> _Tokenizer:
    from nltk.tokenize.destructive import NLTKWordTokenizer

    made: _Tokenizer = NLTKWordTokenizer()
    return made
