"""Bytes of the widgets' code and style: what is written, and what a notebook is sent for each widget.

python benchmarks/size.py
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

from aquanaut.pages.joiner import HOUSE, joined, module, static, style
from aquanaut.questions.model import kind_scripts, kind_styles
from aquanaut.words.browser import strings

TARGET = 60_000
"""Bytes of script and style that one widget brings into a notebook, at most."""

PACKAGE = Path(__file__).parents[1] / "src" / "aquanaut"


def main() -> int:
    """Print the tables."""
    written = {ending: sum(p.stat().st_size for p in PACKAGE.rglob(f"*.{ending}")) for ending in ("js", "css")}
    print(f"{'all files as written':24}{written['js']:9,} scripts{written['css']:9,} styles")
    print(f"{'words sent along':24}{sum(len(k) + len(v.encode()) + 6 for k, v in strings().items()):9,}\n")
    print(f"{'as delivered':24}{'written':>9}{'script':>9}{'style':>9}{'both':>9}{'gzip':>9}{'target':>10}")
    for name in ("quiz", "reader", "progress"):
        _row(name, kind_scripts() if name == "quiz" else {}, kind_styles() if name == "quiz" else ())
    return 0


def _row(name: str, more: Mapping[str, str], sheets: tuple[str, ...]) -> None:
    entry, own = f"widgets/static/{name}_widget", f"widgets/static/{name}"
    whole = len(joined(entry, more).encode()) + sum(len(static(f"{path}.css").encode()) for path in (HOUSE, own))
    script, look = module(entry, more).encode(), style(own, more=sheets).encode()
    both = len(script) + len(look)
    met = "met" if both <= TARGET else "MISSED"
    print(f"{name:24}{whole:9,}{len(script):9,}{len(look):9,}{both:9,}{len(gzip.compress(script + look)):9,}  {met}")


if __name__ == "__main__":
    raise SystemExit(main())
