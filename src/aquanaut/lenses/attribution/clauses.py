"""Where a clause's parts lie: subjects to the left of a verb, objects and clauses to the right.

A parser in miniature for the rules of attribution: it knows commas, conjunctions, relative clauses, appositions and
quotations, and nothing else. Nothing is looked for further than `FAR` tokens to the left or `LONG` to the right, so
the cost grows in line with the length, whatever the text does.
"""

from __future__ import annotations

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.word_lists import word_lists
from aquanaut.text.lexical.wording import Wording, wording
from aquanaut.text.quotations import SINGLE, Quotation, quoted

from .cues import PAST, THIRD, sources, verbs

_WORDS = word_lists(__package__, "clauses")

Range = tuple[int, int]
"""A range of tokens, end exclusive."""

FAR = 60
LONG = 300

SUBJECTS = _WORDS["subjects"]
OWNERS = _WORDS["owners"]
OBJECTS = _WORDS["objects"]
RELATIVE = _WORDS["relative"]
DASHES = _WORDS["dashes"]
_PEOPLE = _WORDS["people"]
_SUBORDINATE = _WORDS["subordinate"]
_WHEN = _WORDS["when"]
_PARTS_OF_BE = _WORDS["parts_of_be"]
_SURE = _WORDS["sure"]
_NO_INTRODUCTION = _WORDS["no_introduction"]
_PERSONAL_ENDINGS = ("ers", "ists", "ors", "ians", "crats")


class Clauses:
    """One document's tokens, its quotations, and the rules that find the parts of a clause.

    Token ranges given as `lo` and `hi` are the bounds of the sentence. `last_source` is the last subject to which the
    sentence ascribed anything: whoever said one thing is likely to be the one who goes on, "adding" and "calling".
    """

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.w: Wording = wording(doc)
        self.low, self.tags = self.w.low, self.w.tags
        self.quotes: list[Quotation] = [q for q in quoted(doc) if q.depth == 0 and q.mark != SINGLE]
        self.quote_ranges: list[Range] = [self.w.tokens_of(q.span) for q in self.quotes]
        self.quote_of = [-1] * len(self.low)
        for n, (a, b) in enumerate(self.quote_ranges):
            self.quote_of[a:b] = [n] * (b - a)
        self.verbs = verbs()
        self.people = sources()
        self.last_source: Range | None = None

    # --- what a token can be --------------------------------------------------------------------------------

    def finite(self, k: int) -> bool:
        """True when token `k` can carry a clause, as far as its form and its neighbours tell."""
        tag, word = self.tags[k], self.low[k]
        if tag & kind.NAME:
            return False
        if tag & kind.AUX and word not in _PARTS_OF_BE:
            return True
        before = self.tags[k - 1] if k else 0
        if tag & kind.VERB:
            return not before & (kind.DET | kind.PREP | kind.POSS)
        if tag & kind.ED and before & (kind.PRON | kind.NAME) and not before & (kind.POSS | kind.AUX):
            return self.low[k + 1 : k + 2] != ["by"]
        if word not in self.verbs or tag & kind.ING or not k or before & (kind.DET | kind.PREP | kind.POSS | kind.NUM):
            return False
        return bool(tag & kind.ED or before & (kind.PRON | kind.NAME)) or word in _SURE

    def finite_between(self, a: int, b: int) -> bool:
        """True when a verb that can carry a clause stands in tokens `a` to `b` (the last `FAR` of them)."""
        return any(self.finite(k) for k in range(max(a, b - FAR), b))

    def finite_ahead(self, r: int, hi: int) -> bool:
        """True when the words from token `r` on are a clause ("the plan would fail"), not only a noun group."""
        tags, low = self.tags, self.low
        if (low[r] in SUBJECTS and low[r] not in ("it", "you", "who")) or (tags[r] & kind.PRON and tags[r] & kind.AUX):
            return True
        for j in range(r + 1, min(hi, r + 22)):
            tag, before = tags[j], tags[j - 1]
            if tag & (kind.COMMA | kind.SUB) or low[j] in (";", ":") or (tag & kind.CONJ and j > r + 6):
                return False
            if tag & kind.AUX and low[j] not in _PARTS_OF_BE and not tag & kind.NAME:
                return True
            if tag & kind.VERB and not before & (kind.DET | kind.PREP) and low[j - 1] != "to":
                return True
            if low[j] in self.verbs and not tag & (kind.NAME | kind.ING) and self._subject_like(before):
                return True
        return False

    @staticmethod
    def _subject_like(tag: int) -> bool:
        return bool(tag & (kind.NAME | kind.PRON)) and not tag & kind.POSS

    def starts_group(self, r: int) -> bool:
        """True when a noun group can begin with token `r`."""
        tag = self.tags[r]
        if self.quote_of[r] >= 0 and not tag & kind.COMMA:
            return True
        if not tag & kind.WORD:
            return False
        if tag & (kind.DET | kind.NAME | kind.POSS | kind.NUM | kind.PRON):
            return True
        return not tag & (kind.PREP | kind.CONJ | kind.SUB | kind.AUX | kind.NEG)

    def human(self, subject: Range | None) -> bool:
        """True when the subject can speak or think, as far as its words tell. An unknown subject may."""
        if subject is None:
            return True
        a, b = subject
        if b - a == 1:
            if self.low[a].split("'")[0] in ("it", "this", "that", "which", "there", "what"):
                return False
            if self.tags[a] & kind.PRON or self.low[a] in OWNERS:
                return True
        for k in range(a, b):
            if (self.tags[k] & kind.NAME and not self.tags[k] & kind.TIME) or self.low[k] in self.people:
                return True
            if self.low[k].endswith(_PERSONAL_ENDINGS):
                return True
        return self.low[b - 1] in ("those", "others", "some", "many", "most", "both", "one")

    def dot_in_name(self, k: int) -> bool:
        """True for the dot of "Sen." or of an initial."""
        return self.low[k] == "." and k > 0 and bool(self.tags[k - 1] & kind.ABBR or len(self.low[k - 1]) == 1)

    # --- to the left: subjects ------------------------------------------------------------------------------

    def subject(self, g: int, lo: int) -> Range | None:
        """The noun group to the left of a verb group that begins at token `g`."""
        tags, low = self.tags, self.low
        j = self._before_aside(self._before_time(g - 1, lo), lo)
        if j < lo or self.quote_of[j] >= 0:
            return None
        tag, word = tags[j], low[j]
        if (tag & kind.PRON and tag & kind.AUX) or word in SUBJECTS or word in _PEOPLE:
            return j, j + 1
        if word in ("that", "which"):
            return self._antecedent(j, lo)
        if tag & kind.CONJ or (tag & kind.COMMA and j > lo and low[j - 1] in ("and", "but")):
            return self.ruler(j, lo)
        if tag & kind.COMMA:
            return self._across_commas(j, lo)
        if tag & (kind.STOP | kind.PREP | kind.SUB) and not (word == "." and tags[j - 1] & kind.ABBR):
            return None
        return self.segment(j, lo)

    def ruler(self, g: int, lo: int) -> Range | None:
        """The subject that an infinitive, a participle or a second verb shares with what came before."""
        if self.last_source is not None:
            return self.last_source
        return self.main(lo, g) or self._opening(lo, g)

    def main(self, lo: int, end: int) -> Range | None:
        """The subject of the first finite verb of a sentence, before token `end`."""
        for k in range(lo, min(end, lo + FAR)):
            if self.low[k] in SUBJECTS:
                return k, k + 1
            if k > lo and self.quote_of[k] < 0 and self.finite(k):
                if self.tags[k] & kind.PRON:
                    return k, k + 1
                while k > lo and self.tags[k - 1] & (kind.ADV | kind.NEG):
                    k -= 1
                return self.subject(k, lo) if k > lo else None
        return None

    def _opening(self, lo: int, end: int) -> Range | None:
        """The name or pronoun nearest the start of the sentence: who else would it be?"""
        for k in range(lo, min(end, lo + 25)):
            if self.quote_of[k] >= 0:
                return None
            if self.low[k] in SUBJECTS and self.low[k] not in ("it", "who"):
                return k, k + 1
            name = self.tags[k] & kind.NAME and not self.tags[k] & (kind.TIME | kind.POSS)
            if name and (k == lo or not self.tags[k - 1] & kind.PREP):
                return self.name_from(k, end)
        return None

    def name_from(self, k: int, end: int) -> Range:
        """The name that begins at token `k`."""
        e = k + 1
        while e < end and (self.tags[e] & kind.NAME or self.dot_in_name(e)):
            e += 1
        return k, e

    def _before_time(self, j: int, lo: int) -> int:
        """Left over a time between subject and verb: "the chairman, this past week, announced"."""
        if j >= lo and self.tags[j] & kind.TIME:
            while j >= lo and (self.tags[j] & kind.TIME or self.low[j] in _WHEN):
                j -= 1
        return j

    def _before_aside(self, j: int, lo: int) -> int:
        """Left over an adverb between commas: "Analysts, however, suspect"."""
        if j > lo + 1 and self.tags[j] & kind.COMMA and self.tags[j - 1] & kind.ADV and self.tags[j - 2] & kind.COMMA:
            return j - 3
        return j

    def _antecedent(self, j: int, lo: int) -> Range | None:
        """What "that" or "which" at token `j` stands for."""
        k = j - 1
        if k >= lo and self.tags[k] & kind.COMMA:
            k -= 1
        if k < lo or self.quote_of[k] >= 0 or not self.tags[k] & kind.WORD:
            return None
        return self.segment(k, lo)

    def _edge(self, k: int) -> bool:
        """True when a subject cannot reach over token `k`."""
        if self.quote_of[k] >= 0 or self.tags[k] & kind.COMMA:
            return True
        if self.tags[k] & kind.STOP:
            return not self.dot_in_name(k)
        return self.low[k] in _SUBORDINATE or self.low[k] in "(["

    def segment(self, j: int, lo: int) -> Range | None:
        """The noun group that ends with token `j`, within one stretch without commas."""
        k, joined = j, -1
        while k >= lo and j - k < FAR and not (k < j and self.tags[k + 1] & kind.LINE):
            if self.low[k] == ")":
                k = self._bracket(k, lo) - 1
                continue
            if self._edge(k):
                break
            if self.finite(k) and not (k < j and self.low[k] in ("who", "which")):
                relative = self._relative_before(k, lo)
                if not relative:
                    # "He left and the senator said": the subject begins after the conjunction.
                    k = joined if joined > k else k
                    break
                k = relative - 1
                continue
            if self.tags[k] & kind.CONJ:
                joined = k
            k -= 1
        return self._without_introduction(k + 1, j + 1)

    def _relative_before(self, k: int, lo: int) -> int:
        """The place of the "who" that rules the verb at `k`, 0 if none stands right before it."""
        if k > lo and self.low[k - 1] in ("who", "which", "that"):
            return k - 1
        if k > lo + 1 and self.low[k - 2] in ("who", "which", "that") and self.tags[k - 1] & (kind.ADV | kind.AUX):
            return k - 2
        return 0

    def _bracket(self, k: int, lo: int) -> int:
        """The bracket that the one at `k` closes, or `k` if it is not near."""
        return next((j for j in range(k - 1, max(lo, k - 12) - 1, -1) if self.low[j] == "("), k)

    def _without_introduction(self, a: int, b: int) -> Range | None:
        """Tokens `a` to `b` without what only introduces the subject ("But", "On Thursday")."""
        while a < b:
            after = self._past_word(a, b)
            if after == a:
                return a, b
            a = after
        return None

    def _past_word(self, a: int, b: int) -> int:
        """Where the subject begins if token `a` only introduces it, else `a`."""
        tag, word = self.tags[a], self.low[a]
        if not tag & kind.WORD:
            return a + 1
        if tag & (kind.CONJ | kind.SUB) and word not in ("who", "both", "all", "what", "that"):
            return a + 1
        following = self.tags[a + 1] if a + 1 < b else 0
        if tag & kind.ADV and not tag & (kind.DET | kind.NAME | kind.NUM) and not following & kind.NUM:
            return a + 1
        if tag & kind.PREP and not tag & kind.DET and word not in _NO_INTRODUCTION:
            return self._past_phrase(a, b)
        if tag & kind.TIME and not tag & kind.NAME and following & (kind.NAME | kind.DET | kind.PRON):
            return a + 1
        return a

    def _past_phrase(self, a: int, b: int) -> int:
        """Where the subject begins after a phrase that opens with a preposition at `a`."""
        not_noun = kind.DET | kind.NAME | kind.POSS | kind.PREP | kind.CONJ | kind.ADV
        noun = False
        for p in range(a + 1, b):
            tag = self.tags[p]
            if tag & (kind.TIME | kind.NUM):
                noun = True
            elif noun and tag & (kind.DET | kind.NAME | kind.PRON):
                return p
            elif tag & kind.WORD and not tag & not_noun:
                noun = True
            elif tag & kind.PREP:
                noun = False
        last = b - 1
        return last if self.tags[last] & kind.NAME and last > a + 1 else b

    def _across_commas(self, comma: int, lo: int) -> Range | None:
        """A subject with an apposition or a relative clause: "Graham, a senator from the South, said"."""
        start, commas = self._reach(comma, lo)
        if start is None:
            return None
        for edge in [start, *(c + 1 for c in reversed(commas) if c + 1 > start)]:
            tag = self.tags[edge]
            if tag & kind.CONJ and not tag & kind.NAME and self.tags[edge + 1] & (kind.NAME | kind.DET):
                return edge + 1, comma
            if (
                tag & (kind.PREP | kind.SUB | kind.ING | kind.CONJ)
                and not tag & kind.NAME
                and self.low[edge] != "about"
            ):
                continue
            if tag & kind.ADV and not tag & kind.DET and edge + 1 in commas:
                continue
            return self._without_introduction(edge, comma)
        return None

    def _reach(self, comma: int, lo: int) -> tuple[int | None, list[int]]:
        """How far left a subject that ends before `comma` may reach, and the commas passed on the way."""
        commas: list[int] = []
        k = comma - 1
        while k >= lo and comma - k < FAR:
            if self.low[k] == ")":
                k = self._bracket(k, lo) - 1
                continue
            if self.tags[k + 1] & kind.LINE or self.quote_of[k] >= 0:
                return k + 1, commas
            if self.tags[k] & kind.STOP and not self.dot_in_name(k):
                return k + 1, commas
            if self.tags[k] & kind.COMMA:
                commas.append(k)
            elif self.finite(k) and not self._in_relative(k, lo):
                # Another clause ends here; the subject begins after its comma.
                return (commas[-1] + 1 if commas else None), commas
            elif self.low[k] in ("that", "because", "if", "whether") and not self._in_relative(k, lo):
                return k + 1, commas
            k -= 1
        return k + 1, commas

    def _in_relative(self, k: int, lo: int) -> bool:
        """True when the verb at `k` stands in a relative clause ("who is …", "whose roots are …")."""
        for j in range(k, max(lo, k - 7) - 1, -1):
            if self.low[j] in ("who", "which", "whose", "whom", "where"):
                return True
            if self.tags[j] & kind.COMMA:
                return False
        return False

    # --- to the right: groups and clauses -------------------------------------------------------------------

    def back(self, r: int, e: int) -> int:
        """`e` moved left over closing punctuation, but not to `r`."""
        while (
            e > r + 1 and not self.tags[e - 1] & kind.WORD and self.quote_of[e - 1] < 0 and self.low[e - 1] not in ")]"
        ):
            e -= 1
        return e

    def skip(self, r: int, hi: int) -> int:
        """Past adverbs and days that stand between a cue and what it hands over ("said on Tuesday")."""
        tags, low = self.tags, self.low
        while r < hi:
            tag = tags[r]
            following = tags[r + 1] if r + 1 < hi else 0
            adverb = tag & kind.ADV and not tag & (kind.DET | kind.SUB | kind.PREP)
            if adverb or (tag & kind.TIME and not tag & kind.AUX):
                r += 1
            elif low[r] in ("on", "last", "this", "late", "early", "in") and following & (kind.TIME | kind.NUM):
                r += 2
            elif low[r] == "." and tags[r - 1] & kind.TIME and following:
                r += 1
            else:
                break
        return r

    def group(self, r: int, hi: int, appositions: bool = True) -> Range:
        """A noun group that begins at token `r`, with its appositions: "Ben Domenech, publisher of …"."""
        if self.tags[r] & kind.PRON and not self.tags[r] & kind.DET:
            return r, r + 1
        e = r + 1
        while e < hi and e - r < FAR and self.quote_of[e] < 0:
            tag = self.tags[e]
            if tag & kind.COMMA:
                if not (appositions and self._apposition(e + 1, hi)):
                    break
            elif tag & kind.STOP:
                if not self.dot_in_name(e):
                    break
            elif self.low[e] in _SUBORDINATE_ENDS or (tag & kind.AUX and not self._in_relative(e, r)):
                break
            e += 1
        return r, self.back(r, e)

    def _apposition(self, r: int, hi: int) -> bool:
        """True when an apposition can begin with token `r`."""
        if r >= hi:
            return False
        word = self.low[r]
        return bool(self.tags[r] & (kind.DET | kind.NUM | kind.NAME)) or word in ("who", "whose") or word in self.people

    def object_span(self, r: int, hi: int) -> Span:
        """A noun group from token `r`, with what hangs on it, up to the end of the clause."""
        tags, low = self.tags, self.low
        hi = min(hi, r + LONG)
        e = r + 1
        relative = low[r] in RELATIVE
        while e < hi:
            if self.quote_of[e] >= 0:
                e = self.quote_ranges[self.quote_of[e]][1]
                continue
            tag = tags[e]
            relative = relative or low[e] in RELATIVE
            if tag & kind.COMMA or low[e] in DASHES:
                break
            if tag & kind.TIME and not tags[e - 1] & (kind.DET | kind.PREP | kind.POSS | kind.NAME):
                break
            if tag & kind.AUX and not relative and low[e] not in _PARTS_OF_BE:
                break
            if tag & kind.CONJ and e + 1 < hi and (self.finite(e + 1) or tags[e + 1] & kind.PRON):
                break
            e += 1
        return self.w.span(r, self.back(r, max(r + 1, min(e, hi))))

    def clause_span(self, r: int, hi: int, inside: bool = False) -> Span:
        """From token `r` to the end of what is said; up to the first comma where the clause lies `inside` another."""
        hi = min(hi, r + LONG)
        e = r + 1
        while e < hi:
            if self.quote_of[e] >= 0:
                e = self.quote_ranges[self.quote_of[e]][1]
                continue
            if self.low[e] == ";" or (self.tags[e] & kind.COMMA and (inside or self._ends_clause(e, hi))):
                break
            if self.low[e] in DASHES and e + 1 < hi and self.tags[e + 1] & kind.ING and self.low[e + 1] in self.verbs:
                break
            e += 1
        return self.w.span(r, self.back(r, max(r + 1, min(e, hi))))

    def _ends_clause(self, comma: int, hi: int) -> bool:
        """True when after this comma another voice or another act of speech begins."""
        j = comma + 1
        if j < hi and self.low[j] == "according":
            return True
        if j < hi and self.low[j] in ("and", "but", "while", "though", "although", "as", "then"):
            j += 1
        while j < hi and self.tags[j] & kind.ADV and not self.tags[j] & kind.DET:
            j += 1
        if j >= hi:
            return True
        entries = self.verbs.get(self.low[j], ())
        if self.tags[j] & kind.ING and any(cue.frames & {"quote", "that"} for cue, _ in entries):
            return True
        if self.low[j - 1] in ("and", "but") and any(form & (PAST | THIRD) for _, form in entries):
            return True
        return self._speaks_soon(j, hi)

    def _speaks_soon(self, j: int, hi: int) -> bool:
        """True when within a few words from token `j` somebody says something ("…, the mayor said")."""
        for k in range(j, min(hi, j + 6)):
            if self.tags[k] & (kind.COMMA | kind.STOP) or self.quote_of[k] >= 0:
                return False
            entries = self.verbs.get(self.low[k], ()) if k > j else ()
            if any("strong" in cue.frames and form & (PAST | THIRD) for cue, form in entries):
                return True
        return False


_SUBORDINATE_ENDS = _WORDS["subordinate_ends"]
