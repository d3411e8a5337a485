"""An exercise as Moodle XML, for Moodle's question bank (Question bank, Import, Moodle XML format).

Format: https://docs.moodle.org/en/Moodle_XML_format. Choose-many keeps its scoring to the point: a right option earns
1/R of the points and a wrong one costs 1/W, which are among the fractions that Moodle knows; it never goes below zero
there either.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

from aquanaut.exports.banks.items import ItemBank, fate_of, item_banks
from aquanaut.exports.banks.loss import reports
from aquanaut.exports.model import Export
from aquanaut.questions.item import Item, Loss, loss

BECOMES = {"one": "multichoice (single)", "many": "multichoice", "match": "matching", "written": "essay"}


def make(name: str, root: Path) -> dict[str, str | bytes]:
    """An XML file and a loss report for each exercise. Raises `ContentError`."""
    files: dict[str, str | bytes] = {}
    for bank in item_banks(name, root):
        files[f"{bank.stem}.moodle.xml"] = questions(bank)
        fates = [fate_of(item, BECOMES[item.form], *_losses(item)) for item in bank.items] + bank.left_out
        files |= reports(f"{bank.stem}.moodle", bank.title, "Moodle XML", fates, bank.notes)
    return files


EXPORT = Export("exercise", "moodle-xml", "export.about.exercise.moodle_xml", make)


def _losses(item: Item) -> list[Loss]:
    lost = [loss("feedback", "bank.moodle.why")] if item.form == "match" else []
    return lost + ([loss("hints", "bank.moodle.hints")] if item.hints else [])


def questions(bank: ItemBank) -> bytes:
    """The whole file."""
    root = ET.Element("quiz")
    category = _sub(root, "question", type="category")
    _text(_sub(category, "category"), f"$course$/top/Aquanaut/{bank.title.replace('/', '//')}")
    info = _sub(category, "info", format="moodle_auto_format")
    _text(info, " ".join(bank.notes))
    for item in bank.items:
        _question(root, item)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _question(root: ET.Element, item: Item) -> None:
    kind = {"one": "multichoice", "many": "multichoice", "match": "matching", "written": "essay"}[item.form]
    made = _sub(root, "question", type=kind)
    _text(_sub(made, "name"), item.title)
    _text(_sub(made, "questiontext", format="html"), item.asks)
    _text(_sub(made, "generalfeedback", format="html"), _general(item))
    _value(made, "defaultgrade", f"{item.points:.7f}")
    _value(made, "penalty", "0.0000000")
    _value(made, "hidden", "0")
    _value(made, "idnumber", item.id)
    _WRITERS[item.form](made, item)
    for hint in item.hints:
        _text(_sub(made, "hint", format="html"), f"<p>{escape(hint)}</p>")


def _general(item: Item) -> str:
    parts = [f"<p>{escape(item.after)}</p>"] if item.after else []
    if item.pairs:
        said = "".join(f"<li>{escape(pair.text)}: {escape(pair.feedback)}</li>" for pair in item.pairs)
        parts.append(f"<ul>{said}</ul>")
    return "".join(parts)


def _choices(made: ET.Element, item: Item) -> None:
    _value(made, "single", "true" if item.form == "one" else "false")
    _value(made, "shuffleanswers", "false" if item.fixed else "true")
    _value(made, "answernumbering", "none")
    _value(made, "showstandardinstruction", "0")
    for choice in item.choices:
        answer = _sub(made, "answer", fraction=fraction(choice.share), format="html")
        _text(answer, f"<p>{escape(choice.text)}</p>")
        _text(_sub(answer, "feedback", format="html"), f"<p>{escape(choice.feedback)}</p>")


def fraction(share: float) -> str:
    """A share of the points in per cent, as Moodle writes it: at most five decimals, no zeros at the end."""
    text = f"{100 * share:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _pairs(made: ET.Element, item: Item) -> None:
    _value(made, "shuffleanswers", "true")
    texts = dict(item.places)
    for pair in item.pairs:
        part = _sub(made, "subquestion", format="html")
        _text(part, f"<p>{escape(pair.text)}</p>")
        _text(_sub(part, "answer"), texts[pair.place])
    for name, text in item.places:
        if name not in {pair.place for pair in item.pairs}:
            part = _sub(made, "subquestion", format="html")  # An answer that fits nothing.
            _text(part, "")
            _text(_sub(part, "answer"), text)


def _essay(made: ET.Element, item: Item) -> None:
    for name, value in (
        ("responseformat", "editor"), ("responserequired", "1"), ("responsefieldlines", str(item.rows)),
        ("attachments", "0"), ("attachmentsrequired", "0"),
    ):  # fmt: skip
        _value(made, name, value)
    _text(_sub(made, "graderinfo", format="html"), item.rubric)
    _text(_sub(made, "responsetemplate", format="html"), f"<p>{escape(item.start)}</p>" if item.start else "")


_WRITERS = {"one": _choices, "many": _choices, "match": _pairs, "written": _essay}


def _sub(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, name, attributes)


def _value(parent: ET.Element, name: str, value: str) -> None:
    _sub(parent, name).text = value


def _text(parent: ET.Element, text: str) -> None:
    """Text in the `text` element that Moodle wants, without control signs, which XML 1.0 has no place for."""
    kept = "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))
    _sub(parent, "text").text = kept
