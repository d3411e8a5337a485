"""How long things take to be there: the import, the reader, each notebook, and the first widget of a second start.

    python benchmarks/start.py                 all but the second start
    python benchmarks/start.py --second        that one, too: sets the project up in a temporary copy first (network)

The reader's time runs from the first statement of its cell, by the kernel's clock, to the frame in which the browser
shows the article; page and kernel share that clock. The first widget's runs from `start.py` itself to the frame that
shows the first question, with the one button pressed as soon as there is a kernel to press it for.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from real import ROOT, chromium, lab, load, notebook, row

IMPORTS = {
    "import aquanaut": "import aquanaut",
    "  and the words of a notebook": "from aquanaut import progress, quiz, read, readability",
}
IMPORT_TARGET, READER_TARGET, NOTEBOOK_TARGET, SECOND_TARGET = 150, 300, 6, 15

SEEN = """(selector) => {
  window.seenAt = null;
  const look = () => {
    const found = document.querySelector(selector);
    if (!found) return requestAnimationFrame(look);
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => (window.seenAt = performance.timeOrigin + performance.now());
    port2.postMessage(0);
  };
  look();
}"""
"""Notes the time (Unix, ms) of the frame that first shows `selector`."""


def imports(runs: int = 7) -> None:
    """What the import adds once ipywidgets is there: the median over fresh interpreters."""
    for name, statement in IMPORTS.items():
        code = f"import time, ipywidgets; t = time.perf_counter(); {statement}; print(1000 * (time.perf_counter() - t))"
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        took = [
            float(subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout)
            for _ in range(runs)
        ]
        row(f"{name}, over ipywidgets", median(took), IMPORT_TARGET, "ms")


def reader() -> None:
    """The reader with all marks of the article, in a fresh kernel, and once more in the same one."""
    cell = 'import time\nprint("began", 1000 * time.time())\nread(lens="all")'
    cells = ["from aquanaut import progress, quiz, read, readability", cell]
    with lab() as running, chromium() as page:
        (running.folder / "reader.ipynb").write_text(json.dumps(notebook(*cells)), encoding="utf-8")
        running.open(page, "reader.ipynb")
        running.close_sidebar(page)
        for name in ("first ever (nothing cached)", "fresh kernel", "fresh kernel", "fresh kernel"):
            page.evaluate("() => document.querySelectorAll('.aq-reader').forEach((e) => e.remove())")
            page.evaluate(SEEN, ".aq-reader .aq-b")
            running.run_all(page)
            page.wait_for_function("() => window.seenAt")
            row(f"reader, {name}", page.evaluate("window.seenAt") - began(page), READER_TARGET, "ms")
        page.evaluate("() => document.querySelectorAll('.aq-reader').forEach((e) => e.remove())")
        page.evaluate(SEEN, ".aq-reader .aq-b")
        page.locator(".jp-CodeCell .cm-content").last.click()
        page.keyboard.press("Control+Enter")
        page.wait_for_function("() => window.seenAt")
        page.wait_for_timeout(500)
        row("reader, same kernel again", page.evaluate("window.seenAt") - began(page), READER_TARGET, "ms")


def began(page) -> float:
    """When the reader's cell began, as it printed."""
    return float(re.search(r"began ([\d.]+)", page.locator(".jp-OutputArea").last.inner_text())[1])


def notebooks() -> None:
    """Run All of every notebook in a fresh kernel: with the kernel's start, and the cells alone."""
    import nbformat
    from nbclient import NotebookClient

    os.environ["PYTHONPATH"] = str(ROOT / "src")
    os.environ["AQUANAUT_CONTENT"] = str(ROOT)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(one_notebook(NotebookClient, nbformat.read(path, 4), folder, path.stem))


async def one_notebook(client_class, book, folder: str, name: str) -> None:
    client = client_class(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}})
    start = time.perf_counter()
    async with client.async_setup_kernel(stderr=subprocess.DEVNULL):
        up = time.perf_counter()
        for n, cell in enumerate(book.cells):
            if cell.cell_type == "code":
                await client.async_execute_cell(cell, n)
        end = time.perf_counter()
    row(f"{name} (cells alone {end - up:.1f})", end - start, NOTEBOOK_TARGET, "s")


def second_start() -> None:
    """`start.py` in a copy that is set up already, to the first question on the screen."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "aquanaut")
        kept = shutil.ignore_patterns(".git", ".venv", "my-work", "__pycache__", ".*_cache", "node_modules")
        shutil.copytree(ROOT, copy, ignore=kept)
        home = Path(folder, "home")
        home.mkdir()
        environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "AQUANAUT_CONTENT")}
        environment["HOME"] = str(home)
        python = getattr(sys, "_base_executable", sys.executable)
        began = time.perf_counter()
        subprocess.run([python, "start.py", "install"], cwd=copy, env=environment, check=True, capture_output=True)
        row("set-up (the first time, with the network)", time.perf_counter() - began, None, "s")
        for name in ("first start after set-up", "second start"):
            once(name, [python, "start.py", "--no-browser"], copy, environment)


def once(name: str, command: list[str], copy: Path, environment: dict[str, str]) -> None:
    """One start, up to the first widget."""
    with chromium() as page:
        began = time.time()
        child = subprocess.Popen(command, cwd=copy, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            lines = iter(child.stdout.readline, "")
            address = next(found[0] for line in lines if (found := re.search(r"http://\S+", line)))
            up = time.time() - began
            page.goto(address)
            page.evaluate(SEEN, ".aq-q")
            page.wait_for_function(
                "() => /ipykernel\\) \\| Idle/.test(document.querySelector('#jp-main-statusbar')?.innerText ?? '')",
            )
            ready = time.time() - began
            page.click("[data-command='notebook:restart-run-all']")
            page.wait_for_function("() => window.seenAt")
            took = page.evaluate("window.seenAt") / 1000 - began
        finally:
            child.terminate()
            child.wait(30)
    target = SECOND_TARGET if name.startswith("second") else None
    row(f"{name} (address {up:.1f}, kernel {ready:.1f})", took, target, "s")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--second", action="store_true", help="set the project up in a copy, and time its second start")
    given = parser.parse_args()
    load("before")
    imports()
    reader()
    notebooks()
    if given.second:
        second_start()
    load("after")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
