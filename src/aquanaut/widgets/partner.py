"""Two learners' marks side by side in a notebook. A partner's answers are read, shown, and not kept."""

from __future__ import annotations

import base64
import binascii

import anywidget
import traitlets

from aquanaut.marks.labels import LABELS
from aquanaut.pages.html import el
from aquanaut.pages.joiner import module, style
from aquanaut.questions.bank import Bank, load_bank
from aquanaut.records.partner import NotAPartner, SideBySide, earlier_records, partner_records, side_by_side
from aquanaut.records.record import Record
from aquanaut.records.session import Session
from aquanaut.widgets.kindly import kindly
from aquanaut.widgets.show import session, show
from aquanaut.widgets.views import Message, PassageView, PlaceRow
from aquanaut.words import say
from aquanaut.words.browser import own_strings

MUCH, SOME = 0.67, 0.2
"""Alpha from which on two learners agree much (Krippendorff's bound for tentative conclusions), or in part."""


class PartnerWidget(anywidget.AnyWidget):  # type: ignore[misc]
    """What `static/partner.js` draws: who may be compared with, and after a choice the passages."""

    strings = traitlets.Dict().tag(sync=True)
    earlier = traitlets.List().tag(sync=True)
    passages = traitlets.List().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    @property
    def _esm(self) -> str:
        return module("widgets/static/partner_widget")

    @property
    def _css(self) -> str:
        return style("widgets/static/partner")

    def __init__(self, bank: Bank, kept: Session) -> None:
        self._bank, self._session = bank, kept
        super().__init__(strings=own_strings("partner."), earlier=sorted(earlier_records(kept, bank.lesson)))
        self.on_msg(self._on_message)

    def _on_message(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict):
            return
        try:
            found = side_by_side(self._bank, self._session, self._records(message))
            with self.hold_sync():
                self.passages, self.said = [passage(one) for one in found], ""
        except NotAPartner as error:
            with self.hold_sync():
                self.passages, self.said = [], say(f"partner.{error}")

    def _records(self, message: Message) -> list[Record]:
        if message.get("type") == "earlier":
            known = earlier_records(self._session, self._bank.lesson)
            if message.get("code") not in known:
                raise NotAPartner("none")
            return known[str(message["code"])]
        try:
            data = base64.b64decode(str(message.get("data", "")), validate=True)
        except (binascii.Error, ValueError):
            raise NotAPartner("broken") from None
        return partner_records(data, self._bank.lesson)


def passage(one: SideBySide) -> PassageView:
    """One passage in words, the places where the two differ first."""
    rows: list[PlaceRow] = [
        {
            "words": place.words,
            "mine": _said(place.mine),
            "theirs": _said(place.theirs),
            "readers": say("partner.sound") if place.readers == "sound" else _said(place.readers),
            "differ": place.mine != place.theirs,
        }
        for place in one.places
    ]
    counted = say("partner.alike", alike=one.alike, all=one.words)
    rows.sort(key=lambda row: not row["differ"])
    return {"prompt": one.prompt, "rows": rows, "counted": counted, "measured": _agreement(one.alpha)}


def _agreement(alpha: float | None) -> str:
    """How much two learners agree beyond chance, in words: the figure itself means nothing to them."""
    if alpha is None:
        return say("partner.no_alpha")
    if alpha >= MUCH:
        return say("partner.agree.high")
    return say("partner.agree.some") if alpha >= SOME else say("partner.agree.low")


def _said(label: str) -> str:
    return LABELS[label].text if label in LABELS else say("partner.unmarked")


@kindly
def partner(lesson: str | int) -> None:
    """Lay your marks of a lesson beside a partner's, and beside the readers', once both of you have checked yours."""
    show(PartnerWidget(load_bank(str(lesson)), session()), el("p", say("paper.partner")))
