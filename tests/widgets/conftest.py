"""What a notebook would have shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aquanaut.widgets import show

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[dict[str, Any]]]:
    """Every bundle that was displayed, in a notebook folder of its own with the shipped content."""
    import IPython.display

    found: list[dict[str, Any]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AQUANAUT_CONTENT", str(ROOT))
    monkeypatch.delenv("AQUANAUT_ANSWERS", raising=False)
    monkeypatch.setattr(IPython.display, "display", lambda bundle, **_: found.append(bundle))
    for name in ("display", "update"):
        monkeypatch.setattr(IPython.display.DisplayHandle, name, lambda self, bundle, **_: found.append(bundle))
    monkeypatch.setattr(show, "_watching", {})
    show.session.cache_clear()
    yield found
    show.session.cache_clear()
