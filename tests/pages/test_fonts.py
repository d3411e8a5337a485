"""One policy for the fonts of all PDFs: the standard ones, then the machine's, then a mark for what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from aquanaut.pages import fonts
from aquanaut.pages.fonts import STANDARD, fonts_for

CYRILLIC = "Это не правда"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any font."""
    monkeypatch.setattr(fonts, "_there", dict)


@pytest.mark.parametrize("style", ["serif", "sans"])
def test_western_text_embeds_nothing(style: str) -> None:
    assert fonts_for("“Déjà vu” – 5 €…\u00a0ok\n", style) == STANDARD[style]


@pytest.mark.parametrize("style", ["serif", "sans"])
def test_other_scripts_take_a_font_of_the_machine(style: str) -> None:
    if "dejavusans.ttf" not in fonts._there():
        pytest.skip("no DejaVu on this machine")
    chosen = fonts_for(CYRILLIC, style)
    assert chosen != STANDARD[style]
    assert chosen.lacks(CYRILLIC) == set()
    assert chosen.clean(CYRILLIC) == CYRILLIC


def test_without_fonts_what_is_missing_is_marked(bare: None) -> None:
    chosen = fonts_for(f"ok {CYRILLIC}", "sans")
    assert chosen.lacks(CYRILLIC) == set(CYRILLIC) - {" "}
    assert chosen.clean("ok Это") == f"ok {chosen.gap * 3}"


@pytest.mark.parametrize("text", ["سلام", "שלום", "नमस्ते"])
def test_scripts_that_the_pdf_library_cannot_set_are_marked_and_not_scrambled(text: str) -> None:
    chosen = fonts_for(text, "sans")
    assert chosen.lacks(text)
    assert not set(chosen.clean(text)) & chosen.lacks(text)


def test_a_damaged_font_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "DejaVuSans.ttf"
    broken.write_bytes(b"no font")
    monkeypatch.setattr(fonts, "_there", lambda: {"dejavusans.ttf": str(broken)})
    chosen = fonts_for(CYRILLIC, "sans")
    assert chosen.clean("ok") == "ok"
