"""Whose quotation is it? Every quotation gets the relation that introduces it, the likeliest first.

In order: a cue that hands over this very quotation; the name after its closing comma; the name before a colon; a clause
that holds it; the speaker of the quotation before it, if nobody else speaks between; the nearest voice in its sentence;
the subject of its sentence; the last voice of the sentence before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.names import People
from aquanaut.text.lexical.word_lists import word_lists
from aquanaut.text.quotations import Quotation

from .reading import FAR, Range, Relation, can_speak, dot_in_name
from .relations import read_through, stretches
from .subjects import main_subject, name_from

_WORDS = word_lists(__package__, "speakers")

_QUANTITY = _WORDS["quantity"]
_SPEAK = _WORDS["speak"]


class Heard:
    """A document heard out: its relations, and for each of its quotations the relation it belongs to (-1: none)."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.reader = read_through(doc)
        self.w = self.reader.wording
        self.relations: list[Relation] = self.reader.relations
        self.quotes: list[Quotation] = self.reader.quotes
        self.people = People(self.w)
        self.relation_of: list[int] = []
        self._stretches = stretches(self.w)
        self._begins = [a for a, _ in self._stretches]
        self._order = sorted(range(len(self.relations)), key=lambda k: self.relations[k].at)
        self._ats = [self.relations[k].at for k in self._order]
        self._own = self._owners()
        self._assign()

    def _owners(self) -> dict[int, list[int]]:
        """For each quotation the relations whose content it is."""
        number = {q.span: n for n, q in enumerate(self.quotes)}
        own: dict[int, list[int]] = {}
        for k, relation in enumerate(self.relations):
            n = number.get(relation.content)
            if n is not None:
                own.setdefault(n, []).append(k)
        return own

    def _assign(self) -> None:
        begins = [p.start for p in self.doc.paragraphs]
        last, last_paragraph = -1, -2
        for n, quotation in enumerate(self.quotes):
            paragraph = bisect_right(begins, quotation.span.start) - 1
            opens = paragraph >= 0 and quotation.span.start == begins[paragraph]
            goes_on = n > 0 and (paragraph == last_paragraph or (opens and paragraph == last_paragraph + 1))
            last, last_paragraph = self._relation(n, last if goes_on else -1), paragraph
            self.relation_of.append(last)

    def _relation(self, n: int, before: int) -> int:
        """The relation of quotation `n`; `before` is that of the one before it, if its speaker may go on."""
        found = self._direct(n)
        if found < 0:
            found = self._introduced(n)
        if found >= 0:
            return found
        here = self._here(n)
        if not here and before >= 0:
            return before
        for look in (self._covering, self._nearest, self._subject):
            found = look(n, here)
            if found >= 0:
                return found
        return self._sentence_before(n)

    # --- places ---------------------------------------------------------------------------------------------

    def _bounds(self, token: int) -> Range:
        """The sentence that holds `token`."""
        at = bisect_right(self._begins, token) - 1
        return self._stretches[at] if at >= 0 else (0, 0)

    def _between(self, a: int, b: int) -> list[int]:
        """The relations whose cue lies in tokens `a` to `b`, in order of place."""
        return self._order[bisect_left(self._ats, a) : bisect_left(self._ats, b)]

    def _here(self, n: int) -> list[int]:
        """The relations in the sentences in which quotation `n` begins and ends, near it."""
        a, b = self.reader.quote_ranges[n]
        return self._between(max(self._bounds(a)[0], a - FAR), min(self._bounds(max(a, b - 1))[1], b + FAR))

    # --- ways to find a speaker -----------------------------------------------------------------------------

    def _direct(self, n: int) -> int:
        """The relation whose content is this very quotation, or the speaker after its closing comma."""
        a, b = self.reader.quote_ranges[n]
        relations = self.relations

        def distance(k: int) -> int:
            return a - relations[k].at if relations[k].at < a else relations[k].at - b

        best = min(self._own.get(n, []), key=distance, default=-1)
        if best >= 0 and relations[best].at >= a:
            return best
        closing = self.doc.text[self.quotes[n].inner.end - 1]
        if closing == "," or (closing in "?!" and self._name_at(b)):
            after = self._after(n)
            return after if after >= 0 else best
        return best

    def _name_at(self, b: int) -> bool:
        """True when a name or pronoun stands at token `b`, on the line of the token before."""
        if b >= len(self.w.low) or self.w.tags[b] & kind.LINE:
            return False
        return (bool(self.w.tags[b] & kind.NAME) and not self.w.tags[b] & kind.TIME) or self.w.low[b] in _SPEAK

    def _after(self, n: int) -> int:
        """“…,” and a speaker after it, whatever the verb."""
        reader, w = self.reader, self.w
        b = reader.quote_ranges[n][1]
        if b >= len(w.low) or reader.quote_of[b] >= 0:
            return -1
        hi = self._bounds(b)[1]
        for k in self._between(b, min(hi, b + 30)):
            relation = self.relations[k]
            if relation.kind in ("quote", "clause") and relation.source and relation.source.start >= w.starts[b]:
                return k
        for k in range(b, min(hi, b + 8)):
            if reader.quote_of[k] >= 0 or w.tags[k] & kind.STOP:
                return -1
            if (w.tags[k] & kind.NAME and not w.tags[k] & kind.TIME) or w.low[k] in _SPEAK:
                return self._new(n, name_from(reader, k, hi), (k - 1, k) if k > b else None, k)
        return -1

    def _introduced(self, n: int) -> int:
        """A quotation after a colon: its speaker stands before it."""
        reader, w = self.reader, self.w
        a = reader.quote_ranges[n][0]
        if a < 2 or w.low[a - 1] != ":":
            return -1
        lo = max(self._bounds(a - 1)[0], a - FAR)
        for k in self._between(lo, a):
            source = self.relations[k].source
            if source is not None:
                return self._new(n, w.tokens_of(source), (a - 1, a), a - 1)
        reader.last_source = None
        subject = main_subject(reader, lo, a - 1) or self._name_before(a - 1, lo)
        return self._new(n, subject, (a - 1, a), a - 1) if subject is not None else -1

    def _name_before(self, end: int, lo: int) -> Range | None:
        """The last name before token `end`: "More from Blumenthal and Cohen:"."""
        tags, low = self.w.tags, self.w.low
        k = end - 1
        while k >= lo and not tags[k] & kind.NAME:
            k -= 1
        first = k
        while first > lo and (tags[first - 1] & kind.NAME or low[first - 1] in (".", "and")):
            first -= 1
        return (first, k + 1) if k >= lo else None

    def _covering(self, n: int, here: list[int]) -> int:
        """The innermost clause that holds the quotation."""
        span = self.quotes[n].span
        best = -1
        for k in here:
            content = self.relations[k].content
            holds = content.start <= span.start and span.end <= content.end
            if holds and (best < 0 or content.start >= self.relations[best].content.start):
                best = k
        return best

    def _nearest(self, n: int, here: list[int]) -> int:
        a = self.reader.quote_ranges[n][0]
        voiced = (k for k in here if self.relations[k].source is not None)
        return min(voiced, key=lambda k: abs(self.relations[k].at - a), default=-1)

    def _subject(self, n: int, here: list[int]) -> int:
        """The subject of the sentence, if it can speak."""
        reader = self.reader
        a = reader.quote_ranges[n][0]
        reader.last_source = None
        subject = main_subject(reader, self._bounds(a)[0], a)
        return self._new(n, subject, None, a) if subject is not None and can_speak(reader, subject) else -1

    def _sentence_before(self, n: int) -> int:
        lo = self._bounds(self.reader.quote_ranges[n][0])[0]
        before = self._between(max(self._bounds(lo - 1)[0], lo - FAR), lo) if lo else []
        return before[-1] if before else -1

    def _new(self, n: int, source: Range, cue: Range | None, at: int) -> int:
        """A relation that no cue word carried."""
        a, b = source
        while b - a > 1 and self.w.tags[b - 1] & kind.COMMA:
            b -= 1
        words = self.w.span(*cue) if cue else None
        self.relations.append(Relation(self.w.span(a, b), words, self.quotes[n].span, at, "neutral", "", "quote"))
        return len(self.relations) - 1

    # --- what came of it ------------------------------------------------------------------------------------

    def contents(self) -> list[Span]:
        """For each relation its content; where quotations go on ("…," he said, "…"), from the first to the last."""
        grown = [relation.content for relation in self.relations]
        for quotation, k in zip(self.quotes, self.relation_of, strict=True):
            if k >= 0 and self.relations[k].kind == "quote":
                grown[k] = Span(min(grown[k].start, quotation.span.start), max(grown[k].end, quotation.span.end))
        return grown

    def speaker(self, source: Span | None) -> str:
        """A speaker's full name where it is known, or whom a pronoun means; else the words as they stand."""
        if source is None:
            return ""
        words = source.of(self.doc.text)
        first = words.lower().replace("’", "'").split("'")[0]
        if first in ("he", "she", "his", "her"):
            person = self.people.before(self.w.tokens_of(source)[0], first)
            return person.name if person else words
        return self.people.name_of(source) or self.head_words(source)

    def head_words(self, source: Span) -> str:
        """The words of a source up to where something is added to them: a comma, a preposition, a clause."""
        a, b = self.w.tokens_of(source)
        return self.w.span(a, self.head(a, b) + 1).of(self.doc.text)

    def head(self, a: int, b: int) -> int:
        """The token that says what a source is: the last before a preposition, a comma or a clause."""
        head = a
        for k in range(a, b):
            tag, word = self.w.tags[k], self.w.low[k]
            if tag & kind.COMMA or word in ("(", "who", "which", "that") or (k > a and tag & kind.PREP):
                if not (word == "of" and self.w.low[head] in _QUANTITY):
                    break
            elif tag & kind.STOP and not dot_in_name(self.reader, k):
                break
            elif tag & kind.WORD and not tag & (kind.PREP | kind.ADV):
                head = k
        return head


_last: Heard | None = None


def heard(doc: Document) -> Heard:
    """`doc` heard out, at most once while it is the last one asked for."""
    global _last
    known = _last
    if known is None or known.doc is not doc:
        known = _last = Heard(doc)
    return known
