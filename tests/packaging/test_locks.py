"""The locks: every version pinned and hashed, no host named, and both in agreement with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-hub.lock")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def entries(lock: str) -> list[tuple[Requirement, frozenset[str]]]:
    """Each pinned requirement of a lock with its hashes."""
    joined = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = []
    for line in filter(None, map(str.strip, joined.splitlines())):
        requirement, *hashes = re.split(r"\s+--hash=", line)
        found.append((Requirement(requirement), frozenset(hashes)))
    return found


def versions(lock: str) -> dict[str, list[str]]:
    """The pinned versions of each name; more than one where they differ between Pythons."""
    pinned: dict[str, list[str]] = {}
    for requirement, _ in entries(lock):
        (pin,) = requirement.specifier
        pinned.setdefault(canonicalize_name(requirement.name), []).append(pin.version)
    return pinned


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_no_path_and_no_option(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|@|file:|/", text)
    assert set(re.findall(r"--[a-z-]+", text)) == {"--hash"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_pinned_and_hashed(lock):
    for requirement, hashes in entries(lock):
        assert [pin.operator for pin in requirement.specifier] == ["=="], requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", found) for found in hashes), requirement


def wanted(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for: the project's own dependencies, the teacher's, and those of the groups."""
    project = PYPROJECT["project"]
    own = [*project["dependencies"], *project["optional-dependencies"]["teacher"]]
    tools = [text for group in groups for text in PYPROJECT["dependency-groups"][group]]
    return [Requirement(text) for text in (*own, *tools)]


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.lock", ("setup",)), ("requirements-test.lock", ("setup", "test"))]
)
def test_a_lock_holds_what_pyproject_asks_for(lock, groups):
    pinned = versions(lock)
    for requirement in wanted(*groups):
        found = pinned.get(canonicalize_name(requirement.name))
        assert found, f"{requirement} is not in {lock}: make the locks again, as pyproject.toml says"
        assert all(requirement.specifier.contains(version) for version in found), (requirement, found)


@pytest.mark.parametrize("python", ["3.11.2", "3.11.9", "3.12.8", "3.13.1", "3.14.0"])
@pytest.mark.parametrize(
    "system",
    [
        {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
        {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
        {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
    ],
    ids=lambda system: system["sys_platform"],
)
def test_the_test_lock_holds_the_other(system, python):
    """On every system: start.py installs the test lock alone and takes both for installed."""
    machine = {**system, "python_full_version": python, "python_version": python.rpartition(".")[0]}

    def installed(lock: str) -> dict[str, frozenset[str]]:
        return {
            f"{requirement.name}{requirement.specifier}": hashes
            for requirement, hashes in entries(lock)
            if requirement.marker is None or requirement.marker.evaluate(machine)
        }

    assert installed("requirements.lock").items() <= installed("requirements-test.lock").items()


def test_the_build_tool_is_locked():
    """Else installing the project itself would need the network, which that step does not allow itself."""
    (build_tool,) = (Requirement(text) for text in PYPROJECT["build-system"]["requires"])
    (version,) = versions("requirements.lock")[build_tool.name]
    assert build_tool.specifier.contains(version)
