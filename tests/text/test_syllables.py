"""Our own count of syllables gives textstat's answers from textstat's data, without loading textstat."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
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
def kept() -> syllables.Dictionary:
    found = syllables.english()
    assert found is not None
    return found


def agree(ours: syllables.Dictionary, word: str) -> None:
    theirs = nltk_data.english()
    assert theirs is not None
    assert ours.syllable_count(word) == theirs.syllable_count(word), word
    for least in (0, 2, 3):
        assert ours.is_difficult_word(word, least) == theirs.is_difficult_word(word, least), word


def test_every_word_of_the_articles_counts_as_in_textstat() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "articles").glob("*/article.txt"))]
    words = {word.of(text) for text in texts for word in document(text, sentences=()).words}
    assert len(words) > 200
    for word in sorted(words | set(ODD)):
        agree(kept(), word)


@given(st.text(alphabet="aeiouybcdnrst'’-AÉß0_", max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_word_counts_as_in_textstat(word: str) -> None:
    agree(kept(), word)


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


def test_neither_textstat_nor_nltk_is_loaded() -> None:
    code = (
        "import sys\nfrom aquanaut.text.readability import grade\ngrade('The kwyjibo flew.')\n"
        "print([m for m in ('nltk', 'textstat', 'numpy', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""})  # fmt: skip
    assert done.stdout.strip() == "[]"
