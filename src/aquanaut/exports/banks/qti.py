"""An exercise as a QTI 1.2 package, as Canvas imports it (Settings, Import Course Content, QTI .zip file).

Format: IMS Question & Test Interoperability, ASI XML binding 1.2 (2002), in the profile that Canvas reads and writes:
the type of each question stands in its metadata (`question_type`), one assessment with one section, and beside it
`assessment_meta.xml` with what belongs to a Canvas quiz. The zip has the same bytes each time.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

from aquanaut.exports.banks.items import ItemBank, fate_of, item_banks
from aquanaut.exports.banks.loss import reports
from aquanaut.exports.model import Export
from aquanaut.questions.item import Item, Loss, Pair, loss

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
QUIZ_TYPE = "associatedcontent/imscc_xmlv1p1/learning-application-resource"

BECOMES = {
    "one": "multiple_choice_question",
    "many": "multiple_answers_question",
    "match": "matching_question",
    "written": "essay_question",
}
EPOCH = (1980, 1, 1, 0, 0, 0)


def make(name: str, root: Path) -> dict[str, str | bytes]:
    """A zip and a loss report for each exercise. Raises `ContentError`."""
    files: dict[str, str | bytes] = {}
    for bank in item_banks(name, root):
        files[f"{bank.stem}.qti.zip"] = package(bank)
        fates = [fate_of(item, BECOMES[item.form], *_losses(item)) for item in bank.items] + bank.left_out
        files |= reports(f"{bank.stem}.qti", bank.title, "QTI 1.2 (Canvas)", fates, bank.notes)
    return files


EXPORT = Export("exercise", "qti", "export.about.exercise.qti", make)


def _losses(item: Item) -> list[Loss]:
    lost = [loss("scoring", "bank.qti.shares")] if item.form == "many" else []
    lost += [loss("hints", "bank.hints")] if item.hints else []
    lost += [loss("feedback", "bank.qti.why")] if item.form == "match" else []
    lost += [loss("start", "bank.start")] if item.start else []
    return lost + ([loss("rubric", "bank.qti.rubric")] if item.form == "written" and item.rubric else [])


def package(bank: ItemBank) -> bytes:
    """The zip: manifest, assessment and quiz settings."""
    ident = _ident(bank.stem)
    files = {
        "imsmanifest.xml": _manifest(bank, ident),
        f"{ident}/{ident}.xml": assessment(bank),
        f"{ident}/assessment_meta.xml": _quiz(bank, ident),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, held in files.items():
            one = zipfile.ZipInfo(name, EPOCH)
            one.compress_type = zipfile.ZIP_DEFLATED
            one.create_system = 3
            one.external_attr = 0o644 << 16
            archive.writestr(one, held, compresslevel=6)
    return out.getvalue()


def _ident(*parts: str) -> str:
    """An identifier that every reader takes: a letter, then hexadecimal digits."""
    return "aq" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:30]


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _sub(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, name, attributes)
    if text is not None:
        made.text = _clean(text)
    return made


def _clean(text: str) -> str:
    """Without the control signs that XML 1.0 has no place for."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))


# --- the assessment ----------------------------------------------------------------------------------------


def assessment(bank: ItemBank) -> bytes:
    """The questions as one QTI assessment."""
    root = ET.Element("questestinterop", {"xmlns": QTI})
    whole = _sub(root, "assessment", ident=_ident(bank.stem), title=_clean(bank.title))
    fields = _sub(whole, "qtimetadata")
    _field(fields, "cc_maxattempts", "1")
    section = _sub(whole, "section", ident="root_section")
    for item in bank.items:
        _item(section, bank, item)
    return _xml(root)


def _field(parent: ET.Element, label: str, entry: str) -> None:
    field = _sub(parent, "qtimetadatafield")
    _sub(field, "fieldlabel", label)
    _sub(field, "fieldentry", entry)


def _item(section: ET.Element, bank: ItemBank, item: Item) -> None:
    made = _sub(section, "item", ident=_ident(bank.stem, item.id), title=_clean(item.title))
    fields = _sub(_sub(made, "itemmetadata"), "qtimetadata")
    _field(fields, "question_type", BECOMES[item.form])
    _field(fields, "points_possible", f"{item.points:.1f}")
    answers = [answer(item, name) for name in _answer_names(item)]
    if item.form != "written":
        _field(fields, "original_answer_ids", ",".join(answers))
    _field(fields, "assessment_question_identifierref", _ident(bank.stem, item.id, "question"))
    shown = _sub(made, "presentation")
    _material(shown, _html(item))
    general = _general(item)
    _ASK[item.form](shown, item)
    processing = _sub(made, "resprocessing")
    outcomes = _sub(processing, "outcomes")
    _sub(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    if general:
        _sub(_condition(processing, "Yes"), "other")
        _says(processing, "general_fb")
    _SCORE[item.form](processing, item)
    if general:
        _feedback(made, "general_fb", general)
    for choice in item.choices:
        _feedback(made, f"{answer(item, choice.id)}_fb", f"<p>{escape(choice.feedback)}</p>")


def _html(item: Item) -> str:
    return item.asks + (f"<blockquote><p>{escape(item.start)}</p></blockquote>" if item.start else "")


def _general(item: Item) -> str:
    """What is said to everyone after answering."""
    parts = [f"<p>{escape(item.after)}</p>"] if item.after else []
    if item.pairs:
        lines = "".join(f"<li>{escape(pair.text)}: {escape(pair.feedback)}</li>" for pair in item.pairs)
        parts.append(f"<ul>{lines}</ul>")
    return "".join([*parts, item.rubric])


def answer(item: Item, name: str) -> str:
    """The number by which Canvas knows an option or a place; five to six digits, as it gives them itself."""
    return str(10_000 + int(hashlib.sha256(f"{item.id}\n{name}".encode()).hexdigest()[:12], 16) % 900_000)


def _answer_names(item: Item) -> list[str]:
    return [choice.id for choice in item.choices] + [f"item {pair.id}" for pair in item.pairs]


def _material(parent: ET.Element, text: str, kind: str = "text/html") -> None:
    _sub(_sub(parent, "material"), "mattext", text, texttype=kind)


def _condition(processing: ET.Element, goes_on: str) -> ET.Element:
    return _sub(_sub(processing, "respcondition", **{"continue": goes_on}), "conditionvar")


def _says(processing: ET.Element, ident: str) -> None:
    """Show the feedback `ident` when the last condition of `processing` holds."""
    _sub(processing[-1], "displayfeedback", feedbacktype="Response", linkrefid=ident)


def _feedback(made: ET.Element, ident: str, text: str) -> None:
    _material(_sub(_sub(made, "itemfeedback", ident=ident), "flow_mat"), text)


def _ask_options(shown: ET.Element, item: Item) -> None:
    many = "Multiple" if item.form == "many" else "Single"
    lid = _sub(shown, "response_lid", ident="response1", rcardinality=many)
    render = _sub(lid, "render_choice")
    for choice in item.choices:
        label = _sub(render, "response_label", ident=answer(item, choice.id))
        _material(label, choice.text, "text/plain")


def _ask_pairs(shown: ET.Element, item: Item) -> None:
    for pair in item.pairs:
        lid = _sub(shown, "response_lid", ident=_response(item, pair))
        _material(lid, pair.text, "text/plain")
        render = _sub(lid, "render_choice")
        for name, text in item.places:
            _material(_sub(render, "response_label", ident=answer(item, f"place {name}")), text, "text/plain")


def _ask_text(shown: ET.Element, _item: Item) -> None:
    text = _sub(shown, "response_str", ident="response1", rcardinality="Single")
    _sub(_sub(text, "render_fib"), "response_label", ident="answer1", rshuffle="No")


def _response(item: Item, pair: Pair) -> str:
    return f"response_{answer(item, f'item {pair.id}')}"


def _score_one(processing: ET.Element, item: Item) -> None:
    for choice in item.choices:
        where = _condition(processing, "Yes")
        _sub(where, "varequal", answer(item, choice.id), respident="response1")
        _says(processing, f"{answer(item, choice.id)}_fb")
    for choice in item.choices:
        if choice.share > 0:
            _sub(_condition(processing, "No"), "varequal", answer(item, choice.id), respident="response1")
            _sub(processing[-1], "setvar", "100", action="Set", varname="SCORE")


def _score_many(processing: ET.Element, item: Item) -> None:
    for choice in item.choices:
        where = _condition(processing, "Yes")
        _sub(where, "varequal", answer(item, choice.id), respident="response1")
        _says(processing, f"{answer(item, choice.id)}_fb")
    both = _sub(_condition(processing, "No"), "and")
    for choice in item.choices:
        where = both if choice.share > 0 else _sub(both, "not")
        _sub(where, "varequal", answer(item, choice.id), respident="response1")
    _sub(processing[-1], "setvar", "100", action="Set", varname="SCORE")


def _score_pairs(processing: ET.Element, item: Item) -> None:
    part = f"{100 / len(item.pairs):.2f}"
    for pair in item.pairs:
        where = _condition(processing, "Yes")
        _sub(where, "varequal", answer(item, f"place {pair.place}"), respident=_response(item, pair))
        _sub(processing[-1], "setvar", part, action="Add", varname="SCORE")


def _score_text(processing: ET.Element, _item: Item) -> None:
    _sub(_condition(processing, "No"), "other")


_ASK = {"one": _ask_options, "many": _ask_options, "match": _ask_pairs, "written": _ask_text}
_SCORE = {"one": _score_one, "many": _score_many, "match": _score_pairs, "written": _score_text}


# --- what lies around it -----------------------------------------------------------------------------------


def _manifest(bank: ItemBank, ident: str) -> bytes:
    root = ET.Element("manifest", {"identifier": _ident(bank.stem, "manifest"), "xmlns": PACKAGE})
    about = _sub(root, "metadata")
    _sub(about, "schema", "IMS Content")
    _sub(about, "schemaversion", "1.1.3")
    _sub(root, "organizations")
    resources = _sub(root, "resources")
    meta = _ident(bank.stem, "meta")
    test = _sub(resources, "resource", identifier=ident, type="imsqti_xmlv1p2")
    _sub(test, "file", href=f"{ident}/{ident}.xml")
    _sub(test, "dependency", identifierref=meta)
    quiz = _sub(resources, "resource", identifier=meta, type=QUIZ_TYPE, href=f"{ident}/assessment_meta.xml")
    _sub(quiz, "file", href=f"{ident}/assessment_meta.xml")
    return _xml(root)


def _quiz(bank: ItemBank, ident: str) -> bytes:
    """Canvas's own settings: unpublished, one try, answers not shown, until the teacher says otherwise."""
    root = ET.Element("quiz", {"identifier": ident, "xmlns": CANVAS})
    fixed = any(item.fixed for item in bank.items)
    notices = [note for note in bank.notes if "notice" in note]
    for name, text in (
        ("title", bank.title),
        ("description", "".join(f"<p>{escape(text)}</p>" for text in filter(None, [bank.about, *notices]))),
        ("shuffle_answers", "false" if fixed else "true"),
        ("scoring_policy", "keep_highest"),
        ("hide_results", ""),
        ("quiz_type", "assignment"),
        ("points_possible", f"{sum(item.points for item in bank.items):.1f}"),
        ("show_correct_answers", "false"),
        ("allowed_attempts", "1"),
        ("available", "false"),
    ):
        _sub(root, name, text)
    return _xml(root)
