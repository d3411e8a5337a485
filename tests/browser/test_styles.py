"""What slimming leaves of a style sheet: to a browser it says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from aquanaut.pages import slim

STYLES = sorted(Path(slim.__file__).parents[1].rglob("*.css"))

RULES = """(text) => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(text);
	return [...sheet.cssRules].map((rule) => rule.cssText).join("\\n").replace(/,\\s/g, ",");
}"""


@pytest.mark.parametrize("path", STYLES, ids=lambda p: p.stem)
def test_a_slim_style_has_the_same_rules(path: Path, page) -> None:
    whole = path.read_text(encoding="utf-8")
    rules = page.evaluate(RULES, whole)
    assert rules and page.evaluate(RULES, slim.slim_style(whole)) == rules


def test_where_a_space_means_something(page) -> None:
    style = ".a { .b :hover { color: red } > .c + .d :is(.e, .f) .g { inset: -1px calc(1px + 2px) } }"
    assert page.evaluate(RULES, slim.slim_style(style)) == page.evaluate(RULES, style)
