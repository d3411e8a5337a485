"""Bar pictures: a table that says everything in words, with nothing that runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aquanaut.pages.pictures import BAR, bars, readability_bars
from aquanaut.text.document import document
from aquanaut.text.readability import MEASURES, by_paragraph, readability

ARTICLE = (Path(__file__).parents[2] / "articles" / "drone-mission" / "article.txt").read_bytes().decode("utf-8")


class Reader(HTMLParser):
    """What a screen reader meets, row by row, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str]]] = []
        self.tags: list[str] = []
        self.caption = ""
        self._open: list[str] = []
        self._hidden = 0
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        self.tags.append(tag)
        assert not any(name.startswith("on") or name == "id" for name, _ in attrs)
        if ("aria-hidden", "true") in attrs:
            self._hidden = len(self._open)
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append((dict(attrs).get("scope") or "", ""))

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) == self._hidden:
            self._hidden = 0
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert not (self._hidden and data.strip()), "words inside the drawing"
        if "caption" in self._open:
            self.caption += data
        elif "th" in self._open or "td" in self._open:
            scope, text = self.rows[-1][-1]
            self.rows[-1][-1] = (scope, text + data)


def widths(html: str) -> list[float]:
    return [float(w) for w in re.findall(r"width: ([\d.]+)%\"", html)]


def test_every_figure_is_there_in_words() -> None:
    html = bars([1, 2.55, -3], ["one", "two", "three"], title="Three", label_name="What", value_name="How much")
    read = Reader(html)
    assert read.caption == "Three"
    assert read.rows == [
        [("col", "What"), ("col", "How much")],
        [("row", "one"), ("", "1.0")],
        [("row", "two"), ("", "2.5")],
        [("row", "three"), ("", "−3.0")],
    ]


def test_bars_are_in_proportion_and_cut_off_at_both_ends() -> None:
    html = bars([0, 5, 10, 20, -5], list("abcde"), title="t", high=10)
    assert widths(html) == [0, 50, 100, 100, 0]
    assert widths(bars([1, 4], ["a", "b"], title="t")) == [25, 100]
    assert widths(bars([1, 4], ["a", "b"], title="t", line=8)) == [12.5, 50]
    assert widths(bars([0, 0], ["a", "b"], title="t")) == [0, 0]


def test_a_value_in_words_has_no_bar() -> None:
    html = bars(["too short", 1], ["a", "b"], title="t", line=1)
    assert Reader(html).rows[0] == [("row", "a"), ("", "too short")]
    assert html.count('class="aq-track"') == 1


def test_shaky_rows_look_different_by_more_than_colour() -> None:
    html = bars([1, 2], ["a", "b"], title="t", shaky=[False, True])
    assert html.count('class="aq-bar"') == html.count('class="aq-bar aq-shaky"') == 1


def test_everything_is_escaped() -> None:
    evil = "<script>alert('x')</script>&\""
    read = Reader(bars([1, evil], [evil, evil], title=evil, note=evil, label_name=evil, value_name=evil))
    assert set(read.tags) <= {"style", "table", "caption", "span", "thead", "tbody", "tr", "th", "td", "div"}
    assert read.rows[2] == [("row", evil), ("", evil)]
    assert read.caption == evil + evil


def test_lists_that_do_not_go_together_are_refused() -> None:
    with pytest.raises(ValueError, match="do not go together"):
        bars([1], ["a", "b"], title="t")
    with pytest.raises(ValueError, match="do not go together"):
        bars([1], ["a"], title="t", shaky=[True, False])


def test_no_values_are_an_empty_table() -> None:
    assert Reader(bars([], [], title="t")).rows == []


def test_no_minus_zero() -> None:
    assert Reader(bars([-0.01], ["a"], title="t")).rows == [[("row", "a"), ("", "0.0")]]


@pytest.mark.parametrize("measure", [m.key for m in MEASURES])
def test_the_article_paragraph_by_paragraph(measure: str) -> None:
    doc = document(ARTICLE)
    html = readability_bars(doc, measure)
    read = Reader(html)
    assert len(read.rows) == 29
    for (_, figures), ((_, label), (_, shown)) in zip(by_paragraph(doc), read.rows[1:], strict=True):
        assert len(label) <= 50
        if figures.words < 20:
            assert shown == "too short"
        else:
            assert float(shown.replace("−", "-")) == pytest.approx(getattr(figures, measure), abs=0.051)
    assert f"The upright line is the whole text: {getattr(readability(doc), measure):.1f}." in read.caption
    harder = next(m.harder for m in MEASURES if m.key == measure)
    assert f"Longer bars are {'harder' if harder == 'higher' else 'easier'} to read." in read.caption
    assert "says nothing about whether a paragraph is true" in read.caption
    assert "http" not in html
    assert len(html) < 12_000


def test_other_scripts_and_empty_texts_get_a_reason() -> None:
    assert "made for English" in Reader(readability_bars(document("שלום עולם."))).caption
    assert "There are no words here." in Reader(readability_bars(document(""))).caption


def test_an_unknown_measure_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="no measure called 'truth'; there are reading_ease"):
        readability_bars(document("A text."), "truth")


@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
def test_the_bar_stands_out_on_light_and_dark(page: str) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((light(page), light(BAR)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3
