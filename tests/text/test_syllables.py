"""textstat counts the syllables, by a dictionary that is word for word NLTK's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.text import readability
from aquanaut.text.document import document
from aquanaut.text.lexical import hardness, nltk_data, syllables

ROOT = Path(__file__).parents[2]
ODD = ("don't", "O'Neill's", "James'", "'tis", "naïve", "İstanbul", "ﬁne", "a_b", "12", "x" * 60, "ſay", "ß", "'", "")


@cache
def kept() -> syllables.Pronunciations:
    found = syllables.pronunciations()
    assert found is not None
    return found


@cache
def nltks() -> Mapping[str, syllables.Sounds]:
    """The dictionary as NLTK reads it from its own folder."""
    assert nltk_data.prepare().folder is not None
    import nltk

    words: Mapping[str, syllables.Sounds] = nltk.corpus.cmudict.dict()
    return words


@cache
def counter() -> syllables.WordCounts:
    found = syllables.english()
    assert found is not None
    return found


def test_the_dictionary_is_nltks() -> None:
    assert len(kept()) == len(nltks()) > 120_000
    assert list(kept())[:5] == sorted(nltks(), key=lambda word: word.upper().encode())[:5]
    # Words with several readings, and every twentieth of the rest.
    tried = [word for k, (word, sounds) in enumerate(nltks().items()) if len(sounds) > 1 or k % 20 == 0]
    wrong = [word for word in tried if kept()[word] != nltks()[word]]
    assert wrong == []


@given(st.text(alphabet="aeiouybcdnrst'’-AÉß0_", max_size=12))
@settings(max_examples=100, deadline=None)
def test_no_word_is_found_that_nltk_has_not(word: str) -> None:
    assert (word in kept()) == (word in nltks())
    assert kept().get(word) == nltks().get(word)


def test_textstat_counts_as_with_nltks_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "articles").glob("*/article.txt"))]
    words = sorted({word.of(text) for text in texts for word in document(text, sentences=()).words} | set(ODD))
    assert len(words) > 200
    counting = import_module("textstat.backend.counts._count_syllables")

    def counted() -> list[tuple[int, list[bool]]]:
        # textstat remembers its last answers.
        counting.count_syllables.cache_clear()
        import_module("textstat.backend.validations._is_difficult_word").is_difficult_word.cache_clear()
        return [
            (counter().syllable_count(word), [counter().is_difficult_word(word, least) for least in (0, 2, 3)])
            for word in words
        ]

    ours = counted()
    monkeypatch.setattr(counting, "get_cmudict", lambda language: nltks())
    assert counted() == ours


def test_other_languages_are_counted_as_before() -> None:
    from textstat.textstat import textstatistics

    counter()
    german = textstatistics()
    german.set_lang("de_DE")
    assert german.syllable_count("Brückenbau") == 3


def test_without_its_data_there_is_none_and_the_measures_say_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(nltk_data.resources, "files", lambda _: tmp_path)
    monkeypatch.setattr(nltk_data, "_prepared", None)
    monkeypatch.setattr(hardness, "_loaded", None)
    assert syllables.english() is None
    found = readability.readability(document("The drone flew over the old border town at night."))
    assert found.grade_level is None and found.lix is not None
    assert "damaged; install it again" in found.note


def test_textstat_is_loaded_when_the_first_word_is_counted() -> None:
    code = (
        "import sys\nfrom aquanaut.text.readability import grade\n"
        "print([m for m in ('nltk', 'textstat') if m in sys.modules])\ngrade('The kwyjibo flew.')\n"
        "print([m for m in ('nltk', 'textstat') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""})  # fmt: skip
    assert done.stdout.split("\n")[:2] == ["[]", "['nltk', 'textstat']"]
