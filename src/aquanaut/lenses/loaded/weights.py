"""What each word and sign adds to a sentence: weights set by hand in round numbers after reading errors.

None was fitted to a corpus. There is one for each sense of loaded words, and one for each sign of tone.
"""

from __future__ import annotations

SENSES = {
    "name": 1.2,
    "verdict": 1.0,
    "ridicule": 1.0,
    "image": 1.0,
    "war": 0.8,
    "label": 0.8,
    "stance": 0.8,
    "fear": 0.7,
    "intensifier": 0.7,
    "hint": 0.6,
    "fact": 0.5,
    "emotion": 0.5,
    "big": 0.5,
    "praise": 0.5,
}
"""What a marked word of each sense adds to its sentence."""

WEAK = {"fact": 0.25, "hint": 0.2, "big": 0.15, "praise": 0.15, "stance": 0.15}
"""The same for words that are loaded only by their company (level 1)."""

MILD = 0.6
"""The share of their class that words weigh which often stand for the plain thing."""

SIGNS = {
    "unpleasant": 0.15,  # each unit of VADER's valence below zero
    "pleasant": 0.04,  # each unit above
    "subjective": 0.05,
    "adverb": 0.10,
    "adjective": 0.05,
    "ism": 0.10,
    "contrast": 0.20,
    "being": 0.05,
    "number": -0.20,
    "reporting": -0.40,
    "names": -0.50,  # for a sentence of nothing but capitalised words
    "article": 15.0,  # each strong word per word of a whole article around the sentence
}
"""What each sign of tone adds. Figures, names and plain reporting verbs speak for a sentence."""

MOST_UNPLEASANT, MOST_NUMBERS = 8.0, 3.0
"""Beyond this, more of it adds nothing: a list of casualties is not loaded."""

DENIED, REPORTED, QUOTED = 0.5, 0.5, 0.9
"""What remains of a word's weight when it is denied, when it is reported as a label, and in a quotation."""

SHORT, ARTICLE = 8, 150
"""Words: shorter sentences count as this long; only texts of this length have a temper of their own."""

LONGEST = 40
"""Letters: longer words are no words."""

COMPANY, NEAR = 0.5, 15
"""How much other loaded words must weigh, within so many words, for a mild word to be marked."""
