"""An exercise as GIFT, the plain text that Moodle and many smaller programs import.

Format: https://docs.moodle.org/en/GIFT_format. It knows neither points nor hints nor an order that must stay, and no
feedback for pairs. An opinion would need a question without a right answer, so it is asked as a written one.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from aquanaut.exports.banks.items import ItemBank, fate_of, item_banks
from aquanaut.exports.banks.loss import reports
from aquanaut.exports.banks.moodle_xml import fraction
from aquanaut.exports.model import Export
from aquanaut.questions.item import Item, Loss, loss

BECOMES = {"one": "multiple choice", "many": "multiple choice with several right answers", "match": "matching",
           "written": "essay"}  # fmt: skip


def make(name: str, root: Path) -> dict[str, str | bytes]:
    """A text file and a loss report for each exercise. Raises `ContentError`."""
    files: dict[str, str | bytes] = {}
    for bank in item_banks(name, root):
        files[f"{bank.stem}.gift.txt"] = questions(bank)
        fates = [
            fate_of(item, "essay" if _is_opinion(item) else BECOMES[item.form], *_losses(item), fate=_fate(item))
            for item in bank.items
        ] + bank.left_out
        files |= reports(f"{bank.stem}.gift", bank.title, "GIFT", fates, bank.notes)
    return files


EXPORT = Export("exercise", "gift", "export.about.exercise.gift", make)


def _is_opinion(item: Item) -> bool:
    return item.form == "one" and all(choice.share == 1 for choice in item.choices)


def _fate(item: Item) -> str:
    return "not scored" if _is_opinion(item) else ""


def _losses(item: Item) -> list[Loss]:
    lost = [loss("choice", "bank.gift.opinion")] if _is_opinion(item) else []
    lost += [loss("points", "bank.gift.points", points=item.points)] if item.points != 1 else []
    lost += [loss("hints", "bank.hints")] if item.hints else []
    lost += [loss("feedback", "bank.gift.why")] if item.form == "match" else []
    lost += [loss("order", "bank.gift.order")] if item.fixed and not _is_opinion(item) else []
    lost += [loss("start", "bank.start")] if item.start else []
    return lost + ([loss("rubric", "bank.gift.rubric")] if item.rubric else [])


def questions(bank: ItemBank) -> str:
    """The whole file. A blank line ends a question, so none stands inside one."""
    parts = [_comment(" ".join(bank.notes)), f"$CATEGORY: $course$/top/Aquanaut/{_line(bank.title.replace('/', '//'))}"]
    return "\n\n".join([*parts, *(_question(item) for item in bank.items)]) + "\n"


def _question(item: Item) -> str:
    head = f"::{plain(item.title)}::[html]{plain(_asks(item))}"
    comment = _comment(
        f"{item.id}, points: {item.points}" + (f". For who reads it: {item.rubric}" if item.rubric else "")
    )
    return f"{comment}\n{head}{{{_answers(item)}}}"


def _asks(item: Item) -> str:
    if _is_opinion(item):
        scale = "".join(f"<li>{escape(choice.text)}</li>" for choice in item.choices)
        return f"{item.asks}<ul>{scale}</ul>"
    return item.asks + (f"<blockquote><p>{escape(item.start)}</p></blockquote>" if item.start else "")


def _answers(item: Item) -> str:
    after = f"\n####{plain(_after(item))}" if _after(item) else ""
    if item.form == "written" or _is_opinion(item):
        return after.lstrip("\n")
    if item.form == "match":
        texts = dict(item.places)
        lines = [f"={_words(pair.text)} -> {_place(texts[pair.place])}" for pair in item.pairs]
        used = {pair.place for pair in item.pairs}
        lines += [f"= -> {_place(text)}" for name, text in item.places if name not in used]
        return "\n" + "\n".join(lines) + after + "\n"
    return "\n" + "\n".join(_choice(item, place) for place in range(len(item.choices))) + after + "\n"


def _choice(item: Item, place: int) -> str:
    choice = item.choices[place]
    told = f"{_words(choice.text)}#{_words(choice.feedback)}"
    if item.form == "one":
        return ("=" if choice.share == 1 else "~") + told
    return f"~%{fraction(choice.share)}%{told}"


def _words(text: str) -> str:
    """Words as HTML; a first sign that would begin a weight (`%50%`) or a format (`[plain]`) is written by number."""
    shown = escape(_line(text))
    return plain(f"&#{ord(shown[0])};{shown[1:]}" if shown.startswith(("%", "[")) else shown)


def _after(item: Item) -> str:
    parts = [f"<p>{escape(item.after)}</p>"] if item.after else []
    if item.pairs:
        said = "".join(f"<li>{escape(pair.text)}: {escape(pair.feedback)}</li>" for pair in item.pairs)
        parts.append(f"<ul>{said}</ul>")
    return "".join(parts)


def _place(text: str) -> str:
    return plain(text)


def plain(text: str) -> str:
    """`text` on one line, with the signs escaped that mean something in GIFT."""
    kept = _line(text).replace("->", "→")
    return "".join(f"\\{sign}" if sign in "\\~=#{}:" else sign for sign in kept)


def _comment(text: str) -> str:
    return f"// {_line(text)}"


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
