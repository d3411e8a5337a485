"""Where a word of the lexicon is another word: somebody's name (“Savage thanked Hicks”), a verb (“she woke at dawn”).

The tagger decides, and is asked for these words only: it costs more than all the rest of the lens.
"""

from __future__ import annotations

import re
from weakref import ref

from aquanaut.lenses.lexicon import Family
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical.tagging import NAME, VERBS, tag_at
from aquanaut.text.lexical.word_lists import word_lists

_WORDS = word_lists(__package__, "loaded")

_ALSO_VERB = _WORDS["also_verb"]
_KEEPS_CAPITAL = _WORDS["keeps_capital"]
_STATE = _WORDS["woke_state"]
_NO_PERSON_AFTER = _WORDS["no_person_after"]
_ACTS = ("VBD", "VBZ", "MD")
_NOUNS = ("NN", "NNS", "JJ")
_BELIEFS = ("ism", "isms", "ist", "ists", "ian", "ians", "esque", "phobe", "phobes", "phobia", "phobic")
"""Endings of labels that are written with a capital after a name."""

_FULL = re.compile(r"\b([A-Z]\w{0,30})\.? (?=([A-Z]\w{0,30})\b)")
_PLACES = 3


def is_other_word(doc: Document, word: Span, family: Family) -> bool:
    """True when the word at `word` only looks like one of `family`."""
    form = word.of(doc.text)
    if "-" not in form and form[0].isupper() and not form.isupper() and _is_name(doc, word, form):
        return True
    return family.sense in ("name", "label") and form.lower() in _ALSO_VERB and _is_verb(doc, word)


def _is_verb(doc: Document, word: Span) -> bool:
    """True for “she woke at dawn”; “they went woke” and “woke politics” tell a state, whatever the tagger says."""
    if _word_before(doc, word) in _STATE:
        return False
    after = doc.text[word.end : word.end + 1] == " " and tag_at(doc, Span(word.end + 1, word.end + 2))
    return tag_at(doc, word) in VERBS and after not in _NOUNS


def _is_name(doc: Document, word: Span, form: str) -> bool:
    """True for a name: it follows a first name or a title somewhere, or stands alone where only a name can."""
    name = re.sub(r"['’]s?\Z", "", form)
    if name.lower() in _KEEPS_CAPITAL or name.endswith(_BELIEFS):
        return False
    if _introduced(doc, name):
        return True
    if not _opens(doc, word):
        return _word_before(doc, word) not in _NO_PERSON_AFTER and tag_at(doc, word) == NAME
    following = doc.text[word.end : word.end + 1] == " " and tag_at(doc, Span(word.end + 1, word.end + 2)) in _ACTS
    return following and tag_at(doc, word) == NAME


def _word_before(doc: Document, word: Span) -> str:
    before = doc.text[max(0, word.start - 40) : word.start].lower().split()
    return before[-1] if before else ""


def _opens(doc: Document, word: Span) -> bool:
    """True where any word would carry a capital: first in its sentence or after a mark that opens one."""
    before = doc.text[max(0, word.start - 3) : word.start].rstrip(" ")
    return not before or (before[-1] not in ",;)" and not before[-1].isalnum())


def _introduced(doc: Document, name: str) -> bool:
    """True when the text gives the name in full somewhere: “Laura Hicks”, “Mr. Savage”."""
    return any(tag_at(doc, first) == NAME == tag_at(doc, last) for first, last in _full_names(doc).get(name, ()))


_Pairs = dict[str, list[tuple[Span, Span]]]
_last: tuple[ref[Document], _Pairs] | None = None


def _full_names(doc: Document) -> _Pairs:
    """The first places where a word with a capital follows another one, by the second word. Looked for once."""
    global _last
    if _last is not None and _last[0]() is doc:
        return _last[1]
    pairs: _Pairs = {}
    for match in _FULL.finditer(doc.text):
        places = pairs.setdefault(match[2], [])
        if len(places) < _PLACES:
            places.append((Span(*match.span(1)), Span(*match.span(2))))
    _last = (ref(doc), pairs)
    return pairs
