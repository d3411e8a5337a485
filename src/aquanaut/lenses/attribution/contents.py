"""What a cue hands over: the quotation, clause or object that stands after it, or before "he said"."""

from __future__ import annotations

from aquanaut.text.anchors import Span
from aquanaut.text.lexical import wording as kind
from aquanaut.text.lexical.word_lists import word_lists

from .complements import clause_span, object_span, past_adverbs, without_closing
from .cues import Cue
from .reading import FAR, OBJECTS, SUBJECTS, Range, Reading, finite_ahead, finite_between, starts_group
from .verb_groups import VerbGroup

_WORDS = word_lists(__package__, "clauses")

_WH = _WORDS["wh"]
_OPENS_CLAUSE = _WORDS["opens_clause"]
_AFTER_SPEAKER = _WORDS["after_speaker"]


def handed_over(read: Reading, cue: Cue, g: VerbGroup, subject: Range | None) -> tuple[Span, str] | None:
    """What the cue hands over, and by which frame."""
    if subject is not None and _postposed(read, cue, g, subject):
        return words_before(read, subject[0] - 1, g.lo)
    quote = _quote_ahead(read, g.after, g.hi)
    if quote >= 0 and cue.frames & {"quote", "strong", "hear", "that"}:
        return read.quotes[quote].span, "quote"
    r = past_adverbs(read, g.after, g.hi)
    if r < g.hi and read.tags[r] & kind.COMMA:
        if subject is not None and _between_commas(read, cue, g, subject, r):
            return clause_span(read, r + 1, g.hi), "clause"
        r = _past_aside(read, r, g.hi)
    if r >= g.hi or read.tags[r] & kind.STOP:
        return None
    return _complement(read, cue, g, r)


def _complement(read: Reading, cue: Cue, g: VerbGroup, r: int) -> tuple[Span, str] | None:
    """The complement that begins at token `r`."""
    frames, hi, word = cue.frames, g.hi, read.low[r]
    if "that" in frames and (word == "to" or word not in cue.prepositions):
        that = _that_clause(read, r, hi)
        if that:
            return clause_span(read, that, hi, _opens_sentence(read, g)), "clause"
    if word == "to" and r + 1 < hi:
        if "to" in frames and not read.tags[r + 1] & (kind.DET | kind.NAME | kind.POSS):
            return clause_span(read, r, hi), "to"
        return (object_span(read, r + 1, hi), "object") if "to" in cue.prepositions else None
    if word in cue.prepositions and r + 1 < hi:
        return object_span(read, r + 1, hi), "object"
    if "ing" in frames and read.tags[r] & kind.ING:
        return clause_span(read, r, hi), "ing"
    if not starts_group(read, r):
        loose = "strong" in frames and not read.tags[r] & (kind.CONJ | kind.COMMA)
        return (clause_span(read, r, hi), "clause") if loose else None
    return _nominal_complement(read, cue, g, r)


def _nominal_complement(read: Reading, cue: Cue, g: VerbGroup, r: int) -> tuple[Span, str] | None:
    """The complement that begins at token `r` with a noun group: a listener, a bare clause, an object."""
    frames = cue.frames
    if "opened" in frames:
        return None
    if "hear" in frames:
        return _after_listener(read, r, g.hi, cue)
    if "that" in frames and (not frames & {"object", "small"} or finite_ahead(read, r, g.hi)):
        return clause_span(read, r, g.hi, _opens_sentence(read, g)), "clause"
    if frames & {"object", "small"} or ("as" in frames and "as" in read.low[r : min(g.hi, r + 14)]):
        return object_span(read, r, g.hi), "object"
    return None


def _between_commas(read: Reading, cue: Cue, g: VerbGroup, subject: Range, r: int) -> bool:
    """True for "The plan, analysts believe, is a bluff": what is said goes on after the comma at `r`."""
    if not cue.frames & {"that", "strong"} or subject[0] <= g.lo or r + 3 >= g.hi:
        return False
    return bool(read.tags[subject[0] - 1] & kind.COMMA) and read.low[r + 1] not in ("that", "and", "but")


def _past_aside(read: Reading, comma: int, hi: int) -> int:
    """Past a short aside between cue and clause ("believes, for example, that"); else `comma` itself."""
    for k in range(comma + 1, min(hi - 1, comma + 8)):
        if read.tags[k] & kind.COMMA:
            return k + 1 if read.low[k + 1] == "that" else comma
    return comma


def _that_clause(read: Reading, r: int, hi: int) -> int:
    """Where a clause opened by "that" or a question word begins, 0 if there is none near."""
    if read.low[r] == "that" or read.low[r] in _WH:
        return r
    if not read.tags[r] & (kind.PREP | kind.TIME | kind.ADV) and read.low[r] != "reporters":
        return 0
    for j in range(r, min(hi, r + 14)):
        if read.low[j] == "that" and not read.tags[j - 1] & kind.COMMA:
            return j
        if read.tags[j] & (kind.AUX | kind.STOP) or read.quote_of[j] >= 0:
            return 0
        if read.tags[j] & kind.PRON and read.low[j] not in OBJECTS:
            return 0
    return 0


def _quote_ahead(read: Reading, r: int, hi: int) -> int:
    """The quotation that follows at once, or after a few words and a comma or colon; -1 if none does."""
    for j in range(r, min(hi, r + 14)):
        n = read.quote_of[j]
        if n >= 0:
            a = read.quote_ranges[n][0]
            comma = read.tags[a - 1] & kind.COMMA and not finite_between(read, r, a)
            return n if a == r or read.low[a - 1] == ":" or comma else -1
        if read.tags[j] & kind.STOP and read.low[j] != ":" and not read.tags[j - 1] & kind.ABBR:
            return -1
    return -1


def _after_listener(read: Reading, r: int, hi: int, cue: Cue) -> tuple[Span, str]:
    """After a listener ("told reporters that …", "urged Republicans to …"): the clause if there is one."""
    tags, low = read.tags, read.low
    for j in range(r + 1, min(hi, r + 14)):
        if read.quote_of[j] >= 0:
            return read.quotes[read.quote_of[j]].span, "quote"
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
                return clause_span(read, j, hi), "clause"
        elif tags[j] & kind.STOP and low[j] != ".":
            break
        elif tags[j] & kind.PRON and (low[j] in SUBJECTS or tags[j] & kind.AUX):
            return clause_span(read, j, hi), "clause"
    return clause_span(read, r, hi), "object"


def _opens_sentence(read: Reading, g: VerbGroup) -> bool:
    """True when the cue stands in a clause that opens the sentence ("As he announces that …, he is")."""
    if not read.tags[g.lo] & kind.SUB and read.low[g.lo] not in ("as", "after", "before", "since"):
        return False
    return g.verb - g.lo < FAR and not any(read.tags[k] & kind.COMMA for k in range(g.lo, g.verb))


def _postposed(read: Reading, cue: Cue, g: VerbGroup, subject: Range) -> bool:
    """True for "…, the senator said." and "“…,” he said": the words came first."""
    if not cue.frames & {"quote", "that", "strong"}:
        return False
    j = subject[0] - 1
    if subject[0] <= g.lo or read.quote_of[j] >= 0:
        return after_quote(read, subject[0]) and not _begins_anew(read, read.quote_of[j], g)
    if (not read.tags[j] & kind.COMMA and read.low[j] not in ("—", "–", "--", "-", ")")) or j - g.lo < 3:
        return False
    if read.quote_of[j - 1] >= 0:
        return True
    end = past_adverbs(read, subject[1] if subject[0] > g.verb else g.after, g.hi)
    if end < g.hi and not read.tags[end] & (kind.COMMA | kind.STOP) and read.low[end] not in _AFTER_SPEAKER:
        return False
    return "that" not in read.low[end : end + 8] and finite_between(read, g.lo, j)


def after_quote(read: Reading, s: int) -> bool:
    """True when a quotation ends right before token `s` on the same line, though the sentence was cut there."""
    return s > 0 and read.quote_of[s - 1] >= 0 and read.quote_of[s] < 0 and not read.tags[s] & kind.LINE


def _begins_anew(read: Reading, n: int, g: VerbGroup) -> bool:
    """True when quotation `n` ends with a full stop and more than a speaker follows ("… old.” Diaz called it")."""
    if read.doc.text[read.quotes[n].inner.end - 1] != ".":
        return False
    return g.after < g.hi and not read.tags[g.after] & kind.STOP


def words_before(read: Reading, j: int, lo: int) -> tuple[Span, str]:
    """The words that end with token `j`, before "he said"."""
    n = max(read.quote_of[j], read.quote_of[j - 1] if j else -1)
    if n >= 0:
        return read.quotes[n].span, "quote"
    start = lo + 1 if read.tags[lo] & kind.CONJ and lo + 1 < j else lo
    return read.wording.span(start, without_closing(read, start, max(j, start + 1))), "clause"
