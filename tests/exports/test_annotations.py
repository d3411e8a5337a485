"""W3C annotations of an article's reference marks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from aquanaut.content import ContentError
from aquanaut.exports import annotations
from aquanaut.text.anchors import Quote, occurrences
from aquanaut.text.article import load_article

ROOT = Path(__file__).parents[2]


def test_annotations(tmp_path):
    """Each selector, used as the W3C model says, finds the reference mark's own words; nobody passes for a person."""
    article = load_article("drone-mission", ROOT)
    from aquanaut.marks.reference import load_marks

    held = json.loads(annotations.make("drone-mission", ROOT)["drone-mission.annotations.json"])
    assert held["@context"] == "http://www.w3.org/ns/anno.jsonld" and held["type"] == "AnnotationCollection"
    items, marks = held["first"]["items"], load_marks(article)
    assert held["total"] == len(items) == len(marks) > 100
    assert article.notice.split()[0] in held["summary"]
    assert len({one["id"] for one in items}) == len(items)
    for one, mark in zip(items, marks, strict=True):
        assert one["type"] == "Annotation" and all(reader["type"] == "Software" for reader in one["creator"])
        targets = one["target"] if isinstance(one["target"], list) else [one["target"]]
        spans = [span for span in (mark.span, *mark.links) if span]
        if not spans:
            assert targets == ["urn:aquanaut:article:drone-mission"]
            continue
        for target, span in zip(targets, spans, strict=True):
            quote, position = target["selector"]
            assert article.text[position["start"] : position["end"]] == quote["exact"] == span.of(article.text)
            places = occurrences(article.text, Quote(quote["exact"], quote["prefix"], quote["suffix"]))
            assert span in places and len(places) == 1
    shutil.copytree(ROOT / "articles" / "p01-quarry-lake", tmp_path / "articles" / "unmarked")
    (tmp_path / "articles" / "unmarked" / "marks.yaml").unlink()
    with pytest.raises(ContentError, match="no reference marks"):
        annotations.make("unmarked", tmp_path)
