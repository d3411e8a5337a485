"""The sources lens: where does this story come from, and could you get there yourself?

It looks for who wrote it, when and where; for addresses and documents; for how many named people speak who are not
from one house; and for signs that a story was put together from others. What it finds may be good or bad, there or
missing. A text too short to be a story is not asked for what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aquanaut.lenses.attribution.cues import sources
from aquanaut.lenses.attribution.lens import source_kind
from aquanaut.lenses.attribution.reading import Relation
from aquanaut.lenses.attribution.speakers import Heard, heard
from aquanaut.lenses.base import Finding, Lens
from aquanaut.lenses.rules import rule_of, rulebook
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.word_lists import word_lists
from aquanaut.text.quotations import SINGLE

from . import signs

_WORDS = word_lists(__package__, "lens")

STORY_WORDS, STORY_LINES = 60, 3
"""From here on a text is a story, and can lack what a story has."""

_QUOTED_WORDS = 4
_SAYS = ("quote", "clause")
_NOT_A_HOUSE = _WORDS["not_a_house"]


@dataclass(frozen=True)
class Voice:
    """One who speaks under a name: the name, the first mention, and the house the text gives ("" for none)."""

    name: str
    span: Span
    houses: frozenset[str]


def independent(found: Iterable[Voice]) -> list[list[Voice]]:
    """Voices in groups, one for each house, as far as the text tells; who has none stands alone."""
    groups: list[list[Voice]] = []
    for voice in found:
        same = [g for g in groups if any(voice.houses & other.houses for other in g)]
        merged = [voice for g in same for voice in g] + [voice]
        groups = [g for g in groups if g not in same] + [merged]
    return groups


def speaking(all_heard: Heard) -> Iterator[tuple[str, Voice]]:
    """Each named person and body that says something, with its kind."""
    known: set[str] = set()
    for relation in sorted(all_heard.relations, key=lambda r: r.source or Span(0, 0)):
        if relation.source is None or relation.kind not in _SAYS or relation.grade == "stance":
            continue
        what = source_kind(all_heard, relation.source)
        if what not in ("person", "body") or _is_thing(all_heard, relation, what):
            continue
        whole = what == "person"
        name = all_heard.speaker(relation.source) if whole else all_heard.head_words(relation.source)
        if name.casefold() in known:
            continue
        known.add(name.casefold())
        yield what, Voice(name, relation.source, _houses(all_heard, relation.source, name))


def _is_thing(all_heard: Heard, relation: Relation, what: str) -> bool:
    """True for "Weber’s plan": the words hold a person's name, but something of theirs is meant."""
    assert relation.source is not None
    a, b = all_heard.w.tokens_of(relation.source)
    head = all_heard.head(a, b)
    owned = any(all_heard.w.low[k].endswith("'s") for k in range(a, head))
    return what == "person" and owned and not all_heard.w.tags[head] & kind.NAME


def _houses(all_heard: Heard, source: Span, name: str) -> frozenset[str]:
    """The capitalised words around a name that tell where the person is from: "of the Harbor Council"."""
    w = all_heard.w
    a, b = w.tokens_of(source)
    own = {part.strip(".,").casefold() for part in name.replace("’", "'").split()}
    words = (w.low[k].removesuffix("'s") for k in range(a, b) if w.tags[k] & kind.NAME and not w.tags[k] & kind.TIME)
    return frozenset(word for word in words if word not in own and word not in _NOT_A_HOUSE)


# --- findings -------------------------------------------------------------------------------------------------


def find(doc: Document) -> Iterable[Finding]:
    """What the lens sees in `doc`, in order of place."""
    all_lines = signs.lines(doc)
    if not all_lines:
        return []
    all_heard = heard(doc)
    found = [*_edges(doc, all_lines), *_trail(doc, all_lines, all_heard), *_people(doc, all_lines, all_heard)]
    return sorted(found, key=lambda f: (f.span, f.rule))


def _finding(rule: str, span: Span, links: Iterable[Span] = (), why: str = "", strength: float = 0.5) -> Finding:
    return rule_of(__package__, rule).finding(span, strength, links, why)


def _is_story(all_lines: list[signs.Line]) -> bool:
    return len(all_lines) >= STORY_LINES and sum(line.words for line in all_lines) >= STORY_WORDS


def _edges(doc: Document, all_lines: list[signs.Line]) -> Iterator[Finding]:
    """Who, when and where, in the lines at the top and the bottom."""
    edges = signs.edges(all_lines)
    there: dict[str, list[Span]] = {"byline": [], "byline_nobody": [], "date": [], "outlet": []}
    for n, line in enumerate(edges):
        written = signs.byline(line)
        if written:
            there["byline" if written[1] else "byline_nobody"].append(written[0])
        day = signs.date(line)
        if day:
            there["date"].append(day)
        where = signs.outlet(line, headline=n == 0)
        if where:
            there["outlet"].append(where)
    for line in all_lines[: signs.TOP]:
        day, agency = signs.dateline(line)
        there["date"] += [day] if day else []
        there["outlet"] += [agency] if agency else []
    for rule in ("byline", "byline_nobody", "date", "outlet"):
        yield from (_finding(rule, span) for span in there[rule][:3])
    if not _is_story(all_lines):
        return
    missing = (
        ("no_byline", not there["byline"] and not there["byline_nobody"]),
        ("no_date", not there["date"]),
        ("no_outlet", not there["outlet"]),
    )
    yield from (_finding(rule, all_lines[0].span, strength=0.8) for rule, lacks in missing if lacks)


def _trail(doc: Document, all_lines: list[signs.Line], all_heard: Heard) -> Iterator[Finding]:
    """Addresses, documents, and signs of passing on."""
    pages = list(signs.addresses(doc.text))
    yield from (_finding("link", span) for span, deep in pages if deep)
    bare = sorted({span for span, deep in pages if not deep} | set(signs.bare_domains(all_lines)))
    if bare:
        yield _finding("bare_domain", bare[0], bare[1:], strength=0.7)
    several = (
        ("dead_link", signs.dead_links(all_lines)),
        ("passed_on", signs.passed_on(doc)),
        ("own_work", signs.own_work(doc)),
        ("said_elsewhere", signs.said_elsewhere(doc)),
        ("corrected", signs.corrections(doc)),
    )
    for rule, spans in several:
        yield from (_finding(rule, span, strength=0.6) for span in spans)
    known = signs.documents(doc)
    yield from (_finding("document", span) for span in known)
    vague = sorted(set(signs.vague_documents(doc.text)) | set(_records(all_heard)))
    yield from (_finding("vague_document", span) for span in vague)
    if _is_story(all_lines) and not known and not any(deep for _, deep in pages):
        yield _finding("no_document", all_lines[-1].span, strength=0.8)


def _records(all_heard: Heard) -> Iterator[Span]:
    """Records that say something, but have no name: "documents show that …"."""
    w = all_heard.w
    for relation in all_heard.relations:
        if relation.source is None or relation.kind not in _SAYS:
            continue
        a, b = w.tokens_of(relation.source)
        named = any(w.tags[k] & (kind.NAME | kind.NUM) for k in range(a, b))
        definite = w.low[a] in ("the", "this", "that", "these", "those", "its", "his", "her", "their")
        if not named and not definite and "record" in sources().get(w.low[all_heard.head(a, b)], frozenset()):
            yield relation.source


def _people(doc: Document, all_lines: list[signs.Line], all_heard: Heard) -> Iterator[Finding]:
    """How many speak under a name, and quotations of those who have none."""
    voices = list(speaking(all_heard))
    people = independent(voice for what, voice in voices if what == "person")
    first = [min(group, key=lambda v: v.span) for group in people]
    if len(first) > 1:
        first.sort(key=lambda v: v.span)
        names = ", ".join(voice.name for voice in first[:-1])
        why = rulebook(__package__).phrase("several", names=names, last=first[-1].name)
        yield _finding("several_named", first[0].span, [v.span for v in first[1:]], why)
    groups = independent(voice for _, voice in voices)
    if _is_story(all_lines) and not groups:
        yield _finding("no_voice", all_lines[0].span, strength=0.8)
    elif _is_story(all_lines) and len(groups) == 1:
        yield _finding("one_voice", groups[0][0].span, strength=0.6)
    yield from _nameless_quotes(doc, all_heard)


def _nameless_quotes(doc: Document, all_heard: Heard) -> Iterator[Finding]:
    for quotation, k in zip(all_heard.quotes, all_heard.relation_of, strict=True):
        source = all_heard.relations[k].source if k >= 0 else None
        if (
            source is None
            or quotation.mark == SINGLE
            or len(quotation.inner.of(doc.text).split(None, 5)) < _QUOTED_WORDS
        ):
            continue
        if source_kind(all_heard, source) in ("chorus", "anonymous"):
            yield _finding("nameless_quote", quotation.span, (source,), strength=0.7)


LENS = Lens(__package__, find)
