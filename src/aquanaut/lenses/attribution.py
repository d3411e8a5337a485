"""Attribution: who stands behind each sentence."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from aquanaut.lenses.relations import Reader, Relation
from aquanaut.text import wording as kind
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.names import People, named
from aquanaut.text.quotations import DOUBLE, Quotation

_PRONOUNS = frozenset("he she they we i you who him her them us his their".split())


@dataclass(frozen=True)
class Attribution:
    source: Span | None
    cue: Span | None
    content: Span


class Voices:
    """A document read: relations, and for every quotation its relation."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.reader = Reader(doc)
        self.relations = self.reader.relations
        self.speaker_of: list[Span | None] = []
        self.relation_of: list[int] = []
        self._assign()

    def _assign(self) -> None:
        reader = self.reader
        w = reader.w
        starts = {q.span: n for n, q in enumerate(reader.quotes)}
        self.own: dict[int, list[int]] = {}
        for k, rel in enumerate(self.relations):
            n = starts.get(rel.content)
            if n is not None:
                self.own.setdefault(n, []).append(k)
        self.sentence_starts = [a for a, _ in w.sentences]
        self.by_sentence: dict[int, list[int]] = {}
        for k, rel in enumerate(self.relations):
            self.by_sentence.setdefault(self._sentence(rel.at), []).append(k)
        para_starts = [p.start for p in self.doc.paragraphs]
        previous = prev_para = prev = -1
        for n, q in enumerate(reader.quotes):
            a, b = reader.quote_ranges[n]
            para = bisect_right(para_starts, q.span.start) - 1
            k = self._direct(n)
            if k < 0:
                k = self._introduced(n)
            here = self._here(a, b)
            if k < 0:
                k = self._covering(q.span, here)
            if k < 0 and prev >= 0 and not here:
                opens = q.span.start == self.doc.paragraphs[para].start
                if para == prev_para or para == prev_para + 1 and opens:
                    k = previous
            if k < 0:
                k = self._nearest(a, here)
            if k < 0:
                k = self._subject_here(n)
            if k < 0:
                before = self.by_sentence.get(self._sentence(a) - 1, [])
                k = before[-1] if before else -1
            self.relation_of.append(k)
            previous, prev_para, prev = k, para, n

    def _sentence(self, token: int) -> int:
        return bisect_right(self.sentence_starts, token) - 1

    def _bounds(self, token: int) -> tuple[int, int]:
        """The tokens of the sentence that holds `token`, or of the stretch since the last sentence."""
        s = self._sentence(token)
        if s < 0:
            return 0, len(self.reader.low)
        a, b = self.reader.w.sentences[s]
        return (a, b) if token < b else (b, token + 1)

    def _here(self, a: int, b: int) -> list[int]:
        first, last = self._sentence(a), self._sentence(max(a, b - 1))
        return [k for s in sorted({first, last}) for k in self.by_sentence.get(s, [])]

    def _direct(self, n: int) -> int:
        """The relation whose content is this very quotation: the one whose cue stands nearest."""
        own = self.own.get(n, [])
        a, b = self.reader.quote_ranges[n]
        def distance(k: int) -> int:
            at = self.relations[k].at
            return a - at if at < a else at - b
        best = min(own, key=distance, default=-1)
        q = self.reader.quotes[n]
        ends = self.doc.text[q.inner.end - 1 : q.inner.end]
        if ends == "," and (best < 0 or self.relations[best].at < a):
            after = self._after(n)
            if after >= 0:
                return after
        return best

    def _after(self, n: int) -> int:
        """“…,” and a speaker after it, whatever the verb."""
        r = self.reader
        _, b = r.quote_ranges[n]
        if b >= len(r.low) or r.quote_of[b] >= 0:
            return -1
        hi = self._bounds(b)[1]
        for k in self.by_sentence.get(self._sentence(b), []):
            rel = self.relations[k]
            if b <= rel.at <= b + 30 and rel.kind in ("quote", "clause") and rel.source is not None:
                if rel.source.start >= r.w.starts[b]:
                    return k
        for k in range(b, min(hi, b + 8)):
            tag = r.tags[k]
            if r.quote_of[k] >= 0 or tag & kind.STOP:
                return -1
            if tag & kind.NAME and not tag & kind.TIME or r.low[k] in ("he", "she", "they", "i", "we"):
                return self._new(self._name_run(k, hi), r.w.span(k - 1, k) if k > b else None, n, k)
        return -1

    def _name_run(self, k: int, hi: int) -> tuple[int, int]:
        """The name that begins at token `k`, or the pronoun there."""
        r = self.reader
        e = k + 1
        while e < hi and (r.tags[e] & kind.NAME or r.low[e] == "." and r.tags[e - 1] & kind.ABBR):
            e += 1
        return k, e

    def _new(self, source: tuple[int, int], cue: Span | None, n: int, at: int) -> int:
        span = self.reader.w.span(*self.reader._trim(source))
        self.relations.append(Relation(span, cue, self.reader.quotes[n].span, at, "neutral", "", "quote"))
        return len(self.relations) - 1

    def _introduced(self, n: int) -> int:
        """A quotation after a colon: the speaker stands before it."""
        r = self.reader
        a, _ = r.quote_ranges[n]
        if a < 2 or r.low[a - 1] != ":":
            return -1
        s = self._sentence(a - 1)
        lo = self._bounds(a - 1)[0]
        own = [k for k in self.by_sentence.get(s, []) if self.relations[k].at < a and self.relations[k].source]
        if own:
            k = own[0]
            rel = self.relations[k]
            assert rel.source is not None
            return self._new(r.w.tokens_of(rel.source), rel.cue, n, rel.at)
        r.last_source = None
        subject = r._main(lo, a - 1)
        if subject is None:
            k = a - 2
            while k >= lo and not r.tags[k] & kind.NAME:
                k -= 1
            if k < lo:
                return -1
            e = k + 1
            while k > lo and (r.tags[k - 1] & kind.NAME or r.low[k - 1] in (".", "and")):
                k -= 1
            subject = (k, e)
        return self._new(subject, r.w.span(a - 1, a), n, a - 1)

    def _subject_here(self, n: int) -> int:
        r = self.reader
        a, _ = r.quote_ranges[n]
        lo = self._bounds(a)[0]
        r.last_source = None
        subject = r._main(lo, a)
        if subject is None or not r._human(subject):
            return -1
        return self._new(subject, None, n, a)

    def _covering(self, span: Span, candidates: list[int]) -> int:
        best = -1
        for k in candidates:
            c = self.relations[k].content
            if c.start <= span.start and span.end <= c.end:
                if best < 0 or c.start >= self.relations[best].content.start:
                    best = k
        return best

    def _nearest(self, token: int, candidates: list[int]) -> int:
        named = [k for k in candidates if self.relations[k].source]
        return min(named, key=lambda k: abs(self.relations[k].at - token), default=-1)


_last: Voices | None = None


def _voices(doc: Document) -> Voices:
    global _last
    if _last is None or _last.doc is not doc:
        _last = Voices(doc)
    return _last


def attributions(doc: Document) -> list[Attribution]:
    v = _voices(doc)
    return [Attribution(r.source, r.cue, c) for r, c in merged(v)]


def merged(v: Voices) -> list[tuple[Relation, Span]]:
    """Relations with contents grown over the quotations that go on."""
    ends: dict[int, Span] = {}
    for q, k in zip(v.reader.quotes, v.relation_of, strict=True):
        if k >= 0 and v.relations[k].kind == "quote":
            old = ends.get(k, v.relations[k].content)
            ends[k] = Span(min(old.start, q.span.start), max(old.end, q.span.end))
    return [(r, ends.get(k, r.content)) for k, r in enumerate(v.relations)]


def is_named(v: Voices, source: Span | None) -> bool:
    return source is not None and named(v.reader.w, source)


def sentence_class(doc: Document) -> list[str]:
    v = _voices(doc)
    out = [0] * len(doc.sentences)
    starts = [s.start for s in doc.sentences]
    for rel, content in merged(v):
        level = 2 if is_named(v, rel.source) else 1
        for span in (rel.source, rel.cue, content):
            if span is None:
                continue
            first = max(0, bisect_right(starts, span.start) - 1)
            for s in range(first, len(out)):
                if starts[s] >= span.end:
                    break
                if doc.sentences[s].end > span.start:
                    out[s] = max(out[s], level)
    for q, k in zip(v.reader.quotes, v.relation_of, strict=True):
        level = 2 if k >= 0 and is_named(v, v.relations[k].source) else 1
        first = max(0, bisect_right(starts, q.span.start) - 1)
        for s in range(first, len(out)):
            if starts[s] >= q.span.end:
                break
            if doc.sentences[s].end > q.span.start:
                out[s] = max(out[s], level)
    return [("none", "unnamed", "named")[n] for n in out]


def quotes(doc: Document) -> list[Quotation]:
    v = _voices(doc)
    people = People(v.reader.w)
    out = []
    for q, k in zip(v.reader.quotes, v.relation_of, strict=True):
        if q.mark != DOUBLE:
            continue
        src = v.relations[k].source if k >= 0 else None
        out.append(replace(q, speaker=speaker(v, people, src), speaker_span=src))
    return out


def speaker(v: Voices, people: People, src: Span | None) -> str:
    if src is None:
        return ""
    words = src.of(v.doc.text)
    if words.lower().split("’")[0].split("'")[0] in ("he", "she", "his", "her"):
        found = people.before(v.reader.w.tokens_of(src)[0], words.lower().split("’")[0].split("'")[0])
        return found.name if found else words
    return people.name_of(src) or words
