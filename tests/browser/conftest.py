"""A real JupyterLab and a real Chromium, without a network.

The server runs in a temporary folder with fresh copies of the notebooks; every request that leaves this machine is
recorded, and each test fails if there was one.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lab import ARGUMENTS, Lab

ROOT = Path(__file__).parents[2]
LOCAL = (
    "http://127.0.0.1", "http://localhost", "ws://127.0.0.1", "ws://localhost", "data:", "blob:", "file:", "about:",
    "attachment:",  # a picture inside the notebook, before Jupyter has put it in its place
)  # fmt: skip


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in Path(str(item.fspath)).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(chromium):
    """One Chromium for all tests; `chromium` gives its path or skips (fails in CI)."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, headless=True, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser):
    """A function that opens a page in a profile of its own: `new_page(width=360, dark=True)`."""
    contexts, outside = [], []

    def opened(width=1280, height=900, dark=False, context=None):
        if context is None:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                accept_downloads=True,
                reduced_motion="reduce",
            )
            contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda r: None if r.url.startswith(LOCAL) else outside.append(r.url))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not outside, f"requests left this machine: {outside[:3]}"


@pytest.fixture
def page(new_page):
    """A page at 1280 px, light."""
    return new_page()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab with copies of the notebooks, one for each test module."""
    folder, home = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("home")
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        shutil.copy(notebook, folder)
    running = Lab(folder, home)
    yield running
    running.stop()


AXE = """async (selector) => {
  // axe takes for hidden whatever lies outside a box that clips: in JupyterLab everything, for its body has no height,
  // and all that would have to be scrolled to. So nothing clips while it looks.
  const undo = [];
  for (let e = document.querySelector(selector).parentElement; e; e = e.parentElement) {
    const old = e.getAttribute('style');
    undo.push(() => (old === null ? e.removeAttribute('style') : e.setAttribute('style', old)));
    e.style.setProperty('overflow', 'visible', 'important');
    e.style.setProperty('content-visibility', 'visible', 'important');
  }
  try {
    const {violations} = await axe.run(selector, {resultTypes: ['violations']});
    return violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)
      + (n.any[0]?.data?.contrastRatio ? ' ' + n.any[0].data.contrastRatio : '')).join(' | '));
  } finally {
    undo.forEach((one) => one());
  }
}"""


@pytest.fixture(scope="session")
def axe():
    """A function that runs axe on one element and returns its violations, the page's frame left out."""
    import axe_playwright_python

    script = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")

    def violations(page, selector=".aquanaut"):
        if not page.evaluate("() => !!window.axe"):
            page.evaluate(script)
        return page.evaluate(AXE, selector)

    return violations
