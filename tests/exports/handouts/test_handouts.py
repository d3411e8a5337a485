"""Handouts: every lesson has one, its PDF and HTML hold the same words, and lines keep their numbers on any paper."""

from __future__ import annotations

import io
import re
import shutil

import pytest
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from aquanaut.content import ContentError, content_root
from aquanaut.exports.handouts.blocks import LETTERS, SEED, article_blocks, lesson_handout, pieces
from aquanaut.exports.handouts.html import html_handouts
from aquanaut.exports.handouts.lines import BODY, COLUMN, SIZES, broken_lines, numbered
from aquanaut.exports.handouts.names import handouts
from aquanaut.exports.handouts.pdf import PAPERS, pdf, pdf_handouts
from aquanaut.pages import fonts
from aquanaut.questions.bank import lesson_stems, load_bank, view
from aquanaut.text.article import load_article

ROOT = content_root()
STEMS = lesson_stems(ROOT)


def read(data: bytes) -> list[str]:
    """The text of each page, with single blanks."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {**pdf_handouts("2", ROOT), **pdf_handouts("3", ROOT), **pdf_handouts("drone-mission", ROOT)}


def test_all_holds_a_handout_and_a_key_for_every_lesson_the_article_and_the_label():
    names = [one.name for one in handouts("all", ROOT)]
    assert names == [f"{stem}-{part}" for stem in STEMS for part in ("handout", "key")] + ["drone-mission", "label"]


def test_a_sheet_for_each_paper_of_the_right_size(made):
    for name, data in made.items():
        paper = name.rpartition("-")[2].removesuffix(".pdf")
        for page in PdfReader(io.BytesIO(data)).pages:
            assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(PAPERS[paper], abs=0.1)


def test_every_word_of_the_article_stands_on_its_sheet_in_order_of_the_lines():
    text = load_article("drone-mission", ROOT).text
    (columns,) = article_blocks("drone-mission", ROOT)
    assert " ".join(line.text for line in columns.text.lines).split() == text.split()
    assert [line.number for line in columns.text.lines] == list(range(1, len(columns.text.lines) + 1))


def test_a_line_has_the_same_number_on_a4_on_letter_and_on_the_screen(made):
    (columns,) = article_blocks("drone-mission", ROOT)
    page = html_handouts("drone-mission", ROOT)["drone-mission.html"]
    # Signs such as a bullet come out of a PDF in other codes: letters and figures are compared.
    sheets = {paper: letters("".join(read(made[f"drone-mission-{paper}.pdf"]))) for paper in PAPERS}
    for line in columns.text.lines:
        written = letters(f"{line.number}{line.text}")
        assert all(written in sheet for sheet in sheets.values()), written
        assert f'<span class="n">{line.number}</span>' in page


def test_no_line_is_wider_than_its_column():
    (columns,) = article_blocks("drone-mission", ROOT)
    for line in columns.text.lines:
        bold = line.kind in SIZES
        assert stringWidth(line.text, "Times-Bold" if bold else "Times-Roman", SIZES.get(line.kind, BODY)) <= COLUMN


def test_a_word_wider_than_the_column_is_cut_and_not_lost():
    word = "W" * 90
    assert "".join(broken_lines(word, "Times-Roman", BODY)) == word


@pytest.mark.parametrize("text", ["", "   ", "one", "a\nb", "x" * 500])
def test_any_text_is_broken_without_loss(text):
    assert "".join(line.text for line in numbered([("paragraph", text)]).lines).replace(" ", "") == "".join(
        text.split()
    )


def test_the_article_carries_its_notice_wherever_it_is_printed(made):
    notice = " ".join(load_article("drone-mission", ROOT).notice.split())
    for name in ("drone-mission-A4.pdf", "02_who_says_so-handout-Letter.pdf"):
        assert any(notice in page for page in read(made[name]))


def test_nothing_of_the_key_is_on_the_students_sheet(made):
    bank = load_bank("3", ROOT)
    sheet = " ".join(read(made["03_words_that_judge-handout-A4.pdf"]))
    page = html_handouts("3", ROOT)["03_words_that_judge-handout.html"]
    for key in bank.keys.values():
        for said in re.findall(r"'text': '([^']{25,})'", str(key.data)) + [
            text for text in key.data.get("feedback", {}).values() if isinstance(text, str)
        ]:
            assert said not in sheet and said not in page


def test_the_letters_of_the_key_are_those_of_the_sheet(made):
    bank = load_bank("3", ROOT)
    sheet, key = (" ".join(read(made[f"03_words_that_judge-{part}-A4.pdf"])) for part in ("handout", "key"))
    for question in bank.of("exit"):
        options = view(question, SEED)["options"]
        for letter, option in zip(LETTERS, options, strict=False):
            assert f"{letter} {option['text']}" in sheet
            assert (f"{letter}: {option['text']}" in key) == (option["id"] in bank.keys[question.id].data["right"])


def test_the_same_handout_gives_the_same_bytes():
    handout = lesson_handout("03_words_that_judge", ROOT)
    assert pdf(handout, "A4") == pdf(handout, "A4")


def test_pages_ask_for_nothing_and_show_markup_as_text():
    for name, page in html_handouts("all", ROOT).items():
        assert "default-src 'none'" in page, name
        assert not re.search(r"<(script|img|link|iframe)|https?://(?!\S*invalid)[^\s<]*\.(css|js|png)", page), name


def test_bold_and_italic_become_pieces():
    assert pieces("a **b** c *d*") == (("a ", ""), ("b", "b"), (" c ", ""), ("d", "i"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{nonsense}", "{nonsense}"),
        ("{ask 03-no-such}", "03-no-such"),
        ("{lines many}", "{lines many}"),
        ("{ask}", "{ask}"),
    ],
)
def test_a_slip_is_named_with_file_and_line(tmp_path, line, said):
    for name in ("articles", "lessons", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    path = tmp_path / "lessons" / "03_words_that_judge" / "handout.md"
    path.write_text(f"# T\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"handout\.md:3") as caught:
        lesson_handout("03_words_that_judge", tmp_path)
    assert said in str(caught.value)


def twin(folder, words):
    """An article sheet that begins with `words`."""
    shutil.copytree(ROOT / "articles" / "drone-twin", folder / "articles" / "twin")
    path = folder / "articles" / "twin" / "article.txt"
    path.write_text(f"{words}\n\n{path.read_text('utf-8')}", encoding="utf-8")
    return pdf_handouts("twin", folder)["twin-A4.pdf"]


def test_a_sheet_in_another_script_is_set_in_a_font_of_this_machine(tmp_path, monkeypatch):
    if not any("dejavu" in name for name in fonts._there()):
        pytest.skip("no DejaVu on this machine")
    text = " ".join(read(twin(tmp_path, "Город у моря")))
    assert "Город у моря" in text
    assert "fonts lack" not in text


def test_signs_that_no_font_has_are_marked_and_told(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "_there", dict)
    text = " ".join(read(twin(tmp_path, "Город 𒀀 у моря")))
    assert "Город" not in text
    assert "A sign that this computer’s fonts lack" in text


def test_a_line_in_a_wider_font_stays_in_its_column(tmp_path):
    from aquanaut.exports.handouts._shapes import NumberedColumns

    drawn = []

    class Canvas:
        def setFont(self, name, size):
            self.font = name, size

        def drawString(self, x, y, text):
            drawn.append(stringWidth(text, *self.font))

    line = numbered([("paragraph", "Щука " * 30)]).lines[0]
    columns = NumberedColumns([line], fonts.fonts_for(line.text, "serif"))
    columns.canv = Canvas()
    columns._draw_text(line, 0, 0)
    assert drawn[0] <= COLUMN + 0.01


def test_an_unknown_name_is_answered_with_the_names_there_are():
    with pytest.raises(ContentError, match="label"):
        handouts("nothing", ROOT)
