"""The lexicons of the loaded-language lens and of the hedges, read late and once.

A lexicon file (`words/*.txt` in a lens's room) begins with its source and licence as comments. It holds families of
words that share a sense, a neutral alternative, and one sentence each in which they are and are not found:

    == slam | war | 3 | semeval | criticise; reject
    hit: The senator ⟦slammed⟧ the plan.
    miss: She won her second grand slam in Paris.
    v: slam blast lash …
    spare: grand slam; blast furnace; a blast

The head gives the family's name, sense class, level (1 counts only for the sentence, 2 is marked, 3 is
strong), kind of source, and what to write instead. `v:` lists verbs, `n:` nouns, `a:` adjectives (with their
adverbs), `w:` words as they stand; a slash lists the forms of an irregular word (`spin/spins/spun/spinning`).
`p:` lists phrases, `vp:` phrases whose first word is a verb, separated by semicolons. `spare:` lists what to
leave alone: a phrase everywhere (a term of art), a single word only as a form of this family. `mild:` names
the forms that often stand for the plain thing (`*`: all of them): they count for less, and are marked only in
loaded company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from aquanaut.text.lexical.word_lists import word_lists, word_table

_WORDS = word_lists(__package__, "lexicon")


WORD = re.compile(r"\w+(?:[-‑'’]\w+)*")
"""A word of running text, with inner hyphens and apostrophes."""

_PLAIN = str.maketrans("’‑", "'-")

END = ""
"""Key under which a trie keeps what ends there. No word is empty."""

_VOWELS = "aeiou"

# Verbs that do not take -ed, for phrases. Past tense and participle.
_IRREGULAR = word_table(__package__, "irregular_verbs")

_DOUBLED = _WORDS["doubled"]


@dataclass(frozen=True)
class Family:
    """Words with one sense. `level` 1 counts for the sentence only, 2 is marked, 3 is strong."""

    name: str
    sense: str
    level: int
    source: str
    instead: str
    hit: str
    miss: str
    mild: bool = False


class Trie(dict[str, "Trie | Family | None"]):
    """Words to tries; under `END` the family a phrase belongs to, or none where it is spared."""


@dataclass(frozen=True)
class Lexicon:
    """Families and the trie of all their words and phrases."""

    families: tuple[Family, ...]
    trie: Trie
    forms: int

    def match(self, words: list[str], at: int) -> tuple[int, Family | None]:
        """The longest entry that begins at word `at`: how many words it takes (0 for none), and its family.

        A family of none with a length above 0 is a phrase to leave alone.
        """
        node = self.trie.get(words[at])
        length, found = 0, None
        depth = 1
        while isinstance(node, Trie):
            if END in node:
                end = node[END]
                length, found = depth, end if isinstance(end, Family) else None
            if at + depth >= len(words):
                break
            node = node.get(words[at + depth])
            depth += 1
        return length, found


def plain(word: str) -> str:
    """A word as lexicons hold it: lower case, plain apostrophe and hyphen."""
    return word.lower().translate(_PLAIN) if not word.isascii() else word.lower()


@cache
def lexicon(package: str, prefix: str) -> Lexicon:
    """All files `words/<prefix>*.txt` of a lens's room as one. Where families share a word, the higher level wins."""
    folder = files(package).joinpath("words")
    names = sorted(f.name for f in folder.iterdir() if f.name.startswith(prefix) and f.name.endswith(".txt"))
    families: list[Family] = []
    trie = Trie()
    entries: dict[str, Family] = {}
    spared: set[str] = set()
    for name in names:
        for family, forms, mild, spare in _families(folder.joinpath(name).read_text(encoding="utf-8"), name):
            families.append(family)
            spared.update(s for s in spare if " " in s)
            milder = replace(family, mild=True)
            for form in forms - spare:
                one = milder if form in mild or "*" in mild else family
                known = entries.get(form)
                if known is None or _rank(known) < _rank(one):
                    entries[form] = one
            spared.update(s for s in mild if " " in s and s not in forms)
    for form, family in entries.items():
        _plant(trie, form, family)
    for form in spared:
        _plant(trie, form, None)
    return Lexicon(tuple(families), trie, len(entries))


def _rank(family: Family) -> float:
    return family.level - 0.5 * family.mild if family.level > 1 else 1


@cache
def table(package: str, name: str) -> dict[str, float]:
    """A file `words/<name>.tsv` of a lens's room: words and numbers."""
    text = files(package).joinpath("words", f"{name}.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: float(row[1]) for row in rows}


def _plant(trie: Trie, form: str, family: Family | None) -> None:
    node = trie
    # Most entries are one plain word, and a lexicon has thousands.
    for word in (form,) if form.isalpha() else WORD.findall(form):
        below = node.get(word)
        if not isinstance(below, Trie):
            below = Trie()
            node[word] = below
        node = below
    node[END] = family


def _families(text: str, file: str) -> Iterator[tuple[Family, set[str], set[str], set[str]]]:
    """Each family of a file with its forms, the mild ones among them, and what it spares."""
    head: list[str] = []
    hit = miss = ""
    forms: set[str] = set()
    mild: set[str] = set()
    spare: set[str] = set()

    def done() -> tuple[Family, set[str], set[str], set[str]]:
        name, sense, level, source, instead = head
        return Family(name, sense, int(level), source, instead, hit, miss), set(forms), set(mild), set(spare)

    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("== "):
            if head:
                yield done()
            head = [part.strip() for part in line[3:].split("|")]
            hit = miss = ""
            forms.clear()
            mild.clear()
            spare.clear()
            continue
        kind, _, rest = line.partition(": ")
        if kind == "hit":
            hit = rest
        elif kind == "miss":
            miss = rest
        elif kind == "mild":
            mild.update(_listed(rest))
        elif kind == "spare":
            spare.update(_listed(rest))
        elif kind == "p":
            forms.update(_listed(rest))
        elif kind == "vp":
            for phrase in _listed(rest):
                first, _, tail = phrase.partition(" ")
                forms.update(f"{form} {tail}" for form in verb_forms(first))
        elif kind in _EXPAND:
            for word in rest.split():
                forms.update(word.split("/") if "/" in word else _EXPAND[kind](word))
        else:
            raise ValueError(f"{file}:{number}: a lexicon has no line '{kind}:'")
    if head:
        yield done()


def _listed(text: str) -> set[str]:
    return {" ".join(part.split()) for part in text.split(";") if part.strip()}


def verb_forms(verb: str) -> set[str]:
    """A verb with its third person, past and -ing forms: slam, slams, slammed, slamming."""
    if verb.endswith("e"):
        stem, past, ing = verb, verb + "d", (verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]) + "ing"
        if verb.endswith("ie"):
            ing = verb[:-2] + "ying"
    elif verb.endswith("y") and verb[-2:-1] not in tuple(_VOWELS):
        stem, past, ing = verb[:-1] + "ie", verb[:-1] + "ied", verb + "ing"
    elif _doubles(verb):
        stem, past, ing = verb, verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    else:
        stem, past, ing = verb, verb + "ed", verb + "ing"
    third = stem + ("es" if stem.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    pasts = _IRREGULAR.get(verb, (past,))
    return {verb, third, ing, *pasts}


def _doubles(verb: str) -> bool:
    if verb in _DOUBLED:
        return True
    short = len(verb) <= 4 and len(verb) >= 3
    return short and verb[-1] not in "aeiouwxyshtc" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS


def noun_forms(noun: str) -> set[str]:
    """A noun and its plural."""
    if noun.endswith("y") and noun[-2:-1] not in tuple(_VOWELS):
        return {noun, noun[:-1] + "ies"}
    if noun.endswith("man") and noun not in ("shaman", "talisman"):
        return {noun, noun[:-2] + "en"}
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return {noun, noun + "es"}
    return {noun, noun + "s"}


def adjective_forms(adjective: str) -> set[str]:
    """An adjective and its adverb: vile, vilely; heroic, heroically."""
    if adjective.endswith("ic"):
        adverb = adjective + "ally"
    elif adjective.endswith("le") and adjective[-3:-2] not in tuple(_VOWELS):
        adverb = adjective[:-1] + "y"
    elif adjective.endswith("y"):
        adverb = adjective[:-1] + "ily"
    elif adjective.endswith("ll"):
        adverb = adjective + "y"
    else:
        adverb = adjective + "ly"
    return {adjective, adverb}


def _as_it_stands(word: str) -> set[str]:
    return {word}


_EXPAND = {"v": verb_forms, "n": noun_forms, "a": adjective_forms, "w": _as_it_stands}
