"""Mark the text: find the words, and say what is the matter with them.

The targets come from the article's reference marks, or are written out in the question. A mark that touches a
target's key words earns; right place and wrong label earns half; every mark costs a little; a listed sound
passage costs more. The small cost is computed, not chosen: it is the least whole number that makes a mark of any
length, laid anywhere by chance with any label, worth nothing or less. Debatable words neither earn nor cost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from aquanaut.content import LINE, Fields, Flag, ListOf, OneOf, Text, Whole, fault
from aquanaut.marks.labels import LABELS
from aquanaut.marks.reference import load_marks
from aquanaut.questions.controls.choice import expect
from aquanaut.questions.model import FEEDBACK_WORDS, Key, Question, QuestionType, Source, verdict
from aquanaut.questions.scoring import judge_marks, marks_of, overlap, score
from aquanaut.text.anchors import QUOTE, Quote, Span, locate, occurrences
from aquanaut.text.article import Article, load_article
from aquanaut.text.document import Document, document
from aquanaut.words import say

LEAST_COST = 6
"""What every mark costs at least: on a text where chance would earn nothing anyway, stray marks are still not free."""

HIT = 120
"""Units for the right place with the right label. A round number with many divisors: halves and small costs stay
whole."""

TARGET = Fields(
    {**QUOTE.required, "label": OneOf(tuple(LABELS)), "feedback": Text(words=FEEDBACK_WORDS)},
    {**QUOTE.optional, "alternative": Text()},
)
SOUND = Fields({**QUOTE.required, "feedback": Text(words=FEEDBACK_WORDS)}, QUOTE.optional)
PART = Fields({"from": Text(), "to": Text()})
PASSAGE = Fields(
    {},
    {"from": Text(), "to": Text(), "text": Text(words=10), "article": Text(), "parts": ListOf(PART, least=2, most=6)},
)
"""A whole article, a stretch of it (`from`, `to`), several stretches (`parts`), or a text of the question's own."""


def passage_text(data: Mapping[str, Any], source: Source) -> tuple[str, Span, Article | None]:
    """The text that offsets refer to, the passage in it, and the article if it is one's."""
    passage = data["passage"]
    if "text" in passage:
        return passage["text"], Span(0, len(passage["text"])), None
    article = load_article(passage.get("article", source.article), source.root)
    line = passage[LINE]
    first = passage["parts"][0] if "parts" in passage else passage
    last = passage["parts"][-1] if "parts" in passage else passage
    start = locate(article.text, Quote(first["from"]), source.path, line).start if "from" in first else 0
    end = locate(article.text, Quote(last["to"]), source.path, line).end if "to" in last else len(article.text)
    expect(start < end, data, source, "a passage that ends before it begins", "`from` before `to`", "Swap them.")
    return article.text, Span(start, end), article


def cut_passage(data: Mapping[str, Any], source: Source) -> dict[str, Any]:
    """The public passage: its text, its paragraphs and its words, all by code points of the whole text."""
    text, span, article = passage_text(data, source)
    doc = document(text, sentences=())
    parts = shown_parts(data, source, text, span)
    layout = [(b.kind, b.span) for b in article.layout] if article else [("paragraph", p) for p in doc.paragraphs]
    inside = [(kind, _cut(block, part)) for part in parts for kind, block in layout if block.overlaps(part)]
    return {
        "passage": {
            "start": span.start,
            "text": span.of(text),
            "blocks": [{"kind": kind, "start": b.start, "end": b.end} for kind, b in inside],
            "tokens": [[t.start, t.end] for part in parts for t in doc.inside(doc.words, part)],
        },
        "article": article.slug if article else "",
    }


def shown_parts(data: Mapping[str, Any], source: Source, text: str, span: Span) -> list[Span]:
    """The stretches of the passage that are shown; without `parts` all of it."""
    listed = data["passage"].get("parts", [])
    if not listed:
        return [span]
    found = []
    for part in listed:
        start = locate(text, Quote(part["from"]), source.path, part[LINE])
        end = locate(text, Quote(part["to"]), source.path, part[LINE])
        found.append(Span(start.start, end.end))
    return found


def locate_shown(text: str, quote: Quote, path: Path, line: int, parts: Sequence[Span]) -> Span:
    """The one place of `quote` in the stretches that are shown. Raises `ContentError` as `locate` does."""
    holding = [part for part in parts if occurrences(text, quote, part)]
    return locate(text, quote, path, line, holding[0] if len(holding) == 1 else Span(parts[0].start, parts[-1].end))


def _ask(data: Mapping[str, Any], source: Source) -> dict[str, Any]:
    return {
        "labels": [{"id": name, "text": LABELS[name].text, "help": LABELS[name].help} for name in data["labels"]],
        **cut_passage(data, source),
        **{name: data[name] for name in ("find", "most", "longest")},
    }


def _cut(block: Span, span: Span) -> Span:
    return Span(max(block.start, span.start), min(block.end, span.end))


def _compile(data: Mapping[str, Any], source: Source) -> Key:
    text, span, article = passage_text(data, source)
    doc = document(text, sentences=())
    tokens = cut_passage(data, source)["passage"]["tokens"]
    parts = shown_parts(data, source, text, span)
    targets, sound, open_spans = _written(data, source, text, parts)
    if data.get("reference"):
        expect(
            article is not None,
            data,
            source,
            "`reference: true` without an article",
            "an article's passage",
            "Write the targets out.",
        )
        assert article is not None
        more = _from_reference(article, doc, parts, data["labels"])
        targets, sound, open_spans = targets + more[0], sound + more[1], open_spans + more[2]
    table: dict[str, Any] = {
        "form": "spans",
        "targets": [{"id": t["id"], "keys": t["keys"], "label": t["label"]} for t in targets],
        "sound": [{"id": s["id"], "spans": s["spans"]} for s in sound],
        "open": open_spans,
        "tokens": tokens,
        "most": data["most"],
        "longest": data["longest"],
    }
    _check_numbers(data, source, len(targets))
    _weigh(table, data, source)
    return Key(data["id"], table, {"targets": targets, "sound": sound, "next": data.get("next", "")})


def _check_numbers(data: Mapping[str, Any], source: Source, targets: int) -> None:
    find, most = data["find"], data["most"]
    expect(
        targets >= find,
        data,
        source,
        f"{targets} targets",
        f"at least the {find} to find",
        "Lower `find`, or add targets.",
    )
    expect(
        find <= most <= 2 * find + 2,
        data,
        source,
        f"`most: {most}` with `find: {find}`",
        "`find` to twice `find` + 2",
        "Change `most`.",
    )


def _written(
    data: Mapping[str, Any], source: Source, text: str, parts: Sequence[Span]
) -> tuple[list[Any], list[Any], list[list[int]]]:
    def at(entry: Mapping[str, Any]) -> list[int]:
        found = locate_shown(text, Quote.from_content(dict(entry)), source.path, entry[LINE], parts)
        return [found.start, found.end]

    targets: list[Any] = []
    for number, entry in enumerate(data.get("targets", [])):
        place = at(entry)
        if entry["label"] not in data["labels"]:
            raise fault(
                source.path,
                entry[LINE],
                f"the label '{entry['label']}'",
                "one of the task's own labels",
                "Add it to `labels`.",
            )
        targets.append(
            {
                "id": f"t{number + 1}", "span": place, "keys": [place], "label": entry["label"],
                "title": LABELS[entry["label"]].text, "text": entry["feedback"],
                "alternative": entry.get("alternative", ""), "by": "", "certainty": "core",
            }
        )  # fmt: skip
    sound = [
        {"id": f"s{number + 1}", "spans": [at(entry)], "text": entry["feedback"]}
        for number, entry in enumerate(data.get("sound", []))
    ]
    return targets, sound, [at(entry) for entry in data.get("open", [])]


def _from_reference(
    article: Article, doc: Document, parts: Sequence[Span], labels: Sequence[str]
) -> tuple[list[Any], list[Any], list[list[int]]]:
    """Targets, sound passages and debatable spans from the article's reference marks within the passage."""
    wanted = {code: name for name in labels for code in LABELS[name].codes}
    families = {code[0] for code in wanted}
    targets, sound, open_spans = [], [], []
    for mark in load_marks(article):
        if mark.span is None or not any(p.start <= mark.span.start and mark.span.end <= p.end for p in parts):
            continue
        place = [mark.span.start, mark.span.end]
        if mark.polarity == "flaw" and mark.certainty == "core" and mark.code in wanted:
            targets.append(
                {
                    "id": mark.id, "span": place, "keys": _key_words(doc, mark.span), "label": wanted[mark.code],
                    "title": LABELS[wanted[mark.code]].text, "text": mark.rationale,
                    "alternative": mark.alternative, "by": mark.who, "certainty": mark.certainty,
                }
            )  # fmt: skip
        elif mark.polarity == "sound" and mark.certainty == "core":
            sound.append({"id": mark.id, "spans": [place], "text": mark.rationale})
        elif mark.polarity == "flaw" and mark.code[0] in families:
            open_spans.append(place)
    return targets, sound, open_spans


_SMALL_WORDS = frozenset(
    re.findall(r"\w+", "a an the of in on at to for from by with and or but as its it is are was were this that")
)


def _key_words(doc: Document, span: Span) -> list[list[int]]:
    """The words of a mark that carry it: touching only “the” of a marked phrase is no find."""
    words = [w for w in doc.words if w.overlaps(span)]
    keys = [w for w in words if w.of(doc.text).lower() not in _SMALL_WORDS] or words
    return [[max(w.start, span.start), min(w.end, span.end)] for w in keys]


def _weigh(table: dict[str, Any], data: Mapping[str, Any], source: Source) -> None:
    """Give `table` its weights and points; the cost of a mark is the least that makes chance worthless."""
    weights = {f"hit:{t['id']}": HIT for t in table["targets"]}
    weights |= {f"near:{t['id']}": HIT // 2 for t in table["targets"]}
    weights |= {f"sound:{s['id']}": -HIT // 2 for s in table["sound"]}
    cost = _least_cost({**table, "weights": weights}, data["labels"])
    expect(
        2 * cost <= HIT, data, source,
        f"a passage so full of targets that a mark must cost {cost} of {HIT}", "at most half a hit",
        "Shorten `longest`, choose a longer passage, or list sound stretches.",
    )  # fmt: skip
    table["weights"] = {**weights, "cost": -cost}
    table["points"] = data["find"] * (HIT - cost)


def _least_cost(table: dict[str, Any], labels: Sequence[str]) -> int:
    """The least whole cost at which a chance mark of any length up to `longest` is worth at most 0 on average."""
    tokens, weights = table["tokens"], table["weights"]
    cost = LEAST_COST
    for length in range(1, table["longest"] + 1):
        worth, charged = 0, 0
        for first in range(len(tokens) - length + 1):
            span = {"start": tokens[first][0], "end": tokens[first + length - 1][1]}
            for label in labels:
                judged = judge_marks(table, [{**span, "label": label}])[0]
                name = {"hit": "hit", "label": "near", "sound": "sound"}.get(judged["outcome"])
                worth += weights[f"{name}:{judged['id']}"] if name else 0
                charged += judged["outcome"] != "debatable"
        if worth > 0:
            cost = max(cost, -(-worth // charged))
    return cost


# --- what is said ------------------------------------------------------------------------------------------


def _respond(question: Question, key: Key, answer: Any, revealed: bool) -> dict[str, Any]:
    scored = score(key.table, answer)
    given = marks_of(answer)
    judged = judge_marks(key.table, answer)
    caught = len({j["id"] for j in judged if j["outcome"] == "hit"})
    result: dict[str, Any] = {
        "status": "graded",
        "verdict": verdict(scored["earned"], scored["possible"]),
        "summary": _summary(caught, question.body["find"], judged),
        "earned": scored["earned"],
        "possible": scored["possible"],
        "marks": [_said(key, mark, j) for mark, j in zip(given, judged, strict=True)],
        "revealed": revealed,
        "next": key.data["next"] if revealed or scored["earned"] == scored["possible"] else "",
    }
    if revealed:
        result["reference"] = [
            {"start": t["span"][0], "end": t["span"][1]}
            | {part: t[part] for part in ("label", "title", "text", "alternative", "certainty", "by")}
            for t in key.data["targets"]
        ]
    return result


def _said(key: Key, mark: Mapping[str, Any], judged: Mapping[str, str]) -> dict[str, Any]:
    outcome, name = judged["outcome"], judged["id"]
    if outcome == "hit":
        target = next(t for t in key.data["targets"] if t["id"] == name)
        text = target["text"]
        if target["alternative"]:
            text += " " + say("answer.mark.plainer", text=target["alternative"].strip("()."))
    elif outcome == "label":
        text = say("answer.mark.relabel")
    elif outcome == "sound":
        text = next(s["text"] for s in key.data["sound"] if s["id"] == name)
    else:
        text = say(f"answer.text.{outcome}")
    return {
        **{k: mark[k] for k in ("start", "end", "label")},
        "outcome": outcome,
        "title": say(f"answer.title.{outcome}"),
        "text": text,
    }


def _summary(caught: int, find: int, judged: Sequence[Mapping[str, str]]) -> str:
    if not judged:
        return say("answer.mark")
    counts = {
        "near": len({j["id"] for j in judged if j["outcome"] == "label"}),
        "sound": sum(j["outcome"] == "sound" for j in judged),
        "unmarked": sum(j["outcome"] == "unmarked" for j in judged),
    }
    parts = [say("answer.mark.caught", caught=caught, find=find)]
    return " ".join(parts + [say(f"answer.mark.{name}", **counts) for name, count in counts.items() if count])


def _right(question: Question, key: Key) -> Any:
    """A full answer: the first targets by place, one mark each, cut to the length that the task allows."""
    tokens, answer = key.table["tokens"], []
    for target in sorted(key.data["targets"], key=lambda t: t["span"])[: question.body["find"]]:
        first = next(i for i, t in enumerate(tokens) if any(overlap(t, k) for k in target["keys"]))
        answer.append({"start": tokens[first][0], "end": tokens[first][1], "label": target["label"]})
    return answer


def _random(question: Question, chance: Random) -> Any:
    body = question.body
    tokens = body["passage"]["tokens"]
    marks = []
    for _ in range(chance.randint(1, body["most"])):
        length = min(chance.randint(1, body["longest"]), len(tokens))
        first = chance.randrange(len(tokens) - length + 1)
        label = chance.choice(body["labels"])["id"]
        marks.append({"start": tokens[first][0], "end": tokens[first + length - 1][1], "label": label})
    return marks


def _everything(question: Question, chance: Random) -> Any:
    """As much of the text as the task lets anyone cover: the longest marks, as many as allowed, anywhere."""
    body = question.body
    tokens, longest = body["passage"]["tokens"], min(body["longest"], len(body["passage"]["tokens"]))
    label = chance.choice(body["labels"])["id"]
    starts = chance.sample(range(len(tokens) - longest + 1), min(body["most"], len(tokens) - longest + 1))
    return [{"start": tokens[s][0], "end": tokens[s + longest - 1][1], "label": label} for s in starts]


TYPE = QuestionType(
    kind="mark_text",
    control="mark",
    required={
        "passage": PASSAGE,
        "labels": ListOf(OneOf(tuple(LABELS)), least=1, most=4),
        "find": Whole(1, 12),
        "most": Whole(1, 26),
        "longest": Whole(1, 30),
    },
    optional={"reference": Flag(), "targets": ListOf(TARGET), "sound": ListOf(SOUND), "open": ListOf(QUOTE)},
    secret=("targets", "sound", "open", "next"),
    ask=_ask,
    compile=_compile,
    respond=_respond,
    right=_right,
    random=_random,
    everything=_everything,
)
