"""The loader of `facts.yaml`, and the drone article's claims and evidence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aquanaut.content import ContentError
from aquanaut.text.anchors import Quote, occurrences
from aquanaut.text.article import Article, load_article
from aquanaut.text.facts import SEEN, VERDICTS, Claim, Facts, load_facts

ROOT = Path(__file__).parents[2]
CLAIMS = [f"F{n:02}" for n in range(1, 71)]

# The findings that lessons rest on. Whoever changes a verdict must change it here too, knowingly.
CONTRADICTED = {"F01", "F08", "F09", "F13", "F14", "F29", "F37", "F50"}
INTERNALLY = {"F05", "F06", "F12", "F34"}
MISLEADING = {"F03", "F17", "F19", "F22", "F23", "F25", "F26", "F40", "F42", "F52", "F54", "F61"}
SUPPORTED = {
    f"F{n:02}"
    for n in (
        2,
        7,
        11,
        15,
        16,
        18,
        21,
        24,
        27,
        28,
        32,
        35,
        38,
        41,
        47,
        48,
        49,
        51,
        60,
        62,
        63,
        64,
        65,
        66,
        67,
    )
}

# One article of two sentences, and one card: what the errors below are cut from.
TEXT = "The dam holds. The dam holds water, said the mayor."
ARTICLE = "title: t\nsummary: {}\nprovenance: invented\nrights: ours\nlanguage: en\n".format("word " * 10)
CARD = """
cards:
  - id: MAYOR
    publisher: The Lake Post
    title: On the dam
    date: undated
    address: ""
    language: en
    says: The mayor says that the dam is sound.
    seen: seen
"""


@pytest.fixture(scope="module")
def article() -> Article:
    """The drone article."""
    return load_article("drone-mission", ROOT)


@pytest.fixture(scope="module")
def facts(article: Article) -> Facts:
    """Its facts."""
    return load_facts(article)


def small(folder: Path, claim: str) -> Facts:
    """The facts of a small article with one claim."""
    home = folder / "articles" / "dam"
    home.mkdir(parents=True)
    (home / "article.txt").write_text(TEXT, encoding="utf-8")
    (home / "article.yaml").write_text(ARTICLE, encoding="utf-8")
    if claim:
        (home / "facts.yaml").write_text(claim + CARD, encoding="utf-8")
    return load_facts(load_article("dam", folder))


def claim(quote: str, cards: str = "MAYOR", verdict: str = "supported") -> str:
    """One claim as YAML; its quotation stands on line 3."""
    return f"""claims:
  - id: D1
    quote: {{{quote}}}
    verdict: {verdict}
    truth: Nobody has tested the dam so far.
    confidence: medium
    cards: [{cards}]"""


# --- the loader --------------------------------------------------------------------------------------------


def test_a_claim_knows_its_words_and_its_card(tmp_path: Path) -> None:
    facts = small(tmp_path, claim("exact: The dam holds, suffix: ' water'"))
    (only,) = facts.claims
    assert only.span.of(TEXT) == "The dam holds"
    assert only.span.start == 15
    assert only.true == "Nobody has tested the dam so far."
    assert [facts.cards[c].publisher for c in only.cards] == ["The Lake Post"]


def test_an_article_that_nobody_looked_up_has_no_facts(tmp_path: Path) -> None:
    assert small(tmp_path, "") == Facts({}, ())


@pytest.mark.parametrize(
    ("entry", "line", "words"),
    [
        (claim("exact: The dam holds"), 3, "2 times"),
        (claim("exact: The dam leaks"), 3, "nowhere in the text"),
        (claim("exact: the mayor", cards="MAJOR"), 2, "the card 'MAJOR' in claim D1"),
        (claim("exact: the mayor", verdict="suported"), 4, "Did you mean 'supported'?"),
        (claim("exact: the mayor").replace("so far", "").replace("the dam", "it"), 5, "at least 6 words"),
        (claim("exact: the mayor").replace("truth:", "true:"), 5, "unknown key 'True'"),
    ],
)
def test_faults_name_the_file_the_line_and_the_fix(tmp_path: Path, entry: str, line: int, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        small(tmp_path, entry)
    assert f"facts.yaml:{line}: " in str(caught.value)
    assert words in str(caught.value)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        small(tmp_path, claim("exact: The dam leaks", cards="MAJOR, MINOR"))
    assert len(caught.value.problems) == 3


# --- the drone article -------------------------------------------------------------------------------------


def test_all_seventy_statements_are_there(facts: Facts) -> None:
    assert [c.id for c in facts.claims] == CLAIMS


def test_every_claim_quotes_the_text_once_with_its_context(article: Article, facts: Facts) -> None:
    text = article.text
    for one in facts.claims:
        around = Quote(one.span.of(text), text[: one.span.start][-20:], text[one.span.end :][:20])
        assert occurrences(text, around) == [one.span]
        assert one.span.of(text) == one.span.of(text).strip()


def test_verdicts_are_those_the_lessons_rest_on(facts: Facts) -> None:
    found = {v: {c.id for c in facts.claims if c.verdict == v} for v in VERDICTS}
    assert found["contradicted"] == CONTRADICTED
    assert found["internally contradicted"] == INTERNALLY
    assert found["misleading"] == MISLEADING
    assert found["supported"] == SUPPORTED
    assert found["unverifiable"] == set(CLAIMS) - CONTRADICTED - INTERNALLY - MISLEADING - SUPPORTED


def test_what_is_sure_to_be_wrong_is_held_with_high_confidence(facts: Facts) -> None:
    assert {c.confidence for c in facts.claims if c.id in CONTRADICTED | INTERNALLY} == {"high"}


def test_every_card_is_used(facts: Facts) -> None:
    assert {card for c in facts.claims for card in c.cards} == set(facts.cards)


def test_truths_are_short_plain_and_none_is_twice(facts: Facts) -> None:
    for one in facts.claims:
        assert 6 <= len(one.true.split()) <= 65, one.id
        assert len(re.findall(r"[.!?](?:\s|$)", one.true)) <= 4, one.id
        assert not re.search(r"\b(F\d\d|[A-Z]{3,}\d*\*|verdict)\b", one.true), one.id
    assert len({c.true for c in facts.claims}) == len(facts.claims)


def test_students_never_read_a_card_id(facts: Facts) -> None:
    # CBP, TWZ and other short names are words of the story; the rest are only names of cards.
    ids = set(facts.cards) - {"TWZ"}
    for one in facts.claims:
        assert not ids & set(re.findall(r"\w+", one.true)), one.id
    for card in facts.cards.values():
        assert not ids & set(re.findall(r"\w+", card.says)), card.id


def test_cards_can_be_looked_up_or_say_why_not(facts: Facts) -> None:
    for card in facts.cards.values():
        if card.seen == "seen" and card.id != "TEXT":
            assert card.address.startswith(("https://", "http://")), card.id
        else:
            assert not card.address.startswith("http"), card.id
        assert card.language in {"en", "es", "pt"}, card.id
        assert re.search(r"\d{4}|undated|at the time", card.date), card.id


def test_copies_are_called_copies(facts: Facts) -> None:
    for card in facts.cards.values():
        if re.search(r", (in|on|printed in|quoted on) ", card.publisher):
            assert re.search(r"\b(copy|excerpt|quotes)\b", f"{card.publisher} {card.note}", re.IGNORECASE), card.id


def test_every_kind_of_evidence_occurs(facts: Facts) -> None:
    assert {c.seen for c in facts.cards.values()} == set(SEEN)


def test_what_was_not_found_is_never_called_more_than_that(facts: Facts) -> None:
    by_id: dict[str, Claim] = {c.id: c for c in facts.claims}
    for name in ("F30", "F46", "F58"):
        one = by_id[name]
        assert one.verdict == "unverifiable" and "NOHIT" in one.cards
        assert re.search(r"could not find|searches found neither", one.true)


# --- what is said about the article ------------------------------------------------------------------------

LOADED = re.compile(
    r"\b(unprecedented|historic|first|crisis|incursion|pierced|vanished|deep|aggressive|militarize|dangerous|threshold|"
    r"confront|prelude|strikes?|quagmires|looms|relentless|gamble|fallout|spiral|defy|overreach|escalating|secret|"
    r"tactic|signals|bount|kingpin|lord|narco|invasion|battle|risk)",
    re.IGNORECASE,
)


def test_the_summary_repeats_no_loaded_word_and_is_short(article: Article) -> None:
    words = [w.strip(".,").lower() for w in article.summary.split()]
    assert 50 <= len(words) <= 75
    assert not LOADED.search(article.summary)
    assert sum(len(w) for w in words) / len(words) < 5


def test_the_glossary_explains_words_of_the_text_in_one_sentence(article: Article) -> None:
    assert 15 <= len(article.glossary) <= 24
    for term, meaning in article.glossary.items():
        assert term.lower() in article.text.lower(), term
        assert len(re.findall(r"[.!?](?:\s|$)", meaning.strip())) == 1, term


def test_the_article_page_is_laid_out(article: Article) -> None:
    kinds = [b.kind for b in article.layout]
    assert kinds[0] == "headline" and kinds[-1] == "aside"
    assert (kinds.count("bullet"), kinds.count("section"), kinds.count("sources")) == (5, 4, 4)


def test_nothing_is_claimed_about_where_the_article_comes_from(article: Article) -> None:
    assert article.provenance.startswith("supplied for this project; origin not established")
    assert (article.byline, article.outlet, article.published) == ("", "", "")
    assert "criticism and teaching" in article.notice and "licences" in article.notice
