"""What the benchmarks share: the tests' own JupyterLab, the machine's Chromium, and the load while they ran."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "browser")]

from lab import ARGUMENTS, Lab, notebook  # noqa: E402

__all__ = ["ROOT", "chromium", "lab", "load", "notebook", "p95", "row"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@contextlib.contextmanager
def chromium(width: int = 1280, height: int = 900) -> Iterator:
    """A page in the machine's Chromium (`AQUANAUT_CHROMIUM`, else the first on the PATH)."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("AQUANAUT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        sys.exit("No Chromium was found: install one, or set AQUANAUT_CHROMIUM to the path of its program.")
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        page = opened.new_context(viewport={"width": width, "height": height}).new_page()
        page.set_default_timeout(120_000)
        yield page
        opened.close()


@contextlib.contextmanager
def lab(content: Path = ROOT) -> Iterator[Lab]:
    """A JupyterLab in a temporary folder, with a home and a cache of its own."""
    with tempfile.TemporaryDirectory() as folder:
        work, home = Path(folder, "work"), Path(folder, "home")
        work.mkdir()
        home.mkdir()
        running = Lab(work, home, content)
        try:
            yield running
        finally:
            running.stop()


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def row(name: str, figure: float, target: float | None, unit: str) -> None:
    """A line of a table: the figure, the target beside it, and whether it is met."""
    beside = "" if target is None else f"≤ {target:g}"
    met = "" if target is None else "met" if figure <= target else "MISSED"
    print(f"{name:44}{figure:10.1f}{beside:>10} {unit:3} {met}", flush=True)


def load(when: str) -> None:
    """Say how busy the machine is: figures from a busy one say little."""
    with contextlib.suppress(OSError, AttributeError):
        print(f"load {when}: {', '.join(f'{n:.1f}' for n in os.getloadavg())} on {os.cpu_count()} cores", flush=True)
