"""Two learners' marks side by side: from a download or an earlier person, never before both have checked."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.content import content_root
from aquanaut.questions.bank import load_bank
from aquanaut.questions.model import question_types
from aquanaut.records.partner import (
    MOST_BYTES,
    NotAPartner,
    compare,
    earlier_records,
    partner_records,
    side_by_side,
)
from aquanaut.records.session import Session
from aquanaut.widgets.partner import PartnerWidget, passage

LESSON = "03_words_that_judge"
BANK = load_bank(LESSON, content_root())
ASKED = BANK.question("03-mark-opening")
KEY = BANK.keys[ASKED.id]
RIGHT = question_types()["mark_text"].right(ASKED, KEY)


def marks(*words: str, label: str = "loaded") -> list[dict[str, object]]:
    text, first = ASKED.body["passage"]["text"], ASKED.body["passage"]["start"]
    places = [first + text.index(word) for word in words]
    return [{"start": at, "end": at + len(w), "label": label} for at, w in zip(places, words, strict=True)]


def answered(folder, answer) -> Session:
    session = Session(folder)
    session.record(LESSON, ASKED.id, "check", answer=answer)
    return session


def test_the_same_marks_agree_fully_and_show_what_the_readers_marked():
    found = compare(ASKED, KEY, RIGHT, RIGHT)
    assert found.alpha == 1
    assert found.alike == found.words
    assert all(place.mine == place.theirs == place.readers for place in found.places if place.mine)


def test_places_by_hand():
    text = ASKED.body["passage"]["text"]
    one, two = "threshold", "deep"
    assert one in text and two in text
    found = compare(ASKED, KEY, marks(one), marks(two, label="too_big"))
    by_words = {place.words: (place.mine, place.theirs) for place in found.places}
    assert by_words[one] == ("loaded", "")
    assert by_words[two] == ("", "too_big")
    assert found.alike == found.words - 2
    assert found.alpha is not None and found.alpha < 0
    assert [p.start for p in found.places] == sorted(p.start for p in found.places)


def test_alpha_by_hand():
    """One of 89 words marked by both and one by a single learner: 1 - (n-1) * Do / De, worked out on paper."""
    found = compare(ASKED, KEY, marks("threshold"), marks("threshold", "deep"))
    n, marked = 2 * found.words, 3
    unmarked = n - marked
    expected = 1 - (n - 1) * 2 / (2 * marked * unmarked)
    assert found.alpha == pytest.approx(expected, abs=1e-12)


def test_nobody_marked_anything():
    assert compare(ASKED, KEY, [], []).alpha is None


def test_a_download_is_read_back(tmp_path):
    mine = answered(tmp_path / "mine", marks("threshold"))
    theirs = answered(tmp_path / "theirs", marks("deep"))
    _, data = theirs.download()
    (found,) = side_by_side(BANK, mine, partner_records(data, LESSON))
    assert {p.words for p in found.places} >= {"threshold", "deep"}
    assert passage(found)["rows"][0]["differ"]


def test_one_after_the_other_on_one_computer(tmp_path):
    first = answered(tmp_path, marks("threshold"))
    code = first.learner
    first.new_person()
    second = answered(tmp_path, marks("deep"))
    assert list(earlier_records(second, LESSON)) == [code]
    widget = PartnerWidget(BANK, second)
    widget._on_message(widget, {"type": "earlier", "code": code}, [])
    assert widget.said == ""
    assert widget.passages[0]["rows"]


def test_nothing_is_shown_before_both_have_checked(tmp_path):
    mine = Session(tmp_path / "mine")
    mine.record(LESSON, ASKED.id, "draft", answer=marks("deep"))
    _, data = answered(tmp_path / "theirs", marks("deep")).download()
    with pytest.raises(NotAPartner) as caught:
        side_by_side(BANK, mine, partner_records(data, LESSON))
    assert str(caught.value) == "unchecked"


def test_my_own_download_is_no_partner(tmp_path):
    mine = answered(tmp_path, marks("deep"))
    with pytest.raises(NotAPartner) as caught:
        side_by_side(BANK, mine, partner_records(mine.download()[1], LESSON))
    assert str(caught.value) == "self"


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"x/{LESSON}.jsonl", b" " * (MOST_BYTES + 1))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "none"),
        (b"PK\x03\x04 no zip", "broken"),
        (b"hello\n\xff\xfe", "none"),
        (b"x" * (MOST_BYTES + 1), "large"),
        (json.dumps({"lesson": "01_look_sideways", "learner": "x"}).encode(), "none"),
        (bomb(), "large"),
    ],
)
def test_what_is_no_answer_file_is_refused_in_words(data, key):
    with pytest.raises(NotAPartner) as caught:
        partner_records(data, LESSON)
    assert str(caught.value) == key


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.integers() | st.text(max_size=4), lambda inner: st.lists(inner, max_size=4) |
       st.dictionaries(st.sampled_from(["start", "end", "label", "x"]), inner, max_size=4), max_leaves=12))  # fmt: skip
def test_any_answer_gives_a_sound_comparison(answer):
    found = compare(ASKED, KEY, answer, RIGHT)
    assert 0 <= found.alike <= found.words
    assert all(0 <= place.start < place.end for place in found.places)
