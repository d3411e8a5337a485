"""Who said, thought or wanted what: source, cue and content, by rules over a light reading of the words.

For every cue word the rules look at its verb group (passive? infinitive?), to its left for a subject, to its right for
a complement that its entry in the lexicon allows. No parser, no training: fast, explainable, and wrong where a
sentence is built in an unusual way. Words inside quotation marks are the speaker's and are not looked into.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.word_lists import word_lists
from aquanaut.text.lexical.wording import Wording

from .clauses import FAR, OBJECTS, OWNERS, SUBJECTS, Clauses, Range
from .cues import BASE, ING, PARTICIPLE, PAST, THIRD, Cue, homographs, nouns

_WORDS = word_lists(__package__, "relations")

_WH = _WORDS["wh"]
_OPENS_CLAUSE = _WORDS["opens_clause"]
_AFTER_SPEAKER = _WORDS["after_speaker"]
_MANY = _WORDS["many"]
_NOT_ARTICLES = _WORDS["not_articles"]
_BEFORE_NOUN = _WORDS["before_noun"]
_BEFORE_VERB = _WORDS["before_verb"]
_PLURAL_NOT = ("'s", "ss", "us", "is")


@dataclass(frozen=True)
class Relation:
    """One attribution: the token that carries it, and where its parts lie in the text.

    `kind` tells which rule found it: quote, clause, to, ing, object, passive, adjective, noun, hearsay.
    """

    source: Span | None
    cue: Span | None
    content: Span
    at: int
    grade: str
    lemma: str
    kind: str


@dataclass(frozen=True)
class _Group:
    """A verb group: its first token, the cue verb, where what follows begins, and the sentence's bounds."""

    first: int
    verb: int
    after: int
    lo: int
    hi: int


class Reader(Clauses):
    """The rules at work on one document; `relations` holds what they found, in order of the cues."""

    def __init__(self, doc: Document) -> None:
        super().__init__(doc)
        self.nouns = nouns()
        self.homographs = homographs()
        self.relations: list[Relation] = []
        self.last_cue = self.last_to = -1
        for lo, hi in stretches(self.w):
            self._sentence(lo, hi)

    def _sentence(self, lo: int, hi: int) -> None:
        self.last_source = None
        self.last_cue = self.last_to = -1
        low, quote_of, verbs, nouns = self.low, self.quote_of, self.verbs, self.nouns
        self._headline(lo, hi)
        for i in range(lo, hi):
            word = low[i]
            if quote_of[i] >= 0:
                continue
            if nouns.get(word) == "adjective" and self._adjective(i, lo, hi):
                continue
            if word in verbs and self._verb(i, lo, hi):
                continue
            if word in nouns:
                self._noun(i, lo, hi)
            elif word == "according" and i + 2 < hi and low[i + 1] == "to":
                self._according(i, i + 2, lo, hi)
            elif word == "per" and self._per(i, lo, hi):
                self._according(i, i + 1, lo, hi)

    def _found(
        self, source: Range | None, cue: Range, content: Span, at: int, how: str, grade: str = "neutral"
    ) -> None:
        w = self.w
        named = w.span(*self._trimmed(source)) if source is not None and source[0] < source[1] else None
        self.relations.append(Relation(named, w.span(*cue), content, at, grade, self.low[at], how))

    def _trimmed(self, r: Range) -> Range:
        a, b = r
        while b - a > 1 and self.tags[b - 1] & kind.COMMA:
            b -= 1
        return a, b

    def _headline(self, lo: int, hi: int) -> None:
        """As in "Ryan: No place for this": a name, a colon, and what it said."""
        for k in range(lo + 1, min(hi - 3, lo + 6)):
            if self.low[k] == ":":
                name = all(self.tags[j] & kind.NAME or self.low[j] == "." for j in range(lo, k))
                if name and self.quote_of[k + 1] < 0:
                    self._found((lo, k), (k, k + 1), self.w.span(k + 1, self.back(k + 1, hi)), k, "clause")
                return

    # --- verbs ----------------------------------------------------------------------------------------------

    def _verb(self, i: int, lo: int, hi: int) -> bool:
        """Try every cue that the word at `i` may be; True when one of them fits."""
        if self.tags[i] & kind.NAME and i > lo:
            return False
        entries = self.verbs[self.low[i]]
        first, passive, infinitive = self.verb_group(i, lo)
        forms = 0
        for _, form in entries:
            forms |= form
        bare = all(self.tags[k] & kind.ADV and not self.tags[k] & kind.AUX for k in range(first, i))
        if bare and not infinitive and self._is_noun(first, lo, forms):
            return False
        for cue, form in entries:
            after = self._particle(cue, i, hi) if cue.particle else i + 1
            if after and self._as(cue, form, _Group(first, i, after, lo, hi), passive, infinitive):
                return True
        return False

    def _as(self, cue: Cue, form: int, g: _Group, passive: bool, infinitive: bool) -> bool:
        """The word as this cue in this form, if the sentence bears it."""
        alone = g.first == g.verb
        by = alone and g.after < g.hi and self.low[g.after] == "by"
        if form & PARTICIPLE and (passive or by):
            return self._passive(cue, g)
        if (alone and form == PARTICIPLE) or (infinitive and not form & BASE):
            return False
        if infinitive:
            # "to support", "to know" mostly tell a purpose; "to say", "to deny" still report.
            if self.last_to == g.first or cue.grade in ("stance", "presuming"):
                return False
            return self._complete(cue, g, self.ruler(g.first, g.lo))
        if form & ING and alone:
            return self._participle(cue, g)
        if self._inverted(cue, g):
            return True
        subject = self.subject(g.first, g.lo)
        if subject is None:
            return False
        if alone and form & (BASE | THIRD) and not form & PAST and not self._agrees(cue, g.verb, subject, form):
            return False
        return self._complete(cue, g, subject)

    def verb_group(self, i: int, lo: int) -> tuple[int, bool, bool]:
        """The first token of the verb group that ends in `i`, whether it is passive, whether an infinitive."""
        g, be = i, False
        while g > lo and self.quote_of[g - 1] < 0:
            tag = self.tags[g - 1]
            if tag & kind.PRON and tag & kind.AUX:
                return g, be or bool(tag & kind.BE), False
            if self.low[g - 1] == "to":
                return g - 1, be, True
            if tag & (kind.AUX | kind.NEG) and not tag & (kind.NAME | kind.SUB):
                be = be or bool(tag & kind.BE)
            elif not tag & kind.ADV or tag & (kind.PREP | kind.DET | kind.TIME | kind.AUX | kind.NEG):
                break
            g -= 1
        return g, be, False

    def _is_noun(self, i: int, lo: int, forms: int) -> bool:
        """True when the word at `i`, though it looks like a cue verb, is a noun or an adjective here."""
        if i == lo:
            return not forms & (ING | PARTICIPLE | PAST)
        tag, before = self.tags[i - 1], self.low[i - 1]
        if before in _BEFORE_NOUN or (tag & (kind.DET | kind.POSS) and before not in _NOT_ARTICLES):
            return True
        return bool(tag & kind.PREP) and not forms & ING and before not in _BEFORE_VERB

    def _particle(self, cue: Cue, i: int, hi: int) -> int:
        """Where the words after the verb's particle begin, 0 if the particle is missing."""
        words = cue.particle.split("_")
        for j in (i + 1, i + 2) if i + 1 < hi and self.tags[i + 1] & kind.ADV else (i + 1,):
            if self.low[j : j + len(words)] == words and j + len(words) <= hi:
                return j + len(words)
        return 0

    def _agrees(self, cue: Cue, i: int, subject: Range, form: int) -> bool:
        """Does the form agree with the subject (they say, she says); is it a verb at all where it may be a noun?"""
        head, tag = self.low[subject[1] - 1], self.tags[subject[1] - 1]
        if head in ("he", "she", "it"):
            return bool(form & THIRD)
        if head in ("they", "we", "i", "you", "those"):
            return bool(form & BASE)
        if head == "who" or tag & (kind.COMMA | kind.CONJ):
            return True
        if self.low[i - 1] in ("and", "or", "but", "who", "that", "which"):
            return True
        if cue.lemma == "like":
            return False
        if form & BASE:
            return self._plural(subject)
        return cue.lemma not in self.homographs or self._subject_like(tag) or head in self.people

    def _plural(self, subject: Range) -> bool:
        head = self.low[subject[1] - 1]
        if not (self._ends_plural(head) or head in self.people or head in _MANY):
            return False
        words = ((self.low[k], self.tags[k]) for k in range(*subject))
        return any(word in _MANY or (self._ends_plural(word) and not tag & kind.DET) for word, tag in words)

    @staticmethod
    def _ends_plural(word: str) -> bool:
        return word.endswith("s") and not word.endswith(_PLURAL_NOT)

    def _complete(self, cue: Cue, g: _Group, subject: Range | None) -> bool:
        """Look for what an active cue hands over; add the relation if it is there."""
        if "human" in cue.frames and not self.human(subject):
            return False
        found = self._content(cue, g, subject)
        if found is None:
            return False
        self._add(cue, g, subject, *found)
        return True

    def _add(self, cue: Cue, g: _Group, source: Range | None, content: Span, how: str, after: int = 0) -> None:
        w = self.w
        named = w.span(*self._trimmed(source)) if source is not None and source[0] < source[1] else None
        words = w.span(g.first, after or g.after)
        self.relations.append(Relation(named, words, content, g.verb, cue.grade, cue.lemma, how))
        if source is not None:
            self.last_source = source
        self.last_cue = g.verb
        if how == "to":
            self.last_to = g.after if self.low[g.after] == "to" else w.at(content.start)

    # --- what the cue hands over ----------------------------------------------------------------------------

    def _content(self, cue: Cue, g: _Group, subject: Range | None) -> tuple[Span, str] | None:
        """What the cue hands over, and by which frame."""
        if subject is not None and self._postposed(cue, g, subject):
            return self._left(subject[0] - 1, g.lo)
        quote = self._quote_ahead(g.after, g.hi)
        if quote >= 0 and cue.frames & {"quote", "strong", "hear", "that"}:
            return self.quotes[quote].span, "quote"
        r = self.skip(g.after, g.hi)
        if r < g.hi and self.tags[r] & kind.COMMA:
            if subject is not None and self._between_commas(cue, g, subject, r):
                return self.clause_span(r + 1, g.hi), "clause"
            r = self._past_aside(r, g.hi)
        if r >= g.hi or self.tags[r] & kind.STOP:
            return None
        return self._right(cue, g, r)

    def _right(self, cue: Cue, g: _Group, r: int) -> tuple[Span, str] | None:
        """The complement that begins at token `r`."""
        frames, hi, word = cue.frames, g.hi, self.low[r]
        if "that" in frames and (word == "to" or word not in cue.prepositions):
            that = self._that(r, hi)
            if that:
                return self.clause_span(that, hi, self._inside(g)), "clause"
        if word == "to" and r + 1 < hi:
            if "to" in frames and not self.tags[r + 1] & (kind.DET | kind.NAME | kind.POSS):
                return self.clause_span(r, hi), "to"
            return (self.object_span(r + 1, hi), "object") if "to" in cue.prepositions else None
        if word in cue.prepositions and r + 1 < hi:
            return self.object_span(r + 1, hi), "object"
        if "ing" in frames and self.tags[r] & kind.ING:
            return self.clause_span(r, hi), "ing"
        if not self.starts_group(r):
            loose = "strong" in frames and not self.tags[r] & (kind.CONJ | kind.COMMA)
            return (self.clause_span(r, hi), "clause") if loose else None
        return self._nominal(cue, g, r)

    def _nominal(self, cue: Cue, g: _Group, r: int) -> tuple[Span, str] | None:
        """The complement that begins at token `r` with a noun group: a listener, a bare clause, an object."""
        frames = cue.frames
        if "hear" in frames:
            return self._heard(r, g.hi, cue)
        if "that" in frames and (not frames & {"object", "small"} or self.finite_ahead(r, g.hi)):
            return self.clause_span(r, g.hi, self._inside(g)), "clause"
        if frames & {"object", "small"} or ("as" in frames and "as" in self.low[r : min(g.hi, r + 14)]):
            return self.object_span(r, g.hi), "object"
        return None

    def _between_commas(self, cue: Cue, g: _Group, subject: Range, r: int) -> bool:
        """True for "The plan, analysts believe, is a bluff": what is said goes on after the comma at `r`."""
        if not cue.frames & {"that", "strong"} or subject[0] <= g.lo or r + 3 >= g.hi:
            return False
        return bool(self.tags[subject[0] - 1] & kind.COMMA) and self.low[r + 1] not in ("that", "and", "but")

    def _past_aside(self, comma: int, hi: int) -> int:
        """Past a short aside between cue and clause ("believes, for example, that"); else `comma` itself."""
        for k in range(comma + 1, min(hi - 1, comma + 8)):
            if self.tags[k] & kind.COMMA:
                return k + 1 if self.low[k + 1] == "that" else comma
        return comma

    def _that(self, r: int, hi: int) -> int:
        """Where a clause opened by "that" or a question word begins, 0 if there is none near."""
        if self.low[r] == "that" or self.low[r] in _WH:
            return r
        if not self.tags[r] & (kind.PREP | kind.TIME | kind.ADV) and self.low[r] != "reporters":
            return 0
        for j in range(r, min(hi, r + 14)):
            if self.low[j] == "that" and not self.tags[j - 1] & kind.COMMA:
                return j
            if self.tags[j] & (kind.AUX | kind.STOP) or self.quote_of[j] >= 0:
                return 0
            if self.tags[j] & kind.PRON and self.low[j] not in OBJECTS:
                return 0
        return 0

    def _quote_ahead(self, r: int, hi: int) -> int:
        """The quotation that follows at once, or after a few words and a comma or colon; -1 if none does."""
        for j in range(r, min(hi, r + 14)):
            n = self.quote_of[j]
            if n >= 0:
                a = self.quote_ranges[n][0]
                comma = self.tags[a - 1] & kind.COMMA and not self.finite_between(r, a)
                return n if a == r or self.low[a - 1] == ":" or comma else -1
            if self.tags[j] & kind.STOP and self.low[j] != ":" and not self.tags[j - 1] & kind.ABBR:
                return -1
        return -1

    def _heard(self, r: int, hi: int, cue: Cue) -> tuple[Span, str]:
        """After a listener ("told reporters that …", "urged Republicans to …"): the clause if there is one."""
        tags, low = self.tags, self.low
        for j in range(r + 1, min(hi, r + 14)):
            if self.quote_of[j] >= 0:
                return self.quotes[self.quote_of[j]].span, "quote"
            if low[j] in _OPENS_CLAUSE:
                before, following = tags[j - 1], tags[j + 1] if j + 1 < hi else 0
                listener = low[j] == "to" and following & (kind.DET | kind.NAME)
                genitive = (
                    low[j] == "of"
                    and "of" not in cue.prepositions
                    and before & kind.WORD
                    and not before & (kind.NAME | kind.PRON)
                )
                if not (listener or genitive):
                    return self.clause_span(j, hi), "clause"
            elif tags[j] & kind.STOP and low[j] != ".":
                break
            elif tags[j] & kind.PRON and (low[j] in SUBJECTS or tags[j] & kind.AUX):
                return self.clause_span(j, hi), "clause"
        return self.clause_span(r, hi), "object"

    def _inside(self, g: _Group) -> bool:
        """True when the cue stands in a clause that opens the sentence ("As he announces that …, he is")."""
        if not self.tags[g.lo] & kind.SUB and self.low[g.lo] not in ("as", "after", "before", "since"):
            return False
        return g.verb - g.lo < FAR and not any(self.tags[k] & kind.COMMA for k in range(g.lo, g.verb))

    def _postposed(self, cue: Cue, g: _Group, subject: Range) -> bool:
        """True for "…, the senator said." and "“…,” he said": the words came first."""
        if not cue.frames & {"quote", "that", "strong"}:
            return False
        j = subject[0] - 1
        if subject[0] <= g.lo or self.quote_of[j] >= 0:
            return self._after_quote(subject[0]) and not self._begins_anew(self.quote_of[j], g)
        if (not self.tags[j] & kind.COMMA and self.low[j] not in ("—", "–", "--", "-", ")")) or j - g.lo < 3:
            return False
        if self.quote_of[j - 1] >= 0:
            return True
        end = self.skip(subject[1] if subject[0] > g.verb else g.after, g.hi)
        if end < g.hi and not self.tags[end] & (kind.COMMA | kind.STOP) and self.low[end] not in _AFTER_SPEAKER:
            return False
        return "that" not in self.low[end : end + 8] and self.finite_between(g.lo, j)

    def _after_quote(self, s: int) -> bool:
        """True when a quotation ends right before token `s` on the same line, though the sentence was cut there."""
        return s > 0 and self.quote_of[s - 1] >= 0 and self.quote_of[s] < 0 and not self.tags[s] & kind.LINE

    def _begins_anew(self, n: int, g: _Group) -> bool:
        """True when quotation `n` ends with a full stop and more than a speaker follows ("… old.” Diaz called it")."""
        if self.doc.text[self.quotes[n].inner.end - 1] != ".":
            return False
        return g.after < g.hi and not self.tags[g.after] & kind.STOP

    def _left(self, j: int, lo: int) -> tuple[Span, str]:
        """The words that end with token `j`, before "he said"."""
        n = max(self.quote_of[j], self.quote_of[j - 1] if j else -1)
        if n >= 0:
            return self.quotes[n].span, "quote"
        start = lo + 1 if self.tags[lo] & kind.CONJ and lo + 1 < j else lo
        return self.w.span(start, self.back(start, max(j, start + 1))), "clause"

    # --- participles, inversion, passives -------------------------------------------------------------------

    def _participle(self, cue: Cue, g: _Group) -> bool:
        """As in "…, saying that", "voters saying", "by calling him"."""
        i, lo = g.verb, g.lo
        tag = self.tags[i - 1] if i > lo else 0
        if tag & (kind.DET | kind.POSS) or (i > lo and self.low[i - 1] == "of" and not cue.frames & {"that", "hear"}):
            return False
        no_noun = kind.PREP | kind.CONJ | kind.SUB | kind.ADV | kind.AUX | kind.COMMA
        if tag & kind.WORD and not tag & no_noun:
            subject = self.segment(i - 1, lo) or self._after_with(i, lo)
        else:
            subject = self.ruler(i, lo)
            if subject is None and (i == lo or tag & (kind.PREP | kind.SUB)):
                subject = self._next_subject(g.after, g.hi)
        return self._complete(cue, g, subject)

    def _after_with(self, i: int, lo: int) -> Range | None:
        """The group before a participle, back to a preposition: "with polls showing"."""
        k = i
        while k > lo and i - k < FAR and not self._edge(k - 1):
            tag, word = self.tags[k - 1], self.low[k - 1]
            if tag & kind.PREP and not tag & kind.DET and word not in ("of", "from", "in", "for"):
                break
            k -= 1
        return (k, i) if k < i else None

    def _next_subject(self, r: int, hi: int) -> Range | None:
        """The group after the first comma: "Speaking in Ohio, Trump said"."""
        for k in range(r, min(hi - 1, r + FAR)):
            if self.tags[k] & kind.COMMA and self.starts_group(k + 1):
                return self.group(k + 1, hi)
        return None

    def _inverted(self, cue: Cue, g: _Group) -> bool:
        """As in "“…,” said Ben Domenech, publisher of …"."""
        i, after = g.verb, g.after
        if g.first != i or not cue.frames & {"quote", "strong"} or after >= g.hi or not self._can_follow(after):
            return False
        if i <= g.lo:
            if not self._after_quote(i):
                return False
        elif self.quote_of[i - 1] < 0 and not self.tags[i - 1] & kind.COMMA and self.low[i - 1] not in ("—", "–"):
            return False
        source = self.group(after, g.hi)
        quoted = self.quote_of[i - 1] >= 0 or (i > 1 and self.quote_of[i - 2] >= 0)
        if not quoted and not self._ends_after(source, g):
            return False
        self._add(cue, g, source, *self._left(i - 1, g.lo))
        return True

    def _can_follow(self, r: int) -> bool:
        """True when a speaker can begin at token `r`, right after the verb."""
        tag = self.tags[r]
        if self.quote_of[r] >= 0 or not tag & kind.WORD or self.low[r] in OBJECTS - {"her"}:
            return False
        return not tag & (kind.SUB | kind.PREP | kind.CONJ | kind.AUX | kind.ADV | kind.ING | kind.TIME)

    def _ends_after(self, source: Range, g: _Group) -> bool:
        """Without quotation marks: a clause before the verb, and nothing but its speaker after it."""
        a, e = source
        if (e < g.hi and not self.tags[e] & (kind.COMMA | kind.STOP | kind.PREP)) or not self.finite_between(
            g.lo, g.verb - 1
        ):
            return False
        return not any(self.finite(k) for k in range(a + 1, e)) or self._in_relative(e - 1, a)

    def _passive(self, cue: Cue, g: _Group) -> bool:
        """As in "was criticised by X", "is seen as", "were asked if"."""
        frames = cue.frames
        if not frames & {"object", "that", "as", "hear", "small", "strong"}:
            return False
        subject = self.subject(g.first, g.lo)
        by = self._by(g.after, g.hi)
        source = self.group(by, g.hi) if by else None
        if source is not None and not self.human(source):
            return False
        r = self.skip(g.after, g.hi)
        follows = self.low[r] if r < g.hi else ""
        if source is None and not self._nobodys(cue, g, follows):
            return False
        content = self._passive_content(g, subject, "" if source else follows, r)
        if content is None:
            return False
        before = self.last_source
        self._add(cue, g, source, content, "passive", by)
        if source is None:
            self.last_source = before or subject
        return True

    def _nobodys(self, cue: Cue, g: _Group, follows: str) -> bool:
        """May this passive without "by" be an attribution?"""
        clause = follows in ("to", "that", "as", "if", "of", "whether", "about", "how", "what")
        if clause and cue.frames & {"that", "as", "hear", "to", "small"}:
            return True
        return g.first != g.verb and (cue.grade != "stance" or "human" in cue.frames)

    def _passive_content(self, g: _Group, subject: Range | None, follows: str, r: int) -> Span | None:
        if follows in ("to", "that", "as", "if", "of", "whether"):
            if subject is None and not (g.verb == g.lo and follows in ("if", "whether", "to")):
                return None
            content = self.clause_span(r, g.hi)
            if subject is not None and follows in ("to", "as") and g.first - subject[0] < 20:
                content = Span(self.w.starts[subject[0]], content.end)
            return content
        return self.w.span(*self._trimmed(subject)) if subject is not None else None

    def _by(self, after: int, hi: int) -> int:
        """The token after "by" when that comes soon after a passive verb, else 0."""
        for k in range(after, min(hi - 1, after + 5)):
            if self.low[k] == "by":
                return k + 1
            if self.tags[k] & (kind.COMMA | kind.STOP):
                return 0
        return 0

    # --- according to, nouns, adjectives, hearsay -----------------------------------------------------------

    def _per(self, i: int, lo: int, hi: int) -> bool:
        if not lo < i < hi - 1 or not self.tags[i - 1] & kind.COMMA:
            return False
        return bool(self.tags[i + 1] & (kind.NAME | kind.DET))

    def _according(self, i: int, after: int, lo: int, hi: int) -> None:
        """As in "according to the report", "per CTV News"."""
        a, e = self.group(after, hi, appositions=i > lo + 1)
        before = i - 1
        while before > lo and self.tags[before] & kind.COMMA:
            before -= 1
        if before - lo >= 2:
            start = lo + 1 if self.tags[lo] & kind.CONJ else lo
            content = self.w.span(start, self.back(start, before + 1))
        elif e + 1 < hi:
            content = self.clause_span(e + 1 if self.tags[e] & kind.COMMA else e, hi)
        else:
            return
        self._found((a, e), (i, after), content, i, "clause")
        self.last_source = (a, e)

    def _noun(self, i: int, lo: int, hi: int) -> None:
        what = self.nouns[self.low[i]]
        if what == "adverb":
            self._hearsay(i, lo, hi)
        elif what == "seeming":
            self._seeming(i, lo, hi)
        elif what in ("said", "thought"):
            self._statement(i, lo, hi, what)

    def _adjective(self, i: int, lo: int, hi: int) -> bool:
        """As in "has been critical of", "are divided on", "remain reluctant to"."""
        r = i + 1
        if r >= hi or not self.tags[r] & (kind.PREP | kind.SUB):
            return False
        first, be, _ = self.verb_group(i, lo)
        if first == i:
            if i == lo or not self.tags[i - 1] & kind.BE:
                return False
            first = i - 1
        elif not be:
            return False
        subject = self.subject(first, lo)
        if subject is None or not self.human(subject):
            return False
        content = self.clause_span(r if self.low[r] in ("to", "that") else min(r + 1, hi - 1), hi)
        self._found(subject, (first, r), content, i, "adjective", "stance")
        self.last_source = subject
        return True

    def _seeming(self, i: int, lo: int, hi: int) -> None:
        """As in "appears to be losing": a judgement, and nobody who makes it."""
        first, _, infinitive = self.verb_group(i, lo)
        subject = None if infinitive else self.subject(first, lo)
        r = i + 1
        if subject is None or r >= hi or self.low[r] in ("in", "on", "at", "before", "with", ",", "."):
            return
        content = Span(self.w.starts[subject[0]], self.clause_span(i, hi).end)
        self._found(None, (first, r), content, i, "hearsay")

    def _hearsay(self, i: int, lo: int, hi: int) -> None:
        """As in "reportedly": somebody's word, and nobody named."""
        start = i
        while start > lo and i - start < FAR and self.quote_of[start - 1] < 0:
            if self.tags[start - 1] & (kind.COMMA | kind.STOP):
                break
            start -= 1
        if start == i and i + 1 == hi:
            return
        first = start if start < i else i + 1
        content = Span(self.w.starts[first], max(self.clause_span(i, hi).end, self.w.ends[first]))
        self._found(None, (i, i + 1), content, i, "hearsay")

    def _statement(self, i: int, lo: int, hi: int, what: str) -> None:
        """As in "his claim that", "Mr. Trump's comments about", "the accusation that", "expressed concern about"."""
        r = i + 1
        if r + 1 >= hi:
            return
        word = self.low[r]
        owner = self._owner(i, lo)
        if owner is None and self.last_cue < i - 5:
            owner = self._light(i, lo)
        if owner is not None:
            opens = word in ("that", "about", "on", "of", "against", "over") or (word == "to" and what == "said")
            if opens and self.human(owner):
                whole = word in ("that", "to")
                content = self.clause_span(r, hi) if whole else self.object_span(r + 1, hi)
                self._found(owner, (i, r), content, i, "noun")
        elif what == "said" and word == "that" and not self.tags[r + 1] & (kind.AUX | kind.VERB):
            self._found(None, (i, r), self.clause_span(r, hi), i, "noun")
        elif what == "said" and word in ("by", "from"):
            source = self.group(r + 1, hi)
            if self.human(source):
                self._found(source, (i, r + 1), self.w.span(self._noun_start(i, lo), r), i, "noun")

    def _noun_start(self, i: int, lo: int) -> int:
        """Where the noun group that ends with token `i` begins."""
        start = i
        while start > lo and i - start < 4:
            tag = self.tags[start - 1]
            if not tag & kind.WORD or tag & (kind.PREP | kind.AUX | kind.CONJ):
                break
            start -= 1
        return start

    def _owner(self, i: int, lo: int) -> Range | None:
        """Whose statement: "his repeated claim", "the former president's comments"."""
        stop = kind.PREP | kind.AUX | kind.CONJ | kind.SUB | kind.COMMA | kind.STOP | kind.DET | kind.PRON
        for k in range(i - 1, max(lo, i - 4) - 1, -1):
            if self.low[k] in OWNERS:
                return k, k + 1
            if self.tags[k] & kind.POSS:
                return self._possessor(k, lo)
            if self.low[k] == "'" and k > lo and self.low[k - 1].endswith("s"):
                return self._possessor(k - 1, lo)
            if self.tags[k] & stop:
                return None
        return None

    def _possessor(self, k: int, lo: int) -> Range:
        """The noun group that ends with the genitive at token `k`."""
        stop = kind.PREP | kind.AUX | kind.CONJ | kind.SUB | kind.COMMA | kind.STOP | kind.PRON | kind.VERB
        a = k
        while a > lo and k - a < 8 and self.quote_of[a - 1] < 0:
            tag = self.tags[a - 1]
            dot = self.dot_in_name(a - 1)
            if tag & stop and not tag & kind.DET and not dot:
                break
            if self.tags[k] & kind.NAME and not tag & (kind.NAME | kind.ABBR) and not dot:
                break
            a -= 1
            if tag & kind.DET:
                break
        return a, k + 1

    def _light(self, i: int, lo: int) -> Range | None:
        """The subject of a light verb that delivers this noun: "expressed deep concern"."""
        stop = kind.PREP | kind.CONJ | kind.SUB | kind.COMMA | kind.STOP | kind.PRON | kind.NAME
        for k in range(i - 1, max(lo, i - 5) - 1, -1):
            if self.nouns.get(self.low[k]) == "light":
                first, be, _ = self.verb_group(k, lo)
                if be:
                    return None
                return self.ruler(k, lo) if self.tags[k] & kind.ING else self.subject(first, lo)
            if self.tags[k] & stop:
                return None
        return None


def stretches(w: Wording) -> list[Range]:
    """The sentences, and what lies between them where sentences were given with gaps, cut at lines and full stops."""
    found: list[Range] = []
    at = 0
    for a, b in [*w.sentences, (len(w.low), len(w.low))]:
        if a > at:
            found += _cut(w, at, a)
        if b > a:
            found.append((a, b))
        at = max(at, b)
    return found


def _cut(w: Wording, a: int, b: int) -> list[Range]:
    edges = [a]
    for k in range(a, b):
        if k > edges[-1] and w.tags[k] & kind.LINE:
            edges.append(k)
        elif w.low[k] in ".?!" and k + 1 < b and not w.tags[k - 1] & kind.ABBR and w.ends[k] < w.starts[k + 1]:
            edges.append(k + 1)
    edges.append(b)
    return [(x, y) for x, y in pairwise(edges) if x < y]
