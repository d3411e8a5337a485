"""Places of one text that seem to clash with each other: both ends are linked, and the reader is asked.

Four kinds: figures that disagree (`figures`), something called first and set beside earlier cases, something done
alone and done together, and something both civil and military. The lens sees words, not facts: two linked places
may well speak of two different things, and saying so is the reader's part.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from aquanaut.lenses.base import Finding, Lens
from aquanaut.lenses.rules import rule_of
from aquanaut.text.anchors import Span
from aquanaut.text.document import Document

from .figures import ends, pairs

NEAR, NEIGHBORS, MOST_LINKS = 900, 3, 2
"""Code points between two ends; candidates looked at on each side; ends that one finding links."""


@dataclass(frozen=True)
class Opposites:
    """Two sets of words that do not go together for one thing.

    `claim` finds the end that is marked, `against` the ends it is linked to. `weak` words of the second set count
    only in the same or the next sentence. `reach` is how far apart, in code points, the two may stand.
    """

    rule: str
    claim: re.Pattern[str]
    against: re.Pattern[str]
    weak: re.Pattern[str]
    strength: float
    reach: int = NEAR


# "the first" with a noun that makes it a claim; what follows here only counts or names.
_ONLY_COUNTS = (
    "lady|ladies|amendment|half|quarter|round|floor|name|names|place|step|steps|day|days|week|weeks|month|months|year|"
    "years|hour|hours|minute|minutes|degree|two|three|four|five|six|few|person|aid|class|grade|term|base|family|"
    "responder|responders|order|century|minister|thing|things|part|section|chapter|reading|paragraph|page|line|word|"
    "words|glance|light|draft|edition|to|of|and|or|is|was|in|at|on|who|said|team|set|goal|game|match|date|stage|phase"
)
_NOVEL = re.compile(
    r"\b(?:unprecedented|never[ -]before(?:[ -](?:seen|tried))?|first[ -]ever|without precedent|"
    r"(?:the|its|their|his|her) (?P<first>first)(?= [a-z])(?! (?:" + _ONLY_COUNTS + r")\b)(?! \d))\b",
    re.I,
)
_PRECEDENT = re.compile(
    r"\b(?:echo(?:es|ed|ing)?|reminiscent|precedents?|resurgen(?:t|ce)|repeats? of|as (?:it|they) (?:had|did) in \d{4}|"
    r"like (?:the|its|their|his|her) \d{4}|(?:is|was|are|were) (?:not|nothing) new|not the first|"
    r"like (?:the|its|their|that) (?:earlier|previous))\b(?! (?:chamber|sounder|cardiograph))",
    re.I,
)
_AGAIN = re.compile(
    r"\b(?:once again|yet again|mirror(?:s|ed|ing)|recall(?:s|ing) the|had (?:already|also) (?:been|done))\b", re.I
)

_ALONE = re.compile(
    r"\b(?:unilateral(?:ly)?|incursions?|single-handed(?:ly)?|acted alone|acting alone|"
    r"without (?:the |any )?(?:\w+['’]s? )?(?:consent|permission|approval|knowledge|consulting|telling|informing))\b",
    re.I,
)
_TOGETHER = re.compile(
    r"\b(?:coordinated (?:\w+ )?with|co-?operated (?:\w+ )?with|in (?:close )?(?:co-?ordination|co-?operation) with|"
    r"at (?:our|their|its|his|her) (?:own )?request|at the (?:\w+ )?request of|jointly|joint (?:operation|mission|"
    r"patrol)s?|"
    r"with (?:the |its |their )?(?:full )?(?:consent|approval|permission|blessing) of|invited by)\b",
    re.I,
)
_AGREED = re.compile(r"\b(?:approved the|agreed to the|permitted the|authorized the)\b", re.I)

_THINGS = (
    "drones?|aircraft|planes?|helicopters?|flights?|overflights?|missions?|operations?|patrols?|vessels?|ships?|boats?|"
    "trucks?|vehicles?|convoys?|raids?|searches|search|role|assets?|checkpoints?|camps?|hospitals?|rescue|balloons?|"
    "satellites?|airlift|exercises?"
)
_MILITARY = re.compile(
    r"(?:\bU\.S\. |\bUS |\bBritish |\bFrench |\bAmerican |\b)(?:military|army|navy|air force|Pentagon|marine corps) "
    r"(?:[a-z-]+ )?(?:" + _THINGS + r")\b",
    re.I,
)
_CIVIL = re.compile(
    r"\b(?:Customs and Border Protection|CBP|Border Patrol|Homeland Security|coast ?guard|civilian|civil|police|"
    r"sheriff['’]s|"
    r"NASA|FEMA|FBI|DEA|Red Cross|customs|fire (?:service|brigade|department)|weather service|park service|"
    r"university|ambulance|forestry|rescue service)"
    r"(?: \([A-Z]{2,6}\))?(?: [A-Za-z0-9-]+){0,2} (?:" + _THINGS + r")\b"
)

_NEVER = re.compile(r"(?!)")

OPPOSITES = (
    Opposites("first-and-again", _NOVEL, _PRECEDENT, _AGAIN, 0.6, 2500),
    Opposites("alone-and-together", _ALONE, _TOGETHER, _AGREED, 0.65, 600),
    Opposites("civil-and-military", _MILITARY, _CIVIL, _NEVER, 0.6, 700),
)

_NOT = re.compile(
    r"\b(?:not|never|no|nor|isn['’]t|wasn['’]t|without|if|unless|hardly|n['’]t)\s+(?:\w+\s+){0,2}\Z", re.I
)
_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+")
_SHORT = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|No|vs)\Z")
_QUOTED = re.compile(r"“[^“”\n]{0,2000}”|\"[^\"\n]{0,2000}\"")


def find(doc: Document) -> Iterator[Finding]:
    """The clashes in `doc`, in order of the place that is marked."""
    text = doc.text
    found = [
        _finding("figures-disagree", one, (other,), pair.strength)
        for pair in pairs(text)
        for one, other in (ends(pair),)
    ]
    edges = _edges(text)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for kind in OPPOSITES:
        found += _clashes(text, kind, edges, quoted)
    return iter(sorted(found, key=lambda f: (f.span, f.rule)))


def _edges(text: str) -> list[int]:
    """Where sentences end, roughly: good enough to count how many lie between two places."""
    ends_ = []
    for match in _END.finditer(text):
        start = match.start()
        if "\n" in match.group() or not _SHORT.search(text, max(0, start - 5), start):
            ends_.append(match.end())
    return ends_


def _clashes(text: str, kind: Opposites, edges: list[int], quoted: list[tuple[int, int]]) -> Iterator[Finding]:
    claims = [s for s in _places(text, kind.claim) if not _inside(quoted, s) and not _denied(text, s)]
    if not claims:
        return
    strong = [s for s in _places(text, kind.against) if not _denied(text, s)]
    weak = [s for s in _places(text, kind.weak) if not _denied(text, s)]
    starts = [s.start for s in strong], [s.start for s in weak]
    for claim in claims:
        ranked = []
        for group, at, limit in ((strong, starts[0], 40), (weak, starts[1], 1)):
            middle = bisect_left(at, claim.start)
            for other in group[max(0, middle - NEIGHBORS) : middle + NEIGHBORS]:
                away = _between(edges, claim, other)
                if not claim.overlaps(other) and away <= limit and abs(other.start - claim.start) <= kind.reach:
                    ranked.append((away, abs(other.start - claim.start), other))
        if ranked:
            ranked.sort()
            linked = tuple(sorted(other for _, _, other in ranked[:MOST_LINKS]))
            yield _finding(kind.rule, claim, linked, kind.strength - 0.04 * min(ranked[0][0], 8))


def _places(text: str, pattern: re.Pattern[str]) -> list[Span]:
    """Every match; where the pattern names a part `first`, that part."""
    named = "first" if "first" in pattern.groupindex else 0
    return [Span(*(m.span(named) if named and m.group(named) else m.span())) for m in pattern.finditer(text)]


def _inside(spans: list[tuple[int, int]], one: Span) -> bool:
    at = bisect_right(spans, (one.start, len("x") << 62)) - 1
    return at >= 0 and spans[at][0] <= one.start and one.end <= spans[at][1]


def _denied(text: str, one: Span) -> bool:
    """True when "not", "if" or the like stands right before: then the words claim nothing."""
    return _NOT.search(text, max(0, one.start - 24), one.start) is not None


def _between(edges: list[int], one: Span, other: Span) -> int:
    low, high = sorted((one.start, other.start))
    return bisect_right(edges, high) - bisect_right(edges, low)


def _finding(rule: str, span: Span, links: tuple[Span, ...], strength: float) -> Finding:
    return rule_of(__package__, rule).finding(span, round(strength, 3), links)


LENS = Lens(__package__, find)
