"""Question banks: every form is read back by a reader that is not ours, or by the rules of the form itself."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pytest

from aquanaut.exports.banks import gift, moodle_xml, qti
from aquanaut.exports.banks.items import item_bank, item_banks
from aquanaut.questions.bank import load_bank
from aquanaut.questions.exercise import exercise_stems, load_exercise
from aquanaut.questions.model import question_types
from aquanaut.questions.scoring import score
from aquanaut.words import say

ROOT = Path(__file__).parents[2]
LESSONS = ("01_look_sideways", "04_does_it_hold_together")
SOME = exercise_stems(ROOT)[:2]
Q = {"q": qti.QTI}


@pytest.fixture(scope="module")
def banks():
    """Every exercise, and lessons besides: between them all kinds of question."""
    loaded = [load_exercise(stem, ROOT) for stem in SOME] + [load_bank(one, ROOT) for one in LESSONS]
    return [(bank, item_bank(bank, ROOT)) for bank in loaded]


def test_every_kind_has_a_form(banks):
    assert {item.kind for _, made in banks for item in made.items} == set(question_types())


def test_nothing_is_lost_on_the_way_to_items(banks):
    for bank, made in banks:
        assert [item.id for item in made.items] == [question.id for question in bank.questions]
        for item in made.items:
            assert item.asks and not re.search(r"<script|onerror", item.asks)
            assert {"one": item.choices, "many": item.choices, "match": item.pairs}.get(item.form, True), item.id
            assert item.form != "match" or len({place for place, _ in item.places}) > 1


def test_choose_many_scores_as_ours(banks):
    """The shares that Moodle gets add up to our points, for any answer."""
    chance = Random(7)
    seen = 0
    for bank, made in banks:
        for item in made.items:
            if item.form != "many":
                continue
            for _ in range(40):
                picked = [c for c in item.choices if chance.random() < 0.5]
                ours = score(bank.keys[item.id].table, [c.id for c in picked])
                theirs = max(0.0, min(1.0, sum(float(moodle_xml.fraction(c.share)) for c in picked) / 100))
                assert theirs == pytest.approx(ours["earned"] / ours["possible"], abs=1e-4)
                seen += 1
    assert seen >= 40


MOODLE_FRACTIONS = {
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10,
    5, 0,
}  # fmt: skip
"""The fractions that Moodle's question bank knows (question_bank::fraction_options_full)."""


def test_moodle(banks):
    for bank, made in banks:
        root = ET.fromstring(moodle_xml.questions(made))
        found = root.findall("question")
        assert root.tag == "quiz" and found[0].get("type") == "category"
        assert [one.findtext("idnumber") for one in found[1:]] == [question.id for question in bank.questions]
        for one, item in zip(found[1:], made.items, strict=True):
            assert float(one.findtext("defaultgrade")) == item.points
            assert plain(one.findtext("questiontext/text")).endswith(plain(item.asks)[-40:])
            assert [plain(h.findtext("text")) for h in one.findall("hint")] == [squeezed(h) for h in item.hints]
            shares = [float(a.get("fraction")) for a in one.findall("answer")]
            assert all(abs(share) in MOODLE_FRACTIONS for share in shares), item.id
            if one.get("type") == "multichoice":
                single = one.findtext("single") == "true"
                assert (
                    shares.count(100) >= 1
                    if single
                    else sum(s for s in shares if s > 0) == pytest.approx(100, abs=0.01)
                )
                assert [plain(a.findtext("text")) for a in one.findall("answer")] == [
                    squeezed(c.text) for c in item.choices
                ]
                assert all(plain(a.findtext("feedback/text")) for a in one.findall("answer"))
            if one.get("type") == "matching":
                pairs = [(plain(p.findtext("text")), p.findtext("answer/text")) for p in one.findall("subquestion")]
                places = dict(item.places)
                assert [p for p in pairs if p[0]] == [(squeezed(p.text), places[p.place]) for p in item.pairs]
                assert {p[1] for p in pairs} == set(places.values())
            if one.get("type") == "essay":
                assert one.findtext("graderinfo/text")


# --- QTI ---------------------------------------------------------------------------------------------------

CANVAS_PATHS = {
    "itemmetadata/qtimetadata/qtimetadatafield/fieldlabel", "itemmetadata/qtimetadata/qtimetadatafield/fieldentry",
    "presentation/material/mattext", "presentation/response_lid/material/mattext",
    "presentation/response_lid/render_choice/response_label/material/mattext",
    "presentation/response_str/render_fib/response_label", "resprocessing/outcomes/decvar",
    "resprocessing/respcondition/conditionvar/other", "resprocessing/respcondition/conditionvar/varequal",
    "resprocessing/respcondition/conditionvar/and/varequal",
    "resprocessing/respcondition/conditionvar/and/not/varequal",
    "resprocessing/respcondition/setvar", "resprocessing/respcondition/displayfeedback",
    "itemfeedback/flow_mat/material/mattext",
}  # fmt: skip
"""Where Canvas's importer looks in an item, as text2qti 0.8 writes it (its packages are made for Canvas alone) and, for
matching, as Canvas exports it."""


def opened(made):
    """The files of a package, and the assessment's root, found by way of the manifest as an importer does."""
    archive = zipfile.ZipFile(io.BytesIO(qti.package(made)))
    assert archive.testzip() is None
    manifest = ET.fromstring(archive.read("imsmanifest.xml"))
    ns = {"m": qti.PACKAGE}
    resources = {one.get("identifier"): one for one in manifest.iterfind("m:resources/m:resource", ns)}
    files = [f.get("href") for one in resources.values() for f in one.iterfind("m:file", ns)]
    assert sorted([*files, "imsmanifest.xml"]) == sorted(archive.namelist())
    test = next(one for one in resources.values() if one.get("type") == "imsqti_xmlv1p2")
    assert test.find("m:dependency", ns).get("identifierref") in resources
    return ET.fromstring(archive.read(test.find("m:file", ns).get("href"))), archive


def test_qti_package(banks):
    for _, made in banks:
        root, archive = opened(made)
        idents = [one.get("ident") for one in root.iter(f"{{{qti.QTI}}}item")]
        assert len(idents) == len(set(idents)) == len(made.items)
        meta = ET.fromstring(next(archive.read(n) for n in archive.namelist() if n.endswith("assessment_meta.xml")))
        assert float(meta.findtext(f"{{{qti.CANVAS}}}points_possible")) == sum(item.points for item in made.items)
        assert meta.findtext(f"{{{qti.CANVAS}}}available") == "false"
        for one in root.iter(f"{{{qti.QTI}}}item"):
            assert set(leaves(one)) <= CANVAS_PATHS, set(leaves(one)) - CANVAS_PATHS
            shown = {f.get("ident") for f in one.iterfind("q:itemfeedback", Q)}
            assert {f.get("linkrefid") for f in one.iter(f"{{{qti.QTI}}}displayfeedback")} <= shown
        assert qti.package(made) == qti.package(made)


def leaves(element, path=""):
    for child in element:
        name = f"{path}{child.tag.split('}')[1]}"
        yield from leaves(child, f"{name}/") if len(child) else [name]


def test_qti_scores(banks):
    """An interpreter of QTI 1.2's response processing gives everything for the right answer, nothing for none."""
    for bank, made in banks:
        root, _ = opened(made)
        for one, item in zip(root.iter(f"{{{qti.QTI}}}item"), made.items, strict=True):
            labels = {
                lid.get("ident"): {squeezed(m.findtext("q:material/q:mattext", "", Q)): m.get("ident") for m in
                                   lid.iterfind("q:render_choice/q:response_label", Q)}
                for lid in one.iterfind("q:presentation/q:response_lid", Q)
            }  # fmt: skip
            assert all(len(set(ids.values())) == len(ids) for ids in labels.values())
            if item.form == "one":
                for choice in item.choices:
                    given = {"response1": {labels["response1"][squeezed(choice.text)]}}
                    assert processed(one, given) == (100 if choice.share == 1 else 0), choice
            elif item.form == "many":
                ids = labels["response1"]
                right = {ids[squeezed(c.text)] for c in item.choices if c.share > 0}
                assert processed(one, {"response1": right}) == 100
                assert processed(one, {"response1": set(ids.values())}) == 0
                assert processed(one, {"response1": set(list(right)[1:])}) == 0
            elif item.form == "match":
                places = dict(item.places)
                given = {}
                for lid, pair in zip(one.iterfind("q:presentation/q:response_lid", Q), item.pairs, strict=True):
                    assert squeezed(lid.findtext("q:material/q:mattext", "", Q)) == squeezed(pair.text)
                    given[lid.get("ident")] = {labels[lid.get("ident")][squeezed(places[pair.place])]}
                assert processed(one, given) == pytest.approx(100, abs=0.1)
                given.popitem()
                assert processed(one, given) == pytest.approx(100 * (1 - 1 / len(item.pairs)), abs=0.1)
            assert processed(one, {}) == 0
        assert [q.points for q in bank.questions if bank.keys[q.id].table["points"]]


def processed(item, given):
    """The SCORE that the conditions of an item give, by QTI 1.2. `given`: what is chosen, by response."""
    total = 0.0
    for condition in item.iterfind("q:resprocessing/q:respcondition", Q):
        if not all(holds(one, given) for one in condition.find("q:conditionvar", Q)):
            continue
        change = condition.find("q:setvar", Q)
        if change is not None:
            total = float(change.text) + (total if change.get("action") == "Add" else 0)
        if condition.get("continue") == "No":
            break
    return total


def holds(one, given):
    match one.tag.split("}")[1]:
        case "other":
            return True
        case "varequal":
            return one.text in given.get(one.get("respident"), ())
        case "and":
            return all(holds(part, given) for part in one)
        case "not":
            return not any(holds(part, given) for part in one)
    raise AssertionError(one.tag)


# --- GIFT --------------------------------------------------------------------------------------------------


def test_gift(banks):
    """A reader by the rules of Moodle's documentation finds the same questions, answers and shares."""
    for _, made in banks:
        text = gift.questions(made)
        assert not re.search(r"\n\n\n", text)
        blocks = [b for b in text.strip().split("\n\n") if not re.match(r"(//.*|\$CATEGORY:.*)$", b)]
        assert len(blocks) == len(made.items)
        for block, item in zip(blocks, made.items, strict=True):
            head, body = parsed(block)
            assert plain(head).replace("→", "->").endswith(plain(gift._asks(item)).replace("→", "->")[-30:])
            answers, after = body
            assert squeezed(plain(after)).startswith(squeezed(item.after))
            if item.form == "written" or gift._is_opinion(item):
                assert answers == []
            elif item.form == "match":
                places = dict(item.places)
                pairs = [tuple(part.strip() for part in a[1:].split("->")) for a in answers]
                assert [p for p in pairs if p[0]] == [
                    (squeezed(p.text).replace("->", "→"), squeezed(places[p.place])) for p in item.pairs
                ]
            else:
                for line, choice in zip(answers, item.choices, strict=True):
                    share = re.match(r"=|~(?:%(-?[\d.]+)%)?", line)
                    value = 100 if share[0] == "=" else float(share[1] or 0)
                    assert value == pytest.approx(100 * choice.share, abs=1e-4)
                    told = line[share.end() :]
                    assert told == f"{squeezed(choice.text)}\0{squeezed(choice.feedback)}".replace("->", "→"), item.id


def parsed(block):
    """(text, (answers, general feedback)) of a GIFT question; an unescaped # in an answer becomes NUL."""
    lines = [line for line in block.split("\n") if not line.startswith("//")]
    signs = re.findall(r"\\.|[^\\]", "\n".join(lines), re.DOTALL)
    at = signs.index("{")
    assert signs[-1] == "}" and signs.count("{") == signs.count("}") == 1
    head = "".join(sign[-1] for sign in signs[:at])
    inner, answers, after = signs[at + 1 : -1], [], None
    for place, sign in enumerate(inner):
        if inner[place : place + 4] == ["#"] * 4:
            after = "".join(s[-1] for s in inner[place + 4 :])
            break
        if sign in "=~" and len(sign) == 1:
            answers.append([])
        if answers:
            answers[-1].append("\0" if sign == "#" else sign[-1])
    read = [unescaped("".join(answer).strip()) for answer in answers]
    return re.sub(r"^::.*?::\[html\]", "", head, flags=re.DOTALL), (read, after or "")


def unescaped(text):
    import html

    return html.unescape(text)


@pytest.mark.parametrize("text", ["%50% of readers saw it first", "%-100%", "[plain] is a word", "100% sure", "% [x]"])
def test_a_gift_option_never_begins_as_a_weight_or_a_format(banks, text):
    _, made = banks[0]
    item = next(item for item in made.items if item.form == "one" and not gift._is_opinion(item))
    choices = tuple(replace(choice, text=text, feedback=text) for choice in item.choices)
    for line in gift._answers(replace(item, choices=choices)).split("####")[0].strip().splitlines():
        assert not re.match(r"[=~]\s*[%\[]", line)
        told = unescaped(re.sub(r"\\(.)", r"\1", line[1:]))
        assert told == f"{text}#{text}"


def test_qti_says_what_the_exercise_is(banks):
    for bank, made in banks:
        _, archive = opened(made)
        meta = ET.fromstring(next(archive.read(n) for n in archive.namelist() if n.endswith("assessment_meta.xml")))
        told = plain(meta.findtext(f"{{{qti.CANVAS}}}description") or "")
        assert told.startswith(squeezed(bank.about)) and bool(told) == bool(bank.about or "notice" in str(made.notes))


# --- loss reports ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [qti, moodle_xml, gift], ids=["qti", "moodle-xml", "gift"])
def test_loss_reports(form):
    for stem in SOME:
        files = form.make(stem, ROOT)
        (report,) = (json.loads(held) for name, held in files.items() if name.endswith(".loss.json"))
        (words,) = (held for name, held in files.items() if name.endswith(".loss.md"))
        (made,) = item_banks(stem, ROOT)
        told = {one["question"]: one for one in report["questions"]}
        assert list(told) == [item.id for item in made.items]
        assert any("holds the key" in note for note in report["notes"])
        for item in made.items:
            one = told[item.id]
            parts = {loss["part"] for loss in one["losses"]}
            assert item.id in words and one["becomes"] in words
            assert "gesture" in parts or item.kind not in ("mark_text", "link_marks", "put_in_order")
            assert "hints" in parts or not item.hints
            assert "scoring" in parts or item.kind != "mark_text"
            if item.kind == "mark_text":
                assert one["fate"] == "approximated" and say("bank.mark_text.leave") in words
            if item.kind == "link_marks":
                assert one["fate"] == "not scored"


def test_hostile_words_stay_words(tmp_path):
    """Signs that mean something in a form come back as they were."""
    for text in ("a=b~c#d{e}f:g\\h", "x -> y", "&lt;b&gt; & “q”", "1 < 2 > 0", "line\nbreak\u2028here"):
        signs = re.findall(r"\\.|[^\\]", gift.plain(text), re.DOTALL)
        assert not {"=", "~", "#", "{", "}", ":"} & set(signs)
        assert "".join(sign[-1] for sign in signs) == squeezed(text).replace("->", "→")


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_data(self, data):
        self.parts.append(data)

    def handle_endtag(self, _tag):
        self.parts.append(" ")


def plain(markup):
    """The words of HTML."""
    reader = Words()
    reader.feed(markup)
    reader.close()
    return squeezed("".join(reader.parts))


def squeezed(text):
    return " ".join(text.split())
