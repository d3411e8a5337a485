"""One secret for all tickets, so that what else a bundle depends on can be told by its bytes."""

import pytest

from aquanaut.classroom.assign import bundle


@pytest.fixture(autouse=True)
def _one_secret(monkeypatch):
    monkeypatch.setattr(bundle, "new_secret", lambda: "a secret of the tests")
