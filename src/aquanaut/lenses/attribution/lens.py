"""The attribution lens: who stands behind each sentence, and can you reach them?

It finds who said, thought or wanted what (`attributions`), whose a quotation is (`quotes`), whether a sentence rests on
somebody named, on somebody unnamed or on nobody (`sentence_class`), and counts the voices of a text (`voices`). Its
findings point at voices that nobody can call and at verbs that take a side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from aquanaut.lenses.base import Finding, Lens
from aquanaut.lenses.rules import rule_of
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.names import PEOPLES, is_office, named
from aquanaut.text.lexical.word_lists import word_lists
from aquanaut.text.quotations import DOUBLE, DOUBLED, Quotation
from aquanaut.words import say

from .confessions import confesses
from .cues import sources
from .hedges import weasel_strength
from .reading import Relation
from .speakers import Heard, heard

_WORDS = word_lists(__package__, "lens")

CLASSES = ("none", "unnamed", "named")
"""What a sentence can rest on, from least to most."""

_VOUCHING = _WORDS["vouching"]
_CONFIRMING = _WORDS["confirming"]
_DOUBTING = _WORDS["doubting"]
_BELIEVED = _WORDS["believed"]
_ONE = _WORDS["one"]
_PRONOUNS = _WORDS["pronouns"]
_PLURALS = _WORDS["plurals"]
_QUOTED_WORDS = 4
"""A quotation shorter than this is often a title, a nickname or a doubted word, not somebody's speech."""


@dataclass(frozen=True)
class Attribution:
    """Words or thoughts that a text hands to somebody.

    `source` is None where nobody is given ("is believed to"), `cue` where no word hands them over. `grade` is the cue's
    (neutral, claiming, conceding, presuming, stance), `kind` the rule that found it.
    """

    source: Span | None
    cue: Span | None
    content: Span
    grade: str = "neutral"
    kind: str = "clause"


@dataclass(frozen=True)
class Voices:
    """Whom a text lets speak: distinct people, bodies and records by name, nameless voices as they are called."""

    people: tuple[str, ...]
    bodies: tuple[str, ...]
    records: tuple[str, ...]
    choruses: tuple[str, ...]
    anonymous: tuple[str, ...]

    def in_words(self) -> str:
        """What there is, in words: "3 named people, 1 record, 7 nameless choruses"."""
        parts = [
            say(key, n=len(names))
            for key, names in (
                ("voices.people", self.people),
                ("voices.bodies", self.bodies),
                ("voices.records", self.records),
                ("voices.choruses", self.choruses),
                ("voices.anonymous", self.anonymous),
            )
            if names
        ]
        return ", ".join(parts) or say("voices.none")


# --- what the rest of Aquanaut asks ---------------------------------------------------------------------------


def attributions(doc: Document) -> list[Attribution]:
    """Everything that `doc` ascribes to somebody, in order of what is ascribed."""
    all_heard = heard(doc)
    pairs = zip(all_heard.relations, all_heard.contents(), strict=True)
    found = [Attribution(r.source, r.cue, content, r.grade, r.kind) for r, content in pairs]
    return sorted(found, key=lambda a: (a.content, a.cue or a.content))


def quotes(doc: Document, doubled: bool = False) -> list[Quotation]:
    """The quotations of `doc` in double marks, with their speakers; inner quotations and single marks are left out.

    `doubled` adds those between two apostrophes (''), which old wire archives write for quotation marks.
    """
    all_heard = heard(doc)
    marks = (DOUBLE, DOUBLED) if doubled else (DOUBLE,)
    return [
        replace(quotation, speaker=all_heard.speaker(source), speaker_span=source)
        for quotation, source in _speakers(all_heard)
        if quotation.mark in marks
    ]


def sentence_class(doc: Document) -> list[str]:
    """For each sentence "named", "unnamed" or "none": on whom does it rest?

    A sentence that rests on several takes the best of them. Pronouns count as named, for the name stands elsewhere.
    """
    all_heard = heard(doc)
    levels = [0] * len(doc.sentences)
    starts = [s.start for s in doc.sentences]

    def raise_to(span: Span, level: int) -> None:
        for s in range(max(0, bisect_right(starts, span.start) - 1), len(levels)):
            if starts[s] >= span.end:
                return
            if doc.sentences[s].end > span.start:
                levels[s] = max(levels[s], level)

    for relation, content in zip(all_heard.relations, all_heard.contents(), strict=True):
        for span in (relation.source, relation.cue, content):
            if span is not None:
                raise_to(span, _level(all_heard, relation.source))
    for quotation, source in _speakers(all_heard):
        raise_to(quotation.span, _level(all_heard, source))
    return [CLASSES[level] for level in levels]


def voices(doc: Document) -> Voices:
    """Whom `doc` lets speak, each once, in order of appearance."""
    all_heard = heard(doc)
    found: dict[str, dict[str, str]] = {k: {} for k in ("person", "body", "record", "chorus", "anonymous")}
    spans = {r.source for r in all_heard.relations if r.source is not None}
    for span in sorted(spans):
        what = source_kind(all_heard, span)
        if what in found:
            name = all_heard.speaker(span) if what == "person" else _short(all_heard.head_words(span))
            found[what].setdefault(name.casefold(), name)
    return Voices(*(tuple(names.values()) for names in found.values()))


def _speakers(all_heard: Heard) -> Iterator[tuple[Quotation, Span | None]]:
    """Every quotation with the mention of its speaker."""
    for quotation, k in zip(all_heard.quotes, all_heard.relation_of, strict=True):
        yield quotation, all_heard.relations[k].source if k >= 0 else None


def _level(all_heard: Heard, source: Span | None) -> int:
    return 2 if source is not None and named(all_heard.w, source) else 1


def _short(words: str) -> str:
    """The first words of a source in one line, lower-case where they open a sentence with an article."""
    line = " ".join(words.split())
    first, _, rest = line.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in ("A", "An", "The", "Some", "Many", "Most", "One") else line


# --- what kind of voice ---------------------------------------------------------------------------------------


def source_kind(all_heard: Heard, source: Span) -> str:
    """What a source is: person, body, record, chorus, anonymous, role, pronoun or other.

    A chorus is several people without a name ("critics"), anonymous one person without ("an official"), a role one whom
    the text has met ("the senator").
    """
    w = all_heard.w
    a, b = w.tokens_of(source)
    first = w.low[a].split("'")[0]
    if b - a == 1 and first in ("he", "she", "his"):
        return "person" if all_heard.people.before(a, first) else "pronoun"
    if b - a == 1 and first in _PRONOUNS:
        return "pronoun"
    head = all_heard.head(a, b)
    if w.tags[head] & kind.NAME and w.low[head].removesuffix("'s") not in PEOPLES:
        return "person" if _is_person(all_heard, source, a, head) else "body"
    kinds = sources().get(w.low[head], frozenset())
    if "record" in kinds:
        return "record"
    if all_heard.people.name_of(Span(w.starts[head], source.end)):
        return "person"
    return _nameless(w.low[a], w.low[head], kinds)


def _nameless(first: str, head: str, kinds: frozenset[str]) -> str:
    plural = head in _PLURALS or (head.endswith("s") and not head.endswith("ss"))
    if plural and (kinds & {"vague", "person"} or head in PEOPLES):
        return "chorus"
    if kinds & {"person"}:
        return "anonymous" if first in _ONE else "role"
    return "body" if "group" in kinds else "other"


def _is_person(all_heard: Heard, source: Span, a: int, head: int) -> bool:
    """A known person, or two or three capitals in a row that no office bears."""
    if all_heard.people.name_of(source):
        return True
    w = all_heard.w
    words = [k for k in range(a, head + 1) if w.tags[k] & kind.NAME]
    office = any(is_office(w.low[k]) or w.span(k, k + 1).of(w.doc.text).isupper() for k in words)
    return 2 <= len(words) <= 3 and not office and not w.tags[a] & kind.DET


# --- rules ----------------------------------------------------------------------------------------------------

_SPEAKERLESS = "quote_without_speaker"


def find(doc: Document) -> Iterable[Finding]:
    """What the lens sees in `doc`, in order of place; each stretch is marked once by each rule."""
    all_heard = heard(doc)
    found: dict[tuple[str, Span], Finding] = {}
    contents = all_heard.contents()
    for relation, content in zip(all_heard.relations, contents, strict=True):
        for rule, span, strength in _relation_findings(all_heard, relation):
            finding = _finding(rule, span, (content,), strength)
            found.setdefault((rule, span), finding)
    for quotation, source in _speakers(all_heard):
        if source is None and _is_speech(all_heard, quotation):
            found[_SPEAKERLESS, quotation.span] = _finding(_SPEAKERLESS, quotation.span, (), 0.7)
    return sorted(found.values(), key=lambda f: (f.span, f.rule))


def _finding(rule: str, span: Span, links: tuple[Span, ...], strength: float) -> Finding:
    return rule_of(__package__, rule).finding(span, strength, links)


def _relation_findings(all_heard: Heard, relation: Relation) -> Iterator[tuple[str, Span, float]]:
    """The rules that one attribution breaks, with the words to mark."""
    source, cue = relation.source, relation.cue
    if source is not None and relation.grade != "stance" and relation.kind != "noun":
        what = source_kind(all_heard, source)
        if what == "chorus" and _vague(all_heard, source):
            yield "nameless_chorus", source, 0.6
        elif what == "anonymous":
            yield "anonymous_person", source, 0.6
    if cue is None:
        return
    if source is None and _is_hearsay(relation):
        yield "hearsay", cue, 0.7
    if source is not None and (relation.kind in ("clause", "quote") or relation.lemma in _CONFIRMING):
        rule = _verb_rule(all_heard, relation, cue)
        if rule:
            yield rule, cue, 0.5


def _vague(all_heard: Heard, source: Span) -> bool:
    """True when the source's head is a word that hides who speaks ("critics", "experts", "some")."""
    a, b = all_heard.w.tokens_of(source)
    return "vague" in sources().get(all_heard.w.low[all_heard.head(a, b)], frozenset())


def _is_hearsay(relation: Relation) -> bool:
    if relation.kind == "hearsay":
        return not relation.lemma.startswith(("seem", "appear"))
    return relation.kind == "passive" and relation.lemma in _BELIEVED


def _verb_rule(all_heard: Heard, relation: Relation, cue: Span) -> str:
    """The rule that a cue verb breaks, "" where it takes no side."""
    if relation.lemma in _VOUCHING:
        out = cue.of(all_heard.doc.text).endswith("out")
        return "vouching_verb" if relation.lemma != "point" or out else ""
    if relation.grade == "conceding":
        return "admitting_verb" if confesses(all_heard.w.doc, relation) else ""
    return "doubting_verb" if relation.lemma in _DOUBTING else ""


def _is_speech(all_heard: Heard, quotation: Quotation) -> bool:
    """True for a quotation long enough to be speech, and not set like a title."""
    a, b = all_heard.w.tokens_of(quotation.inner)
    words = [k for k in range(a, b) if all_heard.w.tags[k] & kind.WORD]
    if len(words) < _QUOTED_WORDS:
        return False
    long = [all_heard.w.span(k, k + 1).of(all_heard.doc.text) for k in words if len(all_heard.w.low[k]) > 4]
    return not (long and all(word[0].isupper() for word in long))


LENS = Lens(__package__, find, {"hedged": weasel_strength})
