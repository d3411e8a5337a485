"""Whether a verb of owning up owns up to anything: “admitted that patient” and “allowed that practice” do not.

After such a verb, “that” opens a clause or points at a thing, and only its part of speech tells which: so the tagger is
asked.
"""

from __future__ import annotations

import re

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical.tagging import UNKNOWN, tag_at

from .reading import Relation

_WORD = re.compile(r"\w+")
_POINTS = "DT"
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def confesses(doc: Document, relation: Relation) -> bool:
    """True unless what follows the verb is a thing let in, given or permitted."""
    words = [Span(*found.span()) for found in _WORD.finditer(doc.text, relation.content.start, relation.content.end)]
    if not words or words[0].of(doc.text).lower() != "that":
        return True
    tag = tag_at(doc, words[0])
    if tag == UNKNOWN:
        return True
    return tag != _POINTS and any(tag_at(doc, word) in _FINITE for word in words[1:])
