"""A real JupyterLab for tests and benchmarks, and how Chromium is started. Little but the standard library."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from aquanaut.opener.building import NAME, lay_out

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/apputils-extension:sessionDialogs": {"skipKernelRestartDialog": True},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "autoStartDefault": True},
}
"""As `start.py` sets them for students."""


THEMES = "@jupyterlab/apputils-extension/themes.jupyterlab-settings"


class Lab:
    """A running JupyterLab whose root is `folder`, showing the articles and lessons of `content`.

    opener: with the extension that opens a lesson by itself; most tests press the button, as where it is missing.
    """

    def __init__(self, folder: Path, home: Path, content: Path = ROOT, opener: bool = False):
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
            "AQUANAUT_CONTENT": str(content),
            "PYTHONPATH": str(ROOT / "src"),
        }
        self.opener(opener, home / "own")
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

    def opener(self, wanted, own):
        """Lay the extension where this Jupyter looks for it, and leave out the one that is installed."""
        self.environment["JUPYTER_PATH"] = str(own / "share" / "jupyter")
        if wanted:
            lay_out(ROOT, own)
            return
        config = own / "config" / "labconfig" / "page_config.json"
        config.parent.mkdir(parents=True)
        config.write_text(json.dumps({"disabledExtensions": {NAME: True}}))
        self.environment["JUPYTER_CONFIG_PATH"] = str(own / "config")

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

    def theme(self, dark):
        """Choose JupyterLab's own theme for pages that are opened from now on."""
        path = Path(self.environment["JUPYTERLAB_SETTINGS_DIR"]) / THEMES
        path.write_text(json.dumps({"theme": "JupyterLab Dark" if dark else "JupyterLab Light"}))

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

    def close_sidebar(self, page):
        """Close the list of files, which leaves no room for a notebook on a narrow screen."""
        if page.locator("#jp-left-stack").is_visible():
            page.click(".jp-SideBar [data-id='filebrowser']")
            page.locator("#jp-left-stack").wait_for(state="hidden")

    def kernels(self):
        return json.loads(urllib.request.urlopen(f"{self.url}/api/kernels", timeout=5).read())

    def kill_kernels(self):
        """SIGKILL every kernel of this server, as a crash would; the server starts new ones only when asked."""
        ours = ["pgrep", "-g", str(self.process.pid), "-f", "ipykernel"]
        found = subprocess.run(ours, capture_output=True, text=True)
        children = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
        pids = set(found.stdout.split()) | set(children.stdout.split())
        for pid in pids - {str(self.process.pid)}:
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                continue
        return pids


def notebook(*cells):
    """A notebook of code cells, as JSON data."""
    return {
        "cells": [
            {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": code, "execution_count": None, "outputs": []}
            for n, code in enumerate(cells)
        ],
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
