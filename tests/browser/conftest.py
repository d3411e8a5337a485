"""A real JupyterLab and a real Chromium, without a network.

The server runs in a temporary folder with fresh copies of the notebooks; every request that leaves this machine is
recorded, and each test fails if there was one.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
LOCAL = ("http://127.0.0.1", "http://localhost", "ws://127.0.0.1", "ws://localhost", "data:", "blob:", "file:", "about:")


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


LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/apputils-extension:sessionDialogs": {"skipKernelRestartDialog": True},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "autoStartDefault": True},
}
"""As `start.py` sets them for students."""


class Lab:
    """A running JupyterLab whose root is `folder`."""

    def __init__(self, folder: Path, home: Path):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        for name, values in LAB_SETTINGS.items():
            extension, plugin = name.split(":")
            settings = home / "lab-settings" / extension / f"{plugin}.jupyterlab-settings"
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text(json.dumps(values))
        self.environment = {
            **os.environ,
            "HOME": str(home),
            "JUPYTERLAB_SETTINGS_DIR": str(home / "lab-settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "AQUANAUT_CONTENT": str(ROOT),
            "PYTHONPATH": str(ROOT / "src"),
        }
        options = [
            f"--ServerApp.root_dir={folder}", f"--ServerApp.port={self.port}", "--ServerApp.token=",
            "--ServerApp.password=", "--ServerApp.open_browser=False", "--ServerApp.allow_root=True",
            "--ServerApp.disable_check_xsrf=True", "--LabApp.news_url=", "--ServerApp.port_retries=0",
        ]  # fmt: skip
        self.log = (home / "lab.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            stdout=self.log, stderr=subprocess.STDOUT, env=self.environment, start_new_session=True,
        )  # fmt: skip
        self.url = f"http://127.0.0.1:{self.port}"
        self._wait()

    def _wait(self):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.url}/api", timeout=2).read()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError("JupyterLab did not start: see lab.log")

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()

    def open(self, page, name):
        """Open a notebook in simple mode and wait until its kernel is ready."""
        page.goto(f"{self.url}/lab/tree/{name}?reset")
        # The indicator also calls a missing kernel idle; the status bar tells them apart.
        page.wait_for_function(
            "() => /ipykernel\\) \\| Idle/.test(document.querySelector('#jp-main-statusbar')?.innerText ?? '')",
            timeout=60_000,
        )
        return page

    def run_all(self, page):
        """Press the one button, and wait until every cell has run."""
        # Outputs of an earlier run must be gone before the new ones count.
        page.evaluate("() => document.querySelectorAll('.jp-OutputArea-child').forEach(e => e.dataset.old = 1)")
        page.click("[data-command='notebook:restart-run-all'], [data-command='runmenu:restart-and-run-all']")
        dialog = page.locator(".jp-Dialog button.jp-mod-warn")
        page.wait_for_timeout(300)
        if dialog.count():
            dialog.click()
        page.wait_for_function(
            """() => {
              const cells = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')];
              return cells.length && cells.every(c => /^\\[\\d+\\]:?$/.test(c.textContent.trim()))
                && !document.querySelector('.jp-OutputArea-child[data-old]')
                && /ipykernel\\) \\| Idle/.test(document.querySelector('#jp-main-statusbar')?.innerText ?? '');
            }""",
            timeout=60_000,
        )

    def kernels(self):
        return json.loads(urllib.request.urlopen(f"{self.url}/api/kernels", timeout=5).read())

    def kill_kernels(self):
        """SIGKILL every kernel of this server, as a crash would; the server starts new ones only when asked."""
        found = subprocess.run(["pgrep", "-g", str(self.process.pid), "-f", "ipykernel"], capture_output=True, text=True)
        children = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
        pids = set(found.stdout.split()) | set(children.stdout.split())
        for pid in pids - {str(self.process.pid)}:
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                continue
        return pids


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab with copies of the notebooks, one for each test module."""
    folder, home = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("home")
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        shutil.copy(notebook, folder)
    running = Lab(folder, home)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def axe():
    """A function that runs axe on one element and returns its violations, the page's frame left out."""
    import axe_playwright_python

    script = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")

    def violations(page, selector=".aquanaut"):
        if not page.evaluate("() => !!window.axe"):
            page.evaluate(script)
        found = page.evaluate(
            "async (s) => (await axe.run(s, {resultTypes: ['violations']})).violations.map("
            "v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | '))",
            selector,
        )
        return found

    return violations
