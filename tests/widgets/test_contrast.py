"""Colours can be told apart in light and in dark, and no rule of ours touches the page around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aquanaut.pages.pictures import BAR

PACKAGE = Path(__file__).parents[2] / "src" / "aquanaut"
SHEETS = sorted(sheet for sheet in PACKAGE.rglob("*.css") if sheet.parts[-3] not in ("report", "feedback"))
"""The class report has colours of its own, and tests of its own."""

HOUSE = (PACKAGE / "pages" / "static" / "house.css").read_text(encoding="utf-8")
IN_A_NOTEBOOK = {"house", "quiz", "reader", "progress"}

OURS = (".aquanaut", ".aq-lesson", ".aq-opener", ".aq-line")
"""Classes that stand on our own elements, and on the notebook panel of a lesson that the opener opened."""

LINE = re.compile(r"^\s*contrast: ((?:--[\w-]+ )+)on ((?:--[\w-]+ )+)([\d.]+)$", re.MULTILINE)


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def rules(css: str, inside: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """(what stands around it and its own selector, what stands in it) of every rule, nested ones too."""
    depth, start, opened = 0, 0, 0
    for at, sign in enumerate(css):
        if sign == "{":
            depth += 1
            if depth == 1:
                opened = at
        elif sign == "}":
            depth -= 1
            assert depth >= 0, "a brace too many"
            if depth == 0:
                head = re.split(r"[;}]", css[start:opened])[-1].strip()
                body = css[opened + 1 : at]
                yield (*inside, head), body
                yield from rules(body, (*inside, head))
                start = at + 1
    assert depth == 0, "a brace is missing"


def tokens(body: str) -> dict[str, str]:
    return dict(re.findall(r"(--aq-[\w-]+):\s*(#[0-9a-fA-F]+)\s*;", body))


def luminance(colour: str) -> float:
    """Of WCAG 2.2, from `#rrggbb`."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def themes() -> dict[str, dict[str, str]]:
    """The house's colours: light, dark where a notebook says so, dark where the system says so."""
    lists = [(heads, found) for heads, body in rules(without_comments(HOUSE)) if (found := own_tokens(body))]
    assert [len(heads) for heads, _ in lists] == [1, 2, 2]
    return {name: found for name, (_, found) in zip(("light", "notebook", "system"), lists, strict=True)}


def own_tokens(body: str) -> dict[str, str]:
    """The colours that a rule sets itself, not those of rules in it."""
    return {} if "{" in body else tokens(body)


PAIRS = [
    (text.strip(), ground.strip(), float(least))
    for sheet in SHEETS
    for texts, grounds, least in LINE.findall(sheet.read_text(encoding="utf-8"))
    for text in texts.split()
    for ground in grounds.split()
]


def test_the_formula_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_there_is_one_list_of_colours_in_two_dark_places() -> None:
    found = themes()
    assert found["notebook"] == found["system"]
    assert set(found["light"]) == set(found["notebook"])


def test_every_line_that_asks_for_a_contrast_is_understood() -> None:
    asked = sum(line.strip().startswith("contrast:") for sheet in SHEETS for line in sheet.read_text().splitlines())
    assert asked == sum(len(LINE.findall(sheet.read_text(encoding="utf-8"))) for sheet in SHEETS) > 0


@pytest.mark.parametrize("theme", ["light", "notebook"])
def test_every_pair_reaches_its_contrast(theme: str) -> None:
    colours = themes()[theme]
    low = [
        f"{text} on {ground}: {contrast(colours[text], colours[ground]):.2f}, not {least}"
        for text, ground, least in PAIRS
        if contrast(colours[text], colours[ground]) < least
    ]
    assert low == []


def test_every_colour_has_a_contrast_to_reach() -> None:
    """But the hairline, which carries no meaning."""
    asked = {name for text, ground, _ in PAIRS for name in (text, ground)}
    assert set(themes()["light"]) - asked == {"--aq-hair"}


def test_what_is_text_reaches_four_and_a_half() -> None:
    """A colour that any rule sets as `color` (or through `--c`) is asked to be readable on the plain ground."""
    readable = {text for text, ground, least in PAIRS if least >= 4.5}
    for sheet in SHEETS:
        css = without_comments(sheet.read_text(encoding="utf-8"))
        used = set(re.findall(r"(?<![\w-])(?:color|--c):\s*var\((--aq-[\w-]+)\)", css))
        # `--aq-sea` is text only on a chip, whose ground is a label's colour: the same pair, turned round.
        assert used - readable - {"--aq-sea"} == set(), sheet.name


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.stem)
def test_colours_are_named_in_the_house_alone(sheet: Path) -> None:
    """Elsewhere only shadows, which are see-through, have a colour of their own."""
    css = without_comments(sheet.read_text(encoding="utf-8"))
    loose = re.sub(r"(?:--aq-[\w-]+|box-shadow):[^;}]*[;}]", "", css)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[\s;)])|\brgba?\(|\bhsla?\(", loose)
    if sheet.stem != "house":
        assert not tokens(css)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.stem)
def test_every_token_that_is_used_exists(sheet: Path) -> None:
    css = without_comments(sheet.read_text(encoding="utf-8"))
    # Sheets build on one another, and scripts set a few on their elements.
    beside = [*SHEETS, *PACKAGE.rglob("*.js")]
    known = set(re.findall(r"(--[\w-]+):", "".join(path.read_text(encoding="utf-8") for path in beside)))
    used = set(re.findall(r"var\((--[\w-]+)\)", css))
    # The opener's sheet dresses JupyterLab's own page, in JupyterLab's own colours.
    assert {token for token in used if not token.startswith("--jp-")} <= known


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.stem)
def test_no_rule_stands_outside_our_own_class(sheet: Path) -> None:
    """A page of ours may set up its own document; in a notebook nothing of ours reaches beyond `.aquanaut`."""
    own_page = {":root", "body", "html"} if sheet.stem not in IN_A_NOTEBOOK else set()
    for heads, _ in rules(without_comments(sheet.read_text(encoding="utf-8"))):
        selectors = [head for head in heads if not head.startswith("@")]
        if not selectors or any(head.startswith("@page") for head in heads):
            continue
        for one in re.split(r",(?![^(]*\))", selectors[0]):
            assert any(mine in one for mine in OURS) or one.strip() in own_page, heads


@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
def test_bars_stand_out_from_either_page(page: str) -> None:
    assert contrast(BAR, page) >= 3
