"""Every attack, on Alice in Python and on Alice in Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.evil_server import EvilServer
from tests.malicious.attack import ATTACKS, BROWSER, PYTHON, TOOL
from tests.malicious.browser_victim import BrowserVictim
from tests.malicious.log_reader import LogReader
from tests.malicious.python_victim import PythonVictim
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


@pytest.fixture(scope="module")
def alice_in_python(evil: EvilServer) -> Iterator[PythonVictim]:
    """Return Alice as an actor of ours."""
    victim = PythonVictim.new(evil.url, "alice.in.python")
    yield victim
    victim.close()


@pytest.mark.parametrize("name", names(TOOL))
def test_log_tool(name: str, evil: EvilServer):
    Stage(evil, LogReader()).play(ATTACKS[name])


@pytest.mark.parametrize("name", names(PYTHON))
def test_in_python(name: str, evil: EvilServer, alice_in_python: PythonVictim):
    Stage(evil, alice_in_python).play(ATTACKS[name])


@pytest.mark.parametrize("name", names(BROWSER))
def test_in_chromium(name: str, evil: EvilServer, alice_in_chromium: BrowserVictim):
    Stage(evil, alice_in_chromium).play(ATTACKS[name])
