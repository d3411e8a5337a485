"""Where a sentence seems to have come apart: one function for each rule of the garble lens.

Each takes the text and gives (span, strength). All expressions are bounded, so that the cost grows in line with the
length of the text. Nothing here knows a phrase of any article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from aquanaut.lenses.lexicon import noun_forms
from aquanaut.text.anchors import Span
from aquanaut.text.lexical.rarity import rarity, stems
from aquanaut.text.lexical.word_lists import word_lists

_WORDS = word_lists(__package__, "patterns")

Found = Iterator[tuple[Span, float]]

_FUNCTION = _WORDS["function"]


@cache
def people() -> frozenset[str]:
    """Nouns for people, in both numbers."""
    return frozenset(form for noun in word_lists(__package__, "garble_person")[""] for form in noun_forms(noun))


@cache
def things() -> frozenset[str]:
    """Nouns that name no person, in both numbers."""
    return frozenset(form for noun in word_lists(__package__, "garble_thing")[""] for form in noun_forms(noun))


def is_person(word: str) -> bool:
    """True for a noun that names a person."""
    low = word.lower()
    return low in people() or low.endswith(("naut", "nauts", "ologist", "ologists", "woman", "women"))


def is_thing(word: str) -> bool:
    """True for a noun that names no person."""
    low = word.lower()
    return low in things() or (
        len(low) > 6 and low.endswith(("ity", "ities", "tion", "tions", "ness", "ment", "ments"))
    )


# --- dashes ------------------------------------------------------------------------------------------------

_ASIDE = re.compile(
    r"(?P<head>[^\W\d_]{2,30})(?:\s?[—–]\s?|\s?--\s?|\s-\s)(?P<aside>[a-z][\w’'-]{1,30}(?:\s[\w’'-]{1,30}){0,7})"
    r"(?:\s?[—–]\s?|\s?--\s?|\s-\s)(?P<again>it|he|she|they|this|these|that|we)\s(?P<verb>[a-z][a-z’']{1,20})"
)
_DASH = re.compile(r"[—–]|--|\s-\s")
_AUX = _WORDS["aux"]


def dash_restart(text: str) -> Found:
    """A bare noun between two dashes, then a new subject: the sentence starts over and never goes on."""
    if not _DASH.search(text):
        return
    for match in _ASIDE.finditer(text):
        aside = match["aside"]
        first = aside.split(None, 1)[0].lower()
        if first in _FUNCTION or first.endswith(("ing", "ed", "ly")):
            continue
        if match["verb"] in _AUX or match["verb"].endswith("s"):
            yield Span(*match.span("aside")), 0.6


# --- categories --------------------------------------------------------------------------------------------

_OF_ITS = re.compile(r"\b(?P<noun>[a-z]{3,24}) of its (?:time|times|day|age|era|kind|generation|size|class|type)\b")
_SET_BESIDE = re.compile(
    r"\b(?P<head>[^\W\d_]{3,30})(?:\s?[—–]\s?|\s?--\s?)(?:an? |the )?(?P<noun>[a-z]{3,24})(?P<rest> of [\w’' "
    r"-]{2,30})?(?=\s?[—–,.;]|\s?--)"
)
_WHO = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Ii]ts) (?P<noun>[a-z]{3,24}) who (?=[a-z]{2,20})")


def category_clash(text: str) -> Found:
    """A word for a person where a thing is meant, or the other way round."""
    for match in _OF_ITS.finditer(text):
        if is_person(match["noun"]):
            yield Span(*match.span()), 0.6
    for match in _SET_BESIDE.finditer(text):
        if is_thing(match["head"]) and is_person(match["noun"]) and not match["head"][0].isupper():
            yield Span(match.start("noun"), match.end("rest") if match["rest"] else match.end("noun")), 0.5
    for match in _WHO.finditer(text):
        if is_thing(match["noun"]) and not is_person(match["noun"]):
            yield Span(match.start("noun"), match.end("noun") + 4), 0.45


_LIKE = re.compile(
    r"(?:\A|[.!?]\s|\n)\s{0,4}(?P<like>(?:Like|Unlike|As with) (?:the |that |this |its |their )?(?:[a-z-]{2,20} "
    r"){0,2}(?P<thing>[a-z]{3,24})), "
    r"(?:some |many |most |the |legal |several )?(?P<who>[a-z]{3,24})\b"
)
_CROWD = _WORDS["crowd"]


def unlike_things(text: str) -> Found:
    """ "Like that operation, critics argue": people are likened to a thing."""
    if "ike " not in text and "As with " not in text:
        return
    for match in _LIKE.finditer(text):
        if is_thing(match["thing"]) and (match["who"] in _CROWD or is_person(match["who"])):
            yield Span(*match.span("like")), 0.5


# --- modifiers ---------------------------------------------------------------------------------------------

_DANGLING = re.compile(
    r"(?:\A|[.!?][”\"’)]?\s|\n)\s{0,4}(?P<all>(?P<verb>Flying|Walking|Driving|Riding|Sitting|Standing|Looking|"
    r"Reading|Running|"
    r"Speaking|Listening|Watching|Waiting|Hearing|Turning|Arriving|Entering|Swimming|Hiking|Sailing|Rushing|"
    r"Eating|Cooking|"
    r"Waking|Sleeping|Crying|Laughing|Hoping|Wearing|Climbing|Crawling|Boarding|Visiting|Peering|Driven|Born|Raised)"
    r"\b[^,.;:!?\n—]{0,140}), (?:the|this|that|a|an|its|their|his|her|my|our) (?:[a-z-]{2,20} "
    r"){0,2}?(?P<noun>[a-z]{3,24}) "
    r"(?P<next>[a-z’']{2,20})"
)
_MOVES = _WORDS["moves"]


def dangling(text: str) -> Found:
    """An opening "Flying over …, the idea …": the one who should be doing it is not there."""
    for match in _DANGLING.finditer(text):
        noun = match["noun"]
        if (
            is_thing(noun)
            and not is_person(noun)
            and noun not in _MOVES
            and not (is_thing(match["next"]) and match["next"][-1] != "s")
        ):
            yield Span(*match.span("all")), 0.6


# --- doubled and disagreeing words -------------------------------------------------------------------------

_TWICE = re.compile(
    r"\b(?P<word>the|an|of|to|and|was|for|with|on|at|are|were|by|from|as|be|it|this|their|its) (?P=word)\b", re.I
)
_TWO_ARTICLES = re.compile(
    r"\b(?:the an?|an? the|this the|the this|an? an?|their the|its the|the its|the their)\b(?=\s[a-z])"
)
_FOREIGN = re.compile(r"\bthe (?:La|El|Los|Las|Le|Les|Il)(?= [A-Z](?!rea\b)[a-z])")
_PLACES = re.compile(
    r" (?:Angeles|Vegas|Ni[nñ][oa]|Brea|Mans|Alto|Salvador|Paso|Jolla|Cruces|Guardia|Liga|Scala|Havre|Monde|Pen)\b"
)


def doubled(text: str) -> Found:
    """A small word or an article twice over: "the the", "a the", "the La"."""
    for match in _TWICE.finditer(text):
        if match.group().split(" ")[1].islower():
            yield Span(*match.span()), 0.7
    for match in _TWO_ARTICLES.finditer(text):
        if match.group() not in ("a a", "an an"):
            yield Span(*match.span()), 0.7
    for match in _FOREIGN.finditer(text):
        if not _PLACES.match(text, match.end()):
            yield Span(*match.span()), 0.3


_PRONOUN = re.compile(
    r"(?:(?:\A|[.!?,;]\s|\n)|\b(?:and|but|because|while|which|that|where|since|although) )"
    r"(?P<one>(?:[Hh]e|[Ss]he|[Ii]t) (?:have|are|do not|don['’]t|were not)|(?:[Tt]hey|[Ww]e) (?:is|was|has|does))\b"
)
_COUNT = re.compile(
    r"\b(?P<one>(?:[Tt]hese|[Tt]hose|[Mm]any|[Ss]everal|[Ff]ew) (?:person|country|man|woman|child|city|law|drone|"
    r"mission|cartel|school|"
    r"report|reason|case|official)|(?:[Tt]his|[Aa]|[Ee]very|[Ee]ach|[Aa]nother) (?:people|countries|men|women|"
    r"children|cities|laws|"
    r"drones|missions|cartels|schools|reports|reasons|cases|officials)|[Mm]uch (?:people|countries|drones|reports|"
    r"problems))\b(?!['’-])"
)
_ARTICLE = re.compile(
    r"\b(?P<one>[Aa] (?:[aei][b-df-hj-np-tv-z][a-z]{2,20}|honest|hour|heir)|[Aa]n "
    r"(?:[bcdfgjklmnpqrstvwxz][aeiou][a-z]{2,20}|"
    r"[bcdfgkpst][lr][a-z]{2,20}))\b"
)
_SUBJUNCTIVE = re.compile(
    r"\b(?:demand|insist|suggest|recommend|require|ask|propose|urge|if|wish|lest|that)\w*\s+(?:that\s+)?\Z"
)


def disagree(text: str) -> Found:
    """Words that do not agree in number or sound: "it have", "these country", "a apple"."""
    for match in _PRONOUN.finditer(text):
        if (
            not _SUBJUNCTIVE.search(text, max(0, match.start("one") - 30), match.start("one"))
            or " that" in match.group()
        ):
            yield Span(*match.span("one")), 0.5
    for match in _COUNT.finditer(text):
        yield Span(*match.span("one")), 0.5
    for match in _ARTICLE.finditer(text):
        if (
            not match["one"].lower().startswith(("a eu", "a one", "a once", "a ewe", "a uni"))
            and match["one"][-1] != "-"
        ):
            yield Span(*match.span("one")), 0.4


# --- rarity ------------------------------------------------------------------------------------------------

_LOWER = re.compile(r"(?<![\w’'@#/.-])[a-z]{5,24}(?![\w’'/@-]|\.\w)")
RAREST = 1.5
"""The band a word must not be above to be marked."""


def rare(text: str) -> Found:
    """Words that are rare in English, stand once, and have no kin in this text."""
    counts = Counter(_LOWER.findall(text))
    kin = Counter(word[:6] for word in counts)
    seen: set[str] = set()
    for match in _LOWER.finditer(text):
        word = match.group()
        if counts[word] > 1 or word in seen or word in _FUNCTION:
            continue
        seen.add(word)
        if kin[word[:6]] > 1 or rarity(word) > RAREST or any(stem in counts for stem in stems(word)):
            continue
        yield Span(*match.span()), 0.4
