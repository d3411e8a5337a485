"""Articles that are strange: shown as they are, or refused in one sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from aquanaut.content import ContentError
from aquanaut.pages.pictures import readability_bars
from aquanaut.text.article import MOST_BYTES, article_slugs, load_article, read_text
from aquanaut.text.readability import readability

CONTENT = Path(__file__).parents[2]

YAML = """\
title: A test
summary: ten words that say what this is about and why so
provenance: written for a test
rights: free
language: en
"""


def folder(tmp_path: Path, text: bytes, yaml: str = YAML) -> Path:
    made = tmp_path / "articles" / "strange"
    made.mkdir(parents=True)
    made.joinpath("article.txt").write_bytes(text)
    made.joinpath("article.yaml").write_text(yaml, encoding="utf-8")
    return tmp_path


def refusal(path: Path) -> str:
    with pytest.raises(ContentError) as caught:
        read_text(path)
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    return str(problem)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "an empty file"),
        (b" \r\n\t\n", "an empty file"),
        (b"x" * 5_000_000, "5,000,000 bytes; expected at most 2,000,000"),
        (b"One line.\nCaf\xe9 Garc\xeda", ":2: found a byte that is not UTF-8 (0xe9)"),
        (b"before\0after", "a NUL byte"),
        ("UTF-16 text".encode("utf-16"), "a NUL byte"),
    ],
)
def test_refused_in_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    assert said in refusal(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "nowhere.txt")


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם. זה מאמר.",
        "هذا نص عربي قصير.",
        "A drone 👩🏽‍🚀 flew. 🚁🚁",
        "<script>alert('run')</script> & <b>bold</b>",
        "Nicola\u0301s came.\n\nHe left.\n",
        "\ufeffA mark of byte order.",
        "\u202eoverride\u202c and \u2066isolate\u2069",
        "1234 5678",
        "***",
        "x" * MOST_BYTES,
    ],
)
def test_shown_as_it_is(tmp_path: Path, text: str) -> None:
    root = folder(tmp_path, text.encode())
    article = load_article("strange", root)
    assert article.text == text
    assert " ".join(b.span.of(text) for b in article.layout).split() == text.split()
    doc = article.document()
    readability(doc)
    picture = readability_bars(doc)
    assert "<script" not in picture
    assert "<b>" not in picture


def test_offsets_do_not_depend_on_who_wrote_the_line_ends(tmp_path: Path) -> None:
    """A mark made on one system stands on the same words on another."""
    path = tmp_path / "article.txt"
    for line_end in (b"\n", b"\r\n", b"\r"):
        path.write_bytes(line_end.join([b"One.", b"", b"Two.", b""]))
        assert read_text(path) == "One.\n\nTwo.\n"


def test_the_drone_article_is_untouched() -> None:
    data = (CONTENT / "articles" / "drone-mission" / "article.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == "53be77f111bfe712984806ba5f139f674827ebf997d69df40ceb7ee2be4a34e0"
    assert len(data.decode()) == 5_479


def test_an_unknown_article_names_those_there_are(tmp_path: Path) -> None:
    root = folder(tmp_path, b"Text.")
    assert article_slugs(root) == ["strange"]
    with pytest.raises(ContentError, match=r"no article called 'normal'; expected one of: strange"):
        load_article("normal", root)


def test_the_layout_covers_every_paragraph(tmp_path: Path) -> None:
    yaml = YAML + "layout:\n  headline: [The headline]\n  bullet:\n    - • One\n    - • Two\n"
    root = folder(tmp_path, "The headline\n\n• One thing\n• Two things\n\nThe rest.".encode(), yaml)
    assert [b.kind for b in load_article("strange", root).layout] == ["headline", "bullet", "bullet", "paragraph"]


@pytest.mark.parametrize(("start", "count"), [("Nothing", 0), ("The", 2)])
def test_a_layout_that_does_not_fit_is_refused_with_its_line(tmp_path: Path, start: str, count: int) -> None:
    root = folder(tmp_path, b"The headline\n\nThe rest.", YAML + f"layout:\n  headline: [{start}]\n")
    with pytest.raises(ContentError) as caught:
        load_article("strange", root)
    (problem,) = caught.value.problems
    assert problem.line > 0
    assert f"'{start}' at the start of {count} paragraphs" in str(problem)
