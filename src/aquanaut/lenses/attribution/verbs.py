"""Cue verbs: active and passive ones, participles, and speakers that stand behind their verb."""

from __future__ import annotations

from aquanaut.text.anchors import Span
from aquanaut.text.lexical import wording as kind

from .complements import clause_span, noun_group, past_adverbs
from .contents import after_quote, handed_over, words_before
from .cues import BASE, ING, PARTICIPLE, PAST, THIRD, Cue
from .reading import (
    FAR,
    OBJECTS,
    Range,
    Reading,
    Relation,
    can_speak,
    finite,
    finite_between,
    in_relative_clause,
    starts_group,
    trimmed,
)
from .subjects import ends_subject, segment, shared_subject, subject_before
from .verb_groups import VerbGroup, after_particle, agrees, is_noun, verb_group


def try_verb(read: Reading, i: int, lo: int, hi: int) -> bool:
    """Try every cue that the word at `i` may be; True when one of them fits."""
    if read.tags[i] & kind.NAME and i > lo:
        return False
    entries = read.verbs[read.low[i]]
    first, passive, infinitive = verb_group(read, i, lo)
    forms = 0
    for _, form in entries:
        forms |= form
    bare = all(read.tags[k] & kind.ADV and not read.tags[k] & kind.AUX for k in range(first, i))
    if bare and not infinitive and is_noun(read, first, lo, forms):
        return False
    for cue, form in entries:
        after = after_particle(read, cue, i, hi) if cue.particle else i + 1
        if after and _fits(read, cue, form, VerbGroup(first, i, after, lo, hi), passive, infinitive):
            return True
    return False


def _fits(read: Reading, cue: Cue, form: int, g: VerbGroup, passive: bool, infinitive: bool) -> bool:
    """The word as this cue in this form, if the sentence bears it."""
    alone = g.first == g.verb
    by_follows = alone and g.after < g.hi and read.low[g.after] == "by"
    if form & PARTICIPLE and (passive or by_follows):
        return _passive(read, cue, g)
    if (alone and form == PARTICIPLE) or (infinitive and not form & BASE):
        return False
    if infinitive:
        return _infinitive(read, cue, g)
    if form & ING and alone:
        return _participle(read, cue, g)
    return _inverted(read, cue, g) or _finite(read, cue, form, g)


def _infinitive(read: Reading, cue: Cue, g: VerbGroup) -> bool:
    """As in "to say", "to deny". "To support", "to know" mostly tell a purpose, and report nothing."""
    if read.last_to == g.first or cue.grade in ("stance", "presuming"):
        return False
    return _complete(read, cue, g, shared_subject(read, g.first, g.lo))


def _finite(read: Reading, cue: Cue, form: int, g: VerbGroup) -> bool:
    """A verb with its subject before it."""
    subject = subject_before(read, g.first, g.lo)
    if subject is None:
        return False
    present = g.first == g.verb and form & (BASE | THIRD) and not form & PAST
    if present and not agrees(read, cue, g.verb, subject, form):
        return False
    return _complete(read, cue, g, subject)


def _complete(read: Reading, cue: Cue, g: VerbGroup, subject: Range | None) -> bool:
    """Look for what an active cue hands over; add the relation if it is there."""
    if "human" in cue.frames and not can_speak(read, subject):
        return False
    found = handed_over(read, cue, g, subject)
    if found is None:
        return False
    _add(read, cue, g, subject, *found)
    return True


def _add(read: Reading, cue: Cue, g: VerbGroup, source: Range | None, content: Span, how: str, after: int = 0) -> None:
    w = read.wording
    named = w.span(*trimmed(read, source)) if source is not None and source[0] < source[1] else None
    words = w.span(g.first, after or g.after)
    read.relations.append(Relation(named, words, content, g.verb, cue.grade, cue.lemma, how))
    if source is not None:
        read.last_source = source
    read.last_cue = g.verb
    if how == "to":
        read.last_to = g.after if read.low[g.after] == "to" else w.at(content.start)


def _participle(read: Reading, cue: Cue, g: VerbGroup) -> bool:
    """As in "…, saying that", "voters saying", "by calling him"."""
    i, lo = g.verb, g.lo
    tag = read.tags[i - 1] if i > lo else 0
    if tag & (kind.DET | kind.POSS) or (i > lo and read.low[i - 1] == "of" and not cue.frames & {"that", "hear"}):
        return False
    no_noun = kind.PREP | kind.CONJ | kind.SUB | kind.ADV | kind.AUX | kind.COMMA
    if tag & kind.WORD and not tag & no_noun:
        subject = segment(read, i - 1, lo) or _after_with(read, i, lo)
    else:
        subject = shared_subject(read, i, lo)
        if subject is None and (i == lo or tag & (kind.PREP | kind.SUB)):
            subject = _next_subject(read, g.after, g.hi)
    return _complete(read, cue, g, subject)


def _after_with(read: Reading, i: int, lo: int) -> Range | None:
    """The group before a participle, back to a preposition: "with polls showing"."""
    k = i
    while k > lo and i - k < FAR and not ends_subject(read, k - 1):
        tag, word = read.tags[k - 1], read.low[k - 1]
        if tag & kind.PREP and not tag & kind.DET and word not in ("of", "from", "in", "for"):
            break
        k -= 1
    return (k, i) if k < i else None


def _next_subject(read: Reading, r: int, hi: int) -> Range | None:
    """The group after the first comma: "Speaking in Ohio, Trump said"."""
    for k in range(r, min(hi - 1, r + FAR)):
        if read.tags[k] & kind.COMMA and starts_group(read, k + 1):
            return noun_group(read, k + 1, hi)
    return None


def _inverted(read: Reading, cue: Cue, g: VerbGroup) -> bool:
    """As in "“…,” said Ben Domenech, publisher of …"."""
    i, after = g.verb, g.after
    if g.first != i or not cue.frames & {"quote", "strong"} or after >= g.hi or not _can_follow(read, after):
        return False
    if i <= g.lo:
        if not after_quote(read, i):
            return False
    elif read.quote_of[i - 1] < 0 and not read.tags[i - 1] & kind.COMMA and read.low[i - 1] not in ("—", "–"):
        return False
    source = noun_group(read, after, g.hi)
    quoted = read.quote_of[i - 1] >= 0 or (i > 1 and read.quote_of[i - 2] >= 0)
    if not quoted and not _ends_after(read, source, g):
        return False
    _add(read, cue, g, source, *words_before(read, i - 1, g.lo))
    return True


def _can_follow(read: Reading, r: int) -> bool:
    """True when a speaker can begin at token `r`, right after the verb."""
    tag = read.tags[r]
    if read.quote_of[r] >= 0 or not tag & kind.WORD or read.low[r] in OBJECTS - {"her"}:
        return False
    return not tag & (kind.SUB | kind.PREP | kind.CONJ | kind.AUX | kind.ADV | kind.ING | kind.TIME)


def _ends_after(read: Reading, source: Range, g: VerbGroup) -> bool:
    """Without quotation marks: a clause before the verb, and nothing but its speaker after it."""
    a, e = source
    if (e < g.hi and not read.tags[e] & (kind.COMMA | kind.STOP | kind.PREP)) or not finite_between(
        read, g.lo, g.verb - 1
    ):
        return False
    return not any(finite(read, k) for k in range(a + 1, e)) or in_relative_clause(read, e - 1, a)


def _passive(read: Reading, cue: Cue, g: VerbGroup) -> bool:
    """As in "was criticised by X", "is seen as", "were asked if"."""
    frames = cue.frames
    if not frames & {"object", "that", "as", "hear", "small", "strong"}:
        return False
    subject = subject_before(read, g.first, g.lo)
    by = _agent(read, g.after, g.hi)
    source = noun_group(read, by, g.hi) if by else None
    if source is not None and not can_speak(read, source):
        return False
    r = past_adverbs(read, g.after, g.hi)
    follows = read.low[r] if r < g.hi else ""
    if source is None and not _nobodys(read, cue, g, follows):
        return False
    content = _passive_content(read, g, subject, "" if source else follows, r)
    if content is None:
        return False
    before = read.last_source
    _add(read, cue, g, source, content, "passive", by)
    if source is None:
        read.last_source = before or subject
    return True


def _nobodys(read: Reading, cue: Cue, g: VerbGroup, follows: str) -> bool:
    """May this passive without "by" be an attribution?"""
    clause = follows in ("to", "that", "as", "if", "of", "whether", "about", "how", "what")
    if clause and cue.frames & {"that", "as", "hear", "to", "small"}:
        return True
    return g.first != g.verb and (cue.grade != "stance" or "human" in cue.frames)


def _passive_content(read: Reading, g: VerbGroup, subject: Range | None, follows: str, r: int) -> Span | None:
    if follows in ("to", "that", "as", "if", "of", "whether"):
        if subject is None and not (g.verb == g.lo and follows in ("if", "whether", "to")):
            return None
        content = clause_span(read, r, g.hi)
        if subject is not None and follows in ("to", "as") and g.first - subject[0] < 20:
            content = Span(read.wording.starts[subject[0]], content.end)
        return content
    return read.wording.span(*trimmed(read, subject)) if subject is not None else None


def _agent(read: Reading, after: int, hi: int) -> int:
    """The token after "by" when that comes soon after a passive verb, else 0."""
    for k in range(after, min(hi - 1, after + 5)):
        if read.low[k] == "by":
            return k + 1
        if read.tags[k] & (kind.COMMA | kind.STOP):
            return 0
    return 0
