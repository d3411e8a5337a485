"""The files of a bundle: what each one holds, as bytes, worked out from the public half of an exercise.

Nothing here opens a key. The questions are written anew instead of copied, without the author's comments and with ids
that say nothing (see `opaque`), in an order that says nothing: options, items and partners stand by their opaque id,
unless their order has a meaning of its own (`fixed`). On the page each student's own order comes from `shuffle`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any, cast

from aquanaut.classroom.opaque import names, opaque_ids
from aquanaut.content import LINE
from aquanaut.questions.bank import Bank
from aquanaut.questions.model import Named, Question, type_of
from aquanaut.text.article import Article
from aquanaut.widgets.assigned import Assigned
from aquanaut.words import say


def exercise_yaml(data: Mapping[str, Any], bank: Bank) -> bytes:
    """The questions as a student in graded mode gets them. `data` is the checked public file, `bank` that loaded."""
    asked = {question.id: question for question in bank.questions}
    questions = [_entry(entry, asked[entry["id"]]) for entry in data["questions"]]
    about = {"article": bank.article} if bank.article else {}
    return _yaml(_plain({**data, "questions": questions, **about}))


def _entry(entry: Mapping[str, Any], question: Question) -> dict[str, object]:
    """One question with opaque ids, in an order that says nothing."""
    kind, body = type_of(question), cast(Mapping[str, list[Named]], question.body)
    made: dict[str, object] = dict(entry)
    for part, shown in kind.ids.items():
        ids = opaque_ids(question.id, body[shown])
        listed = [{**one, "id": ids[one["id"]]} for one in entry[part]]
        meant = part in kind.meant or question.body.get("fixed")
        made[part] = listed if meant else sorted(listed, key=lambda one: str(one["id"]))
    return kind.hand_out(made, question)


def article_yaml(article: Article) -> bytes:
    """What a student gets of an article's metadata: its tags, which may name its faults, stay out."""
    layout: dict[str, list[str]] = {}
    for block in article.layout:
        if block.kind != "paragraph":
            layout.setdefault(block.kind, []).append(_start(article, block.span.of(article.text)))
    kept = ("title", "language", "byline", "outlet", "published", "provenance", "rights", "notice", "summary")
    made: dict[str, object] = {name: getattr(article, name) for name in kept}
    if not article.notice:
        del made["notice"]
    if article.content_note:
        made["content_note"] = article.content_note
    if article.invented:
        made["invented"] = True
    if article.glossary:
        made["glossary"] = dict(article.glossary)
    return _yaml({**made, "layout": layout} if layout else made)


def _start(article: Article, paragraph: str) -> str:
    """The first words of a paragraph, as many as no other paragraph begins with."""
    others = [block.span.of(article.text) for block in article.layout]
    for length in range(min(30, len(paragraph)), len(paragraph) + 1):
        start = paragraph[:length].rstrip()
        if start and sum(other.startswith(start) for other in others) == 1:
            return start
    return paragraph


def _plain(value: object) -> object:
    """Content without the reader's line numbers."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items() if name != LINE}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _yaml(data: object) -> bytes:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 110
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue().encode()


def recorded_ids(bank: Bank) -> dict[str, dict[str, str]]:
    """For `assignment.json`: by question, the author's id behind each opaque one."""
    found = {q.id: {opaque: real for real, opaque in names(q).items()} for q in bank.questions}
    return {question: ids for question, ids in found.items() if ids}


# --- words -------------------------------------------------------------------------------------------------


def filled(key: str, **values: object) -> str:
    """The text `key` with its {slots} filled; a line that holds nothing but an empty slot is left out."""
    lines = say(key).split("\n")
    made = [(line, line.format(**values)) for line in lines]
    return "\n".join(line for before, line in made if line or not before)


def _slots(bank: Bank, assigned: Assigned, about: str, due: str) -> dict[str, str]:
    stem, code = assigned.exercise, assigned.student
    return {
        "title": bank.title,
        "about": about,
        "minutes": str(bank.minutes),
        "due": filled("bundle.due", due=due) if due else "",
        "code": filled("bundle.code", code=code) if code else "",
        "do": filled(f"bundle.do.{assigned.mode}"),
        "page": f"{stem}.html",
        "notebook": f"{stem}.ipynb",
        "download": filled("bundle.download", stem=stem, code=code or "…"),
        "log": f"{bank.lesson}.jsonl",
    }


def note(bank: Bank, assigned: Assigned, about: str, due: str, articles: tuple[Article, ...]) -> bytes:
    """README.txt for the student, with Windows line ends, which every editor knows."""
    told = [
        filled("bundle.text", title=one.title, notice=one.notice or one.provenance, rights=one.rights)
        for one in articles
    ]
    slots = _slots(bank, assigned, about, due)
    if assigned.mode == "practice":
        slots["download"] = f"aquanaut-answers-{assigned.student or '…'}.jsonl"
    text = filled("bundle.note", **slots, text="\n".join(told))
    return (text.rstrip() + "\n").replace("\n", "\r\n").encode()


def notebook(bank: Bank, assigned: Assigned, about: str, due: str) -> bytes:
    """The notebook: one call, which finds the questions beside it."""
    slots = _slots(bank, assigned, about, due)
    slots |= {name: f"{slots[name]} " if slots[name] else "" for name in ("due", "code")}
    cells: list[dict[str, object]] = [
        _cell("markdown", "opening", filled("bundle.notebook.opening", **slots)),
        _cell("code", "questions", "from aquanaut import assignment\n\nassignment()"),
        _cell("markdown", "closing", filled("bundle.notebook.closing", **slots)),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _cell(kind: str, name: str, text: str) -> dict[str, object]:
    cell: dict[str, object] = {"cell_type": kind, "id": name, "metadata": {}, "source": text.splitlines(keepends=True)}
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell
