"""Signs of where a story comes from: bylines, dates, outlets, addresses, documents, and signs of passing on.

Every expression looks at one line, or at a bounded stretch around a word, so the cost grows in line with the length.
A story says who and when at its top or at its bottom: `edges` are those lines. What stands in the body ("on August 13")
tells when something happened, not when the story was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aquanaut.text.anchors import Span
from aquanaut.text.document import Document
from aquanaut.text.lexical.word_lists import word_lists

_WORDS = word_lists(__package__, "signs")

TOP, BOTTOM = 8, 8
"""How many lines at most belong to the top and to the bottom of a story."""

EDGE_WORDS = 25
"""A longer line is running text: the top ends there, and no byline or date line is as long."""

_LONGEST = 400
"""Code points of a line that are looked at; what stands there stands at its beginning."""

_PART = r"[^\W\d_a-z][\w'’.-]{0,30}"
_NAME = rf"{_PART}(?: (?:de|van|von|bin|al|da|di|la|der) | ){_PART}(?: {_PART}){{0,2}}"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})"
_DATE = rf"(?:{_DAY},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"

_BY = re.compile(
    r"(?:By:?|BY:?|Written by|Reported by|Reporting by|Story by|Words by|Author:|Text by) (?P<who>\S.*)\Z", re.DOTALL
)
_PERSON = re.compile(_NAME)
_SIGNED = re.compile(
    rf"{_NAME}(?:, | \| | [—–-] | is (?:a|an|the|our) | covers | reports )(?:[\w’'-]+ ){{0,6}}?"
    r"(?:staff|reporter|writer|correspondent|editor|journalist|columnist|covers|beat)\b"
)
_STAFF = _WORDS["staff"]
_AFTER_NAME = re.compile(r"\s*(?:\Z|[,|—–&/(-]|and\b|for\b|in\b|at\b|of\b|with\b|\|)")

_DATED = re.compile(
    rf"\b(?:Published|Posted|Updated|Last updated|First published|Date|Last modified)\b[^\n]{{0,30}}?(?:{_DATE}"
    rf"|{_DAY})",
    re.I,
)
_FULL_DATE = re.compile(rf"\b{_DATE}\b")
_DATELINE = re.compile(
    rf"(?P<place>[A-Z][A-Z .'’-]{{2,40}}(?:, [A-Z][A-Za-z .'’-]{{1,30}}?)?)(?:,? (?P<date>{_DAY}(?:,? \d{{4}})?))?"
    r" ?(?:\((?P<agency>[A-Z][\w ]{1,20})\))? ?[—–-]"
)

_OUTLET_WORD = (
    r"(?:Post|Times|News|Gazette|Herald|Tribune|Journal|Guardian|Press|Chronicle|Courier|Observer|Star|Magazine|Radio"
    r"|Telegraph|Mail|Mirror|Globe|Sun|Record|Review|Weekly|Monitor|Dispatch|Inquirer|Examiner|Bulletin|Newsletter"
    r"|Reporter|Register|Sentinel|Independent|Echo|Today|Wire|Broadcasting|TV)"
)
_KNOWN = r"(?:Reuters|AP|AFP|BBC|CNN|NPR|PBS|NBC|CBS|ABC|Bloomberg|Politico|Axios|Vox|Newsweek|the Associated Press)"
OUTLET = rf"(?:[Tt]he )?(?:(?:[A-Z][\w'’.&-]{{0,20}} ){{1,3}}{_OUTLET_WORD}(?: [A-Z][\w'’.&-]{{0,20}})?|{_KNOWN})\b"
_OUTLET_NAME = re.compile(OUTLET)
_MASTHEAD = re.compile(
    rf"(?:The )?(?:[A-Z][\w'’.&-]{{0,20}} ){{0,3}}{_OUTLET_WORD}(?: (?:[|·•—–-] )?[A-Z][\w'’.&-]{{0,20}}){{0,2}}\Z"
)
_RIGHTS = re.compile(rf"(?:©|\(c\)|Copyright)[^\n]{{0,20}}?(?P<who>{OUTLET}|[A-Z][\w'’&-]+(?: [A-Z][\w'’&-]+){{0,3}})")
_PUBLISHED_BY = re.compile(rf"(?:[Pp]ublished|[Aa]ppeared|[Pp]osted) (?:by|in|on|at) (?P<who>{OUTLET})")

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”)\]]{1,2000}")
_DOMAIN = r"(?:[a-z0-9][a-z0-9-]{0,40}\.){1,4}(?:[a-z]{2,6})"
_DOMAIN_LINE = re.compile(rf"[•*–-]?\s*((?:https?://)?(?:www\.)?{_DOMAIN}/?)[.,;]?\Z", re.I)
_IN_LIST = re.compile(rf"\b(?:www\.)?{_DOMAIN}(?![\w/@-])", re.I)
_SOURCES_LINE = re.compile(r"[Ss]ources?\b[^:\n]{0,40}:")

_DEAD = re.compile(
    r"\W{0,4}(?=[^\n]{0,60}\b(?:here|more|full|whole|reading|original|link)\b)"
    r"(?:click here|here|(?:read|see|view|find|continue|watch|get)(?: on| the| our| it| this| reading){0,2}"
    r"(?: full| whole| original| complete| rest of the){0,2}(?: more| article| story| report| text| post| study| "
    r"reading)"
    r"{0,2}(?: here| at the link| at this link| below| on our website)?)\W{0,4}\Z",
    re.I,
)
_PASSED_ON = re.compile(
    r"[Ss]ources? for this (?:article|story|post|report)(?: includes?)?|\A[Ss]ources? includes?(?=:)"
    r"|[Oo]riginally (?:published|appeared|posted)|[Rr]epublished (?:with permission|from)"
    r"|[Tt]his (?:article|story|post) (?:first )?appeared|[Cc]ompiled from|[Ww]ith (?:information|files|reporting) from"
    r"|[Bb]ased on (?:reports|reporting|media reports)\b|\A[Vv]ia\b(?=:? [A-Z])|\b[Hh]/[Tt]\b|\b[Hh]at tip\b"
    r"|[Ff]rom (?:news|wire) agencies|[Aa]gencies contributed"
)
_OWN = re.compile(
    r"(?:did not|didn[’']t|has not|had not|have not) (?:immediately )?(?:respond|reply|return|answer)"
    r"(?:ed)?(?: to)?(?: (?:a|an|our|repeated|several|multiple))?(?: (?:requests?|questions?|calls?|messages?"
    r"|emails?)\b)?|declined to comment|could not be reached|when contacted|this (?:reporter|newspaper|magazine)"
    r"\b|told (?:us|this (?:newspaper|reporter|magazine|website))\b|in an interview with (?:us|this)\b"
    r"|(?:our|a) reporters? (?:visited|saw|watched|counted|asked)"
)
_ELSEWHERE = re.compile(
    rf"(?:\b(?:told|tells)|[Ss]peaking to|[Ii]n an interview with|(?:first )?reported by|[Aa]ccording to) "
    rf"(?P<who>{OUTLET})"
)
_CORRECTED = re.compile(
    r"\A(?:Correction|Corrections|Clarification|Editor[’']s note|Update)\b[^\n]{0,3}:"
    r"|(?:[Aa]n earlier|[Aa] previous) version of this (?:article|story|post)|[Tt]his (?:article|story) (?:has been"
    r"|was) "
    r"(?:updated|corrected|amended)"
)

_LAW = re.compile(
    r"\b(?:Act|Treaty|Convention|Constitution|Amendment|Agreement|Charter|Accords?|Protocol)\b(?: of \d{4})?"
)
_OPENS_SENTENCE = _WORDS["opens_sentence"]
_SMALL_IN_NAME = _WORDS["small_in_name"]
_NUMBERED = re.compile(
    r"\b(?:Executive Order|Public Law|Resolution|Proclamation|Docket|Ordinance|(?:House|Senate|Assembly) Bill|Case)"
    r"(?: (?:No\.|Number|number|no\.))? ?[A-Z]{0,3}-?\d[\w/-]{0,20}|\bH\.R\. ?\d+|\bdoi:\s?10\.\S{1,60}"
    r"|\barXiv:\S{1,20}"
)
_TITLED = re.compile(
    r"\b(?:report|study|survey|audit|paper|memo|letter|statement|article)\b[^.\n“\"]{0,40}\b(?:titled|entitled|called) "
    r"[“\"][^”\"\n]{3,150}[”\"]|\b(?:study|paper|research|findings)\b[^.\n]{0,60}?\bpublished in (?:the "
    r")?[A-Z][\w-]{1,30}"
    r"(?: (?:of |and )?[A-Z][\w-]{1,30}){0,5}"
)
_VAGUE = re.compile(
    r"\b(?:according to|revealed (?:by|through|in)|shown by|based on|seen in) (?P<what>(?:[a-z-]{1,20} ){0,4}"
    r"(?:data|documents|records|reports|studies|figures|emails|files|polls|surveys))\b(?! (?:from|by|of) (?:the "
    r")?[A-Z])"
)


@dataclass(frozen=True)
class Line:
    """One line of a text, without the white space around it, and how many blanks part its words."""

    span: Span
    text: str
    words: int


def lines(doc: Document) -> list[Line]:
    """The lines of `doc` that hold anything; only the first 400 code points of each are kept as text."""
    found: list[Line] = []
    for paragraph in doc.paragraphs:
        start = paragraph.start
        for part in paragraph.of(doc.text).splitlines(keepends=True):
            bare = part.strip()
            if bare:
                lead = start + len(part) - len(part.lstrip())
                found.append(Line(Span(lead, lead + len(bare)), bare[:_LONGEST], len(bare.split(None, 60))))
            start += len(part)
    return found


def edges(all_lines: list[Line]) -> list[Line]:
    """The lines at the top and the bottom of a story where it says who, when and where; its headline comes first."""
    top: list[Line] = []
    for line in all_lines[:TOP]:
        if line.words > EDGE_WORDS and not line.text.startswith(("•", "-", "*")):
            break
        top.append(line)
    bottom = [line for line in all_lines[len(top) :][-BOTTOM:] if line.words <= EDGE_WORDS]
    return top + bottom


def _at(line: Line, match: re.Match[str], group: str | int = 0) -> Span:
    return Span(line.span.start + match.start(group), line.span.start + match.end(group))


def byline(line: Line) -> tuple[Span, bool] | None:
    """Where a line of the edges says who wrote the story, and whether that is a person's name."""
    by = _BY.match(line.text)
    if by:
        who = by["who"]
        name = _PERSON.match(who)
        if name and not _STAFF & set(name[0].lower().split()) and _AFTER_NAME.match(who, name.end()):
            return _at(line, by), True
        short = line.words <= 8 and not line.text.endswith(".")
        return (_at(line, by), False) if short and (_STAFF - {"a", "the"}) & set(who.lower().split()[:3]) else None
    signed = _SIGNED.match(line.text)
    return (_at(line, signed), True) if signed else None


def date(line: Line) -> Span | None:
    """Where a line of the edges says when the story was published."""
    dated = _DATED.search(line.text)
    if dated:
        return _at(line, dated)
    full = _FULL_DATE.search(line.text)
    return _at(line, full) if full and line.words <= 12 and not line.text.endswith((".", "”", '"')) else None


def dateline(line: Line) -> tuple[Span | None, Span | None]:
    """The date and the agency of "PARIS, March 3 (Reuters) —" at the beginning of a line."""
    found = _DATELINE.match(line.text)
    if not found:
        return None, None
    return (
        _at(line, found, "date") if found["date"] else None,
        _at(line, found, "agency") if found["agency"] else None,
    )


def outlet(line: Line, headline: bool) -> Span | None:
    """Where a line of the edges names the paper, station or site that published the story."""
    for pattern in (_RIGHTS, _PUBLISHED_BY):
        found = pattern.search(line.text)
        if found:
            return _at(line, found, "who")
    if _BY.match(line.text) or _SIGNED.match(line.text):
        found = _OUTLET_NAME.search(line.text)
        return _at(line, found) if found else None
    found = None if headline and line.words > 4 else _MASTHEAD.match(line.text)
    return _at(line, found) if found and line.words <= 8 else None


def addresses(text: str) -> Iterator[tuple[Span, bool]]:
    """Every address on the web in `text`, and whether it leads to one page rather than to a whole site."""
    for found in ADDRESS.finditer(text):
        plain = found[0].rstrip(".,;:!?'’")
        _, _, path = plain.split("://")[-1].partition("/")
        yield Span(found.start(), found.start() + len(plain)), bool(path.strip("/"))


def bare_domains(all_lines: list[Line]) -> list[Span]:
    """Sites named as sources without the page: lines that are a domain, and domains in a line "Sources: …"."""
    found: list[Span] = []
    for line in all_lines:
        alone = _DOMAIN_LINE.match(line.text)
        if alone:
            found.append(_at(line, alone, 1))
        elif _SOURCES_LINE.match(line.text) and not ADDRESS.search(line.text):
            found += [_at(line, one) for one in _IN_LIST.finditer(line.text)]
    return found


def dead_links(all_lines: list[Line]) -> list[Span]:
    """Lines such as "Read the full story here" with no address in or right below them."""
    found = []
    for n, line in enumerate(all_lines):
        below = all_lines[n + 1].text if n + 1 < len(all_lines) else ""
        if line.words <= 10 and _DEAD.match(line.text) and not ADDRESS.match(below):
            found.append(line.span)
    return found


def documents(doc: Document) -> list[Span]:
    """Documents named so that they can be looked up: laws, numbered orders and cases, titled reports, papers."""
    text = doc.text
    found = [Span(*match.span()) for pattern in (_NUMBERED, _TITLED) for match in pattern.finditer(text)]
    found += (
        Span(start, match.end()) for match in _LAW.finditer(text) if (start := _law_name(text, match.start())) >= 0
    )
    return sorted(set(found))


def _law_name(text: str, end: int) -> int:
    """Where the capitalised words right before `end` begin ("Posse Comitatus"), -1 where there are none."""
    start = -1
    at = end
    for word in reversed(text[max(0, end - 80) : end].split(" ")[-7:-1]):
        at -= len(word) + 1
        if word[:1].isupper() and word not in _OPENS_SENTENCE and "\n" not in word and word[-1] not in ".,;:!?)":
            start = at
        elif word not in _SMALL_IN_NAME:
            break
    return start


def vague_documents(text: str) -> list[Span]:
    """Records that are called upon without saying which: "according to documents"."""
    return [Span(*match.span("what")) for match in _VAGUE.finditer(text)]


def _per_line(pattern: re.Pattern[str], doc: Document, group: str | int = 0) -> list[Span]:
    """Matches in whole lines; anchors mean the line's beginning."""
    found = []
    for paragraph in doc.paragraphs:
        for line in re.finditer(r"[^\s][^\n]*", paragraph.of(doc.text)):
            at = paragraph.start + line.start()
            found += [Span(at + m.start(group), at + m.end(group)) for m in pattern.finditer(line[0])]
    return found


def passed_on(doc: Document) -> list[Span]:
    """Signs that a story was put together from others' stories."""
    return _per_line(_PASSED_ON, doc)


def own_work(doc: Document) -> list[Span]:
    """Signs that the writer asked or saw for themselves."""
    return _per_line(_OWN, doc)


def said_elsewhere(doc: Document) -> list[Span]:
    """Where words were said to another outlet: its name."""
    return _per_line(_ELSEWHERE, doc, "who")


def corrections(doc: Document) -> list[Span]:
    """Where a story says that it was corrected or changed."""
    return _per_line(_CORRECTED, doc)
