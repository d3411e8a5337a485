"""Tickets: the same again on one account, and nothing that a student could work out."""

import pytest

from aquanaut.classroom.assign import ticket as tickets
from aquanaut.classroom.assign.ticket import Tickets, key_file, secret_of, ticket


@pytest.fixture
def account(tmp_path, monkeypatch):
    """An account of its own, without a key yet."""
    monkeypatch.setattr(tickets, "key_file", lambda: tmp_path / "aquanaut" / "tickets.key")
    return tmp_path / "aquanaut"


def test_one_account_makes_the_same_secret_again(account):
    assert secret_of("a1") == secret_of("a1") != secret_of("a2")
    [key] = account.iterdir()
    assert key.stat().st_mode & 0o077 == 0 and len(key.read_bytes()) == tickets.KEY_BYTES


def test_another_account_makes_another(account):
    mine = secret_of("a1")
    (account / "tickets.key").unlink()
    assert secret_of("a1") != mine


@pytest.mark.parametrize("damage", [lambda key: key.write_bytes(b"short"), lambda key: (key.unlink(), key.mkdir())])
def test_a_key_that_cannot_be_read_is_none(account, damage):
    secret_of("a1")
    damage(account / "tickets.key")
    assert secret_of("a1") != secret_of("a1")


def test_an_account_without_a_home_has_none(monkeypatch):
    monkeypatch.setattr(tickets, "key_file", lambda: None)
    assert secret_of("a1") != secret_of("a1")


def test_the_key_lies_in_the_settings_of_the_account(monkeypatch, tmp_path):
    monkeypatch.setattr(tickets.sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert key_file() == tmp_path / "aquanaut" / "tickets.key"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert key_file() == tmp_path / ".config" / "aquanaut" / "tickets.key"


def test_a_ticket_leads_to_its_owner_alone():
    known = Tickets.of("a secret", "03", "a1", ["s01", "s02"])
    assert known.owner(ticket("a secret", "03", "a1", "s02")) == "s02"
    assert known.owner(ticket("another", "03", "a1", "s02")) == ""
    assert ticket("", "03", "a1", "s01") == ticket("a secret", "03", "a1", "") == ""
