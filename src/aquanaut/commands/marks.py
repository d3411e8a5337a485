"""`aquanaut marks`: an article's reference marks."""

from __future__ import annotations

import argparse
import json

from aquanaut.content import content_root
from aquanaut.words import say

EXAMPLE = "aquanaut marks drone-mission --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("slug", help=say("commands.marks.slug"))
    parser.add_argument("--json", action="store_true", help=say("commands.marks.json"))


def run(given: argparse.Namespace) -> int:
    """Print a line a mark, or the whole as JSON."""
    from aquanaut.marks.reference import marks_json
    from aquanaut.text.article import load_article

    article = load_article(given.slug, content_root(given.content))
    found = marks_json(article)
    if given.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for mark in found["marks"]:
        words = say("commands.marks.absent") if mark["start"] is None else article.text[mark["start"] : mark["end"]]
        print(f"{mark['id']:32} {mark['code']} {mark['polarity']:5} {mark['certainty']:9} {words[:70]}")
    return 0
