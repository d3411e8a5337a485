"""Lessons as single pages: bytes, time until a question can be answered, requests to anywhere else.

    python benchmarks/pages.py [--runs 5] [--json]

Each page is opened anew from `file://`, in a fresh profile with the network cut. "Usable" is the moment at which every
part of the page is alive, counted by the page's own clock from the start of its loading. Exit code 1 when a figure is
missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

from real import ROOT, chromium

from aquanaut.exports.lessons.page import lesson_pages
from aquanaut.exports.model import write

MOST_BYTES = 250_000
MOST_SECONDS = 0.5

ALIVE = """
const look = () => {
  const parts = document.querySelectorAll('[data-part]');
  const there = parts.length || document.querySelector('.aq-stage p');
  const all = there && [...parts].every((part) => part.hasAttribute('data-live'));
  if (document.readyState !== 'loading' && all) window.aliveAt ??= performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def main() -> int:
    """Measure every page, print a table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="how often each page is opened (default: 5)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium(360, 740) as page:
        paths = write(lesson_pages("all", ROOT), Path(folder))
        found = {path.name: measure(page.context.browser, path, arguments.runs) for path in paths}
    if arguments.json:
        print(json.dumps(found, indent=1))
    else:
        print(f"{'page':30} {'bytes':>9} {'usable, s (median, worst)':>27} {'requests outside':>17}")
        for name, one in found.items():
            times = f"{one['median']:.3f}, {one['worst']:.3f}"
            print(f"{name:30} {one['bytes']:9,} {times:>27} {one['outside']:17}")
    good = all(
        one["bytes"] <= MOST_BYTES and one["median"] <= MOST_SECONDS and not one["outside"] for one in found.values()
    )
    print(f"≤ {MOST_BYTES:,} bytes, ≤ {MOST_SECONDS} s, 0 requests: {'met' if good else 'MISSED'}", file=sys.stderr)
    return 0 if good else 1


def measure(browser, path: Path, runs: int) -> dict[str, float]:
    """One page's figures."""
    times, outside = [], 0
    for _ in range(runs):
        context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.add_init_script(ALIVE)
        page.goto(path.as_uri())
        page.wait_for_function("() => window.aliveAt !== undefined", timeout=20_000)
        times.append(page.evaluate("() => window.aliveAt") / 1000)
        outside += sum(not url.startswith((path.as_uri(), "data:", "blob:")) for url in asked)
        context.close()
    return {
        "bytes": path.stat().st_size,
        "median": median(times),
        "worst": max(times),
        "outside": outside,
        "runs": runs,
    }


if __name__ == "__main__":
    sys.exit(main())
