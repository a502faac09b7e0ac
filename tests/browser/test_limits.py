"""Guessing somebody's password, and what it does to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.arrival import arrived
from tests.server import Server


@pytest.fixture
def slow_server(tmp_path: Path) -> Iterator[Server]:
    """Return a server that lets nobody guess more than twice."""
    server = Server(tmp_path, LIMIT_GUESSES="2/hour").start()
    yield server
    server.stop()


def test_who_guesses_is_told_when_to_come_back(slow_server, person):
    alice = arrived(person("alice", slow_server.url), "alice")
    bob = arrived(person("bob", slow_server.url), "bob")
    alice.start_chat(bob.username)
    mallory = person("mallory", slow_server.url)
    mallory.username = alice.username
    alert = mallory.page.get_by_role("alert").filter(visible=True)

    mallory.try_login("a first guess")
    expect(alert).to_contain_text("not right")
    mallory.fill_login("a second guess")
    expect(mallory.page.get_by_role("button", name="Log in")).to_be_enabled()
    mallory.fill_login(alice.password)
    expect(alert).to_have_text(
        re.compile(r"^That was too often in too short a time. Try again at .*\d:\d\d")
    )

    # Whose account it is goes on, and notices nothing.
    alice.page.reload()
    alice.arrive()
    alice.say("undisturbed")
    bob.go_to(alice.username)
    bob.sees("undisturbed")
