"""Every sentence that a person reads, in one catalogue for Python and the browser: a folder a language, here `en/`.

A folder holds `language.json` (its tag, its own name, its direction of writing, its plural rules as CLDR writes them)
and any number of catalogues; the name of a file says which room speaks its sentences. Keys are unique over all files.
What a language lacks is said in English, so that a gap never stops a lesson. A kind of question brings its English
sentences in its own folder (`add`).

    say("quiz.number", k=3, all=6)      → "3 of 6"
    say("copy.kept", n=1)               → the form "copy.kept.one" of a language that has one
"""

from __future__ import annotations

from aquanaut.words.catalogues import (
    ENGLISH,
    VARIABLE,
    BadCatalogue,
    Language,
    add,
    catalogue,
    chosen,
    language,
    languages,
    part,
    say,
    speaking,
)

__all__ = [
    "ENGLISH",
    "VARIABLE",
    "BadCatalogue",
    "Language",
    "add",
    "catalogue",
    "chosen",
    "language",
    "languages",
    "part",
    "say",
    "speaking",
]
