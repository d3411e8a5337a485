"""Who said, thought or wanted what: source, cue and content, by rules over a light reading of the words.

For every cue word the rules look at its verb group (passive? infinitive?), to its left for a subject, to its right
for a complement that its entry allows. No parser, no training: fast, explainable, and wrong where a sentence is
built in an unusual way.
"""

from __future__ import annotations

from dataclasses import dataclass

from aquanaut.lenses.cues import BASE, ING, PARTICIPLE, PAST, THIRD, Cue, homographs, nouns, sources, verbs
from aquanaut.text import wording as kind
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.quotations import SINGLE, Quotation, quoted
from aquanaut.text.wording import Wording, wording

Range = tuple[int, int]
"""A range of tokens, end exclusive."""

SUBJECTS = frozenset("he she they we i who you it".split())
_OBJECTS = frozenset("him her them us me himself herself themselves it".split())
_OWNERS = frozenset("his her their my our its your whose".split())
_WH = frozenset("if whether what how why who where when which whatever".split())
_SUBORDINATE = frozenset(
    "because if when while although though since whether that as after before until once whereas unless where than so "
    "how why what".split()
)
_BREAKS = frozenset("because while although though whereas after before when as unless until since".split())
_DASHES = frozenset("— – -- - ; :".split())
_WHEN = frozenset("this last past next on in late early same ago".split())
_MANY = frozenset(
    "people men women police children many most some others few several both majority percent half and thousands hundreds "
    "millions dozens half two three four those none all".split()
)
_FAR = 60
"""No part of an attribution is looked for further than this many tokens away: keeps the cost in line with length."""


@dataclass(frozen=True)
class Relation:
    """One attribution in tokens' terms: the word that carries it, and where its parts lie in the text."""

    source: Span | None
    cue: Span | None
    content: Span
    at: int
    grade: str
    lemma: str
    kind: str
    direct: bool = False


class Reader:
    """The rules at work on one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.w: Wording = wording(doc)
        self.quotes: list[Quotation] = [q for q in quoted(doc) if q.depth == 0 and q.mark != SINGLE]
        self.low = self.w.low
        self.tags = self.w.tags
        self.quote_ranges: list[Range] = [self.w.tokens_of(q.span) for q in self.quotes]
        self.quote_of = [-1] * len(self.low)
        for n, (a, b) in enumerate(self.quote_ranges):
            self.quote_of[a:b] = [n] * (b - a)
        self.verbs = verbs()
        self.nouns = nouns()
        self.people = sources()
        self.homographs = homographs()
        self.relations: list[Relation] = []
        self.subject_of: dict[int, Range] = {}
        self.stretches = _stretches(self.w)
        for a, b in self.stretches:
            self._sentence(a, b)

    # --- one sentence ---------------------------------------------------------------------------------------

    def _sentence(self, lo: int, hi: int) -> None:
        self.last_source: Range | None = None
        self.last_cue = -1
        self.last_to = -1
        low, quote_of, verbs, nouns = self.low, self.quote_of, self.verbs, self.nouns
        self._headline(lo, hi)
        for i in range(lo, hi):
            if quote_of[i] >= 0:
                continue
            word = low[i]
            if word in verbs and self._verb(i, lo, hi):
                continue
            if word in nouns:
                self._noun(i, lo, hi)
            elif word == "according" and i + 2 < hi and low[i + 1] == "to":
                self._according(i, lo, hi)

    def _headline(self, lo: int, hi: int) -> None:
        """"Ryan: No place for this": a name, a colon, and what it said."""
        for k in range(lo, min(hi - 3, lo + 6)):
            if self.low[k] == ":" and k > lo:
                if self.quote_of[k + 1] < 0 and all(self.tags[j] & kind.NAME or self.low[j] == "." for j in range(lo, k)):
                    content = self.w.span(k + 1, self._back(k + 1, hi))
                    self.relations.append(
                        Relation(self.w.span(lo, k), self.w.span(k, k + 1), content, k, "neutral", ":", "clause")
                    )
                return

    # --- verbs ----------------------------------------------------------------------------------------------

    def _verb(self, i: int, lo: int, hi: int) -> bool:
        tags, low = self.tags, self.low
        entries = self.verbs[low[i]]
        if tags[i] & kind.NAME and i > lo and not self._heading(i):
            return False
        g, passive, infinitive = self._group(i, lo)
        before = tags[g - 1] if g > lo else 0
        prev = low[g - 1] if g > lo else ""
        forms = 0
        for _, bits in entries:
            forms |= bits
        if g == i and not infinitive and self._is_noun(i, lo, hi, forms):
            return False
        for cue, bits in entries:
            after = i + 1
            if cue.particle:
                parts = self._particle(cue, i, hi)
                if not parts:
                    continue
                after = parts
            if passive and bits & PARTICIPLE:
                if self._passive(cue, i, g, after, lo, hi):
                    return True
                continue
            if bits & PARTICIPLE and after < hi and low[after] == "by" and g == i:
                if self._passive(cue, i, g, after, lo, hi):
                    return True
                continue
            if bits == PARTICIPLE and g == i:
                continue
            if infinitive and not bits & BASE:
                continue
            if self._active(cue, bits, i, g, after, lo, hi, infinitive, before, prev):
                return True
        return False

    def _heading(self, i: int) -> bool:
        return False

    def _group(self, i: int, lo: int) -> tuple[int, bool, bool]:
        """The first token of the verb group that ends in `i`, whether it is passive, whether an infinitive."""
        tags, low = self.tags, self.low
        g, be, to = i, False, False
        while g > lo and self.quote_of[g - 1] < 0:
            tag = tags[g - 1]
            if tag & kind.PRON and tag & kind.AUX:
                be = be or bool(tag & kind.BE)
                break
            if low[g - 1] == "to" and not to:
                to = True
                g -= 1
                break
            if tag & kind.AUX or tag & kind.NEG:
                if not self._low_aux(g - 1):
                    break
                be = be or bool(tag & kind.BE)
            elif not tag & kind.ADV or tag & (kind.PREP | kind.DET | kind.TIME):
                break
            g -= 1
        # An adverb alone belongs to the verb only if something stands before it.
        return g, be, to

    def _low_aux(self, j: int) -> bool:
        return not self.tags[j] & (kind.NAME | kind.SUB)

    def _is_noun(self, i: int, lo: int, hi: int, forms: int) -> bool:
        """True when the word at `i`, though it looks like a cue verb, is a noun or an adjective here."""
        tags, low = self.tags, self.low
        if i == lo:
            return not forms & (ING | PARTICIPLE | PAST)
        tag, prev = tags[i - 1], low[i - 1]
        if tag & (kind.DET | kind.POSS) and prev not in ("that", "which", "all", "both", "many", "most", "some", "few",
                                                        "several", "any", "each", "those", "these", "what", "another",
                                                        "this", "more", "half", "other", "another", "such", "her"):
            return True
        if prev in ("this", "another", "any", "other", "such", "her", "its", "more"):
            return True
        if tag & kind.PREP and not forms & ING and prev not in ("up", "out", "off", "down", "as", "than", "since", "before", "after", "until"):
            return True
        if tag & (kind.NUM) and forms & (BASE | THIRD) and prev not in ("percent", "one", "two", "three", "million"):
            return False
        return False

    def _particle(self, cue: Cue, i: int, hi: int) -> int:
        """Where the words after the verb's particle begin, 0 if the particle is missing."""
        words = cue.particle.split("_")
        j = i + 1
        if self.low[j : j + len(words)] == words and j + len(words) <= hi:
            return j + len(words)
        if j < hi and self.tags[j] & kind.ADV and self.low[j + 1 : j + 2] == words:
            return j + 2
        return 0

    def _active(self, cue: Cue, bits: int, i: int, g: int, after: int, lo: int, hi: int, infinitive: bool,
                before: int, prev: str) -> bool:
        tags, low = self.tags, self.low
        if infinitive:
            if self.last_to == g:
                return False
            return self._complete(cue, i, g, after, self._ruler(g, lo), lo, hi)
        if bits & ING and g == i:
            return self._participle(cue, i, g, after, lo, hi)
        if self._inverted(cue, i, g, after, lo, hi):
            return True
        subject = self._subject(g, lo)
        if subject is None:
            return False
        if bits & (BASE | THIRD) and not bits & PAST and g == i and not self._agrees(cue, i, subject, bits):
            return False
        return self._complete(cue, i, g, after, subject, lo, hi)

    def _agrees(self, cue: Cue, i: int, subject: Range, bits: int) -> bool:
        """Does the form agree with the subject (they say, she says), and is it a verb at all where it may be a noun?"""
        tags, low = self.tags, self.low
        head, tag = low[subject[1] - 1], tags[subject[1] - 1]
        if head in ("he", "she", "it", "who") or head in ("they", "we", "i", "you", "those"):
            return head == "who" or bool(bits & (THIRD if head in ("he", "she", "it") else BASE))
        if tag & (kind.COMMA | kind.CONJ) or low[i - 1] in ("and", "or", "but", "who", "that", "which"):
            return True
        if cue.lemma == "like":
            return False
        if bits & BASE:
            return self._plural(subject)
        if cue.lemma not in self.homographs:
            return True
        return bool(tag & kind.NAME and not tag & kind.POSS) or head in self.people

    def _plural(self, r: Range) -> bool:
        low, tags = self.low, self.tags
        head = low[r[1] - 1]
        if not (head.endswith("s") and not head.endswith(("'s", "ss", "us", "is")) or head in self.people or head in _MANY):
            return False
        return any(
            low[k] in _MANY or low[k].endswith("s") and not low[k].endswith(("'s", "ss", "us", "is")) and not tags[k] & kind.DET
            for k in range(*r)
        )

    def _complete(self, cue: Cue, i: int, g: int, after: int, subject: Range | None, lo: int, hi: int) -> bool:
        """Look to the right of an active cue for what it allows; add the relation if it is there."""
        frames = cue.frames
        if "human" in frames and not self._human(subject):
            return False
        found = self._content(cue, i, after, subject, lo, hi)
        if found is None:
            return False
        self._add(cue, i, g, after, subject, found[0], found[1])
        return True

    def _add(self, cue: Cue, i: int, g: int, after: int, subject: Range | None, content: Span, how: str) -> None:
        w = self.w
        source = w.span(*self._trim(subject)) if subject and subject[0] < subject[1] else None
        self.relations.append(Relation(source, w.span(g, after), content, i, cue.grade, cue.lemma, how))
        if subject:
            self.last_source = subject
            self.subject_of[i] = subject
        self.last_cue = i
        if how == "to":
            self.last_to = after if self.low[after : after + 1] == ["to"] else self.w.at(content.start)

    def _trim(self, r: Range) -> Range:
        a, b = r
        while b - a > 1 and self.tags[b - 1] & kind.COMMA:
            b -= 1
        return a, b

    # --- complements ----------------------------------------------------------------------------------------

    def _content(self, cue: Cue, i: int, after: int, subject: Range | None, lo: int, hi: int) -> tuple[Span, str] | None:
        """What the cue at `i` hands over, and which frame said so."""
        frames, low, tags = cue.frames, self.low, self.tags
        r = after
        if subject is not None and self._postposed(cue, subject, i, after, lo, hi):
            return self._left(subject, i, after, lo, hi)
        quote = self._quote_ahead(r, hi)
        if quote >= 0 and (frames & {"quote", "strong", "hear", "that"}):
            return self.quotes[quote].span, "quote"
        r = self._skip(r, hi)
        if r >= hi or tags[r] & kind.STOP:
            return None
        word, tag = low[r], tags[r]
        if "that" in frames and not (word in cue.prepositions and word != "to"):
            that = self._that(r, hi)
            if that:
                return self._clause(that, hi, self._inside(i, lo)), "clause"
        if word == "to" and r + 1 < hi:
            if "to" in frames and not tags[r + 1] & (kind.DET | kind.NAME | kind.POSS):
                return self._clause(r, hi), "to"
            if "to" in cue.prepositions:
                return self._group_of(r + 1, hi), "object"
            return None
        if word in cue.prepositions and r + 1 < hi:
            return self._group_of(r + 1, hi), "object"
        if "ing" in frames and tag & kind.ING:
            return self._clause(r, hi), "ing"
        nominal = self._starts_group(r)
        if not nominal:
            if "strong" in frames and not tag & (kind.CONJ | kind.COMMA):
                return self._clause(r, hi), "clause"
            return None
        if "hear" in frames:
            return self._heard(r, hi, frames)
        if "that" in frames and ("strong" in frames or self._finite_ahead(r, hi)):
            return self._clause(r, hi, self._inside(i, lo)), "clause"
        if "object" in frames or "small" in frames:
            return self._group_of(r, hi), "object"
        if "as" in frames and "as" in low[r : min(hi, r + 14)]:
            return self._group_of(r, hi), "object"
        return None

    def _skip(self, r: int, hi: int) -> int:
        """Past adverbs, days and short adjuncts ("on Tuesday", "in an interview") after a cue."""
        tags, low = self.tags, self.low
        while r < hi:
            tag = tags[r]
            if tag & kind.TIME and not tag & kind.AUX or (tag & kind.ADV and not tag & (kind.DET | kind.SUB | kind.PREP)):
                r += 1
            elif low[r] in ("on", "last", "this", "late", "early", "in") and r + 1 < hi and tags[r + 1] & (kind.TIME | kind.NUM):
                r += 2
            elif low[r] == "." and r > 0 and tags[r - 1] & kind.TIME and r + 1 < hi:
                r += 1
            else:
                break
        return r

    def _that(self, r: int, hi: int) -> int:
        """Where a clause opened by "that" or a question word begins, 0 if there is none near."""
        low, tags = self.low, self.tags
        if low[r] == "that" or low[r] in _WH:
            return r
        if not tags[r] & (kind.PREP | kind.TIME | kind.ADV) and low[r] not in ("reporters", "to"):
            return 0
        for j in range(r, min(hi, r + 14)):
            if low[j] == "that" and not tags[j - 1] & kind.COMMA:
                return j
            if tags[j] & (kind.AUX | kind.STOP) or tags[j] & kind.PRON and low[j] not in _OBJECTS or self.quote_of[j] >= 0:
                return 0
        return 0

    def _quote_ahead(self, r: int, hi: int) -> int:
        """The quotation that follows at once, or after a comma, a colon, "that" or a few words; -1 if none does."""
        limit = min(hi, r + 14)
        for j in range(r, limit):
            if self.quote_of[j] >= 0:
                a = self.quote_ranges[self.quote_of[j]][0]
                if a == r or self.low[a - 1] == ":" or self.tags[a - 1] & kind.COMMA and not self._finite_between(r, a):
                    return self.quote_of[j]
                return -1
            if self.tags[j] & kind.STOP and self.low[j] != ":" and not self.tags[j - 1] & kind.ABBR:
                return -1
        return -1

    def _starts_group(self, r: int) -> bool:
        tag = self.tags[r]
        if tag & kind.COMMA or not tag & kind.WORD and self.quote_of[r] < 0:
            return False
        if tag & (kind.DET | kind.NAME | kind.POSS | kind.NUM | kind.PRON):
            return True
        if self.quote_of[r] >= 0:
            return True
        return not tag & (kind.PREP | kind.CONJ | kind.SUB | kind.AUX | kind.NEG)

    def _finite_ahead(self, r: int, hi: int) -> bool:
        """True when a verb that can carry a clause stands within reach."""
        tags, low = self.tags, self.low
        if low[r] in SUBJECTS and low[r] not in ("it", "you", "who"):
            return True
        if tags[r] & kind.PRON and tags[r] & kind.AUX:
            return True
        for j in range(r + 1, min(hi, r + 22)):
            tag = tags[j]
            if tag & kind.STOP and low[j] in (";", ":") or tag & kind.COMMA or tag & kind.SUB or tag & kind.CONJ and j > r + 6:
                return False
            if tag & kind.AUX and low[j] not in ("being", "been", "having", "be") and not tag & kind.NAME:
                return True
            if tag & kind.VERB and not tags[j - 1] & (kind.DET | kind.PREP) and low[j - 1] != "to":
                return True
            if low[j] in self.verbs and not tag & (kind.NAME | kind.ING) and tags[j - 1] & (kind.NAME | kind.PRON) \
                    and not tags[j - 1] & kind.POSS:
                return True
        return False

    def _heard(self, r: int, hi: int, frames: frozenset[str]) -> tuple[Span, str]:
        """After a listener ("told reporters that …", "urged Republicans to …"): the clause if there is one."""
        low, tags = self.low, self.tags
        for j in range(r + 1, min(hi, r + 14)):
            if self.quote_of[j] >= 0:
                return self.quotes[self.quote_of[j]].span, "quote"
            if low[j] in ("that", "whether", "if", "what", "how", "why", "to", "of", "about", "against"):
                if low[j] == "to" and tags[j + 1 : j + 2] and tags[j + 1] & (kind.DET | kind.NAME):
                    continue
                if low[j] == "of" and tags[j - 1] & kind.WORD and not tags[j - 1] & (kind.NAME | kind.PRON):
                    continue
                return self._clause(j, hi), "clause"
            if tags[j] & kind.STOP and low[j] != ".":
                break
            if tags[j] & kind.PRON and low[j] in SUBJECTS or tags[j] & kind.PRON and tags[j] & kind.AUX:
                return self._clause(j, hi), "clause"
        return self._clause(r, hi), "object"

    def _inside(self, i: int, lo: int) -> bool:
        """True when the cue stands in a clause that opens the sentence ("As he announces that …, he is")."""
        tags = self.tags
        if not tags[lo] & kind.SUB and self.low[lo] not in ("as", "after", "before", "since"):
            return False
        return not any(tags[k] & kind.COMMA for k in range(lo, i))

    def _clause(self, r: int, hi: int, inside: bool = False) -> Span:
        """From token `r` to the end of what is said."""
        tags, low = self.tags, self.low
        e = r + 1
        while e < hi:
            if self.quote_of[e] >= 0:
                e += 1
                continue
            if tags[e] & kind.COMMA and (inside or self._ends_clause(e, hi)):
                break
            if low[e] == ";":
                break
            if low[e] in _DASHES and e + 1 < hi and tags[e + 1] & kind.ING and low[e + 1] in self.verbs:
                break
            e += 1
        return self.w.span(r, self._back(r, e))

    def _ends_clause(self, comma: int, hi: int) -> bool:
        """True when after this comma another voice or another act of speech begins."""
        tags, low = self.tags, self.low
        j = comma + 1
        if j >= hi:
            return True
        if low[j] == "according":
            return True
        if low[j] in ("and", "but", "while", "though", "although", "as", "then"):
            j += 1
        while j < hi and tags[j] & kind.ADV and not tags[j] & kind.DET:
            j += 1
        if j >= hi:
            return True
        entries = self.verbs.get(low[j])
        if entries and tags[j] & kind.ING and any("quote" in c.frames or "that" in c.frames for c, _ in entries):
            return True
        if entries and low[j - 1] in ("and", "but") and any(b & (PAST | THIRD) for _, b in entries):
            return True
        for k in range(j, min(hi, j + 6)):
            if tags[k] & (kind.COMMA | kind.STOP) or self.quote_of[k] >= 0:
                return False
            strong = self.verbs.get(low[k])
            if strong and k > j and any("strong" in c.frames and b & (PAST | THIRD) for c, b in strong):
                return True
        return False

    def _group_of(self, r: int, hi: int) -> Span:
        """A noun group from token `r`, with what hangs on it, up to the end of the clause."""
        tags, low = self.tags, self.low
        e = r + 1
        relative = low[r] in ("who", "which", "that", "what", "how")
        while e < hi:
            if self.quote_of[e] >= 0:
                e += 1
                continue
            if tags[e] & kind.COMMA or low[e] in _DASHES or low[e] in _BREAKS and e > r + 1:
                break
            if low[e] in ("who", "which", "that", "what", "how"):
                relative = True
            if tags[e] & kind.TIME and not tags[e - 1] & (kind.DET | kind.PREP | kind.POSS | kind.NAME):
                break
            if not relative and tags[e] & kind.AUX and low[e] not in ("being", "been", "having", "be"):
                break
            if tags[e] & kind.CONJ and e + 1 < hi and (self._finite(e + 1) or tags[e + 1] & kind.PRON):
                break
            e += 1
        return self.w.span(r, self._back(r, e))

    def _back(self, r: int, e: int) -> int:
        """`e` moved left over closing punctuation."""
        while e > r + 1 and not self.tags[e - 1] & kind.WORD and self.quote_of[e - 1] < 0 and self.low[e - 1] not in ")]":
            e -= 1
        return e

    # --- what stands before the speaker ---------------------------------------------------------------------

    def _postposed(self, cue: Cue, subject: Range, i: int, after: int, lo: int, hi: int) -> bool:
        """True for "…, the senator said." and "“…,” he said": the words came first."""
        if not cue.frames & {"quote", "that", "strong"}:
            return False
        s = subject[0]
        if s <= lo:
            return False
        j = s - 1
        if self.quote_of[j] < 0 and not self.tags[j] & kind.COMMA and self.low[j] not in ("—", "–", "--", "-", ")"):
            return False
        if subject[0] > i:  # inverted
            end = subject[1]
        else:
            end = after
        if self.quote_of[j] >= 0:
            # Words quoted just before, unless another quotation follows and these were only a fragment.
            return True
        if j - lo < 3:
            return False
        if self.quote_of[j - 1] >= 0:
            return True
        end = self._skip(end, hi)
        closing = end >= hi or bool(self.tags[end] & (kind.COMMA | kind.STOP)) or self.low[end] in ("in", "at", "during", "after", "on", "to", "of", "about", "as", "when", "while", "before")
        if not closing or "that" in self.low[end : end + 8]:
            return False
        if self.tags[lo] & (kind.PREP | kind.SUB) and not self._finite_between(lo, j):
            return False
        return self._finite_between(lo, j)

    def _finite_between(self, a: int, b: int) -> bool:
        return any(self._finite(k) for k in range(max(a, b - _FAR), b))

    def _left(self, subject: Range, i: int, after: int, lo: int, hi: int) -> tuple[Span, str]:
        """The words before "he said", and those after it where they go on."""
        j = subject[0] - 1 if subject[0] <= i else min(subject[0], i) - 1
        j = min(j, i - 1)
        if self.quote_of[j] >= 0 or self.quote_of[j - 1] >= 0:
            n = self.quote_of[j] if self.quote_of[j] >= 0 else self.quote_of[j - 1]
            return self.quotes[n].span, "quote"
        start = lo
        if self.tags[start] & kind.CONJ and start + 1 < j:
            start += 1
        return self.w.span(start, self._back(start, j)), "clause"

    # --- subjects -------------------------------------------------------------------------------------------

    def _finite(self, k: int) -> bool:
        """True when token `k` can carry a clause."""
        tag, word = self.tags[k], self.low[k]
        if tag & kind.NAME:
            return False
        if tag & kind.AUX and word not in ("be", "been", "being", "having"):
            return True
        if tag & kind.VERB:
            return not (k and (self.tags[k - 1] & (kind.DET | kind.PREP | kind.POSS)))
        if tag & kind.ED and k and self.tags[k - 1] & (kind.PRON | kind.NAME) and not self.tags[k - 1] & (kind.POSS | kind.AUX):
            return self.low[k + 1 : k + 2] != ["by"]
        entries = self.verbs.get(word)
        if entries and not tag & kind.ING and k:
            prev = self.tags[k - 1]
            return not prev & (kind.DET | kind.PREP | kind.POSS | kind.NUM) and (tag & kind.ED > 0 or prev & (kind.PRON | kind.NAME) > 0 or word in ("said", "says", "told", "thinks", "thought", "believes", "wrote"))
        return False

    def _ruler(self, g: int, lo: int) -> Range | None:
        """The subject that rules an infinitive or a participle: the last speaker of the sentence, or its first group."""
        if self.last_source is not None:
            return self.last_source
        return self._main(lo, g) or self._opening(lo, g)

    def _opening(self, lo: int, end: int) -> Range | None:
        """The name or pronoun nearest the start of the sentence: who else would it be?"""
        for k in range(lo, min(end, lo + 25)):
            if self.quote_of[k] >= 0:
                return None
            if self.low[k] in SUBJECTS and self.low[k] not in ("it", "who"):
                return k, k + 1
            if self.tags[k] & kind.NAME and not self.tags[k] & (kind.TIME | kind.POSS):
                if k > lo and self.tags[k - 1] & kind.PREP:
                    continue
                e = k + 1
                while e < end and (self.tags[e] & kind.NAME or self.low[e] == "." and self.tags[e - 1] & kind.ABBR):
                    e += 1
                return k, e
        return None

    def _main(self, lo: int, end: int) -> Range | None:
        """The subject of the first finite verb of a sentence before token `end`."""
        for k in range(lo, min(end, lo + _FAR)):
            if self.quote_of[k] < 0 and self._finite(k) and k > lo:
                g = k
                if self.tags[k] & kind.PRON:
                    return k, k + 1
                while g > lo and self.tags[g - 1] & (kind.ADV | kind.NEG):
                    g -= 1
                if g > lo:
                    return self._subject(g, lo)
            if self.low[k] in SUBJECTS and k < end:
                return k, k + 1
        return None

    def _subject(self, g: int, lo: int) -> Range | None:
        """The noun group to the left of a verb group that begins at `g`."""
        tags, low = self.tags, self.low
        j = g - 1
        if j < lo or self.quote_of[j] >= 0:
            return None
        if tags[j] & kind.TIME:
            j = self._before_time(j, lo)
            if j < lo or self.quote_of[j] >= 0:
                return None
        tag, word = tags[j], low[j]
        if tag & kind.PRON and tag & kind.AUX:
            return j, j + 1
        if word in SUBJECTS or word in ("those", "everyone", "someone", "nobody", "anyone", "everybody", "somebody"):
            return j, j + 1
        if word in ("that", "which"):
            return self._antecedent(j, lo)
        if tag & kind.CONJ or tag & kind.COMMA and j - 1 >= lo and low[j - 1] in ("and", "but"):
            return self._ruler(j, lo)
        if tag & kind.COMMA:
            return self._across_commas(j, lo)
        if tag & (kind.STOP | kind.PREP | kind.SUB) and word != ".":
            return None
        if word == "." and not tags[j - 1] & kind.ABBR:
            return None
        return self._segment(j, lo)

    def _before_time(self, j: int, lo: int) -> int:
        """Left over a time between subject and verb: "the chairman, this past week, announced"."""
        while j >= lo and (self.tags[j] & kind.TIME or self.low[j] in _WHEN):
            j -= 1
        return j

    def _antecedent(self, j: int, lo: int) -> Range | None:
        k = j - 1
        if k >= lo and self.tags[k] & kind.COMMA:
            k -= 1
        if k < lo or self.quote_of[k] >= 0 or not self.tags[k] & kind.WORD:
            return None
        return self._segment(k, lo)

    def _edge(self, k: int, lo: int) -> bool:
        """True when a subject cannot reach over token `k`."""
        tags, low = self.tags, self.low
        if self.quote_of[k] >= 0 or tags[k] & kind.COMMA:
            return True
        if tags[k] & kind.STOP:
            return not (low[k] == "." and k > lo and (tags[k - 1] & kind.ABBR or len(low[k - 1]) == 1))
        return low[k] in _SUBORDINATE or low[k] == "(" or low[k] == "["

    def _segment(self, j: int, lo: int) -> Range | None:
        """The noun group that ends with token `j`, within one stretch without commas."""
        tags, low = self.tags, self.low
        k, conj = j, -1
        while k >= lo and j - k < _FAR:
            if k < j and tags[k + 1] & kind.LINE:
                break
            if low[k] == ")":
                k = self._open(k, lo) - 1
                continue
            if self._edge(k, lo):
                break
            if low[k] in ("who", "which", "whom", "whose") and k < j:
                k -= 1
                continue
            if self._finite(k):
                if k > lo and low[k - 1] in ("who", "which", "that"):
                    k -= 2
                    continue
                if k > lo + 1 and low[k - 2] in ("who", "which", "that") and tags[k - 1] & (kind.ADV | kind.AUX):
                    k -= 3
                    continue
                if conj > k:
                    k = conj
                break
            if tags[k] & kind.CONJ:
                conj = k
            k -= 1
        return self._group_from(k + 1, j + 1)

    def _open(self, k: int, lo: int) -> int:
        """The bracket that the one at `k` closes, or `k` if it is not near."""
        for j in range(k - 1, max(lo, k - 12) - 1, -1):
            if self.low[j] == "(":
                return j
        return k

    def _group_from(self, a: int, b: int) -> Range | None:
        """`a` to `b` without what only introduces the subject ("But", "On Thursday")."""
        tags, low = self.tags, self.low
        while a < b:
            tag = tags[a]
            if tag & (kind.CONJ | kind.SUB) and low[a] not in ("who", "both", "all", "what", "that") or not tag & kind.WORD:
                a += 1
            elif tag & kind.ADV and not tag & (kind.DET | kind.NAME | kind.NUM) and low[a] not in ("almost", "even", "only"):
                a += 1
            elif tag & kind.PREP and not tag & kind.DET and low[a] not in ("about", "over", "under", "than", "like", "past"):
                a = self._past_phrase(a, b)
            elif tag & kind.TIME and not tag & kind.NAME and a + 1 < b and tags[a + 1] & (kind.NAME | kind.DET | kind.PRON):
                a += 1
            else:
                break
        return (a, b) if a < b else None

    def _past_phrase(self, a: int, b: int) -> int:
        """Where the subject begins after a phrase that opens with a preposition at `a`."""
        tags = self.tags
        p = a + 1
        noun = False
        while p < b:
            tag = tags[p]
            if tag & kind.TIME or tag & kind.NUM:
                noun = True
            elif noun and tag & (kind.DET | kind.NAME | kind.PRON):
                return p
            elif not tag & (kind.DET | kind.NAME | kind.POSS | kind.PREP | kind.CONJ | kind.ADV | kind.NUM) and tag & kind.WORD:
                noun = True
            elif tag & kind.PREP:
                noun = False
            p += 1
        last = b - 1
        return last if tags[last] & kind.NAME and last > a + 1 else b

    def _across_commas(self, comma: int, lo: int) -> Range | None:
        """A subject with an apposition or a relative clause: "Graham, a senator from the South, said"."""
        tags, low = self.tags, self.low
        k = comma - 1
        commas: list[int] = []
        stop = lo - 1
        while k >= lo and comma - k < _FAR:
            if tags[k + 1] & kind.LINE:
                stop = k
                break
            if low[k] == ")":
                k = self._open(k, lo) - 1
                continue
            if self.quote_of[k] >= 0 or tags[k] & kind.STOP and not (low[k] == "." and (tags[k - 1] & kind.ABBR or len(low[k - 1]) == 1)):
                stop = k
                break
            if tags[k] & kind.COMMA:
                commas.append(k)
            elif self._finite(k) and not self._relative(k, lo):
                stop = k
                break
            elif low[k] in ("that", "because", "if", "whether") and not self._relative(k, lo):
                stop = k
                break
            k -= 1
        if stop >= lo and self._finite(stop) and self.quote_of[stop] < 0:
            if not commas:
                return None
            start = commas[-1] + 1
        else:
            start = stop + 1
        edges = [start, *[c + 1 for c in reversed(commas) if c + 1 > start]]
        for edge in edges:
            tag = tags[edge]
            if tag & (kind.PREP | kind.SUB | kind.ING | kind.CONJ) and not tag & kind.NAME and low[edge] not in ("about",):
                if tag & kind.CONJ and edge + 1 < comma and tags[edge + 1] & (kind.NAME | kind.DET):
                    return edge + 1, comma
                continue
            if tag & kind.ADV and not tag & kind.DET and edge + 1 in [c for c in commas]:
                continue
            return self._group_from(edge, comma)
        return None

    def _relative(self, k: int, lo: int) -> bool:
        """True when the verb at `k` stands in a relative clause ("who is …", "whose roots are …")."""
        for j in range(k, max(lo, k - 7) - 1, -1):
            if self.low[j] in ("who", "which", "whose", "whom", "where"):
                return True
            if self.tags[j] & kind.COMMA:
                return False
        return False

    def _human(self, subject: Range | None) -> bool:
        """True when the subject can speak or think, as far as its words tell."""
        if subject is None:
            return True
        tags, low = self.tags, self.low
        a, b = subject
        if b - a == 1:
            word = low[a].split("'")[0]
            if word in ("it", "this", "that", "which", "there", "what"):
                return False
            if tags[a] & kind.PRON:
                return True
        for k in range(a, b):
            if tags[k] & kind.NAME and not tags[k] & kind.TIME:
                return True
            if low[k] in self.people:
                return True
            if low[k].endswith(("ers", "ists", "ors", "ians", "crats")):
                return True
        return low[b - 1] in ("those", "others", "some", "many", "most", "both", "one")

    # --- participles, inversion, passives -------------------------------------------------------------------

    def _participle(self, cue: Cue, i: int, g: int, after: int, lo: int, hi: int) -> bool:
        """"…, saying that", "voters saying", "by calling him"."""
        tags = self.tags
        tag = tags[i - 1] if i > lo else 0
        if tag & (kind.DET | kind.POSS) or i > lo and self.low[i - 1] == "of" and not cue.frames & {"that", "hear"}:
            return False
        if i > lo and tag & kind.WORD and not tag & (kind.PREP | kind.CONJ | kind.SUB | kind.ADV | kind.AUX | kind.COMMA):
            subject = self._segment(i - 1, lo) or self._after_with(i, lo)
        else:
            subject = self._ruler(i, lo)
            if subject is None and (i == lo or tag & (kind.PREP | kind.SUB)):
                subject = self._next_subject(after, hi)
        return self._complete(cue, i, i, after, subject, lo, hi)

    def _after_with(self, i: int, lo: int) -> Range | None:
        """The group before a participle, back to a preposition: "with polls showing"."""
        k = i
        while k > lo and not self._edge(k - 1, lo) and not (
            self.tags[k - 1] & kind.PREP and self.low[k - 1] not in ("of", "from", "in", "for", "and") and not self.tags[k - 1] & kind.DET
        ):
            k -= 1
        return (k, i) if k < i else None

    def _next_subject(self, r: int, hi: int) -> Range | None:
        """The group after the first comma: "Speaking in Ohio, Trump said"."""
        for k in range(r, min(hi, r + _FAR)):
            if self.tags[k] & kind.COMMA and k + 1 < hi and self._starts_group(k + 1):
                return self._forward(k + 1, hi)
        return None

    def _inverted(self, cue: Cue, i: int, g: int, after: int, lo: int, hi: int) -> bool:
        """"“…,” said Ben Domenech, publisher of …"."""
        if i != g or not cue.frames & {"quote", "strong"} or i <= lo or after >= hi:
            return False
        closes = self.quote_of[i - 1] >= 0 or bool(self.tags[i - 1] & kind.COMMA) or self.low[i - 1] in ("—", "–")
        tag = self.tags[after]
        if not closes or not tag & (kind.NAME | kind.DET | kind.PRON | kind.NUM | kind.WORD):
            return False
        if tag & (kind.SUB | kind.PREP | kind.CONJ | kind.AUX | kind.ADV | kind.ING | kind.TIME) or self.low[after] in _OBJECTS - {"her"}:
            return False
        if self.quote_of[after] >= 0:
            return False
        source = self._forward(after, hi)
        if self.quote_of[i - 1] < 0 and self.quote_of[i - 2] < 0:
            e = source[1]
            if e < hi and not self.tags[e] & (kind.COMMA | kind.STOP | kind.PREP) or not self._finite_between(lo, i - 1):
                return False
            if any(self._finite(k) for k in range(source[0] + 1, source[1])) and not self._relative(e - 1, source[0]):
                return False
        content, how = self._left((i, after), i, after, lo, hi)
        self._add(cue, i, i, after, source, content, how)
        return True

    def _forward(self, r: int, hi: int, appositions: bool = True) -> Range:
        """A noun group that begins at `r`, with its appositions."""
        tags, low = self.tags, self.low
        e = r + 1
        if tags[r] & kind.PRON and not tags[r] & kind.DET:
            return r, e
        while e < hi and e - r < _FAR and self.quote_of[e] < 0:
            if tags[e] & kind.COMMA:
                if not appositions:
                    break
                nxt = tags[e + 1] if e + 1 < hi else 0
                if not nxt & (kind.DET | kind.NUM) and not (e + 1 < hi and low[e + 1] in ("who", "whose")) and not self._apposition(e + 1, hi):
                    break
            elif tags[e] & kind.STOP:
                if low[e] != "." or not (tags[e - 1] & kind.ABBR or len(low[e - 1]) == 1):
                    break
            elif low[e] in _BREAKS or tags[e] & kind.AUX and not self._relative(e, r):
                break
            e += 1
        return r, self._back(r, e)

    def _apposition(self, r: int, hi: int) -> bool:
        """A bare noun that tells a role ("publisher of The Federalist")."""
        return r < hi and (self.low[r] in self.people or bool(self.tags[r] & kind.NAME))

    def _passive(self, cue: Cue, i: int, g: int, after: int, lo: int, hi: int) -> bool:
        """"was criticised by X", "is seen as", "were asked if"."""
        if not cue.frames & {"object", "that", "as", "hear", "small", "strong"}:
            return False
        subject = self._subject(g, lo)
        by = self._by(after, hi)
        source = self._forward(by, hi) if by else None
        if source is not None and not self._human(source):
            return False
        if subject is None and source is None and not (i == lo and "hear" in cue.frames):
            return False
        low = self.low
        r = self._skip(after, hi)
        if source is None:
            tail = low[r] if r < hi else ""
            if not (tail in ("to", "that", "as", "if", "of", "whether", "about", "how", "what") and cue.frames & {"that", "as", "hear", "to", "small"}):
                if g == i or cue.grade == "stance" and "human" not in cue.frames:
                    return False
        if source is None and r < hi and low[r] in ("to", "that", "as", "if", "of", "whether"):
            content = self._clause(r, hi)
            if subject and low[r] in ("to", "as") and g - subject[0] < 20:
                content = Span(self.w.starts[subject[0]], content.end)
        elif subject:
            content = self.w.span(*self._trim(subject))
        else:
            return False
        before = self.last_source
        self._add(cue, i, g, by or after, source, content, "passive")
        if source is None:
            self.last_source = before or subject
        return True

    def _by(self, after: int, hi: int) -> int:
        """The token after "by" when that comes soon after a passive verb, else 0."""
        for k in range(after, min(hi - 1, after + 5)):
            if self.low[k] == "by":
                return k + 1
            if self.tags[k] & (kind.COMMA | kind.STOP):
                return 0
        return 0

    # --- according to, nouns, adjectives --------------------------------------------------------------------

    def _according(self, i: int, lo: int, hi: int) -> None:
        r, e = self._forward(i + 2, hi, appositions=i > lo + 1)
        w = self.w
        before = i - 1
        while before > lo and self.tags[before] & kind.COMMA:
            before -= 1
        if before - lo >= 2:
            start = lo + 1 if self.tags[lo] & kind.CONJ else lo
            content = w.span(start, self._back(start, before + 1))
        elif e + 1 < hi:
            content = self._clause(e + 1 if self.tags[e] & kind.COMMA else e, hi)
        else:
            return
        source = w.span(*self._trim((r, e)))
        self.relations.append(Relation(source, w.span(i, i + 2), content, i, "neutral", "according to", "clause"))
        self.last_source = (r, e)

    def _noun(self, i: int, lo: int, hi: int) -> None:
        what = self.nouns[self.low[i]]
        if what == "adjective":
            self._adjective(i, lo, hi)
        elif what == "adverb":
            self._hearsay(i, lo, hi)
        elif what == "seeming":
            self._seeming(i, lo, hi)
        elif what in ("said", "thought"):
            self._statement(i, lo, hi, what)

    def _adjective(self, i: int, lo: int, hi: int) -> None:
        """"has been critical of", "are divided on", "remain reluctant to"."""
        g, be, _ = self._group(i, lo)
        tags, low = self.tags, self.low
        if g == i:
            if i > lo and tags[i - 1] & kind.BE:
                g = i - 1
            else:
                return
        elif not be:
            return
        if g > lo and tags[g] & kind.BE and low[g] in ("be", "being") and low[g - 1] == "to":
            return
        r = i + 1
        if r >= hi or not (tags[r] & (kind.PREP | kind.SUB) or low[r] in ("to", "that", "by")):
            return
        subject = self._subject(g, lo)
        if subject is None or not self._human(subject):
            return
        content = self._clause(r if low[r] in ("to", "that") else min(r + 1, hi - 1), hi)
        source = self.w.span(*self._trim(subject))
        self.relations.append(Relation(source, self.w.span(g, r), content, i, "stance", low[i], "adjective"))
        self.last_source = subject

    def _seeming(self, i: int, lo: int, hi: int) -> None:
        """"appears to be losing": a judgement, and nobody who makes it."""
        g, _, infinitive = self._group(i, lo)
        subject = None if infinitive else self._subject(g, lo)
        r = i + 1
        if subject is None or r >= hi or self.low[r] in ("in", "on", "at", "before", "with", ",", "."):
            return
        end = self._clause(r, hi).end
        content = Span(self.w.starts[subject[0]], max(end, self.w.ends[r]))
        self.relations.append(Relation(None, self.w.span(g, i + 1), content, i, "neutral", self.low[i], "hearsay"))

    def _hearsay(self, i: int, lo: int, hi: int) -> None:
        """"reportedly": somebody's word, and nobody named."""
        start = lo
        for k in range(i, max(lo, i - _FAR), -1):
            if self.tags[k] & (kind.COMMA | kind.STOP) or self.quote_of[k] >= 0:
                start = k + 1
                break
        if start < i or i + 1 < hi:
            end = self._clause(i, hi).end
            first = start if start < i else i + 1
            content = Span(self.w.starts[first], max(end, self.w.ends[first]))
            self.relations.append(Relation(None, self.w.span(i, i + 1), content, i, "neutral", self.low[i], "hearsay"))

    def _statement(self, i: int, lo: int, hi: int, what: str) -> None:
        """"his claim that", "Mr. Trump's comments about", "the accusation that", "expressed concern about"."""
        tags, low = self.tags, self.low
        owner = self._owner(i, lo)
        r = i + 1
        nxt = low[r] if r < hi else ""
        follows = nxt in ("that", "to", "about", "on", "of", "for", "against", "over", "in", "with", "toward", "from", "by")
        if owner is None:
            owner = self._light(i, lo)
        if owner is not None:
            if not follows and what == "thought":
                return
            if not self._human(owner):
                return
            content = self._noun_content(r, hi, nxt) if follows else None
            if content is None:
                return
            cue = self.w.span(i, i + 1)
            self.relations.append(Relation(self.w.span(*owner), cue, content, i, "neutral", low[i], "noun"))
            return
        if nxt == "that" and r + 1 < hi and not tags[r + 1] & (kind.AUX | kind.VERB):
            self.relations.append(Relation(None, self.w.span(i, r), self._clause(r, hi), i, "neutral", low[i], "noun"))
        elif nxt in ("by", "from") and what == "said" and r + 1 < hi:
            source = self._forward(r + 1, hi)
            if self._human(source):
                start = i
                while start > lo and tags[start - 1] & kind.WORD and not tags[start - 1] & (kind.PREP | kind.AUX | kind.CONJ) and i - start < 4:
                    start -= 1
                self.relations.append(
                    Relation(self.w.span(*source), self.w.span(i, r + 1), self.w.span(start, i + 1), i, "neutral", low[i], "noun")
                )

    def _noun_content(self, r: int, hi: int, nxt: str) -> Span | None:
        if r + 1 >= hi:
            return None
        if nxt in ("that", "to"):
            return self._clause(r, hi)
        return self._group_of(r + 1, hi)

    def _owner(self, i: int, lo: int) -> Range | None:
        """Whose statement: "his repeated claim", "the former president's comments"."""
        tags, low = self.tags, self.low
        for k in range(i - 1, max(lo, i - 4) - 1, -1):
            if low[k] in _OWNERS:
                return k, k + 1
            if tags[k] & kind.POSS:
                return self._possessor(k, lo)
            if low[k] in ("'", "’") and k > lo and low[k - 1].endswith("s"):
                return self._possessor(k - 1, lo)
            if tags[k] & (kind.PREP | kind.AUX | kind.CONJ | kind.SUB | kind.COMMA | kind.STOP | kind.DET | kind.PRON):
                return None
        return None

    def _possessor(self, k: int, lo: int) -> Range:
        a = k
        tags, low = self.tags, self.low
        while a > lo and k - a < 8 and self.quote_of[a - 1] < 0:
            tag = tags[a - 1]
            if tag & (kind.PREP | kind.AUX | kind.CONJ | kind.SUB | kind.COMMA | kind.STOP | kind.PRON | kind.VERB) and not tag & kind.DET:
                if not (low[a - 1] == "." and a - 1 > lo and tags[a - 2] & kind.ABBR):
                    break
            if tags[k] & kind.NAME and not tag & (kind.NAME | kind.ABBR) and low[a - 1] != ".":
                break
            a -= 1
            if tag & kind.DET:
                break
        return a, k + 1

    def _light(self, i: int, lo: int) -> Range | None:
        """The subject of a light verb that delivers this noun: "expressed deep concern"."""
        tags = self.tags
        for k in range(i - 1, max(lo, i - 5) - 1, -1):
            if self.nouns.get(self.low[k]) == "light":
                g, be, _ = self._group(k, lo)
                if be:
                    return None
                if tags[k] & kind.ING:
                    return self._ruler(k, lo)
                return self._subject(g, lo)
            if tags[k] & (kind.PREP | kind.CONJ | kind.SUB | kind.COMMA | kind.STOP | kind.PRON | kind.NAME):
                return None
        return None


def _stretches(w: Wording) -> list[Range]:
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
    found: list[Range] = []
    start = a
    for k in range(a, b):
        if k > start and w.tags[k] & kind.LINE:
            found.append((start, k))
            start = k
        elif w.low[k] in ".?!" and k + 1 < b and not w.tags[k - 1] & kind.ABBR and w.ends[k] < w.starts[k + 1]:
            found.append((start, k + 1))
            start = k + 1
    if start < b:
        found.append((start, b))
    return found
