"""Every attack, on Alice in Python and on Alice in Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.evil_server import EvilServer
from tests.malicious.attack import ATTACKS, BROWSER
from tests.malicious.browser_victim import BrowserVictim
from tests.malicious.scenarios import load
from tests.malicious.stage import Stage

load()


def names(victim: str) -> list[str]:
    """Name the attacks on one kind of victim."""
    return [name for name, one in ATTACKS.items() if victim in one.victims]


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvilServer]:
    """Return the lying server, which tells the truth until told otherwise."""
    evil = EvilServer(tmp_path_factory.mktemp("evil")).start()
    yield evil
    evil.stop()


@pytest.fixture(scope="module")
def alice_in_chromium(chromium: Browser, evil: EvilServer) -> Iterator[BrowserVictim]:
    """Return Alice at a browser that all attacks share: one login serves them all."""
    victim = BrowserVictim.new(chromium, evil, "alice")
    yield victim
    victim.close()


@pytest.mark.parametrize("name", names(BROWSER))
def test_in_chromium(name: str, evil: EvilServer, alice_in_chromium: BrowserVictim):
    Stage(evil, alice_in_chromium).play(ATTACKS[name])
