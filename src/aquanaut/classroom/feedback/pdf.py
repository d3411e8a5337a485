"""One student's feedback as a PDF, by reportlab: no browser, no network, the same parts as the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from aquanaut.classroom.feedback.parts import Part, Piece
from aquanaut.pages.fonts import fonts_for
from aquanaut.pages.html import Html, el, join, safe
from aquanaut.words import language, say

COLORS = {
    "fb-hit": "#bfe3c9", "fb-near": "#fbe4d2", "fb-stray": "#f2e0f1", "fb-free": "#e8e8e8",
    "fb-sound": "#d9efe0", "fb-target": "#fbe0b8", "good": "#17663a", "bad": "#a02323",
}  # fmt: skip


BREAK = Html("<br/>")


def feedback_pdf(title: str, lines: Sequence[str], questions: Sequence[Sequence[Part]], notes: Sequence[str]) -> bytes:
    """The PDF's bytes; the same feedback gives the same bytes. `lines` stand under the title, `notes` at the end."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    parts = [part for question in questions for part in question]
    whole = "".join([title, *lines, *notes, *map(_all_text, parts)])
    setter = _Setter(whole)
    story = [setter.paragraph(setter.strong(title), "title")]
    story += [setter.paragraph(setter.plain(line), "para") for line in lines]
    story += [flow for part in parts for flow in setter.part(part)]
    story += [setter.paragraph(setter.plain(line), "small") for line in notes]
    if setter.fonts.lacks(whole):
        story.append(setter.paragraph(setter.plain(say("class.fb.gap", gap=setter.fonts.gap)), "small"))
    out = BytesIO()
    frame = SimpleDocTemplate(out, pagesize=A4, title=title, author="Aquanaut", invariant=1, lang=language().tag,
                              leftMargin=48, rightMargin=48, topMargin=44, bottomMargin=44)  # fmt: skip
    frame.build(story)
    return out.getvalue()


class _Setter:
    """Sets text in the fonts that have the signs of `text`; a sign that they lack becomes their `gap`."""

    def __init__(self, text: str) -> None:
        self.fonts = fonts_for(text, "sans")
        passage = {"backColor": "#fbf6ea", "borderPadding": 4, "spaceBefore": 4}
        self.styles = {
            "title": self._style("title", 17),
            "head": self._style("head", 11.5, spaceBefore=12, keepWithNext=1),
            "para": self._style("para", 9.5),
            "small": self._style("small", 8.5, textColor="#475c66"),
            "quote": self._style("quote", 9.5, leftIndent=12, **passage),
            "passage": self._style("passage", 9.5, **passage),
        }

    def _style(self, name: str, size: float, **more: object) -> object:
        from reportlab.lib.styles import ParagraphStyle

        return ParagraphStyle(name, fontName=self.fonts.normal, fontSize=size, leading=size * 1.4, spaceAfter=4, **more)

    def plain(self, text: str) -> Html:
        """Text as it may stand in a paragraph."""
        return safe(self.fonts.clean(text))

    def strong(self, text: str) -> Html:
        """The same in bold."""
        return el("font", self.plain(text), name=self.fonts.bold)

    def paragraph(self, text: Html, style: str) -> object:
        """A paragraph of the document."""
        from reportlab.platypus import Paragraph

        return Paragraph(str(text), self.styles.get(style, self.styles["para"]))

    def part(self, part: Part) -> Iterator[object]:
        """The paragraphs of one part of the feedback."""
        lead = self.strong(part.lead) + " " if part.lead else Html()
        if part.kind == "passage":
            yield self.paragraph(lead, "para")
            for pieces in part.pieces:
                yield self.paragraph(join(map(self._piece, pieces)), "passage")
            return
        color = COLORS.get(part.kind)
        text = join((self.plain(line) for line in part.text.split("\n")), BREAK)
        shown = el("font", text, name=self.fonts.bold) if part.kind == "head" else text
        yield self.paragraph((el("font", lead, color=color) if color else lead) + shown, part.kind)

    def _piece(self, piece: Piece) -> Html:
        words, cls, sign = piece
        if not cls:
            return self.plain(words)
        chip = el("super", el("font", self.plain(sign), name=self.fonts.bold, size=7)) if sign else Html()
        return join([chip, el("font", el("u", self.plain(words)), backColor=COLORS[cls])])


def _all_text(part: Part) -> str:
    return part.text + part.lead + "".join(words + sign for paragraph in part.pieces for words, _, sign in paragraph)
