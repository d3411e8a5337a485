"""Bytes of the widgets' code and style: the files in `static/`, and what a notebook is sent for each widget.

    python benchmarks/size.py

The target is for what the notebooks' widgets are made of; what only pages that stand alone need is listed apart.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from aquanaut.pages.joiner import module, style
from aquanaut.pages.slim import slim_script, slim_style
from aquanaut.words.browser import strings

TARGET = 60_000
STATIC = ROOT / "src" / "aquanaut" / "widgets" / "static"
WIDGETS = {
    "quiz": ("quiz_widget", ("house", "quiz")),
    "reader": ("reader_widget", ("house", "reader")),
    "progress": ("progress_widget", ("house", "progress")),
}


def reached(name: str) -> set[str]:
    """The names of `<name>.js` and of all files that it imports."""
    found, wanted = set(), [name]
    while wanted:
        one = wanted.pop()
        if one not in found:
            found.add(one)
            wanted += re.findall(r'from "\./([\w-]+)\.js"', (STATIC / f"{one}.js").read_text(encoding="utf-8"))
    return found


def main() -> int:
    """Print the tables."""
    scripts = {f"{name}.js" for entry, _ in WIDGETS.values() for name in reached(entry)}
    sheets = {f"{name}.css" for _, names in WIDGETS.values() for name in names}
    sizes = {p.name: p.stat().st_size for p in sorted(STATIC.iterdir()) if p.suffix in (".js", ".css")}
    for name, size in sizes.items():
        print(f"{name:22}{size:9,}{'' if name in scripts | sheets else '   pages only'}")
    code, look = (sum(sizes[name] for name in names) for names in (scripts, sheets))
    whole = code + look
    print(f"\n{'files':22}{'bytes':>9}{'target':>10}")
    print(f"{'  code of widgets':22}{code:9,}")
    print(f"{'  style of widgets':22}{look:9,}")
    print(f"{'  both':22}{whole:9,}{'≤ ' + format(TARGET, ','):>10}  {'met' if whole <= TARGET else 'MISSED'}")
    slim = sum(len(slim_script((STATIC / name).read_text(encoding="utf-8")).encode()) for name in scripts)
    slim += sum(len(slim_style((STATIC / name).read_text(encoding="utf-8")).encode()) for name in sheets)
    met = "met" if slim <= TARGET else "MISSED"
    print(f"{'  both, no comments':22}{slim:9,}{'≤ ' + format(TARGET, ','):>10}  {met}")
    print(f"{'  for pages only':22}{sum(sizes.values()) - whole:9,}")
    print(f"{'  words sent along':22}{sum(len(k) + len(v.encode()) + 6 for k, v in strings().items()):9,}")
    print(f"\n{'as delivered':22}{'code':>9}{'style':>9}{'both':>9}{'gzip':>9}")
    together = [0, 0]
    for name, (entry, names) in WIDGETS.items():
        sent = module(entry).encode(), style(*names[1:]).encode()
        together = [a + len(b) for a, b in zip(together, sent, strict=True)]
        packed = len(gzip.compress(b"".join(sent)))
        print(f"  {name:20}{len(sent[0]):9,}{len(sent[1]):9,}{len(sent[0]) + len(sent[1]):9,}{packed:9,}")
    print(f"  {'one of each':20}{together[0]:9,}{together[1]:9,}{sum(together):9,}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
