"""What all tests share: which Chromium the browser tests drive, which node runs the JavaScript, and what their absence
means."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
"""What Chromium and its kin are called on a PATH."""

USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
"""Where macOS and Windows keep it, off the PATH."""

NO_CHROMIUM = (
    "no Chromium was found: install Chromium, Chrome or Edge (Debian and Ubuntu: sudo apt install chromium), or set "
    "AQUANAUT_CHROMIUM to the path of its program"
)


def find_chromium() -> str | None:
    """The program of a Chromium-like browser: the one in AQUANAUT_CHROMIUM, else the first that is installed."""
    chosen = os.environ.get("AQUANAUT_CHROMIUM")
    if chosen:
        return chosen
    on_path = (shutil.which(name) for name in NAMES)
    in_places = (place for place in map(os.path.expandvars, USUAL_PLACES) if Path(place).is_file())
    return next((found for found in (*on_path, *in_places) if found), None)


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory):
    """A folder of settings for the tests alone: handing out keeps the key of its tickets there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium. Without one the test skips and says how to get it; in CI it fails."""
    found = find_chromium()
    if found is None and os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(f"{NO_CHROMIUM}. In CI browser tests are not skipped.", pytrace=False)
    if found is None:
        pytest.skip(NO_CHROMIUM)
    return found


@pytest.fixture(scope="session")
def node():
    """The path of a node binary: the one that Playwright's wheel carries, else the system's."""
    try:
        import playwright

        carried = Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
        if carried.exists():
            return str(carried)
    except ImportError:
        pass
    found = shutil.which("node")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("no node found: install requirements-test.lock")
    pytest.skip("no node found: `python3 start.py test` installs it")
