"""node, for holding the JavaScript to the same results as the Python."""

import os
import shutil
from pathlib import Path

import pytest


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
