"""The rules of the sources lens, as data: what each sees, what it asks, where it comes from, its hits and misses."""

from __future__ import annotations

from aquanaut.lenses.base import Rule

_TRUST = "The Trust Project, trust indicators; NewsGuard criteria (who wrote it, who is responsible, when)"
_IFCN = "IFCN code of principles (readers can replicate the work); Civic Online Reasoning (where does it come from?)"
_SPJ = "SPJ Code of Ethics (identify sources clearly; provide access to source material)"
_AP = "AP, Statement of News Values (anonymous sources: information, not opinion); BBC Editorial Guidelines"
_JTI = "Journalism Trust Initiative (CWA 17493): original reporting is told apart from what is passed on"

_BODY = (
    "The old bridge over the Lenn closed to all traffic at noon. Cars, buses and bicycles now take the ferry, which "
    "leaves four times an hour and is free until the summer.\n\nAnna Weber said that two cables had rusted through. "
    "Omar Diaz said that the ferry could carry everyone who used the bridge. The two engineers had looked at every "
    "cable in the spring, and at the pillars in the winter before that.\n\n"
)
"""A story without any sign of where it comes from, apart from its two speakers."""
_MANY = f"Bridge over the Lenn closes\n\n{_BODY}"
_ONE = _MANY.replace("Omar Diaz said that the ferry", "Weber said that the ferry")
_NONE = _MANY.replace("Anna Weber said that two", "Two").replace("Omar Diaz said that the ferry", "The ferry")
_LAST = "The council meets on Monday."


def _marked(story: str, words: str) -> str:
    return story.replace(words, f"⟦{words}⟧", 1)


BYLINE = Rule(
    "byline",
    "says who wrote it",
    "The story says who wrote it, so the writer can be asked and looked up.",
    "Search for the name: what else has this person written, and about what?",
    _TRUST,
    ("Bridge closes\n\n⟦By Anna Weber⟧\n\nThe bridge closed.", "⟦Written by Anna Weber and Omar Diaz⟧\n\nIt closed."),
    ("By noon the bridge was closed.", "By George, it works."),
)
BYLINE_NOBODY = Rule(
    "byline_nobody",
    "a byline without a name",
    "There is a line for the writer, but no person’s name stands in it.",
    "Who could be asked about a mistake in this story?",
    _TRUST,
    ("Bridge closes\n\n⟦By our staff⟧\n\nThe bridge closed.", "Bridge closes\n\n⟦By News Desk⟧"),
    ("Bridge closes\n\nBy Anna Weber", "By staff count the school is the largest here, and it grows each year."),
)
NO_BYLINE = Rule(
    "no_byline",
    "no writer named",
    "Neither the top nor the bottom of the text says who wrote it.",
    "Who wrote this? If you cannot find out, what can you check instead?",
    _TRUST,
    (_marked(_MANY, "Bridge over the Lenn closes"),),
    (f"By Anna Weber\n\n{_MANY}", "The bridge closed."),
)
DATE = Rule(
    "date",
    "says when",
    "The story says when it was published.",
    "Is it still true today? What has happened since?",
    _TRUST,
    ("Bridge closes\n\n⟦March 3, 2024⟧\n\nIt closed.", "⟦Updated: 14 May 2025⟧\n\nThe bridge closed."),
    ("The bridge closed on March 3, 2024.", "On August 13, a drone took off."),
)
NO_DATE = Rule(
    "no_date",
    "no date of its own",
    "Neither the top nor the bottom of the text says when it was published.",
    "How old could this be? Which words in the text would date it?",
    _TRUST,
    (_marked(_MANY, "Bridge over the Lenn closes"),),
    (f"March 3, 2024\n\n{_MANY}", "The bridge closed."),
)
OUTLET = Rule(
    "outlet",
    "says who published it",
    "The story names the paper, station or site that stands behind it.",
    "What do others say about this outlet? Leave the page and look sideways.",
    _TRUST,
    (
        "⟦The Harbor Post⟧\n\nBridge closes",
        "It closed.\n\n© 2024 ⟦Harbor Post⟧",
        "BONN, March 3 (⟦Reuters⟧) — It closed.",
    ),
    ("The mayor read the Harbor Post.", "Sun and rain"),
)
NO_OUTLET = Rule(
    "no_outlet",
    "no outlet named",
    "Neither the top nor the bottom of the text says who published it.",
    "Who is responsible for this text, and how would you find out?",
    _TRUST,
    (_marked(_MANY, "Bridge over the Lenn closes"),),
    (f"The Harbor Post\n\n{_MANY}", "The bridge closed."),
)
LINK = Rule(
    "link",
    "an address you can open",
    "The address leads to one page, so you can see for yourself.",
    "Open it: does the page say what the story says it does?",
    _IFCN,
    ("See ⟦https://example.org/reports/bridge.pdf⟧.", "It is at ⟦www.example.org/bridge⟧."),
    ("See https://example.org/.", "The address is on the door."),
)
BARE = Rule(
    "bare_domain",
    "only the site, not the page",
    "The name of a whole site is given as a source, not the page where the facts stand.",
    "How long would it take you to find the page? Which claim is it meant to back?",
    _IFCN,
    ("It closed.\n\nSources:\n\n⟦Example.org⟧\n\nHarbor.net", "See ⟦https://example.org/⟧."),
    ("See https://example.org/reports/bridge.pdf.", "He works for Example.org in Bonn."),
)
DEAD = Rule(
    "dead_link",
    "promises more, leads nowhere",
    "The line promises more to read, but no address stands with it.",
    "Where should this have led? What might be there that is not here?",
    _IFCN,
    ("The bridge closed.\n\n⟦Read full article here⟧", "It closed.\n\n⟦Read more…⟧", "It closed.\n\n⟦Click here⟧"),
    ("Read more about bridges in the town library.", "Read more\nhttps://example.org/bridge"),
)
PASSED_ON = Rule(
    "passed_on",
    "made from others’ stories",
    "The words say that the story was put together from other people’s stories.",
    "Which parts are the writer’s own work? Go to the first report: does it say the same?",
    _JTI,
    ("⟦Sources for this article include⟧:\n\nExample.org", "It was ⟦originally published⟧ in May."),
    ("Sources of the Lenn lie in the hills.", "They sent the letter via Bonn."),
)
OWN = Rule(
    "own_work",
    "asked for this story",
    "The words show that the writer asked somebody, or went to see.",
    "Whom else would you have asked?",
    _JTI,
    ("The mayor ⟦did not respond to requests⟧ for comment.", "“It is old,” she ⟦told this newspaper⟧."),
    ("The mayor did not see the letter.", "She told her brother."),
)
ELSEWHERE = Rule(
    "said_elsewhere",
    "said to another outlet",
    "The story says where these words or facts were first printed, so you can go there.",
    "Find the first report: what stands before and after these words?",
    _JTI,
    ("“It is old,” she told ⟦The Harbor Post⟧.", "It closed in May, according to ⟦Reuters⟧."),
    ("She told the mayor.", "According to Anna Weber, it is old."),
)
CORRECTED = Rule(
    "corrected",
    "owns up to a change",
    "The story says that something in it was changed or put right.",
    "What was wrong before, and who noticed?",
    "SPJ Code of Ethics (acknowledge mistakes and correct them promptly); IFCN code (corrections policy)",
    ("⟦Correction:⟧ The bridge opened in 1932.", "⟦An earlier version of this article⟧ gave a wrong year."),
    ("The correction of the river took ten years.", "An earlier bridge stood here."),
)
DOCUMENT = Rule(
    "document",
    "a document you can look up",
    "The document is named so exactly that anyone can find it.",
    "Look it up: does it say that? Whom does it apply to?",
    _SPJ,
    (
        "It breaks the ⟦Posse Comitatus Act⟧.",
        "He signed ⟦Executive Order 14157⟧.",
        "A ⟦report titled “Bridges of the Lenn”⟧ warned of rust.",
    ),
    ("An act of kindness.", "The report was long.", "The Act was passed."),
)
VAGUE_DOCUMENT = Rule(
    "vague_document",
    "a record, but which?",
    "A record is called as a witness, but not which one or where it lies.",
    "Which document is meant, who made it, and could you read it?",
    _SPJ,
    ("It was revealed through ⟦flight tracking data⟧.", "⟦Documents⟧ show that the fund was empty."),
    ("According to data from the Census Office, it grew.", "She filed the documents."),
)
NO_DOCUMENT = Rule(
    "no_document",
    "no document, no address",
    "No address of a page is given and no document is named that you could look up.",
    "Which claim here would you most want to see a document for?",
    _SPJ,
    (_MANY + f"⟦{_LAST}⟧",),
    (_MANY + "See https://example.org/bridge.pdf.", _MANY + "It broke the Bridges Act."),
)
SEVERAL = Rule(
    "several_named",
    "named people, more than one",
    "More than one person speaks here under a full name, and as far as the text tells they are not from one house.",
    "Do they know different things, or do they repeat one another? Whose voice is missing?",
    "SPJ Code of Ethics (seek sources with different points of view); Civic Online Reasoning",
    ("⟦Anna Weber⟧ said it was old. Omar Diaz said it was ugly.",),
    ("Anna Weber said it was old. Weber said it was ugly.", "Critics say it is old."),
)
ONE_VOICE = Rule(
    "one_voice",
    "one named source",
    "All that is ascribed to somebody with a name comes from one person or body.",
    "Who else could know? What might they say that this source would not?",
    "SPJ Code of Ethics (verify; seek sources with different points of view)",
    (_marked(_ONE, "Anna Weber"),),
    (_MANY, "Anna Weber said it was old."),
)
NO_VOICE = Rule(
    "no_voice",
    "nobody is named as a source",
    "Nobody with a name tells any of this.",
    "How could the writer know? Who would you ask first?",
    _SPJ,
    (_marked(_NONE, "Bridge over the Lenn closes"),),
    (_MANY, "It closed."),
)
NAMELESS_QUOTE = Rule(
    "nameless_quote",
    "quoted, but nobody is named",
    "These very words are quoted, but whoever spoke them has no name here.",
    "Why might the name be missing? Does the speaker tell a fact, or an opinion?",
    _AP,
    ("⟦“It could fall any day now,”⟧ a city official said.", "⟦“It is ugly and old,”⟧ critics said."),
    ("“It could fall any day now,” said Anna Weber.", "A city official said it could fall."),
)

RULES = (
    BYLINE, BYLINE_NOBODY, NO_BYLINE, DATE, NO_DATE, OUTLET, NO_OUTLET, LINK, BARE, DEAD, PASSED_ON, OWN, ELSEWHERE,
    CORRECTED, DOCUMENT, VAGUE_DOCUMENT, NO_DOCUMENT, SEVERAL, ONE_VOICE, NO_VOICE, NAMELESS_QUOTE,
)  # fmt: skip

SOUND = frozenset(rule.name for rule in (BYLINE, DATE, OUTLET, LINK, OWN, ELSEWHERE, CORRECTED, DOCUMENT, SEVERAL))
"""The rules that see something done well."""

ABSENT = frozenset(rule.name for rule in (NO_BYLINE, NO_DATE, NO_OUTLET, NO_DOCUMENT, NO_VOICE))
"""The rules that miss something; they mark the place where a reader would look for it."""
