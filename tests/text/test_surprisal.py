"""Precomputed surprisals: of the text as it is, word by word, and refused when they are of another."""

from __future__ import annotations

import json
import shutil

import pytest

from aquanaut.content import ContentError, content_root
from aquanaut.text.article import load_article
from aquanaut.text.surprisal import misfits, surprisals

ROOT = content_root()
OWN = ("drone-mission", "drone-twin", "opt-out")


@pytest.mark.parametrize("slug", OWN)
def test_every_word_of_the_text_has_its_bits(slug):
    article = load_article(slug, ROOT)
    found = surprisals(article)
    assert [one.span for one in found] == list(article.document().words)
    assert all(0 <= one.bits < 400 for one in found)
    assert (ROOT / "articles" / slug / "surprisal.json").stat().st_size < 25_000


def test_the_odd_word_of_the_article_stands_out_as_the_docs_say():
    article = load_article("drone-mission", ROOT)
    worst = [one.span.of(article.text) for one in misfits(article)]
    assert worst.index("aquanaut") == 2
    plain = [one for one in surprisals(article) if one.span.of(article.text).isalpha()]
    small = [one for one in plain if one.span.of(article.text).islower()]
    assert max(small, key=lambda one: one.bits).span.of(article.text) == "aquanaut"
    page = (ROOT / "docs" / "lenses.md").read_text("utf-8")
    assert ", ".join(worst) in " ".join(page.split())


def test_a_text_without_a_file_has_none():
    assert surprisals(load_article("p01-quarry-lake", ROOT)) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data | {"text_sha256": "0" * 64}, "another text"),
        (lambda data: data | {"words": [["a", 1, 2]]}, "make_surprisal"),
        (lambda data: {}, "make_surprisal"),
    ],
)
def test_a_damaged_file_is_named(tmp_path, change, said):
    shutil.copytree(ROOT / "articles" / "drone-mission", tmp_path / "articles" / "drone-mission")
    path = tmp_path / "articles" / "drone-mission" / "surprisal.json"
    path.write_text(json.dumps(change(json.loads(path.read_text("utf-8")))), "utf-8")
    with pytest.raises(ContentError, match=r"surprisal\.json") as caught:
        surprisals(load_article("drone-mission", tmp_path))
    assert said in str(caught.value)
