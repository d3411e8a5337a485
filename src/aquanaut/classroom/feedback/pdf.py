"""One student's feedback as a PDF, by reportlab: no browser, no network, the same parts as the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from typing import Any

from aquanaut.classroom.feedback.parts import Part, Piece
from aquanaut.pages.fonts import fonts_for
from aquanaut.words import language, say

COLORS = {
    "fb-hit": "#bfe3c9", "fb-near": "#fbe4d2", "fb-stray": "#f2e0f1", "fb-free": "#e8e8e8",
    "fb-sound": "#d9efe0", "fb-target": "#fbe0b8", "good": "#17663a", "bad": "#a02323",
}  # fmt: skip


def feedback_pdf(title: str, lines: Sequence[str], questions: Sequence[Sequence[Part]], notes: Sequence[str]) -> bytes:
    """The PDF's bytes; the same feedback gives the same bytes. `lines` stand under the title, `notes` at the end."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    parts = [part for question in questions for part in question]
    whole = "".join([title, *lines, *notes, *map(_all_text, parts)])
    fonts = fonts_for(whole, "sans")
    normal, bold = fonts.normal, fonts.bold

    def clean(text: str) -> str:
        return escape(fonts.clean(text), quote=False)

    def style(name: str, size: float, **more: Any) -> Any:
        return ParagraphStyle(name, fontName=normal, fontSize=size, leading=size * 1.4, spaceAfter=4, **more)

    styles = {
        "title": style("title", 17), "head": style("head", 11.5, spaceBefore=12, keepWithNext=1),
        "para": style("para", 9.5), "small": style("small", 8.5, textColor="#475c66"),
        "quote": style("quote", 9.5, leftIndent=12, backColor="#fbf6ea", borderPadding=4, spaceBefore=4),
        "passage": style("passage", 9.5, backColor="#fbf6ea", borderPadding=4, spaceBefore=4),
    }  # fmt: skip

    def drawn(part: Part) -> Iterable[Any]:
        lead = f'<font name="{bold}">{clean(part.lead)}</font> ' if part.lead else ""
        if part.kind == "passage":
            yield Paragraph(lead, styles["para"])
            for pieces in part.pieces:
                yield Paragraph("".join(_piece(p, clean, bold) for p in pieces), styles["passage"])
            return
        color = COLORS.get(part.kind)
        lead = f'<font color="{color}">{lead}</font>' if color else lead
        text = clean(part.text).replace("\n", "<br/>")
        if part.kind == "head":
            text = f'<font name="{bold}">{text}</font>'
        yield Paragraph(lead + text, styles.get(part.kind, styles["para"]))

    story = [Paragraph(f'<font name="{bold}">{clean(title)}</font>', styles["title"])]
    story += [Paragraph(clean(line), styles["para"]) for line in lines]
    story += [flow for part in parts for flow in drawn(part)]
    story += [Paragraph(clean(line), styles["small"]) for line in notes]
    if fonts.lacks(whole):
        story.append(Paragraph(clean(say("class.fb.gap", gap=fonts.gap)), styles["small"]))
    out = BytesIO()
    frame = SimpleDocTemplate(out, pagesize=A4, title=title, author="Aquanaut", invariant=1, lang=language().tag,
                              leftMargin=48, rightMargin=48, topMargin=44, bottomMargin=44)  # fmt: skip
    frame.build(story)
    return out.getvalue()


def _piece(piece: Piece, clean: Any, bold: str) -> str:
    words, cls, sign = piece
    if not cls:
        return str(clean(words))
    chip = f'<super><font name="{bold}" size="7">{clean(sign)}</font></super>' if sign else ""
    color = COLORS[cls]
    return f'{chip}<font backColor="{color}"><u>{clean(words)}</u></font>'


def _all_text(part: Part) -> str:
    return part.text + part.lead + "".join(words + sign for paragraph in part.pieces for words, _, sign in paragraph)
